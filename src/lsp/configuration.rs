//! Configuration in an editor: its settings, faults shown in the file itself, and files that change under the server.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tower_lsp_server::ls_types as lsp;

use super::state::{Desk, real, stored};
use crate::config::Layer;
use crate::failure::Failure;
use crate::settings::{Feature, Features};
use crate::text::{Text, Units};

/// The settings of the editor: those that it gave at the start, and those that it gave when asked, which go before.
#[derive(Debug, Default)]
pub(super) struct Given {
    start: Value,
    later: Value,
}

impl Given {
    /// What the editor gave at the start.
    pub(super) fn at_start(settings: Value) -> Given {
        Given { start: settings, later: Value::Null }
    }

    /// What the editor gave later in place of what it gave later before.
    pub(super) fn then(&mut self, settings: Value) {
        self.later = settings;
    }

    /// All of it; tables are joined, key by key.
    pub(super) fn whole(&self) -> Value {
        let mut whole = self.start.clone();
        overlay(&mut whole, &self.later);
        whole
    }
}

fn overlay(below: &mut Value, above: &Value) {
    match (below, above) {
        (Value::Object(below), Value::Object(above)) => {
            for (key, value) in above {
                overlay(below.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (_, Value::Null) => {}
        (below, above) => *below = above.clone(),
    }
}

/// Takes the settings of the editor, the keys of `rapporteur.toml` as JSON; every `rapporteur.toml` goes before them.
/// Gives back what is wrong with them; then what held before holds on.
pub(super) fn take(desk: &Desk, settings: &Value) -> Option<Failure> {
    let known: serde_json::Map<String, Value> = match settings {
        Value::Object(all) => all.iter().filter(|(key, _)| is_ours(key)).filter_map(said).collect(),
        _ => serde_json::Map::new(),
    };
    let text = toml::to_string(&known).unwrap_or_default();
    let folder = desk.folders().first().cloned().unwrap_or_default();
    let layer = Layer::parse(&folder, "the settings of the editor", &text);
    layer.and_then(|layer| desk.workspace.set_base(layer, &folder)).err()
}

/// A key and its value without what is null, which is how editors say that nobody chose.
fn said((key, value): (&String, &Value)) -> Option<(String, Value)> {
    let value = match value {
        Value::Null => return None,
        Value::Object(table) => Value::Object(table.iter().filter_map(said).collect()),
        other => other.clone(),
    };
    Some((key.clone(), value))
}

/// The features that these settings leave on.
pub(super) fn features(settings: &Value) -> Features {
    let on = |name: &str| settings.pointer(&format!("/editor/{name}")).and_then(Value::as_bool) != Some(false);
    let off = Feature::ALL.into_iter().filter(|(_, name, _)| !on(name));
    off.fold(Features::ALL, |features, (feature, ..)| features.without(feature))
}

/// Keys that only the editor's side of the server has.
fn is_ours(key: &str) -> bool {
    !matches!(key, "server" | "trace" | "status")
}

/// What is said of a configuration file.
#[derive(Debug)]
pub(super) struct Fault {
    /// The file.
    pub uri: lsp::Uri,
    /// The version that it was found in, if the file is open.
    pub version: Option<i32>,
    /// What is wrong.
    pub diagnostic: lsp::Diagnostic,
}

/// What is wrong with configuration files: with those that are open as they are written now, with others as they are
/// stored.
pub(super) fn faults(desk: &Desk, failures: &[Failure], units: Units) -> Vec<Fault> {
    let written = desk.judged();
    let open: Vec<PathBuf> = written.iter().filter_map(|(uri, ..)| real(&stored(uri)?)).collect();
    let of_stored = failures.iter().filter_map(|failure| {
        let path = real(Path::new(failure.path.as_ref()?)).filter(|path| !open.contains(path))?;
        Some(Fault { uri: desk.address(&path)?, version: None, diagnostic: diagnostic(failure, units) })
    });
    let stored: Vec<Fault> = of_stored.collect();
    let of_open = written.into_iter().filter_map(|(uri, version, failure)| {
        Some(Fault { uri, version: Some(version), diagnostic: diagnostic(&failure?, units) })
    });
    stored.into_iter().chain(of_open).collect()
}

fn diagnostic(failure: &Failure, units: Units) -> lsp::Diagnostic {
    let range = failure.quote.as_ref().map_or_else(lsp::Range::default, |quote| {
        let line = quote.at.line.saturating_sub(1) as u32;
        let place = |count: usize| {
            let at = quote.line.char_indices().nth(count).map_or(quote.line.len(), |(at, _)| at);
            let character = Text::new(&quote.line).position(at, units).character;
            lsp::Position { line, character }
        };
        let start = quote.at.column.saturating_sub(1);
        lsp::Range { start: place(start), end: place(start + quote.width) }
    });
    lsp::Diagnostic {
        range,
        severity: Some(lsp::DiagnosticSeverity::ERROR),
        source: Some("rapporteur".to_owned()),
        message: format!("{}: {}", failure.what, failure.advice),
        ..lsp::Diagnostic::default()
    }
}

/// The folders that the editor has open.
pub(super) fn folders(params: &lsp::InitializeParams) -> Vec<PathBuf> {
    let named = params.workspace_folders.iter().flatten().filter_map(|folder| stored(&folder.uri));
    let mut folders: Vec<_> = named.collect();
    #[allow(deprecated)] // older clients say it only so
    if folders.is_empty() {
        folders.extend(params.root_uri.as_ref().and_then(stored));
    }
    folders
}
