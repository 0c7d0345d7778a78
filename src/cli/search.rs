//! `rapporteur search`: earlier recommendations by their words, their meaning, and what they are.

use std::collections::BTreeMap;

use super::pages::{self, Wrong};
use crate::corpus::search::Wanted;
use crate::corpus::{Corpus, Practice};
use crate::document::Status;
use crate::lexicon::Lexicon;
use crate::render::search;
use crate::workspace::Resolved;

/// What to search for, and how to say it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Words, or phrases in quotation marks; none finds all that the options leave
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Only of this meeting or body (2019, 2019-WG.4, WG.4); as all of these, it may be repeated
    #[arg(long, value_name = "MEETING", help_heading = "What it is")]
    meeting: Vec<String>,
    /// Only in sections with this letter, or with this in their title
    #[arg(long, value_name = "SECTION", help_heading = "What it is")]
    section: Vec<String>,
    /// Only with this status
    #[arg(long, value_name = "STATUS", help_heading = "What it is", value_parser = ["adopted", "proposed", "observation"])]
    status: Vec<String>,
    /// Only what asks this addressee, such as UNODC
    #[arg(long, value_name = "ADDRESSEE", help_heading = "What it is")]
    addressee: Vec<String>,
    /// Only with this operative phrase, such as “should consider”
    #[arg(long, value_name = "PHRASE", help_heading = "What it is")]
    phrase: Vec<String>,
    /// Only of this strength, such as encouragement
    #[arg(long, value_name = "STRENGTH", help_heading = "What it is")]
    strength: Vec<String>,
    /// Only what cites this instrument or resolution, by name or id, such as tip-protocol
    #[arg(long, value_name = "INSTRUMENT", help_heading = "What it is")]
    instrument: Vec<String>,
    /// Only what cites this article
    #[arg(long, value_name = "NUMBER", help_heading = "What it is")]
    article: Vec<u32>,
    /// How many to show that mean something near
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(0..=1000))]
    near: u16,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    format: pages::Format,
}

pub(super) fn run(arguments: &Arguments, here: &Resolved) -> Result<String, Wrong> {
    let (corpus, lexicon) = (&here.workbench.corpus, &here.workbench.lexicon);
    let practice = corpus.practice(lexicon);
    let known = Known { corpus, lexicon, practice };
    let wanted = Wanted {
        meetings: all(&arguments.meeting, |asked| known.meetings(asked))?,
        statuses: all(&arguments.status, |asked| Ok(vec![known.status(asked)]))?,
        sections: all(&arguments.section, |asked| known.section(asked))?,
        addressees: all(&arguments.addressee, |asked| known.addressee(asked))?,
        phrases: all(&arguments.phrase, |asked| known.phrase(asked))?,
        strengths: all(&arguments.strength, |asked| known.strength(asked))?,
        sources: all(&arguments.instrument, |asked| known.source(asked))?,
        articles: arguments.article.clone(),
    };
    // words in quotation marks lose them to the shell
    let asked: Vec<String> = match arguments.words.as_slice() {
        [only] => vec![only.clone()],
        many => many
            .iter()
            .map(|word| if word.contains(char::is_whitespace) { format!("\"{word}\"") } else { word.clone() })
            .collect(),
    };
    let asked = asked.join(" ");
    let hits = corpus.search(practice, &asked, &wanted, usize::from(arguments.near));
    Ok(match arguments.format {
        pages::Format::Human => search::human(corpus, practice, &asked, &hits, pages::width()),
        pages::Format::Json => search::json(corpus, practice, &asked, &hits),
    })
}

fn all<T>(asked: &[String], find: impl Fn(&str) -> Result<Vec<T>, Wrong>) -> Result<Vec<T>, Wrong> {
    let mut found = Vec::new();
    for one in asked {
        found.extend(find(one.trim())?);
    }
    Ok(found)
}

/// What can be asked for.
struct Known<'a> {
    corpus: &'a Corpus,
    lexicon: &'a Lexicon,
    practice: &'a Practice,
}

impl Known<'_> {
    fn meetings(&self, asked: &str) -> Result<Vec<usize>, Wrong> {
        let meetings = self.corpus.meetings();
        let is = |i: &usize| {
            let meeting = &meetings[*i];
            meeting.id.eq_ignore_ascii_case(asked)
                || meeting.year.to_string() == asked
                || meeting.body.eq_ignore_ascii_case(asked)
                || (!meeting.symbol.is_empty() && meeting.symbol == asked)
        };
        let found: Vec<usize> = (0..meetings.len()).filter(is).collect();
        some(found, "meeting", asked, || meetings.iter().map(|meeting| meeting.id.clone()).collect())
    }

    fn status(&self, asked: &str) -> Status {
        match asked {
            "adopted" => Status::Adopted,
            "observation" => Status::Observation,
            _ => Status::Proposed,
        }
    }

    fn section(&self, asked: &str) -> Result<Vec<String>, Wrong> {
        let asked_low = asked.to_lowercase();
        let sections = || self.corpus.earlier().iter().map(|earlier| self.corpus.section(earlier));
        let has = sections().any(|section| {
            section.letter.eq_ignore_ascii_case(asked)
                || (asked.len() > 1 && section.title.to_lowercase().contains(&asked_low))
        });
        some(if has { vec![asked_low] } else { Vec::new() }, "section", asked, || {
            let mut titles: Vec<String> = sections().map(|section| format!("“{}”", section.title)).collect();
            titles.dedup();
            titles
        })
    }

    fn addressee(&self, asked: &str) -> Result<Vec<String>, Wrong> {
        let used = || self.practice.uses().iter().flat_map(|one| &one.addressees).map(String::as_str);
        let named = self.lexicon.phrases.addressee_at(asked).filter(|(length, _)| *length == asked.len());
        let is = |name: &str| {
            let plain = |name: &str| name.trim_start_matches("The ").to_lowercase();
            plain(name) == plain(asked) || named.is_some_and(|(_, addressee)| addressee.text == name)
        };
        let found = used().find(|name| is(name)).map(str::to_owned);
        some(found.into_iter().collect(), "addressee", asked, || tally(used()))
    }

    fn phrase(&self, asked: &str) -> Result<Vec<String>, Wrong> {
        let used = || self.practice.uses().iter().map(|one| one.phrase.as_str()).filter(|phrase| !phrase.is_empty());
        let usual = self.lexicon.phrases.named(asked).map_or(asked, |phrase| &phrase.text);
        let found = used().find(|phrase| *phrase == usual).map(str::to_owned);
        some(found.into_iter().collect(), "phrase", asked, || tally(used()))
    }

    fn strength(&self, asked: &str) -> Result<Vec<crate::lexicon::Strength>, Wrong> {
        let used = || self.practice.uses().iter().filter_map(|one| one.strength);
        let mut found: Vec<_> = used().filter(|rank| rank.name() == asked).collect();
        found.dedup();
        some(found, "strength", asked, || tally(used().map(|rank| rank.name())))
    }

    fn source(&self, asked: &str) -> Result<Vec<String>, Wrong> {
        let used = || self.practice.uses().iter().flat_map(|one| &one.cited);
        let instrument = self.lexicon.instruments.all().iter().find(|instrument| {
            let named = |name: &str| name.eq_ignore_ascii_case(asked);
            instrument.id == asked || instrument.names().any(named)
        });
        let found = match instrument {
            Some(instrument) => Some(instrument.id.clone()),
            None => used().find(|cited| cited.source.eq_ignore_ascii_case(asked)).map(|cited| cited.source.clone()),
        };
        some(found.into_iter().collect(), "instrument or resolution", asked, || {
            tally(used().map(|cited| cited.instrument.as_deref().unwrap_or(&cited.source)))
        })
    }
}

/// What was found, or a word on what there is.
fn some<T>(found: Vec<T>, what: &str, asked: &str, known: impl Fn() -> Vec<String>) -> Result<Vec<T>, Wrong> {
    if !found.is_empty() {
        return Ok(found);
    }
    let advice = format!("there are {}", known().join(", "));
    Err(Wrong { what: format!("no {what} is called “{asked}”"), advice })
}

/// How often each value is met, most first.
fn tally<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), *value));
    counts.into_iter().map(|(value, count)| format!("“{value}” ({count})")).collect()
}
