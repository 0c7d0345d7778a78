//! A recommendation understood: who is asked, under which qualifier, how strongly, to do what.
//!
//! It reads the first sentence from the left: an opening clause, the addressee, what is interposed, the operative
//! phrase, the measure. What it cannot find stays `None`; saying so is the business of checks.

use crate::lexicon::{Lexicon, Strength};
use crate::text::Span;

/// Whether a recommendation was adopted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Adopted by the body.
    Adopted,
    /// Proposed, not adopted.
    Proposed,
    /// An observation of the chairs.
    Observation,
}

impl Status {
    /// The word for it, everywhere.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Adopted => "adopted",
            Status::Proposed => "proposed",
            Status::Observation => "observation",
        }
    }
}

/// An operative phrase where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operative {
    /// From its first word to its last, an interposed qualifier included.
    pub span: Span,
    /// The words in the plural without qualifiers and adverbs: `are encouraged to consider`.
    pub words: String,
    /// Its rank, if the phrase is on the scale.
    pub strength: Option<Strength>,
    /// What is interposed inside, as in `are encouraged, consistent with domestic law, to`.
    pub qualifier: Option<Span>,
    /// A second operative phrase run into this one, as in `should are invited to`.
    pub doubled: Option<Span>,
    /// Where `to` is missing, as in `are urged adopt`: the end of the participle.
    pub missing_to: Option<usize>,
    /// Whether the verb is in the singular.
    pub singular: bool,
    /// Whether it is an act of the body itself: `recommended`, `requested`.
    pub act: bool,
}

/// The parts of a recommendation, as places in its unit's reading text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recommendation {
    /// `Recalling …,` before the addressee.
    pub opening: Option<Span>,
    /// Who is asked. With an addressee the lexicon does not know, the whole subject.
    pub addressee: Option<Span>,
    /// The usual form of the addressee, if the lexicon knows it; the first of several.
    pub addressee_name: Option<String>,
    /// What stands between addressee and operative phrase, without its commas.
    pub qualifier: Option<Span>,
    /// Whether the qualifier lacks its second comma.
    pub unclosed_qualifier: bool,
    /// The operative phrase.
    pub operative: Option<Operative>,
    /// Operative phrases further on with a subject of their own or after `and`.
    pub further: Vec<Operative>,
    /// What is asked: from the end of the phrase to the end of the chapeau.
    pub measure: Option<Span>,
}

impl Recommendation {
    /// Reads the sentence or chapeau `span` of `text`; `rest` are the later sentences.
    pub fn read(text: &str, span: Span, rest: &[Span], lexicon: &Lexicon) -> Recommendation {
        let mut found = Recommendation::default();
        let tokens = tokens(text, span);
        let start = subject_start(text, span, &tokens, lexicon, &mut found);
        let operative = match found.addressee {
            Some(addressee) => after_addressee(text, &tokens, addressee, lexicon, &mut found),
            None => first_operative(text, &tokens, start, lexicon),
        };
        if found.addressee.is_none()
            && let Some(operative) = &operative
        {
            let subject = text[start..operative.span.start].trim_end().trim_end_matches(',');
            if !subject.is_empty() {
                found.addressee = Some(Span::new(start, start + subject.len()));
            }
        }
        if let Some(operative) = &operative {
            let measure = text[operative.span.end..span.end].trim_start();
            found.measure = Some(Span::new(span.end - measure.len(), span.end)).filter(|span| !span.is_empty());
            found.further = further(text, &tokens, operative, lexicon);
        }
        for &sentence in rest {
            let tokens = self::tokens(text, sentence);
            found.further.extend(first_operative(text, &tokens, sentence.start, lexicon));
        }
        found.operative = operative;
        found
    }

    /// Whether the text opens as recommendations do: a known addressee and an operative phrase.
    pub fn is_plain(&self) -> bool {
        self.addressee_name.is_some() && self.operative.is_some()
    }
}

/// A word or a mark of punctuation.
#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    span: Span,
    text: &'a str,
    /// In parentheses or quotation marks.
    enclosed: bool,
}

fn tokens(text: &str, span: Span) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut depth = 0usize;
    let mut at = span.start;
    let slice = span.of(text);
    for (offset, char) in slice.char_indices() {
        let start = span.start + offset;
        if start < at || char.is_whitespace() {
            continue;
        }
        let length = if char.is_alphanumeric() {
            slice[offset..]
                .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')))
                .unwrap_or(slice.len() - offset)
        } else {
            char.len_utf8()
        };
        match char {
            '(' | '“' | '«' => depth += 1,
            ')' | '”' | '»' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at = start + length;
        tokens.push(Token { span: Span::new(start, at), text: &text[start..at], enclosed: depth > 0 });
    }
    tokens
}

/// Finds the opening clause and a known addressee; returns where the subject begins.
fn subject_start(text: &str, span: Span, tokens: &[Token<'_>], lexicon: &Lexicon, found: &mut Recommendation) -> usize {
    if let Some((length, addressee)) = addressee_at(&text[span.range()], lexicon) {
        found.addressee = Some(Span::new(span.start, span.start + length));
        found.addressee_name = Some(addressee);
        return span.start;
    }
    let Some(first) = tokens.first() else { return span.start };
    if !opens_clause(first.text) {
        return span.start;
    }
    for pair in tokens.windows(2) {
        if pair[0].text != "," {
            continue;
        }
        let at = pair[1].span.start;
        if let Some((length, addressee)) = addressee_at(&text[at..span.end], lexicon) {
            // "in line with the Convention, States parties and …" inside an enumeration is still the subject
            found.opening = Some(Span::new(span.start, pair[0].span.start));
            found.addressee = Some(Span::new(at, at + length));
            found.addressee_name = Some(addressee);
            return at;
        }
    }
    span.start
}

/// Whether a sentence that begins with this word begins with a clause before its subject.
fn opens_clause(word: &str) -> bool {
    const PREPOSITIONS: [&str; 24] = [
        "In",
        "With",
        "For",
        "To",
        "As",
        "When",
        "Where",
        "While",
        "Given",
        "Under",
        "Without",
        "Pursuant",
        "Consistent",
        "Through",
        "On",
        "Upon",
        "At",
        "By",
        "During",
        "Following",
        "Subject",
        "If",
        "Concerned",
        "Aware",
    ];
    word.ends_with("ing") || PREPOSITIONS.contains(&word)
}

/// The addressee at the start of `text`, with what is joined to it by "and" or commas: length and usual form.
fn addressee_at(text: &str, lexicon: &Lexicon) -> Option<(usize, String)> {
    let (mut length, addressee) = lexicon.phrases.addressee_at(text)?;
    let name = addressee.text.clone();
    loop {
        let rest = &text[length..];
        let joint = [", and ", ", ", " and ", " or "].into_iter().find(|joint| rest.starts_with(joint));
        let Some(joint) = joint else { break };
        let next = &rest[joint.len()..];
        let Some((more, _)) =
            lexicon.phrases.addressee_at(next).or_else(|| lexicon.phrases.addressee_at(&capitalized(next)))
        else {
            break;
        };
        length += joint.len() + more;
    }
    // "States parties to the Protocol", "States parties' …" are no longer the bare addressee
    if text[length..].starts_with(['’', '\'']) {
        return None;
    }
    if let Some(rest) = text[length..].strip_prefix(" to the ") {
        let end = [" should", " are ", " shall", " may ", " is ", " must", ","]
            .iter()
            .filter_map(|stop| rest.find(stop))
            .min()?;
        length += " to the ".len() + end;
    }
    Some((length, name))
}

fn capitalized(text: &str) -> String {
    let mut head: String = text.chars().take(80).collect();
    if let Some(first) = head.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    head
}

/// The operative phrase after a known addressee, past a qualifier or a relative clause.
fn after_addressee(
    text: &str,
    tokens: &[Token<'_>],
    addressee: Span,
    lexicon: &Lexicon,
    found: &mut Recommendation,
) -> Option<Operative> {
    let from = tokens.partition_point(|token| token.span.start < addressee.end);
    let next = tokens.get(from)?;
    if let Some(operative) = operative_at(text, tokens, from, lexicon) {
        return Some(operative);
    }
    let relative = matches!(next.text, "that" | "which" | "who" | "whose");
    let comma = next.text == ",";
    let mut skip_first = relative;
    let mut loose = None;
    for i in from + 1..tokens.len() {
        if tokens[i].enclosed || matches!(tokens[i].text, ":" | ";") {
            if tokens[i].enclosed { continue } else { break }
        }
        let Some(operative) = operative_at(text, tokens, i, lexicon) else {
            // the verb of the relative clause itself
            if skip_first && matches!(tokens[i].text, "have" | "has" | "are" | "is" | "were" | "do" | "had") {
                skip_first = false;
            }
            continue;
        };
        if skip_first {
            skip_first = false;
            continue;
        }
        let closed = tokens[i - 1].text == ",";
        if comma && !closed {
            loose.get_or_insert((i, operative));
            continue;
        }
        let begin = if comma { tokens[from + 1].span.start } else { next.span.start };
        let end = if closed { tokens[i - 2].span.end } else { tokens[i - 1].span.end };
        found.qualifier = (begin < end).then(|| Span::new(begin, end));
        found.unclosed_qualifier = closed && !comma && !relative;
        return Some(operative);
    }
    let (i, operative) = loose?;
    found.qualifier = Some(Span::new(tokens[from + 1].span.start, tokens[i - 1].span.end));
    found.unclosed_qualifier = true;
    Some(operative)
}

/// The first operative phrase at or after byte `from`, outside parentheses and quotation marks.
fn first_operative(text: &str, tokens: &[Token<'_>], from: usize, lexicon: &Lexicon) -> Option<Operative> {
    let from = tokens.partition_point(|token| token.span.start < from);
    (from..tokens.len())
        .filter(|&i| !tokens[i].enclosed)
        .take_while(|&i| !matches!(tokens[i].text, ":" | ";"))
        .find_map(|i| operative_at(text, tokens, i, lexicon))
}

/// Later operative phrases of the same sentence: after `and`, with or without a subject.
fn further(text: &str, tokens: &[Token<'_>], first: &Operative, lexicon: &Lexicon) -> Vec<Operative> {
    let from = tokens.partition_point(|token| token.span.start < first.span.end);
    let mut found: Vec<Operative> = Vec::new();
    for i in from..tokens.len() {
        let Some(previous) = i.checked_sub(1).map(|i| tokens[i].text) else { continue };
        let token = tokens[i];
        if token.enclosed || found.last().is_some_and(|last| token.span.start < last.span.end) {
            continue;
        }
        let joined = matches!(previous, "and" | "," | "regard" | "also" | "parties");
        if joined && (token.text == "should" || token.text == "shall" || token.text == "are") {
            found.extend(operative_at(text, tokens, i, lexicon).filter(|operative| operative.strength.is_some()));
        }
    }
    found
}

const MODALS: [&str; 13] =
    ["should", "shall", "must", "will", "may", "can", "could", "might", "would", "ought", "need", "needs", "should:"];
const ADVERBS: [&str; 18] = [
    "also",
    "further",
    "therefore",
    "hereby",
    "strongly",
    "particularly",
    "especially",
    "again",
    "still",
    "always",
    "therefore",
    "thus",
    "accordingly",
    "strongly",
    "kindly",
    "likewise",
    "not",
    "specifically",
];

/// The operative phrase that begins at token `i`.
fn operative_at(text: &str, tokens: &[Token<'_>], i: usize, lexicon: &Lexicon) -> Option<Operative> {
    let token = tokens[i];
    let mut parse = Parse { text, tokens, at: i + 1, words: Vec::new(), qualifier: None, end: token.span.end };
    let mut operative = Operative {
        span: token.span,
        words: String::new(),
        strength: None,
        qualifier: None,
        doubled: None,
        missing_to: None,
        singular: false,
        act: false,
    };
    if MODALS.contains(&token.text) {
        parse.words.push(if token.text == "needs" { "need" } else { token.text });
        parse.modal(&mut operative);
    } else if matches!(token.text, "are" | "is" | "be") {
        operative.singular = token.text == "is";
        parse.words.push("are");
        parse.passive(&mut operative)?;
    } else if matches!(token.text, "have" | "has") && tokens.get(i + 1).is_some_and(|next| next.text == "to") {
        parse.words.extend(["have", "to"]);
        parse.advance(1);
    } else {
        let act = lexicon.phrases.acts.iter().find(|act| {
            text[token.span.start..]
                .strip_prefix(act.as_str())
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })?;
        let subject_before =
            i > 0 && !matches!(tokens[i - 1].text, "the" | "a" | "an" | "of" | "and" | "by" | "already" | "as");
        if !subject_before {
            return None;
        }
        operative.act = true;
        operative.span = Span::new(token.span.start, token.span.start + act.len());
        operative.words = act.clone();
        return Some(operative);
    }
    operative.span = Span::new(token.span.start, parse.end);
    operative.qualifier = parse.qualifier;
    operative.words = parse.words.join(" ");
    operative.strength = lexicon.phrases.named(&operative.words).map(|phrase| phrase.strength);
    Some(operative)
}

struct Parse<'a, 'b> {
    text: &'a str,
    tokens: &'b [Token<'a>],
    at: usize,
    words: Vec<&'a str>,
    qualifier: Option<Span>,
    end: usize,
}

impl<'a> Parse<'a, '_> {
    fn peek(&self, ahead: usize) -> &'a str {
        self.tokens.get(self.at + ahead).map_or("", |token| token.text)
    }

    /// Takes `count` tokens into the phrase.
    fn advance(&mut self, count: usize) {
        self.at += count;
        self.end = self.tokens[self.at - 1].span.end;
    }

    fn skip_adverbs(&mut self) {
        while ADVERBS.contains(&self.peek(0)) {
            self.at += 1;
        }
    }

    /// Skips `, wherever possible,` and the like, if it closes and `next` accepts what follows.
    fn skip_qualifier(&mut self, next: impl Fn(&str) -> bool) {
        if self.peek(0) != "," {
            return;
        }
        let begin = self.at + 1;
        for i in begin..self.tokens.len() {
            if matches!(self.tokens[i].text, ":" | ";" | ".") && !self.tokens[i].enclosed {
                return;
            }
            let closes = self.tokens[i].text == "," && i > begin;
            if closes && self.tokens.get(i + 1).is_some_and(|token| next(token.text)) {
                self.qualifier = Some(Span::new(self.tokens[begin].span.start, self.tokens[i - 1].span.end));
                self.at = i + 1;
                return;
            }
        }
    }

    /// After a modal verb.
    fn modal(&mut self, operative: &mut Operative) {
        let from = self.at;
        self.skip_adverbs();
        self.skip_qualifier(|next| next.chars().all(char::is_alphabetic) && next != "and");
        self.skip_adverbs();
        match self.peek(0) {
            "be" if is_participle(self.peek(1)) => {
                self.words.extend(["be", self.peek(1)]);
                self.advance(2);
                if self.peek(0) == "to" {
                    self.words.push("to");
                    self.advance(1);
                    self.light_verb();
                }
            }
            "are" | "is" if is_participle(self.peek(1)) => {
                let second = self.tokens[self.at].span;
                let mut rest = Parse { at: self.at + 1, words: vec!["are"], qualifier: None, end: second.end, ..*self };
                if rest.passive(operative).is_some() {
                    operative.doubled = Some(Span::new(second.start, rest.end));
                    self.end = rest.end;
                    self.at = rest.at;
                }
            }
            "to" if self.words == ["need"] || self.words == ["ought"] => {
                self.words.push("to");
                self.advance(1);
            }
            "should" | "shall" | "may" | "must" => {
                operative.doubled = Some(self.tokens[self.at].span);
                self.advance(1);
            }
            _ => {
                if !self.light_verb() {
                    // the qualifier belongs to the phrase only if a verb follows that is part of it
                    if self.qualifier.is_none() {
                        self.at = from;
                    } else {
                        self.end = self.tokens[self.at - 1].span.end;
                    }
                }
            }
        }
    }

    /// After `are` or `is`: `encouraged to`, `called upon to`.
    fn passive(&mut self, operative: &mut Operative) -> Option<()> {
        self.skip_adverbs();
        if !is_participle(self.peek(0)) {
            return None;
        }
        let participle = self.peek(0);
        self.words.push(participle);
        self.advance(1);
        if participle == "called" && matches!(self.peek(0), "upon" | "on") {
            self.words.push(self.peek(0));
            self.advance(1);
        }
        let participle_end = self.end;
        self.skip_qualifier(|next| next == "to");
        self.skip_adverbs();
        if self.peek(0) == "to" {
            self.words.push("to");
            self.advance(1);
            self.light_verb();
        } else if is_asking(participle)
            && self.peek(0).chars().all(char::is_lowercase)
            && self.qualifier.is_none()
            && !matches!(self.peek(0), "" | "by" | "in" | "with" | "and" | "or" | "for" | "that" | "not")
        {
            operative.missing_to = Some(participle_end);
            self.words.push("to");
        } else if !is_asking(participle) {
            return None;
        }
        Some(())
    }

    /// `consider`, `continue`, `make efforts to`, `seek to`, `wish to` soften the phrase and belong to it.
    fn light_verb(&mut self) -> bool {
        const LIGHT: [&[&str]; 12] = [
            &["make", "every", "possible", "effort", "to"],
            &["make", "every", "effort", "to"],
            &["make", "efforts", "to"],
            &["seek", "to"],
            &["wish", "to", "consider"],
            &["wish", "to"],
            &["strive", "to"],
            &["endeavour", "to"],
            &["attempt", "to"],
            &["try", "to"],
            &["consider"],
            &["continue"],
        ];
        let modal = self.words.last().is_some_and(|word| *word != "to");
        for light in LIGHT {
            // "are encouraged to continue" is the phrase "are encouraged to"
            if !modal && light != ["consider"] {
                continue;
            }
            if light.iter().enumerate().all(|(ahead, word)| self.peek(ahead) == *word) {
                if light == ["attempt", "to"] {
                    return false;
                }
                self.words.extend_from_slice(light);
                self.advance(light.len());
                return true;
            }
        }
        let _ = self.text;
        false
    }
}

fn is_participle(word: &str) -> bool {
    word.len() > 3
        && (word.ends_with("ed") || matches!(word, "bound" | "asked"))
        && word.chars().all(char::is_lowercase)
}

/// Whether somebody who is so treated is asked to do something.
fn is_asking(participle: &str) -> bool {
    const ASKING: [&str; 22] = [
        "encouraged",
        "urged",
        "invited",
        "called",
        "requested",
        "required",
        "recommended",
        "advised",
        "asked",
        "expected",
        "obliged",
        "bound",
        "reminded",
        "instructed",
        "directed",
        "mandated",
        "exhorted",
        "implored",
        "requested",
        "committed",
        "obligated",
        "supposed",
    ];
    ASKING.contains(&participle)
}
