//! From "recommendation 3" to it, from a recommendation to its mentions, and a new number for all of them.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::convert;
use super::state::Snapshot;
use crate::document::{Document, Places, Target};
use crate::lexicon::MentionKind;
use crate::lexicon::mentions::PlaceName;
use crate::lexicon::places::{Direction, PlaceKind};
use crate::text::{Edit, Span};

/// A place of the draft, and everywhere that its number stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// Its heading or label.
    pub label: Span,
    /// Its own number.
    pub number: Span,
    /// The number in each mention of it.
    pub mentions: Vec<Span>,
    /// The mentions of numbers from one to another that it stands between: "recommendations 7 to 9".
    pub ranges: Vec<Span>,
    /// The number at the cursor.
    pub here: Span,
    /// The mention or label at the cursor, which holds it.
    pub around: Span,
}

/// The place that is named, or has its label, at byte `at`.
pub(super) fn named(document: &Document, at: usize) -> Option<Named> {
    let places = document.places();
    let unit = document.unit_at(at)?;
    let mentions = mentions(document, &places);
    let on = |span: Span| span.start <= at && at <= span.end;
    let of_number = mentions.iter().find(|mention| on(mention.number));
    let (target, here, around) = match of_number.or_else(|| mentions.iter().find(|mention| on(mention.whole))) {
        Some(mention) => (mention.target.clone(), mention.number, mention.whole),
        None => {
            let label = document.units()[unit].label.as_ref()?;
            let whole = document.locate(unit, label.span);
            on(whole).then_some(())?;
            let kinds = [PlaceKind::Recommendation, PlaceKind::Paragraph, PlaceKind::Section, PlaceKind::Chapter];
            let own = |kind: &PlaceKind| places.all(*kind).iter().find(|target| target.unit == unit);
            (kinds.iter().find_map(own)?.clone(), document.locate(unit, label.number_span), whole)
        }
    };
    let label = document.units()[target.unit].label.as_ref()?;
    let same = mentions.into_iter().filter(|mention| mention.target.unit == target.unit);
    Some(Named {
        label: document.locate(target.unit, label.span),
        number: document.locate(target.unit, label.number_span),
        mentions: same.map(|mention| mention.number).collect(),
        ranges: ranges(document, &places, target.unit),
        here,
        around,
    })
}

/// A number in a mention of a place of the draft.
#[derive(Debug, Clone)]
pub(super) struct Naming {
    /// The whole mention.
    pub whole: Span,
    /// The number.
    pub number: Span,
    /// What it names; where several places have the number, the nearest.
    pub target: Target,
    /// Whether another place may be meant as well, since it has the same number.
    pub is_unclear: bool,
}

/// Every number in a mention of a place of the draft.
pub(super) fn mentions(document: &Document, places: &Places) -> Vec<Naming> {
    let mut found = Vec::new();
    for (i, unit) in document.units().iter().enumerate() {
        for mention in &unit.mentions {
            let MentionKind::Place(name) = &mention.kind else { continue };
            let whole = document.locate(i, mention.span);
            found.extend(targets(name, i, document, places).map(|(number, target)| Naming {
                whole,
                number: document.locate(i, number),
                is_unclear: is_unclear(name, i, places, &target),
                target,
            }));
        }
    }
    found
}

/// Every "7 to 9" whose inner numbers name the place in unit `of`.
fn ranges(document: &Document, places: &Places, of: usize) -> Vec<Span> {
    let mut found = Vec::new();
    for (i, unit) in document.units().iter().enumerate() {
        let annex = unit.place().annex;
        for mention in &unit.mentions {
            let MentionKind::Place(name) = &mention.kind else { continue };
            let direction = name.direction.map(|(direction, _)| direction);
            for named in &name.numbers {
                let Some(last) = &named.last else { continue };
                let names_it = places.all(name.kind).iter().any(|target| {
                    let number = &target.number;
                    let inside = named.first.number.value < number.value && number.value < last.number.value;
                    let meant = || places.resolve(name.kind, number, i, annex, direction);
                    target.unit == of && inside && meant().is_some_and(|meant| meant.unit == of)
                });
                if names_it {
                    found.push(document.locate(i, named.span()));
                }
            }
        }
    }
    found
}

fn targets<'a>(
    name: &'a PlaceName,
    unit: usize,
    document: &'a Document,
    places: &'a Places,
) -> impl Iterator<Item = (Span, Target)> + 'a {
    let annex = document.units()[unit].place().annex;
    let direction = name.direction.map(|(direction, _)| direction);
    let ends = name.numbers.iter().flat_map(|named| std::iter::once(&named.first).chain(&named.last));
    ends.filter_map(move |numeral| {
        let target = places.resolve(name.kind, &numeral.number, unit, annex, direction)?;
        Some((numeral.span, target.clone()))
    })
}

/// Whether a mention in unit `from` that is taken for `target` can as well mean another place of its number.
fn is_unclear(name: &PlaceName, from: usize, places: &Places, target: &Target) -> bool {
    let aside = |other: &Target| match name.direction.map(|(direction, _)| direction) {
        Some(Direction::Above) => other.unit >= from,
        Some(Direction::Below) => other.unit <= from,
        None => false,
    };
    let mut same = places.named(target.kind, &target.number);
    same.any(|other| other.unit != target.unit && other.annex == target.annex && aside(other) == aside(target))
}

/// The mention of numbers from one to another that names other places once the place at `label` has the number `new`:
/// “recommendations 1 to 3”.
fn upset_range(document: &Document, label: usize, new: &str) -> Option<String> {
    let own = document.unit_at(label)?;
    let places = document.places();
    let value: u32 = new.split(' ').next()?.parse().ok()?;
    for (i, unit) in document.units().iter().enumerate() {
        for mention in &unit.mentions {
            let MentionKind::Place(name) = &mention.kind else { continue };
            let direction = name.direction.map(|(direction, _)| direction);
            let annex = unit.place().annex;
            let resolve = |number| places.resolve(name.kind, number, i, annex, direction);
            for (first, last) in name.numbers.iter().filter_map(|named| Some((&named.first, named.last.as_ref()?))) {
                let ends = [resolve(&first.number), resolve(&last.number)];
                let Some(annex) = ends.iter().flatten().map(|end| end.annex).next() else { continue };
                let of = |end: Option<&Target>, old| if end.is_some_and(|end| end.unit == own) { value } else { old };
                let before = first.number.value..=last.number.value;
                let after = of(ends[0], first.number.value)..=of(ends[1], last.number.value);
                let changes = places.all(name.kind).iter().filter(|target| target.annex == annex).any(|target| {
                    let moved = if target.unit == own { value } else { target.number.value };
                    before.contains(&target.number.value) != after.contains(&moved)
                });
                if changes || after.is_empty() && !before.is_empty() {
                    return Some(unit.text(mention.span).to_owned());
                }
            }
        }
    }
    None
}

/// The mentions of the place at byte `at`, and the place itself if `declaration` is wanted.
pub(super) fn references(
    snapshot: &Snapshot,
    uri: &lsp::Uri,
    at: usize,
    context: lsp::ReferenceContext,
    abilities: Abilities,
) -> Vec<lsp::Location> {
    let Some(named) = named(&snapshot.analysis.document, at) else { return Vec::new() };
    let own = context.include_declaration.then_some(named.number);
    let mut mentions = [named.mentions, named.ranges].concat();
    mentions.sort();
    let spans = own.into_iter().chain(mentions);
    let range = |span| convert::range(span, &snapshot.text, abilities.units);
    spans.map(|span| lsp::Location { uri: uri.clone(), range: range(span) }).collect()
}

/// The same number, wherever it stands in the draft.
pub(super) fn highlights(snapshot: &Snapshot, at: usize, abilities: Abilities) -> Vec<lsp::DocumentHighlight> {
    let Some(named) = named(&snapshot.analysis.document, at) else { return Vec::new() };
    let range = |span| convert::range(span, &snapshot.text, abilities.units);
    let own = (named.number, lsp::DocumentHighlightKind::WRITE);
    let mentions = named.mentions.into_iter().chain(named.ranges).map(|span| (span, lsp::DocumentHighlightKind::READ));
    let all = std::iter::once(own).chain(mentions);
    all.map(|(span, kind)| lsp::DocumentHighlight { range: range(span), kind: Some(kind) }).collect()
}

/// What a new number for the place at byte `at` replaces there, and what stands there now.
pub(super) fn renamable(snapshot: &Snapshot, at: usize) -> Option<(Span, String)> {
    let named = named(&snapshot.analysis.document, at)?;
    fit(&snapshot.text.slice(named.number), &snapshot.text.slice(named.number)).ok()?;
    Some((named.here, snapshot.text.slice(named.here)))
}

/// The edits that give the place at byte `at` the number `new`, through all its mentions.
///
/// # Errors
/// What is wrong with `new`, for the person who typed it.
pub(super) fn rename(snapshot: &Snapshot, at: usize, new: &str) -> Result<Vec<Edit>, String> {
    let document = &snapshot.analysis.document;
    let Some(named) = named(document, at) else { return Err("no number of this draft stands here".to_owned()) };
    let new = new.trim();
    let old = snapshot.text.slice(named.number);
    if new != old {
        fit(&old, new)?;
        if let Some(taken) = taken(document, named.label.start, new) {
            return Err(format!("there is a “{taken}” in this draft already: choose a number that is free"));
        }
        if let Some(range) = upset_range(document, named.label.start, new) {
            return Err(format!("“{range}” would then name other places: write out there what is meant, then rename"));
        }
    }
    let unclear = mentions(document, &document.places()).into_iter().filter(|mention| mention.is_unclear);
    // a number that is used twice may mean the other place, too, where the person does not say which
    let unclear: Vec<Span> = unclear.map(|mention| mention.number).filter(|number| *number != named.here).collect();
    let spans = std::iter::once(named.number).chain(named.mentions).filter(|span| !unclear.contains(span));
    Ok(spans.map(|span| Edit::replace(span, new)).collect())
}

/// Whether `new` can stand for the number `old`.
fn fit(old: &str, new: &str) -> Result<(), String> {
    // a number in words may become one in figures
    let in_words = old.len() > 1 && !old.chars().all(|c| "IVXLC".contains(c));
    let alike = |c: char| match old.chars().next() {
        Some(first) if first.is_ascii_digit() => c.is_ascii_digit(),
        _ => c.is_ascii_uppercase() || in_words && c.is_ascii_digit(),
    };
    let fits = !new.is_empty() && new.len() <= 12 && new.starts_with(alike);
    let parts = old.contains('.');
    let plain = new.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ' || parts && c == '.');
    if !(fits && plain) {
        return Err(format!("“{new}” is no number like “{old}”: write a number, with bis or ter if it needs one"));
    }
    if new.starts_with('0') {
        return Err(format!("“{new}” is no number of a draft: they begin with 1, and not with a zero"));
    }
    Ok(())
}

/// The label of another place of the same kind and part of the draft that has the number `new`.
fn taken(document: &Document, label: usize, new: &str) -> Option<String> {
    let own = document.unit_at(label)?;
    let places = document.places();
    let number = &document.units()[own].label.as_ref()?.number;
    let kinds = [PlaceKind::Recommendation, PlaceKind::Paragraph, PlaceKind::Section, PlaceKind::Chapter];
    let is_own = |target: &Target| target.unit == own && target.number == *number;
    let of_kind = kinds.iter().map(|kind| places.all(*kind)).filter(|all| all.iter().any(is_own));
    let annex = document.units()[own].place().annex;
    let same = |target: &&Target| {
        target.unit != own && target.annex == annex && target.number.to_string().eq_ignore_ascii_case(new)
    };
    let unit = &document.units()[of_kind.flatten().find(same)?.unit];
    Some(unit.label.as_ref().map_or(new, |label| unit.text(label.span)).trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply;

    #[test]
    fn a_mention_of_a_number_that_is_used_twice_is_left_alone() {
        let text = "Recommendation 2\n\nUNODC should act.\n\nRecommendation $02\n\nStates parties should share, as in recommendation 2.\n";
        let done = renamed(text, "3").expect("it is free");
        assert!(done.contains("Recommendation 3\n") && done.contains("as in recommendation 2."), "{done}");
    }

    const TEXT: &str = "Recommendation 1\n\nStates parties should act, as in recommendations 1 to 3.\n\nRecommendation 2\n\nStates parties should share.\n\nRecommendation 3\n\nUNODC should act.\n\nRecommendation 4\n\nUNODC should share, as in recommendation 4.\n";

    fn renamed(text: &str, new: &str) -> Result<String, String> {
        let (snapshot, at) = Snapshot::of(text);
        rename(&snapshot, at, new).map(|edits| apply(&text.replacen("$0", "", 1), &edits).0)
    }

    #[test]
    fn a_range_is_not_turned_round_or_made_to_name_others() {
        for (heading, new) in [("Recommendation 1\n", "9"), ("Recommendation 2\n", "7"), ("Recommendation 3\n", "8")] {
            let text = TEXT.replace(heading, &heading.replace("ation ", "ation $0"));
            let refused = renamed(&text, new).expect_err(heading);
            assert!(refused.contains("“recommendations 1 to 3”"), "{refused}");
        }
        let fourth = TEXT.replace("Recommendation 4", "Recommendation $04");
        let done = renamed(&fourth, "7").expect("no range has it");
        assert!(done.contains("Recommendation 7\n") && done.contains("as in recommendation 7."), "{done}");
    }
}
