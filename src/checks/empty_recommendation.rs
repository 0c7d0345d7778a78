//! `empty-recommendation`: a heading "Recommendation N" without text.
//!
//! A heading that says what became of the text, "Recommendation 4 (deleted)", keeps its number while others are negotiated.

use super::Context;
use crate::document::{Numbering, Unit};
use crate::finding::Report;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(label) = unit.label.as_ref().filter(|label| label.numbering == Numbering::Heading) else { return };
    let text = unit.text(unit.body);
    let heading = unit.source().trim_start().lines().next().unwrap_or("").to_lowercase();
    let gone = ["delet", "withdrawn", "merged", "moved", "removed"].iter().any(|word| heading.contains(word));
    if text.contains(char::is_alphanumeric) || gone {
        report.occasion(label.span);
    } else {
        let title = unit.text(label.span);
        report.find(label.span, format!("“{title}” has no text; write the recommendation or take the heading out"));
    }
}
