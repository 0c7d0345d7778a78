//! What the file of a meeting gets wrong: where it contradicts itself, and what is likely a slip.
//!
//! Where in the file a fault stands is known by its keys; `workspace` finds the line.

use std::collections::BTreeSet;

use super::import::{dates, series};
use super::{Entry, Meeting, Part};

/// Something that is wrong in the file of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, one line without a full stop.
    pub what: String,
    /// What to do, in the imperative.
    pub advice: String,
    /// Where.
    pub at: At,
}

/// A place in the file of a meeting: a key of the meeting, of a part, of a section, or of a recommendation, by index.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct At {
    /// The tables on the way: `("part", 0)`, `("section", 2)`.
    pub tables: Vec<(&'static str, usize)>,
    /// The key.
    pub key: &'static str,
}

impl At {
    fn key(key: &'static str) -> At {
        At { tables: Vec::new(), key }
    }

    fn part(part: usize, key: &'static str) -> At {
        At { tables: vec![("part", part)], key }
    }

    fn section(part: usize, section: usize, key: &'static str) -> At {
        At { tables: vec![("part", part), ("section", section)], key }
    }

    fn entry(place: (usize, usize, usize), key: &'static str) -> At {
        let (part, section, entry) = place;
        At { tables: vec![("part", part), ("section", section), ("recommendation", entry)], key }
    }
}

fn fault(at: At, what: impl Into<String>, advice: impl Into<String>) -> Fault {
    Fault { what: what.into(), advice: advice.into(), at }
}

/// What the file of a meeting gets wrong.
pub fn faults(meeting: &Meeting) -> Vec<Fault> {
    let mut faults = Vec::new();
    names(meeting, &mut faults);
    days(meeting, &mut faults);
    let mut seen = BTreeSet::new();
    for (p, part) in meeting.parts.iter().enumerate() {
        if !part.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
            let advice = "write it in small letters with hyphens, such as annex-2; leave it empty for the report's own";
            faults.push(fault(At::part(p, "id"), format!("“{}” is no name of a part", part.id), advice));
        }
        if meeting.parts[..p].iter().any(|before| before.id == part.id) {
            let advice = "give one of them another id, such as annex or proposals";
            faults.push(fault(At::part(p, "id"), format!("two parts have the id “{}”", part.id), advice));
        }
        if all(part).next().is_none() {
            let what = format!("part “{}” recommends nothing", part.id);
            faults.push(fault(At::part(p, "id"), what, "add what it recommends, or take the part out"));
        }
        for (s, section) in part.sections.iter().enumerate() {
            let letter = &section.letter;
            let is_letter = |letter: &str| !letter.is_empty() && letter.chars().all(char::is_alphanumeric);
            if !letter.is_empty() && !letter.split('.').all(is_letter) {
                let advice = "write it without the mark behind it, such as B";
                faults.push(fault(
                    At::section(p, s, "letter"),
                    format!("“{letter}” is no letter of a section"),
                    advice,
                ));
            }
        }
        for (s, e, entry) in all(part) {
            let name = super::name(&meeting.id, &part.id, &entry.number);
            let at = |key| At::entry((p, s, e), key);
            if entry.number.trim().is_empty() {
                faults.push(fault(at("number"), "a recommendation has no number", "write the number that it bears"));
            }
            if entry.text.trim().is_empty() {
                faults.push(fault(at("text"), format!("{name} has no text"), "quote it from the report"));
            }
            if !matches!(entry.numbered.as_str(), "heading" | "paragraph" | "counted") {
                let advice = "write heading, paragraph, or counted if the report does not number it";
                faults.push(fault(at("numbered"), format!("{name}: “{}” is no way to number", entry.numbered), advice));
            }
            if !seen.insert(name.clone()) {
                let advice = "correct the number, or take one of the two out";
                faults.push(fault(at("number"), format!("{name} is there twice"), advice));
            }
        }
    }
    if meeting.parts.is_empty() {
        faults.push(fault(At::default(), "it has no parts", "add a [[part]] with what was recommended"));
    }
    faults
}

/// What is likely a slip, though a report can have it: a section letter twice, numbers out of order.
pub fn slips(meeting: &Meeting) -> Vec<Fault> {
    let mut slips = Vec::new();
    for (p, part) in meeting.parts.iter().enumerate() {
        for (s, section) in part.sections.iter().enumerate() {
            let same = |before: &super::Section| before.letter == section.letter && before.title != section.title;
            if !section.letter.is_empty() && part.sections[..s].iter().any(same) {
                let what = format!("two sections have the letter {}", section.letter);
                let advice = "write the letter that the report prints before this title";
                slips.push(fault(At::section(p, s, "letter"), what, advice));
            }
        }
        let mut before: Option<u32> = None;
        for (s, e, entry) in all(part).filter(|(.., entry)| entry.numbered != "counted") {
            let Ok(number) = entry.number.parse::<u32>() else { continue };
            if let Some(last) = before.filter(|&last| number < last) {
                let what = format!("number {number} stands after number {last}");
                let advice = "correct the number that is wrong, or put them in the order of the report";
                slips.push(fault(At::entry((p, s, e), "number"), what, advice));
            }
            before = Some(number);
        }
    }
    slips
}

/// The recommendations of a part, with the indices of their sections and their own.
fn all(part: &Part) -> impl Iterator<Item = (usize, usize, &Entry)> {
    let sections = part.sections.iter().enumerate();
    sections.flat_map(|(s, section)| section.recommendations.iter().enumerate().map(move |(e, entry)| (s, e, entry)))
}

/// Whether what the meeting is called agrees: file, body, year, symbol.
fn names(meeting: &Meeting, faults: &mut Vec<Fault>) {
    let own = format!("{}-{}", meeting.year, meeting.body);
    let called = |rest: &str| rest.is_empty() || rest.starts_with('-');
    if !meeting.id.strip_prefix(own.as_str()).is_some_and(called) {
        let what =
            format!("the file is called {}, but the meeting is of {} and {}", meeting.id, meeting.year, meeting.body);
        faults.push(fault(At::key("body"), what, format!("call the file {own}.toml, or correct body and year")));
    }
    // the summary of a dialogue need not say where it was held
    let is_dialogue = meeting.parts.iter().all(|part| part.id.starts_with("dialogue"));
    let keys = [
        ("title", &meeting.title, "quote the title of the report"),
        ("dates", &meeting.dates, "write when it met, such as 2 and 3 October 2023"),
        ("place", &meeting.place, "write where it met, such as Vienna, or online"),
    ];
    for (key, value, advice) in keys {
        if value.trim().is_empty() && !(key == "place" && is_dialogue) {
            faults.push(fault(At::key(key), format!("“{key}” is empty"), advice));
        }
    }
    if let Some(series) = series(&meeting.body).filter(|_| !meeting.symbol.is_empty()) {
        let of_body = |at: usize| meeting.symbol[at + series.len()..].starts_with(|c: char| c.is_ascii_digit());
        if !meeting.symbol.match_indices(&series).any(|(at, _)| of_body(at)) {
            let what = format!("the symbol {} is not one of {}", meeting.symbol, meeting.body);
            let advice = format!("correct the symbol or the body: symbols of {} begin with {series}", meeting.body);
            faults.push(fault(At::key("symbol"), what, advice));
        }
    }
}

/// Whether the days exist and agree.
fn days(meeting: &Meeting, faults: &mut Vec<Fault>) {
    let mut sound = true;
    for (key, day) in [("start", &meeting.start), ("end", &meeting.end)] {
        if !dates::is_day(day) {
            sound = false;
            faults.push(fault(At::key(key), format!("“{day}” is no day"), "write one of the calendar, as 2023-10-02"));
        }
    }
    if !sound {
        return;
    }
    if meeting.start > meeting.end {
        let what = format!("it ends on {}, before it starts on {}", meeting.end, meeting.start);
        faults.push(fault(At::key("end"), what, "correct the day that is wrong"));
        return;
    }
    let year = meeting.year.to_string();
    if !(meeting.start[..4] <= *year && *year <= meeting.end[..4]) {
        let what = format!("the year is {year}, but it met from {} to {}", meeting.start, meeting.end);
        faults.push(fault(At::key("year"), what, "correct the year or the days"));
    }
    let said = dates::find(&meeting.dates);
    if let Some(said) = said.filter(|said| said.start != meeting.start || said.end != meeting.end) {
        let what = format!("“{}” is not from {} to {}", meeting.dates, meeting.start, meeting.end);
        let advice = format!("correct dates, or write {} and {} for start and end", said.start, said.end);
        faults.push(fault(At::key("dates"), what, advice));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;

    /// What is said of a shipped meeting when `change` has been made to it.
    fn said(change: impl Fn(&mut Meeting)) -> Vec<String> {
        let corpus = Corpus::embedded();
        let mut meeting = corpus.meetings().iter().find(|meeting| meeting.year == 2019).expect("a meeting").clone();
        change(&mut meeting);
        faults(&meeting).into_iter().chain(slips(&meeting)).map(|fault| fault.what).collect()
    }

    #[test]
    fn shipped_meetings_are_right() {
        for meeting in Corpus::embedded().meetings() {
            assert_eq!((faults(meeting), slips(meeting)), (Vec::new(), Vec::new()), "{}", meeting.id);
        }
    }

    #[test]
    fn contradictions_are_named() {
        let symbol = "CTOC/COP/WG.7/2019/6";
        assert_eq!(
            said(|meeting| symbol.clone_into(&mut meeting.symbol)),
            [format!("the symbol {symbol} is not one of WG.4")]
        );
        assert_eq!(said(|meeting| meeting.place.clear()), ["“place” is empty"]);
        assert_eq!(said(|meeting| "2019-02-31".clone_into(&mut meeting.end)), ["“2019-02-31” is no day"]);
        let dates = said(|meeting| "8 to 11 September 2019".clone_into(&mut meeting.dates));
        assert_eq!(dates, ["“8 to 11 September 2019” is not from 2019-09-09 to 2019-09-11"]);
        let year = said(|meeting| (meeting.year, meeting.id) = (2018, "2018-WG.4".to_owned()));
        assert_eq!(year, ["the year is 2018, but it met from 2019-09-09 to 2019-09-11"]);
        assert_eq!(said(|meeting| "my part".clone_into(&mut meeting.parts[0].id)), ["“my part” is no name of a part"]);
        let letters = said(|meeting| "A)".clone_into(&mut meeting.parts[0].sections[0].letter));
        assert_eq!(letters, ["“A)” is no letter of a section"]);
        let twice = said(|meeting| "A".clone_into(&mut meeting.parts[0].sections[1].letter));
        assert_eq!(twice, ["two sections have the letter A"]);
        let order = said(|meeting| "99".clone_into(&mut meeting.parts[0].sections[0].recommendations[1].number));
        assert_eq!(order, ["number 3 stands after number 99"]);
        let parts = said(|meeting| {
            let part = meeting.parts[0].clone();
            meeting.parts.push(part);
        });
        assert_eq!(parts[0], "two parts have the id “”");
    }
}
