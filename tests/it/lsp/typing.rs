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

#[tokio::test]
async fn agreed_wordings_have_the_form_that_the_phrase_takes() {
    for (typed, first) in [
        ("States parties should est", "establish "),
        ("States parties should consider establish", "establishing"),
        ("UNODC should prov", "provide"),
        ("States parties should continue to str", "strengthen"),
        ("States parties should consider, where appropriate, prov", "providing"),
    ] {
        let text = format!("Recommendation 1\n\n{typed}");
        let mut session = opened(&text).await;
        let items = proposed(&mut session, &text).await;
        assert!(!items.is_empty(), "{typed}");
        assert!(labels(&items).iter().all(|label| label.starts_with(first)), "{typed}: {:?}", labels(&items));
        let start = text.len() - typed.rsplit(' ').next().unwrap().len();
        for item in &items {
            let edit = &item["textEdit"];
            let range = if edit["range"].is_null() { &edit["insert"] } else { &edit["range"] };
            assert_eq!(range["start"], position(&text, start), "{typed}");
        }
    }
    for typed in [
        "States parties are encouraged to consider, in a",
        "States parties are encouraged, in accordance with their domestic law, ",
        "States parties are encouraged prov",
        "States parties should continue to ",
    ] {
        let text = format!("Recommendation 1\n\n{typed}");
        let mut session = opened(&text).await;
        let items = proposed(&mut session, &text).await;
        assert!(items.is_empty(), "{typed}: {:?}", labels(&items));
    }
}

/// The text after the proposal called `label` at `|` was taken, as a client does that replaces, or that inserts only.
async fn taken(text: &str, label: &str, replaces: bool) -> String {
    let at = text.find('|').expect("a cursor");
    let text = text.replacen('|', "", 1);
    let item = json!({"insertReplaceSupport": replaces, "documentationFormat": ["plaintext"]});
    let (mut session, _) = Session::open(json!({"textDocument": {"completion": {"completionItem": item}}})).await;
    session.did_open(URI, &text).await;
    let place = json!({"textDocument": {"uri": URI}, "position": position(&text, at)});
    let items = session.ask("textDocument/completion", place).await["items"].as_array().expect("items").clone();
    let item = items.iter().find(|item| item["label"] == label);
    let item = item.unwrap_or_else(|| panic!("{label} is not among {:?}", labels(&items)));
    let edit = &item["textEdit"];
    let range = if replaces { &edit["replace"] } else { &edit["range"] };
    let byte = |place: &Value| {
        let line: usize = text.split_inclusive('\n').take(place["line"].as_u64().unwrap() as usize).map(str::len).sum();
        line + place["character"].as_u64().unwrap() as usize
    };
    let (start, end) = (byte(&range["start"]), byte(&range["end"]));
    format!("{}{}{}", &text[..start], edit["newText"].as_str().unwrap(), &text[end..])
}

#[tokio::test]
async fn the_rest_of_a_word_or_phrase_is_not_left_behind() {
    const HEAD: &str = "Recommendation 1\n\nStates parties ";
    for (typed, label, becomes) in [
        ("are enc|ouraged to share.", "are encouraged to", "are encouraged to share."),
        ("are enc|ouraged to consider sharing.", "are encouraged to consider", "are encouraged to consider sharing."),
        ("|are encouraged to adopt laws.", "are urged to", "are urged to adopt laws."),
        ("should  con|", "should consider", "should  consider "),
        ("**should** con|", "should consider", "**should** consider "),
        ("sh| take part.", "should", "should take part."),
        ("sh|ould take part.", "should", "should take part."),
        (
            "should apply article 10 of the Organ|ized Crime Convention.",
            "the Organized Crime Convention",
            "should apply article 10 of the Organized Crime Convention.",
        ),
        (
            "should apply article 1| of the Organized Crime Convention.",
            "10 of the Trafficking in Persons Protocol",
            "should apply article 10 of the Trafficking in Persons Protocol.",
        ),
        ("should see CTOC/COP/WG.4/20|13/2.", "CTOC/COP/WG.4/2019/2", "should see CTOC/COP/WG.4/2019/2."),
    ] {
        for replaces in [true, false] {
            let after = taken(&format!("{HEAD}{typed}\n"), label, replaces).await;
            assert_eq!(after, format!("{HEAD}{becomes}\n"), "{typed}, {replaces}");
        }
    }
    // “are encouraged to consider share” is no English
    let text = format!("{HEAD}are encouraged to share.\n");
    let mut session = opened(&text).await;
    let place = json!({"textDocument": {"uri": URI}, "position": position(&text, HEAD.len())});
    let items = session.ask("textDocument/completion", place).await["items"].as_array().expect("items").clone();
    assert!(labels(&items).contains(&"are urged to"), "{:?}", labels(&items));
    assert!(labels(&items).iter().all(|label| !label.ends_with("consider")), "{:?}", labels(&items));
    // another word goes only where the client lets a person choose
    let other = taken(&format!("{HEAD}are enc|umbered.\n"), "are encouraged to", true).await;
    assert_eq!(other, format!("{HEAD}are encouraged to .\n"));
    let kept = taken(&format!("{HEAD}are enc|umbered.\n"), "are encouraged to", false).await;
    assert_eq!(kept, format!("{HEAD}are encouraged to umbered.\n"));
}

#[tokio::test]
async fn the_next_number_follows_the_word_for_it() {
    let first = "Recommendation 1\n\nStates parties should act.\n\n";
    for (typed, becomes) in [
        ("Recommendation |", "Recommendation 2\n\nStates parties are encouraged to "),
        ("## Recommendation |", "## Recommendation 2\n\nStates parties are encouraged to "),
        ("**Recommendation |**", "**Recommendation 2**"),
        ("Recommendation |\n\nStates parties should share.", "Recommendation 2\n\nStates parties should share."),
        ("**Recommendation |", "**Recommendation 2**\n\nStates parties are encouraged to "),
    ] {
        let after = taken(&format!("{first}{typed}"), "Recommendation 2", true).await;
        assert_eq!(after, format!("{first}{becomes}"), "{typed}");
    }
    for (typed, label) in [
        ("article 10, paragraph |", "2, of the Trafficking in Persons Protocol"),
        ("articles 10 and |", "11 of the Trafficking in Persons Protocol"),
        ("articles 9, 10 and 1|", "11 of the Trafficking in Persons Protocol"),
    ] {
        let text = format!("Recommendation 1\n\nStates parties should apply {typed}");
        let after = taken(&text, label, true).await;
        let typed = typed.trim_end_matches("1|").trim_end_matches('|');
        assert!(after.ends_with(&format!("{typed}{label}")), "{after}");
    }
}

#[tokio::test]
async fn a_section_goes_on_with_the_numbers_of_paragraphs() {
    let text = "A. Prevention\n\n4. The Working Group recommended that the Conference of the Parties consider the following recommendations for adoption:\n\nRecommendation 1\n\nStates parties should act.\n\nB|";
    let after = taken(text, "B. Recommendations on", true).await;
    assert!(after.ends_with("B. Recommendations on "), "{after}");
    let text = text.replace('|', "");
    let mut session = opened(&text).await;
    let items = proposed(&mut session, &text).await;
    let section = items.iter().find(|item| item["label"] == "B. Recommendations on").expect("a section");
    assert!(section["textEdit"]["newText"].as_str().unwrap().contains("\n\n5. The Working Group"), "{section}");
}

#[tokio::test]
async fn a_citation_that_is_written_keeps_all_but_its_number() {
    const HEAD: &str = "Recommendation 1\n\nStates parties should apply ";
    for (typed, label, becomes) in [
        (
            "article 6|, paragraph 3, of the Trafficking in Persons Protocol.",
            "6",
            "article 6, paragraph 3, of the Trafficking in Persons Protocol.",
        ),
        (
            "article |6, paragraph 3, of the Trafficking in Persons Protocol.",
            "8",
            "article 8, paragraph 3, of the Trafficking in Persons Protocol.",
        ),
        ("article 1| of the Protocol.", "10", "article 10 of the Protocol."),
        ("article 6, paragraph |3, of that Protocol.", "2", "article 6, paragraph 2, of that Protocol."),
        ("articles 6| and 8 of the Protocol.", "6", "articles 6 and 8 of the Protocol."),
        ("articles |", "6", "articles 6"),
        (
            "articles 5 and 6 of the Organized Crime Convention and article 1|, para. 2, of the Trafficking in Persons Protocol.",
            "11",
            "articles 5 and 6 of the Organized Crime Convention and article 11, para. 2, of the Trafficking in Persons Protocol.",
        ),
    ] {
        for replaces in [true, false] {
            let after = taken(&format!("{HEAD}{typed}\n"), label, replaces).await;
            assert_eq!(after, format!("{HEAD}{becomes}\n"), "{typed}, {replaces}");
        }
    }
}

#[tokio::test]
async fn the_next_heading_is_like_the_last() {
    const ACT: &str = "States parties should act.";
    for (before, becomes) in [
        (format!("### Recommendation 1\n\n{ACT}\n\n|"), "\n\n### Recommendation 2\n\nStates"),
        (format!("**Recommendation 1**\n\n{ACT}\n\n|"), "\n\n**Recommendation 2**\n\nStates"),
        (format!("Recommendation 1\n\n{ACT}\nRecomm|"), "act.\n\nRecommendation 2\n\nStates"),
        (format!("Recommendation 1\n\n{ACT}\n|"), "act.\n\nRecommendation 2\n\nStates"),
    ] {
        let after = taken(&before, "Recommendation 2", true).await;
        assert!(after.contains(becomes), "{after}");
    }
    let numbered = "Recommendations\n\n4. States parties should train judges.\n\n5. UNODC should act.\n\n|";
    let after = taken(numbered, "6.", true).await;
    assert!(after.ends_with("\n\n6. States parties are encouraged to "), "{after}");
}

#[tokio::test]
async fn a_number_that_stands_below_is_not_proposed_again() {
    let text = "Recommendation 1\n\nStates parties should act.\n\nRecommendation ";
    let after = "\n\nRecommendation 2\n\nStates parties should share.\n";
    let mut session = opened(&format!("{text}{after}")).await;
    let place = json!({"textDocument": {"uri": URI}, "position": position(text, text.len())});
    let items = session.ask("textDocument/completion", place).await["items"].as_array().expect("items").clone();
    assert!(items.is_empty(), "{:?}", labels(&items));
}

#[tokio::test]
async fn articles_are_those_of_instruments() {
    for word in ["particle", "newspaper article", "article"] {
        let text = format!("Recommendation 1\n\nStates parties should read this {word} ");
        let mut session = opened(&text).await;
        let items = proposed(&mut session, &text).await;
        assert!(items.is_empty(), "{word}: {:?}", labels(&items));
    }
}

#[tokio::test]
async fn phrases_follow_several_addressees_and_what_stands_between() {
    for text in
        ["States parties, as appropriate, |", "States parties and UNODC |", "States parties and UNODC, as needed, sh|"]
    {
        let after = taken(&format!("Recommendation 1\n\n{text}"), "should", true).await;
        assert!(after.ends_with(" should "), "{after}");
    }
}

#[tokio::test]
async fn nothing_is_proposed_in_a_letter() {
    let text = "Dear colleague,\n\nPlease read article ";
    let mut session = opened(text).await;
    let items = proposed(&mut session, text).await;
    assert!(items.is_empty(), "{:?}", labels(&items));
}
