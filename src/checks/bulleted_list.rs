//! `bulleted-list`: bullets in a recommendation, where adopted texts letter their items.
//!
//! `- (a)` is a lettered item. A list that is lettered in part belongs to `mixed-list`.

use super::Context;
use crate::document::{Item, Marker, Unit};
use crate::finding::{Report, Safety};
use crate::text::Edit;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    if unit.recommendation.is_none() {
        return;
    }
    let first_degree: Vec<&Item> = unit.items.iter().filter(|item| !item.run_in && item.depth == 0).collect();
    let Some(first) = first_degree.first() else { return };
    if unit.items.iter().any(|item| item.marker != Marker::Bullet) {
        report.occasion(first.marker_span);
        return;
    }
    let message = "The list has bullets; recommendations letter their items, (a), (b), (c), so that each can be named";
    let finding = report.find(first.marker_span, message);
    if first_degree.len() <= 26 {
        let letters = first_degree.iter().zip('a'..='z');
        let edits = letters.map(|(item, letter)| Edit::replace(item.marker_span, format!("({letter})"))).collect();
        finding.fix_with(Safety::NeedsReview, "Letter the items", edits);
    }
}
