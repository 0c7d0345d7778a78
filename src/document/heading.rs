//! The heading of a recommendation on a line, in every form: `Recommendation 5`, `**Recommendation No. 3:** States …`.
//!
//! It looks at what a person reads of the line, so it knows no markup. Whether the line carries on the sentence before
//! it, `scan` says.

use super::lines::{Mark, offset};
use super::reading::{self, Reading};
use crate::lexicon::numbers::{self, Number, roman};
use crate::text::Span;

/// The words for "Recommendation" in the official languages.
const WORDS: [&str; 11] = [
    "Recommendation",
    "RECOMMENDATION",
    "recommendation",
    "Rec.",
    "Recommandation",
    "RECOMMANDATION",
    "Recomendación",
    "RECOMENDACIÓN",
    "Рекомендация",
    "建议",
    "التوصية",
];

/// What may stand before the word.
const BEFORE: [&str; 6] = ["Draft ", "DRAFT ", "Proposed ", "PROPOSED ", "New ", "Revised "];

/// What may stand between the word and the number.
const NUMBER_SIGNS: [&str; 10] = ["No.", "no.", "NO.", "No", "no", "Nr.", "N°", "Nº", "№", "#"];

/// Bytes of markup before the word, at most.
const MARKUP: usize = 80;

/// The heading on the line `span` of `text`: `Recommendation 5`, `**Recommendation No. 3:**`,
/// `## [Recommendation 2 bis]`, `Recommendation 5. States parties …`
pub(super) fn recommendation(text: &str, span: Span) -> Option<Mark> {
    let line = span.of(text);
    let listed = listed(line);
    let start = listed + markup(&line[listed..])?;
    word(&line[start..])?;
    let marked = line[listed..].starts_with(['#', '*', '_', '<']);
    let reading = Reading::new(line, &[Span::new(start, line.len())]);
    let read = reading.text();
    let (length, name) = word(read)?;
    let found = number(read, length, name)?;
    let back = |at: usize| span.start + reading.locate(Span::new(at.saturating_sub(1), at)).end;
    let mark = |rest: Span| {
        let number_start = span.start + reading.locate(found.span).start;
        let number_span = Span::new(number_start, back(found.span.end));
        let label = Span::new(span.start + start, back(found.end));
        Mark { label, number_span, number: found.number.clone(), rest }
    };
    let tail = read[found.span.end..].trim_start_matches(' ');
    if is_contents(line) {
        return None;
    }
    // the line of a list with nothing but a number mentions it, unless it is marked as a heading
    let alone = || (listed == 0 || marked).then(|| mark(Span::at(span.end)));
    let closing = tail.trim_start_matches([']', ' ', ':', '.', ')', '#', '*', '/']).trim_end_matches(['#', ' ']);
    if closing.is_empty() || is_remark(closing) {
        return alone();
    }
    let separated = tail.trim_start_matches([']', ')', ' ']).starts_with([':', '.', '–', '—', '-']);
    let rest = closing.trim_start_matches(['–', '—', '-', ' ']);
    if rest.is_empty() {
        return alone();
    }
    let capital = rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '[' | '“' | '"'));
    let heads = separated || starts_body(rest) || is_short_title(rest);
    if name == "recommendation" || !capital || !heads {
        return None;
    }
    let at = span.start + reading.locate(Span::new(offset(read, rest), read.len())).start;
    Some(mark(Span::new(at, span.end)))
}

/// Bytes of a list's bullet or number at the start of the line.
fn listed(line: &str) -> usize {
    let rest = match line.strip_prefix(['-', '*', '•', '–']) {
        Some(rest) => rest,
        None => {
            line.trim_start_matches(digit).strip_prefix(['.', ')']).filter(|_| line.starts_with(digit)).unwrap_or(line)
        }
    };
    let inner = rest.trim_start_matches([' ', '\t', '\u{a0}']);
    if inner.len() < rest.len() { line.len() - inner.len() } else { 0 }
}

/// Bytes of markup at the start of the line; `None` if there are too many for a heading.
fn markup(line: &str) -> Option<usize> {
    let mut rest = line;
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches(['#', '_', ' ', '\t', '[', '\u{a0}', '\u{2005}', '*', '~', '{', '+']);
        if rest.starts_with('<') {
            rest = &rest[reading::tag(rest).or_else(|| reading::comment(rest)).unwrap_or(0)..];
        }
        if rest.len() == before {
            break;
        }
    }
    Some(line.len() - rest.len()).filter(|&length| length <= MARKUP)
}

/// The word at the start of `text`: where it ends and which it is.
fn word(text: &str) -> Option<(usize, &'static str)> {
    let (adjective, rest) = BEFORE
        .iter()
        .find_map(|before| text.strip_prefix(before).map(|rest| (before.len(), rest)))
        .unwrap_or((0, text));
    let known = WORDS.iter().find(|word| rest.starts_with(**word))?;
    // "recommendation 5" on a line of its own may be half a sentence; "Draft recommendation 5" is none
    let name = if adjective > 0 && *known == "recommendation" { "Recommendation" } else { known };
    Some((adjective + known.len(), name))
}

struct Numbered {
    /// In reading text.
    span: Span,
    /// Where the label ends, with the bracket that closes behind the number.
    end: usize,
    number: Number,
}

/// The number in `read` behind the word that ends at `from`.
fn number(read: &str, from: usize, name: &str) -> Option<Numbered> {
    let after = read[from..].trim_start_matches(' ');
    let free = after.len() < read.len() - from || name == "建议";
    let after = NUMBER_SIGNS
        .iter()
        .find_map(|sign| after.strip_prefix(sign).filter(|rest| rest.starts_with([' ']) || rest.starts_with(digit)))
        .unwrap_or(after);
    let after = after.trim_start_matches([' ', '(', '[']);
    let start = read.len() - after.len();
    let (value, length) = value(after)?;
    let rest = &after[length..];
    let (suffix, more) = match numbers::suffix(rest) {
        (_, 0) => alternative(rest).unwrap_or_default(),
        found => found,
    };
    // "Recommendation 2.1" and "Recommendation 5th" are no numbers of recommendations
    let end = start + length + more;
    let ends = !read[end..].starts_with(char::is_alphanumeric)
        && !read[end..].strip_prefix('.').is_some_and(|rest| rest.starts_with(digit));
    let number = Number { value, suffix: suffix.to_lowercase() };
    let bracket = read[..start].ends_with(['(', '[']) && read[end..].starts_with([')', ']']);
    (free && ends).then_some(Numbered { span: Span::new(start, end), end: end + usize::from(bracket), number })
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// An arabic number, a roman numeral or a word, and its length.
fn value(text: &str) -> Option<(u32, usize)> {
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
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    if count > 0 {
        return Some((text[..count].parse().ok().filter(|_| count <= 6)?, count));
    }
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let word = &text[..end];
    let capitals = word.bytes().all(|b| b.is_ascii_uppercase()) && !matches!(word, "C" | "D" | "L" | "M");
    if let Some(value) = roman(word).filter(|_| capitals) {
        return Some((value, end));
    }
    let at = NAMES.iter().position(|name| name.eq_ignore_ascii_case(word))?;
    Some((at as u32 + 1, end))
}

/// ` alt`, ` (alt. 2)`, ` [alternative]` at the start of `rest`: the suffix "alt" and its length.
fn alternative(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.trim_start_matches([' ', '(', '[', '-']);
    let skipped = rest.len() - inner.len();
    let word = &inner[..inner.find(|c: char| !c.is_alphabetic()).unwrap_or(inner.len())];
    let names = ["alt", "alternative", "option", "variant"].iter().any(|known| known.eq_ignore_ascii_case(word));
    if !names || skipped == 0 {
        return None;
    }
    let after = inner[word.len()..].trim_start_matches(['.', ' ']);
    let after = after.trim_start_matches(digit);
    let after = after.strip_prefix([')', ']']).unwrap_or(after);
    Some(("alt", rest.len() - after.len()))
}

/// A line of a table of contents: its link leads to the heading.
fn is_contents(line: &str) -> bool {
    line.starts_with('[') && line.find("](").is_some_and(|close| line[close + 2..].starts_with(['#', 'h', '.', '/']))
}

/// `(new)`, `[Colombia]`, `rev. 1`, `{#r5}` after the number: part of the heading.
fn is_remark(closing: &str) -> bool {
    let bracketed = closing.starts_with(['[', '(', '{']) && closing.ends_with([']', ')', '}', '.', ':']);
    let revision = ["rev", "Rev", "REV"].iter().any(|word| {
        closing.strip_prefix(word).is_some_and(|rest| rest.trim_start_matches(['.', ' ', ':']).chars().all(digit))
    });
    (bracketed && closing.len() < 80 && !starts_body(closing)) || revision
}

/// Whether text begins as recommendations do, so that it may follow its heading on the same line.
pub(super) fn starts_body(text: &str) -> bool {
    ["States ", "State ", "UNODC ", "The Working Group ", "The Conference ", "Member States ", "Governments "]
        .iter()
        .any(|word| text.starts_with(word))
}

/// Whether text behind the number may be the title of the recommendation: a few words without a verb.
fn is_short_title(text: &str) -> bool {
    let says = |word: &str| matches!(word, "is" | "are" | "was" | "were" | "should" | "shall" | "will" | "may" | "has");
    text.len() < 80 && !text.ends_with(['.', ';', ',', ':', '?']) && !text.split(' ').any(says)
}

#[cfg(test)]
mod tests {
    use super::super::lines::{Look, look};
    use super::*;

    fn seen(line: &str) -> Look {
        look(line, Span::new(0, line.len()))
    }

    #[test]
    fn recommendation_headings_in_every_form() {
        for (line, number) in [
            ("Recommendation 5", "5"),
            ("### Recommendation 12", "12"),
            ("**Recommendation 3**", "3"),
            ("*Recommendation No. 3:*", "3"),
            ("Recommendation no 3", "3"),
            ("RECOMMENDATION NO. 4", "4"),
            ("# **[Recommendation 2 bis]**", "2 bis"),
            ("Recommendation 2-bis", "2 bis"),
            ("Recommendation 2 (bis)", "2 bis"),
            ("Recommendation [2]", "2"),
            ("Recommendation\u{a0}7.", "7"),
            ("RECOMMENDATION 4", "4"),
            ("Recommendation 5. States parties should act.", "5"),
            ("Recommendation 6 States parties should act.", "6"),
            ("Recommandation 8", "8"),
            ("Recommendation 5 alt", "5 alt"),
            ("Recommendation 5 (alt. 2)", "5 alt"),
            ("**Recommendation 5 [alternative]:**", "5 alt"),
            ("Recommendation **5**", "5"),
            ("**Recommendation** **5**", "5"),
            ("<h3>Recommendation 5</h3>", "5"),
            ("### <a id=\"r5\"></a>Recommendation 5 {#r5}", "5"),
            ("### [Recommendation 5](#r5)", "5"),
            ("Recommendation 5¹", "5"),
            ("**Recommendation 5**[^1]", "5"),
            ("**Recommendation 5** *[agreed ad referendum]*", "5"),
            ("Recommendation 5 rev. 1", "5"),
            ("Recommendation 5\\.", "5"),
            ("Recommendation (5)", "5"),
            ("Recommendation IV", "4"),
            ("Recommendation Two", "2"),
            ("New recommendation 5", "5"),
            ("Recommendation 5 Training of judges", "5"),
            ("- **Recommendation 5**", "5"),
            ("5. **Recommendation 5:** States parties should act.", "5"),
            ("- Recommendation 5: States parties should act.", "5"),
        ] {
            match seen(line) {
                Look::Recommendation(mark) => assert_eq!(mark.number.to_string(), number, "{line}"),
                other => panic!("{line}: {other:?}"),
            }
        }
        for line in [
            "Recommendation 5 of 2019 was adopted.",
            "Recommendations",
            "recommendation 5 above and others",
            "* [Recommendation 1](#recommendation-1)",
            "[Recommendation 1](#r1)",
            "* Recommendation 4",
            "5. Recommendation 4",
            "Recommendation 5 The meeting was closed.",
            "Recommendation 2.1",
            "Recommendation No one is exempt",
            "Recommendation I wrote",
            "~~Recommendation 4~~",
        ] {
            assert!(!matches!(seen(line), Look::Recommendation(_)), "{line}");
        }
    }

    #[test]
    fn the_places_of_a_heading_lead_to_the_line() {
        let line = "### **Recommendation** *2\u{a0}bis*: States parties should act.";
        let Look::Recommendation(mark) = seen(line) else { panic!() };
        assert_eq!(mark.number_span.of(line), "2\u{a0}bis");
        assert_eq!(mark.rest.of(line), "States parties should act.");
        assert_eq!(mark.label.of(line), "Recommendation** *2\u{a0}bis");
    }
}
