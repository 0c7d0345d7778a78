//! `rapporteur completions`: what a shell needs to complete commands and options.

use clap_complete::Shell;

use super::console::{self, Exit};
use crate::failure::Failure;

/// For which shell.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, command: clap::Command) -> Result<Exit, Failure> {
    let mut command = visible(command);
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "rapporteur", &mut script);
    console::print_bytes(&script)?;
    Ok(Exit::Clean)
}

/// The command without what people never call: the generators offer hidden commands, too.
fn visible(command: clap::Command) -> clap::Command {
    let shown: Vec<clap::Command> = command.get_subcommands().filter(|one| !one.is_hide_set()).cloned().collect();
    let mut bare = clap::Command::new("rapporteur").subcommands(shown).version(env!("CARGO_PKG_VERSION"));
    for argument in command.get_arguments() {
        bare = bare.arg(argument.clone());
    }
    match command.get_about() {
        Some(about) => bare.about(about.clone()),
        None => bare,
    }
}
