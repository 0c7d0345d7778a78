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
        let Some(word) = text[..at].rsplit([' ', '\n', '(', '“']).next() else { continue };
        let span = Span::new(at - word.len(), at);
        if word.ends_with("th") || word.ends_with("first") || word.ends_with("second") || word.ends_with("third") {
            report.occasion(span);
        }
        let figures = word.bytes().take_while(u8::is_ascii_digit).count();
        let number: usize = word[..figures].parse().unwrap_or(0);
        let ordinal = ["st", "nd", "rd", "th"].contains(&&word[figures..]);
        if !ordinal || !(1..100).contains(&number) || unit.is_quoted(span) {
            continue;
        }
        let right = in_words(number);
        let finding =
            report.find(span, format!("“{word} session”: reports write sessions in words, “{right} session”"));
        finding.fix(Safety::NeedsReview, format!("Write “{right}”"), span, right);
    }
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
