//! The thin clients under `editors/` hold what the server owns, and nothing else.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::fresh;

const MANIFEST: &str = "editors/vscode/package.json";

/// Settings of VS Code that only say how to start the server.
const OF_THE_EDITOR: [&str; 3] = ["rapporteur.server.arguments", "rapporteur.server.path", "rapporteur.trace.server"];

/// Keys that only make sense in a file.
const OF_THE_FILE: [&str; 1] = ["root"];

fn manifest() -> Value {
    serde_json::from_str(&fresh::read(MANIFEST)).expect("package.json is JSON")
}

fn schema() -> Value {
    let rules = rapporteur::rules::RuleSet::embedded();
    serde_json::from_str(&rapporteur::config::schema(&rules)).expect("a schema")
}

/// The keys of `rapporteur.toml` as VS Code declares settings.
fn settings(schema: &Value) -> Map<String, Value> {
    let mut settings = Map::new();
    declare(schema, (schema, ""), "rapporteur", &mut settings);
    settings
}

/// Declares the keys of one table of the schema and what is said of it, those of its tables with them.
fn declare(schema: &Value, (table, about): (&Value, &str), prefix: &str, settings: &mut Map<String, Value>) {
    for (key, value) in table["properties"].as_object().expect("keys") {
        let name = format!("{prefix}.{key}");
        let target = resolve(schema, value);
        if OF_THE_FILE.contains(&key.as_str()) {
            continue;
        }
        if target["properties"].is_object() && key != "rules" {
            declare(schema, (target, value["description"].as_str().unwrap_or_default()), &name, settings);
            continue;
        }
        let mut setting = Map::from_iter([("default".to_owned(), Value::Null)]);
        // names of rules stay out: a new rule would touch this file
        for part in ["type", "enum", "items", "minimum", "maximum"] {
            if let Some(found) = target.get(part).or_else(|| value.get(part)) {
                setting.insert(part.to_owned(), found.clone());
            }
        }
        if let Some(other) = target.get("additionalProperties") {
            let kept = ["type", "enum"].map(|part| (part.to_owned(), resolve(schema, other)[part].clone()));
            setting.insert("additionalProperties".to_owned(), Value::Object(kept.into_iter().collect()));
        }
        nullable(&mut setting);
        let own = value["description"].as_str().or_else(|| target["description"].as_str()).expect("a description");
        setting.insert("markdownDescription".to_owned(), format!("{about} {own}").trim_start().into());
        settings.insert(name, Value::Object(setting));
    }
}

/// What a `$ref` or an "anything or null" of the schema stands for.
fn resolve<'a>(schema: &'a Value, value: &'a Value) -> &'a Value {
    let named = value.get("$ref").or_else(|| value.pointer("/anyOf/0/$ref")).and_then(Value::as_str);
    named.map_or(value, |name| schema.pointer(name.trim_start_matches('#')).expect("a definition"))
}

/// A setting is null until somebody chooses.
fn nullable(setting: &mut Map<String, Value>) {
    if let Some(kind @ Value::String(_)) = setting.get("type").cloned() {
        setting.insert("type".to_owned(), json!([kind, "null"]));
    }
    if let Some(Value::Array(words)) = setting.get_mut("enum") {
        words.push(Value::Null);
    }
}

#[test]
fn the_settings_of_vs_code_are_those_of_the_server() {
    const OPENING: &str = "\"title\": \"Drafts (every rapporteur.toml goes before these)\",\n";
    const CLOSING: &str = "\n      }\n    ],\n    \"commands\"";
    let settings = settings(&schema());
    assert!(settings.contains_key("rapporteur.stage") && settings.contains_key("rapporteur.files.include"));
    let text = fresh::read(MANIFEST);
    let start = text.find(OPENING).expect("the settings of drafts") + OPENING.len();
    let end = start + text[start..].find(CLOSING).expect("the end of the settings");
    let block = format!("\"properties\": {:#}", Value::Object(settings)).replace('\n', "\n        ");
    fresh::file(MANIFEST, &format!("{}        {block}{}", &text[..start], &text[end..]));
    let manifest = manifest();
    let server: Vec<&String> = manifest["contributes"]["configuration"][0]["properties"]
        .as_object()
        .expect("the settings of the server")
        .keys()
        .collect();
    assert_eq!(server, OF_THE_EDITOR, "a setting that the server does not own");
}

#[test]
fn the_commands_of_vs_code_are_all_there() {
    let manifest = manifest();
    let sources: String = ["extension", "status", "earlier", "server"]
        .map(|name| fresh::read(&format!("editors/vscode/src/{name}.ts")))
        .concat();
    let declared: BTreeMap<&str, &str> = manifest["contributes"]["commands"]
        .as_array()
        .expect("commands")
        .iter()
        .map(|command| (command["command"].as_str().expect("an id"), command["title"].as_str().expect("a title")))
        .collect();
    assert!(declared.len() >= 6);
    for id in declared.keys() {
        assert!(sources.contains(&format!("command(\"{id}\"")), "{id} does nothing");
    }
    let used: String =
        manifest["contributes"]["walkthroughs"].to_string() + &manifest["contributes"]["menus"].to_string();
    for part in used.split("rapporteur.").skip(1) {
        let name: String = part.chars().take_while(char::is_ascii_alphabetic).collect();
        let known = declared.contains_key(format!("rapporteur.{name}").as_str());
        let other = ["earlierView", "draft", "server", "rec", "toml"].contains(&name.as_str());
        assert!(known || other, "rapporteur.{name} is used and not declared");
    }
    let steps = manifest["contributes"]["walkthroughs"][0]["steps"].as_array().expect("steps");
    for step in steps {
        let media = step["media"].get("image").or_else(|| step["media"].get("markdown")).and_then(Value::as_str);
        assert!(fresh::path(&format!("editors/vscode/{}", media.expect("media"))).exists(), "{media:?}");
    }
}

#[test]
fn the_clients_have_the_version_of_the_program() {
    assert_eq!(manifest()["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn the_snippets_for_other_editors_can_be_read() {
    const PAGE: &str = "editors/others/README.md";
    let helix: toml::Table = toml::from_str(&fresh::read_block(PAGE, "```toml")).expect("TOML");
    assert_eq!(helix["language-server"]["rapporteur"]["args"][0].as_str(), Some("lsp"));
    let page = fresh::read(PAGE);
    let mut blocks = 0;
    for block in page.split("\n```json\n").skip(1) {
        blocks += 1;
        let block = block.split("```").next().expect("a block");
        let value: Value = serde_json::from_str(block).unwrap_or_else(|error| panic!("{error}: {block}"));
        assert!(value.to_string().contains(r#""command":["rapporteur","lsp"]"#), "{block}");
    }
    assert_eq!(blocks, 2, "Kate and Sublime Text");
}
