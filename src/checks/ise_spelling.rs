//! `ise-spelling`: "organisation" for "organization".
//!
//! The ending is productive, so no list of words would do; the words that never had a -z- are few and are listed in
//! `rules/lexicon/spelling.toml`. -yse for -yze is the card `american-spelling`.

use super::Context;
use crate::document::{Kind, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::words;
use crate::text::Span;

/// What follows "is" or "iz" in the words concerned.
const ENDINGS: [&str; 11] = ["e", "ed", "es", "er", "ers", "ing", "ings", "able", "ation", "ations", "ational"];

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if matches!(unit.kind(), Kind::Table | Kind::Quotation) {
        return;
    }
    let text = unit.reading();
    for at in memchr::memmem::find_iter(text.as_bytes(), "is") {
        let Some((span, root)) = word(text, at) else { continue };
        let right = context.lexicon.spelling.keeps_ise(root);
        if right || unit.is_quoted(span) || !words::stands_alone(text, span) || words::is_name(text, span) {
            continue;
        }
        let found = span.of(text);
        let right = format!("{}z{}", &text[span.start..=at], &text[at + 2..span.end]);
        let finding = report.find(span, format!("“{found}”: adopted texts write -ize, as in “{right}”"));
        finding.fix(Safety::Safe, format!("Write “{right}”"), span, right);
    }
    for at in memchr::memmem::find_iter(text.as_bytes(), "iz") {
        if let Some((span, _)) = word(text, at) {
            report.occasion(span);
        }
    }
}

/// The word around the "is" or "iz" at `at` and its root before it, if the word ends as verbs in -ize do.
fn word(text: &str, at: usize) -> Option<(Span, &str)> {
    let tail = &text[at + 2..];
    let end = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
    if !ENDINGS.contains(&&tail[..end]) {
        return None;
    }
    let head = &text[..at];
    let start = head
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    let root = &head[start..];
    // "prize", "seize", "noise" and the like are too short to be verbs in -ize
    (root.len() >= 3).then_some((Span::new(start, at + 2 + end), root))
}
