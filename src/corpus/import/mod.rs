//! The report of a meeting made into what the corpus knows of it: its masthead, sections and recommendations.
//!
//! `masthead` reads when, where and who, with `dates`; `plain` keeps signs of markup where there is none; `page` takes away what printing adds, `lists` keeps every item of a list,
//! `standing` tells what was agreed from what was not; here the recommendations are gathered as `document` understood them. What is
//! not sure is said in words, never guessed in silence. Files are the business of `document` and `workspace`.

pub(super) mod dates;
mod gather;
mod lists;
mod masthead;
mod page;
mod plain;
mod standing;

use crate::corpus::{Corpus, Meeting, Part};
use crate::document::Document;
use crate::lexicon::Lexicon;
use gather::{Gathered, gather};
use masthead::Masthead;
pub(super) use masthead::series;
pub use plain::import_plain;

/// What a person says of a report because it cannot be read from it.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// `2024-WG.4`
    pub id: Option<String>,
    /// `WG.4`
    pub body: Option<String>,
    /// The year of the meeting.
    pub year: Option<u16>,
    /// The title of the report.
    pub title: Option<String>,
    /// Where the meeting was held.
    pub place: Option<String>,
    /// When, as a report says it: `2 and 3 October 2023`.
    pub dates: Option<String>,
    /// The symbol of the report.
    pub symbol: Option<String>,
    /// `adopted`, `proposed` or `observation`.
    pub status: Option<String>,
}

/// A report, read.
#[derive(Debug, Clone)]
pub struct Import {
    /// What the corpus is to know: the meeting with the parts that this document holds.
    pub meeting: Meeting,
    /// What is not sure, one line each.
    pub doubts: Vec<String>,
}

/// Why a text is not taken for the report of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoReport {
    /// What is lacking.
    pub what: String,
    /// What to do.
    pub advice: String,
}

impl NoReport {
    fn new(what: impl Into<String>, advice: impl Into<String>) -> NoReport {
        NoReport { what: what.into(), advice: advice.into() }
    }
}

/// Makes a meeting of the report `text`. `headers` is what its pages have at their head.
///
/// # Errors
/// If there are no recommendations in it, or it does not say which meeting it is of and nobody else did.
pub fn import(text: &str, headers: &str, said: &Said, lexicon: &Lexicon) -> Result<Import, NoReport> {
    let page::Cleared { text, heads, doubts: printed } = page::clear(text);
    let document = Document::parse(&text, lexicon);
    let Gathered { parts: mut gathered, mut doubts, standings } = gather(&document);
    doubts.extend(printed);
    if gathered.iter().all(|part| part.sections.is_empty()) {
        let advice =
            "give the report of a meeting that holds recommendations; “rapporteur text FILE” shows what is read";
        return Err(match text.contains("Resolution ") && text.contains("Conference of the Parties") {
            true => NoReport::new(
                "no recommendations are found in it, and the paragraphs of resolutions are not read",
                "give the report of a working group: a meeting in the corpus holds recommendations, not resolutions",
            ),
            false => NoReport::new("no recommendations are found in it", advice),
        });
    }
    let head = Masthead::read(&document, (headers, &heads), said, lexicon, &mut doubts)?;
    if let Some(dialogue) = &head.dialogue {
        for part in &mut gathered {
            part.id = if part.id.is_empty() { "dialogue".to_owned() } else { format!("dialogue-{}", part.id) };
            "observation".clone_into(&mut part.status);
            part.document = Some(dialogue.clone());
            part.dates = Some(head.meeting.dates.clone());
            part.start = Some(head.meeting.start.clone());
            part.end = Some(head.meeting.end.clone());
            part.symbol = Some(head.meeting.symbol.clone());
        }
    }
    match &said.status {
        Some(status) => gathered.iter_mut().for_each(|part| part.status.clone_from(status)),
        None if head.dialogue.is_none() => doubts.extend(standings),
        None => {}
    }
    whole(&gathered, &mut doubts);
    numbers(&gathered, &mut doubts);
    Ok(Import { meeting: Meeting { parts: gathered, ..head.meeting }, doubts })
}

/// A heading or another text of one line.
fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(['*', '_', ' ']).to_owned()
}

/// The text of a recommendation, an item a line; what converters put before `(a)` is gone.
fn items(text: &str) -> String {
    let line = |line: &str| {
        let bare = line.trim_start_matches(['-', '•', '–', '*', ' ']);
        if bare.starts_with('(') { bare.to_owned() } else { line.trim().to_owned() }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Says which texts end in the middle of a sentence.
fn whole(parts: &[Part], doubts: &mut Vec<String>) {
    for part in parts {
        let all = part.sections.iter().flat_map(|section| &section.recommendations);
        for entry in all {
            let end = entry.text.trim_end_matches(['”', '"', ')', ']', '’', ' ', '¹', '²', '³']);
            let end = end.trim_end_matches("; and").trim_end_matches("; or");
            if end.len() == entry.text.len() && !end.ends_with(['.', ';', '?', '!', ',']) && !end.is_empty() {
                let words: Vec<&str> = entry.text.split_whitespace().collect();
                let last = words[words.len().saturating_sub(6)..].join(" ");
                let place = if part.id.is_empty() { "" } else { &format!(" in part “{}”", part.id) };
                doubts.push(format!(
                    "number {}{place} ends without a full stop (“… {last}”): is it whole?",
                    entry.number
                ));
            }
        }
    }
}

/// Says where the numbers of recommendations do not follow one another.
fn numbers(parts: &[Part], doubts: &mut Vec<String>) {
    for part in parts {
        let all = part.sections.iter().flat_map(|section| &section.recommendations);
        let numbers: Vec<&str> = all.map(|entry| entry.number.as_str()).collect();
        for pair in numbers.windows(2) {
            let (Ok(a), Ok(b)) = (pair[0].parse::<u32>(), pair[1].parse::<u32>()) else { continue };
            if b != a + 1 {
                let place = if part.id.is_empty() { "" } else { &format!(" in part “{}”", part.id) };
                doubts.push(format!("after number {a} comes {b}{place}: is something missing?"));
            }
        }
    }
}

/// The stored meeting with what was read in place of the same parts, those of other documents kept.
pub fn merge(stored: Option<&Meeting>, read: Meeting) -> Meeting {
    let Some(stored) = stored else { return read };
    let apart = |part: &Part| part.id.starts_with("dialogue");
    let is_dialogue = read.parts.iter().all(apart);
    let kept = stored.parts.iter().filter(|part| apart(part) != is_dialogue).cloned();
    match is_dialogue {
        true => Meeting { parts: kept.chain(read.parts).collect(), ..stored.clone() },
        false => Meeting { parts: read.parts.into_iter().chain(kept).collect(), ..read },
    }
}

/// Another meeting of the corpus that already has this id, by its dates.
pub fn taken<'a>(corpus: &'a Corpus, meeting: &Meeting) -> Option<&'a Meeting> {
    let is_dialogue = meeting.parts.iter().all(|part| part.id.starts_with("dialogue"));
    let same = |other: &&Meeting| other.id == meeting.id && other.start != meeting.start && !other.start.is_empty();
    corpus.meetings().iter().find(same).filter(|_| !is_dialogue)
}
