//! `draft-symbol`: the symbol of a draft report, `L.1`, where the report itself has one.

use super::Context;
use crate::document::{Nature, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::MentionKind;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    // the report of a meeting says how its own draft was adopted
    if context.nature == Nature::Report {
        return;
    }
    for mention in &unit.mentions {
        let MentionKind::Symbol(symbol) = &mention.kind else { continue };
        for part in &symbol.parts {
            let (Some(group), Some(year)) = (part.group, part.year) else { continue };
            if part.series.as_deref() != Some("L") {
                report.occasion(part.span);
                continue;
            }
            let meeting = format!("{year}-WG.{group}");
            let found = context.lexicon.documents.of_meeting(&meeting).find(|known| known.kind == "report");
            let Some(known) = found else { continue };
            let (found, right) = (unit.text(part.span), &known.symbol);
            report.find(part.span, format!("“{found}” is the draft of a report; the report itself is {right}")).fix(
                Safety::NeedsReview,
                format!("Write “{right}”"),
                part.span,
                right.as_str(),
            );
        }
    }
}
