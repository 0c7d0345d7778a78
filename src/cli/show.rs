//! `rapporteur show`: an earlier recommendation, a meeting, or all meetings.

use super::pages::{self, Wrong};
use crate::corpus::{Corpus, Earlier, Meeting};
use crate::render::show;
use crate::workspace::Resolved;

/// What to show.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Recommendations (2019/10, 2023-WG.4/annex/5), sections (2019/C), parts (2023/annex) or meetings (2019); none lists
    /// meetings
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
        pages::Format::Json if arguments.names.is_empty() => {
            Ok(show::json(corpus, &corpus.earlier().iter().collect::<Vec<_>>()))
        }
        pages::Format::Human => {
            let pages: Result<Vec<String>, Wrong> = arguments
                .names
                .iter()
                .map(|name| {
                    Ok(match find(corpus, name, body)? {
                        Found::One(earlier) => show::recommendation(corpus, earlier, width),
                        Found::Many(meeting, found) => show::meeting(corpus, meeting, &found, width),
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
                    Found::Many(_, many) => found.extend(many),
                }
            }
            Ok(show::json(corpus, &found))
        }
    }
}

enum Found<'a> {
    One(&'a Earlier),
    Many(&'a Meeting, Vec<&'a Earlier>),
}

fn find<'a>(corpus: &'a Corpus, name: &str, body: &str) -> Result<Found<'a>, Wrong> {
    if let Some(earlier) = corpus.find(name, body) {
        return Ok(Found::One(earlier));
    }
    let meeting = |id: &str| {
        let full = format!("{id}-{body}");
        let is = |meeting: &&Meeting| pages::plain(&meeting.id) == pages::plain(id) || meeting.id == full;
        corpus.meetings().iter().find(is)
    };
    let by_symbol =
        corpus.meetings().iter().find(|meeting| !meeting.symbol.is_empty() && meeting.symbol == name.trim());
    if let Some(meeting) = by_symbol {
        let many = corpus.earlier().iter().filter(|one| is_in(corpus, one, &meeting.id, "")).collect();
        return Ok(Found::Many(meeting, many));
    }
    let name = name.trim().trim_end_matches('/');
    let (id, rest) = name.split_once('/').unwrap_or((name, ""));
    if let Some(meeting) = meeting(id) {
        let many: Vec<&Earlier> = corpus.earlier().iter().filter(|one| is_in(corpus, one, &meeting.id, rest)).collect();
        if !many.is_empty() || rest.is_empty() {
            return Ok(Found::Many(meeting, many));
        }
    }
    let what = format!("there is no “{name}”");
    let known = name.split_once('/').and_then(|(id, _)| meeting(id));
    let advice = match known {
        Some(meeting) => format!("{} has {}{}", meeting.id, numbers(meeting), sections(meeting)),
        None => {
            let ids: Vec<&str> = corpus.meetings().iter().map(|meeting| meeting.id.as_str()).collect();
            format!("the meetings are {}; name a recommendation like {}", ids.join(", "), example(corpus))
        }
    };
    Err(Wrong { what, advice })
}

/// Whether a recommendation stands in a meeting and, there, in `rest`: a section (`C`), a part (`annex`), or a section of
/// a part (`annex/C`); anywhere for an empty one.
fn is_in(corpus: &Corpus, earlier: &Earlier, meeting: &str, rest: &str) -> bool {
    let (part, section) = (&corpus.part(earlier).id, &corpus.section(earlier).letter);
    let here = match rest.split_once('/') {
        Some((asked, letter)) => part == asked && section.eq_ignore_ascii_case(letter),
        None => rest.is_empty() || rest == part || (part.is_empty() && section.eq_ignore_ascii_case(rest)),
    };
    corpus.meeting(earlier).id == meeting && here
}

fn example(corpus: &Corpus) -> &str {
    corpus.earlier().first().map_or("2019-WG.4/10", |earlier| &earlier.name)
}

/// `, and sections A to C`: those of the meeting's own part.
fn sections(meeting: &Meeting) -> String {
    let own = meeting.parts.iter().filter(|part| part.id.is_empty()).flat_map(|part| &part.sections);
    let letters: Vec<&str> = own.map(|section| section.letter.as_str()).filter(|letter| !letter.is_empty()).collect();
    match letters[..] {
        [] => String::new(),
        [only] => format!(", and section {only}"),
        [first, last] => format!(", and sections {first} and {last}"),
        [first, .., last] => format!(", and sections {first} to {last}"),
    }
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
