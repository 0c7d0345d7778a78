//! Between the protocol's types and ours.

use std::collections::HashMap;

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::markdown;
use super::state::Snapshot;
use crate::text::{Edit, Position, Span, Text, Units};

/// A position.
pub(super) fn position(position: lsp::Position) -> Position {
    Position { line: position.line, character: position.character }
}

/// The range of a span.
pub(super) fn range(span: Span, text: &Text, units: Units) -> lsp::Range {
    let place = |Position { line, character }| lsp::Position { line, character };
    let (start, end) = text.range(span, units);
    lsp::Range { start: place(start), end: place(end) }
}

/// The span of a range; what lies outside the text is moved to its edge.
pub(super) fn span(range: lsp::Range, text: &Text, units: Units) -> Span {
    let start = text.byte(position(range.start), units);
    let end = text.byte(position(range.end), units);
    Span::new(start.min(end), start.max(end))
}

/// Markdown for clients that show it, the same in plain text for others.
pub(super) fn markup(markdown: String, abilities: Abilities) -> lsp::MarkupContent {
    markup_if(abilities.markdown, markdown)
}

/// The same beside a completion.
pub(super) fn documentation(markdown: String, abilities: Abilities) -> lsp::Documentation {
    lsp::Documentation::MarkupContent(markup_if(abilities.documentation, markdown))
}

fn markup_if(shown: bool, markdown: String) -> lsp::MarkupContent {
    match shown {
        true => lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: markdown },
        false => lsp::MarkupContent { kind: lsp::MarkupKind::PlainText, value: markdown::plain(&markdown) },
    }
}

/// Edits of one text, in the order of the text.
pub(super) fn edits(edits: &[Edit], snapshot: &Snapshot, abilities: Abilities) -> Vec<lsp::TextEdit> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let range = |span| range(span, &snapshot.text, abilities.units);
    let end = snapshot.text.line_end();
    let edit = |edit: &Edit| lsp::TextEdit { range: range(edit.span), new_text: edit.clone().ended(end).text };
    sorted.into_iter().map(edit).collect()
}

/// Edits of one text as the client wants them: for the version that they were made for, where it understands that.
pub(super) fn edit(made: &[Edit], snapshot: &Snapshot, uri: &lsp::Uri, abilities: Abilities) -> lsp::WorkspaceEdit {
    let edits = edits(made, snapshot, abilities);
    if abilities.versioned_edits {
        let document =
            lsp::OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version: Some(snapshot.version) };
        let edits = edits.into_iter().map(lsp::OneOf::Left).collect();
        return versioned(vec![lsp::TextDocumentEdit { text_document: document, edits }]);
    }
    #[allow(clippy::mutable_key_type)] // the protocol's own type
    let changes = HashMap::from([(uri.clone(), edits)]);
    lsp::WorkspaceEdit { changes: Some(changes), ..lsp::WorkspaceEdit::default() }
}

/// Edits of a file that need not be open; it may have to be made first.
pub(super) fn edit_of_file(
    edits: Vec<lsp::TextEdit>,
    uri: lsp::Uri,
    existence: Existence,
    abilities: Abilities,
) -> lsp::WorkspaceEdit {
    if !abilities.versioned_edits {
        #[allow(clippy::mutable_key_type)] // the protocol's own type
        let changes = HashMap::from([(uri, edits)]);
        return lsp::WorkspaceEdit { changes: Some(changes), ..lsp::WorkspaceEdit::default() };
    }
    let make = lsp::CreateFile { uri: uri.clone(), options: None, annotation_id: None };
    let version = match existence {
        Existence::Open(version) => Some(version),
        Existence::Stored | Existence::New => None,
    };
    let document = lsp::OptionalVersionedTextDocumentIdentifier { uri, version };
    let edit =
        lsp::TextDocumentEdit { text_document: document, edits: edits.into_iter().map(lsp::OneOf::Left).collect() };
    match existence {
        Existence::Stored | Existence::Open(_) => versioned(vec![edit]),
        Existence::New => {
            let make = lsp::DocumentChangeOperation::Op(lsp::ResourceOp::Create(make));
            let changes = lsp::DocumentChanges::Operations(vec![make, lsp::DocumentChangeOperation::Edit(edit)]);
            lsp::WorkspaceEdit { document_changes: Some(changes), ..lsp::WorkspaceEdit::default() }
        }
    }
}

/// Whether a file is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Existence {
    /// It is.
    Stored,
    /// It is open, at this version, and may not be stored so.
    Open(i32),
    /// It has to be made.
    New,
}

fn versioned(edits: Vec<lsp::TextDocumentEdit>) -> lsp::WorkspaceEdit {
    let changes = lsp::DocumentChanges::Edits(edits);
    lsp::WorkspaceEdit { document_changes: Some(changes), ..lsp::WorkspaceEdit::default() }
}
