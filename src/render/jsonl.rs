//! One JSON object a finding, each on a line: what `json` says of it, with the file's `path` and `kind`.

use serde::Serialize;

use super::View;
use super::json::FindingView;
use crate::text::Lines;

/// A line for each finding; a clean file has none.
pub fn render(view: View<'_>) -> String {
    let mut out = String::new();
    for outcome in view.outcomes {
        let lines = Lines::new(&outcome.text);
        let kind = outcome.analysis.nature.name();
        for finding in view.findings(outcome) {
            let line = Line { path: &outcome.path, kind, finding: FindingView::new(finding, outcome, &lines) };
            out.push_str(&serde_json::to_string(&line).expect("plain values"));
            out.push('\n');
        }
    }
    out
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    kind: &'static str,
    #[serde(flatten)]
    finding: FindingView<'a>,
}
