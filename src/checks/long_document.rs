//! `long-document`: more words than the United Nations translates.

use super::Context;
use crate::document::{Document, Kind, Nature, Unit};
use crate::finding::Report;
use crate::text::Span;

/// Words of a document that does not originate in the Secretariat.
const LIMIT: u64 = 10_700;
/// Words of a report of the Secretariat.
const SECRETARIAT_LIMIT: u64 = 8_500;

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    let words = document.words_read();
    if words <= SECRETARIAT_LIMIT || context.nature == Nature::NotADraft {
        return;
    }
    let own = document.units().iter().take(20).any(|unit| is_of_secretariat(unit.reading()));
    let (limit, whose) = match own {
        true => (SECRETARIAT_LIMIT, "reports of the Secretariat"),
        false => (LIMIT, "documents that do not originate in the Secretariat"),
    };
    let Some((i, unit)) = document.units().iter().enumerate().find(|(_, unit)| is_read(unit)) else { return };
    if words > limit {
        let first = unit.reading().split('\n').next().unwrap_or("").len();
        let message = format!("{words} words: the limit for {whose} is {limit}");
        report.find(document.locate(i, Span::new(0, first)), message);
    }
}

fn is_read(unit: &Unit) -> bool {
    !matches!(unit.kind(), Kind::FrontMatter | Kind::Code | Kind::Comment)
}

fn is_of_secretariat(text: &str) -> bool {
    ["Note by the Secretariat", "Report of the Secretariat", "Report by the Secretariat", "prepared by the Secretariat"]
        .iter()
        .any(|words| text.len() < 300 && text.contains(words))
}
