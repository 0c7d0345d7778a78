//! `rapporteur corpus`: what drafts are held against, and how a report gets there. One subcommand a file.

mod add;
mod export;
mod list;
mod remove;
mod verify;

use std::path::PathBuf;

use super::console::{Color, Exit};
use crate::corpus::Meeting;
use crate::failure::Failure;
use crate::workspace::{self, Workspace, shown};

/// What to do with the corpus.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Add the report of a meeting (.txt .md .html .pdf .docx)
    Add(add::Arguments),
    /// List the meetings, and where each is kept
    List(list::Arguments),
    /// Take a meeting of your own out again
    Remove(remove::Arguments),
    /// Check the files of your own meetings
    Verify(verify::Arguments),
    /// Write everything that was recommended as JSON Lines or CSV
    Export(export::Arguments),
}

pub(super) fn run(command: &Command, color: Color) -> Result<Exit, Failure> {
    match command {
        Command::Add(arguments) => add::run(arguments, color),
        Command::List(arguments) => list::run(arguments, color),
        Command::Remove(arguments) => remove::run(arguments),
        Command::Verify(arguments) => verify::run(arguments, color),
        Command::Export(arguments) => export::run(arguments),
    }
}

/// The files of a person's own meetings, each with what it holds, or why that cannot be read.
type Own = Vec<(PathBuf, Result<Meeting, Failure>)>;

/// The meetings in the folders that the configuration here names.
fn own(workspace: &Workspace) -> Result<Own, Failure> {
    let config = workspace.configuration(std::path::Path::new("draft.md"))?;
    let mut found = Vec::new();
    for folder in config.corpus() {
        if !folder.path.is_dir() {
            let what = format!("there is no folder {}", shown(&folder.path));
            return Err(folder.layer.fail(
                what,
                "make it, or correct the path: it is relative to this file",
                folder.span,
            ));
        }
        for file in workspace::meetings(&folder.path)? {
            let meeting = workspace::meeting(&file);
            found.push((file, meeting));
        }
    }
    Ok(found)
}
