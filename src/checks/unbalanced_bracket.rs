//! `unbalanced-bracket`: a square bracket without its partner. A pair may stand around several recommendations.

use super::Context;
use super::brackets::{self, Lone};
use crate::document::Document;
use crate::finding::Report;
use crate::text::Span;

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    let recommendations = document.units_that(|unit| unit.recommendation.is_some());
    for (i, _) in recommendations.filter(|(_, unit)| brackets::matter(unit, context)) {
        report.occasion(Span::at(document.start(i)));
    }
    for lone in brackets::across(document, context).lone {
        let (at, message) = match lone {
            Lone::Unclosed(at) => (at, "“[” is never closed: nobody can tell how far the disputed text goes"),
            Lone::Unopened(at) => (at, "“]” closes no bracket: nobody can tell where the disputed text begins"),
        };
        report.find(Span::new(at, at + 1), message);
    }
}
