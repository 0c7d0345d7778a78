//! JUnit XML: a suite for each file, a failed case for each finding, and one that passes for a clean file;
//! what could not be read is an error.

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
        let (mut cases, mut failed) = (String::new(), 0);
        for finding in view.findings(outcome) {
            failed += 1;
            let Place { start, .. } = Place::of(finding.span, &outcome.text, &lines);
            let place = format!("{}:{}", start.line, start.column);
            let (rule, severity, message) = (&finding.rule, finding.severity.name(), escaped(&finding.message));
            let _ = writeln!(
                cases,
                "    <testcase classname=\"{path}\" name=\"{rule} at {place}\">\n      \
                 <failure type=\"{severity}\" message=\"{message}\">{path}:{place}: {severity}[{rule}]: {message}</failure>\n    \
                 </testcase>"
            );
        }
        if failed == 0 {
            let _ = writeln!(cases, "    <testcase classname=\"{path}\" name=\"no findings\"/>");
        }
        let count = failed.max(1);
        let _ = writeln!(
            suites,
            "  <testsuite name=\"{path}\" tests=\"{count}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">\n{cases}  </testsuite>"
        );
        tests += count;
        failures += failed;
    }
    for failure in view.failures {
        let path = escaped(failure.path.as_deref().unwrap_or("rapporteur"));
        let message = escaped(&format!("{}: {}", failure.what, failure.advice));
        let _ = writeln!(
            suites,
            "  <testsuite name=\"{path}\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n    \
             <testcase classname=\"{path}\" name=\"read\">\n      <error message=\"{message}\"/>\n    </testcase>\n  </testsuite>"
        );
        tests += 1;
    }
    let errors = view.failures.len();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"rapporteur\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">\n{suites}</testsuites>\n"
    )
}
