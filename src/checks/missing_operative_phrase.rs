//! `missing-operative-phrase`: somebody is named, but not asked.

use super::{Context, phrase};
use crate::document::Unit;
use crate::finding::{Report, Safety};
use crate::text::{Edit, Span};

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    let Some(addressee) = found.addressee else { return };
    if let Some(operative) = &found.operative {
        report.occasion(operative.span);
        return;
    }
    let rest = phrase::rest(unit, found, addressee.end);
    // "States parties encourages" and "The Working Group recommend" are matters of number
    let number = super::verb_number::third_person(rest, context.lexicon).is_some()
        || super::verb_number::plural_act(unit.text(addressee), rest, context.lexicon).is_some();
    if found.open || number {
        return;
    }
    let start = addressee.end + rest.len() - rest.trim_start().len();
    let word = rest.trim_start().split([' ', ',', '.', ';', ':']).next().unwrap_or("");
    let span = if word.is_empty() { addressee } else { Span::new(start, start + word.len()) };
    let message = format!(
        "No operative phrase after “{}”: adopted recommendations say how strongly they ask, as in “are encouraged to”",
        unit.text(addressee)
    );
    let singular = phrase::singular(unit, found, context.lexicon);
    let finding = report.find(span, message);
    phrase::back(finding, context.corpus.practice(context.lexicon).adopted_with("are encouraged to"));
    // "do not detain" is no infinitive
    let infinitive = context.lexicon.phrases.is_verb(word) && !rest.trim_start().starts_with("do not ");
    if let (Some(singular), true) = (singular, infinitive) {
        let words = if singular { "is encouraged to" } else { "are encouraged to" };
        let insert = Edit::insert(addressee.end, format!(" {words}"));
        finding.fix_with(Safety::NeedsReview, format!("Insert “{words}”"), vec![insert]);
    }
}
