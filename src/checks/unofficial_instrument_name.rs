//! `unofficial-instrument-name`: "UNTOC", "Palermo Protocol" and other names that adopted texts do not use.

use super::Context;
use super::naming::{citations, with_tail};
use crate::document::{Nature, Unit};
use crate::finding::{Report, Safety, Severity};
use crate::lexicon::citations::Citation;
use crate::lexicon::names::{Name, Naming, Which};
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    for (_, citation) in citations(unit) {
        let Some(name) = citation.name() else { continue };
        let Which::Known(index, naming) = &name.which else { continue };
        let instrument = context.lexicon.instruments.get(*index);
        let Naming::Discouraged(which) = naming else {
            report.occasion(name.span);
            continue;
        };
        let discouraged = &instrument.discouraged[*which];
        let right = discouraged.instead.as_deref().unwrap_or(&instrument.preferred);
        let span = with_tail(unit.reading(), name.span, right);
        let found = unit.text(span);
        let by_case = right.eq_ignore_ascii_case(found);
        if by_case && (unit.kind().is_heading() || is_first(unit, name)) {
            continue;
        }
        let finding = report.find(span, format!("“{found}”: adopted texts write “{right}”"));
        // a resolution may define an informal name for itself; an acronym is none of its names
        if !is_acronym(found) && (context.nature == Nature::NotADraft || right.starts_with(found)) {
            finding.at(Severity::Information);
        }
        match defined(unit, name) {
            Some(parentheses) => {
                finding.fix(Safety::NeedsReview, "Leave the acronym out", parentheses, "");
            }
            // "a UNTOC-based approach", "a UNTOC provision" want another sentence
            None if unit.reading()[span.end..].starts_with('-') || follows_article(unit.reading(), span.start) => {}
            None => {
                let text = format!("{}{right}", article(unit, citation, name, found));
                finding.fix(Safety::NeedsReview, format!("Write “{text}”"), span, text);
            }
        }
    }
}

/// Whether “a” or “an” stands before `at`.
fn follows_article(text: &str, at: usize) -> bool {
    let word = text[..at].trim_end().rsplit([' ', '\n', '(', '“']).next().unwrap_or("");
    word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an")
}

/// Whether the name stands at the beginning of its text.
fn is_first(unit: &Unit, name: &Name) -> bool {
    let before = unit.reading()[..name.span.start].trim_end();
    before.is_empty() || before.ends_with(['.', ':', ';', '\n', ')', '“'])
}

/// Whether it has letters in a row as no word has, or names a town.
fn is_acronym(name: &str) -> bool {
    let capitals = |word: &str| word.len() >= 2 && word.chars().filter(char::is_ascii_uppercase).count() >= 2;
    name.split([' ', '-']).any(capitals) || name.starts_with("Palermo")
}

/// The parentheses around an acronym that the full name before it defines, with the space before them.
fn defined(unit: &Unit, name: &Name) -> Option<Span> {
    let text = unit.reading();
    let alone = text[..name.span.start].ends_with(" (") && text[name.span.end..].starts_with(')');
    alone.then(|| Span::new(name.span.start - 2, name.span.end + 1))
}

/// "the " where an acronym that needs no article gives way to a name that does; "of the " right after figures.
fn article(unit: &Unit, citation: &Citation, name: &Name, found: &str) -> &'static str {
    let text = unit.reading();
    // "article 6 UNTOC"
    let figures = citation.provisions.last().map(|last| last.span().end);
    if figures.is_some_and(|end| !text[end..name.span.start].contains(" of ")) {
        return "of the ";
    }
    let before = text[..name.span.start].trim_end().rsplit([' ', '\n', '(']).next().unwrap_or("").to_lowercase();
    let has = matches!(before.as_str(), "the" | "this" | "that" | "its" | "and/or");
    let next = text[name.span.end..].strip_prefix(' ').unwrap_or("");
    let next = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    const FUNCTION: [&str; 34] = [
        "and", "or", "in", "of", "to", "is", "are", "was", "were", "as", "should", "shall", "may", "can", "will",
        "with", "which", "that", "on", "by", "for", "at", "from", "has", "have", "had", "does", "provides", "requires",
        "but", "also", "through", "when", "under",
    ];
    let modifies = next.starts_with(char::is_lowercase) && !FUNCTION.contains(&next);
    if has || modifies || found.contains(' ') { "" } else { "the " }
}
