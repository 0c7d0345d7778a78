//! What was found in the report of a meeting, and the meetings of a corpus with where each is kept: for people.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::terminal::{BOLD, DIM, clean, columns, styled, wrapped};
use crate::corpus::import::Import;
use crate::corpus::{Corpus, Entry, Meeting, Part};

/// Columns of the words before what was found: `meeting`, `not sure`.
const LABEL: usize = 10;

/// What was found, what is not sure, and what becomes of it.
pub fn found(import: &Import, fate: &str, width: usize) -> String {
    let width = columns(width);
    let meeting = &import.meeting;
    let mut out = String::new();
    for line in wrapped(&clean(&meeting.title), width) {
        let _ = writeln!(out, "{}", styled(BOLD, &line));
    }
    let place = if meeting.place.is_empty() { String::new() } else { format!("{}, ", meeting.place) };
    let when = format!("{} · {place}{} ({} to {})", meeting.id, meeting.dates, meeting.start, meeting.end);
    note(&mut out, "meeting", &when, width);
    let symbol = match meeting.symbol.as_str() {
        "" => "none".to_owned(),
        symbol if meeting.symbol_inferred => format!("{symbol}, inferred"),
        symbol => symbol.to_owned(),
    };
    note(&mut out, "symbol", &symbol, width);
    for part in &meeting.parts {
        whole(&mut out, part, width);
    }
    out.push('\n');
    for (i, doubt) in import.doubts.iter().enumerate() {
        note(&mut out, if i == 0 { "not sure" } else { "" }, doubt, width);
    }
    note(&mut out, "file", fate, width);
    out
}

/// A part with its sections and the beginnings of what it recommends.
fn whole(out: &mut String, part: &Part, width: usize) {
    let all: Vec<&Entry> = part.sections.iter().flat_map(|section| &section.recommendations).collect();
    let noun = match (part.status.as_str(), all.len()) {
        ("observation", 1) => "observation",
        ("observation", _) => "observations",
        (_, 1) => "recommendation",
        _ => "recommendations",
    };
    let place = if part.id.is_empty() { String::new() } else { format!(", in part “{}”", part.id) };
    out.push('\n');
    note(out, &part.status, &format!("{} {noun}{place}: {}", all.len(), part.title), width);
    for section in &part.sections {
        if !section.title.is_empty() {
            let title = format!("{}. {}", section.letter, section.title);
            note(out, "", title.trim_start_matches(". "), width);
        }
        for entry in &section.recommendations {
            let start: String = entry.text.chars().take(width).collect();
            let line = format!("{:>4}  {}", entry.number, start.replace('\n', " "));
            let room = width.saturating_sub(LABEL + 4);
            let cut: String = line.chars().take(room).collect();
            let more =
                if cut.chars().count() < line.chars().count() || start.len() < entry.text.len() { " …" } else { "" };
            let _ = writeln!(out, "  {:LABEL$}{}", "", styled(DIM, &clean(&format!("{cut}{more}"))));
        }
    }
}

fn note(out: &mut String, label: &str, text: &str, width: usize) {
    for (i, line) in wrapped(&clean(text), width.saturating_sub(LABEL + 2)).iter().enumerate() {
        let label = if i == 0 { label } else { "" };
        let _ = writeln!(out, "  {}{line}", styled(DIM, &format!("{label:<LABEL$}")));
    }
}

/// In what a stored meeting differs from the report, in a line.
pub fn differences(stored: &Meeting, read: &Meeting) -> String {
    let texts = |meeting: &Meeting| -> BTreeMap<String, String> {
        let parts = meeting.parts.iter();
        let entries = parts.flat_map(|part| {
            let entries = part.sections.iter().flat_map(|section| &section.recommendations);
            entries.map(|entry| (crate::corpus::name(&meeting.id, &part.id, &entry.number), entry.text.clone()))
        });
        entries.collect()
    };
    let (old, new) = (texts(stored), texts(read));
    let changed = new.iter().filter(|(name, text)| old.get(*name) != Some(text)).map(|(name, _)| name.as_str());
    let gone = old.keys().filter(|name| !new.contains_key(*name)).map(String::as_str);
    let names: Vec<&str> = changed.chain(gone).collect();
    match names.as_slice() {
        [] => "what is said of the meeting".to_owned(),
        few if few.len() <= 6 => few.join(", "),
        many => format!("{} and {} more", many[..6].join(", "), many.len() - 6),
    }
}

/// All meetings, and where each is kept.
pub fn meetings(corpus: &Corpus, places: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    let longest = |all: &mut dyn Iterator<Item = usize>| all.max().unwrap_or(0);
    let ids = longest(&mut corpus.meetings().iter().map(|meeting| meeting.id.len()));
    let dates = longest(&mut corpus.meetings().iter().map(|meeting| meeting.dates.chars().count()));
    for meeting in corpus.meetings() {
        let count = |status: &str| -> usize {
            let parts = meeting.parts.iter().filter(|part| part.status == status);
            parts.flat_map(|part| &part.sections).map(|section| section.recommendations.len()).sum()
        };
        let counts = ["adopted", "proposed", "observation"].map(|status| (count(status), status));
        let counts: Vec<String> = counts
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, status)| match (status, number) {
                ("observation", 2..) => format!("{number} observations"),
                _ => format!("{number} {status}"),
            })
            .collect();
        let place = places.get(&meeting.id).map_or("in the program", String::as_str);
        let id = styled(BOLD, &format!("{:<ids$}", meeting.id));
        let _ = writeln!(out, "{id}  {:<dates$}  {:<34}  {}", meeting.dates, counts.join(", "), styled(DIM, place));
    }
    out
}
