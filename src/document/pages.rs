//! What a printed page puts between the lines of a paragraph: page numbers, job numbers, symbols, running headers.
//!
//! Some of it no one takes for text wherever it stands: [`is_furniture`]. Of the rest, a page mark must stand beside it and
//! a sentence must go on behind it: [`may_be_furniture`]; `gather` knows the lines around.

use super::heading;
use super::lines::{digits, is_space, trim};

/// Page numbers `3/17`, `Page 3`, `- 3 -`, job numbers `V.23-19898`, `25-04417 (E)` and bar codes `*2504417*` of a printed
/// report.
pub(super) fn is_furniture(line: &str) -> bool {
    let page = |s: &str| s.split_once('/').is_some_and(|(a, b)| digits(a, 3) && digits(b, 3));
    let numbered = |s: &str| s.split_once('-').is_some_and(|(year, number)| digits(year, 2) && digits(number, 6));
    let job = |s: &str| s.strip_prefix("V.").is_some_and(numbered);
    let language = |s: &str| matches!(s, "(A)" | "(C)" | "(E)" | "(F)" | "(R)" | "(S)");
    let bars = |s: &str| {
        let code = s.strip_prefix('*').and_then(|s| s.strip_suffix('*'));
        code.is_some_and(|code| code.len() > 5 && digits(code, 9))
    };
    let mut words = line.split_whitespace();
    match [words.next(), words.next(), words.next(), words.next(), words.next()] {
        [Some(one), None, ..] => page(one) || job(one) || bars(one),
        [Some("Page" | "page"), Some(number), None, ..] => digits(number, 3),
        [Some("Page" | "page"), Some(number), Some("of"), Some(last), None] => digits(number, 3) && digits(last, 3),
        [Some("-" | "–"), Some(number), Some("-" | "–"), None, _] => digits(number, 3),
        [Some(one), Some(other), None, ..] if language(other) => job(one) || numbered(one),
        [Some(one), Some(other), None, ..] => [one, other].iter().all(|word| page(word) || job(word)),
        _ => false,
    }
}

/// What a line may be that stands alone at the break of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Furniture {
    /// `5`: the number of a page.
    Page,
    /// `CTOC/COP/WG.4/2025/L.2`.
    Symbol,
    /// `Draft of 3 July 2025`: few words that ask nothing and end no sentence.
    Header,
}

/// What a trimmed line may be at the break of a page; `None` for text.
pub(super) fn may_be_furniture(line: &str) -> Option<Furniture> {
    const LONGEST: usize = 80;
    let asks = [" should", " are ", " is ", " must", " shall ", " may "].iter().any(|verb| line.contains(verb));
    let symbol = line.matches('/').count() >= 2
        && line.starts_with(|c: char| c.is_ascii_uppercase())
        && line.bytes().all(|b| b.is_ascii_alphanumeric() || b"./-()".contains(&b));
    if digits(line, 3) {
        Some(Furniture::Page)
    } else if symbol {
        Some(Furniture::Symbol)
    } else {
        let title = line.len() <= LONGEST
            && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && !line.ends_with(['.', ';', ':', ',', '?', '!', ')', ']'])
            && !asks
            && !heading::starts_body(line);
        title.then_some(Furniture::Header)
    }
}

/// Whether text is nothing but a line or two that may stand at the break of a page.
pub(super) fn may_stand_between(text: &str) -> bool {
    const LONGEST: usize = 400;
    let furniture = |line: &str| line.is_empty() || is_furniture(line) || may_be_furniture(line).is_some();
    text.len() < LONGEST && text.lines().map(trim).all(furniture)
}

/// Whether a line begins with a small letter, so that it carries on what stands before the page's break.
pub(super) fn goes_on(line: &str) -> bool {
    trim(line).trim_start_matches(is_space).starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_and_text() {
        for line in ["3/17", "Page 3 of 7", "- 3 -", "V.25-04417", "V.25-04417   2/7", "25-04417 (E)", "*2504417*"] {
            assert!(is_furniture(line), "{line}");
        }
        for line in ["2025", "article 3", "12-13 (July)", "*12*", "3 (a)"] {
            assert!(!is_furniture(line), "{line}");
        }
        assert_eq!(may_be_furniture("5"), Some(Furniture::Page));
        assert_eq!(may_be_furniture("CTOC/COP/WG.4/2025/L.2/Add.1"), Some(Furniture::Symbol));
        assert_eq!(may_be_furniture("Draft of 3 July 2025"), Some(Furniture::Header));
        for line in ["judges and prosecutors", "States parties of transit", "Peru should act", "(a) Train"] {
            assert_eq!(may_be_furniture(line), None, "{line}");
        }
    }
}
