//! `unlettered-list`: bullets or numbers in a recommendation, where adopted texts letter their items.
//!
//! `- (a)` is a lettered item. A list that is lettered in part belongs to `mixed-list`.

use super::{Context, mixed_list};
use crate::document::{Item, Marker, Nature, Unit};
use crate::finding::{Report, Safety};
use crate::text::Edit;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if unit.recommendation.is_none() || context.nature == Nature::NotADraft {
        return;
    }
    let first_degree: Vec<&Item> = unit.items.iter().filter(|item| !item.run_in && item.depth == 0).collect();
    let Some(first) = first_degree.first() else { return };
    if first.marker == Marker::Letter || mixed_list::stray(unit).is_some() {
        report.occasion(first.marker_span);
        return;
    }
    let marks = if first.marker == Marker::Bullet { "bullets" } else { "numbers" };
    let message =
        format!("The list has {marks}; recommendations letter their items, (a), (b), (c), so that each can be cited");
    let finding = report.find(first.marker_span, message);
    if first_degree.len() <= 26 && unit.items.len() == first_degree.len() {
        let letters = first_degree.iter().zip('a'..='z');
        let edits = letters.map(|(item, letter)| Edit::replace(item.marker_span, format!("({letter})"))).collect();
        finding.fix_with(Safety::NeedsReview, "Letter the items", edits);
    }
}
