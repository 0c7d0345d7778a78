//! `missing-citation-comma`: "article 10, paragraph 1 of" or "article 10 paragraph 1, of".

use super::Context;
use super::citation_form;
use crate::document::Unit;
use crate::finding::Report;
use crate::lexicon::citations::SlipKind;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    citation_form::check(
        unit,
        report,
        &[SlipKind::Comma],
        |citation| {
            citation.provisions.iter().any(|provision| provision.article.is_some() && provision.paragraph.is_some())
        },
        |found, right| format!("“{found}”: adopted texts set the paragraph off by two commas, “{right}”"),
    );
}
