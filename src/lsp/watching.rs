//! Files that change under the server: configurations, cards and meetings, and drafts that are not open.
//!
//! Not every client that says it can watch does, so the server looks for itself, too. What has changed is decided here;
//! what that means for open drafts, in `state`.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::record;
use super::state::{Desk, stored};
use crate::config::FILE;
use crate::workspace;

/// Files are often written in several steps; what follows within this time is one change.
const SETTLE: Duration = Duration::from_millis(60);

/// How often the server looks whether other folders are to be watched.
const AGAIN: Duration = Duration::from_secs(2);

/// What a change of files means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    /// Nothing.
    Nothing,
    /// A draft that is not open has changed.
    Draft,
    /// What drafts are held against has changed.
    Library,
}

/// Acts on the changes of some files.
pub(super) fn take(desk: &Desk, paths: &[PathBuf]) {
    let own = desk.own_folders();
    // while the configuration cannot be read, nobody knows which folders it names
    let unsure = !desk.failures().is_empty();
    let means = |path: &PathBuf| {
        let toml = path.extension().is_some_and(|extension| extension == "toml");
        if path.file_name() == Some(FILE.as_ref()) || own.iter().any(|folder| path.starts_with(folder)) {
            return Change::Library;
        }
        let draft = workspace::is_text(path) && !desk.is_open(path) && !record::holds(path);
        match draft {
            _ if toml && unsure => Change::Library,
            true => Change::Draft,
            false => Change::Nothing,
        }
    };
    match paths.iter().map(means).max() {
        Some(Change::Library) => desk.reconfigure(),
        Some(Change::Draft) => desk.stir(),
        Some(Change::Nothing) | None => {}
    }
}

/// Watches until the session is over.
pub(super) fn start(desk: Arc<Desk>) {
    std::thread::spawn(move || {
        let (send, receive) = channel::<notify::Result<Event>>();
        let Ok(mut watcher) = notify::recommended_watcher(send) else {
            tracing::warn!("files cannot be watched here: changes outside the editor need a restart");
            return;
        };
        let mut watched: Vec<(PathBuf, RecursiveMode)> = Vec::new();
        while !desk.is_closing() {
            follow(&mut watcher, &mut watched, wanted(&desk));
            let first = match receive.recv_timeout(AGAIN) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let mut events = vec![first];
            while let Ok(event) = receive.recv_timeout(SETTLE) {
                events.push(event);
            }
            let changed = events.into_iter().flatten().filter(|event| !event.kind.is_access());
            let mut paths: Vec<PathBuf> = changed.flat_map(|event| event.paths).collect();
            paths.sort();
            paths.dedup();
            take(&desk, &paths);
        }
    });
}

/// What is to be watched: open folders, folders of a person's own, and the folders above drafts that stand alone.
fn wanted(desk: &Desk) -> Vec<(PathBuf, RecursiveMode)> {
    let folders = desk.folders().into_iter().chain(desk.own_folders());
    let mut wanted: Vec<(PathBuf, RecursiveMode)> =
        folders.map(|folder| (folder, RecursiveMode::Recursive)).filter(|(folder, _)| folder.is_dir()).collect();
    for path in desk.uris().iter().filter_map(stored) {
        for folder in path.ancestors().skip(1).filter(|folder| folder.parent().is_some()) {
            let covered = wanted.iter().any(|(other, mode)| {
                folder == other || (*mode == RecursiveMode::Recursive && folder.starts_with(other))
            });
            if !covered && folder.is_dir() {
                wanted.push((folder.to_owned(), RecursiveMode::NonRecursive));
            }
        }
    }
    wanted
}

fn follow(
    watcher: &mut RecommendedWatcher,
    watched: &mut Vec<(PathBuf, RecursiveMode)>,
    wanted: Vec<(PathBuf, RecursiveMode)>,
) {
    for (folder, _) in watched.iter().filter(|entry| !wanted.contains(entry)) {
        let _ = watcher.unwatch(folder);
    }
    for (folder, mode) in wanted.iter().filter(|entry| !watched.contains(entry)) {
        if let Err(error) = watcher.watch(folder, *mode) {
            tracing::warn!("{} cannot be watched: {error}", folder.display());
        }
    }
    *watched = wanted;
}
