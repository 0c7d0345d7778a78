//! What is alike: nothing of what was adopted is called a repetition of another meeting without a reason.

use std::fs;
use std::path::Path;

use rapporteur::corpus::Corpus;
use rapporteur::corpus::similarity::{Piece, Tier, explain, parts};
use rapporteur::finding::{Finding, Safety};
use rapporteur::settings::{Settings, Severity};
use rapporteur::text::apply;
use rapporteur::workbench::{Analysis, Workbench};

fn source(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sources").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn own(workbench: &Workbench, analysis: &Analysis) -> Vec<String> {
    analysis.own_meetings.iter().map(|&i| workbench.corpus.meetings()[i].id.clone()).collect()
}

#[test]
fn a_report_is_not_held_against_itself() {
    let workbench = Workbench::embedded();
    let files =
        ["report-2013.txt", "report-2019.txt", "report-2022.txt", "report-2023.txt", "constructive-dialogue-2023.txt"];
    let mut joined = String::new();
    for file in files {
        let text = source(file);
        let year = file.trim_end_matches(".txt").rsplit('-').next().expect("a year");
        let analysis = workbench.analyze(&text, &Settings::default());
        assert_eq!(own(&workbench, &analysis), [format!("{year}-WG.4")], "{file}");
        for finding in analysis.findings.iter().filter(|finding| *finding.rule == *"near-duplicate") {
            assert!(finding.severity < Severity::Warning, "{file}: {}", finding.message);
        }
        joined.push_str(&text);
    }
    let analysis = workbench.analyze(&joined, &Settings::default());
    assert_eq!(own(&workbench, &analysis), ["2013-WG.4", "2019-WG.4", "2022-WG.4", "2023-WG.4"]);
}

#[test]
fn a_draft_that_copies_a_few_is_held_against_all() {
    let workbench = Workbench::embedded();
    let copied = ["2023-WG.4/1", "2023-WG.4/2"].map(|name| workbench.corpus.named(name).expect(name));
    let text = format!("Recommendation 1\n\n{}\n\nRecommendation 2\n\n{}\n", copied[0].text, copied[1].text);
    let analysis = workbench.analyze(&text, &Settings::default());
    assert!(analysis.own_meetings.is_empty());
    let found: Vec<&str> = analysis
        .findings
        .iter()
        .filter(|finding| *finding.rule == *"near-duplicate")
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(
        found,
        [
            "Repeats 2023, Recommendation 1 (adopted) word for word",
            "Repeats 2023, Recommendation 2 (adopted) word for word"
        ]
    );
}

#[test]
fn a_repetition_can_be_marked_as_deliberate() {
    let workbench = Workbench::embedded();
    let copied = &workbench.corpus.named("2023-WG.4/1").expect("a recommendation").text;
    let text = format!("# Draft\n\n## Recommendation 1\n\n{copied}\n");
    let analysis = workbench.analyze(&text, &Settings::default());
    let repeats = |finding: &&Finding| *finding.rule == *"near-duplicate";
    let fix = analysis.findings.iter().find(repeats).expect("a repetition").fixes.last().expect("fixes");
    assert_eq!((fix.title.as_str(), fix.safety), ("Mark it as deliberate, with a reason", Safety::Chosen));
    let (marked, _) = apply(&text, &fix.edits);
    let comment = "<!-- rapporteur: ignore near-duplicate, deliberate: say why; see 2023-WG.4/1 -->\n\n";
    assert_eq!(marked, format!("# Draft\n\n{comment}## Recommendation 1\n\n{copied}\n"));
    let analysis = workbench.analyze(&marked, &Settings::default());
    assert_eq!(analysis.findings.iter().filter(repeats).count(), 0);
    assert_eq!(analysis.suppressed.len(), 1);
}

#[test]
fn in_another_field_only_what_is_very_much_alike_is_named() {
    let workbench = Workbench::embedded();
    let measures = [
        "promote and protect the human rights of all migrants and provide assistance to those who need it, including those in a vulnerable situation",
        "ensure that timely and adequate funding is dedicated to children in programmes of disarmament and reintegration",
        "address multiple causes of poverty, hunger and inequality, through decent work and job creation",
        "provide universal social protection systems, which are key to ensuring poverty reduction",
        "invalidate fraudulent, stolen and lost passports and remove them from circulation as soon as possible",
    ];
    let text: String = measures
        .iter()
        .enumerate()
        .map(|(i, measure)| format!("Recommendation {}\n\nStates parties are encouraged to {measure}.\n\n", i + 1))
        .collect();
    let analysis = workbench.analyze(&text, &Settings::default());
    let found: Vec<&str> = analysis.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_match_can_be_explained() {
    let corpus = Corpus::embedded();
    let earlier = &corpus.named("2019-WG.4/16").expect("a recommendation").text;
    let text = "States parties should provide instruction to soldiers, including those on peacekeeping missions.";
    let explanation = explain(corpus.similarity(), text, earlier);
    let shared: Vec<&str> = explanation.shared.iter().map(|(span, _)| span.of(text)).collect();
    assert_eq!(shared, ["including those on peacekeeping missions", "States parties should provide"]);
    let pairs: Vec<(&str, &str)> =
        explanation.stand_ins.iter().map(|pair| (pair.text.of(text), pair.earlier.of(earlier))).collect();
    assert_eq!(pairs, [("instruction", "training"), ("soldiers", "military personnel")]);
    let changed: Vec<Piece> =
        explanation.pieces.into_iter().filter(|piece| !matches!(piece, Piece::Same { .. })).collect();
    assert_eq!(changed.len(), 5, "{changed:?}");
}

#[test]
fn items_are_compared_on_their_own() {
    let text = "States parties should:\n(a) Train judges in the use of evidence;\n(b) Fund shelters for victims of trafficking.";
    let items = ["Train judges in the use of evidence;", "Fund shelters for victims of trafficking."];
    assert_eq!(parts(text)[1..], items);
    assert_eq!(parts("States parties (a) should act."), ["States parties (a) should act."]);
}

#[test]
fn no_adopted_text_repeats_another_meeting_but_what_was_judged_the_same() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/similarity/judged_pairs.json");
    let judged: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(path).expect("judged pairs")).expect("JSON");
    let name = |id: &serde_json::Value| {
        let (meeting, number) = id.as_str().expect("an id").split_once('-').expect("an id");
        match meeting.strip_suffix('A') {
            Some(year) => format!("{year}-WG.4/annex/{number}"),
            None => format!("{meeting}-WG.4/{number}"),
        }
    };
    let pairs = judged.as_array().expect("a list").iter().filter(|pair| pair["relation"] == "same");
    let same: Vec<[String; 2]> = pairs.map(|pair| [name(&pair["a"]), name(&pair["b"])]).collect();
    assert_eq!(same.len(), 2);
    let corpus = Corpus::embedded();
    let mut found = Vec::new();
    for text in corpus.earlier() {
        let others = |i: usize| corpus.earlier()[i].meeting != text.meeting;
        for one in corpus.similarity().repeated(&text.text, 12, others).iter().filter(|one| one.tier == Tier::Duplicate)
        {
            let pair = [text.name.clone(), corpus.earlier()[one.earlier].name.clone()];
            let reversed = [pair[1].clone(), pair[0].clone()];
            let adopted = [text, &corpus.earlier()[one.earlier]].iter().all(|one| !one.name.contains("dialogue"));
            assert!(!adopted || same.contains(&pair) || same.contains(&reversed), "{pair:?}");
            found.push(pair);
        }
    }
    for [a, b] in &same {
        assert!(found.iter().any(|pair| pair.contains(a) && pair.contains(b)), "{a} and {b} say the same");
    }
}

#[test]
fn the_frame_of_an_earlier_text_around_another_measure_repeats_nothing() {
    let workbench = Workbench::embedded();
    let found = |text: &str| {
        let analysis = workbench.analyze(&format!("# Draft\n\n## Recommendation 1\n\n{text}\n"), &Settings::default());
        let warned = analysis.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
        warned.filter(|finding| *finding.rule == *"near-duplicate").count()
    };
    let salary = "States parties are encouraged to consider increasing the salary of public officials who investigate \
                  trafficking in persons or related offences.";
    assert_eq!(found(salary), 0);
    let penalty = "States parties should consider increasing the penalty for public officials who are found guilty of \
                   trafficking in persons or related crimes.";
    assert_eq!(found(penalty), 1);
}

#[test]
fn an_opposite_is_told_once_and_nobody_is_led_to_recall_it() {
    let workbench = Workbench::embedded();
    let adopted = &workbench.corpus.named("2013-WG.4/39").expect("a recommendation").text;
    let lost = adopted.replace("are not penalized", "are penalized");
    let analysis = workbench.analyze(&format!("# Draft\n\n## Recommendation 1\n\n{lost}\n"), &Settings::default());
    let found: Vec<&Finding> = analysis.findings.iter().filter(|finding| !finding.precedents.is_empty()).collect();
    let [one] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(
        one.message,
        "Asks for the opposite of 2013, paragraph 39 (adopted): “are penalized for unlawful acts” where it says “are not \
         penalized for unlawful acts”"
    );
    assert_eq!(one.severity, Severity::Warning);
    assert!(one.fixes.iter().all(|fix| !fix.title.starts_with("Recall")), "{:#?}", one.fixes);
}

#[test]
fn another_object_in_the_same_words_is_no_more_than_worth_knowing() {
    let workbench = Workbench::embedded();
    let said = |text: &str, rule: &str| -> Vec<(Severity, String)> {
        let analysis = workbench.analyze(&format!("# Draft\n\nRecommendation 1\n\n{text}\n"), &Settings::default());
        let found = analysis.findings.iter().filter(|finding| *finding.rule == *rule);
        found.map(|finding| (finding.severity, finding.message.clone())).collect()
    };
    let corruption = "States parties are encouraged to consider defining corruption in their national legislation.";
    assert_eq!(
        said(corruption, "near-duplicate"),
        [(
            Severity::Information,
            "Takes up the words of 2013, paragraph 40 (adopted), perhaps for another measure: differs: “corruption” for \
             “exploitation”"
                .to_owned()
        )]
    );
    let exploitation = corruption.replace("corruption", "exploitation");
    assert_eq!(said(&exploitation, "near-duplicate")[0].0, Severity::Warning);
    let studies = "UNODC should prepare a study on trafficking in persons for the purpose of organ removal.\n\nRecommendation \
                   2\n\nUNODC should prepare a study on trafficking in persons for the purpose of forced marriage.";
    let [(severity, _)] = &said(studies, "repeated-in-draft")[..] else { panic!("one mark") };
    assert_eq!(*severity, Severity::Information);
}

#[test]
fn another_verb_before_the_same_object_is_another_measure() {
    let workbench = Workbench::embedded();
    for (draft, differs) in [
        (
            "States parties should consider evaluating toolkits for the design and implementation of national coordination or \
             referral mechanisms.",
            "“evaluating” for “developing”",
        ),
        (
            "States parties are encouraged to consider defining abuse of a position of vulnerability in their legislation.",
            "“abuse of a position of vulnerability” for “exploitation”",
        ),
    ] {
        let found = repeats(&workbench, draft);
        assert_eq!(found[0].0, Severity::Information, "{found:?}");
        assert!(found[0].1.contains("perhaps for another measure") && found[0].1.contains(differs), "{found:?}");
    }
    // verbs that mean the same, or ask for anything, are no other measure
    for verb in ["drawing up", "preparing", "providing", "creating"] {
        let text = &workbench.corpus.named("2019-WG.4/2").expect("a recommendation").text;
        let found = repeats(&workbench, &text.replace("developing", verb));
        assert_eq!(found[0].0, Severity::Warning, "{verb}: {found:?}");
    }
    let text = &workbench.corpus.named("2019-WG.4/30").expect("a recommendation").text;
    assert!(text.contains("build the capacity"), "{text}");
    let found = repeats(&workbench, &text.replace("build the capacity", "strengthen the capacity"));
    assert_eq!(found[0].0, Severity::Warning, "{found:?}");
}

#[test]
fn lines_that_end_as_in_word_are_no_rows_of_a_table() {
    let text = "Recommendation 1\u{b}States parties should share data on ships and crews.\u{b}Recommendation 2\u{b}States \
                parties should share data on ships and crews.\n";
    let analysis = Workbench::embedded().analyze(text, &Settings::default());
    assert!(analysis.findings.iter().any(|finding| *finding.rule == *"repeated-in-draft"), "{:#?}", analysis.findings);
}

#[test]
fn what_merges_two_names_both() {
    let workbench = Workbench::embedded();
    let merged = "States parties should define exploitation in their national legislation and impose sentences in cases \
                  of trafficking in persons that are commensurate with the seriousness of the crime.";
    let analysis = workbench.analyze(&format!("# Draft\n\n## Recommendation 1\n\n{merged}\n"), &Settings::default());
    let found = analysis.findings.iter().find(|finding| *finding.rule == *"near-duplicate").expect("a repetition");
    let repeats = "Repeats 2013, paragraph 36 (adopted)";
    assert!(
        found.message.starts_with(repeats) && found.message.contains("Overlaps with 2013, paragraph 40"),
        "{found:?}"
    );
    let shared = "States parties are encouraged to adopt measures that are gender-responsive and trauma-informed.";
    let analysis = workbench.analyze(&format!("# Draft\n\n## Recommendation 1\n\n{shared}\n"), &Settings::default());
    assert!(analysis.findings.iter().all(|finding| finding.severity < Severity::Warning), "{:#?}", analysis.findings);
}

#[test]
fn what_a_person_chooses_among_is_made_for_nobody() {
    let workbench = Workbench::embedded();
    let copied = &workbench.corpus.named("2019-WG.4/16").expect("a recommendation").text;
    let asked = copied.replace("should provide", "are encouraged to consider providing");
    let text = format!("# Draft\n\n## Recommendation 1\n\n{asked}\n");
    let analysis = workbench.analyze(&text, &Settings::default());
    let fixes = |rule: &str| {
        let finding = analysis.findings.iter().find(|finding| *finding.rule == *rule).expect(rule);
        finding.fixes.iter().map(|fix| (fix.safety, fix.edits.clone())).collect::<Vec<_>>()
    };
    let repeated = fixes("near-duplicate");
    assert!(repeated.len() > 2 && repeated.iter().all(|(safety, _)| *safety == Safety::Chosen), "{repeated:?}");
    let (_, edits) = &fixes("weakened-measure")[0];
    assert!(apply(&text, edits).0.contains("States parties should provide training"), "{edits:?}");
}

/// What `near-duplicate` says of one recommendation, and how loudly.
fn repeats(workbench: &Workbench, text: &str) -> Vec<(Severity, String)> {
    let analysis = workbench.analyze(&format!("Recommendation 1\n\n{text}\n"), &Settings::default());
    let found = analysis.findings.into_iter().filter(|finding| *finding.rule == *"near-duplicate");
    found.map(|finding| (finding.severity, finding.message)).collect()
}

#[test]
fn a_topic_for_a_later_meeting_is_no_measure() {
    let workbench = Workbench::embedded();
    for text in [
        "States parties should criminalize trafficking in persons for the removal of organs and related conduct.",
        "States parties should evaluate the effectiveness of preventive measures against trafficking in persons.",
        "States parties should use and return criminal proceeds and assets recovered in trafficking in persons cases.",
    ] {
        let found = repeats(&workbench, text);
        assert!(found.iter().all(|(severity, _)| *severity == Severity::Hint), "{text}: {found:?}");
    }
    let found = repeats(
        &workbench,
        "States parties should criminalize trafficking in persons for the removal of organs and related conduct.",
    );
    assert!(found[0].1.starts_with("Takes up a topic that 2023, annex, Recommendation 1 (d)"), "{found:?}");
    // who asks for the topics again repeats them
    let topics = &workbench.corpus.named("2019-WG.4/17").expect("topics").text;
    let found = repeats(&workbench, &topics.replace(" as priorities at", " at"));
    assert_eq!(found[0].0, Severity::Warning, "{found:?}");
}

#[test]
fn light_edits_are_no_other_measure() {
    let workbench = Workbench::embedded();
    for (name, old, new) in [
        ("2013-WG.4/31", "in order to protect", "with a view to protecting"),
        ("2023-WG.4/annex/6", "enable a protective", "create a protective"),
        ("2013-WG.4/9", "combat", "counter"),
    ] {
        let earlier = &workbench.corpus.named(name).expect(name).text;
        assert!(earlier.contains(old), "{earlier}");
        let found = repeats(&workbench, &earlier.replace(old, new));
        // what was only proposed is there to be taken up
        let loudest = if name.contains("annex") { Severity::Information } else { Severity::Warning };
        assert!(found[0].0 == loudest && found[0].1.starts_with("Repeats "), "{found:?}");
    }
}

#[test]
fn other_times_places_and_people_are_other_measures() {
    let workbench = Workbench::embedded();
    for (one, other) in [
        (
            "exchange information on routes used by smugglers by sea",
            "exchange information on routes used by smugglers by air",
        ),
        ("strengthen the protection of witnesses before trial", "strengthen the protection of witnesses after trial"),
        (
            "ensure that women who are victims have access to shelters",
            "ensure that men who are victims have access to shelters",
        ),
        ("organize a workshop for judges in West Africa", "organize a workshop for judges in East Africa"),
    ] {
        let draft = format!(
            "Recommendation 1\n\nStates parties should {one}.\n\nRecommendation 2\n\nStates parties should {other}.\n"
        );
        let analysis = workbench.analyze(&draft, &Settings::default());
        let loud =
            analysis.findings.iter().find(|one| &*one.rule == "repeated-in-draft" && one.severity >= Severity::Warning);
        assert!(loud.is_none(), "{loud:?}");
    }
}

#[test]
fn what_supports_an_adopted_measure_is_not_told_to_oppose_it() {
    let workbench = Workbench::embedded();
    for text in [
        "States parties are encouraged to criminalize demand for all types of goods and services through which trafficking victims are exploited.",
        "States parties are encouraged to share information on what increases demand for all types of goods and services through which trafficking victims are exploited.",
        "States parties are encouraged to consider excluding mitigation of the penalty for public officials who are found guilty of trafficking in persons or related offences.",
        "States parties should consider developing or improving programmes to provide safe and secure shelter to victims of trafficking in persons, especially women and children, who face a situation of homelessness or revictimization.",
    ] {
        let analysis = workbench.analyze(&format!("Recommendation 1\n\n{text}\n"), &Settings::default());
        let loud =
            analysis.findings.iter().find(|one| &*one.rule == "opposite-measure" && one.severity >= Severity::Warning);
        assert!(loud.is_none(), "{loud:?}");
    }
}

#[test]
fn what_repeats_an_item_is_held_against_that_item() {
    let workbench = Workbench::embedded();
    let found = repeats(
        &workbench,
        "States parties should ensure that their domestic legal systems contain measures that offer victims the \
         possibility of obtaining compensation for damages suffered.",
    );
    assert!(found[0].1.starts_with("Repeats 2022, Recommendation 7 (c) (adopted): "), "{found:?}");
}

#[test]
fn words_that_have_nothing_but_their_stems_in_common_are_not_told() {
    let workbench = Workbench::embedded();
    let index = workbench.corpus.similarity();
    for (one, other) in [("organs", "organized"), ("responsive", "responsibilities"), ("studies", "public")] {
        let found = explain(index, one, other).stand_ins;
        assert!(found.iter().all(|pair| !pair.sound), "{one} {other}: {found:?}");
    }
    for (one, other) in [("studies", "study"), ("prosecute", "prosecution"), ("counter", "combat"), ("wages", "salary")]
    {
        let found = explain(index, one, other).stand_ins;
        assert!(found.iter().any(|pair| pair.sound), "{one} {other}: {found:?}");
    }
}

/// What `repeated-in-draft` says of the second of two recommendations.
fn repeated(workbench: &Workbench, first: &str, second: &str) -> Vec<(Severity, String)> {
    let text = format!("Recommendation 1\n\n{first}\n\nRecommendation 2\n\n{second}\n");
    let found = workbench.analyze(&text, &Settings::default()).findings.into_iter();
    let found = found.filter(|finding| *finding.rule == *"repeated-in-draft");
    found.map(|finding| (finding.severity, finding.message)).collect()
}

#[test]
fn the_same_measure_on_another_article_is_another_measure() {
    let workbench = Workbench::embedded();
    let measure = "States parties should train border officers to detect victims of trafficking among migrants and to \
                   refer them to services, in accordance with article 6 of the Trafficking in Persons Protocol.";
    let found = repeated(&workbench, measure, &measure.replace("article 6", "article 10"));
    let expected = "Takes up the words of Recommendation 1 of this draft, perhaps for another measure: cites \
                    “article 10 of the Trafficking in Persons Protocol” for “article 6 of the Trafficking in Persons Protocol”";
    assert_eq!(found, [(Severity::Information, expected.to_owned())]);
    let found = repeated(&workbench, measure, measure);
    assert_eq!(found, [(Severity::Warning, "Repeats Recommendation 1 of this draft: the same words".to_owned())]);
}

#[test]
fn three_words_in_common_overlap_and_two_may_be_chance() {
    let workbench = Workbench::embedded();
    let said = |verb: &str| format!("{verb} 2013, paragraph 22 (adopted): both have “license” and “recruitment”");
    let found = repeats(&workbench, "States parties are encouraged to license recruitment agencies.");
    assert_eq!(found, [(Severity::Information, said("Overlaps with"))]);
    let found = repeats(&workbench, "States parties are encouraged to license recruitment firms.");
    assert_eq!(found, [(Severity::Hint, said("May repeat"))]);
}
