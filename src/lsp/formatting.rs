//! Formatting: spacing, punctuation and the form of lists, by the safe fixes of the rules about them.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::convert;
use super::state::Snapshot;
use crate::finding::{Category, Safety};
use crate::text::{Edit, Span};

/// The edits that give `within` the form of adopted texts. Numbers are left to a person: they are never formatting.
pub(super) fn format(snapshot: &Snapshot, within: Span, abilities: Abilities) -> Vec<lsp::TextEdit> {
    let mut taken: Vec<Edit> = Vec::new();
    for finding in snapshot.analysis.findings.iter().filter(|finding| finding.category == Category::Punctuation) {
        let Some(fix) = finding.fixes.first().filter(|fix| fix.safety == Safety::Safe) else { continue };
        let fits = |edit: &Edit| within.contains(edit.span) && !taken.iter().any(|other| other.span.touches(edit.span));
        if fix.edits.iter().all(fits) {
            taken.extend(fix.edits.iter().cloned());
        }
    }
    taken.sort_by_key(|edit| edit.span);
    let range = |span| convert::range(span, &snapshot.text, abilities.units);
    taken.into_iter().map(|edit| lsp::TextEdit { range: range(edit.span), new_text: edit.text }).collect()
}
