//! Spans, lines, positions and edits: the only place that knows lines and UTF-16.
//!
//! Lines end at `\n`, `\r\n` and `\r` alone, as in the language server protocol. U+000B, U+000C and
//! U+2028, which Word leaves in pasted text, are ordinary characters here; `document` gives them meaning.

use std::ops::Range;

use ropey::Rope;
use ropey::str_utils::byte_to_line_idx;

/// A half-open range of bytes. Invariant: `start <= end`, both on character boundaries of the text it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`.
    pub const fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end);
        Span { start, end }
    }

    /// The empty span at `at`.
    pub const fn at(at: usize) -> Span {
        Span { start: at, end: at }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing lies inside.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same span, `by` bytes further on.
    pub const fn shifted(self, by: usize) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }

    /// Whether `other` lies inside.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte, or one is empty and lies inside or at the edge of the other.
    pub const fn touches(self, other: Span) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The shortest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// As a range, for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The text it covers; empty if it does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// A number for the words of a text: case, marks, spaces and lone letters such as list markers do not change it.
pub fn fingerprint(text: &str) -> u64 {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let (mut all, mut word, mut length) = (START, START, 0);
    let mut rest = text.bytes().enumerate();
    while let Some((at, byte)) = rest.next() {
        let char = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {
                word = step(word, byte | 32);
                length += 1;
                continue;
            }
            b'0'..=b'9' => {
                word = step(word, byte);
                length += 2;
                continue;
            }
            _ if byte.is_ascii() => ' ',
            _ => text[at..].chars().next().unwrap_or(' '),
        };
        (1..char.len_utf8()).for_each(|_| _ = rest.next());
        if char.is_alphanumeric() {
            let mut bytes = [0; 4];
            for lower in char.to_lowercase() {
                word = lower.encode_utf8(&mut bytes).bytes().fold(word, step);
            }
            length += 2;
        } else {
            if length > 1 {
                all = (all.rotate_left(23) ^ word).wrapping_mul(0x0100_0000_01b3);
            }
            (word, length) = (START, 0);
        }
    }
    if length > 1 {
        all = (all.rotate_left(23) ^ word).wrapping_mul(0x0100_0000_01b3);
    }
    all
}

/// Replace what `span` covers by `text`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edit {
    /// What goes; empty for an insertion.
    pub span: Span,
    /// What comes.
    pub text: String,
}

impl Edit {
    /// Replace `span` by `text`.
    pub fn replace(span: Span, text: impl Into<String>) -> Edit {
        Edit { span, text: text.into() }
    }

    /// Insert `text` at byte `at`.
    pub fn insert(at: usize, text: impl Into<String>) -> Edit {
        Edit { span: Span::at(at), text: text.into() }
    }

    /// Take `span` away.
    pub fn delete(span: Span) -> Edit {
        Edit { span, text: String::new() }
    }

    /// The same, with the line ends of the text that it is for.
    pub fn ended(mut self, end: &str) -> Edit {
        if end != "\n" && self.text.contains('\n') {
            self.text = self.text.replace("\r\n", "\n").replace('\n', end);
        }
        self
    }
}

/// `text` with all `edits` made. The edits refer to `text` as it is and may come in any order.
/// An edit that overlaps an earlier one, lies outside the text or cuts a character is left out:
/// the second value says how many were.
pub fn apply(text: &str, edits: &[Edit]) -> (String, usize) {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let (mut at, mut left_out) = (0, 0);
    for edit in sorted {
        let fits = edit.span.start >= at && text.get(edit.span.range()).is_some();
        if !fits {
            left_out += 1;
            continue;
        }
        out.push_str(&text[at..edit.span.start]);
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(&text[at..]);
    (out, left_out)
}

/// How the lines of `text` end, as its first one does; `\n` if it has but one.
pub fn line_end(text: &str) -> &'static str {
    let bytes = text.as_bytes();
    match memchr::memchr2(b'\n', b'\r', bytes) {
        Some(at) if bytes[at..].starts_with(b"\r\n") => "\r\n",
        Some(at) if bytes[at] == b'\r' => "\r",
        _ => "\n",
    }
}

/// A line and a column, both from 1; columns count Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values.
    pub column: usize,
}

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub struct Lines {
    starts: Vec<usize>,
    /// Places in lines longer than [`STRIDE`], and how many characters of the line stand before each: a file may be one
    /// line, with a finding in every word.
    known: Vec<(usize, usize)>,
}

/// Bytes between two places of a long line whose column is known.
const STRIDE: usize = 4096;

impl Lines {
    /// Finds the lines of `text`.
    pub fn new(text: &str) -> Lines {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                continue;
            }
            starts.push(at + 1);
        }
        let mut known = Vec::new();
        for (line, &start) in starts.iter().enumerate() {
            let end = starts.get(line + 1).copied().unwrap_or(text.len());
            let (mut at, mut before) = (start, 0);
            while end - at > STRIDE {
                let next = floor_boundary(text, at + STRIDE);
                before += text[at..next].chars().count();
                at = next;
                known.push((at, before));
            }
        }
        Lines { starts, known }
    }

    /// Number of lines; a text that ends with a line end has an empty last line.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 0, that holds byte `at`.
    pub fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at) - 1
    }

    /// The byte at which line `line` (from 0) begins.
    pub fn start(&self, line: usize) -> usize {
        self.starts[line]
    }

    /// The bytes of line `line` (from 0) without its line end.
    pub fn span(&self, line: usize, text: &str) -> Span {
        let start = self.starts[line];
        let end = self.starts.get(line + 1).copied().unwrap_or(text.len());
        let trimmed = text[start..end].trim_end_matches(['\n', '\r']);
        Span::new(start, start + trimmed.len())
    }

    /// Line and column of byte `at` in `text`.
    pub fn locate(&self, text: &str, at: usize) -> LineColumn {
        let at = floor_boundary(text, at);
        let line = self.line_of(at);
        let nearest = self.known[..self.known.partition_point(|&(place, _)| place <= at)].last();
        let (from, before) =
            nearest.copied().filter(|&(place, _)| place > self.starts[line]).unwrap_or((self.starts[line], 0));
        LineColumn { line: line + 1, column: before + text[from..at].chars().count() + 1 }
    }
}

/// The text with a capital.
pub fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The text without its capital.
pub fn uncapitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The nearest character boundary at or before `at`, and never past the end.
pub fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// How a client counts inside a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Units {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, the protocol's default.
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

/// A position as clients give it: line and offset in the line, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    /// Line, from 0.
    pub line: u32,
    /// Offset in the line, in the client's [`Units`].
    pub character: u32,
}

/// A text that is being edited.
#[derive(Debug, Clone, Default)]
pub struct Text {
    rope: Rope,
}

impl Text {
    /// Takes `text` over.
    pub fn new(text: &str) -> Text {
        Text { rope: Rope::from_str(text) }
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// How its lines end; see [`line_end`].
    pub fn line_end(&self) -> &'static str {
        line_end(&self.rope.line(0).to_string())
    }

    /// The text in one piece.
    pub fn whole(&self) -> String {
        String::from(&self.rope)
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes of `span` as a string; what lies outside the text is left out.
    pub fn slice(&self, span: Span) -> String {
        let end = span.end.min(self.len());
        self.rope.byte_slice(span.start.min(end)..end).to_string()
    }

    /// Makes one edit.
    pub fn edit(&mut self, edit: &Edit) {
        let start = self.rope.byte_to_char(edit.span.start.min(self.len()));
        let end = self.rope.byte_to_char(edit.span.end.min(self.len()));
        self.rope.remove(start..end);
        self.rope.insert(start, &edit.text);
    }

    /// The byte at `position`; a position outside the text or inside a character is moved to the nearest place before.
    pub fn byte(&self, position: Position, units: Units) -> usize {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return self.len();
        }
        let start = self.rope.line_to_char(line);
        let slice = self.rope.line(line);
        let content = content_chars(&slice);
        let offset = position.character as usize;
        let chars = match units {
            Units::Utf8 => slice.byte_to_char(offset.min(slice.len_bytes())),
            Units::Utf16 => slice.utf16_cu_to_char(offset.min(slice.len_utf16_cu())),
            Units::Utf32 => offset,
        };
        self.rope.char_to_byte(start + chars.min(content))
    }

    /// The position of byte `at`.
    pub fn position(&self, at: usize, units: Units) -> Position {
        self.locate(at, units).0
    }

    /// The positions of both ends of `span`.
    pub fn range(&self, span: Span, units: Units) -> (Position, Position) {
        let (start, rest) = self.locate(span.start, units);
        // nearly always it ends in the same line and the same piece of the rope
        let own = span.end.checked_sub(span.start).and_then(|len| rest.get(..len));
        match own.filter(|own| !own.contains(['\n', '\r'])) {
            Some(own) => (start, Position { character: start.character + count(own, units) as u32, ..start }),
            None => (start, self.position(span.end, units)),
        }
    }

    /// The position of byte `at`, and what of its piece of the rope stands behind it.
    fn locate(&self, at: usize, units: Units) -> (Position, &str) {
        let (chunk, start, _, first) = self.rope.chunk_at_byte(at.min(self.len()));
        // a place inside a character is moved to its start
        let end = floor_boundary(chunk, at.min(self.len()) - start);
        let line = first + byte_to_line_idx(chunk, end);
        let begin = self.rope.line_to_byte(line);
        let character: usize = match begin.checked_sub(start) {
            // nearly always the line begins in the same piece of the rope
            Some(begin) => count(&chunk[begin..end], units),
            None => self.rope.byte_slice(begin..start + end).chunks().map(|chunk| count(chunk, units)).sum(),
        };
        (Position { line: line as u32, character: character as u32 }, &chunk[end..])
    }
}

/// How many units `text` takes.
fn count(text: &str, units: Units) -> usize {
    match units {
        Units::Utf8 => text.len(),
        // the first byte of each character, and those of the characters that need two units
        Units::Utf16 => text.bytes().map(|byte| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0)).sum(),
        Units::Utf32 => text.chars().count(),
    }
}

/// Characters of a line without its line end.
fn content_chars(line: &ropey::RopeSlice<'_>) -> usize {
    let mut count = line.len_chars();
    while count > 0 && matches!(line.char(count - 1), '\n' | '\r') {
        count -= 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_long_lines_are_counted() {
        let text = format!("{}\n{}\r\nend", "é😀a".repeat(5_000), "x“".repeat(4_000));
        let lines = Lines::new(&text);
        let mut start = 0;
        for (at, char) in text.char_indices().filter(|(at, _)| at % 61 == 0 || *at + 9 > text.len()) {
            start = text[..at].rfind('\n').map_or(0, |at| at + 1).max(start);
            let expected = text[start..at].chars().count() + 1;
            assert_eq!(lines.locate(&text, at).column, expected, "{char} at {at}");
        }
    }

    #[test]
    fn lines_end_at_the_three_line_ends_only() {
        let text = "a\nb\r\nc\rd\u{2028}e\u{b}f";
        let lines = Lines::new(text);
        assert_eq!(lines.count(), 4);
        assert_eq!(lines.span(1, text).of(text), "b");
        let f = text.find('f').unwrap();
        assert_eq!(lines.locate(text, f), LineColumn { line: 4, column: 5 });
    }

    #[test]
    fn positions_are_clamped_and_round_trip() {
        let text = Text::new("aé😀\r\nß\n");
        for units in [Units::Utf8, Units::Utf16, Units::Utf32] {
            for (at, _) in "aé😀".char_indices() {
                assert_eq!(text.byte(text.position(at, units), units), at);
            }
            assert_eq!(text.byte(Position { line: 0, character: 99 }, units), 7);
            assert_eq!(text.byte(Position { line: 99, character: 0 }, units), text.len());
        }
        assert_eq!(text.position(7, Units::Utf16), Position { line: 0, character: 4 });
        for (start, end) in [(0, 3), (1, 9), (3, 7), (7, 8), (8, 9), (9, 12), (12, 99)] {
            let ends = (text.position(start, Units::Utf16), text.position(end, Units::Utf16));
            assert_eq!(text.range(Span::new(start, end), Units::Utf16), ends, "{start} to {end}");
        }
        assert_eq!(text.byte(Position { line: 0, character: 3 }, Units::Utf16), 3, "inside a surrogate pair");
    }

    #[test]
    fn apply_leaves_out_what_overlaps() {
        let edits = [Edit::replace(Span::new(0, 1), "X"), Edit::delete(Span::new(0, 2)), Edit::insert(3, "!")];
        assert_eq!(apply("abc", &edits), ("Xbc!".to_owned(), 1));
    }
}
