//! `abbreviated-citation`: "art. 6", "para. 3" or "res. 9/1" outside parentheses and footnotes.

use super::citation_form::{self, brief};
use super::{Context, naming};
use crate::document::{Kind, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::citations::SlipKind;
use crate::lexicon::words;
use crate::text::{Span, capitalized};

/// Abbreviations that introduce a place of any document, and what they stand for.
const PLACES: [(&str, &str); 6] = [
    ("para.", "paragraph"),
    ("paras.", "paragraphs"),
    ("sect.", "section"),
    ("sects.", "sections"),
    ("rec.", "recommendation"),
    ("recs.", "recommendations"),
];

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    citation_form::check(
        unit,
        report,
        &[SlipKind::Abbreviated],
        |citation| citation.word.is_some(),
        |found, right| format!("“{found}”: outside parentheses and footnotes adopted texts write “{right}”"),
    );
    if unit.kind() != Kind::Quotation {
        places(unit, report);
    }
}

/// "para. 12 above": places that are no citations of an instrument.
fn places(unit: &Unit, report: &mut Report<'_>) {
    let text = unit.reading();
    for dot in memchr::memchr_iter(b'.', text.as_bytes()) {
        let follows = text[dot + 1..].strip_prefix(' ').and_then(|rest| rest.chars().next());
        if !follows.is_some_and(|c| c.is_ascii_digit() || matches!(c, 'A'..='H' | 'I' | 'V' | 'X')) {
            continue;
        }
        let word = text[..=dot].rsplit([' ', '\n', '(', '[', ',']).next().unwrap_or("");
        let Some((_, full)) = PLACES.iter().find(|(short, _)| short.eq_ignore_ascii_case(word)) else { continue };
        let span = Span::new(dot + 1 - word.len(), dot + 1);
        // "Rec. 2" heads its recommendation
        let heads = unit.label.as_ref().is_some_and(|label| label.span.contains(span));
        if heads || brief(unit, span) || unit.is_quoted(span) || is_taken(unit, span) {
            continue;
        }
        let message = format!("“{word}”: outside parentheses and footnotes adopted texts write “{full}”");
        let opens = word.starts_with(char::is_uppercase) && words::begins_sentence(text, span.start);
        let full = if opens { capitalized(full) } else { (*full).to_owned() };
        report.find(span, message).fix(Safety::Safe, format!("Write “{full}”"), span, full);
    }
}

/// Whether a citation holds the place.
fn is_taken(unit: &Unit, span: Span) -> bool {
    naming::citations(unit).any(|(citation, _)| citation.contains(span))
}
