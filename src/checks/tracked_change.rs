//! `tracked-change`: an insertion or a deletion that is still marked as one: `[+ +]`, `~~ ~~`, `{++ ++}`, `<ins>`.

use super::Context;
use super::brackets;
use crate::document::{Mark, Unit, changes};
use crate::finding::{Report, Safety};
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    for marked in &unit.marks {
        let (what, words) = match marked.mark {
            Mark::Insertion => ("an insertion", marked.span.of(unit.source())),
            Mark::Deletion => ("a deletion", marked.words.as_str()),
            _ => continue,
        };
        let quote = brackets::clip(if words.is_empty() { &marked.words } else { words });
        let message = format!("“{quote}” is still marked as {what}: accept it or reject it in Word");
        report.find_in_source(marked.span, message);
    }
    if !brackets::matter(unit, context) {
        return;
    }
    if unit.recommendation.is_some() {
        report.occasion(Span::at(0));
    }
    let source = unit.source();
    for change in changes(source) {
        let what = match change.mark {
            Mark::Insertion => "an insertion",
            Mark::Deletion => "a deletion",
            Mark::Replacement => "a replacement",
            Mark::Highlight | Mark::Remark => continue,
        };
        let quote = brackets::clip(change.span.of(source));
        let message = format!("“{quote}” is still marked as {what}: accept it or take it back");
        let finding = report.find_in_source(change.span, message);
        for (title, stays) in [("Accept the change", change.added), ("Take the change back", change.removed)] {
            let (span, stays) = settled(source, change.span, stays);
            finding.fix(Safety::Chosen, title, span, stays);
        }
    }
}

/// What to replace and by what, so that `stays` remains without doubled spaces.
fn settled(source: &str, change: Span, stays: Span) -> (Span, &str) {
    let (before, after) = (&source[..change.start], &source[change.end..]);
    let stays = stays.of(source);
    let stays = if before.ends_with(char::is_whitespace) { stays.trim_start() } else { stays };
    let apart = after.starts_with(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':'));
    let stays = if apart { stays.trim_end() } else { stays };
    let spare = stays.is_empty() && apart && before.ends_with(' ');
    (Span::new(change.start - usize::from(spare), change.end), stays)
}
