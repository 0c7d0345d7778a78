//! `malformed-resolution`: "resolution 9.1", "resolution A/RES/55/25" or "9/1 resolution".
//!
//! Other bodies number their resolutions in other ways ("resolution 10.4"), so a point is a fault only where the number
//! with a stroke is known, or the body uses strokes.

use super::Context;
use super::naming::citations;
use crate::document::Unit;
use crate::finding::{Report, Safety};
use crate::lexicon::citations::{Of, SlipKind};

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    for (span, citation) in citations(unit) {
        let Some(Of::Resolution(resolution)) = &citation.of else { continue };
        let slip = citation.slips.iter().find(|slip| slip.kind == SlipKind::Number);
        let Some(slip) = slip.filter(|slip| {
            let body = resolution.body.map_or("", |body| unit.text(body));
            let known = context.lexicon.documents.resolution(&resolution.number).is_some();
            let symbol = unit.text(slip.span).contains('/');
            symbol
                || known
                || matches!(
                    body,
                    "General Assembly" | "Human Rights Council" | "Economic and Social Council" | "ECOSOC"
                )
        }) else {
            report.occasion(span);
            continue;
        };
        let (found, right) = (unit.text(span), format!("{} {}", resolution.act.name(), resolution.number));
        let finding = report.find(span, format!("“{found}”: adopted texts write “{right}”"));
        finding.fix(Safety::NeedsReview, format!("Write “{right}”"), slip.span, slip.edit.text.clone());
    }
}
