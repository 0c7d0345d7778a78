//! `--watch`: lint again whenever a draft or a configuration changes, until interrupted.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use notify::{EventKind, RecursiveMode, Watcher};

use super::console::{self, Color, Exit};
use super::lint::{Arguments, once};
use crate::config;
use crate::failure::Failure;
use crate::workspace::{Workspace, is_text};

/// Editors write a file in several steps; what follows within this time belongs to the same change.
const CALM: Duration = Duration::from_millis(120);

pub(super) fn run(arguments: &Arguments, workspace: &Workspace, color: Color) -> Result<Exit, Failure> {
    let files = arguments.drafts.files();
    if files.iter().any(|file| file.as_os_str() == "-") {
        return Err(Failure::new("standard input cannot be watched", "name files or folders"));
    }
    let (send, changes) = channel();
    let unwatchable =
        |error: notify::Error| Failure::new(format!("cannot watch files: {error}"), "lint without --watch");
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // the receiver lives as long as the program
        let _ = send.send(event);
    })
    .map_err(unwatchable)?;
    for (folder, mode) in folders(&files) {
        watcher.watch(&folder, mode).map_err(unwatchable)?;
    }
    let above = above(&files);
    let output = arguments.output_file.as_deref().and_then(|file| file.file_name());
    let matters = |event: &notify::Result<notify::Event>| {
        let Ok(event) = event else { return true };
        let matters = |path: &PathBuf| {
            let named = files.iter().any(|file| file.file_name() == path.file_name());
            let config = path.extension().is_some_and(|end| end == "toml") || path.ends_with(config::FILE);
            // above the drafts only a configuration matters, and a folder of drafts that comes back
            let beside = path.parent().is_some_and(|folder| above.iter().any(|above| above == folder))
                && !files.iter().any(|file| path.starts_with(file));
            match beside {
                true => named || path.ends_with(config::FILE),
                false => path.file_name() != output && (named || config || is_text(path)),
            }
        };
        !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(matters)
    };
    loop {
        if arguments.output_file.is_none() && std::io::stdout().is_terminal() {
            console::print_bytes(b"\x1b[2J\x1b[3J\x1b[H")?;
        }
        // a folder that was taken away and came back is another one to the system; what is watched already stays so
        for (folder, mode) in folders(&files) {
            let _ = watcher.watch(&folder, mode);
        }
        for folder in &above {
            // one that may not be read has no configuration to read either
            let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
        }
        workspace.forget();
        if let Err(failure) = once(arguments, workspace, color) {
            console::complain(&failure);
        }
        console::say("note", "watching; Ctrl-C ends it");
        loop {
            match changes.recv() {
                Ok(event) if matters(&event) => break,
                Ok(_) => {}
                Err(_) => return Ok(Exit::Failed),
            }
        }
        while !matches!(changes.recv_timeout(CALM), Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected)) {}
    }
}

/// The folders above the drafts, in which a configuration may stand or come to stand.
fn above(files: &[PathBuf]) -> Vec<PathBuf> {
    let mut above: Vec<PathBuf> = files
        .iter()
        .filter_map(|file| std::path::absolute(file).ok())
        .flat_map(|file| file.ancestors().skip(1).map(Path::to_owned).collect::<Vec<_>>())
        .collect();
    above.sort();
    above.dedup();
    above
}

/// The folders in which the drafts lie. A file is watched through its folder, since editors replace files.
fn folders(files: &[PathBuf]) -> Vec<(PathBuf, RecursiveMode)> {
    let mut folders: Vec<(PathBuf, RecursiveMode)> = Vec::new();
    for file in files {
        let folder = match file.is_dir() {
            true => (file.clone(), RecursiveMode::Recursive),
            false => {
                let literal = file.ancestors().skip(1).find(|folder| folder.is_dir());
                let folder = literal.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
                let glob = file.to_string_lossy().contains(['*', '?', '[', '{']) && !file.exists();
                (folder.to_owned(), if glob { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive })
            }
        };
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    folders
}
