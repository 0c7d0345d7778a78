//! From a mark to the earlier recommendation it rests on, from "recommendation 3" to it; symbols of the whole record.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::record::Record;
use super::state::Snapshot;
use super::{convert, places};
use crate::workbench::Workbench;

/// Symbols of the record that are answered at most.
const MOST_SYMBOLS: usize = 100;

/// Where what stands at byte `at` comes from.
pub(super) fn definitions(snapshot: &Snapshot, uri: &lsp::Uri, at: usize, abilities: Abilities) -> Vec<lsp::Location> {
    if let Some(named) = places::named(&snapshot.analysis.document, at) {
        let range = convert::range(named.label, &snapshot.text, abilities.units);
        return vec![lsp::Location { uri: uri.clone(), range }];
    }
    earlier(snapshot, at)
}

/// The earlier recommendations that the marks at byte `at` rest on.
pub(super) fn earlier(snapshot: &Snapshot, at: usize) -> Vec<lsp::Location> {
    let corpus = &snapshot.workbench.corpus;
    let here = snapshot.analysis.findings.iter().filter(|finding| finding.span.start <= at && at <= finding.span.end);
    let mut names: Vec<&str> = Vec::new();
    for precedent in here.flat_map(|finding| &finding.precedents) {
        if !names.contains(&precedent.name.as_str()) {
            names.push(&precedent.name);
        }
    }
    let found = names.into_iter().filter_map(|name| corpus.named(name));
    found.filter_map(|earlier| snapshot.record.locate(earlier, corpus)).collect()
}

/// The earlier recommendations that hold all words of `query`, or whose name it is part of.
#[allow(deprecated)] // the field `deprecated` must be named
pub(super) fn symbols(query: &str, workbench: &Workbench, record: &Record) -> Vec<lsp::SymbolInformation> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let corpus = &workbench.corpus;
    let fits = |text: &str| words.iter().all(|word| text.contains(word.as_str()));
    let found = corpus
        .earlier()
        .iter()
        .rev()
        .filter(|earlier| fits(&earlier.name.to_lowercase()) || fits(&earlier.text.to_lowercase()));
    found
        .take(MOST_SYMBOLS)
        .filter_map(|earlier| {
            let start: String = earlier.text.chars().take(80).collect();
            Some(lsp::SymbolInformation {
                name: format!("{}: {start}…", earlier.name),
                kind: lsp::SymbolKind::STRING,
                tags: None,
                deprecated: None,
                location: record.locate(earlier, corpus)?,
                container_name: Some(corpus.meeting(earlier).id.clone()),
            })
        })
        .collect()
}
