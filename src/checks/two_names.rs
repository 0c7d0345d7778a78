//! `two-names`: one thing under two names in one draft, such as "joint investigative teams" and "joint investigation
//! teams". The names stand in `rules/lexicon/terms.toml`; nothing is guessed.

use super::Context;
use crate::document::{Document, Kind, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::{Terms, words};
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

/// The names in a unit: index of the family, index of the name, place.
struct Names(Vec<(usize, usize, Span)>);

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    let families = &context.lexicon.terms.families;
    let mut uses_of: Vec<Vec<Use>> = families.iter().map(|_| Vec::new()).collect();
    let found = |unit: &Unit| unit.recall(|unit| names(unit, &context.lexicon.terms));
    let is_read = |unit: &Unit| unit.kind().is_prose() || unit.kind().is_heading() || unit.kind() == Kind::Footnote;
    for (i, unit) in document.units_for::<Names>(&|unit| is_read(unit) && !found(unit).0.is_empty()) {
        for &(family, name, span) in &found(unit).0 {
            uses_of[family].push(Use { unit: i, span, name });
        }
    }
    for (family, uses) in families.iter().zip(&uses_of) {
        for used in uses {
            report.occasion_at(|| document.locate(used.unit, used.span));
        }
        let Some(first) = uses.first() else { continue };
        let Some(other) = uses.iter().find(|used| used.name != first.name) else { continue };
        let preferred = if first.name < other.name { first } else { other };
        let rival = if first.name < other.name { other } else { first };
        for used in uses {
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

/// All names of all families in a unit, by place.
fn names(unit: &Unit, terms: &Terms) -> Names {
    let text = unit.reading();
    let mut names = Vec::new();
    for (family, name, start) in terms.find(text) {
        let end = start + terms.families[family].names[name].len();
        let span = Span::new(start, end + usize::from(text[end..].starts_with('s')));
        if words::stands_alone(text, span) && !unit.is_quoted(span) && !words::is_name(text, span) {
            names.push((family, name, span));
        }
    }
    names.sort_by_key(|&(family, name, span)| (family, span, name));
    Names(names)
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
