//! Words interposed inside an operative phrase, with two commas, with one, or with none: where they begin and end.
//!
//! Whether a comma is missing is noted, and said by a check.

use super::classes::{NEVER_VERBS, is_adverb, is_asking, is_modal, is_noun_place, opens_qualifier};
use super::phrase::Parse;
use super::tokens::Token;
use crate::text::Span;

impl<'a: 'b, 'b> Parse<'a, 'b> {
    /// Skips `, wherever possible,` after a modal verb.
    pub(super) fn modal_qualifier(&mut self) {
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
    pub(super) fn participle_qualifier(&mut self) {
        let opened = self.peek(0) == ",";
        let begin = self.at + usize::from(opened);
        let first = self.tokens.get(begin).map_or("", |token| token.text);
        // without a comma "are to be encouraged" is something else
        let second = self.tokens.get(begin + 1).map_or("", |token| token.text);
        // "are also, and above all, encouraged"
        let adds = first == "and" && matches!(second, "above" | "especially" | "indeed" | "particularly");
        let opens =
            if opened { opens_qualifier(first) || adds } else { matches!(first, "where" | "when" | "if" | "as") };
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
    pub(super) fn passive_qualifier(&mut self) {
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
            let next = if to { self.before_adverbs(begin, i) } else { i };
            if to && next > begin && self.tokens[next - 1].text == "," {
                if !opened {
                    self.found.missing_comma = Some(self.tokens[begin - 1].span.end);
                }
                self.qualify(begin, next - 1, next);
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

    /// Where the adverbs begin that go with the infinitive at token `to`: “where appropriate, not to detain”, but “further to
    /// its resolution”.
    fn before_adverbs(&self, begin: usize, to: usize) -> usize {
        let infinitive = self.tokens.get(to + 1).is_some_and(|next| may_be_verb(next.text));
        let adverb = |i: &usize| infinitive && is_adverb(self.tokens[*i].text);
        to - (begin + 1..to).rev().take_while(adverb).count()
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
