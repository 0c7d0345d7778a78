//! Makes an index of texts: which words they have, what each weighs, what it is like, and where it stands.
//!
//! It runs while the program is built, for the corpus inside the binary, and at run time for any other.

use std::collections::{BTreeMap, HashMap};

use super::layout::{NOTHING, Section, Writer, pack, unpack};
use super::parts::parts;
use super::passages::{Lengths, Passage, write_passages, write_runs, write_senses};
use super::thesaurus::Thesaurus;
use super::vectors::{self, DIMENSIONS, Vectors, Wide};
use super::words::{self, words};

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

/// Texts up to which a query is held against every passage; in a larger corpus candidates are found first.
const WHOLE: usize = 2_000;

/// Texts that stand for all of a large corpus.
const SAMPLE: usize = 160;

/// A larger corpus counts as one of so many texts, so that words weigh the same however large it grows.
const FRAME: f32 = 250.0;

/// How much something says that stands in `count` of `all` texts.
pub(crate) fn inverse(all: usize, count: u32) -> f32 {
    let all = all as f32;
    let scale = (FRAME / all).min(1.0);
    ((all * scale + 1.0) / (count as f32 * scale + 1.0)).ln() + 1.0
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
pub(super) struct Entry {
    stem: u32,
    /// Its stem among those of the thesaurus.
    pub(super) sense_stem: u32,
    pub(super) row: Option<u32>,
    pub(super) weight: f32,
    pub(super) length: f32,
    pub(super) grams: Vec<(u32, u32)>,
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
pub(super) struct Grams {
    ids: HashMap<u32, u32>,
    counts: Vec<Count>,
    /// Weight, squared.
    pub(super) squares: Vec<f32>,
    words: Vec<Vec<(u32, u32)>>,
}

/// Texts as the numbers of their words.
struct Numbered {
    /// The words in alphabetical order: their place is their number.
    words: Vec<String>,
    /// The passages, each with the number of its text: first the texts as a whole, then the items of their lists.
    passages: Vec<Passage>,
}

impl Numbered {
    fn read(texts: &[&str]) -> Numbered {
        let mut ids: HashMap<String, u32> = HashMap::new();
        let mut number = |text: &str| -> Box<[u32]> {
            let next = |word: words::Word| {
                let count = ids.len() as u32;
                *ids.entry(word.text).or_insert(count)
            };
            words(text).into_iter().map(next).collect()
        };
        let mut passages: Vec<Passage> = (0..).zip(texts).map(|(text, whole)| (text, number(whole))).collect();
        for (text, whole) in (0..).zip(texts) {
            passages.extend(parts(whole).into_iter().skip(1).map(|part| (text, number(part))));
        }
        let mut order: Vec<(String, u32)> = ids.into_iter().collect();
        order.sort_unstable();
        let mut places = vec![0; order.len()];
        (0..).zip(&order).for_each(|(place, (_, id))| places[*id as usize] = place);
        passages.iter_mut().flat_map(|(_, ids)| ids.iter_mut()).for_each(|id| *id = places[*id as usize]);
        Numbered { words: order.into_iter().map(|(word, _)| word).collect(), passages }
    }
}

/// The index of `texts`; `stamp` tells which texts it is of.
pub(crate) fn make(
    texts: &[&str],
    vectors: &Vectors<'_>,
    thesaurus: &Thesaurus,
    stamp: u64,
    relations: Relations,
) -> Vec<u8> {
    let size = if texts.len() > WHOLE { Size::Large } else { Size::Small };
    make_of_size(texts, vectors, thesaurus, stamp, relations, size)
}

/// Whether a query is held against every passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// Against every one.
    Small,
    /// Against the likeliest, and a sample for comparison.
    Large,
}

/// As [`make`], of a size that need not be that of the texts.
pub(crate) fn make_of_size(
    texts: &[&str],
    vectors: &Vectors<'_>,
    thesaurus: &Thesaurus,
    stamp: u64,
    relations: Relations,
    size: Size,
) -> Vec<u8> {
    let Numbered { words, passages } = Numbered::read(texts);
    let mut writer = Writer::new();
    let (entries, grams) = entries(&passages[..texts.len()], &words, vectors, thesaurus, &mut writer);
    thesaurus.write(&mut writer);
    write_words(&entries, &grams, vectors, &mut writer);
    let spelt = if size == Size::Small { spelt(&entries, &grams) } else { Vec::new() };
    if relations == Relations::Stored {
        let having = having(&passages, words.len());
        for (id, row) in (0..).zip(&spelt) {
            let alike = alike(id, &entries, vectors);
            writer.bytes(Section::Reach, &reach(&alike, passages.len(), |id| having[id].iter().copied()));
            writer.list(Section::AlikeEnds, Section::Alike, alike);
            writer.list(Section::SpeltEnds, Section::Spelt, row.iter().copied());
        }
    }
    write_senses(&passages, &entries, thesaurus, &mut writer);
    let lengths = Lengths { entries: &entries, grams: &grams, spelt: &spelt, sums: Vec::new() };
    let hashes: Vec<u32> = words.iter().map(|word| words::hash(word)).collect();
    write_passages(&passages, texts.len(), &hashes, lengths, vectors, &mut writer);
    match size {
        Size::Small => write_runs(&passages, &hashes, &mut writer),
        Size::Large => {
            let few = SAMPLE.min(texts.len());
            (0..few).for_each(|i| writer.push(Section::Sample, (i * texts.len() / few) as u32));
        }
    }
    writer.finish(stamp, texts.len())
}

/// The words of the corpus in alphabetical order; writes their texts and stems.
fn entries(
    wholes: &[Passage],
    words: &[String],
    vectors: &Vectors<'_>,
    thesaurus: &Thesaurus,
    writer: &mut Writer,
) -> (Vec<Entry>, Grams) {
    let stems: Vec<String> = words.iter().map(|word| words::stem(word)).collect();
    let mut by_stem: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (stem, id) in stems.iter().zip(0..) {
        by_stem.entry(stem).or_default().push(id);
    }
    let stem_ids: HashMap<&str, u32> = by_stem.keys().copied().zip(0..).collect();
    let mut grams = Grams::default();
    let mut entries: Vec<Entry> = Vec::with_capacity(words.len());
    for ((word, id), stem) in words.iter().zip(0..).zip(&stems) {
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
        writer.push(Section::WordStem, stem);
        entries.push(Entry { stem, sense_stem, row, weight: 0.0, length: 0.0, grams: own });
    }
    let mut stem_counts = vec![Count::default(); by_stem.len()];
    let mut word_counts = vec![Count::default(); entries.len()];
    for ((_, text), number) in wholes.iter().zip(1..) {
        for id in text.iter().map(|&id| id as usize) {
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
/// The passages that have each word.
fn having(passages: &[Passage], words: usize) -> Vec<Vec<u32>> {
    let mut having = vec![Vec::new(); words];
    for ((_, ids), passage) in passages.iter().zip(0..) {
        ids.iter().for_each(|&id| having[id as usize].push(passage));
    }
    having
}

/// For each passage how well the best of its words stands for a word to which these are alike; `having` tells the passages
/// that have a word.
pub(super) fn reach<P: Iterator<Item = u32>>(alike: &[u32], passages: usize, having: impl Fn(usize) -> P) -> Vec<u8> {
    let mut reach = vec![0u8; passages];
    for (id, likeness) in alike.iter().copied().map(unpack) {
        for passage in having(id) {
            let best = &mut reach[passage as usize];
            *best = (*best).max(likeness as u8);
        }
    }
    reach
}

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
