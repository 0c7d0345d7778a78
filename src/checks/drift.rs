//! What the checks of drift share: how a measure that was adopted before comes back with another strength, qualifier or
//! scope. Each rule of drift is a file of its own; each looks at one difference.

use std::cmp::Ordering;

use super::earlier::{Same, trimmed};
use super::likeness::{is_alike, is_other};
use super::{Context, phrase};
use crate::corpus::similarity::{Piece, Tier};
use crate::document::{Operative, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::{Lexicon, Strength};
use crate::text::{Span, floor_boundary};

/// Reports an operative phrase whose strength compares with the adopted one as `wanted`.
pub(super) fn strength(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>, wanted: Ordering, word: &str) {
    let Some(same) = Same::of(unit, context, Tier::Duplicate) else { return };
    let Some((there, then)) = same.then() else { return };
    let (Some(now), Some(then)) = (&same.now.operative, &then.operative) else { return };
    let lexicon = context.lexicon;
    let softened = [attempt(unit, now, lexicon), attempt(there, then, lexicon)];
    let strength = rank(now, lexicon).map(|rank| with_attempt(rank, &now.words, softened[0], lexicon));
    let adopted = then.strength.map(|rank| with_attempt(rank, &then.words, softened[1], lexicon));
    let (Some(strength), Some(adopted)) = (strength, adopted) else { return };
    if strength.cmp(&adopted) != wanted || now.passive || then.passive {
        report.occasion(now.span);
        return;
    }
    // what asks for something else asks no more strongly for the same
    let text = unit.text(trimmed(unit));
    let explanation = same.explained(unit);
    let adopted = &same.part(unit).text;
    let other = is_other(&same.found, &explanation, unit, adopted, context);
    if other || !is_alike(&explanation, text, adopted) {
        return;
    }
    let write = phrase::usual(then, lexicon);
    let quote = |unit: &Unit, found: &Operative, attempt: Option<&str>| match attempt {
        Some(attempt) => format!("{} {attempt}", phrase::quote(unit, found)),
        None => phrase::quote(unit, found),
    };
    let (new, old) = (quote(unit, now, softened[0]), quote(there, then, softened[1]));
    let message = format!("{word} than {} (adopted), which asks for the same: “{new}” for “{old}”", same.cited());
    let finding = same.report(unit, report, now.span, message);
    let sound = now.slip.is_none() && now.doubled.is_none() && softened == [None; 2];
    if let Some(edits) = phrase::replace(unit, now, write, lexicon).filter(|_| sound) {
        finding.fix_with(Safety::NeedsReview, format!("Write “{write}”, as adopted"), edits);
        // the least change comes first
        finding.fixes.rotate_right(1);
    }
}

/// The rank of a phrase. One that no meeting has adopted has that of what adopted texts write for it; “must” binds no less
/// than “shall”.
fn rank(phrase: &Operative, lexicon: &Lexicon) -> Option<Strength> {
    let instead = match phrase.words.as_str() {
        "must" => Some("shall"),
        words => lexicon.phrases.instead(words),
    };
    phrase.strength.or_else(|| Some(lexicon.phrases.named(instead?)?.strength))
}

/// What of a phrase is only to be attempted: “explore the possibility of”, right behind it.
fn attempt<'a>(unit: &Unit, operative: &Operative, lexicon: &'a Lexicon) -> Option<&'a str> {
    let rest = unit.reading()[operative.span.end..].trim_start_matches([' ', ',']);
    let attempts = lexicon.phrases.hedges.attempts.iter().map(String::as_str);
    attempts
        .filter(|words| rest.strip_prefix(words).is_some_and(|rest| rest.starts_with(' ')))
        .max_by_key(|one| one.len())
}

/// The rank of a phrase with an attempt behind it: to explore the possibility of something is to consider it, and to
/// attempt it is to make efforts, where the scale has that.
fn with_attempt(rank: Strength, phrase: &str, attempt: Option<&str>, lexicon: &Lexicon) -> Strength {
    let Some(attempt) = attempt else { return rank };
    let considers = attempt.contains("possibility") || attempt.contains("feasibility");
    let instead = format!("{phrase} {}", if considers { "consider" } else { "make efforts to" });
    lexicon.phrases.named(&instead).map_or(rank, |known| known.strength.min(rank))
}

/// A kind of qualifier, and the words that mark it.
struct Kind {
    words: &'static [&'static str],
    /// What must stand before the words in the same clause; nothing for words that are a qualifier by themselves.
    after: &'static [&'static str],
}

const KINDS: [Kind; 6] = [
    Kind {
        words: &[
            "domestic law",
            "domestic legislation",
            "national law",
            "national legislation",
            "legal system",
            "domestic legal",
            "national legal",
            "constitution",
        ],
        after: &[
            "in accordance with",
            "consistent with",
            "in line with",
            "within the framework of",
            "in conformity with",
            "subject to",
            "without prejudice to",
            "with due regard to",
            "insofar as",
            "permitted by",
            "permitted under",
            "pursuant to",
        ],
    },
    Kind {
        words: &["national circumstances", "national priorities", "national capacit", "national context"],
        after: &[
            "in accordance with",
            "consistent with",
            "in line with",
            "subject to",
            "taking into account",
            "with due regard to",
            "depending on",
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
            "where applicable",
            "as applicable",
        ],
        after: &[],
    },
    Kind {
        words: &[
            "to the extent possible",
            "to the extent feasible",
            "to the extent practicable",
            "as far as possible",
            "insofar as possible",
            "where possible",
            "wherever possible",
            "whenever possible",
            "if possible",
            "where feasible",
            "where practicable",
            "within their means",
            "within available resources",
            "within existing resources",
            "availability of resources",
        ],
        after: &[],
    },
    Kind { words: &["upon request", "when requested", "on request", "if requested"], after: &[] },
    Kind { words: &["on a voluntary basis"], after: &[] },
];

/// The places of qualifiers of that kind in a text, each from its first word.
fn places(kind: &Kind, text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = match kind.after {
        [] => kind.words.iter().flat_map(|words| spans(text, words)).collect(),
        after => {
            after.iter().flat_map(|after| spans(text, after)).filter_map(|after| governed(kind, text, after)).collect()
        }
    };
    found.sort();
    found.dedup_by(|next, last| next.start < last.end);
    found
}

fn spans<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = Span> + 't {
    text.match_indices(words).map(|(at, words)| Span::new(at, at + words.len()))
}

/// The qualifier that `after` opens, if its clause has the words of the kind.
fn governed(kind: &Kind, text: &str, after: Span) -> Option<Span> {
    let clause = &text[after.end..];
    let clause = &clause[..clause.find([',', '.', ';', ':']).unwrap_or(clause.len())];
    let word = kind.words.iter().filter_map(|word| Some(clause.find(word)? + word.len())).min()?;
    Some(Span::new(after.start, after.end + word))
}

/// The qualifiers that the one text has beyond those of their kind in the other.
pub(super) fn qualifiers(text: &str, other: &str) -> Vec<Span> {
    let beyond = |kind: &Kind| {
        let (own, others) = (places(kind, text), places(kind, other));
        let more = own.len().saturating_sub(others.len());
        // those that stand where the other text has none come first
        let (fresh, known): (Vec<Span>, Vec<Span>) =
            own.into_iter().partition(|span| !other.contains(with_word_before(text, *span)));
        fresh.into_iter().chain(known).take(more).collect::<Vec<Span>>()
    };
    KINDS.iter().flat_map(beyond).collect()
}

/// A qualifier with the word before it.
fn with_word_before(text: &str, span: Span) -> &str {
    let before = text[..span.start].trim_end();
    let start = before.rfind(' ').map_or(0, |at| at + 1);
    &text[start..span.end]
}

/// Words that take in everything.
const WHOLE: [&str; 4] = ["all", "any", "every", "each"];

/// Words that shut the rest out.
const ONLY: [&str; 3] = ["only", "solely", "exclusively"];

/// One kind of victim.
const SOME: [&str; 5] =
    ["child trafficking", "trafficking in children", "trafficking in women", "trafficking in girls", "child victims"];

/// Words that single out some of those who are meant.
const SOME_OF: [&str; 11] =
    ["certain", "some", "selected", "child", "female", "male", "adult", "senior", "large", "larger", "namely"];

/// What opens a list of examples: who leaves one out asks for no less.
const EXAMPLES: [&str; 7] =
    ["such as ", ", including ", "especially ", "in particular", "for example", "for instance", "particularly "];

/// Where the one text, cut into what it shares and what it has alone, says less than the other: words of its own that
/// narrow (`Ok`), or words of the other that it lacks (`Err`).
pub(super) fn narrower(
    text: &str,
    other: &str,
    (own, lacks): (&[Span], &[Span]),
    lexicon: &Lexicon,
) -> Option<Result<Span, Span>> {
    let has = |spans: &[Span], text: &str, words: &[&str]| -> Option<Span> {
        spans.iter().find_map(|span| {
            let mut at = span.start;
            span.of(text).split_inclusive(|char: char| !char.is_alphanumeric()).find_map(|piece| {
                let start = at;
                at += piece.len();
                let word = piece.trim_end_matches(|char: char| !char.is_alphanumeric());
                // “not only … but also” shuts nothing out
                let denied = text[..start].trim_end().ends_with("not") && words == ONLY;
                (!denied && words.contains(&&*word.to_lowercase())).then(|| Span::new(start, start + word.len()))
            })
        })
    };
    if let Some(span) = has(own, text, &ONLY).filter(|_| has(lacks, other, &ONLY).is_none()) {
        return Some(Ok(span));
    }
    if let Some(span) = has(lacks, other, &WHOLE).filter(|_| has(own, text, &WHOLE).is_none()) {
        return Some(Err(span));
    }
    // whom the other text singles out elsewhere, it means, too
    let known = |span: &Span| other.contains(span.of(text));
    let some_of = has(own, text, &SOME_OF).filter(|span| !known(span));
    if let Some(span) = some_of.filter(|_| has(lacks, other, &SOME_OF).is_none()) {
        return Some(Ok(span));
    }
    let partner = |span: &&Span| is_partner(text, other, own, **span) && !is_named(text, other, **span, lexicon);
    if let Some(span) = lacks.iter().find(partner) {
        return Some(Err(*span));
    }
    let some = |text: &str| -> Vec<Span> { SOME.iter().flat_map(|words| spans(text, words)).collect() };
    let persons = |text: &str| text.matches("in persons").count();
    let (here, there) = (some(text), some(other));
    let fewer = here.len() > there.len() && persons(text) < persons(other);
    here.into_iter().find(|span| own.iter().any(|own| own.overlaps(*span))).filter(|_| fewer).map(Ok)
}

/// Whether a span that the text lacks joins something to what it has: "and civil society", "diplomatic and", and nothing
/// new stands in its place. A reservation or an example is nothing of that kind.
fn is_partner(text: &str, other: &str, own: &[Span], lacks: Span) -> bool {
    let words: Vec<&str> = lacks.of(other).split([' ', ',', ';', '/']).filter(|word| !word.is_empty()).collect();
    let joins = |word: &&str| matches!(*word, "and" | "or");
    // what stands elsewhere was only moved
    let content = words.iter().any(|word| word.len() > 3 && !text.contains(word));
    if words.len() < 2 || words.len() > 8 || !content || !words.iter().any(joins) {
        return false;
    }
    // a list of examples is soon at its end
    const NEAR: usize = 100;
    let clause = other[..lacks.start].rfind(['.', ';']).map_or(0, |at| at + 1);
    let near = floor_boundary(other, lacks.start.saturating_sub(NEAR)).max(clause);
    let example = EXAMPLES.iter().any(|words| other[near..lacks.end].contains(words));
    let reserved = KINDS.iter().any(|kind| !places(kind, lacks.of(other)).is_empty());
    // the noun may have lost its plural: "level" for "regional and international levels"
    let stem = |word: &str| word.trim_end_matches('s').to_lowercase();
    let fresh = own.iter().flat_map(|span| span.of(text).split([' ', ','])).filter(|word| word.len() > 3);
    let replaced = fresh.filter(|word| !words.iter().any(|lost| stem(lost) == stem(word))).count();
    !example && !reserved && replaced == 0
}

/// Whether the words at `lacks` are a name that the text has, too, shortened or written out.
fn is_named(text: &str, other: &str, lacks: Span, lexicon: &Lexicon) -> bool {
    let has = |text: &str, name: &str| text.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == name);
    lexicon.abbreviations.list.iter().any(|known| {
        let written_out = spans(other, &known.full).any(|span| span.overlaps(lacks)) && has(text, &known.short);
        written_out || (has(lacks.of(other), &known.short) && text.contains(&known.full))
    })
}

/// Whom a wider or narrower measure asks besides: the words at `span`, if they stand before the operative phrase.
pub(super) fn besides<'t>(span: Span, text: &'t str, phrase: Option<&Operative>, start: usize) -> Option<&'t str> {
    let before = phrase.is_some_and(|phrase| span.end + start <= phrase.span.start);
    let words = span.of(text).trim_start_matches("and ");
    before.then(|| words.strip_suffix(" and").unwrap_or(words))
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
