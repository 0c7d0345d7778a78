//! `doubled-space`: two or more spaces where one stands.
//!
//! Indentation, the ends of lines, tables, the space after a number or the mark of an item, and text set in columns
//! are no fault. It looks at the source, since reading text has single spaces.

use super::Context;
use crate::document::{self, Kind, Unit};
use crate::finding::{Report, Safety};
use crate::text::{Edit, Span};

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    if matches!(unit.kind(), Kind::Table | Kind::Footnote) {
        return;
    }
    let source = unit.source();
    if memchr::memmem::find(source.as_bytes(), b"  ").is_none() {
        return;
    }
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive(['\n', '\r', '\u{b}', '\u{2028}']) {
        gaps(line, at, &mut found);
        at += line.len();
    }
    const JUSTIFIED: usize = 8;
    let edits = |spans: &[Span]| spans.iter().map(|span| Edit::replace(*span, " ")).collect();
    match found.as_slice() {
        [] => {}
        // a whole text set to the width of a page
        [first, .., last] if found.len() > JUSTIFIED => {
            let message = format!("{} doubled spaces from here to the end of this paragraph", found.len());
            report.find_in_source(*first, message).relate(*last, "The last of them").fix_with(
                Safety::Safe,
                "Write single spaces",
                edits(&found),
            );
        }
        spans => {
            for span in spans {
                report.find_in_source(*span, "More than one space").fix_with(
                    Safety::Safe,
                    "Write one space",
                    edits(&[*span]),
                );
            }
        }
    }
}

/// The doubled spaces of one line that stands at `start` of the source.
fn gaps(line: &str, start: usize, found: &mut Vec<Span>) {
    let end = line.trim_end().len();
    let before = found.len();
    let mut at = head(line).min(end);
    while let Some(next) = memchr::memmem::find(&line.as_bytes()[at..end], b"  ") {
        let from = at + next;
        let length = line.as_bytes()[from..end].iter().take_while(|&&b| b == b' ').count();
        at = from + length;
        // columns, tabs and comments have spaces of their own
        let inside_comment = line[..from].rfind("<!--").is_some_and(|open| !line[open..from].contains("-->"));
        // before a punctuation mark no space stands at all, which is the business of `space-before-punctuation`
        let parts = !line[at..].starts_with(['\t', '|', ',', ';', ':', '!', '?', ')']);
        if !inside_comment && parts && !line[..from].ends_with(['\t', '|']) {
            found.push(Span::new(start + from, start + at));
        }
    }
    let wide = found[before..].iter().filter(|span| span.len() > 3).count();
    if wide > 0 {
        found.truncate(before);
    }
}

/// Where a line's text begins, after indentation, signs of Markdown, numbers and marks of items.
fn head(line: &str) -> usize {
    let mut rest = line.trim_start();
    loop {
        if let Some(length) = document::bullet(rest) {
            rest = rest[length..].trim_start();
            continue;
        }
        let word = rest.split([' ', '\t']).next().unwrap_or("");
        let sign = !word.is_empty() && word.chars().all(|c| matches!(c, '#' | '>' | '*' | '+'));
        let short = word.len() <= 6 && word.trim_matches(['*', '(', '[']).len() <= 6;
        let numbered = short
            && word.ends_with(['.', ')'])
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || b".()*\\".contains(&b));
        // "1.1  States parties should"
        let split = word.contains('.') && word.bytes().all(|b| b.is_ascii_digit() || b == b'.') && short;
        if !sign && !numbered && !split {
            return line.len() - rest.len();
        }
        rest = rest[word.len()..].trim_start();
    }
}
