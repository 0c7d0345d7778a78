//! `unlisted-symbol`: a document of a meeting whose report lists its documents, but not this one.

use super::Context;
use crate::document::{Nature, Unit};
use crate::finding::Report;
use crate::lexicon::MentionKind;
use crate::lexicon::symbols::{Known, Part};

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if context.nature == Nature::Report {
        return;
    }
    let documents = &context.lexicon.documents;
    for mention in &unit.mentions {
        let MentionKind::Symbol(symbol) = &mention.kind else { continue };
        for part in &symbol.parts {
            let (Some(group), Some(year), Some(number), None) = (part.group, part.year, part.number, &part.series)
            else {
                continue;
            };
            let meeting = format!("{year}-WG.{group}");
            let numbered = documents.of_meeting(&meeting).filter_map(|known| Some((numbered(known, part)?, known)));
            let last = numbered.max_by_key(|(number, _)| *number);
            // without its report the list is not known to be whole
            let Some((highest, known)) = last.filter(|(_, known)| known.kind == "report") else { continue };
            if number <= highest {
                report.occasion(part.span);
                continue;
            }
            let message = format!(
                "“{}”: the last document known of that meeting is {}, its report",
                unit.text(part.span),
                known.symbol
            );
            report.find(part.span, message);
        }
    }
}

/// The number of `known` in the plain series of `part`.
fn numbered(known: &Known, part: &Part) -> Option<u32> {
    let prefix = format!("CTOC/COP/WG.{}/{}/", part.group?, part.year?);
    known.symbol.strip_prefix(&prefix)?.parse().ok()
}
