//! Findings as diagnostics: pushed to clients that wait, given to clients that pull; never both.

use rayon::prelude::*;
use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::convert;
use super::state::Snapshot;
use crate::corpus;
use crate::evidence;
use crate::finding::{Finding, Severity};
use crate::settings::Feature;

/// All diagnostics of a text.
pub(super) fn all(snapshot: &Snapshot, uri: &lsp::Uri, abilities: Abilities) -> Vec<lsp::Diagnostic> {
    if !snapshot.features.has(Feature::Diagnostics) {
        return Vec::new();
    }
    snapshot
        .analysis
        .findings
        .par_iter()
        .with_min_len(32)
        .map(|finding| one(finding, snapshot, uri, abilities))
        .collect()
}

/// Related places of one diagnostic at most.
const RELATED: usize = 3;

/// Characters of an earlier text that a related place quotes.
const QUOTED: usize = 90;

/// A finding as a diagnostic.
pub(super) fn one(finding: &Finding, snapshot: &Snapshot, uri: &lsp::Uri, abilities: Abilities) -> lsp::Diagnostic {
    lsp::Diagnostic {
        range: convert::range(finding.span, &snapshot.text, abilities.units),
        severity: Some(severity(finding.severity)),
        code: Some(lsp::NumberOrString::String(finding.rule.to_string())),
        code_description: if abilities.described { described(finding, snapshot) } else { None },
        source: Some("rapporteur".to_owned()),
        message: finding.message.clone(),
        related_information: if abilities.related { related(finding, snapshot, uri, abilities) } else { None },
        tags: (abilities.tags && only_deletes(finding)).then(|| vec![lsp::DiagnosticTag::UNNECESSARY]),
        data: None,
    }
}

/// Whether the best way to settle it takes words out and puts none in.
fn only_deletes(finding: &Finding) -> bool {
    finding.fixes.first().is_some_and(|fix| {
        fix.edits.iter().all(|edit| edit.text.is_empty() && !edit.span.is_empty() && finding.span.touches(edit.span))
    })
}

/// Where the earlier text, or what the rule rests on, can be read.
fn described(finding: &Finding, snapshot: &Snapshot) -> Option<lsp::CodeDescription> {
    let workbench = &snapshot.workbench;
    let earlier = finding.precedents.first().and_then(|precedent| workbench.corpus.named(&precedent.name));
    let symbol = earlier.map(|earlier| workbench.corpus.symbol(earlier)).filter(|symbol| !symbol.is_empty());
    let url = match symbol {
        Some(symbol) => corpus::url(symbol),
        None => evidence::read_more(workbench.rules.named(&finding.rule)?, None, &workbench.corpus)?,
    };
    Some(lsp::CodeDescription { href: url.parse().ok()? })
}

/// Other places of the draft that explain the finding, then the earlier texts.
fn related(
    finding: &Finding,
    snapshot: &Snapshot,
    uri: &lsp::Uri,
    abilities: Abilities,
) -> Option<Vec<lsp::DiagnosticRelatedInformation>> {
    let corpus = &snapshot.workbench.corpus;
    let own = finding.related.iter().map(|related| lsp::DiagnosticRelatedInformation {
        location: lsp::Location {
            uri: uri.clone(),
            range: convert::range(related.span, &snapshot.text, abilities.units),
        },
        message: related.message.clone(),
    });
    let earlier = finding.precedents.iter().filter_map(|precedent| {
        let earlier = corpus.named(&precedent.name)?;
        let location = snapshot.record.locate(earlier, corpus)?;
        let quoted = crate::text::floor_boundary(&earlier.text, QUOTED);
        let more = if quoted < earlier.text.len() { " …" } else { "" };
        let text = earlier.text[..quoted].replace('\n', " ");
        let message = format!("{} ({}): {text}{more}", corpus.cite(earlier), earlier.status.name());
        Some(lsp::DiagnosticRelatedInformation { location, message })
    });
    let all: Vec<_> = own.chain(earlier).take(RELATED).collect();
    (!all.is_empty()).then_some(all)
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
