//! `--since REV`: only what was touched since a revision of git is heard.
//!
//! Recommendations are compared by their text, so one that merely moved or got another number is not touched; what
//! its number got wrong is heard all the same, and so is what is wrong with the number after one that was taken out or
//! put elsewhere.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::process::Command;

use super::drafts::Draft;
use crate::document::decode;
use crate::document::{Document, Unit};
use crate::failure::Failure;
use crate::finding::{Category, Finding};

/// Takes out what was found in recommendations that are as they were at `revision`.
///
/// # Errors
/// If git does not know the revision.
pub(super) fn narrow(draft: &mut Draft, revision: &str) -> Result<(), Failure> {
    if draft.path.as_os_str() == "-" && draft.name == "-" {
        let advice = "say with --stdin-filename which file it is";
        return Err(Failure::new("standard input has no history", advice));
    }
    let Some(bytes) = at(Path::new(&draft.name), revision)? else { return Ok(()) };
    let Ok(before) = decode::read(&bytes) else { return Ok(()) };
    let before = Document::parse(&before.text, &draft.workbench.lexicon);
    let document = &draft.analysis.document;
    let bodies = touched(&before, document, |unit| unit.text(unit.body).to_owned());
    let labels = touched(&before, document, |unit| unit.reading().to_owned());
    let apart = parted(&before, document);
    let heard = |finding: &Finding| {
        let at = finding.span.start;
        let Some(i) = document.unit_at(at) else { return true };
        if apart[i] && finding.category == Category::Numbering {
            return true;
        }
        let unit = &document.units()[i];
        let in_label = unit.label.as_ref().is_some_and(|label| at < document.start(i) + unit.locate(label.span).end);
        bodies[i] || (in_label && labels[i])
    };
    draft.analysis.findings.retain(|finding| heard(finding));
    draft.analysis.suppressed.retain(|finding| heard(finding));
    Ok(())
}

/// Which units of `now` have a text that `before` has not, or has not so often.
fn touched(before: &Document, now: &Document, key: impl Fn(&Unit) -> String) -> Vec<bool> {
    let mut known: HashMap<String, usize> = HashMap::new();
    for unit in before.units() {
        *known.entry(key(unit)).or_default() += 1;
    }
    now.units()
        .iter()
        .map(|unit| match known.get_mut(&key(unit)) {
            Some(count @ 1..) => {
                *count -= 1;
                false
            }
            _ => true,
        })
        .collect()
}

/// Which units of `now` do not follow the number that they followed in `before`: theirs may be wrong, though nobody touched
/// them.
fn parted(before: &Document, now: &Document) -> Vec<bool> {
    fn keys(document: &Document) -> Vec<(&str, &str)> {
        let mut above = "";
        document
            .units()
            .iter()
            .map(|unit| {
                let key = (above, unit.reading().trim());
                above = unit.label.as_ref().map_or(above, |label| unit.text(label.span));
                key
            })
            .collect()
    }
    let known: HashSet<(&str, &str)> = keys(before).into_iter().collect();
    keys(now).iter().map(|pair| !known.contains(pair)).collect()
}

/// The bytes of the file at `revision`; `None` if it was not there.
fn at(path: &Path, revision: &str) -> Result<Option<Vec<u8>>, Failure> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")];
    let commit = git(folder, &verify)?;
    if !commit.status.success() {
        let inside = git(folder, &["rev-parse", "--is-inside-work-tree"])?;
        let shallow = git(folder, &["rev-parse", "--is-shallow-repository"])?.stdout.starts_with(b"true");
        let failure = match inside.status.success() {
            true if shallow => Failure::new(
                format!("git knows no revision “{revision}”: this copy of the repository lacks its history"),
                "get it with “git fetch --unshallow”, or name a revision that is there",
            ),
            true => Failure::new(
                format!("git knows no revision “{revision}”"),
                "give a branch, a tag or a commit; “git log” shows them",
            ),
            false => Failure::new("this file is in no git repository", "leave --since out"),
        };
        return Err(failure.about(path.display().to_string()));
    }
    let commit = String::from_utf8_lossy(&commit.stdout).trim().to_owned();
    let shown = git(folder, &["show", &format!("{commit}:./{name}")])?;
    if shown.status.success() {
        return Ok(Some(shown.stdout));
    }
    let Some(former) = former_name(folder, &name, &commit)? else { return Ok(None) };
    let shown = git(folder, &["show", &format!("{commit}:{former}")])?;
    Ok(shown.status.success().then_some(shown.stdout))
}

/// The path in the repository that the file `name` of `folder` had at `commit`, if git knows that it was renamed.
fn former_name(folder: &Path, name: &str, commit: &str) -> Result<Option<String>, Failure> {
    let prefix = git(folder, &["rev-parse", "--show-prefix"])?.stdout;
    let path = [String::from_utf8_lossy(&prefix).trim_end_matches(['\n', '\r']), name].concat();
    let renamed = git(folder, &["diff", "--find-renames", "--diff-filter=R", "--name-status", "-z", commit])?.stdout;
    let renamed = String::from_utf8_lossy(&renamed);
    // "R097", the former name, the new one
    let fields: Vec<&str> = renamed.split('\0').collect();
    let former = fields.chunks(3).find_map(|entry| match entry {
        [_, former, now] if *now == path => Some((*former).to_owned()),
        _ => None,
    });
    Ok(former)
}

fn git(folder: &Path, arguments: &[&str]) -> Result<std::process::Output, Failure> {
    Command::new("git").arg("-C").arg(folder).args(arguments).output().map_err(|error| {
        let what = format!("cannot run git: {}", crate::failure::reason(&error));
        Failure::new(what, "install git, or leave --since out")
    })
}
