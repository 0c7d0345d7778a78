//! Hover: why a mark is there and what earlier sessions adopted; what an operative phrase has been worth.

use std::fmt::Write;

use super::state::Snapshot;
use crate::corpus::{self, Earlier};
use crate::document::{Status, Unit};
use crate::finding::{Finding, Safety};
use crate::text::Span;
use crate::workbench::Workbench;

/// What a person reads at a place, as Markdown, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hover {
    /// The words it is about.
    pub span: Span,
    /// Markdown.
    pub text: String,
}

/// What there is to read at byte `at`.
pub(super) fn hover(snapshot: &Snapshot, at: usize) -> Option<Hover> {
    let parts: Vec<Hover> = marks(snapshot, at).into_iter().chain(phrase(snapshot, at)).collect();
    let span = parts.first()?.span;
    let text = parts.into_iter().map(|part| part.text).collect::<Vec<_>>().join("\n\n---\n\n");
    Some(Hover { span, text })
}

fn marks(snapshot: &Snapshot, at: usize) -> Vec<Hover> {
    let here = |finding: &&Finding| finding.span.start <= at && at <= finding.span.end;
    let mut found: Vec<&Finding> = snapshot.analysis.findings.iter().filter(here).collect();
    found.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.span.len()));
    found
        .into_iter()
        .take(3)
        .map(|finding| Hover { span: finding.span, text: mark(finding, &snapshot.workbench) })
        .collect()
}

/// A mark explained: message, why, evidence, earlier texts, what to do.
fn mark(finding: &Finding, workbench: &Workbench) -> String {
    let mut text = format!("**{}** · {} · `{}`\n", finding.message, finding.severity.name(), finding.rule);
    if let Some(rule) = workbench.rules.named(&finding.rule) {
        let _ = write!(text, "\n{}\n", rule.card.why);
    }
    if let Some(support) = workbench.support(&finding.rule) {
        let _ = write!(text, "\n*{}.*\n", support.sentence);
    }
    for precedent in finding.precedents.iter().take(3) {
        if let Some(earlier) = workbench.corpus.named(&precedent.name) {
            let _ = write!(text, "\n{}", quotation(earlier, workbench));
        }
    }
    if !finding.fixes.is_empty() {
        text.push_str("\n**What to do**\n");
        for fix in finding.fixes.iter().take(4) {
            let review = if fix.safety == Safety::NeedsReview { " (to be reviewed)" } else { "" };
            let _ = writeln!(text, "- {}{review}", fix.title);
        }
    }
    text
}

/// An earlier recommendation quoted, with where it stands.
pub(super) fn quotation(earlier: &Earlier, workbench: &Workbench) -> String {
    format!("{}\n\n> {}\n", place(earlier, workbench), earlier.text.replace('\n', "\n> "))
}

/// "2019, Recommendation 10 (adopted), [CTOC/COP/WG.4/2019/6](…)".
pub(super) fn place(earlier: &Earlier, workbench: &Workbench) -> String {
    let corpus = &workbench.corpus;
    let unit = if earlier.headed { "Recommendation" } else { "paragraph" };
    let status = match earlier.status {
        Status::Adopted => "adopted",
        Status::Proposed => "proposed, not adopted",
        Status::Observation => "observation of the Co-Chairs",
    };
    let meeting = corpus.spoken(corpus.meeting(earlier));
    let mut text = format!("{meeting}, {unit} {} ({status})", earlier.number);
    let symbol = corpus.symbol(earlier);
    if !symbol.is_empty() {
        let inferred = if corpus.meeting(earlier).symbol_inferred { ", symbol inferred" } else { "" };
        let _ = write!(text, " · [{symbol}]({}){inferred}", corpus::url(symbol));
    }
    text
}

/// The operative phrase at byte `at`: its strength, how often it was adopted and when.
fn phrase(snapshot: &Snapshot, at: usize) -> Option<Hover> {
    let document = &snapshot.analysis.document;
    let i = document.unit_at(at)?;
    let unit = &document.units()[i];
    let found = unit.recommendation.as_ref()?;
    let place = unit.find(at - document.start(i));
    let operative = found
        .operative
        .iter()
        .chain(&found.further)
        .find(|operative| operative.span.start <= place && place <= operative.span.end)?;
    let mut text = format!("**{}**", operative.words);
    if let Some(strength) = operative.strength {
        let _ = write!(text, " · strength: {}", strength.name());
    }
    text.push_str("\n\n");
    text.push_str(&record(&operative.words, &snapshot.workbench));
    Some(Hover { span: document.locate(i, operative.span), text })
}

/// "25 adopted recommendations use it (2013: 11, 2019: 3, …)."
pub(super) fn record(words: &str, workbench: &Workbench) -> String {
    let uses = uses(words, workbench);
    let total: usize = uses.iter().map(|(_, count)| count).sum();
    if total == 0 {
        return "No adopted recommendation uses it.".to_owned();
    }
    let by_meeting: Vec<String> = uses.iter().map(|(meeting, count)| format!("{meeting}: {count}")).collect();
    let plural = if total == 1 { "recommendation uses" } else { "recommendations use" };
    format!("{total} adopted {plural} it ({}).", by_meeting.join(", "))
}

/// How many adopted recommendations of each meeting open with this phrase.
fn uses(words: &str, workbench: &Workbench) -> Vec<(String, usize)> {
    let opens = |unit: &&std::sync::Arc<Unit>| {
        unit.recommendation
            .as_ref()
            .and_then(|found| found.operative.as_ref())
            .is_some_and(|other| other.words == words)
    };
    let counted = workbench.adopted().iter().map(|part| {
        let meeting = workbench.corpus.spoken(&workbench.corpus.meetings()[part.meeting]);
        (meeting, part.document.units().iter().filter(opens).count())
    });
    counted.filter(|(_, count)| *count > 0).collect()
}
