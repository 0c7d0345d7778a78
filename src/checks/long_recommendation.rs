//! `long-recommendation`: more words than any adopted recommendation of its kind.

use super::{Context, phrase};
use crate::document::Unit;
use crate::finding::Report;
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    let listed = !unit.items.is_empty();
    let span = unit.label.as_ref().map_or(found.addressee.unwrap_or(Span::at(unit.body.start)), |label| label.span);
    report.occasion(span);
    // most recommendations are short, and the corpus need not be asked
    let practice = context.corpus.practice(context.lexicon);
    let kind = || practice.adopted().filter(|one| one.listed == listed);
    let Some(longest) = kind().max_by_key(|one| one.words).filter(|longest| unit.words > longest.words) else { return };
    let mut words: Vec<u32> = kind().map(|one| one.words).collect();
    words.sort_unstable();
    let half = words[words.len() / 2];
    let message = format!(
        "{} words: the longest adopted recommendation {} a list has {}, half of them at most {half}",
        unit.words,
        if listed { "with" } else { "without" },
        longest.words
    );
    let name = longest.name.clone();
    report.find(span, message).precedent(name, None);
}
