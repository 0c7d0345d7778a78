//! `dangling-reference`: a mention of a recommendation, paragraph, section, chapter or annex that this draft has not,
//! or of an item that the place has not.
//!
//! Where the draft may be a piece of a longer text, what could stand outside it is left alone.

use super::Context;
use super::references::{self, Reference};
use crate::document::{Document, Item, Kind, Nature, Places, Target, Unit};
use crate::finding::{Report, Severity};
use crate::lexicon::Number;
use crate::lexicon::mentions::{Assurance, Direction, Named, PlaceKind};
use crate::text::Span;

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    if context.nature == Nature::NotADraft {
        return;
    }
    own_items(document, report);
    let references = references::gather(document);
    if references.is_empty() {
        return;
    }
    let places = document.places();
    for reference in references {
        let place = reference.place;
        if is_unknowable(&reference, &places) {
            continue;
        }
        let span = || document.locate(reference.unit, reference.mention.span);
        let missing = missing(&reference, &places);
        if missing.is_empty() {
            match missing_item(document, &reference, &places) {
                Some((at, message)) => {
                    report.find(document.locate(reference.unit, at), message);
                }
                None => report.occasion_at(span),
            }
            continue;
        }
        let unit = &document.units()[reference.unit];
        let at = match missing.as_slice() {
            [(_, one)] => document.locate(reference.unit, *one),
            _ => span(),
        };
        let quote = unit.text(reference.mention.span);
        let absent = absent(place.kind, &missing, |span| unit.text(span));
        let message = format!("“{quote}”: {absent}; {}", extent(place.kind, &places));
        let finding = report.find(at, message);
        // numbers that a word processor makes may be lost on the way
        if place.kind != PlaceKind::Annex && places.all(place.kind).is_empty() {
            finding.at(finding.severity.min(Severity::Information));
        }
    }
}

/// The item of a place that the mention names and the place has not: “recommendation 1 (d)”.
fn missing_item(document: &Document, reference: &Reference<'_>, places: &Places) -> Option<(Span, String)> {
    let place = reference.place;
    let [Named { first, last: None }] = place.numbers.as_slice() else { return None };
    if !matches!(place.kind, PlaceKind::Recommendation | PlaceKind::Paragraph) {
        return None;
    }
    let text = document.units()[reference.unit].reading();
    let rest = &text[first.span.end..];
    let opened = [" (", ", subparagraph ("].iter().find_map(|words| rest.strip_prefix(words))?;
    let start = text.len() - opened.len();
    let letter = letter(opened)?;
    let units = || places.named(place.kind, &first.number).map(|target| &document.units()[target.unit]);
    if units().next().is_none() || units().any(|unit| has_item(unit, letter)) {
        return None;
    }
    let named = format!("{} {}", place.kind.name(), place.kind.format(&first.number));
    let message = format!("“{named} ({letter})”: {named} {}", items(units().next()?));
    Some((Span::new(start, start + letter.len()), message))
}

/// Finds items that a recommendation names of itself and has not: “those under subparagraph (e)”.
fn own_items(document: &Document, report: &mut Report<'_>) {
    const WORD: &str = "subparagraph (";
    let listed = |unit: &Unit| unit.kind() == Kind::Recommendation && unit.items.len() > 1;
    for (i, unit) in document.units_that(listed) {
        let text = unit.reading();
        for (at, _) in text.match_indices(WORD) {
            let start = at + WORD.len();
            let Some(letter) = letter(&text[start..]) else { continue };
            let span = Span::new(start, start + letter.len());
            let own = ["under ", "in ", "see "].iter().any(|lead| text[..at].ends_with(lead));
            let elsewhere = text[span.end..].starts_with(") of ")
                || unit.mentions.iter().any(|mention| mention.span.contains(span))
                || unit.is_quoted(span);
            if own && !elsewhere && !has_item(unit, letter) {
                let message = format!("“subparagraph ({letter})”: this recommendation {}", items(unit));
                report.find(document.locate(i, span), message);
            }
        }
    }
}

/// The letter that `text` begins with, before a closing parenthesis.
fn letter(text: &str) -> Option<&str> {
    let mut bytes = text.bytes();
    let is = bytes.next()?.is_ascii_lowercase() && bytes.next() == Some(b')');
    is.then(|| &text[..1])
}

fn has_item(unit: &Unit, letter: &str) -> bool {
    unit.items.iter().any(|item| unit.text(item.marker_span).trim_matches(['(', ')', ' ', '.']) == letter)
}

/// What items there are instead.
fn items(unit: &Unit) -> String {
    let mut marks = unit.items.iter().filter(|item| item.depth == 0 && item.ordinal > 0);
    let mark = |item: &Item| unit.text(item.marker_span).to_owned();
    match (marks.next(), marks.next_back()) {
        (Some(first), Some(last)) => format!("has items from {} to {}", mark(first), mark(last)),
        (Some(only), None) => format!("has only the item {}", mark(only)),
        _ => "has no lettered items".to_owned(),
    }
}

/// Whether nobody can know from this draft alone whether the place exists.
fn is_unknowable(reference: &Reference<'_>, places: &Places) -> bool {
    let place = reference.place;
    let said = place.assurance == Assurance::Said;
    match place.kind {
        // of a text that begins further on, the annex may be left out, too
        PlaceKind::Annex => places.all(place.kind).is_empty() && begins_later(places),
        // a bare "paragraph 3" often goes on with an article cited before
        PlaceKind::Paragraph => !said || (places.all(place.kind).is_empty() && !is_pointed_at(reference, places)),
        // "Recommendation 2.1" or "Recommendation B" of another document, in a draft that numbers otherwise
        PlaceKind::Recommendation => {
            let all = places.all(place.kind);
            let numbers = || place.numbers.iter().map(|named| &named.first.number);
            all.is_empty() || numbers().any(|number| !all.iter().any(|target| target.number.runs_with(number)))
        }
        _ => places.all(place.kind).is_empty() && !is_pointed_at(reference, places),
    }
}

/// Whether “above” or “below” can mean only this draft, which is no piece of a longer text.
fn is_pointed_at(reference: &Reference<'_>, places: &Places) -> bool {
    reference.place.direction.is_some() && !begins_later(places)
}

/// Whether the draft begins after the first chapter, paragraph or recommendation.
fn begins_later(places: &Places) -> bool {
    [PlaceKind::Chapter, PlaceKind::Paragraph, PlaceKind::Recommendation]
        .into_iter()
        .any(|kind| places.all(kind).first().is_some_and(|target| target.number.value > 1))
}

/// The numbers of the mention that no place carries, with their spans.
fn missing(reference: &Reference<'_>, places: &Places) -> Vec<(Number, Span)> {
    let place = reference.place;
    if place.kind == PlaceKind::Annex && place.numbers.is_empty() {
        let none = places.all(PlaceKind::Annex).is_empty();
        return if none { vec![(Number::plain(0), reference.mention.span)] } else { Vec::new() };
    }
    let mut missing = Vec::new();
    for named in &place.numbers {
        let exists = |number: &Number| places.has(place.kind, number);
        let single = named.last.is_none();
        let mut absent = named
            .values()
            .take(1000)
            .map(|value| if single { named.first.number.clone() } else { named.first.number.sibling(value) })
            .filter(|number| !exists(number) && !may_be_outside(reference, number, places));
        if let Some(first) = absent.next() {
            missing.push((first, named.span()));
        }
    }
    missing
}

/// Whether the draft is a piece of a longer text, in which the number may stand before it or after it.
fn may_be_outside(reference: &Reference<'_>, number: &Number, places: &Places) -> bool {
    let body = |target: &&Target| target.annex == 0;
    let all = places.all(reference.place.kind);
    let (Some(first), Some(last)) = (all.iter().find(body), all.iter().rfind(body)) else { return false };
    let piece = first.number.value > 1;
    let above = matches!(reference.place.direction, Some((Direction::Above, _)));
    piece && (number.value < first.number.value || (number.value > last.number.value && !above))
}

fn absent<'a>(kind: PlaceKind, missing: &[(Number, Span)], text: impl Fn(Span) -> &'a str) -> String {
    match missing {
        [(Number { value: 0, .. }, _)] => "this draft has no annex".to_owned(),
        [(one, span)] => {
            // of a range, its first number that is missing; else the number as it is written
            let written = text(*span);
            let number = if written.contains([' ', '–', '-']) { kind.format(one) } else { written.to_owned() };
            format!("there is no {} {number} in this draft", kind.name())
        }
        several => {
            let numbers: Vec<String> = several.iter().map(|(number, _)| kind.format(number)).collect();
            let (last, before) = numbers.split_last().expect("several");
            format!("there are no {} {} and {last} in this draft", kind.plural(), before.join(", "))
        }
    }
}

/// What there is instead.
fn extent(kind: PlaceKind, places: &Places) -> String {
    let all = places.all(kind);
    match (all.first(), all.last()) {
        (Some(first), Some(last)) if first.number != last.number => {
            format!("its {} run from {} to {}", kind.plural(), kind.format(&first.number), kind.format(&last.number))
        }
        (Some(only), _) => format!("its only {} is {}", kind.name(), kind.format(&only.number)),
        _ if kind != PlaceKind::Annex => format!("it has no {}", kind.plural()),
        _ => "name the document that is meant, or add the annex".to_owned(),
    }
}
