//! Configuration in an editor: its settings, faults shown in the file itself, and files that change under the server.

use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use tower_lsp_server::ls_types as lsp;

use super::state::Desk;
use crate::config::Layer;
use crate::failure::Failure;

/// Takes the settings of the editor, the keys of `rapporteur.toml` as JSON; every `rapporteur.toml` goes before them.
/// Gives back what is wrong with them.
pub(super) fn take(desk: &Desk, settings: &Value) -> Option<Failure> {
    let known: serde_json::Map<String, Value> = match settings {
        Value::Object(all) => all.iter().filter(|(key, value)| is_ours(key) && !value.is_null()).map(clone).collect(),
        _ => serde_json::Map::new(),
    };
    let text = toml::to_string(&known).unwrap_or_default();
    let folder = desk.folders().first().cloned().unwrap_or_default();
    let layer = Layer::parse(&folder, "the settings of the editor", &text);
    let failure = layer.as_ref().err().cloned();
    desk.workspace.set_base(layer.ok());
    failure
}

fn clone((key, value): (&String, &Value)) -> (String, Value) {
    (key.clone(), value.clone())
}

/// Keys that only the editor's side of the server has.
fn is_ours(key: &str) -> bool {
    !matches!(key, "server" | "trace" | "status")
}

/// Faults of configuration files as diagnostics, by file.
pub(super) fn faults(failures: &[Failure]) -> Vec<(lsp::Uri, Vec<lsp::Diagnostic>)> {
    failures.iter().filter_map(fault).collect()
}

fn fault(failure: &Failure) -> Option<(lsp::Uri, Vec<lsp::Diagnostic>)> {
    let path = std::fs::canonicalize(Path::new(failure.path.as_ref()?)).ok()?;
    let range = failure.quote.as_ref().map_or_else(lsp::Range::default, |quote| {
        let line = quote.at.line.saturating_sub(1) as u32;
        let units = |count: usize| -> u32 { quote.line.chars().take(count).map(|char| char.len_utf16() as u32).sum() };
        let start = quote.at.column.saturating_sub(1);
        lsp::Range {
            start: lsp::Position { line, character: units(start) },
            end: lsp::Position { line, character: units(start + quote.width) },
        }
    });
    let message = format!("{}: {}", failure.what, failure.advice);
    let diagnostic = lsp::Diagnostic {
        range,
        severity: Some(lsp::DiagnosticSeverity::ERROR),
        source: Some("rapporteur".to_owned()),
        message,
        ..lsp::Diagnostic::default()
    };
    Some((lsp::Uri::from_file_path(path)?, vec![diagnostic]))
}

/// Watches the open folders. Not every client that says it can watch does, so the server looks for itself.
pub(super) fn watch(desk: Arc<Desk>) {
    use notify::{RecursiveMode, Watcher};
    std::thread::spawn(move || {
        let (send, receive) = std::sync::mpsc::channel();
        let Ok(mut watcher) = notify::recommended_watcher(send) else { return };
        for folder in desk.folders() {
            // a folder that cannot be watched is one whose changes need a restart
            let _ = watcher.watch(&folder, RecursiveMode::Recursive);
        }
        while let Ok(event) = receive.recv() {
            let Ok(event) = event else { continue };
            let changed = !event.kind.is_access();
            if changed && event.paths.iter().any(|path| is_configuration(path)) {
                desk.reconfigure();
            }
        }
    });
}

/// Whether a file may say what drafts are held against.
pub(super) fn is_configuration(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}
