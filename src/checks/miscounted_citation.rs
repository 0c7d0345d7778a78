//! `miscounted-citation`: "article 16 and 18 of the Convention", "articles 16 of the Convention", "paragraphs 3, of".
//!
//! Only where the numbers stand right behind the noun and the instrument right behind them: "articles 16 of the Convention and
//! 5 of the Protocol" and "paragraphs 1 of articles 5 and 6" name several.

use memchr::memmem;

use super::Context;
use crate::document::{Kind, Unit};
use crate::finding::{Report, Safety};
use crate::text::Span;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    if matches!(unit.kind(), Kind::Table | Kind::Quotation) {
        return;
    }
    let text = unit.reading();
    for (stem, initials) in [("rticle", ['a', 'A']), ("aragraph", ['p', 'P'])] {
        for at in memmem::find_iter(text.as_bytes(), stem) {
            let Some(start) = at.checked_sub(1).filter(|&start| text[start..].starts_with(initials)) else { continue };
            // "subparagraph"
            let inside = text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '-');
            let end = at + stem.len();
            if !inside && let Some(noun) = judge(text, end) {
                let span = Span::new(start, noun.written);
                if unit.is_quoted(span) {
                    continue;
                }
                let (found, numbers) = (&text[start..noun.cited], &text[noun.written..noun.cited]);
                let right = if noun.several { format!("{}s", &text[start..end]) } else { text[start..end].to_owned() };
                let finding = report.find(span, format!("“{found}”: adopted texts write “{right}{numbers}”"));
                finding.fix(Safety::Safe, format!("Write “{right}”"), span, right);
            } else if !inside && counted(text, end).is_some() {
                report.occasion(Span::new(start, end));
            }
        }
    }
}

/// A noun in the wrong number.
struct Noun {
    /// Where it ends, as it is written.
    written: usize,
    /// Where its numbers end.
    cited: usize,
    /// Whether several are cited.
    several: bool,
}

/// The noun whose singular ends at `end`, if it does not fit the numbers behind it.
fn judge(text: &str, end: usize) -> Option<Noun> {
    let (plural, count, cited) = counted(text, end)?;
    let written = end + usize::from(plural);
    let rest = text[cited..].strip_prefix(',').unwrap_or(&text[cited..]);
    let named = rest.strip_prefix(" of the ")?.starts_with(char::is_uppercase);
    let clause = &rest[..rest.find(['.', ';', '\n']).unwrap_or(rest.len())];
    let alone = !clause.contains(" and ") && !clause.contains(" or ");
    let wrong = match (plural, count) {
        (false, 2..) => named,
        (true, 1) => named && alone,
        _ => false,
    };
    wrong.then_some(Noun { written, cited, several: count > 1 })
}

/// Whether the noun whose singular ends at `end` is in the plural, how many numbers stand behind it, and where they end.
fn counted(text: &str, end: usize) -> Option<(bool, usize, usize)> {
    const JOINTS: [&str; 3] = [" and ", " or ", ", "];
    let plural = text[end..].starts_with('s');
    let mut at = end + usize::from(plural);
    let mut count = 0;
    let mut next = at + usize::from(text[at..].starts_with(' '));
    loop {
        let figures = text[next..].bytes().take_while(u8::is_ascii_digit).count();
        let letters = text[next + figures..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '–'));
        if figures == 0 || figures > 3 || letters || next == at {
            break;
        }
        (at, count) = (next + figures, count + 1);
        let Some(joint) = JOINTS.iter().find(|joint| text[at..].starts_with(**joint)) else { break };
        next = at + joint.len();
    }
    (count > 0).then_some((plural, count, at))
}
