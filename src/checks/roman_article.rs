//! `roman-article`: "article VI" for "article 6".

use super::Context;
use super::citation_form;
use crate::document::Unit;
use crate::finding::Report;
use crate::lexicon::citations::SlipKind;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    citation_form::check(
        unit,
        report,
        &[SlipKind::Roman],
        |citation| citation.name().is_some() && citation.provisions.iter().any(|one| one.article.is_some()),
        |found, right| format!("“{found}”: its articles have arabic numbers, as in “{right}”"),
    );
}
