//! `missing-addressee`: a recommendation that does not say who is asked.

use super::{Context, phrase};
use crate::document::{Recommendation, Unit};
use crate::finding::{Report, Safety, Severity};
use crate::text::{Span, uncapitalized};

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    let operative = found.operative.as_ref();
    // "States parties should be guided by …" asks States parties
    let asked = found.addressee_name.is_some() || names_actor(unit, found);
    let passive = operative.is_some_and(|operative| operative.passive) && !asked;
    if found.open || (found.addressee.is_some() && !passive) {
        report.occasion(found.addressee.unwrap_or(found.sentence));
        return;
    }
    let sentence = unit.text(found.sentence);
    let first = Span::new(found.sentence.start, found.sentence.start + word(sentence).len());
    let verb = context.lexicon.phrases.base(&uncapitalized(word(sentence)));
    if operative.is_none() && (verb.is_none() || word(sentence).ends_with("ing")) && is_title(sentence) {
        return;
    }
    let asks = "adopted recommendations say who is asked";
    if passive && let (Some(subject), Some(operative)) = (found.addressee, operative) {
        // "Nothing in these measures should be construed as" asks nobody on purpose
        if unit.text(subject).starts_with("Nothing ") {
            return;
        }
        let span = Span::new(subject.start, operative.span.end);
        let message = format!("“{} be …” asks nobody: {asks}, such as “States parties”", unit.text(span));
        report.find(span, message);
        return;
    }
    match operative {
        Some(operative) => {
            let span = operative.span;
            let message =
                format!("No addressee before “{}”: {asks}, such as “States parties”", phrase::quote(unit, operative));
            let finding = report.find(span, message);
            // "There should be no statute of limitations" lays something down
            if sentence.starts_with("There ") {
                finding.at(finding.severity.min(Severity::Information));
            }
            if span.start == found.sentence.start && found.impersonal.is_none() {
                let words = format!("States parties {}", uncapitalized(unit.text(span)));
                finding.fix(Safety::NeedsReview, "Address “States parties”", span, words);
            }
        }
        None => {
            let message =
                format!("No addressee and no operative phrase: {asks}, as in “States parties are encouraged to”");
            let finding = report.find(first, message);
            if sentence.starts_with("Do not ") {
                let words = "States parties are encouraged not to";
                let denial = Span::new(found.sentence.start, found.sentence.start + "Do not".len());
                finding.fix(Safety::NeedsReview, format!("Write “{words}”"), denial, words);
            } else if let Some(verb) = verb {
                let words = format!("States parties are encouraged to {verb}");
                finding.fix(Safety::NeedsReview, format!("Write “{words}”"), first, words);
            }
        }
    }
}

/// Whether a passive says by whom: "should be taken by States parties".
fn names_actor(unit: &Unit, found: &Recommendation) -> bool {
    let measure = found.measure.map_or("", |measure| unit.text(measure));
    ["by States", "by UNODC", "by the Working Group", "by the Conference", "by the Secretariat", "by the secretariat"]
        .iter()
        .any(|actor| measure.contains(actor))
}

fn word(text: &str) -> &str {
    text.split([' ', '\n', ',', '.', ':', ';']).next().unwrap_or("")
}

/// Whether the text looks like a title that stands where the text will be, or like a note about it.
fn is_title(sentence: &str) -> bool {
    !sentence.ends_with(['.', ':', ';', ',']) || sentence.split(' ').count() < 3 || sentence.starts_with(['(', '['])
}
