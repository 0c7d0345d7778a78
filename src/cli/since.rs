//! `--since REV`: only what was touched since a revision of git is heard.
//!
//! Recommendations are compared by their text, so one that merely moved or got another number is not touched; what
//! its number got wrong is heard all the same.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use super::drafts::Draft;
use crate::document::decode;
use crate::document::{Document, Unit};
use crate::failure::Failure;

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
    let heard = |at: usize| {
        let Some(i) = document.unit_at(at) else { return true };
        let unit = &document.units()[i];
        let in_label = unit.label.as_ref().is_some_and(|label| at < document.start(i) + unit.locate(label.span).end);
        bodies[i] || (in_label && labels[i])
    };
    draft.analysis.findings.retain(|finding| heard(finding.span.start));
    draft.analysis.suppressed.retain(|finding| heard(finding.span.start));
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
        let failure = match inside.status.success() {
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
    Ok(shown.status.success().then_some(shown.stdout))
}

fn git(folder: &Path, arguments: &[&str]) -> Result<std::process::Output, Failure> {
    Command::new("git").arg("-C").arg(folder).args(arguments).output().map_err(|error| {
        let what = format!("cannot run git: {}", crate::failure::reason(&error));
        Failure::new(what, "install git, or leave --since out")
    })
}
