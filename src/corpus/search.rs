//! Searching what was recommended: by words, by meaning, and by what a recommendation is: its meeting, section,
//! status, addressee, strength, instrument and article.
//!
//! What is found by its words comes first; meaning finds what says it in other words, and says so.

use std::collections::BTreeSet;

use super::folding::root;
use super::similarity::words::{Word, words};
use super::{Corpus, Practice};
use crate::document::Status;
use crate::embedded::vectors::WORDS;
use crate::lexicon::Strength;
use crate::text::Span;

/// What a recommendation must be to be found. An empty list asks nothing.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Meetings, by index.
    pub meetings: Vec<usize>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// Letters of sections, or words of their titles, in small letters.
    pub sections: Vec<String>,
    /// Usual forms of addressees.
    pub addressees: Vec<String>,
    /// Operative phrases, as the scale words them.
    pub phrases: Vec<String>,
    /// Ranks of operative phrases.
    pub strengths: Vec<Strength>,
    /// Ids of instruments, or names of resolutions.
    pub sources: Vec<String>,
    /// Articles; with `sources` of one of those.
    pub articles: Vec<WantedArticle>,
}

/// An article that is to be cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WantedArticle {
    /// Its number.
    pub article: u32,
    /// A paragraph of it; any, and the article as a whole, if none is asked for.
    pub paragraph: Option<u32>,
}

/// Why a recommendation was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// It is what was wanted, and no words were asked for.
    Wanted,
    /// It has all the words; where they stand in its text, in order. None stand there if its section's title has them.
    Words(Vec<Span>),
    /// It has many of the words, by their weight.
    SomeWords(Vec<Span>),
    /// It means something near.
    Meaning,
}

impl Found {
    /// The word for it, everywhere.
    pub const fn name(&self) -> &'static str {
        match self {
            Found::Wanted => "wanted",
            Found::Words(_) => "words",
            Found::SomeWords(_) => "some-words",
            Found::Meaning => "meaning",
        }
    }

    /// Where the words stand in the text.
    pub fn spans(&self) -> &[Span] {
        match self {
            Found::Words(spans) | Found::SomeWords(spans) => spans,
            Found::Wanted | Found::Meaning => &[],
        }
    }
}

/// A recommendation that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// By index.
    pub earlier: usize,
    /// Why.
    pub found: Found,
    /// How well: larger is better, among those found for the same reason.
    pub score: f32,
}

/// How much a word in the title of a section counts, beside one in the text.
const TITLE: f32 = 0.3;

/// How soon more of the same word adds no more, and how much longer texts are held back: the usual values of BM25.
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.5;

/// A word that stands in a larger share of all texts than this need not stand in what is found.
const EVERYWHERE: f32 = 0.5;

/// The share of all that is asked for, by weight, that a recommendation has at least which lacks some of it.
const MANY: f32 = 0.6;

/// What is asked for: single words and phrases in quotation marks, as stems in order.
struct Term {
    stems: Vec<String>,
    weight: f32,
    /// Whether what is found must have it.
    must: bool,
}

impl Corpus {
    /// What is found for `asked`, best first: with all its words, then at most `near` that mean something near; with
    /// many of its words only if none has all.
    pub fn search(&self, practice: &Practice, asked: &str, wanted: &Wanted, near: usize) -> Vec<Hit> {
        let (asked, without) = unwanted(asked);
        let asked = asked.as_str();
        let lacks = |i: usize| {
            without.is_empty() || words(&self.earlier()[i].text).iter().all(|word| !without.contains(&root(&word.text)))
        };
        let counts = |i: usize| self.is_wanted(practice, wanted, i) && lacks(i);
        if asked.trim().is_empty() {
            let all = (0..self.earlier().len()).filter(|&i| counts(i));
            return all.map(|earlier| Hit { earlier, found: Found::Wanted, score: 0.0 }).collect();
        }
        let (mut hits, mut some): (Vec<Hit>, Vec<Hit>) =
            self.by_words(asked, counts).into_iter().partition(|hit| matches!(hit.found, Found::Words(_)));
        if !hits.is_empty() {
            some.clear();
        }
        // quotation marks ask for these words and no others; where nothing has any of the words, nothing is near
        let quoted = !asked.is_empty() && outside_quotes(asked).trim().is_empty();
        if hits.is_empty() && (quoted || !self.knows_any(asked)) {
            return some;
        }
        let known: BTreeSet<usize> = hits.iter().map(|hit| hit.earlier).collect();
        let near = self.similarity().nearest_among(asked, near, |i| counts(i) && !known.contains(&i));
        hits.extend(near.into_iter().map(|found| Hit {
            earlier: found.earlier,
            found: Found::Meaning,
            score: found.score,
        }));
        some.retain(|hit| hits.iter().all(|other| other.earlier != hit.earlier));
        hits.extend(some);
        hits
    }

    /// Whether any word of `asked` is one that meaning can be found for: one of the language, or of the corpus.
    fn knows_any(&self, asked: &str) -> bool {
        let used = || self.earlier().iter().flat_map(|earlier| words(&earlier.text)).map(|word| root(&word.text));
        let used: BTreeSet<String> = used().collect();
        words(asked)
            .iter()
            .any(|word| used.contains(&root(&word.text)) || WORDS.lines().any(|known| known == word.text))
    }

    fn is_wanted(&self, practice: &Practice, wanted: &Wanted, i: usize) -> bool {
        let (earlier, facts) = (&self.earlier()[i], &practice.uses()[i]);
        let section = self.section(earlier);
        let any = |empty: bool, holds: bool| empty || holds;
        let in_section = |asked: &String| {
            section.letter.eq_ignore_ascii_case(asked)
                || (asked.len() > 1 && section.title.to_lowercase().contains(asked))
        };
        let cites = facts.cited.iter().any(|cited| {
            let source = wanted.sources.is_empty()
                || wanted
                    .sources
                    .iter()
                    .any(|asked| *asked == cited.source || Some(asked) == cited.instrument.as_ref());
            let article = wanted.articles.is_empty()
                || wanted.articles.iter().any(|asked| {
                    cited.article == Some(asked.article)
                        && (asked.paragraph.is_none() || asked.paragraph == cited.paragraph)
                });
            source && article
        });
        any(wanted.meetings.is_empty(), wanted.meetings.contains(&earlier.meeting))
            && any(wanted.statuses.is_empty(), wanted.statuses.contains(&earlier.status))
            && any(wanted.sections.is_empty(), wanted.sections.iter().any(in_section))
            && any(wanted.addressees.is_empty(), facts.addressees.iter().any(|one| wanted.addressees.contains(one)))
            && any(wanted.phrases.is_empty(), wanted.phrases.contains(&facts.phrase))
            && any(wanted.strengths.is_empty(), facts.strength.is_some_and(|rank| wanted.strengths.contains(&rank)))
            && any(wanted.sources.is_empty() && wanted.articles.is_empty(), cites)
    }

    /// Those with all or many of the words, best first.
    fn by_words(&self, asked: &str, counts: impl Fn(usize) -> bool) -> Vec<Hit> {
        let read = |text: &str| -> Vec<(Word, String)> {
            words(text).into_iter().map(|word| (word.clone(), root(&word.text))).collect()
        };
        let texts: Vec<Vec<(Word, String)>> = self.earlier().iter().map(|earlier| read(&earlier.text)).collect();
        let titles: Vec<Vec<(Word, String)>> =
            self.earlier().iter().map(|earlier| read(&self.section(earlier).title)).collect();
        let mut terms = terms(asked);
        if terms.is_empty() {
            return Vec::new();
        }
        let all = texts.len() as f32;
        for term in &mut terms {
            let has = texts.iter().zip(&titles).filter(|(text, title)| {
                !places(text, &term.stems).is_empty() || !places(title, &term.stems).is_empty()
            });
            let has = has.count() as f32;
            term.weight = (1.0 + (all - has + 0.5) / (has + 0.5)).ln() * term.stems.len() as f32;
            term.must = term.stems.len() > 1 || has <= all * EVERYWHERE;
        }
        // where all words stand everywhere, all of them must be there
        if terms.iter().all(|term| !term.must) {
            terms.iter_mut().for_each(|term| term.must = true);
        }
        let whole: f32 = terms.iter().map(|term| term.weight).sum();
        let mean = texts.iter().map(Vec::len).sum::<usize>() as f32 / all.max(1.0);
        let mut hits: Vec<Hit> = (0..texts.len())
            .filter(|&i| counts(i))
            .filter_map(|i| {
                let (mut spans, mut score, mut lacks, mut has) = (Vec::new(), 0.0, false, 0.0);
                for term in &terms {
                    let found = places(&texts[i], &term.stems);
                    let held = SATURATION * (1.0 - LENGTH + LENGTH * texts[i].len() as f32 / mean);
                    let times = found.len() as f32;
                    score += term.weight * times * (SATURATION + 1.0) / (times + held);
                    let titled = !places(&titles[i], &term.stems).is_empty();
                    if titled {
                        score += TITLE * term.weight;
                    }
                    let there = titled || !found.is_empty();
                    lacks |= term.must && !there;
                    has += if there { term.weight } else { 0.0 };
                    spans.extend(found);
                }
                spans.sort();
                spans.dedup();
                let found = if lacks { Found::SomeWords(spans) } else { Found::Words(spans) };
                (!lacks || has >= MANY * whole).then_some(Hit { earlier: i, found, score })
            })
            .collect();
        let rank = |hit: &Hit| matches!(hit.found, Found::SomeWords(_));
        hits.sort_by(|a, b| rank(a).cmp(&rank(b)).then(b.score.total_cmp(&a.score)).then(b.earlier.cmp(&a.earlier)));
        hits
    }
}

/// What is asked for, and the stems of the words that must not be there: those behind a minus.
fn unwanted(asked: &str) -> (String, BTreeSet<String>) {
    let is_minus = |word: &&str| word.starts_with('-') && word.len() > 1 && !word.starts_with("--");
    let (without, with): (Vec<&str>, Vec<&str>) = asked.split_whitespace().partition(is_minus);
    let stems = without.iter().flat_map(|word| words(word)).map(|word| root(&word.text)).collect();
    (with.join(" "), stems)
}

/// What stands in no quotation marks.
fn outside_quotes(asked: &str) -> String {
    asked.replace(['“', '”', '„'], "\"").split('"').step_by(2).collect()
}

/// The words and phrases that are asked for, each once.
fn terms(asked: &str) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut add = |stems: Vec<String>| {
        if !stems.is_empty() && terms.iter().all(|term| term.stems != stems) {
            terms.push(Term { stems, weight: 0.0, must: true });
        }
    };
    let plain = asked.replace(['“', '”', '„'], "\"");
    for (i, stretch) in plain.split('"').enumerate() {
        let stems: Vec<String> = words(stretch).iter().map(|word| root(&word.text)).collect();
        match i % 2 {
            0 => stems.into_iter().for_each(|stem| add(vec![stem])),
            _ => add(stems),
        }
    }
    terms
}

/// Where these stems stand one after the other.
fn places(text: &[(Word, String)], stems: &[String]) -> Vec<Span> {
    let here = |run: &&[(Word, String)]| run.iter().zip(stems).all(|((_, stem), asked)| stem == asked);
    let runs = text.windows(stems.len().max(1)).filter(here);
    runs.map(|run| Span::new(run[0].0.span.start, run[run.len() - 1].0.span.end)).collect()
}
