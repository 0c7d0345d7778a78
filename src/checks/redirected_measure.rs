//! `redirected-measure`: a measure that was adopted before, asked of somebody else.

use super::Context;
use super::earlier::Same;
use crate::corpus::similarity::Tier;
use crate::document::{Recommendation, Unit};
use crate::finding::Report;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(same) = Same::of(unit, context, Tier::Duplicate) else { return };
    let Some((_, then)) = same.then() else { return };
    // who is to act stands behind what the body did: “The Working Group proposed that States parties continue”
    if [same.now, then].iter().any(|found| found.operative.as_ref().is_some_and(|phrase| phrase.act)) {
        return;
    }
    let (now, then) = (names(same.now, context), names(then, context));
    let Some(span) = same.now.addressee.filter(|_| !now.is_empty() && !then.is_empty()) else { return };
    if now.iter().any(|name| then.contains(name)) {
        report.occasion(span);
        return;
    }
    let message =
        format!("Asks {} for what {} (adopted) asks of {}", now.join(" and "), same.cited(), then.join(" and "));
    same.report(unit, report, span, message);
}

/// Who is asked. States and States parties are not told apart, nor one of them from all: the reports ask the same of either.
fn names<'a>(found: &'a Recommendation, context: &'a Context<'_>) -> Vec<&'a str> {
    let names = found.addressees.iter().filter_map(|one| one.name.as_deref());
    let of = |name: &'a str| {
        let known = context.lexicon.phrases.addressee(name);
        known.and_then(|known| known.one_of.as_deref()).unwrap_or(name)
    };
    names.map(|name| if name == "States" { "States parties" } else { of(name) }).collect()
}
