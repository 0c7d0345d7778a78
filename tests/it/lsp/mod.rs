//! Whole sessions with the language server over an in-memory pipe.

mod beside;
mod choosing;
mod commands;
mod form;
mod held;
mod manners;
mod odd;
mod process;
mod reading;
mod typing;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, ReadHalf, WriteHalf, split};

/// A client of a few lines: sends messages, reads answers, remembers notifications.
pub(crate) struct Session {
    read: BufReader<ReadHalf<DuplexStream>>,
    write: WriteHalf<DuplexStream>,
    requests: i64,
    /// Notifications and requests of the server, in order.
    pub(crate) heard: Vec<Value>,
    /// What the server's requests are answered with, by method; nothing for others.
    pub(crate) answers: std::collections::HashMap<String, Value>,
}

impl Session {
    /// Opens a session for a client with these capabilities.
    pub(crate) async fn open(capabilities: Value) -> (Session, Value) {
        Session::open_at(capabilities, Value::Null).await
    }

    /// Opens a session in a workspace.
    pub(crate) async fn open_at(capabilities: Value, root: Value) -> (Session, Value) {
        Session::open_with(capabilities, root, Value::Null).await
    }

    /// Opens a session in a workspace for an editor with options of its own.
    pub(crate) async fn open_with(capabilities: Value, root: Value, options: Value) -> (Session, Value) {
        let (ours, theirs) = tokio::io::duplex(1 << 20);
        let (read, write) = split(theirs);
        tokio::spawn(rapporteur::lsp::converse(read, write));
        let (read, write) = split(ours);
        let mut session =
            Session { read: BufReader::new(read), write, requests: 0, heard: Vec::new(), answers: Default::default() };
        let folders = if root.is_null() { Value::Null } else { json!([{"uri": root, "name": "drafts"}]) };
        let params = json!({"processId": null, "rootUri": root, "workspaceFolders": folders,
            "capabilities": capabilities, "initializationOptions": options});
        let answer = session.ask("initialize", params).await;
        session.tell("initialized", json!({})).await;
        (session, answer["capabilities"].clone())
    }

    pub(crate) async fn send(&mut self, message: Value) {
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

    /// Sends a request and waits for its result.
    pub(crate) async fn ask(&mut self, method: &str, params: Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params})).await;
        let message = self.answered(id).await;
        assert!(message.get("error").is_none(), "{method}: {message}");
        message["result"].clone()
    }

    async fn hear(&mut self, message: Value) {
        if message.get("method").is_some() && message.get("id").is_some() {
            let result = message["method"].as_str().and_then(|method| self.answers.get(method)).cloned();
            self.send(json!({"jsonrpc": "2.0", "id": message["id"], "result": result})).await;
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
        self.told("textDocument/publishDiagnostics", |params| params["uri"] == uri).await
    }

    /// Waits for a notification or request of the server with such parameters.
    pub(crate) async fn told(&mut self, method: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.receive().await;
            let found = (message["method"] == method && wanted(&message["params"])).then(|| message["params"].clone());
            self.hear(message).await;
            if let Some(params) = found {
                return params;
            }
        }
    }

    /// Waits for the answer to a request.
    pub(crate) async fn answered(&mut self, id: i64) -> Value {
        loop {
            let message = self.receive().await;
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
            self.hear(message).await;
        }
    }

    /// Sends a request and waits for its error.
    pub(crate) async fn fail(&mut self, method: &str, params: Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params})).await;
        self.answered(id).await["error"].clone()
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
        let marks = session.published(URI).await["diagnostics"].clone();
        let mark = marks.as_array().unwrap().iter().find(|mark| mark["code"] == "state-parties").expect("a mark");
        assert_eq!(mark["range"]["start"], json!({"line": 2, "character": width + 1}));
        let beyond = json!({"start": {"line": 900, "character": 9}, "end": {"line": 4_000_000_000u32, "character": 4_000_000_000u32}});
        let change =
            json!({"textDocument": {"uri": URI, "version": 2}, "contentChanges": [{"range": beyond, "text": "."}]});
        session.tell("textDocument/didChange", change).await;
        assert_eq!(session.published(URI).await["version"], 2);
    }
}

/// A session with `text` open, as an editor that can do everything would open it.
async fn opened(text: &str) -> Session {
    let capabilities = json!({"textDocument": {
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
        "completion": {"completionItem": {"snippetSupport": true, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
    }});
    let (mut session, _) = Session::open(capabilities).await;
    session.did_open(URI, text).await;
    session
}

fn at(text: &str, needle: &str) -> Value {
    json!({"textDocument": {"uri": URI}, "position": range(text, needle)["start"]})
}

#[tokio::test]
async fn a_hover_says_why_and_what_was_adopted() {
    let mut session = opened(DRAFT).await;
    let hover = session.ask("textDocument/hover", at(DRAFT, "State parties")).await;
    let text = hover["contents"]["value"].as_str().expect("Markdown");
    assert!(text.contains("adopted recommendations that name them"), "{text}");
    let phrase = session.ask("textDocument/hover", at(DRAFT, "should")).await;
    let text = phrase["contents"]["value"].as_str().expect("Markdown");
    assert!(text.contains("strength: recommendation") && text.contains("2019: "), "{text}");
    let nothing = json!({"textDocument": {"uri": URI}, "position": {"line": 1, "character": 0}});
    assert_eq!(session.ask("textDocument/hover", nothing).await, Value::Null);
}

#[tokio::test]
async fn a_fix_an_exception_and_all_safe_fixes_are_offered() {
    let mut session = opened(DRAFT).await;
    let place =
        json!({"textDocument": {"uri": URI}, "range": range(DRAFT, "State parties"), "context": {"diagnostics": []}});
    let actions = session.ask("textDocument/codeAction", place).await;
    let titles: Vec<&str> =
        actions.as_array().unwrap().iter().map(|action| action["title"].as_str().unwrap()).collect();
    assert!(titles.contains(&"Write “States parties”"), "{titles:?}");
    assert!(titles.contains(&"Ignore `state-parties` here"), "{titles:?}");
    let all = json!({"textDocument": {"uri": URI}, "range": range(DRAFT, "Recommendation 1"),
        "context": {"diagnostics": [], "only": ["source.fixAll"]}});
    let all = session.ask("textDocument/codeAction", all).await;
    let edits = all[0]["edit"]["changes"][URI].as_array().expect("edits");
    assert!(edits.len() >= 3, "two names and a full stop: {edits:?}");
}

#[tokio::test]
async fn the_outline_nests_folds_and_selects() {
    let text = "# Draft recommendations\n\nA. Prevention\n\nRecommendation 1\n\nStates parties should act.\n\nRecommendation 2\n\nStates parties are encouraged to act.\n";
    let mut session = opened(text).await;
    let symbols = session.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}})).await;
    let second = &symbols[0]["children"][0]["children"][1];
    assert_eq!(
        (second["name"].as_str(), second["detail"].as_str()),
        (Some("Recommendation 2"), Some("are encouraged to, 6 words"))
    );
    let folds = session.ask("textDocument/foldingRange", json!({"textDocument": {"uri": URI}})).await;
    assert_eq!(folds.as_array().unwrap().len(), 4);
    let grow = json!({"textDocument": {"uri": URI}, "positions": [range(text, "should act")["start"]]});
    let selection = session.ask("textDocument/selectionRange", grow).await;
    assert_eq!(selection[0]["range"], range(text, "States parties should act."));
}

#[tokio::test]
async fn phrases_wordings_and_the_next_number_are_completed() {
    let text = "Recommendation 1\n\nStates parties should act.\n\nRecommendation 2\n\nStates parties should consider dev\n\nReco";
    let mut session = opened(text).await;
    let labels = |list: &Value| -> Vec<String> {
        list["items"].as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    let end = |needle: &str| json!({"textDocument": {"uri": URI}, "position": range(text, needle)["end"]});
    let wordings = labels(&session.ask("textDocument/completion", end("consider dev")).await);
    assert!(wordings.iter().any(|label| label.starts_with("developing toolkits")), "{wordings:?}");
    let phrases = labels(&session.ask("textDocument/completion", end("States parties ")).await);
    assert!(phrases.contains(&"are encouraged to".to_owned()), "{phrases:?}");
    let last = json!({"textDocument": {"uri": URI}, "position": position(text, text.len())});
    let number = labels(&session.ask("textDocument/completion", last).await);
    assert!(number.contains(&"Recommendation 3".to_owned()), "{number:?}");
}

#[tokio::test]
async fn strengths_lengths_and_parts_stand_beside_the_text() {
    let mut session = opened(DRAFT).await;
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let hints = session.ask("textDocument/inlayHint", json!({"textDocument": {"uri": URI}, "range": whole})).await;
    let strengths = hints.as_array().unwrap().iter().filter(|hint| hint["label"] == "recommendation");
    assert_eq!(strengths.count(), 2);
    let lenses = session.ask("textDocument/codeLens", json!({"textDocument": {"uri": URI}})).await;
    assert_eq!(lenses.as_array().unwrap().len(), 2);
    let tokens = session.ask("textDocument/semanticTokens/full", json!({"textDocument": {"uri": URI}})).await;
    assert_eq!(tokens["data"].as_array().unwrap()[..5], json!([2, 3, 13, 0, 0]).as_array().unwrap()[..]);
    let options = json!({"tabSize": 4, "insertSpaces": true});
    let edits = session.ask("textDocument/formatting", json!({"textDocument": {"uri": URI}, "options": options})).await;
    assert_eq!(edits[0]["newText"], ".", "the missing full stop");
    let words = "Draft recommendations\n\nThe Working Group adopted the following recommendations:\n\nRecommendation 1\n\nStates parties should should train  judges.\n";
    session.did_open("file:///words.md", words).await;
    let file = json!({"uri": "file:///words.md"});
    let edits = session.ask("textDocument/formatting", json!({"textDocument": file, "options": options})).await;
    let edits = edits.as_array().expect("edits");
    assert!(edits.len() == 1 && edits[0]["newText"] == " ", "only the space is one too many: {edits:?}");
    assert_eq!(edits[0]["range"]["start"]["line"], 6);
}

#[tokio::test]
async fn configuration_is_felt_and_its_faults_are_shown_where_they_stand() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = std::fs::canonicalize(folder.path()).expect("a path");
    let uri = |name: &str| format!("file://{}", path.join(name).display());
    std::fs::write(path.join("rapporteur.toml"), "[rules]\nstate-parties = \"off\"\n").expect("written");
    std::fs::write(path.join("other.md"), DRAFT).expect("written");
    let (mut session, _) = Session::open_at(json!({}), json!(uri(""))).await;
    session.did_open(&uri("draft.md"), DRAFT).await;
    let count = |published: &Value| {
        published["diagnostics"].as_array().unwrap().iter().filter(|mark| mark["code"] == "state-parties").count()
    };
    assert_eq!(count(&session.published(&uri("draft.md")).await), 0, "the rule is off");
    std::fs::write(path.join("rapporteur.toml"), "[rules]\nstate-partys = \"off\"\n").expect("written");
    let changed = json!({"changes": [{"uri": uri("rapporteur.toml"), "type": 2}]});
    session.tell("workspace/didChangeWatchedFiles", changed.clone()).await;
    let fault = loop {
        let published = session.published(&uri("rapporteur.toml")).await;
        if published["diagnostics"] != json!([]) {
            break published;
        }
    };
    assert_eq!(fault["diagnostics"][0]["range"]["start"], json!({"line": 1, "character": 0}));
    assert!(
        fault["diagnostics"][0]["message"].as_str().unwrap().contains("state-parties"),
        "the nearest rule is named"
    );
    session.did_open(&uri("new.md"), DRAFT).await;
    assert_eq!(count(&session.published(&uri("new.md")).await), 0, "what was chosen before holds on");
    std::fs::write(path.join("rapporteur.toml"), "").expect("written");
    session.tell("workspace/didChangeWatchedFiles", changed).await;
    while session.published(&uri("rapporteur.toml")).await["diagnostics"] != json!([]) {}
    session.did_open(&uri("newest.md"), DRAFT).await;
    assert_eq!(count(&session.published(&uri("newest.md")).await), 2, "what was chosen is taken back");
}

#[tokio::test]
async fn drafts_that_are_not_open_are_pulled_with_the_workspace() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = std::fs::canonicalize(folder.path()).expect("a path");
    std::fs::write(path.join("other.md"), DRAFT).expect("written");
    std::fs::write(path.join("README.md"), "# A project\n\nIt does things.\n").expect("written");
    let root = json!(format!("file://{}", path.display()));
    let (mut session, _) = Session::open_at(json!({"textDocument": {"diagnostic": {}}}), root).await;
    let first = session.ask("workspace/diagnostic", json!({"previousResultIds": []})).await;
    let items = first["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "{items:?}");
    let known = json!([{"uri": items[0]["uri"], "value": items[0]["resultId"]}]);
    let second = session.ask("workspace/diagnostic", json!({"previousResultIds": known})).await;
    assert_eq!(second["items"][0]["kind"], "unchanged");
}

#[tokio::test]
async fn a_number_is_found_highlighted_and_renamed_with_its_mentions() {
    let text = "Recommendation 1\n\nStates parties should act.\n\nRecommendation 2\n\nStates parties should consider recommendation 1 above.\n";
    let mut session = opened(text).await;
    let label = json!({"uri": URI, "range": range(text, "Recommendation 1")});
    assert_eq!(session.ask("textDocument/definition", at(text, "1 above")).await, json!([label]));
    let mut wanted = at(text, "Recommendation 1");
    wanted["context"] = json!({"includeDeclaration": true});
    let references = session.ask("textDocument/references", wanted).await;
    assert_eq!(references.as_array().unwrap().len(), 2);
    let highlights = session.ask("textDocument/documentHighlight", at(text, "1 above")).await;
    assert_eq!(highlights.as_array().unwrap().len(), 2);
    let mut rename = at(text, "1 above");
    rename["newName"] = json!("7");
    let edits = session.ask("textDocument/rename", rename).await["changes"][URI].clone();
    assert_eq!(edits.as_array().unwrap().iter().filter(|edit| edit["newText"] == "7").count(), 2);
    assert_eq!(session.ask("textDocument/prepareRename", at(text, "act")).await, Value::Null);
}

#[tokio::test]
async fn the_adopted_record_is_searched_and_opened() {
    let mut session = opened(DRAFT).await;
    let found = session.ask("workspace/symbol", json!({"query": "consular notification"})).await;
    let location = &found[0]["location"];
    let path = location["uri"].as_str().unwrap().strip_prefix("file://").expect("a file");
    let text = std::fs::read_to_string(path).expect("the meeting's document");
    let line = text.lines().nth(location["range"]["start"]["line"].as_u64().unwrap() as usize).expect("a line");
    assert!(line.ends_with("2019-WG.4/39"), "{line}");
}
