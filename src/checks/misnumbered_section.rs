//! `misnumbered-section`: section letters that skip, repeat or restart within a chapter.
//!
//! A section that stands alone is the business of `lone-section`.

use super::{Context, numbering};
use crate::document::{Document, Nature};
use crate::finding::Report;
use crate::lexicon::PlaceKind;

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    if context.nature == Nature::NotADraft {
        return;
    }
    for entries in numbering::gather(document, PlaceKind::Section, &context.lexicon.delegations) {
        let practice = "the sections of a chapter are lettered consecutively";
        numbering::judge(document, PlaceKind::Section, &entries, practice, report);
    }
}
