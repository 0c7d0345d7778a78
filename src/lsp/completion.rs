//! Completion: operative phrases with their record, agreed wordings of earlier recommendations, the next number.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::state::Snapshot;
use super::{convert, earlier, hover};
use crate::document::{Kind, Unit};
use crate::text::Span;

/// Wordings offered at most.
const MOST_WORDINGS: usize = 8;

/// What may follow at byte `at`.
pub(super) fn completions(snapshot: &Snapshot, at: usize, abilities: Abilities) -> Vec<lsp::CompletionItem> {
    let document = &snapshot.analysis.document;
    let line_start = line_start(snapshot, at);
    let before = snapshot.text.slice(Span::new(line_start, at));
    let mut items = Vec::new();
    let trimmed = before.trim_start_matches(['#', '*', ' ']);
    if !trimmed.is_empty() && "Recommendation".starts_with(trimmed) || before.is_empty() {
        items.extend(next_number(snapshot, at, at - trimmed.len(), abilities));
    }
    if let Some(i) = document.unit_at(at.saturating_sub(1)) {
        let unit = &document.units()[i];
        let place = unit.find(at - document.start(i));
        items.extend(phrases(snapshot, unit, place, at, abilities));
        items.extend(wordings(snapshot, unit, place, at, abilities));
    }
    items
}

fn line_start(snapshot: &Snapshot, at: usize) -> usize {
    let place = snapshot.text.position(at, crate::text::Units::Utf8);
    at - place.character as usize
}

/// "Recommendation 12", after the last number before the cursor.
fn next_number(snapshot: &Snapshot, at: usize, from: usize, abilities: Abilities) -> Option<lsp::CompletionItem> {
    let document = &snapshot.analysis.document;
    let i = document.unit_at(at)?;
    let annex = document.units()[i].place().annex;
    let earlier = document.iter().take_while(|(start, _)| *start < from);
    let numbers = earlier.filter(|(_, unit)| unit.kind() == Kind::Recommendation && unit.place().annex == annex);
    let last = numbers.filter_map(|(_, unit)| unit.label.as_ref()).map(|label| label.number.value).max().unwrap_or(0);
    let label = format!("Recommendation {}", last + 1);
    let text = if abilities.snippets {
        format!(
            "{label}\n\nStates parties ${{1|are encouraged to,are encouraged to consider,should,should consider|}} $2.\n$0"
        )
    } else {
        format!("{label}\n\nStates parties are encouraged to ")
    };
    Some(item(
        label,
        "the next recommendation",
        text,
        Span::new(from, at),
        snapshot,
        abilities,
        lsp::CompletionItemKind::SNIPPET,
    ))
}

/// Operative phrases after the addressee.
fn phrases(
    snapshot: &Snapshot,
    unit: &Unit,
    place: usize,
    at: usize,
    abilities: Abilities,
) -> Vec<lsp::CompletionItem> {
    let Some(before) = unit.reading().get(unit.body.start.min(place)..place) else { return Vec::new() };
    let known = &snapshot.workbench.lexicon.phrases;
    let typed = known.addressee_at(before.trim_start()).and_then(|(length, _)| before.trim_start().get(length..));
    let Some(typed) = typed.filter(|typed| typed.starts_with(' ') && typed.len() < 40) else { return Vec::new() };
    let typed = typed.trim_start();
    let matching =
        known.scale.iter().enumerate().filter(|(_, phrase)| phrase.text.starts_with(typed) && phrase.text != typed);
    matching
        .map(|(rank, phrase)| {
            let record = hover::record(&phrase.text, &snapshot.workbench);
            let span = Span::new(at - typed.len(), at);
            let text = format!("{} ", phrase.text);
            let mut item = item(
                phrase.text.clone(),
                phrase.strength.name(),
                text,
                span,
                snapshot,
                abilities,
                lsp::CompletionItemKind::KEYWORD,
            );
            item.documentation = Some(lsp::Documentation::String(record));
            item.sort_text = Some(format!("{rank:03}"));
            item
        })
        .collect()
}

/// Measures of earlier recommendations that begin with the words typed after the operative phrase.
fn wordings(
    snapshot: &Snapshot,
    unit: &Unit,
    place: usize,
    at: usize,
    abilities: Abilities,
) -> Vec<lsp::CompletionItem> {
    let operative = unit.recommendation.as_ref().and_then(|found| found.operative.as_ref());
    let Some(operative) = operative.filter(|operative| operative.span.end < place) else { return Vec::new() };
    let typed = unit.reading().get(operative.span.end..place).unwrap_or("").trim_start();
    if typed.split_whitespace().count() < 1 || typed.len() > 200 || typed.contains('\n') {
        return Vec::new();
    }
    let workbench = &snapshot.workbench;
    let mut items = Vec::new();
    for part in workbench.adopted() {
        for other in part.document.units() {
            let Some(measure) = other.recommendation.as_ref().and_then(|found| found.measure) else { continue };
            let text = other.text(measure);
            if items.len() == MOST_WORDINGS || !text.starts_with(typed) || text.len() == typed.len() {
                continue;
            }
            let meeting = &workbench.corpus.meetings()[part.meeting].id;
            let number = other.label.as_ref().map(|label| label.number.to_string()).unwrap_or_default();
            let name = format!("{meeting}/{number}");
            let label: String = text.chars().take(70).collect();
            let span = Span::new(at - typed.len(), at);
            let kind = lsp::CompletionItemKind::REFERENCE;
            let mut item = item(label, &name, text.to_owned(), span, snapshot, abilities, kind);
            if let Some(found) = workbench.corpus.named(&name) {
                let value = earlier::quotation(found, workbench, &snapshot.record);
                item.documentation = Some(lsp::Documentation::MarkupContent(lsp::MarkupContent {
                    kind: lsp::MarkupKind::Markdown,
                    value,
                }));
            }
            items.push(item);
        }
    }
    items
}

fn item(
    label: String,
    detail: &str,
    text: String,
    span: Span,
    snapshot: &Snapshot,
    abilities: Abilities,
    kind: lsp::CompletionItemKind,
) -> lsp::CompletionItem {
    let snippet = abilities.snippets && kind == lsp::CompletionItemKind::SNIPPET;
    let range = convert::range(span, &snapshot.text, abilities.units);
    lsp::CompletionItem {
        filter_text: Some(snapshot.text.slice(span)).filter(|typed| !typed.is_empty()),
        label,
        detail: Some(detail.to_owned()),
        kind: Some(kind),
        insert_text_format: Some(if snippet {
            lsp::InsertTextFormat::SNIPPET
        } else {
            lsp::InsertTextFormat::PLAIN_TEXT
        }),
        text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit { range, new_text: text })),
        ..lsp::CompletionItem::default()
    }
}
