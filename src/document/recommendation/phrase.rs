//! Reads an operative phrase from its first word on: adverbs, participles, softening verbs, slips. What is interposed is the
//! business of `qualifier`.

use super::classes::{asking_form, is_adverb, is_asking, is_modal, is_participle};
use super::operative::{Joint, Operative, Reach, Slip, operative_at};
use super::tokens::Token;
use crate::lexicon::{Lexicon, Strength};
use crate::text::Span;

/// A phrase on its way.
pub(super) struct Parse<'a, 'b> {
    pub tokens: &'b [Token<'a>],
    pub lexicon: &'b Lexicon,
    pub at: usize,
    pub end: usize,
    pub words: Vec<&'b str>,
    pub found: Operative,
}

impl<'a: 'b, 'b> Parse<'a, 'b> {
    pub(super) fn peek(&self, ahead: usize) -> &'b str {
        self.tokens.get(self.at + ahead).map_or("", |token| token.text)
    }

    /// Takes `count` tokens into the phrase.
    pub(super) fn take(&mut self, count: usize) {
        self.at += count;
        self.end = self.tokens[self.at - 1].span.end;
    }

    pub(super) fn number(&mut self, singular: bool, span: Span) {
        match singular {
            true => self.found.singular = Some(span),
            false => self.found.plural = Some(span),
        }
    }

    pub(super) fn strength(&self) -> Option<Strength> {
        self.lexicon.phrases.named(&self.words.join(" ")).map(|phrase| phrase.strength)
    }

    pub(super) fn finish(mut self, start: usize) -> Operative {
        self.found.span = Span::new(start, self.end);
        self.found.strength = self.strength();
        self.found.words = self.words.join(" ");
        self.found
    }

    /// Takes `the duty to` and `under an obligation to` after `have` and `are`; it begins with one of `openers`.
    pub(super) fn duty(&mut self, openers: &[&str]) -> Option<()> {
        const REACH: usize = 6;
        openers.contains(&self.peek(0)).then_some(())?;
        let to = (1..REACH).find(|&ahead| self.peek(ahead) == "to")?;
        let plain = (0..to).all(|ahead| self.peek(ahead).bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
        (plain && self.lexicon.phrases.is_verb(self.peek(to + 1))).then_some(())?;
        for ahead in 0..=to {
            let word = self.peek(ahead);
            self.words.push(word);
        }
        self.take(to + 1);
        Some(())
    }

    fn skip_adverbs(&mut self) {
        while is_adverb(self.peek(0)) {
            self.at += 1;
        }
    }

    /// After a modal verb.
    pub(super) fn modal(&mut self, verb: &'b str) {
        let start = self.tokens[self.at - 1].span;
        self.words.push(verb);
        if matches!(self.peek(0), "and" | "or" | "/") && is_modal(self.peek(1)) {
            self.found.doubled = Some(Joint { first: start, second: self.tokens[self.at + 1].span });
            self.take(2);
        }
        let from = self.at;
        self.skip_adverbs();
        self.modal_qualifier();
        self.skip_adverbs();
        let next = self.peek(0);
        if next == "be" && self.asked_at(1) {
            let (end, words, found) = (self.end, self.words.len(), self.found.clone());
            self.take(1);
            self.skip_adverbs();
            self.words.push("be");
            let told = matches!(self.peek(0), "asked" | "requested");
            if self.passive(Reach::Main).is_none() && told {
                // "should not be asked twice" asks nobody to do anything
                self.words.truncate(words);
                (self.at, self.end, self.found) = (from, end, found);
                self.found.passive = true;
            }
        } else if next == "be" && is_participle(self.peek(1)) {
            self.found.passive = true;
            self.at = from;
        } else if is_modal(next) || (matches!(next, "are" | "is") && self.asking_within(3)) || self.bare_participle() {
            self.doubled(start);
        } else if next == "to" && matches!(verb, "ought") {
            self.words.push("to");
            self.take(1);
        } else if next == "to" && self.lexicon.phrases.is_verb(self.peek(1)) {
            let (to, verb_end) = (self.tokens[self.at].span, self.tokens[self.at + 1].span.end);
            // “should not to penalize”: what stands between stays
            self.found.slip = Some(match self.at == from {
                true => Slip { span: Span::new(start.start, verb_end), right: format!("{verb} {}", self.peek(1)) },
                false => Slip { span: Span::new(to.start, verb_end), right: self.peek(1).to_owned() },
            });
            self.take(1);
        } else if self.bent_wish(verb) {
        } else if let Some(right) = self.bent_verb() {
            let span = self.tokens[self.at].span;
            // "should made efforts to"
            let last = if right.ends_with("efforts") { self.tokens[self.at + 1].span } else { span };
            self.found.slip = Some(match self.at == from {
                true => Slip { span: Span::new(start.start, last.end), right: format!("{verb} {right}") },
                false => Slip { span: Span::new(span.start, last.end), right },
            });
            if self.found.qualifier.is_none() {
                self.at = from;
            } else {
                self.end = self.tokens[self.at - 1].span.end;
            }
        } else if !self.soften() && !self.wish() {
            match self.found.qualifier {
                // adverbs belong to the measure
                None => self.at = from,
                Some(_) => self.end = self.tokens[self.at - 1].span.end,
            }
        }
    }

    /// Whether a participle of asking stands `ahead`, an adverb aside: not in `be encouraged by progress`.
    fn asked_at(&self, ahead: usize) -> bool {
        let ahead = ahead + usize::from(is_adverb(self.peek(ahead)));
        is_asking(self.peek(ahead)) && !matches!(self.peek(ahead + 1), "by" | "in")
    }

    /// Whether one of the next tokens is a participle of asking.
    fn asking_within(&self, count: usize) -> bool {
        (1..count).any(|ahead| is_asking(self.peek(ahead)))
    }

    /// `encouraged to` where a verb should stand.
    fn bare_participle(&self) -> bool {
        is_asking(self.peek(0)) && (self.peek(1) == "to" || self.lexicon.phrases.is_verb(self.peek(1)))
    }

    /// A second phrase stands where the verb should.
    fn doubled(&mut self, first: Span) {
        let second = self.tokens[self.at].span;
        if let Some(other) = operative_at(self.tokens, self.at, Reach::Subject, self.lexicon) {
            self.end = other.span.end;
            let end = self.asked_until(&other);
            self.found.doubled = Some(Joint { first, second: Span::new(other.span.start, end) });
        } else {
            self.take(1);
            self.found.doubled = Some(Joint { first, second });
        }
    }

    /// Where a second phrase ends without the verb that softens it: that stays, whichever of the two phrases does.
    fn asked_until(&self, other: &Operative) -> usize {
        let inside = |token: &&Token<'_>| other.span.start <= token.span.start && token.span.end <= other.span.end;
        let mut tokens = self.tokens.iter().filter(inside);
        let asks = other.words.contains("wish to") || other.words.split(' ').any(is_asking);
        match (asks, other.qualifier) {
            (false, None) => tokens.next().map(|modal| modal.span.end),
            (true, qualifier) => {
                let from = qualifier.map_or(other.span.start, |qualifier| qualifier.end);
                tokens.find(|token| token.text == "to" && token.span.start >= from).map(|to| to.span.end)
            }
            (false, Some(_)) => None,
        }
        .unwrap_or(other.span.end)
    }

    /// After `are` or `is`: `encouraged to`, `called upon to`. `None` if nobody is asked.
    pub(super) fn passive(&mut self, reach: Reach) -> Option<()> {
        self.skip_adverbs();
        self.participle_qualifier();
        let first = self.peek(0);
        let start = self.tokens[self.at - 1].span;
        if is_modal(first) && reach == Reach::Subject {
            // "are should"
            self.doubled(start);
            return Some(());
        }
        if first == "to" && reach == Reach::Subject {
            self.words.push("to");
            self.take(1);
            return Some(());
        }
        let upon = matches!(self.peek(1), "upon" | "on") && self.peek(2) == "to";
        let participle = match asking_form(first) {
            Some(participle) if participle == first || self.peek(1) == "to" => participle,
            // "are call upon to"
            Some(participle) if participle == "called" && upon => participle,
            _ if reach == Reach::Subject && self.peek(1) == "to" && first.bytes().all(|b| b.is_ascii_lowercase()) => {
                self.words.extend([first, "to"]);
                self.take(2);
                return Some(());
            }
            _ => return None,
        };
        if participle != first && upon {
            let on = self.peek(1);
            self.slip(self.at + 2, |before| format!("{before}{participle} {on} to"), 2);
        } else if participle != first {
            self.slip(self.at + 1, |before| format!("{before}{participle} to"), 1);
        }
        self.words.push(participle);
        let participle_span = self.tokens[self.at].span;
        self.take(1);
        if participle == "called" && matches!(self.peek(0), "upon" | "on") {
            self.words.push(self.peek(0));
            self.take(1);
        }
        if matches!(self.peek(0), "and" | "or" | "/") && is_asking(self.peek(1)) {
            let second = self.tokens[self.at + 1].span;
            self.found.doubled = Some(Joint { first: participle_span, second });
            self.words.extend([self.peek(0), self.peek(1)]);
            self.take(2);
        }
        let asked_end = self.end;
        if self.found.qualifier.is_none() {
            self.passive_qualifier();
        }
        self.skip_adverbs();
        let next = self.peek(0);
        if next == "to" {
            self.words.push("to");
            self.take(1);
            self.bent_measure(participle_span);
            if self.found.slip.is_none() && !self.soften() && is_modal(self.peek(0)) {
                self.doubled(Span::new(start.start, self.end));
            }
        } else if is_modal(next) {
            self.doubled(Span::new(start.start, asked_end));
        } else if self.found.qualifier.is_none() && self.lexicon.phrases.is_verb(next) {
            self.slip(self.at, |before| format!("{before}to {next}"), 0);
            self.words.push("to");
            // "are urged consider" has the strength of "are urged to consider"
            self.soften();
        } else if matches!(next, "" | ":" | "that") {
            self.words.push(if next == "that" { "that" } else { "to" });
            if next == "that" {
                self.take(1);
            }
        } else if reach != Reach::Subject {
            return None;
        } else if (1..8)
            .take_while(|&ahead| !matches!(self.peek(ahead), "" | "," | ";" | ":" | "."))
            .any(|ahead| self.peek(ahead) == "to" && self.lexicon.phrases.is_verb(self.peek(ahead + 1)))
        {
            // "are encouraged not only to prosecute but also to protect"
            self.words.push("to");
        }
        Some(())
    }

    /// Notes a slip that ends with token `last`. `right` makes the words put right from those that stand before the last
    /// `1 + kept` tokens; parentheses and brackets among them are left alone.
    fn slip(&mut self, last: usize, right: impl Fn(&str) -> String, kept: usize) {
        let begin = self.tokens.partition_point(|token| token.span.start < self.found.span.start);
        let words = |from: usize| {
            let words = self.tokens[from..last - kept].iter().map(|token| token.text);
            words.fold(String::new(), |all, word| all + word + " ")
        };
        let width = |from: usize| self.tokens[last - kept].span.start - self.tokens[from].span.start;
        let from = if words(begin).len() == width(begin) { begin } else { last - kept };
        let span = Span::new(self.tokens[from].span.start, self.tokens[last].span.end);
        self.found.slip = Some(Slip { span, right: right(&words(from)) });
    }

    /// Takes the verbs that belong to a phrase of the scale: `consider`, `make efforts to`.
    pub(super) fn soften(&mut self) -> bool {
        let words = self.words.join(" ");
        let more = self.lexicon.phrases.longer(&words).find(|form| {
            let mut rest = form[words.len()..].split(' ').skip(1).enumerate();
            rest.all(|(ahead, word)| self.peek(ahead) == word)
        });
        let Some(more) = more else { return false };
        let added: Vec<&'b str> = more[words.len()..].split(' ').skip(1).collect();
        let count = added.len();
        self.words.extend(added);
        self.take(count);
        // "consider to establish", "consider establish", "continue strengthen"
        let phrases = &self.lexicon.phrases;
        let to = usize::from(self.peek(0) == "to");
        let verb = self.peek(to);
        let right = match self.words.last() {
            Some(&"consider") if to == 1 || phrases.is_only_verb(verb) => {
                phrases.gerund(verb).map(|gerund| format!("consider {gerund}"))
            }
            Some(&"continue") if to == 0 && phrases.is_only_verb(verb) => Some(format!("continue to {verb}")),
            _ => None,
        };
        if let Some(right) = right {
            let span = Span::new(self.tokens[self.at - 1].span.start, self.tokens[self.at + to].span.end);
            self.found.slip = Some(Slip { span, right });
        }
        true
    }

    /// Takes `wish, where appropriate, to`.
    fn wish(&mut self) -> bool {
        if self.peek(0) != "wish" || self.peek(1) != "," || self.found.qualifier.is_some() {
            return false;
        }
        let before = (self.at, self.end);
        self.take(1);
        self.passive_qualifier();
        if self.found.qualifier.is_none() || self.peek(0) != "to" {
            (self.at, self.end) = before;
            self.found.qualifier = None;
            return false;
        }
        self.words.extend(["wish", "to"]);
        self.take(1);
        self.soften();
        true
    }
}
