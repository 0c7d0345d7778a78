//! `provisional-number`: "bis", "ter" or a letter after a number, or a number under another one, `2.1` after `2`, which a
//! final text does not have.
//!
//! A draft that numbers all its recommendations in parts, 1.1, 1.2, 2.1, has its own way.

use super::Context;
use crate::document::{Document, Kind, Label, Numbering, Unit};
use crate::finding::Report;

pub(super) fn check(document: &Document, _: &Context<'_>, report: &mut Report<'_>) {
    let between = between(document);
    for (i, unit) in document.units_that(|unit| drafted(unit).is_some() || unit.recommendation.is_some()) {
        for item in unit.items.iter().filter(|_| unit.recommendation.is_some()) {
            let mark = unit.text(item.marker_span);
            if mark.contains(' ') {
                let message = format!("“{mark}” is a number for negotiations; letter the final items anew");
                report.find(document.locate(i, item.marker_span), message);
            }
        }
        let Some(label) = drafted(unit) else { continue };
        let number = unit.text(label.number_span);
        // alternatives belong to `alternative-label`
        let suffixed = !label.number.suffix.is_empty() && label.number.suffix != "alt";
        let instead = match (suffixed, between.binary_search(&i).is_ok()) {
            (true, _) => "“bis” or letters",
            (false, true) => "parts",
            (false, false) => {
                report.occasion_at(|| document.locate(i, label.number_span));
                continue;
            }
        };
        let message =
            format!("“{number}” is a number for negotiations; number the final text from 1 without {instead}");
        report.find(document.locate(i, label.number_span), message);
    }
}

/// The units whose number has several parts, among more without, under one heading.
fn between(document: &Document) -> Vec<usize> {
    let matters = |unit: &Unit| unit.kind().is_heading() || drafted(unit).is_some_and(is_heading);
    let (mut found, mut parted, mut plain) = (Vec::new(), Vec::new(), 0);
    let marks = document.units_that(matters).map(|(i, unit)| (i, drafted(unit).filter(|label| is_heading(label))));
    for (i, label) in marks.chain([(usize::MAX, None)]) {
        match label {
            Some(label) if is_part(label) => parted.push(i),
            Some(label) => plain += usize::from(label.number.prefix.is_empty()),
            None => {
                let group = std::mem::take(&mut parted);
                if std::mem::take(&mut plain) > group.len() {
                    found.extend(group);
                }
            }
        }
    }
    found
}

/// The number of a recommendation, or of the paragraph that introduces some.
fn drafted(unit: &Unit) -> Option<&Label> {
    let numbered = matches!(unit.kind(), Kind::Recommendation | Kind::Chapeau);
    unit.label.as_ref().filter(|label| is_heading(label) || (label.numbering == Numbering::Paragraph && numbered))
}

fn is_heading(label: &Label) -> bool {
    label.numbering == Numbering::Heading
}

/// Whether the number has several parts in figures: `2.1`.
fn is_part(label: &Label) -> bool {
    label.number.prefix.starts_with(|c: char| c.is_ascii_digit())
}
