//! Findings for people and for machines: one output format a file. Nothing here decides anything.

pub mod human;
pub mod json;

use std::sync::Arc;

use crate::workbench::{Analysis, Workbench};

/// A way to say what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people at a terminal.
    #[default]
    Human,
    /// One JSON object.
    Json,
}

impl Format {
    /// All of them, in the order of the manual.
    pub const ALL: [Format; 2] = [Format::Human, Format::Json];

    /// The word for it on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Human => "human",
            Format::Json => "json",
        }
    }

    /// Whether people read it: they are not shown hints unless they ask.
    pub const fn is_for_people(self) -> bool {
        matches!(self, Format::Human)
    }
}

/// A file that was read, and what was found in it.
#[derive(Debug)]
pub struct Outcome {
    /// The path as it was given.
    pub path: String,
    /// The decoded text, without byte-order mark.
    pub text: String,
    /// What was found.
    pub analysis: Analysis,
    /// The rules, corpus and evidence this file was held against; files may differ by their configuration.
    pub workbench: Arc<Workbench>,
}

/// What an output format may look at.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The files, in the order given.
    pub outcomes: &'a [Outcome],
    /// The rules, corpus and evidence of the first file; those inside the binary if there is none.
    pub workbench: &'a Workbench,
}

/// Says what was found in `format`.
pub fn render(view: View<'_>, format: Format) -> String {
    match format {
        Format::Human => human::render(view),
        Format::Json => json::render(view),
    }
}
