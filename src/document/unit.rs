//! A unit: one recommendation, paragraph or heading, with all that was understood of it.
//!
//! A unit is made once and never changed. All spans inside are places in its reading text, so it can be shared
//! wherever it stands in a draft; [`Unit::locate`] leads back to its source.

use std::any::Any;
use std::sync::Arc;

use super::changes::Mark;
use super::lines::{self, Look};
use super::memory::Memory;
use super::reading::Reading;
use super::recommendation::Recommendation;
use super::{Language, asides, heading, remarks};
use crate::lexicon::{Mention, Number};
use crate::text::{Span, fingerprint};

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Settings of another tool at the head of a Markdown file.
    FrontMatter,
    /// A fenced block of Markdown.
    Code,
    /// A comment on lines of its own.
    Comment,
    /// Rows of a table.
    Table,
    /// A quotation set off by `>`.
    Quotation,
    /// A footnote's text.
    Footnote,
    /// A heading without a number, or the title of the draft.
    Title,
    /// `II. Recommendations`.
    Chapter,
    /// `A. General recommendations`.
    Section,
    /// `Annex`, `Annex I`.
    Annex,
    /// A recommendation, by its heading or, as in 2013, a numbered paragraph.
    Recommendation,
    /// The paragraph that introduces recommendations.
    Chapeau,
    /// Any other paragraph.
    Paragraph,
}

impl Kind {
    /// Whether it heads what follows.
    pub const fn is_heading(self) -> bool {
        matches!(self, Kind::Title | Kind::Chapter | Kind::Section | Kind::Annex)
    }

    /// Whether it is running text that people draft.
    pub const fn is_prose(self) -> bool {
        matches!(self, Kind::Recommendation | Kind::Chapeau | Kind::Paragraph)
    }
}

/// What the chapter or section that a unit stands in is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Topic {
    /// No heading has said.
    #[default]
    Unknown,
    /// Recommendations, or observations in their form.
    Recommendations,
    /// Anything else: introduction, deliberations, organization of the meeting.
    Other,
}

/// What holds where a unit begins: all that parsing needs to go on from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Place {
    /// 0 in the body, then 1 for the first annex, 2 for the second …
    pub annex: u16,
    /// What the chapter is about.
    pub topic: Topic,
    /// What the part is about when no chapter says otherwise.
    pub part_topic: Topic,
    /// Whether the part holds recommendations that were proposed, not adopted.
    pub proposed: bool,
    /// The section's letter, `A` as 1; 0 before the first.
    pub section: u8,
    /// Whether what is numbered here are the notes to the text.
    pub notes: bool,
    /// Whether the part has begun and its title is still to come.
    pub awaits_title: bool,
    /// The columns of the table that goes on here which hold texts, each a bit.
    pub texts: u16,
    /// Whether that table has a head, which says so.
    pub titled: bool,
    /// Whether a recommendation stands before: a message below it is answered, and not sent for its proposals.
    pub spoken: bool,
}

/// How a unit is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Numbering {
    /// `Recommendation 5` on a line of its own, or before the text.
    Heading,
    /// `5.` before the text.
    Paragraph,
    /// `A.`
    Letter,
    /// `II.`
    Roman,
}

/// The number of a unit, and where it says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The whole label in reading text: `Recommendation 2 bis`, `5.`, `A.`
    pub span: Span,
    /// Its number alone, suffix included.
    pub number_span: Span,
    /// The number.
    pub number: Number,
    /// More numbers that a heading over several recommendations carries: `3` in "Recommendations 2 and 3".
    pub also: Vec<Number>,
    /// How it is written.
    pub numbering: Numbering,
    /// Whether the label stands against the text before it, as in `child trafficking*Recommendation 5*`.
    pub glued: bool,
}

/// How items are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Marker {
    /// `(a)`
    Letter,
    /// `(i)`
    Roman,
    /// `(1)` or `1.`
    Arabic,
    /// `-`, `•`
    Bullet,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// `(a)`, in reading text.
    pub marker_span: Span,
    /// What follows the marker, up to the next item or the end of its paragraph, punctuation included.
    pub span: Span,
    /// How it is marked.
    pub marker: Marker,
    /// Its place by its own mark, from 1; 0 for bullets.
    pub ordinal: u32,
    /// 0 for the first degree.
    pub depth: u8,
    /// Whether it stands in running text and not on a line of its own.
    pub run_in: bool,
}

/// What a Word document marks, and keeps beside its text: text that was added or highlighted, text that was struck out,
/// a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// What the mark says.
    pub mark: Mark,
    /// What it is about; empty where something was struck out.
    pub span: Span,
    /// What was struck out, or what the comment says.
    pub words: String,
}

impl Marked {
    /// The same, `by` bytes further on.
    pub fn shifted(self, by: usize) -> Marked {
        Marked { span: self.span.shifted(by), ..self }
    }
}

/// A mark that few sources hold, and that checks ask for again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `[`
    Opening = 1,
    /// `]`
    Closing = 2,
    /// `"`
    StraightQuote = 4,
}

/// The signs that a source holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signs(u8);

impl Signs {
    pub(super) fn of(source: &str) -> Signs {
        let signs = memchr::memchr3_iter(b'[', b']', b'"', source.as_bytes()).map(|at| match source.as_bytes()[at] {
            b'[' => Sign::Opening,
            b']' => Sign::Closing,
            _ => Sign::StraightQuote,
        });
        Signs(signs.fold(0, |signs, sign| signs | sign as u8))
    }
}

/// One unit of a draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    pub(super) kind: Kind,
    pub(super) place: Place,
    pub(super) source: Box<str>,
    pub(super) signs: Signs,
    pub(super) reading: Reading,
    /// The number, if the unit has one.
    pub label: Option<Label>,
    /// The paragraph number between the heading of a recommendation and its text, if there is one, too.
    pub paragraph: Option<Label>,
    /// The text after the label; for a heading its title.
    pub body: Span,
    /// The paragraphs and items of the body, one span each.
    pub blocks: Vec<Span>,
    /// The items, in order.
    pub items: Vec<Item>,
    /// The sentences of the body.
    pub sentences: Vec<Span>,
    /// What stands in quotation marks, the marks included.
    pub quoted: Vec<Span>,
    /// Mentions of articles, instruments, resolutions, symbols and other places of the draft.
    pub mentions: Vec<Mention>,
    /// Marks of a Word document, in places of the source.
    pub marks: Vec<Marked>,
    /// What was understood of it as a recommendation.
    pub recommendation: Option<Box<Recommendation>>,
    /// Whether an unheaded paragraph opens as recommendations do, in whatever style the draft is.
    pub(super) opens_plainly: bool,
    /// Words of the body; numbers and symbols count as words.
    pub words: u32,
    /// Those of them that only English has: the, of, and …
    pub(super) english: u32,
    /// Those of them that only other languages have: les, los …
    pub(super) foreign: u32,
    /// Whether most of its letters are not Latin, and none of its words is English.
    pub(super) strange: bool,
    pub(super) memory: Memory,
}

impl Unit {
    /// The numbers of the recommendations whose headings a quotation holds.
    pub fn quoted_headings(&self) -> impl Iterator<Item = Number> + '_ {
        let quoted = if self.kind == Kind::Quotation { &*self.source } else { "" };
        let lines = quoted.lines().map(|line| line.trim_start_matches(['>', ' ']));
        lines.filter_map(|line| Some(heading::recommendation(line, Span::new(0, line.len()))?.number))
    }

    /// Whether a quotation holds numbered paragraphs that open as recommendations do.
    pub(super) fn quotes_numbered(&self) -> bool {
        let quoted = if self.kind == Kind::Quotation { &*self.source } else { "" };
        let mut lines = quoted.lines().map(|line| line.trim_start_matches(['>', ' ']));
        lines.any(|line| match lines::look(line, Span::new(0, line.len())) {
            Look::Numbered(mark) => lines::proposes(mark.rest.of(line)),
            _ => false,
        })
    }

    /// The number of the recommendation whose heading this was before it was struck out: `~~Recommendation 6~~`.
    pub fn struck_heading(&self) -> Option<Number> {
        let line = self.source.lines().next()?.trim_matches(['#', ' ', '*', '\u{a0}']);
        let struck = line.strip_prefix("~~").and_then(|rest| rest.strip_suffix("~~"));
        let struck = struck.or_else(|| line.strip_prefix("<del>").and_then(|rest| rest.strip_suffix("</del>")))?;
        Some(heading::recommendation(struck, Span::new(0, struck.len()))?.number)
    }

    /// The numbers of the recommendations that it only says something about: `Recommendation 3: no comment.`
    pub fn remarked_headings(&self) -> impl Iterator<Item = Number> + '_ {
        let source = if self.kind == Kind::Paragraph { &*self.source } else { "" };
        source.lines().filter_map(remarks::discussed)
    }

    /// The number that its row of a table has for it: `| 3 | States parties should … |`, or a number before a tab.
    pub fn number_in_row(&self) -> Option<Number> {
        let before = &self.source[..self.locate(self.body).start];
        let row = before.trim_start();
        let cells = || row.split('|').map(|cell| cell.trim_matches(['*', '_', ' ', '.', '\t']));
        let number = |cell: &str| match lines::digits(cell, 3) {
            true => Some(Number::plain(cell.parse().ok()?)),
            false => Some(heading::recommendation(cell, Span::new(0, cell.len()))?.number),
        };
        match &self.label {
            Some(label) if self.source.contains('\t') && label.numbering == Numbering::Paragraph => {
                Some(label.number.clone())
            }
            None if row.starts_with('|') => cells().find_map(number),
            _ => None,
        }
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        self.place
    }

    /// Its language, where its own words say so beyond doubt: a draft may hold what others sent in theirs. A name has foreign
    /// words, too, and a short text few of any.
    pub fn language(&self) -> Option<Language> {
        let Unit { words, english, foreign, strange, .. } = *self;
        let speaks = |these: u32, those: u32| these > 1 && these > those * 4 && these * 10 >= words;
        if strange || speaks(foreign, english) {
            return Some(Language::Other);
        }
        speaks(english, foreign).then_some(Language::English)
    }

    /// What people call it, by its kind and number: `Recommendation 7`, `paragraph 12`, `section A`.
    /// `None` for what has no number.
    pub fn called(&self) -> Option<(&'static str, &str)> {
        let label = self.label.as_ref()?;
        let noun = match (label.numbering, self.kind) {
            (Numbering::Heading, _) => "Recommendation",
            (Numbering::Paragraph, _) => "paragraph",
            (_, Kind::Section) => "section",
            (_, Kind::Chapter) => "chapter",
            (_, Kind::Annex) => "annex",
            _ => return None,
        };
        Some((noun, self.text(label.number_span)))
    }

    /// Its bytes in the file, white space and line ends included.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether its source holds this sign.
    pub fn has(&self, sign: Sign) -> bool {
        self.signs.0 & sign as u8 != 0
    }

    /// What a person reads.
    pub fn reading(&self) -> &str {
        self.reading.text()
    }

    /// What `span` of the reading text covers.
    pub fn text(&self, span: Span) -> &str {
        span.of(self.reading())
    }

    /// The source, relative to the unit's start, of a span of its reading text.
    pub fn locate(&self, span: Span) -> Span {
        self.reading.locate(span)
    }

    /// The place in the reading text of byte `at` of the source.
    pub fn find(&self, at: usize) -> usize {
        self.reading.find(at)
    }

    /// What `find` finds out about this unit, found out once. There is one for each type, so each question has a type of
    /// its own; besides the unit it may depend only on what holds as long as the draft: the lexicon and the corpus.
    pub fn recall<T: Any + Send + Sync>(&self, find: impl FnOnce(&Unit) -> T) -> Arc<T> {
        self.memory.recall(|| find(self))
    }

    /// A number for the words of the body; see [`crate::text::fingerprint`].
    pub fn fingerprint(&self) -> u64 {
        struct Fingerprint(u64);
        self.recall(|unit| Fingerprint(fingerprint(unit.text(unit.body)))).0
    }

    /// Whether `span` lies in quotation marks.
    pub fn is_quoted(&self, span: Span) -> bool {
        self.quoted.iter().any(|quoted| quoted.contains(span))
    }

    /// Whether a place of the source lies between backticks: code of Markdown is no text of the draft.
    pub fn is_code(&self, span: Span) -> bool {
        struct Code(Vec<Span>);
        let code = &self.recall(|unit| Code(asides::code(&unit.source))).0;
        code[..code.partition_point(|code| code.start <= span.start)].last().is_some_and(|code| code.contains(span))
    }

    /// The body without its list of items.
    pub fn chapeau(&self) -> Span {
        match self.items.first() {
            Some(item) if self.body.contains(item.marker_span) => {
                let text = Span::new(self.body.start, item.marker_span.start).of(self.reading());
                // "- (a)" is what some converters make of an item
                let text = text.trim_end_matches([' ', '\n', '-', '•']);
                Span::new(self.body.start, self.body.start + text.len())
            }
            _ => self.body,
        }
    }
}
