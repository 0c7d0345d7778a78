//! The keys of `rapporteur.toml`, their schema, and what is said of a key or value that cannot be understood.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::failure::Failure;
use crate::rules::{RuleSet, nearest};
use crate::settings::{Feature, Level, Severity};
use crate::text::Span;

/// What holds for drafts in the folder of this file and below.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
#[schemars(title = "rapporteur.toml")]
pub(super) struct Written {
    /// Whether files in the folders above are left aside.
    #[schemars(with = "Option<bool>")]
    pub(super) root: Option<Spanned<bool>>,
    /// Where the drafts stand: in `submission`, whatever negotiation left behind is an error.
    #[schemars(with = "Option<StageWord>")]
    pub(super) stage: Option<Spanned<StageWord>>,
    /// The year the drafts are written in; otherwise it is taken from the draft, else from the newest meeting.
    #[schemars(with = "Option<u16>", range(min = 1990, max = 2100))]
    pub(super) year: Option<Spanned<u16>>,
    /// The body whose meetings `2019/10` means, such as `WG.4`.
    #[schemars(with = "Option<String>")]
    pub(super) body: Option<Spanned<String>>,
    /// Rules that are not to be heard; the same as `"off"` under `[rules]`.
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) ignore: Option<Vec<Spanned<String>>>,
    /// How each rule is heard.
    #[schemars(with = "BTreeMap<String, LevelWord>")]
    pub(super) rules: BTreeMap<Spanned<String>, Spanned<LevelWord>>,
    /// Which files are read.
    pub(super) files: Files,
    /// Meetings of your own, held against drafts as those in the program are.
    pub(super) corpus: Folders,
    /// Rules of your own.
    pub(super) cards: Folders,
    /// What the language server does in an editor; what is not named is on.
    #[schemars(with = "BTreeMap<String, bool>")]
    pub(super) editor: BTreeMap<Spanned<Feature>, Spanned<bool>>,
}

/// Which files are read. Globs are relative to the folder of this file; one without `/` is about names anywhere.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
pub(super) struct Files {
    /// Read as drafts, even if they do not look like drafts.
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) include: Option<Spanned<Vec<Spanned<String>>>>,
    /// Not read when a folder or a glob is given; a file that is named is always read.
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) exclude: Option<Spanned<Vec<Spanned<String>>>>,
}

/// Folders with TOML files, relative to the folder of this file.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
pub(super) struct Folders {
    /// Relative to the folder of this file.
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) folders: Option<Spanned<Vec<Spanned<String>>>>,
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum StageWord {
    Negotiation,
    Submission,
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum LevelWord {
    Off,
    Hint,
    Information,
    Warning,
    Error,
}

impl LevelWord {
    pub(super) fn level(self) -> Level {
        match self {
            LevelWord::Off => Level::Off,
            LevelWord::Hint => Level::At(Severity::Hint),
            LevelWord::Information => Level::At(Severity::Information),
            LevelWord::Warning => Level::At(Severity::Warning),
            LevelWord::Error => Level::At(Severity::Error),
        }
    }
}

/// The schema of `rapporteur.toml`, with the rules it may name.
pub fn schema(rules: &RuleSet) -> String {
    let mut schema = schemars::schema_for!(Written).to_value();
    if let Some(by_rule) = schema.pointer_mut("/properties/rules").and_then(|value| value.as_object_mut()) {
        let level = by_rule.get("additionalProperties").cloned().unwrap_or_default();
        let properties = rules.rules().iter().map(|rule| {
            let mut level = level.clone();
            if let Some(level) = level.as_object_mut() {
                level.insert("description".to_owned(), rule.card.title.clone().into());
            }
            (rule.id.to_string(), level)
        });
        by_rule.insert("properties".to_owned(), serde_json::Value::Object(properties.collect()));
    }
    if let Some(editor) = schema.pointer_mut("/properties/editor").and_then(|value| value.as_object_mut()) {
        let of = |(_, name, about): (Feature, &str, &str)| {
            (name.to_owned(), serde_json::json!({"type": "boolean", "description": about}))
        };
        editor.insert("properties".to_owned(), serde_json::Value::Object(Feature::ALL.into_iter().map(of).collect()));
        editor.insert("additionalProperties".to_owned(), false.into());
    }
    format!("{schema:#}\n")
}

/// Says in the words of this house what the TOML reader found in the text of the file known as `path`.
pub fn explain(error: &toml::de::Error, path: &str, text: &str) -> Failure {
    let span: Span = error.span().unwrap_or(0..0).into();
    let found = span.of(text).trim_matches(['"', '\'']);
    let message = error.message();
    let (head, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    let list = known.join(", ");
    let line = text[..span.start.min(text.len())].rsplit('\n').next().unwrap_or("").trim_start();
    let (what, advice) = if message == "wanted string or table" && line.starts_with("stage") {
        ("this is no stage".to_owned(), "write “negotiation” or “submission”".to_owned())
    } else if head.starts_with("unknown field") {
        let what = format!("no key is called “{found}”");
        (what, near(found, &known).unwrap_or_else(|| format!("the keys here are {list}")))
    } else if head.starts_with("unknown variant") {
        let what = format!("“{found}” cannot stand here");
        (what, near(found, &known).map_or(format!("write one of {list}"), |near| format!("{near}; one of {list}")))
    } else if let Some(key) = head.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        (format!("“{key}” is missing"), format!("add a line {key} = …"))
    } else if head == "duplicate key" {
        (format!("“{found}” is written twice"), "take one of the two out".to_owned())
    } else {
        let what = match head.strip_prefix("invalid type: ").or_else(|| head.strip_prefix("invalid value: ")) {
            Some(kind) => format!("{kind} cannot stand here"),
            None if message == "wanted string or table" => "this is no level".to_owned(),
            None if expected.is_empty() => message.to_owned(),
            None => head.to_owned(),
        };
        let advice = match expected {
            _ if message == "wanted string or table" => {
                "write one of “off”, “hint”, “information”, “warning”, “error”".to_owned()
            }
            "" => "correct this place; the file is TOML: https://toml.io".to_owned(),
            "u16" => "write a year with four figures, such as 2025".to_owned(),
            "a boolean" => "write true or false".to_owned(),
            "a string" => "write a text in quotation marks".to_owned(),
            "a sequence" => "write a list such as [\"one\", \"two\"]".to_owned(),
            "a table" => "write it as a table, with its keys below [name]".to_owned(),
            // the words of the TOML reader about its own marks
            other if other.contains("newline") => {
                "write each key on a line of its own, its text between quotation marks: key = \"text\"".to_owned()
            }
            other => format!("write {other}"),
        };
        (what, advice)
    };
    Failure::new(what, advice).about(path).quoting(text, span)
}

fn near(found: &str, known: &[&str]) -> Option<String> {
    nearest(found, known.iter().copied()).map(|near| format!("write “{near}”"))
}
