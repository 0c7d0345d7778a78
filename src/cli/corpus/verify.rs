//! `rapporteur corpus verify`: whether the files of meetings are whole and say what they must.

use std::path::PathBuf;

use super::super::console::{self, Color, Exit};
use crate::failure::Failure;
use crate::workspace::{self, Workspace};

/// What to check.
#[derive(Debug, clap::Args)]
pub(in super::super) struct Arguments {
    /// Folders with meetings [default: those that rapporteur.toml names]
    folders: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, color: Color) -> Result<Exit, Failure> {
    let mut files = Vec::new();
    for folder in &arguments.folders {
        files.extend(workspace::meetings(folder)?);
    }
    if arguments.folders.is_empty() {
        files = super::own(&Workspace::default())?.into_iter().map(|(file, _)| file).collect();
    }
    let mut wrong = 0;
    for file in &files {
        let failures = workspace::verify(file).unwrap_or_else(|failure| vec![failure]);
        wrong += failures.len();
        failures.iter().for_each(console::complain);
    }
    let count = if files.len() == 1 { "one file".to_owned() } else { format!("{} files", files.len()) };
    let out = match wrong {
        0 => format!("{count} checked, nothing wrong\n"),
        1 => format!("{count} checked, one fault\n"),
        _ => format!("{count} checked, {wrong} faults\n"),
    };
    console::print(&out, color)?;
    Ok(if wrong == 0 { Exit::Clean } else { Exit::Found })
}
