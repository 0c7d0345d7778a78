//! `drafting-comment`: a remark to fellow drafters left in the text: a comment of Markdown, `[Note: …]`,
//! `Comment [A1]:`, `{>>why?<<}`.
//!
//! Comments that speak to tools, such as `<!-- rapporteur: … -->`, stay.

use std::sync::LazyLock;

use regex::Regex;

use super::Context;
use super::brackets::{self, Class};
use crate::document::{self, Mark, Sign, Unit, changes};
use crate::finding::{Report, Safety};
use crate::text::Span;

static REMARKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(?:Comment|Commented|Formatted) ?\[[A-Za-z0-9]{1,6}\]:?",
        r"|\b(?:Drafting note|Note to (?:draft(?:ers?)?|delegations|the draft|editor|self))\b[^:\n]{0,40}:?",
    ))
    .expect("a fixed expression")
});

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    for marked in unit.marks.iter().filter(|marked| marked.mark == Mark::Remark) {
        let quote = brackets::clip(&marked.words);
        report
            .find_in_source(marked.span, format!("The comment “{quote}” is still there: settle and delete it in Word"));
    }
    if !brackets::is_drafted(unit, context) {
        return;
    }
    if unit.recommendation.is_some() {
        report.occasion(Span::at(0));
    }
    let (source, text) = (unit.source(), unit.reading());
    let message = |quote: &str| format!("“{}” speaks to drafters: take it out", brackets::clip(quote));
    for span in comments(source) {
        report.find_in_source(span, message(span.of(source))).fix(Safety::NeedsReview, "Delete the comment", span, "");
    }
    for change in changes(source).into_iter().filter(|change| change.mark == Mark::Remark) {
        report.find_in_source(change.span, message(change.removed.of(source))).fix(
            Safety::NeedsReview,
            "Delete the comment",
            change.span,
            "",
        );
    }
    if unit.has(Sign::Opening) {
        let found = brackets::brackets(unit, context.lexicon);
        for bracket in found.pairs.iter().filter(|bracket| bracket.class == Class::Remark) {
            report.find_in_source(bracket.span, message(bracket.span.of(source)));
        }
    }
    let labels = text.contains('[') && ["Comment", "Formatted"].iter().any(|sign| text.contains(sign));
    if !labels && !["Drafting note", "Note to "].iter().any(|sign| text.contains(sign)) {
        return;
    }
    for found in REMARKS.find_iter(text) {
        let span = Span::from(found.range());
        // in brackets it was reported as a whole
        if !unit.is_quoted(span) && !text[..span.start].ends_with('[') {
            report.find(span, message(found.as_str()));
        }
    }
}

/// The comments of Markdown in `source` that speak to people.
fn comments(source: &str) -> Vec<Span> {
    const TOOLS: [&str; 12] = [
        "rapporteur",
        "markdownlint",
        "rumdl",
        "vale",
        "prettier",
        "cspell",
        "textlint",
        "lint",
        "toc",
        "omit",
        "pagebreak",
        "more",
    ];
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = memchr::memmem::find(&source.as_bytes()[at..], b"<!--") {
        let start = at + next;
        let length = document::comment(&source[start..]).unwrap_or(4);
        let inner = source[start + 4..start + length].trim_start();
        let speaks_to = |tool: &&str| inner.get(..tool.len()).is_some_and(|head| head.eq_ignore_ascii_case(tool));
        if !TOOLS.iter().any(|tool| inner.starts_with(tool)) && !speaks_to(&"rapporteur") {
            found.push(Span::new(start, start + length));
        }
        at = start + length;
    }
    found
}
