//! The command line: one subcommand a file. It only reads arguments, calls the workbench and writes what `render` made.

mod evidence;
mod explain;
mod lint;
mod pages;
mod rules;
mod show;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::workbench::Workbench;

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
    /// Say why a rule is there, how often it was kept, and where it was broken
    Explain(explain::Arguments),
    /// List the rules
    Rules(rules::Arguments),
    /// Say how often adopted recommendations kept each rule
    Evidence(evidence::Arguments),
    /// Show an earlier recommendation or a meeting
    Show(show::Arguments),
    /// Serve an editor over standard input and output
    Lsp(LspArguments),
}

/// Transport of the language server.
#[derive(Debug, clap::Args)]
struct LspArguments {
    /// Talk over standard input and output; this is the default
    #[arg(long)]
    stdio: bool,
    /// Connect to a client that listens on this port of this machine
    #[arg(long, alias = "socket", value_name = "PORT", conflicts_with = "stdio")]
    tcp: Option<u16>,
    /// Connect to a client that listens on this socket or named pipe
    #[arg(long, value_name = "PATH", conflicts_with_all = ["stdio", "tcp"])]
    pipe: Option<std::path::PathBuf>,
    /// Accepted for clients that say it; the server ends when its client does
    #[arg(long = "clientProcessId", hide = true)]
    client: Option<u32>,
}

impl LspArguments {
    fn transport(self) -> crate::lsp::Transport {
        match (self.tcp, self.pipe) {
            (Some(port), _) => crate::lsp::Transport::Tcp(port),
            (None, Some(path)) => crate::lsp::Transport::Pipe(path),
            (None, None) => crate::lsp::Transport::Stdio,
        }
    }
}

/// Reads the arguments and does what they ask. Exit code 0: clean; 1: findings; 2: could not run.
pub fn run() -> ExitCode {
    match Arguments::parse().command {
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Explain(arguments) => pages::answer(explain::run(&arguments, &Workbench::embedded())),
        Command::Rules(arguments) => pages::answer(rules::run(&arguments, &Workbench::embedded())),
        Command::Evidence(arguments) => pages::answer(evidence::run(&arguments, &Workbench::embedded())),
        Command::Show(arguments) => pages::answer(show::run(&arguments, &Workbench::embedded())),
        Command::Lsp(arguments) => crate::lsp::serve(&arguments.transport()),
    }
}
