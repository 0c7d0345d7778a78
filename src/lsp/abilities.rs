//! What the client can do, read once from its `initialize` request.

use tower_lsp_server::ls_types::{ClientCapabilities, InitializeParams, PositionEncodingKind};

use crate::text::Units;

/// What the client can do, as far as the server cares.
#[derive(Debug, Clone, Copy)]
pub(super) struct Abilities {
    /// How positions count.
    pub units: Units,
    /// It pulls diagnostics; the server pushes none.
    pub pull: bool,
    /// It can be told to pull again.
    pub refresh: bool,
    /// It shows related places of a diagnostic.
    pub related: bool,
    /// It understands workspace edits and code action literals.
    pub code_actions: bool,
    /// It shows Markdown in hovers.
    pub markdown: bool,
    /// It understands snippets in completions.
    pub snippets: bool,
    /// It nests document symbols.
    pub nested_symbols: bool,
    /// It shows what a link leads to.
    pub link_tooltips: bool,
    /// It opens documents that the server names.
    pub shows_documents: bool,
    /// It wants to hear after each analysis how the draft stands.
    pub status: bool,
}

impl Default for Abilities {
    fn default() -> Abilities {
        Abilities::of(&ClientCapabilities::default())
    }
}

impl Abilities {
    /// Reads them.
    pub(super) fn read(params: &InitializeParams) -> Abilities {
        let options = params.initialization_options.as_ref();
        let status = options.and_then(|options| options.get("status")).and_then(serde_json::Value::as_bool);
        Abilities { status: status == Some(true), ..Abilities::of(&params.capabilities) }
    }

    fn of(client: &ClientCapabilities) -> Abilities {
        let text = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let published = text.and_then(|text| text.publish_diagnostics.as_ref());
        let encodings =
            client.general.as_ref().and_then(|general| general.position_encodings.as_deref()).unwrap_or(&[]);
        let offers = |kind| encodings.contains(&kind);
        Abilities {
            units: if offers(PositionEncodingKind::UTF8) {
                Units::Utf8
            } else if offers(PositionEncodingKind::UTF32) && !offers(PositionEncodingKind::UTF16) {
                Units::Utf32
            } else {
                Units::Utf16
            },
            pull: text.is_some_and(|text| text.diagnostic.is_some()),
            refresh: workspace
                .and_then(|workspace| workspace.diagnostics.as_ref())
                .is_some_and(|diagnostics| diagnostics.refresh_support == Some(true)),
            related: published.is_some_and(|published| published.related_information == Some(true)),
            code_actions: text
                .and_then(|text| text.code_action.as_ref())
                .is_some_and(|action| action.code_action_literal_support.is_some()),
            markdown: text.and_then(|text| text.hover.as_ref()).is_none_or(|hover| {
                hover
                    .content_format
                    .as_ref()
                    .is_none_or(|formats| formats.contains(&tower_lsp_server::ls_types::MarkupKind::Markdown))
            }),
            snippets: text
                .and_then(|text| text.completion.as_ref())
                .and_then(|completion| completion.completion_item.as_ref())
                .is_some_and(|item| item.snippet_support == Some(true)),
            nested_symbols: text
                .and_then(|text| text.document_symbol.as_ref())
                .is_some_and(|symbol| symbol.hierarchical_document_symbol_support == Some(true)),
            link_tooltips: text
                .and_then(|text| text.document_link.as_ref())
                .is_some_and(|link| link.tooltip_support == Some(true)),
            shows_documents: client
                .window
                .as_ref()
                .and_then(|window| window.show_document.as_ref())
                .is_some_and(|show| show.support),
            status: false,
        }
    }

    /// The name of the position encoding chosen.
    pub(super) fn encoding(self) -> PositionEncodingKind {
        match self.units {
            Units::Utf8 => PositionEncodingKind::UTF8,
            Units::Utf16 => PositionEncodingKind::UTF16,
            Units::Utf32 => PositionEncodingKind::UTF32,
        }
    }
}
