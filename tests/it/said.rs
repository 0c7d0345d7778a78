//! What a drafter reads, word for word: of the examples of every card, and of whole drafts and reports. The pages stand in
//! `tests/said`; `UPDATE_EXPECT=1 cargo test` renews them; read the difference before you keep it.
//!
//! Only what follows from the text stands there: likeness to earlier recommendations moves with every meeting that is added,
//! and is left to `repetition` and `record`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use expect_test::expect_file;
use rapporteur::finding::{Category, Finding};
use rapporteur::settings::{Force, Settings, Stage};
use rapporteur::workbench::Workbench;

use crate::{cards, drafts};

/// A place of the text as people count: line and character.
fn place(text: &str, at: usize) -> String {
    let before = &text[..at];
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    format!("{}:{}", before.matches('\n').count() + 1, before[line..].chars().count() + 1)
}

/// Words of the text, with what cannot be seen in them made visible.
fn quoted(text: &str) -> String {
    format!("«{}»", text.escape_debug())
}

/// A finding as lines: where, which rule, what it says, what else it points at and what it would write.
fn said(text: &str, finding: &Finding) -> String {
    let Finding { rule, severity, span, message, related, precedents, fixes, .. } = finding;
    let mut page = format!("{} {} {rule} {}\n", place(text, span.start), severity.name(), quoted(span.of(text)));
    let _ = writeln!(page, "  {message}");
    for related in related {
        let _ = writeln!(
            page,
            "  {} {}: {}",
            place(text, related.span.start),
            quoted(related.span.of(text)),
            related.message
        );
    }
    if !precedents.is_empty() {
        let names: Vec<&str> = precedents.iter().map(|precedent| precedent.name.as_str()).collect();
        let _ = writeln!(page, "  as in {}", names.join(", "));
    }
    for fix in fixes.iter().filter(|fix| !rapporteur::suppress::excepts(fix)) {
        let _ = writeln!(page, "  {} ({})", fix.title, fix.safety.name());
        for edit in &fix.edits {
            let _ = writeln!(
                page,
                "    {} {} → {}",
                place(text, edit.span.start),
                quoted(edit.span.of(text)),
                quoted(&edit.text)
            );
        }
    }
    page
}

fn all(workbench: &Workbench, text: &str, settings: &Settings) -> String {
    let findings = workbench.analyze(text, settings).findings;
    let shown = findings.iter().filter(|finding| finding.category != Category::Repetition);
    let page: String = shown.map(|finding| said(text, finding)).collect();
    if page.is_empty() { "nothing\n".to_owned() } else { page }
}

#[test]
fn what_each_rule_says_of_its_examples() {
    let workbench = Workbench::embedded();
    let mut page = String::new();
    for rule in workbench.rules.rules().iter().filter(|rule| rule.card.category != Category::Repetition) {
        let _ = writeln!(page, "# {}\n", rule.id);
        for example in &rule.card.flagged {
            let text = cards::marked(&example.text).0;
            let found = cards::found(&workbench, &rule.id, &text, &example.given);
            assert!(!found.is_empty(), "{}: {text}", rule.id);
            page.extend(found.iter().map(|finding| said(&text, finding)));
            page.push('\n');
        }
    }
    expect_file![root().join("cards.txt")].assert_eq(&page);
}

#[test]
fn what_is_said_of_whole_drafts_and_reports() {
    let workbench = Workbench::embedded();
    let (mut texts, mut findings) = (0, 0);
    for folder in ["drafts", "sources"] {
        for entry in fs::read_dir(root().join("..").join(folder)).expect("texts") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if name == "README.md" {
                continue;
            }
            let text = drafts::marked(&fs::read_to_string(&path).expect("a text")).0;
            let page = match folder {
                "sources" => all(&workbench, &text, &Settings { force: Force::Everything, ..Settings::default() }),
                _ => {
                    let submission = Settings { stage: Stage::Submission, ..Settings::default() };
                    let (now, then) =
                        (all(&workbench, &text, &Settings::default()), all(&workbench, &text, &submission));
                    // most of it is the same
                    if now == then { now } else { format!("{now}\n# for submission\n\n{then}") }
                }
            };
            findings += page.matches('«').count();
            texts += 1;
            expect_file![root().join(name + ".said")].assert_eq(&page);
        }
    }
    let pages = fs::read_dir(root()).expect("tests/said").count();
    assert!(texts > 30 && pages == texts + 1, "every text has its page, and every page its text");
    assert!(findings > 500, "there is something to say");
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/said")
}
