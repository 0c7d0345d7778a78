//! As JSON: one object for all texts asked about, or one line for each.

use serde::Serialize;
use serde_json::Value;

use super::super::earlier::{self, DifferenceView, EarlierView, rounded};
use super::Asked;
use crate::corpus::Corpus;
use crate::corpus::similarity::{Match, explain};

/// All texts that were asked about, as one object; see `docs/record.md`.
pub fn json(corpus: &Corpus, asked: &[Asked]) -> String {
    let texts = asked.iter().map(|one| AskedView {
        name: one.place.as_ref().map(|place| place.called.as_str()),
        line: one.place.as_ref().map(|place| place.line),
        text: &one.text,
        matches: one.matches.iter().map(|found| MatchView::of(corpus, &one.text, found)).collect(),
        repeats: one.within.as_ref().and_then(|(before, found)| {
            let name = asked[*before].place.as_ref().map(|place| place.called.as_str())?;
            Some(WithinView { name, score: rounded(found.score), tier: found.tier.name() })
        }),
    });
    earlier::json(&Page { version: 1, texts: texts.collect() })
}

/// The answer to one line of a file in JSON Lines.
pub fn line(corpus: &Corpus, id: &Value, matches: &[Match]) -> String {
    let matches = matches.iter().map(|found| {
        let earlier = &corpus.earlier()[found.earlier];
        LineMatch {
            meeting: &corpus.meeting(earlier).id,
            number: &earlier.number,
            name: &earlier.name,
            status: earlier.status.name(),
            symbol: Some(corpus.symbol(earlier)).filter(|symbol| !symbol.is_empty()),
            score: rounded(found.score),
            tier: found.tier.name(),
        }
    });
    let mut out = serde_json::to_string(&Line { id, matches: matches.collect() }).expect("plain values");
    out.push('\n');
    out
}

#[derive(Serialize)]
struct Page<'a> {
    version: u32,
    texts: Vec<AskedView<'a>>,
}

#[derive(Serialize)]
struct AskedView<'a> {
    name: Option<&'a str>,
    line: Option<usize>,
    text: &'a str,
    matches: Vec<MatchView<'a>>,
    repeats: Option<WithinView<'a>>,
}

#[derive(Serialize)]
struct WithinView<'a> {
    name: &'a str,
    score: f64,
    tier: &'static str,
}

#[derive(Serialize)]
struct MatchView<'a> {
    #[serde(flatten)]
    earlier: EarlierView<'a>,
    score: f64,
    tier: &'static str,
    shared: Vec<String>,
    stand_ins: Vec<StandInView>,
    difference: Vec<DifferenceView>,
}

impl<'a> MatchView<'a> {
    fn of(corpus: &'a Corpus, text: &str, found: &Match) -> MatchView<'a> {
        let earlier = &corpus.earlier()[found.earlier];
        let why = explain(corpus.similarity(), text, &earlier.text);
        MatchView {
            earlier: EarlierView::of(corpus, earlier),
            score: rounded(found.score),
            tier: found.tier.name(),
            shared: why.shared.iter().map(|(span, _)| span.of(text).to_owned()).collect(),
            stand_ins: why
                .stand_ins
                .iter()
                .map(|pair| StandInView {
                    text: pair.text.of(text).to_owned(),
                    earlier: pair.earlier.of(&earlier.text).to_owned(),
                    likeness: rounded(pair.likeness),
                })
                .collect(),
            difference: DifferenceView::between(&earlier.text, text),
        }
    }
}

#[derive(Serialize)]
struct StandInView {
    text: String,
    earlier: String,
    likeness: f64,
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a Value,
    matches: Vec<LineMatch<'a>>,
}

#[derive(Serialize)]
struct LineMatch<'a> {
    meeting: &'a str,
    number: &'a str,
    name: &'a str,
    status: &'static str,
    symbol: Option<&'a str>,
    score: f64,
    tier: &'static str,
}
