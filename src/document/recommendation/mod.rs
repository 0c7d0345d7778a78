//! A recommendation understood: who is asked, under which qualifier, how strongly, to do what.
//!
//! It reads the first sentence from the left: an opening clause, the addressee, what is interposed, the operative
//! phrase, the measure. What it cannot find stays `None`; saying so is the business of checks.
//! `tokens` cuts words and `classes` sorts them, `operative`, `phrase`, `qualifier` and `slips` know the grammar of
//! operative phrases, `subject`, `head` and `interposed` find who is asked.

mod classes;
mod head;
mod interposed;
mod operative;
mod phrase;
mod qualifier;
mod slips;
mod subject;
mod tokens;

pub use operative::{Joint, Operative, Slip};

pub(crate) use classes::{is_adverb, opens_qualifier};
use operative::{Reach, operative_at};
use serde::Deserialize;
use tokens::Token;

use super::unit::Item;
use crate::lexicon::Lexicon;
use crate::text::Span;

/// Whether a recommendation was adopted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
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

/// One of those who are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// Where it stands.
    pub span: Span,
    /// Its usual form, if the lexicon knows it.
    pub name: Option<String>,
}

/// The parts of a recommendation, as places in its unit's reading text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recommendation {
    /// What was read as the first sentence: after a title or `Option 1:`, and before the list of items.
    pub sentence: Span,
    /// `Recalling …,` before the addressee.
    pub opening: Option<Span>,
    /// Who is asked, all of them. With an addressee the lexicon does not know, the whole subject.
    pub addressee: Option<Span>,
    /// The usual form of the addressee, if the lexicon knows it; the first of several.
    pub addressee_name: Option<String>,
    /// Each of those who are asked.
    pub addressees: Vec<Addressee>,
    /// What stands between addressee and operative phrase, without its commas.
    pub qualifier: Option<Span>,
    /// Where a qualifier has one comma and lacks the other.
    pub missing_comma: Option<usize>,
    /// The operative phrase.
    pub operative: Option<Operative>,
    /// `It is recommended that`, before an addressee.
    pub impersonal: Option<Span>,
    /// Whether the sentence opens with a verb as the paragraphs of a resolution do: `Encourages States parties to`.
    pub resolution: bool,
    /// Operative phrases further on in the sentence, with a subject of their own or after `and`.
    pub further: Vec<Operative>,
    /// The first operative phrase of each later sentence or item, where it has one.
    pub later: Vec<Operative>,
    /// What is asked: from the end of the phrase to the end of the chapeau.
    pub measure: Option<Span>,
    /// Whether addressee or operative phrase stand in brackets, or two stand with a slash: they are not agreed.
    pub open: bool,
}

impl Recommendation {
    /// Reads the body of a recommendation in `text`, whose `items` and `sentences` are known.
    pub fn read(text: &str, body: Span, items: &[Item], sentences: &[Span], lexicon: &Lexicon) -> Recommendation {
        let chapeau_end = items.first().map_or(body.end, |item| item.marker_span.start);
        let mut found = Recommendation { sentence: Span::at(body.start), ..Recommendation::default() };
        // the first sentence may be a title: "Training of judges. States parties should …"
        let mut candidates = sentences.iter().filter(|sentence| sentence.start < chapeau_end);
        let first = candidates.next().map(|&first| without_title(text, first, chapeau_end, lexicon));
        if let Some(first) = first {
            found = Recommendation::of_sentence(text, first, lexicon);
            let short = first.of(text).split(' ').count() <= 12;
            if found.operative.is_none()
                && found.addressee.is_none()
                && short
                && let Some(&second) = candidates.next()
            {
                let second = without_title(text, second, chapeau_end, lexicon);
                let other = Recommendation::of_sentence(text, second, lexicon);
                if other.is_plain() {
                    found = other;
                }
            }
        }
        let read = found.sentence;
        let later = sentences.iter().filter(|sentence| sentence.start > read.start.max(read.end.saturating_sub(1)));
        let mut starts: Vec<Span> = later.copied().collect();
        starts.extend(items.iter().map(|item| {
            // sentences stand in order
            let next = sentences.partition_point(|sentence| sentence.end <= item.span.start);
            let end = sentences.get(next).map_or(item.span.end, |sentence| sentence.end);
            Span::new(item.span.start, end.min(item.span.end))
        }));
        // where an item begins with a sentence, that one says where it ends
        starts.sort_by_key(|span| span.start);
        starts.dedup_by_key(|span| span.start);
        for span in starts {
            found.take_later(text, span, lexicon);
        }
        found
    }

    /// Reads one sentence, or a chapeau.
    fn of_sentence(text: &str, sentence: Span, lexicon: &Lexicon) -> Recommendation {
        let (tokens, marks) = tokens::tokens(text, sentence);
        let mut found = Recommendation { sentence, ..Recommendation::default() };
        subject::find(text, &tokens, lexicon, &mut found);
        let parts = found.operative.iter().map(|operative| operative.span).chain(found.addressee);
        let head = parts.reduce(|a, b| Span::new(a.start.min(b.start), a.end.max(b.end))).unwrap_or(sentence);
        found.open = match found.operative.is_some() || found.addressee.is_some() {
            true => marks.iter().any(|&mark| (head.start..=head.end).contains(&mark) || mark + 1 == head.start),
            false => marks.first().is_some_and(|&mark| mark <= sentence.start + 1),
        };
        if let Some(operative) = &found.operative {
            let measure = text[operative.span.end..sentence.end].trim_start_matches([' ', '\n', ']']);
            found.measure = Some(Span::new(sentence.end - measure.len(), sentence.end)).filter(|span| !span.is_empty());
            found.further = further(&tokens, operative, lexicon, text);
        }
        found
    }

    /// Reads a later sentence or an item: it may have an operative phrase of its own, or the only one.
    fn take_later(&mut self, text: &str, span: Span, lexicon: &Lexicon) {
        let (tokens, _) = tokens::tokens(text, span);
        let pronoun = tokens.first().is_some_and(|token| token.text == "They");
        let opens = match pronoun {
            true => operative_at(&tokens, 1, Reach::Subject, lexicon),
            false => operative_at(&tokens, 0, Reach::Opening, lexicon),
        };
        let own = opens.filter(Operative::asks).or_else(|| {
            let mut other = Recommendation { sentence: span, ..Recommendation::default() };
            subject::find(text, &tokens, lexicon, &mut other);
            if self.addressee.is_none() && other.is_plain() {
                self.addressee = other.addressee;
                self.addressee_name = other.addressee_name.clone();
                self.addressees = std::mem::take(&mut other.addressees);
            }
            let asks = other.addressee_name.is_some() || other.opening.is_some();
            other.operative.filter(|operative| asks && operative.asks())
        });
        let Some(own) = own else { return };
        match self.operative {
            None => self.operative = Some(own),
            Some(_) => self.later.push(own),
        }
    }

    /// Whether the text opens as recommendations do: a known addressee and an operative phrase that asks. What “shall”
    /// be done is the language of treaties and needs a heading to be taken for a recommendation.
    pub fn is_plain(&self) -> bool {
        let asks = |operative: &Operative| operative.act || (operative.asks() && !operative.words.starts_with("shall"));
        self.addressee_name.is_some() && self.operative.as_ref().is_some_and(asks)
    }

    /// Every operative phrase, in order.
    pub fn operatives(&self) -> impl Iterator<Item = &Operative> {
        self.operative.iter().chain(&self.further).chain(&self.later)
    }
}

/// The sentence without a title on a line of its own before it, and without `Option 1:` and the like.
fn without_title(text: &str, sentence: Span, chapeau_end: usize, lexicon: &Lexicon) -> Span {
    let end = chapeau_end.clamp(sentence.start, sentence.end);
    let mut sentence = Span::new(sentence.start, sentence.start + text[sentence.start..end].trim_end().len());
    let opens = |at: usize| {
        let (tokens, _) = tokens::tokens(text, Span::new(at, sentence.end));
        subject::known_at(text, &tokens, 0, lexicon).is_some()
    };
    let bounds = sentence.of(text).match_indices(['\n', ':']).map(|(at, _)| sentence.start + at);
    for at in bounds.take(4) {
        let rest = text[at + 1..sentence.end].trim_start();
        let next = sentence.end - rest.len();
        if opens(sentence.start) {
            break;
        }
        if opens(next) {
            sentence = Span::new(next, sentence.end);
            break;
        }
    }
    sentence
}

/// Later operative phrases of the same sentence: after `and`, or with a known subject of their own.
fn further(tokens: &[Token<'_>], first: &Operative, lexicon: &Lexicon, text: &str) -> Vec<Operative> {
    let from = tokens.partition_point(|token| token.span.start < first.span.end);
    let mut found: Vec<Operative> = Vec::new();
    for i in from.max(1)..tokens.len() {
        let token = tokens[i];
        if found.last().is_some_and(|last| token.span.start < last.span.end) {
            continue;
        }
        if !matches!(token.text, "should" | "shall" | "must" | "are" | "is" | "may") {
            continue;
        }
        let Some(operative) = operative_at(tokens, i, Reach::Main, lexicon) else { continue };
        let strong = operative.strength.is_some() || token.text == "must";
        if strong && !operative.passive && is_coordinated(text, tokens, from, i, lexicon) {
            found.push(operative);
        }
    }
    found
}

/// Whether the phrase at token `i` goes on with the subject of the sentence or has a known addressee of its own.
fn is_coordinated(text: &str, tokens: &[Token<'_>], from: usize, i: usize, lexicon: &Lexicon) -> bool {
    const LINKS: [&[&str]; 9] = [
        &["and"],
        &["but"],
        &["and", "in", "this", "regard"],
        &["and", "to", "this", "end"],
        &["and", "to", "that", "end"],
        &["and", "in", "doing", "so"],
        &["and", "accordingly"],
        &["and", "therefore"],
        &["and", "where", "appropriate"],
    ];
    let mut end = i;
    while end > from && (is_adverb(tokens[end - 1].text) || tokens[end - 1].text == ",") {
        end -= 1;
    }
    let words: Vec<&str> = tokens[from.max(end.saturating_sub(8))..end]
        .iter()
        .map(|token| token.text)
        .filter(|word| *word != ",")
        .collect();
    let linked = |words: &[&str]| LINKS.iter().any(|link| words.ends_with(link));
    // "…, and they are encouraged to"
    if linked(&words) || words.split_last().is_some_and(|(last, before)| *last == "they" && linked(before)) {
        return true;
    }
    (from..end).rev().take(8).any(|start| {
        let before = start.checked_sub(1).map_or("", |before| tokens[before].text);
        matches!(before, "," | "and" | ";" | "but" | "while")
            && subject::known_at(text, tokens, start, lexicon).is_some_and(|known| known.next == end)
    })
}

#[cfg(test)]
mod tests;
