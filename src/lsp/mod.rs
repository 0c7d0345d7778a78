//! The language server: keeps texts, asks the workbench, converts the answers. One editor feature a file.
//!
//! Only this room knows tokio and the protocol's crate. Handlers run concurrently, but each begins in the order its
//! message came: everything that must keep that order happens before a handler's first `.await`.

mod abilities;
mod actions;
mod citations;
mod commands;
mod completion;
mod configuration;
mod convert;
mod definition;
mod diagnostics;
mod earlier;
mod formatting;
mod hints;
mod hover;
mod markdown;
mod others;
mod outline;
mod places;
mod record;
mod serve;
mod state;
mod status;
mod tokens;

use std::sync::{Arc, OnceLock};

use tower_lsp_server::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp_server::ls_types::{self as lsp, *};
use tower_lsp_server::{Client, LanguageServer};

use self::abilities::Abilities;
use self::state::{Desk, Snapshot};
use crate::text::{Edit, Span, Text};
pub use serve::{Transport, converse, serve};

/// One client's server.
#[derive(Debug)]
struct Backend {
    client: Client,
    desk: Arc<Desk>,
    abilities: OnceLock<Abilities>,
    session: Arc<serve::Session>,
}

impl Backend {
    fn new(client: Client, session: Arc<serve::Session>) -> Backend {
        Backend { client, desk: Arc::new(Desk::new()), abilities: OnceLock::new(), session }
    }

    fn abilities(&self) -> Abilities {
        self.abilities.get().copied().unwrap_or_default()
    }

    /// Asks the client to open a page, without waiting for it.
    fn show(&self, page: &commands::Page) {
        let name: String = page.title.chars().map(|char| if char.is_alphanumeric() { char } else { '-' }).collect();
        let Some(uri) = record::report(&format!("{name}.md"), &page.markdown) else { return };
        let client = self.client.clone();
        let show = ShowDocumentParams { uri, external: Some(false), take_focus: Some(true), selection: None };
        tokio::spawn(async move { client.show_document(show).await });
    }

    /// The newest analysis of a text, and the byte at a position in it.
    async fn place(&self, params: &TextDocumentPositionParams) -> Option<(Arc<Snapshot>, usize)> {
        let snapshot = self.desk.snapshot(&params.text_document.uri).await?;
        let at = snapshot.text.byte(convert::position(params.position), self.abilities().units);
        Some((snapshot, at))
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = *self.abilities.get_or_init(|| Abilities::read(&params));
        serve::watch_parent(params.process_id);
        self.desk.set_folders(folders(&params));
        if let Some(failure) =
            params.initialization_options.as_ref().and_then(|given| configuration::take(&self.desk, given))
        {
            let (client, text) = (self.client.clone(), format!("{}: {}", failure.what, failure.advice));
            tokio::spawn(async move { client.show_message(MessageType::ERROR, text).await });
        }
        serve::start_worker(self.desk.clone(), self.client.clone(), abilities);
        Ok(InitializeResult {
            capabilities: capabilities(abilities),
            server_info: Some(ServerInfo {
                name: "rapporteur".into(),
                version: Some(env!("CARGO_PKG_VERSION").into()),
            }),
            offset_encoding: None,
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.desk.reconfigure();
        configuration::watch(self.desk.clone());
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let configured =
            |change: &FileEvent| change.uri.to_file_path().is_some_and(|path| configuration::is_configuration(&path));
        if params.changes.iter().any(configured) {
            self.desk.reconfigure();
        }
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        let settings = params.settings.get("rapporteur").unwrap_or(&params.settings);
        let failure = configuration::take(&self.desk, settings);
        self.desk.reconfigure();
        if let Some(failure) = failure {
            self.client.show_message(MessageType::ERROR, format!("{}: {}", failure.what, failure.advice)).await;
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.session.say_goodbye();
        self.desk.end();
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        self.desk.open(document.uri, &document.text, document.version);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let units = self.abilities().units;
        let document = params.text_document;
        self.desk.change(&document.uri, document.version, |text| {
            params.content_changes.into_iter().for_each(|change| apply(text, change, units));
        });
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.desk.close(&params.text_document.uri);
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let uri = params.text_document.uri;
        let report = match self.desk.snapshot(&uri).await {
            Some(snapshot) => {
                diagnostics::report(&snapshot, &uri, params.previous_result_id.as_deref(), self.abilities())
            }
            None => RelatedFullDocumentDiagnosticReport::default().into(),
        };
        Ok(DocumentDiagnosticReportResult::Report(report))
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let (desk, abilities) = (self.desk.clone(), self.abilities());
        let reports =
            tokio::task::spawn_blocking(move || others::reports(&desk, params.previous_result_ids, abilities));
        let items = reports.await.unwrap_or_default();
        Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }))
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let place = params.text_document_position_params;
        let Some((snapshot, at)) = self.place(&place).await else { return Ok(None) };
        let found = hover::hover(&snapshot, at);
        let abilities = self.abilities();
        Ok(found.map(|hover| Hover {
            contents: HoverContents::Markup(convert::markup(hover.text, abilities)),
            range: Some(convert::range(hover.span, &snapshot.text, abilities.units)),
        }))
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri;
        let Some(snapshot) = self.desk.snapshot(&uri).await else { return Ok(None) };
        let only = params.context.only.as_deref();
        Ok(Some(actions::actions(&snapshot, &uri, params.range, only, self.abilities())))
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let uri = params.text_document.uri;
        let Some(snapshot) = self.desk.snapshot(&uri).await else { return Ok(None) };
        let symbols = outline::symbols(&snapshot, self.abilities());
        Ok(Some(match self.abilities().nested_symbols {
            true => DocumentSymbolResponse::Nested(symbols),
            false => DocumentSymbolResponse::Flat(outline::flat(symbols, &uri)),
        }))
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let snapshot = self.desk.snapshot(&params.text_document.uri).await;
        Ok(snapshot.map(|snapshot| outline::folds(&snapshot, self.abilities())))
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let Some((snapshot, at)) = self.place(&params.text_document_position).await else { return Ok(None) };
        let items = completion::completions(&snapshot, at, self.abilities());
        Ok(Some(CompletionResponse::List(CompletionList { is_incomplete: true, items })))
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let snapshot = self.desk.snapshot(&params.text_document.uri).await;
        Ok(snapshot.map(|snapshot| hints::inlays(&snapshot, params.range, self.abilities())))
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let snapshot = self.desk.snapshot(&params.text_document.uri).await;
        Ok(snapshot.map(|snapshot| hints::lenses(&snapshot, self.abilities())))
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let snapshot = self.desk.snapshot(&params.text_document.uri).await;
        Ok(snapshot.map(|snapshot| {
            let data = tokens::tokens(&snapshot, self.abilities());
            SemanticTokensResult::Tokens(SemanticTokens { result_id: None, data })
        }))
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let Some(snapshot) = self.desk.snapshot(&params.text_document.uri).await else { return Ok(None) };
        Ok(Some(formatting::format(&snapshot, Span::new(0, snapshot.text.len()), self.abilities())))
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let Some(snapshot) = self.desk.snapshot(&params.text_document.uri).await else { return Ok(None) };
        let within = convert::span(params.range, &snapshot.text, self.abilities().units);
        Ok(Some(formatting::format(&snapshot, within, self.abilities())))
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let Some((snapshot, at)) = self.place(&params.text_document_position_params).await else { return Ok(None) };
        let uri = &params.text_document_position_params.text_document.uri;
        Ok(Some(GotoDefinitionResponse::Array(definition::definitions(&snapshot, uri, at, self.abilities()))))
    }

    async fn goto_type_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let Some((snapshot, at)) = self.place(&params.text_document_position_params).await else { return Ok(None) };
        Ok(Some(GotoDefinitionResponse::Array(definition::earlier(&snapshot, at))))
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let place = params.text_document_position;
        let Some((snapshot, at)) = self.place(&place).await else { return Ok(None) };
        Ok(Some(places::references(&snapshot, &place.text_document.uri, at, params.context, self.abilities())))
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let Some((snapshot, at)) = self.place(&params.text_document_position_params).await else { return Ok(None) };
        Ok(Some(places::highlights(&snapshot, at, self.abilities())))
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let Some((snapshot, at)) = self.place(&params).await else { return Ok(None) };
        let named = places::named(&snapshot.analysis.document, at);
        let range = |span| convert::range(span, &snapshot.text, self.abilities().units);
        Ok(named.map(|named| PrepareRenameResponse::Range(range(named.here))))
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let place = params.text_document_position;
        let Some((snapshot, at)) = self.place(&place).await else { return Ok(None) };
        match places::rename(&snapshot, at, &params.new_name, self.abilities()) {
            Ok(edits) => {
                #[allow(clippy::mutable_key_type)] // the protocol's own type
                let changes = std::collections::HashMap::from([(place.text_document.uri, edits)]);
                Ok(Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }))
            }
            Err(message) => Err(Error { code: ErrorCode::InvalidParams, message: message.into(), data: None }),
        }
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let folder = self.desk.folders().into_iter().next().unwrap_or_default();
        let resolved = self.desk.workspace.resolve(&folder.join("untitled.md"));
        let Ok(resolved) = resolved else { return Ok(None) };
        let record = self.desk.record(&resolved.workbench);
        let found = definition::symbols(&params.query, &resolved.workbench, &record);
        Ok(Some(WorkspaceSymbolResponse::Flat(found)))
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let snapshot = self.desk.snapshot(&params.text_document.uri).await;
        Ok(snapshot.map(|snapshot| citations::links(&snapshot, self.abilities())))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        let asked = Asked::read(&params)?;
        let Some(snapshot) = self.desk.snapshot(&asked.uri).await else {
            let message = format!("{} is not open", asked.uri.as_str());
            return Err(Error { code: ErrorCode::InvalidParams, message: message.into(), data: None });
        };
        let page = match asked.position {
            None => commands::overview(&snapshot, &asked.name(), asked.uri.as_str(), &snapshot.record),
            Some(position) => {
                let at = snapshot.text.byte(convert::position(position), self.abilities().units);
                commands::earlier(&snapshot, at, &snapshot.record)
            }
        };
        if self.abilities().shows_documents && asked.shown == Shown::ByServer {
            self.show(&page);
        }
        Ok(Some(page.answer()))
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let Some(snapshot) = self.desk.snapshot(&params.text_document.uri).await else { return Ok(None) };
        let abilities = self.abilities();
        let at = |place| snapshot.text.byte(convert::position(place), abilities.units);
        let grow = |place: Position| outline::selections(&snapshot, at(place), abilities);
        Ok(Some(params.positions.into_iter().map(grow).collect()))
    }
}

/// Who shows the answer to a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// The server asks the client to open it.
    ByServer,
    /// The client does what it likes with the answer; it says so with one argument more.
    ByClient,
}

/// A command with its arguments read.
#[derive(Debug)]
struct Asked {
    uri: Uri,
    /// Only for what lies at a place of the draft.
    position: Option<Position>,
    shown: Shown,
}

impl Asked {
    /// # Errors
    /// If there is no such command, or its arguments are not an address and a position.
    fn read(params: &ExecuteCommandParams) -> Result<Asked> {
        let wants = |message: String| Error { code: ErrorCode::InvalidParams, message: message.into(), data: None };
        let takes_position = match params.command.as_str() {
            commands::OVERVIEW => false,
            commands::EARLIER => true,
            other => return Err(wants(format!("there is no command “{other}”"))),
        };
        let uri = params.arguments.first().and_then(|uri| uri.as_str()).and_then(|uri| uri.parse::<Uri>().ok());
        let uri = uri.ok_or_else(|| wants(format!("{} takes the address of a draft first", params.command)))?;
        let position = match takes_position {
            false => None,
            true => {
                let given = params.arguments.get(1).and_then(|place| serde_json::from_value(place.clone()).ok());
                Some(given.ok_or_else(|| wants(format!("{} takes a position second", params.command)))?)
            }
        };
        let needed = 1 + usize::from(takes_position);
        let shown = if params.arguments.len() > needed { Shown::ByClient } else { Shown::ByServer };
        Ok(Asked { uri, position, shown })
    }

    /// The name of the file.
    fn name(&self) -> String {
        let path = self.uri.to_file_path();
        let name = path.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
        name.unwrap_or_else(|| self.uri.as_str().to_owned())
    }
}

/// The folders that the editor has open.
fn folders(params: &InitializeParams) -> Vec<std::path::PathBuf> {
    let named = params.workspace_folders.iter().flatten().filter_map(|folder| folder.uri.to_file_path());
    let mut folders: Vec<_> = named.map(|path| path.into_owned()).collect();
    if folders.is_empty() {
        #[allow(deprecated)] // older clients say it only so
        folders.extend(params.root_uri.as_ref().and_then(Uri::to_file_path).map(|path| path.into_owned()));
    }
    folders
}

/// Makes one change that a client sent; a place outside the text is moved to its edge.
fn apply(text: &mut Text, change: TextDocumentContentChangeEvent, units: crate::text::Units) {
    match change.range {
        Some(range) => {
            let start = text.byte(convert::position(range.start), units);
            let end = text.byte(convert::position(range.end), units);
            text.edit(&Edit::replace(Span::new(start.min(end), start.max(end)), change.text));
        }
        None => *text = Text::new(&change.text),
    }
}

/// What the server offers to a client with these abilities.
fn capabilities(abilities: Abilities) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(abilities.encoding()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            ..TextDocumentSyncOptions::default()
        })),
        diagnostic_provider: abilities.pull.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some("rapporteur".to_owned()),
                inter_file_dependencies: false,
                workspace_diagnostics: true,
                work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
            })
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: abilities.code_actions.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::new(actions::FIX_ALL)]),
                ..CodeActionOptions::default()
            })
        }),
        document_symbol_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(vec![" ".to_owned()]),
            ..CompletionOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        type_definition_provider: Some(TypeDefinitionProviderCapability::Simple(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        inlay_hint_provider: Some(OneOf::Left(true)),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        semantic_tokens_provider: Some(
            SemanticTokensOptions {
                legend: tokens::legend(),
                full: Some(SemanticTokensFullOptions::Bool(true)),
                ..SemanticTokensOptions::default()
            }
            .into(),
        ),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![commands::OVERVIEW.to_owned(), commands::EARLIER.to_owned()],
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        ..ServerCapabilities::default()
    }
}
