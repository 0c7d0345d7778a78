//! What a person reads at a place: hovers and links.

use serde_json::{Value, json};

use super::{Session, URI, at, opened, range};

const DRAFT: &str = "Recommendation 1

States parties should train judges in line with article 10 of the Trafficking in Persons Protocol and resolution 9/1, see CTOC/COP/WG.4/2019/6.

Recommendation 2

States parties should, as in recommendation 1, use available mechanisms for information-sharing on actual and suspected victims of trafficking in persons.
";

async fn read(session: &mut Session, needle: &str) -> String {
    let hover = session.ask("textDocument/hover", at(DRAFT, needle)).await;
    hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_citation_is_read_with_the_title_of_its_article_and_its_structure() {
    let mut session = opened(DRAFT).await;
    let text = read(&mut session, "article 10").await;
    assert!(text.contains("**Article 10: Information exchange and training**"), "{text}");
    assert!(text.contains("3 paragraphs; paragraph 1 has subparagraphs (a) to (c)"), "{text}");
    assert!(text.contains("[A/RES/55/25](https://docs.un.org/en/A/RES/55/25)"), "{text}");
    let text = read(&mut session, "resolution 9/1").await;
    assert!(text.starts_with("**Resolution 9/1**") && text.contains("Mechanism"), "{text}");
}

#[tokio::test]
async fn a_symbol_is_read_with_the_title_of_its_document() {
    let mut session = opened(DRAFT).await;
    let text = read(&mut session, "CTOC/COP").await;
    assert!(text.contains("report") && text.contains("Working Group on Trafficking in Persons"), "{text}");
    assert!(text.contains("(https://docs.un.org/en/CTOC/COP/WG.4/2019/6)"), "{text}");
}

#[tokio::test]
async fn a_heading_shows_the_nearest_three_and_a_mention_shows_what_it_names() {
    let mut session = opened(DRAFT).await;
    let text = read(&mut session, "Recommendation 2").await;
    assert!(text.starts_with("**Recommendation 2** · "), "{text}");
    assert_eq!(text.matches("likeness").count(), 3, "{text}");
    let text = read(&mut session, "recommendation 1").await;
    assert!(text.contains("> States parties should train judges"), "{text}");
}

#[tokio::test]
async fn clients_that_show_no_markdown_get_none() {
    let plain = json!({"textDocument": {"hover": {"contentFormat": ["plaintext"]}}});
    let (mut session, _) = Session::open(plain).await;
    session.did_open(URI, DRAFT).await;
    let hover = session.ask("textDocument/hover", at(DRAFT, "Recommendation 2")).await;
    assert_eq!(hover["contents"]["kind"], "plaintext");
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.starts_with("Recommendation 2 · ") && !text.contains("**") && !text.contains("\\["), "{text}");
}

#[tokio::test]
async fn symbols_and_articles_lead_to_their_documents() {
    let mut session = opened(DRAFT).await;
    let links = session.ask("textDocument/documentLink", json!({"textDocument": {"uri": URI}})).await;
    let of = |needle: &str| -> Value {
        let range = range(DRAFT, needle);
        links.as_array().unwrap().iter().find(|link| link["range"] == range).map(|link| link["target"].clone()).into()
    };
    assert_eq!(of("CTOC/COP/WG.4/2019/6"), "https://docs.un.org/en/CTOC/COP/WG.4/2019/6");
    assert_eq!(of("article 10 of the Trafficking in Persons Protocol"), "https://docs.un.org/en/A/RES/55/25");
}
