//! Writes the passages of an index: texts and the items of their lists, each with its words, its length and direction.

use std::collections::BTreeMap;

use super::layout::{Section, Writer, pack, unpack};
use super::make::{Entry, Grams};
use super::thesaurus::{self, Thesaurus};
use super::vectors::{self, DIMENSIONS, Direction, Vectors};
use super::words;

/// A passage as the numbers of its words, with the number of its text.
pub(super) type Passage = (u32, Box<[u32]>);

/// Writes which words of each passage bear a sense, and where each sense stands.
pub(super) fn write_senses(passages: &[Passage], entries: &[Entry], thesaurus: &Thesaurus, writer: &mut Writer) {
    let mut by_sense: Vec<Vec<u32>> = vec![Vec::new(); thesaurus.len()];
    for ((_, known), passage) in passages.iter().zip(0..) {
        let stems: Vec<u32> = known.iter().map(|&id| entries[id as usize].sense_stem).collect();
        let mut borne: Vec<(u32, u32)> =
            thesaurus.senses(&stems).into_iter().map(|(place, sense)| (known[place], sense)).collect();
        borne.sort_unstable();
        borne.dedup();
        for &(_, sense) in &borne {
            let passages = &mut by_sense[sense as usize];
            if passages.last() != Some(&passage) {
                passages.push(passage);
            }
        }
        let packed = borne.into_iter().map(|(word, sense)| thesaurus::pack(word, sense));
        writer.list(Section::PassageSenseEnds, Section::PassageSenses, packed);
    }
    for passages in by_sense {
        writer.list(Section::SensePassageEnds, Section::SensePassages, passages);
    }
}

/// Writes the passages, the first `texts` of which are whole texts, and where each word stands.
pub(super) fn write_passages(
    passages: &[Passage],
    texts: usize,
    hashes: &[u32],
    mut lengths: Lengths<'_>,
    vectors: &Vectors<'_>,
    writer: &mut Writer,
) {
    let entries = lengths.entries;
    let mut by_word: Vec<Vec<u32>> = vec![Vec::new(); entries.len()];
    let mut directions: Vec<Direction> = Vec::with_capacity(passages.len());
    for ((text, words), number) in passages.iter().zip(0..) {
        let mut sorted = words.to_vec();
        sorted.sort_unstable();
        let counted: Vec<(u32, u32)> =
            sorted.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
        let mut direction = [0.0; DIMENSIONS];
        for &(id, times) in &counted {
            let entry = &entries[id as usize];
            by_word[id as usize].push(number);
            if let Some(row) = entry.row {
                vectors::add(&mut direction, times as f32 * entry.weight, vectors.numbers(row));
            }
        }
        directions.push(vectors::unit(direction));
        let runs = words::runs_of(&words.iter().map(|&id| hashes[id as usize]).collect::<Vec<u32>>());
        writer.push(Section::PassageText, *text);
        writer.push_float(Section::PassageWeight, counted.iter().map(|&(id, _)| entries[id as usize].weight).sum());
        writer.push_float(Section::PassageLength, lengths.of(&counted));
        writer.list(Section::PassageRunEnds, Section::PassageRuns, runs);
        let words = counted.into_iter().map(|(id, times)| pack(id, times));
        writer.list(Section::PassageWordEnds, Section::PassageWords, words);
    }
    let mut middle = [0.0; DIMENSIONS];
    for direction in &directions[..texts] {
        middle.iter_mut().zip(direction).for_each(|(sum, x)| *sum += x / texts as f32);
    }
    middle.iter().for_each(|&x| writer.push_float(Section::Middle, x));
    for mut direction in directions {
        direction.iter_mut().zip(middle).for_each(|(x, middle)| *x -= middle);
        writer.bytes(Section::PassageDirection, &vectors::pack(&vectors::unit(direction)));
    }
    for passages in by_word {
        writer.list(Section::WordPassageEnds, Section::WordPassages, passages);
    }
}

/// Writes where each run of three words stands.
pub(super) fn write_runs(passages: &[Passage], hashes: &[u32], writer: &mut Writer) {
    let mut by_run: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for ((_, words), number) in passages.iter().zip(0..) {
        for run in words::runs_of(&words.iter().map(|&id| hashes[id as usize]).collect::<Vec<u32>>()) {
            by_run.entry(run).or_default().push(number);
        }
    }
    for (run, passages) in by_run {
        writer.push(Section::Run, run);
        writer.list(Section::RunPassageEnds, Section::RunPassages, passages);
    }
}

/// The lengths of texts' spelling.
pub(super) struct Lengths<'a> {
    pub(super) entries: &'a [Entry],
    pub(super) grams: &'a Grams,
    /// What the words of a small corpus share; empty for a large one, whose texts are measured one by one.
    pub(super) spelt: &'a [Vec<u32>],
    pub(super) sums: Vec<f32>,
}

impl Lengths<'_> {
    /// Of a text, given as its words and how often each stands there.
    fn of(&mut self, counted: &[(u32, u32)]) -> f32 {
        self.sums.resize(self.entries.len().max(self.grams.squares.len()), 0.0);
        let square = if self.spelt.is_empty() { self.by_grams(counted) } else { self.by_words(counted) };
        square.sqrt()
    }

    fn by_words(&mut self, counted: &[(u32, u32)]) -> f32 {
        let own = |(id, times): (u32, u32)| times as f32 * self.entries[id as usize].length;
        let mut square = 0.0;
        counted.iter().for_each(|&word| self.sums[word.0 as usize] = own(word));
        for &word in counted {
            for &packed in &self.spelt[word.0 as usize] {
                let (other, share) = unpack(packed);
                square += own(word) * self.sums[other] * share as f32 / 255.0;
            }
        }
        counted.iter().for_each(|&(id, _)| self.sums[id as usize] = 0.0);
        square
    }

    fn by_grams(&mut self, counted: &[(u32, u32)]) -> f32 {
        let entries = self.entries;
        let each = |(id, times): (u32, u32)| {
            entries[id as usize].grams.iter().map(move |&(gram, own)| (gram as usize, (own * times) as f32))
        };
        for (gram, times) in counted.iter().copied().flat_map(each) {
            self.sums[gram] += times;
        }
        let grams = counted.iter().copied().flat_map(each);
        grams.map(|(gram, _)| std::mem::take(&mut self.sums[gram]).powi(2) * self.grams.squares[gram]).sum()
    }
}
