//! `unbalanced-qualifier`: words interposed around the operative phrase with one comma instead of two.

use super::{Context, phrase};
use crate::document::{Operative, Unit};
use crate::finding::{Report, Safety};
use crate::text::{Edit, Span};

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    if found.open {
        return;
    }
    let operative = found.operative.as_ref();
    if let Some(qualifier) = found.qualifier {
        judge(unit, qualifier, found.missing_comma, report);
    }
    let Some(operative) = operative else { return };
    if let Some(qualifier) = operative.qualifier {
        judge(unit, qualifier, operative.missing_comma, report);
    }
    if let Some(words) = unclosed(unit, operative, context) {
        judge(unit, words, Some(words.end), report);
    }
    if let Some(words) = unopened(unit, operative, context) {
        judge(unit, words, Some(unit.reading()[..words.start].trim_end().len()), report);
    }
}

fn judge(unit: &Unit, qualifier: Span, missing: Option<usize>, report: &mut Report<'_>) {
    let text = unit.reading();
    let before = text[..qualifier.start].trim_end();
    let set_off = before.ends_with(',') || text[qualifier.end..].starts_with(',');
    let Some(at) = missing else {
        if set_off {
            report.occasion(qualifier);
        }
        return;
    };
    // "should promptly, thoroughly and impartially investigate" lists adverbs
    let words = unit.text(qualifier);
    let lists = before.strip_suffix(',').is_some_and(|before| before.ends_with("ly"));
    if lists && at >= qualifier.end && [" and ", " or "].iter().any(|link| words.contains(link)) {
        return;
    }
    // two commas are there already: "States parties, if any, that apply the penalty"
    if before.ends_with(',') && words.contains(", that ") {
        return;
    }
    let side = if at <= qualifier.start { "before" } else { "after" };
    if let Some(relative) =
        unit.text(qualifier).split(' ').next().filter(|word| matches!(*word, "that" | "which" | "who"))
    {
        relative_clause(unit, qualifier, at, relative, report);
        return;
    }
    let message = format!("“{}” is set off by one comma: add the one {side} it", unit.text(qualifier));
    let finding = report.find(qualifier, message);
    finding.fix_with(Safety::Safe, format!("Add the comma {side} it"), vec![Edit::insert(at, ",")]);
}

/// A clause that says which of those addressed are meant has no commas, and one that says something of all has two: which of
/// the two it is, changes who is asked.
fn relative_clause(unit: &Unit, clause: Span, missing: usize, relative: &str, report: &mut Report<'_>) {
    let text = unit.reading();
    let before = text[..clause.start].trim_end().len();
    let comma =
        if missing <= clause.start { Span::new(clause.end, clause.end + 1) } else { Span::new(before - 1, before) };
    let message = format!(
        "“{}” has one comma: none, if it says which of them are meant, or two, if it speaks of all",
        unit.text(clause)
    );
    let finding = report.find(clause, message);
    if comma.of(text) == "," {
        finding.fix(Safety::NeedsReview, "Take the comma away", comma, "");
    }
    if relative != "that" {
        finding.fix_with(Safety::NeedsReview, "Set it off by two commas", vec![Edit::insert(missing, ",")]);
    }
}

/// Words in -ing that lead to a noun, as “through” does: “for example during inspections”.
const PREPOSITIONS: [&str; 7] =
    ["according", "concerning", "depending", "during", "following", "including", "regarding"];

/// Words that are always set off, right after the phrase, with a comma before and none behind:
/// `are encouraged to consider, where appropriate establishing …`.
fn unclosed(unit: &Unit, operative: &Operative, context: &Context<'_>) -> Option<Span> {
    let phrases = &context.lexicon.phrases;
    let rest = unit.reading()[operative.span.end..].strip_prefix(", ")?;
    let set_off = phrases.hedges.interposed.iter().chain(&phrases.hedges.neutral);
    let words = set_off.filter(|words| rest.strip_prefix(words.as_str()).is_some_and(|rest| rest.starts_with(' ')));
    let words = words.max_by_key(|words| words.len())?;
    let next = rest[words.len() + 1..].split([' ', ',', '.', ';']).next()?;
    let start = operative.span.end + ", ".len();
    let gerund = next.len() > 5 && next.ends_with("ing") && !PREPOSITIONS.contains(&next);
    let goes_on = phrases.is_only_verb(next) || gerund;
    goes_on.then(|| Span::new(start, start + words.len()))
}

/// Words that are always set off, right after the phrase or its verb, with a comma behind and none before:
/// `are encouraged to consider among other measures, within …`.
fn unopened(unit: &Unit, operative: &Operative, context: &Context<'_>) -> Option<Span> {
    let text = unit.reading();
    let rest = text[operative.span.end..].strip_prefix(' ')?;
    let start = operative.span.end + 1;
    let verb = rest.split(' ').next().filter(|word| context.lexicon.phrases.is_verb(word)).map(|word| word.len() + 1);
    let hedges = &context.lexicon.phrases.hedges;
    for at in [Some(0), verb].into_iter().flatten() {
        let rest = rest.get(at..)?;
        let set_off = hedges.interposed.iter().chain(&hedges.neutral);
        let words = set_off.filter(|words| rest.strip_prefix(words.as_str()).is_some_and(|rest| rest.starts_with(',')));
        if let Some(words) = words.max_by_key(|words| words.len()) {
            return Some(Span::new(start + at, start + at + words.len()));
        }
    }
    None
}
