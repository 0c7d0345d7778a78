//! SARIF 2.1.0, for code scanning and its viewers: rules with their help, results with fixes and related places.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{Outcome, Place, View, called, fingerprints, manual};
use crate::corpus;
use crate::failure::Failure;
use crate::finding::{Finding, Fix, Severity};
use crate::rules::Rule;
use crate::text::{Lines, Span};
use crate::workbench::Workbench;

/// The findings of all files as one run.
pub fn render(view: View<'_>) -> String {
    let mut rules: Vec<(&str, Value)> = Vec::new();
    let (mut artifacts, mut results) = (Vec::new(), Vec::new());
    for (index, outcome) in view.outcomes.iter().enumerate() {
        let file = File { uri: uri(&outcome.path), index, outcome, lines: Lines::new(&outcome.text) };
        artifacts.push(json!({"location": {"uri": file.uri}, "encoding": "UTF-8"}));
        for (finding, fingerprint) in outcome.analysis.findings.iter().zip(fingerprints(outcome)) {
            if finding.severity < view.shown {
                continue;
            }
            let known = rules.iter().position(|(id, _)| **id == *finding.rule);
            let rule_index = known.unwrap_or_else(|| {
                rules.push((&finding.rule, descriptor(&finding.rule, &outcome.workbench)));
                rules.len() - 1
            });
            results.push(file.result(finding, rule_index, &fingerprint));
        }
    }
    let mut driver = json!({
        "name": "rapporteur",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "shortDescription": {"text": env!("CARGO_PKG_DESCRIPTION")},
        "rules": rules.into_iter().map(|(_, rule)| rule).collect::<Vec<Value>>(),
    });
    if !manual::HOME.is_empty() {
        driver["informationUri"] = json!(manual::HOME);
    }
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": driver},
            "invocations": [invocation(view.failures)],
            "columnKind": "unicodeCodePoints",
            "artifacts": artifacts,
            "results": results,
        }],
    });
    let mut out = log.to_string();
    out.push('\n');
    out
}

/// Whether everything could be done, and what could not.
fn invocation(failures: &[Failure]) -> Value {
    if failures.is_empty() {
        return json!({"executionSuccessful": true});
    }
    let notifications: Vec<Value> = failures
        .iter()
        .map(|failure| {
            let text = format!("{}: {}", failure.what, failure.advice);
            let mut notification = json!({"level": "error", "message": {"text": text}});
            if let Some(path) = failure.path.as_ref().filter(|path| *path != "-") {
                let mut place = json!({"artifactLocation": {"uri": uri(path)}});
                if let Some(quote) = &failure.quote {
                    place["region"] = json!({"startLine": quote.at.line, "startColumn": quote.at.column});
                }
                notification["locations"] = json!([{"physicalLocation": place}]);
            }
            notification
        })
        .collect();
    json!({"executionSuccessful": false, "toolExecutionNotifications": notifications})
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

fn descriptor(id: &str, workbench: &Workbench) -> Value {
    let Some(rule @ Rule { card, .. }) = workbench.rules.named(id) else { return json!({"id": id}) };
    let support = workbench.support(id);
    let mut descriptor = json!({
        "id": id,
        "shortDescription": {"text": card.title},
        "fullDescription": {"text": card.why},
        "help": {"text": manual::plain(rule, support), "markdown": manual::markdown(rule, support)},
        "defaultConfiguration": {"level": level(card.severity)},
        "properties": {"category": card.category.name(), "severity": card.severity.name(), "tags": [card.category.name()]},
    });
    if let Some(url) = manual::url(rule, workbench) {
        descriptor["helpUri"] = json!(url);
    }
    descriptor
}

struct File<'a> {
    uri: String,
    index: usize,
    outcome: &'a Outcome,
    lines: Lines,
}

impl File<'_> {
    fn result(&self, finding: &Finding, rule_index: usize, fingerprint: &str) -> Value {
        let mut location = json!({"physicalLocation": self.physical(finding.span)});
        if let Some(place) = called(&self.outcome.analysis, finding.span.start) {
            location["logicalLocations"] = json!([{"name": place}]);
        }
        let mut result = json!({
            "ruleId": *finding.rule,
            "ruleIndex": rule_index,
            "level": level(finding.severity),
            "message": {"text": finding.message},
            "locations": [location],
            "partialFingerprints": {"rapporteur/v1": fingerprint},
            "properties": {"severity": finding.severity.name()},
        });
        if let Some(figures) = self.outcome.workbench.figures(&finding.rule) {
            result["properties"]["evidence"] = json!(figures.sentence);
        }
        let related = self.related(finding);
        if !related.is_empty() {
            result["relatedLocations"] = json!(related);
        }
        if !finding.fixes.is_empty() {
            result["fixes"] = finding.fixes.iter().map(|fix| self.fix(fix)).collect();
        }
        result
    }

    fn physical(&self, span: Span) -> Value {
        json!({"artifactLocation": self.artifact(), "region": self.region(span)})
    }

    fn artifact(&self) -> Value {
        json!({"uri": self.uri, "index": self.index})
    }

    fn region(&self, span: Span) -> Value {
        let Place { start, end } = Place::of(span, &self.outcome.text, &self.lines);
        json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
    }

    /// Other places in the draft, then earlier recommendations with where to read them.
    fn related(&self, finding: &Finding) -> Vec<Value> {
        let mut related: Vec<Value> = finding
            .related
            .iter()
            .map(|related| json!({"physicalLocation": self.physical(related.span), "message": {"text": related.message}}))
            .collect();
        let corpus = &self.outcome.workbench.corpus;
        for earlier in finding.precedents.iter().filter_map(|precedent| corpus.named(&precedent.name)) {
            let text = format!("{} ({}): {}", earlier.name, earlier.status.name(), earlier.text);
            let mut location = json!({"message": {"text": text}});
            let symbol = corpus.symbol(earlier);
            if !symbol.is_empty() {
                location["physicalLocation"] = json!({"artifactLocation": {"uri": corpus::url(symbol)}});
            }
            related.push(location);
        }
        for (id, location) in related.iter_mut().enumerate() {
            location["id"] = json!(id);
        }
        related
    }

    fn fix(&self, fix: &Fix) -> Value {
        let replacements: Vec<Value> = fix
            .edits
            .iter()
            .map(|edit| json!({"deletedRegion": self.region(edit.span), "insertedContent": {"text": edit.text}}))
            .collect();
        json!({
            "description": {"text": fix.title},
            "artifactChanges": [{"artifactLocation": self.artifact(), "replacements": replacements}],
            "properties": {"safety": fix.safety.name()},
        })
    }
}

/// A path as a URI reference: an absolute path becomes a `file` address, a relative one stays relative.
fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let mut out = match path.as_bytes() {
        [b'/', ..] => "file://".to_owned(),
        [drive, b':', ..] if drive.is_ascii_alphabetic() && cfg!(windows) => "file:///".to_owned(),
        _ => String::new(),
    };
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            b':' if cfg!(windows) => out.push(':'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("./drafts/a b.md"), "drafts/a%20b.md");
        assert_eq!(uri("/tmp/é[1].md"), "file:///tmp/%C3%A9%5B1%5D.md");
    }
}
