//! Evidence: how often adopted recommendations had occasion for a rule, and how often they kept it.
//!
//! Computed by running the rules over the corpus itself; nothing here is typed. `workbench` runs them, since it is the
//! one pipeline; this room counts places and says the result in one sentence.

mod sentence;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::corpus::{self, Corpus};
use crate::document::{Document, Kind, Status, Unit};
use crate::embedded::Folder;
use crate::lexicon::Lexicon;
use crate::rules::Rule;
use crate::text::Span;

/// The measured support of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Support {
    /// One tally for every meeting that adopted something, oldest first.
    pub meetings: Vec<Tally>,
    /// The result in one line: what findings, `explain` and hovers show.
    pub sentence: String,
}

/// A support in short: what a finding shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Figures<'a> {
    /// Places where the rule had something to decide.
    pub occasions: usize,
    /// Those of them where it was broken.
    pub broken: usize,
    /// The result in one line.
    pub sentence: &'a str,
}

/// `rules/evidence.toml`: the figures of the rules and meetings inside the binary, as a test measured them. With them a
/// finding is shown before all adopted texts have been read again.
#[derive(Debug, Deserialize)]
pub struct Measured {
    /// The meetings that were measured, as [`meetings`] names them.
    meetings: Vec<String>,
    #[serde(borrow)]
    rules: BTreeMap<&'static str, Figures<'static>>,
}

impl Measured {
    /// The figures inside the binary, if `corpus` is what was measured.
    pub fn of(corpus: &Corpus) -> Option<Measured> {
        Some(Folder::Evidence.read()).filter(|measured: &Measured| measured.meetings == meetings(corpus))
    }

    /// The figures of a rule.
    pub fn figures(&self, rule: &str) -> Option<Figures<'static>> {
        self.rules.get(rule).copied()
    }
}

/// Each meeting with its number of recommendations: figures measured over others do not hold.
pub fn meetings(corpus: &Corpus) -> Vec<String> {
    let count = |m: usize| corpus.earlier().iter().filter(|earlier| earlier.meeting == m).count();
    corpus.meetings().iter().enumerate().map(|(m, meeting)| format!("{}: {}", meeting.id, count(m))).collect()
}

/// What one meeting did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// The meeting's id, such as `2019-WG.4`.
    pub meeting: String,
    /// How people refer to the meeting: its year, or its id where the corpus has several bodies.
    pub spoken: String,
    /// Places where the rule had something to decide.
    pub occasions: usize,
    /// Those of them where it was broken, in order.
    pub broken: Vec<Exception>,
}

/// An adopted text that broke a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// `2022-WG.4/7`; for a heading or an introduction the name of its meeting and place.
    pub name: String,
    /// `Recommendation`, `paragraph`, `section`: what the place is called.
    pub noun: &'static str,
    /// Its number there.
    pub number: String,
    /// The text of the place, one line.
    pub text: String,
    /// What broke the rule, in `text`.
    pub span: Span,
}

impl Support {
    /// Places where the rule had something to decide.
    pub fn occasions(&self) -> usize {
        self.meetings.iter().map(|tally| tally.occasions).sum()
    }

    /// Places where it was broken.
    pub fn broken(&self) -> usize {
        self.meetings.iter().map(|tally| tally.broken.len()).sum()
    }

    /// Places where it was kept.
    pub fn kept(&self) -> usize {
        self.occasions() - self.broken()
    }

    /// The support in short.
    pub fn figures(&self) -> Figures<'_> {
        Figures { occasions: self.occasions(), broken: self.broken(), sentence: &self.sentence }
    }

    /// The places where it was broken, oldest first.
    pub fn exceptions(&self) -> impl Iterator<Item = &Exception> {
        self.meetings.iter().flat_map(|tally| &tally.broken)
    }
}

/// Where the Editorial Manual is.
const EDITORIAL_MANUAL: &str = "https://www.un.org/dgacm/en/content/editorial-manual";

/// Where to read what a rule rests on: the address that its source names; else the Editorial Manual, if it rests on that;
/// else the newest report that had occasion for it, or simply the newest where that was not measured.
pub fn read_more(rule: &Rule, support: Option<&Support>, corpus: &Corpus) -> Option<String> {
    let source = rule.card.source.as_str();
    if let Some(start) = source.find("https://").or_else(|| source.find("http://")) {
        let url = source[start..].split([' ', ')', ';', ',', '>']).next()?;
        return Some(url.trim_end_matches('.').to_owned());
    }
    if source.contains("Editorial Manual") {
        return Some(EDITORIAL_MANUAL.to_owned());
    }
    let meetings = corpus.meetings();
    let with_occasion = support.and_then(|support| {
        let newest = support.meetings.iter().rev().find(|tally| tally.occasions > 0)?;
        meetings.iter().find(|meeting| meeting.id == newest.meeting)
    });
    let meeting = with_occasion.or(meetings.last()).filter(|meeting| !meeting.symbol.is_empty())?;
    Some(corpus::url(&meeting.symbol))
}

/// Adopted recommendations read into structure, a document for each part of a meeting.
#[derive(Debug)]
pub struct Adopted {
    /// Index of the meeting in the corpus.
    pub meeting: usize,
    /// Index of the part in the meeting.
    pub part: usize,
    /// The part as a draft.
    pub document: Document,
}

/// Reads every adopted part of the corpus: what was only proposed or observed is no evidence.
pub fn adopted(corpus: &Corpus, lexicon: &Lexicon) -> Vec<Adopted> {
    let parts = corpus.meetings().iter().enumerate().flat_map(|(meeting, whole)| {
        whole.parts.iter().enumerate().map(move |(part, content)| (meeting, part, content))
    });
    parts
        .filter(|(_, _, content)| content.status() == Status::Adopted)
        .map(|(meeting, part, content)| Adopted { meeting, part, document: Document::parse(&content.draft(), lexicon) })
        .collect()
}

/// What a rule did in one adopted part: places in its document.
#[derive(Debug, Clone, Default)]
pub struct Counted {
    /// Where it had something to decide, the findings included.
    pub occasions: Vec<Span>,
    /// What it found.
    pub findings: Vec<Span>,
}

/// Adds up what `rule` did in the adopted parts, and says it.
pub fn count(rule: &Rule, corpus: &Corpus, parts: &[(&Adopted, Counted)]) -> Support {
    let mut meetings: Vec<Tally> = Vec::new();
    for (adopted, counted) in parts {
        let meeting = &corpus.meetings()[adopted.meeting];
        if meetings.last().is_none_or(|tally| tally.meeting != meeting.id) {
            let spoken = corpus.spoken(meeting);
            meetings.push(Tally { meeting: meeting.id.clone(), spoken, ..Tally::default() });
        }
        let tally = meetings.last_mut().expect("just pushed");
        let part = &meeting.parts[adopted.part].id;
        match rule.card.support.counted.as_str() {
            "" => by_recommendation(adopted, counted, &meeting.id, part, tally),
            _ => by_occasion(adopted, counted, &meeting.id, part, tally),
        }
    }
    let sentence = sentence::of(&rule.card, &meetings);
    Support { meetings, sentence }
}

/// A recommendation counts once, however often the rule had something to decide in it.
fn by_recommendation(adopted: &Adopted, counted: &Counted, meeting: &str, part: &str, tally: &mut Tally) {
    let document = &adopted.document;
    for (i, unit) in document.units().iter().enumerate() {
        if unit.kind() != Kind::Recommendation {
            continue;
        }
        let range = Span::from(document.range(i));
        if !counted.occasions.iter().any(|span| range.contains(*span)) {
            continue;
        }
        tally.occasions += 1;
        if let Some(found) = counted.findings.iter().find(|span| range.contains(**span)) {
            tally.broken.push(exception(unit, found, range.start, meeting, part));
        }
    }
}

/// Every occasion counts: lists, citations, headings. One that lies inside another is the same occasion.
fn by_occasion(adopted: &Adopted, counted: &Counted, meeting: &str, part: &str, tally: &mut Tally) {
    let mut spans = counted.occasions.clone();
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut last: Option<Span> = None;
    for span in spans {
        if last.is_some_and(|last| last.contains(span)) {
            continue;
        }
        last = Some(span);
        tally.occasions += 1;
        let Some(found) = counted.findings.iter().find(|found| span.contains(**found)) else { continue };
        let Some(i) = adopted.document.unit_at(found.start) else { continue };
        let unit = &adopted.document.units()[i];
        tally.broken.push(exception(unit, found, adopted.document.start(i), meeting, part));
    }
}

fn exception(unit: &Unit, found: &Span, start: usize, meeting: &str, part: &str) -> Exception {
    let (noun, number) = unit.called().unwrap_or(("introduction", ""));
    let name = match unit.kind() {
        Kind::Recommendation => corpus::name(meeting, part, number),
        _ => format!("{meeting}, {noun} {number}").trim_end().to_owned(),
    };
    let (from, to) = (unit.find(found.start - start), unit.find(found.end.min(start + unit.source().len()) - start));
    let body = match unit.body.is_empty() || from < unit.body.start {
        true => Span::new(0, unit.reading().len()),
        false => unit.body,
    };
    let span = Span::new(from.clamp(body.start, body.end), to.clamp(body.start, body.end));
    let text = unit.text(body).replace('\n', " ");
    Exception {
        name,
        noun,
        number: number.to_owned(),
        text,
        span: Span::new(span.start - body.start, span.end - body.start),
    }
}
