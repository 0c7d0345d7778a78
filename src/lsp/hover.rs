//! Hover: why a mark is there and what earlier sessions adopted; what an operative phrase has been worth; what a
//! recommendation is like. Citations and symbols are told by `citations`.

use std::fmt::Write;

use super::state::Snapshot;
use super::{citations, earlier, markdown, places};
use crate::document::Unit;
use crate::finding::{Finding, Safety};
use crate::text::{Span, capitalized};
use crate::workbench::Workbench;

/// What a person reads at a place, as Markdown, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hover {
    /// The words it is about.
    pub span: Span,
    /// Markdown.
    pub text: String,
}

/// Marks that are explained at one place.
const MARKS: usize = 3;

/// Earlier recommendations that a recommendation's heading shows.
const NEAREST: usize = 3;

/// Bytes of an earlier text up to which a mark quotes more than one.
const SHORT: usize = 280;

/// What there is to read at byte `at`.
pub(super) fn hover(snapshot: &Snapshot, at: usize) -> Option<Hover> {
    let mut parts = marks(snapshot, at);
    parts.extend(phrase(snapshot, at));
    parts.extend(citations::hover(snapshot, at));
    match named(snapshot, at) {
        Some(place) => parts.push(place),
        None => parts.extend(recommendation(snapshot, at)),
    }
    let span = parts.first()?.span;
    let text = parts.into_iter().map(|part| part.text).collect::<Vec<_>>().join("\n\n---\n\n");
    Some(Hover { span, text })
}

fn marks(snapshot: &Snapshot, at: usize) -> Vec<Hover> {
    let here = |finding: &&Finding| finding.span.start <= at && at <= finding.span.end;
    let mut found: Vec<&Finding> = snapshot.analysis.findings.iter().filter(here).collect();
    found.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.span.len()));
    let told = found.into_iter().take(MARKS);
    told.map(|finding| Hover { span: finding.span, text: mark(finding, snapshot) }).collect()
}

/// A mark explained: earlier texts with their differences, evidence, why, what to do. Its message is left to the
/// editor, which shows it beside this.
fn mark(finding: &Finding, snapshot: &Snapshot) -> String {
    let workbench = &snapshot.workbench;
    let mut text = format!("`{}` · {}\n{}", finding.rule, finding.severity.name(), precedents(finding, snapshot));
    if let Some(figures) = workbench.figures(&finding.rule) {
        let _ = write!(text, "\n*{}.*\n", markdown::escape(&capitalized(figures.sentence)));
    }
    if let Some(rule) = workbench.rules.named(&finding.rule) {
        let _ = write!(text, "\n{}\n", markdown::escape(rule.card.why.trim()));
    }
    if !finding.fixes.is_empty() {
        text.push_str("\n**What to do**\n\n");
        for fix in finding.fixes.iter().take(4) {
            let review = if fix.safety != Safety::Safe { " (to be reviewed)" } else { "" };
            let _ = writeln!(text, "- {}{review}", markdown::escape(&fix.title));
        }
    }
    text
}

/// The earlier texts that a mark rests on: the first and short ones quoted, the others named.
fn precedents(finding: &Finding, snapshot: &Snapshot) -> String {
    let (workbench, record) = (&snapshot.workbench, &snapshot.record);
    // only where the mark is about the whole of a recommendation is it compared with earlier ones word by word
    let compared = snapshot.analysis.document.unit_at(finding.span.start);
    let compared = compared.map(|i| &snapshot.analysis.document.units()[i]);
    let alike = |unit: &&std::sync::Arc<Unit>| earlier::compared(unit).len() <= finding.span.len() + 2;
    let compared = compared.filter(alike);
    let (mut text, mut also) = (String::new(), Vec::new());
    for (place, precedent) in finding.precedents.iter().take(3).enumerate() {
        let Some(found) = workbench.corpus.named(&precedent.name) else { continue };
        if place > 0 && found.text.len() > SHORT {
            also.push(earlier::linked(found, workbench, record));
            continue;
        }
        let words = match compared.filter(|_| precedent.score.is_some()) {
            Some(unit) => earlier::words(earlier::compared(unit), found, workbench),
            None => markdown::quote(&markdown::escape(&found.text)),
        };
        let _ = write!(text, "\n{}\n\n{words}", earlier::place(found, workbench, record));
    }
    if !also.is_empty() {
        let _ = write!(text, "\nSee also {}.\n", also.join(" and "));
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
    let on = |span: Span| span.start <= place && place <= span.end;
    let operative = found.operatives().find(|operative| on(operative.span))?;
    let workbench = &snapshot.workbench;
    let phrase = workbench.lexicon.phrases.named(&operative.words).map_or(&*operative.words, |phrase| &phrase.text);
    let mut text = format!("**{}**", markdown::escape(&operative.words));
    match operative.strength {
        Some(strength) => {
            let _ = write!(text, " · strength: {}", strength.name());
        }
        None if operative.act => text.push_str(" · an act of the body itself"),
        None => {}
    }
    let _ = write!(text, "\n\n{}\n", record(phrase, workbench));
    let practice = workbench.corpus.practice(&workbench.lexicon);
    if let Some(newest) = practice.adopted_with(phrase).find_map(|one| workbench.corpus.named(&one.name)) {
        let _ = write!(text, "\nMost recently: {}", earlier::quotation(newest, workbench, &snapshot.record));
    }
    Some(Hover { span: document.locate(i, operative.span), text })
}

/// The heading of the recommendation at byte `at`: what it is nearest to, and its family over the years.
fn recommendation(snapshot: &Snapshot, at: usize) -> Option<Hover> {
    let document = &snapshot.analysis.document;
    let i = earlier::recommendation_at(snapshot, at)?;
    let unit = &document.units()[i];
    let label = document.locate(i, unit.label.as_ref()?.span);
    (label.start <= at && at <= label.end).then_some(())?;
    let mut text = format!("**{}** · {} words", earlier::name(unit), unit.words);
    if let Some(operative) = unit.recommendation.as_ref().and_then(|found| found.operative.as_ref()) {
        let _ = write!(text, " · {}", earlier::asked(&operative.words, operative.strength));
    }
    text.push('\n');
    let family = earlier::family(snapshot, unit);
    if !family.is_empty() {
        let members: Vec<String> =
            family.iter().map(|near| earlier::linked(near.earlier, &snapshot.workbench, &snapshot.record)).collect();
        let _ = write!(text, "\nLike it over the years: {}\n", members.join(" → "));
    }
    for near in earlier::nearest(snapshot, unit, NEAREST) {
        let _ = write!(text, "\n---\n\n{}", earlier::beside(near, unit, &snapshot.workbench, &snapshot.record));
    }
    Some(Hover { span: label, text })
}

/// The place of the draft that a mention at byte `at` names: its text.
fn named(snapshot: &Snapshot, at: usize) -> Option<Hover> {
    const SHOWN: usize = 600;
    let document = &snapshot.analysis.document;
    let named = places::named(document, at).filter(|named| !(named.label.start <= at && at <= named.label.end))?;
    let unit = &document.units()[document.unit_at(named.label.start)?];
    let label = unit.label.as_ref().map_or("", |label| unit.text(label.span));
    let body = unit.text(unit.body).trim();
    let start = crate::text::floor_boundary(body, SHOWN);
    let more = if start < body.len() { " …" } else { "" };
    let quoted = markdown::quote(&format!("{}{more}", markdown::escape(&body[..start])));
    Some(Hover { span: named.around, text: format!("**{}**\n\n{quoted}", markdown::escape(label)) })
}

/// "25 adopted recommendations use it (2013: 11, 2019: 3, …)."
pub(super) fn record(words: &str, workbench: &Workbench) -> String {
    let total: usize = uses(words, workbench).iter().map(|(_, count)| count).sum();
    match total {
        0 => "No adopted recommendation uses it.".to_owned(),
        1 => format!("1 adopted recommendation uses it ({}).", by_meeting(words, workbench)),
        _ => format!("{total} adopted recommendations use it ({}).", by_meeting(words, workbench)),
    }
}

/// "25 (2013: 11, 2019: 3, …)", "never".
pub(super) fn adopted_uses(words: &str, workbench: &Workbench) -> String {
    match uses(words, workbench).iter().map(|(_, count)| count).sum::<usize>() {
        0 => "never".to_owned(),
        total => format!("{total} ({})", by_meeting(words, workbench)),
    }
}

fn by_meeting(words: &str, workbench: &Workbench) -> String {
    let uses = uses(words, workbench);
    uses.iter().map(|(meeting, count)| format!("{meeting}: {count}")).collect::<Vec<_>>().join(", ")
}

/// How many adopted recommendations of each meeting ask with this phrase, as the scale words it.
fn uses(words: &str, workbench: &Workbench) -> Vec<(String, usize)> {
    let phrase = workbench.lexicon.phrases.named(words).map_or(words, |phrase| &phrase.text);
    let practice = workbench.corpus.practice(&workbench.lexicon);
    let counted = workbench.corpus.meetings().iter().enumerate().map(|(i, meeting)| {
        let uses = practice.adopted().filter(|one| one.meeting == i && one.phrase == phrase);
        (workbench.corpus.spoken(meeting), uses.count())
    });
    counted.filter(|(_, count)| *count > 0).collect()
}
