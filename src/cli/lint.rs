//! `rapporteur lint`: read drafts and say what earlier sessions did otherwise.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::render::{self, Format, Outcome, View};
use crate::settings::{Settings, Severity};
use crate::workbench::Workbench;

/// What to read and how to say it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files to read
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How to say what was found
    #[arg(long, value_name = "FORMAT", default_value = Format::Human.name(), value_parser = format())]
    format: Format,
}

fn format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name))
        .map(|name| Format::ALL.into_iter().find(|format| format.name() == name).unwrap_or_default())
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let workbench = Arc::new(Workbench::embedded());
    let settings = Settings::default();
    let mut outcomes = Vec::new();
    for path in &arguments.files {
        match std::fs::read_to_string(path) {
            Ok(text) => {
                let analysis = workbench.analyze(&text, &settings);
                outcomes.push(Outcome {
                    path: path.display().to_string(),
                    text,
                    analysis,
                    workbench: workbench.clone(),
                });
            }
            Err(error) => {
                let _ = writeln!(std::io::stderr(), "error: {}: {error}", path.display());
                return ExitCode::from(2);
            }
        }
    }
    let shown = if arguments.format.is_for_people() { Severity::Information } else { Severity::Hint };
    let view = View { outcomes: &outcomes, workbench: &workbench, shown, width: 100 };
    let output = render::render(view, arguments.format);
    let _ = anstream::stdout().write_all(output.as_bytes());
    let severe = outcomes
        .iter()
        .flat_map(|outcome| &outcome.analysis.findings)
        .any(|finding| finding.severity >= Severity::Warning);
    ExitCode::from(u8::from(severe))
}
