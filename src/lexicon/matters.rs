//! What articles of treaties are about, and where a text speaks of it: `rules/lexicon/matters.toml`.
//!
//! An article is on the matters that its title names. It knows words, not sentences: whether a citation fits its
//! sentence is the business of the check.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;

use super::instruments::{Article, Instrument};
use crate::text::Span;

/// Words that “…” stands for, at most.
const GAP: usize = 6;

/// Something that an article can be about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// What says of a sentence that this is what it is about.
    words: Vec<String>,
    /// What speaks of it, though hardly of it alone.
    #[serde(default)]
    agree: Vec<String>,
    /// What says it of a title only.
    #[serde(default)]
    titles: Vec<String>,
    /// What is merely near it.
    #[serde(default)]
    near: Vec<String>,
    /// Articles on it of which the title does not say so, by instrument.
    #[serde(default)]
    on: BTreeMap<String, Vec<u32>>,
    /// Articles that speak of it among others, by instrument.
    #[serde(default)]
    also: BTreeMap<String, Vec<u32>>,
    /// Instruments of which every article is on it.
    #[serde(default)]
    field: Vec<String>,
    /// Whether that a sentence is about it can say that an article does not fit.
    #[serde(default = "yes")]
    pub telling: bool,
    /// Whether it goes with many others, as training does.
    #[serde(default)]
    pub general: bool,
}

const fn yes() -> bool {
    true
}

/// `rules/lexicon/matters.toml`.
#[derive(Debug, Deserialize)]
#[serde(from = "BTreeMap<String, Matter>")]
pub struct Matters {
    all: Vec<Matter>,
    patterns: OnceLock<Patterns>,
}

impl From<BTreeMap<String, Matter>> for Matters {
    fn from(source: BTreeMap<String, Matter>) -> Matters {
        Matters { all: source.into_values().collect(), patterns: OnceLock::new() }
    }
}

/// The matters of an article, by index.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// What it is on.
    pub on: Vec<usize>,
    /// What it speaks of besides, or what the articles before and after it are on.
    pub beside: Vec<usize>,
}

/// How well words name a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// They are about it.
    Words,
    /// They speak of it, though hardly of it alone.
    Agree,
    /// They are about it where they are a title.
    Title,
    /// They are near it.
    Near,
}

/// Words of a text that name a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// Its index.
    pub matter: usize,
    /// How well.
    pub says: Says,
    /// Where.
    pub span: Span,
}

/// What a text is compared with, by the first byte of its first word.
#[derive(Debug, Default)]
struct Patterns(BTreeMap<u8, Vec<Pattern>>);

#[derive(Debug)]
struct Pattern {
    matter: usize,
    says: Says,
    pieces: Vec<Piece>,
}

/// A word of a pattern.
#[derive(Debug)]
struct Piece {
    /// In lower case.
    word: String,
    /// Whether any ending may follow.
    open: bool,
    /// How many words may stand before it.
    gap: usize,
}

impl Matters {
    /// The matter with this index.
    pub fn get(&self, index: usize) -> &Matter {
        &self.all[index]
    }

    /// What the articles of `instrument` are about, by number.
    pub fn contents(&self, instrument: &Instrument) -> BTreeMap<u32, Content> {
        let articles = instrument.articles();
        let on: Vec<Vec<usize>> = articles.iter().map(|article| self.on(&instrument.id, article)).collect();
        let content = |(i, article): (usize, &Article)| {
            let also = self.listed(|matter| &matter.also, &instrument.id, article.number);
            let around = [i.checked_sub(1), Some(i + 1)].into_iter().flatten().filter_map(|other| on.get(other));
            let beside = also.chain(around.flatten().copied()).collect();
            (article.number, Content { on: on[i].clone(), beside })
        };
        articles.iter().enumerate().map(content).collect()
    }

    /// What its title, or the list, says that an article of the instrument with this id is on.
    fn on(&self, id: &str, article: &Article) -> Vec<usize> {
        let listed = self.listed(|matter| &matter.on, id, article.number);
        let titled =
            self.named(&article.title).into_iter().filter(|named| matches!(named.says, Says::Words | Says::Title));
        let mut all: BTreeSet<usize> = listed.chain(titled.map(|named| named.matter)).collect();
        all.retain(|&matter| !self.all[matter].field.iter().any(|field| field == id));
        all.into_iter().collect()
    }

    /// The matters that list article `number` of the instrument with this id.
    fn listed<'a>(
        &'a self,
        list: impl Fn(&Matter) -> &BTreeMap<String, Vec<u32>> + 'a,
        id: &'a str,
        number: u32,
    ) -> impl Iterator<Item = usize> + 'a {
        let listed = move |matter: &Matter| list(matter).get(id).is_some_and(|articles| articles.contains(&number));
        self.all.iter().enumerate().filter(move |(_, matter)| listed(matter)).map(|(index, _)| index)
    }

    /// The words of `text` that name matters.
    pub fn named(&self, text: &str) -> Vec<Named> {
        let patterns = self.patterns.get_or_init(|| Patterns::new(&self.all));
        let words = words(text);
        let mut found = Vec::new();
        for (i, (span, word)) in words.iter().enumerate() {
            for pattern in patterns.0.get(&word.as_bytes()[0]).into_iter().flatten() {
                if let Some(last) = pattern.matches(text, &words, i) {
                    let span = Span::new(span.start, words[last].0.end);
                    found.push(Named { matter: pattern.matter, says: pattern.says, span });
                }
            }
        }
        found
    }
}

impl Patterns {
    fn new(matters: &[Matter]) -> Patterns {
        let mut patterns = Patterns::default();
        for (matter, source) in matters.iter().enumerate() {
            let all = [
                (&source.words, Says::Words),
                (&source.agree, Says::Agree),
                (&source.titles, Says::Title),
                (&source.near, Says::Near),
            ];
            for (phrases, says) in all {
                for phrase in phrases {
                    let pieces = pieces(phrase);
                    let first = pieces.first().expect("matters.toml: a phrase of words").word.as_bytes()[0];
                    patterns.0.entry(first).or_default().push(Pattern { matter, says, pieces });
                }
            }
        }
        patterns
    }
}

fn pieces(phrase: &str) -> Vec<Piece> {
    let mut gap = 0;
    let mut pieces = Vec::new();
    for part in phrase.split([' ', '-']) {
        match part {
            "…" => gap = GAP,
            _ => {
                let open = part.ends_with('*');
                pieces.push(Piece { word: part.trim_end_matches('*').to_lowercase(), open, gap });
                gap = 0;
            }
        }
    }
    pieces
}

impl Pattern {
    /// The last word of the pattern, if its first is word `at`.
    fn matches(&self, text: &str, words: &[(Span, String)], at: usize) -> Option<usize> {
        let mut last = at;
        for (i, piece) in self.pieces.iter().enumerate() {
            let from = if i == 0 { at } else { last + 1 };
            let near = words.iter().enumerate().skip(from).take(piece.gap + 1);
            // a phrase does not go on in another clause
            let near = near.take_while(|&(next, _)| {
                next == 0
                    || next == at
                    || !text[words[next - 1].0.end..words[next].0.start].contains(['.', ';', ':', '\n'])
            });
            last = near.into_iter().find(|(_, (_, word))| piece.is(word))?.0;
        }
        Some(last)
    }
}

impl Piece {
    fn is(&self, word: &str) -> bool {
        if self.open { word.starts_with(&self.word) } else { word == self.word }
    }
}

/// The words of a text in lower case, and where they stand; a compound is read as its parts.
fn words(text: &str) -> Vec<(Span, String)> {
    let mut words = Vec::new();
    let mut at = 0;
    for part in text.split(|c: char| !c.is_alphanumeric()) {
        if !part.is_empty() {
            words.push((Span::new(at, at + part.len()), part.to_lowercase()));
        }
        at += part.len() + text[at + part.len()..].chars().next().map_or(0, char::len_utf8);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matters() -> Matters {
        let matter = |words: &[&str], near: &[&str]| Matter {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            near: near.iter().map(|word| (*word).to_owned()).collect(),
            agree: Vec::new(),
            titles: Vec::new(),
            on: BTreeMap::new(),
            also: BTreeMap::new(),
            field: Vec::new(),
            telling: true,
            general: false,
        };
        Matters {
            all: vec![matter(&["money laundering"], &["bank*"]), matter(&["protect* … victim*"], &[])],
            patterns: OnceLock::new(),
        }
    }

    #[test]
    fn phrases_are_found_across_hyphens_and_gaps_but_not_across_clauses() {
        let matters = matters();
        let found = |text: &str| -> Vec<(usize, Says)> {
            matters.named(text).iter().map(|named| (named.matter, named.says)).collect()
        };
        assert_eq!(found("Money-laundering by banks"), [(0, Says::Words), (0, Says::Near)]);
        assert_eq!(found("protecting the rights of all victims"), [(1, Says::Words)]);
        assert_eq!(found("protect them; victims"), []);
        assert_eq!(found("protect the one two three four five six victims"), []);
        assert_eq!(found("é victim laundering"), []);
    }
}
