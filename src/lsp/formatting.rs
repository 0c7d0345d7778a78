//! Formatting: spacing, punctuation and the form of lists, by the safe fixes of the rules about them.
//!
//! Numbers of recommendations and paragraphs are left alone: a new number changes what every mention of the old one
//! means, in this text and in others, so it needs a person; editors format whenever a file is saved. The code action
//! “Renumber from here” changes them, mentions included, when somebody asks for it.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::convert;
use super::state::Snapshot;
use crate::finding::{Category, Safety};
use crate::text::{Edit, Span};

/// The edits that give `within` the form of adopted texts.
pub(super) fn format(snapshot: &Snapshot, within: Span, abilities: Abilities) -> Vec<lsp::TextEdit> {
    let form = |category| matches!(category, Category::Punctuation | Category::Numbering);
    let mut taken: Vec<Edit> = Vec::new();
    for finding in snapshot.analysis.findings.iter().filter(|finding| form(finding.category)) {
        let Some(fix) = finding.fixes.first().filter(|fix| fix.safety == Safety::Safe) else { continue };
        let fits = |edit: &Edit| within.contains(edit.span) && !taken.iter().any(|other| other.span.touches(edit.span));
        if fix.edits.iter().all(fits) {
            taken.extend(fix.edits.iter().cloned());
        }
    }
    convert::edits(&taken, snapshot, abilities)
}
