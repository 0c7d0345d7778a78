//! A text held against every passage of an index.

use std::sync::Arc;

use super::index::{Index, Sections, Term};
use super::layout::unpack;
use super::thesaurus::{self, SENSES, STANDS};
use super::vectors::{self, DIMENSIONS, Vectors};
use super::words::{self, Word};
use super::{Signals, VECTORS};

/// A text ready to be compared.
#[derive(Debug)]
pub(super) struct Query {
    /// Each word once, and how often it stands there.
    pub(super) terms: Vec<(f32, Arc<Term>)>,
    /// The words that the corpus does not have: their number, and how often each stands there.
    strange: Vec<(u32, f32)>,
    /// The senses of its words: number of the term, and sense; in order.
    pub(super) senses: Vec<(u32, u32)>,
    /// The same senses, without their words.
    pub(super) bears: Senses,
    /// Weight of the words, each counted once.
    pub(super) weight: f32,
    /// Runs of three words.
    pub(super) runs: Vec<u32>,
    /// Its direction, as stored.
    pub(super) direction: [u8; DIMENSIONS],
}

impl Query {
    pub(super) fn new(index: &Index, sections: &Sections<'_>, vectors: &Vectors<'_>, text: &str) -> Query {
        let words = words::words(text);
        let mut sorted: Vec<(usize, &Word)> = words.iter().enumerate().collect();
        sorted.sort_unstable_by(|(_, a), (_, b)| a.text.cmp(&b.text));
        let mut numbers = vec![0; words.len()];
        let (mut times, mut each) = (Vec::with_capacity(words.len()), Vec::with_capacity(words.len()));
        for same in sorted.chunk_by(|(_, a), (_, b)| a.text == b.text) {
            same.iter().for_each(|&(place, _)| numbers[place] = each.len() as u32);
            times.push(same.len() as f32);
            each.push(&*same[0].1.text);
        }
        let terms: Vec<(f32, Arc<Term>)> = times.into_iter().zip(index.terms(sections, vectors, &each)).collect();
        let stems: Vec<u32> = numbers.iter().map(|&number| terms[number as usize].1.sense_stem).collect();
        let senses = sections.senses(&stems).into_iter().map(|(place, sense)| (numbers[place], sense));
        let (senses, bears) = in_order(senses.collect());
        let mut direction = [0.0; DIMENSIONS];
        for (times, term) in &terms {
            if let Some(row) = term.row {
                vectors::add(&mut direction, times * term.weight, vectors.numbers(row));
            }
        }
        direction = vectors::unit(direction);
        for (i, x) in direction.iter_mut().enumerate() {
            *x -= sections.middle.float(i);
        }
        let strange = terms.iter().filter(|(_, term)| term.id.is_none()).map(|(times, term)| (term.hash, *times));
        Query {
            strange: strange.collect(),
            weight: terms.iter().map(|(_, term)| term.weight).sum(),
            runs: words::runs(&words),
            direction: vectors::pack(&vectors::unit(direction)),
            senses,
            bears,
            terms,
        }
    }

    /// For each word how much of the text a passage covers by it, as a share of the whole.
    pub(super) fn coverage(&self, sections: &Sections<'_>, passage: usize) -> Vec<f32> {
        let bears = Senses::of(sections, passage);
        let best = |term: &Term| match sections.is_large() {
            false => sections.reach(term).get(passage).map_or(0, |&best| u32::from(best)),
            true => {
                let wide = term.wide(&VECTORS);
                let there = sections.passage_words.at(passage).iter().map(|packed| unpack(packed).0);
                there.map(|id| sections.stands(term, &wide, id)).max().unwrap_or(0)
            }
        };
        let covers = |(number, (_, term)): (usize, &(f32, Arc<Term>))| {
            share(term.weight * best(term).max(self.sense(number, &bears)) as f32 / 255.0, self.weight)
        };
        self.terms.iter().enumerate().map(covers).collect()
    }

    /// The senses of a term.
    fn senses_of(&self, number: usize) -> &[(u32, u32)] {
        let start = self.senses.partition_point(|&(term, _)| (term as usize) < number);
        let rest = &self.senses[start..];
        &rest[..rest.partition_point(|&(term, _)| term as usize == number)]
    }

    /// How well a term stands, by its senses, for words that bear others, to 255.
    pub(super) fn sense(&self, number: usize, others: &Senses) -> u32 {
        let shares = self.senses_of(number).iter().any(|&(_, sense)| others.contains(sense));
        if shares { STANDS } else { 0 }
    }

    /// How often a word that the corpus does not have stands in the text.
    pub(super) fn strange(&self, term: &Term) -> Option<f32> {
        self.strange.iter().find(|(hash, _)| *hash == term.hash).map(|(_, times)| *times)
    }

    /// What it has in common with each passage.
    pub(super) fn signals(
        &self,
        sections: &Sections<'_>,
        spelling: &[f32],
        length: f32,
        stands: &[f32],
        covered: &[f32],
    ) -> Vec<Signals> {
        let passages = sections.passages();
        let words: Vec<(f32, f32)> = spelling.iter().copied().zip(stands.iter().copied()).collect();
        let mut runs = vec![0u32; passages];
        for passage in self.runs.iter().flat_map(|&run| sections.with_run(run)) {
            runs[passage as usize] += 1;
        }
        let wide = vectors::wide(&self.direction);
        (0..passages)
            .map(|passage| {
                // four sums at once: one alone would wait for itself
                let (mut product, mut back) = ([0.0f32; 4], [0.0f32; 4]);
                let (fours, rest) = sections.passage_words.at(passage).fours();
                for four in fours.iter().map(|four| &four[..]).chain([rest]) {
                    for (i, &bytes) in four.iter().enumerate() {
                        let (id, times) = unpack(u32::from_le_bytes(bytes));
                        let (spelling, stands) = words[id];
                        product[i] += times as f32 * spelling;
                        back[i] += stands;
                    }
                }
                let product: f32 = product.iter().sum();
                let mut back: f32 = back.iter().sum();
                back += self.by_sense(sections, passage, |id| stands[id]);
                let there = share(covered[passage], self.weight);
                let back = share(back, sections.passage_weight.float(passage));
                let fewest = sections.passage_runs.at(passage).len().min(self.runs.len());
                Signals {
                    order: share(runs[passage] as f32, fewest as f32),
                    spelling: share(product, length * sections.passage_length.float(passage)),
                    meaning: vectors::cosine(&wide, sections.direction(passage)),
                    words: share(2.0 * there * back, there + back),
                    covers: there,
                    covered: back,
                }
            })
            .collect()
    }

    /// How much more of a passage the text's senses stand for than its words do, by weight.
    pub(super) fn by_sense(&self, sections: &Sections<'_>, passage: usize, stands: impl Fn(usize) -> f32) -> f32 {
        let (mut more, mut last) = (0.0, usize::MAX);
        for (id, sense) in sections.passage_senses.at(passage).iter().map(thesaurus::unpack) {
            if self.bears.contains(sense) && id != last {
                more += (sections.weights.float(id) * STANDS as f32 / 255.0 - stands(id)).max(0.0);
                last = id;
            }
        }
        more
    }

    /// For each word of the corpus how much its spelling shares with the text's; and the length of the text's spelling.
    pub(super) fn spelling(&self, sections: &Sections<'_>) -> (Vec<f32>, f32) {
        let mut sums = vec![0.0f32; sections.words()];
        // what two words of the text share is known if one of them is of the corpus; two that are not share nothing
        let mut add = |known: bool| {
            for (times, term) in self.terms.iter().filter(|(_, term)| term.id.is_some() == known) {
                let own = times * term.length / 255.0;
                sections.spelt(term).for_each(|(id, share)| sums[id] += own * share as f32);
            }
            let within = self.terms.iter().filter_map(|(times, term)| Some((times * term.length, term.id?)));
            within.map(|(own, id)| own * sums[id as usize]).sum::<f32>()
        };
        let (among_known, with_all) = (add(true), add(false));
        let strange = self.terms.iter().filter(|(_, term)| term.id.is_none());
        let alone: f32 = strange.map(|(times, term)| (times * term.length).powi(2)).sum();
        let square = 2.0 * with_all - among_known + alone;
        sums.iter_mut().zip(sections.lengths.floats()).for_each(|(sum, length)| *sum *= length);
        (sums, square.sqrt())
    }

    /// For each word of the corpus how well the text's words stand for it, by weight.
    pub(super) fn stand_ins(&self, sections: &Sections<'_>) -> Vec<f32> {
        let mut best = vec![0u32; sections.words()];
        for (id, likeness) in self.terms.iter().flat_map(|(_, term)| sections.alike(term)) {
            best[id] = best[id].max(likeness);
        }
        best.iter().zip(sections.weights.floats()).map(|(&best, weight)| weight * best as f32 / 255.0).collect()
    }

    /// For each passage how much of the text its words stand for, by weight.
    pub(super) fn covered(&self, sections: &Sections<'_>) -> Vec<f32> {
        let mut covered = vec![0.0f32; sections.passages()];
        let mut seen = vec![u32::MAX; sections.passages()];
        for ((_, term), number) in self.terms.iter().zip(0..) {
            let share = term.weight / 255.0;
            let reach = sections.reach(term);
            covered.iter_mut().zip(reach).for_each(|(sum, &likeness)| *sum += share * f32::from(likeness));
            // where no word stands for it as well as its senses do, they count
            for &(_, sense) in self.senses_of(number as usize) {
                for passage in sections.sense_passages.at(sense as usize).iter().map(|passage| passage as usize) {
                    if std::mem::replace(&mut seen[passage], number) != number {
                        let known = reach.get(passage).copied().unwrap_or(0);
                        covered[passage] += share * STANDS.saturating_sub(u32::from(known)) as f32;
                    }
                }
            }
        }
        covered
    }
}

/// A set of senses.
#[derive(Debug, Default)]
pub(super) struct Senses([u64; SENSES / 64]);

impl Senses {
    /// Those of a passage.
    pub(super) fn of(sections: &Sections<'_>, passage: usize) -> Senses {
        let mut senses = Senses::default();
        sections.passage_senses.at(passage).iter().for_each(|packed| senses.insert(thesaurus::unpack(packed).1));
        senses
    }

    fn insert(&mut self, sense: u32) {
        self.0[sense as usize / 64] |= 1 << (sense % 64);
    }

    pub(super) fn contains(&self, sense: u32) -> bool {
        self.0[sense as usize / 64] & 1 << (sense % 64) != 0
    }
}

/// Terms and their senses in order, each once, and the senses as a set.
fn in_order(mut senses: Vec<(u32, u32)>) -> (Vec<(u32, u32)>, Senses) {
    senses.sort_unstable();
    senses.dedup();
    let mut bears = Senses::default();
    senses.iter().for_each(|&(_, sense)| bears.insert(sense));
    (senses, bears)
}

/// `part` of `all`; nothing of nothing is nothing.
pub(super) fn share(part: f32, all: f32) -> f32 {
    if all > 0.0 { part / all } else { 0.0 }
}
