//! How whole drafts are read: every draft under `tests/drafts` as a tree of units, beside it in `tests/reading`.
//!
//! `UPDATE_EXPECT=1 cargo test` renews the trees; read the difference before you keep it.

use std::fs;
use std::path::Path;

use expect_test::expect_file;
use rapporteur::document::{Document, Kind, Unit};
use rapporteur::embedded::Folder;
use rapporteur::lexicon::Lexicon;

/// The first words of a text, on one line.
fn words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let more = if words.len() > 8 { " …" } else { "" };
    format!("{}{more}", words[..words.len().min(8)].join(" "))
}

fn read(unit: &Unit) -> Vec<String> {
    let number = |label: &rapporteur::document::Label| {
        let all = std::iter::once(&label.number).chain(&label.also).map(|number| number.to_string());
        format!(" {}{}", all.collect::<Vec<_>>().join("+"), if label.glued { " (glued)" } else { "" })
    };
    let mut head = format!("{:?}", unit.kind());
    head.extend(unit.label.as_ref().map(number));
    head.extend(unit.paragraph.as_ref().map(|label| format!(" at paragraph{}", number(label))));
    let mut lines = vec![format!("{head}: {}", words(unit.text(unit.body)))];
    if let Some(found) = unit.recommendation.as_deref() {
        let text = |span: Option<_>| span.map_or("–", |span| unit.text(span)).replace('\n', " ");
        let phrase = found.operative.as_ref().map_or("–", |operative| &operative.words);
        let mut line = format!("  {} | {phrase}", text(found.addressee));
        for (name, span) in [("opening", found.opening), ("qualifier", found.qualifier)] {
            line.extend(span.map(|span| format!(" | {name}: {}", words(unit.text(span)))));
        }
        lines.push(line);
    }
    let degree = |item: &rapporteur::document::Item| "  ".repeat(usize::from(item.depth) + 1);
    lines.extend(unit.items.iter().map(|item| {
        let run_in = if item.run_in { " (run in)" } else { "" };
        format!("{}{}{run_in} {}", degree(item), unit.text(item.marker_span), words(unit.text(item.span)))
    }));
    lines
}

#[test]
fn whole_drafts_are_read_as_their_authors_meant_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let lexicon = Lexicon::new(Folder::Lexicon.read());
    let mut drafts = 0;
    for entry in fs::read_dir(root.join("drafts")).expect("tests/drafts") {
        let path = entry.expect("an entry").path();
        let text = crate::drafts::marked(&fs::read_to_string(&path).expect("a draft")).0;
        let document = Document::parse(&text, &lexicon);
        let (mut tree, mut annex) = (vec![format!("{}, {:?}", document.nature().name(), document.style())], 0);
        for unit in document.units() {
            if unit.place().annex != annex && unit.kind() != Kind::Annex {
                annex = unit.place().annex;
                tree.push(format!("in annex {annex}"));
            }
            tree.extend(read(unit));
        }
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        expect_file![root.join("reading").join(name + ".tree")].assert_eq(&(tree.join("\n") + "\n"));
        drafts += 1;
    }
    let trees = fs::read_dir(root.join("reading")).expect("tests/reading").count();
    assert!(drafts >= 25 && trees == drafts, "every draft has its tree, and every tree its draft");
}
