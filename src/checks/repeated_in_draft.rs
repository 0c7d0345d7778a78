//! `repeated-in-draft`: a recommendation that says what another of the same part has said, in the same words or in
//! others. The proposals of an annex are not held against the body: they are another status of the same subject.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Context;
use super::earlier::{WORDS, measure, trimmed};
use super::likeness::{difference, is_other, likeness, rests_on_little};
use super::near_duplicate::{EVEN, HALF};
use crate::corpus::similarity::{Closeness, Mark, Match, Own, Tier, explain};
use crate::document::reversal::{Reversal, reversal};
use crate::document::{self, Document, Kind, Numbering, Unit};
use crate::finding::{Report, Severity};
use crate::lexicon::{Mention, MentionKind};
use crate::text::Span;

/// So few words are soon alike.
const SHORT: u32 = 15;

/// Every two of so many recommendations are held against each other; no meeting had half as many before it. Of more, what is
/// nearly copied is found, so that a draft without end takes no time without end.
const MANY: usize = 500;

/// The share of runs of three words from which even a short text repeats another.
const IN_ORDER: f32 = 0.7;

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    let mut parts: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (i, unit) in document.units_that(|unit| unit.kind() == Kind::Recommendation && unit.words >= WORDS) {
        parts.entry(unit.place().annex).or_default().push(i);
    }
    let index = context.corpus.similarity();
    for units in parts.into_values().filter(|units| units.len() > 1) {
        let asked: Vec<Arc<Asked>> = units.iter().map(|&i| document.units()[i].recall(Asked::of)).collect();
        let texts: Vec<Own<'_>> = asked.iter().map(|asked| asked.own()).collect();
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
            let both = (units[best.earlier], units[place]);
            if are_versions(document, both.0, both.1) || is_listed(document, both) {
                continue;
            }
            let (here, there) = (&asked[place], &asked[best.earlier]);
            // “implement article 14” beside “implement article 15” says little else
            if here.cited != there.cited && document.units()[units[place]].words < SHORT {
                continue;
            }
            let cites = here.cites_for(there);
            mark(document, context, (units[place], units[best.earlier]), &best, cites, report);
        }
    }
}

/// What a recommendation asks for, without the articles that it cites: on one article two measures can be taken.
struct Asked {
    text: String,
    mark: Arc<Mark>,
    /// The citations, as written.
    cited: Vec<String>,
}

impl Asked {
    fn of(unit: &Unit) -> Asked {
        let body = trimmed(unit);
        let cites = |mention: &&Mention| matches!(&mention.kind, MentionKind::Citation(citation) if !citation.provisions.is_empty());
        let (mut text, mut from) = (String::new(), body.start);
        let mut cited = Vec::new();
        for mention in unit.mentions.iter().filter(cites).filter(|mention| body.contains(mention.span)) {
            if mention.span.start >= from {
                text.push_str(unit.text(Span::new(from, mention.span.start)));
                from = mention.span.end;
                cited.push(unit.text(mention.span).to_owned());
            }
        }
        text.push_str(unit.text(Span::new(from, body.end)));
        // whoever recalls an earlier recommendation does it in the same words each time
        let text = measure(&text).into_owned();
        let mark = Arc::new(Mark::of(&text));
        Asked { text, mark, cited }
    }

    /// What it cites where the other cites something else: “article 8”, “article 9”.
    fn cites_for<'a>(&'a self, other: &'a Asked) -> Option<(&'a str, &'a str)> {
        let pairs = self.cited.iter().zip(&other.cited);
        pairs.map(|(here, there)| (&**here, &**there)).find(|(here, there)| here != there)
    }

    fn own(&self) -> Own<'_> {
        Own { text: &self.text, mark: self.mark.clone() }
    }
}

/// Whether two recommendations are versions of one: under one heading, or under `Option A` and `Option B`.
fn are_versions(document: &Document, there: usize, here: usize) -> bool {
    let units = document.units();
    // side by side in one row of a table
    let mut row = there.min(here) + 1..=here.max(there);
    if row.all(|i| document.is_inside_row(i)) {
        return true;
    }
    let between = &units[there.min(here) + 1..=here.max(there)];
    let mut headings = between.iter().filter(|unit| unit.kind().is_heading()).peekable();
    if headings.peek().is_some() {
        return headings.all(|unit| document::is_alternative(unit.reading()));
    }
    let before = units[..=there.min(here)].iter().rev().take_while(|unit| !unit.kind().is_heading());
    let headed = before.filter_map(|unit| unit.label.as_ref()).next();
    between.iter().all(|unit| unit.label.is_none()) && headed.is_some_and(|label| label.numbering == Numbering::Heading)
}

/// Whether one of two recommendations is the other in a table of overview, which gives it the number of its heading.
fn is_listed(document: &Document, (one, other): (usize, usize)) -> bool {
    let (one, other) = (&document.units()[one], &document.units()[other]);
    let headed = |unit: &Unit| {
        let label = unit.label.as_ref().filter(|label| label.numbering == Numbering::Heading);
        label.filter(|_| !unit.source().starts_with('|')).map(|label| label.number.clone())
    };
    let is = |row: &Unit, text: &Unit| headed(text).is_some_and(|number| row.number_in_row() == Some(number));
    is(one, other) || is(other, one)
}

/// What two texts have in common or apart, in words.
#[derive(Clone)]
struct Said {
    words: String,
    asks: Asks,
}

/// What a text asks for that has the words of another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    Same,
    /// Perhaps the same: only a few words say so.
    Perhaps,
    /// Something else in much the same words.
    Other,
    Opposite,
}

/// What was last said of a unit beside another text: the text, how alike it is, and the words for it.
#[derive(Default)]
struct Compared(Mutex<Option<(String, Tier, Said)>>);

impl Compared {
    fn with(&self, other: &str, tier: Tier, say: impl FnOnce() -> Said) -> Said {
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
    (here, there): (usize, usize),
    best: &Match,
    cites: Option<(&str, &str)>,
    report: &mut Report<'_>,
) {
    let units = document.units();
    let [text, earlier] = [here, there].map(|i| units[i].text(trimmed(&units[i])));
    // "publish lists of vessels" and "publish lists of recruiters" are short, and two measures
    let slight = units[here].words < SHORT && best.signals.order < IN_ORDER;
    let tier = if slight { best.tier.min(Tier::Overlap) } else { best.tier };
    let said = units[here].recall(|_| Compared::default()).with(earlier, tier, || {
        if let Some(Reversal { old, new }) = reversal(earlier, text).filter(|_| tier >= Tier::Overlap) {
            let words = format!("“{}” where it says “{}”", new.of(text), old.of(earlier));
            return Said { words, asks: Asks::Opposite };
        }
        let explanation = explain(context.corpus.similarity(), text, earlier);
        let other = tier == Tier::Duplicate && is_other(best, &explanation, &units[here], earlier, context);
        let words = match tier {
            Tier::Duplicate => difference(&explanation, text, earlier),
            Tier::Overlap | Tier::Possible | Tier::Nearest => likeness(&explanation, text, earlier),
        };
        let little = tier == Tier::Overlap && best.signals.covered < HALF;
        let asks = match () {
            () if other => Asks::Other,
            () if little && rests_on_little(&explanation, text, earlier) => Asks::Perhaps,
            () => Asks::Same,
        };
        Said { words, asks }
    });
    let called = match units[there].called() {
        Some((noun, number)) => format!("{noun} {number}"),
        None => "another recommendation".to_owned(),
    };
    let Said { words, asks } = match cites.filter(|_| tier == Tier::Duplicate && said.asks == Asks::Same) {
        Some((new, old)) => Said { words: format!("cites “{new}” for “{old}”"), asks: Asks::Other },
        None => said,
    };
    let (verb, mark, severity) = match (asks, tier) {
        (Asks::Opposite, Tier::Duplicate) => ("Asks for the opposite of", ": ", Severity::Error),
        (Asks::Opposite, _) => ("Asks for the opposite of", ": ", Severity::Information),
        (Asks::Other, _) => ("Takes up the words of", ", perhaps for another measure: ", Severity::Information),
        (Asks::Same, Tier::Duplicate) => ("Repeats", ": ", Severity::Error),
        (Asks::Same, Tier::Overlap) => ("Overlaps with", ": ", Severity::Information),
        (Asks::Perhaps, _) | (Asks::Same, Tier::Possible | Tier::Nearest) => ("May repeat", ": ", Severity::Hint),
    };
    let message = format!("{verb} {called} of this draft{mark}{words}");
    let finding = report.find(document.locate(here, trimmed(&units[here])), message);
    // what merely overlaps is not said in nearly the same words
    finding.aside = tier < Tier::Duplicate;
    finding.at(severity.min(finding.severity));
    finding.relate(document.locate(there, trimmed(&units[there])), "The other one");
}
