//! `doubled-punctuation`: ",,", ";.", "..". An ellipsis and the full stop of an abbreviation are no such fault.

use super::Context;
use crate::document::{Kind, Unit};
use crate::finding::{Report, Safety};
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if matches!(unit.kind(), Kind::Table | Kind::Quotation) {
        return;
    }
    if unit.recommendation.is_some() {
        report.occasion(unit.body);
    }
    let text = unit.reading();
    let bytes = text.as_bytes();
    for second in memchr::memchr3_iter(b',', b';', b'.', bytes).chain(memchr::memchr_iter(b':', bytes)) {
        // "age, , health" has a space between
        let spaced = second > 1 && bytes[second - 1] == b' ';
        let Some(first) = second.checked_sub(1 + usize::from(spaced)) else { continue };
        if !is_doubled(text, first, second, &context.lexicon.abbreviations.dots) {
            continue;
        }
        let (mark, again) = (bytes[first], bytes[second]);
        let span = Span::new(first, second + 1);
        let finding = report.find(span, format!("“{}”: two marks where one stands", span.of(text)));
        if mark == again {
            finding.fix(Safety::Safe, "Delete the second", Span::new(first + 1, second + 1), "");
        } else if (again == b'.' || mark == b'.') && ends_unit(text, second) {
            finding.fix(Safety::Safe, "End with a full stop", span, ".");
        }
    }
}

/// Whether the marks at these places are two where one stands.
fn is_doubled(text: &str, first: usize, second: usize, dots: &[String]) -> bool {
    let is_mark = |b: u8| matches!(b, b',' | b';' | b'.' | b':');
    let bytes = text.as_bytes();
    let (mark, again) = (bytes[first], bytes[second]);
    let next = bytes.get(second + 1).copied().unwrap_or(b' ');
    // what comes after a pair that was seen, an ellipsis, a path
    let beyond = first > 0 && is_mark(bytes[first - 1]);
    if !is_mark(mark) || beyond || next == b'/' || (again == b'.' && next == b'.') {
        return false;
    }
    match (mark, again) {
        (b',', b',') => true,
        _ if second - first > 1 => false,
        // "two dots (..) indicate that data are not available"
        (b'.', b'.') => {
            !(text[..first].ends_with(['(', '“', '"', '‘']) && text[second + 1..].starts_with([')', '”', '"', '’']))
        }
        // at the end even a short word is hardly an abbreviation
        (b'.', _) => closes_word(text, first, if ends_unit(text, second) { 3 } else { 5 }, dots),
        (b':', b':') => !next.is_ascii_alphanumeric(),
        _ => true,
    }
}

/// Whether nothing follows the mark at `at`, so that what stands before it ends the unit.
fn ends_unit(text: &str, at: usize) -> bool {
    text[at + 1..].trim_end().is_empty()
}

/// Whether the full stop at `at` ends a sentence and not an abbreviation or a numeral: its word has so many letters.
fn closes_word(text: &str, at: usize, least: usize, dots: &[String]) -> bool {
    let word = text[..=at].rsplit([' ', '\n', '(']).next().unwrap_or("");
    let letters = word.bytes().rev().skip(1).take_while(u8::is_ascii_lowercase).count();
    letters >= least && letters + 1 == word.len() && !dots.iter().any(|dot| dot == word)
}
