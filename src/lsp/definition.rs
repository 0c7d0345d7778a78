//! From a mark, a citation of an earlier recommendation or a heading to the earlier text; from "recommendation 3" to it.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::state::Snapshot;
use super::{convert, earlier, places};
use crate::corpus::similarity::Tier;
use crate::lexicon::MentionKind;
use crate::lexicon::mentions::Mention;

/// Where what stands at byte `at` comes from.
pub(super) fn definitions(snapshot: &Snapshot, uri: &lsp::Uri, at: usize, abilities: Abilities) -> Vec<lsp::Location> {
    let document = &snapshot.analysis.document;
    let own = places::named(document, at);
    if let Some(named) = own.as_ref().filter(|named| !(named.label.start <= at && at <= named.label.end)) {
        let range = convert::range(named.label, &snapshot.text, abilities.units);
        return vec![lsp::Location { uri: uri.clone(), range }];
    }
    // a citation leads to what it names, not to what the words around it are like
    let earlier = match mention(snapshot, at).map(|mention| &mention.kind) {
        Some(MentionKind::Citation(_)) => return Vec::new(),
        Some(MentionKind::Symbol(_)) => locations(of_symbol(snapshot, at), snapshot),
        Some(MentionKind::Place(_)) | None => earlier(snapshot, at),
    };
    match (own, earlier.is_empty()) {
        (Some(named), true) => {
            let range = convert::range(named.label, &snapshot.text, abilities.units);
            vec![lsp::Location { uri: uri.clone(), range }]
        }
        _ => earlier,
    }
}

/// The earlier recommendations that stand behind byte `at`: those of a report whose symbol stands there, those that the
/// marks rest on, else what the recommendation as a whole repeats.
pub(super) fn earlier(snapshot: &Snapshot, at: usize) -> Vec<lsp::Location> {
    let mut names: Vec<&str> = of_symbol(snapshot, at).into_iter().collect();
    let here = snapshot.analysis.findings.iter().filter(|finding| finding.span.start <= at && at <= finding.span.end);
    for precedent in here.flat_map(|finding| &finding.precedents) {
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
    locations(names, snapshot)
}

/// Where earlier recommendations of these names can be opened.
fn locations<'a>(names: impl IntoIterator<Item = &'a str>, snapshot: &Snapshot) -> Vec<lsp::Location> {
    let corpus = &snapshot.workbench.corpus;
    let found = names.into_iter().filter_map(|name| corpus.named(name));
    found.filter_map(|earlier| snapshot.record.locate(earlier, corpus)).collect()
}

/// What at byte `at` names something else.
fn mention(snapshot: &Snapshot, at: usize) -> Option<&Mention> {
    let document = &snapshot.analysis.document;
    let i = document.unit_at(at)?;
    let unit = &document.units()[i];
    let place = unit.find(at - document.start(i));
    unit.mentions.iter().find(|mention| mention.span.start <= place && place <= mention.span.end)
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
