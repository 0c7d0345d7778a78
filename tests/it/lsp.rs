//! Whole sessions with the language server over an in-memory pipe.

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, ReadHalf, WriteHalf, split};

/// A client of a few lines: sends messages, reads answers, remembers notifications.
pub(crate) struct Session {
    read: BufReader<ReadHalf<DuplexStream>>,
    write: WriteHalf<DuplexStream>,
    requests: i64,
    /// Notifications and requests of the server, in order.
    pub(crate) heard: Vec<Value>,
}

impl Session {
    /// Opens a session for a client with these capabilities.
    pub(crate) async fn open(capabilities: Value) -> (Session, Value) {
        Session::open_at(capabilities, Value::Null).await
    }

    /// Opens a session in a workspace.
    pub(crate) async fn open_at(capabilities: Value, root: Value) -> (Session, Value) {
        let (ours, theirs) = tokio::io::duplex(1 << 20);
        let (read, write) = split(theirs);
        tokio::spawn(rapporteur::lsp::converse(read, write));
        let (read, write) = split(ours);
        let mut session = Session { read: BufReader::new(read), write, requests: 0, heard: Vec::new() };
        let folders = if root.is_null() { Value::Null } else { json!([{"uri": root, "name": "drafts"}]) };
        let params =
            json!({"processId": null, "rootUri": root, "workspaceFolders": folders, "capabilities": capabilities});
        let answer = session.ask("initialize", params).await;
        session.tell("initialized", json!({})).await;
        (session, answer["capabilities"].clone())
    }

    async fn send(&mut self, message: Value) {
        let body = message.to_string();
        let head = format!("Content-Length: {}\r\n\r\n", body.len());
        self.write.write_all(head.as_bytes()).await.expect("the server listens");
        self.write.write_all(body.as_bytes()).await.expect("the server listens");
    }

    async fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.read.read_line(&mut line).await.expect("the server answers");
            match line.trim() {
                "" => break,
                head => {
                    if let Some(value) = head.strip_prefix("Content-Length: ") {
                        length = value.parse().expect("a length");
                    }
                }
            }
        }
        let mut body = vec![0; length];
        self.read.read_exact(&mut body).await.expect("a whole message");
        serde_json::from_slice(&body).expect("JSON")
    }

    /// Sends a notification.
    pub(crate) async fn tell(&mut self, method: &str, params: Value) {
        self.send(json!({"jsonrpc": "2.0", "method": method, "params": params})).await;
    }

    /// Sends a request and waits for its result; requests of the server are answered with nothing.
    pub(crate) async fn ask(&mut self, method: &str, params: Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params})).await;
        loop {
            let message = self.receive().await;
            if message["id"] == id && message.get("method").is_none() {
                assert!(message.get("error").is_none(), "{method}: {message}");
                return message["result"].clone();
            }
            self.hear(message).await;
        }
    }

    async fn hear(&mut self, message: Value) {
        if message.get("method").is_some() && message.get("id").is_some() {
            self.send(json!({"jsonrpc": "2.0", "id": message["id"], "result": null})).await;
        }
        self.heard.push(message);
    }

    /// Opens a document.
    pub(crate) async fn did_open(&mut self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document})).await;
    }

    /// Waits for what is published about `uri`.
    pub(crate) async fn published(&mut self, uri: &str) -> Value {
        loop {
            let message = self.receive().await;
            if message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri {
                return message["params"].clone();
            }
            self.hear(message).await;
        }
    }
}

/// The range of the first `needle` in `text`, in UTF-16.
pub(crate) fn range(text: &str, needle: &str) -> Value {
    let at = text.find(needle).unwrap_or_else(|| panic!("{needle:?} is in the text"));
    json!({"start": position(text, at), "end": position(text, at + needle.len())})
}

/// The position of byte `at`.
pub(crate) fn position(text: &str, at: usize) -> Value {
    let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[..at].matches('\n').count();
    json!({"line": line, "character": text[line_start..at].encode_utf16().count()})
}

const URI: &str = "file:///drafts/draft.md";
const DRAFT: &str = "Recommendation 1\n\n😀 State parties should share good practices.\n\nRecommendation 2\n\nState parties should share practices\n";

#[tokio::test]
async fn marks_are_pushed_with_versions_and_cleared_on_close() {
    let (mut session, offered) = Session::open(json!({})).await;
    assert_eq!(offered["positionEncoding"], "utf-16");
    assert!(offered["diagnosticProvider"].is_null(), "this client does not pull");
    session.did_open(URI, DRAFT).await;
    let first = session.published(URI).await;
    assert_eq!(first["version"], 1);
    let marks: Vec<&Value> =
        first["diagnostics"].as_array().unwrap().iter().filter(|mark| mark["code"] == "state-parties").collect();
    assert_eq!(marks[0]["range"], range(DRAFT, "State parties"));
    let change = json!({"textDocument": {"uri": URI, "version": 2},
        "contentChanges": [{"range": range(DRAFT, "State parties"), "text": "States parties"}]});
    session.tell("textDocument/didChange", change).await;
    let second = session.published(URI).await;
    assert_eq!(second["version"], 2);
    let left = second["diagnostics"].as_array().unwrap().iter().filter(|mark| mark["code"] == "state-parties").count();
    assert_eq!(left, marks.len() - 1);
    session.tell("textDocument/didClose", json!({"textDocument": {"uri": URI}})).await;
    assert_eq!(session.published(URI).await["diagnostics"], json!([]));
}

#[tokio::test]
async fn marks_are_pulled_by_clients_that_pull_and_never_pushed_to_them() {
    let (mut session, offered) = Session::open(json!({"textDocument": {"diagnostic": {}}})).await;
    assert!(offered["diagnosticProvider"].is_object());
    session.did_open(URI, DRAFT).await;
    let pull = json!({"textDocument": {"uri": URI}});
    let full = session.ask("textDocument/diagnostic", pull).await;
    assert_eq!(full["kind"], "full");
    assert!(!full["items"].as_array().unwrap().is_empty());
    let again = json!({"textDocument": {"uri": URI}, "previousResultId": full["resultId"]});
    assert_eq!(session.ask("textDocument/diagnostic", again).await["kind"], "unchanged");
    let pushed = session.heard.iter().any(|message| message["method"] == "textDocument/publishDiagnostics");
    assert!(!pushed);
}

#[tokio::test]
async fn positions_are_counted_as_agreed_and_clamped() {
    for (encoding, width) in [("utf-8", 4), ("utf-32", 1)] {
        let (mut session, offered) = Session::open(json!({"general": {"positionEncodings": [encoding]}})).await;
        assert_eq!(offered["positionEncoding"], encoding);
        session.did_open(URI, DRAFT).await;
        let mark = session.published(URI).await["diagnostics"][0].clone();
        assert_eq!(mark["range"]["start"], json!({"line": 2, "character": width + 1}));
        let beyond = json!({"start": {"line": 900, "character": 9}, "end": {"line": 4_000_000_000u32, "character": 4_000_000_000u32}});
        let change =
            json!({"textDocument": {"uri": URI, "version": 2}, "contentChanges": [{"range": beyond, "text": "."}]});
        session.tell("textDocument/didChange", change).await;
        assert_eq!(session.published(URI).await["version"], 2);
    }
}
