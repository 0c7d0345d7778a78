//! Workflow commands of GitHub Actions, which become annotations of a pull request.

use std::fmt::Write;

use super::{Place, View};
use crate::finding::Severity;
use crate::text::Lines;

/// A command for each finding.
pub fn render(view: View<'_>) -> String {
    let mut out = String::new();
    for outcome in view.outcomes {
        let lines = Lines::new(&outcome.text);
        for finding in view.findings(outcome) {
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Information | Severity::Hint => "notice",
            };
            let Place { start, end } = Place::of(finding.span, &outcome.text, &lines);
            let (path, title) = (property(&outcome.path), property(&format!("rapporteur ({})", finding.rule)));
            let _ = write!(out, "::{command} file={path},line={},endLine={},", start.line, end.line);
            // columns are refused where the lines differ; the last column belongs to the annotation
            if start.line == end.line {
                let last = end.column.saturating_sub(1).max(start.column);
                let _ = write!(out, "col={},endColumn={last},", start.column);
            }
            let evidence = outcome.workbench.figures(&finding.rule);
            let evidence = evidence.map(|figures| format!("\nEvidence: {}.", figures.sentence)).unwrap_or_default();
            let _ = writeln!(out, "title={title}::{}", text(&format!("{}{evidence}", finding.message)));
        }
    }
    out
}

fn text(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(value: &str) -> String {
    text(value).replace(':', "%3A").replace(',', "%2C")
}
