//! Evidence is measured, not typed.

use std::fmt::Write;

use rapporteur::corpus::{Cited, Practice, Use};
use rapporteur::evidence;
use rapporteur::workbench::Workbench;

use crate::fresh;

fn sentence(rule: &str) -> String {
    Workbench::embedded().support(rule).expect("a rule with support").sentence.clone()
}

#[test]
fn exceptions_are_named() {
    assert_eq!(
        sentence("state-parties"),
        "96 of the 97 adopted recommendations that name them (2013 to 2023) write “States parties”; \
         the exception is 2022, Recommendation 7"
    );
    let workbench = Workbench::embedded();
    let support = workbench.support("state-parties").expect("support");
    assert_eq!((support.occasions(), support.kept(), support.broken()), (97, 96, 1));
    let exception = support.exceptions().next().expect("one");
    assert_eq!((exception.name.as_str(), exception.span.of(&exception.text)), ("2022-WG.4/7", "State parties"));
}

#[test]
fn what_everybody_kept_is_said_so() {
    assert_eq!(sentence("missing-full-stop"), "all 106 adopted recommendations (2013 to 2023) end with a full stop");
}

#[test]
fn every_rule_about_text_has_support() {
    let workbench = Workbench::embedded();
    let adopted: usize = workbench.support("missing-full-stop").expect("support").occasions();
    assert_eq!(adopted, 106, "only what was adopted is evidence");
    for (rule, support) in workbench.evidence() {
        assert!(support.kept() <= support.occasions(), "{}", rule.id);
        assert!(
            !support.sentence.contains('\n') && !support.sentence.contains("  "),
            "{}: {}",
            rule.id,
            support.sentence
        );
        for exception in support.exceptions() {
            assert!(exception.text.get(exception.span.range()).is_some(), "{}: {exception:?}", rule.id);
        }
    }
}

#[test]
fn the_figures_inside_the_binary_are_those_of_its_corpus() {
    let workbench = Workbench::embedded();
    let mut measured =
        "# How often adopted recommendations kept each rule: what findings show. Generated from the cards and \
        the\n# meetings; UPDATE_EXPECT=1 cargo test evidence refreshes it. Over other meetings it does not hold.\n\n"
            .to_owned();
    let meetings = evidence::meetings(&workbench.corpus);
    let _ = write!(measured, "meetings = {meetings:?}\n\n[rules]\n");
    for (rule, support) in workbench.evidence() {
        let evidence::Figures { occasions, broken, sentence } = support.figures();
        assert!(!sentence.contains('\''), "{}: {sentence}", rule.id);
        let figures = format!("occasions = {occasions}, broken = {broken}, sentence = '{sentence}'");
        let _ = writeln!(measured, "{} = {{ {figures} }}", rule.id);
    }
    fresh::file("rules/evidence.toml", &measured);
    if measured != include_str!("../../rules/evidence.toml") {
        return; // it was just written
    }
    for (rule, support) in workbench.evidence() {
        assert_eq!(workbench.figures(&rule.id), Some(support.figures()), "{}", rule.id);
    }
}

#[test]
fn the_practice_inside_the_binary_is_that_of_its_corpus() {
    let workbench = Workbench::embedded();
    let (corpus, lexicon) = (&workbench.corpus, &workbench.lexicon);
    let practice = Practice::read(corpus, lexicon);
    let mut read = "# What earlier recommendations did: whom they asked, how, citing what. Generated from the meetings and the lexicon;\n\
        # UPDATE_EXPECT=1 cargo test practice refreshes it. A meeting with another stamp is read anew when a program runs.\n"
        .to_owned();
    for (m, meeting) in corpus.meetings().iter().enumerate() {
        let _ = writeln!(read, "\n[\"{}\"]\nstamp = \"{}\"\nuses = [", meeting.id, Practice::stamp(meeting));
        for one in practice.uses().iter().filter(|one| one.meeting == m) {
            let _ = writeln!(read, "    {},", as_toml(one));
        }
        read += "]\n";
    }
    fresh::file("rules/practice.toml", &read);
    if read == include_str!("../../rules/practice.toml") {
        assert_eq!(corpus.practice(lexicon).uses(), practice.uses());
    }
}

/// What a recommendation did, in one line.
fn as_toml(one: &Use) -> String {
    let mut line = format!("{{ name = {:?}, status = {:?}, phrase = {:?}", one.name, one.status.name(), one.phrase);
    if let Some(strength) = one.strength {
        let _ = write!(line, ", strength = {}", strength.0);
    }
    let _ = write!(line, ", addressees = {:?}, words = {}", one.addressees, one.words);
    if one.listed {
        line += ", listed = true";
    }
    if !one.cited.is_empty() {
        let cited: Vec<String> = one.cited.iter().map(cited_as_toml).collect();
        let _ = write!(line, ", cited = [{}]", cited.join(", "));
    }
    line + " }"
}

fn cited_as_toml(cited: &Cited) -> String {
    let Cited { source, instrument, article, paragraph, letter } = cited;
    let mut line = format!("{{ source = {source:?}");
    let words = [("instrument", instrument), ("letter", letter)];
    for (key, value) in words.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?))) {
        let _ = write!(line, ", {key} = {value:?}");
    }
    let numbers = [("article", article), ("paragraph", paragraph)];
    for (key, value) in numbers.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?))) {
        let _ = write!(line, ", {key} = {value}");
    }
    line + " }"
}
