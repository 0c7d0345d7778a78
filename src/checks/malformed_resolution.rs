//! `malformed-resolution`: "resolution 9.1", "resolution 10-4", "resolution 9 / 1", "resolution A/RES/55/25" or
//! "9/1 resolution".
//!
//! Other bodies number their resolutions in other ways ("resolution 10.4"), so a point is a fault only where the number
//! with a stroke is known, or the body uses strokes. A hyphen between two short numbers is one unless another body follows.

use super::Context;
use super::naming::citations;
use crate::document::Unit;
use crate::finding::{Report, Safety};
use crate::lexicon::citations::{Of, SlipKind};
use crate::lexicon::resolutions::Resolution;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    for (span, citation) in citations(unit) {
        let Some(Of::Resolution(resolution)) = &citation.of else { continue };
        let slip = citation.slips.iter().find(|slip| slip.kind == SlipKind::Number);
        let Some(slip) = slip.filter(|_| is_fault(unit, resolution, context)) else {
            report.occasion(span);
            continue;
        };
        let (found, right) = (unit.text(span), format!("{} {}", resolution.act.name(), resolution.number));
        let finding = report.find(span, format!("“{found}”: adopted texts write “{right}”"));
        finding.fix(Safety::NeedsReview, format!("Write “{right}”"), slip.span, slip.edit.text.clone());
    }
}

/// Whether the body that adopted it writes strokes.
fn is_fault(unit: &Unit, resolution: &Resolution, context: &Context<'_>) -> bool {
    const WITH_STROKES: [&str; 5] =
        ["General Assembly", "Human Rights Council", "Economic and Social Council", "ECOSOC", "Conference"];
    if unit.text(resolution.number_span).contains('/')
        || context.lexicon.documents.resolution(&resolution.number).is_some()
    {
        return true;
    }
    if let Some(body) = resolution.body {
        return WITH_STROKES.contains(&unit.text(body));
    }
    // "resolution 10.4 of the Conference of the Parties to the Convention on Migratory Species"
    let rest = &unit.reading()[resolution.span.end..];
    let Some(body) = rest.strip_prefix(" of the ") else {
        // "resolutions 10-14" are several, and national ones are numbered by year
        let short = resolution.number.split('/').all(|part| part.len() < 3);
        let one = !unit.text(resolution.span).contains("s ");
        return short && one && unit.text(resolution.number_span).contains(['-', '–']);
    };
    let Some(strokes) = WITH_STROKES.into_iter().find(|strokes| body.starts_with(strokes)) else { return false };
    let parties = body[strokes.len()..].strip_prefix(" of the Parties to the ");
    parties.is_none_or(|treaty| {
        ["Organized Crime", "United Nations Convention against Transnational"].iter().any(|own| treaty.starts_with(own))
    })
}
