//! `rapporteur show`: an earlier recommendation, a meeting, or all meetings.

use super::pages::{self, Wrong};
use crate::corpus::{Corpus, Earlier, Meeting};
use crate::render::show;
use crate::workspace::Resolved;

/// What to show.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A recommendation (2019/10, 2023-WG.4/annex/5, 2023-WG.4/dialogue/37) or a meeting (2019-WG.4); none lists meetings
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// The body whose meetings 2019/10 means; otherwise the configured one, else WG.4
    #[arg(long)]
    body: Option<String>,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    format: pages::Format,
}

pub(super) fn run(arguments: &Arguments, here: &Resolved) -> Result<String, Wrong> {
    let corpus = &here.workbench.corpus;
    let body = arguments.body.as_ref().unwrap_or(&here.settings.body);
    let width = pages::width();
    match arguments.format {
        pages::Format::Human if arguments.names.is_empty() => Ok(show::meetings(corpus)),
        pages::Format::Json if arguments.names.is_empty() => Ok(show::json(corpus, &all(corpus, |_| true))),
        pages::Format::Human => {
            let pages: Result<Vec<String>, Wrong> = arguments
                .names
                .iter()
                .map(|name| {
                    Ok(match find(corpus, name, body)? {
                        Found::One(earlier) => show::recommendation(corpus, earlier, width),
                        Found::Meeting(meeting) => show::meeting(corpus, meeting, width),
                    })
                })
                .collect();
            Ok(pages?.join("\n"))
        }
        pages::Format::Json => {
            let mut found: Vec<&Earlier> = Vec::new();
            for name in &arguments.names {
                match find(corpus, name, body)? {
                    Found::One(earlier) => found.push(earlier),
                    Found::Meeting(meeting) => found.extend(all(corpus, |other| other.id == meeting.id)),
                }
            }
            Ok(show::json(corpus, &found))
        }
    }
}

enum Found<'a> {
    One(&'a Earlier),
    Meeting(&'a Meeting),
}

fn all(corpus: &Corpus, wanted: impl Fn(&Meeting) -> bool) -> Vec<&Earlier> {
    corpus.earlier().iter().filter(|earlier| wanted(corpus.meeting(earlier))).collect()
}

fn find<'a>(corpus: &'a Corpus, name: &str, body: &str) -> Result<Found<'a>, Wrong> {
    if let Some(earlier) = corpus.find(name, body) {
        return Ok(Found::One(earlier));
    }
    let meeting = |id: &str| {
        let full = format!("{id}-{body}");
        corpus.meetings().iter().find(|meeting| meeting.id == id || meeting.id == full)
    };
    if let Some(meeting) = meeting(name) {
        return Ok(Found::Meeting(meeting));
    }
    let what = format!("there is no “{name}”");
    let known = name.split_once('/').and_then(|(id, _)| meeting(id));
    let advice = match known {
        Some(meeting) => format!("{} has {}", meeting.id, numbers(meeting)),
        None => {
            let ids: Vec<&str> = corpus.meetings().iter().map(|meeting| meeting.id.as_str()).collect();
            format!("the meetings are {}; name a recommendation like {}", ids.join(", "), example(corpus))
        }
    };
    Err(Wrong { what, advice })
}

fn example(corpus: &Corpus) -> &str {
    corpus.earlier().first().map_or("2019-WG.4/10", |earlier| &earlier.name)
}

/// `1 to 39`, `annex/1 to annex/10`: what a meeting's recommendations are called.
fn numbers(meeting: &Meeting) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in &meeting.parts {
        let mut numbers = part.sections.iter().flat_map(|section| &section.recommendations).map(|entry| &entry.number);
        let Some(first) = numbers.next() else { continue };
        let name = |number: &str| crate::corpus::name(&meeting.id, &part.id, number);
        let last = numbers.next_back().unwrap_or(first);
        parts.push(format!("{} to {}", name(first), name(last)));
    }
    parts.join(", ")
}
