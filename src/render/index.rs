//! All rules at a glance, and the evidence of all rules: as tables for people and as JSON.

use std::fmt::Write;

use serde::Serialize;

use super::terminal::{BOLD, DIM, clean, columns, style, styled, window};
use crate::evidence::Support;
use crate::finding::Category;
use crate::rules::Rule;
use crate::workbench::Workbench;

/// The rules by category: severity, id, title.
pub fn rules(workbench: &Workbench, width: usize) -> String {
    let rules = workbench.rules.rules();
    let longest = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    for category in Category::ALL {
        let of: Vec<&Rule> = rules.iter().filter(|rule| rule.card.category == category).collect();
        if of.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{}", styled(BOLD, category.name()));
        for rule in of {
            let severity = styled(style(rule.card.severity), &format!("{:<11}", rule.card.severity.name()));
            let room = columns(width).saturating_sub(longest + 17);
            let title = window(&rule.card.title, 0, 0, room).text;
            let _ = writeln!(out, "  {severity}  {:<longest$}  {title}", rule.id);
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{} rules; `rapporteur explain RULE` says more of one", rules.len());
    out
}

/// The rules as a JSON array.
pub fn rules_json(workbench: &Workbench) -> String {
    let view = |rule| RuleView::new(rule);
    json(&workbench.rules.rules().iter().map(view).collect::<Vec<RuleView<'_>>>())
}

/// How often adopted recommendations kept each rule, and where they did not.
pub fn evidence(workbench: &Workbench, width: usize) -> String {
    let rows: Vec<(&Rule, &Support)> = workbench.evidence().collect();
    let longest = rows.iter().map(|(rule, _)| rule.id.len()).max().unwrap_or(0);
    let room = columns(width).saturating_sub(longest + 30);
    let mut out = String::new();
    let head = format!("{:<longest$}  occasions    kept  broken  exceptions", "rule");
    let _ = writeln!(out, "{}", styled(DIM, &head));
    for (rule, support) in rows {
        let exceptions: Vec<String> = support.exceptions().map(|exception| clean(&exception.name)).collect();
        let exceptions = window(&exceptions.join(", "), 0, 0, room).text;
        let (occasions, kept, broken) = (support.occasions(), support.kept(), support.broken());
        let row = format!("{:<longest$}  {occasions:>9}  {kept:>6}  {broken:>6}  {exceptions}", rule.id);
        let _ = writeln!(out, "{}", row.trim_end());
    }
    out
}

/// The evidence of one rule, by meeting.
pub fn evidence_of(rule: &Rule, support: &Support) -> String {
    let mut out = format!("{}\n{}\n\n", styled(BOLD, &rule.id), support.sentence);
    super::explain::table(&mut out, support);
    for exception in support.exceptions() {
        let _ =
            writeln!(out, "          broken in {}: “{}”", exception.name, clean(exception.span.of(&exception.text)));
    }
    out
}

/// The evidence of these rules as a JSON array.
pub fn evidence_json<'a>(rows: impl Iterator<Item = (&'a Rule, &'a Support)>) -> String {
    json(&rows.map(|(rule, support)| EvidenceView::new(rule, support)).collect::<Vec<EvidenceView<'_>>>())
}

fn json<T: Serialize>(value: &[T]) -> String {
    let mut out = serde_json::to_string_pretty(value).expect("plain values");
    out.push('\n');
    out
}

#[derive(Serialize)]
struct RuleView<'a> {
    rule: &'a str,
    title: &'a str,
    category: &'static str,
    severity: &'static str,
    submission: Option<&'static str>,
    why: &'a str,
    source: &'a str,
}

impl<'a> RuleView<'a> {
    fn new(rule: &'a Rule) -> RuleView<'a> {
        let card = &rule.card;
        RuleView {
            rule: &rule.id,
            title: &card.title,
            category: card.category.name(),
            severity: card.severity.name(),
            submission: card.submission.map(|severity| severity.name()),
            why: &card.why,
            source: &card.source,
        }
    }
}

#[derive(Serialize)]
struct EvidenceView<'a> {
    rule: &'a str,
    sentence: &'a str,
    occasions: usize,
    kept: usize,
    broken: usize,
    meetings: Vec<MeetingView<'a>>,
}

#[derive(Serialize)]
struct MeetingView<'a> {
    meeting: &'a str,
    occasions: usize,
    kept: usize,
    broken: Vec<&'a str>,
}

impl<'a> EvidenceView<'a> {
    fn new(rule: &'a Rule, support: &'a Support) -> EvidenceView<'a> {
        let meetings = support.meetings.iter().map(|tally| MeetingView {
            meeting: &tally.meeting,
            occasions: tally.occasions,
            kept: tally.occasions - tally.broken.len(),
            broken: tally.broken.iter().map(|exception| exception.name.as_str()).collect(),
        });
        EvidenceView {
            rule: &rule.id,
            sentence: &support.sentence,
            occasions: support.occasions(),
            kept: support.kept(),
            broken: support.broken(),
            meetings: meetings.collect(),
        }
    }
}
