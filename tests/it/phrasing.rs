//! Who was asked, and how strongly: what the corpus holds, read by the parser, against counts made by hand.

use rapporteur::corpus::Use;
use rapporteur::document::{Document, Kind, Status};
use rapporteur::settings::Settings;
use rapporteur::workbench::Workbench;

/// Phrase, then how often it was adopted in 2013, 2019, 2022 and 2023, and proposed in the annex of 2023.
const COUNTS: [(&str, [usize; 5]); 18] = [
    ("shall", [1, 0, 0, 0, 0]),
    ("are urged to", [0, 0, 1, 0, 0]),
    ("are called upon to", [0, 0, 0, 0, 1]),
    ("should", [15, 22, 3, 0, 6]),
    ("should continue", [3, 0, 0, 0, 0]),
    ("should make efforts to", [0, 0, 2, 0, 0]),
    ("should make every possible effort to", [0, 1, 0, 0, 0]),
    ("should seek to", [0, 1, 0, 0, 0]),
    ("should consider", [4, 10, 2, 0, 1]),
    ("are encouraged to", [11, 3, 3, 8, 0]),
    ("are encouraged to consider", [4, 1, 2, 1, 0]),
    ("are invited to consider", [0, 0, 0, 0, 1]),
    ("may wish to", [0, 0, 1, 0, 0]),
    ("may consider", [2, 0, 0, 0, 0]),
    ("may be encouraged to consider", [0, 1, 0, 0, 0]),
    ("recommended", [2, 0, 0, 0, 0]),
    ("requested", [1, 0, 0, 0, 0]),
    ("recommends", [0, 0, 0, 0, 1]),
];

fn column(one: &Use, workbench: &Workbench) -> Option<usize> {
    let year = workbench.corpus.meetings()[one.meeting].year;
    match (one.status, year) {
        (Status::Adopted, 2013) => Some(0),
        (Status::Adopted, 2019) => Some(1),
        (Status::Adopted, 2022) => Some(2),
        (Status::Adopted, 2023) => Some(3),
        (Status::Proposed, 2023) => Some(4),
        _ => None,
    }
}

#[test]
fn operative_phrases_are_counted_as_by_hand() {
    let workbench = Workbench::embedded();
    let uses = workbench.corpus.practice(&workbench.lexicon).uses();
    assert_eq!(uses.len(), workbench.corpus.earlier().len(), "every recommendation is read");
    let count = |phrase: &str| {
        let mut counts = [0; 5];
        for one in uses.iter().filter(|one| one.phrase == phrase) {
            if let Some(column) = column(one, &workbench) {
                counts[column] += 1;
            }
        }
        counts
    };
    for (phrase, expected) in COUNTS {
        assert_eq!(count(phrase), expected, "{phrase}");
    }
    assert_eq!(count("proposed"), [1, 0, 0, 0, 0]);
    let named: usize = COUNTS.iter().map(|(_, counts)| counts.iter().sum::<usize>()).sum();
    assert_eq!(named + 1, 116, "nothing was adopted or proposed with another phrase");
}

#[test]
fn addressees_are_those_of_the_texts() {
    let workbench = Workbench::embedded();
    let practice = workbench.corpus.practice(&workbench.lexicon);
    let count = |name: &str| practice.adopted().filter(|one| one.addressees.iter().any(|other| other == name)).count();
    let names = ["States parties", "UNODC", "States", "International organizations"];
    assert_eq!(names.map(count), [96, 4, 2, 1], "“State parties” once, and UNODC once with States parties");
    assert_eq!(count("The Working Group") + count("The Working Group on Trafficking in Persons"), 5);
    assert!(practice.uses().iter().all(|one| !one.addressees.is_empty()));
}

/// What stands between addressee and phrase, and inside the phrase.
const QUALIFIERS: [(&str, &str); 13] = [
    ("2013-WG.4/20", "in their participation in the working group"),
    ("2013-WG.4/38", "in consultation with the private sector and civil society"),
    ("2019-WG.4/3", "in accordance with national legislation, on a voluntary basis"),
    ("2019-WG.4/8", "wherever possible"),
    ("2019-WG.4/10", "consistent with domestic and international law"),
    ("2019-WG.4/26", "to the extent possible"),
    ("2019-WG.4/31", "whenever possible"),
    ("2022-WG.4/5", "in accordance with the fundamental principles of their domestic law"),
    ("2022-WG.4/7", "bearing in mind article 6 of the Trafficking in Persons Protocol"),
    ("2022-WG.4/8", "in accordance with their domestic law"),
    ("2022-WG.4/12", "in accordance with the fundamental principles of their domestic law"),
    ("2022-WG.4/14", "if they have not done so"),
    (
        "2023-WG.4/2",
        "in accordance with the fundamental principles of their legal systems and applicable international obligations",
    ),
];

#[test]
fn qualifiers_and_openings_are_those_of_the_texts() {
    let workbench = Workbench::embedded();
    let mut qualifiers = Vec::new();
    let mut openings = Vec::new();
    for meeting in workbench.corpus.meetings() {
        for part in meeting.parts.iter().filter(|part| part.status() == Status::Adopted) {
            let document = Document::parse(&part.draft(), &workbench.lexicon);
            for unit in document.units().iter().filter(|unit| unit.kind() == Kind::Recommendation) {
                let number = unit.label.as_ref().map(|label| label.number.to_string()).unwrap_or_default();
                let name = rapporteur::corpus::name(&meeting.id, &part.id, &number);
                let found = unit.recommendation.as_ref().expect("a recommendation");
                let operative = found.operative.as_ref().expect("a phrase");
                assert!(found.missing_comma.is_none() && operative.missing_comma.is_none(), "{name}");
                assert!(operative.doubled.is_none() && operative.slip.is_none() && !found.open, "{name}");
                let here = found.qualifier.into_iter().chain(operative.qualifier);
                qualifiers.extend(here.map(|span| (name.clone(), unit.text(span).to_owned())));
                openings.extend(found.opening.map(|_| name));
            }
        }
    }
    let expected: Vec<(String, String)> =
        QUALIFIERS.iter().map(|(name, words)| ((*name).to_owned(), (*words).to_owned())).collect();
    assert_eq!(qualifiers, expected);
    assert_eq!(openings, ["2013-WG.4/37", "2013-WG.4/42"]);
}

#[test]
fn the_trend_is_counted_in_the_corpus() {
    let workbench = Workbench::embedded();
    let draft = "Recommendation 1\n\nStates parties should train judges.\n";
    let analysis = workbench.analyze(draft, &Settings::default());
    let trend = analysis.findings.iter().find(|finding| &*finding.rule == "strength-trend").expect("a hint");
    assert_eq!(
        trend.message,
        "“should” is stronger than recent practice: the share of “are encouraged to” in adopted recommendations was \
         34 per cent in 2013, 10 per cent in 2019, 36 per cent in 2022, 100 per cent in 2023; \
         8 of the 10 proposals not agreed upon in 2023 were stronger"
    );
    assert!(trend.precedents.iter().all(|precedent| precedent.name.starts_with("2023-WG.4/")));
}

#[test]
fn findings_about_phrases_name_adopted_recommendations() {
    let workbench = Workbench::embedded();
    for ask in ["must train", "are requested to train", "are urged train", "should are invited to train", "train"] {
        let draft =
            format!("Recommendation 1\n\nStates parties {ask} judges.\n\nRecommendation 2\n\nUNODC should act.\n");
        let analysis = workbench.analyze(&draft, &Settings::default());
        let backed = analysis.findings.iter().find(|finding| !finding.precedents.is_empty());
        let backed = backed.unwrap_or_else(|| panic!("“{ask}” is not marked, or without precedent"));
        for precedent in &backed.precedents {
            assert!(workbench.corpus.named(&precedent.name).is_some(), "{}", precedent.name);
        }
    }
}
