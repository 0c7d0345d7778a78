//! Instruments: treaties and rules of procedure, their names, articles and paragraphs, as `rules/instruments` has them.
//!
//! It answers what an instrument is called and what it holds; finding its names in a text is `names`' business.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::matters::{Content, Matters};
use super::names::{Forms, Name};

/// What an instrument is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// "the Convention"
    Convention,
    /// "the Protocol"
    Protocol,
    /// "the procedures and rules"
    Rules,
}

/// What an instrument is divided into first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Division {
    /// Treaties.
    Article,
    /// The procedures and rules of the Mechanism.
    Paragraph,
}

/// A name that adopted texts do not use.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discouraged {
    /// As people write it.
    pub name: String,
    /// What is known of its use.
    pub why: String,
    /// What to write, if not the instrument's preferred name.
    #[serde(default)]
    pub instead: Option<String>,
}

/// An article.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Its number.
    pub number: u32,
    /// Its title; the instruments on the rights of the child have none.
    #[serde(default)]
    pub title: String,
    /// How many numbered paragraphs it has; 0 where they bear no number.
    pub paragraphs: u32,
    /// The letters of each paragraph that has some, as in `"3" = "a b c"`; paragraph 0 is the article itself.
    #[serde(default)]
    letters: BTreeMap<String, String>,
    /// The roman numbers under a letter, as in `"1(a)" = "i ii"`.
    #[serde(default)]
    romans: BTreeMap<String, String>,
}

/// A paragraph of which the content is known although the whole text is not.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Its number.
    pub number: u32,
    /// What it says, in short.
    pub content: String,
    /// Where that is known from.
    pub source: String,
}

/// An instrument.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Its file's stem.
    #[serde(skip)]
    pub id: String,
    /// The official name in full.
    pub name: String,
    /// Short names that adopted texts use.
    pub short: Vec<String>,
    /// Names that need a draft around them: "the Convention".
    pub contextual: Vec<String>,
    /// Full names that leave off what the instrument supplements.
    pub full: Vec<String>,
    /// Names that adopted texts do not use.
    pub discouraged: Vec<Discouraged>,
    /// The name to write.
    pub preferred: String,
    /// The instrument that it supplements, by id.
    #[serde(default)]
    pub supplements: Option<String>,
    /// By what it was adopted.
    pub adoption: String,
    /// The symbol of that.
    #[serde(default)]
    pub adoption_symbol: Option<String>,
    /// A date, `2003-09-29`.
    #[serde(default)]
    pub entry_into_force: Option<String>,
    /// Whether a source confirms the date.
    #[serde(default)]
    pub entry_verified: bool,
    /// What it is.
    pub kind: Kind,
    /// What it is divided into first.
    pub unit: Division,
    /// Whether all its articles or paragraphs are known.
    complete: bool,
    /// How many it has at least.
    at_least: u32,
    /// Up to which number a paragraph may exist although it is not known.
    #[serde(default)]
    never_report_up_to: u32,
    /// Where this was taken from.
    pub source: Vec<String>,
    #[serde(default, rename = "article")]
    articles: Vec<Article>,
    #[serde(default, rename = "known")]
    known: Vec<Known>,
    /// What its articles are about, found out once.
    #[serde(skip)]
    contents: OnceLock<BTreeMap<u32, Content>>,
}

/// What is cited, as far down as the citation goes. Numbers count from 1; letters and roman numbers are in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The article.
    pub article: Option<u32>,
    /// The paragraph.
    pub paragraph: Option<u32>,
    /// The subparagraph: `c`.
    pub letter: Option<String>,
    /// Its part: `ii`.
    pub roman: Option<String>,
}

/// What an instrument lacks of a place, and what it has instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// It has this many articles.
    Article(u32),
    /// The article, or the instrument itself, has this many paragraphs; 0 if they bear no number.
    Paragraph(u32),
    /// The paragraph has this many lettered subparagraphs.
    Letter(u32),
    /// The subparagraph has this many numbered parts.
    Roman(u32),
}

impl Article {
    /// The letters of `paragraph`, in order; of the article itself for 0.
    pub fn letters(&self, paragraph: u32) -> impl Iterator<Item = &str> {
        let letters = self.letters.iter().find(|(key, _)| key.parse() == Ok(paragraph));
        letters.into_iter().flat_map(|(_, letters)| letters.split(' '))
    }

    /// The roman numbers under `letter` of `paragraph`, in order.
    pub fn romans<'a>(&'a self, paragraph: u32, letter: &str) -> impl Iterator<Item = &'a str> {
        let romans = self.romans.get(&format!("{paragraph}({letter})"));
        romans.into_iter().flat_map(|romans| romans.split(' '))
    }

    /// What it lacks of `place`.
    fn lack(&self, place: &Place) -> Option<Lack> {
        if place.paragraph.is_some_and(|paragraph| !(1..=self.paragraphs).contains(&paragraph)) {
            return Some(Lack::Paragraph(self.paragraphs));
        }
        let letter = place.letter.as_deref()?;
        // a letter without its paragraph is looked for in all of them
        let all: Vec<u32> =
            place.paragraph.map_or_else(|| (0..=self.paragraphs).collect(), |paragraph| vec![paragraph]);
        let holders: Vec<u32> =
            all.iter().copied().filter(|&paragraph| self.letters(paragraph).any(|other| other == letter)).collect();
        if holders.is_empty() {
            let most = all.iter().map(|&paragraph| self.letters(paragraph).count()).max();
            return Some(Lack::Letter(most.unwrap_or(0) as u32));
        }
        let roman = place.roman.as_deref()?;
        let known = holders.iter().any(|&paragraph| self.romans(paragraph, letter).any(|other| other == roman));
        let most = holders.iter().map(|&paragraph| self.romans(paragraph, letter).count()).max();
        (!known).then(|| Lack::Roman(most.unwrap_or(0) as u32))
    }
}

impl Instrument {
    /// The articles, in order.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// Article `number`.
    pub fn article(&self, number: u32) -> Option<&Article> {
        self.articles.iter().find(|article| article.number == number)
    }

    /// What its articles are about, by number.
    pub fn contents(&self, matters: &Matters) -> &BTreeMap<u32, Content> {
        self.contents.get_or_init(|| matters.contents(self))
    }

    /// The articles before and after article `number`.
    pub fn neighbors(&self, number: u32) -> (Option<&Article>, Option<&Article>) {
        (number.checked_sub(1).and_then(|before| self.article(before)), self.article(number + 1))
    }

    /// What paragraph `number` is known to say, in an instrument that is divided into paragraphs.
    pub fn known(&self, number: u32) -> Option<&Known> {
        self.known.iter().find(|known| known.number == number)
    }

    /// What it lacks of `place`; `None` if the place exists, or may exist.
    pub fn lack(&self, place: &Place) -> Option<Lack> {
        if self.unit == Division::Paragraph {
            let paragraph = place.paragraph.filter(|_| place.article.is_none())?;
            let most = self.at_least.max(self.never_report_up_to);
            return (paragraph > most).then_some(Lack::Paragraph(most));
        }
        let number = place.article?;
        match self.article(number) {
            Some(article) => article.lack(place),
            None => self.complete.then_some(Lack::Article(self.articles.len() as u32)),
        }
    }

    /// Names that stand for it anywhere: in full, in full without what it supplements, short.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.full).chain(&self.short).map(String::as_str)
    }
}

/// The instruments, and where a text names them.
#[derive(Debug)]
pub struct Instruments {
    all: Vec<Instrument>,
    forms: Forms,
}

impl Instruments {
    /// Puts the folder in order.
    pub fn new(source: BTreeMap<String, Instrument>) -> Instruments {
        let all: Vec<Instrument> = source.into_iter().map(|(id, instrument)| Instrument { id, ..instrument }).collect();
        let forms = Forms::new(&all);
        Instruments { all, forms }
    }

    /// All of them, by id.
    pub fn all(&self) -> &[Instrument] {
        &self.all
    }

    /// The instrument with this index, as names have it.
    pub fn get(&self, index: usize) -> &Instrument {
        &self.all[index]
    }

    /// The instrument with this id, its file's stem.
    pub fn named(&self, id: &str) -> Option<&Instrument> {
        self.all.iter().find(|instrument| instrument.id == id)
    }

    /// Whether a name can begin with, or be headed by a word with, this byte.
    pub(super) fn begin_with(&self, byte: u8) -> bool {
        self.forms.begin_with(byte)
    }

    /// The name that begins with, or is headed by, the word at byte `at`; what lies before `from` belongs to another.
    pub(super) fn name_at(&self, text: &str, at: usize, from: usize) -> Option<Name> {
        self.forms.at(text, at, from)
    }
}
