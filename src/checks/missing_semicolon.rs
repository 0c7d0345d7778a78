//! `missing-semicolon`: two items of a run-in list without marks that have run together: "defining …; focusing on the
//! means used rather than on the victim developing guidelines; and paying …".
//!
//! Only lists of gerunds after a colon, and only gerunds that begin what is asked.

use super::Context;
use crate::document::Unit;
use crate::finding::{Report, Safety};
use crate::text::Span;

/// Gerunds that items begin with.
const GERUNDS: [&str; 19] = [
    "developing",
    "establishing",
    "ensuring",
    "strengthening",
    "promoting",
    "adopting",
    "conducting",
    "enhancing",
    "considering",
    "improving",
    "raising",
    "defining",
    "focusing",
    "taking",
    "encouraging",
    "creating",
    "introducing",
    "paying",
    "increasing",
];

/// Words after which a gerund belongs to what stands before it.
const LEADS: [&str; 34] = [
    "and",
    "or",
    "of",
    "by",
    "in",
    "for",
    "through",
    "to",
    "on",
    "with",
    "including",
    "when",
    "while",
    "from",
    "without",
    "towards",
    "at",
    "into",
    "as",
    "than",
    "about",
    "like",
    "after",
    "before",
    "that",
    "also",
    "better",
    "further",
    "continue",
    "consider",
    "against",
    "upon",
    "between",
    "not",
];

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    if unit.recommendation.is_none() || unit.items.iter().any(|item| !item.run_in) {
        return;
    }
    let text = unit.reading();
    for &sentence in &unit.sentences {
        let Some(colon) = sentence.of(text).find(": ") else { continue };
        let start = sentence.start + colon + 2;
        let list = &text[start..sentence.end];
        let is_gerund = |item: &str| {
            let word = item.trim_start().trim_start_matches("and ").split(' ').next().unwrap_or("");
            word.len() > 5 && word.ends_with("ing") && word.starts_with(|c: char| c.is_ascii_lowercase())
        };
        if list.split(';').count() < 3 || !list.split(';').all(is_gerund) {
            continue;
        }
        report.occasion(sentence);
        for (space, _) in list.match_indices(' ') {
            let Some((gerund, _)) = list[space + 1..].split_once(' ').filter(|(word, _)| GERUNDS.contains(word)) else {
                continue;
            };
            let before = &list[..space];
            let word = &before[before.trim_end_matches(|c: char| c.is_ascii_lowercase()).len()..];
            let whole = !before[..space - word.len()].ends_with(char::is_alphanumeric);
            // "in particular women promoting prevention"
            let aside = before.rsplit([',', ';']).next().unwrap_or("").trim_start();
            let aside =
                ["in particular ", "especially ", "notably ", "such as "].iter().any(|lead| aside.starts_with(lead));
            if word.is_empty() || !whole || aside || LEADS.contains(&word) || word.ends_with("ly") {
                continue;
            }
            let end = start + space;
            let span = Span::new(end - word.len(), end + 1 + gerund.len());
            report.find(span, format!("“{}”: a semicolon seems to be missing between two items", span.of(text))).fix(
                Safety::NeedsReview,
                "Add a semicolon",
                Span::at(end),
                ";",
            );
        }
    }
}
