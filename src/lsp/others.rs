//! Drafts of the open folders that are not open themselves, for clients that pull.

use std::collections::HashMap;
use std::path::Path;

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::diagnostics;
use super::state::{Desk, Snapshot, stored};
use crate::document::Nature;
use crate::text::Text;
use crate::workspace;

/// A report for each draft that is not open; what a client has already is named and not said again.
pub(super) fn reports(
    desk: &Desk,
    previous: Vec<lsp::PreviousResultId>,
    abilities: Abilities,
) -> Vec<lsp::WorkspaceDocumentDiagnosticReport> {
    let mut known: HashMap<String, String> =
        previous.into_iter().map(|known| (known.uri.as_str().to_owned(), known.value)).collect();
    let found = desk.workspace.find(&desk.folders());
    let mut reports: Vec<_> = found
        .files
        .iter()
        .filter_map(|path| {
            let uri = lsp::Uri::from_file_path(path)?;
            let before = known.remove(uri.as_str());
            if desk.is_open(path) { None } else { report(desk, path, uri, before, abilities) }
        })
        .collect();
    // a draft that is gone has no marks any more
    let gone = known.into_keys().filter_map(|uri| uri.parse::<lsp::Uri>().ok());
    let open = |uri: &lsp::Uri| stored(uri).is_some_and(|path| desk.is_open(&path));
    reports.extend(gone.filter(|uri| !open(uri)).map(|uri| full(uri, None, Vec::new())));
    reports
}

fn report(
    desk: &Desk,
    path: &Path,
    uri: lsp::Uri,
    before: Option<String>,
    abilities: Abilities,
) -> Option<lsp::WorkspaceDocumentDiagnosticReport> {
    let stored = std::fs::metadata(path).ok()?;
    let id = format!("{:?} {} {}", stored.modified().ok()?, stored.len(), desk.configuration());
    if before.as_deref() == Some(id.as_str()) {
        let unchanged = lsp::UnchangedDocumentDiagnosticReport { result_id: id };
        let report = lsp::WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version: None,
            unchanged_document_diagnostic_report: unchanged,
        };
        return Some(lsp::WorkspaceDocumentDiagnosticReport::Unchanged(report));
    }
    let text = workspace::read(path, &path.display().to_string()).ok()?.text;
    let (settings, features, workbench) = desk.library(&uri);
    let analysis = workbench.analyze(&text, &settings);
    if analysis.nature == Nature::NotADraft && analysis.findings.is_empty() && before.is_none() {
        return None;
    }
    let snapshot = Snapshot {
        text: Text::new(&text),
        version: 0,
        analysis,
        record: desk.record(&workbench),
        workbench,
        settings,
        features,
        edition: 0,
    };
    let items = diagnostics::all(&snapshot, &uri, abilities);
    Some(full(uri, Some(id), items))
}

fn full(uri: lsp::Uri, id: Option<String>, items: Vec<lsp::Diagnostic>) -> lsp::WorkspaceDocumentDiagnosticReport {
    lsp::WorkspaceDocumentDiagnosticReport::Full(lsp::WorkspaceFullDocumentDiagnosticReport {
        uri,
        version: None,
        full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport { result_id: id, items },
    })
}
