//! `mixed-list`: one list marked in several ways: (a), then 2., then a bullet.
//!
//! A list of the second degree has marks of its own; it begins after an item that announces it.

use super::Context;
use crate::document::{Item, Marker, Unit};
use crate::finding::Report;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    if unit.recommendation.is_none() {
        return;
    }
    let items: Vec<&Item> = unit.items.iter().filter(|item| !item.run_in).collect();
    let Some(first) = items.first() else { return };
    let strays = items.windows(2).find(|pair| strays(unit, pair[0], pair[1]));
    match strays {
        None => report.occasion(first.marker_span),
        Some(pair) => {
            let (before, mark) = (unit.text(pair[0].marker_span), unit.text(pair[1].marker_span));
            let message =
                format!("The list goes on from “{before}” with “{mark}”; a list has marks of one kind, (a), (b), (c)");
            report.find(pair[1].marker_span, message).relate(pair[0].marker_span, "the item before");
        }
    }
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
    let announces = unit.text(item.span).ends_with(':');
    let goes_on = next.ordinal > 1 && (item.marker == Marker::Bullet || next.ordinal == item.ordinal + 1);
    let bullet_after_end = next.marker == Marker::Bullet && unit.text(item.span).ends_with([';', '.']);
    !announces && (goes_on || bullet_after_end)
}
