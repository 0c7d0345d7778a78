//! Citations of treaties, resolutions and decisions: "article 10, paragraph 1, of the Trafficking in Persons Protocol".
//!
//! A citation is read as it stands, with its slips of form; whether what it cites exists is the business of checks.
//! `provisions` reads the figures, `names` the instruments.

use super::instruments::{Division, Kind, Place};
use super::names::{Name, Which, begins_sentence};
use super::provisions::Reader;
use super::resolutions::{self, Resolution};
use super::{Lexicon, Mention, MentionKind};
use crate::text::{Edit, Span};

/// What a citation names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The word that introduces it, "articles" or "Art."; none where an instrument or resolution is named alone.
    pub word: Option<Span>,
    /// The articles and paragraphs, in order; empty where an instrument or resolution is named alone.
    pub provisions: Vec<Provision>,
    /// Of what.
    pub of: Option<Of>,
    /// Where its form is not that of adopted texts.
    pub slips: Vec<Slip>,
    /// Whether a list in it can be read in two ways.
    pub loose: bool,
}

/// What is cited from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Of {
    /// An instrument.
    Instrument(Name),
    /// A resolution or decision.
    Resolution(Resolution),
    /// Something that this room does not know: the Charter, "this article".
    Other,
}

/// A number or letter where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure<T> {
    /// What it says.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// One article or paragraph that a citation cites, as far down as it goes. Those of one article share its figure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provision {
    /// The article.
    pub article: Option<Figure<u32>>,
    /// The paragraph.
    pub paragraph: Option<Figure<u32>>,
    /// The subparagraph, in lower case.
    pub letter: Option<Figure<String>>,
    /// Its part, a roman number in lower case.
    pub roman: Option<Figure<String>>,
    /// Whether a range ends here that the provision before it begins.
    pub through: bool,
}

impl Provision {
    /// What is cited, without spans.
    pub fn place(&self) -> Place {
        Place {
            article: self.article.as_ref().map(|figure| figure.value),
            paragraph: self.paragraph.as_ref().map(|figure| figure.value),
            letter: self.letter.as_ref().map(|figure| figure.value.clone()),
            roman: self.roman.as_ref().map(|figure| figure.value.clone()),
        }
    }

    /// Its figures, from the first to the last.
    pub fn span(&self) -> Span {
        let article = self.article.as_ref().map(|figure| figure.span);
        let paragraph = self.paragraph.as_ref().map(|figure| figure.span);
        let letter = self.letter.as_ref().map(|figure| figure.span);
        let roman = self.roman.as_ref().map(|figure| figure.span);
        let all = [article, paragraph, letter, roman];
        let spans = all.iter().flatten();
        let start = spans.clone().map(|span| span.start).min().unwrap_or(0);
        Span::new(start, spans.map(|span| span.end).max().unwrap_or(0).max(start))
    }
}

/// Where the form of a citation is not that of adopted texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What is wrong.
    pub kind: SlipKind,
    /// Where.
    pub span: Span,
    /// What settles it.
    pub edit: Edit,
}

/// What is wrong with the form of a citation; when several are, the first of this order speaks for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SlipKind {
    /// `art. 6`, `para. 3`, `§ 3`, `res. 9/1`
    Abbreviated,
    /// `article VI` of an instrument whose articles have arabic numbers
    Roman,
    /// `article six`, `paragraph three`
    Words,
    /// `article 6(3)`, `paragraph 3(c)`, `article 6.3`
    Glued,
    /// `article 6 (3)`
    Parenthesis,
    /// `Article 6` inside a sentence
    Capital,
    /// `paragraph 3 of article 6`, `article 6 of the Protocol, paragraph 3`
    Inverted,
    /// `article 10, paragraph 1 of`, `article 10 paragraph 1, of`
    Comma,
    /// `resolution 9.1`, `resolution A/RES/55/25`, `9/1 resolution`
    Number,
}

impl Citation {
    /// A citation of what is named alone.
    fn alone(of: Of) -> Citation {
        Citation { word: None, provisions: Vec::new(), of: Some(of), slips: Vec::new(), loose: false }
    }

    /// The name of the instrument, if one is named.
    pub fn name(&self) -> Option<&Name> {
        match &self.of {
            Some(Of::Instrument(name)) => Some(name),
            _ => None,
        }
    }
}

/// The citations in `text`, by place.
pub(super) fn find(text: &str, lexicon: &Lexicon) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let bytes = text.as_bytes();
    let (mut at, mut taken) = (0, 0);
    while at < bytes.len() {
        let byte = bytes[at];
        let leads = byte.is_ascii_digit()
            || matches!(byte | 32, b'a' | b'd' | b'p' | b'r' | b's')
            || text[at..].starts_with('§')
            || lexicon.instruments.begin_with(byte);
        if !leads {
            at += word_length(bytes, at);
            continue;
        }
        if let Some((span, citation)) = at_word(text, at, taken, lexicon) {
            at = span.end.max(at + 1);
            taken = at;
            let further = match &citation.of {
                Some(Of::Resolution(resolution)) => resolutions::further(text, resolution),
                _ => Vec::new(),
            };
            mentions.push(Mention { span, kind: MentionKind::Citation(citation) });
            for resolution in further {
                at = resolution.span.end;
                let (span, citation) = (resolution.span, Citation::alone(Of::Resolution(resolution)));
                mentions.push(Mention { span, kind: MentionKind::Citation(citation) });
            }
            continue;
        }
        at += word_length(bytes, at);
    }
    mentions
}

/// The bytes of the word at `at`, or of the one other character.
fn word_length(bytes: &[u8], at: usize) -> usize {
    let inside = |b: &u8| b.is_ascii_alphanumeric() || *b >= 0x80;
    let letters = bytes[at..].iter().position(|b| !inside(b)).unwrap_or(bytes.len() - at);
    letters.max(1)
}

fn at_word(text: &str, at: usize, taken: usize, lexicon: &Lexicon) -> Option<(Span, Citation)> {
    match text.as_bytes()[at] {
        // the first byte of "§"
        b'a' | b'A' | b's' | b'S' | 0xc2 => provisions(text, at, lexicon),
        b'p' | b'P' => provisions(text, at, lexicon).or_else(|| named(text, at, taken, lexicon)),
        b'r' | b'R' | b'd' | b'D' | b'0'..=b'9' => {
            let (resolution, slips) = resolutions::at(text, at)?;
            let span = resolution.span;
            Some((span, Citation { slips, ..Citation::alone(Of::Resolution(resolution)) }))
        }
        _ => None,
    }
    .or_else(|| named(text, at, taken, lexicon))
}

/// An instrument named alone.
fn named(text: &str, at: usize, taken: usize, lexicon: &Lexicon) -> Option<(Span, Citation)> {
    let name = lexicon.instruments.name_at(text, at, taken)?;
    Some((name.span, Citation::alone(Of::Instrument(name))))
}

/// Articles or paragraphs, and what they are of.
fn provisions(text: &str, at: usize, lexicon: &Lexicon) -> Option<(Span, Citation)> {
    let mut reader = Reader::new(text, at);
    let word = reader.introduction()?;
    let paragraphs_first = reader.read(word)?;
    let (end, of) = match of(text, reader.at, lexicon) {
        Some((_, Of::Other)) => (reader.at, Some(Of::Other)),
        Some((end, of)) => (end, Some(of)),
        None => (reader.at, None),
    };
    // "paragraph 3" alone is a place of the draft, not a citation
    if paragraphs_first && !reader.has_article() && !of.as_ref().is_some_and(|of| has_paragraphs(of, lexicon)) {
        return None;
    }
    let known = matches!(&of, Some(Of::Instrument(_)));
    let named = matches!(&of, Some(Of::Instrument(name)) if is_known(name));
    if !named && reader.slips.iter().any(|slip| matches!(slip.kind, SlipKind::Roman | SlipKind::Words)) {
        return None;
    }
    reader.close();
    let mut slips = reader.slips;
    slips.retain(|slip| slip.kind != SlipKind::Parenthesis || known);
    let capital = text[at..].starts_with(char::is_uppercase) && !begins_sentence(&text[..at]);
    // "Article 8 ECHR" is in the style of others
    let foreign = matches!(of, Some(Of::Other))
        || (of.is_none() && text[end..].strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_uppercase)));
    let spelled = slips.iter().any(|slip| slip.edit.span.start == at);
    if capital && !spelled && !foreign {
        let small = word.of(text).to_ascii_lowercase();
        slips.push(Slip { kind: SlipKind::Capital, span: word, edit: Edit::replace(word, small) });
    }
    slips.sort_by_key(|slip| (slip.kind, slip.span));
    let (mut provisions, loose) = (reader.provisions, reader.loose);
    let mut span = Span::new(at, end);
    if let ([only], true, true) = (provisions.as_mut_slice(), named, slips.is_empty())
        && only.article.is_some()
        && only.paragraph.is_none()
        && let Some(paragraph) = trailing(text, end)
    {
        // "article 6 of the Protocol, paragraph 3"
        let (article, name) = (&text[at..reader.at], &text[reader.at..end]);
        span.end = paragraph.span.end;
        let right = format!("{article}, paragraph {},{name}", paragraph.value);
        slips.push(Slip { kind: SlipKind::Inverted, span, edit: Edit::replace(span, right) });
        only.paragraph = Some(paragraph);
    }
    Some((span, Citation { word: Some(word), provisions, of, slips, loose }))
}

/// The paragraph that is named after the instrument at byte `at`: `, paragraph 3`.
fn trailing(text: &str, at: usize) -> Option<Figure<u32>> {
    let rest = text[at..].strip_prefix(", paragraph ")?;
    let count = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = &rest[count..];
    let ends = !after.starts_with(|c: char| c.is_alphanumeric() || c == '(') && !after.starts_with(" (");
    let alone = ends && ![" of ", " to ", " and ", " above", " below"].iter().any(|more| after.starts_with(more));
    let value = rest[..count].parse().ok().filter(|_| alone)?;
    let start = text.len() - rest.len();
    Some(Figure { span: Span::new(start, start + count), value })
}

/// What follows " of " at byte `at`: where it ends, and what it is.
fn of(text: &str, at: usize, lexicon: &Lexicon) -> Option<(usize, Of)> {
    let rest = &text[at..];
    let Some(preposition) = [", of ", " of "].into_iter().find(|of| rest.starts_with(of)) else {
        // "article 6 UNTOC"
        let follows = rest.strip_prefix(' ').is_some_and(|next| next.starts_with(|c: char| c.is_ascii_uppercase()));
        let name = if follows { lexicon.instruments.name_at(text, at + 1, at + 1) } else { None };
        return name.filter(is_known).map(|name| (name.span.end, Of::Instrument(name)));
    };
    let mut start = at + preposition.len();
    const DETERMINERS: [&str; 8] =
        ["the said ", "the same ", "the present ", "the ", "that ", "this ", "its ", "such "];
    if let Some(determiner) = DETERMINERS.into_iter().find(|determiner| text[start..].starts_with(determiner)) {
        start += determiner.len();
    }
    // a word or two of the name may stand before the word that heads it: "United Nations Convention"
    let mut word = start;
    for _ in 0..8 {
        if word >= text.len() || !text.as_bytes()[word].is_ascii_alphanumeric() {
            break;
        }
        if let Some(name) = lexicon.instruments.name_at(text, word, start).filter(|name| name.span.start <= word) {
            let fits = name.span.start == start || word == start || !is_known(&name);
            return Some(if fits { (name.span.end, Of::Instrument(name)) } else { (start, Of::Other) });
        }
        if word == start
            && let Some((resolution, _)) = resolutions::at(text, word)
        {
            return Some((resolution.span.end, Of::Resolution(resolution)));
        }
        let next = word + word_length(text.as_bytes(), word);
        let capital = text[word..].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if !text[next..].starts_with([' ', '-'])
            || !(capital || matches!(&text[word..next], "in" | "of" | "on" | "and" | "the"))
        {
            break;
        }
        word = next + 1;
    }
    Some((start, Of::Other))
}

/// Whether its paragraphs are numbered through, without articles.
fn has_paragraphs(of: &Of, lexicon: &Lexicon) -> bool {
    match of {
        Of::Instrument(Name { which: Which::Known(index, _), .. }) => {
            lexicon.instruments.get(*index).unit == Division::Paragraph
        }
        Of::Instrument(Name { which: Which::Context(kind), .. }) => *kind == Kind::Rules,
        Of::Instrument(_) | Of::Other => false,
        Of::Resolution(_) => true,
    }
}

fn is_known(name: &Name) -> bool {
    matches!(name.which, Which::Known(..))
}
