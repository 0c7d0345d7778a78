//! `mixed-list`: one list marked in several ways: (a), then 2., then a bullet.
//!
//! A list of the second degree has marks of its own; it begins after an item that announces it.

use super::Context;
use crate::document::{Item, Marker, Nature, Unit};
use crate::finding::Report;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if unit.recommendation.is_none() || context.nature == Nature::NotADraft {
        return;
    }
    let Some(first) = unit.items.iter().find(|item| !item.run_in) else { return };
    match stray(unit) {
        None => report.occasion(first.marker_span),
        Some((item, next)) => {
            let (before, mark) = (unit.text(item.marker_span), unit.text(next.marker_span));
            let message =
                format!("The list goes on from “{before}” with “{mark}”; a list has marks of one kind, (a), (b), (c)");
            report.find(next.marker_span, message).relate(item.marker_span, "the item before");
        }
    }
}

/// The first item that goes on with a list under a mark of another kind, after the item before it.
pub(super) fn stray(unit: &Unit) -> Option<(&Item, &Item)> {
    let mut before: Option<&Item> = None;
    for item in unit.items.iter().filter(|item| !item.run_in) {
        if let Some(before) = before.replace(item)
            && strays(unit, before, item)
        {
            return Some((before, item));
        }
    }
    None
}

/// Whether `next` goes on with the list of `item` under a mark of another kind.
fn strays(unit: &Unit, item: &Item, next: &Item) -> bool {
    let form = |item: &Item| unit.text(item.marker_span).starts_with('(');
    if item.marker == next.marker {
        // "(a)" and then "b)"
        return item.marker != Marker::Bullet && form(item) != form(next) && next.ordinal == item.ordinal + 1;
    }
    if next.depth < item.depth {
        return false;
    }
    // "  - Judges" below "(a)"
    let below = next.marker == Marker::Bullet && column(unit, next) > column(unit, item);
    if below {
        return false;
    }
    let announces = unit.text(item.span).ends_with(':');
    let goes_on = next.ordinal > 1 && (item.marker == Marker::Bullet || next.ordinal == item.ordinal + 1);
    let bullet_after_end = next.marker == Marker::Bullet && unit.text(item.span).ends_with([';', '.']);
    !announces && (goes_on || bullet_after_end)
}

/// How far from the beginning of its line the mark of an item stands, in bytes.
fn column(unit: &Unit, item: &Item) -> usize {
    let before = &unit.source()[..unit.locate(item.marker_span).start];
    before.len() - before.rfind(['\n', '\r', '\u{b}']).map_or(0, |end| end + 1)
}
