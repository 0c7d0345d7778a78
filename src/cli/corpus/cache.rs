//! `rapporteur corpus cache`: the indexes that are kept so that a corpus need not be read for likeness again.
//!
//! They can go at any time: what is missed is made anew.

use super::super::console::{self, Color, Exit};
use crate::corpus::similarity::SimilarityIndex;
use crate::failure::Failure;
use crate::workspace::{cache, shown};

/// What to do with them.
#[derive(Debug, clap::Args)]
pub(in super::super) struct Arguments {
    /// Delete them
    #[arg(long)]
    purge: bool,
}

pub(super) fn run(arguments: &Arguments, color: Color) -> Result<Exit, Failure> {
    let Some(folder) = cache() else {
        console::say("note", "there is no cache folder: nothing is kept");
        return Ok(Exit::Clean);
    };
    let found = SimilarityIndex::list(&folder);
    let bytes: u64 = found.iter().map(|(_, bytes)| bytes).sum();
    if arguments.purge {
        for (path, _) in &found {
            std::fs::remove_file(path).map_err(|error| Failure::io(&error, path, "delete it"))?;
        }
    }
    let indexes = if found.len() == 1 { "index" } else { "indexes" };
    let done = if arguments.purge { "deleted from" } else { "in" };
    let line = format!("{} {indexes}, {:.1} MB, {done} {}\n", found.len(), bytes as f64 / 1e6, shown(&folder));
    console::print(&line, color)?;
    Ok(Exit::Clean)
}
