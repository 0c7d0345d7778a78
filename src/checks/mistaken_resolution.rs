//! `mistaken-resolution`: "resolution 4/4" where the Conference knows decision 4/4, and the reverse.

use super::Context;
use super::naming::citations;
use crate::document::{Kind, Nature, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::citations::Of;
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    // "its resolution 4/4" of a resolution is that of another body
    if unit.kind() == Kind::Table || context.nature == Nature::NotADraft {
        return;
    }
    for (_, citation) in citations(unit) {
        let Some(Of::Resolution(resolution)) = &citation.of else { continue };
        let body = resolution.body.map_or("", |body| unit.text(body));
        let of_conference = body.is_empty() || body.starts_with("Conference");
        let Some(known) = context.lexicon.documents.resolution(&resolution.number).filter(|_| of_conference) else {
            continue;
        };
        let name = resolution.act.name();
        let word = Span::new(resolution.span.start, resolution.number_span.start);
        if known.kind == name || !unit.text(word).trim_end().eq_ignore_ascii_case(name) {
            report.occasion(resolution.span);
            continue;
        }
        let (kind, number) = (&known.kind, &resolution.number);
        let finding = report
            .find(resolution.span, format!("“{name} {number}”: the reports know {kind} {number} of the Conference"));
        finding.fix(Safety::NeedsReview, format!("Write “{kind} {number}”"), word, format!("{kind} "));
    }
}
