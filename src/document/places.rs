//! The numbered places of a draft, so that a mention finds what it names.

use super::{Document, Kind, Numbering, Style, Unit, lines};
use crate::lexicon::numbers::Number;
use crate::lexicon::places::{Direction, PlaceKind, annex_value};

/// A place that can be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What it is.
    pub kind: PlaceKind,
    /// Its number; annexes without one are counted.
    pub number: Number,
    /// The part it stands in: 0 for the body, then the annexes.
    pub annex: u16,
    /// Its unit.
    pub unit: usize,
}

/// The numbered places of a draft.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// By kind and number, then by place.
    targets: Vec<Target>,
    /// Recommendations that have a remark for their text.
    remarked: Vec<Number>,
}

impl Places {
    /// The numbered places of `document`. Where recommendations are numbered paragraphs, each is both.
    pub(super) fn of(document: &Document) -> Places {
        let both = document.style() == Style::Numbered;
        let named = |unit: &Unit| unit.kind() == Kind::Annex || unit.label.is_some() || unit.paragraph.is_some();
        let named = document.units_that(named);
        let mut targets = Vec::with_capacity(named.len());
        for (unit, found) in named {
            let annex = found.place().annex;
            let mut add = |kind, number| targets.push(Target { kind, number, annex, unit });
            if found.kind() == Kind::Annex {
                let rest = lines::after_annex(found.reading()).unwrap_or("");
                let value = annex_value(lines::annex_number(rest).0);
                add(PlaceKind::Annex, Number::plain(value.unwrap_or(u32::from(annex) + 1)));
                continue;
            }
            if let Some(paragraph) = &found.paragraph {
                add(PlaceKind::Paragraph, paragraph.number.clone());
            }
            let Some(label) = &found.label else { continue };
            let number = label.number.clone();
            match label.numbering {
                Numbering::Heading => {
                    let numbers = std::iter::once(&label.number).chain(&label.also).cloned();
                    numbers.for_each(|number| add(PlaceKind::Recommendation, number));
                }
                Numbering::Letter => add(PlaceKind::Section, number),
                Numbering::Roman => add(PlaceKind::Chapter, number),
                Numbering::Paragraph => {
                    if both && found.kind() == Kind::Recommendation {
                        add(PlaceKind::Recommendation, number.clone());
                    }
                    add(PlaceKind::Paragraph, number);
                }
            }
        }
        targets.sort_by_key(|target| (target.kind, target.number.value, target.unit));
        let remarks = document.units_that(|unit| unit.remarked_headings().next().is_some());
        let remarked = remarks.flat_map(|(_, unit)| unit.remarked_headings()).collect();
        Places { targets, remarked }
    }

    /// All places of this kind, by number.
    pub fn all(&self, kind: PlaceKind) -> &[Target] {
        let start = self.targets.partition_point(|target| target.kind < kind);
        let end = self.targets.partition_point(|target| target.kind <= kind);
        &self.targets[start..end]
    }

    /// The places of this kind with this number, in order.
    pub fn named<'a>(&'a self, kind: PlaceKind, number: &'a Number) -> impl Iterator<Item = &'a Target> {
        let all = self.all(kind);
        let start = all.partition_point(|target| target.number.value < number.value);
        let same = all[start..].iter().take_while(|target| target.number.value == number.value);
        same.filter(|target| target.number == *number)
    }

    /// Whether the draft has a place of this kind with this number, though it may have nothing but a remark there.
    pub fn has(&self, kind: PlaceKind, number: &Number) -> bool {
        let remarked = || kind == PlaceKind::Recommendation && self.remarked.contains(number);
        self.named(kind, number).next().is_some() || remarked()
    }

    /// What a mention in unit `from`, which stands in part `annex`, means by this number: the place in the direction
    /// that it says and in its own part, if there is one, else the nearest to that.
    pub fn resolve<'a>(
        &'a self,
        kind: PlaceKind,
        number: &'a Number,
        from: usize,
        annex: u16,
        direction: Option<Direction>,
    ) -> Option<&'a Target> {
        self.named(kind, number).max_by_key(|target| {
            let on_side = match direction {
                Some(Direction::Above) => target.unit < from,
                Some(Direction::Below) => target.unit > from,
                None => true,
            };
            (on_side, target.annex == annex, std::cmp::Reverse(target.unit.abs_diff(from)))
        })
    }
}
