//! `placeholder`: a place kept for text that is still to come: `XX`, `TBC`, `???`, `[…]`, `____`, `[insert date]`.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::Context;
use super::brackets::{self, Class};
use crate::document::{Sign, Unit};
use crate::finding::Report;
use crate::text::Span;

static PLACES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\bTB[CDA]\b|\bT\.B\.[CDA]\.|\b(?:20)?X{2,4}\b|\b20[0-9]X\b|\bxx+\b|\b20xx\b|\?{2,}|…|\.{3,}|_{3,}",
        r"|(?i:lorem ipsum)[a-z ]*|[(<{](?i:insert|to be (?:confirmed|determined|completed|decided|added))\b[^)>}\n]*[)>}]",
        r"|\((?:[Tt]b[cda]|[Tt]o check)(?: (?:by|with|from|against)\b[^)\n]{0,40})?\)",
        r"|\b(?:[Pp]aragraph|[Rr]ecommendation|[Rr]esolution|[Dd]ecision) X\b",
    ))
    .expect("a fixed expression")
});

/// What some placeholder holds: without any of these no text has one.
static SIGNS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let signs = ["X", "xx", "TB", "T.B.", "??", "…", "...", "___", "orem ipsum", "OREM", "nsert", "to be ", "(t", "(T"];
    AhoCorasick::new(signs).expect("a few short signs")
});

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if !brackets::matter(unit, context) {
        return;
    }
    if unit.recommendation.is_some() {
        report.occasion(Span::at(0));
    }
    let (source, text) = (unit.source(), unit.reading());
    let message =
        |quote: &str| format!("“{}” keeps a place for text that is still to come: write it", brackets::clip(quote));
    let mut covered = Vec::new();
    if unit.has(Sign::Opening) {
        for bracket in brackets::brackets(unit, context.lexicon).pairs {
            if bracket.class == Class::Placeholder {
                report.find_in_source(bracket.span, message(bracket.span.of(source)));
            }
            if matches!(bracket.class, Class::Placeholder | Class::Note | Class::Remark) {
                covered.push(Span::new(unit.find(bracket.span.start), unit.find(bracket.span.end)));
            }
        }
    }
    if !SIGNS.is_match(text) {
        return;
    }
    for found in PLACES.find_iter(text) {
        let span = Span::from(found.range());
        let known = unit.is_quoted(span) || covered.iter().any(|bracket| bracket.contains(span));
        if !known && !is_numeral(text, span) && !text[..span.start].trim_end().ends_with("etc") {
            report.find(span, message(found.as_str()));
        }
    }
}

/// Whether `XX` is a number: the session in "resolution 2106 A (XX)", the mark of an item.
fn is_numeral(text: &str, span: Span) -> bool {
    let enclosed = text[..span.start].ends_with('(') && text[span.end..].starts_with(')');
    enclosed && span.of(text).bytes().all(|b| matches!(b, b'X' | b'x'))
}
