//! Findings for people and for machines: one output format a file. Nothing here decides anything.

pub mod checkstyle;
pub mod compare;
pub mod concise;
mod difference;
mod earlier;
pub mod explain;
pub mod export;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod index;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod manual;
mod markdown;
pub mod rdjson;
pub mod record;
pub mod report;
pub mod sarif;
pub mod search;
pub mod show;
pub mod similar;
mod terminal;
mod xml;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::word::Word;
use crate::failure::Failure;
use crate::finding::Finding;
use crate::settings::Severity;
use crate::text::{LineColumn, Lines, Span};
use crate::workbench::{Analysis, Workbench};

/// A way to say what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people at a terminal.
    #[default]
    Human,
    /// One line a finding.
    Concise,
    /// One JSON object.
    Json,
    /// One JSON object a finding, each on a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// A Code Quality report of GitLab.
    Gitlab,
    /// JUnit XML.
    Junit,
    /// Checkstyle XML.
    Checkstyle,
    /// Reviewdog Diagnostic Format.
    Rdjson,
}

impl Format {
    /// All of them, in the order of the manual.
    pub const ALL: [Format; 10] = [
        Format::Human,
        Format::Concise,
        Format::Json,
        Format::Jsonl,
        Format::Sarif,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
        Format::Checkstyle,
        Format::Rdjson,
    ];

    /// The word for it on the command line, and what makes it.
    const fn entry(self) -> (&'static str, fn(View<'_>) -> String) {
        match self {
            Format::Human => ("human", human::render),
            Format::Concise => ("concise", concise::render),
            Format::Json => ("json", json::render),
            Format::Jsonl => ("jsonl", jsonl::render),
            Format::Sarif => ("sarif", sarif::render),
            Format::Github => ("github", github::render),
            Format::Gitlab => ("gitlab", gitlab::render),
            Format::Junit => ("junit", junit::render),
            Format::Checkstyle => ("checkstyle", checkstyle::render),
            Format::Rdjson => ("rdjson", rdjson::render),
        }
    }

    /// The word for it on the command line.
    pub const fn name(self) -> &'static str {
        self.entry().0
    }

    /// Whether what is said of several files is what is said of each, one after the other: then one can be said before the
    /// next is read.
    pub const fn is_by_line(self) -> bool {
        matches!(self, Format::Concise | Format::Jsonl | Format::Github)
    }

    /// Whether what it says of some files is still true if others could not be read: it says so, or each line stands for
    /// itself. Any other report would be taken for the whole.
    pub const fn stands_in_part(self) -> bool {
        self.tells_failures() || self.is_by_line() || self.is_for_people()
    }

    /// Whether it has a place for what could not be done.
    pub const fn tells_failures(self) -> bool {
        matches!(self, Format::Sarif | Format::Junit)
    }

    /// Whether people read it: they are not shown hints unless they ask.
    pub const fn is_for_people(self) -> bool {
        matches!(self, Format::Human)
    }
}

/// A file that was read, and what was found in it.
#[derive(Debug)]
pub struct Outcome {
    /// The path as it was given.
    pub path: String,
    /// The decoded text, without byte-order mark.
    pub text: String,
    /// The Word document that the text was taken from.
    pub word: Option<Box<Word>>,
    /// What was found.
    pub analysis: Analysis,
    /// The rules, corpus and evidence this file was held against; files may differ by their configuration.
    pub workbench: Arc<Workbench>,
}

/// What an output format may look at.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The files, in the order given.
    pub outcomes: &'a [Outcome],
    /// The rules, corpus and evidence of the first file; those inside the binary if there is none.
    pub workbench: &'a Workbench,
    /// Findings below it are counted, but not shown.
    pub shown: Severity,
    /// Columns of the terminal.
    pub width: usize,
    /// What could not be done, for formats that have a place for it.
    pub failures: &'a [Failure],
}

/// Says what was found in `format`.
pub fn render(view: View<'_>, format: Format) -> String {
    format.entry().1(view)
}

impl<'a> View<'a> {
    /// The findings of a file that are shown, by place.
    fn findings(self, outcome: &'a Outcome) -> impl Iterator<Item = &'a Finding> {
        outcome.analysis.findings.iter().filter(move |finding| finding.severity >= self.shown)
    }
}

/// Where byte `at` of a draft stands, for people: `line 12`; in a Word document `3rd paragraph`.
pub fn spot(text: &str, word: Option<&Word>, at: usize) -> String {
    match word.and_then(|word| word.origin(at)) {
        Some(origin) => origin.spoken(),
        None => format!("line {}", Lines::new(text).line_of(at) + 1),
    }
}

/// Where a finding stands in its file.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: LineColumn,
    end: LineColumn,
}

impl Place {
    fn of(span: Span, text: &str, lines: &Lines) -> Place {
        Place { start: lines.locate(text, span.start), end: lines.locate(text, span.end) }
    }
}

/// What the place is called in the draft: `Recommendation 7`, `paragraph 12`, `section A`.
fn called(analysis: &Analysis, at: usize) -> Option<String> {
    let unit = &analysis.document.units()[analysis.document.unit_at(at)?];
    let (noun, number) = unit.called()?;
    Some(format!("{noun} {number}"))
}

/// Marks that stay the same while the lines around a finding move: rule, place in the structure, the words found, and
/// a count for the same words in the same place.
fn fingerprints(outcome: &Outcome) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let path = outcome.path.strip_prefix("./").unwrap_or(&outcome.path);
    let keys = outcome.analysis.findings.iter().map(|finding| {
        let place = called(&outcome.analysis, finding.span.start).unwrap_or_default();
        let words = finding.span.of(&outcome.text).split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{path}\n{}\n{place}\n{words}", finding.rule)
    });
    keys.map(|key| {
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        let key = format!("{key}\n{count}");
        format!("{:016x}{:016x}", fnv(&key, 0xcbf2_9ce4_8422_2325), fnv(&key, 0x9ae1_6a3b_2f90_404f))
    })
    .collect()
}

/// FNV-1a, which stays the same in every release.
fn fnv(text: &str, start: u64) -> u64 {
    text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
