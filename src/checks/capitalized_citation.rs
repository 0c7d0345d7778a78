//! `capitalized-citation`: "Article 6" or "Resolution 9/1" inside a sentence. The Charter and the Statutes keep theirs.

use super::Context;
use super::citation_form;
use crate::document::Unit;
use crate::finding::Report;
use crate::lexicon::citations::{Of, SlipKind};

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    // "Article 51" alone may be the Charter's
    let capitals = ["Charter", "Statute", "Constitution"].iter().any(|text| unit.reading().contains(text));
    if capitals {
        return;
    }
    citation_form::check(
        unit,
        report,
        &[SlipKind::Capital],
        |citation| citation.word.is_some() || matches!(citation.of, Some(Of::Resolution(_))),
        |found, right| format!("“{found}” inside a sentence: adopted texts write “{right}”"),
    );
}
