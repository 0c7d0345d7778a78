//! Semantic tokens: addressee, operative phrase, citation, and text that is not agreed.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::convert;
use super::state::Snapshot;
use crate::document::{Operative, Unit};
use crate::text::Span;

/// The kinds of token, in the order of their numbers.
pub(super) fn legend() -> lsp::SemanticTokensLegend {
    lsp::SemanticTokensLegend {
        token_types: vec![
            lsp::SemanticTokenType::CLASS,
            lsp::SemanticTokenType::KEYWORD,
            lsp::SemanticTokenType::STRING,
            lsp::SemanticTokenType::COMMENT,
        ],
        token_modifiers: Vec::new(),
    }
}

const ADDRESSEE: u32 = 0;
const OPERATIVE: u32 = 1;
const CITATION: u32 = 2;
const BRACKETED: u32 = 3;

/// The tokens of each text as they were last sent, so that only what changed need be sent again.
#[derive(Debug, Default)]
pub(super) struct Sent {
    by_text: Mutex<HashMap<lsp::Uri, (String, Vec<lsp::SemanticToken>)>>,
}

impl Sent {
    /// All tokens of a text.
    pub(super) fn full(&self, snapshot: &Snapshot, uri: lsp::Uri, abilities: Abilities) -> lsp::SemanticTokens {
        let data = tokens(snapshot, Span::new(0, snapshot.text.len()), abilities);
        let id = snapshot.edition.to_string();
        if abilities.token_deltas {
            let mut sent = self.by_text.lock().unwrap_or_else(PoisonError::into_inner);
            sent.insert(uri, (id.clone(), data.clone()));
        }
        lsp::SemanticTokens { result_id: abilities.token_deltas.then_some(id), data }
    }

    /// What changed since `previous` was sent; all of them if that is not known any more.
    pub(super) fn delta(
        &self,
        snapshot: &Snapshot,
        uri: lsp::Uri,
        previous: &str,
        abilities: Abilities,
    ) -> lsp::SemanticTokensFullDeltaResult {
        let known = self.by_text.lock().unwrap_or_else(PoisonError::into_inner).get(&uri).cloned();
        let now = self.full(snapshot, uri, abilities);
        match known.filter(|(id, _)| id == previous) {
            Some((_, before)) => lsp::SemanticTokensFullDeltaResult::TokensDelta(lsp::SemanticTokensDelta {
                result_id: now.result_id,
                edits: difference(&before, now.data),
            }),
            None => now.into(),
        }
    }

    /// The text is closed.
    pub(super) fn forget(&self, uri: &lsp::Uri) {
        self.by_text.lock().unwrap_or_else(PoisonError::into_inner).remove(uri);
    }
}

/// The one edit that makes `now` out of `before`; none if they are the same.
fn difference(before: &[lsp::SemanticToken], mut now: Vec<lsp::SemanticToken>) -> Vec<lsp::SemanticTokensEdit> {
    /// Numbers that a token is sent as.
    const NUMBERS: usize = 5;
    let head = before.iter().zip(&now).take_while(|(old, new)| old == new).count();
    let tail = before[head..].iter().rev().zip(now[head..].iter().rev()).take_while(|(old, new)| old == new).count();
    let gone = before.len() - head - tail;
    let come: Vec<lsp::SemanticToken> = now.drain(head..now.len() - tail).collect();
    if gone == 0 && come.is_empty() {
        return Vec::new();
    }
    vec![lsp::SemanticTokensEdit {
        start: (head * NUMBERS) as u32,
        delete_count: (gone * NUMBERS) as u32,
        data: Some(come),
    }]
}

/// The tokens that stand in `within`.
pub(super) fn tokens(snapshot: &Snapshot, within: Span, abilities: Abilities) -> Vec<lsp::SemanticToken> {
    encode(&found(snapshot, within), snapshot, abilities)
}

/// Where tokens of which kind stand, in the order of the text.
fn found(snapshot: &Snapshot, within: Span) -> Vec<(Span, u32)> {
    let document = &snapshot.analysis.document;
    let mut found: Vec<(Span, u32)> = Vec::new();
    for (i, unit) in document.units().iter().enumerate() {
        if !Span::from(document.range(i)).touches(within) {
            continue;
        }
        let mut push = |span: Span, kind| found.push((document.locate(i, span), kind));
        if let Some(recommendation) = &unit.recommendation {
            recommendation.addressee.into_iter().for_each(|span| push(span, ADDRESSEE));
            let phrases = recommendation.operatives().flat_map(|operative| words(operative, unit));
            phrases.for_each(|span| push(span, OPERATIVE));
            bracketed(unit.reading()).into_iter().for_each(|span| push(span, BRACKETED));
        }
        unit.mentions.iter().for_each(|mention| push(mention.span, CITATION));
    }
    found.retain(|(span, _)| span.touches(within));
    found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    found
}

/// The words of a phrase, without what is interposed.
fn words(operative: &Operative, unit: &Unit) -> impl Iterator<Item = Span> {
    let Span { start, end } = operative.span;
    let inside = operative.qualifier.filter(|inside| operative.span.contains(*inside));
    let pieces = match inside {
        Some(inside) => [Span::new(start, inside.start), Span::new(inside.end, end)],
        None => [operative.span, Span::new(end, end)],
    };
    let free = |c: char| c.is_whitespace() || c == ',';
    let trimmed = pieces.map(|piece| {
        let text = unit.text(piece);
        let start = piece.start + text.len() - text.trim_start_matches(free).len();
        Span::new(start, start + text.trim_matches(free).len())
    });
    trimmed.into_iter().filter(|piece| !piece.is_empty())
}

/// Text in square brackets, the outermost of each nest.
pub(super) fn bracketed(text: &str) -> Vec<Span> {
    let (mut depth, mut start, mut spans) = (0usize, 0, Vec::new());
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'[' | b']')) {
        match byte {
            b'[' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            _ if depth == 1 => {
                spans.push(Span::new(start, at + 1));
                depth = 0;
            }
            _ => depth = depth.saturating_sub(1),
        }
    }
    spans
}

/// Relative positions, one token a line, none overlapping another.
fn encode(found: &[(Span, u32)], snapshot: &Snapshot, abilities: Abilities) -> Vec<lsp::SemanticToken> {
    let mut tokens = Vec::new();
    let (mut line, mut character, mut covered) = (0, 0, 0);
    for &(span, kind) in found {
        if span.start < covered {
            continue;
        }
        covered = span.end;
        let text = snapshot.text.slice(span);
        let mut at = span.start;
        for piece in text.split_inclusive(['\n', '\r']) {
            let part = Span::new(at, at + piece.trim_end_matches(['\n', '\r']).len());
            at += piece.len();
            let range = convert::range(part, &snapshot.text, abilities.units);
            if range.start == range.end || range.start.line != range.end.line {
                continue;
            }
            let same = range.start.line == line;
            tokens.push(lsp::SemanticToken {
                delta_line: range.start.line - line,
                delta_start: if same { range.start.character - character } else { range.start.character },
                length: range.end.character - range.start.character,
                token_type: kind,
                token_modifiers_bitset: 0,
            });
            (line, character) = (range.start.line, range.start.character);
        }
    }
    tokens
}
