//! The grammar of operative phrases: modal verbs, passives of asking, and the verbs that soften them.
//!
//! Which phrases are on the scale, and which verbs are verbs, stands in the lexicon; here is only how they are built.

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
            parse.passive(reach)?;
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

struct Parse<'a, 'b> {
    tokens: &'b [Token<'a>],
    lexicon: &'b Lexicon,
    at: usize,
    end: usize,
    words: Vec<&'b str>,
    found: Operative,
}

impl<'a: 'b, 'b> Parse<'a, 'b> {
    fn peek(&self, ahead: usize) -> &'b str {
        self.tokens.get(self.at + ahead).map_or("", |token| token.text)
    }

    /// Takes `count` tokens into the phrase.
    fn take(&mut self, count: usize) {
        self.at += count;
        self.end = self.tokens[self.at - 1].span.end;
    }

    fn number(&mut self, singular: bool, span: Span) {
        match singular {
            true => self.found.singular = Some(span),
            false => self.found.plural = Some(span),
        }
    }

    fn strength(&self) -> Option<Strength> {
        self.lexicon.phrases.named(&self.words.join(" ")).map(|phrase| phrase.strength)
    }

    fn finish(mut self, start: usize) -> Operative {
        self.found.span = Span::new(start, self.end);
        self.found.strength = self.strength();
        self.found.words = self.words.join(" ");
        self.found
    }

    fn skip_adverbs(&mut self) {
        while is_adverb(self.peek(0)) {
            self.at += 1;
        }
    }

    /// After a modal verb.
    fn modal(&mut self, verb: &'b str) {
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
        if next == "be" && (is_asking(self.peek(1)) || is_adverb(self.peek(1)) && is_asking(self.peek(2))) {
            self.take(1);
            self.skip_adverbs();
            self.words.push("be");
            let _ = self.passive(Reach::Main);
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
        } else if !self.soften() {
            match self.found.qualifier {
                // adverbs belong to the measure
                None => self.at = from,
                Some(_) => self.end = self.tokens[self.at - 1].span.end,
            }
        }
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
            self.found.doubled = Some(Joint { first, second: other.span });
        } else {
            self.take(1);
            self.found.doubled = Some(Joint { first, second });
        }
    }

    /// After `are` or `is`: `encouraged to`, `called upon to`. `None` if nobody is asked.
    fn passive(&mut self, reach: Reach) -> Option<()> {
        self.skip_adverbs();
        let first = self.peek(0);
        let start = self.tokens[self.at - 1].span;
        if first == "to" && reach == Reach::Subject {
            self.words.push("to");
            self.take(1);
            return Some(());
        }
        let participle = match asking_form(first) {
            Some(participle) if participle == first || self.peek(1) == "to" => participle,
            _ if reach == Reach::Subject && self.peek(1) == "to" && first.bytes().all(|b| b.is_ascii_lowercase()) => {
                self.words.extend([first, "to"]);
                self.take(2);
                return Some(());
            }
            _ => return None,
        };
        if participle != first {
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
        self.passive_qualifier();
        self.skip_adverbs();
        let next = self.peek(0);
        if next == "to" {
            self.words.push("to");
            self.take(1);
            if !self.soften() && is_modal(self.peek(0)) {
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
    fn soften(&mut self) -> bool {
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
        true
    }

    /// Skips `, wherever possible,` after a modal verb.
    fn modal_qualifier(&mut self) {
        if self.peek(0) != "," {
            return;
        }
        let begin = self.at + 1;
        let (mut sure, mut likely) = (None, None);
        for i in begin + 1..self.tokens.len() {
            let word = self.tokens[i].text;
            if matches!(word, ":" | ";") {
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
        let unclosed = self.unclosed_before(begin, |word, phrases| phrases.is_only_verb(word));
        let close = match (sure, unclosed) {
            // the verb stands before the first comma that could close the qualifier
            (Some(sure), Some(at)) if at < sure => None,
            (None, Some(_)) => None,
            (sure, _) => sure.or(likely),
        };
        if let Some(close) = close {
            self.qualify(begin, close - 1, close);
        } else if let Some(at) = unclosed {
            self.found.missing_comma = Some(self.tokens[at - 1].span.end);
            self.qualify(begin, at, at);
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
        let mut open_to = None;
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
            let verb = self.tokens.get(i + 1).is_some_and(|next| self.lexicon.phrases.is_only_verb(next.text));
            let purpose = i > 0 && matches!(self.tokens[i - 1].text, "order" | "as" | "view" | "according" | "efforts");
            if to && verb && !purpose && open_to.is_none() && self.tokens[i - 1].text != "and" {
                open_to = Some(i);
            }
        }
        let Some(to) = open_to else { return };
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

    /// Where a verb follows the words after `begin` with no comma between them.
    fn unclosed_before(&self, begin: usize, verb: impl Fn(&str, &crate::lexicon::Phrases) -> bool) -> Option<usize> {
        for i in begin..self.tokens.len() {
            let word = self.tokens[i].text;
            if matches!(word, "," | ":" | ";" | "that" | "which" | "who") {
                return None;
            }
            let before = self.tokens[i.saturating_sub(1)].text;
            if i > begin + 1 && verb(word, &self.lexicon.phrases) && !matches!(before, "to" | "and" | "or" | "not") {
                return Some(i);
            }
        }
        None
    }
}

/// Words that stand after a comma and are no verbs.
const NEVER_VERBS: [&str; 14] = [
    "and",
    "or",
    "the",
    "a",
    "an",
    "their",
    "its",
    "such",
    "other",
    "national",
    "regional",
    "international",
    "relevant",
    "all",
];

pub(super) fn is_modal(word: &str) -> bool {
    matches!(word, "should" | "shall" | "must" | "will" | "may" | "can" | "could" | "might" | "would" | "ought")
}

pub(super) fn is_adverb(word: &str) -> bool {
    const ADVERBS: [&str; 10] =
        ["also", "further", "hereby", "again", "still", "always", "thus", "likewise", "not", "therefore"];
    ADVERBS.contains(&word)
        || (word.len() > 4
            && word.ends_with("ly")
            && !matches!(word, "apply" | "comply" | "supply" | "rely" | "imply" | "multiply" | "reply"))
}

pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(word, "they" | "it" | "we" | "he" | "she" | "there" | "who" | "that" | "which" | "whom" | "this" | "these")
}

/// Whether a verb cannot follow this word.
fn is_noun_place(word: &str) -> bool {
    const BEFORE_NOUNS: [&str; 13] =
        ["the", "a", "an", "of", "no", "in", "any", "their", "urgent", "special", "particular", "to", "its"];
    BEFORE_NOUNS.contains(&word)
}

/// Whether a qualifier opens with this word: `in accordance with`, `where appropriate`, `bearing in mind`.
pub(super) fn opens_qualifier(word: &str) -> bool {
    const OPENERS: [&str; 50] = [
        "in",
        "with",
        "within",
        "without",
        "subject",
        "consistent",
        "as",
        "where",
        "wherever",
        "when",
        "whenever",
        "if",
        "upon",
        "on",
        "through",
        "under",
        "pursuant",
        "for",
        "by",
        "at",
        "to",
        "from",
        "individually",
        "collectively",
        "jointly",
        "both",
        "together",
        "including",
        "especially",
        "inter",
        "among",
        "while",
        "unless",
        "once",
        "after",
        "before",
        "during",
        "inspired",
        "guided",
        "mindful",
        "aware",
        "based",
        "given",
        "whether",
        "using",
        "insofar",
        "notwithstanding",
        "irrespective",
        "regardless",
        "depending",
    ];
    OPENERS.contains(&word) || (word.len() > 5 && (word.ends_with("ing") || word.ends_with("ly")))
}

fn is_participle(word: &str) -> bool {
    const IRREGULAR: [&str; 14] = [
        "made",
        "given",
        "taken",
        "paid",
        "held",
        "kept",
        "set",
        "put",
        "brought",
        "drawn",
        "borne",
        "built",
        "sought",
        "understood",
    ];
    (word.len() > 3 && word.ends_with("ed") && !matches!(word, "need")) || IRREGULAR.contains(&word)
}

/// Whether somebody who is so treated is asked to do something.
pub(super) fn is_asking(word: &str) -> bool {
    asking_form(word) == Some(word)
}

/// The participle of asking that this word is, or is a form of: `encouraged` for `encourage`.
fn asking_form(word: &str) -> Option<&'static str> {
    const ASKING: [(&str, &[&str]); 21] = [
        ("encouraged", &["encourage", "encouraging", "encourages"]),
        ("urged", &["urge", "urging"]),
        ("invited", &["invite", "inviting"]),
        ("called", &["call", "calling"]),
        ("requested", &["request", "requesting"]),
        ("required", &["require", "requiring"]),
        ("recommended", &["recommend", "recommending"]),
        ("advised", &["advise", "advising"]),
        ("asked", &["ask"]),
        ("expected", &["expect"]),
        ("obliged", &["oblige"]),
        ("obligated", &[]),
        ("bound", &[]),
        ("reminded", &["remind"]),
        ("instructed", &["instruct"]),
        ("directed", &["direct"]),
        ("mandated", &["mandate"]),
        ("exhorted", &["exhort"]),
        ("implored", &["implore"]),
        ("supposed", &[]),
        ("permitted", &[]),
    ];
    let (participle, _) = ASKING.iter().find(|(form, others)| *form == word || others.contains(&word))?;
    Some(participle)
}
