//! A draft read into structure. Reading never fails and loses no byte: the units cover the text without gaps.
//!
//! `reading` makes the text that people read, `lines` looks at one line, `scan` cuts units out of lines,
//! `structure` and `recommendation` understand what is inside. No rule lives here.

mod lines;
mod reading;
mod recommendation;
mod scan;
mod structure;
mod topics;
mod unit;

use std::ops::Range;
use std::sync::Arc;

pub use lines::to_roman;
pub use reading::Reading;
pub use recommendation::{Operative, Recommendation, Status};
pub use scan::Style;
pub use unit::{Item, Kind, Label, Marker, Number, Numbering, Place, Topic, Unit};

use crate::lexicon::Lexicon;
use crate::text::Span;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nature {
    /// Draft recommendations.
    Draft,
    /// The report of a meeting: its recommendations were adopted.
    Report,
    /// Something else: a README, a novel, a resolution.
    NotADraft,
}

impl Nature {
    /// The word for it, everywhere.
    pub const fn name(self) -> &'static str {
        match self {
            Nature::Draft => "draft",
            Nature::Report => "report",
            Nature::NotADraft => "not-a-draft",
        }
    }
}

/// The language of a draft, as far as rules care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, or too little text to say.
    English,
    /// Any other: only rules that need no language apply.
    Other,
}

/// A draft: units in order, and where each begins.
#[derive(Debug, Clone)]
pub struct Document {
    units: Vec<Arc<Unit>>,
    starts: Vec<usize>,
    style: Style,
    len: usize,
}

impl Document {
    /// Reads `text`. Never fails.
    pub fn parse(text: &str, lexicon: &Lexicon) -> Document {
        let guess = if text.contains("Recommendation ") { Style::Headed } else { Style::Numbered };
        let first = Document::scan(text, lexicon, guess);
        let style = first.found_style();
        if style == guess { first } else { Document::scan(text, lexicon, style) }
    }

    fn scan(text: &str, lexicon: &Lexicon, style: Style) -> Document {
        let scanner = scan::Scanner { text, lexicon, style };
        let (mut units, mut starts) = (Vec::new(), Vec::new());
        let (mut at, mut place) = (0, Place::default());
        while let Some((unit, next)) = scanner.unit(at, place) {
            starts.push(at);
            at += unit.source().len();
            place = next;
            units.push(Arc::new(unit));
        }
        Document { units, starts, style, len: text.len() }
    }

    /// How the units found mark their recommendations.
    fn found_style(&self) -> Style {
        let headed = |unit: &Arc<Unit>| unit.label.as_ref().is_some_and(|label| label.numbering == Numbering::Heading);
        if self.units.iter().any(headed) {
            return Style::Headed;
        }
        let listed = |unit: &Arc<Unit>| {
            let numbered = unit.label.as_ref().is_some_and(|label| label.numbering == Numbering::Paragraph);
            numbered && unit.recommendation.as_ref().is_some_and(|recommendation| recommendation.is_plain())
        };
        if self.units.iter().any(listed) { Style::Numbered } else { Style::Free }
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

    /// What the file is, by its content.
    pub fn nature(&self) -> Nature {
        let (mut headed, mut plain, mut words) = (0, 0, 0);
        for unit in &self.units {
            words += unit.words as usize;
            let Some(recommendation) = &unit.recommendation else { continue };
            let by_heading = unit.label.as_ref().is_some_and(|label| label.numbering == Numbering::Heading);
            headed += usize::from(by_heading);
            plain += usize::from(recommendation.is_plain());
        }
        let foreign = self.language() == Language::Other;
        let draft = (headed > 0 && (plain > 0 || foreign || headed > 1)) || (plain > 0 && plain * 250 >= words);
        match draft || (plain > 2 && self.is_report()) {
            true if self.is_report() => Nature::Report,
            true => Nature::Draft,
            false => Nature::NotADraft,
        }
    }

    /// Whether the masthead says that this is the report of a meeting.
    fn is_report(&self) -> bool {
        let heads = self.units.iter().take_while(|unit| unit.kind() != Kind::Chapter).take(40);
        heads.filter(|unit| unit.label.is_none()).any(|unit| {
            let text = unit.reading();
            text.starts_with("Report on the")
                || text.starts_with("Report of the")
                || text.starts_with("Constructive dialogue on")
        })
    }

    /// The language, by the share of words that only English has.
    pub fn language(&self) -> Language {
        let prose = self.units.iter().filter(|unit| unit.kind().is_prose());
        let (words, english) = prose.fold((0u64, 0u64), |(words, english), unit| {
            (words + u64::from(unit.words), english + u64::from(unit.english))
        });
        if words >= 20 && english * 100 < words * 12 { Language::Other } else { Language::English }
    }

    /// Whether unit `i`'s recommendation was adopted.
    pub fn status(&self, i: usize) -> Status {
        match self.units[i].place().proposed || self.nature() != Nature::Report {
            true => Status::Proposed,
            false => Status::Adopted,
        }
    }
}
