//! What stands beside the text: the strength of each recommendation, its length, what it is like.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::state::Snapshot;
use super::{commands, convert, earlier};
use crate::document::{Kind, Status};
use crate::finding::{Finding, Precedent, Severity};
use crate::text::Span;

/// After each operative phrase of `range` its strength, after each heading the nearest earlier recommendation.
pub(super) fn inlays(snapshot: &Snapshot, range: lsp::Range, abilities: Abilities) -> Vec<lsp::InlayHint> {
    let wanted = convert::span(range, &snapshot.text, abilities.units);
    let document = &snapshot.analysis.document;
    let mut hints = Vec::new();
    let mut hint = |at: usize, label: String, tooltip: String| {
        hints.push(lsp::InlayHint {
            position: convert::range(Span::at(at), &snapshot.text, abilities.units).start,
            label: lsp::InlayHintLabel::String(label),
            kind: None,
            text_edits: None,
            tooltip: Some(lsp::InlayHintTooltip::MarkupContent(convert::markup(tooltip, abilities))),
            padding_left: Some(true),
            padding_right: Some(true),
            data: None,
        });
    };
    for (i, nearest) in nearest(snapshot) {
        let unit = &document.units()[i];
        if !Span::from(document.range(i)).touches(wanted) {
            continue;
        }
        if let (Some(precedent), Some(label)) = (nearest, &unit.label)
            && let Some(found) = snapshot.workbench.corpus.named(&precedent.name)
        {
            let short = spoken(&precedent.name, snapshot);
            let tooltip = earlier::quotation(found, &snapshot.workbench, &snapshot.record);
            hint(document.locate(i, label.span).end, format!("≈ {short}"), tooltip);
        }
        let operative = unit.recommendation.as_ref().and_then(|found| found.operative.as_ref());
        if let Some((operative, strength)) = operative.and_then(|operative| Some((operative, operative.strength?))) {
            let tooltip = "How strongly the operative phrase asks".to_owned();
            hint(document.locate(i, operative.span).end, strength.name().to_owned(), tooltip);
        }
    }
    hints
}

/// Above each recommendation: what it is nearest to, and its length.
pub(super) fn lenses(snapshot: &Snapshot, uri: &lsp::Uri, abilities: Abilities) -> Vec<lsp::CodeLens> {
    let document = &snapshot.analysis.document;
    let lens = |(i, nearest): (usize, Option<&Precedent>)| {
        let unit = &document.units()[i];
        let words = format!("{} words", unit.words);
        let title = match nearest {
            Some(precedent) => {
                let proposed = snapshot.workbench.corpus.named(&precedent.name);
                let note = match proposed.map(|earlier| earlier.status) {
                    Some(Status::Proposed) => " (proposed)",
                    Some(Status::Observation) => " (observation)",
                    _ => "",
                };
                format!("≈ {}{note} · {words}", spoken(&precedent.name, snapshot))
            }
            None => words,
        };
        let start = document.locate(i, earlier::title(unit)).start;
        let range = convert::range(Span::at(start), &snapshot.text, abilities.units);
        let place = serde_json::to_value(range.start).unwrap_or_default();
        let command = match abilities.commands {
            true => commands::EARLIER.to_owned(),
            false => String::new(),
        };
        let arguments = abilities.commands.then(|| vec![uri.as_str().into(), place]);
        lsp::CodeLens { range, command: Some(lsp::Command { title, command, arguments }), data: None }
    };
    nearest(snapshot).map(lens).collect()
}

/// `2019/10` for `2019-WG.4/10`, where the draft's own body is meant.
fn spoken(name: &str, snapshot: &Snapshot) -> String {
    let own = format!("-{}/", snapshot.settings.body);
    name.replacen(&own, "/", 1)
}

/// Each recommendation of the draft by its unit, with what the marks say that it is most like.
fn nearest(snapshot: &Snapshot) -> impl Iterator<Item = (usize, Option<&Precedent>)> {
    let document = &snapshot.analysis.document;
    let findings = &snapshot.analysis.findings;
    let mut rest: &[Finding] = findings;
    document.units().iter().enumerate().filter_map(move |(i, unit)| {
        let end = document.range(i).end;
        let here = rest.partition_point(|finding| finding.span.start < end);
        let (own, after) = rest.split_at(here);
        rest = after;
        if unit.recommendation.is_none() || unit.kind() != Kind::Recommendation {
            return None;
        }
        // what is merely possible is not worth a word in the text
        let told = own.iter().filter(|finding| finding.severity > Severity::Hint);
        let scored = told.flat_map(|finding| &finding.precedents).filter(|precedent| precedent.score.is_some());
        let best = scored.max_by(|a, b| a.score.unwrap_or(0.0).total_cmp(&b.score.unwrap_or(0.0)));
        Some((i, best))
    })
}
