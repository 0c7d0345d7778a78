//! `lower-case-item`: an item of a line list that begins with a small letter. If all do, that is one finding.

use super::Context;
use super::lists;
use crate::document::{Item, Unit};
use crate::finding::{Report, Safety};
use crate::text::{Edit, Span};

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    for list in lists::lists(unit).iter().filter(|list| list.items.len() > 1) {
        report.occasion(list.items[0].span);
        let small: Vec<(&Item, Span, char)> = list
            .items
            .iter()
            .filter_map(|item| first_letter(unit, item).map(|(span, letter)| (*item, span, letter)))
            .filter(|(_, _, letter)| letter.is_lowercase())
            .collect();
        let marker = |item: &Item| unit.text(item.marker_span).to_owned();
        let edit = |(_, span, letter): &(&Item, Span, char)| Edit::replace(*span, letter.to_uppercase().to_string());
        if small.len() > 2 && small.len() == list.items.len() {
            let (first, last) = (marker(small[0].0), marker(small[small.len() - 1].0));
            let message = format!(
                "Items {first} to {last} begin with small letters; items on lines of their own begin with capitals"
            );
            let edits = small.iter().map(edit).collect();
            report.find(small[0].1, message).fix_with(Safety::Safe, "Begin every item with a capital", edits);
            continue;
        }
        for found in &small {
            let message = format!(
                "Item {} begins with a small letter; items on lines of their own begin with capitals",
                marker(found.0)
            );
            report.find(found.1, message).fix_with(Safety::Safe, "Begin with a capital", vec![edit(found)]);
        }
    }
}

/// The letter that an item begins with, opening marks aside.
fn first_letter(unit: &Unit, item: &Item) -> Option<(Span, char)> {
    let text = unit.text(item.span);
    let inner = text.trim_start_matches(['[', '(', '“', '"', '‘', '*', '_']);
    let letter = inner.chars().next().filter(|c| c.is_alphabetic())?;
    let at = item.span.start + (text.len() - inner.len());
    // "eJustice" is a name
    let second = inner.chars().nth(1).is_some_and(char::is_uppercase);
    (!second).then(|| (Span::new(at, at + letter.len_utf8()), letter))
}
