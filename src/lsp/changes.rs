//! Changes that a person may choose without a mark that calls for them: renumber from here, weaken or strengthen, split.
//!
//! They are edits of the text and a title; `actions` offers them. How a recommendation is split stands in `splits`.

use std::fmt::Write;

use super::state::Snapshot;
use super::{places, splits};
use crate::checks;
use crate::document::{Document, Kind, Operative, Unit};
use crate::finding::{Category, Finding, tighten};
use crate::lexicon::Strength;
use crate::text::{Edit, apply};
use crate::workbench::{Analysis, Workbench};

/// A change that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// What it does, in the imperative.
    pub title: String,
    /// Its kind, as the protocol names them.
    pub kind: &'static str,
    /// In the bytes of the text.
    pub edits: Vec<Edit>,
    /// Why it cannot be made.
    pub hindrance: Option<String>,
}

/// Changes of wording.
pub(super) const REWRITE: &str = "refactor.rewrite";

/// Changes of numbers.
pub(super) const RENUMBER: &str = "refactor.rewrite.renumber";

/// Stronger and weaker phrases that are offered, each.
const STEPS: usize = 2;

/// The changes for what stands at byte `at`.
pub(super) fn changes(snapshot: &Snapshot, at: usize) -> Vec<Change> {
    let document = &snapshot.analysis.document;
    let Some(i) = document.unit_at(at).filter(|&i| document.units()[i].kind() == Kind::Recommendation) else {
        return Vec::new();
    };
    let mut changes = strengths(document, i, at, &snapshot.workbench);
    changes.extend(splits::actions(document, i, &snapshot.workbench));
    changes.extend(splits::sentence(document, i, at).filter(|change| hindrance(snapshot, &change.edits).is_none()));
    changes
        .extend(renumber(document, i).map(|change| Change { hindrance: hindrance(snapshot, &change.edits), ..change }));
    changes
}

/// The draft after some edits; `None` if they cannot all be made.
pub(super) fn after(snapshot: &Snapshot, edits: &[Edit]) -> Option<Analysis> {
    let source = snapshot.text.whole();
    let edits: Vec<Edit> = edits.iter().map(|edit| edit.clone().ended(snapshot.text.line_end())).collect();
    let (text, left_out) = apply(&source, &edits);
    (left_out == 0).then(|| snapshot.workbench.reanalyze(&snapshot.analysis, &text, &snapshot.settings))
}

/// The fault of numbers or mentions that new numbers would bring; nothing else is theirs to bring.
fn hindrance(snapshot: &Snapshot, edits: &[Edit]) -> Option<String> {
    let Some(after) = after(snapshot, edits) else { return Some("its numbers cannot all be written".to_owned()) };
    let before = &snapshot.analysis.findings;
    let count = |findings: &[Finding], rule: &str| findings.iter().filter(|finding| *finding.rule == *rule).count();
    let mut numbers = after
        .findings
        .iter()
        .filter(|finding| matches!(finding.category, Category::Numbering | Category::Reference | Category::Citation));
    let more = numbers.find(|finding| count(&after.findings, &finding.rule) > count(before, &finding.rule))?;
    Some(format!("it would bring `{}`: {}", more.rule, more.message))
}

/// Adopted phrases that are a step or two stronger or weaker than the one at byte `at`, or than that of the unit.
fn strengths(document: &Document, i: usize, at: usize, workbench: &Workbench) -> Vec<Change> {
    let unit = &document.units()[i];
    let Some(found) = unit.recommendation.as_ref().filter(|found| !found.open) else { return Vec::new() };
    let place = unit.find(at - document.start(i));
    let on = |operative: &&Operative| operative.span.start <= place && place <= operative.span.end;
    let Some(operative) = found.operatives().find(on).or(found.operative.as_ref()) else { return Vec::new() };
    let scale = &workbench.lexicon.phrases;
    let own = scale.named(&operative.words).filter(|_| operative.slip.is_none() && operative.doubled.is_none());
    let Some(own) = own.filter(|own| goes_on(&own.text).is_some() && !operative.passive) else { return Vec::new() };
    let practice = workbench.corpus.practice(&workbench.lexicon);
    // `scale` stands strongest first; a phrase that is followed by another form of the verb does not fit
    let fits = scale.scale.iter().filter(|other| goes_on(&other.text) == goes_on(&own.text));
    let mut adopted: Vec<(&str, Strength, usize)> = Vec::new();
    for other in fits {
        let one = (other.text.as_str(), other.strength, practice.adopted_with(&other.text).count());
        match adopted.last_mut().filter(|(_, strength, _)| *strength == other.strength) {
            // of several as strong, the one that was adopted most often
            Some(last) if last.2 < one.2 => *last = one,
            Some(_) => {}
            None => adopted.push(one),
        }
    }
    // what was adopted only once is marked as rare
    adopted.retain(|(.., count)| *count > 1);
    let stronger = adopted.iter().rev().filter(|(_, strength, _)| *strength > own.strength).take(STEPS);
    let weaker = adopted.iter().filter(|(_, strength, _)| *strength < own.strength).take(STEPS);
    let offer = |verb: &str, (phrase, strength, count): &(&str, Strength, usize)| {
        let edits = checks::replace_phrase(unit, operative, phrase, &workbench.lexicon)?;
        let title = format!("{verb} to “{phrase}” ({}, adopted {})", strength.name(), checks::times(*count));
        Some(Change { title, kind: REWRITE, edits: located(document, i, edits), hindrance: None })
    };
    let stronger = stronger.filter_map(|other| offer("Strengthen", other));
    stronger.chain(weaker.filter_map(|other| offer("Weaken", other))).collect()
}

/// What form of verb goes on after a phrase: “consider establishing”, or “establish”. “Should continue” takes either.
fn goes_on(phrase: &str) -> Option<&'static str> {
    match phrase {
        _ if phrase.ends_with(" consider") => Some("establishing"),
        _ if phrase.ends_with(" continue") => None,
        _ => Some("establish"),
    }
}

/// Edits of a unit's reading text as edits of the draft.
fn located(document: &Document, i: usize, mut edits: Vec<Edit>) -> Vec<Edit> {
    let unit = &document.units()[i];
    for edit in &mut edits {
        tighten(edit, unit.reading());
        edit.span = document.locate(i, edit.span);
    }
    edits
}

/// The recommendations numbered in one series with unit `i`, in order.
pub(super) fn series(document: &Document, i: usize) -> Vec<usize> {
    let unit = &document.units()[i];
    let numbering = unit.label.as_ref().map(|label| label.numbering);
    let alike = |other: &Unit| {
        other.place().annex == unit.place().annex
            && other.label.as_ref().map(|label| label.numbering) == numbering
            && (other.kind() == Kind::Recommendation || numbering == Some(crate::document::Numbering::Paragraph))
    };
    let units = document.units().iter().enumerate();
    units.filter(|(_, other)| alike(other)).map(|(other, _)| other).collect()
}

/// Numbers that run on from the one before unit `i`, in headings and in mentions.
fn renumber(document: &Document, i: usize) -> Option<Change> {
    let series = series(document, i);
    let place = series.iter().position(|&other| other == i)?;
    let value = |unit: usize| document.units()[unit].label.as_ref().map(|label| label.number.value);
    let first = match place.checked_sub(1) {
        Some(before) => value(series[before])? + 1,
        None => value(i)?,
    };
    let moved: Vec<(usize, u32)> = series[place..].iter().copied().zip(first..).collect();
    let (unit, new) = *moved.iter().find(|(unit, new)| value(*unit) != Some(*new))?;
    let (noun, old) = document.units()[unit].called()?;
    let mut title = format!("Renumber from here: {noun} {old} becomes {new}, mentions follow");
    let mut unclear = places::mentions(document, &document.places()).into_iter();
    // a mention of a number that is used twice may mean either, so it stays as it is
    let moves = |unit: usize| moved.iter().any(|&(other, new)| other == unit && value(other) != Some(new));
    let unclear = unclear.find(|mention| mention.is_unclear && moves(mention.target.unit));
    if let Some(number) = unclear.map(|mention| mention.target.number) {
        let _ = write!(title, "; {number} is used twice: look at its mentions");
    }
    Some(Change { title, kind: RENUMBER, edits: renumbered(document, &moved), hindrance: None })
}

/// The edits that give units new numbers, wherever they are named. What has its number already stays as it is.
pub(super) fn renumbered(document: &Document, moved: &[(usize, u32)]) -> Vec<Edit> {
    let new = |unit: usize| {
        let at = moved.binary_search_by_key(&unit, |(unit, _)| *unit).ok()?;
        let number = &document.units()[unit].label.as_ref()?.number;
        let (_, value) = moved[at];
        (number.value != value || !number.suffix.is_empty()).then(|| value.to_string())
    };
    let mut edits: Vec<Edit> = moved
        .iter()
        .filter_map(|&(unit, _)| {
            let label = document.units()[unit].label.as_ref()?;
            Some(Edit::replace(document.locate(unit, label.number_span), new(unit)?))
        })
        .collect();
    if !edits.is_empty() {
        let mentions = places::mentions(document, &document.places());
        let clear = mentions.into_iter().filter(|mention| !mention.is_unclear);
        edits.extend(clear.filter_map(|mention| Some(Edit::replace(mention.number, new(mention.target.unit)?))));
    }
    edits
}

#[cfg(test)]
pub(super) mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    /// Makes the change whose title begins so, at the cursor.
    #[track_caller]
    pub(in crate::lsp) fn check(text: &str, title: &str, expected: Expect) {
        let (snapshot, at) = Snapshot::of(text);
        let offered = changes(&snapshot, at);
        let titles: Vec<&String> = offered.iter().map(|change| &change.title).collect();
        let change = offered.iter().find(|change| change.title.starts_with(title));
        let change = change.unwrap_or_else(|| panic!("{title} is not among {titles:?}"));
        let (changed, left_out) = apply(&text.replacen("$0", "", 1), &change.edits);
        assert_eq!(left_out, 0, "edits that overlap");
        expected.assert_eq(&changed);
    }

    pub(in crate::lsp) fn titles(text: &str) -> Vec<String> {
        let (snapshot, at) = Snapshot::of(text);
        changes(&snapshot, at).into_iter().map(|change| change.title).collect()
    }

    #[test]
    fn a_phrase_becomes_stronger_or_weaker_as_meetings_adopted_it() {
        let text = "Recommendation 1\n\nStates parties are encouraged, where appropriate, to tr$0ain judges.\n";
        check(
            text,
            "Strengthen to “should”",
            expect![[r#"
            Recommendation 1

            States parties should, where appropriate, train judges.
        "#]],
        );
        check(
            "Recommendation 1\n\nStates parties sh$0ould train judges.\n",
            "Weaken to “are encouraged to”",
            expect![[r#"
            Recommendation 1

            States parties are encouraged to train judges.
        "#]],
        );
        check(
            "Recommendation 1\n\nUNODC is enc$0ouraged to train officers, to share data and to protect victims.\n",
            "Strengthen to “should”",
            expect![[r#"
                Recommendation 1

                UNODC should train officers, share data and protect victims.
            "#]],
        );
        let unclear = "Recommendation 1\n\nStates parties are enc$0ouraged to train officers to identify victims and to refer them.\n";
        assert!(titles(unclear).iter().all(|title| !title.contains("“should”")), "{:?}", titles(unclear));
        check(
            "Recommendation 1\n\nStates parties should, as appropriate, not det$0ain victims.\n",
            "Weaken to “are encouraged to”",
            expect![[r#"
                Recommendation 1

                States parties are encouraged, as appropriate, not to detain victims.
            "#]],
        );
        for (link, becomes) in [
            ("and, as appropriate, to train judges", "and, as appropriate, train judges"),
            (
                "and, in accordance with their domestic law, to train judges",
                "and, in accordance with their domestic law, train judges",
            ),
            (", to train judges and, if possible, to report", ", train judges and, if possible, report"),
            (", and also to train judges", ", and also train judges"),
            ("and not to prosecute victims", "and not prosecute victims"),
            ("(and to train judges)", "(and train judges)"),
        ] {
            let link = if link.starts_with(',') { link.to_owned() } else { format!(" {link}") };
            let becomes = if becomes.starts_with(',') { becomes.to_owned() } else { format!(" {becomes}") };
            let (snapshot, at) =
                Snapshot::of(&format!("Recommendation 1\n\nStates parties are enc$0ouraged to adopt laws{link}.\n"));
            let change = changes(&snapshot, at).into_iter().find(|change| change.title.contains("to “should”"));
            let change = change.unwrap_or_else(|| panic!("no “should” for {link}"));
            let after = format!("Recommendation 1\n\nStates parties should adopt laws{becomes}.\n");
            assert_eq!(apply(&snapshot.text.whole(), &change.edits).0, after);
        }
        for joined in ["should, and are encouraged to, ad$0opt laws", "should always, and in all cases, ad$0opt laws"] {
            let offered = titles(&format!("Recommendation 1\n\nStates parties {joined}.\n"));
            assert!(offered.iter().all(|title| !title.starts_with("Weaken")), "{joined} {offered:?}");
        }
        let nobody = titles("Recommendation 1\n\nNo State party should det$0ain victims.\n");
        assert!(nobody.iter().all(|title| !title.starts_with("Weaken")), "{nobody:?}");
        let consider = titles("Recommendation 1\n\nStates parties should consider tr$0aining judges.\n");
        assert!(consider.iter().all(|title| !title.contains("en to") || title.contains("consider”")), "{consider:?}");
        assert!(!consider.is_empty());
    }

    #[test]
    fn numbers_run_on_from_here_with_their_mentions() {
        let text = "Recommendation 1\n\nStates parties should act, as in recommendation 5 below.\n\nRecommenda$0tion 4\n\nStates parties should act.\n\nRecommendation 5\n\nStates parties should act.\n";
        check(
            text,
            "Renumber from here",
            expect![[r#"
            Recommendation 1

            States parties should act, as in recommendation 3 below.

            Recommendation 2

            States parties should act.

            Recommendation 3

            States parties should act.
        "#]],
        );
        let gone = "Recommendation 1\n\nStates parties should act, as in recommendation 3 below.\n\nRecommenda$0tion 3\n\nStates parties should act.\n\nRecommendation 2\n\nStates parties should act.\n\nRecommendation 2\n\nStates parties should act.\n";
        let (snapshot, at) = Snapshot::of(gone);
        for change in changes(&snapshot, at) {
            let before = snapshot.analysis.findings.len();
            assert!(
                after(&snapshot, &change.edits).expect("edits that fit").findings.len() <= before,
                "{}",
                change.title
            );
        }
        check(
            "Recommendation 1\n\nStates parties should act.\n\nRecommendation 2\n\nUNODC should act.\n\nRecommenda$0tion 2\n\nStates parties should share, bearing in mind recommendation 2.\n",
            "Renumber from here: Recommendation 2 becomes 3, mentions follow; 2 is used twice: look at its mentions",
            expect![[r#"
                Recommendation 1

                States parties should act.

                Recommendation 2

                UNODC should act.

                Recommendation 3

                States parties should share, bearing in mind recommendation 2.
            "#]],
        );
        // what a meeting of another year adopted is no place of this draft
        let of_year = "Recommendation 1\n\nStates parties should train judges, as set out in recommendation 5 of 2019.\n\nRecommenda$0tion 3\n\nStates parties should share data.\n\nRecommendation 4\n\nStates parties should protect victims, in line with recommendation 9.\n\nRecommendation 6\n\nUNODC should publish a handbook.\n\nRecommendation 9\n\nStates parties should ratify the Protocol.\n";
        check(
            of_year,
            "Renumber from here",
            expect![[r#"
                Recommendation 1

                States parties should train judges, as set out in recommendation 5 of 2019.

                Recommendation 2

                States parties should share data.

                Recommendation 3

                States parties should protect victims, in line with recommendation 5.

                Recommendation 4

                UNODC should publish a handbook.

                Recommendation 5

                States parties should ratify the Protocol.
            "#]],
        );
        let right =
            "Recommenda$0tion 1\n\nStates parties should act.\n\nRecommendation 2\n\nStates parties should act.\n";
        assert!(titles(right).iter().all(|title| !title.starts_with("Renumber")));
        // nobody knows which of the two is meant, and its number would be gone
        let twice = "Recommendation 1\n\nStates parties should act as in recommendation 4.\n\nRecommenda$0tion 4\n\n\
            UNODC should help.\n\nRecommendation 4\n\nStates parties should train judges.\n";
        let (snapshot, at) = Snapshot::of(twice);
        let renumber = changes(&snapshot, at).into_iter().find(|change| change.title.starts_with("Renumber"));
        let hindrance = renumber.and_then(|change| change.hindrance).expect("a reason");
        assert!(hindrance.contains("dangling-reference"), "{hindrance}");
    }
}
