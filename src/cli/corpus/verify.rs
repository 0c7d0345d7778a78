//! `rapporteur corpus verify`: whether the files of meetings are whole and say what they must.

use std::path::PathBuf;

use super::super::console::{self, Color, Exit};
use crate::corpus::faults;
use crate::failure::Failure;
use crate::workspace::{self, Workspace, shown};

/// What to check.
#[derive(Debug, clap::Args)]
pub(in super::super) struct Arguments {
    /// Folders with meetings [default: those that rapporteur.toml names]
    folders: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, color: Color) -> Result<Exit, Failure> {
    let mut files = Vec::new();
    for folder in &arguments.folders {
        files.extend(workspace::meetings(folder)?.into_iter().map(|file| (file.clone(), workspace::meeting(&file))));
    }
    if arguments.folders.is_empty() {
        files = super::own(&Workspace::default())?;
    }
    let (mut wrong, mut out) = (0, String::new());
    for (file, meeting) in &files {
        match meeting {
            Ok(meeting) => {
                for fault in faults(meeting) {
                    wrong += 1;
                    out.push_str(&format!("{}: {fault}\n", shown(file)));
                }
            }
            Err(failure) => {
                wrong += 1;
                console::complain(failure);
            }
        }
    }
    let count = if files.len() == 1 { "one file".to_owned() } else { format!("{} files", files.len()) };
    out.push_str(&match wrong {
        0 => format!("{count} checked, nothing wrong\n"),
        1 => format!("{count} checked, one fault\n"),
        _ => format!("{count} checked, {wrong} faults\n"),
    });
    console::print(&out, color)?;
    Ok(if wrong == 0 { Exit::Clean } else { Exit::Found })
}
