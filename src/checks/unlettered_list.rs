//! `unlettered-list`: bullets or numbers in a recommendation, where adopted texts letter their items.
//!
//! `- (a)` is a lettered item. A list that is lettered in part belongs to `mixed-list`.

use super::{Context, mixed_list};
use crate::document::{Item, Marker, Nature, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::numbers::to_roman;
use crate::text::{Edit, Span};

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
    if let Some(edits) = lettered(unit) {
        finding.fix_with(Safety::NeedsReview, "Letter the items", edits);
    }
}

/// Letters for the first degree, small roman numerals for the second; `None` for a list that has more than that. Where
/// the items stand on lines without blank ones between, bullets stay before the letters: they hold the lines apart.
fn lettered(unit: &Unit) -> Option<Vec<Edit>> {
    let source = unit.source();
    let blank = |pair: &[Item]| {
        let between = Span::new(unit.locate(pair[0].span).start, unit.locate(pair[1].marker_span).start).of(source);
        between.contains("\n\n") || between.contains("\n\r\n")
    };
    let tight = !unit.items.windows(2).all(blank);
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
        // as it is written: plain text keeps a letter of some of Word's bullets
        let kept = match unit.locate(item.marker_span).of(source).trim() {
            bullet @ ("-" | "*" | "+") if tight => format!("{bullet} "),
            _ => String::new(),
        };
        Some(Edit::replace(item.marker_span, format!("{kept}({mark})")))
    };
    unit.items.iter().map(letter).collect()
}
