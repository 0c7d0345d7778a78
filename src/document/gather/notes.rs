//! Footnotes that stand as plain lines below the text that they belong to: `(1) Peru asked …`, `* Text of Peru`,
//! `1/ Organized Crime Convention, article 3.`
//!
//! A line is one only where the text above carries its mark.

use super::Gather;
use crate::document::lines;
use crate::text::Span;

/// Bytes of the text above in which the mark of a footnote is looked for; no recommendation is half as long.
const REACH: usize = 1 << 14;

/// How the number of a footnote may be written at the start of its line.
const FORMS: [(&str, &str); 3] = [("(", ")"), ("[", "]"), ("", "/")];

impl Gather<'_, '_> {
    /// Whether a line, after the block `last`, is a footnote to what the unit says.
    pub(super) fn is_noted(&self, line: Span, last: &str) -> bool {
        let text = self.scan.text;
        let words = line.of(text);
        let marks = match words.as_bytes() {
            [b'*', next, ..] if *next != b'*' => vec!["*".to_owned()],
            _ => numbered(words),
        };
        let open = last.ends_with([':', ',']) || last.ends_with(" and") || last.starts_with("* ");
        let far = self.blocks.first().is_none_or(|first| line.start - first.start > REACH);
        let listed = |block: &Span| !numbered(block.of(text)).is_empty();
        if marks.is_empty() || open || far || self.blocks.iter().any(listed) {
            return false;
        }
        self.blocks.iter().any(|block| carries(block.of(text), &marks))
    }
}

/// The marks by which a text may point to the footnote on this line; none, if it is no footnote.
fn numbered(line: &str) -> Vec<String> {
    let written = FORMS.iter().find_map(|(open, close)| {
        let rest = line.strip_prefix(open)?;
        let figures = &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()];
        let after = rest[figures.len()..].strip_prefix(close)?;
        let fits = lines::digits(figures, 2) && after.starts_with(lines::is_space);
        fits.then(|| (format!("{open}{figures}{close}"), figures))
    });
    let Some((mark, figures)) = written else { return Vec::new() };
    vec![mark, figures.chars().map(raised).collect()]
}

/// A figure as it stands above the line.
fn raised(figure: char) -> char {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    figure.to_digit(10).map_or(figure, |value| RAISED[value as usize])
}

/// Whether the text carries one of these marks of a footnote: behind a word and not behind a number, which it may belong to,
/// "article 5 (1)".
fn carries(text: &str, marks: &[String]) -> bool {
    let star = marks.iter().any(|mark| mark == "*");
    // two of them put a word in italics
    if star && (text.matches('*').count().is_multiple_of(2) || text.contains("**")) {
        return false;
    }
    marks.iter().any(|mark| {
        text.match_indices(mark.as_str()).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + mark.len()..]);
            let word = before.trim_end_matches(lines::is_space);
            let stands = match mark.as_str() {
                "*" => word.len() == before.len(),
                _ => !word.ends_with(|c: char| c.is_ascii_digit()),
            };
            stands && word.contains(char::is_alphabetic) && !after.starts_with(|c: char| c.is_alphanumeric())
        })
    })
}
