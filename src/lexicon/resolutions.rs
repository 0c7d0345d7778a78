//! Resolutions and decisions: "resolution 9/1", "decision 4/4", "General Assembly resolution 55/25".

use super::citations::{Slip, SlipKind};
use super::names::begins_sentence;
use crate::text::{Edit, Span};

/// Whether it is a resolution or a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// "resolution 9/1"
    Resolution,
    /// "decision 4/4"
    Decision,
}

impl Act {
    /// The word for it, everywhere.
    pub const fn name(self) -> &'static str {
        match self {
            Act::Resolution => "resolution",
            Act::Decision => "decision",
        }
    }
}

/// A resolution or decision where it is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// The word and the number; for later ones of a list the number alone.
    pub span: Span,
    /// What it is.
    pub act: Act,
    /// `9/1`, in the form of adopted texts.
    pub number: String,
    /// Where the number stands.
    pub number_span: Span,
    /// Whose it is, where the text says so: "General Assembly".
    pub body: Option<Span>,
}

/// Bodies whose names stand before the word.
const BODIES: [&str; 8] = [
    "General Assembly",
    "ECOSOC",
    "Economic and Social Council",
    "Human Rights Council",
    "Security Council",
    "Conference of the Parties",
    "Conference",
    "Commission on Crime Prevention and Criminal Justice",
];

/// The words: text, act, abbreviated.
const WORDS: [(&str, Act, bool); 9] = [
    ("resolutions ", Act::Resolution, false),
    ("resolution ", Act::Resolution, false),
    ("res. ", Act::Resolution, true),
    ("res.", Act::Resolution, true),
    ("res ", Act::Resolution, true),
    ("decisions ", Act::Decision, false),
    ("decision ", Act::Decision, false),
    ("dec. ", Act::Decision, true),
    ("dec ", Act::Decision, true),
];

/// The resolution or decision that begins at byte `at`, with the slips of its form.
pub(super) fn at(text: &str, at: usize) -> Option<(Resolution, Vec<Slip>)> {
    let rest = &text[at..];
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return reversed(text, at);
    }
    let bytes = rest.as_bytes();
    if bytes.len() < 5 || !matches!(&[bytes[0] | 32, bytes[1] | 32], b"re" | b"de") {
        return None;
    }
    let &(word, act, abbreviated) = WORDS
        .iter()
        .find(|(word, ..)| bytes.len() > word.len() && bytes[..word.len()].eq_ignore_ascii_case(word.as_bytes()))?;
    let start = at + word.len();
    let (number_span, number, as_usual) = number(text, start)?;
    let span = Span::new(at, number_span.end);
    let body =
        BODIES.into_iter().find(|body| text[..at].strip_suffix(' ').is_some_and(|before| before.ends_with(body)));
    let body = body.map(|body| Span::new(at - 1 - body.len(), at - 1));
    let mut slips = Vec::new();
    let word_span = Span::new(at, at + word.trim_end().len());
    if abbreviated {
        let space = if word.ends_with(' ') { "" } else { " " };
        let edit = Edit::replace(word_span, format!("{}{space}", act.name()));
        slips.push(Slip { kind: SlipKind::Abbreviated, span: word_span, edit });
    } else if rest.starts_with(char::is_uppercase) && !begins_sentence(&text[..at]) {
        let edit = Edit::replace(word_span, word_span.of(text).to_ascii_lowercase());
        slips.push(Slip { kind: SlipKind::Capital, span: word_span, edit });
    }
    if !as_usual {
        slips.push(Slip {
            kind: SlipKind::Number,
            span: number_span,
            edit: Edit::replace(number_span, number.clone()),
        });
    }
    Some((Resolution { span, act, number, number_span, body }, slips))
}

/// The resolutions after `first` in a list that "resolutions" or "decisions" introduces.
pub(super) fn further(text: &str, first: &Resolution) -> Vec<Resolution> {
    let mut found = Vec::new();
    if !text[first.span.start..].starts_with(|c: char| c.is_alphabetic())
        || !text[first.span.start..first.number_span.start].ends_with("s ")
    {
        return found;
    }
    let mut at = first.number_span.end;
    while let Some(separator) =
        [", and ", ", ", " and ", " or ", " to "].into_iter().find(|s| text[at..].starts_with(s))
    {
        let Some((span, number, true)) = number(text, at + separator.len()) else { break };
        at = span.end;
        found.push(Resolution { span, act: first.act, number, number_span: span, body: first.body });
    }
    found
}

/// `9/1 resolution`
fn reversed(text: &str, at: usize) -> Option<(Resolution, Vec<Slip>)> {
    let (number_span, number, as_usual) = number(text, at).filter(|(.., as_usual)| *as_usual)?;
    let after = text[number_span.end..].strip_prefix(' ')?;
    let act = [Act::Resolution, Act::Decision].into_iter().find(|act| after.starts_with(act.name()))?;
    let end = number_span.end + 1 + act.name().len();
    let joins = text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
    let number_follows =
        text[end..].strip_prefix(' ').is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    if joins || number_follows || !as_usual {
        return None;
    }
    let span = Span::new(at, end);
    let edit = Edit::replace(span, format!("{} {number}", act.name()));
    let slip = Slip { kind: SlipKind::Number, span, edit };
    Some((Resolution { span, act, number, number_span, body: None }, vec![slip]))
}

/// The number at `at`: its span, its usual form, and whether it has that.
fn number(text: &str, at: usize) -> Option<(Span, String, bool)> {
    const PREFIXES: [&str; 7] = ["A/RES/", "E/RES/", "A/HRC/RES/", "CTOC/COP/RES/", "No. ", "no. ", "Nos. "];
    let rest = &text[at..];
    let prefix = PREFIXES.into_iter().find(|prefix| rest.starts_with(prefix)).map_or(0, str::len);
    let session = rest[prefix..].bytes().take_while(u8::is_ascii_digit).count();
    let after = &rest[prefix + session..];
    let (separator, gap) = separator(after)?;
    let from = prefix + session + gap;
    let count = rest[from..].bytes().take_while(u8::is_ascii_digit).count();
    let next = &rest[from + count..];
    let joins = next.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '(' | '%'))
        || (next.starts_with(['.', ',']) && next[1..].starts_with(|c: char| c.is_ascii_digit()));
    if session == 0 || count == 0 || session > 4 || count > 3 || joins {
        return None;
    }
    let number = format!("{}/{}", &rest[prefix..prefix + session], &rest[from..from + count]);
    Some((Span::new(at, at + from + count), number, prefix == 0 && separator == '/' && gap == 1))
}

/// What parts session and number, and how many bytes it takes: a stroke may have spaces around it.
fn separator(after: &str) -> Option<(char, usize)> {
    let lead = usize::from(after.starts_with(' '));
    let separator = after[lead..].chars().next().filter(|c| matches!(c, '/' | '.' | '-' | '–'))?;
    let end = lead + separator.len_utf8();
    let space = after[end..].starts_with(' ');
    match separator {
        '/' => Some((separator, end + usize::from(space))),
        _ => (lead == 0 && !space).then_some((separator, end)),
    }
}
