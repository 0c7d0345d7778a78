//! `wrong-instrument-name`: an official or short name with a slip: "especially Women and Children".

use super::Context;
use super::naming::citations;
use crate::document::Unit;
use crate::finding::{Report, Safety};
use crate::lexicon::names::{Naming, Which};

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    for (_, citation) in citations(unit) {
        let Some(name) = citation.name() else { continue };
        match &name.which {
            Which::Known(_, Naming::Slip(right)) => {
                let found = unit.text(name.span);
                let finding = report.find(name.span, format!("“{found}”: the name is “{right}”"));
                finding.fix(Safety::NeedsReview, format!("Write “{right}”"), name.span, right.as_str());
            }
            Which::Known(_, Naming::Full | Naming::Short) => report.occasion(name.span),
            _ => {}
        }
    }
}
