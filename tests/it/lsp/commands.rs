//! Commands, and what the server says of itself how a draft stands.

use serde_json::{Value, json};

use super::{Session, URI, at, opened, position};

const DRAFT: &str = "Recommendation 1

States parties are encouraged to develop toolkits for consular staff [and embassies] on identifying victims.

Recommendation 2

States parties should use available mechanisms for information-sharing on actual and suspected victims of trafficking, in accordance with article 10 of the Trafficking in Persons Protocol.
";

fn command(name: &str, arguments: Value) -> Value {
    json!({"command": name, "arguments": arguments})
}

#[tokio::test]
async fn the_overview_counts_strengths_and_shows_what_is_open() {
    let mut session = opened(DRAFT).await;
    let page = session.ask("workspace/executeCommand", command("rapporteur.overview", json!([URI]))).await;
    assert_eq!(page["title"], "Overview of draft.md");
    let text = page["markdown"].as_str().expect("Markdown");
    assert!(text.contains("2 recommendations"), "{text}");
    assert!(text.contains("| 1 | should | recommendation | "), "{text}");
    assert!(text.contains(&format!("- [Recommendation 1, line 3]({URI}#L3): \\[and embassies\\]")), "{text}");
}

#[tokio::test]
async fn earlier_recommendations_stand_beside_the_one_at_the_cursor() {
    let mut session = opened(DRAFT).await;
    let place = at(DRAFT, "information-sharing")["position"].clone();
    let page = session.ask("workspace/executeCommand", command("rapporteur.earlier", json!([URI, place]))).await;
    assert_eq!(page["title"], "Earlier recommendations like recommendation 2");
    let text = page["markdown"].as_str().expect("Markdown");
    assert!(text.contains("adopted") && text.contains("likeness") && text.contains("docs.un.org"), "{text}");
    assert!(text.contains("**"), "{text}");
    let nowhere = position(DRAFT, 0);
    let open =
        session.fail("workspace/executeCommand", command("rapporteur.earlier", json!(["file:///x.md", nowhere])));
    assert_eq!(open.await["code"], -32602);
    for wrong in [json!([]), json!([7]), json!([URI]), json!([URI, "here"])] {
        let error = session.fail("workspace/executeCommand", command("rapporteur.earlier", wrong)).await;
        assert_eq!(error["code"], -32602, "{error}");
    }
    assert_eq!(
        session.fail("workspace/executeCommand", command("rapporteur.nothing", json!([URI]))).await["code"],
        -32602
    );
}

#[tokio::test]
async fn clients_that_can_open_documents_are_asked_to_unless_they_show_the_page_themselves() {
    let (mut session, _) = Session::open(json!({"window": {"showDocument": {"support": true}}})).await;
    session.did_open(URI, DRAFT).await;
    session.ask("workspace/executeCommand", command("rapporteur.overview", json!([URI, "own view"]))).await;
    session.ask("workspace/executeCommand", command("rapporteur.overview", json!([URI]))).await;
    // it may be asked before it is answered
    let before = session.heard.iter().find(|message| message["method"] == "window/showDocument").cloned();
    let shown = match before {
        Some(message) => message["params"].clone(),
        None => session.told("window/showDocument", |_| true).await,
    };
    let path = shown["uri"].as_str().unwrap().strip_prefix("file://").expect("a file");
    assert!(std::fs::read_to_string(path).expect("a page").starts_with("# Overview of draft.md"));
    let asked = session.heard.iter().filter(|message| message["method"] == "window/showDocument").count();
    assert_eq!(asked, 1);
}

#[tokio::test]
async fn editors_that_want_it_hear_how_the_draft_stands() {
    let (mut session, _) = Session::open_with(json!({}), Value::Null, json!({"status": true})).await;
    session.did_open(URI, DRAFT).await;
    let status = session.told("rapporteur/status", |_| true).await;
    assert_eq!((&status["uri"], &status["version"]), (&json!(URI), &json!(1)));
    assert_eq!((&status["kind"], &status["stage"]), (&json!("draft"), &json!("negotiation")));
    let marks = session.published(URI).await["diagnostics"].as_array().unwrap().len() as u64;
    let counted: u64 =
        ["errors", "warnings", "information", "hints"].iter().map(|key| status[key].as_u64().unwrap()).sum();
    assert_eq!(counted, marks);
}
