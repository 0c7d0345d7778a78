//! The earlier recommendations that one of the draft is like: the nearest, and its family over the years.
//!
//! Likeness is measured in `corpus`; here it is told. What the draft is itself the text of is no precedent for it.

use std::fmt::Write;

use super::markdown;
use super::record::Record;
use super::state::Snapshot;
use crate::corpus::similarity::{Match, Tier, explain};
use crate::corpus::{self, Earlier};
use crate::document::{Kind, Operative, Status, Unit};
use crate::lexicon::Strength;
use crate::text::Span;
use crate::workbench::Workbench;

/// Shorter texts say too little to be compared.
const WORDS: u32 = 4;

/// Share of an earlier text that must stand in the new one for the two to be compared word by word.
const COMPARABLE: f32 = 0.4;

/// An earlier recommendation and how alike it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Near<'a> {
    /// The recommendation.
    pub earlier: &'a Earlier,
    /// How alike.
    pub found: Match,
}

/// The recommendation of the draft that byte `at` belongs to: its unit.
pub(super) fn recommendation_at(snapshot: &Snapshot, at: usize) -> Option<usize> {
    let document = &snapshot.analysis.document;
    let unit = document.unit_at(at)?;
    let is_one = |i: usize| document.units()[i].kind() == Kind::Recommendation;
    (is_one(unit) && document.units()[unit].recommendation.is_some()).then_some(unit)
}

/// The text that is compared: the body of a unit.
pub(super) fn compared(unit: &Unit) -> &str {
    unit.text(unit.body).trim()
}

/// The `n` earlier recommendations that `unit` is most like, best first.
pub(super) fn nearest<'a>(snapshot: &'a Snapshot, unit: &Unit, n: usize) -> Vec<Near<'a>> {
    if unit.words < WORDS {
        return Vec::new();
    }
    let corpus = &snapshot.workbench.corpus;
    let own = |near: &Near<'_>| snapshot.analysis.own_meetings.contains(&near.earlier.meeting);
    let left_out =
        corpus.earlier().iter().filter(|earlier| snapshot.analysis.own_meetings.contains(&earlier.meeting)).count();
    let matches = corpus.nearest(compared(unit), n + left_out, |_| true);
    let near = matches.into_iter().map(|found| Near { earlier: &corpus.earlier()[found.earlier], found });
    near.filter(|near| !own(near)).take(n).collect()
}

/// All earlier recommendations that `unit` repeats or overlaps with, oldest first: its family over the years.
pub(super) fn family<'a>(snapshot: &'a Snapshot, unit: &Unit) -> Vec<Near<'a>> {
    if unit.words < WORDS {
        return Vec::new();
    }
    let corpus = &snapshot.workbench.corpus;
    let near = corpus
        .similarity()
        .compare(compared(unit))
        .into_iter()
        .filter(|found| found.tier >= Tier::Overlap)
        .map(|found| Near { earlier: &corpus.earlier()[found.earlier], found });
    near.filter(|near| !snapshot.analysis.own_meetings.contains(&near.earlier.meeting)).collect()
}

/// What the likeness means.
fn meaning(tier: Tier) -> &'static str {
    match tier {
        Tier::Duplicate => "nearly the same words",
        Tier::Overlap => "overlaps",
        Tier::Possible => "may overlap",
        Tier::Nearest => "merely the nearest",
    }
}

/// How alike an earlier recommendation and `text` are; what differs in a word is never called the same.
fn likeness(near: Near<'_>, text: &str) -> String {
    if text.split_whitespace().eq(near.earlier.text.split_whitespace()) {
        return "the same words".to_owned();
    }
    format!("{}, likeness {:.2}", meaning(near.found.tier), near.found.likeness().min(0.99))
}

/// An earlier recommendation beside `text`: where it stands, how alike it is, how strongly it asks, and its words.
pub(super) fn beside(near: Near<'_>, unit: &Unit, workbench: &Workbench, record: &Record) -> String {
    let earlier = near.earlier;
    let text = compared(unit);
    let mut out = format!("{}  \n", place(earlier, workbench, record));
    let _ = write!(out, "{}", likeness(near, text));
    if let Some((phrase, strength)) = phrase_of(earlier, workbench) {
        let own = unit.recommendation.as_ref().and_then(|found| found.operative.as_ref());
        let _ = write!(out, " · {}{}", asked(&phrase, strength), compare(own, strength));
    }
    let _ = write!(out, "\n\n{}", words(text, earlier, workbench));
    out
}

/// “are encouraged to” (encouragement).
pub(super) fn asked(phrase: &str, strength: Option<Strength>) -> String {
    match strength {
        Some(strength) => format!("“{phrase}” ({})", strength.name()),
        None => format!("“{phrase}”"),
    }
}

/// How the draft's phrase stands to that of an earlier recommendation.
fn compare(own: Option<&Operative>, earlier: Option<Strength>) -> &'static str {
    match (own.and_then(|own| own.strength), earlier) {
        (Some(own), Some(earlier)) if own > earlier => ": the draft asks more strongly",
        (Some(own), Some(earlier)) if own < earlier => ": the draft asks less strongly",
        (Some(_), Some(_)) => ", as here",
        _ => "",
    }
}

/// The operative phrase of an earlier recommendation, as the scale words it.
pub(super) fn phrase_of(earlier: &Earlier, workbench: &Workbench) -> Option<(String, Option<Strength>)> {
    let practice = workbench.corpus.practice(&workbench.lexicon);
    let found = practice.uses().iter().find(|one| one.name == earlier.name)?;
    (!found.phrase.is_empty()).then(|| (found.phrase.clone(), found.strength))
}

/// The words of an earlier recommendation, quoted: with the differences where `text` has most of them, else with what
/// both say in bold. What the marks mean stands before it.
pub(super) fn words(text: &str, earlier: &Earlier, workbench: &Workbench) -> String {
    let explained = explain(workbench.corpus.similarity(), text, &earlier.text);
    let (legend, marked) = match markdown::kept(&explained, &earlier.text) >= COMPARABLE {
        true => (markdown::legend(&explained), markdown::differences(&explained, text, &earlier.text)),
        false => (markdown::legend_of_shared(&explained), markdown::shared(&explained, &earlier.text)),
    };
    format!("{legend}{}", markdown::quote(&marked))
}

/// An earlier recommendation quoted, with where it stands.
pub(super) fn quotation(earlier: &Earlier, workbench: &Workbench, record: &Record) -> String {
    format!("{}\n\n{}", place(earlier, workbench, record), markdown::quote(&markdown::escape(&earlier.text)))
}

/// "**[2019, Recommendation 10](…)** · adopted · [CTOC/COP/WG.4/2019/6](…)".
pub(super) fn place(earlier: &Earlier, workbench: &Workbench, record: &Record) -> String {
    let corpus = &workbench.corpus;
    let status = match earlier.status {
        Status::Adopted => "adopted",
        Status::Proposed => "proposed, not adopted",
        Status::Observation => "observation of the Co-Chairs",
    };
    let mut text = format!("**{}** · {status}", linked(earlier, workbench, record));
    let symbol = corpus.symbol(earlier);
    if !symbol.is_empty() {
        let own = corpus.part(earlier).symbol.is_none();
        let inferred = if own && corpus.meeting(earlier).symbol_inferred { " (symbol inferred)" } else { "" };
        let _ = write!(text, " · [{symbol}]({}){inferred}", corpus::url(symbol));
    }
    text
}

/// "2019, Recommendation 10" as a link to the record, where the record can be opened.
pub(super) fn linked(earlier: &Earlier, workbench: &Workbench, record: &Record) -> String {
    let cited = workbench.corpus.cite(earlier);
    match record.link(earlier, &workbench.corpus) {
        Some(link) => format!("[{cited}]({link})"),
        None => cited,
    }
}

/// Where the title of a recommendation stands: its label, else its first words.
pub(super) fn title(unit: &Unit) -> Span {
    unit.label.as_ref().map_or(Span::at(unit.body.start), |label| label.span)
}

/// What a person calls a recommendation of the draft.
pub(super) fn name(unit: &Unit) -> String {
    match unit.called() {
        Some(("Recommendation", number)) => format!("Recommendation {number}"),
        Some((_, number)) => format!("Paragraph {number}"),
        None => "Recommendation without a number".to_owned(),
    }
}
