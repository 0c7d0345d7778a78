//! Names of other places of the same draft: "recommendation 21 above", "paragraphs 30 and 31", "section B", "the annex".
//!
//! A name that is about another document makes no mention here: "paragraph 12 of the procedures and rules",
//! "article 10, paragraph 1", "recommendation 10 adopted in 2019", "the annex to resolution 9/1": `elsewhere` tells them
//! apart. Whether a named place exists is not known here; `document` knows its places.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::elsewhere::{belongs_elsewhere, cites_nearby, follows_citation, is_led_elsewhere, tells_history};
use super::numbers::{Number, Script, roman, suffix};
use super::{Mention, MentionKind};
use crate::text::Span;

/// Another place of the same draft.
///
/// Editors go to the places it names and rename them: each number has a span of its own, so that one of "recommendations
/// 3, 4 and 7" can be changed without the others. A range "3 to 5" names its two ends and all between; see
/// [`Named::values`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceName {
    /// What is named.
    pub kind: PlaceKind,
    /// Its numbers, in order; none for "the annex".
    pub numbers: Vec<Named>,
    /// Where the text says it stands, and the word that says so.
    pub direction: Option<(Direction, Span)>,
    /// How sure it is that a place of this draft is meant.
    pub assurance: Assurance,
}

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceKind {
    /// `recommendation 21`
    Recommendation,
    /// `paragraph 30`
    Paragraph,
    /// `section B`
    Section,
    /// `chapter III`
    Chapter,
    /// `annex II`, `the annex`
    Annex,
}

/// Where a place stands, seen from its mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Before.
    Above,
    /// After.
    Below,
}

/// How sure it is that a place of this draft is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Assurance {
    /// The text says so: "above", "below", "of the present report".
    Said,
    /// Nothing near it says that another document is meant.
    Assumed,
}

/// A number, or a range of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The number, or the first of the range.
    pub first: Numeral,
    /// The last of the range.
    pub last: Option<Numeral>,
}

/// A number where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numeral {
    /// The number alone, suffix included.
    pub span: Span,
    /// Its value.
    pub number: Number,
}

impl Named {
    /// The whole of it, `3` or `3 to 5`.
    pub fn span(&self) -> Span {
        Span::new(self.first.span.start, self.last.as_ref().unwrap_or(&self.first).span.end)
    }

    /// Every value it names; for a single number with a suffix the value without it. A range that runs backwards
    /// names its first number alone.
    pub fn values(&self) -> std::ops::RangeInclusive<u32> {
        let first = self.first.number.value;
        first..=self.last.as_ref().map_or(first, |last| last.number.value.max(first))
    }
}

impl PlaceKind {
    /// The word for it, in the singular.
    pub const fn name(self) -> &'static str {
        match self {
            PlaceKind::Recommendation => "recommendation",
            PlaceKind::Paragraph => "paragraph",
            PlaceKind::Section => "section",
            PlaceKind::Chapter => "chapter",
            PlaceKind::Annex => "annex",
        }
    }

    /// The word in the plural.
    pub const fn plural(self) -> &'static str {
        match self {
            PlaceKind::Recommendation => "recommendations",
            PlaceKind::Paragraph => "paragraphs",
            PlaceKind::Section => "sections",
            PlaceKind::Chapter => "chapters",
            PlaceKind::Annex => "annexes",
        }
    }

    /// A number of this kind as drafts write it: `12`, `C`, `IV`.
    pub fn format(self, number: &Number) -> String {
        match self {
            PlaceKind::Section => super::numbers::to_letter(number.value).map_or_else(String::new, String::from),
            PlaceKind::Chapter | PlaceKind::Annex => super::numbers::to_roman(number.value).to_uppercase(),
            PlaceKind::Recommendation | PlaceKind::Paragraph => number.to_string(),
        }
    }
}

/// The beginnings of the words that name places, in English, French and Spanish.
const WORDS: [(&str, PlaceKind); 14] = [
    ("recommendation", PlaceKind::Recommendation),
    ("recommandation", PlaceKind::Recommendation),
    ("recomendaci", PlaceKind::Recommendation),
    ("paragraph", PlaceKind::Paragraph),
    ("para.", PlaceKind::Paragraph),
    ("paras.", PlaceKind::Paragraph),
    ("párrafo", PlaceKind::Paragraph),
    ("section", PlaceKind::Section),
    ("sect.", PlaceKind::Section),
    ("chapter", PlaceKind::Chapter),
    ("chap.", PlaceKind::Chapter),
    ("chapitre", PlaceKind::Chapter),
    ("annex", PlaceKind::Annex),
    ("anexo", PlaceKind::Annex),
];

/// Words that say where a place stands.
const DIRECTIONS: [(&str, Direction); 8] = [
    ("above", Direction::Above),
    ("below", Direction::Below),
    ("supra", Direction::Above),
    ("infra", Direction::Below),
    ("ci-dessus", Direction::Above),
    ("ci-dessous", Direction::Below),
    ("más arriba", Direction::Above),
    ("más abajo", Direction::Below),
];

/// Documents that a draft may call itself.
const OWN: [&str; 13] = [
    "annex",
    "report",
    "document",
    "draft",
    "text",
    "paper",
    "summary",
    "recommendations",
    "draft recommendations",
    "note",
    "compilation",
    "rapport",
    "informe",
];

/// The places named in `text`.
pub(super) fn find(text: &str) -> Vec<Mention> {
    static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(WORDS.map(|(word, _)| word))
            .expect("a few short words make an automaton")
    });
    FINDER
        .find_iter(text)
        .filter_map(|found| name(text, Span::new(found.start(), found.end()), WORDS[found.pattern().as_usize()].1))
        .collect()
}

/// The name whose word begins with `start`, unless it is about another document.
fn name(text: &str, start: Span, kind: PlaceKind) -> Option<Mention> {
    let before = &text[..start.start];
    if before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '_')) {
        return None;
    }
    let word_end = start.end + text[start.end..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - start.end);
    if word_end > start.end + 3 {
        return None;
    }
    let (mut kind, (mut numbers, mut after)) = (kind, numbers(text, word_end, kind));
    // "section IV below" is what others call a chapter; elsewhere it may be part of any document
    if kind == PlaceKind::Section && numbers.is_empty() {
        let (romans, end) = self::numbers(text, word_end, PlaceKind::Chapter);
        if direction(text, end).is_some() && romans.iter().all(|named| named.first.span.len() > 1) {
            (kind, numbers, after) = (PlaceKind::Chapter, romans, end);
        }
    }
    if numbers.is_empty() && !(kind == PlaceKind::Annex && word_end == start.end && before.ends_with("the ")) {
        return None;
    }
    let direction = direction(text, after);
    let end = direction.map_or(after, |(_, span)| span.end);
    let said = direction.is_some() || says_own(&text[end..]);
    let foreign = follows_citation(before, kind)
        || (!said
            && (is_led_elsewhere(&text[end..], kind) || belongs_elsewhere(before) || cites_nearby(text, start, kind)))
        || (kind == PlaceKind::Recommendation && !said && tells_history(text, start));
    let assurance = if said { Assurance::Said } else { Assurance::Assumed };
    let place = PlaceName { kind, numbers, direction, assurance };
    // an annex without a number is named by its article
    let begin = if place.numbers.is_empty() { start.start - "the ".len() } else { start.start };
    (!foreign).then(|| Mention { span: Span::new(begin, end), kind: MentionKind::Place(place) })
}

/// The numbers after the word that ends at `at`, with commas, "and", "to" between them, and where they end.
/// What cannot be a place of a draft, such as "section II.A.5" or "paragraph 1.3", gives none.
fn numbers(text: &str, at: usize, kind: PlaceKind) -> (Vec<Named>, usize) {
    const JOINTS: [&str; 12] =
        [", and ", ", ", " and ", " & ", " or ", " et ", " y ", "; ", " to ", " through ", "–", "-"];
    const RANGES: [&str; 4] = [" to ", " through ", "–", "-"];
    let mut numbers: Vec<Named> = Vec::new();
    let Some(rest) = text[at..].strip_prefix(' ') else { return (numbers, at) };
    let rest = ["No. ", "Nos. ", "no. "].iter().find_map(|no| rest.strip_prefix(no)).unwrap_or(rest);
    let mut next = text.len() - rest.len();
    let mut end = at;
    let mut joint = "";
    while let Some(length) = numeral(&text[next..], kind) {
        let Some(number) = value(&text[next..next + length], kind) else { return (Vec::new(), at) };
        let numeral = Numeral { span: Span::new(next, next + length), number };
        match numbers.last_mut() {
            Some(named) if RANGES.contains(&joint) && named.last.is_none() => named.last = Some(numeral),
            _ => numbers.push(Named { first: numeral, last: None }),
        }
        end = next + length;
        end += subparagraphs(&text[end..]);
        let Some(found) = JOINTS.iter().find(|joint| text[end..].starts_with(**joint)) else { break };
        joint = found;
        next = end + joint.len();
    }
    (numbers, end)
}

/// Length of the number at the start of `text`.
fn numeral(text: &str, kind: PlaceKind) -> Option<usize> {
    let count = match kind {
        PlaceKind::Recommendation => parts(text),
        PlaceKind::Paragraph => text.bytes().take_while(u8::is_ascii_digit).count(),
        PlaceKind::Section | PlaceKind::Chapter => text.bytes().take_while(u8::is_ascii_uppercase).count(),
        PlaceKind::Annex => text.bytes().take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit()).count(),
    };
    if !(1..=6).contains(&count) {
        return None;
    }
    let length = match kind {
        PlaceKind::Recommendation | PlaceKind::Paragraph => count + suffix(&text[count..]).1,
        _ => count,
    };
    let mut after = text[length..].chars();
    let (first, second) = (after.next(), after.next());
    let alphanumeric = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let continues = alphanumeric(first) || (matches!(first, Some('.' | '/' | '-' | ':' | '_')) && alphanumeric(second));
    let range = first == Some('-') && second.is_some_and(|c| c.is_ascii_digit());
    (!continues || range).then_some(length)
}

/// Length of the number of a recommendation: `2`, `2.1`, `B`, `B.3`, `II-3`.
fn parts(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let capitals = text.bytes().take_while(u8::is_ascii_uppercase).count();
    if capitals > 1 && roman(&text[..capitals]).is_none() {
        return 0;
    }
    let mut end = if capitals > 0 { capitals } else { digits(text) };
    let parted = usize::from(text[end..].starts_with(['.', '-']));
    let first = digits(&text[end + parted..]);
    if capitals > 0 && (1..=3).contains(&first) {
        end += parted + first;
    }
    while let Some(part) = text[end..].strip_prefix('.').map(digits).filter(|part| (1..=3).contains(part)) {
        end += 1 + part;
    }
    end
}

/// The value of a number of this kind; `None` for what may be a letter as well as a roman numeral.
fn value(text: &str, kind: PlaceKind) -> Option<Number> {
    match kind {
        PlaceKind::Recommendation => recommendation_value(text),
        PlaceKind::Paragraph => {
            let count = text.bytes().take_while(u8::is_ascii_digit).count();
            let (suffix, _) = suffix(&text[count..]);
            Some(Number { suffix: suffix.to_lowercase(), ..Number::plain(text[..count].parse().ok()?) })
        }
        PlaceKind::Section => {
            let single = text.len() == 1 && !matches!(text, "I" | "V" | "X");
            single.then(|| Number::plain(u32::from(text.as_bytes()[0] - b'A') + 1))
        }
        PlaceKind::Chapter => roman(text).map(Number::plain),
        PlaceKind::Annex => annex_value(text).map(Number::plain),
    }
}

fn recommendation_value(text: &str) -> Option<Number> {
    let (number, rest) = text.split_at(parts(text));
    let suffix = suffix(rest).0.to_lowercase();
    let figures = number.len() - number.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (prefix, value) = number.split_at(figures);
    if !value.is_empty() {
        return Some(Number { prefix: prefix.to_owned(), suffix, ..Number::plain(value.parse().ok()?) });
    }
    let (script, value) = match roman(prefix) {
        Some(value) if !matches!(prefix, "C" | "D" | "L" | "M") => (Script::Roman, value),
        _ => (Script::Letter, u32::from(*prefix.as_bytes().first()? - b'A') + 1),
    };
    Some(Number { script, suffix, ..Number::plain(value) })
}

/// The value of an annex's number: `II`, `2` or `B`.
pub fn annex_value(text: &str) -> Option<u32> {
    match text.as_bytes() {
        // one C is a letter, not a hundred
        [letter @ b'A'..=b'Z'] if !b"IVX".contains(letter) => Some(u32::from(letter - b'A') + 1),
        _ => roman(text).or_else(|| text.parse().ok()),
    }
}

/// Length of ` (c)`, ` (a) (ii)`, ` (a) and (b)` at the start of `text`.
fn subparagraphs(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let Some(joint) = [" and (", ", (", " to (", " ("].iter().find(|joint| rest.starts_with(**joint)) else {
            return at;
        };
        let inner = &rest[joint.len()..];
        let count = inner.bytes().take_while(u8::is_ascii_lowercase).count();
        if !(1..=4).contains(&count) || !inner[count..].starts_with(')') {
            return at;
        }
        at += joint.len() + count + 1;
    }
}

/// "above", "below" at `at`, perhaps after a comma.
fn direction(text: &str, at: usize) -> Option<(Direction, Span)> {
    let rest = text[at..].strip_prefix(',').unwrap_or(&text[at..]).strip_prefix(' ')?;
    let start = text.len() - rest.len();
    DIRECTIONS.iter().find_map(|(word, direction)| {
        let ends = !rest.strip_prefix(word)?.starts_with(|c: char| c.is_alphanumeric() || c == '-');
        ends.then(|| (*direction, Span::new(start, start + word.len())))
    })
}

/// Whether the text goes on with "of the present report" or the like.
fn says_own(rest: &str) -> bool {
    const POINTERS: [&str; 9] = [
        " of the present ",
        " to the present ",
        " in the present ",
        " of this ",
        " to this ",
        " in this ",
        " du présent ",
        " au présent ",
        " del presente ",
    ];
    if rest.starts_with(" contained herein") || rest.starts_with(" set out herein") {
        return true;
    }
    let noun = POINTERS.iter().find_map(|pointer| rest.strip_prefix(pointer));
    noun.is_some_and(|noun| {
        OWN.iter().any(|own| {
            noun.strip_prefix(own).is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is named in `text`, such as `recommendation 3–5 4 above!`; `!` if the text says that it is this draft.
    fn named(text: &str) -> Vec<String> {
        find(text)
            .iter()
            .map(|mention| {
                let MentionKind::Place(place) = &mention.kind else { panic!("only places are looked for") };
                let mut words = vec![place.kind.name().to_owned()];
                for named in &place.numbers {
                    let (first, last) = (&named.first, named.last.as_ref());
                    let written = first.span.of(text).replace("2-bis", "2 bis");
                    assert_eq!(place.kind.format(&first.number), written, "{text}");
                    words.push(
                        last.map_or(first.number.to_string(), |last| format!("{}–{}", first.number, last.number)),
                    );
                }
                words.extend(place.direction.map(|(direction, _)| format!("{direction:?}").to_lowercase()));
                words.join(" ") + if place.assurance == Assurance::Said { "!" } else { "" }
            })
            .collect()
    }

    #[test]
    fn names_of_places() {
        for (text, expected) in [
            ("as set out in recommendation 21 above", "recommendation 21 above!"),
            ("Recommendations 3 to 5 below should be read together.", "recommendation 3–5 below!"),
            ("in line with recommendations 3, 4 and 7.", "recommendation 3 4 7"),
            ("see paras. 30 and 31 above", "paragraph 30 31 above!"),
            ("in paragraph 12 of the present report, he", "paragraph 12!"),
            ("paragraph 5 (c) above", "paragraph 5 above!"),
            ("(see section B below)", "section 2 below!"),
            ("sections A and C", "section 1 3"),
            ("adopted chapters I, II, IV and V of the present report.", "chapter 1 2 4 5!"),
            ("included in the annex to the present report as", "annex!"),
            ("as contained in annex II.", "annex 2"),
            ("dans la recommandation 3 ci-dessus", "recommendation 3 above!"),
            ("recommendations 3–5 above", "recommendation 3–5 above!"),
            ("in recommendation 2.1 above", "recommendation 2.1 above!"),
            ("recommendations 5 through 7 below", "recommendation 5–7 below!"),
            ("implement recommendation 12, as appropriate, and", "recommendation 12"),
            ("recommendation 12, as well as good practices", "recommendation 12"),
            ("build on recommendations 3 and 4 to train judges", "recommendation 3 4"),
            ("apply recommendation 3 in cooperation with UNODC", "recommendation 3"),
            ("apply recommendation 3 at the national level by 2030", "recommendation 3"),
            ("apply recommendations 1, 2 and 3 by 2030", "recommendation 1 2 3"),
            ("apply recommendation 3 for victims", "recommendation 3"),
            ("under recommendation 3 of section A", "recommendation 3; section 1"),
            ("recommendation 7 of this annex", "recommendation 7!"),
            ("recommendation 7 contained herein", "recommendation 7!"),
            ("see recommendations A and B", "recommendation A B"),
            ("recommendation B.3 below", "recommendation B.3 below!"),
            ("recommendation 2-bis above", "recommendation 2 bis above!"),
            ("should implement and report on the plan, with recommendations 8 to 19 in mind", "recommendation 8–19"),
            ("on recommendation 1 and recommendation 2", "recommendation 1; recommendation 2"),
            ("with the fundamental principles of their domestic law and recommendation 4", "recommendation 4"),
        ] {
            assert_eq!(named(text).join("; "), expected, "{text}");
        }
        assert_eq!(named("recommendation 2 bis above").len(), 1);
    }

    #[test]
    fn names_in_other_documents_are_none() {
        for text in [
            "According to paragraph 12 of the procedures and rules, the Conference",
            "recommendation 5 in its report",
            "recommendations 3 and 4 adopted at its tenth session",
            "recommendation 7 of 2019",
            "recommendation 7 from 2019",
            "recommendation 7 by the Committee",
            "recommendation 7 as adopted by the Conference",
            "the Co-Chairs withdrew draft recommendations 4 and 9",
            "Draft recommendation 11 had been merged with draft recommendation 12",
            "article 10, paragraph 1, of the Trafficking in Persons Protocol",
            "article 16 (paragraph 1) and article 23",
            "article 32, paragraph 3 (c), of the Convention",
            "recommendation 5 of the 2019 report",
            "the report of the Secretariat and its follow-up, recommendation 5",
            "paragraph 3 of resolution 9/1",
            "resolution 9/1, paragraph 3, and",
            "recommendation 10 adopted in 2019",
            "the annex to resolution 9/1",
            "annexed to the resolution",
            "CTOC/COP/WG.4/2011/8, sect. II.A.5",
            "In its resolution 9/1, which included in its annex the procedures",
            "general recommendation No. 38 on trafficking",
            "the Financial Action Task Force Recommendation 5",
            "FATF recommendation 6",
            "subparagraph 3",
            "chapter 17 of Agenda 21",
            "section 27, Common support services",
            "in its recommendation 5",
            "Resolution 1373, paragraph 1 above",
            "paragraph 1.3 above",
            "recommendation 2006/8",
            "what is called “General recommendation 3",
        ] {
            assert_eq!(named(text), [""; 0], "{text}");
        }
    }
}
