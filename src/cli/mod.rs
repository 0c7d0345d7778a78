//! The command line: one subcommand a file. It only reads arguments, calls the workbench and writes what `render` made.

mod cache;
mod compare;
mod completions;
mod config;
mod console;
mod corpus;
mod drafts;
mod evidence;
mod explain;
mod fix;
mod init;
mod lint;
mod man;
mod pages;
mod record;
mod rules;
mod search;
mod show;
mod similar;
mod since;
mod text;
mod watch;

use std::process::ExitCode;

use clap::builder::TypedValueParser;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

use self::console::{Color, Exit};
use crate::corpus::Corpus;
use crate::failure::Failure;
use crate::workspace::{Resolved, Workspace};

/// Holds draft recommendations against what earlier sessions adopted.
#[derive(Debug, Parser)]
#[command(name = "rapporteur", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// When to use colours: auto, always or never
    #[arg(long, value_enum, value_name = "WHEN", default_value_t, hide_possible_values = true, global = true)]
    color: Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read drafts and say what earlier sessions did otherwise
    Lint(lint::Arguments),
    /// Make the changes that cannot change what is asked of whom
    Fix(fix::Arguments),
    /// Say why a rule is there, how often it was kept, and where it was broken
    Explain(explain::Arguments),
    /// List the rules
    Rules(rules::Arguments),
    /// Say how often adopted recommendations kept each rule
    Evidence(evidence::Arguments),
    /// Show an earlier recommendation or a meeting
    Show(show::Arguments),
    /// Find the earlier recommendations nearest to a text or to a draft
    Similar(similar::Arguments),
    /// Search earlier recommendations by words, by meaning and by what they are
    Search(search::Arguments),
    /// Compare two versions of a draft, or two earlier recommendations
    Compare(compare::Arguments),
    /// Write the consolidated record of everything that was recommended
    Record(record::Arguments),
    /// Show the text that a file is read as, such as that of a Word document
    Text(text::Arguments),
    /// Add the report of a meeting to what drafts are held against; list, remove, verify, export
    #[command(subcommand)]
    Corpus(corpus::Command),
    /// Write a configuration with comments
    Init(init::Arguments),
    /// Show what holds for a draft, and where it is written
    Config(config::Arguments),
    /// Write the completions of a shell
    Completions(completions::Arguments),
    /// Write the manual page of a command
    Man(man::Arguments),
    /// Name the folder of what is kept and can be made anew, or remove it
    Cache(cache::Arguments),
    /// Write the text of a PDF to a file; for this program's own use, since it may crash
    #[command(hide = true)]
    ReadPdf { file: std::path::PathBuf, output: std::path::PathBuf, seconds: u64, memory: u64 },
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
    /// Write to this file what the server does
    #[arg(long, value_name = "FILE")]
    log: Option<std::path::PathBuf>,
    /// How much is written: error, warn, info, debug or trace
    #[arg(long, value_name = "LEVEL", default_value = "info", hide_possible_values = true, value_parser = log_level())]
    log_level: crate::lsp::LogLevel,
    /// The process of the client; the server ends when it does
    #[arg(long = "clientProcessId", value_name = "ID", hide = true)]
    client: Option<u32>,
}

fn log_level() -> impl clap::builder::TypedValueParser<Value = crate::lsp::LogLevel> {
    let all = crate::lsp::LogLevel::ALL;
    let named = move |word: String| all.into_iter().find(|(name, _)| *name == word).map(|(_, level)| level);
    clap::builder::PossibleValuesParser::new(all.map(|(name, _)| name)).map(move |word| named(word).expect("a level"))
}

impl LspArguments {
    fn serve(self) -> ExitCode {
        let transport = match (self.tcp, self.pipe) {
            (Some(port), _) => crate::lsp::Transport::Tcp(port),
            (None, Some(path)) => crate::lsp::Transport::Pipe(path),
            (None, None) => crate::lsp::Transport::Stdio,
        };
        let log = self.log.map(|path| crate::lsp::Log { path, level: self.log_level });
        crate::lsp::serve(&transport, log.as_ref(), self.client)
    }
}

/// Reads the arguments and does what they ask. Exit code 0: clean; 1: findings; 2: could not run.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.kind() == ErrorKind::DisplayVersion => return end(version()),
        Err(error) => {
            // nobody is there to be told that nobody listens
            let _ = error.print();
            return ExitCode::from(error.exit_code() as u8);
        }
    };
    let color = arguments.color;
    end(match arguments.command {
        Command::Lint(arguments) => lint::run(&arguments, color),
        Command::Fix(arguments) => fix::run(&arguments, color),
        Command::Explain(arguments) => {
            here().and_then(|here| pages::answer(explain::run(&arguments, &here.workbench), color))
        }
        Command::Rules(arguments) => here().and_then(|here| rules::run(&arguments, &here, color)),
        Command::Evidence(arguments) => {
            here().and_then(|here| pages::answer(evidence::run(&arguments, &here.workbench), color))
        }
        Command::Show(arguments) => here().and_then(|here| pages::answer(show::run(&arguments, &here), color)),
        Command::Similar(arguments) => similar::run(&arguments, color),
        Command::Search(arguments) => here().and_then(|here| pages::answer(search::run(&arguments, &here), color)),
        Command::Compare(arguments) => compare::run(&arguments, color),
        Command::Record(arguments) => record::run(&arguments, color),
        Command::Text(arguments) => text::run(&arguments),
        Command::Corpus(command) => corpus::run(&command, color),
        Command::ReadPdf { file, output, seconds, memory } => {
            // what goes wrong here is told by the exit code and the output file
            let read = crate::workspace::read_pdf(&file, &output, seconds, memory);
            return if read.is_ok() { Exit::Clean.into() } else { Exit::Failed.into() };
        }
        Command::Init(arguments) => init::run(&arguments),
        Command::Config(arguments) => config::run(&arguments, color),
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command()),
        Command::Man(arguments) => man::run(&arguments, Arguments::command()),
        Command::Cache(arguments) => cache::run(&arguments, color),
        Command::Lsp(arguments) => return arguments.serve(),
    })
}

/// What holds for a draft in the folder that a person is in.
fn here() -> Result<Resolved, Failure> {
    Workspace::default().resolve(std::path::Path::new("draft.md"))
}

fn end(result: Result<Exit, Failure>) -> ExitCode {
    let exit = result.unwrap_or_else(|failure| {
        console::complain(&failure);
        Exit::Failed
    });
    exit.into()
}

/// The version, with the meetings inside the program.
fn version() -> Result<Exit, Failure> {
    let corpus = Corpus::embedded();
    let meetings: Vec<&str> = corpus.meetings().iter().map(|meeting| meeting.id.as_str()).collect();
    let text = format!("rapporteur {} ({})\n", env!("CARGO_PKG_VERSION"), meetings.join(", "));
    console::print(&text, Color::Never)?;
    Ok(Exit::Clean)
}
