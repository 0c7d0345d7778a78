//! Infinitives that go on with the phrase of a sentence: “to share information, to protect victims and to train officials”.
//!
//! An infinitive inside what one of them asks (“to train officers to identify victims and to refer them”) makes it unclear
//! to which a later one belongs: that is said, and left to a person.

use crate::document::{Unit, is_adverb, opens_qualifier};
use crate::lexicon::Lexicon;
use crate::text::Span;

/// What follows an operative phrase in “to”.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Coordination {
    /// The verb of each further infinitive, in order; “to ” stands before it.
    pub verbs: Vec<Span>,
    /// The same, where words stand between “and” and “to”, or the whole in parentheses: “and, as appropriate, to”.
    pub apart: Vec<Span>,
    /// Whether there is one that may belong to something else.
    pub unclear: bool,
}

/// What stands before “to”.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// “and”, “or”, “as well as”.
    And,
    /// A semicolon.
    Semicolon,
    /// A comma, which joins in a series that goes on.
    Comma,
    /// “and, as appropriate,”, “and not”, “(and”.
    Apart,
    /// A comma that closes what nobody can be sure of.
    Unclear,
    /// Nothing that joins.
    None,
}

/// The infinitives in `measure` that its phrase goes on to.
pub(super) fn of(unit: &Unit, measure: Span, lexicon: &Lexicon) -> Coordination {
    const TO: &str = " to ";
    let text = unit.text(measure);
    let mut found = Coordination::default();
    // an infinitive inside an action, and “to” before a noun
    let (mut inner, mut preposition) = (false, false);
    let places: Vec<usize> = memchr::memmem::find_iter(text.as_bytes(), TO).collect();
    let mut links: Vec<Link> = places.iter().map(|at| link(&text[..*at])).collect();
    // a comma joins what a later “and” joins
    let mut later = Link::None;
    for link in links.iter_mut().rev() {
        match link {
            Link::And | Link::Apart => later = *link,
            Link::Comma => *link = later,
            _ => {}
        }
    }
    for (at, link) in places.into_iter().zip(links) {
        let start = at + TO.len();
        let word = text[start..].split([' ', ',', '.', ';', ':']).next().unwrap_or("");
        let span = Span::new(measure.start + start, measure.start + start + word.len());
        if unit.is_quoted(span) {
            continue;
        }
        let verb = lexicon.phrases.is_verb(word);
        match link {
            Link::None | Link::Comma => {
                inner |= verb;
                preposition |= !verb;
            }
            // "to victims and to witnesses"; "and to plant" may be an action that the lexicon does not know
            _ if !verb => found.unclear |= !preposition && !inner && may_be_verb(word),
            Link::Unclear => found.unclear = true,
            _ if inner => found.unclear = true,
            Link::Apart => found.apart.push(span),
            Link::And | Link::Semicolon => found.verbs.push(span),
        }
    }
    found
}

/// How the words before “to” join it to an infinitive before.
fn link(before: &str) -> Link {
    const ANDS: [&str; 3] = [" and", " or", " as well as"];
    let joins = |text: &str| ANDS.iter().any(|link| text.ends_with(link));
    let opens = |text: &str| ["(and", "(or"].iter().any(|link| text.ends_with(link));
    if before.ends_with(';') {
        return Link::Semicolon;
    }
    if joins(before) {
        return Link::And;
    }
    let mut words = before;
    while let Some((rest, _)) = words.rsplit_once(' ').filter(|(_, word)| is_adverb(word)) {
        words = rest;
    }
    if joins(words) || opens(words) {
        return Link::Apart;
    }
    let Some(set_off) = before.strip_suffix(',') else { return Link::None };
    let open = |link: &&str| Some(set_off.rfind(&format!("{link}, "))? + link.len() + ", ".len());
    let Some(at) = ANDS.iter().filter_map(open).max() else { return Link::Comma };
    let between = &set_off[at..];
    let first = between.split(' ').next().unwrap_or("");
    match between.contains([',', ';', ':', '.', '(']) {
        // "and, where necessary, amend them, to protect"
        true => Link::Unclear,
        false if opens_qualifier(first) || is_adverb(first) => Link::Apart,
        false => Link::Unclear,
    }
}

/// Whether a word after “to” may be a verb, by its form.
fn may_be_verb(word: &str) -> bool {
    const OTHER: [&str; 11] = ["the", "a", "an", "their", "its", "all", "any", "other", "those", "such", "which"];
    let bent = word.ends_with("ing") || word.ends_with("ed") || (word.ends_with('s') && !word.ends_with("ss"));
    word.starts_with(|c: char| c.is_ascii_lowercase()) && !OTHER.contains(&word) && !bent
}
