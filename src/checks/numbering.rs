//! What the checks of numbered units share: gathering a series from the draft, saying what is wrong, renumbering.

use super::series::{self, Break, Fault, Flaw, Then};
use crate::document::{Document, Kind, Label, Numbering, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::{MentionKind, Number, PlaceKind};
use crate::text::Edit;

/// A unit of a series.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'a> {
    /// Index of the unit.
    pub unit: usize,
    /// Its number.
    pub label: &'a Label,
    /// What parts it from the entry before.
    pub parted: Break,
    /// Whether a heading in between skips a number itself: several numbers that are missing went with their chapter.
    pub chapter_lost: bool,
}

/// Whether `unit` is numbered as `kind`.
pub(super) fn is_numbered(unit: &Unit, kind: PlaceKind) -> bool {
    let numbering = match kind {
        PlaceKind::Recommendation => Numbering::Heading,
        PlaceKind::Paragraph => Numbering::Paragraph,
        PlaceKind::Section => Numbering::Letter,
        PlaceKind::Chapter | PlaceKind::Annex => Numbering::Roman,
    };
    let annex = (unit.kind() == Kind::Annex) == (kind == PlaceKind::Annex);
    annex && unit.label.as_ref().is_some_and(|label| label.numbering == numbering)
}

/// The series of `kind`, each running through one part of the draft.
pub(super) fn gather(document: &Document, kind: PlaceKind) -> Vec<Vec<Entry<'_>>> {
    let mut series: Vec<Vec<Entry<'_>>> = vec![Vec::new()];
    let mut parted = Break::None;
    let mut headings = Headings::default();
    let mut proposed = false;
    for (i, unit) in document.units().iter().enumerate() {
        headings.pass(unit);
        match (unit.kind(), kind) {
            (Kind::Annex, PlaceKind::Annex) => {}
            (Kind::Annex, _) | (Kind::Chapter, PlaceKind::Section) => {
                series.push(Vec::new());
                (parted, headings.lost) = (Break::None, false);
            }
            (Kind::Title, _) => parted = parted.max(title_break(unit)),
            (Kind::Chapter | Kind::Section, _) => parted = parted.max(Break::Heading),
            _ => {}
        }
        let (true, Some(label)) = (is_numbered(unit, kind), &unit.label) else { continue };
        if label.number.suffix == "alt" {
            continue;
        }
        if unit.place().proposed != proposed && kind == PlaceKind::Recommendation {
            parted = Break::Part;
        }
        proposed = unit.place().proposed;
        let last = series.last_mut().expect("one at least");
        let chapter_lost = headings.lost && kind < PlaceKind::Section;
        last.push(Entry { unit: i, label, parted, chapter_lost });
        (parted, headings.lost) = (Break::None, false);
    }
    series.retain(|series| !series.is_empty());
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
fn title_break(unit: &Unit) -> Break {
    const FOREIGN: [&str; 5] = ["proposal", "proposed by", "submitted", "adopted", "comments"];
    let title = unit.text(unit.body).to_lowercase();
    let same = title.contains("recommendation") && !FOREIGN.iter().any(|word| title.contains(word));
    if same { Break::Heading } else { Break::Part }
}

/// Reports what is wrong with `entries`. `practice` says what adopted texts do, as the end of a sentence.
pub(super) fn judge(
    document: &Document,
    kind: PlaceKind,
    entries: &[Entry<'_>],
    practice: &str,
    report: &mut Report<'_>,
) {
    let numbers: Vec<&Number> = entries.iter().map(|entry| &entry.label.number).collect();
    let breaks: Vec<Break> = entries.iter().map(|entry| entry.parted).collect();
    let mut flaws = series::flaws(&numbers, &breaks);
    let lost = |flaw: &Flaw| matches!(&flaw.fault, Fault::Skipped(missing) if missing.len() > 1);
    flaws.retain(|flaw| !(entries[flaw.at].chapter_lost && lost(flaw)));
    let mut next = flaws.iter().peekable();
    for (at, entry) in entries.iter().enumerate().skip(1) {
        let span = document.locate(entry.unit, entry.label.span);
        match next.next_if(|flaw| flaw.at == at) {
            Some(flaw) => say(document, kind, entries, flaw, flaws.len() == 1, practice, report),
            None => report.occasion(span),
        }
    }
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
    let here = title(&entry.label.number);
    let held = &entries[flaw.at - 1].label.number;
    let (message, related) = match &flaw.fault {
        Fault::Skipped(missing) => {
            let what = format!("{here} follows {}: {}", title(held), missing_words(kind, missing));
            (what, Some((flaw.at - 1, title(held))))
        }
        Fault::Repeated { first, .. } => {
            (format!("There is a {} already", lower(&here)), Some((*first, "the first one".to_owned())))
        }
        Fault::Misplaced { other } => {
            let side = if *other < flaw.at { "after" } else { "before" };
            let other_title = title(&entries[*other].label.number);
            (format!("{here} stands {side} {other_title}"), Some((*other, other_title)))
        }
        Fault::Mistaken { expected } => {
            let what = format!("{here} stands where {} is due", title(&Number::plain(*expected)));
            (what, Some((flaw.at - 1, title(held))))
        }
        Fault::Restarted { last } => {
            let what = format!("The numbering begins again at {}", kind.format(&entry.label.number));
            (what, Some((*last, title(&entries[*last].label.number))))
        }
    };
    let finding = report.find(span_of(flaw.at), format!("{message}; {practice}"));
    if let Some((at, words)) = related {
        finding.relate(span_of(at), words);
    }
    let (moves, missing) = moves(document, kind, entries, flaw, only);
    if moves.is_empty() {
        return;
    }
    if let Some(edits) = renumber(document, kind, &moves, missing) {
        let fix = match moves.as_slice() {
            [(_, number)] => format!("Change to {}", title(number)),
            _ => format!("Renumber from here: {} and on", title(&moves[0].1)),
        };
        finding.fix_with(Safety::NeedsReview, fix, edits);
    }
}

/// The units to renumber, with their new numbers, where it is sure; and the number that nothing may mention.
fn moves(
    document: &Document,
    kind: PlaceKind,
    entries: &[Entry<'_>],
    flaw: &Flaw,
    only: bool,
) -> (Vec<(usize, Number)>, Option<Number>) {
    let one = |value: u32| vec![(entries[flaw.at].unit, Number::plain(value))];
    let rest = |by: i64| {
        let moved = |number: &Number| Number {
            value: (i64::from(number.value) + by).max(1) as u32,
            suffix: number.suffix.clone(),
        };
        entries[flaw.at..].iter().map(|entry| (entry.unit, moved(&entry.label.number))).collect()
    };
    match &flaw.fault {
        Fault::Mistaken { expected } => (one(*expected), None),
        Fault::Repeated { then: Then::AsIf(value), .. } => (one(*value), None),
        Fault::Repeated { then: Then::Behind, .. } if only => (rest(1), None),
        Fault::Restarted { last } if only => (rest(i64::from(entries[*last].label.number.value)), None),
        // a chapter is surely not missing if the paragraphs run on
        Fault::Skipped(missing) if only && missing.len() == 1 && kind >= PlaceKind::Section => {
            match paragraphs_run_on(document, entries[flaw.at].unit) {
                true => (rest(-1), missing.first().cloned()),
                false => (Vec::new(), None),
            }
        }
        _ => (Vec::new(), None),
    }
}

/// Whether the numbered paragraphs before and after unit `at` follow one another.
fn paragraphs_run_on(document: &Document, at: usize) -> bool {
    let number = |unit: &std::sync::Arc<Unit>| {
        unit.label.as_ref().filter(|label| label.numbering == Numbering::Paragraph).map(|label| label.number.value)
    };
    let before = document.units()[..at].iter().rev().find_map(number);
    let after = document.units()[at..].iter().find_map(number);
    matches!((before, after), (Some(before), Some(after)) if after == before + 1)
}

/// Edits that give units their new numbers, in headings and wherever they are mentioned. `None` where a mention
/// cannot be led to one unit, or names the number that nothing carries.
fn renumber(
    document: &Document,
    kind: PlaceKind,
    moves: &[(usize, Number)],
    missing: Option<Number>,
) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for (unit, number) in moves {
        let label = document.units()[*unit].label.as_ref()?;
        edits.push(Edit::replace(document.locate(*unit, label.number_span), kind.format(number)));
    }
    let old = |unit: usize| document.units()[unit].label.as_ref().map(|label| &label.number);
    let carriers = |number: &Number| {
        let carries = |unit: &&std::sync::Arc<Unit>| unit.label.as_ref().is_some_and(|label| label.number == *number);
        document.units().iter().filter(|unit| is_numbered(unit, kind)).filter(carries).count()
    };
    for (i, unit) in document.units().iter().enumerate() {
        for mention in &unit.mentions {
            let MentionKind::Place(place) = &mention.kind else { continue };
            if place.kind != kind {
                continue;
            }
            for named in &place.numbers {
                for numeral in std::iter::once(&named.first).chain(&named.last) {
                    if missing.as_ref() == Some(&numeral.number) {
                        return None;
                    }
                    let Some((_, new)) = moves.iter().find(|(unit, _)| old(*unit) == Some(&numeral.number)) else {
                        continue;
                    };
                    if carriers(&numeral.number) != 1 {
                        return None;
                    }
                    edits.push(Edit::replace(document.locate(i, numeral.span), kind.format(new)));
                }
            }
        }
    }
    Some(edits)
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

fn capitalized(word: &str) -> String {
    let mut word = word.to_owned();
    word[..1].make_ascii_uppercase();
    word
}

fn lower(title: &str) -> String {
    let mut title = title.to_owned();
    title[..1].make_ascii_lowercase();
    title
}
