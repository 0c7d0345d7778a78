//! Pages for people: `explain`, `rules`, `evidence`, `show`.

use std::process::{Command, Output};

fn rapporteur(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rapporteur")).args(arguments).output().expect("the program runs")
}

fn page(arguments: &[&str]) -> String {
    let output = rapporteur(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    let page = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(!page.contains('\u{1b}'), "no colour in a pipe");
    page
}

/// What `lint` says of a file of the repository, as a person reads it in a pipe.
pub(crate) fn lint(file: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(["lint", file])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn wrong(arguments: &[&str]) -> String {
    let output = rapporteur(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    String::from_utf8(output.stderr).expect("UTF-8")
}

#[test]
fn explain_shows_where_a_rule_was_broken() {
    let page = page(&["explain", "state-parties"]);
    for part in [
        "state-parties  error · term",
        "the exception is 2022, Recommendation 7",
        "2022-WG.4           14      13       1",
        "broken in 2022-WG.4/7 https://docs.un.org/en/CTOC/COP/WG.4/2022/4",
        "State parties, bearing in mind article 6 of the Trafficking in Persons Protocol",
        "»State parties«",
    ] {
        assert!(page.contains(part), "{part:?} in\n{page}");
    }
    assert!(wrong(&["explain", "state-party"]).contains("write “state-parties”"));
}

#[test]
fn every_rule_is_listed_and_measured() {
    let rules: serde_json::Value = serde_json::from_str(&page(&["rules", "--format", "json"])).expect("JSON");
    let human = page(&["rules"]);
    let rules = rules.as_array().expect("an array");
    assert!(rules.len() > 20);
    for rule in rules {
        let id = rule["rule"].as_str().expect("an id");
        assert!(human.contains(id), "{id}");
    }
    let evidence: serde_json::Value = serde_json::from_str(&page(&["evidence", "--format", "json"])).expect("JSON");
    for row in evidence.as_array().expect("an array") {
        let kept =
            row["meetings"].as_array().expect("meetings").iter().map(|meeting| meeting["kept"].as_u64().unwrap());
        assert_eq!(kept.sum::<u64>(), row["kept"].as_u64().unwrap(), "{row}");
        assert_eq!(row["kept"].as_u64().unwrap() + row["broken"].as_u64().unwrap(), row["occasions"].as_u64().unwrap());
    }
    assert!(page(&["evidence", "state-parties"]).contains("broken in 2022-WG.4/7: “State parties”"));
}

#[test]
fn show_says_where_a_recommendation_stands() {
    let text = page(&["show", "2019/10"]);
    for part in ["2019-WG.4/10 · adopted", "section A", "(inferred) https://docs.un.org/en/CTOC/COP/WG.4/2019/6"] {
        assert!(text.contains(part), "{part:?} in\n{text}");
    }
    assert!(page(&["show", "2023/5"]).contains("2023-WG.4/annex/5 is a proposal that was not adopted"));
    assert!(page(&["show", "2023-WG.4/annex/5"]).contains("2023-WG.4/5 was adopted"));
    assert!(page(&["show", "2023-WG.4/dialogue/37"]).contains("The document has no symbol."));
    assert!(page(&["show", "2019-WG.4"]).contains("2019-WG.4/39"));
    assert!(page(&["show", "2013/35"]).contains("paragraph 35"));
    assert!(wrong(&["show", "2019/99"]).contains("2019-WG.4/1 to 2019-WG.4/39"));
    assert!(wrong(&["show", "1999/1"]).contains("2013-WG.4"));
    let all: serde_json::Value = serde_json::from_str(&page(&["show", "--format", "json"])).expect("JSON");
    assert_eq!(all.as_array().map(Vec::len), Some(121));
}

#[test]
fn names_are_taken_as_people_write_them() {
    for (asked, usual) in [
        (["--instrument", "UNTOC"], ["--instrument", "untoc"]),
        (["--strength", "Encouragement"], ["--strength", "encouragement"]),
        (["--phrase", "Should consider"], ["--phrase", "should consider"]),
        (["--status", "Observations"], ["--status", "observation"]),
        (["--addressee", "state parties"], ["--addressee", "States parties"]),
        (["--meeting", "2019-WG4"], ["--meeting", "2019-WG.4"]),
        (["--meeting", "wg4"], ["--meeting", "WG.4"]),
        (["--section", "A."], ["--section", "A"]),
        (["--article", "article 6"], ["--article", "6"]),
        (["--article", "10 (1)"], ["--article", "10, paragraph 1"]),
    ] {
        let found = page(&["search", asked[0], asked[1]]);
        assert_eq!(found, page(&["search", usual[0], usual[1]]), "{asked:?}");
        assert!(!found.starts_with("None of the"), "{asked:?}: {found}");
    }
    assert!(wrong(&["search", "--addressee", "UNDOC"]).contains("help: write “UNODC”"));
    assert!(wrong(&["search", "--article", "77", "--instrument", "tip-protocol"]).contains("there is no article 77"));
    assert!(wrong(&["search", "--article", "six"]).contains("“six” is no article"));
    for name in ["2019-10", "2019/Recommendation 10", "2019WG4"] {
        assert!(page(&["show", name]).contains("2019-WG.4/"), "{name}");
    }
    assert_eq!(page(&["show", "2019-10"]), page(&["show", "2019/10"]));
    assert_eq!(page(&["record", "--body", "wg4"]), page(&["record", "--body", "WG.4"]));
    assert_eq!(page(&["record", "--format", "md"]), page(&["record", "--format", "Markdown"]));
    assert!(wrong(&["record", "-o", "x.pdf"]).contains("the record is not written as .pdf"));
}

#[test]
fn what_is_not_there_is_not_found() {
    for asked in ["zzzqqq", "\"no such phrase at all\"", "\"\""] {
        assert!(page(&["search", asked]).starts_with("Nothing is found for"), "{asked}");
    }
    assert!(page(&["search", "2019/10"]).starts_with("1 earlier recommendation\n  2019-WG.4/10"));
    let without = page(&["search", "--near", "0", "victims -children"]);
    assert!(page(&["search", "--near", "0", "victims children"]).contains("children") && without.contains("victims"));
    assert!(!without.contains("children"), "{without}");
    assert!(wrong(&["similar", "2019/99"]).contains("“rapporteur show 2019” lists what there is"));
    let two = page(&["similar", "-n", "1", "States parties should train judges.", "UNODC should publish a handbook."]);
    assert!(two.contains("judges") && two.matches("-WG.4/").count() >= 2, "{two}");
}
