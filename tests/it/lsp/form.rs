//! A draft that is formatted when it is saved.

use serde_json::{Value, json};

use super::Session;

/// The text after the edits of the server.
async fn formatted(session: &mut Session, uri: &str, text: &str) -> String {
    session.did_open(uri, text).await;
    let options = json!({"tabSize": 4, "insertSpaces": true});
    let params = json!({"textDocument": {"uri": uri}, "options": options});
    let edits = session.ask("textDocument/formatting", params).await;
    let mut edits: Vec<Value> = edits.as_array().cloned().unwrap_or_default();
    let at = |place: &Value| {
        let line = place["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let units = place["character"].as_u64().unwrap() as usize;
        let chars = text[start..].char_indices().scan(0, |taken, (at, char)| {
            let before = *taken;
            *taken += char.len_utf16();
            Some((before, at))
        });
        start + chars.take_while(|(taken, _)| *taken <= units).last().map_or(0, |(_, at)| at)
    };
    edits.sort_by_key(|edit| std::cmp::Reverse(at(&edit["range"]["start"])));
    let mut out = text.to_owned();
    for edit in &edits {
        out.replace_range(at(&edit["range"]["start"])..at(&edit["range"]["end"]), edit["newText"].as_str().unwrap());
    }
    out
}

#[tokio::test]
async fn one_time_is_enough_and_code_is_left_alone() {
    let (mut session, _) = Session::open(json!({})).await;
    let heading = "Draft recommendations\n\nRecommendation 1\n\n";
    for (i, (before, after)) in [
        (
            "States parties should train judges ,and police ,,and report, « as appropriate » ; and act.",
            "States parties should train judges, and police, and report, “as appropriate”; and act.",
        ),
        (
            "States parties should:\n\n(a) Train judges ,and\n\n(b) Inform victims ;",
            "States parties should:\n\n(a) Train judges;\n\n(b) Inform victims.",
        ),
        (
            "States parties should use the field `a ,b  ;c` and ` ,,` as well , and act .",
            "States parties should use the field `a ,b  ;c` and ` ,,` as well, and act.",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let once = formatted(&mut session, &format!("file:///once{i}.md"), &format!("{heading}{before}\n")).await;
        assert_eq!(once, format!("{heading}{after}\n"));
        assert_eq!(formatted(&mut session, &format!("file:///twice{i}.md"), &once).await, once);
    }
}
