//! Words of the field that can stand for each other, “media” for “journalists”: `rules/lexicon/thesaurus.toml`.
//!
//! An entry is one *sense*. A text is read once for the phrases of all entries; each word of such a phrase then bears the
//! sense. What a sense is worth in the end, the query says.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{NOTHING, Section, Writer};
use super::words::{stem, words};

/// How well words of one sense stand for each other, of 255: better than most that vectors know of, less than the same
/// word.
pub(crate) const STANDS: u32 = 217;

/// The most senses there may be.
pub(crate) const SENSES: usize = 512;

/// Words within a phrase that bear no sense of their own.
const SMALL: [&str; 18] =
    ["of", "the", "and", "to", "in", "for", "a", "on", "with", "by", "or", "is", "be", "it", "not", "at", "as", "from"];

/// Marks the number of a stem that bears no sense.
const BARE: u32 = 1 << 31;

/// The entries, ready to be found in a text.
#[derive(Debug)]
pub(crate) struct Thesaurus {
    /// Stems of all words of the entries, and their numbers.
    stems: BTreeMap<String, u32>,
    /// For each stem the phrases that begin with it, one after the other: sense, number of stems, the stems.
    phrases: Vec<Vec<u32>>,
    senses: usize,
}

/// A word and a sense that it bears, as one number.
pub(crate) fn pack(word: u32, sense: u32) -> u32 {
    word << 9 | sense
}

/// What [`pack`] put together.
pub(crate) fn unpack(packed: u32) -> (usize, u32) {
    ((packed >> 9) as usize, packed & (SENSES as u32 - 1))
}

impl Thesaurus {
    /// Reads entries, a line each, phrases separated by semicolons.
    pub(crate) fn read(text: &str) -> Thesaurus {
        let entries: Vec<BTreeSet<Vec<String>>> = text
            .lines()
            .map(|line| line.split(';').map(|phrase| words(phrase).iter().map(|word| stem(&word.text)).collect()))
            .map(|phrases| phrases.filter(|phrase: &Vec<String>| !phrase.is_empty()).collect())
            .collect();
        assert!(entries.len() <= SENSES, "at most {SENSES} entries");
        let all: BTreeSet<&String> = entries.iter().flatten().flatten().collect();
        let stems: BTreeMap<String, u32> = all.into_iter().cloned().zip(0..).collect();
        let small: BTreeSet<String> = SMALL.iter().map(|word| stem(word)).collect();
        let mut phrases = vec![Vec::new(); stems.len()];
        for (entry, sense) in entries.iter().zip(0..) {
            for phrase in entry {
                let numbers = phrase.iter().map(|stem| stems[stem] | if small.contains(stem) { BARE } else { 0 });
                let first: &mut Vec<u32> = &mut phrases[stems[&phrase[0]] as usize];
                first.extend([sense, phrase.len() as u32]);
                first.extend(numbers);
            }
        }
        Thesaurus { stems, phrases, senses: entries.len() }
    }

    /// How many senses there are.
    pub(crate) fn len(&self) -> usize {
        self.senses
    }

    /// The number of a stem; [`NOTHING`] if no entry has it.
    pub(crate) fn stem(&self, stem: &str) -> u32 {
        self.stems.get(stem).copied().unwrap_or(NOTHING)
    }

    /// The senses of a text, given as the numbers of its stems: place of the word, and sense.
    pub(crate) fn senses(&self, stems: &[u32]) -> Vec<(usize, u32)> {
        senses(stems, |stem| self.phrases[stem as usize].iter().copied())
    }

    /// Writes the entries down, to be read by a query.
    pub(crate) fn write(&self, writer: &mut Writer) {
        for (stem, phrases) in self.stems.keys().zip(&self.phrases) {
            writer.text(Section::SenseStemEnds, Section::SenseStemText, stem);
            writer.list(Section::PhraseEnds, Section::Phrases, phrases.iter().copied());
        }
    }
}

/// The senses of a text, given as the numbers of its stems, and for each stem the phrases that begin with it.
pub(crate) fn senses<P: Iterator<Item = u32>>(stems: &[u32], phrases: impl Fn(u32) -> P) -> Vec<(usize, u32)> {
    let mut found = Vec::with_capacity(stems.len() * 2);
    for (place, &stem) in stems.iter().enumerate().filter(|(_, stem)| **stem != NOTHING) {
        let mut phrases = phrases(stem);
        while let (Some(sense), Some(length)) = (phrases.next(), phrases.next()) {
            let before = found.len();
            let mut same = true;
            for at in place..place + length as usize {
                let Some(number) = phrases.next() else { break };
                same &= stems.get(at) == Some(&(number & !BARE));
                if number & BARE == 0 {
                    found.push((at, sense));
                }
            }
            if !same {
                found.truncate(before);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, u32)> {
        let thesaurus = Thesaurus::read("media; journalists; press\nembassies; diplomatic missions; heads of mission");
        let words = words(text);
        let stems: Vec<u32> = words.iter().map(|word| thesaurus.stem(&stem(&word.text))).collect();
        thesaurus.senses(&stems).into_iter().map(|(place, sense)| (words[place].text.clone(), sense)).collect()
    }

    #[test]
    fn a_phrase_bears_its_sense_where_all_of_it_stands() {
        let own = |pairs: &[(&str, u32)]| -> Vec<(String, u32)> {
            pairs.iter().map(|(word, sense)| ((*word).to_owned(), *sense)).collect()
        };
        assert_eq!(found("A journalist at the embassy."), own(&[("journalist", 0), ("embassy", 1)]));
        assert_eq!(found("Diplomatic missions and peacekeeping missions."), own(&[("diplomatic", 1), ("missions", 1)]));
        assert_eq!(found("The head of mission"), own(&[("head", 1), ("mission", 1)]));
        assert_eq!(found("Heads of the mission; diplomatic"), own(&[]));
    }
}
