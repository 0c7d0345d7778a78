//! What is alike: the earlier recommendations nearest to a text, and what the likeness rests on.
//!
//! Six signals are added up, none of them negative, so that every match can be explained: words in the same order,
//! spelling, the direction of the whole in meaning, words that stand for each other, and how much of each text the other
//! covers by them. In so narrow a field
//! everything is somewhat alike; so each signal counts only as far as it rises above the text's own background, which
//! is the mean of the signals ranked between the best tenth and the best three tenths of the corpus.
//!
//! A large corpus is asked in two steps: candidates by their words and by their direction, then all signals. Its index is
//! kept on disk, beside which nothing is lost: it is made anew whenever it is not there.
//!
//! Statistics come from the corpus alone. The engine never says that nothing similar exists: [`SimilarityIndex::nearest`]
//! always has an answer, and [`Tier`] says how much it means.

mod candidates;
mod explain;
mod held;
mod index;
pub(crate) mod layout;
pub(crate) mod make;
pub(crate) mod parts;
pub(crate) mod passages;
mod pool;
mod query;
mod repeats;
mod stored;
pub(crate) mod thesaurus;
pub(crate) mod vectors;
pub(crate) mod words;

use std::cmp;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

pub use explain::{Explanation, Piece, StandIn, are_synonyms, explain};
use held::Held;
use index::{Bytes, Index};
use make::Relations;
pub use parts::parts;
use query::Query;
use repeats::Drafts;
pub use repeats::{Closeness, Mark, Own};
use thesaurus::Thesaurus;
use vectors::Vectors;

use crate::embedded::{self, likeness};

/// The least scores of each tier.
const DUPLICATE: f32 = 1.1;
const OVERLAP: f32 = -0.7;
const POSSIBLE: f32 = -2.0;

/// How much its lead over the next best adds to the best match, and the least sum that is an overlap: what stands out from
/// all else that was recommended is rather the same measure than what others are as like.
const LEAD: f32 = 0.4;
const STANDS_OUT: f32 = -0.2;

/// The least score of an overlap beside a better match: one text seldom repeats two.
const SECOND: f32 = 0.0;

/// The share of an earlier text that a repetition of it covers at the least.
const REPEATED: f32 = 0.65;

/// The share of a text that another in the same draft covers at the least, if it repeats that.
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
            Tier::Nearest => (f32::MIN, POSSIBLE - 0.001),
            Tier::Possible => (POSSIBLE, OVERLAP - 0.001),
            Tier::Overlap => (OVERLAP, DUPLICATE - 0.001),
            Tier::Duplicate => (DUPLICATE, f32::MAX),
        }
    }

    /// The tier of a score. What leaves out a good part of an earlier text does not repeat it, however alike it is.
    fn of(score: f32, signals: &Signals) -> Tier {
        match score {
            DUPLICATE.. if signals.covered >= REPEATED => Tier::Duplicate,
            OVERLAP.. => Tier::Overlap,
            POSSIBLE.. => Tier::Possible,
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
    /// Share of the text's words that words of the earlier one stand for, by weight: all of them for a part of it.
    pub covers: f32,
    /// Share of the earlier text's words that words of the text stand for, by weight: all of them where it is merged.
    pub covered: f32,
}

impl Signals {
    fn each(self, other: Signals, f: impl Fn(f32, f32) -> f32) -> Signals {
        Signals {
            order: f(self.order, other.order),
            spelling: f(self.spelling, other.spelling),
            meaning: f(self.meaning, other.meaning),
            words: f(self.words, other.words),
            covers: f(self.covers, other.covers),
            covered: f(self.covered, other.covered),
        }
    }

    /// The score of signals above their background: the logarithm of the odds that it is the same measure. The weights
    /// are those of a regression over both sets of drafts in `tests/similarity`, each with half of the thesaurus taken
    /// out at random, since words of drafts to come are known less well than those of the sets. `--example similarity
    /// -- --fit` does it again.
    fn score(self) -> f32 {
        1.8 * self.order
            + 1.7 * self.spelling
            + 3.6 * self.meaning
            + 8.0 * self.words
            + 8.2 * self.covers
            + 6.3 * self.covered
            - 6.5
    }
}

/// An earlier recommendation that a text is like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// Its place in the corpus.
    pub earlier: usize,
    /// How alike: from about -8 for nothing in common to 17 for the same words; see [`Tier`].
    pub score: f32,
    /// How much that means, beside the other matches: what a better one says already is no overlap of its own.
    pub tier: Tier,
    /// What it is made of, as measured.
    pub signals: Signals,
    /// The same above the background of the text.
    pub above: Signals,
    /// The passage that is most like the text: the whole, or an item.
    passage: usize,
    /// What of the text is like it.
    side: Side,
}

/// What of a text a match is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The whole.
    Whole,
    /// An item of its list.
    Item,
}

impl Match {
    fn new(earlier: usize, passage: usize, signals: Signals, background: Signals) -> Match {
        let above = signals.each(background, |signal, background| signal - background);
        let score = above.score();
        Match { earlier, score, tier: Tier::of(score, &signals), signals, above, passage, side: Side::Whole }
    }

    /// A match with a text of the same draft: one that says half as much again repeats nothing.
    fn within(before: usize, signals: Signals, background: Signals) -> Match {
        let found = Match::new(before, 0, signals, background);
        let tier = if signals.covers < HALF { found.tier.min(Tier::Overlap) } else { found.tier };
        Match { tier, ..found }
    }

    /// The same match, no more than one of that tier.
    pub(crate) fn at_most(self, tier: Tier) -> Match {
        let tier = self.tier.min(tier);
        let (least, most) = tier.bounds();
        Match { score: self.score.clamp(least, most), tier, ..self }
    }

    /// The same match as one that stands behind `other`.
    pub(super) fn behind(self, other: &Match) -> Match {
        Match { score: self.score.min(other.score), tier: self.tier.min(other.tier), ..self }
    }

    /// Best first.
    fn order(&self, other: &Match) -> cmp::Ordering {
        other.score.total_cmp(&self.score).then(self.earlier.cmp(&other.earlier))
    }

    /// Likeness from 0 to 1: how sure the engine is that it is the same measure.
    pub fn likeness(&self) -> f32 {
        self.likeness_as(self.tier)
    }

    /// As [`Match::likeness`], no more than one of that tier has.
    pub fn likeness_as(&self, tier: Tier) -> f32 {
        let (least, most) = tier.bounds();
        1.0 / (1.0 + (-self.score.clamp(least, most)).exp())
    }
}

/// The recommendations of a corpus, ready to be compared with.
#[derive(Debug)]
pub struct SimilarityIndex {
    index: Index,
    /// Texts that were held against it, by their words.
    held: Mutex<HashMap<u64, Arc<Held>>>,
    /// Drafts whose texts were held against each other.
    drafts: Drafts,
    /// What a large corpus is measured by besides itself: the field that the program knows.
    field: Option<Index>,
}

const VECTORS: Vectors<'static> =
    Vectors { rows: embedded::vectors::ROWS, words: embedded::vectors::WORDS, order: embedded::vectors::ORDER };

/// Texts that are remembered; past that the memory begins anew.
const REMEMBERED: usize = 512;

/// Words of the corpus, for each text that is remembered, up to which texts are: four megabytes of numbers.
const REMEMBERED_WORDS: usize = 4_000_000;

/// The share of the shorter text's runs of three words that a copy has.
const COPIED: f32 = 0.4;

/// How many are looked at besides those that are asked for: an overlap may stand behind what is merely possible.
const BESIDES: usize = 12;

/// Fewest words of an item that is held against the corpus on its own.
const ITEM: usize = 10;

/// The share of a text that an earlier recommendation must cover beyond what a better one does, to overlap with it in
/// its own right.
const BEYOND: f32 = 0.18;

impl SimilarityIndex {
    /// The index of a corpus, given as its texts in order. That of the corpus inside the binary lies there ready.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> SimilarityIndex {
        SimilarityIndex::kept(texts, None)
    }

    /// As [`SimilarityIndex::new`]; an index that must be made is kept in `folder` for the next time, and found there.
    pub fn kept<'a>(texts: impl IntoIterator<Item = &'a str>, folder: Option<&Path>) -> SimilarityIndex {
        let texts: Vec<&str> = texts.into_iter().collect();
        let stamp = words::stamp(&texts);
        if let Some(index) = Index::open(Bytes::Embedded(likeness::INDEX)).filter(|index| index.stamp() == stamp) {
            return SimilarityIndex::of(index);
        }
        // an index rests on its texts and on the code and words that make it
        let key = words::stamp(&[likeness::KEY, &format!("{stamp:016x}")]);
        let stored = folder.and_then(|folder| Index::open(Bytes::Stored(stored::open(folder, key)?)));
        if let Some(index) = stored.filter(|index| index.stamp() == stamp) {
            return SimilarityIndex::of(index);
        }
        let made = made(&texts, likeness::THESAURUS, stamp);
        if let Some(folder) = folder {
            // a folder that cannot be written to costs time, and nothing else
            let _ = stored::keep(folder, key, &made);
        }
        SimilarityIndex::of(Index::open(Bytes::Made(made)).expect("an index that was just made"))
    }

    /// As [`SimilarityIndex::new`], with a thesaurus of one's own: an entry a line, phrases that can stand for each other
    /// separated by semicolons. None at all is a way to see what the thesaurus does.
    pub fn with_thesaurus<'a>(texts: impl IntoIterator<Item = &'a str>, thesaurus: &str) -> SimilarityIndex {
        let texts: Vec<&str> = texts.into_iter().collect();
        let made = made(&texts, thesaurus, words::stamp(&texts));
        SimilarityIndex::of(Index::open(Bytes::Made(made)).expect("an index that was just made"))
    }

    fn of(index: Index) -> SimilarityIndex {
        let field = if index.sections().is_large() { Index::open(Bytes::Embedded(likeness::INDEX)) } else { None };
        SimilarityIndex { index, held: Mutex::default(), drafts: Drafts::default(), field }
    }

    /// The `n` earlier recommendations that `text` is most like, best first.
    pub fn nearest(&self, text: &str, n: usize) -> Vec<Match> {
        self.nearest_among(text, n, |_| true)
    }

    /// As [`SimilarityIndex::nearest`], of those that `counts`.
    ///
    /// Tiers fall from first to last, and so do scores.
    pub fn nearest_among(&self, text: &str, n: usize, counts: impl Fn(usize) -> bool) -> Vec<Match> {
        let mut matches = self.sorted(&self.held_among(text, n, &counts), counts);
        matches.truncate(n + BESIDES);
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
        let mut matches = self.nearest_among(text, n, counts);
        matches.retain(|found| found.tier > Tier::Nearest);
        matches
    }

    /// The one earlier recommendation that `text` is most like, of those that `counts`.
    pub fn best(&self, text: &str, counts: impl Fn(usize) -> bool) -> Option<Match> {
        let held = self.held_among(text, 1, &counts);
        held.matches.iter().filter(|found| counts(found.earlier)).min_by(|a, b| a.order(b)).copied()
    }

    /// The item of an earlier recommendation, given as its text, that a match is about: its place in [`parts`], from 1; none
    /// for the whole.
    pub fn item(&self, found: &Match) -> Option<usize> {
        let sections = self.index.sections();
        let passages = sections.reader.texts()..sections.passages();
        let same = |passage: &usize| sections.passage_text.at(*passage) as usize == found.earlier;
        let before = (passages.start..found.passage).rev().take_while(same).count();
        (passages.contains(&found.passage)).then_some(before + 1)
    }

    /// How `text` compares with every earlier recommendation, in order of the corpus; with those that it may be like, if
    /// the corpus is large.
    pub fn compare(&self, text: &str) -> Vec<Match> {
        self.held(text).matches.clone()
    }

    /// `text` held against the corpus; the last ones are remembered.
    fn held(&self, text: &str) -> Arc<Held> {
        self.held_as(key(text), text)
    }

    /// As [`SimilarityIndex::held`], of a text with this key.
    fn held_as(&self, key: u64, text: &str) -> Arc<Held> {
        let known = || self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = known().get(&key) {
            return held.clone();
        }
        let held = Arc::new(self.hold(text, |_| true));
        let mut known = known();
        let most = REMEMBERED.min(REMEMBERED_WORDS / self.index.sections().words().max(1));
        if known.len() >= most {
            known.clear();
        }
        known.insert(key, held.clone());
        held
    }

    /// As [`SimilarityIndex::held`]. In a large corpus, where too few of those that `text` may be like count, it is held
    /// against those that count.
    fn held_among(&self, text: &str, n: usize, counts: impl Fn(usize) -> bool) -> Arc<Held> {
        let held = self.held(text);
        let enough = || held.matches.iter().filter(|found| counts(found.earlier)).take(n).count() == n;
        match self.field {
            Some(_) if !enough() => Arc::new(self.hold(text, counts)),
            _ => held,
        }
    }

    /// Holds `text` against the corpus, whole and, if it has a list, item by item: what an item says alone may have been
    /// recommended before.
    fn hold(&self, text: &str, counts: impl Fn(usize) -> bool) -> Held {
        let mut held = self.hold_one(text, &counts);
        for item in parts(text).into_iter().skip(1).filter(|item| item.split_whitespace().count() >= ITEM) {
            let found = self.hold_one(item, &counts).matches.into_iter().min_by(Match::order);
            if let Some(found) = found.filter(|found| found.score >= SECOND) {
                held.add(Match { tier: Tier::Overlap, side: Side::Item, ..found });
            }
        }
        held
    }

    fn hold_one(&self, text: &str, counts: impl Fn(usize) -> bool) -> Held {
        let query = |index: &Index| Query::new(index, &index.sections(), &VECTORS, text);
        match &self.field {
            Some(field) => {
                let known = Held::whole(query(field), &field.sections()).background;
                Held::among(query(&self.index), &self.index.sections(), known, counts)
            }
            None => Held::whole(query(&self.index), &self.index.sections()),
        }
    }

    /// The matches that `counts`, best first.
    fn sorted(&self, held: &Held, counts: impl Fn(usize) -> bool) -> Vec<Match> {
        let mut matches: Vec<Match> = held.matches.iter().filter(|found| counts(found.earlier)).copied().collect();
        matches.sort_by(Match::order);
        if let [best, next, ..] = &mut matches[..]
            && best.score + LEAD * (best.score - next.score) >= STANDS_OUT
        {
            best.tier = best.tier.max(Tier::Overlap);
        }
        // what a better match says already is no overlap of its own: only what a merged text says beside it is
        if matches.first().is_some_and(|best| best.tier >= Tier::Overlap) {
            let sections = self.index.sections();
            let mut covered = held.coverage(&sections, matches[0].passage);
            for found in matches[1..].iter_mut().take_while(|found| found.tier >= Tier::Overlap) {
                let more = held.coverage(&sections, found.passage);
                let beyond: f32 = more.iter().zip(&covered).map(|(more, known)| (more - known).max(0.0)).sum();
                let own = found.side == Side::Item || (beyond >= BEYOND && found.score >= SECOND);
                if found.tier == Tier::Overlap && !own {
                    found.tier = Tier::Possible;
                }
                covered.iter_mut().zip(more).for_each(|(known, more)| *known = known.max(more));
            }
        }
        matches
    }
}

/// What a text is remembered by: as it stands, since its items are told by their marks.
fn key(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The bytes of an index of texts.
fn made(texts: &[&str], thesaurus: &str, stamp: u64) -> Vec<u8> {
    make::make(texts, &VECTORS, &Thesaurus::read(thesaurus), stamp, Relations::Found)
}

#[cfg(test)]
mod tests {
    use super::make::Size;
    use super::*;
    use crate::corpus::Corpus;

    #[test]
    fn the_index_inside_the_binary_is_that_of_its_corpus() {
        let corpus = Corpus::embedded();
        let texts: Vec<&str> = corpus.earlier().iter().map(|earlier| earlier.text.as_str()).collect();
        let stored = Index::open(Bytes::Embedded(likeness::INDEX)).expect("an index");
        assert_eq!(stored.stamp(), words::stamp(&texts));
    }

    #[test]
    fn what_is_found_out_is_what_is_stored() {
        let corpus = Corpus::embedded();
        let texts: Vec<&str> = corpus.earlier().iter().map(|earlier| earlier.text.as_str()).collect();
        let made = make::make(&texts, &VECTORS, &Thesaurus::read(likeness::THESAURUS), 0, Relations::Found);
        let found = SimilarityIndex::of(Index::open(Bytes::Made(made)).expect("an index"));
        for text in ["Embassies of different States should work together.", texts[40]] {
            let pairs = corpus.similarity().compare(text).into_iter().zip(found.compare(text));
            for (stored, found) in pairs {
                assert!((stored.score - found.score).abs() < 0.01, "{stored:?} {found:?}");
            }
        }
    }

    #[test]
    fn what_is_remembered_of_one_text_is_not_told_of_another() {
        let corpus = Corpus::embedded();
        let index = || SimilarityIndex::new(corpus.earlier().iter().map(|earlier| earlier.text.as_str()));
        let (asked, fresh) = (index(), index());
        let trees =
            "Plant oaks along the roads and on the squares of every town, and water them in summer.\n".repeat(8);
        for earlier in corpus.earlier() {
            let half: Vec<&str> = earlier.text.split(' ').take(14).collect();
            let listed = format!("States parties should:\n(a) {trees}\n(b) {}", half.join(" "));
            asked.compare(&listed.replace("(a) ", "").replace("(b) ", ""));
            assert_eq!(asked.compare(&listed), fresh.compare(&listed), "{listed}");
        }
    }

    #[test]
    fn a_large_index_says_what_a_small_one_says() {
        let corpus = Corpus::embedded();
        let texts: Vec<&str> = corpus.earlier().iter().map(|earlier| earlier.text.as_str()).collect();
        let thesaurus = Thesaurus::read(likeness::THESAURUS);
        let made = make::make_of_size(&texts, &VECTORS, &thesaurus, 0, Relations::Found, Size::Large);
        let large = SimilarityIndex::of(Index::open(Bytes::Made(made)).expect("an index"));
        for text in ["Embassies of different States should work together.", texts[40], texts[7]] {
            let found = large.compare(text);
            assert!(found.len() > 50, "{} candidates", found.len());
            let known = corpus.similarity().compare(text);
            for one in found {
                let known = &known[one.earlier];
                assert!((known.score - one.score).abs() < 0.1, "{known:?} {one:?}");
            }
        }
        let pair =
            ["Train border guards to identify victims of trafficking.", "Teach border police to recognize victims."];
        let pair = pair.map(|text| Own { text, mark: Arc::new(Mark::of(text)) });
        let within = |index: &SimilarityIndex| index.within(&pair, Closeness::Meaning)[0].1;
        let (one, other) = (within(&large), within(corpus.similarity()));
        assert!((one.score - other.score).abs() < 0.2, "{one:?} {other:?}");
    }

    #[test]
    fn damaged_bytes_are_no_index() {
        assert!(Index::open(Bytes::Embedded(b"likeness")).is_none());
        assert!(Index::open(Bytes::Embedded(&likeness::INDEX[..1000])).is_none());
    }
}
