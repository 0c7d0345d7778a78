//! Square brackets in the source of a unit, matched and named: what the checks of leftovers share. No rule lives here.
//!
//! It looks at the source and not at reading text, since a heading such as `## [Recommendation 5]` keeps its brackets
//! only there. Links, footnote marks, comments and editorial notes are no leftovers.

use super::Context;
use crate::document::{self, Document, Kind, Nature, Numbering, Sign, Topic, Unit};
use crate::lexicon::Lexicon;
use crate::lexicon::delegations::BACKING;
use crate::text::Span;

/// What a bracket holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// `[Adopted without a vote.]`, `[sic]`: a note to the reader.
    Note,
    /// `[+ added +]`
    Tracked,
    /// `[Note to draft: …]`
    Remark,
    /// `[…]`, `[insert date]`
    Placeholder,
    /// `[Colombia: …]`
    Delegation,
    /// `[Alt 1: …]`
    Alternative,
    /// Anything else: text that is not agreed.
    Text,
}

/// A bracket with its partner, in the unit's source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bracket {
    /// The marks included.
    pub(super) span: Span,
    /// Marks excluded.
    pub(super) inner: Span,
    pub(super) class: Class,
    /// How many brackets stand around it.
    pub(super) depth: usize,
}

impl Bracket {
    /// What stands between the marks.
    pub(super) fn inside<'a>(&self, source: &'a str) -> &'a str {
        self.inner.of(source).trim()
    }
}

/// The brackets of a unit, in order of their opening marks.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    pub(super) pairs: Vec<Bracket>,
    /// Opening marks without a closing one.
    pub(super) unclosed: Vec<usize>,
    /// Closing marks without an opening one.
    pub(super) unopened: Vec<usize>,
}

/// Whether leftovers matter here: in what is drafted, but for notes to its readers.
pub(super) fn matter(unit: &Unit, context: &Context<'_>) -> bool {
    is_drafted(unit, context) && !is_note(unit)
}

/// Whether this is drafted: recommendations and what stands unnumbered among them, and the headings and chapeaux of
/// drafts.
pub(super) fn is_drafted(unit: &Unit, context: &Context<'_>) -> bool {
    let headed = unit.label.as_ref().is_some_and(|label| label.numbering == Numbering::Heading);
    if headed || context.nature == Nature::NotADraft {
        return headed;
    }
    match unit.kind() {
        Kind::Recommendation | Kind::Chapeau => true,
        Kind::Paragraph => {
            let open = unit.label.is_none() || unit.text(unit.body).starts_with('[');
            open && unit.place().topic == Topic::Recommendations
        }
        kind => kind.is_heading(),
    }
}

/// Whether a paragraph explains the draft, its brackets among the rest: "Secretariat note: …", "Square brackets show …".
fn is_note(unit: &Unit) -> bool {
    if unit.kind() != Kind::Paragraph {
        return false;
    }
    let text = unit.reading();
    let lower = text[..crate::text::floor_boundary(text, 60.min(text.len()))]
        .trim_start_matches(['(', '[', '*', '_'])
        .to_lowercase();
    let head = lower.split(':').next().unwrap_or("");
    let named =
        head.len() < lower.len() && ["note", "nota", "legend", "key", "remark"].iter().any(|word| head.contains(word));
    named || lower.starts_with("note ") || lower.starts_with("square brackets") || lower.starts_with("text in ")
}

/// Finds and names the brackets of `unit`. What stands in quotation marks is somebody else's.
pub(super) fn brackets(unit: &Unit, lexicon: &Lexicon) -> Brackets {
    let source = unit.source();
    let mut found = Brackets::default();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(next) = memchr::memchr3(b'[', b']', b'<', &source.as_bytes()[at..]) {
        at += next;
        let rest = &source[at..];
        let mark = source.as_bytes()[at];
        if let Some(length) = skipped(rest, &source[..at]) {
            at += length;
            continue;
        }
        let quoted = || {
            let place = unit.find(at);
            unit.is_quoted(Span::new(place, place + 1))
        };
        match mark {
            b'[' if !quoted() => open.push(at),
            b']' if !quoted() => match open.pop() {
                Some(start) => {
                    let escaped = |end: usize| usize::from(source[..end].ends_with('\\'));
                    let span = Span::new(start - escaped(start), at + 1);
                    let inner = Span::new(start + 1, at - escaped(at));
                    let class = classify(inner.of(source).trim(), lexicon);
                    found.pairs.push(Bracket { span, inner, class, depth: open.len() });
                }
                None => found.unopened.push(at),
            },
            _ => {}
        }
        at += 1;
    }
    found.unclosed = open;
    found.pairs.sort_by_key(|bracket| bracket.span);
    found
}

/// Length of what begins with a bracket or `<` and is no leftover.
fn skipped(rest: &str, before: &str) -> Option<usize> {
    if let Some(length) = document::comment(rest).or_else(|| document::link(rest)) {
        return Some(length);
    }
    let inner = rest.strip_prefix('[')?;
    let close = inner.find(']')?;
    let label = &inner[..close];
    // a footnote mark, a task of a Markdown list, the definition of a link
    let number = (1..=3).contains(&close)
        && label.bytes().all(|b| b.is_ascii_digit())
        && !before.ends_with(char::is_whitespace)
        && !before.strip_suffix(']').is_some_and(|choice| choice.ends_with(|c: char| c.is_ascii_digit()));
    let mark = number || label.starts_with('^');
    let task = matches!(label, " " | "x" | "X") && before.trim_end().ends_with(['-', '*']);
    let definition = inner[close..].starts_with("]: http") || inner[close..].starts_with("]: #");
    // "Comment [A1]:" is one mark
    let remark = ["omment", "ommented", "ormatted"].iter().any(|word| before.trim_end().ends_with(word));
    (mark || task || definition || remark).then_some(close + 2)
}

/// Names what stands inside a bracket.
pub(super) fn classify(inside: &str, lexicon: &Lexicon) -> Class {
    let lower = inside.get(..inside.len().min(40)).unwrap_or(inside).to_lowercase();
    let begins = |words: &[&str]| words.iter().any(|word| lower.starts_with(word));
    if begins(&["adopted", "on the report of", "without reference", "emphasis ", "footnote", "original:"])
        || lower == "sic"
    {
        return Class::Note;
    }
    let hugged = |mark: char| inside.len() > 2 && inside.starts_with(mark) && inside.ends_with(mark);
    if hugged('+') || (hugged('-') && !inside.starts_with("--")) {
        return Class::Tracked;
    }
    if begins(&["note:", "note to", "note –", "drafting note", "comment", "n.b.", "nb:", "explanatory note", "remark"])
        // "[agreed]" alone may be a word that is not
        || begins(&["agreed ad ref", "ad ref"])
        || (lower.contains("note:") && lower.find("note:") < lower.find([',', '.']).or(Some(40)))
    {
        return Class::Remark;
    }
    if is_placeholder(inside, &lower) {
        return Class::Placeholder;
    }
    if super::alternative_label::label(inside).is_some() {
        return Class::Alternative;
    }
    if lexicon.delegations.sign(inside) {
        return Class::Delegation;
    }
    let proposal = BACKING.iter().find_map(|by| inside.strip_prefix(&by[..1].to_uppercase())?.strip_prefix(&by[1..]));
    let inside = proposal.unwrap_or(inside);
    if let Some(named) = lexicon.delegations.named(inside) {
        let after = inside[named.length..].trim_start();
        if after.is_empty() || after.starts_with([':', '–', '—', '?', '!', '-']) || lexicon.delegations.acts(after)
        {
            return Class::Delegation;
        }
    }
    Class::Text
}

/// Whether a bracket keeps a place for text to come.
fn is_placeholder(inside: &str, lower: &str) -> bool {
    const KEEPS: [&str; 15] = [
        "date",
        "dates",
        "number",
        "symbol",
        "place",
        "city",
        "name",
        "title",
        "year",
        "month",
        "day",
        "blank",
        "text",
        "reference",
        "country",
    ];
    const BEGINS: [&str; 12] = [
        "insert",
        "to be ",
        "tbc",
        "tbd",
        "name of",
        "date of",
        "number of the",
        "add text",
        "text to",
        "text from",
        "placeholder",
        "text awaited",
    ];
    // "[.]" and "[,]" are signs that are not agreed
    let sign = matches!(inside, "." | "-" | "/" | "–" | "?");
    !sign && inside.chars().all(|c| matches!(c, '.' | '…' | '_' | '?' | 'X' | 'x' | '●' | '•' | ' ' | '/' | '-' | '–'))
        || KEEPS.contains(&lower)
        || BEGINS.iter().any(|word| lower.starts_with(word))
}

/// A text on one line for a message, cut if it is long.
pub(super) fn clip(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            if out.len() + word.len() > 60 {
                return out + " …";
            }
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A mark without its partner, at this byte of the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lone {
    Unclosed(usize),
    Unopened(usize),
}

/// Brackets that do not close in their own unit.
#[derive(Debug, Default)]
pub(super) struct Across {
    /// Around several units, the marks included, in the draft.
    pub(super) pairs: Vec<Span>,
    pub(super) lone: Vec<Lone>,
}

/// A mark that its unit leaves open.
#[derive(Clone, Copy)]
struct Open {
    at: usize,
    /// Index of the unit.
    unit: usize,
    /// Whether the unit begins with it.
    begins: bool,
}

/// Matches what the units of a draft leave open: a mark at the start of a unit with one at the end of a later unit, and
/// marks in the paragraphs of one recommendation.
pub(super) fn across(document: &Document, context: &Context<'_>) -> Across {
    let mut found = Across::default();
    let mut open: Vec<Open> = Vec::new();
    let lone = |opened: Open| Lone::Unclosed(opened.at);
    for (i, unit) in document.units_that(|unit| unit.has(Sign::Opening) || unit.has(Sign::Closing)) {
        let goes_on = open.last().is_some_and(|opened| is_one(document, opened.unit, i));
        if !goes_on && !matter(unit, context) {
            continue;
        }
        if !goes_on {
            found.lone.extend(open.extract_if(.., |opened| !opened.begins).map(lone));
        }
        let start = document.start(i);
        let Brackets { unclosed, unopened, .. } = brackets(unit, context.lexicon);
        for at in unopened {
            let ends = unit.reading()[unit.find(at + 1)..].trim_matches(['.', ' ', '\n', ']']).is_empty();
            match open.pop().filter(|opened| ends || is_one(document, opened.unit, i)) {
                Some(opened) => found.pairs.push(Span::new(opened.at, start + at + 1)),
                None => found.lone.push(Lone::Unopened(start + at)),
            }
        }
        let begins = |at: usize| unit.find(at) <= unit.body.start;
        open.extend(unclosed.into_iter().map(|at| Open { at: start + at, unit: i, begins: begins(at) }));
    }
    found.lone.extend(open.into_iter().map(lone));
    found.lone.sort_by_key(|lone| match lone {
        Lone::Unclosed(at) | Lone::Unopened(at) => *at,
    });
    found
}

/// Whether a unit further on is a paragraph more of the recommendation or paragraph `first`.
fn is_one(document: &Document, first: usize, last: usize) -> bool {
    let more = |unit: &Unit| unit.kind().is_prose() && unit.label.is_none();
    document.units()[first].kind().is_prose() && document.units()[first + 1..=last].iter().all(|unit| more(unit))
}
