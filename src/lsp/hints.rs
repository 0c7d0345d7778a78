//! What stands beside the text: the strength of each recommendation, its length, what it repeats.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::convert;
use super::state::Snapshot;
use crate::text::Span;

/// After each operative phrase of `range`: its strength.
pub(super) fn inlays(snapshot: &Snapshot, range: lsp::Range, abilities: Abilities) -> Vec<lsp::InlayHint> {
    let wanted = convert::span(range, &snapshot.text, abilities.units);
    let document = &snapshot.analysis.document;
    let mut hints = Vec::new();
    for (i, unit) in document.units().iter().enumerate() {
        if !Span::from(document.range(i)).touches(wanted) {
            continue;
        }
        let operative = unit.recommendation.as_ref().and_then(|found| found.operative.as_ref());
        let Some((operative, strength)) = operative.and_then(|operative| Some((operative, operative.strength?))) else {
            continue;
        };
        let at = document.locate(i, operative.span).end;
        hints.push(lsp::InlayHint {
            position: convert::range(Span::at(at), &snapshot.text, abilities.units).start,
            label: lsp::InlayHintLabel::String(strength.name().to_owned()),
            kind: None,
            text_edits: None,
            tooltip: Some(lsp::InlayHintTooltip::String("Strength of the operative phrase".to_owned())),
            padding_left: Some(true),
            padding_right: None,
            data: None,
        });
    }
    hints
}

/// Above each recommendation: what it repeats, and its length.
pub(super) fn lenses(snapshot: &Snapshot, abilities: Abilities) -> Vec<lsp::CodeLens> {
    let document = &snapshot.analysis.document;
    let mut findings = snapshot.analysis.findings.iter().peekable();
    let mut lenses = Vec::new();
    for (i, unit) in document.units().iter().enumerate() {
        let own = Span::from(document.range(i));
        let mut nearest: Option<(&str, f32)> = None;
        while let Some(finding) = findings.next_if(|finding| finding.span.start < own.end) {
            for precedent in &finding.precedents {
                if let Some(score) = precedent.score.filter(|score| nearest.is_none_or(|(_, best)| *score > best)) {
                    nearest = Some((&precedent.name, score));
                }
            }
        }
        if unit.recommendation.is_none() {
            continue;
        }
        let title = match nearest {
            Some((name, _)) => format!("≈ {name} · {} words", unit.words),
            None => format!("{} words", unit.words),
        };
        lenses.push(lsp::CodeLens {
            range: convert::range(Span::at(own.start), &snapshot.text, abilities.units),
            command: Some(lsp::Command { title, command: String::new(), arguments: None }),
            data: None,
        });
    }
    lenses
}
