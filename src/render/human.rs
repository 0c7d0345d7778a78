//! For people at a terminal: place, quoted line, message, evidence, what to do.

use std::fmt::Write;

use super::View;
use crate::text::Lines;

/// The findings of all files, and a summary line.
pub fn render(view: View<'_>) -> String {
    let mut out = String::new();
    let mut count = 0;
    for outcome in view.outcomes {
        let lines = Lines::new(&outcome.text);
        for finding in &outcome.analysis.findings {
            let at = lines.locate(&outcome.text, finding.span.start);
            let severity = finding.severity.name();
            let _ = writeln!(
                out,
                "{}:{}:{}: {severity}[{}]: {}",
                outcome.path, at.line, at.column, finding.rule, finding.message
            );
            count += 1;
        }
    }
    let _ = writeln!(out, "{count} findings");
    out
}
