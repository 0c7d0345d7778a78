//! What earlier recommendations did: whom they asked, with which phrase, in how many words.
//!
//! Read out of the corpus when somebody first asks; whether that is much or little is the business of checks.

use super::Corpus;
use super::cited::{Cited, Reader};
use crate::document::{Document, Kind, Status, Unit};
use crate::lexicon::{Lexicon, Phrase, Strength};

/// What one earlier recommendation did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Its full name: `2019-WG.4/10`.
    pub name: String,
    /// Index of its meeting.
    pub meeting: usize,
    /// Whether it was adopted.
    pub status: Status,
    /// Its operative phrase, as the scale words it: `are encouraged to`; empty if none was found.
    pub phrase: String,
    /// The rank of the phrase; acts of the Working Group have none.
    pub strength: Option<Strength>,
    /// The usual forms of those who were asked.
    pub addressees: Vec<String>,
    /// Its length in words.
    pub words: u32,
    /// Whether it holds a list of items.
    pub listed: bool,
    /// What it cites.
    pub cited: Vec<Cited>,
}

/// What all earlier recommendations did, in the order of the corpus.
#[derive(Debug, Clone, Default)]
pub struct Practice {
    uses: Vec<Use>,
}

impl Practice {
    /// Reads every part of the corpus as a draft.
    pub(super) fn read(corpus: &Corpus, lexicon: &Lexicon) -> Practice {
        let mut uses = Vec::new();
        for (m, meeting) in corpus.meetings().iter().enumerate() {
            for part in &meeting.parts {
                let document = Document::parse(&part.draft(), lexicon);
                let reader = Reader::new(&document, lexicon);
                for unit in document.units().iter().filter(|unit| unit.kind() == Kind::Recommendation) {
                    let number = unit.label.as_ref().map(|label| label.number.to_string()).unwrap_or_default();
                    let name = super::name(&meeting.id, &part.id, &number);
                    let cited = reader.cited(unit);
                    uses.push(Use { cited, ..Use::of(unit, name, m, part.status(), lexicon) });
                }
            }
        }
        Practice { uses }
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

impl Use {
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
