//! `space-before-punctuation`: "victims ,", "victims )" and "( see".
//!
//! What the source holds besides white space, such as a comment, is no fault of spacing.

use super::Context;
use crate::document::{Kind, Unit};
use crate::finding::{Report, Safety};
use crate::text::Span;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    if matches!(unit.kind(), Kind::Table | Kind::Quotation) {
        return;
    }
    if unit.recommendation.is_some() {
        report.occasion(unit.body);
    }
    let text = unit.reading();
    for at in memchr::memchr_iter(b' ', text.as_bytes()) {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let mark = match after.bytes().next() {
            Some(mark @ (b',' | b';' | b':' | b'.' | b'!' | b'?' | b')')) if !stands_free(before, after) => Some(mark),
            _ => None,
        };
        let opens = before.ends_with('(') && !after.starts_with(')');
        let span = match mark {
            Some(_) => Span::new(at, at + 2),
            None if opens => Span::new(at - 1, at + 1),
            None => continue,
        };
        if !only_space(unit, at) {
            continue;
        }
        let message = match mark {
            Some(mark) => format!("Space before “{}”", char::from(mark)),
            None => "Space after “(”".to_owned(),
        };
        report.find(span, message).fix(Safety::Safe, "Delete the space", Span::new(at, at + 1), "");
    }
}

/// Whether the source has nothing but white space between what stands around the space at `at`.
fn only_space(unit: &Unit, at: usize) -> bool {
    let text = unit.reading();
    let next = at + 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8);
    let around = unit.locate(Span::new(at, next)).of(unit.source());
    around.chars().rev().skip(1).all(char::is_whitespace)
}

/// Whether the mark after a space is no punctuation of the word before it: ".5", "...", "1 : 2", "date: ?".
fn stands_free(before: &str, after: &str) -> bool {
    if !before
        .ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '”' | '»' | '"' | '’' | '\'' | '.' | '%'))
    {
        return true;
    }
    let next = after[1..].chars().next();
    let digits = before.ends_with(|c: char| c.is_ascii_digit())
        && after[1..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    match after.as_bytes()[0] {
        b'.' => next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '/')),
        b':' => digits || matches!(next, Some(':' | '/' | ')' | '-')),
        b'!' | b'?' => matches!(next, Some('[' | '=' | '?' | '!')),
        b')' => before.ends_with('('),
        _ => false,
    }
}
