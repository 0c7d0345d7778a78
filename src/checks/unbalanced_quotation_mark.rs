//! `unbalanced-quotation-mark`: a quotation mark without its partner. A quotation of several paragraphs opens each of
//! them and closes only the last; that is right. So are marks around a whole recommendation, its number included.

use super::Context;
use crate::document::{Kind, Unit};
use crate::finding::Report;
use crate::text::Span;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    if matches!(unit.kind(), Kind::Table | Kind::Quotation) {
        return;
    }
    if unit.recommendation.is_some() {
        report.occasion(unit.body);
    }
    let text = unit.reading();
    let strict = unit.recommendation.is_some();
    let enclosed = strict && is_opened(unit);
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, mark) in text.match_indices(['“', '”', '"']) {
        let mark = mark.chars().next().unwrap_or('"');
        let closes = mark == '”' || (mark == '"' && !open.is_empty());
        if !closes {
            // the next paragraph of one quotation
            let again = mark == '“' && begins_block(text, at) && open.len() == 1 && begins_block(text, open[0].0);
            if !again {
                open.push((at, mark));
            }
        } else if open.pop().is_none() && !(ends_block(text, at) && (!strict || enclosed)) {
            report.find(Span::new(at, at + mark.len_utf8()), format!("The quotation mark {mark} closes nothing"));
        }
    }
    for (at, mark) in open {
        let inches = mark == '"' && text[..at].ends_with(|c: char| c.is_ascii_digit());
        let whole = enclosed && (text[..at].trim().is_empty() || text[at + mark.len_utf8()..].trim().is_empty());
        if !inches && !whole && (strict || !begins_block(text, at)) {
            report.find(Span::new(at, at + mark.len_utf8()), format!("The quotation mark {mark} is never closed"));
        }
    }
}

/// Whether a quotation mark stands before the unit's number.
fn is_opened(unit: &Unit) -> bool {
    let marks = |c: char| c.is_whitespace() || matches!(c, '#' | '*' | '_' | '>');
    unit.label.is_some() && unit.source().trim_start_matches(marks).starts_with(['“', '"'])
}

fn begins_block(text: &str, at: usize) -> bool {
    let before = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
    // a number or a mark of an item may come first
    !before.contains(|c: char| c.is_alphabetic()) || before.trim_end().ends_with([')', '.']) && before.len() < 8
}

fn ends_block(text: &str, at: usize) -> bool {
    !text[at..].chars().take_while(|&c| c != '\n').any(char::is_alphanumeric)
}
