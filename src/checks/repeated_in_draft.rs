//! `repeated-in-draft`: a recommendation that says what another of the same part has said, in the same words or in
//! others. The proposals of an annex are not held against the body: they are another status of the same subject.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::Context;
use super::earlier::{WORDS, difference, likeness, trimmed};
use super::near_duplicate::EVEN;
use crate::corpus::similarity::{Closeness, Mark, Match, Own, Tier, explain};
use crate::document::{self, Document, Kind, Numbering};
use crate::finding::{Report, Severity};

/// So few words are soon alike.
const SHORT: u32 = 15;

/// Every two of so many recommendations are held against each other; no meeting had half as many before it. Of more, what is
/// nearly copied is found, so that a draft without end takes no time without end.
const MANY: usize = 500;

/// The share of runs of three words from which even a short text repeats another.
const IN_ORDER: f32 = 0.7;

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    let mut parts: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (i, unit) in document.units().iter().enumerate() {
        if unit.kind() == Kind::Recommendation && unit.words >= WORDS {
            parts.entry(unit.place().annex).or_default().push(i);
        }
    }
    let index = context.corpus.similarity();
    for units in parts.into_values().filter(|units| units.len() > 1) {
        let own = |&i: &usize| {
            let unit = &document.units()[i];
            Own { text: unit.text(trimmed(unit)), mark: unit.recall(|unit| Mark::of(unit.text(trimmed(unit)))) }
        };
        let texts: Vec<Own<'_>> = units.iter().map(own).collect();
        // the recommendations of a report are many and settled: only what is nearly copied is worth the time there
        let closeness = match context.own_meetings.is_empty() && texts.len() <= MANY {
            true => Closeness::Meaning,
            false => Closeness::Copies,
        };
        let found = index.within(&texts, closeness);
        if report.counts() {
            for &place in &units {
                report.occasion(document.locate(place, trimmed(&document.units()[place])));
            }
        }
        // a draft has one subject: what is merely like something else in it belongs there
        for (place, best) in found.into_iter().filter(|(_, found)| found.likeness() >= EVEN) {
            if are_versions(document, units[best.earlier], units[place]) {
                continue;
            }
            mark(
                document,
                context,
                (units[place], texts[place].text),
                (units[best.earlier], texts[best.earlier].text),
                &best,
                report,
            );
        }
    }
}

/// Whether two recommendations are versions of one: under one heading, or under `Option A` and `Option B`.
fn are_versions(document: &Document, there: usize, here: usize) -> bool {
    let units = document.units();
    let between = &units[there.min(here) + 1..=here.max(there)];
    let mut headings = between.iter().filter(|unit| unit.kind().is_heading()).peekable();
    if headings.peek().is_some() {
        return headings.all(|unit| document::is_alternative(unit.reading()));
    }
    let before = units[..=there.min(here)].iter().rev().take_while(|unit| !unit.kind().is_heading());
    let headed = before.filter_map(|unit| unit.label.as_ref()).next();
    between.iter().all(|unit| unit.label.is_none()) && headed.is_some_and(|label| label.numbering == Numbering::Heading)
}

/// What was last said of a unit beside another text: the text, how alike it is, and the words for it.
#[derive(Default)]
struct Compared(Mutex<Option<(String, Tier, String)>>);

impl Compared {
    fn with(&self, other: &str, tier: Tier, say: impl FnOnce() -> String) -> String {
        let last = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, _, said)) = last().as_ref().filter(|(known, as_of, _)| known == other && *as_of == tier) {
            return said.clone();
        }
        let said = say();
        *last() = Some((other.to_owned(), tier, said.clone()));
        said
    }
}

fn mark(
    document: &Document,
    context: &Context<'_>,
    (here, text): (usize, &str),
    (there, earlier): (usize, &str),
    best: &Match,
    report: &mut Report<'_>,
) {
    let units = document.units();
    let compared = units[here].recall(|_| Compared::default()).with(earlier, best.tier, || {
        let explanation = explain(context.corpus.similarity(), text, earlier);
        match best.tier {
            Tier::Duplicate => difference(&explanation, text, earlier),
            Tier::Overlap | Tier::Possible | Tier::Nearest => likeness(&explanation, text, earlier),
        }
    });
    let called = match units[there].called() {
        Some((noun, number)) => format!("{noun} {number}"),
        None => "another recommendation".to_owned(),
    };
    let (message, severity) = match best.tier {
        Tier::Duplicate => (format!("Repeats {called} of this draft: {compared}"), Severity::Error),
        Tier::Overlap => (format!("Overlaps with {called} of this draft: {compared}"), Severity::Information),
        Tier::Possible | Tier::Nearest => (format!("May repeat {called} of this draft: {compared}"), Severity::Hint),
    };
    let finding = report.find(document.locate(here, trimmed(&units[here])), message);
    // "publish lists of vessels" and "publish lists of recruiters" are short, and two measures
    let slight = units[here].words < SHORT && best.signals.order < IN_ORDER;
    let severity = if slight { severity.min(Severity::Information) } else { severity };
    finding.at(severity.min(finding.severity));
    finding.relate(document.locate(there, trimmed(&units[there])), "The other one");
}
