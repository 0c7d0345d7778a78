//! Drafts that are not open, for clients that pull: those of the open folders all at once, and any one by itself.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::diagnostics;
use super::record;
use super::state::{Desk, Snapshot, address, stored};
use crate::config::FILE;
use crate::document::Nature;
use crate::text::Text;
use crate::workspace;

/// A draft that is to be reported, with what the client knows of it.
#[derive(Debug)]
pub(super) struct Asked {
    path: PathBuf,
    uri: lsp::Uri,
    before: Option<String>,
}

/// The drafts of the open folders that are not open themselves, and reports about those that are gone.
pub(super) fn asked(
    desk: &Desk,
    previous: Vec<lsp::PreviousResultId>,
) -> (Vec<Asked>, Vec<lsp::WorkspaceDocumentDiagnosticReport>) {
    let mut known: HashMap<String, String> =
        previous.into_iter().map(|known| (known.uri.as_str().to_owned(), known.value)).collect();
    let mut asked = Vec::new();
    for path in desk.workspace.drafts(&desk.folders()) {
        let Some(uri) = address(&path) else { continue };
        let before = known.remove(uri.as_str());
        if !desk.is_open(&path) {
            asked.push(Asked { path, uri, before });
        }
    }
    // a draft that is gone has no marks any more
    let gone = known.into_keys().filter_map(|uri| uri.parse::<lsp::Uri>().ok());
    let open = |uri: &lsp::Uri| stored(uri).is_some_and(|path| desk.is_open(&path));
    (asked, gone.filter(|uri| !open(uri)).map(|uri| full(uri, None, Vec::new())).collect())
}

/// A report for each; what a client has already is named and not said again.
pub(super) fn reports(
    asked: &[Asked],
    desk: &Desk,
    abilities: Abilities,
) -> Vec<lsp::WorkspaceDocumentDiagnosticReport> {
    asked.par_iter().filter_map(|asked| report(asked, desk, abilities)).collect()
}

/// The report about the one file at `uri`, which is not open; `None` where it is no draft that an editor can show, or the
/// configuration leaves it out.
pub(super) fn one(
    desk: &Desk,
    uri: lsp::Uri,
    before: Option<String>,
    abilities: Abilities,
) -> Option<lsp::DocumentDiagnosticReport> {
    let path = stored(&uri).filter(|path| path.is_file() && !desk.is_open(path))?;
    if record::holds(&path) || path.file_name() == Some(FILE.as_ref()) {
        return None;
    }
    let folders: Vec<PathBuf> = desk.folders().into_iter().filter(|folder| path.starts_with(folder)).collect();
    if !folders.is_empty() && !desk.workspace.drafts(&folders).contains(&path) {
        return None;
    }
    Some(match report(&Asked { path, uri, before }, desk, abilities)? {
        lsp::WorkspaceDocumentDiagnosticReport::Full(report) => lsp::RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: report.full_document_diagnostic_report,
        }
        .into(),
        lsp::WorkspaceDocumentDiagnosticReport::Unchanged(report) => lsp::RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: report.unchanged_document_diagnostic_report,
        }
        .into(),
    })
}

fn report(asked: &Asked, desk: &Desk, abilities: Abilities) -> Option<lsp::WorkspaceDocumentDiagnosticReport> {
    let Asked { path, uri, before } = asked;
    let stored = std::fs::metadata(path).ok()?;
    let id = format!("{:?} {} {}", stored.modified().ok()?, stored.len(), desk.configuration());
    if before.as_deref() == Some(id.as_str()) {
        let unchanged = lsp::UnchangedDocumentDiagnosticReport { result_id: id };
        let report = lsp::WorkspaceUnchangedDocumentDiagnosticReport {
            uri: uri.clone(),
            version: None,
            unchanged_document_diagnostic_report: unchanged,
        };
        return Some(lsp::WorkspaceDocumentDiagnosticReport::Unchanged(report));
    }
    let snapshot = read(path, uri, desk).filter(|snapshot| {
        let analysis = &snapshot.analysis;
        analysis.nature != Nature::NotADraft || !analysis.findings.is_empty() || before.is_some()
    })?;
    let items = diagnostics::all(&snapshot, uri, abilities);
    Some(full(uri.clone(), Some(id), items))
}

/// The draft at `path`, understood; `None` for a Word document, whose lines no editor can show.
fn read(path: &Path, uri: &lsp::Uri, desk: &Desk) -> Option<Snapshot> {
    let read = workspace::read(path, &path.display().to_string()).ok().filter(|read| read.word.is_none())?;
    let (settings, features, workbench) = desk.library(uri);
    Some(Snapshot {
        analysis: workbench.analyze(&read.text, &settings),
        text: Text::new(&read.text),
        version: 0,
        record: desk.record(&workbench),
        workbench,
        settings,
        features,
        edition: 0,
    })
}

fn full(uri: lsp::Uri, id: Option<String>, items: Vec<lsp::Diagnostic>) -> lsp::WorkspaceDocumentDiagnosticReport {
    lsp::WorkspaceDocumentDiagnosticReport::Full(lsp::WorkspaceFullDocumentDiagnosticReport {
        uri,
        version: None,
        full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport { result_id: id, items },
    })
}
