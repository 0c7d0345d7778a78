//! Families: recommendations of different documents that say the same, or nearly, over the years.
//!
//! Two belong together if the one is much like the other, and the other not much less like the one: scores are lower
//! between meetings than between a draft and what it was made from. Further members join only where they are tied so to
//! at least half of those who are there: a chain of likenesses makes no family. What one document repeats within itself is
//! the business of checks. Nothing is said to be the same measure: that is for a person to judge, and the tier of every
//! tie is kept.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::similarity::words::{stem, words};
use super::similarity::{Match, Tier};
use super::{Corpus, Practice};

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
const SHORT: usize = 3;

/// A word that no more than one in so many recommendations has tells two of them from the others.
const FEW: usize = 8;

/// The score from which two recommendations are of one family: the better of both directions.
const TIED: f32 = -2.2;

/// The score that the worse of both directions must have.
const MUTUAL: f32 = -3.6;

/// The best matches of a recommendation that are looked at.
const LOOKED_AT: usize = 12;

impl Corpus {
    /// The pairs of recommendations of different documents that overlap or repeat each other, best first.
    pub fn ties(&self) -> Vec<Tie> {
        let document = |i: usize| (self.earlier()[i].meeting, self.earlier()[i].part);
        let like = |i: usize| -> Vec<(usize, Match)> {
            let all = self.similarity().compare(&self.earlier()[i].text).into_iter();
            let mut near: Vec<Match> =
                all.filter(|one| one.score >= MUTUAL && document(i) != document(one.earlier)).collect();
            near.sort_by(|a, b| b.score.total_cmp(&a.score));
            near.truncate(LOOKED_AT);
            near.into_iter().map(|one| (i, one)).collect()
        };
        self.similarity();
        let mut found: BTreeMap<(usize, usize), Vec<Match>> = BTreeMap::new();
        for (i, one) in (0..self.earlier().len()).into_par_iter().flat_map_iter(like).collect::<Vec<_>>() {
            found.entry((i.min(one.earlier), i.max(one.earlier))).or_default().push(one);
        }
        let tie = |((first, second), both): ((usize, usize), Vec<Match>)| {
            let [one, other] = both[..] else { return None };
            let (tier, score) = (one.tier.max(other.tier), one.score.max(other.score));
            (score >= TIED).then_some(Tie { first, second, tier: tier.max(Tier::Overlap), score })
        };
        let mut ties: Vec<Tie> = found.into_iter().filter_map(tie).collect();
        ties.sort_by(|a, b| {
            b.tier.cmp(&a.tier).then(b.score.total_cmp(&a.score)).then((a.first, a.second).cmp(&(b.first, b.second)))
        });
        ties
    }

    /// At most `n` words that two recommendations have in common, whatever their form, and few others have: the rarest, as
    /// they stand in the second, in order.
    pub fn common_words(&self, first: usize, second: usize, n: usize) -> Vec<&str> {
        let stems = |i: usize| -> BTreeSet<String> {
            words(&self.earlier()[i].text).iter().map(|word| stem(&word.text)).collect()
        };
        // counted once: a record asks for every tie
        let counts = self.stems.get_or_init(|| {
            let mut counts = HashMap::new();
            (0..self.earlier().len()).flat_map(stems).for_each(|stem| *counts.entry(stem).or_default() += 1);
            Arc::new(counts)
        });
        let first = stems(first);
        let text = &self.earlier()[second].text;
        let mut found: Vec<(usize, usize, &str)> = Vec::new();
        let mut seen = BTreeSet::new();
        for word in words(text) {
            let stem = stem(&word.text);
            let count = counts.get(&stem).copied().unwrap_or_default();
            let few = count * FEW <= self.earlier().len();
            if word.text.len() > SHORT && first.contains(&stem) && few && seen.insert(stem) {
                found.push((count, word.span.start, &text[word.span]));
            }
        }
        found.sort_unstable();
        found.truncate(n);
        found.sort_unstable_by_key(|(_, at, _)| *at);
        found.into_iter().map(|(.., word)| word).collect()
    }

    /// The families, by their first member.
    pub fn families(&self) -> Vec<Family> {
        let ties = self.ties();
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
        let mut families: Vec<Family> = families.map(|(members, ties)| Family { members, ties }).collect();
        families.sort_by(|a, b| a.members.cmp(&b.members));
        families
    }
}
