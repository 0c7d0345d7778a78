//! Whole drafts, written for the purpose, with their findings marked: `{{rule|text}}`. Nothing else may be marked at
//! information or above, likeness to earlier recommendations aside: that moves with every meeting that is added.

use std::fs;
use std::path::Path;

use rapporteur::document::decode::{decode, encode};
use rapporteur::finding::{Category, Severity};
use rapporteur::settings::Settings;
use rapporteur::text::Span;
use rapporteur::workbench::Workbench;

/// Takes the marks out of a draft; what each rule should mark, by place.
pub(crate) fn marked(text: &str) -> (String, Vec<(Span, String)>) {
    let (mut plain, mut marks) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some(open) = rest.find("{{") {
        plain.push_str(&rest[..open]);
        let close = open + rest[open..].find("}}").expect("every {{ is closed");
        let (rule, words) = rest[open + 2..close].split_once('|').expect("{{rule|text}}");
        marks.push((Span::new(plain.len(), plain.len() + words.len()), rule.to_owned()));
        plain.push_str(words);
        rest = &rest[close + 2..];
    }
    plain.push_str(rest);
    (plain, marks)
}

#[test]
fn whole_drafts_are_marked_where_they_should_be_and_nowhere_else() {
    let workbench = Workbench::embedded();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    let mut drafts = 0;
    let mut failures = Vec::new();
    for entry in fs::read_dir(&folder).expect("tests/drafts") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a draft");
        if !text.contains("{{") && !path.ends_with("annex-restarts.md") {
            continue; // the sample of the README shows its findings there
        }
        drafts += 1;
        let (plain, mut expected) = marked(&text);
        let analysis = workbench.analyze(&plain, &Settings::default());
        let shown = analysis.findings.iter().filter(|finding| finding.severity >= Severity::Information);
        let visible = shown.filter(|finding| finding.category != Category::Repetition);
        let mut found: Vec<(Span, String)> = visible
            .filter(|finding| &*finding.rule != "not-english")
            .map(|finding| (finding.span, finding.rule.to_string()))
            .collect();
        found.sort();
        expected.sort();
        let show = |marks: &[(Span, String)]| {
            let lines = marks.iter().map(|(span, rule)| format!("  {rule} at {} «{}»", span.start, span.of(&plain)));
            lines.collect::<Vec<_>>().join("\n")
        };
        if found != expected {
            let name = path.file_name().expect("a name").display().to_string();
            failures.push(format!("{name}: expected\n{}\nfound\n{}", show(&expected), show(&found)));
        }
    }
    assert!(drafts >= 20, "the drafts are there");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn a_paste_from_word_reads_alike_in_every_encoding() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    let text = marked(&fs::read_to_string(folder.join("word-bullets.txt")).expect("a draft")).0;
    // Windows-1252 has no narrow no-break space
    let text = text.replace('\u{202f}', "\u{a0}");
    let (bytes, _, lacking) = encoding_rs::WINDOWS_1252.encode(&text);
    assert!(!lacking && std::str::from_utf8(&bytes).is_err(), "the draft has signs that are written in another way");
    let decoded = decode(&bytes).expect("text");
    assert_eq!((decoded.text.as_str(), decoded.form.name(), decoded.damaged), (text.as_str(), "windows-1252", None));
    assert_eq!(encode(&decoded.text, decoded.form).as_deref(), Ok(&*bytes));
}
