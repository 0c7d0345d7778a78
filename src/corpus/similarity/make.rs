//! Makes an index of texts: which words they have, what each weighs, what it is like, and where it stands.
//!
//! It runs while the program is built, for the corpus inside the binary, and at run time for any other.

use std::collections::{BTreeMap, HashMap};

use super::layout::{NOTHING, Section, Writer, pack};
use super::parts::parts;
use super::thesaurus::{self, Thesaurus};
use super::vectors::{self, DIMENSIONS, Direction, Vectors, Wide};
use super::words::{self, Word, words};

/// Least cosine at which a word stands for another.
pub(crate) const KIN: f32 = 0.3;

/// The cosine at which it would stand for nothing, and how well it would stand at a cosine of 1.
const FAR: f32 = 0.2;
const NEAR: f32 = 0.9;

/// Least share of their spelling that matters, of 255.
const LEAST: u32 = 5;

/// Whether what each word is like is found out beforehand.
#[allow(dead_code, reason = "the build script stores, the program finds")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relations {
    /// For every word: a query costs next to nothing. For corpora of some hundred texts.
    Stored,
    /// When a query asks for it.
    Found,
}

/// How much something says that stands in `count` of `all` texts.
pub(crate) fn inverse(all: usize, count: u32) -> f32 {
    ((all as f32 + 1.0) / (count as f32 + 1.0)).ln() + 1.0
}

/// How well a word stands for another, to 255, by their vectors; `None` for not at all.
pub(crate) fn likeness(word: &Wide, other: &[u8; DIMENSIONS]) -> Option<u32> {
    let cosine = vectors::cosine_from(word, other, KIN)?;
    Some((255.0 * NEAR * (cosine - FAR) / (1.0 - FAR)).round() as u32)
}

/// How much of their spelling two words share, to 255, by the product of what they share and their lengths.
pub(crate) fn shared(product: f32, length: f32, other: f32) -> Option<u32> {
    let share = (255.0 * product / (length * other)).round() as u32;
    (share >= LEAST).then_some(share)
}

/// A word of the corpus.
struct Entry {
    stem: u32,
    /// Its stem among those of the thesaurus.
    sense_stem: u32,
    row: Option<u32>,
    weight: f32,
    length: f32,
    grams: Vec<(u32, u32)>,
}

/// A number that is counted once for each text.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    texts: u32,
    last: u32,
}

impl Count {
    fn add(&mut self, text: u32) {
        self.texts += u32::from(self.last != text);
        self.last = text;
    }
}

/// Parts of spelling.
#[derive(Default)]
struct Grams {
    ids: HashMap<u32, u32>,
    counts: Vec<Count>,
    /// Weight, squared.
    squares: Vec<f32>,
    words: Vec<Vec<(u32, u32)>>,
}

/// The index of `texts`; `stamp` tells which texts it is of.
pub(crate) fn make(
    texts: &[&str],
    vectors: &Vectors<'_>,
    thesaurus: &Thesaurus,
    stamp: u64,
    relations: Relations,
) -> Vec<u8> {
    let wholes: Vec<Vec<Word>> = texts.iter().map(|text| words(text)).collect();
    let mut passages: Vec<(u32, Vec<Word>)> = Vec::new();
    for (number, text) in (0..).zip(texts) {
        passages.extend(parts(text).into_iter().skip(1).map(|part| (number, words(part))));
    }
    let mut ids: BTreeMap<&str, u32> = wholes.iter().flatten().map(|word| (word.text.as_str(), 0)).collect();
    ids.values_mut().zip(0..).for_each(|(id, number)| *id = number);

    let mut writer = Writer::new();
    let (entries, grams) = entries(&wholes, &ids, vectors, thesaurus, &mut writer);
    thesaurus.write(&mut writer);
    let spelt = spelt(&entries, &grams);
    write_words(&entries, &grams, vectors, &mut writer);
    for (id, row) in spelt.iter().enumerate() {
        let (alike, spelt) = match relations {
            Relations::Stored => (alike(id as u32, &entries, vectors), row.as_slice()),
            Relations::Found => (Vec::new(), &[][..]),
        };
        writer.list(Section::AlikeEnds, Section::Alike, alike);
        writer.list(Section::SpeltEnds, Section::Spelt, spelt.iter().copied());
    }
    let all: Vec<(u32, &[Word])> = (0..)
        .zip(wholes.iter().map(Vec::as_slice))
        .chain(passages.iter().map(|(text, words)| (*text, words.as_slice())))
        .collect();
    write_senses(&all, &ids, &entries, thesaurus, &mut writer);
    write_passages(&all, texts.len(), &ids, &entries, &spelt, vectors, &mut writer);
    writer.finish(stamp, texts.len())
}

/// The words of the corpus in alphabetical order; writes their texts and stems.
fn entries(
    wholes: &[Vec<Word>],
    ids: &BTreeMap<&str, u32>,
    vectors: &Vectors<'_>,
    thesaurus: &Thesaurus,
    writer: &mut Writer,
) -> (Vec<Entry>, Grams) {
    let stems: Vec<String> = ids.keys().map(|word| words::stem(word)).collect();
    let mut by_stem: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (stem, id) in stems.iter().zip(0..) {
        by_stem.entry(stem).or_default().push(id);
    }
    let stem_ids: HashMap<&str, u32> = by_stem.keys().copied().zip(0..).collect();
    let mut grams = Grams::default();
    let mut entries: Vec<Entry> = Vec::with_capacity(ids.len());
    for ((&word, &id), stem) in ids.iter().zip(&stems) {
        writer.text(Section::WordEnds, Section::WordText, word);
        let mut own = Vec::new();
        for (gram, times) in words::spelling(word) {
            let next = grams.words.len() as u32;
            let gram = *grams.ids.entry(gram).or_insert(next);
            if gram == next {
                grams.words.push(Vec::new());
                grams.counts.push(Count::default());
            }
            grams.words[gram as usize].push((id, times));
            own.push((gram, times));
        }
        let row = vectors.row(word);
        let (stem, sense_stem) = (stem_ids[stem.as_str()], thesaurus.stem(stem));
        entries.push(Entry { stem, sense_stem, row, weight: 0.0, length: 0.0, grams: own });
    }
    let mut stem_counts = vec![Count::default(); by_stem.len()];
    let mut word_counts = vec![Count::default(); entries.len()];
    for (text, number) in wholes.iter().zip(1..) {
        for word in text {
            let id = ids[word.text.as_str()] as usize;
            if word_counts[id].last != number {
                word_counts[id].add(number);
                stem_counts[entries[id].stem as usize].add(number);
                entries[id].grams.iter().for_each(|&(gram, _)| grams.counts[gram as usize].add(number));
            }
        }
    }
    for entry in &mut entries {
        entry.weight = inverse(wholes.len(), stem_counts[entry.stem as usize].texts) * vectors.rarity(entry.row);
    }
    for ((stem, words), count) in by_stem.iter().zip(stem_counts) {
        writer.text(Section::StemEnds, Section::StemText, stem);
        writer.push_float(Section::StemRarity, inverse(wholes.len(), count.texts));
        writer.list(Section::StemWordEnds, Section::StemWords, words.iter().copied());
    }
    grams.squares = grams.counts.iter().map(|count| inverse(wholes.len(), count.texts).powi(2)).collect();
    for entry in &mut entries {
        let own = entry.grams.iter().map(|&(gram, times)| grams.squares[gram as usize] * (times * times) as f32);
        entry.length = own.sum::<f32>().sqrt();
    }
    (entries, grams)
}

fn write_words(entries: &[Entry], grams: &Grams, vectors: &Vectors<'_>, writer: &mut Writer) {
    for entry in entries {
        writer.push_float(Section::WordWeight, entry.weight);
        writer.push(Section::WordRow, entry.row.unwrap_or(NOTHING));
        writer.bytes(Section::WordVector, entry.row.map_or(&[0; DIMENSIONS], |row| vectors.numbers(row)));
        writer.push_float(Section::WordLength, entry.length);
        writer.push(Section::WordSenseStem, entry.sense_stem);
    }
    let mut order: Vec<(u32, u32)> = grams.ids.iter().map(|(&gram, &id)| (gram, id)).collect();
    order.sort_unstable();
    for (gram, id) in order {
        writer.push(Section::Gram, gram);
        writer.push_float(Section::GramSquare, grams.squares[id as usize]);
        let words = grams.words[id as usize].iter().map(|&(word, times)| pack(word, times));
        writer.list(Section::GramWordEnds, Section::GramWords, words);
    }
}

/// For each word the words that share parts of its spelling.
fn spelt(entries: &[Entry], grams: &Grams) -> Vec<Vec<u32>> {
    let mut sums = vec![0.0f32; entries.len()];
    let mut touched: Vec<u32> = Vec::new();
    entries
        .iter()
        .map(|entry| {
            for &(gram, times) in &entry.grams {
                for &(word, other) in &grams.words[gram as usize] {
                    if sums[word as usize] == 0.0 {
                        touched.push(word);
                    }
                    sums[word as usize] += (times * other) as f32 * grams.squares[gram as usize];
                }
            }
            touched.sort_unstable();
            let row = touched.drain(..).filter_map(|word| {
                let sum = std::mem::take(&mut sums[word as usize]);
                shared(sum, entry.length, entries[word as usize].length).map(|share| pack(word, share))
            });
            row.collect()
        })
        .collect()
}

/// The words that can stand for word `id`, best first.
fn alike(id: u32, entries: &[Entry], vectors: &Vectors<'_>) -> Vec<u32> {
    let entry = &entries[id as usize];
    let wide = entry.row.map(|row| vectors::wide(vectors.numbers(row)));
    let mut alike: Vec<(u32, u32)> = Vec::new();
    for (other, number) in entries.iter().zip(0..) {
        let likeness = match (wide, other.row) {
            _ if other.stem == entry.stem => Some(255),
            (Some(wide), Some(row)) => likeness(&wide, vectors.numbers(row)),
            _ => None,
        };
        alike.extend(likeness.map(|likeness| (number, likeness)));
    }
    alike.sort_by_key(|&(number, likeness)| (std::cmp::Reverse(likeness), number));
    alike.into_iter().map(|(number, likeness)| pack(number, likeness)).collect()
}

/// Writes which words of each passage bear a sense, and where each sense stands.
fn write_senses(
    passages: &[(u32, &[Word])],
    ids: &BTreeMap<&str, u32>,
    entries: &[Entry],
    thesaurus: &Thesaurus,
    writer: &mut Writer,
) {
    let mut by_sense: Vec<Vec<u32>> = vec![Vec::new(); thesaurus.len()];
    for ((_, words), passage) in passages.iter().zip(0..) {
        let known: Vec<u32> = words.iter().filter_map(|word| ids.get(word.text.as_str()).copied()).collect();
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

/// Writes the passages, the first `texts` of which are whole texts, and where each word and each run stands.
fn write_passages(
    passages: &[(u32, &[Word])],
    texts: usize,
    ids: &BTreeMap<&str, u32>,
    entries: &[Entry],
    spelt: &[Vec<u32>],
    vectors: &Vectors<'_>,
    writer: &mut Writer,
) {
    let mut by_word: Vec<Vec<u32>> = vec![Vec::new(); entries.len()];
    let mut by_run: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut directions: Vec<Direction> = Vec::with_capacity(passages.len());
    let mut sums = vec![0.0f32; entries.len()];
    for (&(text, words), number) in passages.iter().zip(0..) {
        let mut counted: BTreeMap<u32, u32> = BTreeMap::new();
        for id in words.iter().filter_map(|word| ids.get(word.text.as_str())) {
            *counted.entry(*id).or_default() += 1;
        }
        let mut direction = [0.0; DIMENSIONS];
        for (&id, &times) in &counted {
            let entry = &entries[id as usize];
            by_word[id as usize].push(number);
            if let Some(row) = entry.row {
                vectors::add(&mut direction, times as f32 * entry.weight, vectors.numbers(row));
            }
        }
        directions.push(vectors::unit(direction));
        let runs = words::runs(words);
        for &run in &runs {
            by_run.entry(run).or_default().push(number);
        }
        writer.push(Section::PassageText, text);
        writer.push_float(Section::PassageWeight, counted.keys().map(|&id| entries[id as usize].weight).sum());
        writer.push_float(Section::PassageLength, length(&counted, entries, spelt, &mut sums));
        writer.push(Section::PassageRuns, runs.len() as u32);
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
    for (run, passages) in by_run {
        writer.push(Section::Run, run);
        writer.list(Section::RunPassageEnds, Section::RunPassages, passages);
    }
}

/// The length of a text's spelling, by what its words share.
fn length(counted: &BTreeMap<u32, u32>, entries: &[Entry], spelt: &[Vec<u32>], sums: &mut [f32]) -> f32 {
    let mut square = 0.0;
    for (&id, &times) in counted {
        sums[id as usize] = times as f32 * entries[id as usize].length;
    }
    for (&id, &times) in counted {
        let own = times as f32 * entries[id as usize].length;
        for &packed in &spelt[id as usize] {
            let (other, share) = super::layout::unpack(packed);
            square += own * sums[other] * share as f32 / 255.0;
        }
    }
    counted.keys().for_each(|&id| sums[id as usize] = 0.0);
    square.sqrt()
}
