//! `two-names`: one thing under two names in one draft, such as "joint investigative teams" and "joint investigation
//! teams". The names stand in `rules/lexicon/terms.toml`; nothing is guessed.

use super::Context;
use crate::document::{Document, Kind};
use crate::finding::{Report, Safety};
use crate::lexicon::{terms::Family, words};
use crate::text::Span;

/// A name where it stands.
struct Use {
    /// Index of the unit.
    unit: usize,
    /// In the unit's reading text, the plural "s" included.
    span: Span,
    /// Index of the name in its family.
    name: usize,
}

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    for family in &context.lexicon.terms.families {
        let uses = uses(document, family);
        for used in &uses {
            report.occasion(document.locate(used.unit, used.span));
        }
        let Some(first) = uses.first() else { continue };
        let Some(other) = uses.iter().find(|used| used.name != first.name) else { continue };
        let preferred = if first.name < other.name { first } else { other };
        let rival = if first.name < other.name { other } else { first };
        for used in &uses {
            // the preferred name is marked only where it turns up second
            let second = std::ptr::eq(used, preferred) && std::ptr::eq(used, other);
            if used.name == preferred.name && !second {
                continue;
            }
            let counter = if used.name == preferred.name { rival } else { preferred };
            let (text, counter_text) = (quote(document, used), quote(document, counter));
            let message = format!("“{text}” here, “{counter_text}” elsewhere in this draft: one name is enough");
            let finding = report.find(document.locate(used.unit, used.span), message);
            finding.relate(document.locate(counter.unit, counter.span), format!("“{counter_text}”"));
            if used.name != preferred.name {
                let right = in_form_of(&family.names[preferred.name], &family.names[used.name], text);
                let title = format!("Write “{right}”");
                finding.fix(Safety::NeedsReview, title, document.locate(used.unit, used.span), right);
            }
        }
    }
}

fn quote<'a>(document: &'a Document, used: &Use) -> &'a str {
    document.units()[used.unit].text(used.span)
}

/// All uses of a family's names in running text and headings, in order.
fn uses(document: &Document, family: &Family) -> Vec<Use> {
    let mut uses = Vec::new();
    for (i, unit) in document.units().iter().enumerate() {
        if !unit.kind().is_prose() && !unit.kind().is_heading() && unit.kind() != Kind::Footnote {
            continue;
        }
        let text = unit.reading();
        let before = uses.len();
        for (name, words) in family.names.iter().enumerate() {
            // a capital may begin a sentence
            for at in memchr::memmem::find_iter(text.as_bytes(), &words.as_bytes()[1..]) {
                let Some(start) = at.checked_sub(1).filter(|&start| text.is_char_boundary(start)) else { continue };
                if !text[start..at].eq_ignore_ascii_case(&words[..1]) {
                    continue;
                }
                let end = start + words.len();
                let span = Span::new(start, end + usize::from(text[end..].starts_with('s')));
                if words::stands_alone(text, span) && !unit.is_quoted(span) && !words::is_name(text, span) {
                    uses.push(Use { unit: i, span, name });
                }
            }
        }
        uses[before..].sort_by_key(|used| used.span);
    }
    uses
}

/// The name with the capital and the plural of `found`, which is a form of `name`.
fn in_form_of(right: &str, name: &str, found: &str) -> String {
    let plural = if found.len() > name.len() { "s" } else { "" };
    let (first, rest) = right.split_at(1);
    match found.starts_with(char::is_uppercase) {
        true => format!("{}{rest}{plural}", first.to_uppercase()),
        false => format!("{right}{plural}"),
    }
}
