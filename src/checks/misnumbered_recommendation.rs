//! `misnumbered-recommendation`: headings "Recommendation N" that skip, repeat or restart numbers.
//!
//! Recommendations that are numbered paragraphs belong to `misnumbered-paragraph`. A draft may begin at any number.

use super::{Context, numbering};
use crate::document::Document;
use crate::finding::Report;
use crate::lexicon::PlaceKind;

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    for entries in numbering::gather(document, PlaceKind::Recommendation, &context.lexicon.delegations) {
        numbering::judge(
            document,
            PlaceKind::Recommendation,
            &entries,
            "recommendations are numbered consecutively across all sections, and only an annex begins again",
            report,
        );
    }
}
