//! `rapporteur completions`: what a shell needs to complete commands and options.

use clap_complete::Shell;

use super::console::{self, Exit};
use crate::failure::Failure;

/// For which shell.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, mut command: clap::Command) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "rapporteur", &mut script);
    console::print_bytes(&script)?;
    Ok(Exit::Clean)
}
