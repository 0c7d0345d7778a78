//! Who is asked: the addressee, what stands before it and between it and the operative phrase.

use super::operative::{self, Operative, Reach, act_at, is_pronoun, opens_qualifier, operative_at};
use super::tokens::Token;
use super::{Addressee, Recommendation};
use crate::lexicon::Lexicon;
use crate::text::Span;

/// A known addressee, with all that is joined to it.
pub(super) struct Known {
    /// The first token after it.
    pub next: usize,
    /// Everybody in it.
    pub all: Vec<Addressee>,
    /// Whether it acts for itself: the Working Group, the Conference.
    pub body: bool,
}

/// Finds addressee and operative phrase of the sentence that `tokens` are.
pub(super) fn find(text: &str, tokens: &[Token<'_>], lexicon: &Lexicon, found: &mut Recommendation) {
    // a dash, a bullet or a sign before the first word says nothing
    let signs = tokens.iter().take_while(|token| !token.text.starts_with(char::is_alphanumeric)).count();
    let tokens = &tokens[signs..];
    if tokens.is_empty() {
        return;
    }
    if let Some(known) = known_at(text, tokens, 0, lexicon) {
        after_known(text, tokens, 0, known, lexicon, found);
        return;
    }
    if impersonal(text, tokens, lexicon, found) || resolution(text, tokens, lexicon, found) {
        return;
    }
    if opens_clause(tokens[0].text) && after_opening(text, tokens, lexicon, found) {
        return;
    }
    unknown(text, tokens, lexicon, found);
}

/// The known addressee at token `i`: `States parties`, `UNODC and the secretariat`.
pub(super) fn known_at(text: &str, tokens: &[Token<'_>], i: usize, lexicon: &Lexicon) -> Option<Known> {
    let start = tokens.get(i)?.span.start;
    let end = tokens.last()?.span.end;
    let (length, addressee) = lexicon.phrases.addressee_at(&text[start..end])?;
    let name = Some(addressee.text.clone());
    let mut known = Known {
        next: tokens.partition_point(|token| token.span.start < start + length),
        all: vec![Addressee { span: Span::new(start, start + length), name }],
        body: addressee.body,
    };
    // "States parties' efforts" are not States parties
    if text[start + length..end].starts_with(['’', '\'']) {
        return None;
    }
    while let Some(joint) = joint(tokens, known.next) {
        let Some(other) = known_at(text, tokens, known.next + joint, lexicon) else { break };
        known.next = other.next;
        known.all.extend(other.all);
    }
    Some(known)
}

/// How many tokens join one addressee to the next: `and`, `, and`, `,`, `as well as`.
fn joint(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let word = |ahead: usize| tokens.get(at + ahead).map_or("", |token| token.text);
    match (word(0), word(1), word(2)) {
        (",", "and" | "or", _) => Some(2),
        (",", "as", "well") if word(3) == "as" => Some(4),
        ("and", "/", "or") => Some(3),
        ("as", "well", "as") => Some(3),
        ("and" | "or" | "," | "/", _, _) => Some(1),
        _ => None,
    }
}

/// Whether a sentence that begins with this word begins with a clause before its subject.
fn opens_clause(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    opens_qualifier(&lower)
        || matches!(lower.as_str(), "concerned" | "conscious" | "following" | "owing" | "since" | "consequently")
}

/// `It is recommended that States parties adopt …`.
fn impersonal(text: &str, tokens: &[Token<'_>], lexicon: &Lexicon, found: &mut Recommendation) -> bool {
    if !tokens[0].text.eq_ignore_ascii_case("it") {
        return false;
    }
    let Some(that) = tokens.iter().take(8).position(|token| token.text == "that") else { return false };
    let span = Span::new(tokens[0].span.start, tokens[that].span.end);
    let words: Vec<&str> =
        tokens[1..=that].iter().map(|token| token.text).filter(|w| !operative::is_adverb(w)).collect();
    found.impersonal = Some(span);
    found.operative = Some(Operative { span, words: format!("it {}", words.join(" ")), ..Operative::default() });
    if let Some(known) = known_at(text, tokens, that + 1, lexicon) {
        address(&known, found);
    }
    true
}

/// `Encourages States parties to …`, as the paragraphs of a resolution open.
fn resolution(text: &str, tokens: &[Token<'_>], lexicon: &Lexicon, found: &mut Recommendation) -> bool {
    let skip = tokens.iter().take(3).take_while(|token| operative::is_adverb(&token.text.to_ascii_lowercase())).count();
    let verb = act_at(tokens, skip, lexicon).or_else(|| base_act_at(tokens, skip, lexicon));
    let Some(verb) = verb else { return false };
    let next = tokens.partition_point(|token| token.span.start < verb.span.end);
    let next = next + usize::from(tokens.get(next).is_some_and(|token| matches!(token.text, "that" | "to")));
    let article = tokens.get(next).is_some_and(|token| matches!(token.text, "all" | "the"));
    let known =
        known_at(text, tokens, next, lexicon).or_else(|| known_at(text, tokens, next + usize::from(article), lexicon));
    let Some(known) = known else { return false };
    address(&known, found);
    found.resolution = true;
    found.operative = Some(Operative { span: Span::new(tokens[0].span.start, verb.span.end), ..verb });
    true
}

/// `Encourage`, `Call upon`: the base form of an act.
fn base_act_at(tokens: &[Token<'_>], i: usize, lexicon: &Lexicon) -> Option<Operative> {
    let first = tokens.get(i)?;
    let third = format!("{}s", first.text.to_ascii_lowercase());
    let act = lexicon.phrases.acts.iter().find(|act| act.split(' ').next() == Some(third.as_str()))?;
    let more = act.split(' ').skip(1);
    let last = more.clone().zip(&tokens[i + 1..]).take_while(|(word, token)| *word == token.text).count();
    (last == more.count()).then(|| {
        let span = Span::new(first.span.start, tokens[i + last].span.end);
        Operative { span, words: act.clone(), act: true, ..Operative::default() }
    })
}

/// A clause, a comma, and then the subject: known, or whatever stands before the phrase.
fn after_opening(text: &str, tokens: &[Token<'_>], lexicon: &Lexicon, found: &mut Recommendation) -> bool {
    let commas = || (1..tokens.len()).filter(|&i| tokens[i - 1].text == ",");
    let candidates: Vec<(usize, Known)> =
        commas().filter_map(|i| known_at(text, tokens, i, lexicon).map(|known| (i, known))).collect();
    // first those that the phrase follows at once, then those with a qualifier between
    let direct = candidates.iter().position(|(_, known)| direct(tokens, known.next, lexicon).is_some());
    let chosen = direct.or_else(|| {
        candidates.iter().position(|(_, known)| {
            let mut trial = Recommendation::default();
            let known = Known { next: known.next, all: known.all.clone(), body: known.body };
            after_known(text, tokens, 0, known, lexicon, &mut trial);
            trial.operative.is_some()
        })
    });
    let Some(chosen) = chosen else { return false };
    let (i, known) = candidates.into_iter().nth(chosen).expect("the chosen one");
    found.opening = Some(Span::new(tokens[0].span.start, tokens[i - 2].span.end));
    after_known(text, tokens, i, known, lexicon, found);
    true
}

fn address(known: &Known, found: &mut Recommendation) {
    let (first, last) = (&known.all[0], &known.all[known.all.len() - 1]);
    found.addressee = Some(Span::new(first.span.start, last.span.end));
    found.addressee_name = first.name.clone();
    found.addressees = known.all.clone();
}

/// The phrase right at token `i`, adverbs aside.
fn direct(tokens: &[Token<'_>], mut i: usize, lexicon: &Lexicon) -> Option<Operative> {
    while tokens.get(i).is_some_and(|token| operative::is_adverb(token.text)) {
        i += 1;
    }
    operative_at(tokens, i, Reach::Subject, lexicon)
}

/// The operative phrase after a known addressee, past a qualifier, a relative clause or further addressees.
fn after_known(
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
        while tokens.get(at).is_some_and(|token| operative::is_adverb(token.text)) {
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
        "," if is_relative(after_comma) || opens_qualifier(after_comma) || operative::is_adverb(after_comma) => {
            qualified(tokens, from, lexicon, found);
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

fn is_relative(word: &str) -> bool {
    matches!(word, "that" | "which" | "who" | "whose" | "whom")
}

/// `, in accordance with domestic law, should`: `from` is the first comma.
fn qualified(tokens: &[Token<'_>], from: usize, lexicon: &Lexicon, found: &mut Recommendation) {
    let mut loose = None;
    for i in from + 2..tokens.len() {
        if matches!(tokens[i].text, ":" | ";") {
            break;
        }
        let mut before = i - 1;
        while before > from && operative::is_adverb(tokens[before].text) {
            before -= 1;
        }
        if is_pronoun(tokens[before].text) {
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
    let mut begin = None;
    while at < i {
        let step = joint(tokens, at);
        if let Some(step) = step {
            if let Some(begin) = begin.take() {
                push_unknown(tokens, begin, at, found);
            }
            at += step;
            if let Some(known) = known_at(text, tokens, at, lexicon) {
                found.addressees.extend(known.all);
                at = known.next;
            } else {
                begin = Some(at);
            }
            continue;
        }
        at += 1;
    }
    if let Some(begin) = begin {
        push_unknown(tokens, begin, i, found);
    }
    found.addressee = Some(Span::new(tokens[start].span.start, tokens[i - 1].span.end));
    found.operative = Some(operative);
}

fn push_unknown(tokens: &[Token<'_>], begin: usize, mut end: usize, found: &mut Recommendation) {
    while end > begin && (operative::is_adverb(tokens[end - 1].text) || tokens[end - 1].text == ",") {
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
    if closed && opens_loose_qualifier(tokens, from) {
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
fn main_phrase(tokens: &[Token<'_>], from: usize, lexicon: &Lexicon) -> Option<(usize, Operative)> {
    let phrases = |reach: Reach| {
        (from..tokens.len())
            .take_while(|&i| !matches!(tokens[i].text, ":" | ";"))
            .filter(|&i| {
                let before = (0..i).rev().map(|i| tokens[i].text).find(|word| !operative::is_adverb(word));
                !before.is_some_and(is_pronoun)
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

/// A subject that the lexicon does not know, or none.
fn unknown(text: &str, tokens: &[Token<'_>], lexicon: &Lexicon, found: &mut Recommendation) {
    if let Some(operative) = operative_at(tokens, 0, Reach::Opening, lexicon) {
        found.operative = Some(operative);
        return;
    }
    let Some((i, operative)) = main_phrase(tokens, 0, lexicon) else { return };
    if let Some((at, known)) = known_before(text, tokens, i, lexicon) {
        // "Training of judges States parties should": a title that the line end no longer parts from its text
        address(&known, found);
        found.opening = Some(Span::new(tokens[0].span.start, tokens[at - 1].span.end));
        found.operative = Some(operative);
        return;
    }
    let (begin, end) = subject_before(tokens, i);
    if begin > 0 {
        let opening_end = begin - usize::from(tokens[begin - 1].text == ",");
        found.opening = (opening_end > 0).then(|| Span::new(tokens[0].span.start, tokens[opening_end - 1].span.end));
    }
    if begin < end {
        let span = Span::new(tokens[begin].span.start, tokens[end - 1].span.end);
        let bare = text[span.range()].eq_ignore_ascii_case("there") || text[span.range()].eq_ignore_ascii_case("it");
        if !bare {
            found.addressee = Some(span);
            found.addressees = vec![Addressee { span, name: None }];
        }
        if end + 2 < i && tokens[end].text == "," {
            found.qualifier = Some(Span::new(tokens[end + 1].span.start, tokens[i - 2].span.end));
        }
    }
    found.operative = Some(operative);
}

/// A known addressee with a capital that ends right before the phrase at token `i` and depends on nothing before it.
fn known_before(text: &str, tokens: &[Token<'_>], i: usize, lexicon: &Lexicon) -> Option<(usize, Known)> {
    const GOVERNS: [&str; 16] = [
        "of", "by", "for", "to", "in", "from", "among", "between", "with", "all", "the", "other", "both", "and", "or",
        "that",
    ];
    let at = (1..i).rev().take(8).find(|&at| {
        tokens[at].text.starts_with(char::is_uppercase)
            && known_at(text, tokens, at, lexicon).is_some_and(|known| known.next == i)
    })?;
    let before = tokens[at - 1].text;
    let free = before.starts_with(char::is_lowercase) && !GOVERNS.contains(&before);
    free.then(|| known_at(text, tokens, at, lexicon).map(|known| (at, known)))?
}

/// The tokens of the subject before the phrase at token `i`; empty if a clause is all that stands there.
fn subject_before(tokens: &[Token<'_>], i: usize) -> (usize, usize) {
    if !opens_clause(tokens[0].text) {
        // "National authorities, in accordance with domestic law, should"
        let comma = (1..i).find(|&at| tokens[at].text == "," && opens_qualifier(tokens[at + 1].text));
        let end = comma.unwrap_or(i);
        return (0, trim(tokens, 0, end));
    }
    let mut end = i - usize::from(i > 0 && tokens[i - 1].text == ",");
    let mut at = end;
    while at > 0 {
        at -= 1;
        if tokens[at].text != "," {
            continue;
        }
        if !opens_clause(tokens[at + 1].text) && !matches!(tokens[at + 1].text, "and" | "or" | "of") {
            return (at + 1, trim(tokens, at + 1, end));
        }
        end = at;
    }
    (i, i)
}

/// The end of a subject without the adverbs and the comma behind it.
fn trim(tokens: &[Token<'_>], begin: usize, mut end: usize) -> usize {
    while end > begin && (tokens[end - 1].text == "," || operative::is_adverb(tokens[end - 1].text)) {
        end -= 1;
    }
    end
}
