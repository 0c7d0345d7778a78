//! `several-sentences`: a recommendation of more than one sentence.

use super::{Context, phrase};
use crate::document::{Recommendation, Unit};
use crate::finding::Report;
use crate::text::Span;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    report.occasion(found.sentence);
    let Some(second) = unit.sentences.iter().find(|sentence| is_further(unit, found, **sentence)) else { return };
    let own = found.later.iter().find(|operative| second.contains(operative.span));
    let message = match own {
        Some(own) => format!(
            "A second sentence with an operative phrase of its own, “{}”: make it a recommendation, or join the two",
            unit.text(own.span)
        ),
        None => {
            "A second sentence: adopted recommendations are one sentence; join the two, or make it a recommendation"
                .to_owned()
        }
    };
    report.find(*second, message);
}

/// Whether this sentence follows the first, is none of a list, and is no remark in brackets.
fn is_further(unit: &Unit, found: &Recommendation, sentence: Span) -> bool {
    let text = unit.text(sentence);
    let follows = sentence.start >= found.sentence.end && found.operative.is_some();
    let listed =
        unit.items.iter().any(|item| item.marker_span.start <= sentence.start && sentence.start < item.span.end);
    let words = text.split([' ', '\n']).filter(|word| word.contains(char::is_alphabetic)).count();
    follows && !listed && words > 2 && !text.starts_with(['[', '(', '*'])
}
