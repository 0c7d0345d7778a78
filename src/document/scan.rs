//! Cuts a draft into units, one at a time, from any place whose [`Place`] is known.
//!
//! It never fails and loses nothing: every byte belongs to one unit. What it cannot name is a paragraph.

use std::cell::Cell;

use super::gather::{Gather, Gathered};
use super::lines::{self, Look, Mark};
use super::rows::{self, Columns};
use super::understand::Reader;
use super::unit::{Kind, Numbering, Place, Unit};
use super::{FRONT_MATTER_REACH, topics};
use crate::lexicon::Lexicon;
use crate::text::Span;

/// How the draft marks its recommendations; found from its units, and then held against all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// `Recommendation N` before each.
    #[default]
    Headed,
    /// Numbered paragraphs, as in 2013.
    Numbered,
    /// As `Headed`, in a block quotation as a whole, or each in quotation marks: a proposal that somebody passed on.
    Quoted,
    /// None of these.
    Free,
}

/// Cuts units out of a text.
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    reader: Reader<'a>,
    /// The line that was looked at last.
    last: Cell<Line>,
    /// The columns that hold texts where the unit begins.
    texts: Cell<Columns>,
}

/// A unit cut out of a text, to be read on its own.
pub(super) struct Cut {
    /// Where it stands.
    pub span: Span,
    /// Relative to its start.
    pub blocks: Vec<Span>,
    /// Lines inside the blocks that belong to the printed page and not to the text; relative to its start.
    pub left_out: Vec<Span>,
    pub place: Place,
    pub kind: Kind,
    /// Its own number, and that of the paragraph under its heading.
    pub marks: [Option<(Mark, Numbering)>; 2],
    pub glued: bool,
    /// A heading is read at once, since what follows depends on it.
    pub heading: Option<Box<Unit>>,
}

/// A line for the purposes of structure: Word's soft line ends count, and a glued heading is a line of its own.
#[derive(Clone, Copy, Default)]
pub(super) struct Line {
    at: usize,
    /// Without its line end, and without the marks of a quotation that is the draft.
    pub content: Span,
    /// Where the next one begins.
    pub next: usize,
}

/// Whether front matter may stand at the start of `text`: its end decides.
pub(super) fn may_open_front_matter(text: &str) -> bool {
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find(LINE_ENDS).map_or(text.len(), |length| start + length);
    lines::look(text, Span::new(start, end)) == Look::Rule
}

impl<'a> Scanner<'a> {
    pub(super) fn new(reader: Reader<'a>) -> Scanner<'a> {
        Scanner { text: reader.text, reader, last: Cell::default(), texts: Cell::default() }
    }

    /// What words mean.
    pub(super) fn lexicon(&self) -> &'a Lexicon {
        self.reader.lexicon
    }

    /// The unit that begins at `at`, where `place` holds, and what holds after it. `None` at the end.
    pub(super) fn cut(&self, at: usize, place: Place) -> Option<(Cut, Place)> {
        if at >= self.text.len() {
            return None;
        }
        if self.texts.replace(place.texts) != place.texts {
            self.last.set(Line::default());
        }
        let mut gather = Gather::new(self, at);
        let mut look = Look::Blank;
        let mut first = Span::at(at);
        while gather.cursor < self.text.len() {
            let line = self.line(gather.cursor);
            look = lines::look(self.text, line.content);
            first = line.content;
            if look != Look::Blank {
                if at == 0
                    && look == Look::Rule
                    && let Some(end) = self.front_matter(line.next)
                {
                    gather.cursor = end;
                    return Some(self.finish(gather.end(), at, place, Kind::FrontMatter, None));
                }
                break;
            }
            gather.cursor = line.next;
        }
        let (kind, mark) = gather.fill(look, first, place);
        Some(self.finish(gather.end(), at, place, kind, mark))
    }

    fn finish(
        &self,
        gathered: Gathered,
        at: usize,
        place: Place,
        kind: Kind,
        mark: Option<(Mark, Numbering)>,
    ) -> (Cut, Place) {
        let Gathered { mut end, mut blocks, mut left_out, paragraph } = gathered;
        end = end.max(at);
        // blank lines belong to the unit before them
        while end < self.text.len() {
            let line = self.line(end);
            if lines::look(self.text, line.content) != Look::Blank {
                break;
            }
            end = line.next;
        }
        blocks.retain(|block| !block.is_empty());
        let inside = |span: &mut Span| *span = Span::new(span.start - at, span.end - at);
        blocks.iter_mut().for_each(inside);
        left_out.iter_mut().for_each(inside);
        let glued = mark.is_some() && stands_against(self.text, at);
        let paragraph = paragraph.map(|mark| (mark, Numbering::Paragraph));
        let mut cut = Cut {
            span: Span::new(at, end),
            blocks,
            left_out,
            place,
            kind,
            marks: [mark, paragraph],
            glued,
            heading: None,
        };
        let next = match kind.is_heading() {
            true => {
                let heading = self.reader.understand(&mut cut);
                let next = topics::after(&heading, place);
                cut.heading = Some(Box::new(heading));
                next
            }
            false => {
                let (texts, titled) = self.texts_after(&cut, place);
                Place { awaits_title: false, texts, titled, ..place }
            }
        };
        let headed = matches!(cut.marks[0], Some((_, Numbering::Heading)));
        let opens = || kind.is_prose() && cut.blocks.iter().any(|block| self.opens(block.shifted(at)));
        let next = Place { spoken: place.spoken || headed || opens(), ..next };
        (cut, next)
    }

    /// The columns that hold texts behind a unit, and whether a head says so: those that the head of a table names, as long as
    /// it goes on.
    fn texts_after(&self, cut: &Cut, place: Place) -> (Columns, bool) {
        let row = |block: &Span| block.shifted(cut.span.start).of(self.text);
        let heads =
            cut.blocks.get(1).filter(|_| cut.kind == Kind::Table).is_some_and(|second| rows::is_separator(row(second)));
        match cut.blocks.first() {
            Some(head) if heads => (rows::texts(row(head), &self.reader.lexicon.delegations), true),
            Some(_) if cut.span.of(self.text).trim_start().starts_with('|') => (place.texts, place.titled),
            _ => (0, false),
        }
    }

    /// Whether a block opens as recommendations do, its number aside.
    fn opens(&self, block: Span) -> bool {
        let text = block.of(self.text).trim_start_matches(|c: char| !c.is_alphabetic());
        lines::proposes(text)
    }

    /// End of the front matter whose content begins at `at`.
    fn front_matter(&self, mut at: usize) -> Option<usize> {
        for _ in 0..200 {
            if at >= self.text.len().min(FRONT_MATTER_REACH) {
                return None;
            }
            let line = self.line(at);
            if matches!(lines::trim(line.content.of(self.text)), "---" | "...") {
                return Some(line.next);
            }
            at = line.next;
        }
        None
    }

    /// The line that begins at `at`. It is asked for several times in a row.
    pub(super) fn line(&self, at: usize) -> Line {
        if self.last.get().at != at || self.last.get().next == 0 {
            self.last.set(self.find_line(at));
        }
        self.last.get()
    }

    fn find_line(&self, at: usize) -> Line {
        let bytes = &self.text.as_bytes()[at..];
        let hard = memchr::memchr2(b'\n', b'\r', bytes);
        let mut end = hard.unwrap_or(bytes.len());
        let mut next = match hard {
            Some(n) if bytes[n] == b'\r' && bytes.get(n + 1) == Some(&b'\n') => n + 2,
            Some(n) => n + 1,
            None => bytes.len(),
        };
        if let Some((soft, length)) = soft_end(&bytes[..end]) {
            (end, next) = (soft, soft + length);
        }
        if let Some(glue) = glued(&self.text[at..at + end]) {
            (end, next) = (glue, glue);
        }
        let texts = self.texts.get();
        if texts > 0
            && let Some(cut) = rows::cut(&self.text[at..at + end], column(self.text, at), texts)
        {
            (end, next) = (cut, cut);
        }
        let line = &self.text[at..at + end];
        let quoted = self.reader.style == Style::Quoted && line.starts_with('>');
        let start = if quoted { end - line.trim_start_matches(['>', ' ']).len() } else { 0 };
        if self.reader.style == Style::Quoted
            && let Some(inner) = lines::cited(line)
        {
            let start = at + lines::offset(line, inner);
            return Line { at, content: Span::new(start, start + inner.len()), next: at + next };
        }
        Line { at, content: Span::new(at + start, at + end), next: at + next }
    }
}

/// What ends a line: Word has marks of its own for it.
pub(super) const LINE_ENDS: [char; 6] = ['\n', '\r', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}'];

/// The column of a table in which a place stands, from 0: the marks before it in its line, but for the first.
fn column(text: &str, at: usize) -> usize {
    let line = text[..at].rsplit(LINE_ENDS).next().unwrap_or("");
    line.matches('|').count()
}

/// Where a line ends by a mark of Word's before its line end, and the length of the mark: U+000B, U+0085, U+2028, U+2029.
fn soft_end(line: &[u8]) -> Option<(usize, usize)> {
    memchr::memchr3_iter(0x0b, 0xc2, 0xe2, line).find_map(|at| match line[at..] {
        [0x0b, ..] => Some((at, 1)),
        [0xc2, 0x85, ..] => Some((at, 2)),
        [0xe2, 0x80, 0xa8 | 0xa9, ..] => Some((at, 3)),
        _ => None,
    })
}

/// Whether what begins at `at` stands against text before it on the same line.
pub(super) fn stands_against(text: &str, at: usize) -> bool {
    at > 0 && !text[..at].ends_with(['\n', '\r', '\u{b}', '\u{2028}', '\u{2029}', '\u{85}'])
}

/// Where a heading `Recommendation N` stands against the text before it on the same line; after the end of a sentence a
/// marked heading may also stand free.
fn glued(line: &str) -> Option<usize> {
    let at = memchr::memrchr_iter(b'R', line.as_bytes()).find(|&at| line[at..].starts_with("Recommendation"))?;
    if !line[at + "Recommendation".len()..].starts_with(lines::is_space) {
        return None;
    }
    let before = line[..at].trim_end_matches(['*', '_', '#', '[', ' ']);
    let closed = before.ends_with(['.', ';', ':', '”', '"']);
    let before = if closed { before } else { line[..at].trim_end_matches(['*', '_', '#', '[']) };
    let marks = line[before.len()..at].contains(['*', '_', '#']);
    let free = line[before.len()..at].contains(' ');
    let stands_against = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ';' | ')' | '”' | '"'));
    // "2. **Recommendation 2**" stands in a list
    let listed =
        lines::trim(before).strip_suffix(['.', ')']).is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()));
    if before.is_empty() || listed || !(stands_against || closed) || (free && !marks) {
        return None;
    }
    let tail = Span::new(before.len(), line.len());
    let heading = matches!(lines::look(line, tail), Look::Recommendation(mark) if mark.rest.is_empty() || marks);
    heading.then_some(before.len())
}

#[cfg(test)]
mod tests {
    use super::super::Document;
    use crate::lexicon::Lexicon;

    /// Every unit of `text`: its kind, its number, and the first words of its body.
    fn units(text: &str) -> Vec<String> {
        let document = Document::parse(text, &Lexicon::embedded());
        let units = document.units().iter().map(|unit| {
            let number = unit.label.as_ref().map(|label| format!(" {}", label.number)).unwrap_or_default();
            let words: Vec<&str> = unit.text(unit.body).split_whitespace().take(3).collect();
            format!("{:?}{number}: {}", unit.kind(), words.join(" "))
        });
        units.collect()
    }

    #[test]
    fn a_title_after_the_number_is_part_of_the_heading() {
        for heading in
            ["### Recommendation 3: Training", "Recommendation 3 – Training", "**Recommendation 3. Training**"]
        {
            let text = format!("{heading}\n\nStates parties should train their officials.\n");
            assert_eq!(units(&text), ["Recommendation 3: States parties should"], "{heading}");
        }
        let text = "Recommendation 3: Share good practices\n\nRecommendation 4\n\nStates parties should act.\n";
        assert_eq!(units(text), ["Recommendation 3: Share good practices", "Recommendation 4: States parties should"]);
    }

    #[test]
    fn headings_against_the_text_before_them() {
        for glued in [
            "States parties should act.**Recommendation\u{a0}2**",
            "States parties should act. ### Recommendation 2",
            "States parties should act.Recommendation 2",
        ] {
            let text = format!("Recommendation 1\n\n{glued}\n\nStates parties should train their officials.\n");
            let expected = ["Recommendation 1: States parties should", "Recommendation 2: States parties should"];
            assert_eq!(units(&text), expected, "{glued}");
        }
        for free in ["act as set out in *Recommendation 2*", "act. Recommendation 2", "act (see *Recommendation 2*)"] {
            let text = format!("Recommendation 1\n\nStates parties should {free}\n");
            assert_eq!(units(&text).len(), 1, "{free}");
        }
    }

    #[test]
    fn a_wrapped_line_is_no_heading_and_no_paragraph() {
        let text = "Recommendation 1\n\nStates parties should act in line with\nRecommendation 5\nand with article\n\
                    10. They met in\n2018. States may act.\n\nRecommendation 2\n\nStates parties should act.\n";
        assert_eq!(units(text), ["Recommendation 1: States parties should", "Recommendation 2: States parties should"]);
    }

    #[test]
    fn numbered_lists_inside_a_recommendation() {
        let text = "Recommendation 1\n\nStates parties should:\n\n1. Train;\n\n2. Report.\n\nRecommendation 2\n\n\
                    States parties should:\n\n(a) Train;\n\n2. Report.\n\n3. The Group met in Vienna.\n";
        let expected = [
            "Recommendation 1: States parties should:",
            "Recommendation 2: States parties should:",
            "Paragraph 3: The Group met",
        ];
        assert_eq!(units(text), expected);
        let text = "4. The Working Group adopted the following recommendations:\n\n1. States parties should act.\n\n\
                    2. States parties should train their officials.\n";
        assert_eq!(units(text).len(), 3);
    }

    #[test]
    fn an_agenda_may_carry_the_number_of_the_next_paragraph() {
        let text = "I. Introduction\n\n1. The agenda was as follows:\n\n1. Organizational matters.\n\n2. Other \
                    matters.\n\n2. The proposals are listed below.\n\n3. The Group met.\n";
        let expected = [
            "Chapter 1: Introduction",
            "Paragraph 1: The agenda was",
            "Paragraph 2: The proposals are",
            "Paragraph 3: The Group met.",
        ];
        assert_eq!(units(text), expected);
    }

    #[test]
    fn a_paragraph_number_under_a_heading() {
        let text = "4. The Group met.\n\nRecommendation 1\n\n5. States parties should act.\n\nRecommendation 2\n\n\
                    6. States parties should train.\n";
        let document = Document::parse(text, &Lexicon::embedded());
        let labels = document.units().iter().filter_map(|unit| unit.paragraph.as_ref());
        assert_eq!(labels.map(|label| label.number.value).collect::<Vec<_>>(), [5, 6]);
        assert_eq!(units(text)[1], "Recommendation 1: States parties should");
    }

    #[test]
    fn annexes_with_their_titles() {
        let text = "Recommendation 1\n\nStates parties should act.\n\nAnnex I: Proposed recommendations\n\n\
                    Recommendation 1\n\nStates parties should act.\n";
        let document = Document::parse(text, &Lexicon::embedded());
        let last = document.units().last().expect("a unit").place();
        assert!(last.annex == 1 && last.proposed);
    }
}
