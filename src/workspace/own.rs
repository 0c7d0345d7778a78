//! Meetings and cards of a person's own, from the folders that a configuration names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

use super::files::bytes;
use super::{is_absent, shown, text};
use crate::config::{Named, explain};
use crate::corpus::{At, Corpus, Meeting, faults, slips};
use crate::failure::Failure;
use crate::rules::{Card, RuleSet, fit};
use crate::text::Span;
use crate::trial;
use crate::workbench::Workbench;

/// The meetings inside the program and those of the folders; the nearest of several with one id holds.
pub(super) fn corpus(folders: &[Named]) -> Result<Corpus, Failure> {
    let mut own = Vec::new();
    for folder in folders {
        for file in files(folder)? {
            own.push(meeting(&file)?);
        }
    }
    let kept = if own.is_empty() { None } else { cache() };
    Ok(Corpus::with(own).kept_in(kept))
}

/// The variable that names the folder for caches in place of the system's; empty for none.
const CACHE: &str = "RAPPORTEUR_CACHE";

/// The only folder that is written to without being named by a person, for what can be made anew: indexes of meetings
/// of their own, and pages for editors. It is ours alone. `None` where there is no folder for caches.
pub fn cache() -> Option<PathBuf> {
    let caches = match std::env::var_os(CACHE) {
        Some(folder) => Some(folder).filter(|folder| !folder.is_empty()).map(PathBuf::from),
        None => dirs::cache_dir(),
    };
    Some(caches?.join("rapporteur"))
}

/// The meeting that a file holds.
///
/// # Errors
/// If it cannot be read, or does not say what a meeting is.
pub fn meeting(file: &Path) -> Result<Meeting, Failure> {
    read_meeting(file).map(|(meeting, _)| meeting)
}

/// What is wrong in the file of a meeting, each with its line.
///
/// # Errors
/// If it cannot be read, or does not say what a meeting is.
pub fn verify(file: &Path) -> Result<Vec<Failure>, Failure> {
    let (meeting, source) = read_meeting(file)?;
    let found = faults(&meeting).into_iter().chain(slips(&meeting));
    let failures = found.map(|fault| {
        let failure = Failure::new(fault.what, fault.advice).about(shown(file));
        match place(&source, &fault.at) {
            Some(span) => failure.quoting(&source, span),
            None => failure,
        }
    });
    Ok(failures.collect())
}

/// Where in the TOML a fault stands: its key, else the table that lacks it.
fn place(source: &str, at: &At) -> Option<Span> {
    let whole = DeTable::parse(source).ok()?;
    let mut table = whole.get_ref();
    let mut span = None;
    for (key, index) in &at.tables {
        let (_, value) = table.iter().find(|(name, _)| name.get_ref() == key)?;
        let DeValue::Array(array) = value.get_ref() else { return span };
        let entry = array.get(*index)?;
        let DeValue::Table(inner) = entry.get_ref() else { return span };
        (table, span) = (inner, Some(entry.span().into()));
    }
    let value = table.iter().find(|(name, _)| name.get_ref() == at.key);
    value.map(|(name, value)| Span::new(name.span().start, value.span().end)).or(span)
}

fn read_meeting(file: &Path) -> Result<(Meeting, String), Failure> {
    let (id, meeting, source): (String, Meeting, String) = load(file)?;
    let known = ["adopted", "proposed", "observation"];
    if let Some(part) = meeting.parts.iter().find(|part| !known.contains(&part.status.as_str())) {
        let what = format!("“{}” is no status", part.status);
        return Err(fail(file, &source, &part.status, what, "write adopted, proposed or observation"));
    }
    Ok((Meeting { id, ..meeting }, source))
}

/// The files of the meetings in a folder, by name.
///
/// # Errors
/// If the folder cannot be read.
pub fn meetings(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries =
        std::fs::read_dir(folder).map_err(|error| Failure::io(&error, Path::new(&shown(folder)), "read it"))?;
    Ok(toml_files(entries))
}

/// The rules inside the program and those of the folders; a card of one's own takes the place of one with its id.
pub(super) fn rules(folders: &[Named]) -> Result<RuleSet, Failure> {
    let mut own = BTreeMap::new();
    for folder in folders {
        for file in files(folder)? {
            let (id, card, source): (String, Card, String) = load(&file)?;
            if !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
                let advice = "name the file after the fault, in small letters with hyphens: double-comma.toml";
                return Err(Failure::new(format!("“{id}” is no name of a rule"), advice).about(shown(&file)));
            }
            if let Err(unfit) = fit(&id, &card) {
                return Err(fail(&file, &source, &unfit.found, unfit.what, unfit.advice));
            }
            own.insert(id, card);
        }
    }
    Ok(RuleSet::with(own))
}

/// The examples of the cards in these folders that do not hold, each with its place, and how many cards there are.
///
/// # Errors
/// If a card cannot be read.
pub fn try_cards(folders: &[Named], workbench: &Workbench) -> Result<(Vec<Failure>, usize), Failure> {
    let (mut failures, mut tried) = (Vec::new(), BTreeSet::new());
    // the last of several with one name holds
    for folder in folders.iter().rev() {
        for file in files(folder)?.into_iter().rev() {
            let (id, _, source): (String, Card, String) = load(&file)?;
            let Some(rule) = workbench.rules.named(&id) else { continue };
            if !tried.insert(id) {
                continue;
            }
            for unmet in trial::unmet(workbench, rule) {
                let advice = "correct the example, or what the rule looks for";
                let failure = Failure::new(unmet.what, advice).about(shown(&file));
                let at = At { tables: vec![(unmet.table, unmet.index)], key: "text" };
                failures.push(match place(&source, &at) {
                    Some(span) => failure.quoting(&source, span),
                    None => failure,
                });
            }
        }
    }
    Ok((failures, tried.len()))
}

/// A failure about a file, quoting the first line that begins with `found`, or the first place that reads so.
fn fail(file: &Path, source: &str, found: &str, what: String, advice: &str) -> Failure {
    let failure = Failure::new(what, advice).about(shown(file));
    let key = source.find(&format!("\n{found}")).map(|at| at + 1).or_else(|| source.find(found));
    match key.filter(|_| !found.is_empty()) {
        Some(at) => failure.quoting(source, Span::new(at, at + found.len())),
        None => failure,
    }
}

/// The TOML files of a folder, by name.
fn files(folder: &Named) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(&folder.path).map_err(|error| match is_absent(&error) {
        true => folder.layer.fail(
            format!("there is no folder {}", shown(&folder.path)),
            "make it, or correct the path: it is relative to this file",
            folder.span,
        ),
        false => Failure::io(&error, Path::new(&shown(&folder.path)), "read the folder"),
    })?;
    Ok(toml_files(entries))
}

fn toml_files(entries: std::fs::ReadDir) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files
}

/// The stem of a file, its content and its text.
fn load<T: DeserializeOwned>(file: &Path) -> Result<(String, T, String), Failure> {
    let bytes = bytes(file).map_err(|error| Failure::io(&error, Path::new(&shown(file)), "read the file"))?;
    let source = text(&bytes, file)?;
    let content = toml::from_str(&source).map_err(|error| explain(&error, &shown(file), &source))?;
    let id = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok((id, content, source))
}
