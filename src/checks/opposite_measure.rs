//! `opposite-measure`: what was adopted before, denied or turned round in much the same words: “should not impose” for
//! “should impose”, “reduce the exchange of information” for “improve the exchange of information”.

use std::collections::BTreeSet;

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
    let alike = begin_alike(&text[..new.start], &same.earlier.text[..old.start]);
    let loudest = match same.found.tier == Tier::Duplicate && others.next().is_none() && alike {
        true => Severity::Warning,
        false => Severity::Information,
    };
    finding.at(loudest.min(finding.severity));
    offer_instead(finding, unit, same.earlier, context);
}

/// Whether two texts say the same up to what is turned round: “share information on what increases demand” is no opposite
/// of “share information on good practices in reducing demand”.
fn begin_alike(new: &str, old: &str) -> bool {
    /// Letters that the forms of a word have in common.
    const STEM: usize = 5;
    #[rustfmt::skip]
    const FORMULA: [&str; 10] = [
        "states", "parties", "should", "encouraged", "urged", "consider", "invited", "called", "upon", "requested",
    ];
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        let words = words.filter(|word| word.len() > 3 && !FORMULA.contains(&word.as_str()));
        words.map(|word| word.chars().take(STEM).collect()).collect()
    };
    words(new).symmetric_difference(&words(old)).count() <= 1
}
