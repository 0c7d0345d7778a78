//! `misnumbered-item`: lists whose marks skip, repeat or leave their order: (a), (c).
//!
//! Marks of different kinds in one list belong to `mixed-list`.

use super::series::{self, Break, Fault, Flaw, Then};
use super::{Context, mixed_list};
use crate::document::{self, Item, Marker, Nature, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::Number;
use crate::lexicon::numbers::to_roman;
use crate::text::{Edit, Span};

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if unit.items.is_empty() || context.nature == Nature::NotADraft || mixed_list::stray(unit).is_some() {
        return;
    }
    for list in lists(unit) {
        judge(unit, &list, report);
    }
}

/// The lists of a unit: items of one degree under one item, marked alike.
fn lists(unit: &Unit) -> Vec<Vec<&Item>> {
    let mut lists: Vec<Vec<&Item>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for item in &unit.items {
        let depth = usize::from(item.depth);
        open.truncate(depth + 1);
        let continues = open.get(depth).copied().filter(|&list| {
            let last = lists[list].last().expect("a list has items");
            let goes_on = last.run_in == item.run_in || (last.run_in && item.ordinal == last.ordinal + 1);
            let alike = last.marker == item.marker && goes_on;
            let closed = last.ordinal > 1 && unit.text(last.span).ends_with('.');
            alike && !(item.ordinal == 1 && closed)
        });
        match continues {
            Some(list) => lists[list].push(item),
            None => {
                open.truncate(depth);
                open.resize(depth + 1, lists.len());
                lists.push(vec![item]);
            }
        }
    }
    lists.retain(|list| list[0].marker != Marker::Bullet);
    lists
}

fn judge(unit: &Unit, list: &[&Item], report: &mut Report<'_>) {
    let number = |item: &&Item| {
        let (_, suffix) = unit.text(item.marker_span).trim_matches(['(', ')', '.']).split_once(' ').unwrap_or_default();
        Number { suffix: suffix.to_owned(), ..Number::plain(item.ordinal) }
    };
    let numbers: Vec<Number> = list.iter().map(number).collect();
    let numbers: Vec<&Number> = numbers.iter().collect();
    let mut flaws = series::flaws(&numbers, &vec![Break::None; list.len()]);
    flaws.retain(|flaw| !struck_before(unit, list, flaw));
    let first = list[0];
    if first.ordinal > 1 && unit.recommendation.is_some() && !first.run_in {
        let mark = unit.text(first.marker_span);
        report
            .find(first.marker_span, format!("The list begins at {mark}; a list begins at {}", marked(unit, first, 1)));
    }
    let mut next = flaws.iter().peekable();
    for (at, item) in list.iter().enumerate() {
        let Some(flaw) = next.next_if(|flaw| flaw.at == at) else {
            report.occasion(item.marker_span);
            continue;
        };
        let mark = unit.text(item.marker_span);
        let before = unit.text(list[at - 1].marker_span);
        let message = match &flaw.fault {
            Fault::Skipped(missing) => match missing.as_slice() {
                [one] => format!("{mark} follows {before}: {} is missing", marked(unit, item, one.value)),
                [one, .., last] => {
                    let (one, last) = (marked(unit, item, one.value), marked(unit, item, last.value));
                    format!("{mark} follows {before}: {one} to {last} are missing")
                }
                [] => continue,
            },
            Fault::Repeated { .. } => format!("There is an item {mark} already"),
            Fault::Misplaced { other } => {
                let side = if *other < at { "after" } else { "before" };
                format!("{mark} stands {side} {}", unit.text(list[*other].marker_span))
            }
            Fault::Mistaken { expected } => format!("{mark} stands where {} is due", marked(unit, item, *expected)),
            Fault::Restarted { last } => format!("{mark} follows {}", unit.text(list[*last].marker_span)),
        };
        let finding = report.find(item.marker_span, format!("{message}; the items of a list are marked in sequence"));
        let edit = |item: &Item, value: u32| Edit::replace(item.marker_span, marked(unit, item, value));
        let edits: Vec<Edit> = match flaw.fault {
            Fault::Mistaken { expected: value } | Fault::Repeated { then: Then::AsIf(value), .. } => {
                vec![edit(item, value)]
            }
            Fault::Repeated { then: Then::Behind, .. } if flaws.len() == 1 => {
                list[at..].iter().map(|item| edit(item, item.ordinal + 1)).collect()
            }
            _ => continue,
        };
        let title = if edits.len() == 1 { "Change the mark" } else { "Mark the items anew from here" };
        finding.fix_with(Safety::NeedsReview, title, edits);
    }
}

/// Whether what is missing before an item is struck out there: `~~(b) Train judges;~~`.
fn struck_before(unit: &Unit, list: &[&Item], flaw: &Flaw) -> bool {
    let Fault::Skipped(missing) = &flaw.fault else { return false };
    let (before, item) = (list[flaw.at - 1], list[flaw.at]);
    let between = Span::new(unit.locate(before.span).end, unit.locate(item.marker_span).start).of(unit.source());
    let changes = document::changes(between);
    let struck = |mark: String| changes.iter().any(|change| change.removed.of(between).trim_start().starts_with(&mark));
    missing.iter().all(|number| struck(marked(unit, item, number.value)))
}

/// The mark of `item` with another value.
fn marked(unit: &Unit, item: &Item, value: u32) -> String {
    let mark = unit.text(item.marker_span);
    let label = match item.marker {
        Marker::Letter if value <= 26 => char::from(b'a' + value.saturating_sub(1) as u8).to_string(),
        Marker::Letter => char::from(b'a' + (value.saturating_sub(1) % 26) as u8).to_string().repeat(2),
        Marker::Roman => to_roman(value),
        Marker::Arabic | Marker::Bullet => value.to_string(),
    };
    let open = if mark.starts_with('(') { "(" } else { "" };
    let close = if mark.ends_with('.') { "." } else { ")" };
    format!("{open}{label}{close}")
}
