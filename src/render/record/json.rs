//! The record as JSON; see `docs/record.md`. Recommendations are named in full and listed once.

use serde::Serialize;

use super::words;
use crate::corpus::record::Record;
use crate::corpus::{self, Meeting};
use crate::document::Status;
use crate::render::earlier::{self, EarlierView, FactsView, rounded};

pub(super) fn render(record: &Record<'_>) -> String {
    let names = |members: &[usize]| -> Vec<&str> {
        members.iter().map(|&i| record.corpus.earlier()[i].name.as_str()).collect()
    };
    let recommendations = record.corpus.earlier().iter().enumerate().map(|(i, earlier)| RecommendationView {
        earlier: EarlierView::of(record.corpus, earlier),
        facts: FactsView::of(&record.practice.uses()[i]),
        family: record.family(i).map(|family| family + 1),
    });
    let subjects = record.subjects.iter().map(|subject| SubjectView {
        name: &subject.name,
        recommendations: names(&subject.members),
        titles: subject.titles.iter().map(|&i| words::section(record, i)).collect(),
    });
    let sources = record.sources.iter().map(|source| SourceView {
        name: &source.name,
        id: source.instrument.as_deref(),
        recommendations: names(&source.members),
        places: source
            .places
            .iter()
            .map(|(place, title, members)| PlaceView { place, title, recommendations: names(members) })
            .collect(),
    });
    let families = record.families.iter().enumerate().map(|(number, family)| FamilyView {
        number: number + 1,
        members: family
            .members
            .iter()
            .enumerate()
            .map(|(at, &member)| {
                let facts = &record.practice.uses()[member];
                MemberView {
                    name: &record.corpus.earlier()[member].name,
                    phrase: Some(facts.phrase.as_str()).filter(|phrase| !phrase.is_empty()),
                    strength: facts.strength.map(|rank| rank.0),
                    movement: family.movement(at, record.practice).map(|movement| movement.name()),
                }
            })
            .collect(),
        ties: family
            .ties
            .iter()
            .map(|tie| TieView {
                recommendations: names(&[tie.first, tie.second]),
                tier: tie.tier.name(),
                score: rounded(tie.score),
            })
            .collect(),
    });
    earlier::json(&RecordView {
        version: 1,
        body: record.body(),
        meetings: record.corpus.meetings().iter().map(|meeting| MeetingView::of(record, meeting)).collect(),
        recommendations: recommendations.collect(),
        subjects: subjects.collect(),
        instruments: sources.collect(),
        addressees: record
            .addressees
            .iter()
            .map(|group| GroupView { name: &group.name, recommendations: names(&group.members) })
            .collect(),
        families: families.collect(),
    })
}

#[derive(Serialize)]
struct RecordView<'a> {
    version: u32,
    body: String,
    meetings: Vec<MeetingView<'a>>,
    recommendations: Vec<RecommendationView<'a>>,
    subjects: Vec<SubjectView<'a>>,
    instruments: Vec<SourceView<'a>>,
    addressees: Vec<GroupView<'a>>,
    families: Vec<FamilyView<'a>>,
}

#[derive(Serialize)]
struct MeetingView<'a> {
    id: &'a str,
    title: &'a str,
    place: &'a str,
    start: &'a str,
    end: &'a str,
    symbol: Option<&'a str>,
    symbol_inferred: bool,
    symbol_source: Option<&'a str>,
    url: Option<String>,
    adopted: usize,
    proposed: usize,
    observations: usize,
    strengths: Vec<StrengthView>,
}

#[derive(Serialize)]
struct StrengthView {
    strength: Option<u8>,
    name: &'static str,
    adopted: usize,
}

impl<'a> MeetingView<'a> {
    fn of(record: &Record<'_>, meeting: &'a Meeting) -> MeetingView<'a> {
        let some = |text: &'a str| Some(text).filter(|text| !text.is_empty());
        let strengths = record.strengths(meeting, Status::Adopted).into_iter().map(|one| StrengthView {
            strength: one.rank.strength().map(|rank| rank.0),
            name: words::strength(one.rank),
            adopted: one.count,
        });
        MeetingView {
            id: &meeting.id,
            title: &meeting.title,
            place: &meeting.place,
            start: &meeting.start,
            end: &meeting.end,
            symbol: some(&meeting.symbol),
            symbol_inferred: meeting.symbol_inferred,
            symbol_source: some(&meeting.symbol_source),
            url: some(&meeting.symbol).map(corpus::url),
            adopted: record.count(meeting, Status::Adopted),
            proposed: record.count(meeting, Status::Proposed),
            observations: record.count(meeting, Status::Observation),
            strengths: strengths.collect(),
        }
    }
}

#[derive(Serialize)]
struct RecommendationView<'a> {
    #[serde(flatten)]
    earlier: EarlierView<'a>,
    #[serde(flatten)]
    facts: FactsView<'a>,
    family: Option<usize>,
}

#[derive(Serialize)]
struct SubjectView<'a> {
    name: &'a str,
    recommendations: Vec<&'a str>,
    titles: Vec<String>,
}

#[derive(Serialize)]
struct SourceView<'a> {
    name: &'a str,
    id: Option<&'a str>,
    recommendations: Vec<&'a str>,
    places: Vec<PlaceView<'a>>,
}

#[derive(Serialize)]
struct PlaceView<'a> {
    place: &'a str,
    title: &'a str,
    recommendations: Vec<&'a str>,
}

#[derive(Serialize)]
struct GroupView<'a> {
    name: &'a str,
    recommendations: Vec<&'a str>,
}

#[derive(Serialize)]
struct FamilyView<'a> {
    number: usize,
    members: Vec<MemberView<'a>>,
    ties: Vec<TieView<'a>>,
}

#[derive(Serialize)]
struct MemberView<'a> {
    name: &'a str,
    phrase: Option<&'a str>,
    strength: Option<u8>,
    movement: Option<&'static str>,
}

#[derive(Serialize)]
struct TieView<'a> {
    recommendations: Vec<&'a str>,
    tier: &'static str,
    score: f64,
}
