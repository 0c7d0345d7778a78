//! `straight-quotation-mark`: a quotation in straight marks in a draft that has curly ones: often left by a converter.

use super::Context;
use crate::document::{Document, Kind, Sign, Unit};
use crate::finding::{Report, Safety};
use crate::text::{Edit, Span};

pub(super) fn check(document: &Document, _: &Context<'_>, report: &mut Report<'_>) {
    if document.units_that(|unit| reads(unit) && unit.source().contains('“')).next().is_none() {
        return;
    }
    let quoting = document.units_that(|unit| reads(unit) && !unit.quoted.is_empty());
    for (i, unit) in quoting {
        let start = document.start(i);
        if unit.recommendation.is_some() {
            report.occasion(Span::at(start));
        }
        if !unit.has(Sign::StraightQuote) {
            continue;
        }
        for &quoted in unit.quoted.iter().filter(|quoted| unit.text(**quoted).starts_with('"')) {
            let span = unit.locate(quoted).shifted(start);
            let (open, close) = (Span::new(span.start, span.start + 1), Span::new(span.end - 1, span.end));
            let edits = vec![Edit::replace(open, "“"), Edit::replace(close, "”")];
            report.find(span, "Straight quotation marks; the other quotations of this draft have curly ones").fix_with(
                Safety::Safe,
                "Write curly quotation marks",
                edits,
            );
        }
    }
}

fn reads(unit: &Unit) -> bool {
    !matches!(unit.kind(), Kind::FrontMatter | Kind::Code | Kind::Comment | Kind::Table)
}
