//! `unknown-symbol-series`: a document symbol of a working group that the Conference is not known to have.

use super::Context;
use crate::document::Unit;
use crate::finding::Report;
use crate::lexicon::MentionKind;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    for mention in &unit.mentions {
        let MentionKind::Symbol(symbol) = &mention.kind else { continue };
        for part in &symbol.parts {
            let documents = &context.lexicon.documents;
            let Some(group) = part.group.filter(|_| documents.body(part).is_none()) else {
                report.occasion(part.span);
                continue;
            };
            let known: Vec<&str> =
                documents.series.iter().filter_map(|series| series.prefix.strip_prefix("CTOC/COP/")).collect();
            let message = format!(
                "“{}”: no series WG.{group} is known; the working groups of the Conference are {}",
                unit.text(part.span),
                known.join(", ")
            );
            report.find(part.span, message);
        }
    }
}
