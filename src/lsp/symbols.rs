//! Search over the drafts of the open folders and the whole adopted record.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::outline;
use super::record::Record;
use super::state::{Desk, address, stored};
use crate::document::{Document, Kind, Nature};
use crate::settings::Feature;
use crate::text::{Span, Text, floor_boundary};
use crate::workbench::Workbench;
use crate::workspace;

/// Answers of each sort at most.
const MOST: usize = 100;

/// So many answers are enough to choose those to send from.
const LOOKED_AT: usize = 4 * MOST;

/// Characters of a recommendation that stand in an answer.
const QUOTED: usize = 80;

/// The recommendations of drafts and of the record that hold all words of `query`, or whose name it is part of.
pub(super) fn search(query: &str, desk: &Desk, abilities: Abilities) -> Vec<lsp::SymbolInformation> {
    let folder = desk.folders().into_iter().next().unwrap_or_default();
    let resolved = desk.workspace.standing(&folder.join("untitled.md"));
    if !resolved.config.features().has(Feature::Symbols) {
        return Vec::new();
    }
    let sought = Sought::read(query);
    let mut found = drafts(&sought, desk, abilities);
    found.extend(record(&sought, &resolved.workbench, &desk.record(&resolved.workbench)));
    found
}

/// What is looked for: words in lower case.
#[derive(Debug)]
struct Sought {
    words: Vec<String>,
}

impl Sought {
    fn read(query: &str) -> Sought {
        // "Rec. 5" is short for "Recommendation 5"
        let whole = |word: &str| match word.strip_suffix('.') {
            Some(short) if short.chars().all(char::is_alphabetic) => short.to_lowercase(),
            _ => word.to_lowercase(),
        };
        Sought { words: query.split_whitespace().map(whole).collect() }
    }

    /// Whether it names what is called so, by the beginnings of its words and by its whole number.
    fn names(&self, called: &str) -> bool {
        let called = called.to_lowercase();
        let own: Vec<&str> = called.split_whitespace().collect();
        let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        let same = |(word, own): (&String, &&str)| own == word || !is_number(word) && own.starts_with(word.as_str());
        own.len() == self.words.len() && self.words.iter().zip(&own).all(same)
    }

    /// Whether `2019/10` is short for the name of a recommendation, `2019-WG.4/10`.
    fn is_short_for(&self, name: &str) -> bool {
        let [word] = self.words.as_slice() else { return false };
        let Some((year, number)) = word.split_once('/') else { return false };
        let parts = name.split_once('-').zip(name.rsplit_once('/'));
        parts.is_some_and(|((own, _), (_, last))| own == year && last.eq_ignore_ascii_case(number))
    }

    fn fits(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.words.iter().all(|word| text.contains(word.as_str()))
    }
}

/// Recommendations and headings of the open drafts, then of those that are not open.
fn drafts(sought: &Sought, desk: &Desk, abilities: Abilities) -> Vec<lsp::SymbolInformation> {
    let mut found: Vec<(bool, lsp::SymbolInformation)> = Vec::new();
    for uri in desk.uris() {
        let Some(snapshot) = desk.latest(&uri) else { continue };
        found.extend(of_draft(sought, &snapshot.analysis.document, &snapshot.text, &uri, abilities));
    }
    for path in desk.workspace.drafts(&desk.folders()) {
        // the rest of a folder may hold what is called so, but nobody reads that many
        if found.len() >= LOOKED_AT || found.iter().filter(|(named, _)| *named).count() >= MOST {
            break;
        }
        let Some(uri) = address(&path).filter(|_| !desk.is_open(&path)) else { continue };
        let Ok(read) = workspace::read(&path, &path.display().to_string()) else { continue };
        if !sought.fits(&read.text) {
            continue;
        }
        let (_, _, workbench) = desk.library(&uri);
        let document = Document::parse(&read.text, &workbench.lexicon);
        if document.nature() != Nature::NotADraft {
            found.extend(of_draft(sought, &document, &Text::new(&read.text), &uri, abilities));
        }
    }
    // what is called so stands before what only speaks of it
    found.sort_by_key(|(named, _)| !named);
    found.truncate(MOST);
    found.into_iter().map(|(_, symbol)| symbol).collect()
}

#[allow(deprecated)] // the field `deprecated` must be named
fn of_draft(
    sought: &Sought,
    document: &Document,
    text: &Text,
    uri: &lsp::Uri,
    abilities: Abilities,
) -> Vec<(bool, lsp::SymbolInformation)> {
    let file = stored(uri).and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
    let mut found = Vec::new();
    for (i, unit) in document.units().iter().enumerate() {
        let named = unit.kind().is_heading() || unit.kind() == Kind::Recommendation;
        if !named || !sought.fits(unit.reading()) {
            continue;
        }
        let body = unit.text(unit.body).trim();
        let name = match unit.kind() {
            Kind::Recommendation => format!("{}: {}", outline::name_of(unit), start(body)),
            _ => outline::name_of(unit),
        };
        let span = Span::from(document.range(i));
        let symbol = lsp::SymbolInformation {
            name,
            kind: outline::kind(unit),
            tags: None,
            deprecated: None,
            location: lsp::Location { uri: uri.clone(), range: super::convert::range(span, text, abilities.units) },
            container_name: file.clone(),
        };
        found.push((sought.names(&outline::name_of(unit)), symbol));
    }
    found
}

/// The first words, on one line.
fn start(text: &str) -> String {
    let end = floor_boundary(text, QUOTED);
    let more = if end < text.len() { " …" } else { "" };
    format!("{}{more}", text[..end].replace('\n', " "))
}

/// What meetings recommended, newest first.
#[allow(deprecated)] // the field `deprecated` must be named
fn record(sought: &Sought, workbench: &Workbench, record: &Record) -> Vec<lsp::SymbolInformation> {
    let corpus = &workbench.corpus;
    let wanted = |name: &str, text: &str| sought.is_short_for(name) || sought.fits(name) || sought.fits(text);
    let fits = corpus.earlier().iter().rev().filter(|earlier| wanted(&earlier.name, &earlier.text));
    fits.take(MOST)
        .filter_map(|earlier| {
            Some(lsp::SymbolInformation {
                name: format!("{}: {}", earlier.name, start(&earlier.text)),
                kind: lsp::SymbolKind::STRING,
                tags: None,
                deprecated: None,
                location: record.locate(earlier, corpus)?,
                container_name: Some(format!("{}, {}", corpus.meeting(earlier).id, earlier.status.name())),
            })
        })
        .collect()
}
