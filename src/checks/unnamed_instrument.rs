//! `unnamed-instrument`: "article 6" in a recommendation that names no instrument.

use super::Context;
use super::citation_form::follows_symbol;
use super::naming::{Named, citations, cites};
use crate::document::{Document, Kind, Nature};
use crate::finding::{Report, Safety, Severity};
use crate::text::Span;

/// Texts with articles of their own that the lexicon does not hold.
#[rustfmt::skip]
const OTHERS: [&str; 13] = [
    "Charter", "Statute", "Covenant", "Declaration", "Agreement", "Treaty", "Constitution", "Directive", "Criminal Code",
    "Penal Code", "Civil Code", "Labour Code", "Organic Law",
];

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    // the clauses of a resolution are no recommendations, however they are read
    if context.nature == Nature::NotADraft {
        return;
    }
    for (i, unit) in document.units_that(|unit| unit.kind() == Kind::Recommendation && cites(unit)) {
        let named_here = citations(unit).any(|(_, citation)| citation.name().is_some())
            || OTHERS.iter().any(|other| unit.reading().contains(other));
        for (_, citation) in citations(unit) {
            let articles = citation.provisions.iter().any(|provision| provision.article.is_some());
            let (Some(word), Some(last), true) = (citation.word, citation.provisions.last(), articles) else {
                continue;
            };
            let span = word.cover(last.span());
            // "CTOC/COP/2022/9, annex II, art. 3" is of that document
            if follows_symbol(unit, span.start) {
                continue;
            }
            if citation.of.is_some() || named_here {
                report.occasion_at(|| document.locate(i, span));
                continue;
            }
            let named = Named::in_draft(document, context.lexicon);
            let mut known = named.conventions.known.iter().chain(&named.protocols.known);
            let quoted = unit.text(span);
            let sole =
                known.next().filter(|_| known.next().is_none() && !named.conventions.others && !named.protocols.others);
            let Some(&sole) = sole else {
                report.find(
                    document.locate(i, span),
                    format!("“{quoted}” names no instrument: say of which, as in “article 6 of the Trafficking in Persons Protocol”"),
                );
                continue;
            };
            let name = &context.lexicon.instruments.get(sole).preferred;
            let end = document.locate(i, Span::new(span.start, closing(unit.reading(), span))).end;
            let finding = report.find(
                document.locate(i, span),
                format!("“{quoted}” names no instrument; the draft names only the {name}: say so here, too"),
            );
            let comma = if last.paragraph.is_some() || last.letter.is_some() { "," } else { "" };
            finding.at(Severity::Hint).fix(
                Safety::NeedsReview,
                format!("Add “of the {name}”"),
                Span::at(end),
                format!("{comma} of the {name}"),
            );
        }
    }
}

/// Past the parenthesis that closes a subparagraph; one that closes more than the citation, as in “(see art. 16)”, stays
/// behind it.
fn closing(text: &str, span: Span) -> usize {
    let cited = span.of(text);
    let open = cited.matches('(').count() > cited.matches(')').count();
    span.end + usize::from(open && text[span.end..].starts_with(')'))
}
