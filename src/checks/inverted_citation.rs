//! `inverted-citation`: "paragraph 3 of article 6" and "article 6 of the Protocol, paragraph 3" for
//! "article 6, paragraph 3,".

use super::Context;
use super::citation_form;
use crate::document::Unit;
use crate::finding::Report;
use crate::lexicon::citations::SlipKind;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    citation_form::check(
        unit,
        report,
        &[SlipKind::Inverted],
        |citation| {
            citation.provisions.iter().any(|provision| provision.article.is_some() && provision.paragraph.is_some())
        },
        |found, right| {
            format!(
                "“{found}”: adopted texts go from the article to its paragraph and then to the instrument, “{right}”"
            )
        },
    );
}
