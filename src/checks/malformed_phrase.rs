//! `malformed-phrase`: a slip of grammar in the operative phrase, as in “are urged adopt”.

use super::{Context, phrase};
use crate::document::Unit;
use crate::finding::{Report, Safety};

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    if found.open {
        return;
    }
    let practice = context.corpus.practice(context.lexicon);
    for operative in found.operatives() {
        let Some(slip) = &operative.slip else {
            report.occasion(operative.span);
            continue;
        };
        // “consider [ensure]”: what stands in brackets is still negotiated
        let text = unit.reading();
        let edges = text[..slip.span.start].ends_with('[') || text[slip.span.end..].starts_with(['[', ']']);
        if edges || unit.text(slip.span).contains(['[', ']']) {
            continue;
        }
        let message = format!("“{}” should read “{}”", unit.text(slip.span), slip.right);
        let finding = report.find(slip.span, message);
        phrase::back(finding, practice.adopted_with(phrase::usual(operative, context.lexicon)));
        finding.fix(Safety::Safe, format!("Write “{}”", slip.right), slip.span, slip.right.as_str());
    }
}
