//! `stray-comma`: a comma that parts what belongs together: a subject from its verb ("The observer States, were"), a
//! noun from its preposition ("provisions, on witness protection"), a verb from its object or its clause ("should
//! develop, the plans", "ensure, that"), "the" from its noun.
//!
//! Only forms that adopted texts never have; a phrase between two commas is right.

use super::Context;
use crate::document::Unit;
use crate::finding::{Report, Safety};
use crate::lexicon::Phrases;
use crate::text::Span;

/// Words that begin a sentence with its subject.
const SUBJECTS: [&str; 15] = [
    "The", "These", "Those", "All", "Each", "Some", "Several", "Many", "Most", "Both", "Other", "National", "States",
    "Member", "UNODC",
];
const VERBS: [&str; 12] = ["was", "were", "is", "are", "has", "have", "shall", "should", "will", "must", "can", "may"];
/// Subjects of a condition: ", should they so wish".
const CONDITIONS: [&str; 11] = ["they", "it", "he", "she", "the", "a", "any", "such", "there", "this", "these"];
/// Verbs whose clause begins with "that".
const CLAUSES: [&str; 24] = [
    "ensure",
    "ensures",
    "ensuring",
    "ensured",
    "note",
    "notes",
    "noting",
    "noted",
    "recommend",
    "recommends",
    "recommended",
    "requests",
    "requested",
    "emphasizes",
    "emphasized",
    "emphasizing",
    "stressed",
    "stressing",
    "recalled",
    "recalling",
    "reaffirmed",
    "reaffirming",
    "recognized",
    "recognizing",
];
const MODALS: [&str; 3] = ["should", "shall", "must"];
const INVITES: [&str; 4] = ["encouraged", "urged", "invited", "upon"];

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if !unit.kind().is_prose() {
        return;
    }
    let text = unit.reading();
    for &sentence in &unit.sentences {
        if unit.recommendation.is_some() {
            report.occasion(sentence);
        }
        let slice = sentence.of(text);
        for at in memchr::memchr_iter(b',', slice.as_bytes()) {
            let span = Span::new(sentence.start + at, sentence.start + at + 1);
            let (before, after) = (&slice[..at], &slice[at + 1..]);
            let stray = is_stray(before, after)
                || parts_phrase(before, after, &context.lexicon.phrases)
                || closes_relative(unit, span);
            if !stray || unit.is_quoted(span) || closes_qualifier(unit, span) {
                continue;
            }
            let from = slice[..at].rfind([' ', '\n']).map_or(0, |space| space + 1);
            let next = slice[at + 1..].trim_start().split([' ', '\n', ',', '.', ';']).next().unwrap_or("");
            let quote = format!("{}, {next}", &slice[from..at]);
            report.find(span, format!("The comma in “{quote}” parts what belongs together")).fix(
                Safety::NeedsReview,
                "Delete the comma",
                span,
                "",
            );
        }
    }
}

/// Whether the comma closes a qualifier that lacks its first one: that is a matter of `unbalanced-qualifier`.
fn closes_qualifier(unit: &Unit, comma: Span) -> bool {
    let Some(found) = unit.recommendation.as_deref() else { return false };
    found.missing_comma.is_some() && found.qualifier.is_some_and(|qualifier| qualifier.end == comma.start)
}

/// Whether the comma closes a clause with “that”, which no comma opens: “States parties that have not done so, should”.
fn closes_relative(unit: &Unit, comma: Span) -> bool {
    let Some(found) = unit.recommendation.as_deref() else { return false };
    let Some(qualifier) = found.qualifier.filter(|qualifier| qualifier.end == comma.start) else { return false };
    let words = unit.text(qualifier);
    let opened = unit.reading()[..qualifier.start].trim_end().ends_with(',');
    words.starts_with("that ") && !words.contains(',') && !opened
}

/// Whether the comma parts an operative phrase or the phrase from its verb: “are encouraged, to adopt”, “should, adopt”.
fn parts_phrase(before: &str, after: &str, phrases: &Phrases) -> bool {
    let mut later = after.trim_start().split([' ', '\n', ',', '.', ';']);
    let (next, beyond) = (later.next().unwrap_or(""), later.next().unwrap_or(""));
    let mut earlier = before.rsplit([' ', '\n']);
    let (word, second) = (earlier.next().unwrap_or(""), earlier.next().unwrap_or(""));
    match next {
        // "are encouraged, and organizations are invited, to appoint"
        "to" if INVITES.iter().any(|word| before.contains(&format!("{word}, "))) => false,
        "to" => {
            let verb = phrases.is_only_verb(beyond) || (phrases.is_verb(beyond) && !after.contains(", to "));
            INVITES.contains(&word) && matches!(second, "are" | "is" | "called") && verb
        }
        // "should, step by step, act"
        _ if matches!(beyond, "by" | "permitting") => false,
        _ if word == "to" => INVITES.contains(&second) && phrases.is_verb(next),
        _ => MODALS.contains(&word) && phrases.is_verb(next),
    }
}

/// Whether the comma between these parts of a sentence parts what belongs together.
fn is_stray(before: &str, after: &str) -> bool {
    let Some(after) = after.strip_prefix(' ') else { return false };
    let mut earlier = before.rsplit([' ', '\n']);
    let (word, second, third) =
        (earlier.next().unwrap_or(""), earlier.next().unwrap_or(""), earlier.next().unwrap_or(""));
    let mut later = after.split([' ', '\n']);
    let (next, beyond) = (later.next().unwrap_or(""), later.next().unwrap_or(""));
    if VERBS.contains(&next) {
        return !CONDITIONS.contains(&beyond) && is_subject(before);
    }
    let interposed = || {
        let mut marks = after.bytes().take(80).filter(|b| matches!(b, b',' | b'.' | b';' | b':' | b'\n'));
        marks.next() == Some(b',')
    };
    match word {
        "provisions" | "legislation" | "guidelines" => {
            const LEADS: [&str; 8] = ["including", "of", "the", "their", "its", "relevant", "legal", "specific"];
            const VERBS: [&str; 6] = ["adopt", "enact", "develop", "introduce", "include", "strengthen"];
            const FREE: [&str; 8] = ["an", "which", "whom", "behalf", "request", "course", "example", "instance"];
            // "on the basis of", "on the one hand", "of the view that"
            const PHRASES: [&str; 10] =
                ["basis", "one", "other", "part", "occasion", "grounds", "ground", "understanding", "advice", "view"];
            let preposition = matches!(next, "on" | "of" | "for" | "regarding" | "concerning" | "relating");
            let noun = later.next().unwrap_or("");
            let adds = FREE.contains(&beyond) || (beyond == "the" && (PHRASES.contains(&noun) || interposed()));
            preposition && (LEADS.contains(&second) || VERBS.contains(&second)) && !adds
        }
        "the" | "their" | "its" | "an" | "every" => !interposed() && next.starts_with(|c: char| c.is_ascii_lowercase()),
        _ if next == "that" => CLAUSES.contains(&word),
        _ if matches!(next, "the" | "their" | "its" | "an" | "all" | "any") => {
            let asked = MODALS.contains(&second) || (second == "to" && INVITES.contains(&third));
            asked && !interposed() && word.bytes().all(|b| b.is_ascii_lowercase())
        }
        _ => false,
    }
}

/// Whether a sentence up to its first comma is nothing but a subject.
fn is_subject(before: &str) -> bool {
    let first = before.split(' ').next().unwrap_or("");
    let plain = !before.contains([',', ';', ':', '(', ')', '“', '”', '–', '—', '\n']);
    let verb = || before.split(' ').any(|word| VERBS.contains(&word));
    plain && before.len() < 130 && SUBJECTS.contains(&first) && before.ends_with(|c: char| c.is_alphabetic()) && !verb()
}
