//! What stands between a known addressee and its operative phrase: a qualifier, a relative clause, further addressees.

use super::classes::{is_adverb, is_relative, opens_qualifier};
use super::head::is_own_subject;
use super::operative::{Operative, Reach, act_at, operative_at};
use super::subject::{Known, address, joint, known_at};
use super::tokens::Token;
use super::{Addressee, Recommendation};
use crate::lexicon::Lexicon;
use crate::text::Span;

/// The phrase right at token `i`, adverbs aside.
pub(super) fn direct(tokens: &[Token<'_>], mut i: usize, lexicon: &Lexicon) -> Option<Operative> {
    while tokens.get(i).is_some_and(|token| is_adverb(token.text)) {
        i += 1;
    }
    operative_at(tokens, i, Reach::Subject, lexicon)
}

/// The operative phrase after a known addressee, past a qualifier, a relative clause or further addressees.
pub(super) fn after_known(
    text: &str,
    tokens: &[Token<'_>],
    start: usize,
    known: Known,
    lexicon: &Lexicon,
    found: &mut Recommendation,
) {
    address(&known, found);
    let from = known.next;
    if known.body {
        let mut at = from;
        while tokens.get(at).is_some_and(|token| is_adverb(token.text)) {
            at += 1;
        }
        found.operative = act_at(tokens, at, lexicon);
        if found.operative.is_some() {
            return;
        }
    }
    if let Some(operative) = direct(tokens, from, lexicon) {
        let slipped = operative.slip.is_some() && operative.plural.is_none() && operative.singular.is_none();
        // "States parties invited to the meeting should …" is no slip
        let later = slipped.then(|| main_phrase(tokens, from + 1, lexicon)).flatten();
        if later.is_none() {
            found.operative = Some(operative);
            return;
        }
    }
    let Some(next) = tokens.get(from).map(|token| token.text) else { return };
    let after_comma = tokens.get(from + 1).map_or("", |token| token.text);
    match next {
        "," if is_relative(after_comma) || opens_qualifier(after_comma) || is_adverb(after_comma) => {
            qualified(text, tokens, from, lexicon, found);
        }
        _ if joint(tokens, from).is_some() => joined(text, tokens, start, from, lexicon, found),
        _ => modified(tokens, from, lexicon, found),
    }
    if found.operative.is_none() && known.body {
        // "The Working Group, at its meeting in Vienna, recommended …"
        for i in from + 2..tokens.len() {
            if tokens[i - 1].text == ","
                && let Some(act) = act_at(tokens, i, lexicon)
            {
                found.qualifier = Some(Span::new(tokens[from + 1].span.start, tokens[i - 2].span.end));
                found.operative = Some(act);
                return;
            }
        }
    }
}

/// `, in accordance with domestic law, should`: `from` is the first comma.
fn qualified(text: &str, tokens: &[Token<'_>], from: usize, lexicon: &Lexicon, found: &mut Recommendation) {
    let mut loose = None;
    for i in from + 2..tokens.len() {
        if matches!(tokens[i].text, ":" | ";") {
            break;
        }
        let mut before = i - 1;
        while before > from && is_adverb(tokens[before].text) {
            before -= 1;
        }
        if is_own_subject(tokens, before, lexicon) {
            continue;
        }
        let closed = tokens[before].text == "," && before > from;
        let reach = if closed { Reach::Subject } else { Reach::Main };
        let Some(operative) = operative_at(tokens, i, reach, lexicon) else { continue };
        if closed {
            found.qualifier = Some(Span::new(tokens[from + 1].span.start, tokens[before - 1].span.end));
            found.operative = Some(operative);
            return;
        }
        if loose.is_none() {
            loose = Some((i, operative));
            if !is_clause(&tokens[from + 1..i]) {
                break;
            }
        }
    }
    let Some((i, operative)) = loose else { return };
    // "States parties, including those of destination, and UNODC should"
    let further = (from + 2..i).rev().find(|&at| tokens[at].text == "," && matches!(tokens[at + 1].text, "and" | "or"));
    if let Some(comma) = further {
        found.qualifier = Some(Span::new(tokens[from + 1].span.start, tokens[comma - 1].span.end));
        match known_at(text, tokens, comma + 2, lexicon).filter(|known| known.next == i) {
            Some(known) => found.addressees.extend(known.all),
            None => push_unknown(tokens, comma + 2, i, found),
        }
        found.operative = Some(operative);
        return;
    }
    found.qualifier = Some(Span::new(tokens[from + 1].span.start, tokens[i - 1].span.end));
    found.missing_comma = Some(tokens[i - 1].span.end);
    found.operative = Some(operative);
}

/// Whether these words hold a clause with a verb of its own: `where the law so requires`, but not `where appropriate`.
fn is_clause(tokens: &[Token<'_>]) -> bool {
    let last = tokens.len();
    tokens.iter().enumerate().any(|(i, token)| {
        is_relative(token.text)
            || (matches!(token.text, "if" | "where" | "when" | "whenever" | "wherever" | "as" | "while" | "unless")
                && last - i > 3)
    })
}

/// `States parties and relevant stakeholders should`: further addressees that the lexicon does not know.
fn joined(text: &str, tokens: &[Token<'_>], start: usize, from: usize, lexicon: &Lexicon, found: &mut Recommendation) {
    let Some((i, operative)) = main_phrase(tokens, from, lexicon) else { return };
    let mut at = from;
    // a qualifier may follow the last of them
    let qualifier = (from..i).find(|&at| tokens[at].text == "," && is_qualifier(tokens, at + 1));
    let end = qualifier.unwrap_or(i);
    // several that the lexicon does not know are one: "regional and international organizations"
    let mut unknown = None;
    while at < end {
        let Some(step) = joint(tokens, at) else {
            at += 1;
            continue;
        };
        let next = at + step;
        if let Some(known) = known_at(text, tokens, next, lexicon).filter(|known| known.next <= end) {
            if let Some(begin) = unknown.take() {
                push_unknown(tokens, begin, at, found);
            }
            found.addressees.extend(known.all);
            at = known.next;
        } else {
            unknown.get_or_insert(next);
            at = next;
        }
    }
    if let Some(begin) = unknown {
        push_unknown(tokens, begin, end, found);
    }
    let last = end - 1 - usize::from(tokens[end - 1].text == "," && end > start + 1);
    found.addressee = Some(Span::new(tokens[start].span.start, tokens[last].span.end));
    if let Some(comma) = qualifier {
        let closed = tokens[i - 1].text == ",";
        let last = if closed { i - 2 } else { i - 1 };
        if comma < last {
            found.qualifier = Some(Span::new(tokens[comma + 1].span.start, tokens[last].span.end));
            let single = !tokens[comma + 1..i].iter().any(|token| token.text == ",");
            found.missing_comma = (!closed && single).then_some(tokens[i - 1].span.end);
        }
    }
    found.operative = Some(operative);
}

/// Whether a qualifier opens at token `at`, and not `as well as` or a further addressee.
fn is_qualifier(tokens: &[Token<'_>], at: usize) -> bool {
    let word = |ahead: usize| tokens.get(at + ahead).map_or("", |token| token.text);
    opens_qualifier(word(0)) && (word(0), word(1)) != ("as", "well") && word(0) != "to"
}

fn push_unknown(tokens: &[Token<'_>], begin: usize, mut end: usize, found: &mut Recommendation) {
    while end > begin && (is_adverb(tokens[end - 1].text) || tokens[end - 1].text == ",") {
        end -= 1;
    }
    if begin < end && !opens_qualifier(tokens[begin].text) {
        let span = Span::new(tokens[begin].span.start, tokens[end - 1].span.end);
        found.addressees.push(Addressee { span, name: None });
    }
}

/// `States parties that have not done so should`, `States parties to the Protocol should`.
fn modified(tokens: &[Token<'_>], from: usize, lexicon: &Lexicon, found: &mut Recommendation) {
    let Some((i, operative)) = main_phrase(tokens, from, lexicon) else { return };
    let closed = tokens[i - 1].text == ",";
    let end = if closed { i - 1 } else { i };
    found.qualifier = (from < end).then(|| Span::new(tokens[from].span.start, tokens[end - 1].span.end));
    if closed && (opens_loose_qualifier(tokens, from) || matches!(tokens[from].text, "which" | "who")) {
        found.missing_comma = Some(tokens[from - 1].span.end);
    }
    found.operative = Some(operative);
}

/// Whether what follows the addressee is set off by commas: `in accordance with`, not `in a position to do so`.
fn opens_loose_qualifier(tokens: &[Token<'_>], from: usize) -> bool {
    const AFTER_IN: [&str; 9] = [
        "accordance",
        "line",
        "consultation",
        "cooperation",
        "coordination",
        "conformity",
        "keeping",
        "collaboration",
        "compliance",
    ];
    let next = tokens.get(from + 1).map_or("", |token| token.text);
    match tokens[from].text {
        "in" => AFTER_IN.contains(&next),
        "with" => matches!(next, "a" | "due" | "full"),
        "consistent" | "pursuant" | "subject" | "bearing" | "taking" | "as" | "where" | "wherever" | "when"
        | "whenever" | "if" | "within" | "upon" | "individually" | "through" => true,
        _ => false,
    }
}

/// The first phrase from token `from` on that is the main verb's: not that of a relative clause.
pub(super) fn main_phrase(tokens: &[Token<'_>], from: usize, lexicon: &Lexicon) -> Option<(usize, Operative)> {
    let phrases = |reach: Reach| {
        (from..tokens.len())
            .take_while(|&i| !matches!(tokens[i].text, ":" | ";"))
            .filter(|&i| {
                let before = (0..i).rev().find(|&i| !is_adverb(tokens[i].text));
                !before.is_some_and(|before| is_own_subject(tokens, before, lexicon))
            })
            .filter_map(move |i| operative_at(tokens, i, reach, lexicon).map(|operative| (i, operative)))
    };
    let mut passive = None;
    for (i, operative) in phrases(Reach::Main) {
        if !operative.passive {
            return Some((i, operative));
        }
        passive.get_or_insert((i, operative));
    }
    passive.or_else(|| phrases(Reach::Weak).find(|(_, operative)| !operative.passive))
}
