//! `missing-full-stop`: a recommendation that does not end with a full stop.

use super::Context;
use crate::document::Unit;
use crate::finding::{Report, Safety};
use crate::text::Span;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    if unit.recommendation.is_none() || unit.body.is_empty() {
        return;
    }
    let text = unit.text(unit.body);
    let words = text.trim_end_matches([']', '*', ' ', '\n']);
    let end = unit.body.start + words.len();
    let last = words.chars().next_back().unwrap_or('.');
    let closed =
        matches!(last, '.' | '?' | '!') || words.ends_with(".”") || words.ends_with(".\"") || words.ends_with(".)");
    let width = last.len_utf8();
    if closed {
        report.occasion(Span::new(end - width, end));
        return;
    }
    let finding = report.find(Span::new(end - width, end), "The recommendation does not end with a full stop");
    match last {
        ';' | ',' | ':' => finding.fix(Safety::Safe, "End with a full stop", Span::new(end - 1, end), "."),
        _ => finding.fix(Safety::Safe, "Add a full stop", Span::at(end), "."),
    };
}
