//! `session-in-figures`: "13th session" for "thirteenth session". Meetings of one session do have figures: "4th meeting".

use super::Context;
use crate::document::{Kind, Unit};
use crate::finding::{Report, Safety};
use crate::text::Span;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    if matches!(unit.kind(), Kind::Table | Kind::Quotation) {
        return;
    }
    let text = unit.reading();
    for at in memchr::memmem::find_iter(text.as_bytes(), " session") {
        const KINDS: [&str; 5] = [" regular", " resumed", " special", " substantive", " annual"];
        let before = KINDS.iter().find_map(|kind| text[..at].strip_suffix(kind)).unwrap_or(&text[..at]);
        judge(unit, before, report);
        // "the 2nd and 3rd sessions"
        let others = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '-');
        if let Some(other) = [" and ", " to ", " or "].iter().find_map(|joint| others.strip_suffix(joint))
            && word_of(other).starts_with(|c: char| c.is_ascii_digit())
        {
            judge(unit, other, report);
        }
    }
}

/// The last word of a text.
fn word_of(text: &str) -> &str {
    text.rsplit([' ', '\n', '(', '“']).next().unwrap_or("")
}

/// Judges the word that `before`, the text before “session”, ends with.
fn judge(unit: &Unit, before: &str, report: &mut Report<'_>) {
    let word = word_of(before);
    let span = Span::new(before.len() - word.len(), before.len());
    if word.ends_with("th") || word.ends_with("first") || word.ends_with("second") || word.ends_with("third") {
        report.occasion(span);
    }
    let figures = word.bytes().take_while(u8::is_ascii_digit).count();
    let number: usize = word[..figures].parse().unwrap_or(0);
    let ordinal = ["st", "nd", "rd", "th"].contains(&&word[figures..]);
    if !ordinal || !(1..100).contains(&number) || unit.is_quoted(span) {
        return;
    }
    let right = in_words(number);
    let finding = report.find(span, format!("“{word} session”: reports write sessions in words, “{right} session”"));
    finding.fix(Safety::NeedsReview, format!("Write “{right}”"), span, right);
}

/// An ordinal below 100.
fn in_words(number: usize) -> String {
    const UNITS: [&str; 20] = [
        "",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ];
    const TENS: [&str; 10] = ["", "", "twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"];
    match (number / 10, number % 10) {
        (0 | 1, _) => UNITS[number].to_owned(),
        (ten, 0) => format!("{}ieth", TENS[ten]),
        (ten, unit) => format!("{}y-{}", TENS[ten], UNITS[unit]),
    }
}
