//! How the server behaves: it offers what the client can do, listens to settings and files, and never hangs.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{DRAFT, Session, URI, position};

/// A folder with an address.
pub(super) struct Folder {
    _temporary: tempfile::TempDir,
    pub(super) path: PathBuf,
}

impl Folder {
    pub(super) fn new() -> Folder {
        let temporary = tempfile::tempdir().expect("a folder");
        let path = std::fs::canonicalize(temporary.path()).expect("a path");
        Folder { _temporary: temporary, path }
    }

    pub(super) fn uri(&self, name: &str) -> String {
        format!("file://{}", self.path.join(name).display())
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path.join(name), text).expect("written");
    }
}

fn everything() -> Value {
    let names = [
        "hover",
        "completion",
        "codeLens",
        "inlayHint",
        "documentLink",
        "foldingRange",
        "rename",
        "formatting",
        "definition",
        "references",
        "documentHighlight",
        "documentSymbol",
        "selectionRange",
    ];
    let text: serde_json::Map<String, Value> = names.iter().map(|&name| (name.to_owned(), json!({}))).collect();
    json!({"textDocument": text, "workspace": {"symbol": {}}})
}

const PROVIDERS: [&str; 13] = [
    "hoverProvider",
    "completionProvider",
    "codeLensProvider",
    "inlayHintProvider",
    "documentLinkProvider",
    "foldingRangeProvider",
    "renameProvider",
    "documentFormattingProvider",
    "definitionProvider",
    "referencesProvider",
    "documentHighlightProvider",
    "documentSymbolProvider",
    "selectionRangeProvider",
];

#[tokio::test]
async fn each_feature_is_offered_only_where_the_client_can_do_it() {
    let (_, offered) = Session::open(everything()).await;
    for provider in PROVIDERS {
        assert!(!offered[provider].is_null(), "{provider}");
    }
    assert_eq!(offered["workspaceSymbolProvider"], true);
    let (_, offered) = Session::open(json!({"textDocument": {"hover": {}}})).await;
    assert_eq!(offered["hoverProvider"], true);
    for provider in &PROVIDERS[1..] {
        assert!(offered[provider].is_null(), "{provider}");
    }
}

#[tokio::test]
async fn each_feature_can_be_turned_off_by_the_editor_and_by_the_configuration() {
    let options = json!({"editor": {"hover": false, "hints": false}});
    let (mut session, offered) = Session::open_with(everything(), Value::Null, options).await;
    assert_eq!((&offered["hoverProvider"], &offered["inlayHintProvider"]), (&Value::Null, &Value::Null));
    assert!(!offered["codeLensProvider"].is_null());
    session.did_open(URI, DRAFT).await;
    let hover = json!({"textDocument": {"uri": URI}, "position": position(DRAFT, 25)});
    assert_eq!(session.ask("textDocument/hover", hover.clone()).await, Value::Null);
    let folder = Folder::new();
    folder.write("rapporteur.toml", "[editor]\nlenses = false\ndiagnostics = false\n");
    let (mut session, _) = Session::open_at(everything(), json!(folder.uri(""))).await;
    let uri = folder.uri("draft.md");
    session.did_open(&uri, DRAFT).await;
    assert_eq!(session.published(&uri).await["diagnostics"], json!([]));
    assert_eq!(session.ask("textDocument/codeLens", json!({"textDocument": {"uri": uri}})).await, Value::Null);
}

#[tokio::test]
async fn settings_are_asked_for_and_hold_after_those_of_the_start() {
    let capabilities = json!({"workspace": {"configuration": true}});
    let options = json!({"rules": {"state-parties": "off"}, "stage": null});
    let (mut session, _) = Session::open_with(capabilities, Value::Null, options).await;
    session.answers.insert("workspace/configuration".to_owned(), json!([{"rules": {"missing-full-stop": "off"}}]));
    session.did_open(URI, DRAFT).await;
    let codes = |published: &Value| -> Vec<String> {
        published["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|mark| mark["code"].as_str().unwrap().to_owned())
            .collect()
    };
    loop {
        let codes = codes(&session.published(URI).await);
        assert!(!codes.contains(&"state-parties".to_owned()), "turned off at the start");
        if !codes.contains(&"missing-full-stop".to_owned()) {
            break;
        }
    }
    session
        .tell("workspace/didChangeConfiguration", json!({"settings": {"rapporteur": {"stage": "sumbission"}}}))
        .await;
    let said = session.told("window/showMessage", |_| true).await;
    assert!(said["message"].as_str().unwrap().contains("submission"), "{said}");
}

#[tokio::test]
async fn a_draft_that_is_not_open_and_a_folder_of_meetings_are_watched() {
    let folder = Folder::new();
    folder.write("other.md", DRAFT);
    let capabilities = json!({"textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}, "inlayHint": {"refreshSupport": true}}});
    let (mut session, _) = Session::open_at(capabilities, json!(folder.uri(""))).await;
    let first = session.ask("workspace/diagnostic", json!({"previousResultIds": []})).await;
    assert_eq!(first["items"].as_array().unwrap().len(), 1);
    assert!(session.heard.iter().all(|message| !message["method"].as_str().unwrap().ends_with("/refresh")));
    folder.write("other.md", "Recommendation 1\n\nStates parties should act.\n");
    let changed = json!({"changes": [{"uri": folder.uri("other.md"), "type": 2}]});
    session.tell("workspace/didChangeWatchedFiles", changed).await;
    session.told("workspace/diagnostic/refresh", |_| true).await;
    let known = json!([{"uri": first["items"][0]["uri"], "value": first["items"][0]["resultId"]}]);
    let second = session.ask("workspace/diagnostic", json!({"previousResultIds": known})).await;
    assert_eq!(second["items"][0]["kind"], "full");
    std::fs::remove_file(folder.path.join("other.md")).expect("removed");
    let third = session.ask("workspace/diagnostic", json!({"previousResultIds": known})).await;
    assert_eq!(third["items"][0]["items"], json!([]), "a draft that is gone has no marks");
    folder.write("rapporteur.toml", "corpus.folders = [\"meetings\"]\n");
    let changed = json!({"changes": [{"uri": folder.uri("rapporteur.toml"), "type": 1}]});
    session.tell("workspace/didChangeWatchedFiles", changed).await;
    session.told("workspace/inlayHint/refresh", |_| true).await;
}

#[tokio::test]
async fn long_work_is_told_of_and_the_record_is_never_checked() {
    let folder = Folder::new();
    folder.write("other.md", DRAFT);
    let pulls = json!({"textDocument": {"diagnostic": {}}});
    let (mut session, _) = Session::open_at(pulls, json!(folder.uri(""))).await;
    session.ask("workspace/diagnostic", json!({"previousResultIds": [], "workDoneToken": "reading"})).await;
    let ended = session.heard.iter().any(|message| message["params"]["value"]["kind"] == "end");
    if !ended {
        session.told("$/progress", |params| params["value"]["kind"] == "end").await;
    }
    let told = session.heard.iter().filter(|message| message["method"] == "$/progress");
    let kinds: Vec<&Value> = told.map(|message| &message["params"]["value"]["kind"]).collect();
    assert_eq!(kinds, ["begin", "report", "end"]);
    let found = session.ask("workspace/symbol", json!({"query": "consular notification"})).await;
    let record = found[0]["location"]["uri"].as_str().expect("a document of the record").to_owned();
    session.did_open(&record, DRAFT).await;
    let marks = session.ask("textDocument/diagnostic", json!({"textDocument": {"uri": record}})).await;
    assert_eq!(marks["items"], json!([]));
}

#[tokio::test]
async fn faults_stay_on_a_configuration_that_is_open() {
    let folder = Folder::new();
    folder.write("rapporteur.toml", "[rules]\nstate-partys = \"off\"\n");
    let (mut session, _) = Session::open_at(json!({}), json!(folder.uri(""))).await;
    let fault = session.published(&folder.uri("rapporteur.toml")).await;
    assert_eq!(fault["diagnostics"].as_array().unwrap().len(), 1);
    session.did_open(&folder.uri("rapporteur.toml"), "[rules]\nstate-partys = \"off\"\n").await;
    session.did_open(&folder.uri("draft.md"), DRAFT).await;
    session.published(&folder.uri("draft.md")).await;
    let cleared = session.heard.iter().any(|message| {
        message["params"]["uri"] == folder.uri("rapporteur.toml") && message["params"]["diagnostics"] == json!([])
    });
    assert!(!cleared);
}

#[tokio::test]
async fn what_is_not_open_is_answered_and_a_cancelled_question_is_let_go() {
    let (mut session, _) = Session::open(everything()).await;
    let nowhere = json!({"textDocument": {"uri": "file:///nowhere.md"}, "position": {"line": 0, "character": 0}});
    for method in ["hover", "completion", "definition", "documentHighlight", "prepareRename"] {
        assert_eq!(session.ask(&format!("textDocument/{method}"), nowhere.clone()).await, Value::Null, "{method}");
    }
    let change =
        json!({"textDocument": {"uri": "file:///nowhere.md", "version": 2}, "contentChanges": [{"text": "x"}]});
    session.tell("textDocument/didChange", change).await;
    session.tell("textDocument/didClose", json!({"textDocument": {"uri": "file:///nowhere.md"}})).await;
    let long: String =
        (1..400).map(|i| format!("Recommendation {i}\n\nStates parties should act on {i}.\n\n")).collect();
    session.did_open(URI, &long).await;
    session
        .send(json!({"jsonrpc": "2.0", "id": 900, "method": "textDocument/documentSymbol",
        "params": {"textDocument": {"uri": URI}}}))
        .await;
    session.tell("$/cancelRequest", json!({"id": 900})).await;
    let answer = session.answered(900).await;
    assert!(answer["error"]["code"] == -32800 || answer["result"].is_array(), "{answer}");
    session
        .send(json!({"jsonrpc": "2.0", "id": 901, "method": "textDocument/diagnostic",
        "params": {"textDocument": {"uri": URI}}}))
        .await;
    session.tell("$/cancelRequest", json!({"id": 901})).await;
    let answer = session.answered(901).await;
    assert!(answer["error"]["code"] == -32800 || answer["result"]["kind"] == "full", "{answer}");
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_or_left_alone() {
    let (mut session, _) = Session::open(everything()).await;
    session.tell("textDocument/didChange", json!({"contentChanges": "all"})).await;
    session.tell("textDocument/didOpen", json!(7)).await;
    for params in [json!({"textDocument": 3}), json!([]), Value::Null, json!({"textDocument": {"uri": "no address"}})] {
        assert_eq!(session.fail("textDocument/hover", params).await["code"], -32602);
    }
    assert_eq!(session.fail("textDocument/nothing", json!({})).await["code"], -32601);
    session.did_open(URI, DRAFT).await;
    assert_eq!(session.published(URI).await["version"], 1);
}

/// A small generator of numbers that is the same everywhere.
fn next(seed: &mut u64, below: usize) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize % below.max(1)
}

/// The byte of a UTF-16 position; outside the text its edge.
fn byte(text: &str, line: usize, character: usize) -> usize {
    let mut start = 0;
    for _ in 0..line {
        match text[start..].find('\n') {
            Some(end) => start += end + 1,
            None => return text.len(),
        }
    }
    let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    let mut left = character;
    for (at, char) in text[start..end].char_indices() {
        if left < char.len_utf16() {
            return start + at;
        }
        left -= char.len_utf16();
    }
    end
}

#[tokio::test]
async fn a_burst_of_edits_ends_with_the_last_version_and_the_right_text() {
    for (seed, pulls) in [(1, false), (2, true), (3, false), (4, true), (5, false)] {
        let capabilities = if pulls { json!({"textDocument": {"diagnostic": {}}}) } else { json!({}) };
        let (mut session, _) = Session::open(capabilities).await;
        session.did_open(URI, DRAFT).await;
        let (mut random, mut text) = (seed, DRAFT.to_owned());
        for version in 2..402 {
            let (line, character) = (next(&mut random, 9), next(&mut random, 60));
            let length = if next(&mut random, 3) == 0 { next(&mut random, 4) } else { 0 };
            let new = ["a", "S", " ", ".", "\n", "[", "😀", "é"][next(&mut random, 8)];
            let range = json!({"start": {"line": line, "character": character},
                "end": {"line": line, "character": character + length}});
            let (start, end) = (byte(&text, line, character), byte(&text, line, character + length));
            text.replace_range(start..end, new);
            let change = json!({"textDocument": {"uri": URI, "version": version},
                "contentChanges": [{"range": range, "text": new}]});
            session.tell("textDocument/didChange", change).await;
        }
        let fresh = "file:///drafts/fresh.md";
        session.did_open(fresh, &text).await;
        let (edited, opened) = if pulls {
            let mut marks = Vec::new();
            for uri in [URI, fresh] {
                marks.push(
                    session.ask("textDocument/diagnostic", json!({"textDocument": {"uri": uri}})).await["items"]
                        .clone(),
                );
            }
            (marks[0].clone(), marks[1].clone())
        } else {
            let mut last = 0;
            let edited = loop {
                let published = session.published(URI).await;
                let version = published["version"].as_i64().unwrap();
                assert!(version >= last, "version {version} after {last}");
                last = version;
                if version == 401 {
                    break published["diagnostics"].clone();
                }
            };
            (edited, session.published(fresh).await["diagnostics"].clone())
        };
        assert_eq!(edited, opened, "seed {seed}");
    }
}

#[tokio::test]
async fn edits_of_any_size_and_anywhere_are_survived() {
    let (mut session, _) = Session::open(json!({})).await;
    session.did_open(URI, DRAFT).await;
    let huge: String = (1..3000).map(|i| format!("Recommendation {i}\r\n\r\nState parties should 😀 act.\r")).collect();
    let far = json!({"line": 4_000_000_000u32, "character": 4_000_000_000u32});
    let start = json!({"line": 0, "character": 0});
    let inside = json!({"line": 2, "character": 1}); // between the halves of 😀
    let edits = [
        json!({"range": {"start": far, "end": far}, "text": huge}),
        json!({"range": {"start": inside, "end": inside}, "text": "x"}),
        json!({"range": {"start": far, "end": start}, "text": "\u{2028}\r"}),
        json!({"text": DRAFT}),
    ];
    session
        .tell("textDocument/didChange", json!({"textDocument": {"uri": URI, "version": 9}, "contentChanges": edits}))
        .await;
    let marks = session.told("textDocument/publishDiagnostics", |params| params["version"] == 9).await;
    let fresh = "file:///drafts/fresh.md";
    session.did_open(fresh, DRAFT).await;
    assert_eq!(marks["diagnostics"], session.published(fresh).await["diagnostics"]);
}

#[tokio::test]
async fn who_has_said_goodbye_is_told_and_asked_nothing_more() {
    let refresh = json!({"inlayHint": {"refreshSupport": true}, "semanticTokens": {"refreshSupport": true}});
    let (mut session, _) = Session::open(json!({"workspace": refresh, "textDocument": {"inlayHint": {}}})).await;
    session.did_open("file:///drafts/left.md", &"States parties should train prosecutors.\n\n".repeat(50)).await;
    session.ask("shutdown", Value::Null).await;
    session.heard.clear();
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(session.fail("textDocument/hover", json!({})).await["code"], -32600);
    assert!(session.heard.is_empty(), "{:?}", session.heard);
}
