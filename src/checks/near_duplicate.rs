//! `near-duplicate`: a recommendation that an earlier meeting adopted, left as a proposal or observed before, in the
//! same words or in others. It never says that nothing similar exists.

use super::Context;
use crate::corpus::similarity::{Explanation, Match, Piece, Tier, explain};
use crate::document::{Kind, Unit};
use crate::finding::{Report, Severity};
use crate::text::Span;

/// Shorter texts say too little to be compared.
pub(super) const WORDS: u32 = 6;

/// How many earlier recommendations a finding names.
const NAMED: usize = 3;

/// How many words that differ a message quotes.
const QUOTED: usize = 4;

/// Likeness from which a match is worth a word in a draft of the field.
const MERELY_LIKE: f32 = 0.18;

/// Likeness from which it is in a draft of another one: rather the same measure than not.
pub(super) const EVEN: f32 = 0.5;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if unit.kind() != Kind::Recommendation || unit.words < WORDS {
        return;
    }
    let corpus = context.corpus;
    let span = trimmed(unit);
    let text = unit.text(span);
    // a report is held against what came before it; meetings stand in order of time
    let own = context.own_meetings;
    let last = own.last().copied().unwrap_or(usize::MAX);
    let before = |meeting: usize| meeting < last && !own.contains(&meeting);
    let counts = |i: usize| before(corpus.earlier()[i].meeting);
    // what a meeting has put on record is no longer drafted: that it repeats another is worth knowing, no more
    let loudest = if own.is_empty() { Severity::Error } else { Severity::Information };
    if !(0..corpus.meetings().len()).any(before) {
        report.occasion(span);
        return;
    }
    if let Some(i) = corpus.verbatim(text).filter(|&i| counts(i)) {
        let earlier = &corpus.earlier()[i];
        let message = format!("Repeats {} ({}) word for word", corpus.cite(earlier), earlier.status.name());
        let finding = report.find(span, message).precedent(&*earlier.name, Some(1.0));
        finding.at(loudest.min(finding.severity));
        return;
    }
    let matches = corpus.similarity().repeated(text, NAMED, counts);
    // in another field everything is a little like something
    let bar = if context.of_the_field { MERELY_LIKE } else { EVEN };
    let matches: Vec<Match> = matches.into_iter().filter(|found| found.likeness() >= bar).collect();
    let Some(best) = matches.first() else {
        report.occasion(span);
        return;
    };
    let finding = report.find(span, message(best, text, context));
    let severity = match best.tier {
        Tier::Duplicate => loudest,
        Tier::Overlap => Severity::Information,
        Tier::Possible | Tier::Nearest => Severity::Hint,
    };
    // a person who wants the rule quieter than its card has the last word
    finding.at(severity.min(finding.severity));
    for found in &matches {
        finding.precedent(&*corpus.earlier()[found.earlier].name, Some(found.likeness()));
    }
}

/// The body without white space at its ends.
pub(super) fn trimmed(unit: &Unit) -> Span {
    let text = unit.text(unit.body);
    let start = unit.body.start + text.len() - text.trim_start().len();
    Span::new(start, start + text.trim().len())
}

fn message(best: &Match, text: &str, context: &Context<'_>) -> String {
    let corpus = context.corpus;
    let earlier = &corpus.earlier()[best.earlier];
    let explanation = explain(corpus.similarity(), text, &earlier.text);
    let cited = format!("{} ({})", corpus.cite(earlier), earlier.status.name());
    match best.tier {
        Tier::Duplicate => format!("Repeats {cited}: {}", difference(&explanation, text, &earlier.text)),
        Tier::Overlap => format!("Overlaps with {cited}: {}", likeness(&explanation, text, &earlier.text)),
        Tier::Possible | Tier::Nearest => {
            format!("May repeat {cited}: {}", likeness(&explanation, text, &earlier.text))
        }
    }
}

/// “differs in “media” for “journalists”, without “where appropriate””, as much of it as a line holds.
pub(super) fn difference(explanation: &Explanation, text: &str, earlier: &str) -> String {
    let mut said = Vec::new();
    let mut pieces = explanation.pieces.iter().peekable();
    while let Some(piece) = pieces.next() {
        match (piece, pieces.peek()) {
            (Piece::Dropped(old), Some(Piece::Added(new))) => {
                said.push(format!("{} for {}", quote(new.of(text)), quote(old.of(earlier))));
                pieces.next();
            }
            (Piece::Dropped(old), _) => said.push(format!("without {}", quote(old.of(earlier)))),
            (Piece::Added(new), _) => said.push(format!("with {}", quote(new.of(text)))),
            (Piece::Same { .. }, _) => {}
        }
    }
    match said.len() {
        0 => "the same words".to_owned(),
        1..=QUOTED => format!("differs: {}", said.join(", ")),
        more => format!("differs: {} and {} more places", said[..QUOTED - 1].join(", "), more + 1 - QUOTED),
    }
}

/// What the likeness rests on: the phrases that both have, else the words that stand for each other.
pub(super) fn likeness(explanation: &Explanation, text: &str, earlier: &str) -> String {
    let mut shared: Vec<String> = Vec::new();
    for (span, _) in explanation.shared.iter().filter(|(span, _)| !is_opening(span.of(text))).take(2) {
        let phrase = quote(span.of(text));
        if !shared.contains(&phrase) {
            shared.push(phrase);
        }
    }
    let stand_ins: Vec<String> = explanation
        .stand_ins
        .iter()
        .take(2)
        .map(|pair| format!("{} for {}", quote(pair.text.of(text)), quote(pair.earlier.of(earlier))))
        .collect();
    match (shared.is_empty(), stand_ins.is_empty()) {
        (false, false) => format!("both say {}; {}", shared.join(" and "), stand_ins.join(", ")),
        (false, true) => format!("both say {}", shared.join(" and ")),
        (true, false) => stand_ins.join(", "),
        (true, true) => "on the whole".to_owned(),
    }
}

/// Whether the words are those that any two recommendations have in common.
fn is_opening(words: &str) -> bool {
    const OPENING: [&str; 18] = [
        "states",
        "parties",
        "should",
        "are",
        "encouraged",
        "urged",
        "to",
        "consider",
        "ensure",
        "that",
        "in",
        "of",
        "the",
        "and",
        "a",
        "also",
        "with",
        "accordance",
    ];
    words.split_whitespace().all(|word| OPENING.contains(&word.to_lowercase().as_str()))
}

/// Words in quotation marks, their middle left out where they are many.
fn quote(words: &str) -> String {
    const MOST: usize = 9;
    let all: Vec<&str> = words.split_whitespace().collect();
    if all.len() <= MOST {
        return format!("“{}”", all.join(" "));
    }
    format!("“{} … {}”", all[..4].join(" "), all[all.len() - 4..].join(" "))
}
