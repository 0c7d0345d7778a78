//! Code actions: the fixes of a mark, all safe fixes at once, and exceptions.

use std::collections::HashMap;

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::state::Snapshot;
use super::{convert, diagnostics};
use crate::finding::{Finding, Fix, Safety};
use crate::text::{Edit, Span};

/// The kind of "fix all": only what is safe.
pub(super) const FIX_ALL: &str = "source.fixAll.rapporteur";

/// What can be done in `range` of a text.
pub(super) fn actions(
    snapshot: &Snapshot,
    uri: &lsp::Uri,
    range: lsp::Range,
    only: Option<&[lsp::CodeActionKind]>,
    abilities: Abilities,
) -> Vec<lsp::CodeActionOrCommand> {
    let wants = |kind: &str| only.is_none_or(|only| only.iter().any(|wanted| is_kind(kind, wanted.as_str())));
    let span = convert::span(range, &snapshot.text, abilities.units);
    let here: Vec<&Finding> = snapshot.analysis.findings.iter().filter(|finding| finding.span.touches(span)).collect();
    let mut actions = Vec::new();
    if wants("quickfix") {
        for finding in &here {
            for (i, fix) in finding.fixes.iter().enumerate() {
                let preferred = i == 0 && fix.safety == Safety::Safe;
                actions.push(quick_fix(finding, fix, preferred, snapshot, uri, abilities));
            }
        }
        let mut seen = Vec::new();
        for finding in here.iter().filter(|finding| &*finding.rule != "unused-suppression") {
            if !seen.contains(&&finding.rule) {
                seen.push(&finding.rule);
                actions.push(ignore(finding, snapshot, uri, abilities));
            }
        }
    }
    if wants(FIX_ALL) && (only.is_some() || !here.is_empty()) {
        actions.extend(fix_all(snapshot, uri, abilities));
    }
    actions.into_iter().map(lsp::CodeActionOrCommand::CodeAction).collect()
}

/// Whether `kind` is `wanted` or a kind below it.
fn is_kind(kind: &str, wanted: &str) -> bool {
    kind.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')) || wanted.is_empty()
}

fn quick_fix(
    finding: &Finding,
    fix: &Fix,
    preferred: bool,
    snapshot: &Snapshot,
    uri: &lsp::Uri,
    abilities: Abilities,
) -> lsp::CodeAction {
    let review = if fix.safety == Safety::NeedsReview { " (review)" } else { "" };
    lsp::CodeAction {
        title: format!("{}{review}", fix.title),
        kind: Some(lsp::CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostics::one(finding, snapshot, uri, abilities)]),
        edit: Some(edit(&fix.edits, snapshot, uri, abilities)),
        is_preferred: Some(preferred),
        ..lsp::CodeAction::default()
    }
}

/// An exception for the unit that the finding stands in.
fn ignore(finding: &Finding, snapshot: &Snapshot, uri: &lsp::Uri, abilities: Abilities) -> lsp::CodeAction {
    let document = &snapshot.analysis.document;
    let start = document.unit_at(finding.span.start).map_or(0, |i| document.start(i));
    let plain = uri.as_str().ends_with(".txt");
    let (open, close) = if plain { ("[rapporteur: ", "]") } else { ("<!-- rapporteur: ", " -->") };
    let comment = format!("{open}ignore {}, deliberate{close}\n\n", finding.rule);
    lsp::CodeAction {
        title: format!("Ignore `{}` here", finding.rule),
        kind: Some(lsp::CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostics::one(finding, snapshot, uri, abilities)]),
        edit: Some(edit(&[Edit::insert(start, comment)], snapshot, uri, abilities)),
        ..lsp::CodeAction::default()
    }
}

/// The first safe fix of every finding, where none overlaps another.
fn fix_all(snapshot: &Snapshot, uri: &lsp::Uri, abilities: Abilities) -> Option<lsp::CodeAction> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut taken: Vec<Span> = Vec::new();
    let mut count = 0;
    for finding in &snapshot.analysis.findings {
        let Some(fix) = finding.fixes.first().filter(|fix| fix.safety == Safety::Safe) else { continue };
        if fix.edits.iter().any(|edit| taken.iter().any(|span| span.touches(edit.span))) {
            continue;
        }
        count += 1;
        taken.extend(fix.edits.iter().map(|edit| edit.span));
        edits.extend(fix.edits.iter().cloned());
    }
    let title = if count == 1 { "Make the safe fix".to_owned() } else { format!("Make all {count} safe fixes") };
    (count > 0).then(|| lsp::CodeAction {
        title,
        kind: Some(lsp::CodeActionKind::new(FIX_ALL)),
        edit: Some(edit(&edits, snapshot, uri, abilities)),
        ..lsp::CodeAction::default()
    })
}

/// Edits of one text as the protocol wants them.
pub(super) fn edit(edits: &[Edit], snapshot: &Snapshot, uri: &lsp::Uri, abilities: Abilities) -> lsp::WorkspaceEdit {
    let edits: Vec<lsp::TextEdit> = edits
        .iter()
        .map(|edit| lsp::TextEdit {
            range: convert::range(edit.span, &snapshot.text, abilities.units),
            new_text: edit.text.clone(),
        })
        .collect();
    #[allow(clippy::mutable_key_type)] // the protocol's own type
    let changes = HashMap::from([(uri.clone(), edits)]);
    lsp::WorkspaceEdit { changes: Some(changes), ..lsp::WorkspaceEdit::default() }
}
