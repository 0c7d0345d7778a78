//! `unlettered-list`: bullets or numbers in a recommendation, where adopted texts letter their items.
//!
//! `- (a)` is a lettered item. A list that is lettered in part belongs to `mixed-list`.

use super::{Context, mixed_list};
use crate::document::{Item, Marker, Nature, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::numbers::to_roman;
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
    if let Some(edits) = lettered(&unit.items) {
        finding.fix_with(Safety::NeedsReview, "Letter the items", edits);
    }
}

/// Letters for the first degree, small roman numerals for the second; `None` for a list that has more than that.
fn lettered(items: &[Item]) -> Option<Vec<Edit>> {
    let (mut letters, mut numerals) = ('a'..='z', 1..);
    let letter = |item: &Item| -> Option<Edit> {
        let mark = match item.depth {
            _ if item.run_in => return None,
            0 => {
                numerals = 1..;
                letters.next()?.to_string()
            }
            1 => to_roman(numerals.next()?),
            _ => return None,
        };
        Some(Edit::replace(item.marker_span, format!("({mark})")))
    };
    items.iter().map(letter).collect()
}
