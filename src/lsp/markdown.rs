//! What hovers and reports are written in: quotations, differences word by word, and the same for clients that show no
//! Markdown. What is said stands elsewhere.

use std::fmt::Write;

use crate::corpus::similarity::{Explanation, Piece};
use crate::text::Span;

/// `text` with the characters that Markdown takes for itself escaped.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if matches!(char, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '~' | '#' | '|' | '&') {
            out.push('\\');
        }
        out.push(char);
    }
    out
}

/// A quotation, set off; `text` is Markdown already, its lines are paragraphs.
pub(super) fn quote(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    format!("> {}\n", lines.join("\n>\n> "))
}

/// What tells the reader of [`shared`] what its bold print means; it says nothing where there is none.
const SHARED: &str = "Both have the words in bold:\n\n";

/// What tells the reader of [`differences`] what its marks mean; empty where there are none.
pub(super) fn legend(explanation: &Explanation) -> &'static str {
    let has = |wanted: fn(&Piece) -> bool| explanation.pieces.iter().any(wanted);
    match (has(|piece| matches!(piece, Piece::Added(_))), has(|piece| matches!(piece, Piece::Dropped(_)))) {
        (true, true) => "The draft adds __these words__ and leaves out ~~these~~:\n\n",
        (true, false) => "The draft adds __these words__:\n\n",
        (false, true) => "The draft leaves out ~~these words~~:\n\n",
        (false, false) => "",
    }
}

/// What tells the reader what bold print means in what [`shared`] gives.
pub(super) fn legend_of_shared(explanation: &Explanation) -> &'static str {
    if explanation.shared.iter().any(|(_, span)| !span.is_empty()) { SHARED } else { "" }
}

/// How a new text differs from an earlier one: the earlier text, with what the new one drops struck out and what it
/// adds in bold. That bold print is written with `__`: plain text has to tell what is added from what is quoted.
pub(super) fn differences(explanation: &Explanation, text: &str, earlier: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for piece in &explanation.pieces {
        match piece {
            Piece::Same { earlier: span, .. } => {
                between(&mut out, Span::new(at, span.start.max(at)).of(earlier));
                out.push_str(&escape(span.of(earlier)));
                at = span.end;
            }
            Piece::Dropped(span) => {
                between(&mut out, Span::new(at, span.start.max(at)).of(earlier));
                mark(&mut out, "~~", span.of(earlier));
                at = span.end;
            }
            Piece::Added(span) => {
                if !out.is_empty() && !out.ends_with(char::is_whitespace) {
                    out.push(' ');
                }
                mark(&mut out, "__", span.of(text));
            }
        }
    }
    out.push_str(&escape(earlier.get(at..).unwrap_or("")));
    out
}

/// The characters between two pieces; a space at the least.
fn between(out: &mut String, text: &str) {
    let text = if out.ends_with(char::is_whitespace) { text.trim_start() } else { text };
    out.push_str(&escape(text));
    if !out.is_empty() && !out.ends_with(|char: char| char.is_whitespace() || "(“‘-/".contains(char)) {
        out.push(' ');
    }
}

/// Words between marks, line by line, since a mark does not reach beyond a paragraph.
fn mark(out: &mut String, mark: &str, words: &str) {
    for (i, line) in words.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let line = line.trim();
        if !line.is_empty() {
            let _ = write!(out, "{mark}{}{mark}", escape(line));
        }
    }
}

/// The earlier text with the phrases in bold that the new one has, too.
pub(super) fn shared(explanation: &Explanation, earlier: &str) -> String {
    let mut spans: Vec<Span> = explanation.shared.iter().map(|(_, span)| *span).collect();
    spans.sort();
    let (mut out, mut at) = (String::new(), 0);
    for span in spans.into_iter().filter(|span| !span.is_empty()) {
        if span.start < at {
            continue;
        }
        out.push_str(&escape(Span::new(at, span.start).of(earlier)));
        mark(&mut out, "**", span.of(earlier));
        at = span.end;
    }
    out.push_str(&escape(earlier.get(at..).unwrap_or("")));
    out
}

/// Share of the earlier text's bytes that stand in the new one, from 0 to 1.
pub(super) fn kept(explanation: &Explanation, earlier: &str) -> f32 {
    let same = explanation.pieces.iter().map(|piece| match piece {
        Piece::Same { earlier, .. } => earlier.len(),
        _ => 0,
    });
    same.sum::<usize>() as f32 / earlier.len().max(1) as f32
}

/// What this room writes, for clients that show plain text: marks gone, links after their words, what is struck out as
/// `[-…-]` and what is added as `{+…+}`.
pub(super) fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    let (mut struck, mut added) = (false, false);
    while let Some(char) = rest.chars().next() {
        let starts_line = out.is_empty() || out.ends_with('\n');
        if char == '\\' {
            let escaped = rest[1..].chars().next();
            out.extend(escaped);
            rest = &rest[1 + escaped.map_or(0, char::len_utf8)..];
        } else if let Some(after) = rest.strip_prefix("**") {
            rest = after;
        } else if let Some(after) = rest.strip_prefix("~~") {
            out.push_str(if struck { "-]" } else { "[-" });
            struck = !struck;
            rest = after;
        } else if let Some(after) = rest.strip_prefix("__") {
            out.push_str(if added { "+}" } else { "{+" });
            added = !added;
            rest = after;
        } else if let Some(after) = rest.strip_prefix(SHARED).filter(|_| starts_line) {
            rest = after;
        } else if let Some((words, target, after)) = link(rest) {
            out.push_str(&plain(words));
            if !target.starts_with("file:") {
                let _ = write!(out, " ({target})");
            }
            rest = after;
        } else if starts_line && let Some(after) = rest.strip_prefix("> ").or_else(|| rest.strip_prefix(">")) {
            out.push_str("  ");
            rest = after;
        } else if starts_line && rest.starts_with('#') {
            rest = rest.trim_start_matches('#').trim_start_matches(' ');
        } else {
            if !matches!(char, '`' | '*') {
                out.push(char);
            }
            rest = &rest[char.len_utf8()..];
        }
    }
    out
}

/// A link at the start of `text`: its words, where it leads, and what follows.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (target, rest) = rest.split_once(')')?;
    (!words.contains('\n') && !target.contains('\n')).then_some((words, target, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;
    use crate::corpus::similarity::explain;

    #[test]
    fn what_goes_is_struck_out_and_what_comes_is_bold() {
        let corpus = Corpus::embedded();
        let earlier = "States parties should, where appropriate, train *all* judges.";
        let text = "States parties are encouraged to train all judges and prosecutors.";
        let explained = explain(corpus.similarity(), text, earlier);
        let marked = differences(&explained, text, earlier);
        assert_eq!(
            marked,
            "States parties ~~should, where appropriate~~ __are encouraged to__, train \\*all\\* judges __and prosecutors__."
        );
    }

    #[test]
    fn plain_text_takes_no_added_word_for_an_adopted_one() {
        let corpus = Corpus::embedded();
        let earlier = "States parties should train all judges.";
        let text = "States parties should not train all judges.";
        let explained = explain(corpus.similarity(), text, earlier);
        let hover = format!("{}{}", legend(&explained), quote(&differences(&explained, text, earlier)));
        assert_eq!(
            plain(&hover),
            "The draft adds {+these words+}:\n\n  States parties should {+not+} train all judges.\n"
        );
        assert_eq!(legend(&explain(corpus.similarity(), text, text)), "");
    }

    #[test]
    fn clients_without_markdown_read_the_same() {
        let markdown = "**Repeats** · [2019, Recommendation 10](file:///a#L3) · [A/1](https://docs.un.org/en/A/1)\n\n> \\[a\\] ~~old~~ __new__ **both**\n";
        assert_eq!(
            plain(markdown),
            "Repeats · 2019, Recommendation 10 · A/1 (https://docs.un.org/en/A/1)\n\n  [a] [-old-] {+new+} both\n"
        );
        assert_eq!(plain(&format!("{SHARED}> **both**\n")), "  both\n");
    }
}
