//! `rapporteur explain`: a rule with its evidence and examples.

use super::pages::{self, Wrong};
use crate::render;
use crate::workbench::Workbench;

/// Which rule.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The rule's id, as findings show it
    #[arg(value_name = "RULE")]
    rule: String,
}

pub(super) fn run(arguments: &Arguments, workbench: &Workbench) -> Result<String, Wrong> {
    let rule = pages::rule(&arguments.rule, workbench)?;
    Ok(render::explain::render(rule, workbench, pages::width()))
}
