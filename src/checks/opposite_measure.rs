//! `opposite-measure`: what was adopted before, denied or turned round in much the same words: “should not impose” for
//! “should impose”, “reduce the exchange of information” for “improve the exchange of information”.

use super::Context;
use super::earlier::{Same, offer_instead, trimmed};
use super::likeness::swapped;
use crate::corpus::similarity::Tier;
use crate::document::Unit;
use crate::document::reversal::Reversal;
use crate::finding::{Report, Severity};

/// How many adopted recommendations are looked at: the opposite of one may be more like another.
const LOOKED_AT: usize = 3;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let mut near = Same::nearest(unit, context, LOOKED_AT);
    near.retain(|same| same.found.tier >= Tier::Overlap);
    let body = trimmed(unit);
    let text = unit.text(body);
    let Some((same, found)) = near.iter().find_map(|same| Some((same, same.reversal(unit)?))) else {
        if let Some(same) = near.first() {
            report.occasion(same.now.operative.as_ref().map_or(body, |phrase| phrase.span));
        }
        return;
    };
    let Reversal { old, new } = found;
    let plain = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let [new_words, old_words] = [new.of(text), old.of(&same.earlier.text)].map(plain);
    let message =
        format!("Asks for the opposite of {} (adopted): “{new_words}” where it says “{old_words}”", same.cited());
    let finding = report.find(new.shifted(body.start), message);
    let finding = finding.precedent(&*same.earlier.name, Some(same.found.likeness()));
    // what repeats the rest word by word has hardly turned round by chance
    let part = same.part(unit);
    let explanation = same.explained(unit);
    let mut others = swapped(&explanation, text, &part.text).filter(|(_, there)| !there.overlaps(new));
    let loudest = match same.found.tier == Tier::Duplicate && others.next().is_none() {
        true => Severity::Warning,
        false => Severity::Information,
    };
    finding.at(loudest.min(finding.severity));
    offer_instead(finding, unit, same.earlier, context);
}
