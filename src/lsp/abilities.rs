//! What the client can do, read once from its `initialize` request.

use serde_json::Value;
use tower_lsp_server::ls_types::{self as lsp, ClientCapabilities, InitializeParams, PositionEncodingKind};

use crate::settings::{Feature, Features};
use crate::text::Units;

/// What the client can do, as far as the server cares.
#[derive(Debug, Clone, Copy)]
pub(super) struct Abilities {
    /// How positions count.
    pub units: Units,
    /// The features that it has a place for.
    pub features: Features,
    /// It pulls diagnostics; the server pushes none.
    pub pull: bool,
    /// What it can be told to ask for again.
    pub refresh: Refresh,
    /// It shows related places of a diagnostic.
    pub related: bool,
    /// It leads from a diagnostic to a page about its rule.
    pub described: bool,
    /// It can fade what is unnecessary.
    pub tags: bool,
    /// It shows Markdown in hovers.
    pub markdown: bool,
    /// It shows Markdown beside completions.
    pub documentation: bool,
    /// It understands snippets in completions.
    pub snippets: bool,
    /// It lets a person choose whether a completion takes the place of the rest of a word.
    pub replaces: bool,
    /// It asks for the documentation of a completion when it shows it.
    pub resolves: bool,
    /// It shows why an action cannot be done.
    pub disabled: bool,
    /// It nests document symbols.
    pub nested_symbols: bool,
    /// It asks before it renames.
    pub prepares_rename: bool,
    /// It folds whole lines only.
    pub line_folding: bool,
    /// It shows what a link leads to.
    pub link_tooltips: bool,
    /// It takes edits that say which version of a text they are for.
    pub versioned_edits: bool,
    /// It makes files that an edit needs.
    pub creates_files: bool,
    /// It takes only what changed of semantic tokens.
    pub token_deltas: bool,
    /// It runs commands of the server.
    pub commands: bool,
    /// It opens documents that the server names.
    pub shows_documents: bool,
    /// It gives its settings when asked.
    pub configuration: bool,
    /// It shows that the server is at work.
    pub progress: bool,
    /// It wants to hear after each analysis how the draft stands.
    pub status: bool,
}

/// What a client can be told to ask for again.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Refresh {
    /// Diagnostics that it pulls.
    pub diagnostics: bool,
    /// Inlay hints.
    pub hints: bool,
    /// Code lenses.
    pub lenses: bool,
    /// Semantic tokens.
    pub tokens: bool,
}

impl Default for Abilities {
    fn default() -> Abilities {
        Abilities::of(&ClientCapabilities::default())
    }
}

/// What every client had a place for before clients said what they can do.
const CLASSIC: [Feature; 8] = [
    Feature::Completion,
    Feature::Definition,
    Feature::Diagnostics,
    Feature::Formatting,
    Feature::Highlights,
    Feature::Hover,
    Feature::Outline,
    Feature::References,
];

fn yes(said: Option<bool>) -> bool {
    said == Some(true)
}

impl Abilities {
    /// Reads them.
    pub(super) fn read(params: &InitializeParams) -> Abilities {
        let options = params.initialization_options.as_ref();
        let status = options.and_then(|options| options.get("status")).and_then(Value::as_bool);
        Abilities { status: yes(status), ..Abilities::of(&params.capabilities) }
    }

    fn of(client: &ClientCapabilities) -> Abilities {
        let workspace = client.workspace.clone().unwrap_or_default();
        let text = client.text_document.clone().unwrap_or_default();
        let window = client.window.clone().unwrap_or_default();
        let pulled = text.diagnostic.clone().unwrap_or_default();
        let published = text.publish_diagnostics.clone().unwrap_or_default();
        let item =
            text.completion.as_ref().and_then(|completion| completion.completion_item.clone()).unwrap_or_default();
        let edits = workspace.workspace_edit.clone().unwrap_or_default();
        // a client that names no format shows what it is given as it is written
        let markdown = |formats: Option<&Vec<lsp::MarkupKind>>| {
            formats.is_some_and(|formats| formats.contains(&lsp::MarkupKind::Markdown))
        };
        Abilities {
            units: units(client),
            features: features(client),
            pull: text.diagnostic.is_some(),
            refresh: Refresh {
                diagnostics: workspace.diagnostics.is_some_and(|diagnostics| yes(diagnostics.refresh_support)),
                hints: workspace.inlay_hint.is_some_and(|hints| yes(hints.refresh_support)),
                lenses: workspace.code_lens.is_some_and(|lenses| yes(lenses.refresh_support)),
                tokens: workspace.semantic_tokens.is_some_and(|tokens| yes(tokens.refresh_support)),
            },
            related: yes(published.related_information) || yes(pulled.related_information),
            described: yes(published.code_description_support) || yes(pulled.code_description_support),
            tags: published.tag_support.is_some() || pulled.tag_support.is_some(),
            markdown: text.hover.as_ref().is_some_and(|hover| markdown(hover.content_format.as_ref())),
            documentation: markdown(item.documentation_format.as_ref()),
            snippets: yes(item.snippet_support),
            replaces: yes(item.insert_replace_support),
            resolves: item
                .resolve_support
                .is_some_and(|resolve| resolve.properties.iter().any(|property| property == "documentation")),
            disabled: text.code_action.as_ref().is_some_and(|action| yes(action.disabled_support)),
            nested_symbols: text
                .document_symbol
                .as_ref()
                .is_some_and(|symbol| yes(symbol.hierarchical_document_symbol_support)),
            prepares_rename: text.rename.as_ref().is_some_and(|rename| yes(rename.prepare_support)),
            line_folding: text.folding_range.as_ref().is_some_and(|folding| yes(folding.line_folding_only)),
            link_tooltips: text.document_link.as_ref().is_some_and(|link| yes(link.tooltip_support)),
            versioned_edits: yes(edits.document_changes),
            creates_files: edits
                .resource_operations
                .is_some_and(|kinds| kinds.contains(&lsp::ResourceOperationKind::Create)),
            token_deltas: text.semantic_tokens.as_ref().is_some_and(|tokens| {
                matches!(tokens.requests.full, Some(lsp::SemanticTokensFullOptions::Delta { delta: Some(true) }))
            }),
            commands: workspace.execute_command.is_some() || client.workspace.is_none(),
            shows_documents: window.show_document.is_some_and(|show| show.support),
            configuration: yes(workspace.configuration),
            progress: yes(window.work_done_progress),
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

fn units(client: &ClientCapabilities) -> Units {
    let encodings = client.general.as_ref().and_then(|general| general.position_encodings.as_deref()).unwrap_or(&[]);
    let offers = |kind| encodings.contains(&kind);
    if offers(PositionEncodingKind::UTF8) {
        Units::Utf8
    } else if offers(PositionEncodingKind::UTF32) && !offers(PositionEncodingKind::UTF16) {
        Units::Utf32
    } else {
        Units::Utf16
    }
}

fn features(client: &ClientCapabilities) -> Features {
    let Some(text) = &client.text_document else {
        return CLASSIC.into_iter().fold(Features::default(), Features::with);
    };
    let symbols = client.workspace.as_ref().is_some_and(|workspace| workspace.symbol.is_some());
    let literals = text.code_action.as_ref().is_some_and(|action| action.code_action_literal_support.is_some());
    let said = [
        (Feature::Actions, literals),
        (Feature::Completion, text.completion.is_some()),
        (Feature::Definition, text.definition.is_some() || text.type_definition.is_some()),
        (Feature::Diagnostics, true),
        (Feature::Folding, text.folding_range.is_some()),
        (Feature::Formatting, text.formatting.is_some() || text.range_formatting.is_some()),
        (Feature::Highlights, text.document_highlight.is_some()),
        (Feature::Hints, text.inlay_hint.is_some()),
        (Feature::Hover, text.hover.is_some()),
        (Feature::Lenses, text.code_lens.is_some()),
        (Feature::Links, text.document_link.is_some()),
        (Feature::Outline, text.document_symbol.is_some()),
        (Feature::References, text.references.is_some()),
        (Feature::Rename, text.rename.is_some()),
        (Feature::Selection, text.selection_range.is_some()),
        (Feature::Symbols, symbols),
        (Feature::Tokens, text.semantic_tokens.is_some()),
    ];
    said.into_iter().filter(|(_, can)| *can).fold(Features::default(), |features, (feature, _)| features.with(feature))
}
