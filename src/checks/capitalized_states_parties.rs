//! `capitalized-states-parties`: "States Parties" and "State Party", as treaties write them, for "States parties".
//!
//! How much it matters depends on the draft: in a recommendation, or beside the usual form, it is a slip; elsewhere it
//! may follow a treaty. Names of bodies, such as the Conference of the States Parties, and annexed treaties are let be.

use super::Context;
use crate::document::{Document, Kind, Nature, Unit};
use crate::finding::{Report, Safety, Severity};
use crate::text::Span;

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    let mut found: Vec<(usize, Span)> = Vec::new();
    let mut usual = false;
    for (i, unit) in document.units().iter().enumerate().filter(|(_, unit)| reads(unit)) {
        let text = unit.reading();
        for at in memchr::memmem::find_iter(text.as_bytes(), "State") {
            let rest = &text[at..];
            let usually = ["States parties", "State party"].into_iter().find(|name| rest.starts_with(name));
            if let Some(name) = usually {
                usual = true;
                report.occasion(document.locate(i, Span::new(at, at + name.len())));
                continue;
            }
            let Some(name) = ["States Parties", "State Party"].into_iter().find(|name| rest.starts_with(name)) else {
                continue;
            };
            let span = Span::new(at, at + name.len());
            if !unit.is_quoted(span) && !names_body(&text[..at]) {
                found.push((i, span));
            }
        }
    }
    for (i, span) in found {
        let unit = &document.units()[i];
        // resolutions annex treaties and speak as the treaty of the day does
        let treaty = context.nature == Nature::NotADraft || unit.place().annex > 0;
        let slip = match unit.kind() {
            Kind::Recommendation => context.nature != Nature::NotADraft,
            kind => usual && !treaty && !kind.is_heading(),
        };
        let right = unit.text(span).replace('P', "p");
        let place = document.locate(i, span);
        let finding = report.find(place, format!("“{}”: adopted texts write “{right}”", unit.text(span)));
        if !slip && finding.severity > Severity::Information {
            finding.at(Severity::Information);
        }
        let p = "State".len() + usize::from(right.starts_with("States")) + 1;
        let letter = document.locate(i, Span::new(span.start + p, span.start + p + 1));
        finding.fix(Safety::Safe, format!("Write “{right}”"), letter, "p");
    }
}

fn reads(unit: &Unit) -> bool {
    unit.kind().is_prose() || unit.kind().is_heading() || unit.kind() == Kind::Footnote
}

/// Whether what stands before makes it the name of a body: "Conference of the States Parties", "Meeting of States Parties".
fn names_body(before: &str) -> bool {
    let before = before.trim_end();
    let before = before.strip_suffix(" the").unwrap_or(before);
    let Some(before) = before.strip_suffix(" of").or_else(|| before.strip_suffix(" of all")) else { return false };
    let body = before.rsplit([' ', '\n', '“', '(']).next().unwrap_or("");
    ["Conference", "Conferences", "Meeting", "Meetings", "Assembly", "Session", "Committee", "Bureau", "Group"]
        .contains(&body)
}
