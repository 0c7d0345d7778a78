//! From "recommendation 3" to it, from a recommendation to its mentions, and a new number for all of them.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::convert;
use super::state::Snapshot;
use crate::document::{Document, Places, Target};
use crate::lexicon::MentionKind;
use crate::lexicon::mentions::PlaceName;
use crate::lexicon::places::PlaceKind;
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
    let (target, here, around) = match mentions.iter().find(|(_, number, _)| on(*number)) {
        Some((whole, number, target)) => (target.clone(), *number, *whole),
        None => match mentions.iter().find(|(whole, ..)| on(*whole)) {
            Some((whole, number, target)) => (target.clone(), *number, *whole),
            None => {
                let label = document.units()[unit].label.as_ref()?;
                let whole = document.locate(unit, label.span);
                on(whole).then_some(())?;
                let kinds = [PlaceKind::Recommendation, PlaceKind::Paragraph, PlaceKind::Section, PlaceKind::Chapter];
                let own = |kind: &PlaceKind| places.all(*kind).iter().find(|target| target.unit == unit);
                (kinds.iter().find_map(own)?.clone(), document.locate(unit, label.number_span), whole)
            }
        },
    };
    let label = document.units()[target.unit].label.as_ref()?;
    let same = mentions.into_iter().filter(|(.., other)| other.unit == target.unit);
    Some(Named {
        label: document.locate(target.unit, label.span),
        number: document.locate(target.unit, label.number_span),
        mentions: same.map(|(_, number, _)| number).collect(),
        here,
        around,
    })
}

/// Every number in a mention of a place of the draft: the whole mention, the number, what it names.
pub(super) fn mentions(document: &Document, places: &Places) -> Vec<(Span, Span, Target)> {
    let mut found = Vec::new();
    for (i, unit) in document.units().iter().enumerate() {
        for mention in &unit.mentions {
            let MentionKind::Place(name) = &mention.kind else { continue };
            let whole = document.locate(i, mention.span);
            found.extend(
                targets(name, i, document, places).map(|(number, target)| (whole, document.locate(i, number), target)),
            );
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
    let spans = own.into_iter().chain(named.mentions);
    let range = |span| convert::range(span, &snapshot.text, abilities.units);
    spans.map(|span| lsp::Location { uri: uri.clone(), range: range(span) }).collect()
}

/// The same number, wherever it stands in the draft.
pub(super) fn highlights(snapshot: &Snapshot, at: usize, abilities: Abilities) -> Vec<lsp::DocumentHighlight> {
    let Some(named) = named(&snapshot.analysis.document, at) else { return Vec::new() };
    let range = |span| convert::range(span, &snapshot.text, abilities.units);
    let own = (named.number, lsp::DocumentHighlightKind::WRITE);
    let mentions = named.mentions.into_iter().map(|span| (span, lsp::DocumentHighlightKind::READ));
    let all = std::iter::once(own).chain(mentions);
    all.map(|(span, kind)| lsp::DocumentHighlight { range: range(span), kind: Some(kind) }).collect()
}

/// Where the number of the place at byte `at` can be renamed: what is at the cursor, and the number, which stands in it.
pub(super) fn renamable(snapshot: &Snapshot, at: usize) -> Option<(Span, String)> {
    let named = named(&snapshot.analysis.document, at)?;
    let old = snapshot.text.slice(named.here);
    rename(snapshot, at, &snapshot.text.slice(named.number)).ok()?;
    let on_number = named.here.start <= at && at <= named.here.end;
    Some((if on_number { named.here } else { named.around }, old))
}

/// The edits that give the place at byte `at` the number `new`, through all its mentions.
///
/// # Errors
/// What is wrong with `new`, for the person who typed it.
pub(super) fn rename(snapshot: &Snapshot, at: usize, new: &str) -> Result<Vec<Edit>, String> {
    let document = &snapshot.analysis.document;
    let Some(named) = named(document, at) else { return Err("no number of this draft stands here".to_owned()) };
    let old = snapshot.text.slice(named.number);
    let new = new.trim();
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
    let spans = std::iter::once(named.number).chain(named.mentions);
    Ok(spans.map(|span| Edit::replace(span, new)).collect())
}
