//! Numbers as drafts write them: `2 bis`, `2.1`, `B.3`, roman numerals, letters. It knows nothing of what they number.

use std::hash::{Hash, Hasher};

/// A number with what stands around its value: `2`, `2 bis`, `2.1`, `B`. `IV` and `4` are the same number.
#[derive(Debug, Clone, Eq)]
pub struct Number {
    /// What stands before the value in a number of several parts, `2.` in `2.1`, `B-` in `B-3`; empty for most.
    pub prefix: String,
    /// The arabic value; for letters and roman numerals their place in the series, from 1.
    pub value: u32,
    /// `bis`, `ter`, … or a letter, in lower case; empty for most.
    pub suffix: String,
    /// How the value is written.
    pub script: Script,
}

/// How the value of a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Script {
    /// `4`, or a word.
    #[default]
    Arabic,
    /// `IV`
    Roman,
    /// `D`
    Letter,
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        self.value == other.value && self.prefix == other.prefix && self.suffix == other.suffix
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.value, &self.prefix, &self.suffix).hash(state);
    }
}

impl Number {
    /// The number in figures, with nothing around it.
    pub const fn plain(value: u32) -> Number {
        Number { prefix: String::new(), value, suffix: String::new(), script: Script::Arabic }
    }

    /// The number with this value that stands in the same series, without a suffix.
    pub fn sibling(&self, value: u32) -> Number {
        Number { prefix: self.prefix.clone(), value, suffix: String::new(), script: self.script }
    }

    /// Whether both may stand in one series: `2.1` and `2.4`, not `2.1` and `3`, nor `B` and `3`.
    pub fn runs_with(&self, other: &Number) -> bool {
        let whole = self.prefix.is_empty() && other.prefix.is_empty();
        (whole || self.prefix == other.prefix) && (self.script == Script::Letter) == (other.script == Script::Letter)
    }

    /// The place of the suffix after its number: 0 for none, 1 for `bis` or `a`, 2 for `ter` or `b`.
    pub fn suffix_rank(&self) -> Option<usize> {
        match self.suffix.as_bytes() {
            [] => Some(0),
            [letter @ b'a'..=b'z'] => Some(usize::from(letter - b'a') + 1),
            _ => SUFFIXES.iter().position(|known| *known == self.suffix).map(|rank| rank + 1),
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.prefix)?;
        match (self.script, to_letter(self.value)) {
            (Script::Letter, Some(letter)) => write!(f, "{letter}")?,
            (Script::Roman, _) => f.write_str(&to_roman(self.value).to_uppercase())?,
            _ => write!(f, "{}", self.value)?,
        }
        match self.suffix.as_str() {
            "" => Ok(()),
            suffix => write!(f, " {suffix}"),
        }
    }
}

/// Suffixes of numbers put in between, in their order.
const SUFFIXES: [&str; 7] = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies"];

/// `bis`, `-ter`, `(bis)`, a single letter: the suffix at the start of `rest`, and its length with what parts it from
/// the number.
pub fn suffix(rest: &str) -> (&str, usize) {
    let inner = rest.trim_start_matches([' ', '\u{a0}', '*', '_', '-', '.', '(', '[']);
    let skipped = rest.len() - inner.len();
    let word_end = inner.find(|c: char| !c.is_alphanumeric()).unwrap_or(inner.len());
    let word = &inner[..word_end];
    if SUFFIXES.iter().any(|known| known.eq_ignore_ascii_case(word)) {
        let bracket = rest[..skipped].contains(['(', '[']) && inner[word_end..].starts_with([')', ']']);
        return (word, skipped + word_end + usize::from(bracket));
    }
    let letter = word.len() == 1 && word.as_bytes()[0].is_ascii_alphabetic() && skipped == 0;
    if letter { (word, 1) } else { ("", 0) }
}

/// The number in words at the start of `text`, up to forty-nine, and its length: `two`, `Twenty-one`.
pub fn in_words(text: &str) -> Option<(u32, usize)> {
    const NAMES: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: [(&str, u32); 3] = [("twenty", 20), ("thirty", 30), ("forty", 40)];
    let end = text.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(text.len());
    let word = text[..end].to_lowercase();
    let word = word.trim_end_matches('-');
    let unit = |word: &str| NAMES.iter().position(|name| *name == word).map(|at| at as u32 + 1);
    let tens = |word: &str| TENS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    let value = match word.split_once('-') {
        Some((ten, one)) => tens(ten)? + unit(one).filter(|one| *one < 10)?,
        None => unit(word).or_else(|| tens(word))?,
    };
    Some((value, word.len()))
}

/// The value of a roman numeral in capitals or small letters; canonical forms only.
pub fn roman(numeral: &str) -> Option<u32> {
    let (mut rest, mut value) = (numeral, 0);
    for (worth, text) in STEPS {
        while rest.get(..text.len()).is_some_and(|head| head.eq_ignore_ascii_case(text)) {
            (rest, value) = (&rest[text.len()..], value + worth);
        }
    }
    (rest.is_empty() && value > 0 && to_roman(value).eq_ignore_ascii_case(numeral)).then_some(value)
}

/// `value` as a roman numeral in small letters; 1 to 399.
pub fn to_roman(mut value: u32) -> String {
    let mut out = String::new();
    for (worth, text) in STEPS {
        while value >= worth {
            out.push_str(text);
            value -= worth;
        }
    }
    out
}

/// The capital letter at place `value` of the alphabet, from 1; past `Z` nothing.
pub fn to_letter(value: u32) -> Option<char> {
    (1..=26).contains(&value).then(|| char::from(b'A' + value as u8 - 1))
}

const STEPS: [(u32, &str); 9] =
    [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals_in_both_directions() {
        for value in 1..=399 {
            assert_eq!(roman(&to_roman(value)), Some(value));
            assert_eq!(roman(&to_roman(value).to_uppercase()), Some(value));
        }
        for other in ["", "iiii", "vx", "ic", "A", "é"] {
            assert_eq!(roman(other), None, "{other}");
        }
    }

    #[test]
    fn suffixes_in_order() {
        let rank = |suffix: &str| Number { suffix: suffix.to_owned(), ..Number::plain(2) }.suffix_rank();
        assert_eq!([rank(""), rank("bis"), rank("ter"), rank("b")], [Some(0), Some(1), Some(2), Some(2)]);
        assert_eq!(suffix(" bis: text"), ("bis", 4));
        assert_eq!([suffix("-bis"), suffix(" (ter) of"), suffix(".bis.")], [("bis", 4), ("ter", 6), ("bis", 4)]);
        assert_eq!(suffix("a. text"), ("a", 1));
        assert_eq!(suffix(" a text"), ("", 0));
    }
}
