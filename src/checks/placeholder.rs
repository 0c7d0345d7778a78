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
    // boundaries of ASCII, which are found quickly beside curly quotation marks, too
    Regex::new(concat!(
        r"(?-u:\b)(?:TB[CDA](?-u:\b)|T\.B\.[CDA]\.|(?:(?:20)?X{2,4}|20[0-9]X|xx+|20xx)(?-u:\b))|\?{2,}|…|\.{3,}|_{3,}",
        r"|(?i:lorem ipsum)[a-z ]*",
        r"|(?-u:\b)(?:[Pp]aragraph|[Rr]ecommendation|[Rr]esolution|[Dd]ecision) X(?-u:\b)",
    ))
    .expect("a fixed expression")
});

/// What some of them holds: without any of these no text has one.
static SIGNS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let signs = ["X", "xx", "TB", "T.B.", "??", "…", "...", "___", "orem ipsum", "OREM"];
    AhoCorasick::new(signs).expect("a few short signs")
});

/// Places in brackets that are not square.
static ENCLOSED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"[(<{](?i:insert|to be (?:confirmed|determined|completed|decided|added))\b[^)>}\n]*[)>}]",
        r"|\((?:[Tt]b[cda]|[Tt]o check)(?: (?:by|with|from|against)\b[^)\n]{0,40})?\)",
    ))
    .expect("a fixed expression")
});

/// How some of those begins.
static ENCLOSURES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let signs = ["(insert", "<insert", "{insert", "(to be ", "<to be ", "{to be ", "(tb", "(to check"];
    AhoCorasick::builder().ascii_case_insensitive(true).build(signs).expect("a few short signs")
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
    for (signs, places) in [(&*ENCLOSURES, &ENCLOSED), (&*SIGNS, &PLACES)] {
        if !signs.is_match(text) {
            continue;
        }
        for found in places.find_iter(text) {
            let span = Span::from(found.range());
            let known = unit.is_quoted(span) || covered.iter().any(|bracket| bracket.contains(span));
            if !known && !is_numeral(text, span) && !text[..span.start].trim_end().ends_with("etc") {
                report.find(span, message(found.as_str()));
                covered.push(span);
            }
        }
    }
}

/// Whether `XX` is a number: the session in "resolution 2106 A (XX)", the mark of an item.
fn is_numeral(text: &str, span: Span) -> bool {
    let enclosed = text[..span.start].ends_with('(') && text[span.end..].starts_with(')');
    enclosed && span.of(text).bytes().all(|b| matches!(b, b'X' | b'x'))
}
