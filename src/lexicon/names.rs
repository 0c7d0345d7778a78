//! Names of instruments in a text: official, short, by their kind alone ("the Protocol"), discouraged, or with a slip.
//!
//! Other treaties are noticed, too, since where a draft names several conventions "the Convention" may be any of them.

use std::ops::Range;

use super::instruments::{Instrument, Kind};
use crate::text::Span;

/// An instrument named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name without "the".
    pub span: Span,
    /// What it names.
    pub which: Which,
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// An instrument of the lexicon, by index, and how it is named.
    Known(usize, Naming),
    /// "the Convention", "the Protocol": only the draft can say which.
    Context(Kind),
    /// A treaty that the lexicon does not hold.
    Other(Kind),
}

/// How an instrument is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Naming {
    /// By its official name, what it supplements perhaps left off.
    Full,
    /// By a short name that adopted texts use.
    Short,
    /// By a name that adopted texts do not use: its place among the instrument's discouraged names.
    Discouraged(usize),
    /// By a name with a slip; the right form.
    Slip(String),
}

/// A name to look for.
#[derive(Debug)]
struct Form {
    text: String,
    instrument: usize,
    naming: Naming,
    /// Where "Convention" or "Protocol", which heads the name, begins.
    head: Option<usize>,
    /// Whether the instrument's official name begins with "United Nations".
    nations: bool,
}

/// Every name of every instrument.
#[derive(Debug)]
pub(super) struct Forms {
    /// By their first byte, longest first.
    forms: Vec<Form>,
    /// For each first byte where its forms are.
    first: Vec<Range<usize>>,
}

impl Forms {
    /// Collects the names of `instruments`.
    pub(super) fn new(instruments: &[Instrument]) -> Forms {
        let mut forms = Vec::new();
        for (i, instrument) in instruments.iter().enumerate() {
            let nations = instrument.name.starts_with("United Nations ");
            let mut push = |text: &str, naming: Naming| {
                let head = ["Convention", "Protocol"].iter().filter_map(|word| text.find(word)).min();
                forms.push(Form { text: text.to_owned(), instrument: i, naming, head, nations });
            };
            push(&instrument.name, Naming::Full);
            instrument.full.iter().for_each(|name| push(name, Naming::Full));
            instrument.short.iter().filter(|name| **name != instrument.name).for_each(|name| push(name, Naming::Short));
            for (i, discouraged) in instrument.discouraged.iter().enumerate() {
                push(&discouraged.name, Naming::Discouraged(i));
            }
        }
        let byte = |form: &Form| form.text.as_bytes()[0];
        forms.sort_by_key(|form| (byte(form), std::cmp::Reverse(form.text.len())));
        let bound = |first: u8| forms.partition_point(|form| byte(form) < first);
        let first = (0..=u8::MAX).map(|first| bound(first)..first.checked_add(1).map_or(forms.len(), bound)).collect();
        Forms { forms, first }
    }

    /// The name that begins with, or is headed by, the word at byte `at`. What lies before `from` is taken.
    pub(super) fn at(&self, text: &str, at: usize, from: usize) -> Option<Name> {
        let rest = text.as_bytes().get(at..).filter(|rest| !rest.is_empty())?;
        let exact = self.exact(text, at);
        let heads = [b"Convention".as_slice(), b"convention", b"Protocol", b"protocol", b"procedures"];
        if !heads.iter().any(|head| rest.starts_with(head)) {
            return exact;
        }
        match exact {
            Some(name) if !matches!(name.which, Which::Known(_, Naming::Discouraged(_))) => Some(name),
            exact => self.slip(text, at, from).or(exact).or_else(|| generic(text, at)),
        }
    }

    /// Whether any name can begin with this byte.
    pub(super) fn begin_with(&self, byte: u8) -> bool {
        !self.first[usize::from(byte)].is_empty() || matches!(byte, b'c' | b'p')
    }

    fn exact(&self, text: &str, at: usize) -> Option<Name> {
        let rest = &text[at..];
        let forms = &self.forms[self.first[usize::from(rest.as_bytes()[0])].clone()];
        let form = forms.iter().find(|form| {
            rest.strip_prefix(form.text.as_str()).is_some_and(ends_word)
                && !(form.head == Some(0) && follows_name(text, at, form.nations))
        })?;
        let span = Span::new(at, at + form.text.len());
        Some(Name { span, which: Which::Known(form.instrument, form.naming.clone()) })
    }

    /// A name with a slip, headed by the word at `at`.
    fn slip(&self, text: &str, at: usize, from: usize) -> Option<Name> {
        let word = word_at(text, at);
        let capital = matches!(word, "Convention" | "Protocol");
        if !capital && !matches!(word, "convention" | "protocol") {
            return None;
        }
        let mut best: Option<(Span, usize, &str)> = None;
        for form in self.forms.iter().filter(|form| !matches!(form.naming, Naming::Discouraged(_))) {
            let Some(head) = form.head.filter(|&head| word.eq_ignore_ascii_case(word_at(&form.text, head))) else {
                continue;
            };
            let found = if form.text.len() == head + word.len() {
                short_slip(text, at, from, form, head)
            } else if capital {
                official_slip(text, at, from, form, head)
            } else {
                None
            };
            let Some((span, right)) = found else { continue };
            if best.is_none_or(|(longest, ..)| span.len() > longest.len()) {
                best = Some((span, form.instrument, right));
            }
        }
        let (span, instrument, right) = best?;
        Some(Name { span, which: Which::Known(instrument, Naming::Slip(right.to_owned())) })
    }
}

/// A short name with its last word at `at` that differs in case or by a misspelling.
fn short_slip<'a>(text: &str, at: usize, from: usize, form: &'a Form, head: usize) -> Option<(Span, &'a str)> {
    let small = text[at..].starts_with(char::is_lowercase);
    let mut cost = u32::from(small);
    let mut start = at;
    let mut count = 0;
    for right in form.text[..head].split_whitespace().rev() {
        let before = text[from..start].strip_suffix(' ')?;
        let word = before.rsplit([' ', '\n', '(', '“', '"']).next()?;
        start -= 1 + word.len();
        let difference = substitution(right, word);
        if difference >= CONTENT {
            return None;
        }
        cost += difference;
        count += 1;
    }
    let end = at + form.text.len() - head;
    let limit = if count > 1 { 4 } else { 1 };
    let named = !small || text[..start].ends_with("the ");
    let fits = (1..=limit).contains(&cost) && named && ends_word(&text[end..]);
    fits.then(|| (Span::new(start, end), form.text.as_str()))
}

/// An official name whose "Convention" or "Protocol" stands at `at`; the span and the right form.
fn official_slip<'a>(text: &str, at: usize, from: usize, form: &'a Form, head: usize) -> Option<(Span, &'a str)> {
    const NATIONS: [&str; 4] = ["United Nations ", "UN ", "U.N. ", "United Nation "];
    let before = &text[from..at];
    let (prefix, tail) = form.text.split_at(head);
    if word_after(text, at).starts_with("there") {
        return None;
    }
    let found = match prefix {
        "" => "",
        "United Nations " => NATIONS.into_iter().find(|nations| before.ends_with(nations)).unwrap_or(""),
        _ => before.ends_with(prefix).then_some(prefix)?,
    };
    if found.is_empty() && follows_name(text, at, form.nations) {
        return None;
    }
    let right = if found.is_empty() { tail } else { form.text.as_str() };
    let content = tail.split_whitespace().skip(1).filter(|word| !is_function(word)).count() as u32;
    let limit = content.max(2) + if found.is_empty() { 0 } else { 2 };
    let (end, cost) = alignment(tail, &text[at..])?;
    let cost = cost + u32::from(!found.is_empty() && found != prefix);
    (1..=limit).contains(&cost).then(|| (Span::new(at - found.len(), at + end), right))
}

/// The cost of differences: a word of content counts as two function words or two misspellings.
const CASE: u32 = 1;
const TYPO: u32 = 2;
const FUNCTION: u32 = 2;
const CONTENT: u32 = 4;

/// The best alignment of the words of `right` with a beginning of `text`: where that ends, and what the differences cost.
/// The last word must be there.
fn alignment(right: &str, text: &str) -> Option<(usize, u32)> {
    let right: Vec<&str> = right.split_whitespace().collect();
    // word by word, since the line may be a whole file
    let mut words: Vec<&str> = Vec::with_capacity(right.len() + 4);
    for word in text.split(' ').take(right.len() + 4) {
        let on_line = word.split('\n').next().unwrap_or("");
        words.push(on_line);
        if on_line.len() < word.len() {
            break;
        }
    }
    let weight = |word: &str| if is_function(word) { FUNCTION } else { CONTENT };
    let mut row: Vec<u32> = Vec::with_capacity(words.len() + 1);
    row.push(0);
    for word in &words {
        row.push(row[row.len() - 1] + weight(word));
    }
    let mut best: Option<(usize, u32)> = None;
    for (i, wanted) in right.iter().enumerate() {
        let mut next = vec![row[0] + weight(wanted)];
        for (j, word) in words.iter().enumerate() {
            let last = i + 1 == right.len();
            let word = if last { word.trim_end_matches(|c: char| !c.is_alphabetic()) } else { word };
            let match_cost = substitution(wanted, word);
            let matched = row[j] + match_cost;
            if last && match_cost <= TYPO && best.is_none_or(|(_, cost)| matched < cost) {
                let end = words[..j].iter().map(|word| word.len() + 1).sum::<usize>() + word.len();
                best = Some((end, matched));
            }
            next.push(matched.min(row[j + 1] + weight(wanted)).min(next[j] + weight(word)));
        }
        row = next;
    }
    best
}

/// What it costs to read `found` for `right`.
fn substitution(right: &str, found: &str) -> u32 {
    if right == found {
        return 0;
    }
    let plain =
        |word: &str| -> String { word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    if is_function(right) && is_function(found) {
        return FUNCTION;
    }
    if right.len().abs_diff(found.len()) > 3 {
        return CONTENT;
    }
    // words with different first letters are never taken for each other
    let first = |word: &str| word.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase());
    if let (Some(a), Some(b)) = (first(right), first(found))
        && a != b
        && a.is_ascii()
        && b.is_ascii()
    {
        return CONTENT;
    }
    let (a, b) = (plain(right), plain(found));
    let tolerance = match a.len() {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    };
    if a == b {
        CASE
    } else if a.as_bytes().first() == b.as_bytes().first() && strsim::levenshtein(&a, &b) <= tolerance {
        TYPO
    } else {
        CONTENT
    }
}

fn is_function(word: &str) -> bool {
    matches!(
        word,
        "the" | "of" | "and" | "in" | "to" | "for" | "on" | "by" | "against" | "from" | "a" | "or" | "against," | "The"
    )
}

/// Whether a word ends before `after`; the figure of a footnote may follow.
fn ends_word(after: &str) -> bool {
    !after.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '_' | '@'))
}

/// The letters at `at`.
fn word_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())]
}

/// The word after the one at `at`.
fn word_after(text: &str, at: usize) -> &str {
    let end = at + word_at(text, at).len();
    text[end..].strip_prefix(' ').map_or("", |_| word_at(text, end + 1))
}

/// The word that one space parts from `at`.
fn word_before(text: &str, at: usize) -> &str {
    let before = text[..at].strip_suffix(' ').unwrap_or("");
    before.rsplit([' ', '\n', '(', '“', '"', '[']).next().unwrap_or("")
}

/// Whether a capitalized word before `at` makes what stands there a part of another name, as in "Inter-American
/// Convention against Corruption". `nations`: whether "UN" before it does.
fn follows_name(text: &str, at: usize, nations: bool) -> bool {
    let word = word_before(text, at);
    let capital = word.starts_with(char::is_uppercase) && word.ends_with(char::is_alphabetic);
    match word {
        "Nations" => false,
        "UN" => nations,
        _ => text[..at].ends_with('-') || (capital && !begins_sentence(&text[..at - 1 - word.len()])),
    }
}

/// Whether a sentence begins after `before`.
pub(super) fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '“', '"', '‘', '[', '*', '(']);
    before.is_empty() || before.ends_with(['.', ':', '\n', '?', '!', ')', ';'])
}

/// "the Protocol", "the Forced Labour Convention", "the procedures and rules".
fn generic(text: &str, at: usize) -> Option<Name> {
    let word = word_at(text, at);
    let kind = match word {
        "Convention" | "Conventions" => Kind::Convention,
        "Protocol" => Kind::Protocol,
        "procedures" if text[at..].starts_with("procedures and rules") => {
            let span = Span::new(at, at + "procedures and rules".len());
            return Some(Name { span, which: Which::Context(Kind::Rules) });
        }
        _ => return None,
    };
    let span = Span::new(at, at + word.len());
    let before = word_before(text, at);
    let named = before.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !matches!(before, "The" | "That" | "Its" | "Each" | "Nations" | "UN");
    // a treaty calls itself "this Convention"
    let itself = matches!(before, "this" | "This" | "present");
    let which =
        if named || itself || names_on(&text[span.end..], kind) { Which::Other(kind) } else { Which::Context(kind) };
    let some =
        matches!(before, "a" | "A" | "an" | "any" | "each" | "every" | "no" | "new" | "draft" | "another" | "Each");
    let vague = word == "Conventions" || some;
    (which == Which::Other(kind) || !vague).then_some(Name { span, which })
}

/// Whether a treaty's name goes on after "Convention" or "Protocol": "on the Law of the Sea", "No. 182", "II".
fn names_on(after: &str, kind: Kind) -> bool {
    let mut words = after.strip_prefix(' ').unwrap_or("").split([' ', '\n', ',', ';']);
    let first = words.next().unwrap_or("");
    let sign = matches!(first, "No." | "no." | "n°" | "N°" | "nº" | "Nº" | "№" | "number");
    let numbered = sign || (!first.is_empty() && first.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | '0'..='9')));
    let goes_on = match first {
        "on" | "against" | "for" | "relating" | "concerning" | "regarding" | "relative" | "to" => true,
        "of" | "additional" | "amending" => kind == Kind::Protocol,
        _ => false,
    };
    const BODIES: [&str; 9] =
        ["States", "Member", "Governments", "UNODC", "Conference", "Secretariat", "Working", "Parties", "State"];
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let joins = |word: &str| matches!(word, "the" | "of" | "to" | "all" | "certain" | "and" | "against");
    let next = words.find(|word| !joins(word)).filter(capital);
    numbered || (goes_on && next.is_some_and(|word| !BODIES.contains(&word)))
}
