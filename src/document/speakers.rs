//! Whose text stands below: a line of its own that names a delegation right above the first of its recommendations.
//!
//! Only where numbers begin again at 1 does such a line begin a text; elsewhere it may say who stands behind the text
//! above it.

use super::heading;
use super::lines::{self, Look};
use super::scan::Scanner;
use crate::lexicon::Delegations;
use crate::text::Span;

/// Whether `line`, after which the next one begins at `next`, presents a text of its own: `Proposal by Chile`, `Norway:`,
/// above `Recommendation 1`.
pub(super) fn presents(scan: &Scanner<'_>, line: Span, next: usize) -> bool {
    const LONGEST: usize = 120;
    const VERBS: [&str; 8] = ["should", "shall", "are", "is", "must", "were", "was", "will"];
    let words = lines::trim(line.of(scan.text));
    let whole = words.len() <= LONGEST && !words.is_empty() && !words.ends_with(['.', ';', ',']);
    whole
        && begins_at_one(scan, next)
        && !words.split(lines::is_space).any(|word| VERBS.contains(&word))
        && names_speaker(words, &scan.lexicon().delegations)
}

/// Whether a text, the line of a heading or one above a text, says who speaks.
pub fn names_speaker(words: &str, delegations: &Delegations) -> bool {
    let delegation = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        matches!(word.as_str(), "delegation" | "delegations")
    };
    words.split(lines::is_space).any(delegation) || delegations.speak_in(words)
}

/// Whether the next line with words, from `at` on, carries the first number of a series of recommendations.
fn begins_at_one(scan: &Scanner<'_>, mut at: usize) -> bool {
    while at < scan.text.len() {
        let line = scan.line(at);
        match lines::look(scan.text, line.content) {
            Look::Blank => at = line.next,
            Look::Recommendation(mark) => return mark.number.value == 1,
            Look::Numbered(mark) => return mark.number.value == 1 && heading::starts_body(mark.rest.of(scan.text)),
            _ => return false,
        }
    }
    false
}
