//! Reports become what the corpus knows of them: the same data as the shipped files, from whatever form they come in.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rapporteur::corpus::import::{Said, import, merge};
use rapporteur::corpus::{Corpus, Fault, Meeting, faults};
use rapporteur::embedded::Folder;
use rapporteur::lexicon::Lexicon;

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sources").join(name)
}

fn read(text: &str) -> Meeting {
    let lexicon = Lexicon::new(Folder::Lexicon.read());
    import(text, "", &Said::default(), &lexicon).expect("a report").meeting
}

#[test]
fn the_reports_give_the_shipped_data() {
    let corpus = Corpus::embedded();
    let dialogue = read(&fs::read_to_string(source("constructive-dialogue-2023.txt")).expect("a source"));
    for year in [2013, 2019, 2022, 2023] {
        let shipped = corpus.meetings().iter().find(|meeting| meeting.year == year).expect("a meeting");
        let mut made = read(&fs::read_to_string(source(&format!("report-{year}.txt"))).expect("a source"));
        if year == 2023 {
            made = merge(Some(&made), dialogue.clone());
        }
        assert_eq!(&made, shipped);
        let mut stored: Meeting = toml::from_str(&made.write()).expect("TOML");
        stored.id.clone_from(&made.id);
        assert_eq!(&stored, shipped, "written and read back");
        assert_eq!(faults(&made), [] as [Fault; 0]);
    }
}

fn corpus(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.current_dir(folder).arg("corpus").args(arguments).output().expect("it runs")
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A copy of a report, made by `tests/documents/reports.py`.
fn document(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name)
}

#[test]
fn copies_of_the_reports_give_the_shipped_data() {
    let corpora = Corpus::embedded();
    for kind in ["docx", "html", "pdf"] {
        for year in [2013, 2019, 2022, 2023] {
            let shipped = corpora.meetings().iter().find(|meeting| meeting.year == year).expect("a meeting");
            let dir = tempfile::tempdir().expect("a folder");
            let mut documents = vec![format!("report-{year}.{kind}")];
            // the observations of the constructive dialogue belong to the same meeting
            documents.extend((year == 2023).then(|| format!("constructive-dialogue-2023.{kind}")));
            for name in documents {
                let added = corpus(dir.path(), &["add", "--yes", &document(&name).to_string_lossy()]);
                assert_eq!(added.status.code(), Some(0), "{name}: {}", complaint(&added));
            }
            let written = fs::read_to_string(dir.path().join(format!("corpus/{year}-WG.4.toml"))).expect("a meeting");
            let mut made: Meeting = toml::from_str(&written).expect("TOML");
            made.id.clone_from(&shipped.id);
            assert_eq!(&made, shipped, "{year}, {kind}");
        }
    }
}

/// The program at a terminal of its own, where somebody answers its question: how it ended, and what the terminal showed.
#[cfg(unix)]
fn answered(folder: &Path, arguments: &[&str], answer: &str) -> (Option<i32>, String) {
    use std::io::{Read, Write};
    use std::os::fd::OwnedFd;

    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

    let pty: OwnedFd = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&pty).and_then(|()| unlockpt(&pty)).expect("a terminal");
    let name = ptsname(&pty, Vec::new()).expect("its name").into_string().expect("text");
    let terminal = fs::File::options().read(true).write(true).open(name).expect("the program's side");
    let mut person = fs::File::from(pty);
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command
        .current_dir(folder)
        .arg("corpus")
        .args(arguments)
        .stdin(terminal.try_clone().expect("a copy"))
        .stderr(terminal);
    person.write_all(answer.as_bytes()).expect("an answer");
    let ended = command.output().expect("it runs").status.code();
    drop(command);
    // nobody holds the other side any more: what was shown is read to its end
    let (mut shown, mut some) = (Vec::new(), [0; 4096]);
    while let Ok(length @ 1..) = person.read(&mut some) {
        shown.extend_from_slice(&some[..length]);
    }
    (ended, String::from_utf8_lossy(&shown).into_owned())
}

#[cfg(unix)]
#[test]
fn somebody_at_a_terminal_is_asked() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path();
    fs::write(path.join("report.txt"), REPORT).expect("a file");
    for refusal in ["n\n", "\n", "perhaps\n"] {
        let (ended, shown) = answered(path, &["add", "report.txt"], refusal);
        assert_eq!(ended, Some(0), "{shown}");
        assert!(shown.contains("Write corpus/2024-WG.6.toml? [y/N] "), "{shown}");
        assert!(shown.contains("note: nothing is written"), "{shown}");
        assert!(!path.join("corpus").exists() && !path.join("rapporteur.toml").exists());
    }
    let (ended, shown) = answered(path, &["add", "report.txt"], "y\n");
    assert_eq!(ended, Some(0), "{shown}");
    assert!(path.join("corpus/2024-WG.6.toml").is_file(), "{shown}");
    let (ended, shown) = answered(path, &["remove", "2024-WG.6"], "yes\n");
    assert_eq!(ended, Some(0), "{shown}");
    assert!(!path.join("corpus/2024-WG.6.toml").exists(), "{shown}");
}

const REPORT: &str = "Report on the meeting of the Working Group on Firearms held in Vienna on 6 and 7 May 2024\n\n\
    CTOC/COP/WG.6/2024/4\n\nII. Recommendations\n\n1. The Working Group adopted the recommendations set out below.\n\n\
    Recommendation 1\n\nStates parties should mark firearms.\n\nRecommendation 2\n\n\
    States parties should keep records of the serial numbers of the firearms that are seized at their borders.\n";

#[test]
fn a_report_of_another_group_is_known_from_then_on() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path();
    fs::write(path.join("report.txt"), REPORT).expect("a file");
    let asked = corpus(path, &["add", "report.txt"]);
    assert_eq!(asked.status.code(), Some(2), "nobody is there to say yes");
    assert!(!path.join("corpus").exists() && !path.join("rapporteur.toml").exists());
    let checked = corpus(path, &["add", "--check", "report.txt"]);
    assert_eq!(checked.status.code(), Some(1));
    let said = String::from_utf8_lossy(&checked.stdout);
    assert!(said.contains("would be written") && !said.contains("will be written"), "{said}");
    let added = corpus(path, &["add", "--yes", "report.txt"]);
    assert_eq!(added.status.code(), Some(0), "{}", complaint(&added));
    assert_eq!(corpus(path, &["add", "--check", "report.txt"]).status.code(), Some(0));
    let written = fs::read_to_string(path.join("corpus/2024-WG.6.toml")).expect("a meeting");
    assert!(written.contains("symbol = \"CTOC/COP/WG.6/2024/4\"") && !written.contains("symbol_inferred"), "{written}");
    let config = fs::read_to_string(path.join("rapporteur.toml")).expect("a configuration");
    assert_eq!(config, "[corpus]\nfolders = [\"corpus\"]\n");
    let rows = String::from_utf8(corpus(path, &["export", "2024-WG.6"]).stdout).expect("text");
    assert_eq!(rows.lines().count(), 2);
    assert!(rows.contains("\"name\":\"2024-WG.6/2\""), "{rows}");
    assert_eq!(corpus(path, &["verify"]).status.code(), Some(0));
    let draft = "Recommendation 1\n\nStates parties should keep records of the serial numbers of the firearms that are \
                 seized at their borders.\n";
    fs::write(path.join("draft.md"), draft).expect("a draft");
    let mut lint = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    let found = lint.current_dir(path).args(["lint", "--format", "json", "draft.md"]).output().expect("it runs");
    let found = String::from_utf8_lossy(&found.stdout);
    let recalled = "already adopted by the Working Group on Firearms (CTOC/COP/WG.6/2024/4, recommendation 2)";
    assert!(found.contains(recalled), "{found}");
    assert_eq!(corpus(path, &["remove", "--yes", "2024-WG.6"]).status.code(), Some(0));
    assert!(!path.join("corpus/2024-WG.6.toml").exists());
}

#[test]
fn what_is_no_report_is_refused_and_nothing_is_written() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path();
    let novel = "He should have gone to the harbour, and the States of his mind were not parties to it. ".repeat(500);
    // a form that draws itself never ends
    let loops = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n\
        trailer<</Root 1 0 R>>\n";
    let old = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 2000]].concat();
    let report = fs::read(document("report-2022.docx")).expect("a document");
    let files: [(&str, &[u8], &str); 11] = [
        ("empty.docx", b"", "this file is empty"),
        ("empty.pdf", b"", "this file is empty"),
        ("rich.rtf", b"{\\rtf1\\ansi States parties should act.}", "this is a Rich Text document"),
        ("old.doc", &old, "an old version of Word"),
        ("cut.docx", &report[..report.len() / 2], "cut off or damaged"),
        ("image.png", b"\x89PNG\r\n\x1a\n", "this is an image"),
        ("empty.txt", b"", "there is no text in it"),
        ("novel.txt", novel.as_bytes(), "no recommendations are found in it"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj", "this is a PDF that is cut off or damaged"),
        ("loop.pdf", loops.as_bytes(), "this is a PDF that is cut off or damaged"),
        ("untitled.md", b"Recommendation 1\n\nStates parties should act.\n", "it has no title"),
    ];
    for (name, bytes, expected) in files {
        fs::write(path.join(name), bytes).expect("a file");
        let output = corpus(path, &["add", "--yes", name]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(complaint(&output).contains(expected), "{name}: {}", complaint(&output));
    }
    assert!(!path.join("corpus").exists() && !path.join("rapporteur.toml").exists());
}

/// A report whose second chapter holds `recommendations`: what is made of it, and what is not sure.
fn with(recommendations: &str) -> (Meeting, String) {
    let text = format!(
        "CTOC/COP/WG.7/2021/6\n\nReport on the meeting of the Working Group on the Smuggling of Migrants held in Vienna \
         on 18 and 19 November 2021\n\nI. Introduction\n\n1. The Working Group met.\n\nII. Recommendations\n\n\
         {recommendations}\n\nIII. Summary of deliberations\n\n9. Speakers spoke.\n"
    );
    let found = import(&text, "", &Said::default(), &Lexicon::new(Folder::Lexicon.read())).expect("a report");
    (found.meeting, found.doubts.join("\n"))
}

/// Every recommendation of a meeting: part, status, text.
fn entries(meeting: &Meeting) -> Vec<(&str, &str, &str)> {
    let all = meeting.parts.iter().flat_map(|part| part.sections.iter().map(move |section| (part, section)));
    all.flat_map(|(part, section)| {
        section.recommendations.iter().map(|entry| (part.id.as_str(), part.status.as_str(), entry.text.as_str()))
    })
    .collect()
}

#[test]
fn what_was_not_agreed_is_no_adopted_recommendation() {
    for chapeau in [
        "The Working Group was unable to agree on the following recommendations:",
        "The following recommendations were not discussed owing to lack of time:",
        "The Working Group considered the following recommendations, on which no consensus was reached:",
        "The Working Group took note of the following proposals by the Chair:",
        "The Working Group did not adopt any recommendations. The following recommendations were proposed by the Chair:",
    ] {
        let (meeting, doubts) =
            with(&format!("2. {chapeau}\n\nRecommendation 1\n\nStates parties should exchange data."));
        assert_eq!(entries(&meeting), [("", "proposed", "States parties should exchange data.")], "{chapeau}");
        assert!(doubts.contains("taken as proposed, since the report says “The "), "{doubts}");
    }
    let (meeting, _) = with(
        "A. Recommendations adopted by the Working Group\n\n2. The Working Group adopted the following recommendations:\n\n\
         Recommendation 1\n\nStates parties should exchange data.\n\n\
         B. Recommendations on which the Working Group could not reach agreement\n\n\
         3. The following recommendations were discussed but not agreed upon:\n\n\
         Recommendation 2\n\nStates parties should open hotlines.",
    );
    let expected = [
        ("", "adopted", "States parties should exchange data."),
        ("proposals", "proposed", "States parties should open hotlines."),
    ];
    assert_eq!(entries(&meeting), expected);
    assert_eq!(faults(&meeting), [] as [Fault; 0]);
}

#[test]
fn observations_that_were_not_negotiated_are_not_adopted() {
    let (meeting, doubts) = with(
        "2. The Chair made the observations presented below, which were not negotiated.\n\nA. Data\n\n\
         3. The Working Group recommended that the Conference consider the following recommendation for adoption:\n\n\
         Recommendation 1\n\nStates parties should exchange data.",
    );
    assert_eq!(entries(&meeting), [("", "proposed", "States parties should exchange data.")]);
    assert!(
        doubts.contains("1 recommendation is taken as proposed, since the report says “The Chair made"),
        "{doubts}"
    );
}

#[test]
fn a_further_paragraph_belongs_to_the_recommendation_above_it() {
    let (meeting, doubts) = with(
        "2. The Working Group adopted the following recommendations:\n\nRecommendation 1\n\nStates parties should mark \
         firearms.\n\nStates parties should also keep records of the marks.\n\nRecommendation 2\n\n\
         States parties should destroy seized firearms.\n\nRecommendation 4\n\nStates parties should exchange data.\n\n\
         UNODC should report on that.",
    );
    let all = meeting.parts.iter().flat_map(|part| &part.sections).flat_map(|section| &section.recommendations);
    let found: Vec<(&str, &str)> = all.map(|entry| (entry.number.as_str(), entry.text.as_str())).collect();
    let expected = [
        ("1", "States parties should mark firearms.\nStates parties should also keep records of the marks."),
        ("2", "States parties should destroy seized firearms."),
        ("4", "States parties should exchange data.\nUNODC should report on that."),
    ];
    assert_eq!(found, expected);
    assert!(doubts.contains("a further paragraph of number 1: “States parties should also keep records"), "{doubts}");
    // where a heading is missing, two texts have the two numbers
    let (meeting, _) = with(
        "2. The Working Group adopted the following recommendations:\n\nRecommendation 1\n\nStates parties should mark \
         firearms.\n\nStates parties should keep records of the marks.\n\nRecommendation 3\n\n\
         States parties should destroy seized firearms.",
    );
    let all = meeting.parts.iter().flat_map(|part| &part.sections).flat_map(|section| &section.recommendations);
    assert_eq!(all.map(|entry| entry.number.as_str()).collect::<Vec<_>>(), ["1", "2", "3"]);
}

#[test]
fn the_head_of_a_page_is_neither_text_nor_a_document_that_was_listed() {
    let recommendations = "Recommendation 1\n\nStates parties should mark the frame\n\nCTOC/COP/WG.6/2024/4\n\n\
        or receiver of firearms.\n\nCTOC/COP/WG.6/2024/4\n\nRecommendation 2\n\nStates parties should exchange data.\n";
    let head = REPORT.split("Recommendation 1").next().expect("a half").replace("CTOC/COP/WG.6/2024/4\n\n", "");
    let text = format!("{head}{recommendations}");
    let meeting = import(&text, "", &Said::default(), &Lexicon::new(Folder::Lexicon.read())).expect("a report").meeting;
    let expected = [
        ("", "adopted", "States parties should mark the frame or receiver of firearms."),
        ("", "adopted", "States parties should exchange data."),
    ];
    assert_eq!(entries(&meeting), expected);
    assert_eq!((meeting.symbol.as_str(), meeting.symbol_inferred), ("CTOC/COP/WG.6/2024/4", false));
}

#[test]
fn a_resumed_meeting_has_its_first_day_and_both_its_places() {
    let text = REPORT.replace(
        "held in Vienna on 6 and 7 May 2024",
        "held online and in Vienna on 6 May and from 9 to 11 October 2024",
    );
    let found = import(&text, "", &Said::default(), &Lexicon::new(Folder::Lexicon.read())).expect("a report").meeting;
    assert_eq!((found.start.as_str(), found.end.as_str()), ("2024-05-06", "2024-10-11"));
    assert_eq!(
        (found.dates.as_str(), found.place.as_str()),
        ("6 May and from 9 to 11 October 2024", "Vienna and online")
    );
}

#[test]
fn every_item_of_a_list_of_recommendations_is_kept() {
    let items = [
        "States could consider inviting academia",
        "Central authorities should consult each other before transmitting a request",
        "It is recommended that States parties exchange evidence",
        "Data on smuggling routes may be published by UNODC",
        "The secretariat should continue to collect jurisprudence on the smuggling of\nmigrants",
        "Encourages States parties to ratify the Protocol",
        "States parties should:\n\n(i) Train judges;\n\n(ii) Train prosecutors",
    ];
    for bullet in [true, false] {
        let marked = items.iter().zip("abcdefg".chars()).map(|(item, letter)| match bullet {
            true => format!("• {item}."),
            false => format!("({letter}) {item};"),
        });
        let list = marked.collect::<Vec<_>>().join("\n\n");
        let (meeting, doubts) =
            with(&format!("2. The Working Group adopted the following recommendations:\n\nA. Topic\n\n{list}"));
        let entries = entries(&meeting);
        assert_eq!(entries.len(), items.len(), "{entries:?}");
        for ((_, _, text), item) in entries.iter().zip(items) {
            let item = item.replace("\n\n", "\u{b}").replace('\n', " ").replace('\u{b}', "\n");
            assert!(text.starts_with(&item), "{text} for {item}");
        }
        assert!(doubts.contains("does not number all its recommendations"), "{doubts}");
    }
}

#[test]
fn a_recommendation_behind_the_colon_of_its_paragraph_is_kept() {
    let (meeting, _) = with(
        "A. Topic\n\n2. The Working Group adopted the following recommendation: States parties are encouraged to designate \
         liaison magistrates.",
    );
    assert_eq!(entries(&meeting), [("", "adopted", "States parties are encouraged to designate liaison magistrates.")]);
}

#[test]
fn what_is_left_out_or_cut_off_is_said() {
    let (meeting, doubts) = with(
        "2. The Working Group adopted the following recommendations:\n\nRecommendation 1\n\nStates parties should train\n\n\
         Recommendation 1\n\nUNODC should report.\n\nIII. Summary of deliberations\n\n3. Speakers said:\n\n\
         Recommendation 5\n\nStates parties should not be found.",
    );
    assert_eq!(entries(&meeting).len(), 2, "{meeting:?}");
    assert_eq!(faults(&meeting), [] as [Fault; 0]);
    for expected in [
        "number 1 ends without a full stop (“… States parties should train”)",
        "left out, since it stands in “Summary of deliberations”: “Recommendation 5",
        "number 1 is there twice: the second is kept as 1 bis",
    ] {
        assert!(doubts.contains(expected), "{doubts}");
    }
}

#[test]
fn a_shorter_report_does_not_replace_a_longer_one_unasked() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path();
    fs::write(path.join("report.txt"), REPORT).expect("a file");
    fs::write(path.join("cut.txt"), REPORT.split("Recommendation 2").next().expect("a half")).expect("a file");
    assert_eq!(corpus(path, &["add", "--yes", "report.txt"]).status.code(), Some(0));
    let refused = corpus(path, &["add", "--yes", "cut.txt"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(complaint(&refused).contains("holds 1 more than this report gives"), "{}", complaint(&refused));
    for (option, value) in [("--symbol", "rubbish"), ("--body", "../../x"), ("--dates", "4 and 3 April 2023")] {
        let refused = corpus(path, &["add", "--yes", option, value, "--meeting", "2023-WG.6-2", "report.txt"]);
        assert_eq!(refused.status.code(), Some(2), "{option} {value}");
    }
}

#[test]
fn what_printing_added_is_taken_away() {
    let (meeting, _) = with(
        "2. The Working Group adopted the following recommendations:\n\nRecommendation 1\n\nStates parties should train\n\n\
         CTOC/COP/WG.7/2021/6\n\nborder guards in first aid, in investi-gating cases and to pre-\nvent trafficking.1\n\n5\n\n\
         Recommendation 2\n\nStates parties should adopt child-\nfriendly and counter-terrorism measures.\n\n\
         1 See CTOC/COP/WG.7/2012/6.",
    );
    let expected = [
        (
            "",
            "adopted",
            "States parties should train border guards in first aid, in investigating cases and to prevent trafficking.",
        ),
        ("", "adopted", "States parties should adopt child-friendly and counter-terrorism measures."),
    ];
    assert_eq!(entries(&meeting), expected);
    assert_eq!(meeting.symbol, "CTOC/COP/WG.7/2021/6");
}

#[test]
fn a_joint_report_bears_both_symbols() {
    let text = "CTOC/COP/WG.2/2022/4-CTOC/COP/WG.3/2022/4\n\nReport on the joint meeting of the Working Group of Government Experts \
        on Technical Assistance and the Working Group on International Cooperation held in Vienna on 30 and 31 May and \
        1 June 2022\n\nII. Recommendations\n\nA. Joint recommendations\n\n1. Application of the Convention to crimes\n\n\
        2. The Working Groups agreed on the following recommendations:\n\n(a) States parties should act;\n\n\
        2. Prevention of crime\n\n3. The Working Groups agreed on the following recommendations:\n\n\
        (a) States parties should prevent it.\n\nB. Recommendations of the Working Group on International Cooperation\n\n\
        4. The Working Group adopted the following recommendation: States parties should designate magistrates.\n";
    let meeting = read(text);
    assert_eq!(meeting.symbol, "CTOC/COP/WG.2/2022/4-CTOC/COP/WG.3/2022/4");
    assert_eq!((meeting.start.as_str(), meeting.end.as_str()), ("2022-05-30", "2022-06-01"));
    let sections: Vec<(&str, usize)> = meeting.parts[0]
        .sections
        .iter()
        .map(|section| (section.letter.as_str(), section.recommendations.len()))
        .collect();
    assert_eq!(sections, [("A.1", 1), ("A.2", 1), ("B", 1)]);
}

/// A report whose recommendations bear letters and no numbers.
const LETTERED: &str = "Report on the meeting of the Working Group on International Cooperation held in Vienna on 8 and 9 \
    September 2025\n\nCTOC/COP/WG.3/2025/4\n\nII. Recommendations\n\n2. The Working Group adopted the following \
    recommendations:\n\nA. Extradition\n\n(a) States parties should keep records of the serial numbers of the firearms that are \
    seized at their borders.\n\nB. Mutual legal assistance\n\n(a) Requests should be written in plain language;\n\n\
    (b) The secretariat should continue to update the directory of competent national authorities.\n";

#[test]
fn a_number_that_the_report_does_not_print_is_never_cited() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path();
    fs::write(path.join("report.txt"), LETTERED).expect("a file");
    let added = corpus(path, &["add", "--yes", "report.txt"]);
    assert_eq!(added.status.code(), Some(0), "{}", complaint(&added));
    assert_eq!(corpus(path, &["verify"]).status.code(), Some(0));
    let written = fs::read_to_string(path.join("corpus/2025-WG.3.toml")).expect("a meeting");
    assert!(written.contains("number = \"3\"\nnumbered = \"counted\"\nmark = \"(b)\"\n"), "{written}");
    let draft = "Recommendation 1\n\nStates parties should keep records of the serial numbers of the firearms that are \
                 seized at their borders.\n";
    fs::write(path.join("draft.md"), draft).expect("a draft");
    let mut lint = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    let found = lint.current_dir(path).args(["lint", "--format", "json", "draft.md"]).output().expect("it runs");
    let found = String::from_utf8_lossy(&found.stdout);
    assert!(found.contains("(CTOC/COP/WG.3/2025/4, sect. A, subpara. (a))"), "{found}");
    assert!(found.contains("WG.3, 2025, section A, subparagraph (a)"), "{found}");
    let mut show = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    let shown = show.current_dir(path).args(["show", "2025-WG.3/3"]).output().expect("it runs");
    let shown = String::from_utf8_lossy(&shown.stdout);
    assert!(shown.contains("subparagraph (b): the report prints no number"), "{shown}");
}

#[test]
fn numbers_with_a_letter_and_topics_are_kept_as_printed() {
    let (meeting, doubts) = with(
        "2. The Working Group adopted the following recommendations:\n\nTopic 1. Tracing\n\nR1. States should trace \
         firearms.\n\nR2. States should, when tracing, use databases.\n\nTopic 2. Printing\n\nR3. States parties are called \
         upon to regulate digital blueprints.",
    );
    let sections = &meeting.parts[0].sections;
    let numbers: Vec<(&str, Vec<&str>)> = sections
        .iter()
        .map(|one| (one.title.as_str(), one.recommendations.iter().map(|entry| entry.number.as_str()).collect()))
        .collect();
    assert_eq!(numbers, [("Topic 1. Tracing", vec!["R1", "R2"]), ("Topic 2. Printing", vec!["R3"])], "{doubts}");
}

#[test]
fn what_the_calendar_or_the_report_contradicts_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path();
    fs::write(path.join("report.txt"), REPORT).expect("a file");
    for (option, value, expected) in [
        ("--dates", "31 February 2026", "“31 February 2026” names no days of the calendar"),
        ("--year", "2023", "the year 2023 contradicts the days of the meeting, 6 and 7 May 2024"),
    ] {
        let refused = corpus(path, &["add", "--yes", option, value, "report.txt"]);
        assert_eq!(refused.status.code(), Some(2), "{option}");
        assert!(complaint(&refused).contains(expected), "{}", complaint(&refused));
    }
    assert!(!path.join("corpus").exists());
    let unknown = corpus(path, &["add", "--check", "--body", "XX", "report.txt"]);
    let said = String::from_utf8_lossy(&unknown.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("the report is one of WG.6, but it is entered as one of XX"), "{said}");
}

#[test]
fn a_report_of_a_built_in_meeting_says_that_the_program_has_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let found = corpus(dir.path(), &["add", "--check", &source("report-2019.txt").to_string_lossy()]);
    let said = String::from_utf8_lossy(&found.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("though the program itself holds the same 2019-WG.4"), "{said}");
}

#[test]
fn a_folder_that_no_configuration_names_is_said_to_be_read_by_nobody() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path();
    fs::write(path.join("report.txt"), REPORT).expect("a file");
    let added = corpus(path, &["add", "--yes", "--to", "meetings", "report.txt"]);
    assert!(complaint(&added).contains("folders = [\"meetings\"]"), "{}", complaint(&added));
    fs::write(path.join("rapporteur.toml"), "[corpus]\nfolders = [\"meetings\"]\n").expect("a file");
    assert_eq!(corpus(path, &["export", "2024"]).stdout, corpus(path, &["export", "2024-WG.6"]).stdout);
}

#[test]
fn what_is_wrong_in_a_file_is_said_with_its_line_and_what_to_do() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path();
    fs::write(path.join("report.txt"), REPORT).expect("a file");
    assert_eq!(corpus(path, &["add", "--yes", "report.txt"]).status.code(), Some(0));
    let file = path.join("corpus/2024-WG.6.toml");
    let right = fs::read_to_string(&file).expect("a meeting");
    for (old, new, expected) in [
        ("\nend = \"2024-05-07\"", "\nend = \"12.05.2026\"", "2024-WG.6.toml:7:1: “12.05.2026” is no day"),
        (
            "\"CTOC/COP/WG.6/2024/4\"",
            "\"CTOC/COP/WG.7/2024/4\"",
            "2024-WG.6.toml:8:1: the symbol CTOC/COP/WG.7/2024/4 is not",
        ),
        ("number = \"2\"", "number = \"1\"", ":29:1: 2024-WG.6/1 is there twice"),
        ("number = \"2\"", "nummer = \"2\"", "help: write “number”"),
        ("place = \"Vienna\"", "place = \"\"", ":4:1: “place” is empty"),
        ("body = \"WG.6\"", "body = \"WG.6\"\ncolour = \"red\"", ":2:1: no key is called “colour”"),
        ("numbered = \"heading\"", "numbered = \"roman\"", "“roman” is no way to number"),
    ] {
        assert!(right.contains(old), "{old} in {right}");
        fs::write(&file, right.replacen(old, new, 1)).expect("a file");
        let output = corpus(path, &["verify"]);
        assert_eq!(output.status.code(), Some(1), "{new}");
        assert!(complaint(&output).contains(expected), "{expected}: {}", complaint(&output));
        assert!(complaint(&output).contains("help: "), "{}", complaint(&output));
    }
}

#[test]
fn plain_text_is_kept_exactly_and_its_title_found_under_the_symbol() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path();
    let asked = "States parties should use <b>bold</b>, *stars*, _under_ and [a link](http://x.y) & # signs.";
    let report = REPORT.replace("States parties should mark firearms.", asked);
    let report = report.replace("Report on", "CTOC/COP/WG.6/2024/4\nWorking Group on Firearms\nReport on");
    fs::write(path.join("report.txt"), report).expect("a file");
    let added = corpus(path, &["add", "--yes", "report.txt"]);
    assert_eq!(added.status.code(), Some(0), "{}", complaint(&added));
    let written = fs::read_to_string(path.join("corpus/2024-WG.6.toml")).expect("a meeting");
    assert!(written.contains(asked), "{written}");
    assert!(written.contains("title = \"Report on the meeting of the Working Group on Firearms held"), "{written}");
}

#[test]
fn rows_of_a_table_and_further_paragraphs_belong_where_they_stand() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path();
    let page = "<html><body><p>CTOC/COP/WG.7/2026/5</p><h1>Report of the Working Group on the Smuggling of Migrants on its \
        meeting held in Vienna from 30 June to 2 July 2026</h1><h2>II. Recommendations</h2><p>2. The Working Group adopted the \
        following recommendations:</p><h3>A. Rescue</h3><ol><li><p>States parties may wish to rescue migrants at sea.</p><p>In \
        this regard, States parties should inform each other of incidents.</p></li></ol><p hidden>9. States parties should \
        be hidden.</p><table><tr><td>2</td><td>UNODC should assess needs.</td></tr><tr><td>3</td><td>States parties should \
        report.</td></tr></table></body></html>";
    fs::write(path.join("report.html"), page).expect("a file");
    let added = corpus(path, &["add", "--yes", "report.html"]);
    assert_eq!(added.status.code(), Some(0), "{}", complaint(&added));
    let written = fs::read_to_string(path.join("corpus/2026-WG.7.toml")).expect("a meeting");
    let meeting: Meeting = toml::from_str(&written).expect("TOML");
    let all = meeting.parts.iter().flat_map(|part| &part.sections).flat_map(|section| &section.recommendations);
    let all: Vec<(&str, &str)> = all.map(|entry| (entry.number.as_str(), entry.text.as_str())).collect();
    assert_eq!(all.len(), 3, "{written}");
    assert!(all[0].1.starts_with("States parties may wish") && all[0].1.ends_with("incidents."), "{written}");
    assert_eq!(all[1..], [("2", "UNODC should assess needs."), ("3", "States parties should report.")]);
    let (meeting, doubts) = with(
        "2. The Working Group adopted the following recommendations:\n\nRecommendation 1\n\nStates parties should act.\n\n\
         | Column | Value |\n|---|---|\n| States parties should not | read tables |",
    );
    assert_eq!(entries(&meeting).len(), 1, "{meeting:?} {doubts}");
}
