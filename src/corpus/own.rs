//! Which meetings a draft is itself the text of: a report must not be told that it repeats itself.

use std::collections::HashMap;

use super::{Corpus, Meeting};
use crate::document::{Document, Kind, Unit};
use crate::text::fingerprint;

/// Fewest recommendations by which a draft is known as a meeting's: one or a few are copied.
const FEWEST: usize = 3;

impl Corpus {
    /// The meetings, by index, that `document` is the text of: its masthead says so, or more than two thirds of what a
    /// part of the meeting recommended stands in it word for word and in order.
    pub fn own_meetings(&self, document: &Document) -> Vec<usize> {
        let head = masthead(document);
        let mut own: Vec<usize> = (0..self.meetings().len())
            .filter(|&meeting| !head.is_empty() && says_meeting(&head, &self.meetings()[meeting]))
            .collect();
        let mut in_order: HashMap<(usize, usize), (usize, usize)> = HashMap::new();
        struct Verbatim;
        let is = |unit: &Unit| unit.kind() == Kind::Recommendation && self.verbatim(unit.fingerprint()).is_some();
        let copied = document.units_for::<Verbatim>(&is);
        for found in copied.filter_map(|(_, unit)| self.verbatim(unit.fingerprint())) {
            let earlier = &self.earlier()[found];
            let (count, last) = in_order.entry((earlier.meeting, earlier.part)).or_default();
            if *count == 0 || found > *last {
                *count += 1;
                *last = found;
            }
        }
        for ((meeting, part), (count, _)) in in_order {
            let all = self.meetings()[meeting].parts[part].sections.iter().map(|section| section.recommendations.len());
            if count >= FEWEST && count * 3 > all.sum::<usize>() * 2 {
                own.push(meeting);
            }
        }
        own.sort_unstable();
        own.dedup();
        own
    }

    /// The earlier recommendation with these very words, by index; the first of several.
    pub fn verbatim(&self, words: u64) -> Option<usize> {
        let table = self.fingerprints.get_or_init(|| {
            let mut table = HashMap::with_capacity(self.earlier.len());
            for (i, earlier) in self.earlier.iter().enumerate() {
                table.entry(fingerprint(&earlier.text)).or_insert(i);
            }
            table.into()
        });
        table.get(&words).copied()
    }
}

/// What stands before the first chapter, section and recommendation, if it is no running text.
fn masthead(document: &Document) -> String {
    let heads = document.units().iter().take_while(|unit| {
        !matches!(unit.kind(), Kind::Chapter | Kind::Section | Kind::Recommendation | Kind::Chapeau)
    });
    let lines = heads.filter(|unit| unit.label.is_none() && !unit.reading().trim_end().ends_with('.')).take(40);
    lines.map(|unit| unit.reading()).collect::<Vec<_>>().join("\n")
}

/// Whether a masthead names the body of a meeting and its dates.
fn says_meeting(head: &str, meeting: &Meeting) -> bool {
    head.contains(meeting.body_name()) && head.contains(&meeting.dates)
}
