//! What the checks of numbered units share: gathering a series from the draft and saying what
//! is wrong with it.

use std::sync::Arc;

use super::renumbering;
use super::series::{self, Break, Fault, Flaw};
use crate::document::{self, Document, Kind, Label, Numbering, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::numbers::Script;
use crate::lexicon::{Delegations, Number, PlaceKind};
use crate::text::{capitalized, uncapitalized};

/// A unit of a series.
#[derive(Debug, Clone)]
pub(super) struct Entry<'a> {
    /// Index of the unit.
    pub unit: usize,
    /// Where it says its number.
    pub label: &'a Label,
    /// Its number, or one of them: a heading may carry several.
    pub number: Number,
    /// What parts it from the entry before.
    pub parted: Break,
    /// Whether a heading in between skips a number itself: several numbers that are missing went with their chapter.
    pub chapter_lost: bool,
}

/// The number of `unit` that belongs to a series of `kind`.
pub(super) fn number_of(unit: &Unit, kind: PlaceKind) -> Option<&Label> {
    let numbering = match kind {
        PlaceKind::Recommendation => Numbering::Heading,
        PlaceKind::Paragraph => Numbering::Paragraph,
        PlaceKind::Section => Numbering::Letter,
        PlaceKind::Chapter | PlaceKind::Annex => Numbering::Roman,
    };
    let annex = (unit.kind() == Kind::Annex) == (kind == PlaceKind::Annex);
    let mut labels = unit.label.iter().chain(&unit.paragraph);
    labels.find(|label| annex && label.numbering == numbering)
}

/// The units with a number of this kind, and the headings, which part them.
fn landmarks(document: &Document, kind: PlaceKind) -> Vec<(usize, &Arc<Unit>)> {
    fn is(unit: &Unit, kind: PlaceKind) -> bool {
        unit.kind().is_heading() || number_of(unit, kind).is_some()
    }
    match kind {
        PlaceKind::Recommendation => document.units_that(|unit| is(unit, PlaceKind::Recommendation)).collect(),
        PlaceKind::Paragraph => document.units_that(|unit| is(unit, PlaceKind::Paragraph)).collect(),
        PlaceKind::Section => document.units_that(|unit| is(unit, PlaceKind::Section)).collect(),
        PlaceKind::Chapter => document.units_that(|unit| is(unit, PlaceKind::Chapter)).collect(),
        PlaceKind::Annex => document.units_that(|unit| is(unit, PlaceKind::Annex)).collect(),
    }
}

/// The series of `kind`, each running through one part of the draft; 2.1 and 2.2 are another series than 1 and 2.
pub(super) fn gather<'a>(document: &'a Document, kind: PlaceKind, delegations: &Delegations) -> Vec<Vec<Entry<'a>>> {
    let mut series: Vec<Vec<Entry<'_>>> = vec![Vec::new()];
    let mut parted = Break::None;
    let mut headings = Headings::default();
    let (mut proposed, mut alternative) = (false, false);
    for (i, unit) in landmarks(document, kind) {
        headings.pass(unit);
        match (unit.kind(), kind) {
            (Kind::Annex, PlaceKind::Annex) => {}
            (Kind::Annex, _) | (Kind::Chapter, PlaceKind::Section) => {
                series.push(Vec::new());
                (parted, headings.lost) = (Break::None, false);
            }
            (Kind::Title, _) if document::is_alternative(unit.reading()) => alternative = true,
            (Kind::Title, _) => parted = parted.max(title_break(unit, delegations)),
            (Kind::Chapter | Kind::Section, _) if kind < PlaceKind::Section && is_of_speaker(unit, delegations) => {
                parted = Break::Part;
            }
            (Kind::Chapter | Kind::Section, _) => parted = parted.max(Break::Heading),
            _ => {}
        }
        let Some(label) = number_of(unit, kind) else { continue };
        if label.number.suffix == "alt" {
            continue;
        }
        if unit.place().proposed != proposed && kind == PlaceKind::Recommendation {
            parted = Break::Part;
        }
        proposed = unit.place().proposed;
        let last = series.last_mut().expect("one at least");
        // the versions of one recommendation have one number
        let number = label.number.value;
        if std::mem::take(&mut alternative) && last.last().is_some_and(|entry| entry.number.value >= number) {
            continue;
        }
        let chapter_lost = headings.lost && kind < PlaceKind::Section;
        last.push(Entry { unit: i, label, number: label.number.clone(), parted, chapter_lost });
        (parted, headings.lost) = (Break::None, false);
        let more =
            label.also.iter().map(|number| Entry { unit: i, label, number: number.clone(), parted, chapter_lost });
        last.extend(more);
    }
    series.retain(|series| !series.is_empty());
    series.into_iter().flat_map(by_writing).collect()
}

/// The entries of one part, each with those that are numbered in its way.
fn by_writing(mut entries: Vec<Entry<'_>>) -> Vec<Vec<Entry<'_>>> {
    let all = |entries: &[Entry<'_>]| entries.iter().all(|entry| entry.number.runs_with(&entries[0].number));
    // "Recommendation XX" among numbers in figures waits for its number
    let waits = |entry: &Entry<'_>| {
        entry.number.script == Script::Roman && matches!(entry.number.to_string().as_str(), "X" | "XX")
    };
    if entries.iter().any(|entry| entry.number.script == Script::Arabic) {
        entries.retain(|entry| !waits(entry));
    }
    if all(&entries) {
        return vec![entries];
    }
    // after H comes the letter I, not the numeral
    for at in 1..entries.len() {
        let before = &entries[at - 1].number;
        let letter = before.sibling(before.value + 1);
        let written = entries[at].number.to_string();
        if before.script == Script::Letter && written.len() == 1 && letter.to_string() == written {
            entries[at].number = letter;
        }
    }
    let mut series: Vec<Vec<Entry<'_>>> = Vec::new();
    for entry in entries {
        match series.iter_mut().find(|series| series[0].number.runs_with(&entry.number)) {
            Some(series) => series.push(entry),
            None => series.push(vec![entry]),
        }
    }
    series
}

/// The last chapter and section seen, and whether a number among them was skipped.
#[derive(Default)]
struct Headings {
    chapter: u32,
    section: u32,
    lost: bool,
}

impl Headings {
    fn pass(&mut self, unit: &Unit) {
        let value = unit.label.as_ref().map_or(0, |label| label.number.value);
        match unit.kind() {
            Kind::Chapter => {
                self.lost |= self.chapter > 0 && value > self.chapter + 1;
                (self.chapter, self.section) = (value, 0);
            }
            Kind::Section => {
                self.lost |= self.section > 0 && value > self.section + 1;
                self.section = value;
            }
            Kind::Annex => *self = Headings::default(),
            _ => {}
        }
    }
}

/// Whether an unnumbered title begins something of its own, such as the proposals of a delegation.
fn title_break(unit: &Unit, delegations: &Delegations) -> Break {
    const FOREIGN: [&str; 5] = ["proposal", "proposed by", "submitted", "adopted", "comments"];
    let title = unit.text(unit.body).to_lowercase();
    let same = title.contains("recommendation") && !FOREIGN.iter().any(|word| title.contains(word));
    if same && !is_of_speaker(unit, delegations) { Break::Heading } else { Break::Part }
}

/// Whether a heading says whose text stands below: “B. Proposals of Norway”, “Recommendations of the delegation of Chile”.
fn is_of_speaker(unit: &Unit, delegations: &Delegations) -> bool {
    struct Speaks(bool);
    unit.recall(|unit| Speaks(document::names_speaker(unit.text(unit.body), delegations))).0
}

/// Reports what is wrong with `entries`. `practice` says what adopted texts do, as the end of a sentence.
pub(super) fn judge(
    document: &Document,
    kind: PlaceKind,
    entries: &[Entry<'_>],
    practice: &str,
    report: &mut Report<'_>,
) {
    let numbers: Vec<&Number> = entries.iter().map(|entry| &entry.number).collect();
    let breaks: Vec<Break> = entries.iter().map(|entry| entry.parted).collect();
    let mut flaws = series::flaws(&numbers, &breaks);
    let lost = |flaw: &Flaw| matches!(&flaw.fault, Fault::Skipped(missing) if missing.len() > 1);
    flaws.retain(|flaw| !(entries[flaw.at].chapter_lost && lost(flaw)));
    if kind == PlaceKind::Recommendation {
        flaws.retain_mut(|flaw| !stands_in_gap(document, entries, flaw));
    }
    let mut next = flaws.iter().peekable();
    for (at, entry) in entries.iter().enumerate().skip(1) {
        match next.next_if(|flaw| flaw.at == at) {
            Some(flaw) => say(document, kind, entries, flaw, flaws.len() == 1, practice, report),
            None => report.occasion_at(|| document.locate(entry.unit, entry.label.span)),
        }
    }
}

/// Takes out of the missing recommendations those that stand in the gap, in a quotation, struck out or with a remark for
/// their text, and says whether none is left.
fn stands_in_gap(document: &Document, entries: &[Entry<'_>], flaw: &mut Flaw) -> bool {
    let Fault::Skipped(missing) = &mut flaw.fault else { return false };
    let gap = &document.units()[entries[flaw.at - 1].unit..entries[flaw.at].unit];
    let named = |unit: &'_ Arc<Unit>| {
        let lone = unit.struck_heading().into_iter().chain(unit.remarked_headings());
        unit.quoted_headings().chain(lone).collect::<Vec<_>>()
    };
    for number in gap.iter().flat_map(named) {
        missing.retain(|one| *one != number);
    }
    missing.is_empty()
}

fn say(
    document: &Document,
    kind: PlaceKind,
    entries: &[Entry<'_>],
    flaw: &Flaw,
    only: bool,
    practice: &str,
    report: &mut Report<'_>,
) {
    let entry = &entries[flaw.at];
    let span_of = |at: usize| document.locate(entries[at].unit, entries[at].label.span);
    let title = |number: &Number| format!("{} {}", capitalized(kind.name()), kind.format(number));
    let here = title(&entry.number);
    let held = &entries[flaw.at - 1].number;
    let (message, related) = match &flaw.fault {
        Fault::Skipped(missing) => {
            let what = format!("{here} follows {}: {}", title(held), missing_words(kind, missing));
            (what, Some((flaw.at - 1, title(held))))
        }
        Fault::Repeated { first, .. } => {
            (format!("There is a {} already", uncapitalized(&here)), Some((*first, "the first one".to_owned())))
        }
        Fault::Misplaced { other } => {
            let side = if *other < flaw.at { "after" } else { "before" };
            let other_title = title(&entries[*other].number);
            (format!("{here} stands {side} {other_title}"), Some((*other, other_title)))
        }
        Fault::Mistaken { expected } => {
            let what = format!("{here} stands where {} is due", title(&entry.number.sibling(*expected)));
            (what, Some((flaw.at - 1, title(held))))
        }
        Fault::Restarted { last } => {
            let what = format!("The numbering begins again at {}", kind.format(&entry.number));
            (what, Some((*last, title(&entries[*last].number))))
        }
    };
    let finding = report.find(span_of(flaw.at), format!("{message}; {practice}"));
    if let Some((at, words)) = related {
        finding.relate(span_of(at), words);
    }
    let (moves, missing) = renumbering::moves(document, kind, entries, flaw, only);
    let Some(first) = moves.first() else { return };
    if let Some(edits) = renumbering::edits(document, kind, &moves, missing) {
        let fix = match moves.len() {
            1 => format!("Change to {}", title(&first.1)),
            _ => format!("Renumber from here: {} and on", title(&first.1)),
        };
        finding.fix_with(Safety::NeedsReview, fix, edits);
    }
}

/// "Recommendation 4 is missing", "Paragraphs 4 and 5 are missing", "Recommendations 4 to 19 are missing".
fn missing_words(kind: PlaceKind, missing: &[Number]) -> String {
    let format = |number: &Number| kind.format(number);
    match missing {
        [] => String::new(),
        [one] => format!("{} {} is missing", kind.name(), format(one)),
        [first, second] => format!("{} {} and {} are missing", kind.plural(), format(first), format(second)),
        [first, .., last] => format!("{} {} to {} are missing", kind.plural(), format(first), format(last)),
    }
}
