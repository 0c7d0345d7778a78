//! `rapporteur rules`: all rules at a glance, and whether the examples of one's own cards hold.

use super::console::{self, Color, Exit};
use super::pages;
use crate::failure::Failure;
use crate::render;
use crate::workspace::{Resolved, try_cards};

/// How to list them.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    format: pages::Format,
    /// Try the examples of the cards that rapporteur.toml names, and end with 1 if one does not hold
    #[arg(long, conflicts_with = "format")]
    check: bool,
}

pub(super) fn run(arguments: &Arguments, here: &Resolved, color: Color) -> Result<Exit, Failure> {
    if arguments.check {
        return check(here, color);
    }
    let page = match arguments.format {
        pages::Format::Human => render::index::rules(&here.workbench, pages::width()),
        pages::Format::Json => render::index::rules_json(&here.workbench),
    };
    pages::answer(Ok(page), color)
}

fn check(here: &Resolved, color: Color) -> Result<Exit, Failure> {
    let folders = here.config.cards();
    if folders.is_empty() {
        console::print("No rapporteur.toml here names a folder with cards of your own\n", color)?;
        return Ok(Exit::Clean);
    }
    let (failures, cards) = try_cards(&folders, &here.workbench)?;
    failures.iter().for_each(console::complain);
    let cards = if cards == 1 { "1 card".to_owned() } else { format!("{cards} cards") };
    if failures.is_empty() {
        console::print(&format!("All examples of {cards} hold\n"), color)?;
        return Ok(Exit::Clean);
    }
    Ok(Exit::Found)
}
