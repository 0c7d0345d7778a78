//! Where the text of a Word document goes: into paragraphs, and those into the text, a text box, a cell or a note.
//!
//! Text boxes stand after the paragraph they hang on; a paragraph whose end is deleted runs into the next. What the elements
//! around the text are is the business of `elements`.

use std::collections::HashMap;

use super::body::{Body, Comment, Knowledge, superscript};
use super::lines::{Block, Place, Shape, heads, row};
use super::styles::ListPlace;
use crate::document::Mark;
use crate::document::unit::Marked;
use crate::text::Span;

/// Where paragraphs go.
#[derive(Default)]
pub(super) struct Sink {
    pub(super) blocks: Vec<Block>,
    /// A paragraph whose end is deleted: it runs into the next.
    pub(super) pending: Option<Paragraph>,
    /// The list of the last paragraph with text.
    list: Option<String>,
    /// Marks of paragraphs that left no text.
    pub(super) orphans: Vec<Marked>,
}

/// A paragraph being read.
#[derive(Default)]
pub(super) struct Paragraph {
    pub(super) block: Block,
    pub(super) number: u32,
    pub(super) runs: u32,
    pub(super) style: String,
    pub(super) list: ListPlace,
    pub(super) outline: Option<u32>,
    pub(super) inserted_end: bool,
    pub(super) deleted_end: bool,
    /// Text that is not bold was read.
    pub(super) regular: bool,
    /// Where comments began.
    pub(super) comments: HashMap<String, usize>,
    /// The paragraphs of text boxes.
    pub(super) after: Vec<Block>,
}

#[derive(Default)]
pub(super) struct Run {
    pub(super) hidden: bool,
    pub(super) struck: bool,
    pub(super) highlighted: bool,
    pub(super) raised: bool,
    pub(super) bold: Option<bool>,
}

#[derive(Default)]
pub(super) struct Row {
    pub(super) cells: Vec<Vec<Block>>,
    pub(super) inserted: bool,
    pub(super) deleted: bool,
    pub(super) cell_deleted: bool,
}

/// The paragraphs of a part, on their way into the text.
pub(super) struct Paragraphs<'a> {
    pub(super) body: &'a mut Body,
    part: usize,
    pub(super) sinks: Vec<Sink>,
    /// The paragraphs being read, the innermost last.
    pub(super) open: Vec<Paragraph>,
    pub(super) runs: Vec<Run>,
    pub(super) rows: Vec<Row>,
    /// For each field around: whether its result has begun.
    pub(super) fields: Vec<bool>,
    /// Insertions and deletions around.
    pub(super) inserted: usize,
    pub(super) deleted: usize,
    /// Paragraphs so far.
    count: u32,
    /// In what stands above the notes, which nobody counts.
    pub(super) uncounted: bool,
}

impl<'a> Paragraphs<'a> {
    pub(super) fn new(body: &'a mut Body, part: usize) -> Paragraphs<'a> {
        Paragraphs {
            body,
            part,
            sinks: vec![Sink::default()],
            open: Vec::new(),
            runs: Vec::new(),
            rows: Vec::new(),
            fields: Vec::new(),
            inserted: 0,
            deleted: 0,
            count: 0,
            uncounted: false,
        }
    }

    /// Adds text to the paragraph, or to what is marked as deleted from it.
    pub(super) fn put(&mut self, text: &str) {
        let hidden = self.runs.last().is_some_and(|run| run.hidden) || self.fields.contains(&false);
        let Some(paragraph) = self.open.last_mut() else { return };
        if text.is_empty() || hidden {
            return;
        }
        let default = Run::default();
        let run = self.runs.last().unwrap_or(&default);
        let start = paragraph.block.text.len();
        if self.deleted > 0 || run.struck {
            return paragraph.block.mark(Mark::Deletion, start, text);
        }
        let place = Place { part: self.part, paragraph: paragraph.number, run: paragraph.runs };
        match run.raised && text.bytes().all(|byte| byte.is_ascii_digit()) {
            true => paragraph.block.put(&superscript(text), place),
            false => paragraph.block.put(text, place),
        }
        if !text.trim().is_empty() {
            paragraph.regular |= !run.bold.unwrap_or_else(|| self.body.known.styles.is_bold(&paragraph.style));
        }
        if self.inserted > 0 {
            paragraph.block.mark(Mark::Insertion, start, "");
        }
        if run.highlighted {
            paragraph.block.mark(Mark::Highlight, start, "");
        }
    }

    /// A comment ends here.
    pub(super) fn comment(&mut self, id: &str) {
        let Some(paragraph) = self.open.last_mut() else { return };
        let end = paragraph.block.text.len();
        let start = paragraph.comments.remove(id).unwrap_or(0).min(end);
        let words = match self.body.known.comments.get(id) {
            Some(Comment { author, text }) if author.is_empty() => text.trim().to_owned(),
            Some(Comment { author, text }) => format!("{author}: {}", text.trim()),
            None => String::new(),
        };
        paragraph.block.marks.push(Marked { mark: Mark::Remark, span: Span::new(start, end), words });
    }

    pub(super) fn sink(&mut self) -> &mut Sink {
        if self.sinks.is_empty() {
            self.sinks.push(Sink::default());
        }
        self.sinks.last_mut().expect("just made")
    }

    pub(super) fn open_paragraph(&mut self) {
        self.count += u32::from(!self.uncounted);
        let number = self.count;
        let before = self.sink().pending.take().unwrap_or_default();
        self.open.push(Paragraph {
            number,
            block: before.block,
            after: before.after,
            regular: before.regular,
            comments: before.comments,
            ..Paragraph::default()
        });
    }

    pub(super) fn close_paragraph(&mut self) {
        // an instruction that does not end in its paragraph is a damaged field
        self.fields.retain(|result| *result);
        let Some(mut paragraph) = self.open.pop() else { return };
        let end = paragraph.block.text.len();
        let marked = |mark: Mark| paragraph.block.marks.iter().any(|found| found.mark == mark);
        if paragraph.deleted_end {
            if !marked(Mark::Deletion) {
                paragraph.block.mark(Mark::Deletion, end, "¶");
            }
            // deleted as a whole, it has nothing that runs into the next: each such paragraph is a deletion of its own
            if paragraph.block.text.is_empty() && paragraph.after.is_empty() && paragraph.comments.is_empty() {
                return self.sink().orphans.append(&mut paragraph.block.marks);
            }
            self.sink().pending = Some(paragraph);
            return;
        }
        if paragraph.inserted_end && !marked(Mark::Insertion) {
            paragraph.block.mark(Mark::Insertion, end, "¶");
        }
        self.finish(paragraph);
    }

    /// Puts a paragraph where it goes, with its number.
    fn finish(&mut self, paragraph: Paragraph) {
        let Knowledge { styles, numbering, .. } = &mut self.body.known;
        if styles.is_contents(&paragraph.style) {
            return;
        }
        let place = match &paragraph.list.list {
            Some(list) => Some((list.clone(), paragraph.list.level.unwrap_or(0))),
            None => styles.list(&paragraph.style).and_then(|(place, style)| {
                let list = place.list.clone()?;
                let level = paragraph.list.level.or(place.level).or_else(|| numbering.level_of(&list, style, styles));
                Some((list, level.unwrap_or(0)))
            }),
        };
        let place = place.filter(|(list, _)| list != "0");
        let number = place.as_ref().and_then(|(list, level)| numbering.count(list, *level, styles));
        let heading = match paragraph.outline {
            Some(level) => Some(level + 1),
            None => styles.heading(&paragraph.style),
        };
        let heading = heading.filter(|level| *level < 10);
        // a level that shows nothing holds what goes on below an item: it belongs to the item
        let goes_on = number.as_ref().is_some_and(|shown| shown.text.is_empty() && !shown.bullet)
            && heading.is_none()
            && place.as_ref().is_some_and(|(_, level)| *level > 0);
        let list = place.map(|(list, _)| list);
        let shape = Shape { heading, number, bold: !paragraph.regular };
        let mut block = paragraph.block.finished(shape, Place { part: self.part, paragraph: paragraph.number, run: 0 });
        let sink = self.sink();
        if block.text.is_empty() {
            sink.orphans.append(&mut block.marks);
        } else {
            let orphans = std::mem::take(&mut sink.orphans);
            block.marks.extend(orphans.into_iter().map(|mark| Marked { span: Span::at(0), ..mark }));
            match sink.blocks.last_mut().filter(|_| goes_on && sink.list == list) {
                Some(item) => item.join("\n", block),
                None => sink.blocks.push(block),
            }
            sink.list = list;
        }
        sink.blocks.extend(paragraph.after);
    }

    pub(super) fn close_sink(&mut self) -> Vec<Block> {
        if let Some(pending) = self.sink().pending.take() {
            self.finish(pending);
        }
        let mut sink = self.sinks.pop().unwrap_or_default();
        if let Some(last) = sink.blocks.last_mut() {
            let end = Span::at(last.text.len());
            last.marks.extend(sink.orphans.into_iter().map(|mark| Marked { span: end, ..mark }));
        }
        sink.blocks
    }

    pub(super) fn close_row(&mut self) {
        let Some(row_read) = self.rows.pop() else { return };
        let (inserted, deleted) = (row_read.inserted, row_read.deleted);
        let mut blocks = row(row_read.cells);
        if deleted {
            let words: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
            let mark = Marked { mark: Mark::Deletion, span: Span::at(0), words: words.join(" ") };
            return self.sink().orphans.push(mark);
        }
        if let Some(first) = blocks.first_mut().filter(|_| inserted) {
            let span = Span::new(0, first.text.len());
            first.marks.push(Marked { mark: Mark::Insertion, span, words: String::new() });
        }
        let sink = self.sink();
        if let (Some(first), false) = (blocks.first_mut(), sink.orphans.is_empty()) {
            let orphans = std::mem::take(&mut sink.orphans);
            first.marks.extend(orphans.into_iter().map(|mark| Marked { span: Span::at(0), ..mark }));
        }
        // the head of a table whose text goes on below a heading does not part the two
        let headed = sink.blocks.last().is_some_and(|last| heads(&last.text));
        let at = sink.blocks.len() - usize::from(headed && blocks.iter().all(|block| block.text.starts_with('|')));
        sink.blocks.splice(at..at, blocks);
    }
}
