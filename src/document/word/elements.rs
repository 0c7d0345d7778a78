//! What the elements of a part of a Word document say: which hold text, which are passed over, which mark a change.
//!
//! Fields show their results, hyperlinks and content controls what they hold, and of alternatives the first is read. Where
//! the text goes is the business of `paragraphs`.

use std::collections::HashMap;

use super::body::{Body, Note, superscript};
use super::lines::Block;
use super::package::{Attributes, Step};
use super::paragraphs::{Paragraphs, Row, Run, Sink};

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

/// Goes through the elements of a part.
pub(super) struct Walker<'a> {
    out: Paragraphs<'a>,
    stack: Vec<Inside>,
    /// Elements that are passed over.
    skipped: usize,
    /// The text of the element around.
    text: String,
    /// The notes around, and what each note holds.
    ids: Vec<String>,
    pub(super) by_id: HashMap<String, Vec<Block>>,
}

impl<'a> Walker<'a> {
    pub(super) fn new(body: &'a mut Body, part: usize) -> Walker<'a> {
        Walker {
            out: Paragraphs::new(body, part),
            stack: Vec::new(),
            skipped: 0,
            text: String::new(),
            ids: Vec::new(),
            by_id: HashMap::new(),
        }
    }

    pub(super) fn close(mut self) -> Vec<Block> {
        self.out.close_sink()
    }

    pub(super) fn step(&mut self, step: Step<'_>) {
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
                if let Some(paragraph) = self.out.open.last_mut() {
                    paragraph.inserted_end |= matches!(tag, "ins" | "moveTo");
                    paragraph.deleted_end |= matches!(tag, "del" | "moveFrom");
                }
                return (tag != "rPrChange").then_some(Inside::Other);
            }
            (Inside::RunProperties, _) => return self.run_property(tag, attributes),
            (Inside::RowProperties | Inside::CellProperties, _) => {
                if let Some(row) = self.out.rows.last_mut() {
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
                self.out.open_paragraph();
                Inside::Paragraph
            }
            "pPr" => Inside::ParagraphProperties,
            "r" => {
                self.out.runs.push(Run::default());
                if let Some(paragraph) = self.out.open.last_mut() {
                    paragraph.runs += 1;
                }
                Inside::Run
            }
            "rPr" => Inside::RunProperties,
            "t" if attributes.get("space") == Some("preserve") => Inside::Text(Spaces::Kept),
            "t" => Inside::Text(Spaces::Trimmed),
            "delText" => Inside::DeletedText,
            "ins" | "moveTo" => {
                self.out.inserted += 1;
                Inside::Inserted
            }
            "del" | "moveFrom" => {
                self.out.deleted += 1;
                Inside::Deleted
            }
            "txbxContent" => {
                self.out.sinks.push(Sink::default());
                Inside::Box
            }
            "tr" => {
                self.out.rows.push(Row::default());
                Inside::Row
            }
            "trPr" => Inside::RowProperties,
            "tc" => {
                self.out.sinks.push(Sink::default());
                Inside::Cell
            }
            "tcPr" => Inside::CellProperties,
            "footnote" | "endnote" => {
                self.ids.push(attributes.get("id").unwrap_or("").to_owned());
                self.out.sinks.push(Sink::default());
                // the lines above the notes are notes to Word, but not to people
                self.out.uncounted = matches!(attributes.get("type"), Some("separator" | "continuationSeparator"));
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
                let spaced = self.out.open.last().is_none_or(|paragraph| paragraph.block.text.ends_with([' ', '\n']));
                if !spaced || self.out.deleted > 0 {
                    self.out.put(" ");
                }
            }
            "br" if matches!(attributes.get("type"), Some("page" | "column")) => self.out.put("\n"),
            "br" | "cr" => self.out.put("\n"),
            "noBreakHyphen" => self.out.put("\u{2011}"),
            "softHyphen" => self.out.put("\u{ad}"),
            "sym" => {
                let code = attributes.get("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                match code.and_then(char::from_u32) {
                    // signs of their own fonts: all that drafts have of them are bullets
                    Some('\u{e000}'..='\u{f8ff}') => self.out.put("•"),
                    Some(char) => self.out.put(char.encode_utf8(&mut [0; 4])),
                    None => {}
                }
            }
            "footnoteReference" | "endnoteReference" if self.out.deleted == 0 => {
                let kind = if tag == "footnoteReference" { Note::Foot } else { Note::End };
                self.out.body.notes.push((kind, attributes.get("id").unwrap_or("").to_owned()));
                let number = superscript(&self.out.body.notes.len().to_string());
                self.out.put(&number);
            }
            "commentRangeStart" => {
                if let Some(paragraph) = self.out.open.last_mut() {
                    let at = paragraph.block.text.len();
                    paragraph.comments.insert(attributes.get("id").unwrap_or("").to_owned(), at);
                }
            }
            "commentReference" if self.out.deleted == 0 => self.out.comment(attributes.get("id").unwrap_or("")),
            "fldChar" => match attributes.get("fldCharType") {
                Some("begin") => self.out.fields.push(false),
                Some("separate") => {
                    if let Some(field) = self.out.fields.last_mut() {
                        *field = true;
                    }
                }
                Some("end") => {
                    self.out.fields.pop();
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn paragraph_property(&mut self, tag: &str, attributes: &Attributes) -> Option<Inside> {
        let paragraph = self.out.open.last_mut()?;
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
        let Some(run) = self.out.runs.last_mut() else { return Some(Inside::Other) };
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
                self.out.put(if spaces == Spaces::Kept { &text } else { text.trim_matches(' ') });
            }
            Inside::DeletedText => {
                let text = std::mem::take(&mut self.text);
                self.out.deleted += 1;
                self.out.put(&text);
                self.out.deleted -= 1;
            }
            Inside::Run => {
                self.out.runs.pop();
            }
            Inside::Inserted => self.out.inserted -= 1,
            Inside::Deleted => self.out.deleted -= 1,
            Inside::Paragraph => self.out.close_paragraph(),
            Inside::Box => {
                let blocks = self.out.close_sink();
                match self.out.open.last_mut() {
                    Some(paragraph) => paragraph.after.extend(blocks),
                    None => self.out.sink().blocks.extend(blocks),
                }
            }
            Inside::Cell => {
                let blocks = self.out.close_sink();
                if let Some(row) = self.out.rows.last_mut() {
                    if !std::mem::take(&mut row.cell_deleted) {
                        row.cells.push(blocks);
                    }
                } else {
                    self.out.sink().blocks.extend(blocks);
                }
            }
            Inside::Row => self.out.close_row(),
            Inside::Note => {
                let blocks = self.out.close_sink();
                self.out.uncounted = false;
                if let Some(id) = self.ids.pop() {
                    self.by_id.insert(id, blocks);
                }
            }
            _ => {}
        }
    }
}
