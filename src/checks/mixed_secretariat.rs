//! `mixed-secretariat`: "the Secretariat" and "the secretariat" in one draft. Which of the two is a matter of the year;
//! "prepared by the Secretariat" keeps its capital in all of them.

use super::Context;
use crate::document::Document;
use crate::finding::Report;
use crate::text::Span;

/// The word without the letter that may be a capital.
const WORD: &str = "ecretariat";

pub(super) fn check(document: &Document, _: &Context<'_>, report: &mut Report<'_>) {
    let mut first: Option<(Span, bool)> = None;
    let naming = document.units_that(|unit| unit.kind().is_prose() && unit.reading().contains(WORD));
    for (i, unit) in naming {
        let text = unit.reading();
        for (at, _) in text.match_indices(WORD) {
            let Some(before) = text[..at].strip_suffix("the S").or_else(|| text[..at].strip_suffix("the s")) else {
                continue;
            };
            let span = Span::new(at - 1, at + WORD.len());
            let named = ["by ", "By ", "United Nations "].iter().any(|word| before.ends_with(word))
                || [" of", " against", "s"].iter().any(|word| text[span.end..].starts_with(word));
            if named || unit.is_quoted(span) {
                continue;
            }
            let capital = text[..at].ends_with('S');
            let place = document.locate(i, span);
            match first {
                None => {
                    report.occasion(place);
                    first = Some((place, capital));
                }
                Some((other, form)) if form != capital => {
                    let (here, there) =
                        if capital { ("Secretariat", "secretariat") } else { ("secretariat", "Secretariat") };
                    let message = format!("“{here}” here, “{there}” before: one draft keeps to one of them");
                    report.find(place, message).relate(other, format!("“{there}”"));
                    return;
                }
                Some(_) => report.occasion(place),
            }
        }
    }
}
