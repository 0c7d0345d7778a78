//! Changes to choose from: what is offered, for which kind, and what it does to the text.

use serde_json::{Value, json};

use super::{Session, URI, opened, position, range};

const DRAFT: &str = "Recommendation 1

State parties should train judges and prosecutors at regular intervals.

Recommendation 4

States parties are encouraged to use available mechanisms for information-sharing, as in recommendation 4.
";

/// What is offered at the start of `needle`.
async fn offered(session: &mut Session, uri: &str, needle: &str, only: Value) -> Vec<Value> {
    let start = range(DRAFT, needle)["start"].clone();
    let place = json!({"textDocument": {"uri": uri}, "range": {"start": start, "end": start},
        "context": {"diagnostics": [], "only": only}});
    session.ask("textDocument/codeAction", place).await.as_array().expect("actions").clone()
}

fn titled<'a>(actions: &'a [Value], start: &str) -> &'a Value {
    let titles: Vec<&Value> = actions.iter().map(|action| &action["title"]).collect();
    let found = actions.iter().find(|action| action["title"].as_str().unwrap().starts_with(start));
    found.unwrap_or_else(|| panic!("{start} is not among {titles:?}"))
}

#[tokio::test]
async fn strength_numbers_and_exceptions_are_offered_where_they_belong() {
    let mut session = opened(DRAFT).await;
    let actions = offered(&mut session, URI, "should train", Value::Null).await;
    let weaken = titled(&actions, "Weaken to “are encouraged to” (encouragement, adopted ");
    assert_eq!(weaken["kind"], "refactor.rewrite");
    assert_eq!(weaken["edit"]["changes"][URI][0]["newText"], "are encouraged to");
    let actions = offered(&mut session, URI, "Recommendation 4", json!(["refactor"])).await;
    let renumber = titled(&actions, "Renumber from here: Recommendation 4 becomes 2");
    assert_eq!(renumber["edit"]["changes"][URI].as_array().unwrap().len(), 2, "the heading and the mention");
    assert!(actions.iter().all(|action| action["kind"].as_str().unwrap().starts_with("refactor")));
    let actions = offered(&mut session, URI, "State parties", json!(["quickfix"])).await;
    let ignore = titled(&actions, "Ignore `state-parties` here");
    let comment = ignore["edit"]["changes"][URI][0]["newText"].as_str().unwrap();
    assert!(comment.starts_with("<!-- rapporteur: ignore state-parties, deliberate"), "{comment}");
}

#[tokio::test]
async fn edits_name_the_version_they_are_for_and_make_the_configuration() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = std::fs::canonicalize(folder.path()).expect("a path");
    let uri = |name: &str| format!("file://{}", path.join(name).display());
    let capabilities = json!({
        "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}},
        "textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}},
    });
    let (mut session, _) = Session::open_at(capabilities, json!(uri(""))).await;
    session.did_open(&uri("draft.md"), DRAFT).await;
    let actions = offered(&mut session, &uri("draft.md"), "State parties", Value::Null).await;
    let fix = titled(&actions, "Write “States parties”");
    assert_eq!(fix["edit"]["documentChanges"][0]["textDocument"], json!({"uri": uri("draft.md"), "version": 1}));
    let off = titled(&actions, "Turn `state-parties` off in a new rapporteur.toml");
    let changes = &off["edit"]["documentChanges"];
    assert_eq!((&changes[0]["kind"], &changes[0]["uri"]), (&json!("create"), &json!(uri("rapporteur.toml"))));
    assert_eq!(changes[1]["edits"][0]["newText"], "[rules]\nstate-parties = \"off\"\n");
    std::fs::write(path.join("rapporteur.toml"), "# ours\n[rules]\nnear-duplicate = \"off\"\n").expect("written");
    let actions = offered(&mut session, &uri("draft.md"), "State parties", Value::Null).await;
    let off = titled(&actions, "Turn `state-parties` off in rapporteur.toml");
    let edit = &off["edit"]["documentChanges"][0]["edits"][0];
    assert_eq!(edit["newText"], "state-parties = \"off\"\n");
    assert_eq!(edit["range"]["start"], json!({"line": 3, "character": 0}));
}

#[tokio::test]
async fn a_sentence_and_an_action_are_split_off() {
    let text = "Recommendation 1\n\nStates parties should act. UNODC should help them.\n";
    let mut session = opened(text).await;
    let at = position(text, text.find("UNODC").unwrap());
    let place = json!({"textDocument": {"uri": URI}, "range": {"start": at, "end": at},
        "context": {"diagnostics": [], "only": ["refactor.rewrite"]}});
    let actions = session.ask("textDocument/codeAction", place).await;
    let split = titled(actions.as_array().unwrap(), "Make this sentence Recommendation 2");
    assert_eq!(split["edit"]["changes"][URI][0]["newText"], "\n\nRecommendation 2\n\n");
}

#[tokio::test]
async fn agreed_wording_that_is_taken_is_no_fault() {
    let text = "Recommendation 1\n\nStates parties are encouraged, consistent with domestic and international law, to establish joint investigation teams for specialized investigations in cases of trafficking in persons with child victims, and to respond to extradition and mutual legal assistance requests in an efficient way.\n";
    let mut session = opened(text).await;
    let start = range(text, "joint")["start"].clone();
    let place = json!({"textDocument": {"uri": URI}, "range": {"start": start, "end": start},
        "context": {"diagnostics": [], "only": ["quickfix"]}});
    let actions = session.ask("textDocument/codeAction", place).await;
    let take = titled(actions.as_array().unwrap(), "Write it as adopted: 2019, Recommendation 10");
    let mut changes: Vec<Value> = take["edit"]["changes"][URI].as_array().unwrap().clone();
    changes.reverse();
    let contents: Vec<Value> =
        changes.iter().map(|edit| json!({"range": edit["range"], "text": edit["newText"]})).collect();
    session
        .tell("textDocument/didChange", json!({"textDocument": {"uri": URI, "version": 2}, "contentChanges": contents}))
        .await;
    let marks = session.told("textDocument/publishDiagnostics", |params| params["version"] == 2).await;
    let codes: Vec<&Value> = marks["diagnostics"].as_array().unwrap().iter().map(|mark| &mark["code"]).collect();
    let repeats = |code: &&&Value| ["near-duplicate", "unused-suppression"].contains(&code.as_str().unwrap());
    assert_eq!(codes.iter().find(repeats), None, "{codes:?}");
    let comment = "<!-- rapporteur: ignore near-duplicate, agreed wording of 2019, Recommendation 10 -->";
    assert!(contents.iter().any(|edit| edit["text"].as_str().unwrap().starts_with(comment)), "{contents:?}");
}

#[tokio::test]
async fn a_heading_against_other_text_can_be_left_as_it_is() {
    let text = "Recommendation 1\n\nStates parties should act.\n\nStates parties should act against child trafficking*Recommendation 2*\n\nStates parties should act.\n";
    let mut session = opened(text).await;
    let start = range(text, "Recommendation 2")["start"].clone();
    let place = json!({"textDocument": {"uri": URI}, "range": {"start": start, "end": start},
        "context": {"diagnostics": [], "only": ["quickfix"]}});
    let actions = session.ask("textDocument/codeAction", place).await;
    titled(actions.as_array().unwrap(), "Ignore `glued-heading` here");
}
