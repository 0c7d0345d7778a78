//! Whether a line carries on the sentence before it: hard-wrapped lines, and page breaks inside a paragraph.
//!
//! It looks at the ends of two lines and at nothing else.

use super::lines;

/// Whether a block stops in the middle of a sentence.
pub(super) fn open(block: &str) -> bool {
    let end = block.trim_end_matches(['*', '_', ')', '”', '"', '’', '\'', ']', '¹', '²', '³']);
    !end.is_empty() && !end.ends_with(['.', ':', ';', '?', '!'])
}

/// Whether a block stops where a noun or a number must follow: "in accordance with article".
pub(super) fn awaits_noun(last: &str) -> bool {
    const ALSO: [&str; 9] = [
        "see",
        "articles",
        "paragraphs",
        "recommendation",
        "recommendations",
        "January",
        "September",
        "October",
        "November",
    ];
    let word = last.rsplit(lines::is_space).next().unwrap_or("");
    open(last) && (FUNCTION_WORDS.contains(&word) || ALSO.contains(&word))
}

/// Words after which a sentence cannot end.
const FUNCTION_WORDS: [&str; 34] = [
    "of",
    "the",
    "a",
    "an",
    "and",
    "or",
    "to",
    "in",
    "for",
    "with",
    "by",
    "on",
    "at",
    "from",
    "as",
    "that",
    "which",
    "their",
    "its",
    "into",
    "against",
    "between",
    "under",
    "including",
    "such",
    "through",
    "on",
    "other",
    "within",
    "article",
    "paragraph",
    "is",
    "are",
    "than",
];

/// Whether `next`, after a blank line, carries on the sentence that `last` left open.
pub(super) fn carries_on(last: &str, next: &str) -> bool {
    if next.starts_with(|c: char| c.is_lowercase() || c == '(') {
        return true;
    }
    let word = last.rsplit(lines::is_space).next().unwrap_or("");
    last.ends_with([',', '-', '–']) || FUNCTION_WORDS.contains(&word)
}
