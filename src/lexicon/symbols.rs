//! Document symbols: `CTOC/COP/WG.4/2019/6`, joined symbols, suffixes, and what is known of the documents themselves.
//!
//! Only symbols of the Conference of the Parties are read to the end; those of other bodies are noticed and left alone.

use std::ops::RangeInclusive;

use serde::Deserialize;

use super::{Mention, MentionKind};
use crate::text::Span;

/// A document symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// The symbols that are joined by hyphens; one, for most.
    pub parts: Vec<Part>,
    /// Whether it belongs to the Conference of the Parties or one of its working groups.
    pub ours: bool,
    /// If it is malformed: the form it should have, if that is sure.
    pub malformed: Option<Option<String>>,
}

/// One symbol, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it stands.
    pub span: Span,
    /// The number of the working group; none for the Conference itself.
    pub group: Option<u32>,
    /// The year of the series.
    pub year: Option<u32>,
    /// `L`, `CRP` or `INF`, if the document belongs to such a series.
    pub series: Option<String>,
    /// The number in the series.
    pub number: Option<u32>,
}

/// `rules/lexicon/symbols.toml`.
#[derive(Debug, Deserialize)]
pub struct Source {
    series: Vec<Series>,
    symbol: Vec<Known>,
    resolution: Vec<KnownResolution>,
}

/// A series of documents of one body.
#[derive(Debug, Clone, Deserialize)]
pub struct Series {
    /// `CTOC/COP/WG.4`
    pub prefix: String,
    /// The body.
    pub name: String,
}

/// A document of which something is known.
#[derive(Debug, Clone, Deserialize)]
pub struct Known {
    /// Its symbol.
    pub symbol: String,
    /// Its title, or what it is.
    #[serde(default)]
    pub title: String,
    /// The meeting that it was made for.
    #[serde(default)]
    pub meeting: String,
    /// `report`, `background paper` …
    pub kind: String,
}

/// A resolution or decision of the Conference of which something is known.
#[derive(Debug, Clone, Deserialize)]
pub struct KnownResolution {
    /// `9/1`
    pub number: String,
    /// `resolution` or `decision`
    pub kind: String,
    /// Its title.
    #[serde(default)]
    pub title: String,
    /// What it does.
    #[serde(default)]
    pub about: String,
}

/// What is known of documents and resolutions.
#[derive(Debug)]
pub struct Documents {
    /// The series of the Conference and its working groups.
    pub series: Vec<Series>,
    known: Vec<Known>,
    resolutions: Vec<KnownResolution>,
}

impl Documents {
    /// Puts the data in order.
    pub fn new(source: Source) -> Documents {
        let mut known = source.symbol;
        known.sort_by(|a, b| a.symbol.cmp(&b.symbol));
        Documents { series: source.series, known, resolutions: source.resolution }
    }

    /// All known documents, by symbol.
    pub fn all(&self) -> &[Known] {
        &self.known
    }

    /// The document with this symbol.
    pub fn named(&self, symbol: &str) -> Option<&Known> {
        self.known.binary_search_by(|known| known.symbol.as_str().cmp(symbol)).ok().map(|i| &self.known[i])
    }

    /// The known documents made for `meeting`, by symbol.
    pub fn of_meeting<'a>(&'a self, meeting: &'a str) -> impl Iterator<Item = &'a Known> {
        self.known.iter().filter(move |known| known.meeting == meeting)
    }

    /// The body whose series `part` belongs to.
    pub fn body(&self, part: &Part) -> Option<&Series> {
        self.series.iter().find(|series| series.prefix.strip_prefix("CTOC/COP").map(group_of) == Some(part.group))
    }

    /// The resolutions and decisions of the Conference with this number.
    pub fn resolution(&self, number: &str) -> Option<&KnownResolution> {
        self.resolutions.iter().find(|resolution| resolution.number == number)
    }
}

/// The group in `/WG.4`.
fn group_of(rest: &str) -> Option<u32> {
    rest.strip_prefix("/WG.").and_then(|group| group.parse().ok())
}

/// The symbols in `text`.
pub(super) fn find(text: &str) -> Vec<Mention> {
    let bytes = text.as_bytes();
    let mut mentions = Vec::new();
    let mut taken = 0;
    for slash in memchr::memchr_iter(b'/', bytes) {
        if slash < taken {
            continue;
        }
        let symbol = conference(text, slash, taken)
            .or_else(|| beheaded(text, slash, taken))
            .or_else(|| other(text, slash, taken));
        if let Some((span, symbol)) = symbol {
            taken = span.end;
            mentions.push(Mention { span, kind: MentionKind::Symbol(symbol) });
        }
    }
    mentions
}

/// Its first word with two letters in each other's place.
const TRANSPOSED: [&str; 3] = ["COTC", "CTCO", "TCOC"];

/// A symbol of the Conference around its first slash.
fn conference(text: &str, slash: usize, taken: usize) -> Option<(Span, Symbol)> {
    let before = text[taken..slash].trim_end_matches(' ');
    let start = before.len().checked_sub("CTOC".len()).map(|start| taken + start)?;
    let head = text.get(start..taken + before.len())?;
    let transposed = TRANSPOSED.contains(&head) && text[slash..].starts_with("/COP");
    if !(head.eq_ignore_ascii_case("CTOC") || transposed)
        || text[taken..start].ends_with(|c: char| c.is_alphanumeric() || c == '/' || c == '.')
    {
        return None;
    }
    let end = extent(text, start);
    let span = Span::new(start, end);
    let raw = span.of(text);
    let symbol = match parts(raw, start) {
        Some(parts) => Symbol { parts, ours: true, malformed: None },
        None => {
            let right = repaired(raw).filter(|right| parts(right, 0).is_some());
            let parts = right.as_deref().and_then(|right| parts(right, start)).unwrap_or_default();
            let parts = parts.into_iter().map(|part| Part { span, ..part }).collect();
            Symbol { parts, ours: true, malformed: Some(right) }
        }
    };
    Some((span, symbol))
}

/// `COP/WG.4/2022/2`: a symbol of the Conference without its first word.
fn beheaded(text: &str, slash: usize, taken: usize) -> Option<(Span, Symbol)> {
    let start = slash.checked_sub("COP".len()).filter(|&start| start >= taken)?;
    if text.get(start..slash)? != "COP" || !text[slash..].starts_with("/WG.") {
        return None;
    }
    if text[taken..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-')) {
        return None;
    }
    let span = Span::new(start, extent(text, start));
    let right = format!("CTOC/{}", span.of(text));
    let parts: Vec<Part> = parts(&right, start)?.into_iter().map(|part| Part { span, ..part }).collect();
    Some((span, Symbol { parts, ours: true, malformed: Some(Some(right)) }))
}

const DASH: &str = "–";

/// Where a symbol that begins at `start` ends; spaces beside its slashes and points belong to it.
fn extent(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    while end < bytes.len() {
        let byte = bytes[end];
        let next = bytes.get(end + 1).copied().unwrap_or(b' ');
        let joins = |b: u8| matches!(b, b'/' | b'.' | b'-');
        let inside = match byte {
            b'/' => true,
            b'.' => next.is_ascii_alphanumeric() || (next == b' ' && is_dotted_space(text, start, end)),
            b'-' => next.is_ascii_alphanumeric(),
            // "2019/4–5", "2023/3–CTOC/COP": an en dash for a hyphen
            _ if text[end..].starts_with(DASH) => {
                let after = &text[end + DASH.len()..];
                let joins = after.starts_with(|c: char| c.is_ascii_digit()) || after.starts_with("CTOC/");
                if joins {
                    end += DASH.len() - 1;
                }
                joins
            }
            // "CTOC/COP/WG.4/ 2019/4", "CTOC/COP/WG 4/2019/4"
            b' ' => {
                let last = bytes[end - 1];
                (last == b'/' && (next.is_ascii_alphanumeric()) && !starts_word(&text[end + 1..]))
                    || (next == b'/' && !joins(last))
                    || (last == b'.' && next.is_ascii_digit() && is_dotted_space(text, start, end - 1))
                    || (text[start..end].ends_with("WG") && next.is_ascii_digit())
            }
            _ => byte.is_ascii_alphanumeric(),
        };
        if !inside {
            break;
        }
        end += 1;
    }
    while end > start && matches!(bytes[end - 1], b'/' | b'.' | b'-' | b' ') {
        end -= 1;
    }
    end
}

/// Whether the full stop at `dot` belongs to "WG. 4" or "Add. 1".
fn is_dotted_space(text: &str, start: usize, dot: usize) -> bool {
    let before = text[start..dot].rsplit('/').next().unwrap_or("");
    let digits = text[dot + 1..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    digits && ["WG", "Add", "Corr", "Rev", "Amend", "L", "CRP"].iter().any(|word| word.eq_ignore_ascii_case(before))
}

/// Whether running text goes on, and not a symbol.
fn starts_word(rest: &str) -> bool {
    let word = rest.split([' ', ',', '.', '/', ')']).next().unwrap_or("");
    word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase())
}

/// The parts of a well-formed symbol.
fn parts(raw: &str, start: usize) -> Option<Vec<Part>> {
    let mut at = 0;
    raw.split("-CTOC/")
        .map(|text| {
            let length = text.len() + if at > 0 { "CTOC/".len() } else { 0 };
            let span = Span::new(start + at, start + at + length);
            at += length + 1;
            part(text.strip_prefix("CTOC/").unwrap_or(text), span)
        })
        .collect()
}

const YEARS: RangeInclusive<u32> = 2002..=2099;

/// `COP/WG.4/2019/L.1/Add.2`, strictly.
fn part(text: &str, span: Span) -> Option<Part> {
    let mut segments = text.split('/').peekable();
    if segments.next()? != "COP" {
        return None;
    }
    let mut part = Part { span, group: None, year: None, series: None, number: None };
    if let Some(group) = segments.next_if(|segment| segment.starts_with("WG")) {
        part.group = Some(digits(group.strip_prefix("WG.")?)?);
    }
    let Some(year) = segments.next() else { return Some(part) };
    part.year = Some(digits(year).filter(|year| YEARS.contains(year))?);
    let Some(document) = segments.next() else { return Some(part) };
    let (series, number) = match document.split_once('.') {
        Some((series, number)) if ["L", "CRP", "INF", "NGO"].contains(&series) => (Some(series), number),
        Some(_) => return None,
        None if document == "INF" || document == "NGO" => (Some(document), segments.next()?),
        None => (None, document),
    };
    part.series = series.map(str::to_owned);
    part.number = Some(digits(number)?);
    let suffixes = segments.all(|segment| {
        segment.split_once('.').is_some_and(|(suffix, number)| {
            ["Add", "Corr", "Rev", "Amend"].contains(&suffix) && digits(number).is_some()
        })
    });
    suffixes.then_some(part)
}

fn digits(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    plain.then(|| text.parse().ok()).flatten()
}

/// What a malformed symbol should read.
fn repaired(raw: &str) -> Option<String> {
    let compact: String = raw.replace(DASH, "-").chars().filter(|c| *c != ' ').collect();
    let mut right = String::with_capacity(compact.len());
    for segment in compact.split('/') {
        // "2019-4" and "WG.4-2019" have a hyphen for a slash, "3-CTOC" joins two symbols
        for (i, piece) in segment.split('-').enumerate() {
            if !right.is_empty() {
                let joins = i > 0 && piece.eq_ignore_ascii_case("CTOC");
                right.push(if joins { '-' } else { '/' });
            }
            right.push_str(&segment_repaired(piece));
        }
    }
    let right = right.replace("CTOC/WG.", "CTOC/COP/WG.");
    Some(right)
}

/// `wg4` as `WG.4`, `add1` as `Add.1`, `l.1` as `L.1`.
fn segment_repaired(segment: &str) -> String {
    const WORDS: [(&str, &str); 11] = [
        ("WG", "WG."),
        ("CRP", "CRP."),
        ("INF", "INF/"),
        ("L", "L."),
        ("Addendum", "Add."),
        ("Add", "Add."),
        ("Corr", "Corr."),
        ("Rev", "Rev."),
        ("Amend", "Amend."),
        ("CTOC", "CTOC"),
        ("COP", "COP"),
    ];
    let letters = segment.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = segment.split_at(letters);
    let number = rest.trim_start_matches('.');
    match WORDS.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(word)) {
        Some((_, right)) if number.is_empty() => right.trim_end_matches(['.', '/']).to_owned(),
        Some((_, right)) => format!("{right}{number}"),
        None if TRANSPOSED.contains(&segment) => "CTOC".to_owned(),
        None => segment.to_owned(),
    }
}

/// A symbol of another body around its first slash: `A/RES/55/25`, `E/2013/30`.
fn other(text: &str, slash: usize, taken: usize) -> Option<(Span, Symbol)> {
    const ORGANS: [&str; 12] = ["A", "E", "S", "ST", "TD", "CAC", "DP", "CRC", "CCPR", "CEDAW", "SPLOS", "UNEP"];
    let before = &text[taken..slash];
    let head = before.rsplit(|c: char| !c.is_ascii_uppercase()).next()?;
    let start = slash - head.len();
    let joined = text[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-'));
    if !ORGANS.contains(&head) || joined {
        return None;
    }
    let rest = &text[slash..];
    let length = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '(' | ')')))
        .unwrap_or(rest.len());
    let whole = rest[..length].trim_end_matches(['.', '-', '/', ')', '(']);
    let is = whole.len() > 1 && whole.contains(|c: char| c.is_ascii_digit());
    is.then(|| (Span::new(start, slash + whole.len()), Symbol { parts: Vec::new(), ours: false, malformed: None }))
}
