//! `alternative-label`: `alt`, `Alt 1`, `Option 2:`: one version of a text of which only one can stay.

use super::Context;
use super::brackets::{self, Class};
use crate::document::{Sign, Unit};
use crate::finding::Report;
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if !brackets::matter(unit, context) {
        return;
    }
    if unit.recommendation.is_some() {
        report.occasion(Span::at(0));
    }
    let text = unit.reading();
    let mut covered = Vec::new();
    if unit.has(Sign::Opening) {
        let found = brackets::brackets(unit, context.lexicon);
        for bracket in found.pairs.iter().filter(|bracket| bracket.class == Class::Alternative) {
            let quote = brackets::clip(bracket.span.of(unit.source()));
            report.find_in_source(bracket.span, format!("“{quote}” is one of several versions: keep one"));
            covered.push(Span::new(unit.find(bracket.span.start), unit.find(bracket.span.end)));
        }
    }
    for (at, word) in words(text) {
        let Some(length) = label(&text[at..]) else { continue };
        let span = Span::new(at, at + length);
        if unit.is_quoted(span) || covered.iter().any(|bracket| bracket.contains(span)) {
            continue;
        }
        // "option 1 of the questionnaire" labels nothing
        let begins =
            text[..at].trim_end_matches([' ', '[', '(', '*']).ends_with(['\n', '.', ';', ':']) || at == unit.body.start;
        if word.eq_ignore_ascii_case("alt") || begins || span.of(text).ends_with(':') {
            report.find(span, format!("“{}” is one of several versions: keep one", span.of(text)));
        }
    }
}

/// The words that may begin a label, with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    memchr::memchr_iter(b't', text.as_bytes()).chain(memchr::memchr_iter(b'T', text.as_bytes())).filter_map(|at| {
        LABELS.iter().find_map(|word| {
            let t = word.find('t').expect("every label has a t");
            let start = at.checked_sub(t)?;
            let found = text.get(start..start + word.len())?;
            let alone = !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '-');
            (alone && found.eq_ignore_ascii_case(word)).then_some((start, found))
        })
    })
}

const LABELS: [&str; 4] = ["alt", "option", "alternative", "variant"];

/// Length of the label at the start of `text`: `alt`, `Alt. 2:`, `Option B`.
pub(super) fn label(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let word = LABELS.iter().find(|word| word.eq_ignore_ascii_case(&text[..end]))?;
    let short = *word == "alt";
    let after = text[end..].strip_prefix('.').filter(|_| short).unwrap_or(&text[end..]);
    let number = after.trim_start_matches(' ');
    let count = number.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(number.len());
    let numbered = (1..=2).contains(&count) && number[..count].bytes().all(|b| b.is_ascii_digit())
        || matches!(&number[..count], "A" | "B" | "C" | "D" | "I" | "II" | "III" | "IV" | "bis");
    let rest = match numbered && number.len() <= after.len() {
        true => &number[count..],
        false if short && !after.starts_with(['-', '’', '\'']) => after,
        false => return None,
    };
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    Some(text.len() - rest.len())
}
