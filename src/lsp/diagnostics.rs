//! Findings as diagnostics: pushed to clients that wait, given to clients that pull; never both.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::convert;
use super::state::Snapshot;
use crate::finding::{Finding, Severity};

/// All diagnostics of a text.
pub(super) fn all(snapshot: &Snapshot, uri: &lsp::Uri, abilities: Abilities) -> Vec<lsp::Diagnostic> {
    snapshot.analysis.findings.iter().map(|finding| one(finding, snapshot, uri, abilities)).collect()
}

/// A finding as a diagnostic.
pub(super) fn one(finding: &Finding, snapshot: &Snapshot, uri: &lsp::Uri, abilities: Abilities) -> lsp::Diagnostic {
    let range = |span| convert::range(span, &snapshot.text, abilities.units);
    let related = finding.related.iter().take(3).map(|related| lsp::DiagnosticRelatedInformation {
        location: lsp::Location { uri: uri.clone(), range: range(related.span) },
        message: related.message.clone(),
    });
    lsp::Diagnostic {
        range: range(finding.span),
        severity: Some(severity(finding.severity)),
        code: Some(lsp::NumberOrString::String(finding.rule.to_string())),
        code_description: None,
        source: Some("rapporteur".to_owned()),
        message: finding.message.clone(),
        related_information: (abilities.related && !finding.related.is_empty()).then(|| related.collect()),
        tags: None,
        data: None,
    }
}

fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Information => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
    }
}

/// The answer to a pull: everything, or that nothing has changed since `previous`.
pub(super) fn report(
    snapshot: &Snapshot,
    uri: &lsp::Uri,
    previous: Option<&str>,
    abilities: Abilities,
) -> lsp::DocumentDiagnosticReport {
    let id = snapshot.edition.to_string();
    if previous == Some(id.as_str()) {
        return lsp::RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: lsp::UnchangedDocumentDiagnosticReport { result_id: id },
        }
        .into();
    }
    lsp::RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport {
            result_id: Some(id),
            items: all(snapshot, uri, abilities),
        },
    }
    .into()
}
