//! Another verb before the same object: “evaluating toolkits” for “developing toolkits” is another measure, however alike
//! the rest is. No rule lives here; what repeats is judged with it.

use super::earlier::trimmed;
use super::phrase;
use crate::corpus::similarity::{Explanation, Piece, are_synonyms};
use crate::document::Unit;
use crate::lexicon::Lexicon;
use crate::text::Span;

/// Verbs that ask to have or to do what stands behind them, whatever it is: “provide training” and “ensure training” are
/// no two measures.
#[rustfmt::skip]
const ANYTHING: [&str; 30] = [
    "adopt", "build", "carry", "conduct", "continue", "create", "deliver", "develop", "enable", "enhance",
    "ensure", "establish", "expand", "facilitate", "foster", "give", "hold", "implement", "improve", "increase",
    "introduce", "make", "offer", "organize", "promote", "provide", "strengthen", "support", "take",
    "undertake",
];

/// Words between an operative phrase and its verb: “should, as appropriate, jointly develop”.
const NEAR: usize = 4;

/// Whether a unit does something else than an earlier text with what both speak of next: its verb stands in the place of
/// another, and neither means the other.
pub(super) fn stands(unit: &Unit, explanation: &Explanation, earlier: &str, lexicon: &Lexicon) -> bool {
    let text = unit.text(trimmed(unit));
    let Some(verb) = verb(unit, lexicon) else { return false };
    explanation.pieces.windows(3).any(|pieces| {
        let [Piece::Dropped(old), Piece::Added(new), Piece::Same { .. }] = *pieces else { return false };
        new.contains(verb) && do_other(new.of(text), old.of(earlier), lexicon)
    })
}

/// The verb of what a unit asks for, in its text.
fn verb(unit: &Unit, lexicon: &Lexicon) -> Option<Span> {
    let operative = phrase::of(unit)?.operative.as_ref()?;
    let body = trimmed(unit);
    let text = unit.text(body);
    let mut at = operative.span.end.checked_sub(body.start)?;
    for word in text.get(at..)?.split(' ').take(NEAR + 1) {
        let bare = word.trim_end_matches([',', ':']);
        if lexicon.phrases.base(bare).is_some() {
            return Some(Span::new(at, at + bare.len()));
        }
        at += word.len() + 1;
    }
    None
}

/// Whether the verbs among some words mean something else than those in whose place they stand.
fn do_other(new: &str, old: &str, lexicon: &Lexicon) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|char: char| !char.is_alphanumeric()).filter(|word| word.len() > 2).map(str::to_lowercase).collect()
    };
    // “consider developing” and “develop” differ in strength alone
    let verb = |word: &String| lexicon.phrases.base(word).filter(|base| base != "consider");
    let (new, old) = (words(new), words(old));
    let does: Vec<String> = new.iter().filter_map(verb).collect();
    let did: Vec<String> = old.iter().filter_map(verb).collect();
    let anything = |verbs: &[String]| verbs.iter().any(|verb| ANYTHING.contains(&verb.as_str()));
    let alike = does.iter().any(|verb| old.iter().any(|word| are_synonyms(verb, word)))
        || did.iter().any(|verb| new.iter().any(|word| are_synonyms(verb, word)));
    let unclear = does.is_empty() || did.is_empty() || (anything(&does) && anything(&did));
    !unclear && !alike
}
