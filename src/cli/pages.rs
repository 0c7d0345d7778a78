//! What `explain`, `rules`, `evidence` and `show` share: a page for standard output, or what was wrong with the question.

use super::console::{self, Color, Exit};
use crate::failure::Failure;
use crate::rules::Rule;
use crate::workbench::Workbench;

/// For whom a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(super) enum Format {
    /// For people at a terminal
    #[default]
    Human,
    /// For programs
    Json,
}

/// A question that cannot be answered.
#[derive(Debug)]
pub(super) struct Wrong {
    /// What is wrong.
    pub(super) what: String,
    /// What to do.
    pub(super) advice: String,
}

/// Columns of the terminal; of a page if there is none.
pub(super) fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0))
}

/// The rule with this id.
pub(super) fn rule<'a>(id: &str, workbench: &'a Workbench) -> Result<&'a Rule, Wrong> {
    workbench.rules.named(id).ok_or_else(|| {
        let advice = match workbench.rules.nearest(id) {
            Some(near) => format!("write “{near}”"),
            None => "“rapporteur rules” lists them".to_owned(),
        };
        Wrong { what: format!("no rule is called “{id}”"), advice }
    })
}

/// Writes the page.
pub(super) fn answer(page: Result<String, Wrong>, color: Color) -> Result<Exit, Failure> {
    let page = page.map_err(|Wrong { what, advice }| Failure::new(what, advice))?;
    console::print(&page, color).map(|()| Exit::Clean)
}
