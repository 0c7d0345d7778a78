//! `ise-spelling`: "organisation" for "organization".
//!
//! A word is a slip only if it is known to have a -z-: `rules/lexicon/spelling.toml` lists the verbs, since English has
//! many words that never had one, and more that are mistyped. -yse for -yze is the card `american-spelling`.

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
    let spelling = &context.lexicon.spelling;
    for at in memchr::memmem::find_iter(text.as_bytes(), "is") {
        let Some((span, root)) = word(text, at) else { continue };
        let known = spelling.takes_ize(root);
        if !(known || spelling.may_take_ize(root, &text[at + 2..span.end]))
            || unit.is_quoted(span)
            || !words::stands_alone(text, span)
        {
            continue;
        }
        let named = words::is_name(text, span);
        let body = if named { body(text, at, &spelling.bodies) } else { None };
        if named && body.is_none() {
            continue;
        }
        let found = span.of(text);
        let right = format!("{}z{}", &text[span.start..=at], &text[at + 2..span.end]);
        let message = match body {
            Some(name) => format!("“{found}”: the United Nations writes “{name}”"),
            None => format!("“{found}”: adopted texts write -ize, as in “{right}”"),
        };
        let finding = report.find(span, message);
        let safety = if known { Safety::Safe } else { Safety::NeedsReview };
        finding.fix(safety, format!("Write “{right}”"), span, right);
    }
    for at in memchr::memmem::find_iter(text.as_bytes(), "iz") {
        if let Some((span, _)) = word(text, at) {
            report.occasion(span);
        }
    }
}

/// The body in whose name the "is" at `at` stands, as the United Nations spells it.
fn body<'a>(text: &str, at: usize, bodies: &'a [String]) -> Option<&'a str> {
    let alike = |(found, right): (u8, u8)| found == right || (found, right) == (b's', b'z');
    let stands = |body: &str, i: usize| {
        let name = at.checked_sub(i).and_then(|start| text.as_bytes().get(start..start + body.len()));
        name.is_some_and(|name| name.iter().copied().zip(body.bytes()).all(alike))
    };
    bodies.iter().map(String::as_str).find(|body| body.match_indices("ization").any(|(i, _)| stands(body, i)))
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
