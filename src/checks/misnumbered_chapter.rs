//! `misnumbered-chapter`: roman chapter numbers that skip, repeat or restart.

use super::{Context, numbering};
use crate::document::{Document, Nature};
use crate::finding::Report;
use crate::lexicon::PlaceKind;

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    if context.nature == Nature::NotADraft {
        return;
    }
    for entries in numbering::gather(document, PlaceKind::Chapter, &context.lexicon.delegations) {
        let practice = "chapters are numbered consecutively";
        numbering::judge(document, PlaceKind::Chapter, &entries, practice, report);
    }
}
