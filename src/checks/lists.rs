//! The line lists of a recommendation: what the checks about lists share. No rule lives here.
//!
//! A line list has its items on lines of their own and lettered or numbered in parentheses. Bullets and the run-in form
//! "(a) …; (b) …; and (c) …" have other rules; [`run_in`] gives a list of that form.

use crate::document::{Item, Marker, Unit};
use crate::text::Span;

/// Items of one degree under one introduction.
#[derive(Debug)]
pub(super) struct List<'a> {
    /// What announces the items: the chapeau, or the item above.
    pub(super) introduction: Span,
    /// In order; at least one.
    pub(super) items: Vec<&'a Item>,
}

/// The line lists of `unit`, in the order of their first items.
pub(super) fn lists(unit: &Unit) -> Vec<List<'_>> {
    let mut lists: Vec<List<'_>> = Vec::new();
    // each with its degree; bullets between them have one, too
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut last: Option<&Item> = None;
    for item in unit.items.iter().filter(|item| is_line(unit, item)) {
        while open.pop_if(|&mut (depth, _)| depth > item.depth).is_some() {}
        match open.last() {
            Some(&(depth, list)) if depth == item.depth => lists[list].items.push(item),
            _ => {
                let introduction = last.map_or_else(|| unit.chapeau(), |above| above.span);
                open.push((item.depth, lists.len()));
                lists.push(List { introduction, items: vec![item] });
            }
        }
        last = Some(item);
    }
    lists
}

/// The list in running text that `unit` begins its items with, if it does: "(a) …; (b) …; and (c) …".
pub(super) fn run_in(unit: &Unit) -> Option<List<'_>> {
    let first = unit.items.first().filter(|item| item.run_in)?;
    let alike = |item: &&Item| item.run_in && item.marker == first.marker && item.depth == first.depth;
    let items: Vec<&Item> = unit.items.iter().filter(alike).collect();
    (items.len() > 1).then(|| List { introduction: unit.chapeau(), items })
}

fn is_line(unit: &Unit, item: &Item) -> bool {
    !item.run_in && item.marker != Marker::Bullet && unit.text(item.marker_span).ends_with(')')
}

/// A text without the closing marks and footnote marks that may follow its punctuation.
pub(super) fn bare(text: &str) -> &str {
    const CLOSERS: [char; 8] = [']', '*', '_', ' ', '\n', '”', '"', '’'];
    without_note(text.trim_end_matches(CLOSERS)).trim_end_matches(CLOSERS)
}

/// A text without the mark of a footnote at its end, behind a sign: `judges;1/`, `judges. (1)`.
pub(super) fn without_note(text: &str) -> &str {
    let inner = match text.strip_suffix('/') {
        Some(inner) => inner.trim_end_matches(|c: char| c.is_ascii_digit()),
        None => {
            let inner = text.strip_suffix(')').map(|inner| inner.trim_end_matches(|c: char| c.is_ascii_digit()));
            inner.and_then(|inner| inner.strip_suffix('(')).unwrap_or(text)
        }
    };
    let figures = text.len() - inner.len();
    let before = inner.trim_end_matches(' ');
    if (2..=4).contains(&figures) && before.ends_with(['.', ';', ',']) { before } else { text }
}
