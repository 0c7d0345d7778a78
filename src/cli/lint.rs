//! `rapporteur lint`: read drafts and say what earlier sessions did otherwise.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use crate::render::{self, Outcome, View};
use crate::settings::{Settings, Severity};
use crate::workbench::Workbench;

/// What to read and how to say it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files to read
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How to say what was found
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Human,
    Json,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let workbench = Workbench::embedded();
    let settings = Settings::default();
    let mut outcomes = Vec::new();
    for path in &arguments.files {
        match std::fs::read_to_string(path) {
            Ok(text) => {
                let analysis = workbench.analyze(&text, &settings);
                outcomes.push(Outcome { path: path.display().to_string(), text, analysis });
            }
            Err(error) => {
                let _ = writeln!(std::io::stderr(), "error: {}: {error}", path.display());
                return ExitCode::from(2);
            }
        }
    }
    let view = View { outcomes: &outcomes, workbench: &workbench };
    let output = match arguments.format {
        Format::Human => render::human::render(view),
        Format::Json => render::json::render(view),
    };
    let _ = anstream::stdout().write_all(output.as_bytes());
    let severe = outcomes
        .iter()
        .flat_map(|outcome| &outcome.analysis.findings)
        .any(|finding| finding.severity >= Severity::Warning);
    ExitCode::from(u8::from(severe))
}
