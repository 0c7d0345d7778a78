//! The text of a part of a Word document, paragraph by paragraph, if every change is accepted; notes in their order.
//!
//! `elements` knows what each element of a part says, `paragraphs` puts text where it goes. How the number of a paragraph
//! is counted is the business of `numbering`.

use std::collections::HashMap;

use super::elements::Walker;
use super::lines::{Block, Place};
use super::numbering::Numbering;
use super::package::walk;
use super::styles::Styles;
use crate::document::decode::Unreadable;

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
    pub(super) known: Knowledge,
    /// The notes that the text names, in order; they are numbered from 1.
    pub(super) notes: Vec<(Note, String)>,
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

/// Digits as they stand above the line.
pub fn superscript(digits: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    digits.bytes().map(|byte| RAISED[usize::from(byte.wrapping_sub(b'0')).min(9)]).collect()
}
