//! The grammar of operative phrases: modal verbs, passives of asking, and the verbs that soften them.
//!
//! Which phrases are on the scale, and which verbs are verbs, stands in the lexicon; here is only how they are built.

use super::classes::{is_asking, is_noun_place, is_participle, is_pronoun};
use super::phrase::Parse;
use super::tokens::Token;
use crate::lexicon::{Lexicon, Strength};
use crate::text::Span;

/// A slip inside a phrase, such as `are urged adopt`: what is written, and what was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The words concerned.
    pub span: Span,
    /// The same words put right.
    pub right: String,
}

/// Two phrases run together, as in `should are invited to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joint {
    /// The first, as far as it goes: `should`.
    pub first: Span,
    /// The second: `are invited to`.
    pub second: Span,
}

/// An operative phrase where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Operative {
    /// From its first word to its last, an interposed qualifier included.
    pub span: Span,
    /// The words in the plural without qualifiers and adverbs: `are encouraged to consider`.
    pub words: String,
    /// Its rank, if the phrase is on the scale.
    pub strength: Option<Strength>,
    /// What is interposed inside, as in `are encouraged, consistent with domestic law, to`.
    pub qualifier: Option<Span>,
    /// Where the qualifier inside has one comma and lacks the other.
    pub missing_comma: Option<usize>,
    /// A second operative phrase run into this one.
    pub doubled: Option<Joint>,
    /// A slip of grammar inside.
    pub slip: Option<Slip>,
    /// The verb in the singular: `is`, `needs`, `has`, `was`.
    pub singular: Option<Span>,
    /// The verb in the plural: `are`, `need`, `have`, `were`. A modal verb has neither.
    pub plural: Option<Span>,
    /// Whether it is an act of the body itself: `recommended`, `requested`.
    pub act: bool,
    /// Whether the subject is acted upon: `should be strengthened`.
    pub passive: bool,
}

impl Operative {
    /// Whether it asks somebody to do something, and does not only tell what will or can be.
    pub fn asks(&self) -> bool {
        const ASKS: [&str; 6] = ["must", "shall", "should", "need to", "ought to", "have to"];
        self.strength.is_some()
            || ASKS.iter().any(|word| self.words.starts_with(word))
            || (!self.act && self.words.split(' ').any(is_asking))
    }
}

/// How far a phrase may be sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Right after a known addressee: whatever stands there as a verb.
    Subject,
    /// Anywhere: only what is an operative phrase beyond doubt.
    Main,
    /// Anywhere, and nothing better was found: `will`, `can`, `need to` as well.
    Weak,
    /// At the start of a sentence or an item, where it has a capital.
    Opening,
}

/// The operative phrase that begins at token `i`.
pub(super) fn operative_at(tokens: &[Token<'_>], i: usize, reach: Reach, lexicon: &Lexicon) -> Option<Operative> {
    let token = *tokens.get(i)?;
    let folded = token.text.to_ascii_lowercase();
    let shouted = token.text.len() > 2 && token.text.bytes().all(|b| b.is_ascii_uppercase());
    let first = if reach == Reach::Opening || shouted { folded.as_str() } else { token.text };
    let before = i.checked_sub(1).map_or("", |before| tokens[before].text);
    let mut parse =
        Parse { tokens, lexicon, at: i + 1, end: token.span.end, words: Vec::new(), found: Operative::default() };
    parse.found.span = token.span;
    match first {
        "should" | "shall" | "must" => parse.modal(first),
        "ought" if parse.peek(0) == "to" => parse.modal("ought"),
        "ought" if reach == Reach::Subject => parse.modal("ought"),
        "may" | "might" | "can" | "could" | "will" | "would" => {
            parse.modal(first);
            let sure = reach == Reach::Subject || (reach != Reach::Weak && parse.strength().is_some());
            let loose = reach == Reach::Weak && !is_noun_place(before) && !is_pronoun(before) && before != "political";
            (sure || loose).then_some(())?;
        }
        "need" | "needs" | "have" | "has"
            if parse.peek(0) == "to" && reach != Reach::Main && !is_noun_place(before) =>
        {
            let verb = if first.starts_with("need") { "need" } else { "have" };
            parse.number(first.ends_with('s'), token.span);
            parse.words.extend([verb, "to"]);
            parse.take(1);
            // "cooperation needs to be strengthened" asks nobody
            let done = parse.peek(1);
            parse.found.passive = parse.peek(0) == "be" && is_participle(done) && !is_asking(done);
        }
        "have" | "has" if parse.peek(0) == "been" && is_asking(parse.peek(1)) => {
            parse.number(first == "has", token.span);
            parse.words.extend(["have", "been"]);
            parse.take(1);
            parse.passive(reach)?;
        }
        "are" | "is" | "were" | "was" => {
            parse.number(matches!(first, "is" | "was"), token.span);
            parse.words.push(if matches!(first, "are" | "is") { "are" } else { "were" });
            let asked = parse.passive(reach);
            if asked.is_none() {
                (reach == Reach::Subject).then_some(())?;
                parse.duty(&["under", "in", "duty-bound", "being", "about", "due"])?;
            }
        }
        "have" | "has" | "bear" | "bears" if reach == Reach::Subject => {
            parse.number(first.ends_with('s'), token.span);
            parse.words.push(first.strip_suffix("rs").map_or("have", |_| "bear"));
            parse.duty(&[
                "a",
                "an",
                "the",
                "every",
                "no",
                "agreed",
                "committed",
                "undertaken",
                "pledged",
                "decided",
            ])?;
        }
        "had" if reach == Reach::Subject && parse.peek(0) == "better" => {
            parse.words.extend(["had", "better"]);
            parse.take(1);
        }
        "need" if reach == Reach::Subject && lexicon.phrases.is_verb(parse.peek(0)) => parse.words.push("need"),
        // what States undertake of themselves
        "commit" | "undertake" | "agree" | "pledge" | "resolve" | "promise" | "intend"
            if reach == Reach::Subject && parse.peek(0) == "to" && lexicon.phrases.is_verb(parse.peek(1)) =>
        {
            parse.words.extend([first, "to"]);
            parse.take(1);
        }
        // "States parties encouraged to adopt"
        participle if reach == Reach::Subject && is_asking(participle) && parse.peek(0) == "to" => {
            parse.at = i;
            parse.words.push("are");
            parse.passive(reach)?;
            let span = Span::new(token.span.start, parse.end);
            let right = parse.words.join(" ");
            parse.found.slip = Some(Slip { span, right });
        }
        _ => return None,
    }
    Some(parse.finish(token.span.start))
}

/// The act of a body that begins at token `i`: `recommended`, `calls upon`.
pub(super) fn act_at(tokens: &[Token<'_>], i: usize, lexicon: &Lexicon) -> Option<Operative> {
    let act = lexicon.phrases.acts.iter().find(|act| {
        let mut words = act.split(' ').enumerate();
        words.all(|(ahead, word)| tokens.get(i + ahead).is_some_and(|token| token.text.eq_ignore_ascii_case(word)))
    })?;
    let last = tokens[i + act.split(' ').count() - 1].span;
    let span = Span::new(tokens[i].span.start, last.end);
    Some(Operative { span, words: act.clone(), act: true, ..Operative::default() })
}
