//! The rows of a table, `| … | … |` or parted by semicolons: which cells hold recommendations, and which columns may hold
//! more than one in a row.
//!
//! It looks at one row at a time; where a row is parted into units, `scan` says.

use super::heading;
use super::lines::{self, offset, trim};
use crate::lexicon::Delegations;
use crate::text::Span;

/// A set of columns, each a bit; those further right are in none.
pub(super) type Columns = u16;

/// Whether a line is a row of a table.
pub(super) fn is_row(line: &str) -> bool {
    trim(line).starts_with('|') || proposal_behind_semicolon(line, Span::new(0, line.len())).is_some()
}

/// Whether a line may be the row of a file whose cells are parted by semicolons: no space behind any, and two or more.
fn has_semicolons(line: &str) -> bool {
    let bytes = line.as_bytes();
    let mut marks = memchr::memchr_iter(b';', bytes);
    let close = |at: usize| bytes.get(at + 1).is_none_or(|next| !next.is_ascii_whitespace());
    marks.next().is_some_and(close) && marks.next().is_some_and(close) && marks.all(close)
}

/// Whether such a line heads a file: `No.;Delegation;Proposal`.
pub(super) fn heads_file(line: &str) -> bool {
    let names = |cell: &str| {
        let cell = cell.trim_matches('"');
        cell.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && cell.split(' ').count() <= 3
    };
    has_semicolons(line) && line.split(';').all(names)
}

/// The first cell of a row that holds a recommendation.
pub(super) fn proposal(text: &str, row: Span) -> Option<Span> {
    let line = row.of(text);
    let mark = if line.starts_with('|') { '|' } else { ';' };
    let cell = line.split(mark).map(|cell| trim(cell).trim_matches('"')).find(|cell| asks(cell))?;
    let start = row.start + offset(line, cell);
    Some(Span::new(start, start + cell.len()))
}

/// The same, where the row is parted by semicolons: a number or a name stands before the text, or it is a sentence that
/// lacks its spaces.
pub(super) fn proposal_behind_semicolon(text: &str, row: Span) -> Option<Span> {
    const SHORT: usize = 40;
    let first = row.of(text).split(';').next().filter(|first| first.len() < SHORT && !asks(trim(first)))?;
    let named = !first.contains([':', '(']) && has_semicolons(row.of(text));
    if named { proposal(text, row) } else { None }
}

fn asks(cell: &str) -> bool {
    heading::starts_body(cell) && (cell.ends_with('.') || lines::proposes(cell))
}

/// Where a row, or the rest of one that begins with column `first`, is cut because one of `columns` further on holds a
/// version of the recommendation before it: at the mark before the rest.
pub(super) fn cut(row: &str, first: usize, columns: Columns) -> Option<usize> {
    if columns == 0 || !trim(row).starts_with('|') {
        return None;
    }
    let is_text = |column: usize| column < Columns::BITS as usize && columns & (1 << column) != 0;
    let mut found = None;
    let mut start = row.find('|')? + 1;
    for (n, cell) in row[start..].split('|').enumerate() {
        let mark = start - 1;
        start += cell.len() + 1;
        if !asks(trim(cell)) {
            continue;
        }
        match found {
            None => found = Some(()),
            Some(()) if is_text(first + n) => return Some(mark),
            Some(()) => {}
        }
    }
    None
}

/// The columns whose heads say that they hold texts: `Proposed amendment`, `Text`, the name of a delegation.
pub(super) fn texts(head: &str, delegations: &Delegations) -> Columns {
    const WORDS: [&str; 18] = [
        "text",
        "content",
        "measure",
        "submission",
        "suggestion",
        "recommandation",
        "recomendaci",
        "amendment",
        "proposal",
        "proposed",
        "recommendation",
        "version",
        "draft",
        "wording",
        "language",
        "option",
        "alternative",
        "formulation",
    ];
    const OTHER: [&str; 8] =
        ["comment", "justification", "rationale", "reason", "remark", "explanation", "source", "proposed by"];
    let head = trim(head);
    let cells = head.strip_prefix('|').unwrap_or(head).split('|').enumerate().take(Columns::BITS as usize);
    let texts = cells.filter(|(_, cell)| {
        let cell = trim(cell).trim_matches(['*', '_', ' ']);
        let lower = cell.to_lowercase();
        // “texts” and “proposals” name what “text” and “proposal” do, “context” and “adoption” do not
        let begins = |word: &str| lower.match_indices(word).any(|(at, _)| !lower[..at].ends_with(char::is_alphabetic));
        let names = |words: &[&str]| words.iter().any(|word| begins(word));
        (names(&WORDS) && !names(&OTHER)) || delegations.sign(cell) && !cell.is_empty()
    });
    texts.fold(0, |columns, (at, _)| columns | 1 << at)
}

/// Whether a line parts the head of a table from its rows: `|---|:--|`.
pub(super) fn is_separator(line: &str) -> bool {
    let line = trim(line);
    line.starts_with('|') && line.contains("--") && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_with_several_texts() {
        let row = "| States parties should act. | yes | States parties must act. |";
        assert_eq!(cut(row, 0, 0b100), row.rfind("| States"));
        assert_eq!(cut(row, 0, 0b001), None);
        assert_eq!(cut(&row[row.rfind("| States").expect("it is there")..], 2, 0b100), None);
        assert!(is_row("1;Egypt;States parties should act.") && !is_row("to act; to train; and to report;"));
        assert!(!is_row("States parties should act;UNODC should train;The Conference should meet."));
        assert!(!is_row("They should:(a) act;(b) train;States parties should report."));
        assert!(heads_file("No.;Delegation;Proposal") && !heads_file("act;train;report"));
    }
}
