//! One paragraph of a Word document on its way into the text, and what becomes of it when it ends.

use super::numbering::Shown;
use crate::document::unit::Marked;
use crate::document::{Mark, heading, lines};
use crate::text::Span;

/// Characters of the longest heading; what is longer is running text in the style of one.
const HEADING: usize = 300;

/// A place in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Index of the part.
    pub(super) part: usize,
    pub(super) paragraph: u32,
    pub(super) run: u32,
}

/// A paragraph, as it stands in the text.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    pub(super) text: String,
    /// From this byte on, the text comes from there.
    pub(super) places: Vec<(usize, Place)>,
    pub(super) marks: Vec<Marked>,
}

impl Block {
    /// Adds another behind `gap`.
    pub(super) fn join(&mut self, gap: &str, next: Block) {
        self.text.push_str(gap);
        let at = self.text.len();
        self.text.push_str(&next.text);
        self.places.extend(next.places.into_iter().map(|(start, place)| (start + at, place)));
        self.marks.extend(next.marks.into_iter().map(|mark| mark.shifted(at)));
    }

    /// Adds text that comes from `place`.
    pub(super) fn put(&mut self, text: &str, place: Place) {
        if self.places.last().is_none_or(|(_, last)| *last != place) {
            self.places.push((self.text.len(), place));
        }
        self.text.push_str(text);
    }

    /// Marks what was put last, from `start` on, or goes on with the same mark that ends there.
    pub(super) fn mark(&mut self, mark: Mark, start: usize, words: &str) {
        let end = self.text.len();
        let same = self.marks.iter_mut().rev().take(4).find(|last| last.mark == mark && last.span.end == start);
        match same {
            Some(last) => {
                last.span.end = end;
                last.words.push_str(words);
            }
            None => self.marks.push(Marked { mark, span: Span::new(start, end), words: words.to_owned() }),
        }
    }

    /// The paragraph as it stands in the text, with its number and the marks of a heading before it.
    pub(super) fn finished(self, shape: Shape, place: Place) -> Block {
        let inner = lines::trim(&self.text);
        let start = inner.as_ptr() as usize - self.text.as_ptr() as usize;
        let end = start + inner.len();
        let mut out = Block::default();
        let running = inner.ends_with(['.', ';', ',', ':']) || inner.chars().count() > HEADING;
        let heads = !running && !inner.is_empty();
        let bold = shape.bold && heads && shape.heading.is_none() && shape.number.is_none();
        if let Some(level) = shape.heading.filter(|_| heads) {
            out.put(&format!("{} ", "#".repeat(level.clamp(1, 6) as usize)), place);
        } else if bold {
            out.put("**", place);
        }
        match shape.number {
            // a bullet without text is nothing to read
            Some(number) if number.bullet && inner.is_empty() => {}
            Some(number) if number.bullet => out.put("• ", place),
            Some(number) if !number.text.is_empty() => {
                out.put(&number.text, place);
                if !number.tight && !inner.is_empty() && !number.text.ends_with(' ') {
                    out.put(" ", place);
                }
            }
            _ => {}
        }
        let at = out.text.len();
        let moved = |byte: usize| byte.clamp(start, end) - start + at;
        out.text.push_str(inner);
        for (from, place) in self.places {
            let from = moved(from);
            // what was trimmed away leaves no place behind
            while out.places.last().is_some_and(|&(last, _)| last >= from) {
                out.places.pop();
            }
            out.places.push((from, place));
        }
        out.marks = self
            .marks
            .into_iter()
            .map(|mark| Marked { span: Span::new(moved(mark.span.start), moved(mark.span.end)), ..mark })
            .collect();
        if bold {
            out.put("**", place);
        }
        out
    }
}

/// What a paragraph is besides its text.
#[derive(Default)]
pub(super) struct Shape {
    /// The level of a heading, from 1.
    pub(super) heading: Option<u32>,
    pub(super) number: Option<Shown>,
    /// All of its text is bold.
    pub(super) bold: bool,
}

/// Rows of a table as paragraphs: cells with running text and headings of recommendations stand by themselves, as people
/// draft in them; short ones stay a row, parted by bars. A lone number goes before the cell after it.
pub(super) fn row(cells: Vec<Vec<Block>>) -> Vec<Block> {
    /// Characters of the longest cell that is no running text.
    const SHORT: usize = 60;
    let cells: Vec<Vec<Block>> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
    let short = |cell: &Vec<Block>| {
        let runs_on = |text: &str| text.chars().count() > SHORT || is_sentence(text) || heads(text) || asks(text);
        cell.len() == 1 && !runs_on(&cell[0].text)
    };
    if cells.len() > 1 && cells.iter().all(short) {
        return barred(cells).into_iter().collect();
    }
    let (mut cells, mut out) = (cells, Vec::new());
    if cells.iter().any(|cell| cell.len() == 1 && heads(&cell[0].text)) {
        // what stands beside the heading is no part of the recommendation, such as “Comment”, unless nothing else is its text
        let has_text = cells.iter().any(|cell| !short(cell) && !heads(&cell[0].text));
        let is_remark = |cell: &Vec<Block>| has_text || cell[0].text.split_whitespace().count() <= 3;
        let (beside, kept): (Vec<_>, Vec<_>) = cells.into_iter().partition(|cell| short(cell) && is_remark(cell));
        cells = kept;
        out.extend(barred(beside));
    }
    let mut label: Option<Block> = None;
    for mut block in cells.into_iter().flatten() {
        if let Some(mut before) = label.take() {
            before.join(" ", block);
            out.push(before);
        } else if is_number(&block.text) {
            label = Some(block);
        } else if is_figure(&block.text) {
            // in a column of its own a number needs no point
            block.text.push('.');
            label = Some(block);
        } else {
            out.push(block);
        }
    }
    out.extend(label);
    out
}

/// Cells as one row, parted by bars.
fn barred(cells: Vec<Vec<Block>>) -> Option<Block> {
    let mut whole = Block::default();
    for block in cells.into_iter().flatten() {
        whole.join(if whole.text.is_empty() { "| " } else { " | " }, block);
    }
    whole.text.push_str(" |");
    (whole.text.len() > 2).then_some(whole)
}

/// Whether a cell holds a sentence, however short.
fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', ';']) && text.split_whitespace().count() > 3
}

/// Whether a cell holds the beginning of a recommendation, which may lack its full stop: “States parties should report”.
fn asks(text: &str) -> bool {
    heading::starts_body(text) && text.split_whitespace().count() > 3
}

/// Whether a cell or a paragraph is the heading of a recommendation and no more.
pub(super) fn heads(text: &str) -> bool {
    let text = text.trim_start_matches('#').trim_matches(['*', ' ']);
    let number = text.strip_prefix("Recommendation ").or_else(|| text.strip_prefix("Draft recommendation "));
    number.is_some_and(|number| lines::digits(number, 3))
}

/// `5`, alone in its cell.
fn is_figure(text: &str) -> bool {
    lines::digits(text, 3)
}

/// `5.`, `(a)`
fn is_number(text: &str) -> bool {
    let ends = text.ends_with(['.', ')']);
    let inner = text.trim_matches(['(', ')', '.']);
    ends && (1..=4).contains(&inner.len()) && inner.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
}
