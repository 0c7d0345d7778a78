//! What is said of a recommendation in place of its text or above it: what became of it, what somebody thinks of it.

use super::{heading, lines};
use crate::lexicon::Number;

/// The number of a recommendation of which the line says what became of it, or what somebody thinks of it, and does not
/// give the text: `Recommendation 3: no comment.`
pub(super) fn remarked(line: &str) -> Option<Number> {
    let (number, tail) = heading::labelled(line)?;
    let outcome = tail.trim_start_matches([']', ' ', ':', '.', ')', '–', '—', '-', '*', '(', '[']);
    (heading::is_separated(&tail) && is_outcome(outcome)).then_some(number)
}

/// The same, or of which it says anything else behind a colon: `Recommendation 3: the text of Chile is better.`
pub(super) fn discussed(line: &str) -> Option<Number> {
    let (number, tail) = heading::labelled(line)?;
    let words = tail.strip_prefix(':').map(|words| words.trim_start_matches([' ', '*', '(', '[']));
    let said = words.is_some_and(|words| words.starts_with(char::is_lowercase));
    if said { Some(number) } else { remarked(line) }
}

/// Whether the words behind a number say what became of the text, or what somebody thinks of it: `no comment`,
/// `withdrawn by Peru`, `merged with recommendation 2`.
pub(super) fn is_outcome(words: &str) -> bool {
    const LONGEST: usize = 80;
    /// They stand alone: "Support victims" is a measure.
    const WHOLE: [&str; 17] = [
        "accept", "as is", "closed", "delete", "fine", "keep", "merge", "n/a", "none", "ok", "okay", "open", "remove",
        "reserve", "retain", "support", "tbc",
    ];
    /// They stand alone, or say who did it and to what: "Supported employment" is a title.
    #[rustfmt::skip]
    const DONE: [&str; 16] = [
        "accepted", "deleted", "dropped", "merged", "moved", "pending", "postponed", "rejected", "removed", "replaced",
        "reserved", "retained", "supported", "tbd", "unchanged", "withdrawn",
    ];
    const LINKS: [&str; 10] = [" by ", " with ", " to ", " into ", " in ", " from ", " (", " –", ",", ";"];
    #[rustfmt::skip]
    const OPENERS: [&str; 17] = [
        "as it stands", "idem", "no change", "no changes", "no comment", "no comments", "no objection", "no objections",
        "no reservation", "no reservations", "see", "to be", "under consideration", "under discussion", "we agree",
        "we have no", "we support",
    ];
    let lower = words.trim_matches(['*', '_', '(', '[', ']', ')', '.', ' ']).to_lowercase();
    let after = |opener: &&str| lower.strip_prefix(*opener);
    let whole = || WHOLE.contains(&lower.as_str());
    let done = || {
        let mut rests = DONE.iter().filter_map(after);
        rests.any(|rest| rest.is_empty() || LINKS.iter().any(|link| rest.starts_with(link)))
    };
    let opens = || {
        let mut rests = OPENERS.iter().filter_map(after);
        rests.any(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    };
    words.len() < LONGEST && (whole() || ((done() || opens()) && !heading::asks(words)))
}

/// Whether a line says nothing but what became of the text below it: `Agreed ad ref.`, `[Pending]`.
pub(super) fn is_verdict(line: &str) -> bool {
    const WORDS: [&str; 8] = [
        "agreed",
        "agreed ad ref",
        "agreed ad referendum",
        "ad ref",
        "ad referendum",
        "agreed in principle",
        "not agreed",
        "pending",
    ];
    let words = line.trim_matches(|c: char| lines::is_space(c) || matches!(c, '[' | ']' | '(' | ')' | '*' | '_' | '.'));
    WORDS.iter().any(|word| words.eq_ignore_ascii_case(word))
}
