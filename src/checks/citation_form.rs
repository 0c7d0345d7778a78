//! What the checks of a citation's form share. A citation with several slips is one finding, of the rule whose slip
//! comes first, and its fix settles them all.

use super::naming::{citations, enclosed};
use crate::document::{Kind, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::citations::{Citation, Slip, SlipKind};
use crate::text::{Edit, Span, apply};

/// Reports the citations of `unit` whose first slip is of a kind in `kinds`; those that `concerns` are occasions.
pub(super) fn check(
    unit: &Unit,
    report: &mut Report<'_>,
    kinds: &[SlipKind],
    concerns: impl Fn(&Citation) -> bool,
    message: impl Fn(&str, &str) -> String,
) {
    for (span, citation) in citations(unit) {
        let brief = brief(unit, span);
        let slips: Vec<&Slip> = citation.slips.iter().filter(|slip| counts(slip, unit, brief)).collect();
        match slips.first() {
            Some(first) if kinds.contains(&first.kind) => {
                let shown = slips.iter().filter(|slip| slip.kind == first.kind || slip.kind != SlipKind::Comma);
                let marked = shown.map(|slip| slip.span).reduce(Span::cover).unwrap_or(span);
                let mut edits: Vec<Edit> = slips.iter().map(|slip| slip.edit.clone()).collect();
                if brief {
                    edits.iter_mut().for_each(|edit| edit.text = edit.text.replace("paragraph", "para."));
                }
                let (found, right) = before_and_after(unit, marked, &edits);
                let safe = slips.iter().all(|slip| keeps_meaning(slip));
                let safety = if safe { Safety::Safe } else { Safety::NeedsReview };
                let finding = report.find(marked, message(&found, &right));
                // "articles 9.1 and 9.2" has no one form
                let articles = edits.iter().filter(|edit| edit.text.starts_with(", ")).count();
                if articles < 2 {
                    finding.fix_with(safety, format!("Write “{right}”"), edits);
                }
            }
            _ if concerns(citation) => report.occasion(span),
            _ => {}
        }
    }
}

/// Whether abbreviations are in place at `span`: in parentheses, footnotes and tables.
pub(super) fn brief(unit: &Unit, span: Span) -> bool {
    matches!(unit.kind(), Kind::Footnote | Kind::Table) || enclosed(unit.reading(), span.start)
}

fn counts(slip: &Slip, unit: &Unit, brief: bool) -> bool {
    match slip.kind {
        SlipKind::Abbreviated => !brief,
        // "Article 5" heads an article
        SlipKind::Capital => !unit.kind().is_heading() && unit.kind() != Kind::Table,
        _ => true,
    }
}

/// Whether the slip's edit only spells out, spaces or points: it cannot change what is cited.
fn keeps_meaning(slip: &Slip) -> bool {
    match slip.kind {
        SlipKind::Abbreviated => !slip.edit.text.contains(|c: char| c.is_ascii_digit()),
        SlipKind::Capital | SlipKind::Comma => true,
        SlipKind::Glued => matches!(slip.edit.text.as_str(), " " | ","),
        SlipKind::Parenthesis | SlipKind::Roman | SlipKind::Words | SlipKind::Inverted | SlipKind::Number => false,
    }
}

/// What `span` reads now, and what it and the edits would read.
fn before_and_after(unit: &Unit, span: Span, edits: &[Edit]) -> (String, String) {
    let whole = edits.iter().map(|edit| edit.span).fold(span, Span::cover);
    let moved: Vec<Edit> = edits
        .iter()
        .map(|edit| {
            Edit::replace(Span::new(edit.span.start - whole.start, edit.span.end - whole.start), edit.text.as_str())
        })
        .collect();
    (unit.text(span).to_owned(), apply(unit.text(whole), &moved).0)
}
