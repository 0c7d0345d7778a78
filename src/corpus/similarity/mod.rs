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
mod index;
pub(crate) mod layout;
pub(crate) mod make;
pub(crate) mod parts;
mod query;
mod repeats;
pub(crate) mod thesaurus;
pub(crate) mod vectors;
pub(crate) mod words;

use std::borrow::Cow;
use std::cmp;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

pub use explain::{Explanation, Piece, StandIn, explain};
use index::Index;
use make::Relations;
pub use parts::parts;
use query::{Held, Query};
use repeats::Drafts;
pub use repeats::{Closeness, Mark, Own};
use thesaurus::Thesaurus;
use vectors::Vectors;

use crate::embedded::{self, likeness};
use crate::text::fingerprint;

/// The least score of an overlap.
const OVERLAP: f32 = -0.8;

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

    /// The least and the highest score that a match of this tier is shown with.
    const fn bounds(self) -> (f32, f32) {
        match self {
            Tier::Nearest => (f32::MIN, -2.001),
            Tier::Possible => (-2.0, OVERLAP - 0.001),
            Tier::Overlap => (OVERLAP, 0.999),
            Tier::Duplicate => (1.0, f32::MAX),
        }
    }

    /// The tier of a score. What leaves out half of an earlier text does not repeat it, however alike it is.
    fn of(score: f32, signals: &Signals) -> Tier {
        match score {
            1.0.. if signals.covered >= HALF => Tier::Duplicate,
            OVERLAP.. => Tier::Overlap,
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

    /// The signals as one number.
    fn sum(self) -> f32 {
        1.7 * self.order + 6.1 * self.spelling + 6.0 * self.meaning + 8.9 * self.words
    }

    /// The score of signals above their background.
    fn score(self) -> f32 {
        self.sum() - 5.0
    }
}

/// An earlier recommendation that a text is like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// Its place in the corpus.
    pub earlier: usize,
    /// How alike: from about -5 for nothing in common to 13 for the same words; see [`Tier`].
    pub score: f32,
    /// How much that means, beside the other matches: what a better one says already is no overlap of its own.
    pub tier: Tier,
    /// What it is made of, as measured.
    pub signals: Signals,
    /// The same above the background of the text.
    pub above: Signals,
    /// The passage that is most like the text: the whole, or an item.
    passage: usize,
}

impl Match {
    fn new(earlier: usize, passage: usize, signals: Signals, background: Signals) -> Match {
        let above = signals.each(background, |signal, background| signal - background);
        let score = above.score();
        Match { earlier, score, tier: Tier::of(score, &signals), signals, above, passage }
    }

    /// Best first.
    fn order(&self, other: &Match) -> cmp::Ordering {
        other.score.total_cmp(&self.score).then(self.earlier.cmp(&other.earlier))
    }

    /// Likeness from 0 to 1: how sure the engine is that it is the same measure.
    pub fn likeness(&self) -> f32 {
        1.0 / (1.0 + (-self.score).exp())
    }
}

/// The recommendations of a corpus, ready to be compared with.
#[derive(Debug)]
pub struct SimilarityIndex {
    index: Index,
    /// How alike each earlier recommendation is to everything, found out when it is first asked for.
    common: Vec<OnceLock<f32>>,
    /// Texts that were held against it, by their words.
    held: Mutex<HashMap<u64, Arc<Held>>>,
    /// Drafts whose texts were held against each other.
    drafts: Drafts,
}

const VECTORS: Vectors<'static> =
    Vectors { rows: embedded::vectors::ROWS, words: embedded::vectors::WORDS, order: embedded::vectors::ORDER };

/// How much it counts against an earlier recommendation, where several are ranked, that it is like everything.
const COMMON: f32 = 0.6;

/// Texts that are remembered; past that the memory begins anew.
const REMEMBERED: usize = 512;

/// The share of the shorter text's runs of three words that a copy has.
const COPIED: f32 = 0.4;

/// How many are ranked besides those that are asked for.
const RANKED: usize = 12;

/// The share of a text that an earlier recommendation must cover beyond what a better one does, to overlap with it in
/// its own right.
const BEYOND: f32 = 0.18;

impl SimilarityIndex {
    /// The index of a corpus, given as its texts in order. That of the corpus inside the binary lies there ready.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> SimilarityIndex {
        let texts: Vec<&str> = texts.into_iter().collect();
        let stamp = words::stamp(&texts);
        let stored = Index::open(Cow::Borrowed(likeness::INDEX)).filter(|index| index.stamp() == stamp);
        match stored {
            Some(index) => SimilarityIndex::of(index),
            None => SimilarityIndex::with_thesaurus(texts, likeness::THESAURUS),
        }
    }

    /// As [`SimilarityIndex::new`], with a thesaurus of one's own: an entry a line, phrases that can stand for each other
    /// separated by semicolons. None at all is a way to see what the thesaurus does.
    pub fn with_thesaurus<'a>(texts: impl IntoIterator<Item = &'a str>, thesaurus: &str) -> SimilarityIndex {
        let texts: Vec<&str> = texts.into_iter().collect();
        let thesaurus = Thesaurus::read(thesaurus);
        let made = make::make(&texts, &VECTORS, &thesaurus, words::stamp(&texts), Relations::Found);
        SimilarityIndex::of(Index::open(Cow::Owned(made)).expect("an index that was just made"))
    }

    fn of(index: Index) -> SimilarityIndex {
        let texts = index.sections().reader.texts();
        SimilarityIndex {
            index,
            common: (0..texts).map(|_| OnceLock::new()).collect(),
            held: Mutex::default(),
            drafts: Drafts::default(),
        }
    }

    /// The `n` earlier recommendations that `text` is most like, best first.
    pub fn nearest(&self, text: &str, n: usize) -> Vec<Match> {
        self.nearest_among(text, n, |_| true)
    }

    /// As [`SimilarityIndex::nearest`], of those that `counts`.
    ///
    /// Tiers fall from first to last, and so do scores: one that is like everything stands further back in its tier.
    pub fn nearest_among(&self, text: &str, n: usize, counts: impl Fn(usize) -> bool) -> Vec<Match> {
        let held = self.held(text);
        let mut matches = self.sorted(&held, counts);
        matches.truncate(n + RANKED);
        for found in &mut matches {
            found.score += COMMON * (held.background.sum() - self.common(found));
        }
        matches.sort_by(|a, b| b.tier.cmp(&a.tier).then(a.order(b)));
        matches.truncate(n);
        for found in &mut matches {
            let (least, most) = found.tier.bounds();
            found.score = found.score.clamp(least, most);
        }
        matches
    }

    /// The earlier recommendations that `text` repeats or may repeat, of those that `counts`: best first, at most `n`.
    pub fn repeated(&self, text: &str, n: usize, counts: impl Fn(usize) -> bool) -> Vec<Match> {
        let mut matches = self.sorted(&self.held(text), counts);
        matches.truncate(n);
        matches.retain(|found| found.tier > Tier::Nearest);
        matches
    }

    /// The one earlier recommendation that `text` is most like, of those that `counts`.
    pub fn best(&self, text: &str, counts: impl Fn(usize) -> bool) -> Option<Match> {
        let held = self.held(text);
        held.matches.iter().filter(|found| counts(found.earlier)).min_by(|a, b| a.order(b)).copied()
    }

    /// How `text` compares with every earlier recommendation, in order of the corpus.
    pub fn compare(&self, text: &str) -> Vec<Match> {
        self.held(text).matches.clone()
    }

    /// `text` held against the corpus; the last ones are remembered.
    fn held(&self, text: &str) -> Arc<Held> {
        self.held_as(fingerprint(text), text)
    }

    /// As [`SimilarityIndex::held`], of a text whose words have this number.
    fn held_as(&self, key: u64, text: &str) -> Arc<Held> {
        let known = || self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = known().get(&key) {
            return held.clone();
        }
        let sections = self.index.sections();
        let held = Arc::new(Held::new(Query::new(&self.index, &sections, &VECTORS, text), &sections));
        let mut known = known();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(key, held.clone());
        held
    }

    /// The matches that `counts`, best first.
    fn sorted(&self, held: &Held, counts: impl Fn(usize) -> bool) -> Vec<Match> {
        let mut matches: Vec<Match> = held.matches.iter().filter(|found| counts(found.earlier)).copied().collect();
        matches.sort_by(Match::order);
        // what a better match says already is no overlap of its own: only what a merged text says beside it is
        if matches.first().is_some_and(|best| best.tier >= Tier::Overlap) {
            let sections = self.index.sections();
            let mut covered = held.coverage(&sections, matches[0].passage);
            for found in matches[1..].iter_mut().take_while(|found| found.tier >= Tier::Overlap) {
                let more = held.coverage(&sections, found.passage);
                let beyond: f32 = more.iter().zip(&covered).map(|(more, known)| (more - known).max(0.0)).sum();
                if found.tier == Tier::Overlap && beyond < BEYOND {
                    found.tier = Tier::Possible;
                }
                covered.iter_mut().zip(more).for_each(|(known, more)| *known = known.max(more));
            }
        }
        matches
    }

    /// How alike an earlier recommendation is to everything.
    fn common(&self, found: &Match) -> f32 {
        *self.common[found.earlier].get_or_init(|| {
            let sections = self.index.sections();
            Held::new(Query::of_text(&self.index, &sections, found.earlier), &sections).background.sum()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;

    #[test]
    fn the_index_inside_the_binary_is_that_of_its_corpus() {
        let corpus = Corpus::embedded();
        let texts: Vec<&str> = corpus.earlier().iter().map(|earlier| earlier.text.as_str()).collect();
        let stored = Index::open(Cow::Borrowed(likeness::INDEX)).expect("an index");
        assert_eq!(stored.stamp(), words::stamp(&texts));
    }

    #[test]
    fn what_is_found_out_is_what_is_stored() {
        let corpus = Corpus::embedded();
        let texts: Vec<&str> = corpus.earlier().iter().map(|earlier| earlier.text.as_str()).collect();
        let made = make::make(&texts, &VECTORS, &Thesaurus::read(likeness::THESAURUS), 0, Relations::Found);
        let found = SimilarityIndex::of(Index::open(Cow::Owned(made)).expect("an index"));
        for text in ["Embassies of different States should work together.", texts[40]] {
            let pairs = corpus.similarity().compare(text).into_iter().zip(found.compare(text));
            for (stored, found) in pairs {
                assert!((stored.score - found.score).abs() < 0.01, "{stored:?} {found:?}");
            }
        }
    }

    #[test]
    fn damaged_bytes_are_no_index() {
        assert!(Index::open(Cow::Borrowed(b"likeness")).is_none());
        assert!(Index::open(Cow::Borrowed(&likeness::INDEX[..1000])).is_none());
    }
}
