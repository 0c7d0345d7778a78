//! Everything that was recommended, a line each: JSON Lines and comma-separated values with the same names.

use serde::Serialize;

use crate::corpus::{self, Corpus};

/// One recommendation, proposal or observation.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    meeting: &'a str,
    year: u16,
    body: &'a str,
    part: &'a str,
    status: &'static str,
    section: &'a str,
    section_title: &'a str,
    number: &'a str,
    symbol: &'a str,
    symbol_inferred: bool,
    url: String,
    text: &'a str,
}

fn rows<'a>(corpus: &'a Corpus, wanted: impl Fn(&str) -> bool) -> Vec<Row<'a>> {
    let all = corpus.earlier().iter().filter(|earlier| wanted(&corpus.meeting(earlier).id));
    let rows = all.map(|earlier| {
        let (meeting, section) = (corpus.meeting(earlier), corpus.section(earlier));
        let symbol = corpus.symbol(earlier);
        Row {
            name: &earlier.name,
            meeting: &meeting.id,
            year: meeting.year,
            body: &meeting.body,
            part: &corpus.part(earlier).id,
            status: earlier.status.name(),
            section: &section.letter,
            section_title: &section.title,
            number: &earlier.number,
            symbol,
            symbol_inferred: corpus.is_symbol_inferred(earlier),
            url: if symbol.is_empty() { String::new() } else { corpus::url(symbol) },
            text: &earlier.text,
        }
    });
    rows.collect()
}

/// A JSON object each line.
pub fn jsonl(corpus: &Corpus, wanted: impl Fn(&str) -> bool) -> String {
    let line = |row: &Row<'_>| serde_json::to_string(row).expect("plain values") + "\n";
    rows(corpus, wanted).iter().map(line).collect()
}

/// A row each, below a row of names.
pub fn csv(corpus: &Corpus, wanted: impl Fn(&str) -> bool) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows(corpus, wanted) {
        writer.serialize(row).expect("memory takes what it is given");
    }
    let bytes = writer.into_inner().expect("memory takes what it is given");
    String::from_utf8(bytes).expect("text was written")
}
