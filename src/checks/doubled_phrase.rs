//! `doubled-phrase`: two operative phrases run together, as in “should are invited to”.

use super::{Context, phrase};
use crate::document::{Item, Operative, Recommendation, Unit};
use crate::finding::{Report, Safety};
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    if found.open {
        return;
    }
    for operative in found.operatives() {
        let Some(joint) = &operative.doubled else {
            repeated_in_item(unit, found, operative, report);
            continue;
        };
        let whole = Span::new(joint.first.start, joint.second.end);
        let (first, second) = (unit.text(joint.first), unit.text(joint.second));
        if first == second {
            // "should should" is a doubled word
            continue;
        }
        let choice = match is_bare(first) {
            true => format!("keep “{second}”"),
            false => format!("keep “{first}” or “{second}”"),
        };
        let message = format!("“{}” is two operative phrases in one: {choice}", unit.text(whole));
        let finding = report.find(whole, message);
        let practice = context.corpus.practice(context.lexicon);
        let denied =
            Span::new(joint.first.end, joint.second.start).of(unit.reading()).split(' ').any(|word| word == "not");
        for keep in [first, second].into_iter().filter(|keep| !is_bare(keep)) {
            let phrase = keep.replacen("is ", "are ", 1);
            phrase::back(finding, practice.adopted_with(&phrase).take(2));
            let write = if denied { deny(keep) } else { keep.to_owned() };
            finding.fix(Safety::NeedsReview, format!("Keep “{write}”"), whole, write);
        }
    }
}

/// Whether the phrase is a verb that asks nobody by itself: `are` in “are should”.
fn is_bare(phrase: &str) -> bool {
    matches!(phrase, "are" | "is" | "were" | "was")
}

/// “should not” for “should”, “are encouraged not to” for “are encouraged to”.
fn deny(phrase: &str) -> String {
    match phrase.strip_suffix(" to") {
        Some(asks) => format!("{asks} not to"),
        None => format!("{phrase} not"),
    }
}

/// The item that `operative` begins, after a phrase that leads the list.
pub(super) fn repeats<'a>(unit: &'a Unit, found: &Recommendation, operative: &Operative) -> Option<&'a Item> {
    let first = found.operative.as_ref()?;
    let item = unit.items.iter().find(|item| item.span.start == operative.span.start)?;
    let leads = found.measure.is_none_or(|measure| unit.text(measure).trim_matches([' ', ':']).is_empty());
    (leads && found.sentence.contains(first.span) && first.span.end <= item.marker_span.start).then_some(item)
}

/// `should:` before the list, and `(a) Should` in it.
fn repeated_in_item(unit: &Unit, found: &Recommendation, operative: &Operative, report: &mut Report<'_>) {
    let (Some(first), Some(item)) = (&found.operative, repeats(unit, found, operative)) else {
        report.occasion(operative.span);
        return;
    };
    let phrase = unit.text(operative.span);
    let message =
        format!("“{phrase}” is a second operative phrase after “{}”, which leads the list", unit.text(first.span));
    let after = unit.text(Span::new(operative.span.end, item.span.end));
    let words = after.trim_start();
    let finding = report.find(operative.span, message);
    if let Some(letter) = words.chars().next().filter(char::is_ascii_lowercase) {
        let end = operative.span.end + after.len() - words.len() + 1;
        let start = Span::new(operative.span.start, end);
        let letter = match phrase.starts_with(char::is_uppercase) {
            true => letter.to_ascii_uppercase(),
            false => letter,
        };
        finding.fix(Safety::NeedsReview, "Begin the item with its verb", start, letter);
    }
}
