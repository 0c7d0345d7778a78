//! One line a finding: `path:line:col: severity[rule]: message`. Editors and `grep` read it.

use std::fmt::Write;

use super::{View, terminal};
use crate::text::Lines;

/// A line for each finding; nothing else.
pub fn render(view: View<'_>) -> String {
    let mut out = String::new();
    for outcome in view.outcomes {
        let lines = Lines::new(&outcome.text);
        let path = terminal::clean(&outcome.path);
        for finding in view.findings(outcome) {
            let at = lines.locate(&outcome.text, finding.span.start);
            let (severity, message) = (finding.severity.name(), terminal::clean(&finding.message));
            let _ = writeln!(out, "{path}:{}:{}: {severity}[{}]: {message}", at.line, at.column, finding.rule);
        }
    }
    out
}
