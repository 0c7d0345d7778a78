//! Slips of grammar right after a modal verb or “encouraged to”: another form of a verb, a noun, a second “to”.
//!
//! What is right is only said where one word decides it; what else may be wrong is the business of checks.

use super::classes::{is_adverb, opens_qualifier};
use super::operative::Slip;
use super::phrase::Parse;
use super::tokens::Token;
use crate::text::Span;

impl<'a: 'b, 'b> Parse<'a, 'b> {
    /// After `encouraged to`: `establishment of`, where a verb is meant, and `, where appropriate, to` and
    /// `also to`, a second “to”.
    pub(super) fn bent_measure(&mut self, participle: Span) {
        let to = self.tokens[self.at - 1].span;
        if self.peek(1) == "of"
            && let Some(verb) = self.lexicon.phrases.verb_of(self.peek(0))
        {
            let span = Span::new(to.start, self.tokens[self.at + 1].span.end);
            self.found.slip = Some(Slip { span, right: format!("to {verb}") });
            return;
        }
        // "to also to train"
        let adverbs = (0..3).take_while(|&ahead| is_adverb(self.peek(ahead))).count();
        if adverbs > 0 && self.peek(adverbs) == "to" && self.lexicon.phrases.is_verb(self.peek(adverbs + 1)) {
            let words: Vec<&str> = (0..=adverbs).map(|ahead| self.peek(ahead)).collect();
            let span = Span::new(to.start, self.tokens[self.at + adverbs].span.end);
            self.found.slip = Some(Slip { span, right: words.join(" ") });
            return;
        }
        if self.peek(0) != "," || self.found.qualifier.is_some() || !opens_qualifier(self.peek(1)) {
            return;
        }
        let Some(close) = (2..16).find(|&ahead| self.peek(ahead) == ",") else { return };
        if self.peek(close + 1) != "to" || !self.lexicon.phrases.is_verb(self.peek(close + 2)) {
            return;
        }
        let words = self.tokens[self.at + 1..self.at + close].iter().map(|token| token.text);
        let aside = words.collect::<Vec<_>>().join(" ");
        let (first, last) = (self.tokens[self.at + 1].span.start, self.tokens[self.at + close - 1].span.end);
        let asked: Vec<&str> = self
            .tokens
            .iter()
            .filter(|token| token.span.start >= participle.start && token.span.end < to.start)
            .map(|token| token.text)
            .collect();
        if aside.len() == last - first {
            let end = self.tokens[self.at + close + 1].span.end;
            let right = format!("{}, {aside}, to", asked.join(" "));
            self.found.slip = Some(Slip { span: Span::new(participle.start, end), right });
        }
    }

    /// Takes `wish` and `to wish to` after `may`, where `wish to` is meant.
    pub(super) fn bent_wish(&mut self, verb: &str) -> bool {
        let start = self.tokens[self.at - 1].span.start;
        let taken = match (verb, self.peek(0), self.peek(1), self.peek(2)) {
            ("may", "to", "wish", "to") => 3,
            ("may", "wish", next, _) if self.lexicon.phrases.is_verb(next) => 1,
            _ => return false,
        };
        self.words.extend(["wish", "to"]);
        self.take(taken);
        self.soften();
        let adverb = |token: &Token<'_>| (start..self.end).contains(&token.span.start) && is_adverb(token.text);
        // adverbs stay where they are, and nobody is told to take them out
        if !self.tokens.iter().any(adverb) {
            self.found.slip = Some(Slip { span: Span::new(start, self.end), right: self.words.join(" ") });
        }
        true
    }

    /// The base form where a modal verb is followed by another form of a verb: `trained`, `made efforts`, `ensures`.
    pub(super) fn bent_verb(&self) -> Option<String> {
        const BENT: [(&str, &str); 6] = [
            ("made", "make"),
            ("took", "take"),
            ("taken", "take"),
            ("gave", "give"),
            ("given", "give"),
            ("built", "build"),
        ];
        let word = self.peek(0);
        if word == "make" && self.peek(1) == "effort" && self.peek(2) == "to" {
            return Some("make efforts".to_owned());
        }
        // "should trained by" lacks "be", and "should related measures be needed" is a condition
        let before = self.at.checked_sub(2).map_or(",", |before| self.tokens[before].text);
        if self.peek(1) == "by" || (before == "," && word.ends_with('s')) {
            return None;
        }
        if self.lexicon.phrases.is_verb(word) || (1..8).any(|ahead| matches!(self.peek(ahead), "be" | "have")) {
            return None;
        }
        if let Some((_, base)) = BENT.iter().find(|(bent, _)| *bent == word) {
            let effort = *base == "make" && matches!(self.peek(1), "effort" | "efforts");
            return Some(if effort { "make efforts".to_owned() } else { (*base).to_owned() });
        }
        self.lexicon.phrases.unbent(word)
    }
}
