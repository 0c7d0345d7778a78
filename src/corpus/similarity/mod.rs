//! What is alike: the earlier recommendations nearest to a text, and what the likeness rests on.
//!
//! Four signals are added up, none of them negative, so that every match can be explained: words in the same order,
//! spelling, the direction of the whole in meaning, and words that stand for each other. In so narrow a field
//! everything is somewhat alike; so each signal counts only as far as it rises above the text's own background, which
//! is the mean of the signals ranked between the best tenth and the best three tenths of the corpus.
//!
//! Statistics come from the corpus alone. The engine never says that nothing similar exists: [`SimilarityIndex::nearest`]
//! always has an answer, and [`Tier`] says how much it means.

mod explain;
mod parts;
mod vectors;
mod vocabulary;
mod words;

use std::collections::HashMap;
use std::sync::Arc;

pub use explain::{Explanation, Piece, StandIn, explain};
pub use parts::parts;
use vectors::{DIMENSIONS, Direction};
use vocabulary::{Term, Vocabulary};

/// The share of an earlier text that a repetition of it covers at the least.
const HALF: f32 = 0.5;

/// How much a match means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Merely the nearest.
    Nearest,
    /// The measure may have been recommended before.
    Possible,
    /// It likely overlaps with one that was.
    Overlap,
    /// It was recommended before.
    Duplicate,
}

impl Tier {
    /// The word for it, everywhere.
    pub const fn name(self) -> &'static str {
        match self {
            Tier::Nearest => "nearest",
            Tier::Possible => "possible",
            Tier::Overlap => "overlap",
            Tier::Duplicate => "duplicate",
        }
    }

    /// The tier of a score. What leaves out half of an earlier text does not repeat it, however alike it is.
    fn of(score: f32, signals: &Signals) -> Tier {
        match score {
            1.0.. if signals.covered >= HALF => Tier::Duplicate,
            -1.0.. => Tier::Overlap,
            -2.0.. => Tier::Possible,
            _ => Tier::Nearest,
        }
    }
}

/// What a score is made of, each from 0 to 1; as measured, or above the background.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Signals {
    /// Share of the shorter text's runs of three words that both have.
    pub order: f32,
    /// Likeness of spelling.
    pub spelling: f32,
    /// Likeness of direction in meaning.
    pub meaning: f32,
    /// How well the words of each stand for those of the other.
    pub words: f32,
    /// Share of the earlier text's words that words of the other stand for, by weight.
    pub covered: f32,
}

impl Signals {
    fn each(self, other: Signals, f: impl Fn(f32, f32) -> f32) -> Signals {
        Signals {
            order: f(self.order, other.order),
            spelling: f(self.spelling, other.spelling),
            meaning: f(self.meaning, other.meaning),
            words: f(self.words, other.words),
            covered: self.covered,
        }
    }

    /// The score of signals above their background.
    fn score(self) -> f32 {
        1.7 * self.order + 6.1 * self.spelling + 6.0 * self.meaning + 8.9 * self.words - 5.0
    }
}

/// An earlier recommendation that a text is like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// Its place in the corpus.
    pub earlier: usize,
    /// How alike: from about -5 for nothing in common to 13 for the same words; see [`Tier`].
    pub score: f32,
    /// How much that means.
    pub tier: Tier,
    /// What it is made of, as measured.
    pub signals: Signals,
}

impl Match {
    /// Likeness from 0 to 1: how sure the engine is that it is the same measure.
    pub fn likeness(&self) -> f32 {
        1.0 / (1.0 + (-self.score).exp())
    }
}

/// The recommendations of a corpus, ready to be compared with.
#[derive(Debug)]
pub struct SimilarityIndex {
    vocabulary: Vocabulary,
    passages: Vec<Passage>,
    earlier: usize,
    /// Passages by word.
    by_word: Vec<Vec<u32>>,
    /// Passages by run of three words.
    by_run: HashMap<u64, Vec<u32>>,
    /// The mean direction of the corpus.
    middle: Direction,
}

/// An earlier recommendation, or an item of one.
#[derive(Debug)]
struct Passage {
    earlier: u32,
    whole: bool,
    /// Word and how often.
    words: Vec<(u32, f32)>,
    /// Weight of its words, each counted once.
    weight: f32,
    /// Length of its spelling.
    length: f32,
    /// Runs of three words.
    runs: u32,
    direction: Direction,
}

/// A text ready to be compared.
#[derive(Debug)]
struct Query {
    words: Vec<(f32, Arc<Term>)>,
    weight: f32,
    length: f32,
    runs: Vec<u64>,
    direction: Direction,
}

impl SimilarityIndex {
    /// The index of a corpus, given as its texts in order.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> SimilarityIndex {
        let texts: Vec<&str> = texts.into_iter().collect();
        let plain = |text: &str| -> Vec<String> { words::words(text).into_iter().map(|word| word.text).collect() };
        let whole: Vec<Vec<String>> = texts.iter().map(|text| plain(text)).collect();
        let mut index = SimilarityIndex {
            vocabulary: Vocabulary::new(&whole),
            passages: Vec::new(),
            earlier: texts.len(),
            by_word: Vec::new(),
            by_run: HashMap::new(),
            middle: [0.0; DIMENSIONS],
        };
        index.by_word.resize_with(index.vocabulary.len(), Vec::new);
        for (earlier, text) in whole.iter().enumerate() {
            index.add(earlier, text);
        }
        for passage in &index.passages {
            index.middle.iter_mut().zip(passage.direction).for_each(|(sum, x)| *sum += x / texts.len() as f32);
        }
        for (earlier, text) in texts.iter().enumerate() {
            for part in parts(text).into_iter().skip(1) {
                index.add(earlier, &plain(part));
            }
        }
        for passage in &mut index.passages {
            passage.direction.iter_mut().zip(index.middle).for_each(|(x, middle)| *x -= middle);
            passage.direction = vectors::unit(passage.direction);
        }
        index
    }

    fn add(&mut self, earlier: usize, words: &[String]) {
        let query = self.query(words);
        let passage = self.passages.len() as u32;
        let whole = passage as usize == earlier;
        for run in &query.runs {
            self.by_run.entry(*run).or_default().push(passage);
        }
        let counted: Vec<(u32, f32)> =
            distinct(words).into_iter().filter_map(|(word, times)| Some((self.vocabulary.id(word)?, times))).collect();
        for &(word, _) in &counted {
            self.by_word[word as usize].push(passage);
        }
        self.passages.push(Passage {
            earlier: earlier as u32,
            whole,
            words: counted,
            weight: query.weight,
            length: query.length,
            runs: query.runs.len() as u32,
            direction: query.direction,
        });
    }

    /// Reads a text; its direction is measured from nothing, not yet from the middle of the corpus.
    fn query(&self, words: &[String]) -> Query {
        let counted: Vec<(f32, Arc<Term>)> =
            distinct(words).into_iter().map(|(word, times)| (times, self.vocabulary.find(word))).collect();
        let mut direction = [0.0; DIMENSIONS];
        for (times, word) in &counted {
            if let Some(row) = word.row {
                let share = times * word.weight;
                direction.iter_mut().zip(row.numbers()).for_each(|(sum, x)| *sum += share * f32::from(x));
            }
        }
        let hashes: Vec<u64> = words.iter().map(|word| words::hash(word)).collect();
        let mut runs: Vec<u64> = hashes.windows(3).map(words::hash_all).collect();
        runs.sort_unstable();
        runs.dedup();
        Query {
            weight: counted.iter().map(|(_, word)| word.weight).sum(),
            length: self.vocabulary.spelling_length(&counted).sqrt(),
            words: counted,
            runs,
            direction: vectors::unit(direction),
        }
    }

    /// The `n` earlier recommendations that `text` is most like, best first.
    pub fn nearest(&self, text: &str, n: usize) -> Vec<Match> {
        self.nearest_of(text, n, |_| true)
    }

    /// As [`SimilarityIndex::nearest`], among those that `counts`.
    pub fn nearest_of(&self, text: &str, n: usize, counts: impl Fn(usize) -> bool) -> Vec<Match> {
        let mut best = self.compare(text);
        best.retain(|found| counts(found.earlier));
        best.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.earlier.cmp(&b.earlier)));
        best.truncate(n);
        best
    }

    /// How `text` compares with every earlier recommendation, in order of the corpus.
    pub fn compare(&self, text: &str) -> Vec<Match> {
        let words: Vec<String> = words::words(text).into_iter().map(|word| word.text).collect();
        let mut query = self.query(&words);
        query.direction.iter_mut().zip(self.middle).for_each(|(x, middle)| *x -= middle);
        query.direction = vectors::unit(query.direction);
        let signals = self.signals(&query);
        let background = self.background(&signals);
        let mut matches: Vec<Match> = Vec::with_capacity(self.earlier);
        for (passage, signals) in self.passages.iter().zip(signals) {
            let score = signals.each(background, |signal, background| signal - background).score();
            let found = Match { earlier: passage.earlier as usize, score, tier: Tier::of(score, &signals), signals };
            match matches.get_mut(found.earlier) {
                Some(known) if known.score < score => *known = found,
                Some(_) => {}
                None => matches.push(found),
            }
        }
        matches
    }

    fn signals(&self, query: &Query) -> Vec<Signals> {
        let mut spelt = vec![0.0f32; self.vocabulary.len()];
        let mut stands = vec![0.0f32; self.vocabulary.len()];
        let mut covered = vec![0.0f32; self.passages.len()];
        let mut seen = vec![u32::MAX; self.passages.len()];
        for (number, (times, word)) in (0u32..).zip(&query.words) {
            let relations = self.vocabulary.relations(word);
            for &(id, shared) in &relations.spelt {
                spelt[id as usize] += times * shared;
            }
            // best first: the first word that leads to a passage is the one that stands there for it
            for &(id, likeness) in &relations.alike {
                let known = &mut stands[id as usize];
                *known = known.max(likeness);
                for &passage in &self.by_word[id as usize] {
                    if seen[passage as usize] != number {
                        seen[passage as usize] = number;
                        covered[passage as usize] += word.weight * likeness;
                    }
                }
            }
        }
        let mut runs = vec![0u32; self.passages.len()];
        for run in &query.runs {
            for &passage in self.by_run.get(run).map_or(&[][..], Vec::as_slice) {
                runs[passage as usize] += 1;
            }
        }
        self.passages
            .iter()
            .zip(covered)
            .zip(runs)
            .map(|((passage, covered), runs)| {
                let (mut dot, mut back) = (0.0, 0.0);
                for &(id, times) in &passage.words {
                    dot += times * spelt[id as usize];
                    back += self.vocabulary.at(id).weight * stands[id as usize];
                }
                let (there, back) = (share(covered, query.weight), share(back, passage.weight));
                Signals {
                    order: share(runs as f32, passage.runs.min(query.runs.len() as u32) as f32),
                    spelling: share(dot, passage.length * query.length),
                    meaning: vectors::dot(&passage.direction, &query.direction),
                    words: share(2.0 * there * back, there + back),
                    covered: back,
                }
            })
            .collect()
    }

    /// What a text has in common with everything in the corpus.
    fn background(&self, signals: &[Signals]) -> Signals {
        let whole: Vec<&Signals> = self
            .passages
            .iter()
            .zip(signals)
            .filter(|(passage, _)| passage.whole)
            .map(|(_, signals)| signals)
            .collect();
        let mean = |of: fn(&Signals) -> f32| {
            let mut values: Vec<f32> = whole.iter().map(|signals| of(signals)).collect();
            values.sort_unstable_by(|a, b| b.total_cmp(a));
            let count = values.len() as f32;
            let from = (count * 0.1).round() as usize;
            let to = ((count * 0.3).round() as usize).max(from + 1).min(values.len());
            let ranked = values.get(from..to).unwrap_or(&[]);
            share(ranked.iter().sum(), ranked.len() as f32)
        };
        Signals {
            order: mean(|signals| signals.order),
            spelling: mean(|signals| signals.spelling),
            meaning: mean(|signals| signals.meaning),
            words: mean(|signals| signals.words),
            covered: 0.0,
        }
    }
}

/// `part` of `all`; nothing of nothing is nothing.
fn share(part: f32, all: f32) -> f32 {
    if all > 0.0 { part / all } else { 0.0 }
}

/// Each word once, in order of first use, with how often it stands there.
fn distinct(words: &[String]) -> Vec<(&str, f32)> {
    let mut counted: Vec<(&str, f32)> = Vec::with_capacity(words.len());
    let mut places: HashMap<&str, usize> = HashMap::with_capacity(words.len());
    for word in words {
        let place = *places.entry(word).or_insert(counted.len());
        match counted.get_mut(place) {
            Some((_, times)) => *times += 1.0,
            None => counted.push((word, 1.0)),
        }
    }
    counted
}
