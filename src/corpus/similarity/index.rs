//! An index to ask: its words with all that is known of them, and its passages.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use super::layout::{Lists, NOTHING, Numbers, Reader, Section, pack, unpack};
use super::make::{self, inverse, likeness, shared};
use super::stored::Stored;
use super::vectors::{self, DIMENSIONS, Vectors, Wide};
use super::{thesaurus, words};

/// Words that are remembered besides those of the index; past that the memory begins anew.
const REMEMBERED: usize = 8192;

/// Passages, for each word that is remembered, up to which words are: eight megabytes.
const REACHED: usize = 8_000_000;

/// Where an index lies.
#[derive(Debug)]
pub(super) enum Bytes {
    /// In the binary.
    Embedded(&'static [u8]),
    /// In memory.
    Made(Vec<u8>),
    /// On disk.
    Stored(Stored),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Embedded(bytes) => bytes,
            Bytes::Made(bytes) => bytes,
            Bytes::Stored(stored) => stored.bytes(),
        }
    }
}

/// The bytes of an index, and what was found out about words since it was opened.
#[derive(Debug)]
pub(super) struct Index {
    bytes: Bytes,
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
    /// The number of its stem in the corpus; [`NOTHING`] if it has none.
    pub(super) stem: u32,
    /// A number for the word itself.
    pub(super) hash: u32,
    /// The number of its stem among those of the thesaurus; [`NOTHING`] if it has none.
    pub(super) sense_stem: u32,
    /// The word itself, if the corpus does not have it.
    pub(super) word: Box<str>,
    /// Words of the corpus that can stand for it, best first, and words that share parts of its spelling; empty if
    /// the index holds them or is large.
    alike: Vec<u32>,
    spelt: Vec<u32>,
    /// For each passage how well the best of its words stands for it, to 255; empty if the index holds it or is large.
    reach: Vec<u8>,
}

/// The sections that a query reads, found once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sections<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) weights: Numbers<'a>,
    pub(super) rows: Numbers<'a>,
    pub(super) lengths: Numbers<'a>,
    stems: Numbers<'a>,
    sense_stems: Numbers<'a>,
    word_vectors: &'a [[u8; DIMENSIONS]],
    stem_words: Lists<'a>,
    grams: Numbers<'a>,
    gram_squares: Numbers<'a>,
    gram_words: Lists<'a>,
    phrases: Lists<'a>,
    alike: Lists<'a>,
    spelt: Lists<'a>,
    reach: &'a [u8],
    pub(super) passage_text: Numbers<'a>,
    pub(super) passage_weight: Numbers<'a>,
    pub(super) passage_length: Numbers<'a>,
    pub(super) passage_runs: Lists<'a>,
    pub(super) passage_words: Lists<'a>,
    pub(super) passage_senses: Lists<'a>,
    directions: &'a [[u8; DIMENSIONS]],
    pub(super) word_passages: Lists<'a>,
    pub(super) sense_passages: Lists<'a>,
    runs: Numbers<'a>,
    run_passages: Lists<'a>,
    pub(super) middle: Numbers<'a>,
    /// Texts that stand for all; none in a small index.
    pub(super) sample: Numbers<'a>,
}

impl Index {
    /// Opens an index; `None` if these bytes are none.
    pub(super) fn open(bytes: Bytes) -> Option<Index> {
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
            stems: reader.numbers(Section::WordStem),
            sense_stems: reader.numbers(Section::WordSenseStem),
            word_vectors: reader.section(Section::WordVector).as_chunks().0,
            stem_words: reader.lists(Section::StemWordEnds, Section::StemWords),
            grams: reader.numbers(Section::Gram),
            gram_squares: reader.numbers(Section::GramSquare),
            gram_words: reader.lists(Section::GramWordEnds, Section::GramWords),
            phrases: reader.lists(Section::PhraseEnds, Section::Phrases),
            alike: reader.lists(Section::AlikeEnds, Section::Alike),
            spelt: reader.lists(Section::SpeltEnds, Section::Spelt),
            reach: reader.section(Section::Reach),
            passage_text: reader.numbers(Section::PassageText),
            passage_weight: reader.numbers(Section::PassageWeight),
            passage_length: reader.numbers(Section::PassageLength),
            passage_runs: reader.lists(Section::PassageRunEnds, Section::PassageRuns),
            passage_words: reader.lists(Section::PassageWordEnds, Section::PassageWords),
            passage_senses: reader.lists(Section::PassageSenseEnds, Section::PassageSenses),
            directions: reader.section(Section::PassageDirection).as_chunks().0,
            word_passages: reader.lists(Section::WordPassageEnds, Section::WordPassages),
            sense_passages: reader.lists(Section::SensePassageEnds, Section::SensePassages),
            runs: reader.numbers(Section::Run),
            run_passages: reader.lists(Section::RunPassageEnds, Section::RunPassages),
            middle: reader.numbers(Section::Middle),
            sample: reader.numbers(Section::Sample),
        }
    }

    /// A word in lower case, of the corpus or not. What is found out about it is remembered.
    pub(super) fn term(&self, sections: &Sections<'_>, vectors: &Vectors<'_>, word: &str) -> Arc<Term> {
        self.terms(sections, vectors, &[word]).remove(0)
    }

    /// As [`Index::term`], of several words in the same order.
    pub(super) fn terms(&self, sections: &Sections<'_>, vectors: &Vectors<'_>, words: &[&str]) -> Vec<Arc<Term>> {
        let found = || self.found.lock().unwrap_or_else(PoisonError::into_inner);
        let known: Vec<Option<Arc<Term>>> = {
            let found = found();
            words.iter().map(|&word| found.get(word).cloned()).collect()
        };
        let find = |(known, &word): (Option<Arc<Term>>, &&str)| {
            known.unwrap_or_else(|| {
                let term = Arc::new(sections.find(word, vectors));
                let mut found = found();
                if found.len() >= REMEMBERED.min(REACHED / sections.passages().max(1)) {
                    found.clear();
                }
                found.insert(word.into(), term.clone());
                term
            })
        };
        known.into_iter().zip(words).map(find).collect()
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

    /// The directions of all passages, in order.
    pub(super) fn directions(&self) -> &'a [[u8; DIMENSIONS]] {
        self.directions
    }

    /// The passages that have a run of three words.
    pub(super) fn with_run(&self, run: u32) -> impl Iterator<Item = u32> + 'a {
        self.runs.place(run).map(|place| self.run_passages.at(place).iter()).into_iter().flatten()
    }

    /// Whether the index holds what its words are like.
    fn stored(&self) -> bool {
        !self.reader.section(Section::Alike).is_empty()
    }

    /// Whether a query is held against few of the passages.
    pub(super) fn is_large(&self) -> bool {
        self.sample.len() > 0
    }

    /// The words of the corpus with a stem.
    pub(super) fn with_stem(&self, stem: u32) -> Numbers<'a> {
        self.stem_words.at(stem as usize)
    }

    /// The vector of a word of the corpus.
    pub(super) fn vector(&self, id: usize) -> &'a [u8; DIMENSIONS] {
        self.word_vectors.get(id).unwrap_or(&[0; DIMENSIONS])
    }

    /// How well a term, with its vector, stands for a word of the corpus, to 255.
    pub(super) fn stands(&self, term: &Term, wide: &Wide, id: usize) -> u32 {
        if term.stem != NOTHING && term.stem == self.stems.at(id) {
            return 255;
        }
        likeness(wide, self.vector(id)).unwrap_or(0)
    }

    /// A part of spelling: its weight, squared, and the words that have it with how often.
    pub(super) fn gram(&self, gram: u32) -> (f32, Numbers<'a>) {
        match self.grams.place(gram) {
            Some(place) => (self.gram_squares.float(place), self.gram_words.at(place)),
            None => (inverse(self.reader.texts(), 0).powi(2), Numbers::none()),
        }
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

    /// For each passage how well the best of its words stands for a term, to 255; empty in a large index.
    pub(super) fn reach<'t>(&self, term: &'t Term) -> &'t [u8]
    where
        'a: 't,
    {
        let stored = term.id.filter(|_| self.stored()).map(|id| id as usize * self.passages());
        stored.map_or(&term.reach, |start| self.reach.get(start..start + self.passages()).unwrap_or(&[]))
    }

    fn find(&self, word: &str, vectors: &Vectors<'_>) -> Term {
        let id = self.reader.place(Section::WordEnds, Section::WordText, word);
        let hash = words::hash(word);
        if let Some(id) = id
            && (self.stored() || self.is_large())
        {
            let at = id as usize;
            let row = Some(self.rows.at(at)).filter(|&row| row != NOTHING);
            let (weight, length) = (self.weights.float(at), self.lengths.float(at));
            let (stem, sense_stem) = (self.stems.at(at), self.sense_stems.at(at));
            let (word, alike, spelt, reach) = (Box::default(), Vec::new(), Vec::new(), Vec::new());
            return Term { weight, row, length, id: Some(id), stem, hash, sense_stem, word, alike, spelt, reach };
        }
        let row = vectors.row(word);
        let stem = words::stem(word);
        let sense_stem = self.reader.place(Section::SenseStemEnds, Section::SenseStemText, &stem).unwrap_or(NOTHING);
        let stem = self.reader.place(Section::StemEnds, Section::StemText, &stem);
        let rarity = match stem {
            Some(stem) => self.reader.numbers(Section::StemRarity).float(stem as usize),
            None => inverse(self.reader.texts(), 0),
        };
        let (length, spelt) = self.find_spelt(word);
        let alike = match (self.is_large(), stem) {
            (true, _) => Vec::new(),
            (false, None) => self.find_alike(row, &[], vectors),
            (false, Some(stem)) => self.find_alike(row, &self.with_stem(stem).iter().collect::<Vec<u32>>(), vectors),
        };
        let passages = if self.is_large() { 0 } else { self.passages() };
        let reach = make::reach(&alike, passages, |id| self.word_passages.at(id).iter());
        let stem = stem.unwrap_or(NOTHING);
        let word = if id.is_none() { word.into() } else { Box::default() };
        Term {
            weight: rarity * vectors.rarity(row),
            row,
            length,
            id,
            stem,
            hash,
            sense_stem,
            word,
            alike,
            spelt,
            reach,
        }
    }

    fn find_alike(&self, row: Option<u32>, same: &[u32], vectors: &Vectors<'_>) -> Vec<u32> {
        let mut alike: Vec<(u32, u32)> = same.iter().map(|&word| (255, word)).collect();
        if let Some(row) = row {
            let wide = vectors::wide(vectors.numbers(row));
            let others =
                self.word_vectors.iter().zip(0..).filter_map(|(other, id)| Some((likeness(&wide, other)?, id)));
            alike.extend(others.filter(|(_, id)| !same.contains(id)));
        }
        alike.sort_unstable_by_key(|&(likeness, id)| (std::cmp::Reverse(likeness), id));
        alike.into_iter().map(|(likeness, id)| pack(id, likeness)).collect()
    }

    /// The length of a word's spelling, and the words of a small index that share parts of it.
    fn find_spelt(&self, word: &str) -> (f32, Vec<u32>) {
        let mut length = 0.0;
        let large = self.is_large();
        let mut sums = if large { Vec::new() } else { vec![0.0f32; self.words()] };
        for (gram, times) in words::spelling(word) {
            let (square, having) = self.gram(gram);
            length += (times * times) as f32 * square;
            for (id, other) in having.iter().map(unpack).filter(|_| !large) {
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

/// How well two terms stand for each other, to 255; the first with its vector.
pub(super) fn stands(term: &Term, wide: &Wide, other: &Term, vectors: &Vectors<'_>) -> u32 {
    if term.hash == other.hash || (term.stem != NOTHING && term.stem == other.stem) {
        return 255;
    }
    other.row.and_then(|row| likeness(wide, vectors.numbers(row))).unwrap_or(0)
}

impl Term {
    /// Its vector; zeros if it has none.
    pub(super) fn wide(&self, vectors: &Vectors<'_>) -> Wide {
        self.row.map_or([0; DIMENSIONS], |row| vectors::wide(vectors.numbers(row)))
    }
}
