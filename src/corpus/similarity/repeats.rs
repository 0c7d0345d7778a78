//! Texts of one draft held against each other.
//!
//! What was found is remembered: of a draft that changed in a few places only pairs with a text that changed are compared
//! again. The answer is that of comparing all.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::held::Held;
use super::{COPIED, Match, SimilarityIndex, Tier, key, words};

/// Drafts that are remembered: those that a person has open.
const DRAFTS: usize = 8;

/// Every two of so many texts are held against each other; of more, those that have runs of three words in common.
const PAIRED: usize = 1000;

/// Texts with one run of three words that are looked at for each text that has it, too, where there are more.
const COPIES: usize = 64;

/// The least share of the runs that make a copy which stand where they are looked at: runs that everybody has do not.
const LOOKED_AT: f32 = 0.5;

/// How closely the texts are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closeness {
    /// In the same words or in others.
    Meaning,
    /// Only where the two have many words in the same order; for long drafts this costs less.
    Copies,
}

/// A text of a draft.
#[derive(Debug, Clone)]
pub struct Own<'a> {
    /// The text.
    pub text: &'a str,
    /// What it is known by.
    pub mark: Arc<Mark>,
}

/// What a text is known by.
#[derive(Debug)]
pub struct Mark {
    key: u64,
    /// Its runs of three words.
    runs: Vec<u32>,
    /// A bit for each of them, which some share: most texts have next to none in common, and these say so quickly.
    bits: [u64; BITS / 64],
}

/// Bits for the runs of a text.
const BITS: usize = 1024;

/// The place of a run's bit.
fn bit(run: u32) -> (usize, u64) {
    // the first bits of a product are mixed best
    let bit = run as usize >> (u32::BITS - BITS.ilog2());
    (bit / 64, 1 << (bit % 64))
}

impl Mark {
    /// Finds it out; a text keeps it.
    pub fn of(text: &str) -> Mark {
        let runs = words::runs(&words::words(text));
        let mut bits = [0; BITS / 64];
        for (place, bit) in runs.iter().map(|&run| bit(run)) {
            bits[place] |= bit;
        }
        Mark { key: key(text), runs, bits }
    }

    /// Whether most runs of the shorter text stand in the other.
    fn is_copy(&self, other: &Mark) -> bool {
        let fewest = self.runs.len().min(other.runs.len());
        let enough = |both: usize| both > 0 && both as f32 >= COPIED * fewest as f32;
        let (few, many) = if self.runs.len() < other.runs.len() { (self, other) } else { (other, self) };
        let at_most = few.runs.iter().map(|&run| bit(run)).filter(|&(place, bit)| many.bits[place] & bit != 0).count();
        if !enough(at_most) {
            return false;
        }
        let (mut one, mut two) = (self.runs.iter().peekable(), other.runs.iter().peekable());
        let mut both = 0;
        while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
            let order = a.cmp(b);
            both += usize::from(order.is_eq());
            if order.is_le() {
                one.next();
            }
            if order.is_ge() {
                two.next();
            }
        }
        enough(both)
    }
}

/// What was found in drafts, the last one first.
#[derive(Debug, Default)]
pub(super) struct Drafts(Mutex<Vec<Draft>>);

/// A draft, and the text before it that each of its texts is most like.
#[derive(Debug)]
struct Draft {
    closeness: Closeness,
    keys: Vec<u64>,
    best: Vec<Option<Match>>,
}

/// A draft that is remembered, and how many of its first and last texts are those of another.
#[derive(Debug, Default)]
struct Before {
    best: Vec<Option<Match>>,
    head: usize,
    tail: usize,
}

impl Drafts {
    /// The remembered draft that shares most with `keys`.
    fn nearest(&self, closeness: Closeness, keys: &[u64]) -> Before {
        let drafts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let shared = |draft: &Draft| {
            let head = draft.keys.iter().zip(keys).take_while(|(a, b)| a == b).count();
            let (old, new) = (&draft.keys[head..], &keys[head..]);
            (head, old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count())
        };
        let known = drafts.iter().filter(|draft| draft.closeness == closeness).map(|draft| (shared(draft), draft));
        let best = known.max_by_key(|((head, tail), _)| head + tail);
        best.map_or_else(Before::default, |((head, tail), draft)| Before { best: draft.best.clone(), head, tail })
    }

    fn remember(&self, draft: Draft, head: usize) {
        let mut drafts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // the draft as it was before goes
        let shares = |old: &Draft| old.closeness == draft.closeness && old.keys.get(..head) == draft.keys.get(..head);
        match drafts.iter().position(shares).filter(|_| head > 0) {
            Some(place) => drop(drafts.remove(place)),
            None => drafts.truncate(DRAFTS - 1),
        }
        drafts.insert(0, draft);
    }
}

impl SimilarityIndex {
    /// Where one of `texts` repeats or may repeat one before it: its place, and the best match, whose `earlier` is a
    /// place in `texts`.
    pub fn within(&self, texts: &[Own<'_>], closeness: Closeness) -> Vec<(usize, Match)> {
        if closeness == Closeness::Copies && texts.len() > PAIRED {
            let mut found = self.copies(texts, COPIES, LOOKED_AT);
            found.retain(|(_, found)| found.tier > Tier::Nearest);
            return found;
        }
        let keys: Vec<u64> = texts.iter().map(|own| own.mark.key).collect();
        let Before { best: old, head, tail } = self.drafts.nearest(closeness, &keys);
        let sections = self.index.sections();
        let held: Vec<OnceLock<Arc<Held>>> = texts.iter().map(|_| OnceLock::new()).collect();
        let held = |place: usize| held[place].get_or_init(|| self.held_as(keys[place], texts[place].text));
        let pair = |before: usize, place: usize| {
            if closeness == Closeness::Copies && !texts[before].mark.is_copy(&texts[place].mark) {
                return None;
            }
            let (signals, background) = held(before).beside(held(place), &sections);
            Some(Match::within(before, signals, background))
        };
        let among = |range: std::ops::Range<usize>, place: usize| {
            range.filter_map(|before| pair(before, place)).min_by(Match::order)
        };
        let (changed, gone) = (head..texts.len() - tail, head..old.len() - tail);
        let best = |place: usize| {
            if place < changed.start {
                return old[place];
            }
            if place < changed.end {
                return among(0..place, place);
            }
            match old[place + old.len() - texts.len()] {
                Some(found) if gone.contains(&found.earlier) => among(0..place, place),
                known => {
                    let moved = |earlier| if earlier < head { earlier } else { earlier + texts.len() - old.len() };
                    let known = known.map(|found| Match { earlier: moved(found.earlier), ..found });
                    known.into_iter().chain(among(changed.clone(), place)).min_by(Match::order)
                }
            }
        };
        let best: Vec<Option<Match>> = match closeness {
            // nothing is known of the draft: what has no runs in common need not be looked at
            Closeness::Copies if old.is_empty() => {
                let mut best = vec![None; texts.len()];
                self.copies(texts, usize::MAX, 1.0).into_iter().for_each(|(place, found)| best[place] = Some(found));
                best
            }
            _ => (0..texts.len()).map(best).collect(),
        };
        let found = best.iter().enumerate().filter_map(|(place, found)| Some((place, (*found)?)));
        let found = found.filter(|(_, found)| found.tier > Tier::Nearest).collect();
        self.drafts.remember(Draft { closeness, keys, best }, head);
        found
    }
}

impl SimilarityIndex {
    /// The best copy of each text among those before it, by the runs that they share. Of texts with the same run the first
    /// `most` are looked at, and of those the ones that share at least this part of the runs that make a copy.
    fn copies(&self, texts: &[Own<'_>], most: usize, looked_at: f32) -> Vec<(usize, Match)> {
        let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
        // how many runs each text shares with the one that is looked at
        let mut counts = vec![0u32; texts.len()];
        let mut found = Vec::new();
        let sections = self.index.sections();
        for (place, own) in texts.iter().enumerate() {
            let mut shared: Vec<usize> = Vec::new();
            for run in &own.mark.runs {
                let before = places.entry(*run).or_default();
                for &text in &*before {
                    if counts[text] == 0 {
                        shared.push(text);
                    }
                    counts[text] += 1;
                }
                // what has so many copies has one among the first of them
                if before.len() < most {
                    before.push(place);
                }
            }
            shared.sort_unstable();
            let likely = |&before: &usize| {
                let count = std::mem::take(&mut counts[before]);
                let fewest = texts[before].mark.runs.len().min(own.mark.runs.len());
                count as f32 >= looked_at * COPIED * fewest as f32
            };
            let likely: Vec<usize> = shared.into_iter().filter(likely).collect();
            let copies = likely.into_iter().filter(|&before| texts[before].mark.is_copy(&own.mark));
            let held = |place: usize| self.held_as(texts[place].mark.key, texts[place].text);
            let matches = copies.map(|before| {
                let (signals, background) = held(before).beside(&held(place), &sections);
                Match::within(before, signals, background)
            });
            found.extend(matches.min_by(Match::order).map(|found| (place, found)));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;

    #[test]
    fn after_an_edit_the_answer_is_that_of_comparing_all() {
        let corpus = Corpus::embedded();
        let all: Vec<&str> = corpus.earlier().iter().map(|earlier| earlier.text.as_str()).collect();
        let index = SimilarityIndex::new(all.iter().copied());
        let mut texts = [&all[..12], &all[3..9], &all[40..50]].concat();
        let own = |texts: &[&'static str]| -> Vec<Own<'static>> {
            texts.iter().map(|text| Own { text, mark: Arc::new(Mark::of(text)) }).collect()
        };
        let texts_of = |texts: &[&str]| -> Vec<&'static str> {
            texts.iter().map(|text| &*Box::leak(text.to_string().into_boxed_str())).collect()
        };
        for (place, edit) in
            [(4, None), (20, Some(7)), (4, Some(4)), (0, None), (25, Some(1)), (3, Some(60)), (14, None)]
        {
            match edit {
                None => drop(texts.remove(place)),
                Some(other) => texts.insert(place, all[other]),
            }
            for closeness in [Closeness::Meaning, Closeness::Copies] {
                let fresh = SimilarityIndex::new(all.iter().copied());
                let own = own(&texts_of(&texts));
                assert_eq!(index.within(&own, closeness), fresh.within(&own, closeness), "{place} {edit:?}");
                assert!(!index.within(&own, closeness).is_empty());
            }
        }
    }
}
