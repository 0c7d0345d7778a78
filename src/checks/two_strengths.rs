//! `two-strengths`: one recommendation that asks twice, with different strength.

use super::{Context, phrase};
use crate::document::{Operative, Unit};
use crate::finding::{Report, Safety};

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    let Some(first) = found.operative.as_ref().filter(|first| first.asks() && !found.open) else { return };
    report.occasion(first.span);
    let usual = phrase::usual(first, context.lexicon);
    for operative in found.operatives().skip(1) {
        // a later sentence is a matter of its own
        let item = unit.items.iter().any(|item| item.span.contains(operative.span));
        let differs = operative.strength != first.strength && operative.asks();
        let repeats = super::doubled_phrase::repeats(unit, found, operative).is_some();
        if !differs || repeats || !(item || found.sentence.contains(operative.span)) {
            continue;
        }
        let (one, other) = (phrase::quote(unit, first), phrase::quote(unit, operative));
        let message = format!("Two strengths in one recommendation, “{one}” and “{other}”: choose one");
        let finding = report.find(operative.span, message);
        finding.relate(first.span, format!("“{one}” stands here"));
        phrase::back(finding, context.corpus.practice(context.lexicon).adopted_with(usual));
        let sound = |operative: &Operative| operative.slip.is_none() && operative.doubled.is_none();
        let write = aligned(first, operative).filter(|_| sound(first) && sound(operative));
        let edits = |write| Some((phrase::replace(unit, operative, write, context.lexicon)?, write));
        if let Some((edits, write)) = write.as_deref().and_then(edits) {
            finding.fix_with(Safety::NeedsReview, format!("Write “{write}” here, too"), edits);
        }
    }
}

/// The phrase of `first` for `second`. What follows “consider” is no verb, so the word stays where it stands; `None` if
/// nothing else differs.
fn aligned(first: &Operative, second: &Operative) -> Option<String> {
    let base = first.words.strip_suffix(" consider").unwrap_or(&first.words);
    let write = match second.words.ends_with(" consider") {
        true => format!("{base} consider"),
        false => base.to_owned(),
    };
    (write != second.words && !second.words.ends_with(" continue") && !base.ends_with(" continue")).then_some(write)
}
