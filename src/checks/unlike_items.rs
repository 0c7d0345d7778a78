//! `unlike-items`: items of one list that begin in different ways: one with a noun or "to", the others with a gerund.
//!
//! Only what is sure: most items must agree, and words such as "training" may be either.

use super::Context;
use super::lists::{self, List};
use crate::document::{Item, Unit};
use crate::finding::Report;
use crate::text::Span;

/// How an item begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    /// "Ensuring that …"
    Gerund,
    /// "To ensure that …"
    Infinitive,
    /// "The establishment of …", "Establishment of …", "States parties should …"
    Noun,
    /// "Ensure that …", "Measures to …"
    Other,
}

/// Words in -ing that name things as often as they say what is done.
const NOUNS: [&str; 22] = [
    "training",
    "funding",
    "housing",
    "monitoring",
    "screening",
    "counselling",
    "building",
    "financing",
    "reporting",
    "policing",
    "banking",
    "nothing",
    "anything",
    "something",
    "everything",
    "during",
    "following",
    "including",
    "according",
    "existing",
    "ongoing",
    "spring",
];

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    for List { introduction, items } in lists::lists(unit) {
        let starts: Vec<(&Item, Span, Start)> = items
            .iter()
            .filter_map(|item| start(unit, item, context).map(|(span, start)| (*item, span, start)))
            .collect();
        if starts.len() < 2 {
            continue;
        }
        report.occasion(items[0].span);
        let count = |kind: Start| starts.iter().filter(|(_, _, start)| *start == kind).count();
        let (gerunds, infinitives) = (count(Start::Gerund), count(Start::Infinitive));
        let (nouns, others) = (count(Start::Noun), count(Start::Noun) + count(Start::Other));
        let asks = asks_for_verbs(introduction.of(unit.reading()));
        let usual = match (gerunds, infinitives, others) {
            (g, i, o) if g > 1 && g > i + o => Start::Gerund,
            (g, i, o) if i > 1 && i > g + o => Start::Infinitive,
            (g, i, o) if asks && o - nouns > 1 && o - nouns > g + i + nouns => Start::Other,
            _ => continue,
        };
        for (item, span, _) in starts.iter().filter(|(_, _, start)| *start != usual) {
            let like = match usual {
                Start::Gerund => "with a gerund",
                Start::Infinitive => "with “to”",
                Start::Noun | Start::Other => "with a plain verb",
            };
            let (mark, word) = (unit.text(item.marker_span), unit.text(*span));
            let finding = report.find(*span, format!("Item {mark} begins with “{word}”, the other items {like}"));
            if let Some((_, other, _)) = starts.iter().find(|(_, _, start)| *start == usual) {
                finding.relate(*other, "An item that begins as most do");
            }
        }
    }
}

/// Whether an introduction ends so that verbs must follow: "States parties should:", "are encouraged to:".
fn asks_for_verbs(introduction: &str) -> bool {
    let words = lists::bare(introduction).trim_end_matches([':', ' ']);
    ["should", "shall", "to", "must", "may"]
        .iter()
        .any(|word| words.strip_suffix(word).is_some_and(|before| before.ends_with(' ')))
}

/// The word that says how an item begins; adverbs before it are passed over. `None` if it cannot be told.
fn start(unit: &Unit, item: &Item, context: &Context<'_>) -> Option<(Span, Start)> {
    let phrases = &context.lexicon.phrases;
    let text = unit.text(item.span);
    let mut at = text.len() - text.trim_start_matches(['[', '(', '“', '"', '*']).len();
    for _ in 0..2 {
        let rest = &text[at..];
        let end = rest.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(rest.len());
        let word = rest[..end].to_lowercase();
        let span = Span::new(item.span.start + at, item.span.start + at + end);
        if word.is_empty()
            || NOUNS.contains(&word.as_str())
            || word.ends_with("-raising")
            || word.ends_with("-building")
        {
            return None;
        }
        if word.ends_with("ly")
            && word.len() > 4
            && !matches!(word.as_str(), "supply" | "apply" | "comply" | "reply" | "rely")
        {
            at += end + (rest[end..].len() - rest[end..].trim_start().len());
            continue;
        }
        let gerund = word.ends_with("ing") && word.len() > 4 && word != "bring";
        let start = if gerund {
            Start::Gerund
        } else if word == "to" {
            Start::Infinitive
        } else if matches!(word.as_str(), "the" | "a" | "an")
            || phrases.addressee_at(rest).is_some()
            || (rest[end..].starts_with(" of ") && phrases.verb_of(&word).is_some())
        {
            Start::Noun
        } else {
            Start::Other
        };
        return Some((span, start));
    }
    None
}
