//! `misnumbered-annex`: roman numbers of annexes that skip, repeat or restart.

use super::{Context, numbering};
use crate::document::{Document, Nature};
use crate::finding::Report;
use crate::lexicon::PlaceKind;

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    if context.nature == Nature::NotADraft {
        return;
    }
    for entries in numbering::gather(document, PlaceKind::Annex, &context.lexicon.delegations) {
        let practice = "annexes are numbered consecutively";
        numbering::judge(document, PlaceKind::Annex, &entries, practice, report);
    }
}
