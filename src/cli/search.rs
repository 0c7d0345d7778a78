//! `rapporteur search`: earlier recommendations by their words, their meaning, and what they are.

use std::collections::BTreeMap;

use super::pages::{self, Wrong, plain, some};
use crate::corpus::search::{Found, Hit, Wanted, WantedArticle};
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
    #[arg(long, value_name = "STATUS", help_heading = "What it is")]
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
    /// Only what cites this article, or this paragraph of it: 10, or “10, paragraph 1”
    #[arg(long, value_name = "NUMBER", help_heading = "What it is")]
    article: Vec<String>,
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
        statuses: all(&arguments.status, |asked| known.status(asked))?,
        sections: all(&arguments.section, |asked| known.section(asked))?,
        addressees: all(&arguments.addressee, |asked| known.addressee(asked))?,
        phrases: all(&arguments.phrase, |asked| known.phrase(asked))?,
        strengths: all(&arguments.strength, |asked| known.strength(asked))?,
        sources: all(&arguments.instrument, |asked| known.source(asked))?,
        articles: all(&arguments.article, article)?,
    };
    known.lacking(&wanted)?;
    // words in quotation marks lose them to the shell
    let asked: Vec<String> = match arguments.words.as_slice() {
        [only] => vec![only.clone()],
        many => many
            .iter()
            .map(|word| if word.contains(char::is_whitespace) { format!("\"{word}\"") } else { word.clone() })
            .collect(),
    };
    let asked = asked.join(" ");
    // the name of a recommendation means that one
    if let Some(earlier) = corpus.find(&asked, &here.settings.body) {
        let at = corpus.earlier().iter().position(|one| one.name == earlier.name).unwrap_or_default();
        let hits = [Hit { earlier: at, found: Found::Wanted, score: 0.0 }];
        return Ok(match arguments.format {
            pages::Format::Human => search::human(corpus, practice, "", &hits, pages::width()),
            pages::Format::Json => search::json(corpus, practice, &asked, &hits),
        });
    }
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
        pages::meetings(self.corpus, asked)
    }

    fn status(&self, asked: &str) -> Result<Vec<Status>, Wrong> {
        let all = [Status::Adopted, Status::Proposed, Status::Observation];
        let is = |status: &Status| {
            let name = status.name();
            let asked = asked.to_lowercase();
            asked == name
                || (name == "observation" && asked == "observations")
                || (name == "proposed" && asked.starts_with("proposal"))
        };
        some(all.into_iter().filter(is).collect(), "status", asked, || {
            all.map(|status| format!("“{}”", status.name())).to_vec()
        })
    }

    fn section(&self, asked: &str) -> Result<Vec<String>, Wrong> {
        let bare = asked.trim_end_matches(['.', ')']);
        let bare =
            bare.get(..8).filter(|word| word.eq_ignore_ascii_case("section ")).map_or(bare, |_| bare[8..].trim());
        let asked_low = bare.to_lowercase();
        let sections = || self.corpus.earlier().iter().map(|earlier| self.corpus.section(earlier));
        let has = sections().any(|section| {
            section.letter.eq_ignore_ascii_case(bare)
                || (bare.len() > 1 && section.title.to_lowercase().contains(&asked_low))
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
            // "state parties" are the States parties
            let usual = |name: &str| -> Vec<String> {
                let low = name.to_lowercase();
                low.trim_start_matches("the ").split(' ').map(|word| word.trim_end_matches('s').to_owned()).collect()
            };
            usual(name) == usual(asked) || named.is_some_and(|(_, addressee)| addressee.text == name)
        };
        let found = used().find(|name| is(name)).map(str::to_owned);
        some(found.into_iter().collect(), "addressee", asked, || tally(used()))
    }

    fn phrase(&self, asked: &str) -> Result<Vec<String>, Wrong> {
        let used = || self.practice.uses().iter().map(|one| one.phrase.as_str()).filter(|phrase| !phrase.is_empty());
        let low = asked.to_lowercase();
        let usual = self.lexicon.phrases.named(&low).map_or(low.as_str(), |phrase| &phrase.text);
        let found = used().find(|phrase| *phrase == usual).map(str::to_owned);
        some(found.into_iter().collect(), "phrase", asked, || tally(used()))
    }

    fn strength(&self, asked: &str) -> Result<Vec<crate::lexicon::Strength>, Wrong> {
        let used = || self.practice.uses().iter().filter_map(|one| one.strength);
        let mut found: Vec<_> = used().filter(|rank| rank.name().eq_ignore_ascii_case(asked)).collect();
        found.dedup();
        some(found, "strength", asked, || tally(used().map(|rank| rank.name())))
    }

    /// An article that none of the instruments in question has cannot be cited.
    fn lacking(&self, wanted: &Wanted) -> Result<(), Wrong> {
        let asked = |id: &String| wanted.sources.is_empty() || wanted.sources.contains(id);
        let all: Vec<_> = self.lexicon.instruments.all().iter().filter(|one| asked(&one.id)).collect();
        let none = |one: &&WantedArticle| all.iter().all(|instrument| instrument.article(one.article).is_none());
        // a resolution has paragraphs of its own
        let Some(lost) = wanted.articles.iter().find(none).filter(|_| !all.is_empty()) else { return Ok(()) };
        let has = |one: &&crate::lexicon::instruments::Instrument| {
            Some(format!("{} has articles 1 to {}", one.id, one.articles().last()?.number))
        };
        let advice = all.iter().filter_map(has).collect::<Vec<_>>().join(", ");
        Err(Wrong { what: format!("there is no article {}", lost.article), advice })
    }

    fn source(&self, asked: &str) -> Result<Vec<String>, Wrong> {
        let used = || self.practice.uses().iter().flat_map(|one| &one.cited);
        let instrument = self.lexicon.instruments.all().iter().find(|instrument| {
            let named = |name: &str| name.eq_ignore_ascii_case(asked);
            named(&instrument.id)
                || instrument.names().any(named)
                || instrument.discouraged.iter().any(|other| named(&other.name))
        });
        let found = match instrument {
            Some(instrument) => Some(instrument.id.clone()),
            None => used().find(|cited| plain(&cited.source) == plain(asked)).map(|cited| cited.source.clone()),
        };
        some(found.into_iter().collect(), "instrument or resolution", asked, || {
            tally(used().map(|cited| cited.instrument.as_deref().unwrap_or(&cited.source)))
        })
    }
}

/// `10`, `article 10`, `10, paragraph 1`, `10 (1)`
fn article(asked: &str) -> Result<Vec<WantedArticle>, Wrong> {
    let low = asked.to_lowercase();
    let numbers: Vec<Option<u32>> =
        low.split(|c: char| !c.is_ascii_digit()).filter(|one| !one.is_empty()).map(|one| one.parse().ok()).collect();
    let mut words = low.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let known = words.all(|word| matches!(word, "article" | "art" | "paragraph" | "para"));
    match numbers[..] {
        [Some(article)] if known => Ok(vec![WantedArticle { article, paragraph: None }]),
        [Some(article), paragraph @ Some(_)] if known => Ok(vec![WantedArticle { article, paragraph }]),
        _ => {
            let advice = "write its number, and that of a paragraph if you want: 10, or “10, paragraph 1”".to_owned();
            Err(Wrong { what: format!("“{asked}” is no article"), advice })
        }
    }
}

/// How often each value is met, most first.
fn tally<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), *value));
    counts.into_iter().map(|(value, count)| format!("“{value}” ({count})")).collect()
}
