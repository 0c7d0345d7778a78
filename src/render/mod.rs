//! Findings for people and for machines: one output format a file. Nothing here decides anything.

pub mod human;
pub mod json;

use crate::workbench::{Analysis, Workbench};

/// A file that was read, and what was found in it.
#[derive(Debug)]
pub struct Outcome {
    /// The path as it was given.
    pub path: String,
    /// The decoded text, without byte-order mark.
    pub text: String,
    /// What was found.
    pub analysis: Analysis,
}

/// What an output format may look at.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The files, in the order given.
    pub outcomes: &'a [Outcome],
    /// Rules, corpus, evidence.
    pub workbench: &'a Workbench,
}
