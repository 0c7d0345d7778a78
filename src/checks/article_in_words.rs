//! `article-in-words`: "article six" for "article 6".

use super::Context;
use super::citation_form;
use crate::document::Unit;
use crate::finding::Report;
use crate::lexicon::citations::SlipKind;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    citation_form::check(
        unit,
        report,
        &[SlipKind::Words],
        |citation| citation.name().is_some() && !citation.provisions.is_empty(),
        |found, right| format!("“{found}”: articles and paragraphs are cited in figures, “{right}”"),
    );
}
