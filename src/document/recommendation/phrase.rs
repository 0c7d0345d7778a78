//! Reads an operative phrase from its first word on: adverbs, what is interposed, participles, softening verbs, slips.

use super::classes::{
    NEVER_VERBS, asking_form, is_adverb, is_asking, is_modal, is_noun_place, is_participle, opens_qualifier,
};
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
            let verb_end = self.tokens[self.at + 1].span.end;
            let right = format!("{verb} {}", self.peek(1));
            self.found.slip = Some(Slip { span: Span::new(start.start, verb_end), right });
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

    /// Skips `, wherever possible,` after a modal verb.
    fn modal_qualifier(&mut self) {
        if self.peek(0) != "," {
            return;
        }
        let begin = self.at + 1;
        let (mut sure, mut likely, mut colon) = (None, None, None);
        for i in begin + 1..self.tokens.len() {
            let word = self.tokens[i].text;
            if matches!(word, ":" | ";") {
                colon = (word == ":" && opens_qualifier(self.tokens[begin].text)).then_some(i);
                break;
            }
            if self.tokens[i - 1].text != "," || i - 1 == begin {
                continue;
            }
            let verb = (i..self.tokens.len()).map(|j| self.tokens[j].text).find(|word| !is_adverb(word)).unwrap_or("");
            if self.lexicon.phrases.is_verb(verb) || is_modal(verb) || matches!(verb, "be" | "are") {
                sure = Some(i);
                break;
            }
            let plain = word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            if likely.is_none() && plain && !opens_qualifier(word) && !NEVER_VERBS.contains(&word) {
                likely = Some(i);
            }
        }
        let unclosed = self.unclosed_before(begin);
        let close = match (sure, unclosed) {
            // the verb stands before the first comma that could close the qualifier
            (Some(sure), Some(at)) if at < sure => None,
            (None, Some(_)) => None,
            // "should, where appropriate, the training of", and no verb anywhere
            (sure, _) => sure.or(likely).or_else(|| {
                let closing = self.after_set_off(begin)?;
                (self.tokens.get(closing)?.text == "," && closing + 1 < self.tokens.len()).then_some(closing + 1)
            }),
        };
        if let Some(close) = close {
            self.qualify(begin, close - 1, close);
        } else if let Some(at) = unclosed {
            self.found.missing_comma = Some(self.tokens[at - 1].span.end);
            self.qualify(begin, at, at);
        } else if let Some(colon) = colon {
            // "should, subject to the principles of their legal systems:", and the items have the verbs
            self.qualify(begin, colon, colon);
        }
    }

    /// Skips `, where appropriate,` between `are` and its participle, with commas or without.
    fn participle_qualifier(&mut self) {
        let opened = self.peek(0) == ",";
        let begin = self.at + usize::from(opened);
        let first = self.tokens.get(begin).map_or("", |token| token.text);
        // without a comma "are to be encouraged" is something else
        let opens = if opened { opens_qualifier(first) } else { matches!(first, "where" | "when" | "if" | "as") };
        if !opens {
            return;
        }
        let asks = |i: &usize| {
            let word = self.tokens.get(*i).map_or("", |token| token.text);
            is_asking(word) && (self.tokens[*i - 1].text == ",") == opened
        };
        let Some(asked) = (begin + 1..self.tokens.len().min(begin + 16)).find(asks) else { return };
        let apart = |token: &Token<'_>| matches!(token.text, ":" | ";") || is_modal(token.text);
        if !self.tokens[begin..asked].iter().any(apart) {
            self.qualify(begin, asked - usize::from(opened), asked);
        }
    }

    /// Skips `, consistent with domestic law,` after a participle, up to its `to`.
    fn passive_qualifier(&mut self) {
        let first = self.peek(0);
        let opened = first == ",";
        if first == "to" || (!opened && !opens_qualifier(first)) {
            return;
        }
        let begin = self.at + usize::from(opened);
        if opened && self.peek(1) == "to" {
            // "are encouraged, to adopt": a stray comma, and nothing is interposed
            self.at += 1;
            return;
        }
        let mut open_to = None;
        let mut likely = Vec::new();
        let set_off = self.after_set_off(begin);
        for i in begin..self.tokens.len() {
            let word = self.tokens[i].text;
            if matches!(word, ":" | ";" | ".") || (is_modal(word) && !matches!(word, "may" | "can" | "could")) {
                break;
            }
            let to = word == "to" && i > begin;
            if to && self.tokens[i - 1].text == "," {
                if !opened {
                    self.found.missing_comma = Some(self.tokens[begin - 1].span.end);
                }
                self.qualify(begin, i - 1, i);
                return;
            }
            // "where appropriate to train", though "train" is a noun, too
            let verb = self.tokens.get(i + 1).is_some_and(|next| match i - begin {
                ..=2 => self.lexicon.phrases.is_verb(next.text),
                _ if set_off == Some(i) || ends_with_law(self.tokens[i - 1].text) => {
                    self.lexicon.phrases.is_verb(next.text)
                }
                _ => self.lexicon.phrases.is_only_verb(next.text),
            });
            let purpose = i > 0 && matches!(self.tokens[i - 1].text, "order" | "as" | "view" | "according" | "efforts");
            if to && verb && !purpose && open_to.is_none() && self.tokens[i - 1].text != "and" {
                open_to = Some(i);
            }
            let governed = purpose || takes_to(self.tokens[i - 1].text);
            let governed = governed && set_off != Some(i);
            if to && !governed && self.tokens.get(i + 1).is_some_and(|next| may_be_verb(next.text)) {
                likely.push(i);
            }
        }
        // a verb that the lexicon does not know: after "as appropriate", or where no other "to" stands
        let likely = match likely.as_slice() {
            [one] => Some(*one),
            several => set_off.filter(|to| several.contains(to)),
        };
        let to = match (open_to, likely.filter(|_| opened)) {
            // "as appropriate to local needs to adopt"
            (Some(sure), Some(likely)) if likely < sure && set_off == Some(likely) => return,
            (sure, likely) => sure.or(likely),
        };
        let Some(to) = to else { return };
        if opened {
            self.found.missing_comma = Some(self.tokens[to - 1].span.end);
        }
        self.qualify(begin, to, to);
    }

    /// The qualifier is `begin..end`; the phrase goes on at `next`.
    fn qualify(&mut self, begin: usize, end: usize, next: usize) {
        self.found.qualifier = Some(Span::new(self.tokens[begin].span.start, self.tokens[end - 1].span.end));
        self.at = next;
    }

    /// The token after the words at `begin` that are always set off: `where appropriate`.
    fn after_set_off(&self, begin: usize) -> Option<usize> {
        let hedges = &self.lexicon.phrases.hedges;
        let matches = |words: &&String| {
            let mut words = words.split(' ').enumerate();
            words.all(|(ahead, word)| self.tokens.get(begin + ahead).is_some_and(|token| token.text == word))
        };
        let all = hedges.interposed.iter().chain(&hedges.neutral).filter(matches);
        let end = all.map(|words| begin + words.split(' ').count()).max()?;
        // "upon request and subject to available resources"
        let joined = self.tokens.get(end).is_some_and(|token| token.text == "and");
        Some(joined.then(|| self.after_set_off(end + 1)).flatten().unwrap_or(end))
    }

    /// Whether a verb stands at token `i`: “support services”, but not in “where appropriate support is available”.
    fn asks_at(&self, i: usize) -> bool {
        let words = self.tokens[i..].iter().map(|token| token.text);
        let clause = words.take_while(|word| !matches!(*word, "," | ";" | ":"));
        let told = clause.into_iter().any(|word| matches!(word, "is" | "are" | "was" | "were" | "exist" | "exists"));
        self.tokens.get(i).is_some_and(|token| self.lexicon.phrases.is_verb(token.text)) && !told
    }

    /// Where a verb follows the words after `begin` with no comma between them. After words that are always set off it
    /// may be a noun, too: “should, where appropriate fund”.
    fn unclosed_before(&self, begin: usize) -> Option<usize> {
        if let Some(next) = self.after_set_off(begin).filter(|&next| self.asks_at(next)) {
            return Some(next);
        }
        for i in begin..self.tokens.len() {
            let word = self.tokens[i].text;
            if matches!(word, "," | ":" | ";" | "that" | "which" | "who") {
                return None;
            }
            let before = self.tokens[i.saturating_sub(1)].text;
            if i > begin + 1
                && self.lexicon.phrases.is_only_verb(word)
                && !matches!(before, "to" | "and" | "or" | "not")
            {
                return Some(i);
            }
        }
        None
    }
}

/// Whether the word after “to” may be a verb, by its form.
fn may_be_verb(word: &str) -> bool {
    let other = NEVER_VERBS.contains(&word) || is_noun_place(word) || is_adverb(word) || word == "which";
    let bent = word.ends_with("ing") || word.ends_with("ed") || (word.ends_with('s') && !word.ends_with("ss"));
    word.starts_with(|c: char| c.is_ascii_lowercase()) && !other && !bent
}

/// Whether “to” goes with the word before it and leads to a noun.
fn takes_to(word: &str) -> bool {
    const TAKE_TO: [&str; 22] = [
        "access",
        "addition",
        "addressed",
        "applicable",
        "appropriate",
        "attention",
        "contrary",
        "due",
        "known",
        "limited",
        "owing",
        "parties",
        "party",
        "prior",
        "pursuant",
        "regard",
        "relating",
        "relation",
        "relevant",
        "respect",
        "response",
        "subject",
    ];
    TAKE_TO.contains(&word)
}

/// Whether words that end so name the law that something is in accordance with: no “to” goes with it.
fn ends_with_law(word: &str) -> bool {
    matches!(word, "law" | "laws" | "legislation" | "framework" | "frameworks" | "systems")
}
