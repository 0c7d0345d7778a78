//! `glued-heading`: a heading "Recommendation N" that stands against the text before it.

use super::Context;
use super::numbering::number_of;
use crate::document::Document;
use crate::finding::{Report, Safety};
use crate::lexicon::PlaceKind;
use crate::text::Span;

pub(super) fn check(document: &Document, _: &Context<'_>, report: &mut Report<'_>) {
    for (i, unit) in document.units_that(|unit| number_of(unit, PlaceKind::Recommendation).is_some()) {
        let Some(label) = &unit.label else { continue };
        let span = document.locate(i, label.span);
        if !label.glued {
            report.occasion(span);
            continue;
        }
        let title = unit.text(label.span);
        let message = format!("“{title}” stands against the text before it; a heading has a line of its own");
        let ends = if document.units()[i - 1].source().contains("\r\n") { "\r\n\r\n" } else { "\n\n" };
        // the unit begins with the marks of its heading, such as asterisks
        report.find(span, message).fix(
            Safety::Safe,
            "Put the heading on its own line",
            Span::at(document.start(i)),
            ends,
        );
    }
}
