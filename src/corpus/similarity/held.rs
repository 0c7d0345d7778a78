//! A text held against a corpus, and against another text: what they have in common, and what is more than usual.

use std::sync::OnceLock;

use super::candidates::candidates;
use super::index::{Sections, Term, stands};
use super::pool;
use super::query::{Query, share};
use super::thesaurus::STANDS;
use super::vectors::{self, Wide};
use super::{COPIED, Match, Signals, Tier, VECTORS};

/// A text held against the corpus.
#[derive(Debug)]
pub(super) struct Held {
    query: Query,
    /// How its words compare with those of the corpus; found out again for whoever holds another text against it.
    words: OnceLock<Words>,
    /// How it compares with every text of the corpus, in order; in a large one, with those that it may be like.
    pub(super) matches: Vec<Match>,
    /// What it has in common with all of them.
    pub(super) background: Signals,
}

/// How the words of a text compare with those of the corpus.
#[derive(Debug)]
struct Words {
    /// For each word of the corpus how much its spelling shares with the text's.
    spelling: Vec<f32>,
    /// The length of the text's spelling.
    length: f32,
    /// For each word of the corpus how well the text's words stand for it, by weight; `None` in a large one.
    stands: Option<Vec<f32>>,
}

impl Held {
    /// Holds a text against every passage of a small corpus.
    pub(super) fn whole(query: Query, sections: &Sections<'_>) -> Held {
        let (spelling, length) = query.spelling(sections);
        let (stands, covered) = (query.stand_ins(sections), query.covered(sections));
        let signals = query.signals(sections, &spelling, length, &stands, &covered);
        let texts = sections.reader.texts().min(signals.len());
        let background = background(&signals[..texts]);
        let matches = matches(sections, (0..).zip(signals), background);
        Held { query, words: OnceLock::new(), matches, background }
    }

    /// Holds a text against what it may be like in a large corpus, of the texts that `counts`. What it has in common with
    /// all of them is measured on a sample; in `field`, what it has in common with the field of the program is known.
    pub(super) fn among(query: Query, sections: &Sections<'_>, field: Signals, counts: impl Fn(usize) -> bool) -> Held {
        let (spelling, length) = pool::spelling(&query, sections);
        let sample = sections.sample.iter();
        let mut passages: Vec<u32> = candidates(&query, sections, counts);
        let count = passages.len();
        passages.extend(sample);
        let mut signals = pool::signals(&query, sections, &spelling, length, &passages);
        let sample = signals.split_off(count);
        let background = background(&sample).each(field, f32::max);
        let matches = matches(sections, passages.into_iter().zip(signals), background);
        Held { query, words: OnceLock::new(), matches, background }
    }

    /// For each word how much of the text a passage covers by it, as a share of the whole.
    pub(super) fn coverage(&self, sections: &Sections<'_>, passage: usize) -> Vec<f32> {
        self.query.coverage(sections, passage)
    }

    /// Takes in what is known of one earlier text by an item, if it says more than is known by the whole.
    pub(super) fn add(&mut self, found: Match) {
        match self.matches.iter_mut().find(|known| known.earlier == found.earlier) {
            Some(known) if known.tier >= found.tier => {}
            Some(known) => *known = found,
            None => self.matches.push(found),
        }
    }

    fn words(&self, sections: &Sections<'_>) -> &Words {
        self.words.get_or_init(|| match sections.is_large() {
            true => {
                let (spelling, length) = pool::spelling(&self.query, sections);
                Words { spelling, length, stands: None }
            }
            false => {
                let (spelling, length) = self.query.spelling(sections);
                Words { spelling, length, stands: Some(self.query.stand_ins(sections)) }
            }
        })
    }

    /// How much of another text this one's words stand for, as a share of the whole.
    fn stands_for(&self, other: &Query, words: &Words) -> f32 {
        let wide: Vec<(&Term, Wide)> = match words.stands {
            Some(_) => Vec::new(),
            None => self.query.terms.iter().map(|(_, term)| (&**term, term.wide(&VECTORS))).collect(),
        };
        let mut senses = other.senses.iter().peekable();
        let mut sum = 0.0;
        for ((_, term), number) in other.terms.iter().zip(0..) {
            let mut best = match (&words.stands, term.id) {
                (Some(stands), Some(id)) => stands[id as usize],
                (Some(_), None) if self.query.strange(term).is_some() => term.weight,
                (Some(_), None) => 0.0,
                (None, _) => {
                    let each = wide.iter().map(|(own, wide)| stands(own, wide, term, &VECTORS));
                    term.weight * each.max().unwrap_or(0) as f32 / 255.0
                }
            };
            while let Some((_, sense)) = senses.next_if(|(bearer, _)| *bearer == number) {
                if self.query.bears.contains(*sense) {
                    best = best.max(term.weight * STANDS as f32 / 255.0);
                }
            }
            sum += best;
        }
        share(sum, other.weight)
    }

    /// What two texts have in common, and what both have in common with the corpus.
    pub(super) fn beside(&self, other: &Held, sections: &Sections<'_>) -> (Signals, Signals) {
        let (words, others) = (self.words(sections), other.words(sections));
        let mut product = 0.0;
        for (times, term) in &other.query.terms {
            product += match term.id {
                Some(id) => times * words.spelling[id as usize],
                None => self.query.strange(term).map_or(0.0, |own| times * own * term.length.powi(2)),
            }
        }
        let there = other.stands_for(&self.query, others);
        let back = self.stands_for(&other.query, words);
        let (one, two) = (&self.query.runs, &other.query.runs);
        let both = one.iter().filter(|run| two.binary_search(run).is_ok()).count();
        let signals = Signals {
            order: share(both as f32, one.len().min(two.len()) as f32),
            spelling: share(product, words.length * others.length),
            meaning: vectors::cosine(&vectors::wide(&self.query.direction), &other.query.direction),
            words: share(2.0 * there * back, there + back),
            covers: there,
            covered: back,
        };
        (signals, self.background.each(other.background, |a, b| (a + b) / 2.0))
    }
}

/// What a text has in common with everything: the mean of each signal ranked between the best tenth and the best three
/// tenths of the texts.
fn background(signals: &[Signals]) -> Signals {
    let count = signals.len() as f32;
    let from = (count * 0.1).round() as usize;
    let to = ((count * 0.3).round() as usize).max(from + 1).min(signals.len());
    let mut values: Vec<f32> = Vec::with_capacity(signals.len());
    let mut mean = |of: fn(&Signals) -> f32| {
        if from >= to {
            return 0.0;
        }
        values.clear();
        values.extend(signals.iter().map(of));
        let (_, _, rest) = values.select_nth_unstable_by(to - 1, |a, b| b.total_cmp(a));
        debug_assert_eq!(rest.len(), signals.len() - to);
        if from > 0 {
            values[..to].select_nth_unstable_by(from - 1, |a, b| b.total_cmp(a));
        }
        values[from..to].iter().sum::<f32>() / (to - from) as f32
    };
    Signals {
        order: mean(|signals| signals.order),
        spelling: mean(|signals| signals.spelling),
        meaning: mean(|signals| signals.meaning),
        words: mean(|signals| signals.words),
        covers: mean(|signals| signals.covers),
        covered: mean(|signals| signals.covered),
    }
}

/// The best match of each text, in order, of passages and what they have in common with a text.
fn matches(sections: &Sections<'_>, passages: impl Iterator<Item = (u32, Signals)>, background: Signals) -> Vec<Match> {
    let texts = sections.reader.texts();
    let found = passages.map(|(passage, signals)| {
        let passage = passage as usize;
        let mut found = Match::new(sections.passage_text.at(passage) as usize, passage, signals, background);
        // one item is little of what was recommended: unless its words were copied, it was not recommended again
        if passage >= texts && signals.order < COPIED {
            found.tier = found.tier.min(Tier::Overlap);
        }
        found
    });
    let mut found: Vec<Match> = found.collect();
    found.sort_by(|a, b| a.earlier.cmp(&b.earlier).then(b.score.total_cmp(&a.score)));
    found.dedup_by_key(|found| found.earlier);
    found
}
