//! What the server offers: each feature where the client has a place for it and nobody turned it off at the start.
//!
//! Nothing is registered later: the server watches files itself, and some clients that say they can be asked to cannot.

use tower_lsp_server::ls_types::{self as lsp, *};

use super::abilities::Abilities;
use super::{actions, commands, tokens};
use crate::settings::{Feature, Features};

/// What the server offers to a client with these abilities, of the features that are `on`.
pub(super) fn capabilities(abilities: Abilities, on: Features) -> ServerCapabilities {
    let progress = WorkDoneProgressOptions::default;
    let offers = |feature| abilities.features.has(feature) && on.has(feature);
    ServerCapabilities {
        position_encoding: Some(abilities.encoding()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            ..TextDocumentSyncOptions::default()
        })),
        diagnostic_provider: (abilities.pull && on.has(Feature::Diagnostics)).then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some("rapporteur".to_owned()),
                inter_file_dependencies: false,
                workspace_diagnostics: true,
                work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
            })
        }),
        hover_provider: offers(Feature::Hover).then_some(HoverProviderCapability::Simple(true)),
        code_action_provider: offers(Feature::Actions).then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(actions::kinds()),
                ..CodeActionOptions::default()
            })
        }),
        document_symbol_provider: offers(Feature::Outline).then_some(OneOf::Left(true)),
        workspace_symbol_provider: offers(Feature::Symbols).then_some(OneOf::Left(true)),
        folding_range_provider: offers(Feature::Folding).then_some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: offers(Feature::Selection).then_some(SelectionRangeProviderCapability::Simple(true)),
        completion_provider: offers(Feature::Completion).then(|| CompletionOptions {
            trigger_characters: Some(vec![" ".to_owned(), "/".to_owned()]),
            resolve_provider: Some(abilities.resolves),
            ..CompletionOptions::default()
        }),
        definition_provider: offers(Feature::Definition).then_some(OneOf::Left(true)),
        type_definition_provider: offers(Feature::Definition).then_some(TypeDefinitionProviderCapability::Simple(true)),
        references_provider: offers(Feature::References).then_some(OneOf::Left(true)),
        document_highlight_provider: offers(Feature::Highlights).then_some(OneOf::Left(true)),
        rename_provider: offers(Feature::Rename).then(|| match abilities.prepares_rename {
            true => {
                OneOf::Right(RenameOptions { prepare_provider: Some(true), work_done_progress_options: progress() })
            }
            false => OneOf::Left(true),
        }),
        inlay_hint_provider: offers(Feature::Hints).then_some(OneOf::Left(true)),
        code_lens_provider: offers(Feature::Lenses).then_some(CodeLensOptions { resolve_provider: Some(false) }),
        document_link_provider: offers(Feature::Links)
            .then(|| DocumentLinkOptions { resolve_provider: Some(false), work_done_progress_options: progress() }),
        semantic_tokens_provider: offers(Feature::Tokens).then(|| {
            let delta = SemanticTokensFullOptions::Delta { delta: Some(true) };
            let full = if abilities.token_deltas { delta } else { SemanticTokensFullOptions::Bool(true) };
            let options = SemanticTokensOptions {
                legend: tokens::legend(),
                range: Some(true),
                full: Some(full),
                work_done_progress_options: progress(),
            };
            options.into()
        }),
        document_formatting_provider: offers(Feature::Formatting).then_some(OneOf::Left(true)),
        document_range_formatting_provider: offers(Feature::Formatting).then_some(OneOf::Left(true)),
        execute_command_provider: abilities.commands.then(|| ExecuteCommandOptions {
            commands: vec![commands::OVERVIEW.to_owned(), commands::EARLIER.to_owned()],
            work_done_progress_options: progress(),
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}

/// The kinds of change that code actions make.
pub(super) fn is_kind(kind: &str, wanted: &lsp::CodeActionKind) -> bool {
    let rest = kind.strip_prefix(wanted.as_str());
    wanted.as_str().is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
