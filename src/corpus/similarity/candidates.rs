//! Which passages of a large corpus a text may be like: those that share its rarest words, or words that can stand for
//! them, and those of much the same direction. How alike they are, `pool` says.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::index::Sections;
use super::layout::NOTHING;
use super::query::Query;
use super::thesaurus::STANDS;
use super::vectors::{self, Wide};

/// Passages that are found by their words, and as many by their direction.
const FOUND: usize = 100;

/// Places of words that are looked at: what stands everywhere says little and costs much.
const LOOKED_AT: usize = 400_000;

/// The likeliest passages of texts that `counts`, in order, each with the text that it is part of.
pub(super) fn candidates(query: &Query, sections: &Sections<'_>, counts: impl Fn(usize) -> bool) -> Vec<u32> {
    let counts = |passage: usize| counts(sections.passage_text.at(passage) as usize);
    let mut by_words = Best::default();
    for (passage, shared) in shared(query, sections).into_iter().enumerate() {
        let score = shared / (query.weight + sections.passage_weight.float(passage));
        if score > by_words.least() && counts(passage) {
            by_words.add(score, passage as u32);
        }
    }
    let mut by_direction = Best::default();
    let wide: Wide = vectors::wide(&query.direction);
    for (passage, direction) in sections.directions().iter().enumerate() {
        let score = vectors::cosine(&wide, direction);
        if score > by_direction.least() && counts(passage) {
            by_direction.add(score, passage as u32);
        }
    }
    let mut found: Vec<u32> = by_words.passages().chain(by_direction.passages()).collect();
    let wholes: Vec<u32> = found.iter().map(|&passage| sections.passage_text.at(passage as usize)).collect();
    found.extend(wholes);
    found.sort_unstable();
    found.dedup();
    found
}

/// For each passage the weight of the text's words that it has, in any form, or that its words stand for.
fn shared(query: &Query, sections: &Sections<'_>) -> Vec<f32> {
    let mut shared = vec![0.0f32; sections.passages()];
    let mut left = LOOKED_AT;
    let mut terms: Vec<(f32, u32, u32)> = Vec::with_capacity(query.terms.len());
    for ((_, term), number) in query.terms.iter().zip(0..) {
        terms.push((term.weight, number, term.stem));
    }
    terms.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut stems: Vec<u32> = Vec::new();
    for (weight, number, stem) in terms {
        // two forms of one word count once
        if stem != NOTHING && stems.contains(&stem) {
            continue;
        }
        stems.push(stem);
        let same = if stem == NOTHING { Vec::new() } else { sections.with_stem(stem).iter().collect() };
        let same = same.into_iter().map(|word| (sections.word_passages.at(word as usize), weight));
        let senses = query.senses.iter().filter(|(term, _)| *term == number);
        let by_sense = weight * STANDS as f32 / 255.0;
        let senses = senses.map(|(_, sense)| (sections.sense_passages.at(*sense as usize), by_sense));
        for (passages, worth) in same.chain(senses) {
            let Some(rest) = left.checked_sub(passages.len()) else { continue };
            left = rest;
            for passage in passages.iter() {
                if let Some(sum) = shared.get_mut(passage as usize) {
                    *sum += worth;
                }
            }
        }
    }
    shared
}

/// The best of many.
#[derive(Default)]
struct Best(BinaryHeap<Reverse<(u32, Reverse<u32>)>>);

impl Best {
    /// What a score must exceed to be among them; scores are never negative.
    fn least(&self) -> f32 {
        if self.0.len() < FOUND { 0.0 } else { self.0.peek().map_or(0.0, |Reverse((bits, _))| f32::from_bits(*bits)) }
    }

    fn add(&mut self, score: f32, passage: u32) {
        // numbers that are not negative stand in the order of their bits
        self.0.push(Reverse((score.to_bits(), Reverse(passage))));
        if self.0.len() > FOUND {
            self.0.pop();
        }
    }

    fn passages(self) -> impl Iterator<Item = u32> {
        self.0.into_iter().map(|Reverse((_, Reverse(passage)))| passage)
    }
}
