//! Citations and document symbols in an editor: what an article is about, what a symbol stands for, where both are read.

use std::fmt::Write;

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::hover::Hover;
use super::state::Snapshot;
use super::{convert, markdown};
use crate::corpus;
use crate::document::Document;
use crate::lexicon::citations::{Citation, Of, Provision};
use crate::lexicon::instruments::{Article, Division, Instrument, Kind, Lack};
use crate::lexicon::names::Which;
use crate::lexicon::resolutions::Resolution;
use crate::lexicon::symbols::{Part, Symbol};
use crate::lexicon::{Lexicon, MentionKind};
use crate::text::Span;
use crate::workbench::Workbench;

/// What the citation or symbol at byte `at` names.
pub(super) fn hover(snapshot: &Snapshot, at: usize) -> Option<Hover> {
    let document = &snapshot.analysis.document;
    let i = document.unit_at(at)?;
    let unit = &document.units()[i];
    let place = unit.find(at - document.start(i));
    let mention = unit.mentions.iter().find(|mention| mention.span.start <= place && place <= mention.span.end)?;
    let text = match &mention.kind {
        MentionKind::Citation(citation) => cited(citation, snapshot)?,
        MentionKind::Symbol(symbol) => {
            let on = |part: &&Part| part.span.start <= place && place <= part.span.end;
            let part = symbol.parts.iter().find(on).or(symbol.parts.first())?;
            document_with(unit.text(part.span), symbol, part, &snapshot.workbench)
        }
        MentionKind::Place(_) => return None,
    };
    Some(Hover { span: document.locate(i, mention.span), text })
}

/// The instruments that a draft names in full or in short; "the Protocol" is one of them.
#[derive(Debug)]
pub(super) struct Named<'a> {
    instruments: Vec<&'a Instrument>,
    lexicon: &'a Lexicon,
}

impl<'a> Named<'a> {
    /// Those of `document`.
    pub(super) fn in_draft(document: &Document, lexicon: &'a Lexicon) -> Named<'a> {
        let mut instruments: Vec<&Instrument> = Vec::new();
        for mention in document.units().iter().flat_map(|unit| &unit.mentions) {
            let MentionKind::Citation(Citation { of: Some(Of::Instrument(name)), .. }) = &mention.kind else {
                continue;
            };
            let Which::Known(index, _) = &name.which else { continue };
            let instrument = lexicon.instruments.get(*index);
            if !instruments.iter().any(|other| other.id == instrument.id) {
                instruments.push(instrument);
            }
        }
        Named { instruments, lexicon }
    }

    /// The instrument that a citation is of. "the Protocol" is the only one that the draft names, else the one of the
    /// field.
    pub(super) fn of(&self, citation: &Citation) -> Option<&'a Instrument> {
        let Some(Of::Instrument(name)) = &citation.of else { return None };
        match &name.which {
            Which::Known(index, _) => Some(self.lexicon.instruments.get(*index)),
            Which::Context(kind) => self.meant(*kind),
            Which::Other(_) => None,
        }
    }

    /// Those that the draft may cite next: those that it names, then the others.
    pub(super) fn likely(&self) -> Vec<&'a Instrument> {
        let usual = ["tip-protocol", "untoc"].into_iter().filter_map(|id| self.lexicon.instruments.named(id));
        let mut likely: Vec<&Instrument> = Vec::new();
        for instrument in self.instruments.iter().copied().chain(usual).chain(self.lexicon.instruments.all()) {
            if !likely.iter().any(|other| other.id == instrument.id) {
                likely.push(instrument);
            }
        }
        likely
    }

    fn meant(&self, kind: Kind) -> Option<&'a Instrument> {
        let usual = match kind {
            Kind::Convention => "untoc",
            Kind::Protocol => "tip-protocol",
            Kind::Rules => "review-mechanism-rules",
        };
        let mut named = self.instruments.iter().filter(|instrument| instrument.kind == kind);
        match (named.next(), named.next()) {
            (None, _) => self.lexicon.instruments.named(usual),
            (Some(only), None) => Some(only),
            _ => None,
        }
    }
}

fn cited(citation: &Citation, snapshot: &Snapshot) -> Option<String> {
    let lexicon = &snapshot.workbench.lexicon;
    if let Some(Of::Resolution(resolution)) = &citation.of {
        return Some(resolved(resolution, lexicon));
    }
    let instrument = Named::in_draft(&snapshot.analysis.document, lexicon).of(citation)?;
    let mut text = String::new();
    let mut articles: Vec<u32> = Vec::new();
    for provision in &citation.provisions {
        let number = provision.article.as_ref().map(|figure| figure.value);
        if let Some(number) = number.filter(|number| !articles.contains(number)) {
            articles.push(number);
            match instrument.article(number) {
                Some(article) => text.push_str(&structure(article)),
                None => {
                    let _ = write!(text, "**Article {number}**: {}\n\n", lacking(instrument, provision));
                }
            }
        }
        if number.is_none()
            && instrument.unit == Division::Paragraph
            && let Some(known) = provision.paragraph.as_ref().and_then(|figure| instrument.known(figure.value))
        {
            let (content, source) = (markdown::escape(&known.content), markdown::escape(&known.source));
            let _ = write!(text, "**Paragraph {}**: {content} (as {source} says)\n\n", known.number);
        }
    }
    text.push_str(&about(instrument));
    Some(text)
}

/// "**Article 10: Information exchange and training**", and what it is divided into.
pub(super) fn structure(article: &Article) -> String {
    let title =
        if article.title.is_empty() { String::new() } else { format!(": {}", markdown::escape(&article.title)) };
    let mut text = format!("**Article {}{title}**\n\n", article.number);
    let paragraphs = match article.paragraphs {
        0 => "no numbered paragraphs".to_owned(),
        1 => "1 paragraph".to_owned(),
        count => format!("{count} paragraphs"),
    };
    text.push_str(&paragraphs);
    for paragraph in 0..=article.paragraphs {
        let letters: Vec<&str> = article.letters(paragraph).collect();
        let (Some(first), Some(last)) = (letters.first(), letters.last()) else { continue };
        let range = if letters.len() == 1 { format!("({first})") } else { format!("({first}) to ({last})") };
        let _ = match paragraph {
            0 => write!(text, "; subparagraphs {range}"),
            _ => write!(text, "; paragraph {paragraph} has subparagraphs {range}"),
        };
    }
    text.push_str(".\n\n");
    text
}

/// What the instrument has instead of a place that it lacks.
fn lacking(instrument: &Instrument, provision: &Provision) -> String {
    match instrument.lack(&provision.place()) {
        Some(Lack::Article(most)) => format!("there is none, the articles go up to {most}"),
        _ => "what it says is not known here".to_owned(),
    }
}

/// The instrument, by what it was adopted, and where to read it.
pub(super) fn about(instrument: &Instrument) -> String {
    let mut text = markdown::escape(&instrument.name);
    let _ = write!(text, "  \nAdopted by {}", markdown::escape(&instrument.adoption));
    if let Some(date) = instrument.entry_into_force.as_ref().filter(|_| instrument.entry_verified) {
        let _ = write!(text, "; in force since {date}");
    }
    if let Some(symbol) = &instrument.adoption_symbol {
        let _ = write!(text, " · [{symbol}]({})", corpus::url(symbol));
    }
    text.push('\n');
    text
}

fn resolved(resolution: &Resolution, lexicon: &Lexicon) -> String {
    let known = lexicon.documents.resolution(&resolution.number).filter(|_| resolution.body.is_none());
    let mut act = resolution.act.name().to_owned();
    act[..1].make_ascii_uppercase();
    let mut text = format!("**{act} {}**", markdown::escape(&resolution.number));
    if let Some(known) = known {
        if !known.title.is_empty() {
            let _ = write!(text, ": {}", markdown::escape(&known.title));
        }
        if !known.about.is_empty() {
            let _ = write!(text, "\n\n{}", markdown::escape(&known.about));
        }
    }
    text.push('\n');
    text
}

/// A document: its title and kind if they are known, whose series it belongs to, where it is read.
fn document_with(written: &str, symbol: &Symbol, part: &Part, workbench: &Workbench) -> String {
    let mut text = format!("**{}**", markdown::escape(written));
    let documents = &workbench.lexicon.documents;
    let known = documents.named(written);
    if let Some(known) = known {
        let _ = write!(text, " · {}", markdown::escape(&known.kind));
        if !known.title.is_empty() {
            let _ = write!(text, "\n\n{}", markdown::escape(&known.title));
        }
    }
    if let Some(series) = documents.body(part).filter(|_| symbol.ours) {
        let year = part.year.map(|year| format!(", documents of {year}")).unwrap_or_default();
        let _ = write!(text, "\n\n{}{year}", markdown::escape(&series.name));
    }
    match &symbol.malformed {
        Some(Some(right)) => {
            let _ = write!(text, "\n\nThe symbol should read {}.", markdown::escape(right));
        }
        Some(None) => text.push_str("\n\nNo document can have this symbol."),
        None => {
            let _ = write!(text, "\n\n[Read it]({})", corpus::url(written));
        }
    }
    text.push('\n');
    text
}

/// Where symbols and articles of the text lead.
pub(super) fn links(snapshot: &Snapshot, abilities: Abilities) -> Vec<lsp::DocumentLink> {
    let document = &snapshot.analysis.document;
    let named = Named::in_draft(document, &snapshot.workbench.lexicon);
    let mut links = Vec::new();
    for (i, unit) in document.units().iter().enumerate() {
        let mut add = |span: Span, symbol: &str, tooltip: String| {
            let Ok(target) = corpus::url(symbol).parse() else { return };
            links.push(lsp::DocumentLink {
                range: convert::range(document.locate(i, span), &snapshot.text, abilities.units),
                target: Some(target),
                tooltip: abilities.link_tooltips.then_some(tooltip),
                data: None,
            });
        };
        for mention in &unit.mentions {
            match &mention.kind {
                MentionKind::Symbol(symbol) if symbol.malformed.is_none() => {
                    for part in &symbol.parts {
                        let written = unit.text(part.span);
                        let known = snapshot.workbench.lexicon.documents.named(written);
                        let title = known.map_or("", |known| known.title.as_str());
                        let tooltip = if title.is_empty() { format!("Read {written}") } else { title.to_owned() };
                        add(part.span, written, tooltip);
                    }
                }
                MentionKind::Citation(citation) => {
                    let Some(instrument) = named.of(citation) else {
                        continue;
                    };
                    if let Some(symbol) =
                        instrument.adoption_symbol.as_ref().filter(|_| !citation.provisions.is_empty())
                    {
                        add(mention.span, symbol, format!("Read the {} in {symbol}", instrument.preferred));
                    }
                }
                _ => {}
            }
        }
    }
    links
}
