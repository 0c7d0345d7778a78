//! A Code Quality report of GitLab: a JSON array, one object a finding, with fingerprints that survive moved lines.

use serde_json::json;

use super::{Place, View, fingerprints};
use crate::finding::Severity;
use crate::text::Lines;

/// The report.
pub fn render(view: View<'_>) -> String {
    let mut report = Vec::new();
    for outcome in view.outcomes {
        let lines = Lines::new(&outcome.text);
        // paths are relative to the repository and begin without a dot
        let path = outcome.path.strip_prefix("./").unwrap_or(&outcome.path);
        for (finding, fingerprint) in outcome.analysis.findings.iter().zip(fingerprints(outcome)) {
            if finding.severity < view.shown {
                continue;
            }
            let Place { start, end } = Place::of(finding.span, &outcome.text, &lines);
            let severity = match finding.severity {
                Severity::Error => "critical",
                Severity::Warning => "major",
                Severity::Information => "minor",
                Severity::Hint => "info",
            };
            report.push(json!({
                "description": finding.message,
                "check_name": *finding.rule,
                "fingerprint": fingerprint,
                "severity": severity,
                "location": {"path": path, "lines": {"begin": start.line, "end": end.line}},
            }));
        }
    }
    let mut out = serde_json::to_string(&report).expect("plain values");
    out.push('\n');
    out
}
