//! `provisional-number`: "bis", "ter" or a letter after a number, which a final text does not have.

use super::Context;
use crate::document::{Kind, Numbering, Unit};
use crate::finding::Report;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    for item in unit.items.iter().filter(|_| unit.recommendation.is_some()) {
        let mark = unit.text(item.marker_span);
        if mark.contains(' ') {
            report
                .find(item.marker_span, format!("“{mark}” is a number for negotiations; letter the final items anew"));
        }
    }
    let Some(label) = &unit.label else { return };
    let drafted = label.numbering == Numbering::Heading
        || (label.numbering == Numbering::Paragraph && matches!(unit.kind(), Kind::Recommendation | Kind::Chapeau));
    if !drafted {
        return;
    }
    // alternatives belong to `alternative-label`
    if label.number.suffix.is_empty() || label.number.suffix == "alt" {
        report.occasion(label.number_span);
    } else {
        let number = unit.text(label.number_span);
        report.find(
            label.number_span,
            format!("“{number}” is a number for negotiations; number the final text from 1 without “bis” or letters"),
        );
    }
}
