//! The language server: keeps texts, asks the workbench, converts the answers. One editor feature a file.
//!
//! Only this room knows tokio and the protocol's crate.

mod convert;

use std::collections::HashMap;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, InitializeParams,
    InitializeResult, ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind, Uri,
};
use tower_lsp_server::{Client, LanguageServer, LspService, Server};

use crate::settings::Settings;
use crate::text::{Edit, Span, Text, Units};
use crate::workbench::Workbench;

/// Serves one client over standard input and output until it says goodbye.
pub fn serve() -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().worker_threads(2).build() {
        Ok(runtime) => runtime,
        Err(_) => return ExitCode::from(2),
    };
    runtime.block_on(async {
        let (service, socket) = LspService::new(Backend::new);
        Server::new(tokio::io::stdin(), tokio::io::stdout(), socket).serve(service).await;
    });
    runtime.shutdown_background();
    ExitCode::SUCCESS
}

struct Backend {
    client: Client,
    workbench: Arc<Workbench>,
    texts: Mutex<HashMap<Uri, Text>>,
}

impl Backend {
    fn new(client: Client) -> Backend {
        Backend { client, workbench: Arc::new(Workbench::embedded()), texts: Mutex::new(HashMap::new()) }
    }

    async fn publish(&self, uri: Uri, text: Text, version: i32) {
        let analysis = self.workbench.analyze(&text.to_string(), &Settings::default());
        let diagnostics =
            analysis.findings.iter().map(|finding| convert::diagnostic(finding, &text, Units::Utf16)).collect();
        self.client.publish_diagnostics(uri, diagnostics, Some(version)).await;
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        Ok(InitializeResult {
            capabilities: ServerCapabilities {
                text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::INCREMENTAL)),
                ..ServerCapabilities::default()
            },
            server_info: Some(ServerInfo {
                name: "rapporteur".into(),
                version: Some(env!("CARGO_PKG_VERSION").into()),
            }),
            ..InitializeResult::default()
        })
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let text = Text::new(&document.text);
        self.texts.lock().expect("no panic holds it").insert(document.uri.clone(), text.clone());
        self.publish(document.uri, text, document.version).await;
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let uri = params.text_document.uri;
        let text = {
            let mut texts = self.texts.lock().expect("no panic holds it");
            let Some(text) = texts.get_mut(&uri) else { return };
            for change in params.content_changes {
                match change.range {
                    Some(range) => {
                        let start = text.byte(convert::position(range.start), Units::Utf16);
                        let end = text.byte(convert::position(range.end), Units::Utf16).max(start);
                        text.edit(&Edit::replace(Span::new(start, end), change.text));
                    }
                    None => *text = Text::new(&change.text),
                }
            }
            text.clone()
        };
        self.publish(uri, text, params.text_document.version).await;
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.texts.lock().expect("no panic holds it").remove(&params.text_document.uri);
        self.client.publish_diagnostics(params.text_document.uri, Vec::new(), None).await;
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
}
