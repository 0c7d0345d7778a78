//! Checkstyle XML: a `file` for each file, an `error` for each finding.

use std::fmt::Write;

use super::xml::escaped;
use super::{Place, View};
use crate::finding::Severity;
use crate::text::Lines;

/// The report.
pub fn render(view: View<'_>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
    for outcome in view.outcomes {
        let lines = Lines::new(&outcome.text);
        let _ = writeln!(out, "  <file name=\"{}\">", escaped(&outcome.path));
        for finding in view.findings(outcome) {
            let Place { start, .. } = Place::of(finding.span, &outcome.text, &lines);
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Information | Severity::Hint => "info",
            };
            let _ = writeln!(
                out,
                "    <error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{}\" source=\"rapporteur.{}\"/>",
                start.line,
                start.column,
                escaped(&finding.message),
                finding.rule
            );
        }
        out.push_str("  </file>\n");
    }
    out.push_str("</checkstyle>\n");
    out
}
