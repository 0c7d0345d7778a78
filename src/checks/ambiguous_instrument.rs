//! `ambiguous-instrument`: "the Protocol" or "the Convention" where the draft does not say which.

use super::Context;
use super::naming::{Named, citations, cites};
use crate::document::{Document, Kind, Nature, Unit};
use crate::finding::{Report, Severity};
use crate::lexicon::instruments::Kind as Treaty;
use crate::lexicon::names::{Name, Which};

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    // the clauses of a resolution are no recommendations, however they are read
    if context.nature == Nature::NotADraft {
        return;
    }
    for (i, unit) in document.units_that(|unit| unit.kind() == Kind::Recommendation && cites(unit)) {
        for (_, citation) in citations(unit) {
            let Some(name) = citation.name() else { continue };
            let Which::Context(kind @ (Treaty::Convention | Treaty::Protocol)) = name.which else { continue };
            // "the Convention relating to the Status of Refugees and the Protocol thereto" names it
            if unit.reading()[name.span.end..].starts_with(" thereto") {
                continue;
            }
            let span = document.locate(i, name.span);
            let named = Named::in_draft(document, context.lexicon);
            let Some(treaties) = named.of(kind) else { continue };
            let count = treaties.known.len() + usize::from(treaties.others);
            if treaties.defined.is_some() || count == 1 || is_named_before(unit, name, kind, context) {
                report.occasion(span);
                continue;
            }
            let word = unit.text(name.span);
            if count == 0 {
                let message = format!("“the {word}”: the draft names none in full; say which, as in “{}”", usual(kind));
                report.find(span, message).at(Severity::Information);
                continue;
            }
            let names: Vec<&str> =
                treaties.known.iter().map(|&index| context.lexicon.instruments.get(index).preferred.as_str()).collect();
            let list = match (names.as_slice(), treaties.others) {
                (names, true) => format!("{} and others", names.join(", ")),
                ([names @ .., last], false) => format!("{} and {last}", names.join(", ")),
                ([], false) => String::new(),
            };
            let finding =
                report.find(span, format!("“the {word}” can be any of those that the draft names ({list}); say which"));
            if treaties.known.len() < 2 {
                finding.at(Severity::Information);
            }
        }
    }
}

/// Whether the unit itself names a treaty of the kind before.
fn is_named_before(unit: &Unit, name: &Name, kind: Treaty, context: &Context<'_>) -> bool {
    citations(unit).filter_map(|(_, citation)| citation.name()).any(|other| {
        let of_kind = match &other.which {
            Which::Known(index, _) => context.lexicon.instruments.get(*index).kind == kind,
            Which::Other(other) => *other == kind,
            Which::Context(_) => false,
        };
        of_kind && other.span.start < name.span.start
    })
}

/// The name that adopted texts use most.
fn usual(kind: Treaty) -> &'static str {
    match kind {
        Treaty::Protocol => "Trafficking in Persons Protocol",
        Treaty::Convention | Treaty::Rules => "Organized Crime Convention",
    }
}
