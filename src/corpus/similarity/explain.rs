//! Why two texts are alike: the phrases they share, the words that stand for each other, and what differs.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::index::Term;
use super::make::likeness;
use super::thesaurus::STANDS;
use super::vectors::Wide;
use super::words::{Word, stem, words};
use super::{SimilarityIndex, VECTORS};
use crate::document::reversal::are_opposites;
use crate::embedded;
use crate::text::Span;

/// Words in one place of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same {
        /// In the text.
        text: Span,
        /// In the earlier one.
        earlier: Span,
    },
    /// In the text alone.
    Added(Span),
    /// In the earlier one alone.
    Dropped(Span),
}

/// A word of the text that stands for another of the earlier one.
#[derive(Debug, Clone, PartialEq)]
pub struct StandIn {
    /// In the text.
    pub text: Span,
    /// In the earlier one.
    pub earlier: Span,
    /// How well, from 0 to 1; 1 for another form of the same word.
    pub likeness: f32,
    /// How much the word says.
    pub weight: f32,
    /// Whether it can be told: the words are near, and not only their stems alike, as “organs” and “organized” are.
    pub sound: bool,
}

/// Why two texts are alike.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Explanation {
    /// Phrases of at least three words that both have, in the text and in the earlier one; first those that say most.
    pub shared: Vec<(Span, Span)>,
    /// Words that stand for each other; first those that say most.
    pub stand_ins: Vec<StandIn>,
    /// The whole of both texts, in order, word by word.
    pub pieces: Vec<Piece>,
}

/// Fewest words of a shared phrase.
const PHRASE: usize = 3;

/// Likeness from which a word is said to stand for another.
const LEAST: f32 = 0.5;

/// Weight under which a word says too little to be said to stand for another, as “or” for “and”.
const SAYS: f32 = 2.0;

/// Compares `text` with an `earlier` one, word by word.
pub fn explain(index: &SimilarityIndex, text: &str, earlier: &str) -> Explanation {
    let (new, old) = (words(text), words(earlier));
    Explanation {
        shared: shared(index, &new, &old),
        stand_ins: stand_ins(index, (text, earlier), &new, &old),
        pieces: pieces(&new, &old),
    }
}

fn term(index: &SimilarityIndex, word: &Word) -> Arc<Term> {
    index.index.term(&index.index.sections(), &VECTORS, &word.text)
}

fn reach(words: &[Word]) -> Span {
    match words {
        [] => Span::at(0),
        [first, .., last] => Span::new(first.span.start, last.span.end),
        [only] => only.span.clone().into(),
    }
}

/// Phrases that stand in both; no word of the text counts twice. Those made of rare words come first, so that what is
/// shared is said before the formulas of the field.
fn shared(index: &SimilarityIndex, new: &[Word], old: &[Word]) -> Vec<(Span, Span)> {
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (i, word) in new.iter().enumerate() {
        for (j, other) in old.iter().enumerate() {
            let begins = i == 0 || j == 0 || new[i - 1].text != old[j - 1].text;
            if word.text == other.text && begins {
                let length = new[i..].iter().zip(&old[j..]).take_while(|(a, b)| a.text == b.text).count();
                if length >= PHRASE {
                    found.push((length, i, j));
                }
            }
        }
    }
    found.sort_by_key(|&(length, i, j)| (std::cmp::Reverse(length), i, j));
    let mut taken = vec![false; new.len()];
    let mut shared = Vec::new();
    for (length, i, j) in found {
        if !taken[i..i + length].contains(&true) {
            taken[i..i + length].fill(true);
            let phrase = &new[i..i + length];
            let weight: f32 = phrase.iter().map(|word| term(index, word).weight).sum();
            shared.push((weight, reach(phrase), reach(&old[j..j + length])));
        }
    }
    shared.sort_by(|a, b| b.0.total_cmp(&a.0));
    shared.into_iter().map(|(_, new, old)| (new, old)).collect()
}

/// Words that bear a sense of the thesaurus: span of the word, and sense, in order.
struct Senses<'a> {
    text: &'a str,
    borne: Vec<(Span, u32)>,
}

impl Senses<'_> {
    fn of(&self, word: &Word) -> impl Iterator<Item = u32> {
        let span = Span::from(word.span.clone());
        self.borne.iter().filter(move |(other, _)| *other == span).map(|(_, sense)| *sense)
    }

    /// The phrase in which a word bears a sense: “victims of trafficking”, of which no word alone means a survivor.
    fn phrase(&self, word: &Word, sense: u32) -> Span {
        /// How far apart two words of a phrase stand: “ of the ”.
        const NEAR: usize = 8;
        let mut phrase = Span::from(word.span.clone());
        let joins = |start: usize, end: usize| {
            self.text.get(start..end).is_some_and(|gap| gap.len() <= NEAR && !gap.contains([',', ';', '.']))
        };
        let bearers = || self.borne.iter().filter(|(_, other)| *other == sense).map(|(span, _)| *span);
        for span in bearers().filter(|span| span.start > word.span.start) {
            if joins(phrase.end, span.start) {
                phrase.end = span.end;
            }
        }
        for span in bearers().rev().filter(|span| span.end < word.span.end) {
            if joins(span.end, phrase.start) {
                phrase.start = span.start;
            }
        }
        phrase
    }
}

fn senses<'a>(index: &SimilarityIndex, text: &'a str, words: &[Word]) -> Senses<'a> {
    let stems: Vec<u32> = words.iter().map(|word| term(index, word).sense_stem).collect();
    let senses = index.index.sections().senses(&stems).into_iter();
    let mut borne: Vec<(Span, u32)> =
        senses.map(|(place, sense)| (Span::from(words[place].span.clone()), sense)).collect();
    borne.sort_unstable_by_key(|(span, sense)| (span.start, *sense));
    Senses { text, borne }
}

fn stand_ins(index: &SimilarityIndex, texts: (&str, &str), new: &[Word], old: &[Word]) -> Vec<StandIn> {
    let only = |these: &'_ [Word], those: &[Word]| -> Vec<Word> {
        let mut only: Vec<Word> = Vec::new();
        for word in these {
            if those.iter().chain(&only).all(|other| other.text != word.text) {
                only.push(word.clone());
            }
        }
        only
    };
    let (senses, others) = (senses(index, texts.0, new), senses(index, texts.1, old));
    let (new, old) = (only(new, old), only(old, new));
    let others_terms: Vec<Arc<Term>> = old.iter().map(|word| term(index, word)).collect();
    let mut found: Vec<StandIn> = Vec::new();
    for word in &new {
        let term = term(index, word);
        if term.weight < SAYS {
            continue;
        }
        let wide = term.wide(&VECTORS);
        let alike = others_terms
            .iter()
            .zip(&old)
            .map(|(other, word)| (word, super::index::stands(&term, &wide, other, &VECTORS)));
        // a word that says nothing stands for nothing: “out” for “apply”
        let alike = alike.zip(&others_terms).filter(|(_, other)| other.weight >= SAYS).map(|(pair, _)| pair);
        let by_vector = alike.max_by_key(|(_, likeness)| *likeness).map(|(other, likeness)| {
            let sound = likeness < 255
                || are_inflections(&word.text, &other.text)
                || nearness(index, &wide, other) >= KIN_FORMS;
            (Span::from(word.span.clone()), Span::from(other.span.clone()), likeness as f32 / 255.0, sound)
        });
        let by_sense = old.iter().find_map(|other| {
            let sense = others.of(other).find(|sense| senses.of(word).any(|own| own == *sense))?;
            let sound = holds(sense, word) && holds(sense, other);
            Some((senses.phrase(word, sense), others.phrase(other, sense), STANDS as f32 / 255.0, sound))
        });
        let best = [by_vector, by_sense].into_iter().flatten().max_by(|a, b| a.2.total_cmp(&b.2));
        let Some((text, earlier, likeness, sound)) = best.filter(|pair| pair.2 >= LEAST) else { continue };
        let opposed = old
            .iter()
            .any(|other| earlier.contains(other.span.clone().into()) && are_opposites(&word.text, &other.text));
        if !opposed && found.iter().all(|pair| pair.text != text) {
            found.push(StandIn { text, earlier, likeness, weight: term.weight, sound });
        }
    }
    found.sort_by(|a, b| (b.weight * b.likeness).total_cmp(&(a.weight * a.likeness)));
    found
}

/// Likeness from which words with one stem are forms of one word, which “responsive” and “responsibilities” are not.
const KIN_FORMS: f32 = 0.3;

/// How near a word is to another, from 0 to 1, whatever their stems are.
fn nearness(index: &SimilarityIndex, wide: &Wide, other: &Word) -> f32 {
    let near = term(index, other).row.and_then(|row| likeness(wide, VECTORS.numbers(row)));
    near.unwrap_or(0) as f32 / 255.0
}

/// Whether two words differ in their grammatical endings alone: “study”, “studies”.
fn are_inflections(one: &str, other: &str) -> bool {
    const ENDINGS: [&str; 11] = ["", "s", "es", "e", "d", "ed", "ing", "y", "ies", "ied", "ren"];
    const LEAST: usize = 3;
    let both = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let rest = |word: &str| word.get(both..).is_some_and(|rest| ENDINGS.contains(&rest));
    both >= LEAST && rest(one) && rest(other)
}

/// Whether two verbs in small letters are forms of one, or the thesaurus has both, alone or as the first words of phrases:
/// “establish” and “set” (up).
pub fn are_synonyms(one: &str, other: &str) -> bool {
    static ENTRIES: LazyLock<Vec<BTreeSet<String>>> = LazyLock::new(|| {
        let first = |phrase: &str| Some(stem(&words(phrase).first()?.text));
        embedded::likeness::THESAURUS.lines().map(|entry| entry.split(';').filter_map(first).collect()).collect()
    });
    let (one, other) = (stem(one), stem(other));
    one == other || ENTRIES.iter().any(|entry| entry.contains(&one) && entry.contains(&other))
}

/// Whether the entry of the thesaurus has this word and not only its stem, as “publication” has that of “public”.
fn holds(sense: u32, word: &Word) -> bool {
    let entry = embedded::likeness::THESAURUS.lines().nth(sense as usize);
    entry.is_none_or(|entry| words(entry).iter().any(|one| are_inflections(&one.text, &word.text)))
}

fn pieces(new: &[Word], old: &[Word]) -> Vec<Piece> {
    let plain = |words: &[Word]| -> Vec<String> { words.iter().map(|word| word.text.clone()).collect() };
    let ops = capture_diff_slices(Algorithm::Myers, &plain(old), &plain(new));
    let mut pieces = Vec::new();
    for op in ops {
        let (from, to) = (&old[op.old_range()], &new[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => pieces.push(Piece::Same { text: reach(to), earlier: reach(from) }),
            DiffOp::Delete { .. } => pieces.push(Piece::Dropped(reach(from))),
            DiffOp::Insert { .. } => pieces.push(Piece::Added(reach(to))),
            DiffOp::Replace { .. } => pieces.extend([Piece::Dropped(reach(from)), Piece::Added(reach(to))]),
        }
    }
    pieces
}
