//! `widened-measure`: a measure that was adopted before, for more: with “all”, without “only”, for all persons and no
//! longer for children.

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
    let (span, what) = match drift::narrower(earlier, text, (&dropped, &added), context.lexicon) {
        None => {
            report.occasion(body);
            return;
        }
        Some(Ok(old)) => (body, format!("without “{}”", old.of(earlier))),
        Some(Err(own)) => {
            let what = match drift::besides(own, text, same.now.operative.as_ref(), body.start) {
                Some(others) => format!("asked of “{others}”, too"),
                None => format!("with “{}”", own.of(text)),
            };
            (own.shifted(body.start), what)
        }
    };
    let message = format!("Wider than {} (adopted), which asks for the same: {what}", same.cited_in(&part));
    same.report(unit, report, span, message);
}
