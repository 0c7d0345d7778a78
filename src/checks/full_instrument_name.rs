//! `full-instrument-name`: an official name in a recommendation, where adopted texts use the short one.

use super::Context;
use super::naming::{citations, with_supplement};
use crate::document::{Kind, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::names::{Naming, Which};

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if unit.kind() != Kind::Recommendation {
        return;
    }
    let mut taken = 0;
    for (_, citation) in citations(unit) {
        let Some(name) = citation.name().filter(|name| name.span.start >= taken) else { continue };
        let Which::Known(index, naming) = &name.which else { continue };
        let instrument = context.lexicon.instruments.get(*index);
        let before = &unit.reading()[..name.span.start];
        // the Mechanism's own name has the Convention's in it, and so has the Conference's
        let in_name =
            ["Review of the Implementation of the ", "of the Parties to the ", "of the States Parties to the "];
        let named = in_name.iter().any(|name| before.ends_with(name));
        match naming {
            Naming::Full if !named && instrument.short.iter().all(|short| *short != instrument.name) => {
                let right = &instrument.preferred;
                let span = match instrument.supplements {
                    Some(_) => with_supplement(unit.reading(), name.span),
                    None => name.span,
                };
                taken = span.end;
                let finding = report.find(
                    span,
                    format!("The full name: recommendations write “{right}”, since the introduction has the full name"),
                );
                finding.fix(Safety::NeedsReview, format!("Write “{right}”"), span, right.as_str());
            }
            Naming::Short => report.occasion(name.span),
            _ => {}
        }
    }
}
