//! A Word document (.docx) as people read it: the text if every change is accepted, with the automatic numbers, and for
//! each place of the text the part, paragraph and run of the document that it comes from.
//!
//! `package` opens the archive, `styles` and `numbering` know what a paragraph inherits and which number it has, `body`
//! reads text with `elements` and `paragraphs`, `lines` puts it together. What stays marked as a change or a comment is kept beside the text, never in it.
//! Pictures, formulas' layout and the furniture of pages are not read; headers are kept apart, since a report prints its
//! symbol there. The document is never written.

mod body;
mod elements;
mod lines;
mod numbering;
mod package;
mod paragraphs;
mod styles;

use std::collections::HashMap;

use self::body::{Body, Comment, Knowledge};
use self::lines::{Block, Place};
use self::numbering::Numbering;
use self::package::{Package, Step, broken, walk};
use self::styles::Styles;
use super::decode::Unreadable;
use super::unit::Marked;
pub use body::superscript;
pub use numbering::ordinal;

/// A Word document, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Word {
    /// The text, with a blank line between paragraphs; footnotes stand at the end.
    pub text: String,
    /// Insertions, deletions, highlights and comments, by place.
    pub marks: Vec<Marked>,
    /// The text of the headers of its pages.
    pub headers: String,
    parts: Vec<String>,
    /// From this byte of the text on, the text comes from this place. Sorted.
    places: Vec<(usize, Place)>,
}

/// Where in a Word document some text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin<'a> {
    /// `word/document.xml`, `word/footnotes.xml`
    pub part: &'a str,
    /// The paragraph of the part, empty ones and those in tables counted, the lines above footnotes not, from 1.
    pub paragraph: u32,
    /// The run of the paragraph, from 1; 0 for the automatic number.
    pub run: u32,
}

impl Origin<'_> {
    /// As people count: `7th paragraph`, `2nd paragraph of the footnotes`.
    pub fn spoken(&self) -> String {
        let number = format!("{}{} paragraph", self.paragraph, ordinal(self.paragraph));
        match self.part.rsplit('/').next() {
            Some("footnotes.xml") => format!("{number} of the footnotes"),
            Some("endnotes.xml") => format!("{number} of the endnotes"),
            _ => number,
        }
    }
}

impl Word {
    /// Where the text at byte `at` comes from; `None` in an empty document.
    pub fn origin(&self, at: usize) -> Option<Origin<'_>> {
        let found = self.places.partition_point(|&(start, _)| start <= at).saturating_sub(1);
        let (_, place) = self.places.get(found)?;
        Some(Origin { part: &self.parts[place.part], paragraph: place.paragraph, run: place.run })
    }
}

/// Whether the bytes are those of a Word document.
pub fn is_word(bytes: &[u8]) -> bool {
    // the names of the parts stand uncompressed in the archive
    bytes.starts_with(b"PK\x03\x04")
        && memchr::memmem::find(bytes, b"word/").is_some()
        && memchr::memmem::find(bytes, b"opendocument").is_none()
}

/// Reads a Word document.
///
/// # Errors
/// If it is damaged, or unpacks to more than anybody drafts.
pub fn read(bytes: &[u8]) -> Result<Word, Unreadable> {
    let mut package = Package::open(bytes)?;
    let roots = package.relations("")?;
    let main = roots.iter().find(|relation| relation.kind == "officeDocument");
    let main = main.map_or("word/document.xml", |relation| relation.target.as_str()).to_owned();
    let Some(document) = package.part(&main)? else {
        return Err(broken(&main, "it is missing"));
    };
    let relations = package.relations(&main)?;
    let mut part = |kind: &str| -> Result<Option<(String, String)>, Unreadable> {
        let Some(relation) = relations.iter().find(|relation| relation.kind == kind) else { return Ok(None) };
        Ok(package.part(&relation.target)?.map(|text| (relation.target.clone(), text)))
    };
    let styles = part("styles")?.map_or(Ok(Styles::default()), |(name, text)| Styles::read(&name, &text))?;
    let numbering =
        part("numbering")?.map_or(Ok(Numbering::default()), |(name, text)| Numbering::read(&name, &text))?;
    let comments = part("comments")?.map_or(Ok(HashMap::new()), |(name, text)| comments(&name, &text))?;
    let (footnotes, endnotes) = (part("footnotes")?, part("endnotes")?);
    let mut headers = String::new();
    for relation in relations.iter().filter(|relation| relation.kind == "header") {
        if let Some(text) = package.part(&relation.target)? {
            headers.push_str(&plain(&relation.target, &text)?);
            headers.push('\n');
        }
    }

    let mut word = Word { headers, ..Word::default() };
    let mut body = Body::new(Knowledge { styles, numbering, comments });
    let blocks = body.read(word.part(&main), &main, &document)?;
    blocks.into_iter().for_each(|block| word.push(block));
    for (kind, notes) in [(body::Note::Foot, footnotes), (body::Note::End, endnotes)] {
        let Some((name, text)) = notes else { continue };
        let wanted = body.notes(kind);
        if !wanted.is_empty() {
            let part = word.part(&name);
            body.read_notes(part, &name, &text, &wanted)?.into_iter().for_each(|block| word.push(block));
        }
    }
    if !word.text.is_empty() {
        word.text.push('\n');
    }
    word.marks.sort_by_key(|mark| (mark.span.start, mark.span.end));
    Ok(word)
}

impl Word {
    fn part(&mut self, name: &str) -> usize {
        self.parts.push(name.to_owned());
        self.parts.len() - 1
    }

    fn push(&mut self, block: Block) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let at = self.text.len();
        self.text.push_str(&block.text);
        self.places.extend(block.places.into_iter().map(|(start, place)| (start + at, place)));
        self.marks.extend(block.marks.into_iter().map(|mark| mark.shifted(at)));
    }
}

/// The comments by their ids.
fn comments(part: &str, text: &str) -> Result<HashMap<String, Comment>, Unreadable> {
    let mut found: HashMap<String, Comment> = HashMap::new();
    let mut id = String::new();
    walk(part, text, |step| match step {
        Step::Start("comment", attributes) => {
            attributes.get("id").unwrap_or("").clone_into(&mut id);
            let author = attributes.get("author").unwrap_or("").trim().to_owned();
            found.insert(id.clone(), Comment { author, text: String::new() });
        }
        Step::Start("p" | "br", _) => {
            if let Some(comment) = found.get_mut(&id).filter(|comment| !comment.text.is_empty()) {
                comment.text.push(' ');
            }
        }
        Step::Text(text) => {
            if let Some(comment) = found.get_mut(&id) {
                comment.text.push_str(text);
            }
        }
        _ => {}
    })?;
    Ok(found)
}

/// The bare text of a part, a line each paragraph.
fn plain(part: &str, text: &str) -> Result<String, Unreadable> {
    let mut out = String::new();
    walk(part, text, |step| match step {
        Step::Start("p", _) if !out.is_empty() => out.push('\n'),
        Step::Start("tab", _) => out.push(' '),
        Step::Text(text) => out.push_str(text),
        _ => {}
    })?;
    Ok(out)
}
