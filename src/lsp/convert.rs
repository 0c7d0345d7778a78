//! Between the protocol's types and ours.

use tower_lsp_server::ls_types as lsp;

use crate::finding::{Finding, Severity};
use crate::text::{Position, Span, Text, Units};

/// A position.
pub(super) fn position(position: lsp::Position) -> Position {
    Position { line: position.line, character: position.character }
}

/// The range of a span.
pub(super) fn range(span: Span, text: &Text, units: Units) -> lsp::Range {
    let place = |at| {
        let Position { line, character } = text.position(at, units);
        lsp::Position { line, character }
    };
    lsp::Range { start: place(span.start), end: place(span.end) }
}

/// A finding as a diagnostic.
pub(super) fn diagnostic(finding: &Finding, text: &Text, units: Units) -> lsp::Diagnostic {
    lsp::Diagnostic {
        range: range(finding.span, text, units),
        severity: Some(match finding.severity {
            Severity::Error => lsp::DiagnosticSeverity::ERROR,
            Severity::Warning => lsp::DiagnosticSeverity::WARNING,
            Severity::Information => lsp::DiagnosticSeverity::INFORMATION,
            Severity::Hint => lsp::DiagnosticSeverity::HINT,
        }),
        code: Some(lsp::NumberOrString::String(finding.rule.to_string())),
        source: Some("rapporteur".to_owned()),
        message: finding.message.clone(),
        ..lsp::Diagnostic::default()
    }
}
