//! `glued-citation`: "article 6(3)" or "article 6 (3)" for "article 6, paragraph 3,", "paragraph 3(c)" for "paragraph 3 (c)".

use super::Context;
use super::citation_form;
use crate::document::Unit;
use crate::finding::Report;
use crate::lexicon::citations::SlipKind;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    citation_form::check(
        unit,
        report,
        &[SlipKind::Glued, SlipKind::Parenthesis],
        |citation| {
            citation.provisions.iter().any(|provision| provision.paragraph.is_some() || provision.letter.is_some())
        },
        |found, right| format!("“{found}”: adopted texts write “{right}”"),
    );
}
