//! `unknown-provision`: an article, paragraph or subparagraph that the instrument does not have.
//!
//! It speaks only where the instrument is sure: named in the citation itself, or the one that "the Protocol" can mean.

use super::Context;
use super::naming::{Named, citations, cited, cites};
use crate::document::{Document, Unit};
use crate::finding::{Report, Severity};
use crate::lexicon::citations::{Citation, Provision};
use crate::lexicon::instruments::{Division, Lack};
use crate::text::Span;

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    for (i, unit) in document.units_that(cites) {
        for (span, citation) in citations(unit) {
            if citation.provisions.is_empty() || citation.loose {
                continue;
            }
            let named = Named::in_draft(document, context.lexicon);
            let candidates = cited(unit, span, citation, &named, context.lexicon);
            if candidates.is_empty() {
                continue;
            }
            for provision in &citation.provisions {
                let lack = lack(unit, citation, provision, &candidates, context);
                let marked = mark(citation, provision, lack.as_ref().map(|(_, lack)| lack));
                let Some((index, lack)) = lack else {
                    report.occasion_at(|| document.locate(i, marked));
                    continue;
                };
                let message = message(unit.text(marked), provision, lack, context, index, &named);
                let finding = report.find(document.locate(i, marked), message);
                if context.lexicon.instruments.get(index).unit == Division::Paragraph {
                    finding.at(Severity::Warning);
                }
            }
        }
    }
}

/// The instrument that lacks what is cited, and what it lacks. Of several provisions of several instruments each may be
/// of any of them; one provision is of the first in every reading, and "of the Protocol and of the Convention" of both.
fn lack(
    unit: &Unit,
    citation: &Citation,
    provision: &Provision,
    candidates: &[usize],
    context: &Context<'_>,
) -> Option<(usize, Lack)> {
    let place = provision.place();
    let lack = |&index: &usize| context.lexicon.instruments.get(index).lack(&place).map(|lack| (index, lack));
    if citation.provisions.len() > 1 {
        let all: Option<Vec<(usize, Lack)>> = candidates.iter().map(lack).collect();
        return all?.into_iter().next();
    }
    let (first, rest) = candidates.split_first()?;
    let both = citation.name().is_some_and(|name| unit.reading()[name.span.end..].starts_with(" and of the "));
    lack(first).or_else(|| rest.first().filter(|_| both && rest.len() == 1).and_then(lack))
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
