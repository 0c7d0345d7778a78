//! The consolidated record: everything that was recommended, ordered by meeting, subject, instrument and addressee,
//! with the families that say the same over the years.
//!
//! It is computed anew from the corpus whenever somebody asks, so it is as new as the last meeting that was added. How
//! it looks is the business of `render`.

use std::collections::BTreeMap;

use super::cited::Cited;
use super::families::Family;
use super::subjects::Subject;
use super::{Corpus, Meeting, Practice, Rank};
use crate::document::Status;
use crate::lexicon::Lexicon;

/// The consolidated record of a corpus.
#[derive(Debug)]
pub struct Record<'a> {
    /// The meetings and their recommendations.
    pub corpus: &'a Corpus,
    /// What each recommendation does, in the order of the corpus.
    pub practice: &'a Practice,
    /// What they are about.
    pub subjects: Vec<Subject>,
    /// What they cite, by name.
    pub sources: Vec<Source>,
    /// Whom they ask, those asked most first.
    pub addressees: Vec<Group>,
    /// What was said again.
    pub families: Vec<Family>,
}

/// Recommendations that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What it is.
    pub name: String,
    /// By index, oldest first.
    pub members: Vec<usize>,
}

/// An instrument or a resolution that is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name to write.
    pub name: String,
    /// The instrument's id, its file's stem; none for a resolution or decision.
    pub instrument: Option<String>,
    /// Those that cite it, by index, oldest first.
    pub members: Vec<usize>,
    /// The articles and paragraphs that are cited, in order, each with its article's title if it has one.
    pub places: Vec<(String, String, Vec<usize>)>,
}

/// How often a meeting adopted each strength.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// How strongly it asks.
    pub rank: Rank,
    /// How many recommendations have it.
    pub count: usize,
}

impl<'a> Record<'a> {
    /// The record of a corpus.
    pub fn new(corpus: &'a Corpus, lexicon: &'a Lexicon) -> Record<'a> {
        let practice = corpus.practice(lexicon);
        Record {
            corpus,
            practice,
            subjects: corpus.subjects(lexicon),
            sources: sources(practice, lexicon),
            addressees: addressees(practice),
            families: corpus.families(lexicon),
        }
    }

    /// The recommendations of a meeting, by index.
    pub fn of(&self, meeting: &Meeting) -> impl Iterator<Item = usize> {
        let at = self.corpus.meetings().iter().position(|other| other.id == meeting.id);
        (0..self.corpus.earlier().len()).filter(move |&i| Some(self.corpus.earlier()[i].meeting) == at)
    }

    /// How many of a meeting's recommendations have this status.
    pub fn count(&self, meeting: &Meeting, status: Status) -> usize {
        self.of(meeting).filter(|&i| self.corpus.earlier()[i].status == status).count()
    }

    /// How strongly a meeting asked in what has this status: strongest first, then phrases without a rank, acts of the body
    /// itself last.
    pub fn strengths(&self, meeting: &Meeting, status: Status) -> Vec<Use> {
        let mut counts: BTreeMap<Rank, usize> = BTreeMap::new();
        for i in self.of(meeting).filter(|&i| self.corpus.earlier()[i].status == status) {
            *counts.entry(self.practice.uses()[i].rank()).or_default() += 1;
        }
        counts.into_iter().rev().map(|(rank, count)| Use { rank, count }).collect()
    }

    /// The families that a recommendation belongs to, by index: at most one.
    pub fn family(&self, earlier: usize) -> Option<usize> {
        self.families.iter().position(|family| family.members.contains(&earlier))
    }

    /// The body whose record this is, as the titles of its reports name it; the bodies, if there are several.
    pub fn body(&self) -> String {
        let mut names: Vec<&str> = self.corpus.meetings().iter().map(Meeting::body_name).collect();
        names.sort_unstable();
        names.dedup();
        names.join("; ")
    }
}

fn sources(practice: &Practice, lexicon: &Lexicon) -> Vec<Source> {
    let mut found: BTreeMap<(bool, &str), Vec<(usize, &Cited)>> = BTreeMap::new();
    for (i, one) in practice.uses().iter().enumerate() {
        for cited in &one.cited {
            // treaties before resolutions
            found.entry((cited.instrument.is_none(), &cited.source)).or_default().push((i, cited));
        }
    }
    let source = |((_, name), all): ((bool, &str), Vec<(usize, &Cited)>)| {
        let instrument = all[0].1.instrument.clone();
        let title = |cited: &Cited| {
            let instrument = lexicon.instruments.named(cited.instrument.as_deref()?)?;
            Some(instrument.article(cited.article?)?.title.clone())
        };
        let mut places: BTreeMap<&Cited, Vec<usize>> = BTreeMap::new();
        for &(i, cited) in all.iter().filter(|(_, cited)| !cited.place().is_empty()) {
            places.entry(cited).or_default().push(i);
        }
        let mut members: Vec<usize> = all.iter().map(|(i, _)| *i).collect();
        members.dedup();
        Source {
            name: name.to_owned(),
            instrument,
            members,
            places: places
                .into_iter()
                .map(|(cited, members)| (cited.place(), title(cited).unwrap_or_default(), members))
                .collect(),
        }
    };
    found.into_iter().map(source).collect()
}

fn addressees(practice: &Practice) -> Vec<Group> {
    let mut found: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, one) in practice.uses().iter().enumerate() {
        for name in &one.addressees {
            let members = found.entry(name).or_default();
            if members.last() != Some(&i) {
                members.push(i);
            }
        }
    }
    let mut groups: Vec<Group> =
        found.into_iter().map(|(name, members)| Group { name: name.to_owned(), members }).collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.members.len()), group.name.clone()));
    groups
}
