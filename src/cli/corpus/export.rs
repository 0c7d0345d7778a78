//! `rapporteur corpus export`: everything that was recommended, a line each, for other programs.

use std::path::PathBuf;

use super::super::console::{self, Exit};
use super::super::pages;
use crate::failure::Failure;
use crate::render::export;
use crate::workspace;

/// What to write, and how.
#[derive(Debug, clap::Args)]
pub(in super::super) struct Arguments {
    /// Meetings, such as 2023-WG.4 [default: all]
    meetings: Vec<String>,
    /// JSON Lines or comma-separated values
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output_file: Option<PathBuf>,
}

/// How to write it.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum Format {
    /// A JSON object each line
    #[default]
    Jsonl,
    /// Comma-separated values with a line of names
    Csv,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let here = super::super::here()?;
    let corpus = &here.workbench.corpus;
    let mut asked = Vec::new();
    for name in &arguments.meetings {
        let found = pages::meetings(corpus, name).map_err(|wrong| Failure::new(wrong.what, wrong.advice))?;
        asked.extend(found.into_iter().map(|meeting| corpus.meetings()[meeting].id.as_str()));
    }
    let wanted = |id: &str| arguments.meetings.is_empty() || asked.contains(&id);
    let text = match arguments.format {
        Format::Jsonl => export::jsonl(corpus, wanted),
        Format::Csv => export::csv(corpus, wanted),
    };
    match &arguments.output_file {
        Some(file) => workspace::write(file, text.as_bytes())?,
        None => console::print_bytes(text.as_bytes())?,
    }
    Ok(Exit::Clean)
}
