//! `doubled-word`: "the the", "respect for respect for", "the Working Group the Working Group". Never across paragraphs,
//! in quotations or in names.

use super::Context;
use crate::document::{Kind, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::Lexicon;
use crate::text::Span;

/// Words that may follow themselves: "noting that that ran counter to the Protocol".
const TWICE: [&str; 4] = ["that", "had", "is", "who"];

/// Words with a capital that are no part of a name such as "Pago Pago".
const COMMON: [&str; 22] = [
    "the",
    "states",
    "state",
    "parties",
    "party",
    "member",
    "members",
    "working",
    "group",
    "conference",
    "convention",
    "protocol",
    "government",
    "governments",
    "united",
    "nations",
    "office",
    "recommendation",
    "organized",
    "crime",
    "a",
    "in",
];

/// Joints of phrases that repeat on purpose: "step by step by step".
const JOINTS: [&str; 6] = ["and", "or", "by", "to", "after", "upon"];

/// Words beside which a joint repeats nothing on purpose: "funding to the to the poor".
const LEADS: [&str; 12] = ["the", "a", "an", "of", "in", "for", "on", "with", "its", "their", "all", "such"];

/// The most words that are looked for as one phrase.
const LONGEST: usize = 4;

/// Words before a verb among which “what” opens its clause.
const CLAUSE: usize = 30;

/// The words before the one that is read.
type Earlier<'a> = [&'a str; 2 * LONGEST - 1];

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if matches!(unit.kind(), Kind::Table | Kind::Quotation) {
        return;
    }
    if unit.recommendation.is_some() {
        report.occasion(unit.body);
    }
    let text = unit.reading();
    let mut at = 0;
    for block in text.split('\n') {
        let mut earlier: Earlier<'_> = Default::default();
        let (mut start, mut said) = (at, at);
        for word in block.split(' ') {
            let bare = word.trim_end_matches([',', ';', ':', '.', ')', '”', '?']);
            let rest = || text[start + word.len()..].trim_start();
            if let Some(length) = repeated(&earlier, bare, rest, context.lexicon) {
                let end = start + bare.len();
                let again = Span::new(end - length - 1, end);
                // “to make efforts to make efforts to” repeats “to make efforts”, and not “make efforts to” as well
                let before = &block[..start - at];
                if again.start - length >= said && !stands_twice(before, bare, rest()) {
                    find(unit, Span::new(again.start - length, end), again, report);
                    said = end;
                }
            }
            earlier.rotate_left(1);
            earlier[earlier.len() - 1] = if bare.len() == word.len() { word } else { "" };
            start += word.len() + 1;
        }
        at += block.len() + 1;
    }
}

/// The length of what `word` says for the second time, if it ends that: itself, or a phrase of a few words.
fn repeated<'a>(earlier: &Earlier<'_>, word: &str, rest: impl Fn() -> &'a str, lexicon: &Lexicon) -> Option<usize> {
    let before = opened(earlier[earlier.len() - 1]);
    if before.len() == word.len()
        && (is_doubled(before, word, lexicon) || second_that(earlier[earlier.len() - 2], before, word, rest))
    {
        return Some(word.len());
    }
    (2..=LONGEST).find_map(|count| {
        let first = &earlier[earlier.len() + 1 - 2 * count..earlier.len() + 1 - count];
        // nearly every word ends here
        if first[count - 1] != word || word.is_empty() {
            return None;
        }
        let second = &earlier[earlier.len() + 1 - count..];
        let same = first[1..count - 1] == second[1..] && opened(first[0]).eq_ignore_ascii_case(second[0]);
        let phrase: Vec<&str> = second.iter().copied().chain([word]).collect();
        let length = phrase.iter().map(|word| word.len() + 1).sum::<usize>() - 1;
        (same && is_phrase(&phrase)).then_some(length)
    })
}

fn find(unit: &Unit, span: Span, again: Span, report: &mut Report<'_>) {
    if unit.is_quoted(span) {
        return;
    }
    let finding = report.find(span, format!("“{}” says the same twice", unit.text(span)));
    // “denies her her wages”, “log in in”
    let perhaps = ["her", "in", "on", "up", "out", "over", "off"].contains(&again.of(unit.reading()).trim_start());
    let safety = if perhaps { Safety::NeedsReview } else { Safety::Safe };
    finding.fix(safety, "Delete the second", again, "");
}

/// A word without the marks that open something before it.
fn opened(word: &str) -> &str {
    word.trim_start_matches(['(', '[', '“', '"', '‘', '*'])
}

fn is_doubled(before: &str, word: &str, lexicon: &Lexicon) -> bool {
    if !before.eq_ignore_ascii_case(word) || !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return false;
    }
    let lower = word.to_ascii_lowercase();
    let common = COMMON.contains(&lower.as_str()) || lexicon.abbreviations.list.iter().any(|known| known.short == word);
    let name = word.starts_with(|c: char| c.is_ascii_uppercase()) && !common;
    let letter = word.len() == 1 && lower != "a";
    !name && !letter && !word.is_empty() && !TWICE.contains(&lower.as_str())
}

/// Whether a word has to be there twice: “testify in in camera proceedings”, “what a victim needs needs funding”.
fn stands_twice(before: &str, word: &str, rest: &str) -> bool {
    const LATIN: [&str; 4] = ["camera", "absentia", "situ", "vitro"];
    let latin = word == "in" && LATIN.contains(&rest.split([' ', '\n', ',', '.', ';']).next().unwrap_or(""));
    let mut clause = before.rsplit(' ').take(CLAUSE);
    latin || (word.ends_with('s') && clause.any(|word| word.eq_ignore_ascii_case("what")))
}

/// Whether the second “that” points at nothing: “ensure that that shelters are funded”, “noted that that the”.
fn second_that<'a>(verb: &str, before: &str, word: &str, rest: impl Fn() -> &'a str) -> bool {
    const DETERMINERS: [&str; 10] = ["the", "all", "such", "their", "these", "those", "any", "each", "every", "States"];
    if before != "that" || word != "that" {
        return false;
    }
    let next = rest().split([' ', '\n', ',', '.', ';']).next().unwrap_or("");
    let plural = next.len() > 4 && next.ends_with('s') && !next.ends_with("ss");
    DETERMINERS.contains(&next) || (matches!(verb, "ensure" | "ensures" | "ensuring" | "ensured") && plural)
}

/// Whether these words are no name, no figures of a table and no phrase that repeats on purpose.
fn is_phrase(words: &[&str]) -> bool {
    let plain = |word: &&str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    let common =
        |word: &&str| !word.contains(char::is_uppercase) || COMMON.contains(&word.to_ascii_lowercase().as_str());
    if !words.iter().all(plain) {
        return false;
    }
    match words {
        [first, second] => {
            let joins = |joint: &str, other: &str| JOINTS.contains(&joint) && !LEADS.contains(&other);
            common(first) && common(second) && !joins(first, second) && !joins(second, first)
        }
        _ => words.iter().any(common),
    }
}
