//! Words and marks of a sentence. What stands in parentheses, quotation marks or between two dashes is left out:
//! it neither asks nor is asked. The number of a footnote is no word.

use crate::text::Span;

/// A word or a mark of punctuation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub span: Span,
    pub text: &'a str,
}

/// The tokens of `span`, and the places of brackets and of slashes between words.
pub(super) fn tokens(text: &str, span: Span) -> (Vec<Token<'_>>, Vec<usize>) {
    let slice = span.of(text);
    let mut tokens = Vec::with_capacity(slice.len() / 6);
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(char) = slice[at..].chars().next() {
        let rest = &slice[at..];
        let mut length = char.len_utf8();
        let here = Span::new(span.start + at, span.start + at + length);
        match char {
            _ if char.is_alphanumeric() => {
                length =
                    rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’'))).unwrap_or(rest.len());
                // a closing quotation mark is no part of the word
                let word = rest[..length].trim_end_matches(['\'', '-']);
                let span = Span::new(here.start, here.start + word.len());
                tokens.push(Token { span, text: word });
            }
            '(' => length = enclosed(rest, ')').unwrap_or(length),
            '“' => length = enclosed(rest, '”').unwrap_or(length),
            '«' => length = enclosed(rest, '»').unwrap_or(length),
            '"' => length = enclosed(rest, '"').unwrap_or(length),
            '–' | '—' if slice[..at].ends_with(' ') => length = between_dashes(rest, char).unwrap_or(length),
            '[' | ']' => marks.push(here.start),
            _ if char.is_whitespace() => {}
            _ => {
                if char == '/' {
                    marks.push(here.start);
                }
                let mark = &rest[..length];
                if char == ',' {
                    length += note_after_comma(&rest[length..]);
                }
                tokens.push(Token { span: Span::new(here.start, here.start + length), text: mark });
            }
        }
        at += length;
    }
    (tokens, marks)
}

/// Length of the number of a footnote right after a comma, as in “domestic law,4 should”: it belongs to the comma.
pub(super) fn note_after_comma(rest: &str) -> usize {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let note = matches!(digits, 1 | 2) && rest[digits..].starts_with([' ', '\n', '\u{a0}']);
    if note { digits } else { 0 }
}

/// Length of what `rest` opens with, up to and with `close`; `None` if it is never closed.
fn enclosed(rest: &str, close: char) -> Option<usize> {
    let mut chars = rest.char_indices();
    let (_, open) = chars.next()?;
    let mut depth = 1usize;
    for (at, char) in chars {
        if char == close {
            depth -= 1;
        } else if char == open {
            depth += 1;
        }
        if depth == 0 {
            return Some(at + char.len_utf8());
        }
    }
    None
}

/// Length of `– as appropriate –`; `None` for a dash that stands alone.
fn between_dashes(rest: &str, dash: char) -> Option<usize> {
    let inner = &rest[dash.len_utf8()..];
    let end = inner.find(dash)?;
    let closed = inner[..end].ends_with(' ') && !inner[..end].contains([';', ':']);
    closed.then_some(dash.len_utf8() * 2 + end)
}
