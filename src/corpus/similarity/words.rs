//! Words as the measure of likeness sees them: lower case, no marks, no lone letters; and their stems.

use rust_stemmers::{Algorithm, Stemmer};

use crate::text::Span;

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case.
    pub(super) text: String,
    /// In the text it was read from.
    pub(super) span: Span,
}

/// The words of `text`, in order. A compound is read as its parts; `(a)`, the `s` of `’s` and other lone letters are
/// no words, since they say nothing of the measure.
pub(super) fn words(text: &str) -> Vec<Word> {
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
                    words.push(Word { text: word.to_lowercase(), span: Span::new(begin, at) });
                }
            }
            _ => {}
        }
    }
    words
}

/// The stem of a word in lower case.
pub(super) fn stem(word: &str) -> String {
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

/// A number for a word: equal words have equal numbers.
pub(super) fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A number for words in order.
pub(super) fn hash_all(hashes: &[u64]) -> u64 {
    hashes.iter().fold(0x9e37_79b9_7f4a_7c15, |all, &hash| (all.rotate_left(23) ^ hash).wrapping_mul(0x0100_0000_01b3))
}
