//! What is proposed while somebody types.

use serde_json::{Value, json};

use super::{Session, URI, opened, position};

/// The proposals at the end of `text`.
async fn proposed(session: &mut Session, text: &str) -> Vec<Value> {
    let place = json!({"textDocument": {"uri": URI}, "position": position(text, text.len())});
    session.ask("textDocument/completion", place).await["items"].as_array().expect("items").clone()
}

fn labels(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["label"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn articles_and_instruments_follow_the_word_article() {
    let text = "Recommendation 1\n\nStates parties should train judges in line with article 1";
    let mut session = opened(text).await;
    let items = proposed(&mut session, text).await;
    let first =
        items.iter().find(|item| item["label"] == "10 of the Trafficking in Persons Protocol").expect("article 10");
    assert_eq!(first["detail"], "Information exchange and training");
    assert!(first["documentation"]["value"].as_str().unwrap().contains("3 paragraphs"), "{first}");
    let text = "Recommendation 1\n\nStates parties should train judges in line with article 10, paragraph 2, of ";
    let mut session = opened(text).await;
    let items = proposed(&mut session, text).await;
    assert!(labels(&items).contains(&"the Trafficking in Persons Protocol"), "{:?}", labels(&items));
}

#[tokio::test]
async fn symbols_are_proposed_with_the_titles_of_their_documents() {
    let text = "Recommendation 1\n\nStates parties should use CTOC/COP/WG.4/2019/";
    let mut session = opened(text).await;
    let items = proposed(&mut session, text).await;
    assert!(labels(&items).contains(&"CTOC/COP/WG.4/2019/2"), "{:?}", labels(&items));
}

#[tokio::test]
async fn snippets_go_only_to_clients_that_understand_them() {
    let text = "Recommendation 1\n\nStates parties should act.\n\n";
    let mut session = opened(text).await;
    let items = proposed(&mut session, text).await;
    let next = items.iter().find(|item| item["label"] == "Recommendation 2").expect("the next number");
    assert_eq!(next["insertTextFormat"], 2);
    assert!(next["textEdit"]["newText"].as_str().unwrap().contains("${1:States parties}"), "{next}");
    let section = items.iter().find(|item| item["label"] == "A. Recommendations on").expect("a section");
    assert!(section["textEdit"]["newText"].as_str().unwrap().contains("Recommendation 2"), "{section}");
    let (mut session, _) = Session::open(json!({"textDocument": {"completion": {}}})).await;
    session.did_open(URI, text).await;
    let items = proposed(&mut session, text).await;
    assert!(items.iter().all(|item| item["insertTextFormat"] == 1), "{items:?}");
    assert!(!items.iter().any(|item| item["textEdit"]["newText"].as_str().unwrap().contains('$')), "{items:?}");
}

#[tokio::test]
async fn what_a_proposal_rests_on_is_looked_up_when_it_is_shown() {
    let resolves = json!({"textDocument": {"completion": {"completionItem": {
        "resolveSupport": {"properties": ["documentation"]}, "documentationFormat": ["markdown"]}}}});
    let (mut session, offered) = Session::open(resolves).await;
    assert_eq!(offered["completionProvider"]["resolveProvider"], true);
    let text = "Recommendation 1\n\nStates parties ";
    session.did_open(URI, text).await;
    let items = proposed(&mut session, text).await;
    let should = items.iter().find(|item| item["label"] == "should").expect("a phrase").clone();
    assert!(should["detail"].as_str().unwrap().starts_with("recommendation · adopted "), "{should}");
    assert_eq!(should["documentation"], Value::Null);
    let resolved = session.ask("completionItem/resolve", should).await;
    assert!(resolved["documentation"]["value"].as_str().unwrap().contains("2019: "), "{resolved}");
}

#[tokio::test]
async fn agreed_wordings_go_on_from_what_is_typed() {
    let text = "Recommendation 1\n\nStates parties should consider dev";
    let mut session = opened(text).await;
    let items = proposed(&mut session, text).await;
    let wording =
        items.iter().find(|item| item["label"].as_str().unwrap().starts_with("developing toolkits")).expect("one");
    assert!(wording["documentation"]["value"].as_str().unwrap().contains("adopted"), "{wording}");
    assert_eq!(wording["textEdit"]["range"]["start"]["character"], 31, "{wording}");
}
