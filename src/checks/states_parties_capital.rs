//! `states-parties-capital`: “States Parties” outside names, titles, quotations and the text of treaties.

use super::{Context, state_parties};
use crate::document::{Document, Kind, Nature, Unit};
use crate::finding::{Report, Safety, Severity};
use crate::text::Span;

const CAPITAL: &str = "States Parties";
const SMALL: &str = "States parties";

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    let capital = document.units_that(|unit| writes(unit, CAPITAL).next().is_some());
    let places: Vec<(usize, Span)> =
        capital.flat_map(|(i, unit)| writes(unit, CAPITAL).map(move |span| (i, span))).collect();
    if places.is_empty() && !report.counts() {
        return;
    }
    let mut small = 0;
    for (i, unit) in document.units_that(|unit| writes(unit, SMALL).next().is_some()) {
        for span in writes(unit, SMALL) {
            small += 1;
            report.occasion_at(|| document.locate(i, span));
        }
    }
    // a text of another body that mostly has the capital keeps to a treaty that defines the words
    let least = if context.nature == Nature::NotADraft { places.len() } else { 1 };
    for (i, span) in places {
        let unit = &document.units()[i];
        let annexed = context.nature == Nature::NotADraft && unit.place().annex > 0;
        if annexed || unit.is_quoted(span) || is_treaty_text(unit) || is_title(unit, span.start) {
            continue;
        }
        let message = "“States Parties”: adopted recommendations write “States parties”";
        let finding = report.find(document.locate(i, span), message);
        if unit.kind() != Kind::Recommendation && small < least {
            finding.at(finding.severity.min(Severity::Information));
        }
        let capital = span.end - "Parties".len();
        let letter = Span::new(capital, capital + 1);
        finding.fix(Safety::Safe, "Write “States parties”", document.locate(i, letter), "p");
    }
}

/// Where a unit says `words` and means the parties to a treaty.
fn writes<'a>(unit: &'a Unit, words: &'a str) -> impl Iterator<Item = Span> + 'a {
    let kind = unit.kind();
    let quotes = matches!(kind, Kind::FrontMatter | Kind::Code | Kind::Comment | Kind::Table | Kind::Quotation);
    // a few of many units
    let says = !quotes && unit.reading().contains(words);
    let names = says.then(|| state_parties::names(unit));
    let count = names.as_ref().map_or(0, |names| names.0.len());
    let spans = (0..count).filter_map(move |n| names.as_ref().map(|names| names.0[n].span));
    spans.filter(move |span| span.of(unit.reading()) == words)
}

/// Whether a name goes on here: `Conference of the`, `Meetings of`.
pub(super) fn is_body(before: &str) -> bool {
    const BODIES: [&str; 14] = [
        "conference",
        "conferences",
        "meeting",
        "meetings",
        "assembly",
        "session",
        "sessions",
        "committee",
        "council",
        "congress",
        "secretariat",
        "bureau",
        "group",
        "forum",
    ];
    let before = before.strip_suffix(" the").unwrap_or(before);
    let Some(before) = before.strip_suffix(" of") else { return false };
    let word = before.rsplit([' ', '\n', '(', '“', '"']).next().unwrap_or("");
    BODIES.contains(&word.to_lowercase().as_str())
}

/// Whether the unit is, or quotes, an article of a treaty: only treaties write “each State Party shall”.
fn is_treaty_text(unit: &Unit) -> bool {
    const TREATY: [&str; 4] =
        ["States Parties shall", "State Party shall", "States Parties undertake", "State Party may"];
    unit.kind() != Kind::Recommendation && TREATY.iter().any(|words| unit.reading().contains(words))
}

/// Whether the words stand in a name or a title, by the capitals around them.
fn is_title(unit: &Unit, start: usize) -> bool {
    const LINKS: [&str; 9] = ["of", "to", "for", "the", "by", "and", "among", "between", "on"];
    let before = unit.reading()[..start].trim_end();
    if is_body(before) {
        return true;
    }
    if unit.kind().is_heading() {
        let long = unit.text(unit.body).split(' ').filter(|word| word.len() > 3 && !LINKS.contains(word));
        let (small, large): (Vec<&str>, Vec<&str>) = long.partition(|word| word.starts_with(char::is_lowercase));
        return large.len() > small.len();
    }
    // "the Guide for States Parties"
    let mut words = before.rsplit(' ').take(4);
    let link = words.next().unwrap_or("");
    let named = words.find(|word| !LINKS.contains(word)).unwrap_or("");
    LINKS.contains(&link) && is_document(named)
}

/// Whether the word names a kind of document and has a capital.
fn is_document(word: &str) -> bool {
    const DOCUMENTS: [&str; 14] = [
        "Guide",
        "Guides",
        "Guidelines",
        "Guidance",
        "Handbook",
        "Manual",
        "Toolkit",
        "Questionnaire",
        "Checklist",
        "Legislation",
        "Law",
        "Principles",
        "Provisions",
        "Recommendations",
    ];
    DOCUMENTS.contains(&word)
}
