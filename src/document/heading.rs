//! The heading of a recommendation on a line, in every form: `Recommendation 5`, `**Recommendation No. 3:** States …`.
//!
//! It looks at what a person reads of the line, so it knows no markup. Whether the line carries on the sentence before
//! it, `scan` says.

use super::lines::{Mark, offset};
use super::reading::{self, Reading};
use super::{asides, lines, markers, remarks};
use crate::lexicon::numbers::{self, Number, Script, roman};
use crate::text::{Span, capitalized};

/// The words for "Recommendation" in the official languages.
const WORDS: [&str; 12] = [
    "Recommendation",
    "RECOMMENDATION",
    "recommendation",
    "Recommandation",
    "RECOMMANDATION",
    "Recomendación",
    "RECOMENDACIÓN",
    "Рекомендация",
    "建议",
    "التوصية",
    "Proposal",
    "PROPOSAL",
];

/// Short forms of the word, which stand before a figure only.
const SHORT: [&str; 3] = ["Rec", "REC", "R"];

/// What may stand before the word.
const BEFORE: [&str; 6] = ["Draft ", "DRAFT ", "Proposed ", "PROPOSED ", "New ", "Revised "];

/// What may stand between the word and the number.
const NUMBER_SIGNS: [&str; 14] =
    ["No.", "no.", "NO.", "No", "no", "Nr.", "N°", "Nº", "n°", "nº", "№", "#", "number", "Number"];

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
        Mark { label, number_span, number: found.number.clone(), also: found.also.clone(), rest }
    };
    let tail = read[found.span.end..].trim_start_matches(' ');
    if is_contents(line) {
        return None;
    }
    // the line of a list with nothing but a number mentions it, unless it is marked as a heading
    let alone = || (listed == 0 || marked).then(|| mark(Span::at(span.end)));
    let closing = tail.trim_start_matches([']', ' ', ':', '.', ')', '#', '*', '/']).trim_end_matches(['#', ' ']);
    let closing = if matches!(closing, "”" | "\"") { "" } else { closing };
    if closing.is_empty() || is_remark(closing) {
        return alone();
    }
    let separated = is_separated(tail);
    if separated && !remarks::is_verdict(closing) && remarks::is_outcome(closing) {
        return None;
    }
    let rest = behind_remark(closing.trim_start_matches(['–', '—', '-', ' ']));
    // "Recommendation 7 (USA): Asks …"
    let remark = closing.strip_suffix(rest).unwrap_or("").trim_end_matches(['*', '_', ' ']);
    let separated = separated || (remark.len() > 2 && remark.ends_with([':', '.', '–', '—']));
    let says_nothing = || remarks::is_verdict(rest) || ["new", "NEW", "bis", "deleted", "merged"].contains(&rest);
    if rest.is_empty() || (separated && says_nothing()) {
        return alone();
    }
    // "Recommendation 8: …", "Recommendation 8 (TBC): …"
    let text = match closing.find([')', ']']).filter(|&close| is_remark(&closing[..=close])) {
        Some(close) => closing[close + 1..].trim_start_matches([' ', ':']),
        None if separated => rest,
        None => "words",
    };
    if !text.contains(char::is_alphanumeric) && name != "recommendation" {
        let at = span.start + reading.locate(Span::new(offset(read, text), read.len())).start;
        return Some(mark(Span::new(at, span.end)));
    }
    let words = rest.trim_start_matches(['[', '“', '"', '*']);
    let capital = words.starts_with(char::is_uppercase);
    let title = is_short_title(rest) && !SHORT.contains(&name);
    let heads = match capital {
        true => separated || starts_body(words) || title || asks(words),
        false => separated && starts_body(&capitalized(words)),
    };
    if name == "recommendation" || !heads {
        return None;
    }
    let at = reading.locate(Span::new(offset(read, rest), read.len())).start;
    Some(mark(lines::first_cell(line, Span::new(at, line.len())).shifted(span.start)))
}

/// The number of the label that a line begins with, and what a person reads behind it.
pub(super) fn labelled(line: &str) -> Option<(Number, String)> {
    let line = lines::trim(line);
    let listed = listed(line);
    let start = listed + markup(&line[listed..])?;
    word(&line[start..])?;
    let reading = Reading::new(line, &[Span::new(start, line.len())]);
    let (length, name) = word(reading.text())?;
    let found = number(reading.text(), length, name)?;
    Some((found.number, reading.text()[found.end..].trim_start_matches(' ').to_owned()))
}

/// Whether a sign parts what follows the number from it.
pub(super) fn is_separated(tail: &str) -> bool {
    tail.trim_start_matches([']', ')', ' ']).starts_with([':', '.', '–', '—', '-'])
}

/// Bytes of a list's bullet or number at the start of the line.
fn listed(line: &str) -> usize {
    let rest = match markers::bullet(line) {
        Some(length) => &line[length..],
        None => {
            line.trim_start_matches(digit).strip_prefix(['.', ')']).filter(|_| line.starts_with(digit)).unwrap_or(line)
        }
    };
    let inner = rest.trim_start_matches([' ', '\t', '\u{a0}']);
    if inner.len() < rest.len() { line.len() - inner.len() } else { 0 }
}

/// Bytes of markup at the start of the line; `None` if there are too many for a heading.
fn markup(line: &str) -> Option<usize> {
    // the quotation may end with the heading, or further on
    let goes_on = |rest: &str| !rest.contains(['”', '"']);
    let quoted = line
        .strip_prefix(['“', '"'])
        .is_some_and(|rest| goes_on(rest) || rest.trim_end_matches(['.', ':']).ends_with(['”', '"']));
    let mut rest = if quoted { line.trim_start_matches(['“', '"']) } else { line };
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches(['#', '_', ' ', '\t', '[', '\u{a0}', '\u{2005}', '*', '~', '{', '+']);
        if rest.starts_with('<') {
            rest = &rest[reading::tag(rest).or_else(|| asides::comment(rest)).unwrap_or(0)..];
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
    if let Some(known) = WORDS.iter().find(|word| rest.starts_with(**word)) {
        // "recommendation 5" on a line of its own may be half a sentence; "Draft recommendation 5" is none
        let name = if adjective > 0 && *known == "recommendation" { "Recommendation" } else { known };
        return Some((adjective + known.len(), name));
    }
    if let Some(length) = misspelled(rest) {
        return Some((adjective + length, "Recommendation"));
    }
    let short = SHORT.iter().find(|word| rest.starts_with(**word))?;
    let after = rest[short.len()..].trim_start_matches('.');
    let counted = after.trim_start_matches([' ', '\u{a0}', '-', '#']);
    let counted = ["No.", "no.", "No", "N°"].iter().find_map(|sign| counted.strip_prefix(sign)).unwrap_or(counted);
    let figure = counted.trim_start_matches([' ', '\u{a0}']).starts_with(digit);
    figure.then_some((text.len() - after.len(), short))
}

/// Length of "Recomendation" and the like at the start of `text`: what can mean nothing else.
fn misspelled(text: &str) -> Option<usize> {
    let word = &text[..text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len())];
    let name = word.trim_end_matches(['s', 'S']).to_ascii_lowercase();
    let letters = name.starts_with("rec") && name.find('m') < name.find('d') && name.contains('m');
    let ends = ["tion", "ton", "toin", "tin", "tionn"].iter().any(|end| name.ends_with(end));
    (letters && ends && (10..=16).contains(&name.len()) && word.starts_with('R')).then_some(name.len())
}

struct Numbered {
    /// In reading text.
    span: Span,
    /// Where the label ends, with the bracket that closes behind the number.
    end: usize,
    number: Number,
    /// More numbers that the heading carries: `3` in "Recommendations 2 and 3".
    also: Vec<Number>,
}

/// The number in `read` behind the word that ends at `from`.
fn number(read: &str, from: usize, name: &str) -> Option<Numbered> {
    let plural = read[from..].starts_with(['s', 'S']) && name.ends_with(['n', 'N', 'l', 'L']);
    let from = from + usize::from(plural);
    let after = read[from..].trim_start_matches(' ');
    let free = after.len() < read.len() - from || after.starts_with(digit) || name == "建议";
    // "Recommendation – 2", "Recommendation: 2", "Recommendation-2"
    let joined = after.trim_start_matches(['–', '—', '-', ':']).trim_start_matches(' ');
    let (after, free) = if joined.starts_with(digit) { (joined, true) } else { (after, free) };
    let after = NUMBER_SIGNS
        .iter()
        .find_map(|sign| after.strip_prefix(sign).filter(|rest| rest.starts_with([' ']) || rest.starts_with(digit)))
        .unwrap_or(after);
    let after = after.trim_start_matches([' ', '(', '[']);
    let start = read.len() - after.len();
    let (mut number, length) = value(after)?;
    let rest = &after[length..];
    let (suffix, more) = match numbers::suffix(rest) {
        (_, 0) => alternative(rest).or_else(|| lettered(rest)).unwrap_or_default(),
        found => found,
    };
    number.suffix = suffix.to_lowercase();
    let (also, joined) = also(&after[length + more..], &number);
    let end = start + length + more + joined;
    // "Recommendation 5th" has no number of a recommendation
    let ends = !read[end..].starts_with(char::is_alphanumeric)
        && !read[end..].strip_prefix('.').is_some_and(|rest| rest.starts_with(digit));
    let bracket = read[..start].ends_with(['(', '[']) && read[end..].starts_with([')', ']']);
    let fits = free && ends && (!plural || !also.is_empty());
    fits.then_some(Numbered { span: Span::new(start, end), end: end + usize::from(bracket), number, also })
}

/// The numbers joined to `first` at the start of `rest`, as in `2 and 3`, `2-3`, `2/3`, and their length.
fn also(rest: &str, first: &Number) -> (Vec<Number>, usize) {
    const JOINTS: [&str; 9] = [", and ", ", ", " and ", " & ", " to ", "–", "-", "/", "+"];
    const MOST: u32 = 20;
    let (mut numbers, mut end, mut last) = (Vec::new(), 0, first.value);
    while let Some(joint) = JOINTS.iter().find(|joint| rest[end..].starts_with(**joint)) {
        let next = &rest[end + joint.len()..];
        let count = next.bytes().take_while(u8::is_ascii_digit).count();
        let Ok(value) = next[..count].parse::<u32>() else { break };
        let range = matches!(*joint, " to " | "–" | "-");
        // "Recommendation 9/1" names a resolution
        let fits = if *joint == "/" { value == last + 1 } else { value > last && value <= last + MOST };
        if !fits || next[count..].starts_with(char::is_alphanumeric) {
            break;
        }
        numbers.extend((if range { last + 1 } else { value }..=value).map(|value| first.sibling(value)));
        (end, last) = (end + joint.len() + count, value);
    }
    (numbers, end)
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The number at the start of `text`, its suffix not included, and its length.
fn value(text: &str) -> Option<(Number, usize)> {
    let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let count = figures(text);
    if count > 0 {
        // "2.1" and "2.1.3" have several parts
        let (mut start, mut end) = (0, count);
        while let Some(part) = text[end..].strip_prefix('.').map(figures).filter(|part| (1..=3).contains(part)) {
            (start, end) = (end + 1, end + 1 + part);
        }
        let value = text[start..end].parse().ok().filter(|_| end - start <= 6)?;
        return Some((Number { prefix: text[..start].to_owned(), ..Number::plain(value) }, end));
    }
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let word = &text[..end];
    let capitals = !word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase());
    let single = capitals && word.len() == 1;
    let numeral = roman(word).filter(|_| capitals && !matches!(word, "C" | "D" | "L" | "M"));
    let parted = end + usize::from(text[end..].starts_with(['.', '-']));
    let count = figures(&text[parted..]);
    if (1..=3).contains(&count) && (single || numeral.is_some()) {
        let value = text[parted..parted + count].parse().ok()?;
        return Some((Number { prefix: text[..parted].to_owned(), ..Number::plain(value) }, parted + count));
    }
    if let Some(value) = numeral {
        return Some((Number { script: Script::Roman, ..Number::plain(value) }, end));
    }
    // "Recommendation A" is a letter, "A State party" is none
    let rest = text[end..].trim_start();
    let ends = rest.is_empty() || rest.starts_with(['.', ':', ')', ']', '–', '—', '-', '*', '(', '[', '#', '/']);
    if single && (ends || rest.starts_with("States ")) {
        let value = u32::from(word.as_bytes()[0] - b'A') + 1;
        return Some((Number { script: Script::Letter, ..Number::plain(value) }, end));
    }
    numbers::in_words(text).map(|(value, end)| (Number::plain(value), end))
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

/// `.a`, `(a)`, ` (a)` at the start of `rest`, and ` a` at its end: the letter of a number put in between, and the length.
fn lettered(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.trim_start_matches(' ');
    let (label, close) = match inner.strip_prefix('(') {
        Some(label) => (label, ")"),
        None => (rest.strip_prefix(['.', ' '])?, ""),
    };
    let letter = label.get(..1).filter(|letter| letter.as_bytes()[0].is_ascii_lowercase())?;
    let after = label[1..].strip_prefix(close)?;
    let ends = match rest.starts_with(' ') && close.is_empty() {
        true => after.trim_matches([':', '.', ' ', '*', '#', ']']).is_empty(),
        false => !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '’' | '\'')),
    };
    // "Recommendation 1 (a) Adopt laws; (b) Train judges." has a list of items and no letter
    let next = char::from(letter.as_bytes()[0] + 1);
    if !close.is_empty() && after.contains(&format!("({next})")) {
        return None;
    }
    ends.then_some((letter, rest.len() - after.len()))
}

/// A line of a table of contents: its link leads to the heading.
fn is_contents(line: &str) -> bool {
    line.starts_with('[') && line.find("](").is_some_and(|close| line[close + 2..].starts_with(['#', 'h', '.', '/']))
}

/// `(new)`, `[Colombia]`, `rev. 1`, `{#r5}` after the number: part of the heading.
fn is_remark(closing: &str) -> bool {
    let opened = closing.starts_with(['[', '(', '{']);
    // behind the last bracket nothing is said
    let bracketed =
        opened && !closing.ends_with("..") && closing.trim_end_matches(['.', ':', ' ', '*']).ends_with([']', ')', '}']);
    let revision = ["rev", "Rev", "REV"].iter().any(|word| {
        closing.strip_prefix(word).is_some_and(|rest| rest.trim_start_matches(['.', ' ', ':']).chars().all(digit))
    });
    let words = closing.trim_start_matches(['[', '(', '{', '“', '"', ' ']);
    (bracketed && closing.len() < 80 && !starts_body(words) && !asks(words)) || revision
}

/// What stands behind a remark in brackets before the text: `(agreed) States parties should …`.
fn behind_remark(rest: &str) -> &str {
    let close = rest.find([')', ']']).filter(|&close| close < 80 && rest.starts_with(['(', '[']));
    let Some(close) = close else { return rest };
    let words = rest[close + 1..].trim_start_matches([' ', ':', '.', '–', '—', '-', '*']);
    // "[Each country] should …" begins its sentence
    let goes_on = rest.starts_with('[') && words.starts_with(char::is_lowercase) && !starts_body(&capitalized(words));
    if is_remark(&rest[..=close]) && !words.is_empty() && !goes_on { words } else { rest }
}

/// Whether text says what somebody should do.
pub(super) fn asks(text: &str) -> bool {
    [" should ", " shall ", " are encouraged ", " are invited ", " are urged ", " are called upon ", " may wish "]
        .iter()
        .any(|verb| text.contains(verb))
}

/// Whether text begins as recommendations do, so that it may follow its heading on the same line.
pub(super) fn starts_body(text: &str) -> bool {
    [
        "States ",
        "State ",
        "UNODC ",
        "The United Nations Office on Drugs and Crime ",
        "The Working Group ",
        "The Conference ",
        "The Secretariat ",
        "The secretariat ",
        "The States parties ",
        "Member States ",
        "Governments ",
        "Each State ",
        "All States ",
    ]
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
            ("Recommendation IV", "IV"),
            ("Recommendation Two", "2"),
            ("New recommendation 5", "5"),
            ("Recommendation 5 Training of judges", "5"),
            ("- **Recommendation 5**", "5"),
            ("5. **Recommendation 5:** States parties should act.", "5"),
            ("- Recommendation 5: States parties should act.", "5"),
            ("Recommendation 2.1", "2.1"),
            ("Recommendation 1 (a)", "1 a"),
            ("**Recommendation 1(b):** States parties should act.", "1 b"),
            ("Recommendation 4.a", "4 a"),
            ("Recommendation 4 a:", "4 a"),
            ("Recommendation 2.1 States parties should act.", "2.1"),
            ("Recommendation A", "A"),
            ("Recommendation B: States parties should act.", "B"),
            ("Recommendation A.2", "A.2"),
            ("Recommendation B-2", "B-2"),
            ("Recommendation II.3", "II.3"),
            ("Recommendations 2 and 3", "2"),
            ("Recommendation 2 & 3 (merged)", "2"),
            ("Recommendation 2-4", "2"),
            ("R2.", "2"),
            ("R2: States parties should act.", "2"),
            ("R. 2", "2"),
            ("Rec 2", "2"),
            ("Rec. no. 2", "2"),
            ("REC. 2: States parties should act.", "2"),
            ("Recommendation nº 2", "2"),
            ("Recommendation number 2:", "2"),
            ("Recommendation – 2", "2"),
            ("Recommendation: 2", "2"),
            ("Recommendation2", "2"),
            ("Recommendation twenty-one", "21"),
            ("RECOMMENDATION TWO: States parties should act.", "2"),
            ("Proposal 2", "2"),
            ("PROPOSAL 2 (Kenya)", "2"),
            ("“Recommendation 2”", "2"),
            ("Recommendation 2 – new", "2"),
            ("Recommendation 2 (agreed) States parties should act.", "2"),
            ("Recommendation 2 [States parties should act.]", "2"),
            ("Recommendation 2: states parties should act.", "2"),
            ("Recommendation 6 The Group and its members should act.", "6"),
            ("**Rec. 7 (USA):** States parties should act.", "7"),
            ("Recommendation 8 (TBC): ...", "8"),
            ("**Recomendation 3**", "3"),
            ("Reccommendaton 3:", "3"),
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
            "Recommendation A State party made",
            "Recommendations 2 and 3 were merged.",
            "Recommendations 2023",
            "Recommendation 9/1",
            "R. Miller spoke.",
            "Rec. Smith",
            "Record 5",
            "Proposal 3 was withdrawn.",
            "Recommendation No one is exempt",
            "Recommendation I wrote",
            "Recomendation 3 was withdrawn.",
            "Reclamation 3",
            "Recommended 3",
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
