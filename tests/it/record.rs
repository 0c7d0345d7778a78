//! The record: nothing is lost in any form of it, nothing leads nowhere, and what it says again was judged alike.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur::corpus::Corpus;
use rapporteur::corpus::record::Record;
use rapporteur::corpus::search::{Found, Wanted, WantedArticle};
use rapporteur::document::Status;
use rapporteur::lexicon::Lexicon;
use rapporteur::render::record::{Form, render};
use rapporteur::workbench::Workbench;
use serde_json::Value;

fn in_form(form: Form) -> (Workbench, String) {
    let workbench = Workbench::embedded();
    let page = render(&Record::new(&workbench.corpus, &workbench.lexicon), form);
    (workbench, page)
}

/// The values of an attribute, in order.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let opens = format!("{name}=\"");
    page.split(opens.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn the_page_stands_alone_and_holds_everything() {
    let (workbench, page) = in_form(Form::Html);
    let ids = attributes(&page, " id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an anchor stands twice");
    for link in attributes(&page, "href") {
        match link.strip_prefix('#') {
            Some(anchor) => assert!(unique.contains(anchor), "{link} leads nowhere"),
            None => assert!(link.starts_with("https://docs.un.org/en/"), "{link}"),
        }
    }
    for outside in ["<script", "<link", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    for earlier in workbench.corpus.earlier() {
        let anchor = earlier.name.replace('/', "-");
        let article = page.split(&format!("id=\"{anchor}\">")).nth(1).expect("an article");
        let article = article.split("</article>").next().expect("its end");
        let plain = |text: &str| text.replace("&quot;", "\"").replace("&amp;", "&");
        for line in earlier.text.lines() {
            assert!(plain(article).contains(line), "{}: {line}", earlier.name);
        }
        let marked = article.contains("not adopted");
        assert_eq!(marked, earlier.status != Status::Adopted, "{}", earlier.name);
    }
}

#[test]
fn links_in_markdown_lead_somewhere() {
    let (workbench, page) = in_form(Form::Markdown);
    let anchors: BTreeSet<&str> = attributes(&page, "<a id").into_iter().collect();
    let links = page.split("](#").skip(1).filter_map(|rest| rest.split(')').next());
    let mut count = 0;
    for link in links {
        assert!(anchors.contains(link), "#{link} leads nowhere");
        count += 1;
    }
    assert!(count > workbench.corpus.earlier().len(), "there are indexes");
}

#[test]
fn programs_get_everything() {
    let (workbench, page) = in_form(Form::Json);
    let page: Value = serde_json::from_str(&page).expect("JSON");
    let listed = page["recommendations"].as_array().expect("a list");
    let corpus = &workbench.corpus;
    assert_eq!(listed.len(), corpus.earlier().len());
    for (view, earlier) in listed.iter().zip(corpus.earlier()) {
        assert_eq!(view["name"], *earlier.name);
        assert_eq!(view["text"], *earlier.text);
    }
    let asked: usize = page["addressees"][0]["recommendations"].as_array().expect("a list").len();
    assert!(asked > 90, "most are addressed to States parties");
    let (_, rows) = in_form(Form::Csv);
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    let texts: Vec<String> = reader.records().map(|row| row.expect("a row")[19].to_owned()).collect();
    assert_eq!(texts, corpus.earlier().iter().map(|earlier| earlier.text.clone()).collect::<Vec<_>>());
}

#[test]
fn every_recommendation_is_read_in_order() {
    let workbench = Workbench::embedded();
    let practice = workbench.corpus.practice(&workbench.lexicon);
    let names: Vec<&str> = practice.uses().iter().map(|one| one.name.as_str()).collect();
    let earlier: Vec<&str> = workbench.corpus.earlier().iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, earlier, "what they do stands in the order of the corpus");
}

/// The pairs between meetings that were judged by reading.
fn judged() -> BTreeMap<(String, String), String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/similarity/judged_pairs.json");
    let pairs: Vec<Value> = serde_json::from_slice(&std::fs::read(path).expect(path)).expect("JSON");
    let name = |id: &Value| {
        let (year, number) = id.as_str().expect("an id").split_once('-').expect("a year and a number");
        match year.strip_suffix('A') {
            Some(year) => format!("{year}-WG.4/annex/{number}"),
            None => format!("{year}-WG.4/{number}"),
        }
    };
    let relation = |pair: &Value| pair["relation"].as_str().expect("a word").to_owned();
    pairs.iter().map(|pair| ((name(&pair["a"]), name(&pair["b"])), relation(pair))).collect()
}

#[test]
fn families_are_as_judged() {
    let corpus = Corpus::embedded();
    let families = corpus.families(&Lexicon::embedded());
    let judged = judged();
    let name = |i: usize| corpus.earlier()[i].name.clone();
    let mut wrong = Vec::new();
    let mut right = 0;
    for tie in families.iter().flat_map(|family| &family.ties) {
        let document = |i: usize| (corpus.earlier()[i].meeting, corpus.earlier()[i].part);
        assert_ne!(document(tie.first), document(tie.second), "{} repeats its own document", name(tie.second));
        match judged.get(&(name(tie.first), name(tie.second))).map(String::as_str) {
            Some("same" | "overlaps") => right += 1,
            Some(relation) => wrong.push(format!("{} {} {relation}", name(tie.first), name(tie.second))),
            None => {}
        }
    }
    assert!(right >= 3 && wrong.is_empty(), "{right} right; {wrong:?}");
    for ((a, b), _) in judged.iter().filter(|(_, relation)| *relation == "same") {
        let together = |names: &[String]| names.contains(a) && names.contains(b);
        let found =
            families.iter().any(|family| together(&family.members.iter().map(|&i| name(i)).collect::<Vec<_>>()));
        assert!(found, "{a} and {b} say the same");
    }
}

#[test]
fn a_family_asks_for_one_measure() {
    let corpus = Corpus::embedded();
    let families = corpus.families(&Lexicon::embedded());
    let names = |members: &[usize]| -> Vec<&str> { members.iter().map(|&i| &*corpus.earlier()[i].name).collect() };
    // read by a person: docs/record.md says of each what it asks for
    let all: Vec<Vec<&str>> = families.iter().map(|family| names(&family.members)).collect();
    assert_eq!(
        all,
        [
            ["2013-WG.4/39", "2022-WG.4/1"],
            ["2019-WG.4/10", "2022-WG.4/10"],
            ["2022-WG.4/7", "2023-WG.4/dialogue/38"],
            ["2022-WG.4/14", "2023-WG.4/annex/9"],
            ["2023-WG.4/annex/2", "2023-WG.4/dialogue/41"],
        ]
    );
    let named: Vec<&String> = families.iter().flat_map(|family| &family.common).collect();
    assert!(named.iter().any(|word| *word == "nominate"), "{named:?}");
    for word in ["Protocol", "Convention", "thereto", "Transnational"] {
        assert!(!named.iter().any(|named| *named == word), "{word} is of an instrument's name: {named:?}");
    }
}

#[test]
fn a_subject_is_something_to_look_up() {
    let workbench = Workbench::embedded();
    let subjects = workbench.corpus.subjects(&workbench.lexicon);
    let names: Vec<&str> = subjects.iter().map(|subject| &*subject.name).collect();
    for name in
        ["corruption", "supply chains", "joint investigation teams", "consent", "forced labour", "non-punishment"]
    {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
    for part in ["group", "forms", "Protocol", "Protocols thereto", "United Nations", "mechanisms", "implementation"] {
        assert!(!names.contains(&part), "{part} is part of something");
    }
    for part in ["diplomatic and consular", "regional and international", "front-line", "domestic law", "legal systems"]
    {
        assert!(!names.contains(&part), "{part} is no subject");
    }
}

fn found(words: &str, wanted: &Wanted) -> Vec<(String, &'static str)> {
    let workbench = Workbench::embedded();
    let corpus = &workbench.corpus;
    let hits = corpus.search(corpus.practice(&workbench.lexicon), words, wanted, 2);
    hits.iter().map(|hit| (corpus.earlier()[hit.earlier].name.clone(), hit.found.name())).collect()
}

#[test]
fn words_are_found_in_any_form_and_before_what_means_the_same() {
    let hits = found("consular officer", &Wanted::default());
    assert!(hits.iter().filter(|(_, why)| *why == "words").count() > 2, "{hits:?}");
    assert_eq!(hits.iter().filter(|(_, why)| *why == "meaning").count(), 2);
    assert!(hits.is_sorted_by_key(|(_, why)| *why == "meaning"), "{hits:?}");
    let phrase = found("“organ removal”", &Wanted::default());
    assert_eq!(phrase[0], ("2023-WG.4/7".to_owned(), "words"));
    assert_eq!(found("\"removal organ\"", &Wanted::default()).iter().filter(|(_, why)| *why == "words").count(), 0);
}

#[test]
fn words_are_found_in_any_spelling() {
    let by_words = |asked: &str| -> Vec<String> {
        let hits = found(asked, &Wanted::default()).into_iter();
        hits.filter(|(_, why)| *why == "words").map(|(name, _)| name).collect()
    };
    for (asked, usual) in [
        ("labor", "labour"),
        ("organised", "organized"),
        ("centered", "centred"),
        ("program", "programmes"),
        ("víctims", "victims"),
    ] {
        let hits = by_words(usual);
        assert!(!hits.is_empty(), "{usual}");
        assert_eq!(by_words(asked), hits, "{asked}");
    }
}

#[test]
fn what_was_found_stands_where_it_says() {
    let workbench = Workbench::embedded();
    let corpus = &workbench.corpus;
    for hit in corpus.search(corpus.practice(&workbench.lexicon), "supply chain", &Wanted::default(), 0) {
        let Found::Words(spans) = &hit.found else { panic!("{hit:?}") };
        for span in spans {
            let word = span.of(&corpus.earlier()[hit.earlier].text).to_lowercase();
            assert!(word.starts_with("suppl") || word.starts_with("chain"), "{word}");
        }
    }
}

#[test]
fn filters_leave_what_is_wanted() {
    let article = Wanted {
        sources: vec!["tip-protocol".to_owned()],
        articles: vec![WantedArticle { article: 6, paragraph: None }],
        ..Wanted::default()
    };
    assert_eq!(found("", &article), [("2022-WG.4/7".to_owned(), "wanted")]);
    let addressee = Wanted { addressees: vec!["UNODC".to_owned()], ..Wanted::default() };
    assert_eq!(found("", &addressee).len(), 4);
    let none = Wanted { sections: vec!["z".to_owned()], ..Wanted::default() };
    assert_eq!(found("victims", &none), []);
}
