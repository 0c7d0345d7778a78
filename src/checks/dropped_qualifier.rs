//! `dropped-qualifier`: a measure that was adopted before, without a reservation that was agreed. A part of an earlier
//! recommendation is left alone: its reservation may belong to the rest.

use super::earlier::{Same, trimmed};
use super::{Context, drift};
use crate::corpus::similarity::Tier;
use crate::document::Unit;
use crate::finding::Report;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(same) = Same::of(unit, context, Tier::Duplicate).filter(Same::nearly_all) else { return };
    let (body, part) = (trimmed(unit), same.part(unit));
    // put first, a reservation has a capital
    let dropped = drift::qualifiers(&part.text, &unit.text(body).to_lowercase());
    if dropped.is_empty() {
        report.occasion(body);
        return;
    }
    let words: Vec<String> = dropped.iter().map(|span| format!("“{}”", span.of(&part.text))).collect();
    let message =
        format!("Leaves out {} of {} (adopted), which asks for the same", words.join(" and "), same.cited_in(&part));
    same.report(unit, report, body, message);
}
