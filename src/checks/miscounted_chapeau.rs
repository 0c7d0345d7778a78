//! `miscounted-chapeau`: "the following recommendations" over one recommendation, "the following recommendation" over
//! several.

use super::Context;
use crate::document::{Document, Kind, Numbering, Style, Unit};
use crate::finding::{Report, Safety};
use crate::text::Span;

pub(super) fn check(document: &Document, _: &Context<'_>, report: &mut Report<'_>) {
    for (i, unit) in document.units_that(|unit| unit.kind() == Kind::Chapeau) {
        let Some((noun, plural)) = announced(unit) else { continue };
        let span = document.locate(i, noun);
        match (count(document, i), plural) {
            (0, _) => {}
            (1, true) => {
                report
                    .find(
                        span,
                        "One recommendation follows; adopted texts write “the following recommendation” over one",
                    )
                    .fix(Safety::Safe, "Write “recommendation”", span, unit.text(noun).trim_end_matches('s'));
            }
            (several, false) if several > 1 => {
                let message = format!("{several} recommendations follow; “the following recommendation” announces one");
                report.find(span, message).fix(Safety::Safe, "Write “recommendations”", Span::at(span.end), "s");
            }
            _ => report.occasion(span),
        }
    }
}

/// The noun of "the following recommendations" or "the recommendations set out below", and whether it is a plural.
fn announced(unit: &Unit) -> Option<(Span, bool)> {
    let text = unit.reading();
    let found = text.match_indices("recommendation").find_map(|(at, word)| {
        let end = at + word.len();
        let plural = text[end..].starts_with('s');
        let end = end + usize::from(plural);
        let before = &text[..at];
        let follows = ["the following ", "The following ", "the following draft ", "the following proposed "]
            .iter()
            .any(|words| before.ends_with(words));
        let below = [" set out below", " provided below", " presented below", " listed below", " reproduced below"]
            .iter()
            .any(|words| text[end..].starts_with(words));
        let bare = !text[end..].starts_with(|c: char| c.is_alphanumeric());
        (bare && (follows || (below && before.ends_with("the ")))).then_some((Span::new(at, end), plural))
    });
    found.filter(|(span, _)| !unit.is_quoted(*span))
}

/// Whether a numbered paragraph stands among recommendations that are numbered paragraphs, whatever it says.
fn is_listed(unit: &Unit, style: Style) -> bool {
    !matches!(style, Style::Headed | Style::Quoted)
        && unit.label.as_ref().is_some_and(|label| label.numbering == Numbering::Paragraph)
}

/// How many recommendations follow chapeau `i`: to the end of its section, or of its chapter if it stands before the
/// sections, or to the next chapeau.
fn count(document: &Document, i: usize) -> usize {
    let unit = &document.units()[i];
    let over_sections = unit.place().section == 0;
    let style = document.style();
    document.units()[i + 1..]
        .iter()
        .take_while(|next| match next.kind() {
            Kind::Chapter | Kind::Annex => false,
            Kind::Section | Kind::Title => over_sections,
            Kind::Chapeau => over_sections || next.place().section != unit.place().section,
            _ => true,
        })
        .filter(|next| next.recommendation.is_some() || is_listed(next, style))
        .count()
}
