//! `highlighted-text`: text that is still highlighted: `==text==`, `{==text==}`, `<mark>text</mark>`.

use super::Context;
use super::brackets;
use crate::document::{Mark, Unit, changes};
use crate::finding::{Report, Safety};
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    for marked in unit.marks.iter().filter(|marked| marked.mark == Mark::Highlight) {
        let quote = brackets::clip(marked.span.of(unit.source()));
        report.find_in_source(marked.span, format!("“{quote}” is highlighted: settle it, then take the colour away"));
    }
    if !brackets::matter(unit, context) {
        return;
    }
    if unit.recommendation.is_some() {
        report.occasion(Span::at(0));
    }
    let source = unit.source();
    for change in changes(source).into_iter().filter(|change| change.mark == Mark::Highlight) {
        let quote = brackets::clip(change.added.of(source));
        report
            .find_in_source(change.span, format!("“{quote}” is highlighted: settle it, then take the marks away"))
            .fix(Safety::NeedsReview, "Take the marks away", change.span, change.added.of(source));
    }
}
