//! JUnit XML: a suite for each file and a case for each finding: failed where the finding makes the run fail, else passed,
//! with what was found as its output. A clean file has one case that passes.

use std::fmt::Write;

use super::xml::escaped;
use super::{Place, View};
use crate::text::Lines;

/// The report.
pub fn render(view: View<'_>) -> String {
    let (mut suites, mut tests, mut failures) = (String::new(), 0, 0);
    for outcome in view.outcomes {
        let lines = Lines::new(&outcome.text);
        let path = escaped(&outcome.path);
        let (mut cases, mut count, mut failed) = (String::new(), 0, 0);
        for finding in view.findings(outcome) {
            count += 1;
            let Place { start, .. } = Place::of(finding.span, &outcome.text, &lines);
            let place = format!("{}:{}", start.line, start.column);
            let (rule, severity, message) = (&finding.rule, finding.severity.name(), escaped(&finding.message));
            let said = format!("{path}:{place}: {severity}[{rule}]: {message}");
            let told = if view.fails.is_some_and(|least| finding.severity >= least) {
                failed += 1;
                format!("<failure type=\"{severity}\" message=\"{message}\">{said}</failure>")
            } else {
                format!("<system-out>{said}</system-out>")
            };
            let _ = writeln!(
                cases,
                "    <testcase classname=\"{path}\" name=\"{rule} at {place}\">\n      {told}\n    </testcase>"
            );
        }
        if count == 0 {
            count = 1;
            let _ = writeln!(cases, "    <testcase classname=\"{path}\" name=\"no findings\"/>");
        }
        let _ = writeln!(
            suites,
            "  <testsuite name=\"{path}\" tests=\"{count}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">\n{cases}  </testsuite>"
        );
        tests += count;
        failures += failed;
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"rapporteur\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n{suites}</testsuites>\n"
    )
}
