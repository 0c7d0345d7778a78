//! Words as the measure of likeness sees them: lower case, no marks, no lone letters; and their stems.

use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};
use xxhash_rust::xxh3::Xxh3Default;

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// In lower case.
    pub(crate) text: String,
    /// Its bytes in the text it was read from.
    pub(crate) span: Range<usize>,
}

/// The words of `text`, in order. A compound is read as its parts; `(a)`, the `s` of `’s` and other lone letters are
/// no words, since they say nothing of the measure.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut start = None;
    for (at, char) in text.char_indices().chain([(text.len(), ' ')]) {
        match (char.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(begin)) => {
                start = None;
                let word = &text[begin..at];
                let lone = word.chars().nth(1).is_none() && !word.starts_with(|char: char| char.is_numeric());
                if !lone {
                    let text = if word.is_ascii() { word.to_ascii_lowercase() } else { word.to_lowercase() };
                    words.push(Word { text, span: begin..at });
                }
            }
            _ => {}
        }
    }
    words
}

/// The stem of a word in lower case.
pub(crate) fn stem(word: &str) -> String {
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

/// A number for a word, or for a part of its spelling: equal words have equal numbers.
pub(crate) fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The numbers of the runs of three words in a text, each once, least first.
pub(crate) fn runs(words: &[Word]) -> Vec<u32> {
    runs_of(&words.iter().map(|word| hash(&word.text)).collect::<Vec<u32>>())
}

/// As [`runs`], of the numbers of the words.
pub(crate) fn runs_of(hashes: &[u32]) -> Vec<u32> {
    let join =
        |run: &[u32]| run.iter().fold(0, |all: u32, &hash| (all.rotate_left(11) ^ hash).wrapping_mul(0x9e37_79b1));
    let mut runs: Vec<u32> = hashes.windows(3).map(join).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// The runs of three, four and five characters in a word, with how often each stands there.
pub(crate) fn spelling(word: &str) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32)> = Vec::with_capacity(word.len() * 3);
    let mut add = |gram: u32| match found.iter_mut().find(|(known, _)| *known == gram) {
        Some((_, times)) => *times += 1,
        None => found.push((gram, 1)),
    };
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    for length in 3..=5 {
        for ends in starts.windows(length + 1) {
            add(hash(&word[ends[0]..ends[length]]));
        }
    }
    found
}

/// A number for texts in order: an index that bears another is of other texts.
pub(crate) fn stamp(texts: &[&str]) -> u64 {
    let mut stamp = Xxh3Default::new();
    for text in texts {
        stamp.update(&(text.len() as u64).to_le_bytes());
        stamp.update(text.as_bytes());
    }
    stamp.digest()
}
