//! What an earlier recommendation cites: instruments, down to the article, and resolutions.
//!
//! “The Protocol” alone is the one that its part of the report names, or else the one that the lexicon gives that name;
//! where neither decides, nothing is said to be cited.

use serde::Deserialize;

use crate::document::{Document, Unit};
use crate::lexicon::citations::{Citation, Of, Provision};
use crate::lexicon::instruments::{Division, Kind};
use crate::lexicon::names::Which;
use crate::lexicon::{Lexicon, MentionKind};

/// Something that a recommendation cites. In order of source, then by number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
pub struct Cited {
    /// The name to write: `Trafficking in Persons Protocol`, `resolution 9/1`.
    pub source: String,
    /// The instrument's id, its file's stem; none for a resolution or decision.
    pub instrument: Option<String>,
    /// The article; none where the source is cited as a whole, or is divided into paragraphs.
    pub article: Option<u32>,
    /// The paragraph.
    pub paragraph: Option<u32>,
    /// The subparagraph.
    pub letter: Option<String>,
}

impl Cited {
    /// `article 6, paragraph 3 (b)`; empty where the source is cited as a whole.
    pub fn place(&self) -> String {
        let article = self.article.map(|number| format!("article {number}"));
        let letter = self.letter.as_ref().map_or(String::new(), |letter| format!(" ({letter})"));
        let paragraph = self.paragraph.map(|number| format!("paragraph {number}{letter}"));
        [article, paragraph].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// Reads what the units of one document cite.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    lexicon: &'a Lexicon,
    /// The conventions and protocols that the document names, by index.
    named: Vec<usize>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &Document, lexicon: &'a Lexicon) -> Reader<'a> {
        let mut named: Vec<usize> = document
            .units()
            .iter()
            .flat_map(|unit| citations(unit))
            .filter_map(|citation| match citation.name()?.which {
                Which::Known(index, _) => Some(index),
                _ => None,
            })
            .collect();
        named.sort_unstable();
        named.dedup();
        Reader { lexicon, named }
    }

    /// What a unit cites, each once.
    pub(super) fn cited(&self, unit: &Unit) -> Vec<Cited> {
        let mut found: Vec<Cited> = citations(unit).flat_map(|citation| self.of(unit, citation)).collect();
        found.sort();
        found.dedup();
        // whoever cites an article cites its instrument
        let whole = |cited: &Cited| cited.article.is_none() && cited.paragraph.is_none();
        let closer: Vec<String> =
            found.iter().filter(|cited| !whole(cited)).map(|cited| cited.source.clone()).collect();
        found.retain(|cited| !whole(cited) || !closer.contains(&cited.source));
        found
    }

    fn of(&self, unit: &Unit, citation: &Citation) -> Vec<Cited> {
        let (source, instrument) = match &citation.of {
            Some(Of::Instrument(name)) => {
                let index = match &name.which {
                    Which::Known(index, _) => Some(*index),
                    Which::Context(kind) => self.in_context(*kind),
                    Which::Other(_) => None,
                };
                let Some(index) = index else { return Vec::new() };
                let instrument = self.lexicon.instruments.get(index);
                (instrument.preferred.clone(), Some(instrument))
            }
            Some(Of::Resolution(resolution)) => {
                let body = resolution.body.map_or(String::new(), |body| format!("{} ", unit.text(body)));
                (format!("{body}{} {}", resolution.act.name(), resolution.number), None)
            }
            Some(Of::Other) | None => return Vec::new(),
        };
        let whole = Cited { source, instrument: instrument.map(|one| one.id.clone()), ..Cited::default() };
        let mut found = Vec::new();
        for provision in &citation.provisions {
            let place = provision.place();
            // where articles count, a paragraph alone is one of an article that is named elsewhere
            if instrument.is_some_and(|one| one.unit == Division::Article) && place.article.is_none() {
                continue;
            }
            found.extend(
                between(found.last(), provision)
                    .into_iter()
                    .map(|article| Cited { article: Some(article), ..whole.clone() }),
            );
            found.push(Cited {
                article: place.article,
                paragraph: place.paragraph,
                letter: place.letter,
                ..whole.clone()
            });
        }
        if found.is_empty() {
            found.push(whole);
        }
        found
    }

    /// The treaty that “the Convention” or “the Protocol” is.
    fn in_context(&self, kind: Kind) -> Option<usize> {
        let all = self.lexicon.instruments.all();
        let of_kind: Vec<usize> = self.named.iter().copied().filter(|&index| all[index].kind == kind).collect();
        if let [only] = of_kind[..] {
            return Some(only);
        }
        let mut known = (0..all.len()).filter(|&index| all[index].kind == kind && !all[index].contextual.is_empty());
        known.next().filter(|_| known.next().is_none())
    }
}

/// The articles of a range between its ends: “articles 6 to 8” cites article 7, too.
fn between(first: Option<&Cited>, last: &Provision) -> Vec<u32> {
    let first = first.and_then(|first| first.article).filter(|_| last.through && last.paragraph.is_none());
    match (first, last.article.as_ref()) {
        (Some(first), Some(last)) => (first + 1..last.value).collect(),
        _ => Vec::new(),
    }
}

fn citations(unit: &Unit) -> impl Iterator<Item = &Citation> {
    unit.mentions.iter().filter_map(|mention| match &mention.kind {
        MentionKind::Citation(citation) => Some(citation),
        _ => None,
    })
}
