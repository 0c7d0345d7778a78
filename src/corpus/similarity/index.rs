//! An index to ask: its words with all that is known of them, and its passages.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::layout::{Lists, NOTHING, Numbers, Reader, Section, pack, unpack};
use super::make::{inverse, likeness, shared};
use super::vectors::{self, DIMENSIONS, Vectors};
use super::{VECTORS, thesaurus, words};

/// Words that are remembered besides those of the index; past that the memory begins anew.
const REMEMBERED: usize = 8192;

/// The bytes of an index, and what was found out about words since it was opened.
#[derive(Debug)]
pub(super) struct Index {
    bytes: Cow<'static, [u8]>,
    found: Mutex<HashMap<Box<str>, Arc<Term>>>,
}

/// A word as the index knows it.
#[derive(Debug)]
pub(super) struct Term {
    /// How much the word says: what is rare in the corpus and in general English says much.
    pub(super) weight: f32,
    /// Its row in the vectors.
    pub(super) row: Option<u32>,
    /// The length of its spelling.
    pub(super) length: f32,
    /// Its number, if the corpus has it.
    pub(super) id: Option<u32>,
    /// A number for the word itself.
    pub(super) hash: u32,
    /// The number of its stem among those of the thesaurus; [`NOTHING`] if it has none.
    pub(super) sense_stem: u32,
    /// Words of the corpus that can stand for it, best first, and words that share parts of its spelling; empty if
    /// the index holds them.
    alike: Vec<u32>,
    spelt: Vec<u32>,
}

/// The sections that a query reads, found once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sections<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) weights: Numbers<'a>,
    pub(super) rows: Numbers<'a>,
    pub(super) lengths: Numbers<'a>,
    sense_stems: Numbers<'a>,
    phrases: Lists<'a>,
    alike: Lists<'a>,
    spelt: Lists<'a>,
    pub(super) passage_text: Numbers<'a>,
    pub(super) passage_weight: Numbers<'a>,
    pub(super) passage_length: Numbers<'a>,
    pub(super) passage_runs: Numbers<'a>,
    pub(super) passage_words: Lists<'a>,
    pub(super) passage_senses: Lists<'a>,
    directions: &'a [[u8; DIMENSIONS]],
    pub(super) word_passages: Lists<'a>,
    pub(super) sense_passages: Lists<'a>,
    runs: Numbers<'a>,
    run_passages: Lists<'a>,
    pub(super) middle: Numbers<'a>,
}

impl Index {
    /// Opens an index; `None` if these bytes are none.
    pub(super) fn open(bytes: Cow<'static, [u8]>) -> Option<Index> {
        Reader::new(&bytes)?;
        Some(Index { bytes, found: Mutex::default() })
    }

    /// Which texts it is of.
    pub(super) fn stamp(&self) -> u64 {
        self.reader().stamp()
    }

    fn reader(&self) -> Reader<'_> {
        Reader::new(&self.bytes).expect("it was opened")
    }

    pub(super) fn sections(&self) -> Sections<'_> {
        let reader = self.reader();
        Sections {
            reader,
            weights: reader.numbers(Section::WordWeight),
            rows: reader.numbers(Section::WordRow),
            lengths: reader.numbers(Section::WordLength),
            sense_stems: reader.numbers(Section::WordSenseStem),
            phrases: reader.lists(Section::PhraseEnds, Section::Phrases),
            alike: reader.lists(Section::AlikeEnds, Section::Alike),
            spelt: reader.lists(Section::SpeltEnds, Section::Spelt),
            passage_text: reader.numbers(Section::PassageText),
            passage_weight: reader.numbers(Section::PassageWeight),
            passage_length: reader.numbers(Section::PassageLength),
            passage_runs: reader.numbers(Section::PassageRuns),
            passage_words: reader.lists(Section::PassageWordEnds, Section::PassageWords),
            passage_senses: reader.lists(Section::PassageSenseEnds, Section::PassageSenses),
            directions: reader.section(Section::PassageDirection).as_chunks().0,
            word_passages: reader.lists(Section::WordPassageEnds, Section::WordPassages),
            sense_passages: reader.lists(Section::SensePassageEnds, Section::SensePassages),
            runs: reader.numbers(Section::Run),
            run_passages: reader.lists(Section::RunPassageEnds, Section::RunPassages),
            middle: reader.numbers(Section::Middle),
        }
    }

    /// A word of the corpus by its number.
    pub(super) fn known(&self, sections: &Sections<'_>, id: u32) -> Arc<Term> {
        self.term(sections, &VECTORS, sections.word(id))
    }

    /// A word in lower case, of the corpus or not. What is found out about it is remembered.
    pub(super) fn term(&self, sections: &Sections<'_>, vectors: &Vectors<'_>, word: &str) -> Arc<Term> {
        let found = || self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = found().get(word) {
            return known.clone();
        }
        let term = Arc::new(sections.find(word, vectors));
        let mut found = found();
        if found.len() >= REMEMBERED {
            found.clear();
        }
        found.insert(word.into(), term.clone());
        term
    }
}

impl<'a> Sections<'a> {
    /// How many words there are.
    pub(super) fn words(&self) -> usize {
        self.weights.len()
    }

    /// How many passages there are.
    pub(super) fn passages(&self) -> usize {
        self.passage_text.len()
    }

    /// The word with this number.
    pub(super) fn word(&self, id: u32) -> &'a str {
        self.reader.text(Section::WordEnds, Section::WordText, id)
    }

    /// The senses of a text, given as the numbers of its stems among those of the thesaurus: place and sense.
    pub(super) fn senses(&self, stems: &[u32]) -> Vec<(usize, u32)> {
        thesaurus::senses(stems, |stem| self.phrases.at(stem as usize).iter())
    }

    /// The direction of a passage.
    pub(super) fn direction(&self, passage: usize) -> &'a [u8; DIMENSIONS] {
        self.directions.get(passage).unwrap_or(&[0; DIMENSIONS])
    }

    /// The passages that have a run of three words.
    pub(super) fn with_run(&self, run: u32) -> impl Iterator<Item = u32> + 'a {
        self.runs.place(run).map(|place| self.run_passages.at(place).iter()).into_iter().flatten()
    }

    /// The runs of three words that a passage has.
    pub(super) fn runs_of(&self, passage: u32) -> Vec<u32> {
        let has = |place: &usize| self.run_passages.at(*place).iter().any(|other| other == passage);
        (0..self.runs.len()).filter(has).map(|place| self.runs.at(place)).collect()
    }

    /// Whether the index holds what its words are like.
    fn stored(&self) -> bool {
        !self.reader.section(Section::Alike).is_empty()
    }

    /// Words that can stand for a term, best first: number and likeness from 0 to 255.
    pub(super) fn alike<'t>(&self, term: &'t Term) -> impl Iterator<Item = (usize, u32)> + use<'t, 'a> {
        let stored = term.id.filter(|_| self.stored()).map(|id| self.alike.at(id as usize).iter());
        stored.into_iter().flatten().chain(term.alike.iter().copied()).map(unpack)
    }

    /// Words that share parts of a term's spelling: number and share from 0 to 255.
    pub(super) fn spelt<'t>(&self, term: &'t Term) -> impl Iterator<Item = (usize, u32)> + use<'t, 'a> {
        let stored = term.id.filter(|_| self.stored()).map(|id| self.spelt.at(id as usize).iter());
        stored.into_iter().flatten().chain(term.spelt.iter().copied()).map(unpack)
    }

    fn find(&self, word: &str, vectors: &Vectors<'_>) -> Term {
        let id = self.reader.place(Section::WordEnds, Section::WordText, word);
        let hash = words::hash(word);
        if let Some(id) = id
            && self.stored()
        {
            let at = id as usize;
            let row = Some(self.rows.at(at)).filter(|&row| row != NOTHING);
            let (weight, length) = (self.weights.float(at), self.lengths.float(at));
            let sense_stem = self.sense_stems.at(at);
            return Term { weight, row, length, id: Some(id), hash, sense_stem, alike: Vec::new(), spelt: Vec::new() };
        }
        let row = vectors.row(word);
        let stem = words::stem(word);
        let sense_stem = self.reader.place(Section::SenseStemEnds, Section::SenseStemText, &stem).unwrap_or(NOTHING);
        let stem = self.reader.place(Section::StemEnds, Section::StemText, &stem);
        let rarity = match stem {
            Some(stem) => self.reader.numbers(Section::StemRarity).float(stem as usize),
            None => inverse(self.reader.texts(), 0),
        };
        let same = stem.map(|stem| self.reader.lists(Section::StemWordEnds, Section::StemWords).at(stem as usize));
        let same: Vec<u32> = same.map_or(Vec::new(), |words| words.iter().collect());
        let (length, spelt) = self.find_spelt(word);
        let alike = self.find_alike(row, &same, vectors);
        Term { weight: rarity * vectors.rarity(row), row, length, id, hash, sense_stem, alike, spelt }
    }

    fn find_alike(&self, row: Option<u32>, same: &[u32], vectors: &Vectors<'_>) -> Vec<u32> {
        let mut alike: Vec<(u32, u32)> = same.iter().map(|&word| (255, word)).collect();
        if let Some(row) = row {
            let wide = vectors::wide(vectors.numbers(row));
            let others: &[[u8; DIMENSIONS]] = self.reader.section(Section::WordVector).as_chunks().0;
            let others = others.iter().zip(0..).filter_map(|(other, id)| Some((likeness(&wide, other)?, id)));
            alike.extend(others.filter(|(_, id)| !same.contains(id)));
        }
        alike.sort_unstable_by_key(|&(likeness, id)| (std::cmp::Reverse(likeness), id));
        alike.into_iter().map(|(likeness, id)| pack(id, likeness)).collect()
    }

    /// The length of a word's spelling, and the words that share parts of it.
    fn find_spelt(&self, word: &str) -> (f32, Vec<u32>) {
        let (grams, squares) = (self.reader.numbers(Section::Gram), self.reader.numbers(Section::GramSquare));
        let having = self.reader.lists(Section::GramWordEnds, Section::GramWords);
        let strange = inverse(self.reader.texts(), 0).powi(2);
        let mut length = 0.0;
        let mut sums = vec![0.0f32; self.words()];
        for (gram, times) in words::spelling(word) {
            let place = grams.place(gram);
            let square = place.map_or(strange, |place| squares.float(place));
            length += (times * times) as f32 * square;
            for (id, other) in place.into_iter().flat_map(|place| having.at(place).iter()).map(unpack) {
                sums[id] += (times * other) as f32 * square;
            }
        }
        let length = length.sqrt();
        let some = sums.into_iter().zip(0..).filter(|&(sum, _)| sum > 0.0);
        let spelt = some
            .filter_map(|(sum, id)| shared(sum, length, self.lengths.float(id as usize)).map(|share| pack(id, share)));
        let spelt = spelt.collect();
        (length, spelt)
    }
}
