//! Infinitives that go on with the phrase of a sentence: “to share information, to protect victims and to train officials”.
//!
//! An infinitive inside what one of them asks (“to train officers to identify victims and to refer them”) makes it unclear
//! to which a later one belongs: that is said, and left to a person.

use crate::document::Unit;
use crate::lexicon::Lexicon;
use crate::text::Span;

/// What follows an operative phrase in “to”.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Coordination {
    /// The verb of each further infinitive, in order; “to ” stands before it.
    pub verbs: Vec<Span>,
    /// Whether there is one that may belong to something else.
    pub unclear: bool,
}

/// The infinitives in `measure` that its phrase goes on to.
pub(super) fn of(unit: &Unit, measure: Span, lexicon: &Lexicon) -> Coordination {
    const TO: &str = " to ";
    let text = unit.text(measure);
    let mut found = Coordination::default();
    // an infinitive inside an action, and “to” before a noun
    let (mut inner, mut preposition) = (false, false);
    for at in memchr::memmem::find_iter(text.as_bytes(), TO) {
        let start = at + TO.len();
        let word = text[start..].split([' ', ',', '.', ';', ':']).next().unwrap_or("");
        let span = Span::new(measure.start + start, measure.start + start + word.len());
        if unit.is_quoted(span) {
            continue;
        }
        let verb = lexicon.phrases.is_verb(word);
        match link(&text[..at], &text[start..]) {
            true if verb && inner => found.unclear = true,
            true if verb => found.verbs.push(span),
            // "to victims and to witnesses"; "and to plant" may be an action that the lexicon does not know
            true => found.unclear |= !preposition && !inner && may_be_verb(word),
            false => {
                inner |= verb;
                preposition |= !verb;
            }
        }
    }
    found
}

/// Whether the words before “to” join it to an infinitive before; a comma does so in a series that goes on.
fn link(before: &str, after: &str) -> bool {
    let goes_on = || [" and to ", " or to ", " as well as to "].iter().any(|link| after.contains(link));
    let links = [" and", " or", " as well as", ";"];
    links.iter().any(|link| before.ends_with(link)) || (before.ends_with(',') && goes_on())
}

/// Whether a word after “to” may be a verb, by its form.
fn may_be_verb(word: &str) -> bool {
    const OTHER: [&str; 11] = ["the", "a", "an", "their", "its", "all", "any", "other", "those", "such", "which"];
    let bent = word.ends_with("ing") || word.ends_with("ed") || (word.ends_with('s') && !word.ends_with("ss"));
    word.starts_with(|c: char| c.is_ascii_lowercase()) && !OTHER.contains(&word) && !bent
}
