//! Formatting: spacing, punctuation and the form of lists, by the safe fixes of the rules about them.
//!
//! Numbers of recommendations and paragraphs are left alone: a new number changes what every mention of the old one
//! means, in this text and in others, so it needs a person; editors format whenever a file is saved. The code action
//! “Renumber from here” changes them, mentions included, when somebody asks for it. Words are left alone, too: one that is
//! written twice, or in the plural, is a slip that its mark tells, and not a matter of form.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::convert;
use super::state::Snapshot;
use crate::finding::{Category, Safety};
use crate::text::{Edit, Span, apply};
use crate::workbench::Analysis;

/// How often a text is formatted at most: a fix may make room for another.
const ROUNDS: usize = 6;

/// The edits that give `within` the form of adopted texts, so that nothing is left to format.
pub(super) fn format(snapshot: &Snapshot, mut within: Span, abilities: Abilities) -> Vec<lsp::TextEdit> {
    let mut text = snapshot.text.whole();
    let mut newest: Option<Analysis> = None;
    let mut changed: Vec<Changed> = Vec::new();
    for _ in 0..ROUNDS {
        let analysis = newest.as_ref().unwrap_or(&snapshot.analysis);
        let edits = chosen(analysis, &text, within);
        if edits.is_empty() {
            break;
        }
        let (next, _) = apply(&text, &edits);
        edits.iter().rev().for_each(|edit| join(&mut changed, edit));
        within.end = (within.end + next.len()).saturating_sub(text.len());
        newest = Some(snapshot.workbench.reanalyze(analysis, &next, &snapshot.settings));
        text = next;
    }
    let edits: Vec<Edit> = changed.iter().map(|part| Edit::replace(part.old, part.new.of(&text))).collect();
    convert::edits(&edits, snapshot, abilities)
}

/// The safe changes of form inside `within`, in order; no two of them meet.
fn chosen(analysis: &Analysis, text: &str, within: Span) -> Vec<Edit> {
    let form = |category| matches!(category, Category::Punctuation | Category::Numbering);
    let mut taken: Vec<Edit> = Vec::new();
    for finding in analysis.findings.iter().filter(|finding| form(finding.category)) {
        let Some(fix) = finding.fixes.first().filter(|fix| fix.safety == Safety::Safe) else { continue };
        let fits = |edit: &Edit| {
            let free = !taken.iter().any(|other| other.span.touches(edit.span));
            within.contains(edit.span) && free && keeps_words(edit, text)
        };
        if fix.edits.iter().all(fits) {
            taken.extend(fix.edits.iter().cloned());
        }
    }
    taken.sort_by_key(|edit| edit.span);
    taken
}

/// A part of the text that was changed: where it stood at first, and where it stands now.
#[derive(Debug, Clone, Copy)]
struct Changed {
    old: Span,
    new: Span,
}

/// Adds an edit of the text as it is now to the parts that were changed before, which are in order.
fn join(changed: &mut Vec<Changed>, edit: &Edit) {
    let first = changed.partition_point(|part| part.new.end < edit.span.start);
    let last = changed.partition_point(|part| part.new.start <= edit.span.end);
    // outside the parts a place has moved by what the parts before it have grown
    let back = |at: usize, before: &[Changed]| match before.last() {
        Some(part) => (at + part.old.end).saturating_sub(part.new.end),
        None => at,
    };
    let (mut old, mut new) = (edit.span, edit.span);
    old.start = back(edit.span.start, &changed[..first]);
    old.end = back(edit.span.end, &changed[..last]).max(old.start);
    if let (Some(one), Some(other)) = (changed[first..last].first(), changed[first..last].last()) {
        if one.new.start < new.start {
            (old.start, new.start) = (one.old.start, one.new.start);
        }
        if other.new.end >= new.end {
            (old.end, new.end) = (other.old.end, other.new.end);
        }
    }
    let moved = |at: usize| at + edit.text.len() - edit.span.len();
    new.end = moved(new.end);
    for later in &mut changed[last..] {
        later.new = Span::new(moved(later.new.start), moved(later.new.end));
    }
    changed.splice(first..last, [Changed { old, new }]);
}

/// Whether an edit leaves every word as it is; the marks of items and the “and” before the last of them are no words.
fn keeps_words(edit: &Edit, text: &str) -> bool {
    let line_end = ['\n', '\r'];
    let before = text[..edit.span.start].rsplit(line_end).next().unwrap_or("");
    let after = text[edit.span.end..].split(line_end).next().unwrap_or("");
    let start = before.rfind(|c: char| !c.is_alphanumeric()).map_or(before, |at| &before[at..]);
    let end = after.find(|c: char| !c.is_alphanumeric()).map_or(after, |at| &after[..at]);
    let words = |middle: &str| -> Vec<String> {
        let line = [start, middle, end].concat().to_lowercase();
        let is_mark = |word: &str| word.len() == 1 || word.chars().all(|c| c.is_ascii_digit() || "ivxl".contains(c));
        let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !is_mark(word));
        words.filter(|word| !matches!(*word, "and" | "or")).map(str::to_owned).collect()
    };
    words(edit.span.of(text)) == words(&edit.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_of_several_rounds_are_edits_of_the_first_text() {
        let first = "judges ,,and police ; act";
        let rounds = [
            vec![Edit::delete(Span::new(6, 8)), Edit::delete(Span::new(19, 20))],
            vec![Edit::insert(7, " "), Edit::replace(Span::new(18, 19), ".")],
            vec![Edit::replace(Span::new(5, 8), "s – "), Edit::insert(0, "The ")],
        ];
        let (mut text, mut changed) = (first.to_owned(), Vec::new());
        for mut edits in rounds {
            edits.sort_by_key(|edit| edit.span);
            let (next, left_out) = apply(&text, &edits);
            assert_eq!(left_out, 0);
            edits.iter().rev().for_each(|edit| join(&mut changed, edit));
            text = next;
        }
        let edits: Vec<Edit> = changed.iter().map(|part| Edit::replace(part.old, part.new.of(&text))).collect();
        assert_eq!(apply(first, &edits), (text, 0));
    }
}
