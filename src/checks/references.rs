//! What the checks of cross-references share: the mentions of places of this draft.

use crate::document::{Document, Kind, Unit};
use crate::lexicon::mentions::PlaceName;
use crate::lexicon::{Mention, MentionKind};

/// A mention of a place of the draft.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference<'a> {
    /// Index of the unit it stands in.
    pub unit: usize,
    /// Where it stands there.
    pub mention: &'a Mention,
    /// What it names.
    pub place: &'a PlaceName,
}

/// The mentions of places outside quotations and tables, in order.
pub(super) fn gather(document: &Document) -> Vec<Reference<'_>> {
    let mut references = Vec::new();
    let outside = |unit: &Unit| !matches!(unit.kind(), Kind::Quotation | Kind::Table);
    let names = |unit: &Unit| unit.mentions.iter().any(|mention| matches!(mention.kind, MentionKind::Place(_)));
    for (unit, found) in document.units_that(move |unit| outside(unit) && names(unit)) {
        for mention in &found.mentions {
            if let MentionKind::Place(place) = &mention.kind
                && !found.is_quoted(mention.span)
            {
                references.push(Reference { unit, mention, place });
            }
        }
    }
    references
}
