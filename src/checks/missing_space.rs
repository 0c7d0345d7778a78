//! `missing-space`: no space after a mark: "victims,witnesses", "victims.States", "(a)Consider".
//!
//! Addresses, symbols, file names, numbers and times hold marks without spaces, and are left alone.

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
    let marks = memchr::memchr3_iter(b',', b';', b':', text.as_bytes()).chain(memchr::memchr2_iter(
        b'.',
        b')',
        text.as_bytes(),
    ));
    for at in marks {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let bad = match text.as_bytes()[at] {
            b',' | b';' => ends_word(before) && after.starts_with(char::is_alphabetic),
            b':' => ends_word(before) && begins_sentence(after),
            b'.' => is_word(before) && begins_sentence(after),
            _ => is_marker(before) && after.starts_with(|c: char| c.is_uppercase()),
        };
        if !bad || is_address(text, at) {
            continue;
        }
        let next = after.chars().next().map_or(0, char::len_utf8);
        let mark = &text[at..=at];
        report.find(Span::new(at, at + 1 + next), format!("No space after “{mark}”")).fix(
            Safety::Safe,
            "Add a space",
            Span::at(at + 1),
            " ",
        );
    }
}

fn ends_word(before: &str) -> bool {
    before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '”' | '’'))
}

/// Whether a word of small letters, long enough to be no abbreviation, stands before the mark.
fn is_word(before: &str) -> bool {
    let count = before.bytes().rev().take_while(u8::is_ascii_lowercase).count();
    count > 2 || before.ends_with(')') || before.ends_with('”')
}

fn begins_sentence(after: &str) -> bool {
    let mut chars = after.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}

/// Whether `(a` or `(iv` stands before the parenthesis, at the start of a block or after a space.
fn is_marker(before: &str) -> bool {
    let Some(open) = before.rfind('(').filter(|open| before.len() - open <= 5) else { return false };
    let label = &before[open + 1..];
    let letters = label.len() == 1 || label.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let start = before[..open].is_empty() || before[..open].ends_with([' ', '\n']);
    start && letters && !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase())
}

/// Whether the mark stands inside an address, a symbol, an entity or a name of a file.
fn is_address(text: &str, at: usize) -> bool {
    let start = text[..at].rfind([' ', '\n']).map_or(0, |space| space + 1);
    let end = text[at..].find([' ', '\n']).map_or(text.len(), |space| at + space);
    let token = &text[start..end];
    token.contains(['/', '@', '\\', '=', '_', '<', '>', '&', '#', '{', '}']) || token.starts_with("www.")
}
