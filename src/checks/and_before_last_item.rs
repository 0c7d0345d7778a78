//! `and-before-last-item`: "; and" before the last item of a line list. "; or" says something, and stays.

use super::Context;
use super::lists;
use crate::document::Unit;
use crate::finding::{Report, Safety};
use crate::text::Span;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    let text = unit.reading();
    for list in lists::lists(unit).iter().filter(|list| list.items.len() > 1) {
        report.occasion(list.items[0].span);
        for item in &list.items[..list.items.len() - 1] {
            let words = item.span.of(text).trim_end_matches([',', ';', ' ', '\n']);
            let Some(before) = words.strip_suffix("and").filter(|before| before.ends_with([' ', '\n', ';', ',']))
            else {
                continue;
            };
            let rest = before.trim_end();
            let start = item.span.start;
            let stem = rest.trim_end_matches([',', ' ']);
            // the whole of ", and;", so that one change settles it
            let marked = match item.span.of(text)[words.len()..].starts_with(';') {
                true => Span::new(start + stem.len(), start + words.len() + 1),
                false => Span::new(start + before.len(), start + words.len()),
            };
            let finding = report.find(marked, "“and” before an item on a line of its own; adopted lists have none");
            let semicolon = if stem.ends_with(';') { "" } else { ";" };
            finding.fix(Safety::Safe, "Delete “and”", Span::new(start + stem.len(), item.span.end), semicolon);
        }
    }
}
