//! Any sequence of edits ends in the same analysis as opening the final text.

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use rapporteur::document::Document;
use rapporteur::finding::Finding;
use rapporteur::settings::{Force, Settings};
use rapporteur::text::floor_boundary;
use rapporteur::workbench::{Analysis, Workbench};

static WORKBENCH: LazyLock<Workbench> = LazyLock::new(Workbench::embedded);
/// One that remembers nothing of what the other has seen.
static FRESH: LazyLock<Workbench> = LazyLock::new(Workbench::embedded);

const PIECES: [&str; 44] = [
    "a",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    ".",
    ":",
    ";",
    "(a) ",
    "- (b) item;\n",
    "Recommendation 5\n\n",
    "*Recommendation 7*",
    "## ",
    "A. Section title\n",
    "II. Recommendations\n",
    "Annex\n",
    "12. ",
    "States parties should act.",
    "State parties ",
    "<!-- ",
    "-->",
    "```\n",
    "---\n",
    "x | ",
    "|",
    "[",
    "]",
    "“",
    "”",
    "\u{a0}",
    "\u{2028}",
    "😀",
    "III. Summary of deliberations\n\n",
    "of the\n\n",
    "Recommandation 3 bis\n",
    "are encouraged to ",
    "[rapporteur: ignore state-parties, agreed]\n",
    "<!-- rapporteur: ignore missing-full-stop -->\n\n",
    " <!-- rapporteur: ignore-line state-partes -->",
    "\n[rapporteur: ignore state-parties,\n",
    "\nProposal by Chile\n",
    "Recommendation 1\n",
    "| Author | Passage |\n|---|---|\n",
    "\n\nLes États parties devraient former les juges dans le cadre du Protocole.\n\n",
];

fn source(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sources").join(name)).expect("a source")
}

/// Rows that are parted where a column holds another version.
const TABLE: &str = "# Draft recommendations\n\n| No. | Text | Colombia | Egypt |\n|---|---|---|---|\n\
    | 1 | States parties should act. | States parties must act. | States parties may act. |\n\
    | 2 | UNODC should train judges. | — | UNODC is encouraged to train judges. |\n";

#[derive(Debug, Clone)]
struct Change {
    at: f64,
    remove: usize,
    piece: usize,
}

fn change() -> impl Strategy<Value = Change> {
    (0.0..1.0, prop_oneof![Just(0usize), 0usize..4, 0usize..400], 0..PIECES.len() + 6)
        .prop_map(|(at, remove, piece)| Change { at, remove, piece })
}

fn make(text: &str, change: &Change) -> String {
    let at = floor_boundary(text, (text.len() as f64 * change.at) as usize);
    let end = floor_boundary(text, at + change.remove).max(at);
    let piece = PIECES.get(change.piece).copied().unwrap_or("");
    format!("{}{piece}{}", &text[..at], &text[end..])
}

/// Sequences to try; the long form sets `RAPPORTEUR_SEQUENCES`.
fn sequences() -> u32 {
    std::env::var("RAPPORTEUR_SEQUENCES").ok().and_then(|count| count.parse().ok()).unwrap_or(16)
}

/// What only one of two analyses has found.
fn difference(after: &Analysis, fresh: &Analysis) -> String {
    let only = |one: &Analysis, other: &Analysis| -> Vec<Finding> {
        let lists = [(&one.findings, &other.findings), (&one.suppressed, &other.suppressed)];
        lists.into_iter().flat_map(|(own, other)| own.iter().filter(|found| !other.contains(found)).cloned()).collect()
    };
    format!("after edits {:#?}\nafresh {:#?}", only(after, fresh), only(fresh, after))
}

fn starts() -> impl Strategy<Value = String> {
    let report = source("report-2023.txt");
    let annex = report[report.find("\nAnnex").expect("the annex")..].to_owned();
    let excerpt = source("report-2013.txt")[1600..7000].to_owned();
    prop_oneof![
        Just(annex),
        Just(excerpt),
        Just(String::new()),
        Just(TABLE.to_owned()),
        Just("---\ntitle: x\n---\nRecommendation 1\n".to_owned())
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: sequences(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_end_where_opening_would(start in starts(), changes in prop::collection::vec(change(), 1..25)) {
        let settings = Settings { force: Force::Everything, ..Settings::default() };
        let mut text = start;
        let mut analysis = WORKBENCH.analyze(&text, &settings);
        for (done, change) in changes.iter().enumerate() {
            text = make(&text, change);
            analysis = WORKBENCH.reanalyze(&analysis, &text, &settings);
            // structure is held against a fresh reading after every edit, findings now and then and at the end
            let fresh = Document::parse(&text, &FRESH.lexicon);
            let cut = |d: &Document| d.units().iter().map(|u| (u.kind(), u.source().to_owned(), u.label.clone(), u.place())).collect::<Vec<_>>();
            let (a, b) = (cut(&analysis.document), cut(&fresh));
            let at = a.iter().zip(&b).position(|(a, b)| a != b);
            prop_assert!(analysis.document == fresh, "{change:?}: differs at {at:?}:\n{:?}\n{:?}", at.map(|i| &a[i.saturating_sub(2)..(i+2).min(a.len())]), at.map(|i| &b[i.saturating_sub(2)..(i+2).min(b.len())]));
            if done % 8 == 7 || done + 1 == changes.len() {
                let fresh = FRESH.analyze(&text, &settings);
                prop_assert!(analysis == fresh, "{change:?}: {}", difference(&analysis, &fresh));
            }
        }
    }

    #[test]
    fn reading_never_fails_and_loses_nothing(start in starts(), changes in prop::collection::vec(change(), 1..12)) {
        let text = changes.iter().fold(start, |text, change| make(&text, change));
        let document = Document::parse(&text, &WORKBENCH.lexicon);
        let joined: String = document.units().iter().map(|unit| unit.source()).collect();
        prop_assert_eq!(&joined, &text);
        for unit in document.units() {
            let reading = unit.reading();
            for block in unit.blocks.iter().chain(&unit.sentences).chain(unit.items.iter().map(|item| &item.span)) {
                prop_assert!(reading.get(block.range()).is_some());
                prop_assert!(unit.source().get(unit.locate(*block).range()).is_some());
            }
        }
    }
}

#[test]
fn front_matter_behind_a_space_is_seen_when_it_is_closed() {
    let lines = "title: a draft\n\n# Draft recommendations\n\n## Recommendation 1\n\nStates parties should act.\n\n";
    let open = format!(" ---\n{lines}--");
    let closed = format!(" ---\n{lines}---\n");
    let before = Document::parse(&open, &WORKBENCH.lexicon);
    let (after, ..) = before.reparse(&closed, &WORKBENCH.lexicon);
    assert!(after == Document::parse(&closed, &WORKBENCH.lexicon));
}
