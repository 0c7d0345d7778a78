//! Between the protocol's types and ours.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::markdown;
use crate::text::{Position, Span, Text, Units};

/// A position.
pub(super) fn position(position: lsp::Position) -> Position {
    Position { line: position.line, character: position.character }
}

/// The range of a span.
pub(super) fn range(span: Span, text: &Text, units: Units) -> lsp::Range {
    let place = |at| {
        let Position { line, character } = text.position(at, units);
        lsp::Position { line, character }
    };
    lsp::Range { start: place(span.start), end: place(span.end) }
}

/// Markdown for clients that show it, the same in plain text for others.
pub(super) fn markup(markdown: String, abilities: Abilities) -> lsp::MarkupContent {
    match abilities.markdown {
        true => lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: markdown },
        false => lsp::MarkupContent { kind: lsp::MarkupKind::PlainText, value: markdown::plain(&markdown) },
    }
}

/// The span of a range; what lies outside the text is moved to its edge.
pub(super) fn span(range: lsp::Range, text: &Text, units: Units) -> Span {
    let start = text.byte(position(range.start), units);
    let end = text.byte(position(range.end), units);
    Span::new(start.min(end), start.max(end))
}
