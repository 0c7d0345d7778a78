//! `rapporteur.toml`: what a person chose, with the place where each choice is written.
//!
//! Several files may hold for a draft, the nearest first; for each key the nearest one decides. Finding and reading
//! the files is the business of `workspace`.

mod edit;
mod written;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use edit::turn_off;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use toml::Spanned;
use written::{LevelWord, StageWord, Written};
pub use written::{explain, schema};

use crate::failure::Failure;
use crate::rules::RuleSet;
use crate::settings::{Feature, Features, Level, Settings, Stage};
use crate::text::{Lines, Span};

/// The name of the file.
pub const FILE: &str = "rapporteur.toml";

/// One `rapporteur.toml`.
#[derive(Debug)]
pub struct Layer {
    /// The folder it holds for.
    pub folder: PathBuf,
    /// The path as it is shown to people.
    pub path: String,
    text: String,
    written: Written,
    include: Option<GlobSet>,
    exclude: Option<GlobSet>,
}

/// A folder that a `rapporteur.toml` names.
#[derive(Debug, Clone)]
pub struct Named {
    /// The folder.
    pub path: PathBuf,
    /// The file that names it.
    pub layer: Arc<Layer>,
    /// Where it does.
    pub span: Span,
}

/// A key, what holds, and where it is written; `None` if nobody chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// `stage`, `rules.near-duplicate`, `files.include`.
    pub key: String,
    /// As TOML.
    pub value: String,
    /// `drafts/rapporteur.toml:3`
    pub origin: Option<String>,
}

/// Finds a list in a file.
type List = fn(&Written) -> Option<&Spanned<Vec<Spanned<String>>>>;

/// All that holds for a draft, the nearest file first.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The files.
    pub layers: Vec<Arc<Layer>>,
}

impl Layer {
    /// Reads the text of a file in `folder` that people know as `path`.
    ///
    /// # Errors
    /// If a key, a value or a glob cannot be understood.
    pub fn parse(folder: &Path, path: &str, text: &str) -> Result<Layer, Failure> {
        let written: Written = toml::from_str(text).map_err(|error| explain(&error, path, text))?;
        let fail = |what: String, advice: &str, span: std::ops::Range<usize>| {
            Failure::new(what, advice).about(path).quoting(text, span.into())
        };
        if let Some(year) = written.year.as_ref().filter(|year| !(1990..=2100).contains(year.get_ref())) {
            let what = format!("{} is no year of a draft", year.get_ref());
            return Err(fail(what, "write a year with four figures, such as 2025", year.span()));
        }
        if let Some(body) = written.body.as_ref().filter(|body| body.get_ref().trim().is_empty()) {
            let what = "an empty text names no body".to_owned();
            return Err(fail(what, "write a body such as “WG.4”, or take the line out", body.span()));
        }
        let globs = |list: &Option<Spanned<Vec<Spanned<String>>>>| {
            let Some(list) = list else { return Ok(None) };
            let mut set = GlobSetBuilder::new();
            for entry in list.get_ref() {
                let glob = glob(entry.get_ref()).map_err(|error| {
                    let what = format!("“{}” is no glob: {}", entry.get_ref(), error.kind());
                    fail(what, "write a pattern such as “drafts/**/*.md”", entry.span())
                })?;
                set.add(glob);
            }
            set.build().map(Some).map_err(|error| fail(error.to_string(), "use fewer globs", list.span()))
        };
        let (include, exclude) = (globs(&written.files.include)?, globs(&written.files.exclude)?);
        Ok(Layer { folder: folder.to_owned(), path: path.to_owned(), text: text.to_owned(), written, include, exclude })
    }

    /// Whether files in the folders above are left aside.
    pub fn is_root(&self) -> bool {
        self.written.root.as_ref().is_some_and(|root| *root.get_ref())
    }

    /// Whether it can be wrong about the rules or folders that there are.
    pub fn names_rules(&self) -> bool {
        let written = &self.written;
        let rules = !written.rules.is_empty() || written.ignore.iter().flatten().next().is_some();
        rules || written.cards.folders.is_some() || written.corpus.folders.is_some()
    }

    /// A failure about the place `span` of this file.
    pub fn fail(&self, what: impl Into<String>, advice: impl Into<String>, span: Span) -> Failure {
        Failure::new(what, advice).about(self.path.clone()).quoting(&self.text, span)
    }

    fn origin<T>(&self, value: &Spanned<T>) -> Option<String> {
        let line = Lines::new(&self.text).line_of(value.span().start) + 1;
        Some(format!("{}:{line}", self.path))
    }

    fn matches(&self, set: Option<&GlobSet>, path: &Path) -> bool {
        set.is_some_and(|set| path.strip_prefix(&self.folder).is_ok_and(|path| set.is_match(path)))
    }
}

/// A glob of a configuration: one without `/` is about names anywhere.
pub fn glob(pattern: &str) -> Result<globset::Glob, globset::Error> {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let folder = pattern.ends_with('/');
    let mut whole = pattern.trim_end_matches('/').to_owned();
    if !whole.contains('/') {
        whole.insert_str(0, "**/");
    }
    if folder {
        whole.push_str("/**");
    }
    GlobBuilder::new(&whole).literal_separator(true).build()
}

impl Config {
    /// What the files choose; what they leave open is as if there were none.
    pub fn settings(&self) -> Settings {
        let mut settings = Settings::default();
        if let Some((_, stage)) = self.pick(|written| written.stage.as_ref()) {
            settings.stage = match stage.get_ref() {
                StageWord::Negotiation => Stage::Negotiation,
                StageWord::Submission => Stage::Submission,
            };
        }
        settings.year = self.pick(|written| written.year.as_ref()).map(|(_, year)| *year.get_ref());
        if let Some((_, body)) = self.pick(|written| written.body.as_ref()) {
            settings.body.clone_from(body.get_ref());
        }
        settings.levels = self.levels().into_iter().map(|(id, (level, _))| (id.to_owned(), level.level())).collect();
        settings
    }

    /// Holds the rules that are named against those that there are.
    ///
    /// # Errors
    /// The first name that is no rule's.
    pub fn check(&self, rules: &RuleSet) -> Result<(), Failure> {
        for layer in &self.layers {
            let ignored = layer.written.ignore.iter().flatten();
            for name in layer.written.rules.keys().chain(ignored) {
                if rules.named(name.get_ref()).is_some() {
                    continue;
                }
                let what = format!("no rule is called “{}”", name.get_ref());
                let advice = match rules.nearest(name.get_ref()) {
                    Some(near) => format!("write “{near}”"),
                    None => "“rapporteur rules” lists them".to_owned(),
                };
                return Err(layer.fail(what, advice, name.span().into()));
            }
        }
        Ok(())
    }

    /// Folders with meetings, far to near, so that the nearest is read last.
    pub fn corpus(&self) -> Vec<Named> {
        self.folders(|written| written.corpus.folders.as_ref())
    }

    /// Folders with cards.
    pub fn cards(&self) -> Vec<Named> {
        self.folders(|written| written.cards.folders.as_ref())
    }

    /// Whether `path` is to be read even if it does not look like a draft.
    pub fn includes(&self, path: &Path) -> bool {
        let layer = self.layers.iter().find(|layer| layer.include.is_some());
        layer.is_some_and(|layer| layer.matches(layer.include.as_ref(), path))
    }

    /// Whether `path` is not to be read unless somebody names it.
    pub fn excludes(&self, path: &Path) -> bool {
        let layer = self.layers.iter().find(|layer| layer.exclude.is_some());
        layer.is_some_and(|layer| layer.matches(layer.exclude.as_ref(), path))
    }

    /// What the language server does in an editor.
    pub fn features(&self) -> Features {
        let off = self.editor().into_iter().filter(|(_, (on, _))| !on);
        off.fold(Features::ALL, |features, (feature, _)| features.without(feature))
    }

    /// Each feature that is named: whether it is on, and where that is written.
    fn editor(&self) -> BTreeMap<Feature, (bool, Option<String>)> {
        let far_to_near = self.layers.iter().rev();
        let named = far_to_near.flat_map(|layer| layer.written.editor.iter().map(move |entry| (layer, entry)));
        named.map(|(layer, (name, on))| (*name.get_ref(), (*on.get_ref(), layer.origin(name)))).collect()
    }

    /// What holds and where it is written.
    pub fn values(&self) -> Vec<Value> {
        let settings = self.settings();
        let origin = |found: Option<Option<String>>| found.flatten();
        let value = |key: &str, value: String, origin| Value { key: key.to_owned(), value, origin };
        let stage = self.pick(|written| written.stage.as_ref()).map(|(layer, at)| layer.origin(at));
        let body = self.pick(|written| written.body.as_ref()).map(|(layer, at)| layer.origin(at));
        let mut values = vec![
            value("stage", quoted(settings.stage.name()), origin(stage)),
            value("body", quoted(&settings.body), origin(body)),
        ];
        if let Some((layer, year)) = self.pick(|written| written.year.as_ref()) {
            values.push(value("year", year.get_ref().to_string(), layer.origin(year)));
        }
        for (id, (level, origin)) in self.levels() {
            let word = match level.level() {
                Level::Off => "off",
                Level::At(severity) => severity.name(),
            };
            values.push(value(&format!("rules.{id}"), quoted(word), origin));
        }
        for (feature, (on, origin)) in self.editor() {
            values.push(value(&format!("editor.{}", feature.name()), on.to_string(), origin));
        }
        let lists: [(&str, List); 4] = [
            ("files.include", |written| written.files.include.as_ref()),
            ("files.exclude", |written| written.files.exclude.as_ref()),
            ("corpus.folders", |written| written.corpus.folders.as_ref()),
            ("cards.folders", |written| written.cards.folders.as_ref()),
        ];
        for (key, list) in lists {
            if let Some((layer, found)) = self.pick(list) {
                let words: Vec<String> = found.get_ref().iter().map(|entry| quoted(entry.get_ref())).collect();
                values.push(value(key, format!("[{}]", words.join(", ")), layer.origin(found)));
            }
        }
        values
    }

    /// The level of each rule that is named, and where.
    fn levels(&self) -> BTreeMap<&str, (LevelWord, Option<String>)> {
        let mut levels = BTreeMap::new();
        for layer in self.layers.iter().rev() {
            for name in layer.written.ignore.iter().flatten() {
                levels.insert(name.get_ref().as_str(), (LevelWord::Off, layer.origin(name)));
            }
            for (name, level) in &layer.written.rules {
                levels.insert(name.get_ref().as_str(), (*level.get_ref(), layer.origin(name)));
            }
        }
        levels
    }

    fn folders(&self, list: List) -> Vec<Named> {
        let Some(layer) = self.layers.iter().find(|layer| list(&layer.written).is_some()) else { return Vec::new() };
        let named = list(&layer.written).into_iter().flat_map(|found| found.get_ref());
        named
            .map(|entry| Named {
                path: layer.folder.join(entry.get_ref()),
                layer: layer.clone(),
                span: entry.span().into(),
            })
            .collect()
    }

    /// The nearest file that says something, and what it says.
    fn pick<'a, T>(
        &'a self,
        find: impl Fn(&'a Written) -> Option<&'a Spanned<T>>,
    ) -> Option<(&'a Layer, &'a Spanned<T>)> {
        self.layers.iter().find_map(|layer| Some((&**layer, find(&layer.written)?)))
    }
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::settings::Severity;

    fn layer(folder: &str, text: &str) -> Arc<Layer> {
        let folder = Path::new(folder);
        Arc::new(Layer::parse(folder, &folder.join(FILE).display().to_string(), text).expect("a configuration"))
    }

    fn fails(text: &str, expected: Expect) {
        let checked = Layer::parse(Path::new("/w"), FILE, text)
            .and_then(|layer| Config { layers: vec![Arc::new(layer)] }.check(&RuleSet::embedded()));
        expected.assert_eq(&checked.expect_err("a failure").to_string());
    }

    #[test]
    fn the_nearest_file_decides_for_each_key() {
        let near = layer("/w/drafts", "stage = \"submission\"\nignore = [\"near-duplicate\"]\n");
        let far = layer("/w", "stage = \"negotiation\"\nyear = 2024\n\n[rules]\nstate-parties = \"hint\"\n");
        let config = Config { layers: vec![near, far] };
        let settings = config.settings();
        assert_eq!((settings.stage, settings.year), (Stage::Submission, Some(2024)));
        assert_eq!(settings.levels["state-parties"], Level::At(Severity::Hint));
        assert_eq!(settings.levels["near-duplicate"], Level::Off);
        let values = config.values();
        let said = |key: &str| values.iter().find(|value| value.key == key).cloned().expect("a value");
        assert_eq!(said("stage").origin.as_deref(), Some("/w/drafts/rapporteur.toml:1"));
        assert_eq!(said("rules.state-parties").origin.as_deref(), Some("/w/rapporteur.toml:5"));
        assert_eq!(said("body"), Value { key: "body".into(), value: "\"WG.4\"".into(), origin: None });
    }

    #[test]
    fn globs_are_relative_to_the_file() {
        let config = Config {
            layers: vec![layer("/w", "[files]\ninclude = [\"drafts/*.txt\"]\nexclude = [\"old/\", \"*.tmp.md\"]")],
        };
        assert!(config.includes(Path::new("/w/drafts/a.txt")));
        assert!(!config.includes(Path::new("/w/drafts/deep/a.txt")));
        assert!(!config.includes(Path::new("/elsewhere/drafts/a.txt")));
        assert!(config.excludes(Path::new("/w/x/old/a.md")));
        assert!(config.excludes(Path::new("/w/x/a.tmp.md")));
        assert!(!config.excludes(Path::new("/w/x/a.md")));
    }

    #[test]
    fn what_is_misspelt_is_quoted_and_the_nearest_proposed() {
        fails(
            "stgae = \"submission\"\n",
            expect![[r#"
            error: rapporteur.toml:1:1: no key is called “stgae”
              1 | stgae = "submission"
                | ^^^^^
              help: write “stage”
        "#]],
        );
        fails(
            "stage = \"submision\"\n",
            expect![[r#"
            error: rapporteur.toml:1:9: “submision” cannot stand here
              1 | stage = "submision"
                |         ^^^^^^^^^^^
              help: write “submission”; one of negotiation, submission
        "#]],
        );
        fails(
            "year = \"next\"\n",
            expect![[r#"
            error: rapporteur.toml:1:8: string "next" cannot stand here
              1 | year = "next"
                |        ^^^^^^
              help: write a year with four figures, such as 2025
        "#]],
        );
        fails(
            "year = 25\n",
            expect![[r#"
            error: rapporteur.toml:1:8: 25 is no year of a draft
              1 | year = 25
                |        ^^
              help: write a year with four figures, such as 2025
        "#]],
        );
        fails(
            "[rules]\nstate-partys = \"off\"\n",
            expect![[r#"
            error: rapporteur.toml:2:1: no rule is called “state-partys”
              2 | state-partys = "off"
                | ^^^^^^^^^^^^
              help: write “state-parties”
        "#]],
        );
        fails(
            "[rules]\nstate-parties = \"of\"\n",
            expect![[r#"
            error: rapporteur.toml:2:17: “of” cannot stand here
              2 | state-parties = "of"
                |                 ^^^^
              help: write “off”; one of off, hint, information, warning, error
        "#]],
        );
        fails(
            "[rules]\nstate-parties = 3\n",
            expect![[r#"
                error: rapporteur.toml:2:17: this is no level
                  2 | state-parties = 3
                    |                 ^
                  help: write one of “off”, “hint”, “information”, “warning”, “error”
            "#]],
        );
        fails(
            "stage = 3\n",
            expect![[r#"
                error: rapporteur.toml:1:9: this is no stage
                  1 | stage = 3
                    |         ^
                  help: write “negotiation” or “submission”
            "#]],
        );
        fails(
            "oops = 1\nbody = \"\"\n",
            expect![[r#"
                error: rapporteur.toml:1:1: no key is called “oops”
                  1 | oops = 1
                    | ^^^^
                  help: the keys here are root, stage, year, body, ignore, rules, files, corpus, cards, editor
            "#]],
        );
        fails(
            "body = \"\"\n",
            expect![[r#"
                error: rapporteur.toml:1:8: an empty text names no body
                  1 | body = ""
                    |        ^^
                  help: write a body such as “WG.4”, or take the line out
            "#]],
        );
        fails(
            "[files]\ninclude = [\"a[\"]\n",
            expect![[r#"
            error: rapporteur.toml:2:12: “a[” is no glob: unclosed character class; missing ']'
              2 | include = ["a["]
                |            ^^^^
              help: write a pattern such as “drafts/**/*.md”
        "#]],
        );
        fails(
            "[files]\nincludes = \"x\"\n",
            expect![[r#"
            error: rapporteur.toml:2:1: no key is called “includes”
              2 | includes = "x"
                | ^^^^^^^^
              help: write “include”
        "#]],
        );
        fails(
            "files = 3\n",
            expect![[r#"
            error: rapporteur.toml:1:9: integer `3` cannot stand here
              1 | files = 3
                |         ^
              help: write it as a table, with its keys below [name]
        "#]],
        );
        fails(
            "root = true\nroot = true\n",
            expect![[r#"
            error: rapporteur.toml:2:1: “root” is written twice
              2 | root = true
                | ^^^^
              help: take one of the two out
        "#]],
        );
        fails(
            "stage\n",
            expect![[r#"
            error: rapporteur.toml:1:6: key with no value
              1 | stage
                |      ^
              help: write `=`
        "#]],
        );
        fails(
            "ignore = [\"xyz\"]\n",
            expect![[r#"
            error: rapporteur.toml:1:11: no rule is called “xyz”
              1 | ignore = ["xyz"]
                |           ^^^^^
              help: “rapporteur rules” lists them
        "#]],
        );
    }

    #[test]
    fn the_schema_names_the_rules() {
        let schema = schema(&RuleSet::embedded());
        for word in ["\"state-parties\"", "\"stage\"", "\"folders\"", "\"additionalProperties\": false"] {
            assert!(schema.contains(word), "{word} in {schema}");
        }
    }
}
