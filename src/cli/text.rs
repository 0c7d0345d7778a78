//! `rapporteur text`: the text that a file is read as, in whose lines and columns machines are told of findings.

use std::path::PathBuf;

use super::console::{self, Exit};
use crate::failure::Failure;
use crate::workspace;

/// What to read.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A draft, such as a Word document; `-` for standard input
    file: PathBuf,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output_file: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let read = workspace::read(&arguments.file, &arguments.file.display().to_string())?;
    match &arguments.output_file {
        Some(file) => workspace::write(file, read.text.as_bytes())?,
        None => console::print_bytes(read.text.as_bytes())?,
    }
    Ok(Exit::Clean)
}
