//! One JSON object, the contract of the manual: `{"version":1,"files":[…],"summary":{…}}`.

use serde_json::json;

use super::View;
use crate::text::Lines;

/// The findings of all files as one object.
pub fn render(view: View<'_>) -> String {
    let files: Vec<_> = view
        .outcomes
        .iter()
        .map(|outcome| {
            let lines = Lines::new(&outcome.text);
            let findings: Vec<_> = outcome
                .analysis
                .findings
                .iter()
                .map(|finding| {
                    let start = lines.locate(&outcome.text, finding.span.start);
                    json!({"rule": *finding.rule, "severity": finding.severity.name(), "message": finding.message,
                        "start": finding.span.start, "end": finding.span.end, "line": start.line, "column": start.column})
                })
                .collect();
            json!({"path": outcome.path, "kind": outcome.analysis.nature.name(), "findings": findings})
        })
        .collect();
    let mut out = json!({"version": 1, "files": files}).to_string();
    out.push('\n');
    out
}
