//! What the manuals show is what the program does.

use std::collections::BTreeMap;

use rapporteur::corpus::Corpus;
use rapporteur::render::manual;
use rapporteur::rules::{Card, RuleSet};
use rapporteur::settings::Settings;
use rapporteur::text::apply;
use rapporteur::workbench::Workbench;

use crate::{fresh, pages};

#[test]
fn the_index_of_rules_is_fresh() {
    let workbench = Workbench::embedded();
    let index = manual::index(&workbench);
    for rule in workbench.rules.rules() {
        assert!(index.contains(&format!("\n### {}\n", rule.id)), "{}", rule.id);
    }
    fresh::file("rules/README.md", &index);
}

#[test]
fn the_output_in_the_readme_is_real() {
    let output = pages::lint("tests/drafts/sample.md");
    let shown = fresh::read_block("README.md", "```text");
    let mut findings = 0;
    for finding in shown.trim().split("\n\n") {
        findings += 1;
        assert!(output.contains(&format!("{finding}\n")), "README.md shows\n{finding}\nbut the program says\n{output}");
    }
    assert!(findings > 2, "the README shows findings");
}

#[test]
fn the_rule_in_the_readme_holds() {
    let card: Card = toml::from_str(&fresh::read_block("README.md", "```toml")).expect("a card");
    let example = card.flagged[0].clone();
    let rules = RuleSet::new(BTreeMap::from([("solid-whistle-blower".to_owned(), card)]));
    let workbench = Workbench::new(Corpus::embedded(), rules);
    let text = format!("Recommendation 1\n\n{}\n", example.text.replace("{{", "").replace("}}", ""));
    let edits: Vec<_> = workbench
        .analyze(&text, &Settings::default())
        .findings
        .iter()
        .flat_map(|finding| finding.fixes[0].edits.clone())
        .collect();
    let (fixed, _) = apply(&text, &edits);
    assert_eq!(Some(fixed.trim_start_matches("Recommendation 1\n\n").trim()), example.becomes.as_deref());
}

#[test]
fn links_in_the_manuals_lead_somewhere() {
    let mut links = 0;
    for (name, folder) in [("README.md", ""), ("docs/json.md", "docs/")] {
        let text = fresh::read(name);
        for (at, _) in text.match_indices("](") {
            let link = text[at + 2..].split([')', '#']).next().expect("a part");
            if !link.is_empty() && !link.starts_with("http") {
                links += 1;
                assert!(fresh::path(&format!("{folder}{link}")).exists(), "{name}: {link}");
            }
        }
    }
    assert!(links > 5, "the README has links");
}
