//! `empty-recommendation`: a heading "Recommendation N" without text.

use super::Context;
use crate::document::{Numbering, Unit};
use crate::finding::Report;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(label) = unit.label.as_ref().filter(|label| label.numbering == Numbering::Heading) else { return };
    let text = unit.text(unit.body);
    if text.contains(char::is_alphanumeric) {
        report.occasion(label.span);
    } else {
        let title = unit.text(label.span);
        report.find(label.span, format!("“{title}” has no text; write the recommendation or take the heading out"));
    }
}
