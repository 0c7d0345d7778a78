//! `stacked-hedges`: words that soften a request which is soft already, as in “should, to the extent possible,
//! attempt to ensure”.

use super::{Context, phrase};
use crate::document::{Operative, Unit};
use crate::finding::Report;
use crate::lexicon::Hedges;
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    let Some(operative) = found.operative.as_ref().filter(|operative| operative.asks() && !found.open) else { return };
    let hedges = &context.lexicon.phrases.hedges;
    let mut softeners = in_phrase(operative);
    let mut end = operative.span.end;
    for qualifier in [found.qualifier, operative.qualifier].into_iter().flatten() {
        softeners.extend(interposed(unit.text(qualifier), hedges));
    }
    let possible = softeners.iter().any(|words| words.contains("possible") || words.contains("means"));
    let (more, length) = in_measure(&unit.reading()[operative.span.end..], hedges);
    let attempt = more.iter().any(|words| hedges.attempts.iter().any(|attempt| attempt == words));
    if !more.is_empty() {
        end += length;
    }
    softeners.extend(more);
    let span = Span::new(operative.span.start, end);
    if softeners.len() < 3 && !(attempt && possible) {
        report.occasion(span);
        return;
    }
    let listed: Vec<String> = softeners.iter().map(|words| format!("“{words}”")).collect();
    let (last, first) = listed.split_last().expect("several");
    let both = if first.len() == 1 { "both" } else { "all" };
    let message = format!("{} and {last} {both} soften one request: one of them says it", first.join(", "));
    report.find(span, message);
}

/// The softening words of the phrase itself.
fn in_phrase(operative: &Operative) -> Vec<&str> {
    let words = operative.words.as_str();
    let mut found = Vec::new();
    if words.starts_with("may") || words.starts_with("might") || words.starts_with("could") {
        found.push(words.split(' ').next().unwrap_or(words));
    }
    if words.contains(" be encouraged") || words.contains(" be invited") {
        found.push("be encouraged");
    }
    for softener in [
        "make efforts to",
        "make every possible effort to",
        "make every effort to",
        "seek to",
        "strive to",
        "endeavour to",
        "try to",
    ] {
        if words.ends_with(softener) {
            found.push(softener);
        }
    }
    // "may consider" is one permission
    if words.ends_with("consider") && words != "may consider" {
        found.push("consider");
    }
    found
}

fn interposed<'a>(text: &str, hedges: &'a Hedges) -> Option<&'a str> {
    hedges.interposed.iter().find(|words| text.starts_with(words.as_str())).map(String::as_str)
}

/// What softens the first words of the measure, and how far into it that reaches.
fn in_measure<'a>(measure: &str, hedges: &'a Hedges) -> (Vec<&'a str>, usize) {
    let mut found = Vec::new();
    let (mut at, mut reach) = (0, 0);
    // an attempt, a verb, and what is interposed around them
    for _ in 0..4 {
        at += measure[at..].len() - measure[at..].trim_start_matches([' ', ',']).len();
        let rest = &measure[at..];
        let words = hedges.attempts.iter().chain(&hedges.interposed);
        let words = words.filter(|words| {
            rest.strip_prefix(words.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        match words.max_by_key(|words| words.len()) {
            Some(words) => {
                found.push(words.as_str());
                at += words.len();
                reach = at;
            }
            None if reach == at && at > 0 && found.is_empty() => break,
            None => at += rest.find([' ', ',', '.', ';', ':', '\n']).unwrap_or(rest.len()),
        }
        if !measure[at..].starts_with([' ', ',']) {
            break;
        }
    }
    (found, reach)
}
