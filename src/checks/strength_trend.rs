//! `strength-trend`: an operative phrase stronger than those that the newest meeting adopted.
//!
//! The figures are counted in the corpus when a draft is read. Reports are adopted text and are left alone.

use super::{Context, phrase};
use crate::corpus::{Corpus, Practice};
use crate::document::{Nature, Operative, Status, Unit};
use crate::finding::{Report, Safety};

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if context.nature != Nature::Draft {
        return;
    }
    let Some(found) = phrase::of(unit).filter(|found| !found.open && !found.resolution) else { return };
    let Some(operative) =
        found.operative.as_ref().filter(|operative| operative.doubled.is_none() && operative.slip.is_none())
    else {
        return;
    };
    let Some(strength) = operative.strength else { return };
    let to_states = found.addressees.iter().any(|one| matches!(one.name.as_deref(), Some("States parties" | "States")));
    let Some(trend) = Trend::of(context).filter(|_| to_states) else { return };
    let recent = context.lexicon.phrases.named(&trend.phrase).map(|phrase| phrase.strength);
    if recent.is_none_or(|recent| strength <= recent) || operative.passive {
        return;
    }
    let message = format!("“{}” is stronger than recent practice: {trend}", phrase::quote(unit, operative));
    let write = weaker(operative, &trend.phrase);
    let finding = report.find(operative.span, message);
    phrase::back(finding, context.corpus.practice(context.lexicon).adopted_with(&trend.phrase));
    if let Some(edits) = phrase::replace(unit, operative, &write, context.lexicon) {
        finding.fix_with(Safety::NeedsReview, format!("Write “{write}”"), edits);
    }
}

/// `are encouraged to consider` for `should consider`.
fn weaker(operative: &Operative, recent: &str) -> String {
    let modal = operative.plural.is_none() && operative.singular.is_none();
    match operative.words.split_once(' ').filter(|_| modal) {
        Some((_, rest)) => format!("{recent} {rest}"),
        None => recent.to_owned(),
    }
}

/// How a phrase became that of the newest meeting.
struct Trend {
    /// The phrase of most recommendations of the newest meeting.
    phrase: String,
    /// Year, how many recommendations had the phrase, and how many there were; oldest first.
    shares: Vec<(String, usize, usize)>,
    /// How many proposals the newest meeting did not adopt, and how many of them were stronger.
    proposals: (usize, usize),
}

impl Trend {
    /// The trend in the body's meetings up to the draft's year; `None` if the newest has no phrase of its own.
    fn of(context: &Context<'_>) -> Option<Trend> {
        let (corpus, lexicon) = (context.corpus, context.lexicon);
        let practice = corpus.practice(lexicon);
        let meetings: Vec<usize> = (0..corpus.meetings().len())
            .filter(|&i| {
                let meeting = &corpus.meetings()[i];
                meeting.body == context.settings.body && meeting.year <= context.year
            })
            .collect();
        let newest = *meetings.last()?;
        let phrase = usual_of(practice, newest)?;
        let shares = meetings.iter().map(|&meeting| share(corpus, practice, meeting, &phrase)).collect::<Vec<_>>();
        let (_, with, all) = shares.last()?;
        if with * 2 <= *all {
            return None;
        }
        let strength = lexicon.phrases.named(&phrase)?.strength;
        let proposed = practice.uses().iter().filter(|one| one.meeting == newest && one.status == Status::Proposed);
        let stronger = proposed.clone().filter(|one| one.strength.is_some_and(|other| other > strength)).count();
        Some(Trend { phrase, shares, proposals: (proposed.count(), stronger) })
    }
}

/// The most frequent phrase of a meeting.
fn usual_of(practice: &Practice, meeting: usize) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for one in practice.adopted().filter(|one| one.meeting == meeting && one.strength.is_some()) {
        match counts.iter_mut().find(|(phrase, _)| *phrase == one.phrase) {
            Some((_, count)) => *count += 1,
            None => counts.push((&one.phrase, 1)),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(phrase, _)| phrase.to_owned())
}

fn share(corpus: &Corpus, practice: &Practice, meeting: usize, phrase: &str) -> (String, usize, usize) {
    let all = || practice.adopted().filter(|one| one.meeting == meeting);
    let with = all().filter(|one| one.phrase.starts_with(phrase)).count();
    (corpus.spoken(&corpus.meetings()[meeting]), with, all().count())
}

impl std::fmt::Display for Trend {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shares: Vec<String> = self
            .shares
            .iter()
            .filter(|(.., all)| *all > 0)
            .map(|(year, with, all)| format!("{} per cent in {year}", (with * 100 + all / 2) / all))
            .collect();
        write!(f, "the share of “{}” in adopted recommendations was {}", self.phrase, shares.join(", "))?;
        let (all, stronger) = self.proposals;
        if let (Some((year, ..)), true) = (self.shares.last(), stronger > 0) {
            write!(f, "; {stronger} of the {all} proposals not agreed upon in {year} were stronger")?;
        }
        Ok(())
    }
}
