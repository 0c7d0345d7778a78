//! The language server: keeps texts, asks the workbench, converts the answers. One editor feature a file.
//!
//! Only this room knows tokio and the protocol's crate. Handlers run concurrently, but each begins in the order its
//! message came: everything that must keep that order happens before a handler's first `.await`. What takes time is
//! done on a thread of its own, so that edits and cancellations are heard meanwhile; nothing here waits for the client.
//!
//! `exchange` holds the conversation, `pulls` what of it is about diagnostics that clients ask for; `frames` cuts what
//! comes in into messages, `messages` understands them, `addresses` takes and gives addresses as the client writes them. What cannot be read is answered, and ends nothing.

mod abilities;
mod actions;
mod addresses;
mod articles;
mod changes;
mod citations;
mod commands;
mod completion;
mod configuration;
mod convert;
mod definition;
mod diagnostics;
mod earlier;
mod exchange;
mod formatting;
mod frames;
mod hints;
mod hover;
mod markdown;
mod messages;
mod offers;
mod others;
mod outline;
mod places;
mod progress;
mod proposals;
mod pulls;
mod record;
mod serve;
mod splits;
mod state;
mod status;
mod symbols;
mod tokens;
mod watching;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tower_lsp_server::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp_server::ls_types::*;
use tower_lsp_server::{Client, LanguageServer};

use self::abilities::Abilities;
use self::configuration::Given;
use self::exchange::Outbox;
use self::state::{Desk, Snapshot, stored};
use crate::settings::Feature;
use crate::text::{Edit, Span, Text};
pub use serve::{Log, LogLevel, Transport, converse, serve};

/// One client's server.
#[derive(Debug)]
struct Backend {
    client: Client,
    outbox: Outbox,
    desk: Arc<Desk>,
    abilities: OnceLock<Abilities>,
    given: Arc<Mutex<Given>>,
    tokens: Arc<tokens::Sent>,
}

impl Backend {
    fn new(client: Client, outbox: Outbox) -> Backend {
        Backend {
            client,
            outbox,
            desk: Arc::new(Desk::new()),
            abilities: OnceLock::new(),
            given: Arc::default(),
            tokens: Arc::default(),
        }
    }

    fn abilities(&self) -> Abilities {
        self.abilities.get().copied().unwrap_or_default()
    }

    /// What `make` makes of the newest analysis of a text; nothing for a text that is not open, and for a feature that
    /// is turned off.
    async fn answer<T: Send + 'static>(
        &self,
        uri: &Uri,
        feature: Feature,
        make: impl FnOnce(&Snapshot, Abilities) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let abilities = self.abilities();
        let Some(snapshot) = self.desk.snapshot(uri).await.filter(|snapshot| snapshot.features.has(feature)) else {
            return Ok(None);
        };
        apart(move || make(&snapshot, abilities)).await.map(Some)
    }

    /// As [`Backend::answer`], about the byte at a position.
    async fn at<T: Send + 'static>(
        &self,
        place: TextDocumentPositionParams,
        feature: Feature,
        make: impl FnOnce(&Snapshot, usize, &Uri, Abilities) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let uri = place.text_document.uri.clone();
        let make = move |snapshot: &Snapshot, abilities: Abilities| {
            let at = snapshot.text.byte(convert::position(place.position), abilities.units);
            make(snapshot, at, &place.text_document.uri, abilities)
        };
        self.answer(&uri, feature, make).await
    }

    /// Settings of the editor hold from now on; what is wrong with them is said.
    fn configure(&self, settings: Option<serde_json::Value>) {
        let whole = {
            let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
            settings.into_iter().for_each(|settings| given.then(settings));
            given.whole()
        };
        if let Some(failure) = configuration::take(&self.desk, &whole) {
            let (client, text) = (self.client.clone(), format!("{}: {}", failure.what, failure.advice));
            tracing::warn!("settings of the editor: {text}");
            tokio::spawn(async move { client.show_message(MessageType::ERROR, text).await });
        }
    }

    /// Asks the client for its settings, without waiting for them.
    fn ask_for_settings(&self) {
        let backend = self.apart();
        tokio::spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some("rapporteur".to_owned()) };
            let given = backend.client.configuration(vec![item]).await.ok().and_then(|given| given.into_iter().next());
            if let Some(settings) = given.filter(|settings| !settings.is_null()) {
                backend.configure(Some(settings));
                backend.desk.reconfigure();
            }
        });
    }

    /// Whether a client has introduced itself.
    fn is_ready(&self) -> bool {
        self.abilities.get().is_some()
    }

    /// The same server, for work that outlives a message.
    fn apart(&self) -> Backend {
        Backend {
            client: self.client.clone(),
            outbox: self.outbox.clone(),
            desk: self.desk.clone(),
            abilities: self.abilities.clone(),
            given: self.given.clone(),
            tokens: self.tokens.clone(),
        }
    }

    /// Asks the client to open a page, without waiting for it.
    fn show(&self, page: &commands::Page) {
        let Some(uri) = record::report(&page.file(), &page.markdown) else { return };
        let client = self.client.clone();
        let show = ShowDocumentParams { uri, external: Some(false), take_focus: Some(true), selection: None };
        tokio::spawn(async move { client.show_document(show).await });
    }
}

/// Does `work` on a thread of its own. A fault in it is an error of one request, not the end of the session.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!("a request failed: {error}");
        Error::internal_error()
    })
}

fn invalid(message: String) -> Error {
    Error { code: ErrorCode::InvalidParams, message: message.into(), data: None }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = *self.abilities.get_or_init(|| Abilities::read(&params));
        serve::watch_parent(params.process_id);
        self.desk.set_folders(configuration::folders(&params));
        let start = Given::at_start(params.initialization_options.unwrap_or_default());
        let on = configuration::features(&start.whole());
        // what is wrong with them is said once the client listens
        let _ = configuration::take(&self.desk, &start.whole());
        *self.given.lock().unwrap_or_else(PoisonError::into_inner) = start;
        serve::start_worker(self.desk.clone(), self.client.clone(), self.outbox.clone(), abilities);
        let client = params.client_info.map_or_else(|| "a client".to_owned(), |client| client.name);
        tracing::info!("serving {client}: {abilities:?}");
        Ok(InitializeResult {
            capabilities: offers::capabilities(abilities, on),
            server_info: Some(ServerInfo {
                name: "rapporteur".into(),
                version: Some(env!("CARGO_PKG_VERSION").into()),
            }),
            offset_encoding: None,
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.configure(None);
        self.desk.reconfigure();
        watching::start(self.desk.clone());
        let abilities = self.abilities();
        if abilities.configuration {
            self.ask_for_settings();
        }
        let client = self.client.clone();
        let version = format!("rapporteur {} is ready", env!("CARGO_PKG_VERSION"));
        tokio::spawn(async move { client.log_message(MessageType::INFO, version).await });
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let paths: Vec<_> = params.changes.iter().filter_map(|change| stored(&change.uri)).collect();
        let desk = self.desk.clone();
        tokio::task::spawn_blocking(move || watching::take(&desk, &paths));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let gone: Vec<_> = params.event.removed.iter().filter_map(|folder| stored(&folder.uri)).collect();
        let mut folders = self.desk.folders();
        folders.retain(|folder| !gone.contains(folder));
        folders.extend(params.event.added.iter().filter_map(|folder| stored(&folder.uri)));
        self.desk.set_folders(folders);
        self.desk.reconfigure();
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        let settings = params.settings.get("rapporteur").unwrap_or(&params.settings);
        if self.abilities().configuration && settings.as_object().is_none_or(|settings| settings.is_empty()) {
            self.ask_for_settings();
            return;
        }
        self.configure(Some(settings.clone()));
        self.desk.reconfigure();
    }

    async fn shutdown(&self) -> Result<()> {
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
        let known = self.desk.change(&document.uri, document.version, |text| {
            params.content_changes.into_iter().for_each(|change| apply(text, change, units));
        });
        if !known {
            tracing::debug!("a change of {}, which is not open", document.uri.as_str());
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.tokens.forget(&params.text_document.uri);
        self.desk.close(&params.text_document.uri);
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let make = |snapshot: &Snapshot, at, _: &Uri, abilities: Abilities| {
            hover::hover(snapshot, at).map(|found| Hover {
                contents: HoverContents::Markup(convert::markup(found.text, abilities)),
                range: Some(convert::range(found.span, &snapshot.text, abilities.units)),
            })
        };
        Ok(self.at(params.text_document_position_params, Feature::Hover, make).await?.flatten())
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri;
        let (of, desk) = (uri.clone(), self.desk.clone());
        let make = move |snapshot: &Snapshot, abilities| {
            let place = actions::Place { snapshot, uri: &of, abilities };
            place.actions(params.range, params.context.only.as_deref(), &desk)
        };
        self.answer(&uri, Feature::Actions, make).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let uri = params.text_document.uri;
        let of = uri.clone();
        let make = move |snapshot: &Snapshot, abilities: Abilities| {
            let symbols = outline::symbols(snapshot, abilities);
            match abilities.nested_symbols {
                true => DocumentSymbolResponse::Nested(symbols),
                false => DocumentSymbolResponse::Flat(outline::flat(symbols, &of)),
            }
        };
        self.answer(&uri, Feature::Outline, make).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.answer(&params.text_document.uri, Feature::Folding, outline::folds).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let make = |snapshot: &Snapshot, at, uri: &Uri, abilities| {
            let items = completion::completions(snapshot, at, uri, abilities);
            CompletionResponse::List(CompletionList { is_incomplete: true, items })
        };
        self.at(params.text_document_position, Feature::Completion, make).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let (desk, abilities) = (self.desk.clone(), self.abilities());
        apart(move || completion::resolve(item, &desk, abilities)).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let make = move |snapshot: &Snapshot, abilities| hints::inlays(snapshot, params.range, abilities);
        self.answer(&params.text_document.uri, Feature::Hints, make).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let uri = params.text_document.uri;
        let of = uri.clone();
        let make = move |snapshot: &Snapshot, abilities| hints::lenses(snapshot, &of, abilities);
        self.answer(&uri, Feature::Lenses, make).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let uri = params.text_document.uri;
        let (of, sent) = (uri.clone(), self.tokens.clone());
        let make = move |snapshot: &Snapshot, abilities| sent.full(snapshot, of, abilities).into();
        self.answer(&uri, Feature::Tokens, make).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let uri = params.text_document.uri;
        let (of, sent) = (uri.clone(), self.tokens.clone());
        let make =
            move |snapshot: &Snapshot, abilities| sent.delta(snapshot, of, &params.previous_result_id, abilities);
        self.answer(&uri, Feature::Tokens, make).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let make = move |snapshot: &Snapshot, abilities: Abilities| {
            let within = convert::span(params.range, &snapshot.text, abilities.units);
            let data = tokens::tokens(snapshot, within, abilities);
            SemanticTokensRangeResult::Tokens(SemanticTokens { result_id: None, data })
        };
        self.answer(&params.text_document.uri, Feature::Tokens, make).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let make =
            |snapshot: &Snapshot, abilities| formatting::format(snapshot, Span::new(0, snapshot.text.len()), abilities);
        self.answer(&params.text_document.uri, Feature::Formatting, make).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let make = move |snapshot: &Snapshot, abilities: Abilities| {
            let within = convert::span(params.range, &snapshot.text, abilities.units);
            formatting::format(snapshot, within, abilities)
        };
        self.answer(&params.text_document.uri, Feature::Formatting, make).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let make = |snapshot: &Snapshot, at, uri: &Uri, abilities| {
            GotoDefinitionResponse::Array(definition::definitions(snapshot, uri, at, abilities))
        };
        self.at(params.text_document_position_params, Feature::Definition, make).await
    }

    async fn goto_type_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let make =
            |snapshot: &Snapshot, at, _: &Uri, _| GotoDefinitionResponse::Array(definition::earlier(snapshot, at));
        self.at(params.text_document_position_params, Feature::Definition, make).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let context = params.context;
        let make = move |snapshot: &Snapshot, at, uri: &Uri, abilities| {
            places::references(snapshot, uri, at, context, abilities)
        };
        self.at(params.text_document_position, Feature::References, make).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let make = |snapshot: &Snapshot, at, _: &Uri, abilities| places::highlights(snapshot, at, abilities);
        self.at(params.text_document_position_params, Feature::Highlights, make).await
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let make = |snapshot: &Snapshot, at, _: &Uri, abilities: Abilities| {
            let (span, placeholder) = places::renamable(snapshot, at)?;
            let range = convert::range(span, &snapshot.text, abilities.units);
            Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder })
        };
        Ok(self.at(params, Feature::Rename, make).await?.flatten())
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let new = params.new_name;
        let make = move |snapshot: &Snapshot, at, uri: &Uri, abilities| {
            let edits = places::rename(snapshot, at, &new)?;
            Ok(convert::edit(&edits, snapshot, uri, abilities))
        };
        let made = self.at(params.text_document_position, Feature::Rename, make).await?;
        made.transpose().map_err(invalid)
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let (desk, abilities) = (self.desk.clone(), self.abilities());
        let found = apart(move || symbols::search(&params.query, &desk, abilities)).await?;
        Ok(Some(WorkspaceSymbolResponse::Flat(found)))
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.answer(&params.text_document.uri, Feature::Links, citations::links).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        let asked = commands::Asked::read(&params).map_err(invalid)?;
        let Some(snapshot) = self.desk.snapshot(&asked.uri).await else {
            return Err(invalid(format!("{} is not open", asked.uri.as_str())));
        };
        let abilities = self.abilities();
        let shown = asked.shown;
        let page = apart(move || asked.page(&snapshot, abilities)).await?;
        if abilities.shows_documents && shown == commands::Shown::ByServer {
            self.show(&page);
        }
        Ok(Some(page.answer()))
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let make = move |snapshot: &Snapshot, abilities: Abilities| {
            let at = |place| snapshot.text.byte(convert::position(place), abilities.units);
            let grow = |place: Position| outline::selections(snapshot, at(place), abilities);
            params.positions.into_iter().map(grow).collect()
        };
        self.answer(&params.text_document.uri, Feature::Selection, make).await
    }
}

/// Makes one change that a client sent; a place outside the text is moved to its edge.
fn apply(text: &mut Text, change: TextDocumentContentChangeEvent, units: crate::text::Units) {
    match change.range {
        Some(range) => text.edit(&Edit::replace(convert::span(range, text, units), change.text)),
        None => *text = Text::new(&change.text),
    }
}
