//! One JSON object, a contract (`docs/json.md`): `{"version":1,"files":[…],"summary":{…}}`.
//!
//! The structs here are the contract; those of the other rooms may change without it.

use serde::Serialize;

use super::{Outcome, Place, View};
use crate::corpus;
use crate::document::word::Origin;
use crate::evidence::Figures;
use crate::finding::{self, Finding, Severity};
use crate::text::Lines;
use crate::workbench::Workbench;

/// The findings of all files as one object.
pub fn render(view: View<'_>) -> String {
    let mut severities = Severities::default();
    let files: Vec<FileView<'_>> = view
        .outcomes
        .iter()
        .map(|outcome| {
            let lines = Lines::new(&outcome.text);
            let findings = view.findings(outcome).map(|finding| {
                severities.count(finding.severity);
                FindingView::new(finding, outcome, &lines)
            });
            FileView { path: &outcome.path, kind: outcome.analysis.nature.name(), findings: findings.collect() }
        })
        .collect();
    let suppressed = view.outcomes.iter().map(|outcome| outcome.analysis.suppressed.len()).sum();
    let summary = Summary { files: files.len(), severities, suppressed };
    let mut out = serde_json::to_string(&Root { version: 1, files, summary }).expect("plain values");
    out.push('\n');
    out
}

#[derive(Serialize)]
struct Root<'a> {
    version: u32,
    files: Vec<FileView<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct FileView<'a> {
    path: &'a str,
    kind: &'static str,
    findings: Vec<FindingView<'a>>,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    severities: Severities,
    suppressed: usize,
}

#[derive(Serialize, Default)]
struct Severities {
    error: usize,
    warning: usize,
    information: usize,
    hint: usize,
}

impl Severities {
    fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.error += 1,
            Severity::Warning => self.warning += 1,
            Severity::Information => self.information += 1,
            Severity::Hint => self.hint += 1,
        }
    }
}

/// A finding as JSON has it.
#[derive(Serialize)]
pub(super) struct FindingView<'a> {
    rule: &'a str,
    category: &'static str,
    severity: &'static str,
    message: &'a str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceView<'a>>,
    evidence: Option<EvidenceView<'a>>,
    precedents: Vec<PrecedentView<'a>>,
    fixes: Vec<FixView<'a>>,
}

impl<'a> FindingView<'a> {
    pub(super) fn new(finding: &'a Finding, outcome: &'a Outcome, lines: &Lines) -> FindingView<'a> {
        let Place { start, end } = Place::of(finding.span, &outcome.text, lines);
        let workbench = &*outcome.workbench;
        FindingView {
            rule: &finding.rule,
            category: finding.category.name(),
            severity: finding.severity.name(),
            message: &finding.message,
            start: finding.span.start,
            end: finding.span.end,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            source: outcome.word.as_ref().and_then(|word| word.origin(finding.span.start)).map(SourceView::from),
            evidence: EvidenceView::new(&finding.rule, workbench),
            precedents: finding.precedents.iter().filter_map(|one| PrecedentView::new(one, workbench)).collect(),
            fixes: finding.fixes.iter().map(FixView::new).collect(),
        }
    }
}

#[derive(Serialize)]
struct EvidenceView<'a> {
    sentence: &'a str,
    occasions: usize,
    kept: usize,
    broken: usize,
}

impl<'a> EvidenceView<'a> {
    fn new(rule: &str, workbench: &'a Workbench) -> Option<EvidenceView<'a>> {
        let Figures { occasions, broken, sentence } = workbench.figures(rule)?;
        Some(EvidenceView { sentence, occasions, kept: occasions - broken, broken })
    }
}

/// Where in a Word document a finding stands.
#[derive(Serialize)]
struct SourceView<'a> {
    part: &'a str,
    paragraph: u32,
    run: u32,
}

impl<'a> From<Origin<'a>> for SourceView<'a> {
    fn from(Origin { part, paragraph, run }: Origin<'a>) -> SourceView<'a> {
        SourceView { part, paragraph, run }
    }
}

#[derive(Serialize)]
struct PrecedentView<'a> {
    meeting: &'a str,
    number: &'a str,
    status: &'static str,
    symbol: Option<&'a str>,
    url: Option<String>,
    score: Option<f32>,
    text: &'a str,
}

impl<'a> PrecedentView<'a> {
    fn new(precedent: &finding::Precedent, workbench: &'a Workbench) -> Option<PrecedentView<'a>> {
        let earlier = workbench.corpus.named(&precedent.name)?;
        let symbol = Some(workbench.corpus.symbol(earlier)).filter(|symbol| !symbol.is_empty());
        Some(PrecedentView {
            meeting: &workbench.corpus.meeting(earlier).id,
            number: &earlier.number,
            status: earlier.status.name(),
            symbol,
            url: symbol.map(corpus::url),
            // two decimals say all that a likeness means, and keep the output stable
            score: precedent.score.map(|score| (score * 100.0).round() / 100.0),
            text: &earlier.text,
        })
    }
}

#[derive(Serialize)]
struct FixView<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<EditView<'a>>,
}

impl<'a> FixView<'a> {
    fn new(fix: &'a finding::Fix) -> FixView<'a> {
        let edits =
            fix.edits.iter().map(|edit| EditView { start: edit.span.start, end: edit.span.end, text: &edit.text });
        FixView { title: &fix.title, safety: fix.safety.name(), edits: edits.collect() }
    }
}

#[derive(Serialize)]
struct EditView<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}
