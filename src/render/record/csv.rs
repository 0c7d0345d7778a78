//! The record as comma-separated values: one row a recommendation, lists inside a cell parted by semicolons.

use super::words::strength;
use crate::corpus;
use crate::corpus::record::Record;

const HEAD: [&str; 20] = [
    "name",
    "meeting",
    "year",
    "start",
    "end",
    "status",
    "section",
    "section_title",
    "number",
    "addressees",
    "phrase",
    "strength",
    "strength_name",
    "cites",
    "subjects",
    "family",
    "symbol",
    "symbol_inferred",
    "url",
    "text",
];

pub(super) fn render(record: &Record<'_>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend((0..record.corpus.earlier().len()).map(|i| row(record, i)));
    for row in rows {
        writer.write_record(&row).expect("memory takes what it is given");
    }
    let bytes = writer.into_inner().expect("memory takes what it is given");
    String::from_utf8(bytes).expect("text was written")
}

fn row(record: &Record<'_>, i: usize) -> [String; 20] {
    let earlier = &record.corpus.earlier()[i];
    let (meeting, section) = (record.corpus.meeting(earlier), record.corpus.section(earlier));
    let facts = &record.practice.uses()[i];
    let cites = facts.cited.iter().map(|cited| match cited.place() {
        place if place.is_empty() => cited.source.clone(),
        place => format!("{}, {place}", cited.source),
    });
    let subjects = record.subjects.iter().filter(|subject| subject.members.contains(&i));
    let symbol = record.corpus.symbol(earlier);
    [
        earlier.name.clone(),
        meeting.id.clone(),
        meeting.year.to_string(),
        meeting.start.clone(),
        meeting.end.clone(),
        earlier.status.name().to_owned(),
        section.letter.clone(),
        section.title.clone(),
        earlier.number.clone(),
        facts.addressees.join("; "),
        facts.phrase.clone(),
        facts.strength.map_or(String::new(), |rank| rank.0.to_string()),
        strength(facts.rank()).to_owned(),
        cites.collect::<Vec<_>>().join("; "),
        subjects.map(|subject| subject.name.as_str()).collect::<Vec<_>>().join("; "),
        record.family(i).map_or(String::new(), |family| (family + 1).to_string()),
        symbol.to_owned(),
        if symbol.is_empty() { String::new() } else { record.corpus.is_symbol_inferred(earlier).to_string() },
        if symbol.is_empty() { String::new() } else { corpus::url(symbol) },
        earlier.text.clone(),
    ]
}
