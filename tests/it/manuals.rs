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

/// What a key of the schema is, with what it refers to.
fn key<'a>(schema: &'a serde_json::Value, value: &'a serde_json::Value) -> (&'a serde_json::Value, &'a str) {
    // a key that may be left out is one of two
    let link = value["$ref"].as_str().or(value["anyOf"][0]["$ref"].as_str());
    let linked = link.and_then(|link| schema.pointer(link.trim_start_matches('#'))).unwrap_or(value);
    (linked, value["description"].as_str().expect("every key is described").trim_end_matches('.'))
}

/// The keys of a table of the schema that are no tables themselves, a row each.
fn rows(schema: &serde_json::Value, table: &serde_json::Value) -> String {
    let mut out = "| key | value | |\n|---|---|---|\n".to_owned();
    for (name, value) in table["properties"].as_object().expect("a table") {
        let (linked, description) = key(schema, value);
        if linked["properties"].is_object() {
            continue;
        }
        let words = |list: &serde_json::Value| -> Vec<String> {
            list.as_array().into_iter().flatten().filter_map(|word| word.as_str().map(str::to_owned)).collect()
        };
        let values = match words(&linked["enum"]) {
            chosen if !chosen.is_empty() => chosen.iter().map(|word| format!("`\"{word}\"`")).collect(),
            _ => match linked["type"].as_str().map_or_else(|| words(&linked["type"]), |kind| vec![kind.to_owned()])[0]
                .as_str()
            {
                "array" => vec!["a list of texts".to_owned()],
                "boolean" => vec!["`true`, `false`".to_owned()],
                "integer" => vec!["a number".to_owned()],
                _ => vec!["a text".to_owned()],
            },
        };
        out.push_str(&format!("| `{name}` | {} | {description} |\n", values.join(", ")));
    }
    out
}

#[test]
fn the_reference_of_the_configuration_is_fresh() {
    let schema: serde_json::Value =
        serde_json::from_str(&rapporteur::config::schema(&RuleSet::embedded())).expect("a schema");
    let mut page = format!(
        "# Every key of `rapporteur.toml`\n\n\
         This page is made from the types that read the file. How several files work together stands in\n\
         [the command line](command-line.md#what-holds-rapporteurtoml).\n\n\
         ```console\n$ rapporteur init                # writes one with comments\n\
         $ rapporteur config draft.md     # what holds for a draft, and where it is written\n\
         $ rapporteur config --schema     # for editors\n```\n\n{}",
        rows(&schema, &schema)
    );
    for (name, value) in schema["properties"].as_object().expect("tables") {
        let (linked, description) = key(&schema, value);
        if linked["properties"].is_object() {
            page.push_str(&format!("\n## `[{name}]`\n\n{description}.\n\n"));
            page.push_str(&match name.as_str() {
                "rules" => "Each [rule](../rules/README.md) is a key; its value is `\"off\"`, `\"hint\"`, `\"information\"`, `\"warning\"` or\n`\"error\"`.\n".to_owned(),
                _ => rows(&schema, linked),
            });
        }
    }
    assert!(page.contains("## `[editor]`") && page.contains("| `stage` |"), "{page}");
    fresh::file("docs/configuration.md", &page);
}
