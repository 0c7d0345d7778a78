//! `unbalanced-parenthesis`: a parenthesis without its partner. The marks of items, `a)` among them, are none.

use super::Context;
use crate::document::{Kind, Unit};
use crate::finding::Report;
use crate::text::Span;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    if matches!(unit.kind(), Kind::Table | Kind::Quotation) {
        return;
    }
    if unit.recommendation.is_some() {
        report.occasion(unit.body);
    }
    let text = unit.reading();
    let mut open: Vec<usize> = Vec::new();
    for at in memchr::memchr2_iter(b'(', b')', text.as_bytes()) {
        if text.as_bytes()[at] == b'(' {
            open.push(at);
        } else if open.pop().is_none() && !is_marker(&text[..at]) && !is_face(&text[..at]) {
            report.find(Span::new(at, at + 1), "“)” closes no parenthesis");
        }
    }
    for at in open {
        report.find(Span::new(at, at + 1), "“(” is never closed");
    }
}

/// Whether `a)`, `12)`, `iv)` ends here.
fn is_marker(before: &str) -> bool {
    let label = before.rsplit([' ', '\n', '“', '"', '*']).next().unwrap_or("");
    let roman = label.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let short = label.len() == 1 || (label.len() <= 3 && label.bytes().all(|b| b.is_ascii_digit()));
    !label.is_empty() && label.len() <= 5 && (roman || (short && label.bytes().all(|b| b.is_ascii_alphanumeric())))
}

/// Whether a smiling face ends here.
fn is_face(before: &str) -> bool {
    before.ends_with([':', ';']) || before.ends_with(":-")
}
