//! `delegation-name`: the mark of a delegation left in brackets or parentheses: `[Colombia: …]`, `(EU: add …)`, and who
//! signs a heading or the end of a recommendation: `Recommendation 3 (Peru)`.
//!
//! States named in a sentence, also in parentheses, are no marks.

use super::Context;
use super::brackets::{self, Bracket, Class};
use crate::document::{Numbering, Sign, Unit};
use crate::finding::Report;
use crate::lexicon::Delegations;
use crate::lexicon::delegations::{BACKING, without};
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if !brackets::matter(unit, context) {
        return;
    }
    if unit.recommendation.is_some() {
        report.occasion(Span::at(0));
    }
    let source = unit.source();
    let message = |quote: &str| {
        format!("“{}” is a delegation’s mark: settle the point, then take it away", brackets::clip(quote))
    };
    if unit.has(Sign::Opening) {
        let found = brackets::brackets(unit, context.lexicon);
        let marks = |bracket: &&Bracket| {
            bracket.class == Class::Delegation && !is_alternative(bracket, &found.pairs, unit, context)
        };
        for bracket in found.pairs.iter().filter(marks) {
            report.find_in_source(bracket.span, message(bracket.span.of(source)));
        }
    }
    let text = unit.reading();
    for at in memchr::memchr2_iter(b'(', b'{', text.as_bytes()) {
        let Some(close) = text[at..].find(if text[at..].starts_with('(') { ')' } else { '}' }) else { continue };
        let span = Span::new(at, at + close + 1);
        let inside = &text[at + 1..at + close];
        let delegations = &context.lexicon.delegations;
        let signs = || signs_place(unit, span) && delegations.sign(inside);
        if (is_mark(inside, delegations) || signs()) && !unit.is_quoted(span) {
            report.find(span, message(span.of(text)));
        }
    }
    if let Some(span) = signed_heading(unit, &context.lexicon.delegations) {
        report.find_in_source(span, message(span.of(source)));
    }
}

/// Whether a bracket holds one of several that may be asked: `[States parties] [UNODC] should`.
fn is_alternative(bracket: &Bracket, pairs: &[Bracket], unit: &Unit, context: &Context<'_>) -> bool {
    let source = unit.source();
    let asked = |bracket: &Bracket| {
        let inside = bracket.inside(source);
        context.lexicon.phrases.addressee_at(inside).is_some_and(|(length, _)| length == inside.len())
    };
    let beside = |other: &Bracket| {
        let (first, second) = if other.span < bracket.span { (other, bracket) } else { (bracket, other) };
        let between = source.get(first.span.end..second.span.start);
        between.is_some_and(|between| matches!(between.trim(), "" | "/" | "or" | "and"))
    };
    asked(bracket) && pairs.iter().any(|other| other.span != bracket.span && asked(other) && beside(other))
}

/// Who signs the heading, in its source: `Recommendation 3 (Peru)`, `Recommendation 3 – Peru/Chile`.
fn signed_heading(unit: &Unit, delegations: &Delegations) -> Option<Span> {
    const REMARKS: [&str; 7] = ["new", "New", "NEW", "revised", "rev", "alternative", "alt"];
    let label = unit.label.as_ref().filter(|label| label.numbering == Numbering::Heading)?;
    let source = unit.source();
    let start = unit.locate(label.number_span).end;
    let line = source[start..].split(['\n', '\r', '\u{b}']).next().unwrap_or("");
    // "Recommendation 3 – Peru: States parties should"
    let before = line.split_once(':').map(|(before, _)| before).filter(|before| before.contains(char::is_alphanumeric));
    let line = before.unwrap_or(line);
    let signed = line.trim_matches([' ', '\u{a0}', '–', '—', '-', ':', '.', ',', '*', '_', '#']);
    let name = signed.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(signed);
    let at = start + line.find(signed)?;
    // "(new, Thailand)"
    let name = match name.split_once([',', ';', '–', ':']) {
        Some((remark, name)) if REMARKS.contains(&remark.trim()) => name,
        _ => name,
    };
    delegations.sign(name).then(|| Span::new(at, at + signed.len()))
}

/// Whether parentheses stand where those who propose sign: before the recommendation or after its end.
fn signs_place(unit: &Unit, span: Span) -> bool {
    let text = unit.reading();
    let begins = span.start >= unit.body.start && !text[unit.body.start..span.start].contains(char::is_alphanumeric);
    let ends = || text[..span.start].trim_end().ends_with(['.', ']', '?']);
    let alone = || !text[span.end..].contains(char::is_alphanumeric);
    unit.recommendation.is_some() && (begins || (ends() && alone()))
}

/// Whether parentheses hold what a delegation asks, not States that a sentence names.
fn is_mark(inside: &str, delegations: &Delegations) -> bool {
    const BY: [&str; 7] = [
        "proposed by ",
        "proposal by ",
        "proposal of ",
        "suggested by ",
        "supported by ",
        "reserved by ",
        "requested by ",
    ];
    let inside = inside.trim();
    if BACKING.iter().any(|by| inside.contains(by) || without(inside, by).is_some()) && delegations.sign(inside) {
        return true;
    }
    if let Some(by) = BY.iter().find_map(|by| without(inside, by)) {
        return delegations
            .named(by.strip_prefix("the ").unwrap_or(by))
            .is_some_and(|named| named.length + 4 >= by.len());
    }
    let Some(named) = delegations.named(inside) else { return false };
    let after = inside[named.length..].trim_start();
    let codes = named.count > 1 && inside.contains('/') && after.is_empty();
    codes || delegations.acts(after) || after.strip_prefix(':').is_some_and(|text| text.contains(char::is_alphabetic))
}
