//! `rapporteur cache`: where the pages stand that an editor was shown, and their removal. They are made anew when they are
//! asked for; nothing else is ever kept.

use std::path::{Path, PathBuf};

use super::console::{self, Color, Exit};
use crate::failure::Failure;
use crate::lsp;
use crate::workspace::shown;

/// What to do with it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Remove the folder and all that is in it
    #[arg(long)]
    purge: bool,
}

pub(super) fn run(arguments: &Arguments, color: Color) -> Result<Exit, Failure> {
    let Some(folder) = lsp::cache() else {
        let advice = "nothing is kept; name a folder in XDG_CACHE_HOME to have pages opened in an editor";
        return Err(Failure::new("this system names no folder for caches", advice));
    };
    if arguments.purge {
        return purge(&folder);
    }
    console::print(&format!("{}\n", folder.display()), color)?;
    Ok(Exit::Clean)
}

fn purge(folder: &Path) -> Result<Exit, Failure> {
    let name: PathBuf = shown(folder).into();
    match std::fs::remove_dir_all(folder) {
        Ok(()) => console::say("note", format!("{} is removed", name.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            console::say("note", format!("{} is not there; nothing was kept", name.display()));
        }
        Err(error) => return Err(Failure::io(&error, &name, "remove it")),
    }
    Ok(Exit::Clean)
}
