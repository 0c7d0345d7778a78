//! `square-brackets`: text that is not agreed, between square brackets. Every bracket is one finding; brackets that
//! stand side by side, and a stroke inside one, are open alternatives.
//!
//! Placeholders, names of delegations, remarks and tracked changes in brackets have rules of their own.

use super::Context;
use super::brackets::{self, Bracket, Class};
use crate::document::{self, Document, Sign};
use crate::finding::{Report, Safety};
use crate::lexicon::Lexicon;
use crate::text::Span;

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    let decides = document.units_that(|unit| unit.recommendation.is_some() || unit.has(Sign::Opening));
    for (i, unit) in decides.filter(|(_, unit)| brackets::matter(unit, context)) {
        let start = document.start(i);
        if unit.recommendation.is_some() {
            report.occasion(Span::at(start));
        }
        if !unit.has(Sign::Opening) {
            continue;
        }
        let source = unit.source();
        let found = brackets::brackets(unit, context.lexicon);
        let texts: Vec<Bracket> = found.pairs.into_iter().filter(|bracket| bracket.class == Class::Text).collect();
        let mut taken = vec![false; texts.len()];
        for first in 0..texts.len() {
            if taken[first] {
                continue;
            }
            let run = run(source, &texts, first, context.lexicon);
            run.iter().for_each(|&i| taken[i] = true);
            let run: Vec<Bracket> = run.iter().map(|&i| texts[i]).collect();
            match run.as_slice() {
                [lone] => one(source, start, *lone, &texts, report),
                run => alternatives(source, start, run, report),
            }
        }
    }
    for span in brackets::across(document, context).pairs {
        let units = document.unit_at(span.start).zip(document.unit_at(span.end - 1));
        let numbered = units
            .is_some_and(|(first, last)| document.units()[first + 1..=last].iter().any(|unit| unit.label.is_some()));
        let what = if numbered { "recommendations" } else { "paragraphs" };
        report.find(span, format!("Square brackets around several {what}: settle them, then take the brackets away"));
    }
}

/// What a bracketed text can stand for: only texts of one role are alternatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// `[States parties]`
    Addressee,
    /// `[are encouraged to]`
    Phrase,
    /// `[, as appropriate,]`: it stands for nothing else.
    Insertion,
    Other,
}

fn role(inside: &str, lexicon: &Lexicon) -> Role {
    let phrases = &lexicon.phrases;
    let first = inside.split(' ').next().unwrap_or("");
    if inside.starts_with(',') || inside.ends_with(',') || matches!(first, "and" | "or") {
        Role::Insertion
    } else if phrases.addressee_at(inside).is_some_and(|(length, _)| length == inside.len()) {
        Role::Addressee
    } else if matches!(first, "should" | "shall" | "must" | "may" | "will" | "are" | "is") {
        Role::Phrase
    } else {
        Role::Other
    }
}

/// The brackets that stand side by side with bracket `first` and may stand for it, itself included.
fn run(source: &str, texts: &[Bracket], first: usize, lexicon: &Lexicon) -> Vec<usize> {
    let mut run = vec![first];
    let first_role = role(texts[first].inside(source), lexicon);
    if first_role == Role::Insertion {
        return run;
    }
    let mut end = texts[first].span.end;
    for (i, bracket) in texts.iter().enumerate().skip(first + 1) {
        if bracket.depth != texts[first].depth || bracket.span.start < end {
            continue;
        }
        let between = &source[end..bracket.span.start];
        let parted = between.matches('\n').count() > 1;
        let verdict = document::is_verdict(bracket.inside(source));
        let joined = !parted && !verdict && matches!(between.trim(), "" | "/" | "or" | "OR" | "|");
        if !joined || role(bracket.inside(source), lexicon) != first_role {
            break;
        }
        run.push(i);
        end = bracket.span.end;
    }
    run
}

fn alternatives(source: &str, start: usize, run: &[Bracket], report: &mut Report<'_>) {
    let whole = Span::new(run[0].span.start, run[run.len() - 1].span.end).shifted(start);
    let quote = |bracket: &Bracket| format!("“{}”", brackets::clip(bracket.span.of(source)));
    let all: Vec<String> = run.iter().map(quote).collect();
    let all = format!("{} and {}", all[..all.len() - 1].join(", "), all[all.len() - 1]);
    for (i, bracket) in run.iter().enumerate() {
        let finding = report.find(bracket.span.shifted(start), format!("{all} are open alternatives: keep one"));
        if i > 0 {
            finding.relate(run[0].span.shifted(start), "The first alternative");
            continue;
        }
        for choice in run {
            let inside = choice.inside(source);
            finding.fix(Safety::Chosen, format!("Keep “{}”", brackets::clip(inside)), whole, inside);
        }
    }
}

fn one(source: &str, start: usize, bracket: Bracket, texts: &[Bracket], report: &mut Report<'_>) {
    let inside = bracket.inside(source);
    let quote = brackets::clip(bracket.span.of(source));
    let span = bracket.span.shifted(start);
    if document::is_verdict(inside) {
        report.find(span, format!("“{quote}” says what became of the text: take it out when it is settled"));
        return;
    }
    let choices = strokes(inside);
    if !choices.is_empty() {
        let finding = report.find(span, format!("“{quote}” holds open alternatives: keep one"));
        for choice in choices {
            finding.fix(Safety::Chosen, format!("Keep “{}”", brackets::clip(choice)), span, choice);
        }
        return;
    }
    let nested = texts.iter().find(|other| other.depth > bracket.depth && bracket.span.contains(other.span));
    let Some(nested) = nested else {
        report.find(span, format!("“{quote}” stands in square brackets: settle it, then take the brackets away"));
        return;
    };
    report
        .find(span, format!("“{quote}” holds brackets inside brackets: settle the inner ones first"))
        .relate(nested.span.shifted(start), "A bracket inside it");
}

/// The alternatives in `should/are encouraged to`; none if the strokes mean something else.
fn strokes(inside: &str) -> Vec<&str> {
    let other = |c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '<' | ':');
    if !inside.contains('/') || inside.contains(other) || inside.contains("and/or") {
        return Vec::new();
    }
    let choices: Vec<&str> = inside.split('/').map(str::trim).collect();
    if choices.len() > 4 || choices.iter().any(|choice| choice.is_empty()) { Vec::new() } else { choices }
}
