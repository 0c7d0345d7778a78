//! `rapporteur config`: what holds for a draft and where it is written; the schema of the configuration.

use std::fmt::Write;
use std::path::PathBuf;

use super::console::{self, Color, Exit};
use crate::config;
use crate::failure::Failure;
use crate::rules::RuleSet;
use crate::workspace::{Choice, Workspace};

/// What to show.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The draft for which it holds, or a folder
    #[arg(default_value = ".")]
    path: PathBuf,
    /// The JSON schema of rapporteur.toml, for editors
    #[arg(long)]
    schema: bool,
    /// Take the configuration from this file alone
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, color: Color) -> Result<Exit, Failure> {
    let text = match arguments.schema {
        true => config::schema(&RuleSet::embedded()),
        false => values(arguments)?,
    };
    console::print(&text, color)?;
    Ok(Exit::Clean)
}

/// What holds, as TOML, with the place of each choice behind it.
fn values(arguments: &Arguments) -> Result<String, Failure> {
    let workspace = Workspace::new(arguments.config.clone().map_or(Choice::Upwards, Choice::File));
    let draft = match arguments.path.is_dir() {
        true => arguments.path.join("draft.md"),
        false => arguments.path.clone(),
    };
    let resolved = workspace.resolve(&draft)?;
    let mut out = String::new();
    let files: Vec<&str> = resolved.config.layers.iter().map(|layer| layer.path.as_str()).collect();
    let from = if files.is_empty() { "no rapporteur.toml holds".to_owned() } else { files.join(", then ") };
    let _ = writeln!(out, "# {}: {from}", arguments.path.display());
    for value in resolved.config.values() {
        let origin = value.origin.as_deref().unwrap_or("unless said otherwise");
        let _ = writeln!(out, "{} = {}  # {origin}", value.key, value.value);
    }
    Ok(out)
}
