//! The words of a corpus: what each weighs, and which of them a given word is like, in meaning and in spelling.
//!
//! Weights come from the corpus and from general English alone, never from a draft, so that an edit of a draft moves
//! no score but its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::vectors::{self, DIMENSIONS, Row};
use super::words::{hash, stem};

/// Words that are not of the corpus and are remembered; past that the memory begins anew.
const REMEMBERED: usize = 4096;

/// Likeness below which two words have nothing to do with each other.
const FAR: f32 = 0.2;

/// Likeness of two words with one vector and different stems.
const NEAR: f32 = 0.9;

/// A word, of the corpus or not.
#[derive(Debug)]
pub(super) struct Term {
    /// In lower case.
    pub(super) text: Box<str>,
    stem: Box<str>,
    /// How much the word says: what is rare in the corpus and in general English says much.
    pub(super) weight: f32,
    /// Its vector.
    pub(super) row: Option<Row>,
    /// The parts of its spelling that the corpus has: number and count.
    grams: Vec<(u32, f32)>,
    /// What the other parts of its spelling add to the square of a text's length.
    strange: f32,
    relations: OnceLock<Relations>,
}

/// What a word has to do with the words of the corpus.
#[derive(Debug)]
pub(super) struct Relations {
    /// Words of the corpus that can stand for it, and how well, from 0 to 1; best first.
    pub(super) alike: Vec<(u32, f32)>,
    /// Words of the corpus that share parts of its spelling, and how much.
    pub(super) spelt: Vec<(u32, f32)>,
}

/// The words of a corpus.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    ids: HashMap<Box<str>, u32>,
    terms: Vec<Arc<Term>>,
    vectors: Vec<(u32, [i16; DIMENSIONS])>,
    stems: HashMap<Box<str>, Stem>,
    texts: u32,
    gram_ids: HashMap<u64, u32>,
    grams: Vec<Gram>,
    others: Mutex<HashMap<Box<str>, Arc<Term>>>,
}

/// Words of one stem.
#[derive(Debug, Default)]
struct Stem {
    words: Vec<u32>,
    /// Texts in which one of them stands.
    texts: u32,
    last: u32,
}

/// A part of a word's spelling.
#[derive(Debug, Default)]
struct Gram {
    /// Its weight, squared.
    square: f32,
    /// The words that have it, and how often.
    words: Vec<(u32, f32)>,
    /// Texts in which it stands.
    texts: u32,
    last: u32,
}

impl Vocabulary {
    /// The words of texts, each given as its words in order.
    pub(super) fn new(texts: &[Vec<String>]) -> Vocabulary {
        let mut vocabulary = Vocabulary { texts: texts.len() as u32, ..Vocabulary::default() };
        let mut words: Vec<(&str, Vec<(u32, f32)>)> = Vec::new();
        let mut last: Vec<u32> = Vec::new();
        for (text, number) in texts.iter().zip(1u32..) {
            for word in text {
                let id = match vocabulary.ids.get(word.as_str()) {
                    Some(&id) => id as usize,
                    None => {
                        words.push((word, vocabulary.enter(word)));
                        last.push(0);
                        words.len() - 1
                    }
                };
                if std::mem::replace(&mut last[id], number) != number {
                    vocabulary.count(number, word, &words[id].1);
                }
            }
        }
        for gram in &mut vocabulary.grams {
            gram.square = inverse(vocabulary.texts, gram.texts).powi(2);
        }
        vocabulary.terms = words.into_iter().map(|(word, grams)| Arc::new(vocabulary.term(word, grams))).collect();
        vocabulary
    }

    /// Gives a word its number; returns the parts of its spelling.
    fn enter(&mut self, word: &str) -> Vec<(u32, f32)> {
        let id = self.ids.len() as u32;
        let mut grams: Vec<(u32, f32)> = Vec::new();
        for gram in spelling(word) {
            let next = self.grams.len() as u32;
            let gram = *self.gram_ids.entry(gram).or_insert(next);
            if gram == next {
                self.grams.push(Gram::default());
            }
            count(&mut grams, gram);
        }
        for &(gram, times) in &grams {
            self.grams[gram as usize].words.push((id, times));
        }
        if let Some(row) = vectors::row(word) {
            self.vectors.push((id, row.numbers()));
        }
        self.stems.entry(stem(word).into()).or_default().words.push(id);
        self.ids.insert(word.into(), id);
        grams
    }

    /// Counts text `number` for the stem and the spelling of a word.
    fn count(&mut self, number: u32, word: &str, grams: &[(u32, f32)]) {
        if let Some(stem) = self.stems.get_mut(stem(word).as_str()) {
            stem.texts += u32::from(stem.last != number);
            stem.last = number;
        }
        for &(gram, _) in grams {
            let gram = &mut self.grams[gram as usize];
            gram.texts += u32::from(gram.last != number);
            gram.last = number;
        }
    }

    fn term(&self, word: &str, grams: Vec<(u32, f32)>) -> Term {
        let (row, stem) = (vectors::row(word), stem(word));
        let texts = self.stems.get(stem.as_str()).map_or(0, |stem| stem.texts);
        let weight = inverse(self.texts, texts) * vectors::rarity(row);
        Term { text: word.into(), stem: stem.into(), weight, row, grams, strange: 0.0, relations: OnceLock::new() }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// The number of a word.
    pub(super) fn id(&self, word: &str) -> Option<u32> {
        self.ids.get(word).copied()
    }

    /// The word with this number.
    pub(super) fn at(&self, id: u32) -> &Term {
        &self.terms[id as usize]
    }

    /// A word in lower case, of the corpus or not. What is found out about it is remembered.
    pub(super) fn find(&self, word: &str) -> Arc<Term> {
        if let Some(id) = self.id(word) {
            return self.terms[id as usize].clone();
        }
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = others.get(word) {
            return known.clone();
        }
        let (mut grams, mut strange) = (Vec::new(), Vec::new());
        for gram in spelling(word) {
            match self.gram_ids.get(&gram) {
                Some(&id) => count(&mut grams, id),
                None => count(&mut strange, gram),
            }
        }
        let heaviest = inverse(self.texts, 0).powi(2);
        let strange = strange.iter().map(|(_, times)| times * times * heaviest).sum();
        let term = Arc::new(Term { strange, ..self.term(word, grams) });
        if others.len() >= REMEMBERED {
            others.clear();
        }
        others.insert(word.into(), term.clone());
        term
    }

    /// What a word has to do with the words of the corpus; found out once.
    pub(super) fn relations<'a>(&self, term: &'a Term) -> &'a Relations {
        term.relations.get_or_init(|| Relations { alike: self.alike(term), spelt: self.spelt(term) })
    }

    fn alike(&self, term: &Term) -> Vec<(u32, f32)> {
        let same = self.stems.get(&term.stem).map_or(&[][..], |stem| &stem.words);
        let mut alike: Vec<(u32, f32)> = same.iter().map(|&id| (id, 1.0)).collect();
        if let Some(row) = term.row {
            let numbers = row.numbers();
            for (id, other) in &self.vectors {
                let cosine = vectors::cosine(&numbers, other);
                if cosine > FAR && !same.contains(id) {
                    alike.push((*id, NEAR * (cosine - FAR) / (1.0 - FAR)));
                }
            }
        }
        alike.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        alike
    }

    fn spelt(&self, term: &Term) -> Vec<(u32, f32)> {
        let mut shared: HashMap<u32, f32> = HashMap::new();
        for &(gram, times) in &term.grams {
            let gram = &self.grams[gram as usize];
            for &(id, other) in &gram.words {
                *shared.entry(id).or_default() += times * other * gram.square;
            }
        }
        let mut spelt: Vec<(u32, f32)> = shared.into_iter().collect();
        spelt.sort_unstable_by_key(|&(id, _)| id);
        spelt
    }

    /// The square of the length of a text's spelling.
    pub(super) fn spelling_length(&self, words: &[(f32, Arc<Term>)]) -> f32 {
        let mut counts = vec![0.0f32; self.grams.len()];
        let mut strange = 0.0;
        for (times, word) in words {
            strange += times * times * word.strange;
            for &(gram, count) in &word.grams {
                counts[gram as usize] += times * count;
            }
        }
        strange + counts.iter().zip(&self.grams).map(|(count, gram)| count * count * gram.square).sum::<f32>()
    }
}

/// How much something says that stands in `count` of `all` texts.
fn inverse(all: u32, count: u32) -> f32 {
    ((all as f32 + 1.0) / (count as f32 + 1.0)).ln() + 1.0
}

fn count<T: PartialEq>(counts: &mut Vec<(T, f32)>, what: T) {
    match counts.iter_mut().find(|(known, _)| *known == what) {
        Some((_, times)) => *times += 1.0,
        None => counts.push((what, 1.0)),
    }
}

/// The runs of three, four and five characters in a word.
fn spelling(word: &str) -> Vec<u64> {
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let runs = (3..=5).flat_map(|length| (length..starts.len()).map(move |end| (end - length, end)));
    runs.map(|(start, end)| hash(&word[starts[start]..starts[end]])).collect()
}
