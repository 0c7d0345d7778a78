//! What the checks of drift share: how a measure that was adopted before comes back with another strength, qualifier or
//! scope. Each rule of drift is a file of its own; each looks at one difference.

use std::cmp::Ordering;

use super::earlier::Same;
use super::{Context, phrase};
use crate::corpus::similarity::{Piece, Tier};
use crate::document::Unit;
use crate::finding::{Report, Safety};
use crate::text::Span;

/// Reports an operative phrase whose strength compares with the adopted one as `wanted`.
pub(super) fn strength(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>, wanted: Ordering, word: &str) {
    let Some(same) = Same::of(unit, context, Tier::Duplicate) else { return };
    let Some((there, then)) = same.then() else { return };
    let (Some(now), Some(then)) = (&same.now.operative, &then.operative) else { return };
    let (Some(strength), Some(adopted)) = (now.strength, then.strength) else { return };
    if strength.cmp(&adopted) != wanted || now.passive || then.passive {
        report.occasion(now.span);
        return;
    }
    let write = phrase::usual(then, context.lexicon);
    let (new, old) = (phrase::quote(unit, now), phrase::quote(there, then));
    let message = format!("{word} than {} (adopted), which asks for the same: “{new}” for “{old}”", same.cited());
    let finding = same.report(unit, report, now.span, message);
    if now.slip.is_none() && now.doubled.is_none() {
        finding.fix_with(
            Safety::NeedsReview,
            format!("Write “{write}”, as adopted"),
            phrase::replace(unit, now, write),
        );
        // the least change comes first
        finding.fixes.rotate_right(1);
    }
}

/// A kind of qualifier, and the words that mark it.
struct Kind {
    words: &'static [&'static str],
    /// What must stand before the words in the same clause; nothing for words that are a qualifier by themselves.
    after: &'static [&'static str],
}

const KINDS: [Kind; 5] = [
    Kind {
        words: &[
            "domestic law",
            "domestic legislation",
            "national law",
            "national legislation",
            "legal system",
            "domestic legal",
        ],
        after: &[
            "in accordance with",
            "consistent with",
            "in line with",
            "within the framework of",
            "in conformity with",
            "subject to",
        ],
    },
    Kind {
        words: &[
            "as appropriate",
            "where appropriate",
            "if appropriate",
            "as necessary",
            "where necessary",
            "where relevant",
        ],
        after: &[],
    },
    Kind {
        words: &[
            "to the extent possible",
            "where possible",
            "wherever possible",
            "whenever possible",
            "if possible",
            "where feasible",
            "within their means",
        ],
        after: &[],
    },
    Kind { words: &["upon request", "when requested", "on request", "if requested"], after: &[] },
    Kind { words: &["on a voluntary basis"], after: &[] },
];

/// The place of a qualifier of that kind in a text, from its first word.
fn place(kind: &Kind, text: &str) -> Option<Span> {
    if kind.after.is_empty() {
        let found = |words: &&str| text.find(words).map(|at| Span::new(at, at + words.len()));
        return kind.words.iter().find_map(found);
    }
    kind.after.iter().flat_map(|after| text.match_indices(after)).find_map(|(at, after)| {
        let clause = &text[at + after.len()..];
        let clause = &clause[..clause.find([',', '.', ';', ':']).unwrap_or(clause.len())];
        let word = kind.words.iter().filter_map(|word| Some(clause.find(word)? + word.len())).min()?;
        Some(Span::new(at, at + after.len() + word))
    })
}

/// The qualifiers that stand in the one text and have none of their kind in the other.
pub(super) fn qualifiers(text: &str, other: &str) -> Vec<Span> {
    let alone = KINDS.iter().filter(|kind| place(kind, other).is_none());
    alone.filter_map(|kind| place(kind, text)).collect()
}

/// Words that take in everything.
const WHOLE: [&str; 4] = ["all", "any", "every", "each"];

/// Words that shut the rest out.
const ONLY: [&str; 3] = ["only", "solely", "exclusively"];

/// One kind of victim.
const SOME: [&str; 5] =
    ["child trafficking", "trafficking in children", "trafficking in women", "trafficking in girls", "child victims"];

/// Where the one text, cut into what it shares and what it has alone, says less than the other: words of its own that
/// narrow (`Ok`), or words of the other that it lacks (`Err`).
pub(super) fn narrower(text: &str, other: &str, own: &[Span], lacks: &[Span]) -> Option<Result<Span, Span>> {
    let has = |spans: &[Span], text: &str, words: &[&str]| -> Option<Span> {
        spans.iter().find_map(|span| {
            let mut at = span.start;
            span.of(text).split_inclusive(|char: char| !char.is_alphanumeric()).find_map(|piece| {
                let start = at;
                at += piece.len();
                let word = piece.trim_end_matches(|char: char| !char.is_alphanumeric());
                words.contains(&&*word.to_lowercase()).then(|| Span::new(start, start + word.len()))
            })
        })
    };
    if let Some(span) = has(own, text, &ONLY).filter(|_| has(lacks, other, &ONLY).is_none()) {
        return Some(Ok(span));
    }
    if let Some(span) = has(lacks, other, &WHOLE).filter(|_| has(own, text, &WHOLE).is_none()) {
        return Some(Err(span));
    }
    let some = |text: &str| SOME.iter().find_map(|words| text.find(words).map(|at| Span::new(at, at + words.len())));
    some(text).filter(|_| some(other).is_none() && !text.contains("in persons") && other.contains("in persons")).map(Ok)
}

/// What each of two texts has alone.
pub(super) fn alone(pieces: &[Piece]) -> (Vec<Span>, Vec<Span>) {
    let (mut added, mut dropped) = (Vec::new(), Vec::new());
    for piece in pieces {
        match piece {
            Piece::Added(span) => added.push(*span),
            Piece::Dropped(span) => dropped.push(*span),
            Piece::Same { .. } => {}
        }
    }
    (added, dropped)
}
