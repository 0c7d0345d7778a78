//! `misdirected-reference`: "recommendation 5 above" for what stands below, or for the recommendation itself.

use super::Context;
use super::references::{self, Reference};
use crate::document::{Document, Nature, Places, Target};
use crate::finding::{Report, Safety};
use crate::lexicon::mentions::{Direction, PlaceKind};

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    let mut references = references::gather(document);
    references.retain(|reference| reference.place.direction.is_some());
    if references.is_empty() || context.nature == Nature::NotADraft {
        return;
    }
    let places = document.places();
    for reference in references {
        let Some((direction, word)) = reference.place.direction else { continue };
        let targets = targets(document, &reference, &places);
        let span = document.locate(reference.unit, word);
        let wrong = targets.iter().find(|target| !stands(reference.unit, document, target, direction));
        let Some(target) = wrong else {
            if !targets.is_empty() {
                report.occasion(span);
            }
            continue;
        };
        let name = format!("{} {}", reference.place.kind.name(), reference.place.kind.format(&target.number));
        let own = target.unit == reference.unit;
        let side = if target.unit < reference.unit { "above" } else { "below" };
        let unit = &document.units()[reference.unit];
        let quote = unit.text(reference.mention.span);
        let message = match own {
            true => format!("“{quote}” stands in {name} itself; name another place or leave the number out"),
            false => format!("“{quote}”: {name} stands {side}"),
        };
        let finding = report.find(span, message);
        if own {
            continue;
        }
        let heading = &document.units()[target.unit];
        let label = heading.label.as_ref().map_or(heading.body, |label| label.span);
        finding.relate(document.locate(target.unit, label), name);
        let every = targets.iter().all(|target| !stands(reference.unit, document, target, direction));
        let english = ["above", "below"].contains(&unit.text(word));
        if every && english && targets.iter().all(|target| target.unit != reference.unit) {
            finding.fix(Safety::NeedsReview, format!("Write “{side}”"), span, side);
        }
    }
}

/// The places that the mention names; those that do not exist are the business of `dangling-reference`.
fn targets<'a>(document: &Document, reference: &'a Reference<'_>, places: &'a Places) -> Vec<&'a Target> {
    let annex = document.units()[reference.unit].place().annex;
    let direction = reference.place.direction.map(|(direction, _)| direction);
    let kind = reference.place.kind;
    let ends = reference.place.numbers.iter().flat_map(|named| std::iter::once(&named.first).chain(&named.last));
    ends.filter_map(|numeral| places.resolve(kind, &numeral.number, reference.unit, annex, direction)).collect()
}

/// Whether the place stands where the text says. Inside a section its heading is above, and the rest of it below.
fn stands(from: usize, document: &Document, target: &Target, direction: Direction) -> bool {
    match direction {
        Direction::Above => target.unit < from,
        Direction::Below if target.unit > from => true,
        Direction::Below => holds(document, target, from),
    }
}

/// Whether the place is a section or chapter that unit `from` stands in.
fn holds(document: &Document, target: &Target, from: usize) -> bool {
    let kind = document.units()[target.unit].kind();
    let divides = matches!(target.kind, PlaceKind::Section | PlaceKind::Chapter | PlaceKind::Annex);
    divides
        && document.units()[target.unit + 1..=from].iter().all(|unit| {
            let ends = unit.kind() == kind
                || unit.kind() == crate::document::Kind::Annex
                || (target.kind == PlaceKind::Section && unit.kind() == crate::document::Kind::Chapter);
            !ends
        })
}
