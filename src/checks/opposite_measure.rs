//! `opposite-measure`: not to do what was adopted before, in much the same words: “should not impose” for “should
//! impose”.

use super::earlier::Same;
use super::{Context, phrase};
use crate::corpus::similarity::Tier;
use crate::document::{Recommendation, Unit};
use crate::finding::Report;
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(same) = Same::of(unit, context, Tier::Overlap) else { return };
    let Some((there, then)) = same.then() else { return };
    let (Some(now), Some(old)) = (&same.now.operative, &then.operative) else { return };
    let ((not, verb), (was_not, old_verb)) = (verb(unit, same.now), verb(there, then));
    if not == was_not || verb != old_verb || verb.is_empty() {
        report.occasion(now.span);
        return;
    }
    let asks = |not: bool, phrase: &str| match not && !negates(phrase) {
        true => format!("{phrase} not {verb}"),
        false => format!("{phrase} {verb}"),
    };
    let (new, old) = (asks(not, &phrase::quote(unit, now)), asks(was_not, &phrase::quote(there, old)));
    let message = format!("Asks for the opposite of {} (adopted): “{new}” where it says “{old}”", same.cited());
    let end = same.now.measure.map_or(now.span.end, |measure| measure.end.min(unit.body.end));
    let span = Span::new(now.span.start, end.max(now.span.end));
    same.report(unit, report, span, message);
}

/// Whether the measure is not to be taken, and its verb. The “not” may stand inside the phrase: “should not consider”.
fn verb<'a>(unit: &'a Unit, found: &Recommendation) -> (bool, &'a str) {
    let measure = found.measure.map_or("", |measure| unit.text(measure));
    let rest = ["not ", "refrain from ", "avoid "].iter().find_map(|not| measure.strip_prefix(not));
    let inside = found.operative.as_ref().is_some_and(|phrase| negates(unit.text(phrase.span)));
    let verb = rest.unwrap_or(measure).split([' ', ',']).next().unwrap_or("");
    (rest.is_some() || inside, verb)
}

fn negates(phrase: &str) -> bool {
    phrase.split(' ').any(|word| word == "not")
}
