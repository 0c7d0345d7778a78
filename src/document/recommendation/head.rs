//! How a subject begins where words of its own stand before who is asked: an article and adjectives before “State party”,
//! a word in “-ing” before a noun, “both”.
//!
//! Whom the lexicon knows, and what follows the subject, is the business of `subject` and `interposed`.

use super::classes::{
    NEVER_VERBS, is_adverb, is_modal, is_noun_place, is_participle, is_preposition, is_pronoun, is_relative,
    opens_qualifier,
};
use super::tokens::Token;
use crate::lexicon::Lexicon;

/// At most so many words stand between an article and “State party”.
const ADJECTIVES: usize = 5;

/// Nouns for those who can be asked to do something.
const ACTORS: [&str; 42] = [
    "States",
    "parties",
    "agencies",
    "airlines",
    "authorities",
    "banks",
    "bodies",
    "businesses",
    "carriers",
    "centres",
    "committees",
    "companies",
    "countries",
    "courts",
    "donors",
    "economies",
    "enterprises",
    "entities",
    "experts",
    "governments",
    "Governments",
    "groups",
    "institutions",
    "judges",
    "magistrates",
    "ministries",
    "nations",
    "networks",
    "officers",
    "offices",
    "officials",
    "operators",
    "organizations",
    "organs",
    "parliaments",
    "partners",
    "platforms",
    "prosecutors",
    "providers",
    "services",
    "teams",
    "units",
];

/// The token after `a requesting State party`, `at least one State party`: an article or a word like it makes it one,
/// however many adjectives follow.
pub(super) fn one_state_party(tokens: &[Token<'_>], i: usize) -> Option<usize> {
    const DETERMINERS: [&str; 14] =
        ["a", "an", "the", "one", "each", "any", "every", "no", "another", "that", "this", "either", "neither", "its"];
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let is = |at: usize, words: &[&str]| words.iter().any(|other| word(at).eq_ignore_ascii_case(other));
    let before = match () {
        () if is(i, &["at"]) && is(i + 1, &["least", "most"]) => 2,
        () => usize::from(is(i, &["only", "such", "even"])),
    };
    let first = i + before;
    if !is(first, &DETERMINERS) {
        return None;
    }
    let named = |at: &usize| word(*at) == "State" && is(at + 1, &["party"]);
    let head = (first + 1..=first + 1 + ADJECTIVES).find(named)?;
    let describes = |at: usize| {
        let word = word(at);
        let apart = is_modal(word) || is_relative(word) || is_pronoun(word) || is_preposition(word);
        let other = matches!(word, "and" | "States" | "to" | "be" | "is" | "are" | "has" | "have");
        word.starts_with(char::is_alphabetic) && !apart && !other
    };
    (first + 1..head).all(describes).then_some(head + 2)
}

/// Whether a sentence that begins as a clause may begin has its subject there, up to the phrase at token `i`:
/// `Training institutions should`, `Both the State of origin and that of destination should`.
pub(super) fn begins_subject(tokens: &[Token<'_>], i: usize, lexicon: &Lexicon) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text);
    // "Training officers, national authorities should" has its subject behind the comma
    let comma = (1..i).find(|&at| tokens[at].text == ",");
    if comma.is_some_and(|comma| !opens_qualifier(word(comma + 1)) && !is_relative(word(comma + 1))) {
        return false;
    }
    if word(0).eq_ignore_ascii_case("both") {
        return !is_preposition(word(1));
    }
    let object = NEVER_VERBS.contains(&word(1)) || is_noun_place(word(1)) || is_preposition(word(1));
    if !word(0).ends_with("ing") || object {
        return false;
    }
    // "Strengthening cooperation should remain" speaks of what is done
    let does = lexicon.phrases.base(&word(0).to_ascii_lowercase()).is_some();
    !does || (1..4.min(i)).any(|at| ACTORS.contains(&word(at)))
}

/// Whether the word at token `at` can be the subject of the phrase behind it: not in “that have not ratified it are”.
pub(super) fn is_own_subject(tokens: &[Token<'_>], at: usize, lexicon: &Lexicon) -> bool {
    let word = tokens[at].text;
    if !is_pronoun(word) {
        return false;
    }
    let before = (0..at).rev().map(|at| tokens[at].text).find(|word| !is_adverb(word)).unwrap_or("");
    // "whose law allows it"
    let third = before.strip_suffix('s').is_some_and(|base| lexicon.phrases.is_only_verb(base));
    let verb = third || is_participle(before) || lexicon.phrases.is_verb(before);
    let clause = matches!(before, "provided" | "given" | "granted" | "ensure" | "agreed" | "decided");
    !(matches!(word, "it" | "this" | "these") && ((verb && !clause) || before == "to" || is_preposition(before)))
}
