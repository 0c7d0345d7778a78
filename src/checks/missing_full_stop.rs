//! `missing-full-stop`: a recommendation that does not end with a full stop; with a list, its last item carries it.
//!
//! It does not say where text was lost: if the last word cannot end a sentence, it offers no fix.

use super::Context;
use super::brackets::{self, Class};
use super::lists;
use crate::document::{self, Sign, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::Lexicon;
use crate::text::Span;

/// Closing marks that may follow a full stop.
const CLOSERS: [char; 11] = [']', ')', '”', '"', '’', '\'', '»', '*', '_', ' ', '\n'];

/// Words after which a sentence cannot end: something is missing besides the full stop.
const OPEN_ENDS: [&str; 20] = [
    "and",
    "or",
    "of",
    "the",
    "a",
    "an",
    "to",
    "in",
    "on",
    "for",
    "with",
    "by",
    "from",
    "at",
    "as",
    "that",
    "which",
    "their",
    "including",
    "such",
];

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if unit.recommendation.is_none() || unit.body.is_empty() {
        return;
    }
    let text = unit.text(unit.body).trim_end();
    let said = without_remarks(text, context.lexicon);
    // "To be completed" is no sentence of a recommendation
    let kept = ["XX", "TBC", "TBD", "To be ", "to be "].iter().any(|words| said.starts_with(words));
    if said.is_empty() || kept || is_gone(said) {
        return;
    }
    // in a list of recommendations all but the last may end with a semicolon
    // what is quoted stands in a paragraph of its own
    if ["text:", "wording:", "language:", "formulation:"].iter().any(|announced| text.ends_with(announced)) {
        return;
    }
    let listed = unit.label.is_none() && document::is_listed(unit.source());
    if listed && text.trim_end_matches(" and").ends_with(';') {
        return;
    }
    // where a sentence ends in brackets that close further on, nobody can tell
    if unit.has(Sign::Opening) && !brackets::brackets(unit, context.lexicon).unclosed.is_empty() {
        return;
    }
    let end = unit.body.start + text.len();
    let last = last_char(text, unit.body.start);
    // "boys.;" has one mark too many, and that is the business of `doubled-punctuation`
    let doubled = [".;", ".,", ".:"].iter().any(|marks| text.ends_with(marks));
    if doubled || is_closed(text) || is_closed(said) || is_closed(without_verdict(said)) {
        report.occasion(last);
        return;
    }
    let whole = text.starts_with('[') && text.ends_with(']') && !text[1..text.len() - 1].contains([']', '[']);
    let inner = if whole { &text[..text.len() - 1] } else { text };
    let at = unit.body.start + inner.len();
    let finding = report.find_in_source(unit.locate(last), "The recommendation does not end with a full stop");
    match inner.chars().next_back() {
        _ if is_cut(inner) => finding.message.push_str("; it seems to stop in the middle of a sentence"),
        Some(';' | ',') => {
            finding.fix(Safety::Safe, "End with a full stop", unit.locate(Span::new(at - 1, at)), ".");
        }
        // what a colon announces is missing, and marks of tracked changes have an inside and an outside
        Some(':' | '}' | '~' | '>' | '=') => {}
        Some(_) if text.ends_with("+]") => {}
        _ => {
            finding.fix(Safety::Safe, "Add a full stop", Span::at(after(unit, if whole { at } else { end })), ".");
        }
    }
}

/// What is said before the marks of delegations, notes and remarks at the end; nothing, if a placeholder is all there is.
fn without_remarks<'a>(text: &'a str, lexicon: &Lexicon) -> &'a str {
    let mut said = text;
    loop {
        let (open, close) = match said.trim_end().chars().next_back() {
            Some(']') => ('[', ']'),
            Some(')') => ('(', ')'),
            _ => return said,
        };
        let whole = said.trim_end();
        let mut depth = 0usize;
        let at = whole.char_indices().rev().find_map(|(at, char)| {
            depth += usize::from(char == close);
            depth -= usize::from(char == open && depth > 0);
            (char == open && depth == 0).then_some(at)
        });
        let Some(at) = at else { return said };
        let inside = whole[at + 1..whole.len() - 1].trim();
        let remark = match open {
            '(' => lexicon.delegations.sign(inside),
            _ => match brackets::classify(inside, lexicon) {
                Class::Delegation | Class::Remark | Class::Note => true,
                class => class == Class::Placeholder && whole[..at].trim_end().is_empty(),
            },
        };
        if !remark {
            return said;
        }
        said = whole[..at].trim_end();
    }
}

/// Whether all that is left of a recommendation is a word of what became of it: `[Deleted]`, `Merged with 3`.
fn is_gone(text: &str) -> bool {
    let words = text.trim_matches(['[', ']', '(', ')', '*', '_', ' ', '.']).to_lowercase();
    let what = ["deleted", "withdrawn", "merged", "moved", "removed", "not agreed"];
    words.split(' ').count() <= 6 && what.iter().any(|word| words.starts_with(word))
}

/// The text before a word in capitals that a chair left behind its full stop: "… judges. AGREED".
fn without_verdict(text: &str) -> &str {
    const WORDS: [&str; 10] = [
        "AGREED",
        "AGREED AD REF",
        "AD REF",
        "AD REFERENDUM",
        "AGREED AD REFERENDUM",
        "NEW",
        "OK",
        "CLOSED",
        "OPEN",
        "PENDING",
    ];
    let before = WORDS.iter().find_map(|word| text.trim_end_matches(['.', '!', ' ']).strip_suffix(word));
    before
        .filter(|before| before.ends_with([' ', '\n', '–', '—', '-']))
        .map_or(text, |before| before.trim_end_matches([' ', '\n', '–', '—', '-']))
}

/// Where the source goes on after the reading text up to `at`: behind a link and not inside it.
fn after(unit: &Unit, at: usize) -> usize {
    let place = unit.locate(Span::at(at)).start;
    let source = unit.source();
    let open = source[..place].rfind('[').filter(|_| source[place..].starts_with("]("));
    open.and_then(|open| document::link(&source[open..]).map(|length| open + length)).unwrap_or(place)
}

fn last_char(text: &str, start: usize) -> Span {
    let width = text.chars().next_back().map_or(0, char::len_utf8);
    Span::new(start + text.len() - width, start + text.len())
}

/// Whether the text ends a sentence, whatever closing marks, footnote numbers and editorial notes come after it.
fn is_closed(text: &str) -> bool {
    let mut rest = text;
    for mark in ["~~", "++}", "--}", "+]", "-]", "==", "==}", "</ins>", "</del>", "</s>"] {
        rest = rest.strip_suffix(mark).unwrap_or(rest);
    }
    let rest = rest.trim_end_matches(CLOSERS);
    let rest = lists::without_note(rest).trim_end_matches(CLOSERS);
    let ends = |text: &str| text.ends_with(['.', '?', '!', '…', '。', '؟', '।']);
    // "persons.1", "persons.[1]": a footnote mark that lost its height
    let before_number = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = rest.len() - before_number.len();
    let noted = (1..=3).contains(&number)
        && before_number
            .trim_end_matches(['[', '('])
            .strip_suffix('.')
            .is_some_and(|before| before.ends_with(|c: char| c.is_alphabetic() || matches!(c, ')' | '”' | '"' | ']')));
    let note = text.ends_with(']').then(|| text.rfind('[')).flatten();
    ends(rest) || noted || note.is_some_and(|at| at > 0 && ends(text[..at].trim_end_matches(CLOSERS)))
}

/// Whether the last word, marks aside, cannot end a sentence.
fn is_cut(text: &str) -> bool {
    let word = text.trim_end_matches([';', ',', ' ', '\n']).rsplit([' ', '\n']).next().unwrap_or("");
    OPEN_ENDS.contains(&word)
}
