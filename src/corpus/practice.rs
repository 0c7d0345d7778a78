//! What earlier recommendations did: whom they asked, with which phrase, in how many words.
//!
//! Read out of the corpus when somebody first asks; of the meetings inside the binary it stands in `rules/practice.toml`.
//! Whether it is much or little is the business of checks.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::cited::{Cited, Reader};
use super::similarity::words;
use super::{Corpus, Meeting, Part};
use crate::document::{Document, Kind, Status, Unit};
use crate::embedded::Folder;
use crate::lexicon::{Lexicon, Phrase, Strength};

/// What one earlier recommendation did.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Use {
    /// Its full name: `2019-WG.4/10`.
    pub name: String,
    /// Index of its meeting.
    #[serde(skip)]
    pub meeting: usize,
    /// Whether it was adopted.
    pub status: Status,
    /// Its operative phrase, as the scale words it: `are encouraged to`; empty if none was found.
    pub phrase: String,
    /// The rank of the phrase; acts of the Working Group and phrases that are not on the scale have none.
    pub strength: Option<Strength>,
    /// The usual forms of those who were asked.
    pub addressees: Vec<String>,
    /// Its length in words.
    pub words: u32,
    /// Whether it holds a list of items.
    #[serde(default)]
    pub listed: bool,
    /// What it cites.
    #[serde(default)]
    pub cited: Vec<Cited>,
}

/// How strongly a recommendation asks; from the weakest to the strongest, what asks nobody first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// It asks nobody: an act of the body itself, such as "The Working Group requested", or no phrase was found.
    Act,
    /// It asks with a phrase that is not on the scale: "UNODC is requested to".
    OffScale,
    /// It asks with a phrase of this rank.
    Ranked(Strength),
}

impl Rank {
    /// Its strength, if it is on the scale.
    pub(crate) const fn strength(self) -> Option<Strength> {
        match self {
            Rank::Ranked(strength) => Some(strength),
            Rank::Act | Rank::OffScale => None,
        }
    }
}

/// A meeting of `rules/practice.toml`.
#[derive(Debug, Deserialize)]
struct Kept {
    /// The [`Practice::stamp`] of the meeting that was read.
    stamp: String,
    uses: Vec<Use>,
}

/// What all earlier recommendations did, in the order of the corpus.
#[derive(Debug, Clone, Default)]
pub struct Practice {
    uses: Vec<Use>,
}

impl Practice {
    /// What the recommendations of `corpus` did. Meetings inside the binary were read when it was made.
    pub(super) fn of(corpus: &Corpus, lexicon: &Lexicon) -> Practice {
        let mut kept: BTreeMap<String, Kept> = Folder::Practice.read();
        let uses = |(m, meeting): (usize, &Meeting)| match kept.remove(&meeting.id) {
            Some(kept) if kept.stamp == Practice::stamp(meeting) => {
                kept.uses.into_iter().map(|one| Use { meeting: m, ..one }).collect()
            }
            _ => uses_of(m, meeting, lexicon),
        };
        Practice { uses: corpus.meetings().iter().enumerate().flat_map(uses).collect() }
    }

    /// Reads every part of the corpus as a draft.
    pub fn read(corpus: &Corpus, lexicon: &Lexicon) -> Practice {
        let meetings = corpus.meetings().iter().enumerate();
        Practice { uses: meetings.flat_map(|(m, meeting)| uses_of(m, meeting, lexicon)).collect() }
    }

    /// By which a meeting is known to be the one that was read.
    pub fn stamp(meeting: &Meeting) -> String {
        let drafts: Vec<String> = meeting.parts.iter().map(Part::draft).collect();
        let drafts: Vec<&str> = drafts.iter().map(String::as_str).collect();
        format!("{:016x}", words::stamp(&drafts))
    }

    /// All of them, oldest first.
    pub fn uses(&self) -> &[Use] {
        &self.uses
    }

    /// Those that were adopted, oldest first.
    pub fn adopted(&self) -> impl DoubleEndedIterator<Item = &Use> {
        self.uses.iter().filter(|one| one.status == Status::Adopted)
    }

    /// Those adopted with this phrase, newest first.
    pub fn adopted_with<'a>(&'a self, phrase: &'a str) -> impl Iterator<Item = &'a Use> {
        self.adopted().rev().filter(move |one| one.phrase == phrase)
    }

    /// Those adopted with a phrase of this rank, newest first.
    pub fn adopted_at(&self, strength: Strength) -> impl Iterator<Item = &Use> {
        self.adopted().rev().filter(move |one| one.strength == Some(strength))
    }

    /// Those proposed or observed, but not adopted, with this phrase or one that goes on from it, newest first: with
    /// “are invited to” also “are invited to consider”.
    pub fn proposed_with<'a>(&'a self, phrase: &'a str) -> impl Iterator<Item = &'a Use> {
        let has = move |other: &str| {
            other
                .strip_prefix(phrase)
                .is_some_and(|rest| rest.is_empty() || (rest.starts_with(' ') && phrase.ends_with(" to")))
        };
        self.uses.iter().rev().filter(move |one| one.status != Status::Adopted && has(&one.phrase))
    }
}

/// What the recommendations of meeting `m` did.
fn uses_of(m: usize, meeting: &Meeting, lexicon: &Lexicon) -> Vec<Use> {
    let mut uses = Vec::new();
    for part in &meeting.parts {
        let document = Document::parse(&part.draft(), lexicon);
        let reader = Reader::new(&document, lexicon);
        let read: Vec<&Arc<Unit>> =
            document.units().iter().filter(|unit| unit.kind() == Kind::Recommendation).collect();
        let mut next = 0;
        for entry in part.sections.iter().flat_map(|section| &section.recommendations) {
            let name = super::name(&meeting.id, &part.id, &entry.number);
            let is =
                |unit: &&Arc<Unit>| unit.label.as_ref().is_some_and(|label| label.number.to_string() == entry.number);
            if let Some(at) = read[next..].iter().position(is) {
                let unit = read[next + at];
                next += at + 1;
                uses.push(Use { cited: reader.cited(unit), ..Use::of(unit, name, m, part.status(), lexicon) });
                continue;
            }
            // a text that is read as something else among its neighbours still has its place in the corpus
            let alone = Document::parse(&format!("Recommendation 1\n\n{}\n", entry.text), lexicon);
            let unit = alone.units().iter().find(|unit| unit.kind() == Kind::Recommendation);
            uses.push(match unit {
                Some(unit) => Use { cited: reader.cited(unit), ..Use::of(unit, name, m, part.status(), lexicon) },
                None => Use::unread(name, m, part.status(), &entry.text),
            });
        }
    }
    uses
}

impl Use {
    /// How strongly it asks.
    pub(crate) fn rank(&self) -> Rank {
        // the verb of an act stands alone
        const ASKING: [&str; 14] = [
            "are", "were", "have", "must", "will", "would", "can", "could", "need", "ought", "might", "may", "should",
            "shall",
        ];
        match self.strength {
            Some(strength) => Rank::Ranked(strength),
            None if self.phrase.split(' ').next().is_some_and(|word| ASKING.contains(&word)) => Rank::OffScale,
            None => Rank::Act,
        }
    }

    /// Of a text in which no recommendation is read.
    fn unread(name: String, meeting: usize, status: Status, text: &str) -> Use {
        Use {
            name,
            meeting,
            status,
            phrase: String::new(),
            strength: None,
            addressees: Vec::new(),
            words: u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX),
            listed: false,
            cited: Vec::new(),
        }
    }

    fn of(unit: &Unit, name: String, meeting: usize, status: Status, lexicon: &Lexicon) -> Use {
        let found = unit.recommendation.as_deref();
        let operative = found.and_then(|found| found.operative.as_ref());
        let words = operative.map_or("", |operative| operative.words.as_str());
        let phrase = lexicon.phrases.named(words).map_or(words, |phrase: &Phrase| &phrase.text);
        let addressees = found.map(|found| found.addressees.iter().filter_map(|one| one.name.clone()).collect());
        Use {
            name,
            meeting,
            status,
            phrase: phrase.to_owned(),
            strength: operative.and_then(|operative| operative.strength),
            addressees: addressees.unwrap_or_default(),
            words: unit.words,
            listed: !unit.items.is_empty(),
            cited: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_off_the_scale_asks_and_an_act_does_not() {
        let rank = |phrase: &str, strength: Option<Strength>| {
            let unread = Use::unread("2025/1".to_owned(), 0, Status::Adopted, "");
            Use { phrase: phrase.to_owned(), strength, ..unread }.rank()
        };
        assert_eq!(rank("are requested to", None), Rank::OffScale);
        assert_eq!(rank("must", None), Rank::OffScale);
        assert_eq!(rank("requested", None), Rank::Act);
        assert_eq!(rank("calls upon", None), Rank::Act);
        assert_eq!(rank("should", Some(Strength(9))), Rank::Ranked(Strength(9)));
        assert!(Rank::Act < Rank::OffScale && Rank::OffScale < Rank::Ranked(Strength(1)));
    }
}
