//! `rapporteur evidence`: how often adopted recommendations kept each rule.

use super::pages::{self, Wrong};
use crate::render;
use crate::workbench::Workbench;

/// Which rule, and how to say it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Only this rule, by meeting
    #[arg(value_name = "RULE")]
    rule: Option<String>,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    format: pages::Format,
}

pub(super) fn run(arguments: &Arguments, workbench: &Workbench) -> Result<String, Wrong> {
    let Some(id) = &arguments.rule else {
        return Ok(match arguments.format {
            pages::Format::Human => render::index::evidence(workbench, pages::width()),
            pages::Format::Json => render::index::evidence_json(workbench.evidence()),
        });
    };
    let rule = pages::rule(id, workbench)?;
    let Some(support) = workbench.support(id) else {
        return Err(Wrong {
            what: format!("“{id}” has no evidence: it is not about text"),
            advice: format!("read “rapporteur explain {id}”"),
        });
    };
    Ok(match arguments.format {
        pages::Format::Human => render::index::evidence_of(rule, support),
        pages::Format::Json => render::index::evidence_json(std::iter::once((rule, support))),
    })
}
