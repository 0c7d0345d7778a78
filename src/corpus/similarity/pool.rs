//! A text held against a few passages of a large index: what would be too much to find out about every word of the corpus
//! is found out about the words of these passages. The signals are those that a small index gives.

use super::index::Sections;
use super::layout::{NOTHING, unpack};
use super::query::{Query, Senses, share};
use super::vectors::{self, Wide};
use super::{Signals, VECTORS, words};

/// For each word of the corpus how much its spelling shares with the text's; and the length of the text's spelling.
pub(super) fn spelling(query: &Query, sections: &Sections<'_>) -> (Vec<f32>, f32) {
    let mut grams: Vec<(u32, f32)> = Vec::with_capacity(query.terms.len() * 20);
    for (times, term) in &query.terms {
        let word = match term.id {
            Some(id) => words::spelling(sections.word(id)),
            None => words::spelling(&term.word),
        };
        grams.extend(word.into_iter().map(|(gram, own)| (gram, times * own as f32)));
    }
    grams.sort_unstable_by_key(|(gram, _)| *gram);
    let (mut sums, mut square) = (vec![0.0f32; sections.words()], 0.0);
    for same in grams.chunk_by(|a, b| a.0 == b.0) {
        let all: f32 = same.iter().map(|(_, times)| times).sum();
        let (weight, words) = sections.gram(same[0].0);
        square += all * all * weight;
        for (word, times) in words.iter().map(unpack) {
            if let Some(sum) = sums.get_mut(word) {
                *sum += all * weight * times as f32;
            }
        }
    }
    (sums, square.sqrt())
}

/// The words of some passages, and how well each term stands for each of them.
struct Table {
    /// For each word of the corpus its place here.
    places: Vec<u32>,
    /// How many terms there are.
    terms: usize,
    /// For each word, one after the other, how well each term stands for it, to 255.
    stands: Vec<u8>,
    /// The best of these, by weight of the word.
    best: Vec<f32>,
}

impl Table {
    fn new(query: &Query, sections: &Sections<'_>, passages: &[u32]) -> Table {
        let (mut places, mut words) = (vec![NOTHING; sections.words()], Vec::new());
        for &passage in passages {
            for (id, _) in sections.passage_words.at(passage as usize).iter().map(unpack) {
                if places[id] == NOTHING {
                    places[id] = words.len() as u32;
                    words.push(id);
                }
            }
        }
        let wide: Vec<Wide> = query.terms.iter().map(|(_, term)| term.wide(&VECTORS)).collect();
        let terms = wide.len();
        let mut stands = Vec::with_capacity(terms * words.len());
        let mut best = Vec::with_capacity(words.len());
        for &id in &words {
            let each = query.terms.iter().zip(&wide).map(|((_, term), wide)| sections.stands(term, wide, id) as u8);
            stands.extend(each);
            let most = stands[stands.len() - terms..].iter().max().copied().unwrap_or(0);
            best.push(sections.weights.float(id) * f32::from(most) / 255.0);
        }
        Table { places, terms, stands, best }
    }

    fn place(&self, id: usize) -> usize {
        self.places[id] as usize
    }

    /// How well each term stands for a word.
    fn of(&self, id: usize) -> &[u8] {
        &self.stands[self.place(id) * self.terms..][..self.terms]
    }
}

/// What a text has in common with each of these passages, in the same order.
pub(super) fn signals(
    query: &Query,
    sections: &Sections<'_>,
    spelling: &[f32],
    length: f32,
    passages: &[u32],
) -> Vec<Signals> {
    let table = Table::new(query, sections, passages);
    let wide = vectors::wide(&query.direction);
    let mut there = vec![0u8; table.terms];
    let one = |&passage: &u32| {
        let passage = passage as usize;
        let (mut product, mut back) = (0.0, 0.0);
        there.fill(0);
        for (id, times) in sections.passage_words.at(passage).iter().map(unpack) {
            product += times as f32 * spelling[id];
            back += table.best[table.place(id)];
            there.iter_mut().zip(table.of(id)).for_each(|(most, &stands)| *most = (*most).max(stands));
        }
        back += query.by_sense(sections, passage, |id| table.best[table.place(id)]);
        let bears = Senses::of(sections, passage);
        let covered = |(number, &most): (usize, &u8)| {
            let most = u32::from(most).max(query.sense(number, &bears));
            query.terms[number].1.weight * most as f32 / 255.0
        };
        let there = share(there.iter().enumerate().map(covered).sum(), query.weight);
        let back = share(back, sections.passage_weight.float(passage));
        let runs = sections.passage_runs.at(passage);
        let both = query.runs.iter().filter(|&&run| runs.place(run).is_some()).count();
        Signals {
            order: share(both as f32, query.runs.len().min(runs.len()) as f32),
            spelling: share(product, length * sections.passage_length.float(passage)),
            meaning: vectors::cosine(&wide, sections.direction(passage)),
            words: share(2.0 * there * back, there + back),
            covers: there,
            covered: back,
        }
    };
    passages.iter().map(one).collect()
}
