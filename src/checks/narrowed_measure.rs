//! `narrowed-measure`: a measure that was adopted before, for less: without “all”, with “only”, for children alone.

use super::earlier::{Same, trimmed};
use super::{Context, drift};
use crate::corpus::similarity::Tier;
use crate::document::Unit;
use crate::finding::Report;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(same) = Same::of(unit, context, Tier::Duplicate).filter(Same::nearly_all) else { return };
    let body = trimmed(unit);
    let part = same.part(unit);
    let (text, earlier) = (unit.text(body), &*part.text);
    let (added, dropped) = drift::alone(&same.explained(unit).pieces);
    let (span, what) = match drift::narrower(text, earlier, (&added, &dropped), context.lexicon) {
        None => {
            report.occasion(body);
            return;
        }
        Some(Ok(own)) => (own.shifted(body.start), format!("with “{}”", own.of(text))),
        Some(Err(lacks)) => (body, format!("without “{}”", lacks.of(earlier))),
    };
    let message = format!("Narrower than {} (adopted), which asks for the same: {what}", same.cited_in(&part));
    same.report(unit, report, span, message);
}
