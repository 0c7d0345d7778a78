//! Drafts that are not open, and what holds for them while a configuration is at fault.

use serde_json::{Value, json};

use super::manners::Folder;
use super::{DRAFT, Session};

fn pulls() -> Value {
    json!({"textDocument": {"diagnostic": {}}})
}

/// The rules that have marks in a report.
fn codes(report: &Value) -> Vec<&str> {
    report["items"].as_array().expect("marks").iter().map(|mark| mark["code"].as_str().unwrap()).collect()
}

/// Pulls the marks of all drafts that are not open until `fits`.
async fn pulled(session: &mut Session, fits: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    loop {
        let all = session.ask("workspace/diagnostic", json!({"previousResultIds": []})).await;
        let items = all["items"].as_array().expect("reports").clone();
        if fits(&items) {
            return items;
        }
    }
}

#[tokio::test]
async fn what_was_chosen_holds_on_while_the_configuration_cannot_be_read() {
    for fault in ["ignore=[", "stagee=\"x\"", "year=\"abc\"", "[rules]\nstate-parties=\"loud\"", "ignore=[\"nope\"]"] {
        let folder = Folder::new();
        folder.write("rapporteur.toml", "ignore = [\"state-parties\"]\n");
        folder.write("closed.md", DRAFT);
        let (mut session, _) = Session::open_at(pulls(), json!(folder.uri(""))).await;
        let open = folder.uri("open.md");
        session.did_open(&open, DRAFT).await;
        let before = pulled(&mut session, |_| true).await;
        assert!(!codes(&before[0]).is_empty() && !codes(&before[0]).contains(&"state-parties"));
        folder.write("rapporteur.toml", fault);
        let changed = json!({"changes": [{"uri": folder.uri("rapporteur.toml"), "type": 2}]});
        session.tell("workspace/didChangeWatchedFiles", changed).await;
        let said = session.told("textDocument/publishDiagnostics", |params| params["diagnostics"] != json!([])).await;
        assert_eq!(said["uri"], folder.uri("rapporteur.toml"), "{fault}");
        let after = pulled(&mut session, |_| true).await;
        assert_eq!(after.len(), 1, "{fault}");
        assert_eq!(codes(&after[0]), codes(&before[0]), "{fault}");
        let marks = session.ask("textDocument/diagnostic", json!({"textDocument": {"uri": open}})).await;
        assert_eq!(codes(&marks), codes(&before[0]), "{fault}");
    }
}

#[tokio::test]
async fn without_a_configuration_that_was_ever_read_the_usual_holds() {
    let folder = Folder::new();
    folder.write("rapporteur.toml", "ignore = [");
    folder.write("closed.md", DRAFT);
    let (mut session, _) = Session::open_at(pulls(), json!(folder.uri(""))).await;
    let reports = pulled(&mut session, |_| true).await;
    assert!(codes(&reports[0]).contains(&"state-parties"), "{reports:?}");
}

#[tokio::test]
async fn a_draft_that_is_not_open_is_judged_alike_by_itself_and_with_all() {
    let folder = Folder::new();
    folder.write("rapporteur.toml", "files.exclude = [\"old.md\"]\n");
    folder.write("closed.md", DRAFT);
    folder.write("old.md", DRAFT);
    let (mut session, _) = Session::open_at(pulls(), json!(folder.uri(""))).await;
    let all = pulled(&mut session, |_| true).await;
    assert_eq!(all.len(), 1);
    let ask = |uri: String| json!({"textDocument": {"uri": uri}});
    let one = session.ask("textDocument/diagnostic", ask(folder.uri("closed.md"))).await;
    assert_eq!(one["items"], all[0]["items"]);
    assert!(!codes(&one).is_empty());
    let again = json!({"textDocument": {"uri": folder.uri("closed.md")}, "previousResultId": one["resultId"]});
    assert_eq!(session.ask("textDocument/diagnostic", again).await["kind"], "unchanged");
    for nothing in ["old.md", "rapporteur.toml", "missing.md"] {
        let one = session.ask("textDocument/diagnostic", ask(folder.uri(nothing))).await;
        assert_eq!(one, json!({"kind": "full", "items": []}), "{nothing}");
    }
    let elsewhere = Folder::new();
    elsewhere.write("draft.md", DRAFT);
    let one = session.ask("textDocument/diagnostic", ask(elsewhere.uri("draft.md"))).await;
    assert_eq!(one["items"], all[0]["items"]);
}

#[tokio::test]
async fn many_drafts_are_reported_in_parts_and_can_be_cancelled() {
    let folder = Folder::new();
    for i in 0..60 {
        folder.write(&format!("{i}.md"), DRAFT);
    }
    folder.write("word.docx", DRAFT);
    let (mut session, _) = Session::open_at(pulls(), json!(folder.uri(""))).await;
    let params = json!({"previousResultIds": [], "partialResultToken": "parts", "workDoneToken": 7});
    let last = session.ask("workspace/diagnostic", params.clone()).await;
    assert_eq!(last["items"], json!([]));
    let told = |session: &Session, token: Value| -> Vec<Value> {
        let of = |message: &&Value| message["params"]["token"] == token;
        session.heard.iter().filter(of).map(|message| message["params"]["value"].clone()).collect()
    };
    let parts = told(&session, json!("parts"));
    let sizes: Vec<usize> = parts.iter().map(|part| part["items"].as_array().unwrap().len()).collect();
    assert!(sizes.len() > 1 && sizes.iter().sum::<usize>() == 60, "{sizes:?}");
    let work = told(&session, json!(7));
    assert_eq!((&work[0]["kind"], &work[0]["cancellable"]), (&json!("begin"), &json!(true)));
    assert!(work.len() > 3 && work[work.len() - 1]["kind"] == "end", "{work:?}");
    session.heard.clear();
    session.send(json!({"jsonrpc": "2.0", "id": 900, "method": "workspace/diagnostic", "params": params})).await;
    session.tell("window/workDoneProgress/cancel", json!({"token": 7})).await;
    assert_eq!(session.answered(900).await["error"]["code"], -32800);
}

#[cfg(unix)]
#[tokio::test]
async fn a_name_that_is_no_text_has_an_address() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new();
    let name = std::ffi::OsStr::from_bytes(b"n\xfftes.md");
    // some file systems take only names that are text
    if std::fs::write(folder.path.join(name), DRAFT).is_err() {
        return;
    }
    let (mut session, _) = Session::open_at(pulls(), json!(folder.uri(""))).await;
    let all = pulled(&mut session, |_| true).await;
    assert_eq!(all[0]["uri"], folder.uri("n%FFtes.md"));
    let one = json!({"textDocument": {"uri": folder.uri("n%FFtes.md")}});
    assert_eq!(session.ask("textDocument/diagnostic", one).await["items"], all[0]["items"]);
}

#[tokio::test]
async fn a_rule_that_an_editor_names_wrongly_is_told_with_the_nearest() {
    let options = json!({"rules": {"state-party": "off"}});
    let (mut session, _) = Session::open_with(json!({}), Value::Null, options).await;
    let said = session.told("window/showMessage", |_| true).await;
    assert!(said["message"].as_str().unwrap().contains("write “state-parties”"), "{said}");
    let capabilities = json!({"workspace": {"configuration": true}});
    let (mut session, _) = Session::open_at(capabilities, Value::Null).await;
    session.answers.insert("workspace/configuration".to_owned(), json!([{"ignore": ["nonsense"]}]));
    let said = session.told("window/showMessage", |_| true).await;
    assert!(said["message"].as_str().unwrap().contains("no rule is called “nonsense”"), "{said}");
}
