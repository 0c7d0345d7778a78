//! Renumbering the units of a series, with every mention of them, where it is sure.

use std::sync::Arc;

use super::numbering::{self, Entry};
use super::references::{self, Reference};
use super::series::{Fault, Flaw, Then};
use crate::document::{Document, Style, Unit};
use crate::lexicon::mentions::Assurance;
use crate::lexicon::{Number, PlaceKind};
use crate::text::Edit;

/// The units to renumber, with their new numbers, where it is sure; and the number that nothing may mention.
pub(super) fn moves(
    document: &Document,
    kind: PlaceKind,
    entries: &[Entry<'_>],
    flaw: &Flaw,
    only: bool,
) -> (Vec<(usize, Number)>, Option<Number>) {
    let one = |value: u32| vec![(entries[flaw.at].unit, entries[flaw.at].number.sibling(value))];
    let rest = |by: i64| {
        let moved = |number: &Number| Number { value: (i64::from(number.value) + by).max(1) as u32, ..number.clone() };
        entries[flaw.at..].iter().map(|entry| (entry.unit, moved(&entry.number))).collect()
    };
    match &flaw.fault {
        Fault::Mistaken { expected } => (one(*expected), None),
        Fault::Repeated { then: Then::AsIf(value), .. } => (one(*value), None),
        Fault::Repeated { then: Then::Behind, .. } if only => (rest(1), None),
        Fault::Restarted { last } if only => (rest(i64::from(entries[*last].number.value)), None),
        // a chapter is surely not missing if the paragraphs run on
        Fault::Skipped(missing) if only && missing.len() == 1 && kind >= PlaceKind::Section => {
            match paragraphs_run_on(document, entries[flaw.at].unit) {
                true => (rest(-1), missing.first().cloned()),
                false => (Vec::new(), None),
            }
        }
        _ => (Vec::new(), None),
    }
}

/// Whether the numbered paragraphs before and after unit `at` follow one another.
fn paragraphs_run_on(document: &Document, at: usize) -> bool {
    let number = |unit: &Arc<Unit>| numbering::number_of(unit, PlaceKind::Paragraph).map(|label| label.number.value);
    let before = document.units()[..at].iter().rev().find_map(number);
    let after = document.units()[at..].iter().find_map(number);
    matches!((before, after), (Some(before), Some(after)) if after == before + 1)
}

/// Edits that give units their new numbers, in headings and wherever they are mentioned. `None` where a mention
/// cannot be led to one unit, or names the number that nothing carries.
pub(super) fn edits(
    document: &Document,
    kind: PlaceKind,
    moves: &[(usize, Number)],
    missing: Option<Number>,
) -> Option<Vec<Edit>> {
    let label = |unit: usize| numbering::number_of(&document.units()[unit], kind);
    let mut edits = Vec::new();
    // a heading that carries several numbers is for its author to renumber
    if moves.iter().any(|(unit, _)| label(*unit).is_none_or(|label| !label.also.is_empty())) {
        return None;
    }
    for (unit, number) in moves {
        edits.push(Edit::replace(document.locate(*unit, label(*unit)?.number_span), kind.format(number)));
    }
    let places = document.places();
    for reference in references::gather(document).into_iter().filter(|reference| names(document, reference, kind)) {
        let ends = reference.place.numbers.iter().flat_map(|named| std::iter::once(&named.first).chain(&named.last));
        for numeral in ends {
            if missing.as_ref() == Some(&numeral.number) {
                return None;
            }
            let old = |(unit, _): &&(usize, Number)| label(*unit).is_some_and(|label| label.number == numeral.number);
            let Some((_, new)) = moves.iter().find(old) else { continue };
            // a bare "paragraph 10" may be one of another document
            let unsure = kind == PlaceKind::Paragraph && reference.place.assurance == Assurance::Assumed;
            if unsure || places.named(kind, &numeral.number).count() != 1 {
                return None;
            }
            edits.push(Edit::replace(document.locate(reference.unit, numeral.span), kind.format(new)));
        }
    }
    Some(edits)
}

/// Whether the mention names units of this kind; a recommendation may be a numbered paragraph.
fn names(document: &Document, reference: &Reference<'_>, kind: PlaceKind) -> bool {
    let listed = kind == PlaceKind::Paragraph && document.style() == Style::Numbered;
    reference.place.kind == kind || (listed && reference.place.kind == PlaceKind::Recommendation)
}
