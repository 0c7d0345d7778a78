//! What stands inside a unit: blocks, items, sentences, quotations.

use super::lines::digits;
use super::markers;
use super::unit::{Item, Marker, Unit};
use crate::lexicon::numbers::roman;
use crate::text::Span;

/// The blocks of `body`, which are parted by `\n` in reading text.
pub(super) fn blocks(text: &str, body: Span) -> Vec<Span> {
    let mut at = body.start;
    let mut blocks = Vec::new();
    for block in body.of(text).split('\n') {
        if !block.is_empty() {
            blocks.push(Span::new(at, at + block.len()));
        }
        at += block.len() + 1;
    }
    blocks
}

/// A marker that was seen, before its item's end is known.
struct Seen<'a> {
    marker_span: Span,
    content: usize,
    /// End of its paragraph.
    limit: usize,
    label: &'a str,
    bullet: bool,
    run_in: bool,
}

/// The items of `body`.
pub(super) fn items(text: &str, blocks: &[Span]) -> Vec<Item> {
    let mut seen = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        let line = block.of(text);
        let mut from = 0;
        let mut found = markers::item_marker(line).or_else(|| arabic(line).filter(|_| i > 0));
        while let Some((marker, label, bullet)) = found {
            let rest = &line[marker.end..];
            // "[(b)] Train"
            let bracket = usize::from(rest.starts_with(']'));
            let content = rest.len() - rest[bracket..].trim_start().len() + marker.end;
            seen.push(Seen {
                marker_span: marker.shifted(block.start),
                content: block.start + content,
                limit: block.end,
                label,
                bullet,
                run_in: false,
            });
            from = content;
            // "(a) (i) …": the first item of the second degree on the line of the first
            found = markers::parenthesized(&line[from..])
                .filter(|_| !bullet)
                .map(|(length, label)| (Span::new(from, from + length), label, false));
        }
        let next = || {
            let mut marks = blocks[i + 1..].iter().filter_map(|block| markers::item_marker(block.of(text)));
            marks.find(|(.., bullet)| !bullet).map(|(_, label, _)| label)
        };
        run_in(text, Span::new(block.start + from, block.end), next, &mut seen);
    }
    close(text, &seen)
}

/// `1. ` at the start of a line of an agenda; `1.2 ` under paragraph 1.
fn arabic(line: &str) -> Option<(Span, &str, bool)> {
    if let Some((parts, _)) = line.split_once(' ')
        && let Some((own, number)) = parts.split_once('.')
        && digits(own, 3)
        && digits(number, 2)
    {
        return Some((Span::new(0, parts.len()), number, false));
    }
    let count = line.bytes().take_while(u8::is_ascii_digit).count();
    let marked =
        (1..=2).contains(&count) && line[count..].starts_with(['.', ')']) && line[count + 1..].starts_with(' ');
    marked.then(|| (Span::new(0, count + 1), &line[..count], false))
}

/// `(a) …; (b) …` in running text: at least two marks from the first, or one, if the `next` on a line of its own goes on;
/// after a semicolon also one out of its order.
fn run_in<'a>(text: &'a str, span: Span, next: impl Fn() -> Option<&'a str>, seen: &mut Vec<Seen<'a>>) {
    let slice = span.of(text);
    let mut found: Vec<Seen<'a>> = Vec::new();
    for at in memchr::memchr_iter(b'(', slice.as_bytes()) {
        let Some((length, label)) = markers::parenthesized(&slice[at..]) else { continue };
        let expected = found.len() as u32 + 1;
        let single = label.len() == 1 && label.as_bytes()[0].is_ascii_lowercase();
        let letter = single && u32::from(label.as_bytes()[0] - b'a') + 1 == expected;
        let (fits, stray) = match found.first().map(|first| first.label) {
            None => (letter || label == "i" || label == "1", false),
            Some("a") => (letter, single && lists_on(&slice[..at])),
            // after a comma a numeral may belong to a citation
            Some("i") => {
                let before = &slice[..at];
                let stray = roman(label).is_some() && lists_on(before) && !before.trim_end().ends_with(',');
                (roman(label) == Some(expected), stray)
            }
            Some(_) => (label.parse() == Ok(expected), false),
        };
        if !stray && (!fits || !introduces(&slice[..at])) {
            continue;
        }
        let after = &slice[at + length..];
        found.push(Seen {
            marker_span: Span::new(span.start + at, span.start + at + length),
            content: span.start + at + length + (after.len() - after.trim_start().len()),
            limit: span.end,
            label,
            bullet: false,
            run_in: true,
        });
    }
    let alone = || found.len() == 1 && found[0].label == "a" && next() == Some("b");
    if found.len() >= 2 || alone() {
        seen.append(&mut found);
    }
}

/// Whether the text before a mark parts it from an item before: "…; ", "…; and ".
fn lists_on(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with([';', ',']) || before.ends_with("; and") || before.ends_with("; or")
}

/// Whether a mark after this text begins an item and does not belong to a citation such as "paragraph 3 (c)".
fn introduces(before: &str) -> bool {
    let trimmed = before.trim_end();
    if trimmed.len() == before.len() && !before.is_empty() {
        return false;
    }
    let word = trimmed.rsplit(' ').next().unwrap_or("");
    const CITES: [&str; 10] = [
        "paragraph",
        "paragraphs",
        "subparagraph",
        "subparagraphs",
        "article",
        "articles",
        "item",
        "items",
        "recommendation",
        "section",
    ];
    trimmed.ends_with([':', ';', ','])
        || !(word.ends_with(|c: char| c.is_ascii_digit())
            || CITES.contains(&word.to_lowercase().as_str())
            || word.ends_with(')'))
}

/// How the items of one degree are marked.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Degree {
    marker: Marker,
    run_in: bool,
    /// The bullet, or the full stop after a letter.
    sign: Option<char>,
}

/// Gives items their ends, kinds, places and degrees.
fn close(text: &str, seen: &[Seen<'_>]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(seen.len());
    let mut degrees: Vec<Degree> = Vec::new();
    let mut last: Vec<u32> = Vec::new();
    for (i, mark) in seen.iter().enumerate() {
        let end = seen.get(i + 1).map_or(mark.limit, |next| next.marker_span.start.min(mark.limit));
        let content = text[mark.content.min(end)..end].trim_end();
        let (marker, ordinal) = classify(mark, &degrees, &last);
        // another bullet is another degree, and "a." another than "(a)"
        let dotted = || mark.label.starts_with(char::is_alphabetic) && mark.marker_span.of(text).ends_with('.');
        let sign = match mark.bullet {
            true => text[mark.marker_span.start..].chars().next(),
            false => dotted().then_some('.'),
        };
        let mut key = Degree { marker, run_in: mark.run_in, sign };
        // "(a) train: / - judges; / (b) report": lines may go on with what began in running text
        let begun = |(degree, last): (&Degree, &u32)| degree.run_in && degree.marker == marker && last + 1 == ordinal;
        if !degrees.contains(&key)
            && let Some(at) = degrees.iter().zip(&last).position(begun)
        {
            key = degrees[at];
        }
        let depth = match degrees.iter().position(|&degree| degree == key) {
            Some(depth) => depth,
            None => degrees.len(),
        };
        degrees.truncate(depth);
        last.truncate(depth + 1);
        degrees.push(key);
        last.resize(depth + 1, 0);
        last[depth] = ordinal;
        let start = mark.content.min(end);
        items.push(Item {
            marker_span: mark.marker_span,
            span: Span::new(start, start + content.len()),
            marker,
            ordinal,
            depth: depth.min(9) as u8,
            run_in: mark.run_in,
        });
    }
    items
}

/// What kind of mark it is: `(i)` after `(h)` is a letter, otherwise roman.
fn classify(mark: &Seen<'_>, degrees: &[Degree], last: &[u32]) -> (Marker, u32) {
    if mark.bullet {
        return (Marker::Bullet, 0);
    }
    if let Ok(value) = mark.label.parse() {
        return (Marker::Arabic, value);
    }
    let letter = letter_value(mark.label);
    let numeral = roman(mark.label);
    let is = |degree: &Degree, marker| degree.marker == marker && degree.run_in == mark.run_in;
    let letters_at = degrees.iter().position(|degree| is(degree, Marker::Letter));
    let follows = letters_at.is_some_and(|depth| Some(last[depth] + 1) == letter);
    let roman_open = degrees.iter().any(|degree| is(degree, Marker::Roman));
    match (letter, numeral) {
        // "ii" and "xx" are numerals, but for those that follow (hh) and (ww)
        (Some(letter), Some(roman)) if matches!(mark.label, "i" | "v" | "x" | "ii" | "xx") => {
            if follows && !roman_open { (Marker::Letter, letter) } else { (Marker::Roman, roman) }
        }
        (_, Some(roman)) if mark.label.starts_with(['i', 'v', 'x']) => (Marker::Roman, roman),
        // "(c)" and "(cc)" are no hundreds
        (Some(letter), _) => (Marker::Letter, letter),
        (None, Some(roman)) => (Marker::Roman, roman),
        (None, None) => (Marker::Letter, 0),
    }
}

/// `a` is 1, `z` 26, `aa` 27, `bb` 28.
fn letter_value(label: &str) -> Option<u32> {
    let bytes = label.as_bytes();
    let same = bytes.iter().all(|b| *b == bytes[0]) && bytes[0].is_ascii_lowercase();
    same.then(|| u32::from(bytes[0] - b'a') + 1 + 26 * (bytes.len() as u32 - 1))
}

/// The sentences of `body`. A full stop after one of `dots`, or after a single capital, ends none.
pub(super) fn sentences(text: &str, body: Span, dots: &[String]) -> Vec<Span> {
    let slice = body.of(text);
    let mut sentences = Vec::new();
    let mut start = 0;
    let push = |from: usize, to: usize, sentences: &mut Vec<Span>| {
        let part = &slice[from..to];
        let begin = from + part.len() - part.trim_start().len();
        let end = from + part.trim_end().len();
        if begin < end {
            sentences.push(Span::new(body.start + begin, body.start + end));
        }
    };
    for (at, _) in slice.match_indices(['.', '?', '!']) {
        let rest = &slice[at + 1..];
        let after = rest.trim_start_matches(['”', '"', '’', '\'', ')', ']']);
        let closing = rest.len() - after.len();
        if !after.starts_with([' ', '\n']) {
            continue;
        }
        let next = after.trim_start();
        let word = slice[..=at].rsplit([' ', '\n', '(']).next().unwrap_or("");
        let capital = word.len() == 2 && word.starts_with(|c: char| c.is_ascii_uppercase());
        let begins = next.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '[' | '‘'));
        if begins && !capital && !dots.iter().any(|dot| dot == word) {
            let end = at + 1 + closing;
            push(start, end, &mut sentences);
            start = end;
        }
    }
    push(start, slice.len(), &mut sentences);
    sentences
}

/// What stands in quotation marks, the marks included. A mark that is never closed encloses nothing, but for one that
/// begins its block: a quotation of several paragraphs opens each of them and closes only the last.
pub(super) fn quoted(text: &str) -> Vec<Span> {
    let mut quoted = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut line = 0;
    let marks = |c: char| matches!(c, '“' | '”' | '"' | '«' | '»' | '„' | '‘' | '’' | '\n');
    for (at, char) in text.char_indices().filter(|(_, c)| marks(*c)).chain([(text.len(), '\n')]) {
        let top = open.last().map(|&(_, mark)| mark);
        let end = at + char.len_utf8();
        let closes = match char {
            '”' => matches!(top, Some('“' | '„')),
            '»' => top == Some('«'),
            '"' => top == Some('"'),
            // "States’" and "country’s" have an apostrophe
            '’' => top == Some('‘') && !text[end..].starts_with(char::is_alphanumeric),
            _ => false,
        };
        if closes && let Some((start, _)) = open.pop() {
            quoted.push(Span::new(start, end));
            continue;
        }
        match char {
            '\n' => {
                if let Some(&(start, '“')) = open.first()
                    && begins_block(&text[line..start])
                {
                    quoted.push(Span::new(start, at));
                }
                open.clear();
                line = at + 1;
            }
            '“' | '„' | '«' | '‘' => open.push((at, char)),
            '"' if open.is_empty() => open.push((at, char)),
            '”' if top == Some('‘') => {
                // what looked like a single mark was an apostrophe
                open.pop();
                if let Some((start, _)) = open.pop_if(|&mut (_, mark)| matches!(mark, '“' | '„')) {
                    quoted.push(Span::new(start, end));
                }
            }
            _ => {}
        }
    }
    quoted.sort();
    quoted
}

/// Whether nothing but a label such as `5.` or `(a)` stands before a place in its line.
fn begins_block(before: &str) -> bool {
    let before = before.trim();
    before.is_empty() || (before.len() < 6 && before.ends_with(['.', ')']))
}

/// Counts the words of a unit, and the small ones by which a language shows.
pub(super) fn count(unit: &mut Unit) {
    let (mut words, mut english, mut foreign) = (0u32, 0u32, 0u32);
    for word in unit.text(unit.body).split([' ', '\n']) {
        if word.contains(char::is_alphanumeric) {
            let word = word.trim_end_matches([',', ':', ';', '.']);
            words += 1;
            english += u32::from(is_english(word));
            foreign += u32::from(is_foreign(word));
        }
    }
    (unit.words, unit.english, unit.foreign) = (words, english, foreign);
    unit.strange = english == 0 && script(unit.text(unit.body)) > 0;
}

/// How many more letters are not Latin than are.
pub(super) fn script(text: &str) -> i64 {
    let letters = text.chars().filter(|char| char.is_alphabetic());
    letters.fold(0, |balance, char| balance + if char < '\u{250}' { -1 } else { 1 })
}

/// Small words that only English has.
fn is_english(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "of"
            | "and"
            | "to"
            | "in"
            | "for"
            | "that"
            | "with"
            | "by"
            | "should"
            | "are"
            | "their"
            | "is"
            | "from"
    )
}

/// Small words of French, Spanish, Portuguese, Italian and German that English has not.
fn is_foreign(word: &str) -> bool {
    matches!(
        word,
        "le" | "la"
            | "les"
            | "Les"
            | "des"
            | "du"
            | "de"
            | "et"
            | "à"
            | "aux"
            | "une"
            | "un"
            | "dans"
            | "pour"
            | "sur"
            | "par"
            | "avec"
            | "leurs"
            | "que"
            | "qui"
            | "sont"
            | "est"
            | "el"
            | "los"
            | "Los"
            | "las"
            | "Las"
            | "del"
            | "al"
            | "se"
            | "Se"
            | "su"
            | "sus"
            | "y"
            | "en"
            | "con"
            | "para"
            | "una"
            | "os"
            | "Os"
            | "dos"
            | "da"
            | "das"
            | "uma"
            | "com"
            | "e"
            | "il"
            | "gli"
            | "Gli"
            | "della"
            | "delle"
            | "di"
            | "che"
            | "der"
            | "Die"
            | "den"
            | "und"
            | "von"
            | "mit"
            | "für"
            | "zu"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items_of(text: &str) -> Vec<(String, &str, &str)> {
        let body = Span::new(0, text.len());
        let items = items(text, &blocks(text, body));
        items
            .iter()
            .map(|item| {
                (
                    format!("{:?} {} {}", item.marker, item.ordinal, item.depth),
                    item.marker_span.of(text),
                    item.span.of(text),
                )
            })
            .collect()
    }

    #[test]
    fn an_item_ends_with_its_paragraph() {
        let text = "States parties should:\n- (a) Act;\n- (b) Train:\n(i) Judges;\n(ii) Officers;\nas appropriate.";
        let expected = [
            ("Letter 1 0", "(a)", "Act;"),
            ("Letter 2 0", "(b)", "Train:"),
            ("Roman 1 1", "(i)", "Judges;"),
            ("Roman 2 1", "(ii)", "Officers;"),
        ];
        let found = items_of(text);
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!((found.0.as_str(), found.1, found.2), expected);
        }
    }

    #[test]
    fn two_degrees_on_one_line() {
        let found = items_of("A State party shall establish:\n(a) (i) Conversion;\n(ii) Disguise;\n(b) Acquisition.");
        let marks: Vec<&str> = found.iter().map(|(mark, ..)| mark.as_str()).collect();
        assert_eq!(marks, ["Letter 1 0", "Roman 1 1", "Roman 2 1", "Letter 2 0"]);
    }

    #[test]
    fn a_letter_left_out_of_a_list_in_running_text() {
        let found = items_of("States should: (a) train, including (i) judges; (c) report; and (d) help.");
        let marks: Vec<&str> = found.iter().map(|(_, mark, _)| *mark).collect();
        assert_eq!(marks, ["(a)", "(c)", "(d)"]);
    }

    #[test]
    fn a_numeral_left_out_of_a_list_in_running_text() {
        let found = items_of("States should: (i) train judges; (ii) report; and (iv) help.");
        let marks: Vec<&str> = found.iter().map(|(_, mark, _)| *mark).collect();
        assert_eq!(marks, ["(i)", "(ii)", "(iv)"]);
        assert!(items_of("States should: (i) apply article 5, (v) of it.").is_empty());
    }

    #[test]
    fn a_list_in_running_text_and_a_citation() {
        let found = items_of("States should: (a) act under article 2 (b); (b) train; and (c) report.");
        let marks: Vec<&str> = found.iter().map(|(_, mark, _)| *mark).collect();
        assert_eq!(marks, ["(a)", "(b)", "(c)"]);
        assert_eq!(found[0].2, "act under article 2 (b);");
        assert!(items_of("as set out in article 32, paragraph 3 (a) and (b), of the Convention").is_empty());
    }

    #[test]
    fn sentences_and_quotations() {
        let text = "He cited “A. Title. Two” of para. 5. Next one (see Mr. X.) Last";
        let body = Span::new(0, text.len());
        let found: Vec<&str> =
            sentences(text, body, &["para.".to_owned(), "Mr.".to_owned()]).iter().map(|s| s.of(text)).collect();
        assert_eq!(found.last(), Some(&"Next one (see Mr. X.) Last"));
        assert_eq!(quoted(text).iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["“A. Title. Two”"]);
    }

    #[test]
    fn quotations_end_where_they_are_closed() {
        for (text, expected) in [
            ("a “b “c” d” e", vec!["“b “c” d”", "“c”"]),
            ("“The Council “x” y.\n“The Council z.”", vec!["“The Council “x” y.", "“x”", "“The Council z.”"]),
            ("a “b c\nd” e", vec![]),
            ("said to be \"invisible\" owing «so»", vec!["\"invisible\"", "«so»"]),
            ("the term ‘survivor’ and States parties’ efforts", vec!["‘survivor’"]),
            ("“the country ‘s” law", vec!["“the country ‘s”"]),
        ] {
            let found: Vec<&str> = quoted(text).into_iter().map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
