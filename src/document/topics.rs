//! What headings say about what follows them, and which paragraphs introduce recommendations.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::unit::{Kind, Place, Topic, Unit};

/// What holds after `unit`, which stands at `place`. Only headings change more than that a title was awaited.
pub(super) fn after(unit: &Unit, place: Place) -> Place {
    let title = unit.text(unit.body);
    let mut next = Place { awaits_title: false, texts: 0, titled: false, ..place };
    if unit.kind().is_heading() || unit.kind() == Kind::Recommendation {
        next.notes = unit.kind().is_heading() && is_notes(title);
    }
    match unit.kind() {
        Kind::Annex => {
            let annex = place.annex.saturating_add(1);
            next = Place { annex, awaits_title: true, spoken: place.spoken, ..Place::default() };
            // "Annex I: Proposed recommendations"
            if topic(title) == Some(Topic::Recommendations) {
                next.part_topic = Topic::Recommendations;
                next.topic = Topic::Recommendations;
                next.proposed = is_proposed(title);
            }
        }
        Kind::Title => {
            let named = topic(title);
            let heads_part = place.awaits_title || place.part_topic == Topic::Unknown;
            if heads_part && named == Some(Topic::Recommendations) {
                next.part_topic = Topic::Recommendations;
            }
            if place.awaits_title || named == Some(Topic::Recommendations) {
                next.proposed = is_proposed(title);
            }
            next.topic = named.unwrap_or(next.part_topic);
        }
        Kind::Chapter => {
            next.topic = topic(title).unwrap_or(place.part_topic);
            next.section = 0;
        }
        Kind::Section => {
            next.section = unit.label.as_ref().map_or(0, |label| label.number.value.min(26) as u8);
            next.topic = match topic(title) {
                Some(Topic::Other) if place.topic == Topic::Recommendations && !title.starts_with("Background") => {
                    place.topic
                }
                Some(named) if place.topic != Topic::Other => named,
                _ => place.topic,
            };
        }
        _ => {}
    }
    next
}

/// What a heading with this title is about, if it says so.
fn topic(title: &str) -> Option<Topic> {
    const OTHER: [&str; 21] = [
        "introduction",
        "background",
        "summary",
        "deliberations",
        "organization of",
        "adoption of",
        "attendance",
        "documentation",
        "opening",
        "statements",
        "context",
        "rationale",
        "explanatory",
        "list of",
        "overview",
        "conclusion of",
        "notes",
        "contents",
        "constructive dialogue",
        "spotlight",
        "sources",
    ];
    let lower = title.to_lowercase();
    let names = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if names(&[
        "list of documents",
        "list of participants",
        "follow-up to the recommendations",
        "status of recommendations",
    ]) {
        return Some(Topic::Other);
    }
    // a resolution may stand under "[on the recommendation of the Commission]", and be recommended for adoption
    let resolution =
        ["recommendation of the ", "recommended by the ", "recommended for "].iter().any(|of| lower.contains(of));
    if resolution && names(&["on the recommendation of", "upon the recommendation of", "resolution", "decision"]) {
        return None;
    }
    if names(&[
        "recommend",
        "observations by",
        "proposals",
        "rolling text",
        "merged text",
        "zero draft",
        "recommandation",
        "recomendacion",
        "recomendación",
        "proposition",
        "propuesta",
        "рекоменд",
        "конвенц",
        "建议",
        "توصيات",
    ]) {
        return Some(Topic::Recommendations);
    }
    OTHER.iter().any(|word| lower.trim_start().starts_with(word)).then_some(Topic::Other)
}

/// Whether a line that stands alone, without a number and without markup, is the title of recommendations: it names them
/// and asks nothing.
pub(super) fn is_bare_title(line: &str) -> bool {
    const VERBS: [&str; 9] = ["should", "are", "is", "were", "was", "shall", "may", "recommends", "recommended"];
    let short = line.len() < 120 && !line.ends_with(['.', ';', ':', ',']) && line.split(' ').count() <= 14;
    // what stands in parentheses explains the title
    let named = line.split_once(" (").map_or(line, |(named, _)| named);
    short && topic(line) == Some(Topic::Recommendations) && !named.split(' ').any(|word| VERBS.contains(&word))
}

fn is_notes(title: &str) -> bool {
    const NOTES: [&str; 4] = ["notes", "footnotes", "endnotes", "end notes"];
    NOTES.contains(&title.trim_matches([':', ' ', '*']).to_lowercase().as_str())
}

fn is_proposed(title: &str) -> bool {
    let lower = title.to_lowercase();
    ["proposed", "proposals", "not agreed", "not adopted", "draft recommendations"]
        .iter()
        .any(|word| lower.contains(word))
}

/// The year of the first date in `text`: "29 June 2022", "2022-06-29".
pub(super) fn year(text: &str) -> Option<u16> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut last = "";
    text.split([' ', '\n', '\u{a0}', ',', '\r', '"']).filter(|word| !word.is_empty()).find_map(|word| {
        let before = std::mem::replace(&mut last, word);
        let year: u16 = word.get(..4)?.parse().ok().filter(|year| (1945..2100).contains(year))?;
        let rest = &word[4..];
        let dated = MONTHS.iter().any(|month| before.starts_with(month)) && !rest.starts_with(char::is_alphanumeric);
        let iso = rest.len() >= 6 && rest.starts_with('-') && rest.as_bytes()[3] == b'-';
        (dated || iso).then_some(year)
    })
}

/// What a paragraph that introduces recommendations speaks of.
const NOUNS: [&str; 3] = ["recommendation", "observation", "proposal"];

/// How it points to them.
const POINTERS: [&str; 8] = [
    "set out below",
    "presented below",
    "provided below",
    "listed below",
    "the following",
    "as follows",
    "reproduced below",
    "contained below",
];

static POINTS: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(POINTERS).expect("a few short phrases"));

/// Whether a paragraph introduces recommendations: "… consider the following recommendations for adoption:".
pub(super) fn is_chapeau(body: &str) -> bool {
    if body.len() > 2000 {
        return false;
    }
    // nearly all paragraphs do not, and that costs little
    if !POINTS.is_match(body) {
        return false;
    }
    let lower = body.to_lowercase();
    let points = POINTERS.iter().any(|pointer| {
        lower.match_indices(pointer).any(|(at, _)| {
            let around = &lower[floor(&lower, at.saturating_sub(60))..floor(&lower, at + pointer.len() + 40)];
            NOUNS.iter().any(|noun| around.contains(noun))
        })
    });
    let addressed = ["states parties should", "states parties are", "states should", "unodc should"]
        .iter()
        .any(|a| lower.starts_with(a));
    points && !addressed
}

fn floor(text: &str, at: usize) -> usize {
    crate::text::floor_boundary(text, at)
}
