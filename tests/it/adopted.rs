//! Adopted text is the referee: nothing of it is lost, and nothing of it is marked without a reason.

use std::fs;
use std::path::Path;

use rapporteur::corpus::Corpus;
use rapporteur::document::Status;

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
