//! `verb-number`: a plural addressee with a verb in the singular, or the other way round.

use super::{Context, phrase};
use crate::document::Unit;
use crate::finding::{Report, Safety};
use crate::lexicon::Lexicon;
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    let Some(singular) = phrase::singular(unit, found, context.lexicon) else { return };
    let (Some(addressee), false) = (found.addressee, found.open || found.resolution || found.impersonal.is_some())
    else {
        return;
    };
    let subject = unit.text(addressee);
    let number = if singular { "one" } else { "several" };
    let Some(operative) = found.operative.as_ref().filter(|operative| operative.span.start >= addressee.end) else {
        let rest = phrase::rest(unit, found, addressee.end);
        if let Some(verb) = third_person(rest, context.lexicon).filter(|_| !singular) {
            let span = verb.shifted(addressee.end);
            let message = format!("“{subject} {}”: the verb is in the singular, and nobody is asked", unit.text(span));
            report.find(span, message);
        }
        return;
    };
    let (right, wrong) = match singular {
        true => (operative.singular, operative.plural),
        false => (operative.plural, operative.singular),
    };
    if let Some(right) = right {
        report.occasion(right);
    }
    let Some(wrong) = wrong else { return };
    let verb = unit.text(wrong);
    let right = match verb {
        "is" => "are",
        "are" => "is",
        "was" => "were",
        "were" => "was",
        "has" => "have",
        "have" => "has",
        "needs" => "need",
        "need" => "needs",
        _ => return,
    };
    let finding = report.find(wrong, format!("“{subject}” is {number}: write “{right}”, not “{verb}”"));
    finding.fix(Safety::Safe, format!("Write “{right}”"), wrong, right);
}

/// The verb in the third person singular that `rest` begins with: `encourages`.
pub(super) fn third_person(rest: &str, lexicon: &Lexicon) -> Option<Span> {
    let words = rest.trim_start();
    let verb = words.split([' ', ',', '.', ':', ';']).next()?;
    let base = verb.strip_suffix('s')?;
    let is = lexicon.phrases.is_only_verb(base)
        || base.strip_suffix('e').is_some_and(|base| lexicon.phrases.is_only_verb(base))
        || matches!(base, "request" | "urge" | "recommend" | "call" | "welcome");
    let start = rest.len() - words.len();
    is.then(|| Span::new(start, start + verb.len()))
}
