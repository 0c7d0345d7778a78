//! The reading text of a unit: what a person reads, with one space where the file has a line end, a page break,
//! a no-break space or a tab, and without soft hyphens, emphasis marks, links' targets, comments and footnote marks.
//!
//! A word that was divided at the end of a line is whole in it; `hyphens` says which are words.
//!
//! Rules look at reading text only, so none of them has to know how a file came to be. Blocks (the heading, a
//! paragraph, an item) are separated by one `\n`. A table leads every place back to the source.

use super::asides::{aside, comment};
use super::hyphens::{self, Hyphen};
use super::{changes, lines, markers, pages};
use crate::text::Span;

/// Reading text and the way back to its source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    text: String,
    /// (place in `text`, place in the source): from there on both run in step. Sorted, the first starts at 0.
    steps: Vec<(u32, u32)>,
    /// (place in `text` of a space or hyphen that stands for several bytes, place in the source where those end).
    wide: Vec<(u32, u32)>,
}

impl Reading {
    /// Reads the blocks of `source`, in order; they must not overlap.
    pub fn new(source: &str, blocks: &[Span]) -> Reading {
        Reading::without(source, blocks, &[])
    }

    /// As [`Reading::new`], but the lines `left_out` are read as white space: they stand between two pages.
    pub(super) fn without(source: &str, blocks: &[Span], left_out: &[Span]) -> Reading {
        let mut reading = Reading::default();
        reading.text.reserve(blocks.iter().map(|block| block.len() + 1).sum());
        for block in blocks {
            if !reading.text.is_empty() {
                let before = source[..block.start].trim_end().len();
                reading.step(before);
                reading.text.push('\n');
            }
            let (at, end) = (block.start, block.end);
            let mut reader = Reader { source, at, end, left_out, out: &mut reading, gap: Gap::Start, closing: None };
            // the letter that plain text keeps of a bullet is no word
            if let Some(length) = markers::letter_bullet(block.of(source)) {
                reader.put("-", length);
            }
            reader.run();
        }
        reading
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source of what `span` covers.
    pub fn locate(&self, span: Span) -> Span {
        let start = self.back(self.steps.partition_point(|&(read, _)| read as usize <= span.start), span.start);
        if span.is_empty() {
            return Span::at(start);
        }
        let end = match self.wide.binary_search_by_key(&(span.end as u32 - 1), |&(read, _)| read) {
            Ok(wide) => self.wide[wide].1 as usize,
            Err(_) => self.back(self.steps.partition_point(|&(read, _)| (read as usize) < span.end), span.end),
        };
        Span::new(start, end.max(start))
    }

    /// The place in the reading text of byte `at` of the source; what is not read moves to the next place that is.
    pub fn find(&self, at: usize) -> usize {
        let next = self.steps.partition_point(|&(_, source)| source as usize <= at);
        let limit = self.steps.get(next).map_or(self.text.len(), |&(read, _)| read as usize);
        match next.checked_sub(1).map(|i| self.steps[i]) {
            Some((read, source)) => (read as usize + (at - source as usize)).min(limit),
            None => 0,
        }
    }

    fn back(&self, next: usize, at: usize) -> usize {
        match next.checked_sub(1).map(|i| self.steps[i]) {
            Some((read, source)) => source as usize + (at - read as usize),
            None => at,
        }
    }

    /// From the end of the text read so far, the source goes on at `source`.
    fn step(&mut self, source: usize) {
        let read = self.text.len() as u32;
        match self.steps.last_mut() {
            Some(last) if last.0 == read => last.1 = source as u32,
            Some(last) if source as i64 - i64::from(last.1) == i64::from(read) - i64::from(last.0) => {}
            _ => self.steps.push((read, source as u32)),
        }
    }
}

/// White space waiting to be written.
#[derive(Clone, Copy)]
enum Gap {
    /// At the start of a block: white space is dropped.
    Start,
    /// None.
    None,
    /// Some, from one byte to another.
    At(usize, usize),
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
    end: usize,
    /// Lines that are not read, in order.
    left_out: &'a [Span],
    out: &'a mut Reading,
    gap: Gap,
    /// Where an insertion's closing mark begins and ends.
    closing: Option<Span>,
}

impl Reader<'_> {
    fn run(mut self) {
        while self.at < self.end {
            if let Some(closing) = self.closing.take_if(|closing| closing.start <= self.at) {
                self.at = closing.end.max(self.at);
                continue;
            }
            let rest = &self.source[self.at..self.end];
            let char = rest.chars().next().expect("not at the end");
            match char {
                ' '
                | '\t'
                | '\n'
                | '\r'
                | '\u{b}'
                | '\u{c}'
                | '\u{85}'
                | '\u{a0}'
                | '\u{2000}'..='\u{200a}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{202f}'
                | '\u{205f}'
                | '\u{3000}' => {
                    self.space(char.len_utf8());
                    if matches!(char, '\n' | '\r' | '\u{c}') {
                        self.begin_line();
                    }
                }
                '\u{200d}' if self.joins_pictures() => self.put_source(char.len_utf8()),
                '\u{ad}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2060}'
                | '\u{feff}'
                | '¹'
                | '²'
                | '³'
                | '\u{2070}'..='\u{2079}' => {
                    self.at += char.len_utf8();
                }
                '\u{2010}' | '\u{2011}' => self.put("-", char.len_utf8()),
                '*' | '_' | '\\' | '[' | ']' | '!' | '<' | '&' | '{' | '~' | '=' | '+' => self.markup(rest, char),
                _ => self.put_source(plain(rest.as_bytes()).max(char.len_utf8())),
            }
        }
    }

    fn markup(&mut self, rest: &str, char: char) {
        if matches!(char, '{' | '~' | '=' | '[' | '<')
            && let Some(change) = changes::change(&self.source[..self.end], self.at)
        {
            self.at = if change.added.is_empty() { change.span.end } else { change.added.start };
            self.closing =
                Some(Span::new(change.added.end, change.span.end)).filter(|closing| closing.start >= self.at);
            return;
        }
        let skip = match char {
            '*' => Some(rest.len() - rest.trim_start_matches('*').len()).filter(|&run| run < 4 && self.hugs_word(run)),
            '_' => Some(rest.len() - rest.trim_start_matches('_').len()).filter(|&run| run < 3 && self.edges_word(run)),
            '\\' => rest[1..].starts_with(|next: char| next.is_ascii_punctuation()).then_some(1),
            '[' => footnote_mark(rest).or_else(|| aside(rest)).or_else(|| link(rest).map(|_| 1)),
            ']' => closes_link(self.source, self.at, self.end),
            '!' => (link(&rest[1..]).is_some() && rest[1..].starts_with('[')).then_some(1),
            '<' => comment(rest).or_else(|| self.raised_note(rest)).or_else(|| tag(rest)),
            _ if rest.starts_with("&nbsp;") => return self.space(6),
            _ => None,
        };
        match skip {
            Some(bytes) => self.at += bytes,
            None => self.put_source(1),
        }
    }

    /// Whether a joiner stands between two pictures and makes them one, as in 👩‍👧.
    fn joins_pictures(&self) -> bool {
        let picture = |c: char| c >= '\u{2190}' && !c.is_alphanumeric();
        let after = self.source[self.at..self.end].chars().nth(1);
        self.source[..self.at].chars().next_back().is_some_and(picture) && after.is_some_and(picture)
    }

    /// Length of `<sup>4</sup>`, the number of a footnote as “⁴” is; after a figure it is a power.
    fn raised_note(&self, rest: &str) -> Option<usize> {
        let inner = rest.strip_prefix("<sup>")?;
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let power = self.source[..self.at].ends_with(|c: char| c.is_ascii_digit());
        let note = matches!(digits, 1 | 2) && inner[digits..].starts_with("</sup>") && !power;
        note.then_some("<sup></sup>".len() + digits)
    }

    /// Whether an asterisk run stands against a word and not free between spaces.
    fn hugs_word(&self, run: usize) -> bool {
        let before = self.source[..self.at].chars().next_back().is_some_and(|c| !c.is_whitespace());
        let after = self.source[self.at + run..self.end].chars().next().is_some_and(|c| !c.is_whitespace());
        before || after
    }

    /// Whether an underscore run stands at the edge of a word, not inside one and not free.
    fn edges_word(&self, run: usize) -> bool {
        let before = self.source[..self.at].chars().next_back().is_some_and(char::is_alphanumeric);
        let after = self.source[self.at + run..self.end].chars().next().is_some_and(char::is_alphanumeric);
        before != after
    }

    /// White space of so many bytes.
    fn space(&mut self, bytes: usize) {
        match &mut self.gap {
            Gap::Start => {}
            Gap::None => self.gap = Gap::At(self.at, self.at + bytes),
            Gap::At(_, end) if *end == self.at => *end += bytes,
            // markup stands between two spaces that are read as one
            Gap::At(..) => {}
        }
        self.at += bytes;
    }

    /// At the start of a line: what a printed page puts between the lines of a paragraph, and the mark of a
    /// quotation, are read as white space.
    fn begin_line(&mut self) {
        let rest = &self.source[self.at..self.end];
        let line = &rest[..rest.find(['\n', '\r', '\u{c}']).unwrap_or(rest.len())];
        let inner = line.trim_start();
        let line_end = self.at + line.len();
        let left_out = self.left_out.iter().find(|out| (self.at..line_end).contains(&out.start));
        if let Some(out) = left_out {
            self.space(out.end - self.at);
            return;
        }
        let skip = match inner.bytes().next() {
            Some(b'>') => line.len() - inner.trim_start_matches(['>', ' ']).len(),
            Some(b'0'..=b'9' | b'V' | b'P' | b'-' | b'*') if pages::is_furniture(lines::trim(inner)) => line.len(),
            _ => 0,
        };
        if skip > 0 {
            self.space(skip);
        }
    }

    fn put_source(&mut self, bytes: usize) {
        self.close_gap();
        self.out.step(self.at);
        self.out.text.push_str(&self.source[self.at..self.at + bytes]);
        self.at += bytes;
    }

    fn put(&mut self, text: &str, bytes: usize) {
        self.close_gap();
        self.out.step(self.at);
        self.out.wide.push((self.out.text.len() as u32, (self.at + bytes) as u32));
        self.out.text.push_str(text);
        self.at += bytes;
    }

    fn close_gap(&mut self) {
        if let Gap::At(at, end) = self.gap {
            if self.rejoins(at) {
                self.gap = Gap::None;
                return;
            }
            self.out.step(at);
            if end - at > 1 {
                self.out.wide.push((self.out.text.len() as u32, end as u32));
            }
            self.out.text.push(' ');
        }
        self.gap = Gap::None;
    }
}

impl Reader<'_> {
    /// Joins a word with what the next line has of it, if the gap that begins at `at` is a line end behind its hyphen.
    fn rejoins(&mut self, at: usize) -> bool {
        let Some(before) = self.out.text.strip_suffix('-') else { return false };
        if !self.source[at..self.at].contains(['\n', '\r', '\u{b}']) {
            return false;
        }
        let letters = |c: char| c.is_alphabetic();
        let first = &before[before.trim_end_matches(letters).len()..];
        let rest = &self.source[self.at..self.end];
        let second = &rest[..rest.len() - rest.trim_start_matches(letters).len()];
        // "whole-of- / government": a compound goes on
        let compound = before[..before.len() - first.len()].ends_with('-');
        if first.is_empty() || !second.starts_with(char::is_lowercase) {
            return false;
        }
        match hyphens::between(first, second) {
            Hyphen::Suspended => return false,
            Hyphen::Compounds => {}
            Hyphen::Divides if compound => {}
            Hyphen::Divides => {
                self.out.text.pop();
                let end = self.out.text.len() as u32;
                self.out.wide.pop_if(|&mut (read, _)| read == end);
            }
        }
        true
    }
}

/// Bytes of ASCII that are read as they stand.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        plain[byte] = !matches!(
            byte as u8,
            b' ' | b'\t'
                | b'\n'
                | b'\r'
                | 0xb
                | 0xc
                | b'*'
                | b'_'
                | b'\\'
                | b'['
                | b']'
                | b'!'
                | b'<'
                | b'&'
                | b'{'
                | b'~'
                | b'='
                | b'+'
        );
        byte += 1;
    }
    plain
};

/// Bytes at the start of a text that are read as they stand: words and the single spaces between them.
fn plain(text: &[u8]) -> usize {
    let is = |at: usize| text.get(at).is_some_and(|&byte| PLAIN[usize::from(byte)]);
    let mut at = 0;
    while is(at) || (at > 0 && text[at..].first() == Some(&b' ') && is(at + 1)) {
        at += 1;
    }
    at
}

/// Length of `[^1]` at the start of `rest`.
fn footnote_mark(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("[^")?;
    let close = inner.bytes().take(12).position(|b| b == b']')?;
    Some(close + 3)
}

/// Length of `[text](target)` at the start of `rest`; the text holds no bracket, neither holds a line end.
/// In `[should](EU)` a delegation has left its name: that is no target.
pub fn link(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('[')?;
    let close = inner.bytes().take(400).position(|b| matches!(b, b']' | b'[' | b'\n'))?;
    let target = inner[close..].strip_prefix("](")?;
    let mut depth = 0usize;
    let end = target.bytes().take(2000).position(|b| {
        let ends = matches!(b, b'\n' | b' ') || (b == b')' && depth == 0);
        depth = depth + usize::from(b == b'(') - usize::from(b == b')' && depth > 0);
        ends
    })?;
    let leads = end == 0 || target[..end].contains(['#', '/', '.', ':', '?', '=']);
    (leads && target.as_bytes()[end] == b')').then_some(1 + close + 2 + end + 1)
}

/// Length of `](target)` if the bracket at `at` closes a link.
fn closes_link(source: &str, at: usize, end: usize) -> Option<usize> {
    let from = source[..at].bytes().rev().take(400).position(|b| b == b'[')?;
    let open = at - from - 1;
    let whole = link(&source[open..end])?;
    (open + whole > at).then_some(open + whole - at)
}

/// Length of an HTML tag of running text at the start of `rest`.
pub(super) fn tag(rest: &str) -> Option<usize> {
    const NAMES: [&str; 21] = [
        "i", "b", "u", "em", "strong", "sup", "sub", "br", "span", "p", "a", "small", "div", "font", "center", "h1",
        "h2", "h3", "h4", "h5", "h6",
    ];
    let close = rest.bytes().take(200).position(|b| b == b'>')?;
    let inner = rest[1..close].trim_start_matches('/').trim_end_matches('/');
    let name = inner.split([' ', '\t']).next().unwrap_or("");
    NAMES.contains(&name.to_ascii_lowercase().as_str()).then_some(close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Reading {
        Reading::new(source, &[Span::new(0, source.len())])
    }

    #[test]
    fn reads_what_a_person_reads() {
        for (source, text) in [
            ("a\u{a0}b  c\r\n\r\nd", "a b c d"),
            ("  indented *inter alia* and __so__ on ", "indented inter alia and so on"),
            ("see ([CTOC/COP/WG.4/2019/1](#)) [and", "see (CTOC/COP/WG.4/2019/1) [and"),
            ("meeting.¹ Soft\u{ad}hyphen<!-- note -->s<br/>x", "meeting. Softhyphensx"),
            ("law,<sup>4</sup> in 10<sup>6</sup> cases", "law, in 106 cases"),
            ("[a](https://un.org/b_(c)) d", "a d"),
            ("[should](EU) [act](https://un.org)", "[should](EU) act"),
            ("should [+ also +] act ~~now~~, {~~must~>may~~} <ins>go</ins>", "should also act , may go"),
            ("LGBTIQ+ a = b {c} -- x", "LGBTIQ+ a = b {c} -- x"),
            ("snake_case 5\\. x * y ____", "snake_case 5. x * y ____"),
            ("money\u{2011}laundering", "money-laundering"),
            ("o\tTrain;", "- Train;"),
            ("o\u{a0}\u{a0} Train;", "- Train;"),
            ("o Train;", "o Train;"),
            ("principles of\n\nV.23-19898\n\n3/17\n\ntheir law", "principles of their law"),
            ("States parties\n> should\n>\n> act", "States parties should act"),
            ("are encour-\n  aged to\nact", "are encouraged to act"),
            (
                "a victim-\ncentred, short-\nand long-term plan -\nnow",
                "a victim-centred, short- and long-term plan - now",
            ),
        ] {
            assert_eq!(read(source).text(), text, "{source:?}");
        }
    }

    #[test]
    fn every_place_leads_back() {
        let source = "a\u{a0}“b”  *c*\r\nd [e](#) f";
        let reading = read(source);
        for (at, char) in reading.text().char_indices().filter(|(_, c)| *c != ' ') {
            let span = reading.locate(Span::new(at, at + char.len_utf8()));
            assert_eq!(span.of(source), char.to_string(), "{at}");
            assert_eq!(reading.find(span.start), at);
        }
        let b_to_c = reading.text().find("b").unwrap();
        assert_eq!(reading.locate(Span::new(b_to_c, b_to_c + 6)).of(source), "b”  *c");
    }

    #[test]
    fn a_word_on_two_lines_leads_back_to_both() {
        let source = "States are encour-\naged to act";
        let reading = read(source);
        let word = reading.text().find("encouraged").unwrap();
        assert_eq!(reading.locate(Span::new(word, word + 10)).of(source), "encour-\naged");
        assert_eq!(reading.locate(Span::new(word + 11, word + 13)).of(source), "to");
    }

    #[test]
    fn a_space_leads_back_to_all_it_stands_for() {
        for (source, whole) in [
            ("a\u{a0}b", "\u{a0}"),
            ("a \r\n b", " \r\n "),
            ("a\u{2011}b", "\u{2011}"),
            ("a *b*", " "),
            ("a&nbsp; b", "&nbsp; "),
        ] {
            assert_eq!(read(source).locate(Span::new(1, 2)).of(source), whole, "{source:?}");
        }
    }
}
