//! What a search found: in people's terminals with the words in their context, and as JSON.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::earlier::{self, EarlierView, FactsView, rounded};
use super::terminal::{BOLD, DIM, clean, columns, styled, window};
use crate::corpus::search::{Found, Hit};
use crate::corpus::similarity::words::{stem, words};
use crate::corpus::{Corpus, Practice};

const WORD: Style = AnsiColor::Yellow.on_default().bold();

/// Columns before a line of text.
const INDENT: usize = 4;

/// What was found, for people.
pub fn human(corpus: &Corpus, practice: &Practice, asked: &str, hits: &[Hit], width: usize) -> String {
    let width = columns(width);
    let mut out = String::new();
    let mut last = None;
    for hit in hits {
        let kind = hit.found.name();
        if last != Some(kind) {
            let count = hits.iter().filter(|other| other.found.name() == kind).count();
            let gap = if last.is_some() { "\n" } else { "" };
            let _ = writeln!(out, "{gap}{}", styled(BOLD, &heading(&hit.found, count)));
            last = Some(kind);
        }
        let (earlier, facts) = (&corpus.earlier()[hit.earlier], &practice.uses()[hit.earlier]);
        let strength = facts.strength.map_or(String::new(), |rank| format!(" · {}", rank.name()));
        let head = format!("{} ({}){strength}", corpus.cite(earlier), earlier.status.name());
        let _ = writeln!(out, "  {} {}", styled(BOLD, &earlier.name), head);
        let title = &corpus.section(earlier).title;
        if hit.found.spans().is_empty() && matches!(hit.found, Found::Words(_)) {
            let line = window(title, 0, 0, width - INDENT - 12).text;
            let _ = writeln!(out, "{:INDENT$}{} {}", "", styled(DIM, "in section"), marked(&line, asked));
        }
        let (start, end) = hit.found.spans().first().map_or((0, 0), |span| (span.start, span.end));
        let line = window(&earlier.text, start, end, width - INDENT).text;
        let _ = writeln!(out, "{:INDENT$}{}", "", marked(&line, asked));
        if !corpus.symbol(earlier).is_empty() {
            let _ = writeln!(out, "{:INDENT$}{}", "", styled(DIM, &earlier::source(corpus, earlier)));
        }
    }
    if hits.is_empty() {
        let all = corpus.earlier().len();
        let _ = match asked.trim() {
            "" => writeln!(out, "None of the {all} earlier recommendations is what the options ask for."),
            asked => writeln!(out, "Nothing is found for {} among {all} earlier recommendations.", clean(asked)),
        };
    } else if !asked.trim().is_empty() && !hits.iter().any(|hit| matches!(hit.found, Found::Words(_))) {
        let none = "None has all of these words; others may say it in words of their own.";
        let _ = writeln!(out, "\n{}", styled(DIM, none));
    }
    out
}

fn heading(found: &Found, count: usize) -> String {
    match found {
        Found::Wanted if count == 1 => "1 earlier recommendation".to_owned(),
        Found::Wanted => format!("{count} earlier recommendations"),
        Found::Words(_) => format!("{count} with these words"),
        Found::SomeWords(_) => format!("{count} with many of these words"),
        Found::Meaning => format!("{count} nearest in meaning"),
    }
}

/// A line with the words that were asked for in colour, in whatever form they stand there.
fn marked(line: &str, asked: &str) -> String {
    let line = clean(line);
    let stems: Vec<String> = words(asked).iter().map(|word| stem(&word.text)).collect();
    let mut out = String::new();
    let mut at = 0;
    for word in words(&line).iter().filter(|word| stems.contains(&stem(&word.text))) {
        out.push_str(&line[at..word.span.start]);
        out.push_str(&styled(WORD, &line[word.span.clone()]));
        at = word.span.end;
    }
    out + &line[at..]
}

/// What was found, for programs; see `docs/record.md`.
pub fn json(corpus: &Corpus, practice: &Practice, asked: &str, hits: &[Hit]) -> String {
    let results = hits.iter().map(|hit| {
        let earlier = &corpus.earlier()[hit.earlier];
        HitView {
            earlier: EarlierView::of(corpus, earlier),
            facts: FactsView::of(&practice.uses()[hit.earlier]),
            found: hit.found.name(),
            score: rounded(hit.score),
            spans: hit.found.spans().iter().map(|span| [span.start, span.end]).collect(),
        }
    });
    earlier::json(&Page { version: 1, words: asked, results: results.collect() })
}

#[derive(Serialize)]
struct Page<'a> {
    version: u32,
    words: &'a str,
    results: Vec<HitView<'a>>,
}

#[derive(Serialize)]
struct HitView<'a> {
    #[serde(flatten)]
    earlier: EarlierView<'a>,
    #[serde(flatten)]
    facts: FactsView<'a>,
    found: &'static str,
    score: f64,
    spans: Vec<[usize; 2]>,
}
