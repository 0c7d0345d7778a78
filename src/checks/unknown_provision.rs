//! `unknown-provision`: an article, paragraph or subparagraph that the instrument does not have.
//!
//! It speaks only where the instrument is sure: named in the citation itself, or the one that "the Protocol" can mean.

use super::Context;
use super::naming::{Named, citations};
use crate::document::{Document, Unit};
use crate::finding::{Report, Severity};
use crate::lexicon::citations::{Citation, Of, Provision};
use crate::lexicon::instruments::{Division, Instrument, Kind, Lack};
use crate::lexicon::names::{Naming, Which};
use crate::text::Span;

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    let mut named: Option<Named> = None;
    for (i, unit) in document.units().iter().enumerate() {
        for (span, citation) in citations(unit) {
            if citation.provisions.is_empty() || citation.loose {
                continue;
            }
            let named = named.get_or_insert_with(|| Named::in_draft(document, context.lexicon));
            let candidates = candidates(unit, span, citation, named, context);
            let Some(&first) = candidates.first() else { continue };
            let instruments: Vec<&Instrument> =
                candidates.iter().map(|&index| context.lexicon.instruments.get(index)).collect();
            for provision in &citation.provisions {
                let place = provision.place();
                let lacks: Option<Vec<Lack>> = instruments.iter().map(|instrument| instrument.lack(&place)).collect();
                let marked = mark(citation, provision, lacks.as_ref().and_then(|lacks| lacks.first()));
                let Some(lacks) = lacks else {
                    report.occasion(document.locate(i, marked));
                    continue;
                };
                let message = message(unit.text(marked), provision, lacks[0], context, first, named);
                let finding = report.find(document.locate(i, marked), message);
                if instruments[0].unit == Division::Paragraph {
                    finding.at(Severity::Warning);
                }
            }
        }
    }
}

/// The instruments that the citation can be of; none where that is not sure.
fn candidates(unit: &Unit, span: Span, citation: &Citation, named: &Named, context: &Context<'_>) -> Vec<usize> {
    let name = match &citation.of {
        Some(Of::Instrument(name)) => name,
        Some(_) => return Vec::new(),
        None => return before(unit, span).into_iter().collect(),
    };
    let first = match &name.which {
        // "the Palermo Protocols" are several
        Which::Known(_, Naming::Discouraged(_)) if unit.text(name.span).ends_with('s') => return Vec::new(),
        Which::Known(index, _) => *index,
        Which::Context(kind) => {
            let sure = match kind {
                Kind::Rules => context.lexicon.instruments.all().iter().position(|other| other.kind == Kind::Rules),
                Kind::Protocol if named.conventions.others => None,
                kind => named.only(*kind),
            };
            let Some(index) = sure else { return Vec::new() };
            index
        }
        Which::Other(_) => return Vec::new(),
    };
    let mut all = vec![first];
    // "articles 6 and 25 of the Protocol and the Convention, respectively"
    let mut end = name.span.end;
    for (_, further) in citations(unit) {
        let Some(other) = further.name().filter(|other| other.span.start >= end) else { continue };
        let joint = &unit.reading()[end..other.span.start];
        if !further.provisions.is_empty()
            || !matches!(joint, " and the " | " and " | ", the " | " or the " | " and of the ")
        {
            break;
        }
        match &other.which {
            Which::Known(index, _) => all.push(*index),
            _ => return Vec::new(),
        }
        end = other.span.end;
    }
    let thereto =
        unit.reading()[end..].starts_with(" and the Protocols") || unit.reading()[end..].starts_with(" and its ");
    if thereto { Vec::new() } else { all }
}

/// The instrument named right before the citation: "the Trafficking in Persons Protocol, article 6".
fn before(unit: &Unit, span: Span) -> Option<usize> {
    const LINKS: [&str; 7] =
        [", in particular ", ", particularly ", ", especially ", ", notably ", ", including ", ", namely ", " and "];
    let mut named = 0;
    citations(unit).find_map(|(other, citation)| {
        let joint = unit.reading().get(other.end..span.start)?;
        let name = citation.name()?;
        named += 1;
        let Which::Known(index, _) = &name.which else { return None };
        let at_once = citation.provisions.is_empty() && matches!(joint, ", " | " (" | " " | "’s " | "'s ");
        // "the Trafficking in Persons Protocol, in particular its article 6"; of two, it could be either
        let own = LINKS.contains(&joint) && joint != " and "
            || joint.strip_suffix("its ").is_some_and(|joint| LINKS.contains(&joint));
        (at_once || (own && named == 1)).then_some(*index)
    })
}

/// What to mark: the citation, or in a list the figure at fault.
fn mark(citation: &Citation, provision: &Provision, lack: Option<&Lack>) -> Span {
    let spans = [
        provision.article.as_ref().map(|figure| figure.span),
        provision.paragraph.as_ref().map(|figure| figure.span),
        provision.letter.as_ref().map(|figure| parenthesized(figure.span)),
        provision.roman.as_ref().map(|figure| parenthesized(figure.span)),
    ];
    let at_fault = match lack {
        Some(Lack::Article(_)) => spans[0],
        Some(Lack::Paragraph(_)) => spans[1],
        Some(Lack::Letter(_)) => spans[2],
        Some(Lack::Roman(_)) => spans[3],
        None => None,
    };
    match (citation.word, at_fault) {
        (Some(word), at_fault) if citation.provisions.len() == 1 => {
            spans.into_iter().flatten().fold(at_fault.unwrap_or(word).cover(word), Span::cover)
        }
        (_, Some(span)) => span,
        _ => provision.span(),
    }
}

/// With its parentheses.
fn parenthesized(span: Span) -> Span {
    Span::new(span.start - 1, span.end + 1)
}

fn message(
    quoted: &str,
    provision: &Provision,
    lack: Lack,
    context: &Context<'_>,
    index: usize,
    named: &Named,
) -> String {
    let instrument = context.lexicon.instruments.get(index);
    let place = provision.place();
    let article = place.article.map(|number| format!("article {number} of ")).unwrap_or_default();
    let paragraph = place.paragraph.map(|number| format!("paragraph {number} of ")).unwrap_or_default();
    let letter = place.letter.as_deref().unwrap_or("");
    let name = &instrument.preferred;
    let has = match lack {
        Lack::Article(count) => format!("the {name} has {count} articles"),
        Lack::Paragraph(most) if instrument.unit == Division::Paragraph => {
            format!("the {name} have no more than {most} paragraphs")
        }
        Lack::Paragraph(0) => format!("{article}the {name} has no numbered paragraphs"),
        Lack::Paragraph(1) => format!("{article}the {name} has one paragraph"),
        Lack::Paragraph(count) => format!("{article}the {name} has {count} paragraphs"),
        Lack::Letter(0) => format!("{paragraph}{article}the {name} has no lettered subparagraphs"),
        Lack::Letter(count) => {
            format!(
                "{paragraph}{article}the {name} has subparagraphs (a) to ({})",
                (b'a' + (count as u8 - 1).min(25)) as char
            )
        }
        Lack::Roman(0) => format!("{paragraph}{article}the {name} does not divide subparagraph ({letter})"),
        Lack::Roman(count) => format!("{paragraph}{article}the {name} has {count} parts of subparagraph ({letter})"),
    };
    match elsewhere(provision, lack, context, index, named) {
        Some(other) => format!("“{quoted}” does not exist: {has}; {other}"),
        None => format!("“{quoted}” does not exist: {has}"),
    }
}

/// Another instrument that has what is cited: the Organized Crime Convention, the Trafficking in Persons Protocol, or one
/// that the draft names.
fn elsewhere(provision: &Provision, lack: Lack, context: &Context<'_>, index: usize, named: &Named) -> Option<String> {
    let place = provision.place();
    let number = place.article?;
    let instruments = &context.lexicon.instruments;
    let family = ["untoc", "tip-protocol"].map(|id| instruments.all().iter().position(|other| other.id == id));
    let others =
        family.into_iter().flatten().chain(named.protocols.known.iter().chain(&named.conventions.known).copied());
    let other = others
        .filter(|&other| other != index)
        .map(|other| instruments.get(other))
        .find(|other| other.lack(&place).is_none())?;
    let title = other.article(number).map(|article| article.title.as_str()).filter(|title| !title.is_empty());
    let title = title.map(|title| format!(" (“{title}”)")).unwrap_or_default();
    Some(match lack {
        Lack::Article(_) => format!("the {} has an article {number}{title}", other.preferred),
        _ => format!("article {number} of the {}{title} has it", other.preferred),
    })
}
