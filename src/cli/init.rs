//! `rapporteur init`: a configuration with every key explained.

use std::path::PathBuf;

use super::console::{self, Exit};
use crate::config::FILE;
use crate::failure::Failure;
use crate::workspace;

/// Where to write.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of the drafts
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// The configuration that `init` writes.
const TEMPLATE: &str = include_str!("init.toml");

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let file = match arguments.folder.as_os_str() == "." {
        true => PathBuf::from(FILE),
        false => arguments.folder.join(FILE),
    };
    let shown = file.display().to_string();
    if file.symlink_metadata().is_ok() {
        return Err(Failure::new("the file is there already", "change it, or move it away first").about(shown));
    }
    workspace::write(&file, TEMPLATE.as_bytes())?;
    console::say("note", format!("{shown} is written; “rapporteur config” shows what holds"));
    Ok(Exit::Clean)
}
