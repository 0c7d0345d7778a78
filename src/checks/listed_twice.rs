//! `listed-twice`: a name that stands twice in one list of names, as in a list of the States that spoke.

use super::Context;
use crate::document::Unit;
use crate::finding::Report;
use crate::text::Span;

/// Shorter lists are no roll of names.
const ROLL: usize = 8;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    if !unit.kind().is_prose() {
        return;
    }
    let text = unit.reading();
    for sentence in &unit.sentences {
        let words = sentence.of(text);
        if words.bytes().filter(|b| *b == b',').count() < ROLL - 1 {
            continue;
        }
        let names = names(text, *sentence);
        if names.len() < ROLL {
            continue;
        }
        report.occasion(*sentence);
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by_key(|&i| (names[i].of(text), i));
        for pair in order.windows(2) {
            let (first, again) = (names[pair[0]], names[pair[1]]);
            if first.of(text) == again.of(text) {
                let message = format!("“{}” stands twice in this list", again.of(text));
                report.find(again, message).relate(first, "here, too");
            }
        }
    }
}

/// The names of a sentence that is a roll of names: what commas and the last "and" part, if nearly all of it is names.
fn names(text: &str, sentence: Span) -> Vec<Span> {
    let words = sentence.of(text).trim_end_matches('.');
    let start = words.find(": ").map_or(0, |at| at + 2);
    let mut names = Vec::new();
    let mut others = 0;
    for part in words[start..].split(", ").flat_map(|part| part.split(" and ")) {
        let begin = part.as_ptr() as usize - text.as_ptr() as usize;
        let name = part.starts_with(char::is_uppercase) && part.len() < 60 && !part.contains([';', ':']);
        match name {
            true => names.push(Span::new(begin, begin + part.len())),
            false => others += 1,
        }
    }
    if others * 6 > names.len() { Vec::new() } else { names }
}
