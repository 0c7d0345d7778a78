//! The text of a part of a Word document, paragraph by paragraph, if every change is accepted.
//!
//! Fields show their results, hyperlinks and content controls what they hold, text boxes stand after the paragraph they
//! hang on, and of alternatives the first is read. How the number of a paragraph is counted is the business of
//! `numbering`.

use std::collections::HashMap;

use super::lines::{Block, Place, Shape, row};
use super::numbering::Numbering;
use super::package::{Attributes, Step, walk};
use super::styles::{ListPlace, Styles};
use crate::document::Mark;
use crate::document::decode::Unreadable;
use crate::document::unit::Marked;
use crate::text::Span;

/// What the other parts say.
#[derive(Default)]
pub(super) struct Knowledge {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) comments: HashMap<String, Comment>,
}

/// A comment on some text.
pub(super) struct Comment {
    pub(super) author: String,
    pub(super) text: String,
}

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    Foot,
    End,
}

/// Reads parts one after the other.
pub(super) struct Body {
    known: Knowledge,
    /// The notes that the text names, in order; they are numbered from 1.
    notes: Vec<(Note, String)>,
}

impl Body {
    pub(super) fn new(known: Knowledge) -> Body {
        Body { known, notes: Vec::new() }
    }

    /// The paragraphs of a part.
    pub(super) fn read(&mut self, part: usize, name: &str, text: &str) -> Result<Vec<Block>, Unreadable> {
        let mut walker = Walker::new(self, part);
        walk(name, text, |step| walker.step(step))?;
        Ok(walker.close())
    }

    /// The notes of a kind that the text names: their ids and numbers.
    pub(super) fn notes(&self, kind: Note) -> Vec<(String, usize)> {
        let numbered = self.notes.iter().enumerate().filter(|(_, (note, _))| *note == kind);
        numbered.map(|(i, (_, id))| (id.clone(), i + 1)).collect()
    }

    /// The paragraphs of the notes that are `wanted`, in that order, each note with its number before it.
    pub(super) fn read_notes(
        &mut self,
        part: usize,
        name: &str,
        text: &str,
        wanted: &[(String, usize)],
    ) -> Result<Vec<Block>, Unreadable> {
        let mut walker = Walker::new(self, part);
        walk(name, text, |step| walker.step(step))?;
        let mut by_id = walker.by_id;
        let mut out = Vec::new();
        for (id, number) in wanted {
            let mut blocks = by_id.remove(id).unwrap_or_default().into_iter();
            if let Some(first) = blocks.next() {
                let mut whole = Block::default();
                whole.put(&superscript(&number.to_string()), first.places.first().map_or(NOWHERE, |(_, place)| *place));
                whole.join(" ", first);
                out.push(whole);
            }
            out.extend(blocks);
        }
        Ok(out)
    }
}

const NOWHERE: Place = Place { part: 0, paragraph: 0, run: 0 };

/// What an element is, as far as reading depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Other,
    Paragraph,
    ParagraphProperties,
    /// Properties of the mark that ends a paragraph.
    EndProperties,
    Run,
    RunProperties,
    RowProperties,
    CellProperties,
    /// Text; whether spaces at its ends count.
    Text(Spaces),
    DeletedText,
    Inserted,
    Deleted,
    Box,
    Row,
    Cell,
    Note,
    /// Alternatives; whether one was taken.
    Alternatives(Taken),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spaces {
    Kept,
    Trimmed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    One,
    NotYet,
}

/// Where paragraphs go.
#[derive(Default)]
struct Sink {
    blocks: Vec<Block>,
    /// A paragraph whose end is deleted: it runs into the next.
    pending: Option<Paragraph>,
    /// Marks of paragraphs that left no text.
    orphans: Vec<Marked>,
}

/// A paragraph being read.
#[derive(Default)]
struct Paragraph {
    block: Block,
    number: u32,
    runs: u32,
    style: String,
    list: ListPlace,
    outline: Option<u32>,
    inserted_end: bool,
    deleted_end: bool,
    /// Text that is not bold was read.
    regular: bool,
    /// Where comments began.
    comments: HashMap<String, usize>,
    /// The paragraphs of text boxes.
    after: Vec<Block>,
}

#[derive(Default)]
struct Run {
    hidden: bool,
    struck: bool,
    highlighted: bool,
    raised: bool,
    bold: Option<bool>,
}

#[derive(Default)]
struct Row {
    cells: Vec<Vec<Block>>,
    inserted: bool,
    deleted: bool,
    cell_deleted: bool,
}

struct Walker<'a> {
    body: &'a mut Body,
    part: usize,
    stack: Vec<Inside>,
    /// Elements that are passed over.
    skipped: usize,
    sinks: Vec<Sink>,
    paragraphs: Vec<Paragraph>,
    runs: Vec<Run>,
    rows: Vec<Row>,
    /// For each field around: whether its result has begun.
    fields: Vec<bool>,
    inserted: usize,
    deleted: usize,
    /// Paragraphs so far.
    count: u32,
    text: String,
    ids: Vec<String>,
    by_id: HashMap<String, Vec<Block>>,
}

impl<'a> Walker<'a> {
    fn new(body: &'a mut Body, part: usize) -> Walker<'a> {
        Walker {
            body,
            part,
            stack: Vec::new(),
            skipped: 0,
            sinks: vec![Sink::default()],
            paragraphs: Vec::new(),
            runs: Vec::new(),
            rows: Vec::new(),
            fields: Vec::new(),
            inserted: 0,
            deleted: 0,
            count: 0,
            text: String::new(),
            ids: Vec::new(),
            by_id: HashMap::new(),
        }
    }

    fn step(&mut self, step: Step<'_>) {
        match step {
            Step::Start(..) | Step::End if self.skipped > 0 => {
                self.skipped = if matches!(step, Step::End) { self.skipped - 1 } else { self.skipped + 1 };
            }
            Step::Start(tag, attributes) => match self.start(tag, attributes) {
                Some(inside) => self.stack.push(inside),
                None => self.skipped = 1,
            },
            Step::End => {
                if let Some(inside) = self.stack.pop() {
                    self.end(inside);
                }
            }
            Step::Text(text) => {
                let reads = matches!(self.stack.last(), Some(Inside::Text(_) | Inside::DeletedText));
                if reads && self.skipped == 0 {
                    self.text.push_str(text);
                }
            }
        }
    }

    /// An element begins: what it is, or `None` if it is to be passed over.
    fn start(&mut self, tag: &str, attributes: &Attributes) -> Option<Inside> {
        let around = self.stack.last().copied().unwrap_or(Inside::Other);
        match (around, tag) {
            (Inside::ParagraphProperties, _) => return self.paragraph_property(tag, attributes),
            (Inside::EndProperties, _) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.inserted_end |= matches!(tag, "ins" | "moveTo");
                    paragraph.deleted_end |= matches!(tag, "del" | "moveFrom");
                }
                return (tag != "rPrChange").then_some(Inside::Other);
            }
            (Inside::RunProperties, _) => return self.run_property(tag, attributes),
            (Inside::RowProperties | Inside::CellProperties, _) => {
                if let Some(row) = self.rows.last_mut() {
                    row.inserted |= tag == "ins" && around == Inside::RowProperties;
                    row.deleted |= tag == "del" && around == Inside::RowProperties;
                    row.cell_deleted |= tag == "cellDel";
                }
                return (!tag.ends_with("Change")).then_some(Inside::Other);
            }
            (Inside::Alternatives(taken), "Choice" | "Fallback") => {
                if taken == Taken::One {
                    return None;
                }
                *self.stack.last_mut()? = Inside::Alternatives(Taken::One);
                return Some(Inside::Other);
            }
            _ => {}
        }
        Some(match tag {
            "sdtPr" | "sdtEndPr" | "instrText" | "delInstrText" | "rt" | "tblPr" | "tblGrid" | "sectPr" => return None,
            "AlternateContent" => Inside::Alternatives(Taken::NotYet),
            "p" => {
                self.open_paragraph();
                Inside::Paragraph
            }
            "pPr" => Inside::ParagraphProperties,
            "r" => {
                self.runs.push(Run::default());
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.runs += 1;
                }
                Inside::Run
            }
            "rPr" => Inside::RunProperties,
            "t" if attributes.get("space") == Some("preserve") => Inside::Text(Spaces::Kept),
            "t" => Inside::Text(Spaces::Trimmed),
            "delText" => Inside::DeletedText,
            "ins" | "moveTo" => {
                self.inserted += 1;
                Inside::Inserted
            }
            "del" | "moveFrom" => {
                self.deleted += 1;
                Inside::Deleted
            }
            "txbxContent" => {
                self.sinks.push(Sink::default());
                Inside::Box
            }
            "tr" => {
                self.rows.push(Row::default());
                Inside::Row
            }
            "trPr" => Inside::RowProperties,
            "tc" => {
                self.sinks.push(Sink::default());
                Inside::Cell
            }
            "tcPr" => Inside::CellProperties,
            "footnote" | "endnote" => {
                self.ids.push(attributes.get("id").unwrap_or("").to_owned());
                self.sinks.push(Sink::default());
                Inside::Note
            }
            _ => {
                self.sign(tag, attributes);
                Inside::Other
            }
        })
    }

    /// Signs in running text that are elements.
    fn sign(&mut self, tag: &str, attributes: &Attributes) {
        match tag {
            "tab" | "ptab" => {
                let spaced = self.paragraphs.last().is_none_or(|paragraph| paragraph.block.text.ends_with([' ', '\n']));
                if !spaced || self.deleted > 0 {
                    self.put(" ");
                }
            }
            "br" if matches!(attributes.get("type"), Some("page" | "column")) => self.put("\n"),
            "br" | "cr" => self.put("\n"),
            "noBreakHyphen" => self.put("\u{2011}"),
            "softHyphen" => self.put("\u{ad}"),
            "sym" => {
                let code = attributes.get("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                match code.and_then(char::from_u32) {
                    // signs of their own fonts: all that drafts have of them are bullets
                    Some('\u{e000}'..='\u{f8ff}') => self.put("•"),
                    Some(char) => self.put(char.encode_utf8(&mut [0; 4])),
                    None => {}
                }
            }
            "footnoteReference" | "endnoteReference" if self.deleted == 0 => {
                let kind = if tag == "footnoteReference" { Note::Foot } else { Note::End };
                self.body.notes.push((kind, attributes.get("id").unwrap_or("").to_owned()));
                let number = superscript(&self.body.notes.len().to_string());
                self.put(&number);
            }
            "commentRangeStart" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    let at = paragraph.block.text.len();
                    paragraph.comments.insert(attributes.get("id").unwrap_or("").to_owned(), at);
                }
            }
            "commentReference" if self.deleted == 0 => self.comment(attributes.get("id").unwrap_or("")),
            "fldChar" => match attributes.get("fldCharType") {
                Some("begin") => self.fields.push(false),
                Some("separate") => {
                    if let Some(field) = self.fields.last_mut() {
                        *field = true;
                    }
                }
                Some("end") => {
                    self.fields.pop();
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn paragraph_property(&mut self, tag: &str, attributes: &Attributes) -> Option<Inside> {
        let paragraph = self.paragraphs.last_mut()?;
        match tag {
            "pStyle" => attributes.val().clone_into(&mut paragraph.style),
            "numId" => paragraph.list.list = Some(attributes.val().to_owned()),
            "ilvl" => paragraph.list.level = attributes.number(),
            "outlineLvl" => paragraph.outline = attributes.number(),
            "rPr" => return Some(Inside::EndProperties),
            "numPr" => return Some(Inside::ParagraphProperties),
            "pPrChange" | "tabs" | "sectPr" => return None,
            _ => {}
        }
        Some(Inside::Other)
    }

    fn run_property(&mut self, tag: &str, attributes: &Attributes) -> Option<Inside> {
        let Some(run) = self.runs.last_mut() else { return Some(Inside::Other) };
        match tag {
            "vanish" => run.hidden = attributes.is_on(),
            "strike" | "dstrike" => run.struck |= attributes.is_on(),
            "highlight" => run.highlighted = attributes.is_on(),
            "vertAlign" => run.raised = attributes.val() == "superscript",
            "b" => run.bold = Some(attributes.is_on()),
            "rPrChange" => return None,
            _ => {}
        }
        Some(Inside::Other)
    }

    /// An element ends.
    fn end(&mut self, inside: Inside) {
        match inside {
            Inside::Text(spaces) => {
                let text = std::mem::take(&mut self.text).replace(['\n', '\r', '\t'], " ");
                self.put(if spaces == Spaces::Kept { &text } else { text.trim_matches(' ') });
            }
            Inside::DeletedText => {
                let text = std::mem::take(&mut self.text);
                self.deleted += 1;
                self.put(&text);
                self.deleted -= 1;
            }
            Inside::Run => {
                self.runs.pop();
            }
            Inside::Inserted => self.inserted -= 1,
            Inside::Deleted => self.deleted -= 1,
            Inside::Paragraph => self.close_paragraph(),
            Inside::Box => {
                let blocks = self.close_sink();
                match self.paragraphs.last_mut() {
                    Some(paragraph) => paragraph.after.extend(blocks),
                    None => self.sink().blocks.extend(blocks),
                }
            }
            Inside::Cell => {
                let blocks = self.close_sink();
                if let Some(row) = self.rows.last_mut() {
                    if !std::mem::take(&mut row.cell_deleted) {
                        row.cells.push(blocks);
                    }
                } else {
                    self.sink().blocks.extend(blocks);
                }
            }
            Inside::Row => self.close_row(),
            Inside::Note => {
                let blocks = self.close_sink();
                if let Some(id) = self.ids.pop() {
                    self.by_id.insert(id, blocks);
                }
            }
            _ => {}
        }
    }

    /// Adds text to the paragraph, or to what is marked as deleted from it.
    fn put(&mut self, text: &str) {
        let hidden = self.runs.last().is_some_and(|run| run.hidden) || self.fields.contains(&false);
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
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
    fn comment(&mut self, id: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let end = paragraph.block.text.len();
        let start = paragraph.comments.remove(id).unwrap_or(0).min(end);
        let words = match self.body.known.comments.get(id) {
            Some(Comment { author, text }) if author.is_empty() => text.trim().to_owned(),
            Some(Comment { author, text }) => format!("{author}: {}", text.trim()),
            None => String::new(),
        };
        paragraph.block.marks.push(Marked { mark: Mark::Remark, span: Span::new(start, end), words });
    }

    fn sink(&mut self) -> &mut Sink {
        if self.sinks.is_empty() {
            self.sinks.push(Sink::default());
        }
        self.sinks.last_mut().expect("just made")
    }

    fn open_paragraph(&mut self) {
        self.count += 1;
        let number = self.count;
        let before = self.sink().pending.take().unwrap_or_default();
        self.paragraphs.push(Paragraph {
            number,
            block: before.block,
            after: before.after,
            regular: before.regular,
            comments: before.comments,
            ..Paragraph::default()
        });
    }

    fn close_paragraph(&mut self) {
        // an instruction that does not end in its paragraph is a damaged field
        self.fields.retain(|result| *result);
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        let end = paragraph.block.text.len();
        let marked = |mark: Mark| paragraph.block.marks.iter().any(|found| found.mark == mark);
        if paragraph.deleted_end {
            if !marked(Mark::Deletion) {
                paragraph.block.mark(Mark::Deletion, end, "¶");
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
        let number =
            place.filter(|(list, _)| list != "0").and_then(|(list, level)| numbering.count(&list, level, styles));
        let heading = match paragraph.outline {
            Some(level) => Some(level + 1),
            None => styles.heading(&paragraph.style),
        };
        let shape = Shape { heading: heading.filter(|level| *level < 10), number, bold: !paragraph.regular };
        let mut block = paragraph.block.finished(shape, Place { part: self.part, paragraph: paragraph.number, run: 0 });
        let sink = self.sink();
        if block.text.is_empty() {
            sink.orphans.append(&mut block.marks);
        } else {
            let orphans = std::mem::take(&mut sink.orphans);
            block.marks.extend(orphans.into_iter().map(|mark| Marked { span: Span::at(0), ..mark }));
            sink.blocks.push(block);
        }
        sink.blocks.extend(paragraph.after);
    }

    fn close_sink(&mut self) -> Vec<Block> {
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

    fn close_row(&mut self) {
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
        sink.blocks.extend(blocks);
    }

    fn close(mut self) -> Vec<Block> {
        self.close_sink()
    }
}

/// Digits as they stand above the line.
pub fn superscript(digits: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    digits.bytes().map(|byte| RAISED[usize::from(byte.wrapping_sub(b'0')).min(9)]).collect()
}
