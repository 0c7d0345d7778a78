//! `rapporteur corpus remove`: takes the file of one of your own meetings away.

use super::super::console::{self, Exit};
use crate::corpus::Corpus;
use crate::failure::Failure;
use crate::workspace::{Workspace, shown};

/// Which meeting.
#[derive(Debug, clap::Args)]
pub(in super::super) struct Arguments {
    /// The meeting, such as 2024-WG.4
    meeting: String,
    /// Remove without asking
    #[arg(short, long)]
    yes: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let id = arguments.meeting.as_str();
    let own = super::own(&Workspace::default())?;
    // the nearest of several holds, so it goes first
    let found = own.iter().rev().find(|(file, _)| file.file_stem().is_some_and(|stem| stem == id));
    let Some((file, _)) = found else {
        let inside = Corpus::embedded().meetings().iter().any(|meeting| meeting.id == id);
        let ids: Vec<String> =
            own.iter().filter_map(|(file, _)| Some(file.file_stem()?.display().to_string())).collect();
        return Err(match inside {
            true => Failure::new(format!("{id} is part of the program"), "only meetings of your own can be removed"),
            false if ids.is_empty() => Failure::new(
                format!("there is no {id}"),
                "there are no meetings of your own here; “corpus list” lists all",
            ),
            false => Failure::new(format!("there is no {id}"), format!("your own meetings are {}", ids.join(", "))),
        });
    };
    if !arguments.yes {
        match console::ask(&format!("Remove {}?", shown(file))) {
            None => return Err(Failure::new("nothing is removed: there is no terminal to ask at", "say --yes")),
            Some(false) => {
                console::say("note", "nothing is removed");
                return Ok(Exit::Clean);
            }
            Some(true) => {}
        }
    }
    std::fs::remove_file(file).map_err(|error| Failure::io(&error, file, "remove it"))?;
    console::say("note", format!("{} is removed", shown(file)));
    Ok(Exit::Clean)
}
