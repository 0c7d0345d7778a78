//! Reviewdog Diagnostic Format. Its columns count bytes of UTF-8, and its ranges end before `end`.

use serde_json::{Value, json};

use super::View;
use crate::finding::Severity;
use crate::suppress;
use crate::text::{Lines, Span};

/// The diagnostics of all files as one object.
pub fn render(view: View<'_>) -> String {
    let mut diagnostics = Vec::new();
    for outcome in view.outcomes {
        let lines = Lines::new(&outcome.text);
        for finding in view.findings(outcome) {
            let severity = match finding.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Information | Severity::Hint => "INFO",
            };
            // each suggestion stands alone, so only a fix of one edit can be one; it is shown at the lines of the
            // diagnostic, and one that merely takes the finding out is no proposal for the draft
            let (first, last) = (lines.line_of(finding.span.start), lines.line_of(finding.span.end));
            let is_here = |span: Span| first <= lines.line_of(span.start) && lines.line_of(span.end) <= last;
            let suggestions: Vec<Value> = finding
                .fixes
                .iter()
                .filter(|fix| !suppress::excepts(fix))
                .filter_map(|fix| match fix.edits.as_slice() {
                    [edit] if is_here(edit.span) => {
                        Some(json!({"range": range(edit.span, &outcome.text, &lines), "text": edit.text}))
                    }
                    _ => None,
                })
                .collect();
            diagnostics.push(json!({
                "message": finding.message,
                "location": {"path": outcome.path, "range": range(finding.span, &outcome.text, &lines)},
                "severity": severity,
                "code": {"value": *finding.rule},
                "suggestions": suggestions,
            }));
        }
    }
    let mut out = json!({"source": {"name": "rapporteur"}, "diagnostics": diagnostics}).to_string();
    out.push('\n');
    out
}

fn range(span: Span, text: &str, lines: &Lines) -> Value {
    let position = |at: usize| {
        let line = lines.line_of(at.min(text.len()));
        json!({"line": line + 1, "column": at - lines.start(line) + 1})
    };
    json!({"start": position(span.start), "end": position(span.end)})
}
