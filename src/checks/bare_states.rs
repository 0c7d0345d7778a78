//! `bare-states`: “States” as addressee, where nearly all adopted recommendations have “States parties”.

use super::{Context, phrase};
use crate::document::{Recommendation, Unit};
use crate::finding::{Report, Safety};
use crate::text::Span;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    for addressee in &found.addressees {
        match addressee.name.as_deref() {
            Some("States parties") => report.occasion(addressee.span),
            // "States of destination" and "States that have not done so" may well be all States
            Some("States") if stands_alone(unit, found, addressee.span) => {
                let message = "“States” asks all States; adopted recommendations ask “States parties”";
                let finding = report.find(addressee.span, message);
                finding.fix(Safety::NeedsReview, "Address “States parties”", addressee.span, "States parties");
            }
            _ => {}
        }
    }
}

/// Whether no word says which States, and the phrase, a comma or a further addressee follows at once.
fn stands_alone(unit: &Unit, found: &Recommendation, span: Span) -> bool {
    let end = span.end;
    let rest = &unit.reading()[end..];
    // "its member States", "participating States"
    let before = unit.reading()[..span.start].trim_end();
    let word = before.rsplit([' ', '\n']).next().unwrap_or("");
    if matches!(word, "member" | "other" | "third") || word.ends_with("ing") || word.ends_with("ed") {
        return false;
    }
    let phrase = found.operative.as_ref().is_some_and(|operative| operative.span.start <= end + 1);
    phrase || [",", " and ", " or "].iter().any(|next| rest.starts_with(next))
}
