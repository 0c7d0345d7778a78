//! What stands beside and behind the text: hints, lenses, tokens, folds, and where they lead.

use serde_json::{Value, json};

use super::{Session, URI, at, opened, position, range};

/// Repeats 2019, Recommendation 10, but for a few words.
const DRAFT: &str = "Recommendation 1

States parties are encouraged, consistent with domestic and international law, to establish joint investigation teams for specialized investigations in cases of trafficking in persons with child victims, and to respond to extradition and mutual legal assistance requests in an efficient way.

Recommendation 2

States parties should [urgently] act.
";

#[tokio::test]
async fn the_nearest_earlier_recommendation_is_named_and_opened() {
    let mut session = opened(DRAFT).await;
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let hints = session.ask("textDocument/inlayHint", json!({"textDocument": {"uri": URI}, "range": whole})).await;
    let labels: Vec<&str> = hints.as_array().unwrap().iter().map(|hint| hint["label"].as_str().unwrap()).collect();
    assert_eq!(labels[..3], ["≈ 2019/10", "encouragement", "recommendation"]);
    let lenses = session.ask("textDocument/codeLens", json!({"textDocument": {"uri": URI}})).await;
    let command = &lenses[0]["command"];
    assert!(command["title"].as_str().unwrap().starts_with("≈ 2019/10 · "), "{command}");
    assert_eq!(command["command"], "rapporteur.earlier");
    let page = json!({"command": command["command"], "arguments": command["arguments"]});
    let page = session.ask("workspace/executeCommand", page).await;
    assert!(page["markdown"].as_str().unwrap().contains("2019, Recommendation 10"), "{page}");
    for method in ["textDocument/definition", "textDocument/typeDefinition"] {
        let found = session.ask(method, at(DRAFT, "joint investigation")).await;
        let location = &found[0];
        assert_eq!(found.as_array().unwrap().len(), 1, "what it repeats, and nothing weaker: {found}");
        let path = location["uri"].as_str().unwrap().strip_prefix("file://").expect("a file");
        let text = std::fs::read_to_string(path).expect("the meeting's document");
        let line = text.lines().nth(location["range"]["start"]["line"].as_u64().unwrap() as usize);
        assert!(line.unwrap().ends_with("2019-WG.4/10"), "{method}: {line:?}");
    }
}

#[tokio::test]
async fn what_is_repeated_is_read_before_the_reasons() {
    let mut session = opened(DRAFT).await;
    let hover = session.ask("textDocument/hover", at(DRAFT, "joint investigation")).await;
    let text = hover["contents"]["value"].as_str().expect("Markdown");
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    let told = [
        "`near-duplicate` · warning",
        "2019, Recommendation 10",
        "\n> ",
        "adopted recommendations (2013",
        "**What to do**",
    ];
    assert!(told.map(place).is_sorted(), "{text}");
}

#[tokio::test]
async fn tokens_are_given_whole_in_part_and_as_changes() {
    let capabilities = json!({"textDocument": {"semanticTokens": {"requests": {"full": {"delta": true}, "range": true},
        "tokenTypes": [], "tokenModifiers": [], "formats": []}}});
    let (mut session, offered) = Session::open(capabilities).await;
    assert_eq!(offered["semanticTokensProvider"]["full"], json!({"delta": true}));
    session.did_open(URI, DRAFT).await;
    let document = json!({"uri": URI});
    let full = session.ask("textDocument/semanticTokens/full", json!({"textDocument": document})).await;
    let before: Vec<u64> = full["data"].as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect();
    let second = range(DRAFT, "States parties should [urgently] act.");
    let part =
        session.ask("textDocument/semanticTokens/range", json!({"textDocument": document, "range": second})).await;
    assert_eq!(part["data"].as_array().unwrap().len(), 15, "addressee, phrase, bracketed text");
    let change = json!({"textDocument": {"uri": URI, "version": 2},
        "contentChanges": [{"range": range(DRAFT, "[urgently] "), "text": ""}]});
    session.tell("textDocument/didChange", change).await;
    let params = json!({"textDocument": document, "previousResultId": full["resultId"]});
    let delta = session.ask("textDocument/semanticTokens/full/delta", params.clone()).await;
    let edit = &delta["edits"][0];
    let (start, gone) = (edit["start"].as_u64().unwrap() as usize, edit["deleteCount"].as_u64().unwrap() as usize);
    let mut after = before.clone();
    let come: Vec<u64> = edit["data"].as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect();
    after.splice(start..start + gone, come);
    let again = session.ask("textDocument/semanticTokens/full", json!({"textDocument": document})).await;
    assert_eq!(json!(after), again["data"]);
    let forgotten = session.ask("textDocument/semanticTokens/full/delta", params).await;
    assert_eq!(forgotten["data"], again["data"], "everything, where the earlier answer is not known");
}

#[tokio::test]
async fn marks_lead_to_the_earlier_text_and_what_it_rests_on() {
    let capabilities = json!({"textDocument": {"publishDiagnostics": {"relatedInformation": true,
        "codeDescriptionSupport": true, "tagSupport": {"valueSet": [1]}}}});
    let (mut session, _) = Session::open(capabilities).await;
    session.did_open(URI, &DRAFT.replace("an efficient", "an an efficient")).await;
    let marks = session.published(URI).await["diagnostics"].clone();
    let of = |rule: &str| marks.as_array().unwrap().iter().find(|mark| mark["code"] == rule).expect("a mark").clone();
    let repeated = of("near-duplicate");
    let related = &repeated["relatedInformation"][0];
    assert!(related["message"].as_str().unwrap().starts_with("2019, Recommendation 10 (adopted): "), "{related}");
    assert_eq!(repeated["codeDescription"]["href"], "https://docs.un.org/en/CTOC/COP/WG.4/2019/6");
    assert_eq!(of("doubled-word")["tags"], json!([1]), "one of the two is unnecessary");
}

#[tokio::test]
async fn folds_say_columns_only_to_clients_that_fold_by_them() {
    let mut session = opened(DRAFT).await;
    let folds = session.ask("textDocument/foldingRange", json!({"textDocument": {"uri": URI}})).await;
    assert!(folds[0]["endCharacter"].is_u64(), "{folds}");
    let (mut session, _) = Session::open(json!({"textDocument": {"foldingRange": {"lineFoldingOnly": true}}})).await;
    session.did_open(URI, DRAFT).await;
    let folds = session.ask("textDocument/foldingRange", json!({"textDocument": {"uri": URI}})).await;
    assert_eq!(
        (&folds[0]["startLine"], &folds[0]["endLine"], &folds[0]["endCharacter"]),
        (&json!(0), &json!(2), &Value::Null)
    );
}

#[tokio::test]
async fn drafts_are_searched_with_the_record() {
    let mut session = opened(DRAFT).await;
    session.published(URI).await;
    let found = session.ask("workspace/symbol", json!({"query": "joint investigation teams"})).await;
    let own =
        found.as_array().unwrap().iter().find(|symbol| symbol["location"]["uri"] == URI).expect("the draft's own");
    assert!(own["name"].as_str().unwrap().starts_with("Recommendation 1: States parties"), "{own}");
    assert!(
        found.as_array().unwrap().iter().any(|symbol| symbol["name"].as_str().unwrap().starts_with("2019-WG.4/10"))
    );
    let nothing = json!({"textDocument": {"uri": URI}, "positions": [position(DRAFT, 3)]});
    assert!(session.ask("textDocument/selectionRange", nothing).await[0]["range"].is_object());
}

#[tokio::test]
async fn a_citation_inside_a_phrase_has_its_own_color_and_leads_nowhere_else() {
    let text = "Recommendation 1\n\nStates parties should, in accordance with article 5 of the Trafficking in Persons Protocol, train judges.\n";
    let mut session = opened(text).await;
    let tokens = session.ask("textDocument/semanticTokens/full", json!({"textDocument": {"uri": URI}})).await;
    let numbers: Vec<u64> = tokens["data"].as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect();
    let (mut at, line) = (0, text.lines().nth(2).expect("a line"));
    let mut found = Vec::new();
    for token in numbers.chunks(5) {
        at = if token[0] > 0 { 0 } else { at } + token[1] as usize;
        found.push((&line[at..at + token[2] as usize], token[3]));
    }
    let citation = "article 5 of the Trafficking in Persons Protocol";
    assert_eq!(found, [("States parties", 0), ("should", 1), (citation, 2)]);
    assert_eq!(session.ask("textDocument/definition", super::at(text, "article 5")).await, json!([]));
}
