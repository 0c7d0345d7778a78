//! `unlike-items`: items of one list that begin in different ways: one with a noun or "to", the others with a gerund.
//!
//! Only what is sure: most items must agree, or half of them with what the introduction asks for; and words such as
//! "training" may be either.

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
    /// "Ensure that …"
    Verb,
    /// "Measures to …", "Increased …"
    Other,
    /// "Training …"
    Unsure,
}

impl Start {
    /// Whether an item that begins so surely does not begin as it should.
    fn differs_from(self, usual: Start) -> bool {
        self != usual && self != Start::Unsure && !(usual == Start::Verb && self == Start::Other)
    }
}

/// Words in -ing that name things as often as they say what is done.
const NOUNS: [&str; 23] = [
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
    "missing",
];

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    for List { introduction, items } in lists::lists(unit).into_iter().chain(lists::run_in(unit)) {
        // "Recruiting agencies" and "Fishing vessels" may be nouns, but not after "by"
        let short = !asks(introduction.of(unit.reading()), &GERUND)
            && items.iter().all(|item| unit.text(item.span).split_whitespace().count() < 3);
        let sure = |start: Start| if short && start == Start::Gerund { Start::Unsure } else { start };
        let starts: Vec<(&Item, Span, Start)> = items
            .iter()
            .filter_map(|item| start(unit, item, context).map(|(span, start)| (*item, span, sure(start))))
            .collect();
        if starts.iter().filter(|(.., start)| *start != Start::Unsure).count() < 2 {
            continue;
        }
        if !items[0].run_in {
            report.occasion(items[0].span);
        }
        let kinds: Vec<Start> = starts.iter().map(|(.., start)| *start).collect();
        let Some(usual) = usual(&kinds, introduction.of(unit.reading())) else { continue };
        let odd: Vec<_> = starts.iter().filter(|(.., start)| start.differs_from(usual)).collect();
        let others = if odd.len() == 1 { "the other items" } else { "others" };
        let like = match usual {
            Start::Gerund => "with a gerund",
            Start::Infinitive => "with “to”",
            _ => "with a plain verb",
        };
        for (item, span, _) in odd {
            let (mark, word) = (unit.text(item.marker_span), unit.text(*span));
            let finding = report.find(*span, format!("Item {mark} begins with “{word}”, {others} {like}"));
            if let Some((_, other, _)) = starts.iter().find(|(.., start)| *start == usual) {
                finding.relate(*other, "An item that begins as it should");
            }
        }
    }
}

/// How the items of a list should begin: as most do, or as the introduction asks and half of them do. `None` if that is
/// not sure.
fn usual(starts: &[Start], introduction: &str) -> Option<Start> {
    let count = |kind: Start| starts.iter().filter(|start| **start == kind).count();
    let (gerunds, infinitives, unsure) = (count(Start::Gerund), count(Start::Infinitive), count(Start::Unsure));
    let (nouns, verbs, rest) = (count(Start::Noun), count(Start::Verb), count(Start::Other));
    let others = nouns + verbs + rest;
    if gerunds > 1 && gerunds > infinitives + others {
        return Some(Start::Gerund);
    }
    if infinitives > 1 && infinitives > gerunds + others {
        return Some(Start::Infinitive);
    }
    let (plain, odd) = (verbs + rest, gerunds + infinitives + nouns);
    let half = verbs > 0 && plain == odd;
    if plain > 1 && (plain > odd || half) && asks(introduction, &PLAIN) {
        return Some(Start::Verb);
    }
    // nouns may stand beside gerunds there
    let gerund = gerunds > 0 && nouns + rest == 0 && gerunds + unsure > verbs + infinitives;
    (gerund && asks(introduction, &GERUND)).then_some(Start::Gerund)
}

/// Words at the end of an introduction after which plain verbs must follow: "States parties should:".
const PLAIN: [&str; 5] = ["should", "shall", "to", "must", "may"];

/// Words after which no plain verb can: "by:".
const GERUND: [&str; 4] = ["by", "through", "by means of", "of"];

/// Whether an introduction ends with one of these words.
fn asks(introduction: &str, words: &[&str]) -> bool {
    let introduction = lists::bare(introduction).trim_end_matches([':', ' ']);
    words.iter().any(|word| introduction.strip_suffix(word).is_some_and(|before| before.ends_with(' ')))
}

/// The word that says how an item begins; adverbs before it are passed over. `None` if there is none.
fn start(unit: &Unit, item: &Item, context: &Context<'_>) -> Option<(Span, Start)> {
    let phrases = &context.lexicon.phrases;
    let text = unit.text(item.span);
    let mut at = text.len() - text.trim_start_matches(['[', '(', '“', '"', '*']).len();
    for _ in 0..2 {
        let rest = &text[at..];
        let end = rest.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(rest.len());
        let word = rest[..end].to_lowercase();
        let span = Span::new(item.span.start + at, item.span.start + at + end);
        if word.is_empty() || word.ends_with("-raising") || word.ends_with("-building") {
            return None;
        }
        if NOUNS.contains(&word.as_str()) {
            return Some((span, Start::Unsure));
        }
        // "Not penalizing victims"
        let adverb = word.ends_with("ly") && word.len() > 4;
        if (adverb || word == "not") && !matches!(word.as_str(), "supply" | "apply" | "comply" | "reply" | "rely") {
            at += end + (rest[end..].len() - rest[end..].trim_start().len());
            continue;
        }
        let gerund = word.ends_with("ing") && word.len() > 4 && word != "bring";
        let start = if gerund {
            Start::Gerund
        } else if word == "to" && TOWARDS.iter().any(|noun| rest[end..].starts_with(noun)) {
            return behind_opener(item, text, at + end, context).or(Some((span, Start::Other)));
        } else if word == "to" {
            Start::Infinitive
        } else if matches!(word.as_str(), "the" | "a" | "an")
            || phrases.addressee_at(rest).is_some()
            || (rest[end..].starts_with(" of ") && phrases.verb_of(&word).is_some())
        {
            Start::Noun
        } else if phrases.is_only_verb(&word) || (phrases.is_verb(&word) && !follows_noun(&rest[end..])) {
            Start::Verb
        } else {
            Start::Other
        };
        if start == Start::Other && OPENERS.contains(&word.as_str()) {
            return behind_opener(item, text, at + end, context).or(Some((span, start)));
        }
        return Some((span, start));
    }
    None
}

/// Words that open what stands before the verb of an item, up to a comma.
const OPENERS: [&str; 14] = [
    "where",
    "when",
    "if",
    "in",
    "with",
    "as",
    "on",
    "for",
    "subject",
    "consistent",
    "through",
    "within",
    "while",
    "at",
];

/// What follows a “to” that begins no verb: “To the extent possible, fund shelters”.
const TOWARDS: [&str; 4] = [" the ", " that end", " this end", " that effect"];

/// The verb behind what opens an item: “to” in “In cooperation with UNODC, to publish data”. There may be a list before it.
fn behind_opener(item: &Item, text: &str, from: usize, context: &Context<'_>) -> Option<(Span, Start)> {
    const MOST: usize = 6;
    let phrases = &context.lexicon.phrases;
    text[from..].match_indices(", ").take(MOST).find_map(|(comma, _)| {
        let at = from + comma + ", ".len();
        let rest = &text[at..];
        let word = &rest[..rest.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(rest.len())];
        let start = match word {
            "to" => Start::Infinitive,
            "bring" => Start::Verb,
            "including" | "according" | "during" | "following" => return None,
            _ if NOUNS.contains(&word) => return None,
            _ if word.ends_with("ing") && word.len() > 4 => Start::Gerund,
            _ if phrases.is_only_verb(word) => Start::Verb,
            _ => return None,
        };
        let place = item.span.start + at;
        Some((Span::new(place, place + word.len()), start))
    })
}

/// Whether what follows a word that may be a noun makes it one: "Support for victims", "Review of guidelines".
fn follows_noun(after: &str) -> bool {
    const JOINTS: [&str; 7] = ["of", "for", "to", "in", "and", "between", "from"];
    JOINTS.contains(&after.trim_start().split(' ').next().unwrap_or(""))
}
