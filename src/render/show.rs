//! An earlier recommendation with where it stands, a meeting's list, and all meetings.

use std::fmt::Write;

use super::earlier::{EarlierView, dim, place, source};
use super::terminal::{BOLD, DIM, clean, columns, styled, window, wrapped};
use crate::corpus::{self, Corpus, Earlier, Meeting, Numbered};
use crate::document::Status;

/// One recommendation for people: its text, and where it stands.
pub fn recommendation(corpus: &Corpus, earlier: &Earlier, width: usize) -> String {
    let width = columns(width);
    let (meeting, part) = (corpus.meeting(earlier), corpus.part(earlier));
    let mut out = format!("{} · {}\n", styled(BOLD, &earlier.name), earlier.status.name());
    let mut line = |text: &str| out.push_str(&dim(&wrapped(&clean(text), width)));
    line(part.document.as_deref().unwrap_or(&meeting.title));
    line(&place(corpus, earlier));
    line(&source(corpus, earlier));
    if corpus.is_symbol_inferred(earlier) {
        line(&meeting.symbol_source);
    }
    out.push('\n');
    for paragraph in earlier.text.split('\n').filter(|paragraph| !paragraph.trim().is_empty()) {
        for line in wrapped(&clean(paragraph), width.saturating_sub(4)) {
            let _ = writeln!(out, "    {line}");
        }
    }
    if let Some(twice) = twice(corpus, earlier) {
        out.push('\n');
        for line in wrapped(&twice, width) {
            let _ = writeln!(out, "{line}");
        }
    }
    out
}

/// A number that a meeting used more than once.
fn twice(corpus: &Corpus, earlier: &Earlier) -> Option<String> {
    let is_headed = |earlier: &Earlier| earlier.numbered == Numbered::Heading;
    let same = |other: &&Earlier| {
        other.meeting == earlier.meeting
            && other.number == earlier.number
            && other.name != earlier.name
            && is_headed(other)
    };
    let other = corpus.earlier().iter().find(same).filter(|_| is_headed(earlier))?;
    let year = corpus.spoken(corpus.meeting(earlier));
    let number = &earlier.number;
    let what = match other.status {
        Status::Adopted => "was adopted",
        Status::Proposed => "is a proposal that was not adopted",
        Status::Observation => "is an observation",
    };
    Some(format!("Recommendation {number} of {year} exists twice: {} {what}.", other.name))
}

/// A meeting for people: these of its recommendations, a line each.
pub fn meeting(corpus: &Corpus, meeting: &Meeting, of: &[&Earlier], width: usize) -> String {
    let width = columns(width);
    let mut out = format!("{} · {}, {}\n", styled(BOLD, &meeting.id), meeting.place, meeting.dates);
    for line in wrapped(&clean(&meeting.title), width) {
        let _ = writeln!(out, "{}", styled(DIM, &line));
    }
    if !meeting.symbol.is_empty() {
        let inferred = if meeting.symbol_inferred { " (inferred)" } else { "" };
        let _ =
            writeln!(out, "{}", styled(DIM, &format!("{}{inferred} {}", meeting.symbol, corpus::url(&meeting.symbol))));
    }
    let longest = of.iter().map(|earlier| earlier.name.len()).max().unwrap_or(0);
    let mut heading = None;
    for earlier in of {
        let here = (earlier.part, earlier.section);
        if heading != Some(here) {
            heading = Some(here);
            let (part, section) = (corpus.part(earlier), corpus.section(earlier));
            let title = if section.title.is_empty() { &part.title } else { &section.title };
            let letter = if section.letter.is_empty() { String::new() } else { format!("{}. ", section.letter) };
            let status = earlier.status.name();
            let _ = writeln!(
                out,
                "\n{} {}",
                styled(BOLD, &window(&format!("{letter}{title}"), 0, 0, width - 14).text),
                styled(DIM, status)
            );
        }
        let text = window(&earlier.text, 0, 0, width.saturating_sub(longest + 4)).text;
        let _ = writeln!(out, "  {:<longest$}  {text}", earlier.name);
    }
    out
}

/// All meetings for people, a line each.
pub fn meetings(corpus: &Corpus) -> String {
    let mut out = String::new();
    for meeting in corpus.meetings() {
        let count = |status| {
            corpus.earlier().iter().filter(|one| corpus.meeting(one).id == meeting.id && one.status == status).count()
        };
        let mut counts = vec![format!("{} adopted", count(Status::Adopted))];
        for (status, word) in [(Status::Proposed, "proposed"), (Status::Observation, "observed")] {
            if count(status) > 0 {
                counts.push(format!("{} {word}", count(status)));
            }
        }
        let _ =
            writeln!(out, "{}  {}, {}: {}", styled(BOLD, &meeting.id), meeting.place, meeting.dates, counts.join(", "));
    }
    out
}

/// Recommendations as a JSON array.
pub fn json(corpus: &Corpus, earlier: &[&Earlier]) -> String {
    super::earlier::json(&earlier.iter().map(|earlier| EarlierView::of(corpus, earlier)).collect::<Vec<_>>())
}
