//! Which files there are, which configuration holds for each, and the rules and meetings it brings: the same for the
//! command line and the language server.
//!
//! What the keys of a configuration mean stands in `config`; what a draft says, in `document`.

mod apart;
mod files;
mod own;
mod shelf;
mod write;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

pub use apart::{Limits, PdfReader, read_pdf};
pub use files::{Found, Report, is_text, read, read_report};
pub use own::{cache, meeting, meetings, try_cards, verify};
pub use shelf::Shelf;
pub use write::write;

use crate::config::{Config, FILE, Layer};
use crate::document::decode;
use crate::failure::Failure;
use crate::settings::{Force, Settings};
use crate::workbench::Workbench;

/// Where configuration comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Choice {
    /// From every `rapporteur.toml` upwards of a draft, until one is a root.
    #[default]
    Upwards,
    /// From this file alone.
    File(PathBuf),
    /// From nowhere.
    None,
}

/// What holds for one draft.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// What was written, and where.
    pub config: Config,
    /// What it comes to.
    pub settings: Settings,
    /// The rules and meetings.
    pub workbench: Arc<Workbench>,
}

impl Resolved {
    fn of(config: Config, workbench: Arc<Workbench>, path: &Path) -> Resolved {
        let mut settings = config.settings();
        if config.includes(path) {
            settings.force = Force::Everything;
        }
        Resolved { config, settings, workbench }
    }
}

/// Configurations and workbenches, each read once.
#[derive(Debug, Default)]
pub struct Workspace {
    choice: Choice,
    base: Mutex<Option<Arc<Layer>>>,
    layers: Mutex<HashMap<PathBuf, Option<Arc<Layer>>>>,
    benches: Mutex<HashMap<Vec<PathBuf>, Arc<Workbench>>>,
    /// What held last for the drafts of each folder.
    held: Mutex<HashMap<PathBuf, Resolved>>,
}

impl Workspace {
    /// A workspace with configuration from `choice`.
    pub fn new(choice: Choice) -> Workspace {
        Workspace { choice, ..Workspace::default() }
    }

    /// What holds for the draft at `path`, which need not exist.
    ///
    /// # Errors
    /// If a configuration, or a meeting or card that it brings, cannot be read.
    pub fn resolve(&self, path: &Path) -> Result<Resolved, Failure> {
        let path = located(path);
        let config = self.config(&path)?;
        let workbench = self.checked(&config)?;
        let resolved = Resolved::of(config, workbench, &path);
        if let Some(folder) = path.parent() {
            let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
            held.insert(folder.to_owned(), resolved.clone());
        }
        Ok(resolved)
    }

    /// What holds for the draft at `path`; while that cannot be read, what held in its folder before, else in the nearest
    /// folder above it that a draft was read in. Where nothing was ever read, no configuration holds.
    pub fn standing(&self, path: &Path) -> Resolved {
        if let Ok(resolved) = self.resolve(path) {
            return resolved;
        }
        let path = located(path);
        let before = {
            let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
            path.ancestors().skip(1).find_map(|folder| held.get(folder).cloned())
        };
        match before {
            Some(before) => Resolved::of(before.config, before.workbench, &path),
            None => {
                let base = Config { layers: self.base().into_iter().collect() };
                match self.checked(&base) {
                    Ok(workbench) => Resolved::of(base, workbench, &path),
                    Err(_) => Resolved::of(Config::default(), self.embedded(), &path),
                }
            }
        }
    }

    /// The configuration for the draft at `path`, without the meetings and cards that it brings.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn configuration(&self, path: &Path) -> Result<Config, Failure> {
        self.config(&located(path))
    }

    /// What is wrong with `text` as the configuration at `file`, which may be stored otherwise, or not at all.
    pub fn judge(&self, file: &Path, text: &str) -> Option<Failure> {
        let file = located(file);
        let folder = file.parent().unwrap_or(Path::new("/"));
        let judged = Layer::parse(folder, &shown(&file), text).and_then(|layer| {
            let above = if layer.is_root() { Config::default() } else { self.config(folder)? };
            let layers = std::iter::once(Arc::new(layer)).chain(above.layers).collect();
            self.checked(&Config { layers }).map(drop)
        });
        // what is wrong elsewhere is said there
        judged.err().filter(|failure| failure.path.as_deref() == Some(&*shown(&file)))
    }

    /// Takes what holds wherever no file says otherwise, such as the settings of an editor.
    ///
    /// # Errors
    /// If it names a rule or a folder that the drafts of `folder` do not have; what held before holds on.
    pub fn set_base(&self, layer: Layer, folder: &Path) -> Result<(), Failure> {
        let layer = Arc::new(layer);
        if layer.names_rules() {
            let mut layers = self.standing(&folder.join("draft.md")).config.layers;
            layers.retain(|other| other.path != layer.path);
            layers.push(layer.clone());
            // what is wrong in a file is said there
            self.checked(&Config { layers })
                .map(drop)
                .or_else(|failure| if failure.path.as_ref() == Some(&layer.path) { Err(failure) } else { Ok(()) })?;
        }
        *self.base.lock().unwrap_or_else(PoisonError::into_inner) = Some(layer);
        Ok(())
    }

    fn base(&self) -> Option<Arc<Layer>> {
        self.base.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Forgets what was read, since a file has changed.
    pub fn forget(&self) {
        self.layers.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.benches.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The configurations for the draft at the absolute `path`.
    fn config(&self, path: &Path) -> Result<Config, Failure> {
        let mut layers = Vec::new();
        match &self.choice {
            Choice::None => {}
            Choice::File(file) => {
                let file = located(file);
                layers.extend(self.layer(&file)?);
                if layers.is_empty() {
                    let failure = Failure::new("there is no such configuration", "check the path after --config");
                    return Err(failure.about(shown(&file)));
                }
            }
            Choice::Upwards => {
                for folder in path.ancestors().skip(1) {
                    let Some(layer) = self.layer(&folder.join(FILE))? else { continue };
                    let root = layer.is_root();
                    layers.push(layer);
                    if root {
                        break;
                    }
                }
            }
        }
        layers.extend(self.base());
        Ok(Config { layers })
    }

    /// The configuration in `file`; `None` if there is no such file.
    fn layer(&self, file: &Path) -> Result<Option<Arc<Layer>>, Failure> {
        let mut layers = self.layers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(layer) = layers.get(file) {
            return Ok(layer.clone());
        }
        let layer = match files::bytes(file) {
            Ok(bytes) => {
                let text = text(&bytes, file)?;
                let folder = file.parent().unwrap_or(Path::new("/"));
                Some(Arc::new(Layer::parse(folder, &shown(file), &text)?))
            }
            Err(error) if is_absent(&error) => None,
            Err(error) => return Err(Failure::io(&error, Path::new(&shown(file)), "read the configuration")),
        };
        layers.insert(file.to_owned(), layer.clone());
        Ok(layer)
    }

    /// The rules and meetings that a configuration brings, if it names no rule that there is not.
    fn checked(&self, config: &Config) -> Result<Arc<Workbench>, Failure> {
        let workbench = self.workbench(config)?;
        config.check(&workbench.rules)?;
        Ok(workbench)
    }

    /// The rules and meetings that the program brings.
    fn embedded(&self) -> Arc<Workbench> {
        // without a configuration there is nothing that could not be read
        self.workbench(&Config::default()).unwrap_or_else(|_| Arc::new(Workbench::embedded()))
    }

    /// The rules and meetings that a configuration brings.
    fn workbench(&self, config: &Config) -> Result<Arc<Workbench>, Failure> {
        let (corpus, cards) = (config.corpus(), config.cards());
        let mut key: Vec<PathBuf> = corpus.iter().map(|named| named.path.clone()).collect();
        key.push(PathBuf::new());
        key.extend(cards.iter().map(|named| named.path.clone()));
        let mut benches = self.benches.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bench) = benches.get(&key) {
            return Ok(bench.clone());
        }
        let bench = Arc::new(match corpus.is_empty() && cards.is_empty() {
            true => Workbench::embedded(),
            false => Workbench::new(own::corpus(&corpus)?, own::rules(&cards)?),
        });
        benches.insert(key, bench.clone());
        Ok(bench)
    }
}

/// How the baseline `file` knows a draft: relative to its folder, with `/`; standard input by its name.
pub fn key(path: &Path, name: &str, file: &Path) -> String {
    if path.as_os_str() == "-" && name == "-" {
        return name.to_owned();
    }
    let (draft, file) = (located(Path::new(name)), located(file));
    let below = file.parent().and_then(|folder| draft.strip_prefix(folder).ok()).unwrap_or(&draft);
    below.display().to_string().replace('\\', "/")
}

/// The text of a TOML file.
fn text(bytes: &[u8], path: &Path) -> Result<String, Failure> {
    let decoded = decode::decode(bytes).map_err(|found| {
        Failure::new(format!("this is {}, not TOML", found.what), "write it anew").about(shown(path))
    })?;
    Ok(decoded.text)
}

/// Whether the error says that there is no such file. A component that is a file, not a folder, says so, too.
fn is_absent(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory)
}

/// `path` from the root, with its folder's links resolved but not its own.
fn located(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (whole.parent().and_then(|folder| folder.canonicalize().ok()), whole.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => whole,
    }
}

/// `path` as people know it: from the folder they are in, if it lies below.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok().and_then(|here| here.canonicalize().ok());
    let below = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    below.unwrap_or_else(|| path.to_owned()).display().to_string()
}
