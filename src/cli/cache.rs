//! `rapporteur cache`: the folder with the pages that an editor was shown and the indexes of meetings of a person's own, and
//! its removal. All in it is made anew when it is wanted; nothing else is ever kept.

use std::path::{Path, PathBuf};

use super::console::{self, Color, Exit};
use crate::failure::Failure;
use crate::workspace::{cache, shown};

/// What to do with it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Remove the folder and all that is in it
    #[arg(long)]
    purge: bool,
}

pub(super) fn run(arguments: &Arguments, color: Color) -> Result<Exit, Failure> {
    let Some(folder) = cache() else {
        let advice = "nothing is kept; the variable RAPPORTEUR_CACHE can name one";
        return Err(Failure::new("there is no folder for caches", advice));
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
