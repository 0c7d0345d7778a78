//! `not-english`: a draft in another language; said once, where the draft begins to recommend.

use super::Context;
use crate::document::{Document, Kind, Language, Unit};
use crate::finding::Report;

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    let english = |unit: &Unit| unit.language() == Some(Language::English);
    let own = |unit: &Unit| context.language == Language::English || !english(unit);
    let of_kind = |wanted: fn(Kind) -> bool| document.units().iter().position(|unit| wanted(unit.kind()) && own(unit));
    let Some(i) = of_kind(|kind| kind == Kind::Recommendation).or_else(|| of_kind(Kind::is_prose)) else { return };
    let unit = &document.units()[i];
    let shown = unit.label.as_ref().map(|label| label.span).or(unit.blocks.first().copied()).unwrap_or(unit.body);
    let span = document.locate(i, shown);
    match context.language {
        Language::English => report.occasion(span),
        Language::Other => {
            let message = match document.recommendations().any(|(_, unit)| english(unit)) {
                true => {
                    "Parts of the draft are not in English: only rules that need no language are held against them, \
                     such as those on numbering and brackets"
                }
                false => {
                    "The draft is not in English: only rules that need no language are held against it, \
                     such as those on numbering and brackets"
                }
            };
            report.find(span, message);
        }
    }
}
