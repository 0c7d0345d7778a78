//! `near-duplicate`: a recommendation that an earlier meeting adopted, left as a proposal or observed before, in the
//! same words or in others. It never says that nothing similar exists.

use std::cmp::Reverse;
use std::fmt::Write;

use super::Context;
use super::earlier::{Part, WORDS, before, measure, offer, recalled, recalls, reversal_of, trimmed};
use super::likeness::{difference, is_alike, is_other, is_shown, likeness, longest_phrase, rests_on_little};
use crate::corpus::Earlier;
use crate::corpus::similarity::{Match, Tier};
use crate::document::{Kind, Status, Unit};
use crate::finding::{Report, Severity};

/// How many earlier recommendations a finding names.
const NAMED: usize = 3;

/// Likeness from which a match is worth a word in a draft of the field.
const MERELY_LIKE: f32 = 0.18;

/// The share of an earlier text that speaks for itself, whatever can be quoted.
const WHOLE: f32 = 0.9;

/// The share of an earlier text from which a few words that both have are enough: that text has hardly more.
pub(super) const HALF: f32 = 0.5;

/// Likeness from which it is in a draft of another one: rather the same measure than not.
pub(super) const EVEN: f32 = 0.5;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if unit.kind() != Kind::Recommendation || unit.words < WORDS {
        return;
    }
    let corpus = context.corpus;
    let span = trimmed(unit);
    let text = unit.text(span);
    let before = before(context);
    // what is recalled is no longer said as if it were new
    let recalled = recalled(text);
    let counts = |i: usize| {
        let earlier = &corpus.earlier()[i];
        let year = corpus.meetings()[earlier.meeting].year;
        let other = recalled.as_ref().is_none_or(|years| !years.is_empty() && !years.contains(&year));
        before(earlier.meeting) && other && !recalls(text, earlier, context)
    };
    // what asks for the opposite repeats nothing; of adopted texts `opposite-measure` tells
    let opposes = |found: &Match| reversal_of(unit, &corpus.earlier()[found.earlier]).is_some();
    // what a meeting has put on record is no longer drafted: that it repeats another is worth knowing, no more
    // and what was only proposed or observed is there to be taken up
    let loudest = |earlier: &Earlier| match context.own_meetings.is_empty() && earlier.status == Status::Adopted {
        true => Severity::Error,
        false => Severity::Information,
    };
    if !(0..corpus.meetings().len()).any(before) {
        report.occasion(span);
        return;
    }
    if let Some(i) = corpus.verbatim(unit.fingerprint()).filter(|&i| counts(i)) {
        let earlier = &corpus.earlier()[i];
        let message = format!("Repeats {} ({}) word for word", corpus.cite(earlier), earlier.status.name());
        let finding = report.find(span, message).precedent(&*earlier.name, Some(1.0));
        finding.at(loudest(earlier).min(finding.severity));
        offer(finding, unit, earlier, context);
        return;
    }
    let comparable = corpus.is_comparable(text);
    let is_topic = |found: &Match| !comparable(&corpus.earlier()[found.earlier]);
    let measure = measure(text);
    let mut matches = corpus.similarity().repeated(&measure, NAMED, counts);
    // a topic for a later meeting has the words of a measure and is none
    if matches.iter().any(is_topic) {
        let counts = |i: usize| counts(i) && comparable(&corpus.earlier()[i]);
        let measures = corpus.similarity().repeated(&measure, NAMED, counts);
        matches = match measures.is_empty() {
            true => matches.into_iter().filter(is_topic).map(|found| found.at_most(Tier::Possible)).collect(),
            false => measures,
        };
    }
    // in another field everything is a little like something
    let bar = if context.of_the_field { MERELY_LIKE } else { EVEN };
    // beside an opposite only what is surely the same is worth a word
    let least = if matches.iter().any(opposes) { Tier::Duplicate } else { Tier::Possible };
    let matches = matches.into_iter().filter(|found| found.likeness() >= bar && found.tier >= least);
    let mut matches: Vec<Match> = matches.filter(|found| !opposes(found)).collect();
    // of those that merely overlap the one that says most in the same words comes first
    if matches.len() > 1 && matches[0].tier == Tier::Overlap {
        let phrase = |found: &Match| {
            let part = Part::of(unit, &corpus.earlier()[found.earlier], found, context);
            let explanation = part.explained(unit, context);
            longest_phrase(&explanation, text)
        };
        matches.sort_by_cached_key(|found| Reverse((found.tier, phrase(found))));
    }
    let Some(mut best) = matches.first().copied() else {
        report.occasion(span);
        return;
    };
    if best.tier == Tier::Overlap && best.signals.covered < HALF {
        let part = Part::of(unit, &corpus.earlier()[best.earlier], &best, context);
        if rests_on_little(&part.explained(unit, context), text, &part.text) {
            best = best.at_most(Tier::Possible);
        }
    }
    let (tier, mut message) = message(&best, unit, context);
    if tier == Tier::Nearest {
        report.occasion(span);
        return;
    }
    // a text that merges two repeats both
    for found in matches[1..].iter().filter(|found| found.tier >= Tier::Overlap && tier >= Tier::Overlap) {
        let (also_tier, also) = self::message(found, unit, context);
        if also_tier >= Tier::Overlap {
            let _ = write!(message, ". {also}");
        }
    }
    let finding = report.find(span, message);
    let severity = match tier {
        Tier::Duplicate => loudest(&corpus.earlier()[best.earlier]),
        Tier::Overlap => Severity::Information,
        Tier::Possible | Tier::Nearest => Severity::Hint,
    };
    // what merely overlaps is not said in much the same words
    finding.aside = tier < Tier::Duplicate;
    // a person who wants the rule quieter than its card has the last word
    finding.at(severity.min(finding.severity));
    if tier >= Tier::Overlap {
        offer(finding, unit, &corpus.earlier()[best.earlier], context);
    }
    // beside one that is rather the same measure, a weak one only distracts
    for found in matches.iter().filter(|found| found.tier >= tier.min(Tier::Overlap)) {
        finding.precedent(&*corpus.earlier()[found.earlier].name, Some(found.likeness_as(found.tier.min(tier))));
    }
}

/// What is said of the best match, and how much it means.
fn message(best: &Match, unit: &Unit, context: &Context<'_>) -> (Tier, String) {
    let (corpus, text) = (context.corpus, unit.text(trimmed(unit)));
    let earlier = &corpus.earlier()[best.earlier];
    let part = Part::of(unit, earlier, best, context);
    let explanation = part.explained(unit, context);
    let cited = format!("{} ({})", part.cited(corpus.cite(earlier)), earlier.status.name());
    let whole = best.signals.covered >= WHOLE || is_shown(&explanation, text, &part.text);
    let other = best.tier == Tier::Duplicate && is_other(best, &explanation, unit, &part.text, context);
    let likeness = likeness(&explanation, text, &part.text);
    let tier = match best.tier {
        Tier::Duplicate if other || !whole => Tier::Overlap,
        Tier::Overlap | Tier::Possible if !is_alike(&explanation, text, &part.text) => Tier::Nearest,
        tier => tier,
    };
    let message = match tier {
        Tier::Duplicate => format!("Repeats {cited}: {}", difference(&explanation, text, &part.text)),
        Tier::Overlap if other => {
            let differs = difference(&explanation, text, &part.text);
            format!("Takes up the words of {cited}, perhaps for another measure: {differs}")
        }
        Tier::Overlap => format!("Overlaps with {cited}: {likeness}"),
        Tier::Possible | Tier::Nearest if earlier.topics => {
            format!("Takes up a topic that {cited} lists for later meetings: {likeness}")
        }
        Tier::Possible | Tier::Nearest => format!("May repeat {cited}: {likeness}"),
    };
    (tier, message)
}
