//! `empty-recommendation`: a heading "Recommendation N" without text.
//!
//! A heading that says what became of the text, "Recommendation 4 (deleted)", keeps its number while others are negotiated,
//! and so does one with a bracket for the text to come.

use super::Context;
use super::brackets::{self, Class};
use crate::document::{self, Numbering, Unit};
use crate::finding::Report;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(label) = unit.label.as_ref().filter(|label| label.numbering == Numbering::Heading) else { return };
    let text = unit.text(unit.body);
    let heading = unit.source().trim_start().lines().next().unwrap_or("").to_lowercase();
    let gone = ["delet", "withdrawn", "merged", "moved", "removed"].iter().any(|word| heading.contains(word));
    let settled = heading.split_once([':', '.', '–', '—']).is_some_and(|(_, words)| document::is_verdict(words));
    if text.contains(char::is_alphanumeric) || gone || settled || keeps_place(unit, context) {
        report.occasion(label.span);
    } else {
        let title = unit.text(label.span);
        report.find(label.span, format!("“{title}” has no text; write the recommendation or take the heading out"));
    }
}

/// Whether a bracket keeps the place of the text, which is told of the bracket: `Recommendation 4: [to be drafted]`.
fn keeps_place(unit: &Unit, context: &Context<'_>) -> bool {
    let brackets = brackets::brackets(unit, context.lexicon);
    brackets.pairs.iter().any(|bracket| bracket.class == Class::Placeholder)
}
