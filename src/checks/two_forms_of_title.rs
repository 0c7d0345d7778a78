//! `two-forms-of-title`: the same title quoted in two forms, such as “Principles … to combat …” and “… in combating …”.
//!
//! Only long quotations that begin alike and differ in a word or two are held together; titles that differ in a number
//! are two titles.

use super::Context;
use crate::document::Document;
use crate::finding::Report;
use crate::text::Span;

/// Words that a quotation must have to be taken for a title.
const LONG: usize = 7;

pub(super) fn check(document: &Document, _: &Context<'_>, report: &mut Report<'_>) {
    let mut titles: Vec<(usize, Span, Vec<&str>)> = Vec::new();
    let long = |span: &&Span| span.len() > 40 && span.len() < 400;
    let quoting = document.units_that(move |unit| unit.kind().is_prose() && unit.quoted.iter().any(|span| long(&span)));
    for (i, unit) in quoting {
        let text = unit.reading();
        for span in unit.quoted.iter().filter(long) {
            let words: Vec<&str> = span.of(text).trim_matches(['“', '”', '"', '.', ',']).split(' ').collect();
            if words.len() >= LONG && words[0].starts_with(char::is_uppercase) {
                titles.push((i, *span, words));
            }
        }
    }
    for (later, (unit, span, words)) in titles.iter().enumerate() {
        report.occasion_at(|| document.locate(*unit, *span));
        let earlier = titles[..later].iter().find(|(_, _, other)| other[..3] == words[..3] && differ(other, words));
        if let Some((other_unit, other, _)) = earlier {
            let place = document.locate(*unit, *span);
            let finding = report.find(place, "The same title stands in another form elsewhere in this draft");
            finding.relate(document.locate(*other_unit, *other), "in this form here");
        }
    }
}

/// Whether two titles are the same but for one or two words in one place.
fn differ(a: &[&str], b: &[&str]) -> bool {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    let number = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
    let small = (1..=2).contains(&a.len().max(b.len())) && tail >= 2;
    small && !a.iter().chain(b).any(number)
}
