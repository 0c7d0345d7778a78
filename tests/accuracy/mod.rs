//! Measures the rules against the published texts and the marks that were judged by hand. The tests and
//! `examples/accuracy.rs` share it, so that what is published is what is tested.

pub(crate) mod articles;

use std::fs;
use std::path::{Path, PathBuf};

use rapporteur::document::{Kind, Status};
use rapporteur::finding::{Finding, Severity};
use rapporteur::settings::{Force, Settings};
use rapporteur::text::Span;
use rapporteur::workbench::{Analysis, Workbench};
use serde::Deserialize;

/// A mistake in a published text, and what finds it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mistake {
    pub(crate) report: String,
    #[serde(rename = "where")]
    pub(crate) place: String,
    /// Whether it stands in an adopted recommendation.
    pub(crate) adopted: bool,
    pub(crate) quote: String,
    /// Other places where a mark counts as finding it.
    #[serde(default)]
    pub(crate) also: Vec<String>,
    pub(crate) problem: String,
    /// Any of these finds it.
    #[serde(default)]
    pub(crate) rules: Vec<String>,
    /// Why none does.
    #[serde(default)]
    pub(crate) out_of_reach: Option<String>,
}

/// A place that is right, however odd it looks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    pub(crate) report: String,
    #[serde(rename = "where")]
    pub(crate) place: String,
    pub(crate) why: String,
    pub(crate) quotes: Vec<String>,
}

#[derive(Deserialize)]
struct Mistakes {
    mistake: Vec<Mistake>,
}

#[derive(Deserialize)]
struct Places {
    place: Vec<Place>,
}

/// A text that was read.
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) analysis: Analysis,
}

/// A finding at warning or above in a published text.
pub(crate) struct Mark<'a> {
    pub(crate) source: &'a Source,
    pub(crate) finding: &'a Finding,
}

pub(crate) fn mistakes() -> Vec<Mistake> {
    read::<Mistakes>("mistakes.toml").mistake
}

pub(crate) fn places() -> Vec<Place> {
    read::<Places>("sparing.toml").place
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accuracy")
}

fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = folder().join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every text of `folder`, read with `settings`, in order of name.
pub(crate) fn sources(workbench: &Workbench, folder: &Path, force: Force) -> Vec<Source> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    let settings = Settings { force, ..Settings::default() };
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.file_stem().expect("a file").to_string_lossy().into_owned();
        Source { name, analysis: workbench.analyze(&text, &settings), text }
    };
    paths.iter().map(read).collect()
}

/// The published texts under `tests/sources`.
pub(crate) fn published(workbench: &Workbench) -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sources");
    let sources = sources(workbench, &folder, Force::DraftsOnly);
    assert_eq!(sources.len(), 5, "the published texts stand under tests/sources");
    sources
}

impl Source {
    /// Where `quote` stands, spaces and line ends aside.
    pub(crate) fn places(&self, quote: &str) -> Vec<Span> {
        let (squeezed, back) = squeeze(&self.text);
        let quote = squeeze(quote).0;
        let found = squeezed.match_indices(&quote).map(|(at, _)| Span::new(back[at], back[at + quote.len() - 1] + 1));
        found.collect()
    }

    /// Findings at warning or above.
    pub(crate) fn marks(&self) -> impl Iterator<Item = Mark<'_>> {
        let severe = self.analysis.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
        severe.map(|finding| Mark { source: self, finding })
    }

    /// Findings that touch any of these quotations.
    pub(crate) fn touching<'a, 'q>(&'a self, quotes: impl IntoIterator<Item = &'q String>) -> Vec<&'a Finding> {
        let spans: Vec<Span> = quotes.into_iter().flat_map(|quote| self.places(quote)).collect();
        let touches = |finding: &&Finding| spans.iter().any(|span| touch(*span, finding.span));
        self.analysis.findings.iter().filter(touches).collect()
    }
}

fn touch(a: Span, b: Span) -> bool {
    a.start < b.end.max(b.start + 1) && b.start < a.end.max(a.start + 1)
}

/// The text with one space for any white space, and where each of its bytes stands.
fn squeeze(text: &str) -> (String, Vec<usize>) {
    let (mut out, mut back) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, char) in text.char_indices() {
        let char = if char.is_whitespace() { ' ' } else { char };
        if char == ' ' && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        back.extend(at..at + char.len_utf8());
        out.push(char);
    }
    (out, back)
}

/// The rules of `mistake` that find it, with the severity.
pub(crate) fn found_by(mistake: &Mistake, sources: &[Source]) -> Vec<(String, Severity)> {
    let source = source(sources, &mistake.report);
    assert!(!source.places(&mistake.quote).is_empty(), "{}: “{}” is no quotation", mistake.report, mistake.quote);
    let touching = source.touching([&mistake.quote].into_iter().chain(&mistake.also));
    let mut rules: Vec<(String, Severity)> = touching
        .into_iter()
        .filter(|finding| mistake.rules.iter().any(|rule| **rule == *finding.rule))
        .map(|finding| (finding.rule.to_string(), finding.severity))
        .collect();
    rules.sort();
    rules.dedup();
    rules
}

pub(crate) fn source<'a>(sources: &'a [Source], name: &str) -> &'a Source {
    sources.iter().find(|source| source.name == name).unwrap_or_else(|| panic!("no text is called {name}"))
}

/// Marks that touch a place that is right.
pub(crate) fn unspared<'a>(place: &Place, sources: &'a [Source]) -> Vec<Mark<'a>> {
    let source = source(sources, &place.report);
    for quote in &place.quotes {
        assert!(!source.places(quote).is_empty(), "{}: “{quote}” is no quotation", place.report);
    }
    let severe = |finding: &&Finding| finding.severity >= Severity::Warning;
    let touching = source.touching(&place.quotes).into_iter().filter(severe);
    touching.map(|finding| Mark { source, finding }).collect()
}

/// Marks inside adopted recommendations that no mistake explains.
pub(crate) fn unexplained<'a>(sources: &'a [Source], mistakes: &[Mistake]) -> Vec<Mark<'a>> {
    let mut left = Vec::new();
    // the summary of the constructive dialogue was not adopted
    for source in sources.iter().filter(|source| source.name.starts_with("report-")) {
        let document = &source.analysis.document;
        let adopted =
            |i: usize| document.units()[i].kind() == Kind::Recommendation && document.status(i) == Status::Adopted;
        let explained = |finding: &Finding| {
            let here = mistakes.iter().filter(|mistake| mistake.report == source.name && mistake.adopted);
            here.filter(|mistake| mistake.rules.iter().any(|rule| **rule == *finding.rule)).any(|mistake| {
                let quotes = [&mistake.quote].into_iter().chain(&mistake.also);
                quotes.flat_map(|quote| source.places(quote)).any(|span| touch(span, finding.span))
            })
        };
        let inside = |mark: &Mark<'_>| document.unit_at(mark.finding.span.start).is_some_and(adopted);
        left.extend(source.marks().filter(inside).filter(|mark| !explained(mark.finding)));
    }
    left
}

impl Mark<'_> {
    /// The mark in its line: `… by {{31%}} of …`.
    pub(crate) fn excerpt(&self) -> String {
        const AROUND: usize = 40;
        let (text, span) = (&self.source.text, self.finding.span);
        let before = &text[..span.start];
        let before = before.char_indices().rev().take(AROUND).last().map_or("", |(at, _)| &before[at..]);
        let after = &text[span.end..];
        let after = after.char_indices().nth(AROUND).map_or(after, |(at, _)| &after[..at]);
        let line = |text: &str| squeeze(&format!("|{text}|")).0.trim_matches('|').to_owned();
        format!("{}{{{{{}}}}}{}", line(before), line(span.of(text)), line(after))
    }
}
