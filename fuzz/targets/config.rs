//! Any text as a `rapporteur.toml`: understood, or refused with a place and advice; turning a rule off keeps it whole.
#![no_main]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use rapporteur::config::{Config, Layer, turn_off};
use rapporteur::rules::RuleSet;
use rapporteur::text::apply;

static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::embedded);

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let folder = Path::new("/drafts");
    let layer = match Layer::parse(folder, "rapporteur.toml", &text) {
        Ok(layer) => layer,
        Err(failure) => return assert!(!failure.to_string().is_empty() && !failure.what.is_empty()),
    };
    let config = Config { layers: vec![Arc::new(layer)] };
    let _ = config.settings();
    let _ = config.features();
    let _ = (config.values(), config.corpus(), config.cards());
    let _ = (config.includes(Path::new("/drafts/a/b.md")), config.excludes(Path::new("/drafts/a/b.md")));
    if let Err(failure) = config.check(&RULES) {
        assert!(!failure.to_string().is_empty());
    }
    if let Some(edit) = turn_off(&text, "state-parties") {
        let (after, left_out) = apply(&text, &[edit]);
        assert_eq!(left_out, 0);
        Layer::parse(folder, "rapporteur.toml", &after).expect("a configuration that was good stays good");
    }
});
