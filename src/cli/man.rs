//! `rapporteur man`: manual pages, from the same declaration as the options. What it cannot say stands under `docs/`.

use super::console::{self, Exit};
use crate::failure::Failure;

/// Which page.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The command whose page it is, such as lint or “corpus add” [default: the program itself]
    command: Vec<String>,
    /// List the commands that have a page, one a line
    #[arg(long, conflicts_with = "command")]
    list: bool,
}

pub(super) fn run(arguments: &Arguments, mut program: clap::Command) -> Result<Exit, Failure> {
    // the options that hold everywhere are told on every page
    program.build();
    let mut page = Vec::new();
    if arguments.list {
        list(&program, "", &mut page);
    } else {
        let mut command = &program;
        for name in arguments.command.iter().flat_map(|words| words.split_whitespace()) {
            command = command.find_subcommand(name).ok_or_else(|| {
                Failure::new(format!("no command is called “{name}”"), "“rapporteur man --list” lists them")
            })?;
        }
        let rendered = clap_mangen::Man::new(command.clone()).render(&mut page);
        rendered.map_err(|error| Failure::io(&error, std::path::Path::new("the page"), "make it"))?;
    }
    console::print_bytes(&page)?;
    Ok(Exit::Clean)
}

/// The names of the commands below `command`, as they are typed.
fn list(command: &clap::Command, above: &str, page: &mut Vec<u8>) {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set() && below.get_name() != "help") {
        let name = format!("{above}{}", below.get_name());
        page.extend(format!("{name}\n").bytes());
        list(below, &format!("{name} "), page);
    }
}
