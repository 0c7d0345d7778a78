//! Clients that do not keep to the letter of the protocol are answered, and served on.

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;

use super::manners::Folder;
use super::{DRAFT, Session, URI, position, range};

impl Session {
    async fn bytes(&mut self, bytes: &[u8]) {
        self.write.write_all(bytes).await.expect("the server listens");
    }

    /// Sends the bytes of a body.
    async fn body(&mut self, body: &[u8]) {
        self.bytes(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes()).await;
        self.bytes(body).await;
    }

    /// The code of the next refusal of something that had no id.
    async fn refused(&mut self) -> Value {
        loop {
            let message = self.receive().await;
            if message.get("method").is_none() {
                assert_eq!(message["id"], Value::Null, "{message}");
                return message["error"]["code"].clone();
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_and_the_session_goes_on() {
    let (mut session, _) = Session::open(json!({})).await;
    for (body, code) in [
        (&br#"{"jsonrpc":"2.0","id":3,"#[..], -32700),
        (b"\"\xff\"", -32700),
        (br#"[{"jsonrpc":"2.0","id":3,"method":"shutdown"}]"#, -32600),
        (br#"{"a":1}"#, -32600),
        (br#"{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}"#, -32600),
        (br#"{"jsonrpc":"2.0","method":7}"#, -32600),
    ] {
        session.body(body).await;
        assert_eq!(session.refused().await, code, "{}", String::from_utf8_lossy(body));
    }
    session.bytes(b"hello\r\n").await;
    assert_eq!(session.refused().await, -32700);
    session.bytes(b"Content-Length: -4\r\n\r\n{}").await;
    assert_eq!(session.refused().await, -32700);
    let body = br#"{"jsonrpc":"2.0","method":"$/setTrace","params":{"value":"off"}}"#;
    session.bytes(format!("content-length:{}\r\n\r\n", body.len()).as_bytes()).await;
    session.bytes(body).await;
    session.did_open(URI, DRAFT).await;
    assert_eq!(session.published(URI).await["version"], 1);
    assert_eq!(session.fail("$/nothing", json!({})).await["code"], -32601);
    assert_eq!(session.ask("shutdown", json!([])).await, Value::Null);
}

#[tokio::test]
async fn a_client_is_answered_in_its_own_spelling_of_an_address() {
    let text = json!({"textDocument": {"hover": {}, "codeAction": {"codeActionLiteralSupport": {}}}});
    let (mut session, _) = Session::open_at(text, json!("file:///drafts/od[1]")).await;
    for uri in ["file:///drafts/[draft] v2.md", "file:///drafts/a|b^c.md", "file:///drafts/été.md", "untitled:draft 1"]
    {
        session.did_open(uri, DRAFT).await;
        assert!(!session.published(uri).await["diagnostics"].as_array().unwrap().is_empty(), "{uri}");
        let place = json!({"textDocument": {"uri": uri}, "range": range(DRAFT, "State parties"),
            "context": {"diagnostics": [], "only": []}});
        let actions = session.ask("textDocument/codeAction", place).await;
        assert!(actions[0]["edit"]["changes"][uri].is_array(), "{uri}: {actions}");
    }
    let (mut session, _) = Session::open_at(json!({"textDocument": {"diagnostic": {}}}), json!("")).await;
    let known = json!([{"uri": "file:///[x].md", "value": "1"}, {"uri": "no address", "value": "1"}]);
    let report = session.ask("workspace/diagnostic", json!({"previousResultIds": known})).await;
    assert_eq!(report["items"][0]["uri"], "file:///[x].md");
}

#[tokio::test]
async fn abilities_that_are_unknown_are_left_out() {
    let capabilities = json!({
        "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "teleport"],
            "failureHandling": "pray"}},
        "textDocument": {"hover": {"contentFormat": ["html", "markdown"]}, "completion": {"completionItem": 3}},
    });
    let (mut session, offered) = Session::open(capabilities).await;
    assert_eq!((&offered["hoverProvider"], offered["completionProvider"].is_object()), (&json!(true), true));
    session.did_open(URI, DRAFT).await;
    let hover = json!({"textDocument": {"uri": URI}, "position": range(DRAFT, "State parties")["start"]});
    assert_eq!(session.ask("textDocument/hover", hover).await["contents"]["kind"], "markdown");
}

#[tokio::test]
async fn a_selection_holds_the_place_that_it_grows_from() {
    let text = "# Draft recommendations\n\n## Recommendation 1\n\nStates parties should:\n\n- Act;\n\n- Report.\n";
    let (mut session, _) = Session::open(json!({"textDocument": {"selectionRange": {}}})).await;
    session.did_open(URI, text).await;
    let place = |line: usize, character: usize| json!({"line": line, "character": character});
    let places: Vec<(usize, usize)> = text
        .lines()
        .enumerate()
        .flat_map(|(line, text)| (0..=text.len()).map(move |character| (line, character)))
        .collect();
    let positions: Vec<Value> = places.iter().map(|&(line, character)| place(line, character)).collect();
    let grow = json!({"textDocument": {"uri": URI}, "positions": positions});
    let grown = session.ask("textDocument/selectionRange", grow).await;
    let edge = |edge: &Value| (edge["line"].as_u64().unwrap() as usize, edge["character"].as_u64().unwrap() as usize);
    for (at, mut found) in places.iter().zip(grown.as_array().unwrap()) {
        while found.is_object() {
            assert!(edge(&found["range"]["start"]) <= *at && *at <= edge(&found["range"]["end"]), "{at:?}: {found}");
            found = &found["parent"];
        }
    }
}

#[tokio::test]
async fn the_server_ends_when_nobody_hears_it() {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let (deaf, gone) = tokio::io::duplex(16);
    drop(gone);
    let (_read, mut write) = tokio::io::split(ours);
    let ended = tokio::spawn(rapporteur::lsp::converse(theirs, deaf));
    let body = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
    let message = format!("Content-Length: {}\r\n\r\n{body}", body.len());
    write.write_all(message.as_bytes()).await.expect("the server listens");
    ended.await.expect("no panic");
}

/// What can be done about the first “State parties” of [`DRAFT`] whose title begins so.
async fn action(session: &mut Session, uri: &str, place: Value, title: &str) -> Value {
    let asked = json!({"textDocument": {"uri": uri}, "range": place, "context": {"diagnostics": []}});
    let actions = session.ask("textDocument/codeAction", asked).await;
    let found = actions.as_array().unwrap().iter().find(|action| action["title"].as_str().unwrap().starts_with(title));
    found.unwrap_or_else(|| panic!("{title} is not among {actions}")).clone()
}

#[tokio::test]
async fn a_configuration_is_judged_and_changed_as_it_is_written_now() {
    let folder = Folder::new();
    folder.write("rapporteur.toml", "[rules]\nise-spelling = \"off\"\n");
    let abilities = json!({"workspace": {"workspaceEdit": {"documentChanges": true}},
        "textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}});
    let (mut session, _) = Session::open_at(abilities, json!(folder.uri(""))).await;
    let (written, draft) = (folder.uri("rapporteur.toml"), folder.uri("draft.md"));
    session.did_open(&written, "[rules]\nise-spelling = \"off\"\n").await;
    let change = |version: i32, text: &str| json!({"textDocument": {"uri": written, "version": version}, "contentChanges": [{"text": text}]});
    session.tell("textDocument/didChange", change(2, "oops = 1\n")).await;
    let fault = session.published(&written).await;
    assert_eq!((&fault["version"], fault["diagnostics"].as_array().unwrap().len()), (&json!(2), 1));
    let text = "# one\r\n# two\r\n\r\n[rules]\r\nise-spelling = \"off\"\r\n";
    session.tell("textDocument/didChange", change(3, text)).await;
    let mended = |params: &Value| params["uri"] == written.as_str() && params["diagnostics"] == json!([]);
    session.told("textDocument/publishDiagnostics", mended).await;
    session.did_open(&draft, DRAFT).await;
    let place = range(DRAFT, "State parties");
    let off = action(&mut session, &draft, place, "Turn `state-parties` off in rapporteur.toml").await;
    let edit = &off["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"], json!({"uri": written, "version": 3}));
    let end = json!({"line": 5, "character": 0});
    assert_eq!(
        edit["edits"][0],
        json!({"range": {"start": end, "end": end}, "newText": "state-parties = \"off\"\r\n"})
    );
}

#[cfg(unix)]
#[tokio::test]
async fn faults_stand_where_the_client_counts_and_under_the_address_it_knows() {
    let (folder, text) = (Folder::new(), "editor = { hover = \"é😀é\" }\n");
    folder.write("rapporteur.toml", text);
    let other = Folder::new();
    std::os::unix::fs::symlink(&folder.path, other.path.join("link")).expect("a link");
    for (encoding, width) in [("utf-8", 10), ("utf-16", 6), ("utf-32", 5)] {
        let general = json!({"general": {"positionEncodings": [encoding]}});
        let (mut session, _) = Session::open_at(general, json!(other.uri("link"))).await;
        let fault = session.published(&other.uri("link/rapporteur.toml")).await["diagnostics"][0]["range"].clone();
        assert_eq!(fault["end"]["character"].as_u64(), fault["start"]["character"].as_u64().map(|at| at + width));
    }
}

#[tokio::test]
async fn edits_end_their_lines_as_the_draft_does() {
    for end in ["\r\n", "\r"] {
        let text = DRAFT.replace('\n', end);
        let (mut session, _) =
            Session::open(json!({"textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}})).await;
        session.did_open(URI, &text).await;
        let place = range(DRAFT, "State parties");
        let ignore = action(&mut session, URI, place, "Ignore `state-parties` here").await;
        let new = ignore["edit"]["changes"][URI][0]["newText"].as_str().expect("a text").to_owned();
        assert!(new.ends_with(end) && !new.replace(end, "").contains('\n'), "{new:?}");
    }
}

#[tokio::test]
async fn what_is_prepared_for_a_new_name_is_what_is_written_over() {
    let text = "Recommendation 1.1\n\nStates parties should act, as in recommendation 2 below.\n\nRecommendation 2\n\nStates parties should act.\n\nRECOMMENDATION FOUR\n\nStates parties should act.\n";
    let (mut session, _) = Session::open(json!({"textDocument": {"rename": {"prepareSupport": true}}})).await;
    session.did_open(URI, text).await;
    let place = json!({"textDocument": {"uri": URI}, "position": range(text, "recommendation 2 below")["start"]});
    let prepared = session.ask("textDocument/prepareRename", place).await;
    let at = text.find("2 below").expect("a number");
    let number = json!({"start": position(text, at), "end": position(text, at + 1)});
    assert_eq!(prepared, json!({"range": number, "placeholder": "2"}));
    for (name, new) in [("1.1", "1.2"), ("FOUR", "7")] {
        let mut place = json!({"textDocument": {"uri": URI}, "position": range(text, name)["start"]});
        let prepared = session.ask("textDocument/prepareRename", place.clone()).await;
        assert_eq!(prepared["placeholder"], name);
        place["newName"] = json!(new);
        let edit = session.ask("textDocument/rename", place).await;
        assert_eq!(edit["changes"][URI][0], json!({"range": range(text, name), "newText": new}));
    }
}

#[tokio::test]
async fn a_number_that_is_taken_or_none_is_refused() {
    let text = "Recommendation 1\n\nStates parties should act.\n\nRecommendation 2\n\nStates parties should act.\n";
    let (mut session, _) = Session::open(json!({"textDocument": {"rename": {}}})).await;
    session.did_open(URI, text).await;
    let mut place = json!({"textDocument": {"uri": URI}, "position": range(text, "1")["start"]});
    for (new, why) in [("2", "“Recommendation 2” in this draft already"), ("0", "begin with 1"), ("05", "a zero")] {
        place["newName"] = json!(new);
        let error = session.fail("textDocument/rename", place.clone()).await;
        assert!(error["message"].as_str().unwrap().contains(why), "{new}: {error}");
    }
    place["newName"] = json!("3");
    assert!(session.ask("textDocument/rename", place).await["changes"][URI].is_array());
}

#[tokio::test]
async fn a_range_of_numbers_mentions_what_stands_between() {
    let draft = |i| format!("Recommendation {i}\n\nStates parties should act.\n\n");
    let text: String = (1..5).map(draft).collect();
    let text = format!("{text}Recommendation 5\n\nStates parties should act as in recommendations 2 to 4.\n");
    let (mut session, _) = Session::open(json!({"textDocument": {"references": {}}})).await;
    session.did_open(URI, &text).await;
    let place = json!({"textDocument": {"uri": URI}, "position": range(&text, "Recommendation 3")["start"],
        "context": {"includeDeclaration": false}});
    let found = session.ask("textDocument/references", place).await;
    assert_eq!(found, json!([{"uri": URI, "range": range(&text, "2 to 4")}]));
}

#[tokio::test]
async fn a_recommendation_stands_before_those_that_speak_of_its_number() {
    let text = "Recommendation 1\n\nStates parties should act on recommendation 5 below.\n\nRecommendation 5\n\n👩\u{200d}👧 should act.\n";
    let (mut session, _) = Session::open(json!({})).await;
    session.did_open(URI, text).await;
    session.published(URI).await;
    for query in ["recommendation 5", "Rec. 5"] {
        let found = session.ask("workspace/symbol", json!({"query": query})).await;
        assert_eq!(found[0]["name"], "Recommendation 5: 👩\u{200d}👧 should act.", "{query}");
    }
}

#[tokio::test]
async fn a_client_that_names_no_format_reads_plain_text() {
    let (mut session, _) = Session::open(json!({"textDocument": {"hover": {}, "completion": {}}})).await;
    session.did_open(URI, DRAFT).await;
    let place = json!({"textDocument": {"uri": URI}, "position": range(DRAFT, "should")["start"]});
    let contents = session.ask("textDocument/hover", place).await["contents"].clone();
    assert_eq!(contents["kind"], "plaintext");
    let text = contents["value"].as_str().unwrap();
    assert!(text.contains("\nshould · strength: recommendation\n") && !text.contains(['*', '`', '>']), "{text}");
}

#[tokio::test]
async fn a_recommendation_is_searched_by_year_and_number() {
    let (mut session, _) = Session::open(json!({})).await;
    let found = session.ask("workspace/symbol", json!({"query": "2019/10"})).await;
    assert!(found[0]["name"].as_str().expect("a name").starts_with("2019-WG.4/10:"), "{found}");
}
