//! Two versions of a draft, recommendation by recommendation: what was added, dropped, renumbered, moved, reworded,
//! reversed, strengthened or weakened, and whom it asks now.
//!
//! Recommendations are paired by their words, so that one keeps its history when its number changes. Headings and
//! paragraphs between recommendations are left aside; what a change is worth is for people to say.

use std::collections::HashMap;

use super::reversal::reversal;
use super::{Document, Kind};
use crate::lexicon::{Lexicon, Strength};
use crate::text::fingerprint;

/// A recommendation in one version.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Version {
    /// What people call it: `Recommendation 7`, `paragraph 12`; empty if it has no number.
    pub called: String,
    /// The byte of the draft at which its body begins.
    pub start: usize,
    /// The part it stands in: 0 for the body, then the annexes.
    pub annex: u16,
    /// The heading of its section, without its letter; empty before the first.
    pub section: String,
    /// Its body.
    pub text: String,
    /// Its operative phrase, as the scale words it; empty if none was found.
    pub phrase: String,
    /// The rank of the phrase.
    pub strength: Option<Strength>,
    /// Who is asked, by their usual forms, or as they are written.
    pub addressees: Vec<String>,
}

/// What became of a recommendation between two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Dropped,
    /// It asks for the opposite.
    Reversed,
    /// Its words changed.
    Reworded,
    /// It asks more strongly.
    Strengthened,
    /// It asks less strongly.
    Weakened,
    /// It asks somebody else.
    Readdressed,
    /// It stands among others, or in another section.
    Moved,
    /// Its number changed.
    Renumbered,
}

impl Change {
    /// All of them, in the order in which they are told.
    pub const ALL: [Change; 9] = [
        Change::Added,
        Change::Dropped,
        Change::Reversed,
        Change::Strengthened,
        Change::Weakened,
        Change::Readdressed,
        Change::Reworded,
        Change::Moved,
        Change::Renumbered,
    ];

    /// The word for it, everywhere.
    pub const fn name(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Dropped => "dropped",
            Change::Reversed => "reversed",
            Change::Reworded => "reworded",
            Change::Strengthened => "strengthened",
            Change::Weakened => "weakened",
            Change::Readdressed => "readdressed",
            Change::Moved => "moved",
            Change::Renumbered => "renumbered",
        }
    }
}

/// A recommendation in both versions, or in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// In the old version, by index.
    pub old: Option<usize>,
    /// In the new version, by index.
    pub new: Option<usize>,
    /// What became of it; empty if nothing did.
    pub changes: Vec<Change>,
    /// Of one that is gone, the new recommendation that has most of its words: it was merged. Of one that is new, the old
    /// one that has most of its words: it was split off.
    pub kin: Option<usize>,
}

/// Two versions, compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// The recommendations of the old version, in order.
    pub old: Vec<Version>,
    /// The recommendations of the new version, in order.
    pub new: Vec<Version>,
    /// In the order of the new version; what was dropped stands where it stood.
    pub pairs: Vec<Pair>,
}

/// The least likeness, from 0 to 1, of two texts that are one recommendation in two versions.
const SAME: f32 = 0.4;

/// The same where the number is the same, too.
const SAME_NUMBER: f32 = 0.3;

/// The share of its words, with their neighbours, that a recommendation has from another which it was split off from or
/// merged into.
const MOST: f32 = 0.55;

/// Compares two versions of a draft.
pub fn compare(old: &Document, new: &Document, lexicon: &Lexicon) -> Comparison {
    let (old, new) = (versions(old, lexicon), versions(new, lexicon));
    let partner = partners(&old, &new);
    let mut found = pair(old, new, &partner);
    let (before, after) = (bags(&found.old), bags(&found.new));
    for pair in &mut found.pairs {
        pair.kin = match (pair.old, pair.new) {
            (Some(gone), None) => kin(&before[gone], &after),
            (None, Some(added)) => kin(&after[added], &before),
            _ => None,
        };
    }
    found
}

/// Compares two recommendations of different documents, whatever they have in common: that their places differ is no
/// change.
pub fn compare_one(old: Version, new: Version) -> Comparison {
    let mut found = pair(vec![old], vec![new], &[Some(0)]);
    for pair in &mut found.pairs {
        pair.changes.retain(|change| !matches!(change, Change::Moved | Change::Renumbered));
    }
    found
}

/// The recommendations of a draft.
pub fn versions(document: &Document, lexicon: &Lexicon) -> Vec<Version> {
    let mut section = String::new();
    let mut found = Vec::new();
    for (i, unit) in document.units().iter().enumerate() {
        match unit.kind() {
            Kind::Section => section = unit.text(unit.body).trim().to_owned(),
            Kind::Chapter | Kind::Annex => section.clear(),
            Kind::Recommendation => {
                let read = unit.recommendation.as_deref();
                let operative = read.and_then(|read| read.operative.as_ref());
                let words = operative.map_or("", |operative| operative.words.as_str());
                let addressees = read.map_or(&[][..], |read| &read.addressees);
                found.push(Version {
                    called: unit.called().map_or(String::new(), |(noun, number)| format!("{noun} {number}")),
                    start: document.locate(i, unit.body).start,
                    annex: unit.place().annex,
                    section: section.clone(),
                    text: unit.text(unit.body).trim().to_owned(),
                    phrase: lexicon.phrases.named(words).map_or(words, |phrase| &phrase.text).to_owned(),
                    strength: operative.and_then(|operative| operative.strength),
                    addressees: addressees
                        .iter()
                        .map(|one| one.name.clone().unwrap_or_else(|| unit.text(one.span).to_owned()))
                        .collect(),
                });
            }
            _ => {}
        }
    }
    found
}

/// For each new recommendation the old one that it was.
fn partners(old: &[Version], new: &[Version]) -> Vec<Option<usize>> {
    let mut partner: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    let mut likely: Vec<(f32, usize, usize)> = Vec::new();
    let (before, after) = (bags(old), bags(new));
    for (n, one) in new.iter().enumerate() {
        for (o, other) in old.iter().enumerate() {
            let named = !one.called.is_empty() && one.called == other.called && one.annex == other.annex;
            let likeness = before[o].likeness(&after[n]);
            if likeness >= if named { SAME_NUMBER } else { SAME } {
                // of two that are equally alike, the one with the same number, then the one in the same part
                let hint = 0.02 * f32::from(u8::from(named)) + 0.01 * f32::from(u8::from(one.annex == other.annex));
                likely.push((likeness + hint, o, n));
            }
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, o, n) in likely {
        if !taken[o] && partner[n].is_none() {
            taken[o] = true;
            partner[n] = Some(o);
        }
    }
    partner
}

fn pair(old: Vec<Version>, new: Vec<Version>, partner: &[Option<usize>]) -> Comparison {
    let stays = in_order(partner);
    let mut pairs: Vec<Pair> = Vec::new();
    for (n, one) in new.iter().enumerate() {
        let changes = match partner[n] {
            None => vec![Change::Added],
            Some(o) => changes(&old[o], one, stays[n]),
        };
        pairs.push(Pair { old: partner[n], new: Some(n), changes, kin: None });
    }
    for o in (0..old.len()).filter(|o| !partner.contains(&Some(*o))) {
        // after what stood before it
        let before = pairs.iter().rposition(|pair| pair.old.is_some_and(|other| other < o) && is_settled(pair));
        let dropped = Pair { old: Some(o), new: None, changes: vec![Change::Dropped], kin: None };
        pairs.insert(before.map_or(0, |at| at + 1), dropped);
    }
    Comparison { old, new, pairs }
}

/// Whether its place says where its neighbours stood.
fn is_settled(pair: &Pair) -> bool {
    !pair.changes.contains(&Change::Moved)
}

fn changes(old: &Version, new: &Version, stays: bool) -> Vec<Change> {
    let strength = old.strength.zip(new.strength);
    let section = |one: &Version| one.section.to_lowercase();
    let mut found = Vec::new();
    let mut note = |holds: bool, change: Change| {
        if holds {
            found.push(change);
        }
    };
    note(reversal(&old.text, &new.text).is_some(), Change::Reversed);
    note(strength.is_some_and(|(old, new)| new > old), Change::Strengthened);
    note(strength.is_some_and(|(old, new)| new < old), Change::Weakened);
    note(old.addressees != new.addressees, Change::Readdressed);
    note(plain(&old.text) != plain(&new.text), Change::Reworded);
    note(!stays || old.annex != new.annex || section(old) != section(new), Change::Moved);
    note(old.called != new.called, Change::Renumbered);
    found
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// For each new recommendation whether it stands in the old order: it belongs to the longest run that does.
fn in_order(partner: &[Option<usize>]) -> Vec<bool> {
    let mut length = vec![0usize; partner.len()];
    let mut before = vec![None; partner.len()];
    for n in 0..partner.len() {
        let Some(own) = partner[n] else { continue };
        length[n] = 1;
        for earlier in 0..n {
            if partner[earlier].is_some_and(|other| other < own) && length[earlier] + 1 > length[n] {
                length[n] = length[earlier] + 1;
                before[n] = Some(earlier);
            }
        }
    }
    let mut stays = vec![false; partner.len()];
    let mut at = (0..partner.len()).filter(|&n| length[n] > 0).rev().max_by_key(|&n| length[n]);
    while let Some(n) = at {
        stays[n] = true;
        at = before[n];
    }
    stays
}

fn bags(versions: &[Version]) -> Vec<Bag> {
    versions.iter().map(|version| Bag::of(&version.text)).collect()
}

/// Which of `others` has most of the words of `one`.
fn kin(one: &Bag, others: &[Bag]) -> Option<usize> {
    let shares = others.iter().map(|other| one.within(other)).enumerate();
    let (at, share) = shares.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    (share >= MOST).then_some(at)
}

/// The words of a text and its pairs of neighbours, counted.
struct Bag {
    counts: HashMap<u64, u32>,
    total: u32,
}

impl Bag {
    fn of(text: &str) -> Bag {
        let words: Vec<String> = text
            .split(|char: char| !char.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let mut counts: HashMap<u64, u32> = HashMap::new();
        let mut total = 0;
        let pairs = words.windows(2).map(|pair| fingerprint(&pair.join(" ")));
        for key in words.iter().map(|word| fingerprint(word)).chain(pairs) {
            *counts.entry(key).or_default() += 1;
            total += 1;
        }
        Bag { counts, total }
    }

    /// The share of what this one has that the other has, too: from 0 to 1; 0 for an empty text.
    fn within(&self, other: &Bag) -> f32 {
        if self.total == 0 { 0.0 } else { self.both(other) as f32 / self.total as f32 }
    }

    fn both(&self, other: &Bag) -> u32 {
        self.counts.iter().map(|(key, count)| other.counts.get(key).map_or(0, |there| *there.min(count))).sum()
    }

    /// Twice what both have, as a share of what each has: from 0 to 1; 1 for two empty texts.
    fn likeness(&self, other: &Bag) -> f32 {
        if self.total + other.total == 0 {
            return 1.0;
        }
        2.0 * self.both(other) as f32 / (self.total + other.total) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line for each pair that changed.
    fn seen(old: &str, new: &str) -> Vec<String> {
        let lexicon = Lexicon::embedded();
        let read = |text: &str| Document::parse(text, &lexicon);
        let found = compare(&read(old), &read(new), &lexicon);
        let told = found.pairs.iter().filter(|pair| !pair.changes.is_empty()).map(|pair| {
            let called = |versions: &[Version], i: Option<usize>| {
                i.map_or("–".to_owned(), |i| versions[i].called.replace("Recommendation ", ""))
            };
            let changes: Vec<&str> = pair.changes.iter().map(|change| change.name()).collect();
            format!("{} {} {}", called(&found.old, pair.old), called(&found.new, pair.new), changes.join(" "))
        });
        told.collect()
    }

    fn draft(texts: &[&str]) -> String {
        let one = |(i, text): (usize, &&str)| format!("Recommendation {}\n\n{text}\n\n", i + 1);
        texts.iter().enumerate().map(one).collect()
    }

    const TRAIN: &str = "States parties should train judges in the use of electronic evidence.";
    const FUND: &str = "States parties are encouraged to fund shelters for the victims of trafficking in persons.";
    const STUDY: &str = "UNODC should study how traffickers recruit seafarers, and report on it.";

    #[test]
    fn nothing_changes_by_itself() {
        let text = draft(&[TRAIN, FUND, STUDY]);
        assert_eq!(seen(&text, &text), [""; 0]);
        assert_eq!(seen(&text, &text.replace("in the use", "in the\nuse")), [""; 0]);
    }

    #[test]
    fn what_is_inserted_renumbers_the_rest() {
        let new = "States parties should protect witnesses before, during and after a trial.";
        let found = seen(&draft(&[TRAIN, FUND, STUDY]), &draft(&[TRAIN, new, FUND]));
        assert_eq!(found, ["– 2 added", "2 3 renumbered", "3 – dropped"]);
    }

    #[test]
    fn what_changes_places_is_moved() {
        let found = seen(&draft(&[TRAIN, FUND, STUDY]), &draft(&[STUDY, TRAIN, FUND]));
        assert_eq!(found, ["3 1 moved renumbered", "1 2 renumbered", "2 3 renumbered"]);
    }

    #[test]
    fn strength_and_addressee_are_told() {
        let softer = TRAIN.replace("should train", "are encouraged to train");
        let other = STUDY.replace("UNODC", "States parties");
        let found = seen(
            &draft(&[TRAIN, FUND, STUDY]),
            &draft(&[&softer, &FUND.replace("are encouraged to", "should"), &other]),
        );
        assert_eq!(found, ["1 1 weakened reworded", "2 2 strengthened reworded", "3 3 readdressed reworded"]);
    }

    #[test]
    fn a_lost_not_is_told() {
        let spared = "States parties should ensure that victims are not punished for acts that they were forced into.";
        let found = seen(&draft(&[TRAIN, spared]), &draft(&[TRAIN, &spared.replace("are not", "are")]));
        assert_eq!(found, ["2 2 reversed reworded"]);
    }

    #[test]
    fn what_is_merged_or_split_is_known() {
        let lexicon = Lexicon::embedded();
        let merged =
            format!("{} They are encouraged to fund shelters for the victims of trafficking in persons.", TRAIN);
        let (old, new) = (draft(&[TRAIN, FUND, STUDY]), draft(&[&merged, STUDY]));
        let kin = |old: &str, new: &str| -> Vec<Option<usize>> {
            let found = compare(&Document::parse(old, &lexicon), &Document::parse(new, &lexicon), &lexicon);
            found.pairs.iter().filter(|pair| pair.old.is_none() || pair.new.is_none()).map(|pair| pair.kin).collect()
        };
        assert_eq!(kin(&old, &new), [Some(0)], "the second went into the first");
        assert_eq!(kin(&new, &old), [Some(0)], "and came out of it");
        assert_eq!(kin(&draft(&[TRAIN, STUDY]), &draft(&[TRAIN])), [None]);
    }

    #[test]
    fn another_section_is_a_move() {
        let sections = |at: usize| {
            let texts = [TRAIN, FUND, STUDY].iter().enumerate().map(|(i, text)| {
                let section = if i == 0 { "A. General recommendations\n\n" } else { "" };
                let next = if i == at { "B. Recommendations on children\n\n" } else { "" };
                format!("{section}{next}Recommendation {}\n\n{text}\n\n", i + 1)
            });
            texts.collect::<String>()
        };
        assert_eq!(seen(&sections(1), &sections(2)), ["2 2 moved"]);
    }
}
