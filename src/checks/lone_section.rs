//! `lone-section`: a section A without a section B.
//!
//! An excerpt, whose recommendations begin at another number than 1, may hold one section of many.

use super::{Context, numbering};
use crate::document::{Document, Nature};
use crate::finding::Report;
use crate::lexicon::PlaceKind;

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    if context.nature == Nature::NotADraft {
        return;
    }
    let recommendations = numbering::gather(document, PlaceKind::Recommendation, &context.lexicon.delegations);
    let excerpt = recommendations.first().is_some_and(|entries| entries[0].label.number.value > 1);
    for entries in numbering::gather(document, PlaceKind::Section, &context.lexicon.delegations) {
        let first = &entries[0];
        let span = document.locate(first.unit, first.label.span);
        if entries.len() > 1 || first.label.number.value != 1 || excerpt {
            report.occasion(span);
        } else {
            report.find(
                span,
                "Section A stands alone; where there is a section A there is a section B, and a text without parts has no letters",
            );
        }
    }
}
