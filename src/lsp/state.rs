//! What the server holds: open texts, their latest analyses, and the one worker that makes them.
//!
//! A handler edits a text under a lock that is never held across an `.await`. The worker, a thread of its own, takes the
//! newest version of each changed text, analyzes what the edits touched and alone publishes, so nothing old can
//! follow something new. Handlers that need an analysis wait for one that is at least as new as the text they saw.

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tower_lsp_server::ls_types::Uri;

use super::record::{self, Record};
use crate::config::FILE;
use crate::failure::Failure;
use crate::settings::{Features, Settings};
use crate::text::Text;
use crate::workbench::{Analysis, Workbench};
use crate::workspace::{Choice, Workspace};

/// An open text.
#[derive(Debug)]
struct Open {
    text: Text,
    version: i32,
    /// Counts edits and reopenings; versions of clients may repeat.
    edition: u64,
    snapshot: Option<Arc<Snapshot>>,
    /// The edition whose analysis failed, which must never happen; nobody waits for it.
    failed: u64,
}

/// A configuration that is open. Drafts go by what is stored; this is what is judged and edited.
#[derive(Debug)]
struct Written {
    text: Text,
    version: i32,
}

/// A text at one version, understood.
#[derive(Debug)]
pub(super) struct Snapshot {
    /// The text, for positions.
    pub text: Text,
    /// The client's version.
    pub version: i32,
    /// What was understood and found.
    pub analysis: Analysis,
    /// The rules and the corpus it was held against.
    pub workbench: Arc<Workbench>,
    /// Where what that corpus holds can be opened.
    pub record: Arc<Record>,
    /// What the person chose.
    pub settings: Settings,
    /// What the server does for the person.
    pub features: Features,
    /// Identifies text, rules and settings together: the result id of pulled diagnostics.
    pub edition: u64,
}

/// What the worker is asked to do.
#[derive(Debug)]
pub(super) enum Job {
    /// Analyze the newest version of this text.
    Analyze(Uri),
    /// Take back what was published about this text.
    Clear(Uri),
    /// Look at the configuration anew, and say what is wrong with it.
    Configuration,
    /// Say what is wrong with configurations: the text of one that is open changed.
    Judge,
    /// A draft that is not open changed on disk.
    Elsewhere,
}

/// Whether a text moved on while it was analyzed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Freshness {
    /// It did not.
    Newest,
    /// It did, and waits to be analyzed again.
    Overtaken,
}

#[derive(Debug, Default)]
struct Inner {
    open: HashMap<Uri, Open>,
    written: HashMap<Uri, Written>,
    queue: VecDeque<Job>,
    editions: u64,
    configurations: u64,
    closing: bool,
}

/// Open texts and work to do; shared by all handlers and the worker.
#[derive(Debug)]
pub(super) struct Desk {
    inner: Mutex<Inner>,
    work: Condvar,
    done: Notify,
    /// Configurations, rules and meetings, as the command line finds them.
    pub workspace: Workspace,
    folders: Mutex<Vec<PathBuf>>,
    /// The record of each corpus that was asked for.
    records: Mutex<Vec<(Arc<Workbench>, Arc<Record>)>>,
}

impl Desk {
    pub(super) fn new() -> Desk {
        Desk {
            inner: Mutex::default(),
            work: Condvar::new(),
            done: Notify::new(),
            workspace: Workspace::new(Choice::Upwards),
            folders: Mutex::default(),
            records: Mutex::default(),
        }
    }

    /// The folders that the editor has open.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The editor has these folders open.
    pub(super) fn set_folders(&self, folders: Vec<PathBuf>) {
        *self.folders.lock().unwrap_or_else(PoisonError::into_inner) = folders;
    }

    /// What the text at `uri` is held against, and what is done for its reader. While the configuration cannot be read,
    /// what held before; what is wrong is said in the configuration itself.
    pub(super) fn library(&self, uri: &Uri) -> (Settings, Features, Arc<Workbench>) {
        let standing = self.workspace.standing(&self.path(uri));
        (standing.settings, standing.config.features(), standing.workbench)
    }

    /// Where what the corpus of `workbench` holds can be opened.
    pub(super) fn record(&self, workbench: &Arc<Workbench>) -> Arc<Record> {
        let mut records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, record)) = records.iter().find(|(other, _)| Arc::ptr_eq(other, workbench)) {
            return record.clone();
        }
        let record = Arc::new(Record::of(&workbench.corpus));
        records.push((workbench.clone(), record.clone()));
        record
    }

    /// The path of a text; one that is not stored stands in the first open folder.
    pub(super) fn path(&self, uri: &Uri) -> PathBuf {
        stored(uri).unwrap_or_else(|| self.folders().first().cloned().unwrap_or_default().join("untitled.md"))
    }

    /// Folders and files that say what drafts are held against: cards and meetings of a person's own.
    pub(super) fn own_folders(&self) -> Vec<PathBuf> {
        let folders = self.folders().into_iter().map(|folder| folder.join("untitled.md"));
        let open = self.uris();
        let paths = folders.chain(open.iter().map(|uri| self.path(uri)));
        let configs = paths.map(|path| self.workspace.standing(&path).config);
        let mut found: Vec<PathBuf> = Vec::new();
        for named in configs.flat_map(|config| config.corpus().into_iter().chain(config.cards())) {
            if !found.contains(&named.path) {
                found.push(named.path);
            }
        }
        found
    }

    /// What is wrong with the configuration of the open texts and folders; each fault once.
    pub(super) fn failures(&self) -> Vec<Failure> {
        let mut failures: Vec<Failure> = Vec::new();
        let folders = self.folders().into_iter().map(|folder| folder.join("untitled.md"));
        for path in folders.chain(self.uris().iter().map(|uri| self.path(uri))) {
            let failure = self.workspace.resolve(&path).err();
            failures.extend(failure.filter(|failure| !failures.contains(failure)));
        }
        failures
    }

    /// The configurations that are open, with what is wrong with them as they are written now.
    pub(super) fn judged(&self) -> Vec<(Uri, i32, Option<Failure>)> {
        let open = |(uri, written): (&Uri, &Written)| (uri.clone(), written.version, written.text.whole());
        let open: Vec<_> = self.inner().written.iter().map(open).collect();
        let judge = |(uri, version, text): (Uri, i32, String)| {
            let failure = self.workspace.judge(&stored(&uri)?, &text);
            Some((uri, version, failure))
        };
        open.into_iter().filter_map(judge).collect()
    }

    /// The configuration `file` as it is open: its address, text and version.
    pub(super) fn written(&self, file: &Path) -> Option<(Uri, Text, i32)> {
        let inner = self.inner();
        let same = |uri: &Uri| {
            stored(uri).is_some_and(|open| open == file || (real(&open).is_some() && real(&open) == real(file)))
        };
        let (uri, written) = inner.written.iter().find(|(uri, _)| same(uri))?;
        Some((uri.clone(), written.text.clone(), written.version))
    }

    /// The address by which the client knows the file at `path`, whose links are resolved: in a folder or beside a draft
    /// that it has open, and by the same links.
    pub(super) fn address(&self, path: &Path) -> Option<Uri> {
        let drafts: Vec<PathBuf> = self.uris().iter().filter_map(stored).collect();
        let above = drafts.iter().flat_map(|draft| draft.ancestors().skip(1)).map(Path::to_owned);
        let through = |folder: PathBuf| {
            let below = path.strip_prefix(real(&folder)?).ok()?.to_owned();
            Some(folder.join(below))
        };
        let known = self.folders().into_iter().chain(above).find_map(through);
        address(known.as_deref().unwrap_or(path))
    }

    /// A configuration, card or meeting changed: all open texts are analyzed anew.
    pub(super) fn reconfigure(&self) {
        self.workspace.forget();
        self.records.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let mut inner = self.inner();
        let open: Vec<Uri> = inner.open.keys().cloned().collect();
        open.iter().for_each(|uri| inner.touch(uri));
        inner.configurations += 1;
        inner.queue.retain(|job| !matches!(job, Job::Configuration));
        inner.queue.push_back(Job::Configuration);
        self.work.notify_one();
    }

    /// A draft that is not open changed on disk.
    pub(super) fn stir(&self) {
        let mut inner = self.inner();
        if !inner.queue.iter().any(|job| matches!(job, Job::Elsewhere)) {
            inner.queue.push_back(Job::Elsewhere);
            self.work.notify_one();
        }
    }

    /// How often the configuration was read anew.
    pub(super) fn configuration(&self) -> u64 {
        self.inner().configurations
    }

    /// The open texts.
    pub(super) fn uris(&self) -> Vec<Uri> {
        self.inner().open.keys().cloned().collect()
    }

    /// Whether the file at `path` is open, however the client writes its address.
    pub(super) fn is_open(&self, path: &Path) -> bool {
        self.inner().open.keys().any(|uri| stored(uri).is_some_and(|open| open == path))
    }

    /// Whether the session is over.
    pub(super) fn is_closing(&self) -> bool {
        self.inner().closing
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a text.
    pub(super) fn open(&self, uri: Uri, text: &str, version: i32) {
        // what was adopted is quoted in the record, not drafted
        if record::is_ours(&uri) {
            return;
        }
        let mut inner = self.inner();
        // a configuration is no draft, and its faults are its own
        if stored(&uri).is_some_and(|path| path.file_name() == Some(FILE.as_ref())) {
            inner.written.insert(uri, Written { text: Text::new(text), version });
            inner.judge();
            self.work.notify_one();
            return;
        }
        let open = Open { text: Text::new(text), version, edition: 0, snapshot: None, failed: 0 };
        inner.open.insert(uri.clone(), open);
        inner.touch(&uri);
        self.work.notify_one();
    }

    /// Edits an open text. A text that was never opened is left alone: `false`.
    pub(super) fn change(&self, uri: &Uri, version: i32, edit: impl FnOnce(&mut Text)) -> bool {
        let mut inner = self.inner();
        if let Some(written) = inner.written.get_mut(uri) {
            edit(&mut written.text);
            written.version = version;
            inner.judge();
            self.work.notify_one();
            return true;
        }
        let Some(open) = inner.open.get_mut(uri) else { return false };
        edit(&mut open.text);
        open.version = version;
        inner.touch(uri);
        self.work.notify_one();
        true
    }

    /// Closes a text.
    pub(super) fn close(&self, uri: &Uri) {
        let mut inner = self.inner();
        if inner.written.remove(uri).is_some() {
            inner.judge();
            self.work.notify_one();
            return;
        }
        inner.open.remove(uri);
        inner.queue.retain(|job| !matches!(job, Job::Analyze(queued) if queued == uri));
        inner.queue.push_back(Job::Clear(uri.clone()));
        self.work.notify_one();
        self.done.notify_waiters();
    }

    /// Ends the worker.
    pub(super) fn end(&self) {
        self.inner().closing = true;
        self.work.notify_all();
        self.done.notify_waiters();
    }

    /// The next job; waits for one. `None` when the server closes.
    pub(super) fn next(&self) -> Option<Job> {
        let mut inner = self.inner();
        loop {
            if inner.closing {
                return None;
            }
            if let Some(job) = inner.queue.pop_front() {
                return Some(job);
            }
            inner = self.work.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Analyzes the newest version of `uri`, and says whether it is still the newest. `None` if it was closed.
    pub(super) fn analyze(&self, uri: &Uri) -> Option<(Arc<Snapshot>, Freshness)> {
        let (text, version, edition, before) = {
            let inner = self.inner();
            let open = inner.open.get(uri)?;
            (open.text.clone(), open.version, open.edition, open.snapshot.clone())
        };
        let (settings, features, workbench) = self.library(uri);
        let source = text.whole();
        let known = before.as_deref().filter(|before| Arc::ptr_eq(&before.workbench, &workbench));
        let analyzed = self.whole(known, &source, &settings, &workbench);
        let Some(analysis) = analyzed else {
            tracing::error!("version {version} of {} could not be analyzed", uri.as_str());
            self.inner().open.get_mut(uri)?.failed = edition;
            self.done.notify_waiters();
            return None;
        };
        let record = self.record(&workbench);
        let snapshot = Arc::new(Snapshot { text, version, analysis, workbench, record, settings, features, edition });
        let mut inner = self.inner();
        let open = inner.open.get_mut(uri)?;
        open.snapshot = Some(snapshot.clone());
        // nobody waits for what was known before to be given back
        rayon::spawn(move || drop(before));
        let freshness = if open.edition == edition { Freshness::Newest } else { Freshness::Overtaken };
        self.done.notify_waiters();
        Some((snapshot, freshness))
    }

    /// The analysis of `source`; from nothing if taking over what did not change fails. A fault of one rule must not end
    /// the session.
    fn whole(
        &self,
        before: Option<&Snapshot>,
        source: &str,
        settings: &Settings,
        workbench: &Workbench,
    ) -> Option<Analysis> {
        let attempt = |work: &dyn Fn() -> Analysis| catch_unwind(AssertUnwindSafe(work)).ok();
        let again = before.and_then(|before| attempt(&|| workbench.reanalyze(&before.analysis, source, settings)));
        again.or_else(|| attempt(&|| workbench.analyze(source, settings)))
    }

    /// The latest analysis of `uri`, however old.
    pub(super) fn latest(&self, uri: &Uri) -> Option<Arc<Snapshot>> {
        self.inner().open.get(uri)?.snapshot.clone()
    }

    /// An analysis of `uri` that is at least as new as its text is now; waits for it. `None` if it is not open.
    pub(super) fn snapshot(&self, uri: &Uri) -> impl Future<Output = Option<Arc<Snapshot>>> + Send + use<'_> {
        let uri = uri.clone();
        // taken now, not when first polled again: later edits must not make an early question wait
        let wanted = self.inner().open.get(&uri).map(|open| open.edition);
        async move {
            let wanted = wanted?;
            loop {
                let notified = self.done.notified();
                {
                    let inner = self.inner();
                    let open = inner.open.get(&uri)?;
                    let snapshot = open.snapshot.clone();
                    if let Some(snapshot) = snapshot.filter(|snapshot| snapshot.edition >= wanted) {
                        return Some(snapshot);
                    }
                    if open.failed >= wanted || inner.closing {
                        return None;
                    }
                }
                notified.await;
            }
        }
    }
}

/// `path` with its links resolved; `None` if there is no such file.
pub(super) fn real(path: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(path).ok()
}

/// The path of a file; other schemes, such as that of a text without a name, have none.
pub(super) fn stored(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    is_file.then(|| uri.to_file_path().map(|path| path.into_owned()))?.map(|path| named(path, uri))
}

/// The path as the file system has it: a name may hold bytes that are no text.
#[cfg(unix)]
fn named(path: PathBuf, uri: &Uri) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    let bytes = uri.path().decode().to_bytes();
    if str::from_utf8(&bytes).is_ok() { path } else { std::ffi::OsString::from_vec(bytes.into_owned()).into() }
}

#[cfg(not(unix))]
fn named(path: PathBuf, _: &Uri) -> PathBuf {
    path
}

/// The address of the file at `path`; what of its name is no text is written byte by byte.
pub(super) fn address(path: &Path) -> Option<Uri> {
    #[cfg(unix)]
    if path.to_str().is_none() && path.is_absolute() {
        use std::fmt::Write;
        use std::os::unix::ffi::OsStrExt;
        let mut address = "file://".to_owned();
        for &byte in path.as_os_str().as_bytes() {
            match byte {
                b'/' | b'-' | b'.' | b'_' | b'~' => address.push(char::from(byte)),
                _ if byte.is_ascii_alphanumeric() => address.push(char::from(byte)),
                _ => drop(write!(address, "%{byte:02X}")),
            }
        }
        return address.parse().ok();
    }
    Uri::from_file_path(path)
}

impl Inner {
    /// The text of a configuration changed.
    fn judge(&mut self) {
        if !self.queue.iter().any(|job| matches!(job, Job::Judge | Job::Configuration)) {
            self.queue.push_back(Job::Judge);
        }
    }

    /// The text changed, or what it is held against did.
    fn touch(&mut self, uri: &Uri) {
        self.editions += 1;
        let edition = self.editions;
        let Some(open) = self.open.get_mut(uri) else { return };
        open.edition = edition;
        if !self.queue.iter().any(|job| matches!(job, Job::Analyze(queued) if queued == uri)) {
            self.queue.push_back(Job::Analyze(uri.clone()));
        }
    }
}

#[cfg(test)]
impl Snapshot {
    /// `text` without its cursor `$0`, understood, and the byte of the cursor.
    pub(super) fn of(text: &str) -> (Snapshot, usize) {
        let at = text.find("$0").unwrap_or(0);
        let source = text.replacen("$0", "", 1);
        let workbench = Arc::new(Workbench::embedded());
        let settings = Settings::default();
        let analysis = workbench.analyze(&source, &settings);
        let record = Arc::new(Record::of(&workbench.corpus));
        let text = Text::new(&source);
        (Snapshot { text, version: 1, analysis, workbench, record, settings, features: Features::ALL, edition: 1 }, at)
    }
}
