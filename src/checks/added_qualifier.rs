//! `added-qualifier`: a measure that was adopted before, with a reservation that was not agreed: “in accordance with
//! domestic law”, “as appropriate”.

use super::earlier::{Same, trimmed};
use super::{Context, drift};
use crate::corpus::similarity::Tier;
use crate::document::Unit;
use crate::finding::Report;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(same) = Same::of(unit, context, Tier::Duplicate) else { return };
    let (body, part) = (trimmed(unit), same.part(unit));
    let added = drift::qualifiers(unit.text(body), &part.text);
    let Some(&first) = added.first() else {
        report.occasion(body);
        return;
    };
    let words: Vec<String> = added.iter().map(|span| format!("“{}”", span.of(unit.text(body)))).collect();
    let message =
        format!("Adds {} to what {} (adopted) asks for without it", words.join(" and "), same.cited_in(&part));
    same.report(unit, report, first.shifted(body.start), message);
}
