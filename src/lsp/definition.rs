//! From a mark, a citation of an earlier recommendation or a heading to the earlier text; from "recommendation 3" to it.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::state::Snapshot;
use super::{convert, earlier, places};
use crate::corpus::similarity::Tier;
use crate::lexicon::MentionKind;

/// Where what stands at byte `at` comes from.
pub(super) fn definitions(snapshot: &Snapshot, uri: &lsp::Uri, at: usize, abilities: Abilities) -> Vec<lsp::Location> {
    let document = &snapshot.analysis.document;
    let own = places::named(document, at);
    if let Some(named) = own.as_ref().filter(|named| !(named.label.start <= at && at <= named.label.end)) {
        let range = convert::range(named.label, &snapshot.text, abilities.units);
        return vec![lsp::Location { uri: uri.clone(), range }];
    }
    let earlier = earlier(snapshot, at, Reach::Best);
    match (own, earlier.is_empty()) {
        (Some(named), true) => {
            let range = convert::range(named.label, &snapshot.text, abilities.units);
            vec![lsp::Location { uri: uri.clone(), range }]
        }
        _ => earlier,
    }
}

/// Likeness from which two texts are rather the same measure than not.
const EVEN: f32 = 0.5;

/// How many of the earlier recommendations behind a place are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// The best of each mark and what is rather the same than not: a person jumps there without a list to choose from.
    Best,
    /// All.
    All,
}

/// The earlier recommendations that stand behind byte `at`: those of a report whose symbol stands there, those that the
/// marks rest on, else what the recommendation as a whole repeats.
pub(super) fn earlier(snapshot: &Snapshot, at: usize, reach: Reach) -> Vec<lsp::Location> {
    let corpus = &snapshot.workbench.corpus;
    let mut names: Vec<&str> = of_symbol(snapshot, at).into_iter().collect();
    let here = snapshot.analysis.findings.iter().filter(|finding| finding.span.start <= at && at <= finding.span.end);
    let wanted =
        |place: usize, score: Option<f32>| reach == Reach::All || place == 0 || score.is_none_or(|score| score >= EVEN);
    let behind = here.flat_map(|finding| finding.precedents.iter().enumerate());
    for (_, precedent) in behind.filter(|(place, precedent)| wanted(*place, precedent.score)) {
        if !names.contains(&precedent.name.as_str()) {
            names.push(&precedent.name);
        }
    }
    if names.is_empty()
        && let Some(unit) = earlier::recommendation_at(snapshot, at)
    {
        let near = earlier::nearest(snapshot, &snapshot.analysis.document.units()[unit], 3);
        let alike = near.into_iter().filter(|near| near.found.tier > Tier::Nearest);
        names.extend(alike.map(|near| near.earlier.name.as_str()));
    }
    let found = names.into_iter().filter_map(|name| corpus.named(name));
    found.filter_map(|earlier| snapshot.record.locate(earlier, corpus)).collect()
}

/// The first recommendation of the report whose symbol stands at byte `at`.
fn of_symbol(snapshot: &Snapshot, at: usize) -> Option<&str> {
    let document = &snapshot.analysis.document;
    let i = document.unit_at(at)?;
    let unit = &document.units()[i];
    let place = unit.find(at - document.start(i));
    let on = |start: usize, end: usize| start <= place && place <= end;
    let mention = unit.mentions.iter().find(|mention| on(mention.span.start, mention.span.end))?;
    let MentionKind::Symbol(symbol) = &mention.kind else { return None };
    let part = symbol.parts.iter().find(|part| on(part.span.start, part.span.end))?;
    let written = unit.text(part.span);
    let corpus = &snapshot.workbench.corpus;
    Some(&corpus.earlier().iter().find(|earlier| corpus.symbol(earlier) == written)?.name)
}
