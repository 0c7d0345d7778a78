//! Semantic tokens: addressee, operative phrase, citation, and text that is not agreed.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::convert;
use super::state::Snapshot;
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

/// The tokens of the whole text.
pub(super) fn tokens(snapshot: &Snapshot, abilities: Abilities) -> Vec<lsp::SemanticToken> {
    let document = &snapshot.analysis.document;
    let mut found: Vec<(Span, u32)> = Vec::new();
    for (i, unit) in document.units().iter().enumerate() {
        let mut push = |span: Span, kind| found.push((document.locate(i, span), kind));
        if let Some(recommendation) = &unit.recommendation {
            recommendation.addressee.into_iter().for_each(|span| push(span, ADDRESSEE));
            let phrases = recommendation.operative.iter().chain(&recommendation.further);
            phrases.for_each(|operative| push(operative.span, OPERATIVE));
            bracketed(unit.reading()).into_iter().for_each(|span| push(span, BRACKETED));
        }
        unit.mentions.iter().for_each(|mention| push(mention.span, CITATION));
    }
    found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    encode(&found, snapshot, abilities)
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
