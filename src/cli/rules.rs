//! `rapporteur rules`: all rules at a glance.

use super::pages::{self, Wrong};
use crate::render;
use crate::workbench::Workbench;

/// How to list them.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    format: pages::Format,
}

pub(super) fn run(arguments: &Arguments, workbench: &Workbench) -> Result<String, Wrong> {
    Ok(match arguments.format {
        pages::Format::Human => render::index::rules(workbench, pages::width()),
        pages::Format::Json => render::index::rules_json(workbench),
    })
}
