//! Subjects: what earlier recommendations are about, in the words of the reports themselves.
//!
//! Nobody has listed them. A subject is a phrase that recommendations of several meetings use, or that the title of a
//! section uses with them; or a single word of a title that stands mostly under that title. What stands nearly
//! everywhere tells nothing apart, and what is part of something longer is no subject by itself: a word of an instrument's
//! name, a reservation (“in accordance with domestic law”), or what mostly goes on in another word (“forms of …”, “criminal
//! justice …”). It claims no more than that: every subject names the places it was found in.

use std::collections::{BTreeMap, BTreeSet};

use super::Corpus;
use super::families::without_names;
use super::similarity::words::{Word, stem, words};
use crate::lexicon::Lexicon;

/// A subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its words, as they stand most often.
    pub name: String,
    /// The recommendations that use them, by index.
    pub members: Vec<usize>,
    /// A recommendation of each section whose title has them, by index: the first.
    pub titles: Vec<usize>,
}

/// Longest phrase, in words.
const LONGEST: usize = 24;

/// Fewest recommendations that use a phrase which no title has.
const FEWEST: usize = 3;

/// What stands in a larger share of all recommendations than this tells nothing apart.
const EVERYWHERE: f32 = 0.25;

/// A word that stands in a larger share of them is no half of a phrase: every “… of trafficking in persons” is one.
const COMMON: f32 = 0.5;

/// The share of a word's recommendations that a phrase with it may have, so that the phrase does not stand for the word.
const MOST: f32 = 0.75;

/// How many times as often a single word stands under its titles as elsewhere, at the least.
const CONCENTRATED: f32 = 4.0;

/// The least share of its places in which a single word stands by itself, and a phrase.
const ALONE: (f32, f32) = (0.5, 0.33);

/// What opens a reservation, or says where to act, and what must stand in it: up to the next comma it is about no subject.
const RESERVATIONS: [(&str, &str); 7] = [
    ("in accordance with ", ""),
    ("in line with ", ""),
    ("in conformity with ", ""),
    ("consistent with ", ""),
    ("subject to ", ""),
    ("within the framework of ", ""),
    ("at the ", " level"),
];

/// Words that join others and are no subject by themselves, nor begin or end one.
const JOINING: &[&str] = &[
    "about",
    "above",
    "across",
    "after",
    "against",
    "all",
    "also",
    "among",
    "an",
    "and",
    "any",
    "appropriate",
    "are",
    "as",
    "at",
    "based",
    "be",
    "been",
    "before",
    "being",
    "between",
    "both",
    "but",
    "by",
    "can",
    "concerned",
    "could",
    "during",
    "each",
    "especially",
    "for",
    "from",
    "further",
    "has",
    "have",
    "having",
    "how",
    "if",
    "in",
    "including",
    "into",
    "is",
    "it",
    "its",
    "may",
    "more",
    "most",
    "new",
    "no",
    "not",
    "of",
    "on",
    "only",
    "or",
    "other",
    "others",
    "over",
    "particular",
    "relevant",
    "should",
    "so",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "under",
    "upon",
    "use",
    "used",
    "using",
    "well",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "will",
    "with",
    "within",
    "without",
    "would",
];

/// A phrase in the making: where it stands, and how it is written there.
#[derive(Default)]
struct Phrase {
    members: BTreeSet<usize>,
    forms: BTreeMap<String, usize>,
    /// How often it stands by itself.
    alone: usize,
}

impl Phrase {
    /// Whether it is often more than a part of something longer.
    fn is_whole(&self, key: &str) -> bool {
        let least = if key.contains(' ') { ALONE.1 } else { ALONE.0 };
        self.alone as f32 >= least * self.forms.values().sum::<usize>() as f32
    }
}

impl Corpus {
    /// The subjects, by name.
    pub fn subjects(&self, lexicon: &Lexicon) -> Vec<Subject> {
        let mut used: BTreeMap<String, Phrase> = BTreeMap::new();
        for (i, earlier) in self.earlier().iter().enumerate() {
            each(&speaking(&earlier.text, lexicon), lexicon, |key, form, alone| {
                let phrase = used.entry(key).or_default();
                phrase.members.insert(i);
                phrase.alone += usize::from(alone);
                *phrase.forms.entry(form.to_owned()).or_default() += 1;
            });
        }
        let titled = self.titled(lexicon);
        let most = (self.earlier().len() as f32 * EVERYWHERE) as usize;
        let common = self.common_stems();
        let says = |key: &str| {
            let stems = key.split(' ').filter(|stem| stem.len() > 2 && !is_joining(stem));
            stems.filter(|stem| !common.contains(*stem)).count()
        };
        let counts = |key: &String, phrase: &Phrase| {
            let members = &phrase.members;
            let meetings: BTreeSet<usize> = members.iter().map(|&i| self.earlier()[i].meeting).collect();
            let under = titled.get(key);
            members.len() <= most
                && phrase.is_whole(key)
                && match (key.contains(' '), under) {
                    (true, Some(_)) => members.len() > 1 && says(key) > 0,
                    (true, None) => members.len() >= FEWEST && meetings.len() > 1 && says(key) > 1,
                    (false, Some(under)) => members.len() >= FEWEST && self.is_concentrated(members, under),
                    (false, None) => false,
                }
        };
        used.retain(|key, phrase| counts(key, phrase));
        let keys: Vec<(String, BTreeSet<usize>)> =
            used.iter().map(|(key, phrase)| (key.clone(), phrase.members.clone())).collect();
        // of two phrases that stand in the same places, the longer says more; a word that hardly stands without a phrase
        // says less
        used.retain(|key, phrase| {
            let longer = |other: &str| other.len() > key.len() && format!(" {other} ").contains(&format!(" {key} "));
            let most = |members: &BTreeSet<usize>| match key.contains(' ') {
                true => *members == phrase.members,
                false => members.len() as f32 >= MOST * phrase.members.len() as f32,
            };
            !keys.iter().any(|(other, members)| longer(other) && most(members))
        });
        let mut subjects: Vec<Subject> = used
            .into_iter()
            .map(|(key, phrase)| Subject {
                name: usual(&phrase.forms),
                members: phrase.members.into_iter().collect(),
                titles: titled.get(&key).map_or_else(Vec::new, |under| self.heads(under)),
            })
            .collect();
        subjects.sort_by_key(|subject| (subject.name.to_lowercase(), subject.members.clone()));
        subjects
    }

    /// Stems that stand in most recommendations.
    fn common_stems(&self) -> BTreeSet<String> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for earlier in self.earlier() {
            let stems: BTreeSet<String> = words(&earlier.text).iter().map(|word| stem(&word.text)).collect();
            stems.into_iter().for_each(|stem| *counts.entry(stem).or_default() += 1);
        }
        let most = self.earlier().len() as f32 * COMMON;
        counts.into_iter().filter(|(_, count)| *count as f32 > most).map(|(stem, _)| stem).collect()
    }

    /// For each phrase of a section's title the recommendations under such titles.
    fn titled(&self, lexicon: &Lexicon) -> BTreeMap<String, BTreeSet<usize>> {
        let mut titled: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (i, earlier) in self.earlier().iter().enumerate() {
            each(&speaking(&self.section(earlier).title, lexicon), lexicon, |key, _, _| {
                titled.entry(key).or_default().insert(i);
            });
        }
        titled
    }

    /// Whether a word stands mostly `under` its titles: much more often than elsewhere, and there in many.
    fn is_concentrated(&self, members: &BTreeSet<usize>, under: &BTreeSet<usize>) -> bool {
        let inside = members.intersection(under).count() as f32;
        let outside = (members.len() as f32 - inside).max(0.5);
        let (here, elsewhere) = (under.len() as f32, (self.earlier().len() - under.len()).max(1) as f32);
        inside * 3.0 >= here && inside / here >= CONCENTRATED * outside / elsewhere
    }

    /// The first recommendation of each section among these.
    fn heads(&self, under: &BTreeSet<usize>) -> Vec<usize> {
        let place = |&i: &usize| {
            let earlier = &self.earlier()[i];
            (earlier.meeting, earlier.part, earlier.section)
        };
        let mut heads: Vec<usize> = under.iter().copied().collect();
        heads.dedup_by_key(|i| place(i));
        heads
    }
}

/// A text with blanks for what is about no subject: names of instruments, and reservations.
fn speaking(text: &str, lexicon: &Lexicon) -> String {
    let mut text = without_names(text, lexicon);
    for (opens, holds) in RESERVATIONS {
        let mut at = 0;
        while let Some(start) = text[at..].find(opens).map(|found| at + found) {
            let end = text[start..].find([',', ';', ':', '.', '\n']).map_or(text.len(), |length| start + length);
            if text[start..end].contains(holds) {
                text.replace_range(start..end, &" ".repeat(end - start));
            }
            at = end;
        }
    }
    text
}

/// The phrases of a text, by their stems and as they stand there, and whether each stands by itself.
fn each(text: &str, lexicon: &Lexicon, mut found: impl FnMut(String, &str, bool)) {
    let words = words(text);
    let stems: Vec<String> = words.iter().map(|word| stem(&word.text)).collect();
    for from in (0..words.len()).filter(|&i| begins(&words, i, text, lexicon)) {
        for to in from..words.len().min(from + LONGEST) {
            if to > from && !joins(&text[words[to - 1].span.end..words[to].span.start]) {
                break;
            }
            let last = &words[to];
            // a single word must be a noun, as far as its form tells; and so must the last of several
            let alone = last.text.ends_with("ed") || (to == from && lexicon.phrases.is_verb(&last.text));
            let verb = to > from && lexicon.phrases.is_only_verb(&last.text);
            if !alone && !verb && !is_compound(text, last.span.end) && !is_joining(&last.text) {
                let whole = is_whole(text, &words, (from, to), lexicon);
                found(stems[from..=to].join(" "), &text[words[from].span.start..last.span.end], whole);
            }
        }
    }
}

/// Whether the words from the one to the other stand by themselves: no noun goes on behind them, and a single word is no
/// “… of”, no half of “… and …”, and has no other before it.
fn is_whole(text: &str, words: &[Word], (from, to): (usize, usize), lexicon: &Lexicon) -> bool {
    let says = |word: &Word| {
        !is_joining(&word.text) && !lexicon.phrases.is_only_verb(&word.text) && !word.text.ends_with("ing")
    };
    let linked = |one: usize| joins(&text[words[one].span.end..words[one + 1].span.start]);
    let after = words.get(to + 1).filter(|_| linked(to));
    let goes_on = after.is_some_and(|word| says(word) && !word.text.ends_with("ed"));
    let capital = |word: &Word| text[word.span.start..].starts_with(char::is_uppercase);
    let name = |before: usize| capital(&words[before]) && capital(&words[from]);
    let narrowed = from.checked_sub(1).is_some_and(|before| linked(before) && (says(&words[before]) || name(before)));
    let half = after.is_some_and(|word| matches!(word.text.as_str(), "of" | "and" | "or"));
    !goes_on && (to > from || (!narrowed && !half))
}

/// Whether a subject may begin with word `i`: not with a verb, nor with the second half of a compound, nor with what is
/// part of a preposition, as in “in accordance with”, “in the context of”, “related to”.
fn begins(words: &[Word], i: usize, text: &str, lexicon: &Lexicon) -> bool {
    let word = &words[i];
    let lone = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |word| word.text.as_str());
    let (before, after) = (lone(i.checked_sub(1)), lone(Some(i + 1)));
    let within = before == "in" || (before == "the" && lone(i.checked_sub(2)) == "in");
    let linked = ["to", "with", "of", "by", "on", "in"].contains(&after);
    let preposition = linked && (within || word.text.ends_with("ed"));
    let compound = is_compound(text, word.span.end);
    let acts = lexicon.phrases.is_only_verb(&word.text) || (word.text.ends_with("ing") && !compound);
    let second = text[..word.span.start].ends_with('-');
    let number = word.text.starts_with(|char: char| char.is_numeric());
    !second && !is_joining(&word.text) && !acts && !preposition && !number
}

/// Whether a word that ends here is the first half of a compound.
fn is_compound(text: &str, end: usize) -> bool {
    let mut rest = text[end..].chars();
    rest.next() == Some('-') && rest.next().is_some_and(char::is_alphanumeric)
}

/// Whether two words with this between them can be one phrase.
fn joins(between: &str) -> bool {
    matches!(between, " " | "-")
}

fn is_joining(word: &str) -> bool {
    JOINING.binary_search(&word).is_ok() || word.len() < 3
}

/// The form that stands most often; in small letters where that is as usual.
fn usual(forms: &BTreeMap<String, usize>) -> String {
    let mut counts: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for (form, count) in forms {
        let entry = counts.entry(form.to_lowercase()).or_insert((0, form));
        entry.0 += count;
        // small letters sort after capitals, and stand for both
        entry.1 = form;
    }
    counts
        .into_values()
        .max_by_key(|(count, form)| (*count, std::cmp::Reverse(form.len())))
        .map_or(String::new(), |(_, form)| form.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_words_stand_in_order() {
        assert!(JOINING.is_sorted(), "they are searched by halves");
    }
}
