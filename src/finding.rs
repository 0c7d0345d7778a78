//! What a rule says about a draft, as values: findings, fixes, precedents, and the report that collects them.
//!
//! Nothing here is serialised: each output format has its own view.

use std::sync::Arc;

use crate::document::Unit;
pub use crate::settings::Severity;
use crate::text::{Edit, Span};

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Numbers of recommendations, paragraphs, sections, items.
    Numbering,
    /// Mentions of other places in the draft.
    Reference,
    /// Addressee, operative phrase, qualifier, strength.
    Phrasing,
    /// Articles, instruments, resolutions, document symbols.
    Citation,
    /// What negotiation left behind.
    Leftover,
    /// Lists, full stops, commas, spacing.
    Punctuation,
    /// Terms and spelling.
    Term,
    /// What was recommended before.
    Repetition,
    /// Length.
    Size,
    /// The draft as a whole.
    Document,
    /// Suppressions and settings.
    Configuration,
}

impl Category {
    /// All of them, in the order of the rule index.
    pub const ALL: [Category; 11] = [
        Category::Numbering,
        Category::Reference,
        Category::Phrasing,
        Category::Citation,
        Category::Leftover,
        Category::Punctuation,
        Category::Term,
        Category::Repetition,
        Category::Size,
        Category::Document,
        Category::Configuration,
    ];

    /// The word for it, everywhere.
    pub const fn name(self) -> &'static str {
        match self {
            Category::Numbering => "numbering",
            Category::Reference => "reference",
            Category::Phrasing => "phrasing",
            Category::Citation => "citation",
            Category::Leftover => "leftover",
            Category::Punctuation => "punctuation",
            Category::Term => "term",
            Category::Repetition => "repetition",
            Category::Size => "size",
            Category::Document => "document",
            Category::Configuration => "configuration",
        }
    }

    /// The category with that name.
    pub fn named(name: &str) -> Option<Category> {
        Category::ALL.into_iter().find(|category| category.name() == name)
    }
}

/// Whether a fix may be made without being read first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Safety {
    /// It cannot change what is asked of whom.
    Safe,
    /// A person decides.
    NeedsReview,
    /// A person chooses it among others, one by one; never made for many at once. Machines are told that it needs review.
    Chosen,
}

impl Safety {
    /// The word for it, everywhere.
    pub const fn name(self) -> &'static str {
        match self {
            Safety::Safe => "safe",
            Safety::NeedsReview | Safety::Chosen => "needs-review",
        }
    }
}

/// A change that would settle a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative: "Write “States parties”".
    pub title: String,
    /// Whether it may be made unread.
    pub safety: Safety,
    /// In bytes of the same text as the finding's span.
    pub edits: Vec<Edit>,
    /// The earlier recommendation whose words it takes over as they are, by its name.
    pub takes: Option<String>,
}

/// Another place in the same draft that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// Why it matters here, one line.
    pub message: String,
}

/// An earlier recommendation that a finding rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Precedent {
    /// Its full name: `2019-WG.4/10`, `2023-WG.4/annex/5`, `2023-WG.4/dialogue/37`.
    pub name: String,
    /// Likeness from 0 to 1, where the rule measured one.
    pub score: Option<f32>,
}

/// The text in whose bytes the spans of a unit's finding count until it is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Frame {
    /// The unit's reading text, as nearly always.
    #[default]
    Reading,
    /// The unit's source: comments, spaces and marks that a reader does not see.
    Source,
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule's id.
    pub rule: Arc<str>,
    /// What the rule is about.
    pub category: Category,
    /// How much it matters in this draft.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// What was found and what adopted practice is, one line.
    pub message: String,
    /// Whether it tells of something beside what its rule is about: in an adopted text it is no exception to the rule.
    pub aside: bool,
    /// Other places, at most three.
    pub related: Vec<Related>,
    /// Earlier recommendations it rests on.
    pub precedents: Vec<Precedent>,
    /// Ways to settle it, best first.
    pub fixes: Vec<Fix>,
    /// What its spans count in before [`settle`]; afterwards always the source.
    pub frame: Frame,
}

impl Finding {
    /// Adds a fix made of one replacement of `span` by `text`.
    pub fn fix(
        &mut self,
        safety: Safety,
        title: impl Into<String>,
        span: Span,
        text: impl Into<String>,
    ) -> &mut Finding {
        self.fix_with(safety, title, vec![Edit::replace(span, text)])
    }

    /// Adds a fix.
    pub fn fix_with(&mut self, safety: Safety, title: impl Into<String>, edits: Vec<Edit>) -> &mut Finding {
        self.fixes.push(Fix { title: title.into(), safety, edits, takes: None });
        self
    }

    /// Says that the last fix takes over the words of an earlier recommendation as they are.
    pub fn taking(&mut self, name: &str) -> &mut Finding {
        if let Some(fix) = self.fixes.last_mut() {
            fix.takes = Some(name.to_owned());
        }
        self
    }

    /// Adds another place that explains the finding.
    pub fn relate(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.related.push(Related { span, message: message.into() });
        self
    }

    /// Names an earlier recommendation it rests on.
    pub fn precedent(&mut self, name: impl Into<String>, score: Option<f32>) -> &mut Finding {
        self.precedents.push(Precedent { name: name.into(), score });
        self
    }

    /// Gives this finding a severity of its own.
    pub fn at(&mut self, severity: Severity) -> &mut Finding {
        self.severity = severity;
        self
    }

    /// Translates every span of the finding by `map`.
    fn map(&mut self, map: impl Fn(Span) -> Span) {
        self.span = map(self.span);
        self.related.iter_mut().for_each(|related| related.span = map(related.span));
        for edit in self.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = map(edit.span);
        }
    }

    /// Moves the finding `by` bytes further on.
    pub fn shift(&mut self, by: usize) {
        self.map(|span| span.shifted(by));
    }
}

/// What a check needs to know of its own rule to report. It borrows the id: every rule is asked about every unit, and few
/// find anything.
#[derive(Debug, Clone, Copy)]
pub struct Stamp<'a> {
    /// The rule's id.
    pub rule: &'a Arc<str>,
    /// What the rule is about.
    pub category: Category,
    /// How much its findings matter, unless they say otherwise.
    pub severity: Severity,
}

/// Collects what rules find. It stamps id, category and severity, and counts occasions:
/// an *occasion* is a place where the rule had something to decide, whatever it decided.
#[derive(Debug)]
pub struct Report<'a> {
    stamp: Stamp<'a>,
    findings: &'a mut Vec<Finding>,
    occasions: Option<&'a mut Vec<Span>>,
}

impl<'a> Report<'a> {
    /// A report of one rule into `findings`; `occasions` are kept only where somebody counts them.
    pub fn new(stamp: Stamp<'a>, findings: &'a mut Vec<Finding>, occasions: Option<&'a mut Vec<Span>>) -> Report<'a> {
        Report { stamp, findings, occasions }
    }

    /// The rule had something to decide at `span`.
    pub fn occasion(&mut self, span: Span) {
        if let Some(occasions) = &mut self.occasions {
            occasions.push(span);
        }
    }

    /// As [`Report::occasion`], at a place that is found out only if somebody counts.
    pub fn occasion_at(&mut self, place: impl FnOnce() -> Span) {
        if let Some(occasions) = &mut self.occasions {
            occasions.push(place());
        }
    }

    /// Whether somebody counts occasions: if nobody does, none need be looked for.
    pub fn counts(&self) -> bool {
        self.occasions.is_some()
    }

    /// The rule found fault at `span`; this is an occasion, too.
    pub fn find(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.push(span, message.into(), Frame::Reading)
    }

    /// The rule found fault at `span` of the unit's *source*, where a reader sees nothing: a comment, doubled spaces.
    /// Fixes and related places count in the source, too.
    pub fn find_in_source(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.push(span, message.into(), Frame::Source)
    }

    fn push(&mut self, span: Span, message: String, frame: Frame) -> &mut Finding {
        self.findings.push(Finding {
            rule: self.stamp.rule.clone(),
            category: self.stamp.category,
            severity: self.stamp.severity,
            span,
            message,
            aside: false,
            related: Vec::new(),
            precedents: Vec::new(),
            fixes: Vec::new(),
            frame,
        });
        self.findings.last_mut().expect("just pushed")
    }
}

/// Turns findings about the reading text of `unit` into findings about its source, by [`Unit::locate`]. Those that
/// are about the source already stay as they are.
/// An edit keeps the source's own spaces and quotation marks where it does not change them.
pub fn settle(findings: &mut [Finding], unit: &Unit) {
    for finding in findings.iter_mut().filter(|finding| finding.frame == Frame::Reading) {
        let text = unit.reading();
        let mut old: Vec<&str> = Vec::new();
        for edit in finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            tighten(edit, text);
            old.push(edit.span.of(text));
        }
        finding.map(|span| unit.locate(span));
        let mut old = old.into_iter();
        finding.fixes.retain_mut(|fix| {
            let edits = fix.edits.iter_mut().zip(old.by_ref());
            let torn = edits.filter_map(|(edit, old)| {
                let torn = marks(edit.span.of(unit.source())) % 2 != marks(old) % 2;
                // a line end that a reader sees is no matter of wrapping
                if !old.contains('\n') {
                    keep_break(edit, unit.source());
                }
                torn.then_some(())
            });
            torn.count() == 0
        });
        finding.frame = Frame::Source;
    }
}

/// How many marks of emphasis there are. An edit that takes one away and leaves the other, `**should to** share`, is none
/// to make.
fn marks(text: &str) -> usize {
    text.as_bytes().chunk_by(|a, b| a == b).filter(|run| matches!(run[0], b'*' | b'_' | b'~')).count()
}

/// Keeps the one line break in what an edit replaces, where its lines are wrapped: in the place of the space that is
/// written there or behind the hyphen, or of the space after words that go.
fn keep_break(edit: &mut Edit, source: &str) {
    // "law- / enforcement": the line end is the space
    if edit.text.ends_with(' ') && source[edit.span.end..].starts_with(['\n', '\r']) {
        edit.text.pop();
    }
    let old = edit.span.of(source);
    let Some(at) = old.find('\n').filter(|at| !old[at + 1..].contains('\n')) else { return };
    let lead = old[..at].trim_end_matches([' ', '\t', '\r']);
    let tail = old[at + 1..].trim_start_matches([' ', '\t']);
    let gap = &old[lead.len()..old.len() - tail.len()];
    // what begins with a mark of Markdown's, or is written in lines of its own, has its own ends
    if tail.starts_with('>') || edit.text.contains('\n') {
        return;
    }
    if edit.text.is_empty() {
        let rest = &source[edit.span.end..];
        let after = rest.trim_start_matches(['.', ',', ';', ':', ')', '”']);
        let marks = rest.len() - after.len();
        if after.starts_with(' ') {
            edit.text = format!("{}{gap}", &rest[..marks]);
            edit.span.end += marks + 1;
        }
        return;
    }
    // as many words stand behind it as before
    const JOINTS: [char; 2] = [' ', '-'];
    let Some((joint, mark)) = edit.text.rmatch_indices(JOINTS).nth(tail.matches(JOINTS).count()) else { return };
    let (before, after) = (&edit.text[..joint], &edit.text[joint + 1..]);
    edit.text = format!("{before}{}{gap}{after}", mark.trim());
}

/// Shrinks an edit to what it changes.
pub fn tighten(edit: &mut Edit, text: &str) {
    let old = edit.span.of(text);
    let prefix: usize = old.chars().zip(edit.text.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (old, new) = (&old[prefix..], &edit.text[prefix..]);
    let suffix: usize =
        old.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let new = new[..new.len() - suffix].to_owned();
    edit.span = Span::new(edit.span.start + prefix, edit.span.end - suffix);
    edit.text = new;
}
