//! The outline of a draft, what of it folds, and how a selection grows.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::convert;
use super::state::Snapshot;
use crate::document::{Kind, Unit};
use crate::text::Span;

/// The outline: chapters, sections and recommendations, with strength and length.
#[allow(deprecated)] // the field `deprecated` must be named
pub(super) fn symbols(snapshot: &Snapshot, abilities: Abilities) -> Vec<lsp::DocumentSymbol> {
    let document = &snapshot.analysis.document;
    let mut stack: Vec<(u8, lsp::DocumentSymbol)> = Vec::new();
    let mut roots = Vec::new();
    for (i, unit) in document.units().iter().enumerate() {
        let Some(level) = level(unit) else { continue };
        close(&mut stack, &mut roots, level);
        let end = end_of(snapshot, i, level);
        let range = convert::range(Span::new(document.start(i), end), &snapshot.text, abilities.units);
        let name =
            unit.label.as_ref().map_or(Span::new(0, unit.reading().len().min(unit.body.end)), |label| label.span);
        let symbol = lsp::DocumentSymbol {
            name: name_of(unit),
            detail: detail(unit),
            kind: kind(unit),
            tags: None,
            deprecated: None,
            range,
            selection_range: convert::range(document.locate(i, name), &snapshot.text, abilities.units),
            children: None,
        };
        stack.push((level, symbol));
    }
    close(&mut stack, &mut roots, 0);
    roots
}

/// The outline for clients that do not nest.
#[allow(deprecated)] // the field `deprecated` must be named
pub(super) fn flat(symbols: Vec<lsp::DocumentSymbol>, uri: &lsp::Uri) -> Vec<lsp::SymbolInformation> {
    let mut out = Vec::new();
    let mut rest: Vec<(lsp::DocumentSymbol, Option<String>)> =
        symbols.into_iter().rev().map(|symbol| (symbol, None)).collect();
    while let Some((symbol, container)) = rest.pop() {
        let name = symbol.name.clone();
        rest.extend(symbol.children.into_iter().flatten().rev().map(|child| (child, Some(name.clone()))));
        out.push(lsp::SymbolInformation {
            name: symbol.name,
            kind: symbol.kind,
            tags: None,
            deprecated: None,
            location: lsp::Location { uri: uri.clone(), range: symbol.range },
            container_name: container,
        });
    }
    out
}

/// Moves everything of `level` or deeper from the stack to its parent.
fn close(stack: &mut Vec<(u8, lsp::DocumentSymbol)>, roots: &mut Vec<lsp::DocumentSymbol>, level: u8) {
    while stack.last().is_some_and(|(other, _)| *other >= level) {
        let Some((_, symbol)) = stack.pop() else { return };
        match stack.last_mut() {
            Some((_, parent)) => parent.children.get_or_insert_default().push(symbol),
            None => roots.push(symbol),
        }
    }
}

/// How deep a unit stands in the outline; `None` if it does not.
fn level(unit: &Unit) -> Option<u8> {
    match unit.kind() {
        Kind::Title | Kind::Annex => Some(1),
        Kind::Chapter => Some(2),
        Kind::Section => Some(3),
        Kind::Recommendation => Some(4),
        _ => None,
    }
}

/// Where what `unit` heads ends: before the next unit of its level or a higher one.
fn end_of(snapshot: &Snapshot, i: usize, own: u8) -> usize {
    let document = &snapshot.analysis.document;
    let next = document
        .units()
        .iter()
        .enumerate()
        .skip(i + 1)
        .find(|(_, unit)| own == 4 || level(unit).is_some_and(|level| level <= own));
    let end = next.map_or(document.len(), |(next, _)| document.start(next));
    let text = document.units()[next.map_or(document.units().len(), |(next, _)| next) - 1].source();
    end - (text.len() - text.trim_end().len())
}

/// What it is called: its label, and its title.
pub(super) fn name_of(unit: &Unit) -> String {
    let label = unit.label.as_ref().map(|label| unit.text(label.span)).unwrap_or_default();
    let title: String = unit.text(unit.body).chars().take(80).collect();
    match (label, unit.kind()) {
        ("", Kind::Recommendation) => "Recommendation without a number".to_owned(),
        ("", _) if title.is_empty() => unit.reading().to_owned(),
        ("", _) => title,
        (label, Kind::Recommendation) => label.to_owned(),
        (label, _) => format!("{label} {title}").trim_end().to_owned(),
    }
}

fn detail(unit: &Unit) -> Option<String> {
    let found = unit.recommendation.as_ref()?;
    let words = format!("{} words", unit.words);
    Some(match &found.operative {
        Some(operative) => format!("{}, {words}", operative.words),
        None => words,
    })
}

/// What kind of symbol it is.
pub(super) fn kind(unit: &Unit) -> lsp::SymbolKind {
    match unit.kind() {
        Kind::Title | Kind::Annex => lsp::SymbolKind::MODULE,
        Kind::Chapter | Kind::Section => lsp::SymbolKind::NAMESPACE,
        _ => lsp::SymbolKind::STRING,
    }
}

/// What folds: chapters, sections and recommendations of more than one line, comments and tables.
pub(super) fn folds(snapshot: &Snapshot, abilities: Abilities) -> Vec<lsp::FoldingRange> {
    let document = &snapshot.analysis.document;
    let mut folds = Vec::new();
    for (i, unit) in document.units().iter().enumerate() {
        let (end, kind) = match (level(unit), unit.kind()) {
            (Some(level), _) => (end_of(snapshot, i, level), lsp::FoldingRangeKind::Region),
            (None, Kind::Comment | Kind::FrontMatter) => {
                (document.start(i) + unit.source().trim_end().len(), lsp::FoldingRangeKind::Comment)
            }
            (None, Kind::Table | Kind::Code) => {
                (document.start(i) + unit.source().trim_end().len(), lsp::FoldingRangeKind::Region)
            }
            _ => continue,
        };
        let leading = unit.source().len() - unit.source().trim_start().len();
        let span = Span::new((document.start(i) + leading).min(end), end);
        let range = convert::range(span, &snapshot.text, abilities.units);
        if range.end.line > range.start.line {
            let character = |at: u32| (!abilities.line_folding).then_some(at);
            folds.push(lsp::FoldingRange {
                start_line: range.start.line,
                start_character: None,
                end_line: range.end.line,
                end_character: character(range.end.character),
                kind: Some(kind),
                collapsed_text: None,
            });
        }
    }
    folds
}

/// How a selection grows from byte `at`: sentence or item, paragraph, unit, whole text.
pub(super) fn selections(snapshot: &Snapshot, at: usize, abilities: Abilities) -> lsp::SelectionRange {
    let document = &snapshot.analysis.document;
    let mut spans = vec![Span::new(0, document.len())];
    if let Some(i) = document.unit_at(at) {
        let unit = &document.units()[i];
        let place = unit.find(at - document.start(i));
        let inside = |span: &&Span| span.start <= place && place <= span.end;
        spans.push(Span::from(document.range(i)));
        let items = unit.items.iter().map(|item| &item.span);
        let mut inner: Vec<Span> = unit
            .blocks
            .iter()
            .chain(&unit.sentences)
            .chain(items)
            .filter(inside)
            .map(|span| document.locate(i, *span))
            // the mark of a heading or an item stands before what a person reads
            .filter(|span| span.start <= at && at <= span.end)
            .collect();
        inner.sort_by_key(|span| std::cmp::Reverse(span.len()));
        spans.extend(inner);
    }
    spans.dedup();
    let mut selection: Option<lsp::SelectionRange> = None;
    let mut last = Span::new(0, document.len());
    for span in spans {
        if !last.contains(span) {
            continue;
        }
        last = span;
        let range = convert::range(span, &snapshot.text, abilities.units);
        selection = Some(lsp::SelectionRange { range, parent: selection.map(Box::new) });
    }
    selection.unwrap_or_else(|| lsp::SelectionRange { range: lsp::Range::default(), parent: None })
}
