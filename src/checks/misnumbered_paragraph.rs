//! `misnumbered-paragraph`: numbered paragraphs that skip, repeat or restart numbers.
//!
//! A list inside a paragraph, such as an agenda, is no series of paragraphs, nor are headings with arabic numbers.

use super::Context;
use super::numbering::{self, Entry};
use super::series::{self, Break};
use crate::document::{Document, Nature, Unit};
use crate::finding::Report;
use crate::lexicon::{Number, PlaceKind};

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    if context.nature == Nature::NotADraft {
        return;
    }
    for mut entries in numbering::gather(document, PlaceKind::Paragraph, &context.lexicon.delegations) {
        drop_lists(document, &mut entries);
        drop_strangers(document, &mut entries);
        // Markdown counts by itself
        if entries.len() > 2 && entries.iter().all(|entry| entry.label.number.value == 1) {
            continue;
        }
        numbering::judge(
            document,
            PlaceKind::Paragraph,
            &entries,
            "paragraphs are numbered consecutively through all chapters, and only an annex begins again",
            report,
        );
    }
}

/// Whether a numbered line reads as a footnote that lost its mark.
fn is_footnote(unit: &Unit) -> bool {
    const OPENINGS: [&str; 8] = [
        "CTOC/",
        "See ",
        "Ibid",
        "A/",
        "E/",
        "General Assembly resolution",
        "United Nations, Treaty Series",
        "Hereinafter",
    ];
    let body = unit.text(unit.body);
    OPENINGS.iter().any(|opening| body.starts_with(opening))
}

/// Takes out lists that begin again at 1 inside the series: the text announces them with a colon, or no heading stands
/// before them.
fn drop_lists(document: &Document, entries: &mut Vec<Entry<'_>>) {
    let mut at = 1;
    while at < entries.len() {
        let value = |i: usize| entries.get(i).map_or(0, |entry: &Entry<'_>| entry.label.number.value);
        if value(at) != 1 {
            at += 1;
            continue;
        }
        let due = value(at - 1) + 1;
        let mut end = at + 1;
        while value(end) == value(end - 1) + 1 && value(end) != due {
            end += 1;
        }
        let announced = entries[at].unit.checked_sub(1).is_some_and(|before| {
            let unit = &document.units()[before];
            unit.reading().trim_end().ends_with(':')
        });
        if announced || (entries[at].parted == Break::None && end - at > 1) {
            entries.drain(at..end);
        } else {
            at = end;
        }
    }
}

/// Whether a numbered line reads as a heading or a footnote.
fn is_stranger(unit: &Unit) -> bool {
    let is_line = |body: &str| body.len() < 100 && !body.ends_with(['.', ';', ':', ',', '?', '!', ')', '”', ']']);
    let numbered = numbering::number_of(unit, PlaceKind::Paragraph).is_some();
    numbered && (is_footnote(unit) || (unit.blocks.len() == 1 && is_line(unit.text(unit.body))))
}

/// Takes out numbered lines that read as headings or footnotes, if the series is better without them.
fn drop_strangers(document: &Document, entries: &mut Vec<Entry<'_>>) {
    let count = |entries: &[Entry<'_>]| {
        let numbers: Vec<&Number> = entries.iter().map(|entry| &entry.label.number).collect();
        let breaks: Vec<Break> = entries.iter().map(|entry| entry.parted).collect();
        series::flaws(&numbers, &breaks).len()
    };
    let flaws = count(entries);
    if flaws == 0 {
        return;
    }
    let strangers: Vec<usize> = document.units_that(is_stranger).map(|(i, _)| i).collect();
    let own = |entry: &&Entry<'_>| strangers.binary_search(&entry.unit).is_err();
    let without: Vec<Entry<'_>> = entries.iter().filter(own).cloned().collect();
    if count(&without) < flaws && !without.is_empty() {
        *entries = without;
    }
}
