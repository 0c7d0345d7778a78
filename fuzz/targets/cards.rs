//! Any text as a card of a person's own: a rule that runs in bounded time and marks places in the text, or a refusal.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rapporteur::corpus::Corpus;
use rapporteur::rules::{Card, RuleSet, fit};
use rapporteur::settings::{Force, Settings};
use rapporteur::text::apply;
use rapporteur::workbench::Workbench;

const DRAFT: &str = "Recommendation 1\n\nStates parties should protect whistleblowers, in accordance with article 5 of the \
    Trafficking in Persons Protocol, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa “naïve” é 😀.\n";

static BENCH: LazyLock<Workbench> = LazyLock::new(Workbench::embedded);

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = std::str::from_utf8(bytes) else { return };
    let Ok(card) = toml::from_str::<Card>(source) else { return };
    if fit("own-card", &card).is_err() {
        return;
    }
    LazyLock::force(&BENCH);
    let rules = RuleSet::new(BTreeMap::from([("own-card".to_owned(), card)]));
    let bench = Workbench::new(Corpus::new(Vec::new()), rules);
    let settings = Settings { force: Force::Everything, ..Settings::default() };
    for finding in bench.analyze(DRAFT, &settings).findings {
        assert!(DRAFT.get(finding.span.range()).is_some(), "{:?}", finding.span);
        for fix in &finding.fixes {
            assert_eq!(apply(DRAFT, &fix.edits).1, 0, "{fix:?}");
        }
    }
});
