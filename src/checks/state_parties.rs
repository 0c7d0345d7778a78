//! `state-parties`: “State parties”, “States party” and other slips in the name of those who are asked.
//!
//! One of them is a “State party”, with “each” or “a” before it; “States party to the Protocol” says something else.

use std::sync::Arc;

use super::Context;
use crate::document::{Kind, Unit};
use crate::finding::{Report, Safety};
use crate::text::Span;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    if matches!(unit.kind(), Kind::Table | Kind::Quotation) {
        return;
    }
    let text = unit.reading();
    for name in &names(unit).0 {
        let found = name.span.of(text);
        let Some(right) = right(text, name).or_else(|| asked_as_one(unit, name)) else {
            if found == "States parties" {
                report.occasion(name.span);
            }
            continue;
        };
        if unit.is_quoted(name.span) {
            continue;
        }
        let finding = report.find(name.span, format!("“{found}”: adopted texts write “{right}”"));
        finding.fix(Safety::Safe, format!("Write “{right}”"), name.span, right);
    }
}

/// A place where States parties, or one of them, are named.
pub(super) struct Name {
    /// Both words.
    pub span: Span,
    /// What stands before the second: `States `.
    first: usize,
}

/// Every such place in a unit's reading text.
pub(super) struct Names(pub(super) Vec<Name>);

/// Finds them, once for each unit.
pub(super) fn names(unit: &Unit) -> Arc<Names> {
    unit.recall(|unit| Names(find(unit.reading()).collect()))
}

/// A place for each time that they are named.
fn find(text: &str) -> impl Iterator<Item = Name> + '_ {
    memchr::memmem::find_iter(text.as_bytes(), b"tate").filter_map(|at| {
        let start = at.checked_sub(1).filter(|&start| matches!(text.as_bytes()[start], b'S' | b's'))?;
        let stem = at + "tate".len();
        let gap =
            ["s' ", "s’ ", "'s ", "’s ", "s-", "s ", "-", " "].into_iter().find(|gap| text[stem..].starts_with(gap))?;
        let second = stem + gap.len();
        let word = ["arties", "artys", "arites", "arty"]
            .into_iter()
            .find(|word| text[second..].starts_with(['P', 'p']) && text[second + 1..].starts_with(word))?;
        let end = second + 1 + word.len();
        let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
        let alone = !joined(text[..start].chars().next_back()) && !joined(text[end..].chars().next());
        alone.then_some(Name { span: Span::new(start, end), first: second })
    })
}

/// What the name should read; `None` if it is right.
fn right(text: &str, name: &Name) -> Option<&'static str> {
    let found = name.span.of(text);
    let (first, second) = (&text[name.span.start..name.first], &text[name.first..name.span.end]);
    // the line before may end with the letter of a heading
    let before = text[..name.span.start].trim_end_matches(' ');
    if one_of_them(before) && !matches!(found, "State party" | "State Party") {
        return Some("State party");
    }
    if super::states_parties_capital::is_body(before) {
        return matches!(found, "State Parties" | "State parties").then_some("States Parties");
    }
    match (first, second) {
        ("States ", "parties" | "Parties") | ("State ", "party" | "Party") => None,
        // "States party to the Protocol" are those that are party to it
        ("States ", "party" | "Party") if text[name.span.end..].starts_with(" to ") => None,
        ("state " | "state-" | "State-", "party" | "Party") => Some("State party"),
        _ => Some("States parties"),
    }
}

/// “State party should”: those who are asked, as if they were one.
fn asked_as_one(unit: &Unit, name: &Name) -> Option<&'static str> {
    let addressee = unit.recommendation.as_ref()?.addressee?;
    let one = matches!(unit.text(name.span), "State party" | "State Party");
    (one && addressee == name.span).then_some("States parties")
}

/// Whether the word before asks for the singular.
fn one_of_them(before: &str) -> bool {
    let word = before.rsplit([' ', '\n', '(', '[', '“']).next().unwrap_or("");
    ["each", "every", "another", "a"].iter().any(|one| word.eq_ignore_ascii_case(one))
}
