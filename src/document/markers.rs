//! The mark of an item at the start of a line: `(a)`, `ii.`, `-`, and what plain text keeps of Word's bullets.
//!
//! Which list an item belongs to, and its degree, `structure` says.

use super::lines::{digits, is_space, offset, trim};
use crate::lexicon::numbers::{roman, suffix};
use crate::text::Span;

/// The marker at the start of a trimmed line: its length, the text inside, and whether it is a bullet. An item that is
/// disputed stands in brackets, `[(b) Train judges;]`, `[Chile: (b) Train judges;]`, or only its mark does.
pub(super) fn item_marker(line: &str) -> Option<(Span, &str, bool)> {
    let begun = indented(line);
    let mark = bullet(begun).map(|length| offset(line, begun) + length);
    let inner = line[mark.unwrap_or(offset(line, begun))..].trim_start_matches(is_space);
    let start = offset(line, inner);
    if let Some((mark, label)) = disputed(inner).or_else(|| enclosed(inner, "~~")) {
        let start = offset(line, mark);
        return Some((Span::new(start, start + mark.len()), label, false));
    }
    if let Some((length, label)) = parenthesized(inner) {
        return Some((Span::new(start, start + length), label, false));
    }
    if let Some((length, label)) = dotted(inner) {
        return Some((Span::new(start, start + length), label, false));
    }
    mark.map(|end| (Span::new(offset(line, begun), end), "", true))
}

/// A line without the spaces that Markdown would drop and that are written out.
fn indented(line: &str) -> &str {
    let mut rest = line;
    while let Some(inner) = rest.strip_prefix("&nbsp;").or_else(|| rest.strip_prefix("&emsp;")) {
        rest = inner.trim_start_matches(is_space);
    }
    rest
}

/// The mark and the label of an item in brackets: `[(b) Train …`, `[(b)] Train …`, `[Chile: (b) Train …`.
fn disputed(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?.trim_start_matches(is_space);
    if let Some(found) = enclosed(text, "]") {
        return Some(found);
    }
    let named = named(inner);
    let mark = named.unwrap_or(inner);
    if let Some(found) = enclosed(mark, "~~") {
        return Some(found);
    }
    let (length, label) = parenthesized(mark).filter(|_| mark.starts_with('('))?;
    let capital = || trim(&mark[length..]).starts_with(char::is_uppercase);
    (!digits(label, 2) && (named.is_none() || capital())).then_some((&mark[..length], label))
}

/// What stands behind the name of a delegation: `Chile: (b) Train …`.
fn named(text: &str) -> Option<&str> {
    const LONGEST: usize = 60;
    let (name, rest) = text.split_once(": ").filter(|(name, _)| name.len() <= LONGEST)?;
    let is = name.starts_with(char::is_uppercase) && !name.contains(['.', ';', '(', ')', '[', ']']);
    is.then(|| rest.trim_start_matches(is_space))
}

/// The mark and the label of an item whose mark alone stands between signs: `[(b)] Train …`, `~~(b)~~ Train …`.
fn enclosed<'a>(text: &'a str, close: &str) -> Option<(&'a str, &'a str)> {
    const LONGEST: usize = 10;
    let inner = text.strip_prefix(if close == "]" { "[" } else { close })?;
    let end = inner.find(close).filter(|&end| end <= LONGEST && inner.starts_with('('))?;
    let (length, label) = parenthesized(&inner[..end])?;
    let whole = length == end && inner[end + close.len()..].starts_with(is_space) && !digits(label, 2);
    whole.then_some((&inner[..end], label))
}

/// `a.`, `ii.` before a capital letter: length and label.
fn dotted(text: &str) -> Option<(usize, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_lowercase).count();
    let (label, after) = text.split_at(count);
    let after = after.strip_prefix('.')?;
    let known = (label.len() == 1 && label.as_bytes()[0] < b'm') || roman(label).is_some_and(|value| value < 20);
    let begins = trim(after).starts_with(|c: char| c.is_uppercase() || matches!(c, '[' | '“'));
    (known && after.starts_with(is_space) && begins).then_some((count + 1, label))
}

/// Bullets; the last are those of Word's own fonts, which plain text keeps as signs of no alphabet.
const BULLETS: [char; 24] = [
    '-', '•', '–', '*', '◦', '·', '▪', '▫', '●', '○', '■', '□', '►', '➢', '➤', '‣', '⁃', '✓', '✔', '\u{f0b7}',
    '\u{f0a7}', '\u{f0d8}', '\u{f0fc}', '\u{f02d}',
];

/// What plain text keeps of bullets that Word takes from Courier New and Wingdings.
const LETTERS: [char; 6] = ['o', '§', 'Ø', 'ü', 'v', 'q'];

/// Length of the bullet at the start of a trimmed line.
pub(super) fn bullet(line: &str) -> Option<usize> {
    let sign = line.chars().next()?.len_utf8();
    // an em dash in the middle of a sentence may begin a line
    let dash = line.starts_with('—') && trim(&line[sign..]).starts_with(char::is_uppercase);
    let marks = (line.starts_with(BULLETS) || dash) && line[sign..].starts_with(is_space);
    marks.then_some(sign).or_else(|| letter_bullet(line))
}

/// Length of a bullet that is a letter by itself, at the start of a trimmed line: Word leaves a tab or a wide gap after it.
pub(super) fn letter_bullet(line: &str) -> Option<usize> {
    let sign = line.chars().next().filter(|sign| LETTERS.contains(sign))?.len_utf8();
    let rest = line[sign..].trim_start_matches(is_space);
    let gap = &line[sign..line.len() - rest.len()];
    let wide = gap.starts_with('\t') || gap.chars().count() > 1;
    (wide && rest.starts_with(char::is_alphabetic)).then_some(sign)
}

/// `(a)`, `(ii)`, `(3)`, `a)`, `(a bis)` followed by space: length and label, the suffix not included.
pub(super) fn parenthesized(text: &str) -> Option<(usize, &str)> {
    let inner = text.strip_prefix('(');
    let body = inner.unwrap_or(text);
    let count = body.bytes().take_while(|b| b.is_ascii_alphanumeric()).count();
    let label = &body[..count];
    let (_, more) = match body[count..].starts_with(is_space) {
        true => suffix(&body[count..]),
        false => ("", 0),
    };
    let close = body[count + more..].strip_prefix(')')?;
    let letters = label.bytes().all(|b| b.is_ascii_lowercase()) && (label.len() <= 2 || roman(label).is_some());
    let plausible = letters || (inner.is_some() && digits(label, 2));
    let length = count + more + 1 + usize::from(inner.is_some());
    (count > 0 && plausible && (close.is_empty() || close.starts_with(is_space))).then_some((length, label))
}
