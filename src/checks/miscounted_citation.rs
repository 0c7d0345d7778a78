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
    for (stem, initials) in [("rticle", [b'a', b'A']), ("aragraph", [b'p', b'P'])] {
        for at in memmem::find_iter(text.as_bytes(), stem) {
            let Some(start) = at.checked_sub(1).filter(|&start| initials.contains(&text.as_bytes()[start])) else {
                continue;
            };
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
                finding.fix(Safety::NeedsReview, format!("Write “{right}”"), span, right);
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
    let Counted { plural, count, cited, joined } = counted(text, end)?;
    let written = end + usize::from(plural);
    let rest = text[cited..].strip_prefix(',').unwrap_or(&text[cited..]);
    let named = rest.strip_prefix(" of the ")?.starts_with(char::is_uppercase);
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    // numbers may follow that the noun announces, too: "as well as 8 of the Protocol"
    let alone =
        [" and ", " or ", "as well as "].iter().all(|joint| !line.contains(joint)) && !line.contains(char::is_numeric);
    // "articles 6, paragraph 2 and 9 of": 9 is an article
    let of_several = text[..end].rsplit(' ').nth(2).is_some_and(|word| word.eq_ignore_ascii_case("articles"));
    let wrong = match (plural, count) {
        (false, 2..) => named && joined && !of_several,
        (true, 1) => named && alone,
        _ => false,
    };
    wrong.then_some(Noun { written, cited, several: count > 1 })
}

/// The numbers behind a noun.
struct Counted {
    /// Whether the noun is in the plural.
    plural: bool,
    count: usize,
    /// Where they end.
    cited: usize,
    /// Whether "and" or "or" stands before the last: after a comma alone something else may begin.
    joined: bool,
}

/// What stands behind the noun whose singular ends at `end`, if it is a number.
fn counted(text: &str, end: usize) -> Option<Counted> {
    const JOINTS: [&str; 3] = [" and ", " or ", ", "];
    let plural = text[end..].starts_with('s');
    let mut cited = end + usize::from(plural);
    let (mut count, mut joined, mut last) = (0, false, false);
    let mut next = cited + usize::from(text[cited..].starts_with(' '));
    loop {
        let figures = text[next..].bytes().take_while(u8::is_ascii_digit).count();
        let letters = text[next + figures..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '–'));
        if figures == 0 || figures > 3 || letters || next == cited {
            break;
        }
        (cited, count, joined) = (next + figures, count + 1, last);
        let Some(joint) = JOINTS.iter().find(|joint| text[cited..].starts_with(**joint)) else { break };
        last = *joint != ", ";
        next = cited + joint.len();
    }
    (count > 0).then_some(Counted { plural, count, cited, joined })
}
