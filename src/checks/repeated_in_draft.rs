//! `repeated-in-draft`: a recommendation that says what another of the same part has said, in the same words or in
//! others. The proposals of an annex are not held against the body: they are another status of the same subject.

use std::collections::BTreeMap;

use super::Context;
use super::earlier::{WORDS, difference, likeness, trimmed};
use super::near_duplicate::EVEN;
use crate::corpus::similarity::{Match, Tier, explain};
use crate::document::{Document, Kind};
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
        let texts: Vec<&str> = units.iter().map(|&i| document.units()[i].text(trimmed(&document.units()[i]))).collect();
        // the recommendations of a report are many and settled: only what is nearly copied is worth the time there
        let found = match context.own_meetings.is_empty() && texts.len() <= MANY {
            true => index.within(&texts),
            false => index.copies(&texts),
        };
        for (place, _) in units.iter().zip(&texts) {
            report.occasion(document.locate(*place, trimmed(&document.units()[*place])));
        }
        // a draft has one subject: what is merely like something else in it belongs there
        for (place, best) in found.into_iter().filter(|(_, found)| found.likeness() >= EVEN) {
            mark(
                document,
                context,
                (units[place], texts[place]),
                (units[best.earlier], texts[best.earlier]),
                &best,
                report,
            );
        }
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
    let explanation = explain(context.corpus.similarity(), text, earlier);
    let units = document.units();
    let called = match units[there].called() {
        Some((noun, number)) => format!("{noun} {number}"),
        None => "another recommendation".to_owned(),
    };
    let (message, severity) = match best.tier {
        Tier::Duplicate => {
            (format!("Repeats {called} of this draft: {}", difference(&explanation, text, earlier)), Severity::Error)
        }
        Tier::Overlap => {
            let message = format!("Overlaps with {called} of this draft: {}", likeness(&explanation, text, earlier));
            (message, Severity::Information)
        }
        Tier::Possible | Tier::Nearest => {
            (format!("May repeat {called} of this draft: {}", likeness(&explanation, text, earlier)), Severity::Hint)
        }
    };
    let finding = report.find(document.locate(here, trimmed(&units[here])), message);
    // "publish lists of vessels" and "publish lists of recruiters" are short, and two measures
    let slight = units[here].words < SHORT && best.signals.order < IN_ORDER;
    let severity = if slight { severity.min(Severity::Information) } else { severity };
    finding.at(severity.min(finding.severity));
    finding.relate(document.locate(there, trimmed(&units[there])), "The other one");
}
