//! Families: recommendations of different documents that ask for the same measure over the years.
//!
//! Two belong together if each is what its document has nearest to the other, if the one is much like the other and the
//! other not much less like the one, and if what they ask for first has words in common that few others have: scores are
//! lower between meetings than between a draft and what it was made from, and in so narrow a field likeness alone ties what
//! merely speaks of the same. Names of instruments and what a whole section is about are no evidence of a common measure.
//! Further members join only where they are tied so to at least half of those who are there: a chain of likenesses makes no
//! family. Topics for later meetings are no measure. What one document repeats within itself is the business of checks.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::similarity::words::{stem, words};
use super::similarity::{Match, Tier};
use super::{Corpus, Practice};
use crate::lexicon::{Lexicon, MentionKind, mentions};

/// Two earlier recommendations that are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tie {
    /// The earlier one, by index.
    pub first: usize,
    /// The later one, by index.
    pub second: usize,
    /// How much it means: overlap or duplicate.
    pub tier: Tier,
    /// The better of the scores in both directions.
    pub score: f32,
}

/// How the strength of what is asked moves from one recommendation to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// It rises.
    Stronger,
    /// It falls.
    Weaker,
    /// It stays.
    Even,
    /// One of the two has no rank: an act of the Working Group itself, or a phrase that is not on the scale.
    Unranked,
}

impl Movement {
    /// The word for it, everywhere.
    pub const fn name(self) -> &'static str {
        match self {
            Movement::Stronger => "stronger",
            Movement::Weaker => "weaker",
            Movement::Even => "even",
            Movement::Unranked => "unranked",
        }
    }
}

/// Recommendations that say the same, or nearly.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// By index, oldest first; at least two.
    pub members: Vec<usize>,
    /// What ties them, best first.
    pub ties: Vec<Tie>,
    /// Words of the closest tie that few others have: the rarest, as they stand in the later of the two, in order.
    pub common: Vec<String>,
}

impl Family {
    /// How strength moved from the member before to member `i`; none for the first.
    pub fn movement(&self, i: usize, practice: &Practice) -> Option<Movement> {
        let rank = |member: usize| practice.uses()[self.members[member]].strength;
        Some(match (rank(i.checked_sub(1)?), rank(i)) {
            (Some(before), Some(now)) if now > before => Movement::Stronger,
            (Some(before), Some(now)) if now < before => Movement::Weaker,
            (Some(_), Some(_)) => Movement::Even,
            _ => Movement::Unranked,
        })
    }
}

/// Words of no more letters join others, or are parts of compounds.
const SHORT: usize = 4;

/// A word that no more than one in so many recommendations has tells two of them from the others.
const FEW: usize = 8;

/// So many telling words say what a recommendation asks for first.
const FIRST: usize = 12;

/// Of those, the least that two have in common; where the one repeats the other they need not.
const SHARED: usize = 2;

/// The words that are named of a tie.
const NAMED: usize = 6;

/// The score from which two recommendations are of one family: the better of both directions.
const TIED: f32 = -2.3;

/// The score that the worse of both directions must have.
const MUTUAL: f32 = -3.6;

/// A word that tells its recommendation from the others.
struct Telling {
    /// Its stem.
    stem: String,
    /// How many recommendations have it.
    count: usize,
    /// As it stands there.
    text: String,
}

/// What is compared: a recommendation without names of instruments, and the words that tell it from the others.
struct Compared {
    text: String,
    telling: Vec<Telling>,
}

impl Compared {
    /// Whether two ask for the same first, as far as words tell.
    fn begin_alike(&self, other: &Compared) -> bool {
        let first = |one: &Compared| -> BTreeSet<String> {
            one.telling.iter().take(FIRST).map(|word| word.stem.clone()).collect()
        };
        first(self).intersection(&first(other)).count() >= SHARED
    }

    /// The rarest words that both have, as they stand in the other, in order.
    fn common(&self, other: &Compared) -> Vec<String> {
        let has = |stem: &str| self.telling.iter().any(|word| word.stem == stem);
        let mut found: Vec<(usize, &Telling)> =
            other.telling.iter().filter(|word| has(&word.stem)).enumerate().collect();
        found.sort_by_key(|(_, word)| word.count);
        found.truncate(NAMED);
        found.sort_by_key(|(place, _)| *place);
        found.into_iter().map(|(_, word)| word.text.clone()).collect()
    }
}

fn stems(text: &str) -> BTreeSet<String> {
    words(text).iter().map(|word| stem(&word.text)).collect()
}

/// What often goes on behind the name of a convention.
const PROTOCOLS: &str = "and the Protocols thereto";

/// A text with blanks for the instruments that it cites.
pub(super) fn without_names(text: &str, lexicon: &Lexicon) -> String {
    let mut blank = text.replace(PROTOCOLS, &" ".repeat(PROTOCOLS.len()));
    for cited in mentions::find(text, lexicon) {
        if let MentionKind::Citation(_) = cited.kind {
            blank.replace_range(cited.span.start..cited.span.end, &" ".repeat(cited.span.len()));
        }
    }
    blank
}

impl Corpus {
    /// Every recommendation as it is compared.
    fn compared(&self, lexicon: &Lexicon) -> Vec<Compared> {
        let texts: Vec<String> =
            self.earlier().par_iter().map(|earlier| without_names(&earlier.text, lexicon)).collect();
        let mut counts: HashMap<String, usize> = HashMap::new();
        texts.iter().flat_map(|text| stems(text)).for_each(|stem| *counts.entry(stem).or_default() += 1);
        let telling = |(i, text): (usize, &String)| -> Vec<Telling> {
            let mut seen = stems(&self.section(&self.earlier()[i]).title);
            let each = words(text).into_iter().filter_map(|word| {
                let stem = stem(&word.text);
                let count = counts[&stem];
                let tells = word.text.len() > SHORT && count * FEW <= texts.len() && seen.insert(stem.clone());
                tells.then(|| Telling { stem, count, text: text[word.span].to_owned() })
            });
            each.collect()
        };
        let telling: Vec<Vec<Telling>> = texts.iter().enumerate().map(telling).collect();
        texts.into_iter().zip(telling).map(|(text, telling)| Compared { text, telling }).collect()
    }

    /// The pairs of recommendations of different documents that ask for the same, best first.
    fn ties(&self, compared: &[Compared]) -> Vec<Tie> {
        let earlier = self.earlier();
        let document = |i: usize| (earlier[i].meeting, earlier[i].part);
        // what each other document has nearest
        let like = |i: usize| -> Vec<(usize, Match)> {
            let mut nearest: BTreeMap<(usize, usize), Match> = BTreeMap::new();
            let others = self.similarity().compare(&compared[i].text).into_iter();
            for found in others.filter(|found| document(found.earlier) != document(i) && !earlier[found.earlier].topics)
            {
                let best = nearest.entry(document(found.earlier)).or_insert(found);
                if found.score > best.score {
                    *best = found;
                }
            }
            nearest.into_values().filter(|found| found.score >= MUTUAL).map(|found| (i, found)).collect()
        };
        self.similarity();
        let measures: Vec<usize> = (0..earlier.len()).filter(|&i| !earlier[i].topics).collect();
        let mut found: BTreeMap<(usize, usize), Vec<Match>> = BTreeMap::new();
        for (i, one) in measures.into_par_iter().flat_map_iter(like).collect::<Vec<_>>() {
            found.entry((i.min(one.earlier), i.max(one.earlier))).or_default().push(one);
        }
        let tie = |((first, second), both): ((usize, usize), Vec<Match>)| {
            let [one, other] = both[..] else { return None };
            let (tier, score) = (one.tier.max(other.tier), one.score.max(other.score));
            let same = tier == Tier::Duplicate || compared[first].begin_alike(&compared[second]);
            (score >= TIED && same).then_some(Tie { first, second, tier: tier.max(Tier::Overlap), score })
        };
        let mut ties: Vec<Tie> = found.into_iter().filter_map(tie).collect();
        ties.sort_by(|a, b| {
            b.tier.cmp(&a.tier).then(b.score.total_cmp(&a.score)).then((a.first, a.second).cmp(&(b.first, b.second)))
        });
        ties
    }

    /// The families, by their first member.
    pub fn families(&self, lexicon: &Lexicon) -> Vec<Family> {
        let compared = self.compared(lexicon);
        let ties = self.ties(&compared);
        let pairs: BTreeSet<(usize, usize)> = ties.iter().map(|tie| (tie.first, tie.second)).collect();
        let tied = |a: usize, b: usize| pairs.contains(&(a.min(b), a.max(b)));
        let mut groups: Vec<Vec<usize>> = Vec::new();
        // where each member is; a group that was joined with another is left empty
        let mut places: HashMap<usize, usize> = HashMap::new();
        // the best ties are made first; each group grows by single members or by whole groups
        for tie in &ties {
            let (one, other) = (places.get(&tie.first).copied(), places.get(&tie.second).copied());
            if one.is_some() && one == other {
                continue;
            }
            let left = one.map_or_else(|| vec![tie.first], |at| groups[at].clone());
            let right = other.map_or_else(|| vec![tie.second], |at| groups[at].clone());
            let close =
                left.iter().flat_map(|&a| right.iter().map(move |&b| (a, b))).filter(|&(a, b)| tied(a, b)).count();
            if close * 2 < left.len() * right.len() {
                continue;
            }
            [one, other].into_iter().flatten().for_each(|at| groups[at].clear());
            let mut joined = [left, right].concat();
            joined.sort_unstable();
            places.extend(joined.iter().map(|&member| (member, groups.len())));
            groups.push(joined);
        }
        let mut inside: Vec<Vec<Tie>> = vec![Vec::new(); groups.len()];
        for tie in &ties {
            if let Some(&at) = places.get(&tie.first).filter(|at| places.get(&tie.second) == Some(at)) {
                inside[at].push(*tie);
            }
        }
        let families = groups.into_iter().zip(inside).filter(|(members, _)| !members.is_empty());
        let family = |(members, ties): (Vec<usize>, Vec<Tie>)| {
            let common = ties.first().map_or_else(Vec::new, |tie| compared[tie.first].common(&compared[tie.second]));
            Family { members, ties, common }
        };
        let mut families: Vec<Family> = families.map(family).collect();
        families.sort_by(|a, b| a.members.cmp(&b.members));
        families
    }
}
