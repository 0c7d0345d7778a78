//! Where a line joins the text before it though it looks like something else, and where it parts from it though no blank
//! line says so.
//!
//! It sees the lines around one place, no further than a page's break; what becomes of them, `gather` decides.

use super::lines::{self, Look};
use super::pages::{self, Furniture};
use super::scan::Scanner;
use super::wrapping::{awaits_noun, carries_on, open};
use super::{heading, letters, markers, remarks, speakers};
use crate::text::Span;

/// The lines between two pages, and where the text goes on.
pub(super) struct PageBreak {
    /// The lines, in order.
    pub lines: Vec<Span>,
    /// Where the line behind them begins.
    pub next: usize,
}

/// The break of a page that begins with the line at `at`, after the text `last`; `paged` if a line before it was furniture
/// beyond doubt. The text must go on behind it: with a small letter, with an item, in the middle of a sentence, or, where
/// nothing is said yet, at all.
pub(super) fn page_break(scan: &Scanner<'_>, at: usize, last: &str, mut paged: bool) -> Option<PageBreak> {
    const MOST: usize = 4;
    let text = scan.text;
    let (mut lines, mut next, mut headed) = (Vec::new(), at, false);
    while next < text.len() {
        let line = scan.line(next);
        let words = lines::trim(line.content.of(text));
        if words.is_empty() || pages::is_furniture(words) {
            paged |= !words.is_empty();
            next = line.next;
            continue;
        }
        let alone = || {
            let below = scan.line(line.next);
            line.next >= text.len() || lines::look(text, below.content) == Look::Blank
        };
        let found = pages::may_be_furniture(words).filter(|_| lines.len() < MOST && !pages::goes_on(words));
        match found {
            Some(Furniture::Page) => paged = true,
            Some(Furniture::Symbol) => {}
            Some(Furniture::Header) if paged && !headed && alone() => headed = true,
            _ => break,
        }
        let start = line.content.start + lines::offset(line.content.of(text), words);
        lines.push(Span::new(start, start + words.len()));
        next = line.next;
    }
    if !paged || lines.is_empty() || next >= text.len() {
        return None;
    }
    let words = lines::trim(scan.line(next).content.of(text));
    let goes_on = match lines::look(text, scan.line(next).content) {
        _ if last.is_empty() => !headed || heading::starts_body(words),
        Look::Item | Look::Proposal(_) => last.ends_with([';', ':']) || last.ends_with("; and"),
        Look::Text => pages::goes_on(words) || (open(last) && carries_on(last, words)),
        _ => false,
    };
    goes_on.then_some(PageBreak { lines, next })
}

/// Whether the line at `at`, right under the text so far, is no part of it: what a letter puts there, or the
/// heading of what comes next.
pub(super) fn parts(scan: &Scanner<'_>, at: usize, last: &str, own_number: u32) -> bool {
    const LONGEST: usize = 80;
    let text = scan.text;
    let line = scan.line(at);
    let words = lines::trim(line.content.of(text));
    // a text that lacks its full stop ends there, too; “for the following” goes on with “reasons:”
    let label = letters::explains(words) && !words.starts_with(char::is_lowercase);
    if letters::is_after_text(words) || label || (!awaits_noun(last) && remarks::remarked(words).is_some()) {
        return true;
    }
    if open(last) || last.ends_with([':', ';']) {
        return false;
    }
    if speakers::presents(scan, line.content, line.next) || letters::is_message(&text[at..]) {
        return true;
    }
    let few = words.split(' ').count() <= 4;
    let titled = words.len() <= LONGEST
        && words.starts_with(|c: char| c.is_uppercase() || matches!(c, '[' | '*' | '_'))
        && !words.ends_with(['.', ';', ',', '?', '!', ')', ']', '”', '"'])
        && (few || !words.ends_with(':'))
        && !asks(words);
    if !titled {
        return false;
    }
    let mut next = line.next;
    while next < text.len() && lines::look(text, scan.line(next).content) == Look::Blank {
        next = scan.line(next).next;
    }
    match lines::look(text, scan.line(next).content) {
        _ if next >= text.len() => false,
        Look::Numbered(mark) => mark.number.value == own_number + 1 && own_number > 0,
        Look::Recommendation(_) => true,
        _ => false,
    }
}

/// Whether the item on a line right under `last` is the rest of a wrapped line: of a citation, "paragraph 3 / (a)", or of
/// a list in running text, "(a) data; / (b) training". `below` is the text from the item on.
pub(super) fn wraps_item(last: &str, item: &str, below: &str) -> bool {
    let Some((marker, label, false)) = markers::item_marker(item) else { return false };
    if marker.start > 0 || !item.starts_with('(') {
        return false;
    }
    let word = last.rsplit(lines::is_space).next().unwrap_or("");
    let cites = ["paragraph", "paragraphs", "subparagraph", "subparagraphs", "article", "articles"];
    let number = word.ends_with(|c: char| c.is_ascii_digit()) && !word.starts_with('(');
    if number || cites.contains(&word) || cited(last, word) {
        return true;
    }
    let runs = |text: &str, label: &str| {
        let mark = format!("({label}) ");
        text.match_indices(&mark).any(|(at, _)| at > 0 && text[..at].ends_with(' ') && lists(&text[..at]))
    };
    match before(label) {
        Some(label) => runs(&lines_of(last), &label),
        // "the following: / (a) data; (b) training"
        None => {
            const REACH: usize = 4000;
            let below = &below[..crate::text::floor_boundary(below, below.len().min(REACH))];
            let end = below.find("\n\n").or_else(|| below.find("\r\n\r\n")).unwrap_or(below.len());
            let paragraph = &below[..end];
            let small = item[marker.end..].trim_start().starts_with(char::is_lowercase);
            small && after(label).iter().any(|label| runs(paragraph, label))
        }
    }
}

/// A block on one line: a mark at the start of a line that was joined is preceded by white space like any other.
fn lines_of(block: &str) -> String {
    block.replace(['\n', '\r', '\u{b}', '\t', '\u{a0}'], " ")
}

/// Whether what stands before a mark in running text makes it the mark of an item.
fn lists(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches(" and").trim_end_matches(" or");
    before.ends_with([':', ';', ',']) || before.ends_with(char::is_alphabetic)
}

/// Whether `last`, which ends with `word`, is in the middle of a citation of items: "paragraph 3 (a) and".
fn cited(last: &str, word: &str) -> bool {
    let joint = matches!(word, "and" | "or" | "to");
    let before = if joint { last[..last.len() - word.len()].trim_end() } else { last };
    let item = before.trim_end_matches([',']);
    let Some(open) = item.rfind('(').filter(|_| item.ends_with(')') && (joint || before.ends_with(','))) else {
        return false;
    };
    let cites = ["paragraph", "paragraphs", "subparagraph", "subparagraphs"];
    let earlier = item[..open].trim_end();
    let noun = earlier.rsplit(lines::is_space).next().unwrap_or("");
    item.len() - open <= 6 && (noun.ends_with(|c: char| c.is_ascii_digit()) || cites.contains(&noun))
}

/// The label before this one in its list: `a` before `b`, `i` before `ii`, `1` before `2`.
fn before(label: &str) -> Option<String> {
    const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    if let Ok(number) = label.parse::<u32>() {
        return (number > 1).then(|| (number - 1).to_string());
    }
    match ROMAN.iter().position(|&roman| roman == label) {
        Some(0) => None,
        Some(at) if label.len() > 1 => Some(ROMAN[at - 1].to_owned()),
        _ => match label.as_bytes() {
            [letter @ b'b'..=b'z'] => Some(char::from(letter - 1).to_string()),
            _ => None,
        },
    }
}

/// The labels after the first one of a list.
fn after(label: &str) -> &'static [&'static str] {
    match label {
        "a" => &["b", "c", "d"],
        "i" => &["ii", "iii", "iv"],
        "1" => &["2", "3", "4"],
        _ => &[],
    }
}

/// Whether `title`, on a line or the rest of one, heads the text on the next line, though no blank line parts them:
/// "Proposal by the EU and its member States / States parties should".
pub(super) fn heads(title: &str, next: &str) -> bool {
    const LONGEST: usize = 80;
    const OPENERS: [&str; 34] = [
        "In",
        "To",
        "With",
        "Where",
        "When",
        "While",
        "Without",
        "Under",
        "For",
        "As",
        "On",
        "At",
        "By",
        "If",
        "Given",
        "Having",
        "After",
        "Before",
        "Until",
        "Through",
        "During",
        "Upon",
        "Pursuant",
        "Bearing",
        "Recalling",
        "Noting",
        "Considering",
        "Recognizing",
        "Taking",
        "Acknowledging",
        "Further",
        "Encourages",
        "Urges",
        "The",
    ];
    const OPEN: [&str; 12] = [
        "member",
        "Member",
        "other",
        "all",
        "each",
        "requesting",
        "requested",
        "some",
        "several",
        "those",
        "these",
        "both",
    ];
    let title = title.trim_matches(['*', '_', '#', '[', ']', ' ', '(', ')']);
    let first = title.split(' ').next().unwrap_or("");
    let last = title.rsplit(' ').next().unwrap_or("");
    title.len() <= LONGEST
        && title.starts_with(char::is_uppercase)
        && !title.ends_with(['.', ';', ',', ':', '?', '!', '-', '–'])
        && !OPENERS.contains(&first)
        && !OPEN.contains(&last)
        && !awaits_noun(title)
        && !asks(title)
        && !heading::starts_body(title)
        && heading::starts_body(next)
        && asks(next)
}

/// Whether a line has a verb by which something is asked.
fn asks(line: &str) -> bool {
    const VERBS: [&str; 9] = ["should", "are", "is", "must", "shall", "may", "will", "was", "were"];
    line.split(lines::is_space).any(|word| VERBS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_that_are_the_rest_of_a_line() {
        for (last, item) in [
            ("States parties should apply article 6, paragraph 3", "(a) to (d), of the Protocol."),
            ("article 6, paragraph 3 (a) and", "(b) of the Protocol."),
            ("address the following: (a) data;", "(b) training; and\n(c) funding."),
            ("address the following: (a) data;\n(b) training; and", "(c) funding."),
            ("address the following:", "(a) data on victims and\nperpetrators; (b) training."),
        ] {
            assert!(wraps_item(last, item.lines().next().unwrap(), item), "{last} / {item}");
        }
        for (last, item) in [
            ("States parties should:", "(a) Train;\n(b) Report."),
            ("(a) Train;", "(b) Report."),
            ("(a) Train, including (i) judges; (ii) police;", "(b) Report."),
            ("States parties should:", "(a) Train;\n(b) Apply paragraph 3 (b) as a whole."),
        ] {
            assert!(!wraps_item(last, item.lines().next().unwrap(), item), "{last} / {item}");
        }
    }

    #[test]
    fn titles_right_above_a_text() {
        let text = "States parties should act.";
        for title in ["Proposal by the EU and its member States", "Argentina", "Training of judges"] {
            assert!(heads(title, text), "{title}");
        }
        for title in ["In order to assist other", "Calls upon member", "Article 6 of the", "Peru,", "Peru should"] {
            assert!(!heads(title, text), "{title}");
        }
        assert!(!heads("Argentina", "States parties of transit"));
    }
}
