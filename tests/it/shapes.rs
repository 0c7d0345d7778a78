//! Small drafts in the shapes in which people send them, and what they hear: by rule, from warning upwards.
//!
//! Each is one of a class. Whole drafts stand in `tests/drafts`.

use rapporteur::document::{Document, Kind};
use rapporteur::embedded::Folder;
use rapporteur::finding::Severity;
use rapporteur::lexicon::Lexicon;
use rapporteur::settings::Settings;
use rapporteur::workbench::Workbench;

/// The rules that mark something in each draft, by place, with the words they mark, are those beside it.
fn hears(drafts: &[(&str, &[(&str, &str)])]) {
    let workbench = Workbench::embedded();
    for (draft, expected) in drafts {
        let analysis = workbench.analyze(draft, &Settings::default());
        let marked = analysis.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
        let found: Vec<(&str, &str)> = marked.map(|finding| (&*finding.rule, finding.span.of(draft))).collect();
        assert_eq!(&found.as_slice(), expected, "{draft}");
    }
}

/// The recommendations of a draft: number and text as it is read.
fn recommendations(draft: &str) -> Vec<String> {
    let document = Document::parse(draft, &Lexicon::new(Folder::Lexicon.read()));
    let units = document.units().iter().filter(|unit| unit.kind() == Kind::Recommendation);
    let read = units.map(|unit| {
        let number = unit.label.as_ref().map_or(String::new(), |label| format!("{} ", label.number));
        format!("{number}{}", unit.text(unit.body).replace('\n', " / "))
    });
    read.collect()
}

#[test]
fn the_break_of_a_page_is_no_text() {
    let read = "1 States parties should train judges and prosecutors.";
    for page in [
        "5",
        "3/17",
        "V.25-04417   6/7\n\nCTOC/COP/WG.4/2025/L.2",
        "- 4 -\n\nDraft of 3 July 2025",
        "25-04417 (E)\n\n*2504417*",
        "2\n\nWorking Group on Trafficking in Persons",
    ] {
        for draft in [
            format!("Recommendation 1\n\nStates parties should train judges\n\n{page}\n\nand prosecutors.\n"),
            format!("Recommendation 1\n\n{page}\n\nStates parties should train judges and prosecutors.\n"),
        ] {
            assert_eq!(recommendations(&draft), [read], "{draft}");
            hears(&[(&draft, &[])]);
        }
    }
    // what stands between two sentences is not taken away
    let draft = "Recommendation 1\n\nStates parties should train judges.\n\n5\n\nDraft of 3 July 2025\n";
    assert_eq!(recommendations(draft), ["1 States parties should train judges."]);
}

#[test]
fn a_list_goes_on_over_a_page() {
    let draft = "Recommendation 1\n\nStates parties should:\n\n(a) Train judges;\n\n5\n\nCTOC/COP/WG.4/2025/L.2\n\n\
                 (b) Train police.\n";
    assert_eq!(recommendations(draft), ["1 States parties should: / (a) Train judges; / (b) Train police."]);
}

#[test]
fn wrapped_lines_that_begin_like_items() {
    hears(&[
        (
            "Recommendation 1\n\nStates parties should apply article 6, paragraph 3\n(a) to (d), of the Trafficking in \
             Persons Protocol.\n",
            &[],
        ),
        (
            "Recommendation 1\n\nStates parties should address the following: (a) data;\n(b) training; and\n(c) \
             funding.\n",
            &[],
        ),
    ]);
}

#[test]
fn titles_and_headings_without_a_blank_line() {
    for heading in ["Theme 2: Data", "Topic: Data", "Data sharing", "Egypt", "Training:"] {
        let draft =
            format!("1. States parties should train police.\n{heading}\n2. States parties should share data.\n");
        let read = ["1 States parties should train police.", "2 States parties should share data."];
        assert_eq!(recommendations(&draft), read);
        hears(&[(&draft, &[])]);
    }
    let titled = "Recommendation 1 – Proposal by the EU and its member States\nStates parties should cooperate.\n";
    assert_eq!(recommendations(titled), ["1 States parties should cooperate."]);
    hears(&[(titled, &[])]);
    // a sentence that is wrapped there has no title
    let wrapped = "Recommendation 1. In order to help requesting\nStates parties should answer soon.\n";
    assert_eq!(recommendations(wrapped), ["1 In order to help requesting States parties should answer soon."]);
}

#[test]
fn what_a_letter_puts_under_a_text_is_no_text() {
    for tail in [
        "\nSupported by: EU, Peru",
        "\nBest regards,\nAna Petrovic",
        "\n-- \nAna Petrovic\nMission",
        "\n###",
        " AGREED",
    ] {
        hears(&[(&format!("Recommendation 1\n\nStates parties should train judges.{tail}\n"), &[])]);
    }
    hears(&[("Recommendation 1\n\n[Deleted]\n\nRecommendation 2\n\nStates parties should train judges.\n", &[])]);
    let unfinished = "Recommendation 1\n\nStates parties should train their NEW\n";
    hears(&[(unfinished, &[("missing-full-stop", "W")])]);
}
