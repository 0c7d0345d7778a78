//! What the record says in its own words, the same in every form that people read.

use crate::corpus::families::Family;
use crate::corpus::record::Record;
use crate::corpus::similarity::Tier;
use crate::corpus::{Earlier, Meeting, Rank};
use crate::document::Status;

/// The chapters after the overview: an anchor and a title each.
pub(super) const CHAPTERS: [(&str, &str); 5] = [
    ("meetings", "Recommendations by meeting"),
    ("families", "What was said again"),
    ("subjects", "Index by subject"),
    ("instruments", "Index by instrument and article"),
    ("addressees", "Index by addressee"),
];

/// How the families were found.
pub(super) const FAMILIES: &str = "Recommendations of different documents stand together here if each is what its \
    document has nearest to the other in words, spelling and meaning, names of instruments left out, and if what they ask \
    for first has words in common that few others have; the closest tie is named first. The comparison can miss what is \
    said in very different words, and two that stand together may still ask for different things: whether they do is for \
    the reader to judge. Strength follows the scale of operative phrases, from “shall” down to “may be encouraged to \
    consider”.";

/// How the subjects were found.
pub(super) const SUBJECTS: &str = "Subjects were taken from the reports, not from a list: phrases that at least three \
    recommendations of at least two meetings use, phrases that stand in the title of a section and in at least two \
    recommendations, and single words of a title that stand mostly under that title; none that is mostly a part of \
    something longer, of an instrument's name or of a reservation. A recommendation is listed where it uses the words.";

/// How the citations were read.
pub(super) const INSTRUMENTS: &str = "A recommendation is listed under every instrument and resolution that its text names, \
    and under every article it cites.";

/// How the addressees were read.
pub(super) const ADDRESSEES: &str = "A recommendation is listed under everybody its first sentence asks. Where the sentence \
    states an act of the body itself, the body stands here.";

/// What the record is.
pub(super) fn about(record: &Record<'_>) -> String {
    let count = |status| record.corpus.earlier().iter().filter(|earlier| earlier.status == status).count();
    let meetings = record.corpus.meetings();
    let years = match meetings {
        [] => "no meeting".to_owned(),
        [only] => format!("the meeting of {}", only.year),
        [first, .., last] => format!("{} meetings from {} to {}", meetings.len(), first.year, last.year),
    };
    let others: Vec<String> =
        [(Status::Proposed, "proposal", "proposals"), (Status::Observation, "observation", "observations")]
            .into_iter()
            .filter(|(status, ..)| count(*status) > 0)
            .map(|(status, one, many)| format!("{} {}", count(status), if count(status) == 1 { one } else { many }))
            .collect();
    let others = match others.is_empty() {
        true => String::new(),
        false => {
            let (all, adopted) = (record.corpus.earlier().len(), count(Status::Adopted));
            let (was, is) = if all - adopted == 1 { ("was", "is") } else { ("were", "are") };
            format!(" It also holds {}, which {was} not adopted and {is} marked so.", others.join(" and "))
        }
    };
    format!(
        "This record holds the {} recommendations adopted at {years}, quoted from the reports.{others}",
        count(Status::Adopted)
    )
}

/// A meeting as headings name it: `Vienna, 2 and 3 October 2023`, after its body if there are several.
pub(super) fn meeting(record: &Record<'_>, meeting: &Meeting) -> String {
    let body = match record.corpus.holds_several_bodies() {
        true => format!("{}, ", meeting.body_name()),
        false => String::new(),
    };
    let place = if meeting.place.is_empty() { String::new() } else { format!("{}, ", meeting.place) };
    format!("{body}{place}{}", meeting.dates)
}

/// A word that marks what was not adopted; empty for what was.
pub(super) const fn mark(status: Status) -> &'static str {
    match status {
        Status::Adopted => "",
        Status::Proposed => "proposed, not adopted",
        Status::Observation => "observation, not adopted",
    }
}

/// How an index names a recommendation: `2019/10`, with `annex` or `dialogue` where it stands there.
pub(super) fn short(record: &Record<'_>, i: usize) -> String {
    let earlier = &record.corpus.earlier()[i];
    let meeting = record.corpus.meeting(earlier);
    let rest = earlier.name.strip_prefix(meeting.id.as_str()).unwrap_or(&earlier.name);
    format!("{}{rest}", record.corpus.spoken(meeting))
}

/// The anchor of a recommendation in a document.
pub(super) fn anchor(earlier: &Earlier) -> String {
    earlier.name.replace(['/', ' '], "-")
}

/// `14 adopted, 10 proposed and not adopted`.
pub(super) fn counts(record: &Record<'_>, meeting: &Meeting) -> String {
    let parts = [
        (Status::Adopted, "adopted"),
        (Status::Proposed, "proposed and not adopted"),
        (Status::Observation, "observed"),
    ];
    let parts = parts.into_iter().map(|(status, word)| (record.count(meeting, status), word));
    parts.filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
}

/// The word for how strongly something asks.
pub(super) const fn strength(rank: Rank) -> &'static str {
    match rank {
        Rank::Ranked(strength) => strength.name(),
        Rank::OffScale => "phrase without a rank",
        Rank::Act => "act of the body itself",
    }
}

/// `1 recommendation to consider`, `4 acts of the body itself`
pub(super) fn counted(count: usize, rank: Rank) -> String {
    let name = strength(rank);
    // the noun stands first
    let (noun, rest) = name.split_once(' ').map_or((name, String::new()), |(noun, rest)| (noun, format!(" {rest}")));
    format!("{count} {noun}{}{rest}", if count == 1 { "" } else { "s" })
}

/// The section of a recommendation: `2019, section A`.
pub(super) fn section(record: &Record<'_>, i: usize) -> String {
    let earlier = &record.corpus.earlier()[i];
    let (part, section) = (record.corpus.part(earlier), record.corpus.section(earlier));
    let year = record.corpus.spoken(record.corpus.meeting(earlier));
    let part = if part.id.is_empty() { String::new() } else { format!(", {}", part.id) };
    let letter = if section.letter.is_empty() { String::new() } else { format!(", section {}", section.letter) };
    format!("{year}{part}{letter}")
}

/// The beginning of a text, cut at a word.
pub(super) fn opening(text: &str) -> String {
    const LENGTH: usize = 160;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LENGTH) {
        None => line,
        Some((at, _)) => {
            let cut = line[..at].rfind(' ').unwrap_or(at);
            format!("{} …", line[..cut].trim_end_matches([',', ';', ':']))
        }
    }
}

/// What ties a family: `2013/39 and 2022/1 overlap; in common: acts, committed, domestic`.
pub(super) fn tie(record: &Record<'_>, family: &Family) -> String {
    let Some(tie) = family.ties.first() else { return String::new() };
    let verb = if tie.tier == Tier::Duplicate { "repeat each other" } else { "overlap" };
    let common = match &family.common[..] {
        [] => String::new(),
        words => format!("; in common: {}", words.join(", ")),
    };
    format!("{} and {} {verb}{common}", short(record, tie.first), short(record, tie.second))
}
