//! `doubled-word`: "the the", "respect for respect for". Never across paragraphs, in quotations or in names.

use super::Context;
use crate::document::{Kind, Unit};
use crate::finding::{Report, Safety};
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

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    if matches!(unit.kind(), Kind::Table | Kind::Quotation) {
        return;
    }
    if unit.recommendation.is_some() {
        report.occasion(unit.body);
    }
    let text = unit.reading();
    let mut at = 0;
    for block in text.split('\n') {
        let mut earlier = [""; 3];
        let mut start = at;
        for word in block.split(' ') {
            let [first, second, before] = earlier;
            let bare = word.trim_end_matches([',', ';', ':', '.', ')', '”', '?']);
            let slip = || second_that(second, before, bare, text[start + word.len()..].trim_start());
            let repeats = if before.len() == bare.len() && (is_doubled(before, bare) || slip()) {
                Some(before.len())
            } else {
                let same = first.len() == before.len() && second.len() == bare.len();
                let doubled =
                    same && !first.is_empty() && first == before && second == bare && is_phrase(first, second);
                doubled.then(|| before.len() + 1 + bare.len())
            };
            if let Some(length) = repeats {
                let end = start + bare.len();
                let again = Span::new(end - length - 1, end);
                find(unit, Span::new(again.start - length, end), again, report);
            }
            earlier = [second, before, if bare.len() == word.len() { opened(word) } else { "" }];
            start += word.len() + 1;
        }
        at += block.len() + 1;
    }
}

fn find(unit: &Unit, span: Span, again: Span, report: &mut Report<'_>) {
    if unit.is_quoted(span) {
        return;
    }
    let finding = report.find(span, format!("“{}” says the same twice", unit.text(span)));
    finding.fix(Safety::Safe, "Delete the second", again, "");
}

/// A word without the marks that open something before it.
fn opened(word: &str) -> &str {
    word.trim_start_matches(['(', '[', '“', '"', '‘', '*'])
}

fn is_doubled(before: &str, word: &str) -> bool {
    if !before.eq_ignore_ascii_case(word) || !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return false;
    }
    let lower = word.to_ascii_lowercase();
    let common = COMMON.contains(&lower.as_str());
    let name = word.starts_with(|c: char| c.is_ascii_uppercase()) && !common;
    let letter = word.len() == 1 && lower != "a";
    !name && !letter && !word.is_empty() && !TWICE.contains(&lower.as_str())
}

/// Whether the second “that” points at nothing: “ensure that that shelters are funded”, “noted that that the”.
fn second_that(verb: &str, before: &str, word: &str, rest: &str) -> bool {
    const DETERMINERS: [&str; 10] = ["the", "all", "such", "their", "these", "those", "any", "each", "every", "States"];
    if before != "that" || word != "that" {
        return false;
    }
    let next = rest.split([' ', '\n', ',', '.', ';']).next().unwrap_or("");
    let plural = next.len() > 4 && next.ends_with('s') && !next.ends_with("ss");
    DETERMINERS.contains(&next) || (matches!(verb, "ensure" | "ensures" | "ensuring" | "ensured") && plural)
}

fn is_phrase(first: &str, second: &str) -> bool {
    let plain = |word: &str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    plain(first) && plain(second) && !JOINTS.contains(&second) && !JOINTS.contains(&first)
}
