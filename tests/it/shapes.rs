//! Small drafts in the shapes in which people send them, and what they hear: by rule, from warning upwards.
//!
//! Each is one of a class. Whole drafts stand in `tests/drafts`.

use rapporteur::document::{Document, Kind, Nature};
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

#[test]
fn a_word_that_was_divided_at_the_end_of_a_line_is_whole() {
    hears(&[
        ("Recommendation 1\n\nStates parties are encour-\naged to cooperate.\n", &[]),
        ("Recommendation 1\n\nStates parties should take a victim-\ncentred approach.\n", &[]),
        ("Recommendation 1\n\nState par-\nties should protect victims.\n", &[("state-parties", "State par-\nties")]),
    ]);
}

#[test]
fn footnotes_whose_marks_lost_their_height() {
    for (mark, note) in [("1", "1"), ("[1]", "[1]"), ("*", "*"), ("", "2/")] {
        let draft = format!(
            "Recommendation 1\n\nStates parties should train judges.{mark}\n\n______\n{note} See art. 6, para. 3, of the \
             Trafficking in Persons Protocol.\n\nRecommendation 2\n\nStates parties should share data.\n"
        );
        assert_eq!(recommendations(&draft).len(), 2, "{draft}");
        hears(&[(&draft, &[])]);
    }
}

#[test]
fn numbered_lists_of_one_recommendation() {
    for draft in [
        "1. States parties are encouraged to:\n\n1.1 Train judges;\n\n1.2 Share data.\n",
        "States parties are encouraged to:\n\n1. Train judges;\n2. Share data.\n",
    ] {
        assert_eq!(recommendations(draft).len(), 1, "{draft}");
        let mark = if draft.starts_with('1') { "1.1" } else { "1." };
        hears(&[(draft, &[("unlettered-list", mark)])]);
    }
}

#[test]
fn a_message_that_is_answered_is_no_draft() {
    for head in
        ["-----Original Message-----\nFrom: Ana", "________________________________\nFrom: Ana\nSent: 3 July 2025"]
    {
        let below = "Dear all,\n\nState parties must act.\n\nRecommendation 2\n\nState parties must train police\n";
        let draft = format!("Recommendation 1\n\nStates parties should train judges.\n\n{head}\n\n{below}");
        hears(&[(&draft, &[])]);
        assert_eq!(recommendations(&draft).len(), 1);
        // what was passed on without a word of one's own is the draft
        assert_eq!(recommendations(&format!("{head}\n\n{below}")).last().unwrap(), "2 State parties must train police");
    }
}

#[test]
fn every_shape_of_a_list_of_recommendations_is_read() {
    for (draft, read) in [
        ("1\tStates parties must act.\n2\tState parties should train.\n", ["1 ", "2 "]),
        ("1\tStates parties must act.\tEU\n2\tState parties should train.\tPeru\n", ["1 ", "2 "]),
        (
            "Recommendation 1\tStates parties must act.\tEU\nRecommendation 2\tState parties should train.\tPeru\n",
            ["1 ", "2 "],
        ),
        ("OP1 States parties must act.\n\nOP2 State parties should train.\n", ["OP1 ", "OP2 "]),
        ("OP1\nStates parties must act.\n\nOP2\nState parties should train.\n", ["OP1 ", "OP2 "]),
        ("> 1. States parties must act.\n>\n> 2. State parties should train.\n", ["1 ", "2 "]),
        ("1.1 States parties must act.\n\n1.2 State parties should train.\n", ["1.1 ", "1.2 "]),
        ("[1] States parties must act.\n\n[2] State parties should train.\n", ["1 ", "2 "]),
        (
            "Proposal by Argentina\nStates parties must act.\n\nProposal by Peru\nState parties should train.\n",
            ["", ""],
        ),
        ("— States parties must act.\n— State parties should train.\n", ["", ""]),
        ("States parties must act.\nState parties should train.\n", ["", ""]),
        ("| 1 | States parties must act. | EU |\n| 2 | State parties should train. | Peru |\n", ["", ""]),
    ] {
        let expected =
            [format!("{}States parties must act.", read[0]), format!("{}State parties should train.", read[1])];
        assert_eq!(recommendations(draft), expected, "{draft}");
        hears(&[(draft, &[("unadopted-phrase", "must"), ("state-parties", "State parties")])]);
    }
    let rows = "| 1 | States parties should act. | EU |\n| 2 | States parties should train | Peru |\n";
    hears(&[(rows, &[("missing-full-stop", "n")])]);
    let titled = "* **Data.** States parties should share data.\n* **Training.** States parties should train.\n";
    assert_eq!(recommendations(titled).len(), 2);
    hears(&[(titled, &[])]);
}

#[test]
fn the_break_of_a_page_is_found_while_one_types_behind_it() {
    let workbench = Workbench::embedded();
    let settings = Settings::default();
    let above = "Recommendation 1\n\nStates parties should train judges on a regular\n\n5\n\nCTOC/COP/WG.4/2025/L.2\n\nDraft of \
                 3 July\n\n";
    let mut before = workbench.analyze(&format!("{above}Basis.\n"), &settings);
    for below in ["basis.\n", "Basis.\n", "basis, and police.\n"] {
        let text = format!("{above}{below}");
        let after = workbench.reanalyze(&before, &text, &settings);
        let whole = workbench.analyze(&text, &settings);
        assert!(after.document == whole.document && after.findings == whole.findings, "{below}");
        before = after;
    }
    assert!(before.findings.iter().all(|finding| &*finding.rule != "missing-full-stop"));
}

#[test]
fn no_number_of_a_list_is_left_out() {
    let texts = [
        "States parties should, as appropriate, train judges.",
        "To prevent revictimization, States parties should limit the number of interviews.",
        "The Working Group should continue to consider the topic.",
    ];
    let labels: [fn(usize) -> String; 4] =
        [|i| format!("[{i}] "), |i| format!("1.{i} "), |i| format!("OP{i} "), |i| format!("{i}\t")];
    for label in labels {
        let lines = texts.iter().enumerate().map(|(i, text)| format!("{}{text}\n\n", label(i + 1)));
        let draft = format!("Draft recommendations\n\n{}", lines.collect::<String>());
        assert_eq!(recommendations(&draft).len(), 3, "{draft}");
        hears(&[(&draft, &[])]);
    }
}

#[test]
fn texts_without_a_heading() {
    for (draft, read) in [
        (
            "- States parties should plant trees.\n- Victims should be heard.\n- UNODC should swim.\n",
            &["States parties should plant trees.", "UNODC should swim."][..],
        ),
        (
            "“States parties should plant trees.”\n\n“UNODC should swim.”\n",
            &["States parties should plant trees.", "UNODC should swim."],
        ),
        (
            "| Text | Peru | Comments |\n|---|---|---|\n| States parties should dig. | States parties must dig. | States must wait. |\n",
            &["States parties should dig.", "States parties must dig."],
        ),
        ("No.;Delegation;Proposal\n1;Peru;States parties should dig.\n", &["States parties should dig."]),
        (
            "# Recommendations\n\n1. Urges UNODC to swim.\n\n2. Strengthen police cooperation.\n\n3. Exchange of views.\n",
            &["1 Urges UNODC to swim.", "2 Strengthen police cooperation."],
        ),
        (
            "Recommendation 1\n\nUNODC should swim.\nJustification: UNODC must receive resources\n\nBest regards,\nAnna\n",
            &["1 UNODC should swim."],
        ),
        (
            "Recommendation 1: Swimming\nProposed by Peru\n\nJustification: States parties must swim\n\nUNODC should swim.\n",
            &["1 UNODC should swim."],
        ),
    ] {
        let found = recommendations(draft);
        let texts: Vec<&str> = found.iter().map(|text| text.trim_start_matches(['-', ' '])).collect();
        assert_eq!(texts, read, "{draft}");
    }
}

#[test]
fn what_is_no_draft_stays_none() {
    for text in [
        "Draft resolution recommended for adoption by the Conference\n\nThe Conference of the Parties,\n\nRecalling its work,\n\n\
         1. Urges States parties to plant trees.\n\n2. Requests UNODC to swim.\n",
        "# Tool\n\n## Recommendations\n\n1. Use the latest version.\n\n2. Read the manual.\n",
        "He said to her:\n\n“You should plant trees.”\n\n“They must be watered.”\n\nShe did not answer.\n",
        "The Chair thanked them.\n\n(a) Speakers should be brief;\n\n(b) States parties reported on trees.\n",
    ] {
        hears(&[(text, &[])]);
    }
}

#[test]
fn a_table_of_something_else_is_no_draft_but_a_table_of_texts_is() {
    let table = |head: &str| {
        format!(
            "# List\n\n| Author | {head} | Note |\n|---|---|---|\n| Peru | States should cooperate | see para. 6 |\n"
        )
    };
    hears(&[(&table("Passage"), &[])]);
    let workbench = Workbench::embedded();
    for head in ["Draft recommendation", "Proposed text", "Peru"] {
        assert_eq!(workbench.analyze(&table(head), &Settings::default()).nature, Nature::Draft, "{head}");
    }
}

#[test]
fn each_recommendation_is_heard_in_its_own_language() {
    const ENGLISH: &str = "Recommendation 1\n\nState parties should train judges in the identification of victims\n\n";
    const FRENCH: &str = "Recommendation 2\n\nLes États parties devraient former les juges à l’identification des victimes \
        de la traite des personnes et leur offrir une formation dans le cadre du Protocole.\n\n";
    let wrong = [("state-parties", "State parties"), ("missing-full-stop", "s")];
    hears(&[
        (&format!("{ENGLISH}{FRENCH}"), &wrong),
        (&format!("{ENGLISH}{FRENCH}Recommendation 3{}", FRENCH.trim_start_matches("Recommendation 2")), &wrong),
    ]);
}

#[test]
fn a_line_that_names_a_delegation_heads_its_text() {
    let text = "Chile\nRecommendation 1\n\nStates parties should train judges.\nProposal by Kenya\nRecommendation 1\n\n\
                States parties should report on it.\n\nSupported by Peru\n\nRecommendation 2\n\nStates parties should act.\n";
    let read = [
        "1 States parties should train judges.",
        "1 States parties should report on it.",
        "2 States parties should act.",
    ];
    assert_eq!(recommendations(text), read);
    let heads = ["Chile", "Proposal by Kenya"];
    let document = Document::parse(text, &Lexicon::new(Folder::Lexicon.read()));
    let titles = document.units().iter().filter(|unit| unit.kind() == Kind::Title).map(|unit| unit.reading());
    assert_eq!(titles.collect::<Vec<_>>(), heads);
}

#[test]
fn a_label_with_a_remark_for_its_text_keeps_its_number() {
    for remark in [
        "Recommendation 3: no comment.",
        "Recommendation 3: pending",
        "Recommendation 3: delete",
        "Recommendation 3: [deleted]",
        "**Recommendation 3:** OK",
        "- Recommendation 3: No objection.",
        "Recommendation 3 – merged with recommendation 2",
        "R3: withdrawn by the proponent",
        "Recommendation 3: to be drafted",
        "\nRecommendation 3: the text of Chile is better.",
    ] {
        let draft = format!(
            "Recommendation 1\n\nStates parties should train judges.\n\n\
             Recommendation 2: States parties should inform victims.\n{remark}\n\nRecommendation 4\n\n\
             States parties should report on recommendation 3.\n"
        );
        hears(&[(&draft, &[])]);
    }
    // what one delegation says of the recommendations above gives none of them a second time
    let remarks = "Norway\n\nRecommendation 1: no comment.\nRecommendation 2: Delete.\n";
    let draft =
        format!("Recommendation 1: States parties should act.\nRecommendation 2: States should act.\n\n{remarks}");
    assert_eq!(recommendations(&draft), ["1 States parties should act.", "2 States should act."]);
    for measure in ["Support victims.", "Supported employment."] {
        let draft = format!("Recommendation 1: States parties should act.\n\nRecommendation 2: {measure}\n");
        assert_eq!(recommendations(&draft), ["1 States parties should act.", format!("2 {measure}").as_str()]);
    }
}

#[test]
fn a_recommendation_may_stand_in_brackets_behind_its_label() {
    for (line, text) in [
        ("R2. [States parties should train judges.]", "[States parties should train judges.]"),
        ("## Recommendation 2: [States parties should train judges.]", "[States parties should train judges.]"),
        ("## Recommendation 2 [States parties should train judges.]", "[States parties should train judges.]"),
        ("**Recommendation 2:** [States parties] should train judges.", "[States parties] should train judges."),
        ("R2: [Each country should] train judges.", "[Each country should] train judges."),
        ("R2. […] (placeholder – to be drafted)", ""),
        ("Recommendation 2: [to be drafted]", ""),
        ("Recommendation 2: (agreed) States parties should act.", "States parties should act."),
    ] {
        let draft = format!("Recommendation 1\n\nStates parties should inform victims.\n\n{line}\n");
        assert_eq!(recommendations(&draft), ["1 States parties should inform victims.", format!("2 {text}").as_str()]);
        hears(&[(&draft, &[])]);
    }
}

#[test]
fn footnotes_as_plain_lines_are_no_items() {
    for (text, note) in [
        ("train judges (1) and prosecutors.", "(1) Peru asked for the reference to be kept."),
        ("train judges.(1)", "(1) Peru asked for the\nreference to be kept"),
        ("train judges* and prosecutors.", "* Text proposed by Peru"),
        ("train judges. 1/", "1/ Organized Crime Convention, article 3."),
        ("train judges¹ and prosecutors.", "[1] United Nations, Treaty Series, vol. 2237."),
    ] {
        for gap in ["\n", "\n\n"] {
            let draft = format!(
                "Recommendation 1\n\nStates parties should {text}{gap}{note}\n\nRecommendation 2\n\nStates parties should act.\n"
            );
            assert_eq!(recommendations(&draft).len(), 2);
            assert!(!recommendations(&draft)[0].contains(" / "), "{draft}");
            hears(&[(&draft, &[])]);
        }
    }
    let items = "(a) Train judges;1/\n\n(b) Fund shelters.(1)\n\n(1) Peru asked for it.";
    hears(&[(&format!("Recommendation 1\n\nStates parties should:\n\n{items}\n"), &[])]);
    // a list has no marks above it
    let items = "(1) Train judges;\n\n(2) Fund shelters.";
    hears(&[(&format!("Recommendation 1\n\nStates parties should:\n\n{items}\n"), &[("unlettered-list", "(1)")])]);
}

#[test]
fn items_in_odd_shapes_are_items() {
    for second in [
        "(b) Inform victims;",
        "> (b) Inform victims;",
        "&nbsp;&nbsp;(b) Inform victims;",
        "[(b)] Inform victims;",
        "[Chile: (b) Inform victims;]",
        "~~(b)~~ Inform victims;",
        "~~(b) Inform victims;~~",
        "(b) Inform victims;\n\n[(b bis) Inform families;]",
    ] {
        let items = format!("(a) Train judges;\n\n{second}\n\n(c) Fund shelters.");
        hears(&[(&format!("Recommendation 1\n\nStates parties should:\n\n{items}\n"), &[])]);
    }
    let quoted = "> (a) Train judges;\n>\n> (b) Inform victims.";
    hears(&[(&format!("Recommendation 1\n\nStates parties should:\n\n{quoted}\n"), &[])]);
}

#[test]
fn a_recommendation_in_a_table_of_overview_and_under_its_heading_is_one() {
    let text = "States parties should train judges and prosecutors in handling electronic evidence.";
    let below = format!("Recommendation 1\n\n{text}\n");
    for table in [
        format!("| No. | Text |\n|---|---|\n| 1 | {text} |\n"),
        format!("| Number | Text | From |\n|---|---|---|\n| Recommendation 1 | {text} | Peru |\n"),
        format!("No.\tText\tStatus\n1\t{text}\topen\n"),
    ] {
        hears(&[(&format!("# Draft recommendations\n\n{table}\n{below}"), &[])]);
    }
    let other = format!("# Draft recommendations\n\n| No. | Text |\n|---|---|\n| 2 | {text} |\n\n{below}");
    hears(&[(&other, &[("repeated-in-draft", text)])]);
}

#[test]
fn the_source_of_a_text_is_no_part_of_it() {
    for source in [
        "Source: A/RES/70/1",
        "Source: CTOC/COP/WG.4/2019/6, para. 3",
        "(Sources: A/RES/70/1; A/RES/71/1)",
        "*Based on:* CTOC/COP/WG.4/2019/6",
    ] {
        let draft = format!(
            "Recommendation 1\n\nStates parties should train judges.\n{source}\n\nRecommendation 2\n\n\
             States parties should:\n\n(a) Inform victims;\n\n(b) Fund shelters.\n{source}\n"
        );
        assert_eq!(recommendations(&draft)[0], "1 States parties should train judges.");
        hears(&[(&draft, &[])]);
    }
}

#[test]
fn brackets_may_stand_around_paragraphs_of_one_recommendation() {
    for text in [
        "States parties should train judges [and inform victims.\n\nThey should also fund shelters.]",
        "[States parties should train judges.\n\nThey should also fund shelters.]",
        "States parties should train judges [and prosecutors\n\nStates parties should fund shelters] for victims.",
    ] {
        hears(&[(&format!("Recommendation 1\n\n{text}\n\nRecommendation 2\n\nStates should act.\n"), &[])]);
    }
    let open = "Recommendation 1\n\nStates parties should train [judges.\n\nRecommendation 2\n\nStates] should act.\n";
    hears(&[(open, &[("unbalanced-bracket", "["), ("unbalanced-bracket", "]")])]);
}

#[test]
fn bullets_below_items_are_of_another_degree() {
    for items in [
        "should:\n\n(a) Train judges;\n  - On evidence;\n  - On victims;\n\n(b) Inform victims.",
        "should:\n\n(a) Train judges.\n    * On evidence.\n\n(b) Inform victims.",
        "should: (a) train:\n- judges;\n- police;\n(b) inform victims.",
        "should: (a) train judges; (b) inform victims, including:\n- children;\n- families;\n(c) fund shelters.",
        "should:\n\n(a) Train:\n\n    - Police, who should:\n\n        - (i) Act;\n\n        - (ii) Report;\n\n(b) Inform.",
    ] {
        hears(&[(&format!("Recommendation 1\n\nStates parties {items}\n"), &[])]);
    }
    // as far to the left, they are no list below
    let mixed =
        "Recommendation 1\n\nStates parties should:\n\n(a) Train judges;\n- Fund shelters;\n\n(b) Inform victims.\n";
    hears(&[(mixed, &[("mixed-list", "-")])]);
}
