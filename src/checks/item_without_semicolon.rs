//! `item-without-semicolon`: an item of a line list, not the last, that does not end with a semicolon.
//!
//! An item that introduces items of its own ends with a colon; "; and" is the business of `and-before-last-item`.

use super::Context;
use super::lists;
use crate::document::{Item, Unit};
use crate::finding::{Report, Safety};
use crate::text::Span;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    let text = unit.reading();
    let lists = lists::lists(unit);
    let end = lists.iter().flat_map(|list| &list.items).map(|item| item.span.end).max().unwrap_or(0);
    // of lists marked in any way: "(i) Police officers:" above "a. On patrol;"
    let introduces = |item: &Item| {
        let below = unit.items.iter().find(|other| other.marker_span.start >= item.span.end);
        below.is_some_and(|below| below.depth > item.depth)
    };
    for item in lists.iter().filter(|list| list.items.len() > 1).flat_map(|list| &list.items) {
        let words = lists::bare(item.span.of(text));
        if item.span.end == end || introduces(item) || words.is_empty() {
            continue;
        }
        let last = words.chars().next_back().unwrap_or(';');
        let place = item.span.start + words.len();
        let span = Span::new(place - last.len_utf8(), place);
        let joint = words.rsplit([' ', ';']).next().unwrap_or("").trim_matches(['[', ']', '*', '_']);
        if last == ';' || matches!(joint, "and" | "or" | "and/or") || words.ends_with(" as well as") {
            report.occasion(span);
            continue;
        }
        let mark = unit.text(item.marker_span);
        let finding = report.find(span, format!("Item {mark} does not end with a semicolon"));
        let several = words[..words.len() - last.len_utf8()].contains(". ");
        match last {
            _ if several => {}
            '.' | ',' | ':' => {
                finding.fix(Safety::Safe, "End with a semicolon", span, ";");
            }
            _ => {
                finding.fix(Safety::Safe, "Add a semicolon", Span::at(item.span.end), ";");
            }
        }
    }
}
