//! Exceptions that a draft makes for itself, in any shape: no finding is lost, doubled or moved by them.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rapporteur::settings::{Force, Settings};
use rapporteur::workbench::Workbench;

static BENCH: LazyLock<Workbench> = LazyLock::new(Workbench::embedded);

const DRAFT: &str = "Recommendation 1\n\nState parties should act ,  and and\n\nRecommendation 3\n\nStates parties shall [act]\n";

fuzz_target!(|bytes: &[u8]| {
    let comment = String::from_utf8_lossy(bytes);
    let settings = Settings { force: Force::Everything, ..Settings::default() };
    // as it is, as a comment, as a line of plain text, and at the end
    let drafts = [
        format!("{comment}\n\n{DRAFT}"),
        format!("<!-- rapporteur: {comment} -->\n\n{DRAFT}"),
        format!("[rapporteur: {comment}]\n{DRAFT}"),
        format!("{DRAFT}<!-- rapporteur: ignore-line {comment} -->"),
    ];
    for draft in drafts {
        let analysis = BENCH.analyze(&draft, &settings);
        for finding in analysis.findings.iter().chain(&analysis.suppressed) {
            assert!(draft.get(finding.span.range()).is_some(), "{}: {:?}", finding.rule, finding.span);
        }
        let heard = analysis.suppressed.iter().any(|finding| analysis.findings.contains(finding));
        assert!(!heard, "what is excepted is not said");
    }
});
