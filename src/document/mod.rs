//! A draft read into structure. Reading never fails and loses no byte: the units cover the text without gaps.
//!
//! `reading` makes the text that people read, `lines` looks at one line, `markers` at the mark of an item, `pages` and
//! `letters` at what printing and sending put around a text, `joints` at where lines join and part; `scan` cuts a draft
//! into units and `gather` puts the lines of one together, `understand` reads each with `structure` and
//! `recommendation`, `places` finds what a mention names; `reversal` tells whether one text asks for the opposite of
//! another. No rule lives here.

mod asides;
mod changes;
pub mod comparison;
pub mod decode;
mod difference;
mod gather;
mod heading;
pub mod html;
mod hyphens;
mod joints;
mod letters;
mod lines;
mod markers;
mod memory;
mod nature;
mod pages;
pub mod pdf;
mod places;
mod reading;
mod recommendation;
mod remarks;
pub mod reversal;
mod rows;
mod scan;
mod speakers;
mod strengths;
mod structure;
mod tally;
mod topics;
mod understand;
mod unit;
pub mod word;
mod wrapping;

use std::any::Any;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

pub use asides::comment;
pub use changes::{Change, Mark, changes};
pub use difference::{Difference, difference};
pub use nature::{Language, Nature};
pub use places::{Places, Target};
pub use reading::{Reading, link};
pub use recommendation::{Addressee, Joint, Operative, Recommendation, Slip, Status};
pub(crate) use recommendation::{is_adverb, opens_qualifier};
pub use scan::Style;
pub use speakers::names_speaker;
pub use strengths::{PhraseCount, strengths};
pub use unit::{Item, Kind, Label, Marked, Marker, Numbering, Place, Sign, Topic, Unit};

use self::tally::Tally;
use crate::lexicon::Lexicon;
pub use crate::lexicon::Number;
use crate::text::Span;

/// Whether the text begins with the mark of an item, `- ` or `(a) `.
pub fn is_listed(source: &str) -> bool {
    markers::item_marker(lines::trim(source)).is_some()
}

/// Length of the bullet that the text begins with: `-`, `•`, or the letter that plain text keeps of one of Word's.
pub fn bullet(source: &str) -> Option<usize> {
    markers::bullet(source)
}

/// Whether the line says that one of several versions stands below: `OPTION A`.
pub fn is_alternative(line: &str) -> bool {
    lines::is_alternative(line)
}

/// Whether the words say nothing but what became of the text that they stand at: `agreed ad ref.`, `pending`.
pub fn is_verdict(words: &str) -> bool {
    remarks::is_verdict(words)
}

/// Who reads the units of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Labour {
    /// The thread that asks.
    Alone,
    /// All cores.
    Shared,
}

/// How many units one thread reads before it asks for more.
const BATCH: usize = 16;

/// Bytes from the start within which an edit may begin or end front matter.
const FRONT_MATTER_REACH: usize = 1 << 16;

/// A draft: units in order, and where each begins.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    units: Vec<Arc<Unit>>,
    starts: Vec<usize>,
    style: Style,
    len: usize,
    tally: Tally,
    memory: memory::Memory,
}

impl Document {
    /// Reads `text`. Never fails.
    pub fn parse(text: &str, lexicon: &Lexicon) -> Document {
        Document::parse_with(text, lexicon, Labour::Alone)
    }

    /// As [`Document::parse`], on all cores. Not for what is found out once while others wait for it: threads that wait
    /// cannot help.
    pub fn parse_shared(text: &str, lexicon: &Lexicon) -> Document {
        Document::parse_with(text, lexicon, Labour::Shared)
    }

    fn parse_with(text: &str, lexicon: &Lexicon, labour: Labour) -> Document {
        let guess = if text.contains("Recommendation ") { Style::Headed } else { Style::Numbered };
        let first = Document::default().scan(text, lexicon, guess, (0, 0), labour);
        let style = first.found_style();
        if style == guess { first } else { Document::default().scan(text, lexicon, style, (0, 0), labour) }
    }

    /// Reads `text`, which is this draft with some changes; what did not change is taken over. The result equals
    /// `Document::parse(text, lexicon)`. Also says which units were taken over: so many from the start, so many from
    /// the end.
    pub fn reparse(&self, text: &str, lexicon: &Lexicon) -> (Document, usize, usize) {
        let same = |i: usize| text.get(self.range(i)) == Some(self.units[i].source());
        let changed = (0..self.units.len()).find(|&i| !same(i)).unwrap_or(self.units.len());
        let mut restart = self.before(self.before(changed));
        // whether lines belong to the break of a page depends on the text behind all of them
        while restart > 0 && self.units.get(restart).is_some_and(|unit| pages::may_stand_between(unit.source())) {
            restart = self.before(restart);
        }
        if self.starts.get(restart).is_some_and(|&at| at < FRONT_MATTER_REACH) && scan::may_open_front_matter(text) {
            restart = 0;
        }
        let mut tail = 0;
        let mut end = text.len();
        while tail < self.units.len() - restart {
            let source = self.units[self.units.len() - 1 - tail].source();
            if !text[..end].ends_with(source) || end - source.len() < self.starts.get(restart).copied().unwrap_or(0) {
                break;
            }
            end -= source.len();
            tail += 1;
        }
        let next = self.scan(text, lexicon, self.style, (restart, tail), Labour::Alone);
        if next.found_style() != self.style {
            return (Document::parse(text, lexicon), 0, 0);
        }
        let kept = (0..tail).rev().map(|n| n + 1).find(|&n| {
            n <= next.units.len() && Arc::ptr_eq(&next.units[next.units.len() - n], &self.units[self.units.len() - n])
        });
        (next, restart, kept.unwrap_or(0))
    }

    /// Whether unit `i` is the rest of a row of a table, of which another unit is the beginning.
    pub fn is_inside_row(&self, i: usize) -> bool {
        let begun = |before: &Arc<Unit>| !before.source().ends_with(scan::LINE_ENDS);
        self.units[i].source().starts_with('|') && i > 0 && begun(&self.units[i - 1])
    }

    /// Whether unit `i` is a cell of a table whose head says that its column holds something else than texts: a reading list
    /// quotes recommendations, and is no draft.
    fn stands_in_list(&self, i: usize) -> bool {
        let unit = &self.units[i];
        let place = unit.place();
        if !place.titled || !unit.source().starts_with('|') || self.is_inside_row(i) {
            return false;
        }
        let before = &unit.source()[..unit.locate(unit.body).start];
        let column = before.matches('|').count().saturating_sub(1);
        column >= rows::Columns::BITS as usize || place.texts & (1 << column) == 0
    }

    /// The nearest unit before `i` that does not stand against the text before it.
    fn before(&self, i: usize) -> usize {
        let glued = |i: usize| self.units[i].label.as_ref().is_some_and(|label| label.glued);
        let mut i = i.saturating_sub(1).min(self.units.len().saturating_sub(1));
        while i > 0 && (glued(i) || self.is_inside_row(i)) {
            i -= 1;
        }
        i
    }

    /// Takes the first `restart` units over, scans from there, and takes over what it can of the last `tail` units.
    fn scan(
        &self,
        text: &str,
        lexicon: &Lexicon,
        style: Style,
        (restart, tail): (usize, usize),
        labour: Labour,
    ) -> Document {
        let reader = understand::Reader { text, lexicon, style };
        let scanner = scan::Scanner::new(reader);
        let mut starts = self.starts[..restart].to_vec();
        let mut at = self.starts.get(restart).copied().unwrap_or(0);
        let mut place = self.units.get(restart).map_or_else(Place::default, |unit| unit.place());
        let old_len = self.len;
        let mut rest = self.units.len() - tail;
        // where the old units of the tail begin in the new text
        let moved = |i: usize| self.starts[i] + text.len() - old_len;
        let (begun, rest_from) = (&mut starts, &mut rest);
        let cuts = std::iter::from_fn(move || {
            while *rest_from < self.units.len() && moved(*rest_from) < at {
                *rest_from += 1;
            }
            if *rest_from < self.units.len() && moved(*rest_from) == at && self.joins(*rest_from, text, at, place) {
                return None;
            }
            let Some((cut, next)) = scanner.cut(at, place) else {
                *rest_from = self.units.len();
                return None;
            };
            begun.push(at);
            at = cut.span.end;
            place = next;
            Some(cut)
        })
        .fuse();
        let mut units = self.units[..restart].to_vec();
        let read = |cut| Arc::new(reader.read(cut));
        match labour {
            Labour::Alone => units.extend(cuts.map(read)),
            // this thread cuts while the others read what is cut out
            Labour::Shared => {
                let done = Mutex::new(Vec::new());
                rayon::in_place_scope(|scope| {
                    let mut cuts = cuts;
                    for number in 0.. {
                        let batch: Vec<scan::Cut> = cuts.by_ref().take(BATCH).collect();
                        if batch.is_empty() {
                            break;
                        }
                        let done = &done;
                        scope.spawn(move |_| {
                            let read: Vec<Arc<Unit>> = batch.into_iter().map(read).collect();
                            done.lock().unwrap_or_else(PoisonError::into_inner).push((number, read));
                        });
                    }
                });
                let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
                done.sort_unstable_by_key(|(number, _): &(usize, _)| *number);
                units.extend(done.into_iter().flat_map(|(_, read)| read));
            }
        }
        starts.extend((rest..self.units.len()).map(moved));
        units.extend(self.units[rest..].iter().cloned());
        let stayed = memory::Stayed { head: restart, rest, of: self.units.len() };
        let (gone, new) = (&self.units[restart..rest], &units[restart..units.len() - (self.units.len() - rest)]);
        let tally = self.tally.without(Tally::of(gone)).with(Tally::of(new));
        Document { units, starts, style, len: text.len(), tally, memory: self.memory.after(stayed) }
    }

    /// The numbered places of the draft, found once.
    pub fn places(&self) -> Arc<Places> {
        self.recall(Places::of)
    }

    /// What `find` finds out about this draft, found out once; as [`Unit::recall`].
    pub fn recall<T: Any + Send + Sync>(&self, find: impl FnOnce(&Document) -> T) -> Arc<T> {
        self.memory.recall(|| find(self))
    }

    /// Lets go of what was found out about it and its units, which takes more memory than they do: whoever keeps a draft that
    /// is not looked at again needs it no longer.
    pub fn forget(&self) {
        self.memory.forget();
        self.units.iter().for_each(|unit| unit.memory.forget());
    }

    /// Whether old unit `i` may follow at `at`, where `place` holds.
    fn joins(&self, i: usize, text: &str, at: usize, place: Place) -> bool {
        let glued = self.units[i].label.as_ref().is_some_and(|label| label.glued);
        let front = self.units[i].kind() == Kind::FrontMatter;
        // in which column a rest of a row stands depends on the row before it
        let inside = text[at..].starts_with('|') && at > 0 && !text[..at].ends_with(scan::LINE_ENDS);
        !front && !inside && self.units[i].place() == place && glued == scan::stands_against(text, at)
    }

    /// How the units found mark their recommendations; it does not depend on the style they were read in.
    fn found_style(&self) -> Style {
        let by = |unit: &Arc<Unit>, numbering| unit.label.as_ref().is_some_and(|label| label.numbering == numbering);
        let headed = |unit: &Arc<Unit>| by(unit, Numbering::Heading);
        let listed = |unit: &Arc<Unit>| by(unit, Numbering::Paragraph) && unit.opens_plainly;
        let quoted = |unit: &Arc<Unit>| unit.source().starts_with('>');
        // what stands against the text before it may stand against that of a quotation
        let glued = |unit: &Arc<Unit>| unit.label.as_ref().is_some_and(|label| label.glued);
        let any = |is: &dyn Fn(&Arc<Unit>) -> bool| self.units.iter().any(is);
        if any(&|unit| headed(unit) && !quoted(unit) && !glued(unit)) {
            return Style::Headed;
        }
        if any(&|unit| listed(unit) && !quoted(unit)) {
            return Style::Numbered;
        }
        if any(&|unit| quoted(unit) && (headed(unit) || unit.quoted_headings().next().is_some())) {
            return Style::Quoted;
        }
        let cited = |unit: &Arc<Unit>| unit.label.is_none() && lines::cited(unit.source()).is_some();
        let asked = any(&|unit| unit.opens_plainly && !quoted(unit) && !cited(unit));
        if !asked && any(&|unit| quoted(unit) && (listed(unit) || unit.quotes_numbered())) {
            return Style::Quoted;
        }
        if any(&headed) {
            return Style::Headed;
        }
        // "“States parties should …”", again and again, and little else
        let count = |is: &dyn Fn(&Arc<Unit>) -> bool| self.units.iter().filter(|unit| is(unit)).count();
        let several = !asked && any(&cited) && count(&cited) > 1;
        let mostly = || count(&cited) * 2 >= count(&|unit| unit.kind().is_prose());
        if several && mostly() { Style::Quoted } else { Style::Free }
    }

    /// The same draft with the marks of the Word document it comes from, in places of the text.
    pub fn marked(mut self, marks: &[Marked]) -> Document {
        for mark in marks {
            let Some(i) = self.unit_at(mark.span.start) else { continue };
            let start = self.starts[i];
            let unit = Arc::make_mut(&mut self.units[i]);
            let span = Span::new(mark.span.start - start, (mark.span.end - start).min(unit.source().len()));
            unit.marks.push(Marked { span, ..mark.clone() });
        }
        self
    }

    /// The units for which `is` holds, with their indices. After an edit only the units that it put there are asked,
    /// so the answer must be a matter of the unit alone: `is` can hold nothing.
    pub fn units_that<F>(&self, is: F) -> impl DoubleEndedIterator<Item = (usize, &Arc<Unit>)> + ExactSizeIterator
    where
        F: Fn(&Unit) -> bool + 'static,
    {
        // closures of one place in the code are one type: what they hold would not tell them apart
        const { assert!(size_of::<F>() == 0, "whether a unit is chosen depends on the unit alone") };
        self.units_for::<F>(&is)
    }

    /// The units that answer the question `Q`, as [`Document::units_that`]; as what [`Unit::recall`] finds out, the answer
    /// may depend on the lexicon and the corpus, too.
    pub fn units_for<Q: 'static>(
        &self,
        is: &dyn Fn(&Unit) -> bool,
    ) -> impl DoubleEndedIterator<Item = (usize, &Arc<Unit>)> + ExactSizeIterator + use<'_, Q> {
        let chosen = self.memory.choose::<Q>(&self.units, is);
        (0..chosen.units.len()).map(move |n| {
            let i = chosen.units[n] as usize;
            (i, &self.units[i])
        })
    }

    /// The recommendations, with their indices.
    pub fn recommendations(&self) -> impl DoubleEndedIterator<Item = (usize, &Arc<Unit>)> + ExactSizeIterator {
        self.units_that(|unit| unit.kind() == Kind::Recommendation)
    }

    /// Words of all that is read: front matter, code and comments are not.
    pub fn words_read(&self) -> u64 {
        self.tally.read
    }

    /// The units, in order.
    pub fn units(&self) -> &[Arc<Unit>] {
        &self.units
    }

    /// Each unit with the byte at which it begins.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, &Arc<Unit>)> + ExactSizeIterator {
        self.starts.iter().copied().zip(&self.units)
    }

    /// The byte at which unit `i` begins.
    pub fn start(&self, i: usize) -> usize {
        self.starts[i]
    }

    /// The bytes of unit `i`.
    pub fn range(&self, i: usize) -> Range<usize> {
        self.starts[i]..self.starts[i] + self.units[i].source().len()
    }

    /// The index of the unit that holds byte `at`; the last for the end of the text.
    pub fn unit_at(&self, at: usize) -> Option<usize> {
        self.starts.partition_point(|&start| start <= at).checked_sub(1)
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How the draft marks its recommendations.
    pub fn style(&self) -> Style {
        self.style
    }

    /// The span of the text that `span` of unit `i`'s reading text covers.
    pub fn locate(&self, i: usize, span: Span) -> Span {
        self.units[i].locate(span).shifted(self.starts[i])
    }

    /// Whether unit `i`'s recommendation was adopted.
    pub fn status(&self, i: usize) -> Status {
        match self.units[i].place().proposed || self.nature() != Nature::Report {
            true => Status::Proposed,
            false => Status::Adopted,
        }
    }
}
