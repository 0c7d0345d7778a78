//! Any text is held against all rules: findings and fixes lie in the text, on borders of characters, and reading on after
//! an edit finds what reading anew finds.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rapporteur::settings::{Force, Settings, Stage};
use rapporteur::text::{apply, floor_boundary};
use rapporteur::workbench::Workbench;

static BENCH: LazyLock<Workbench> = LazyLock::new(Workbench::embedded);

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let stage = if bytes.len() % 2 == 0 { Stage::Submission } else { Stage::default() };
    let settings = Settings { force: Force::Everything, stage, ..Settings::default() };
    let analysis = BENCH.analyze(&text, &settings);
    for finding in analysis.findings.iter().chain(&analysis.suppressed) {
        assert!(text.get(finding.span.range()).is_some(), "{}: {:?}", finding.rule, finding.span);
        for fix in &finding.fixes {
            let (_, left_out) = apply(&text, &fix.edits);
            assert_eq!(left_out, 0, "{}: {fix:?}", finding.rule);
        }
    }
    let half = floor_boundary(&text, text.len() / 2);
    let edited = format!("{}.{}", &text[..half], &text[half..]);
    assert!(BENCH.reanalyze(&analysis, &edited, &settings) == BENCH.analyze(&edited, &settings), "after an edit");
});
