//! The command line: one subcommand a file. It only reads arguments, calls the workbench and writes what `render` made.

mod lint;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Holds draft recommendations against what earlier sessions adopted.
#[derive(Debug, Parser)]
#[command(name = "rapporteur", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read drafts and say what earlier sessions did otherwise
    Lint(lint::Arguments),
    /// Serve an editor over standard input and output
    Lsp(LspArguments),
}

/// Transport of the language server.
#[derive(Debug, clap::Args)]
struct LspArguments {
    /// Accepted for clients that say so; the only transport
    #[arg(long)]
    stdio: bool,
}

/// Reads the arguments and does what they ask. Exit code 0: clean; 1: findings; 2: could not run.
pub fn run() -> ExitCode {
    match Arguments::parse().command {
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Lsp(LspArguments { stdio: _ }) => crate::lsp::serve(),
    }
}
