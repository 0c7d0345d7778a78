//! What the rules promise: published mistakes are found, what is right is left alone, adopted text is not marked.
//! `examples/accuracy.rs` writes the same measurements into `docs/accuracy.md`.

use rapporteur::workbench::Workbench;

use crate::measure::{self, Mark, Mistake, articles};

fn show(marks: &[Mark<'_>]) -> String {
    let line = |mark: &Mark<'_>| {
        format!("{}: {} ({}): {}", mark.source.name, mark.finding.rule, mark.finding.severity.name(), mark.excerpt())
    };
    marks.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_published_mistake_within_reach_is_found() {
    let workbench = Workbench::embedded();
    let sources = measure::published(&workbench);
    let mistakes = measure::mistakes();
    assert!(mistakes.len() > 40, "the mistakes are listed");
    let mut missed = Vec::new();
    for mistake in &mistakes {
        assert_eq!(mistake.rules.is_empty(), mistake.out_of_reach.is_some(), "{}: a rule or a reason", mistake.quote);
        if !mistake.rules.is_empty() && measure::found_by(mistake, &sources).is_empty() {
            let Mistake { report, place, quote, problem, rules, .. } = mistake;
            missed.push(format!("{report}, {place}: “{quote}” ({problem}) is not found by {rules:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn articles_are_held_against_their_sentences() {
    let measured = articles::measure(&Workbench::embedded());
    assert!(measured.right.all > 40 && measured.wrong.all > 30 && measured.swapped.all > 300, "{measured:#?}");
    assert!(measured.right.marked.is_empty(), "{:#?}", measured.right.marked);
    assert!(measured.wrong.marked.len() * 10 >= measured.wrong.all * 9, "{:#?}", measured.wrong.unmarked);
    assert_eq!(measured.named, measured.wrong.marked.len(), "{:#?}", measured.wrong.marked);
}

#[test]
fn what_is_right_is_left_alone() {
    let workbench = Workbench::embedded();
    let sources = measure::published(&workbench);
    let places = measure::places();
    assert!(places.len() > 30, "the places are listed");
    for place in &places {
        let marks = measure::unspared(place, &sources);
        assert!(marks.is_empty(), "{}, {} ({}):\n{}", place.report, place.place, place.why, show(&marks));
    }
}

#[test]
fn adopted_recommendations_are_not_marked_without_a_mistake() {
    let workbench = Workbench::embedded();
    let sources = measure::published(&workbench);
    let marks = measure::unexplained(&sources, &measure::mistakes());
    assert!(marks.is_empty(), "{}", show(&marks));
}
