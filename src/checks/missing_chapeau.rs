//! `missing-chapeau`: a section of recommendations without the paragraph that introduces them, where the draft's other
//! sections have one or the draft is a report.
//!
//! A paragraph before the first section introduces all of them.

use super::Context;
use crate::document::{Document, Kind, Nature, Numbering, Unit};
use crate::finding::Report;

/// A section that holds recommendations.
struct Section {
    unit: usize,
    introduced: bool,
    headed: bool,
    annexed: bool,
}

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    if context.nature == Nature::NotADraft {
        return;
    }
    for part in parts(document) {
        let introduced = part.iter().filter(|section| section.introduced).count();
        let in_report =
            context.nature == Nature::Report && part.iter().all(|section| section.headed && !section.annexed);
        if introduced == 0 && !in_report {
            continue;
        }
        for section in part {
            let unit = &document.units()[section.unit];
            let span = document.locate(section.unit, unit.label.as_ref().map_or(unit.body, |label| label.span));
            if section.introduced {
                report.occasion(span);
            } else {
                report.find(
                    span,
                    "No paragraph introduces the recommendations of this section, such as “The Working Group recommended that the Conference of the Parties consider the following recommendations for adoption:”",
                );
            }
        }
    }
}

/// The sections of recommendations, chapter by chapter; none where a paragraph before them introduces them all.
fn parts(document: &Document) -> Vec<Vec<Section>> {
    let mut parts: Vec<Vec<Section>> = vec![Vec::new()];
    let mut heading: Option<usize> = None;
    let (mut prose, mut covered) = (false, false);
    for (i, unit) in document.units().iter().enumerate() {
        match unit.kind() {
            Kind::Chapter | Kind::Annex => {
                parts.push(Vec::new());
                (heading, prose, covered) = (None, false, false);
            }
            Kind::Section => (heading, prose) = (Some(i), false),
            Kind::Chapeau | Kind::Paragraph => {
                prose |= heading.is_some();
                covered |= heading.is_none() && introduces(unit);
            }
            Kind::Recommendation => {
                let headed = unit.label.as_ref().is_some_and(|label| label.numbering == Numbering::Heading);
                let annexed = unit.place().annex > 0;
                if let Some(unit) = heading.take().filter(|_| !covered || prose) {
                    let section = Section { unit, introduced: prose, headed, annexed };
                    parts.last_mut().expect("one at least").push(section);
                }
            }
            _ => {}
        }
    }
    parts
}

/// Whether a paragraph before the first section introduces the recommendations of all.
fn introduces(unit: &Unit) -> bool {
    let text = unit.reading();
    unit.kind() == Kind::Chapeau && (text.ends_with(':') || text.contains(" below"))
}
