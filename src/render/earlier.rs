//! One earlier recommendation for programs and for people: the values that every page about the corpus shares.

use serde::Serialize;

use super::terminal::{DIM, styled};
use crate::corpus::{self, Corpus, Earlier, Numbered, Use};
use crate::document::difference;

/// An earlier recommendation as JSON has it; see `docs/record.md`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct EarlierView<'a> {
    name: &'a str,
    meeting: &'a str,
    number: &'a str,
    /// Only where it is: the report prints no number.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    counted: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<&'a str>,
    status: &'static str,
    section: &'a str,
    section_title: &'a str,
    paragraph: Option<&'a str>,
    symbol: Option<&'a str>,
    symbol_inferred: bool,
    url: Option<String>,
    text: &'a str,
}

impl<'a> EarlierView<'a> {
    pub(super) fn of(corpus: &'a Corpus, earlier: &'a Earlier) -> EarlierView<'a> {
        let section = corpus.section(earlier);
        let symbol = Some(corpus.symbol(earlier)).filter(|symbol| !symbol.is_empty());
        EarlierView {
            name: &earlier.name,
            meeting: &corpus.meeting(earlier).id,
            number: &earlier.number,
            status: earlier.status.name(),
            section: &section.letter,
            section_title: &section.title,
            paragraph: match earlier.numbered {
                Numbered::Paragraph => Some(&earlier.number),
                Numbered::Heading => section.paragraph.as_deref(),
                Numbered::Counted(_) => corpus.introduced_by(earlier),
            },
            counted: matches!(earlier.numbered, Numbered::Counted(_)),
            mark: match &earlier.numbered {
                Numbered::Counted(mark) => mark.as_deref(),
                _ => None,
            },
            url: symbol.map(corpus::url),
            symbol_inferred: symbol.is_some() && corpus.is_symbol_inferred(earlier),
            symbol,
            text: &earlier.text,
        }
    }
}

/// A stretch of a difference as JSON has it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DifferenceView {
    kind: &'static str,
    text: String,
}

impl DifferenceView {
    /// What differs between two texts.
    pub(super) fn between(old: &str, new: &str) -> Vec<DifferenceView> {
        let stretches = difference(old, new);
        stretches.iter().map(|one| DifferenceView { kind: one.name(), text: one.text().to_owned() }).collect()
    }
}

/// Its symbol and link in a line, and that the symbol is inferred if it is.
pub(super) fn source(corpus: &Corpus, earlier: &Earlier) -> String {
    match corpus.symbol(earlier) {
        "" => "The document has no symbol.".to_owned(),
        symbol => {
            let inferred = if corpus.is_symbol_inferred(earlier) { " (inferred)" } else { "" };
            format!("{symbol}{inferred} {}", corpus::url(symbol))
        }
    }
}

/// Where it stands: its number, the paragraph that introduces it, its section.
pub(super) fn place(corpus: &Corpus, earlier: &Earlier) -> String {
    let section = corpus.section(earlier);
    let number = match &earlier.numbered {
        Numbered::Heading => format!("Recommendation {}", earlier.number),
        Numbered::Paragraph => format!("paragraph {}", earlier.number),
        Numbered::Counted(Some(mark)) => format!("subparagraph {mark}: the report prints no number"),
        Numbered::Counted(None) => "the report prints no number".to_owned(),
    };
    let introduced = section.paragraph.as_ref().map(|number| format!("introduced by paragraph {number}"));
    let named = match (section.letter.as_str(), section.title.as_str()) {
        ("", "") => None,
        ("", title) => Some(title.to_owned()),
        (letter, title) => Some(format!("section {letter}, {title}")),
    };
    [Some(number), introduced, named].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Lines of `text` in dim letters.
pub(super) fn dim(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{}\n", styled(DIM, line))).collect()
}

/// A number with three digits after the point, for JSON.
pub(super) fn rounded(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}

/// A page as JSON, with a line end.
pub(super) fn json(view: &impl Serialize) -> String {
    let mut out = serde_json::to_string_pretty(view).expect("plain values");
    out.push('\n');
    out
}

/// What an earlier recommendation does, as JSON has it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FactsView<'a> {
    addressees: &'a [String],
    phrase: Option<&'a str>,
    strength: Option<u8>,
    strength_name: Option<&'static str>,
    cites: Vec<CitedView<'a>>,
}

#[derive(Debug, Clone, Serialize)]
struct CitedView<'a> {
    source: &'a str,
    instrument: Option<&'a str>,
    article: Option<u32>,
    place: String,
}

impl<'a> FactsView<'a> {
    pub(super) fn of(facts: &'a Use) -> FactsView<'a> {
        let cited = facts.cited.iter().map(|cited| CitedView {
            source: &cited.source,
            instrument: cited.instrument.as_deref(),
            article: cited.article,
            place: cited.place(),
        });
        FactsView {
            addressees: &facts.addressees,
            phrase: Some(facts.phrase.as_str()).filter(|phrase| !phrase.is_empty()),
            strength: facts.strength.map(|rank| rank.0),
            strength_name: facts.strength.map(|rank| rank.name()),
            cites: cited.collect(),
        }
    }
}
