//! Formatting: spacing, punctuation and the form of lists, by the safe fixes of the rules about them.
//!
//! Numbers of recommendations and paragraphs are left alone: a new number changes what every mention of the old one
//! means, in this text and in others, so it needs a person; editors format whenever a file is saved. The code action
//! “Renumber from here” changes them, mentions included, when somebody asks for it. Words are left alone, too: one that is
//! written twice, or in the plural, is a slip that its mark tells, and not a matter of form.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::convert;
use super::state::Snapshot;
use crate::finding::{Category, Safety};
use crate::text::{Edit, Position, Span, Units};

/// The edits that give `within` the form of adopted texts.
pub(super) fn format(snapshot: &Snapshot, within: Span, abilities: Abilities) -> Vec<lsp::TextEdit> {
    let form = |category| matches!(category, Category::Punctuation | Category::Numbering);
    let mut taken: Vec<Edit> = Vec::new();
    for finding in snapshot.analysis.findings.iter().filter(|finding| form(finding.category)) {
        let Some(fix) = finding.fixes.first().filter(|fix| fix.safety == Safety::Safe) else { continue };
        let fits = |edit: &Edit| {
            let free = !taken.iter().any(|other| other.span.touches(edit.span));
            within.contains(edit.span) && free && keeps_words(edit, snapshot)
        };
        if fix.edits.iter().all(fits) {
            taken.extend(fix.edits.iter().cloned());
        }
    }
    convert::edits(&taken, snapshot, abilities)
}

/// Whether an edit leaves every word as it is; the marks of items and the “and” before the last of them are no words.
fn keeps_words(edit: &Edit, snapshot: &Snapshot) -> bool {
    let text = &snapshot.text;
    let line = |at: usize| text.position(at, Units::Utf8).line;
    let start = text.byte(Position { line: line(edit.span.start), character: 0 }, Units::Utf8);
    let end = text.byte(Position { line: line(edit.span.end), character: u32::MAX }, Units::Utf8);
    let before = text.slice(Span::new(start, edit.span.start));
    let after = text.slice(Span::new(edit.span.end, end.max(edit.span.end)));
    let start = before.rfind(|c: char| !c.is_alphanumeric()).map_or(&*before, |at| &before[at..]);
    let end = after.find(|c: char| !c.is_alphanumeric()).map_or(&*after, |at| &after[..at]);
    let words = |middle: &str| -> Vec<String> {
        let line = [start, middle, end].concat().to_lowercase();
        let is_mark = |word: &str| word.len() == 1 || word.chars().all(|c| c.is_ascii_digit() || "ivxl".contains(c));
        let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !is_mark(word));
        words.filter(|word| !matches!(*word, "and" | "or")).map(str::to_owned).collect()
    };
    words(&text.slice(edit.span)) == words(&edit.text)
}
