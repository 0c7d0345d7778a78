//! What `explain`, `rules`, `evidence`, `show` and `search` share: a page for standard output, the names that people give
//! to things, or what was wrong with the question.

use super::console::{self, Color, Exit};
use crate::corpus::Corpus;
use crate::failure::Failure;
use crate::rules::{Rule, nearest};
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

/// A name as it is compared: letters and figures, in small letters, whatever stands between them.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The meetings that somebody means by a year, a body, an id or a symbol, by index.
pub(super) fn meetings(corpus: &Corpus, asked: &str) -> Result<Vec<usize>, Wrong> {
    let all = corpus.meetings();
    let name = plain(asked);
    let is = |i: &usize| {
        let meeting = &all[*i];
        let names = [&meeting.id, &meeting.body, &meeting.symbol, &meeting.year.to_string()].map(|name| plain(name));
        !name.is_empty() && names.contains(&name)
    };
    some((0..all.len()).filter(is).collect(), "meeting", asked, || all.iter().map(|one| one.id.clone()).collect())
}

/// What was found, or a word on what there is, the nearest first.
pub(super) fn some<T>(
    found: Vec<T>,
    what: &str,
    asked: &str,
    known: impl Fn() -> Vec<String>,
) -> Result<Vec<T>, Wrong> {
    if !found.is_empty() {
        return Ok(found);
    }
    let known = known();
    // a list may say behind each value how often it is met
    let value = |listed: &str| listed.split(" (").next().unwrap_or(listed).trim_matches(['“', '”']).to_owned();
    let names: Vec<(String, String)> = known.iter().map(|one| (value(one).to_lowercase(), value(one))).collect();
    let near = nearest(&asked.to_lowercase(), names.iter().map(|(low, _)| low.as_str()));
    let near = near.and_then(|near| names.iter().find(|(low, _)| low == near)).map(|(_, name)| name);
    let near = near.map_or(String::new(), |name| format!("write “{name}”; "));
    let advice = format!("{near}there are {}", known.join(", "));
    Err(Wrong { what: format!("no {what} is called “{asked}”"), advice })
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
