//! Adopted text is the referee: nothing of it is lost, and nothing of it is marked without a reason.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rapporteur::corpus::Corpus;
use rapporteur::document::Status;
use rapporteur::finding::Severity;
use rapporteur::settings::Settings;
use rapporteur::workbench::Workbench;

fn source(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sources").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn squeeze(text: &str) -> String {
    text.replace("- (", "(").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn nothing_of_the_reports_is_lost() {
    let corpus = Corpus::embedded();
    let count = |status| corpus.earlier().iter().filter(|earlier| earlier.status == status).count();
    assert_eq!((count(Status::Adopted), count(Status::Proposed), count(Status::Observation)), (106, 10, 5));
    for earlier in corpus.earlier() {
        let file = match earlier.status {
            Status::Observation => "constructive-dialogue-2023.txt".to_owned(),
            _ => format!("report-{}.txt", corpus.meeting(earlier).year),
        };
        assert!(squeeze(&source(&file)).contains(&squeeze(&earlier.text)), "{} is quoted exactly", earlier.name);
    }
}

#[test]
fn recommendations_have_one_name() {
    let corpus = Corpus::embedded();
    let text = |name| corpus.find(name, "WG.4").map(|earlier| earlier.name.as_str());
    assert_eq!(text("2019/10"), Some("2019-WG.4/10"));
    assert_eq!(text("2023-WG.4/annex/5"), Some("2023-WG.4/annex/5"));
    assert_eq!(text("2023/5"), Some("2023-WG.4/5"));
    assert_eq!(text("2023-WG.4/dialogue/37"), Some("2023-WG.4/dialogue/37"));
    assert_eq!(text("2023/99"), None);
}

#[test]
fn adopted_recommendations_are_marked_no_more_where_their_lines_are_wrapped() {
    let workbench = Workbench::embedded();
    let warnings = |text: &str| {
        let analysis = workbench.analyze(text, &Settings::default());
        let all = analysis.findings.into_iter().filter(|finding| finding.severity >= Severity::Warning);
        let named = all.map(|finding| {
            let number = text[..finding.span.start].rfind("Recommendation ").map_or("", |at| &text[at..]);
            format!("{}: {}", number.lines().next().unwrap_or(""), finding.rule)
        });
        named.collect::<BTreeSet<String>>()
    };
    let adopted = workbench.corpus.earlier().iter().filter(|earlier| earlier.status == Status::Adopted);
    let texts: Vec<&str> = adopted.map(|earlier| earlier.text.as_str()).collect();
    let draft = |width: usize| {
        let paragraphs = texts.iter().enumerate().map(|(i, text)| {
            let lines: Vec<String> = text.split('\n').map(|line| wrapped(line, width)).collect();
            format!("Recommendation {}\n\n{}\n", i + 1, lines.join("\n\n"))
        });
        paragraphs.collect::<Vec<_>>().join("\n")
    };
    let whole = warnings(&draft(usize::MAX));
    for width in [40, 41, 52, 64, 65, 66, 72, 80, 92, 100] {
        let more: Vec<String> = warnings(&draft(width)).difference(&whole).cloned().collect();
        assert!(more.is_empty(), "at {width} columns: {more:#?}");
    }
}

/// A paragraph on lines of at most `width` letters, as an editor or a mail program leaves it.
fn wrapped(paragraph: &str, width: usize) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        if column > 0 && length > width.saturating_sub(column + 1) {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}
