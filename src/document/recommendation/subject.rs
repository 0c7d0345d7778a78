//! Who is asked: the addressee, and what stands before it.

use super::classes::{is_adverb, opens_qualifier};
use super::head::{begins_subject, one_state_party};
use super::interposed::{after_known, direct, main_phrase};
use super::operative::{Operative, Reach, act_at, operative_at};
use super::tokens::Token;
use super::{Addressee, Recommendation};
use crate::lexicon::Lexicon;
use crate::text::Span;

/// One of the States parties, whatever its article and its adjectives.
const ONE: &str = "Each State party";

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
    if described(text, tokens, lexicon, found) {
        return;
    }
    if impersonal(text, tokens, lexicon, found) || resolution(text, tokens, lexicon, found) {
        return;
    }
    // "Should a victim so wish, States parties are encouraged"
    let condition = tokens[0].text == "Should";
    if (condition || opens_clause(tokens[0].text)) && after_opening(text, tokens, lexicon, found) {
        return;
    }
    // "Should States parties receive such a request, they should"
    if condition && tokens.windows(2).any(|pair| pair[0].text == "," && matches!(pair[1].text, "they" | "it")) {
        return;
    }
    unknown(text, tokens, lexicon, found);
}

/// `Reviewing States parties should`, `Both UNODC and its partners should`: a known addressee behind the word that opens
/// the sentence.
fn described(text: &str, tokens: &[Token<'_>], lexicon: &Lexicon, found: &mut Recommendation) -> bool {
    let both = tokens[0].text.eq_ignore_ascii_case("both");
    if !both && !tokens[0].text.ends_with("ing") {
        return false;
    }
    let Some(mut known) = known_at(text, tokens, 1, lexicon) else { return false };
    let asked = direct(tokens, known.next, lexicon).is_some();
    if both {
        let several = known.all.len() > 1 || tokens.get(known.next).is_some_and(|token| token.text == "and");
        if !several {
            return false;
        }
    } else {
        // "Encouraging States parties to share data, UNODC should"
        let parties = known.all[0].span.of(text).starts_with("States part");
        if !parties || !asked {
            return false;
        }
        known.all[0].span = Span::new(tokens[0].span.start, known.all[0].span.end);
    }
    after_known(text, tokens, 0, known, lexicon, found);
    true
}

/// The known addressee at token `i`: `States parties`, `UNODC and the secretariat`.
pub(super) fn known_at(text: &str, tokens: &[Token<'_>], i: usize, lexicon: &Lexicon) -> Option<Known> {
    let start = tokens.get(i)?.span.start;
    let end = tokens.last()?.span.end;
    let (length, addressee) = match lexicon.phrases.addressee_at(&text[start..end]) {
        Some(known) => known,
        None => {
            let next = one_state_party(tokens, i)?;
            (tokens[next - 1].span.end - start, lexicon.phrases.addressee(ONE)?)
        }
    };
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
pub(super) fn joint(tokens: &[Token<'_>], at: usize) -> Option<usize> {
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
    (opens_qualifier(&lower) && lower != "nothing")
        || matches!(lower.as_str(), "concerned" | "conscious" | "following" | "owing" | "since" | "consequently")
}

/// `It is recommended that States parties adopt …`.
fn impersonal(text: &str, tokens: &[Token<'_>], lexicon: &Lexicon, found: &mut Recommendation) -> bool {
    if !tokens[0].text.eq_ignore_ascii_case("it") {
        return false;
    }
    // "It is recommended to States parties", "It would be desirable for States parties"
    // "to the States parties" as well as "to States parties"
    let known_after = |i: usize| {
        let article = tokens.get(i + 1).is_some_and(|token| token.text == "the");
        known_at(text, tokens, i + 1, lexicon).or_else(|| known_at(text, tokens, i + 1 + usize::from(article), lexicon))
    };
    let asked = |i: &usize| matches!(tokens[*i].text, "to" | "for" | "upon") && known_after(*i).is_some();
    let that = tokens.iter().take(8).position(|token| token.text == "that");
    let Some(that) = that.or_else(|| (0..tokens.len().min(8)).find(asked)) else { return false };
    let span = Span::new(tokens[0].span.start, tokens[that].span.end);
    let words: Vec<&str> = tokens[1..=that].iter().map(|token| token.text).filter(|w| !is_adverb(w)).collect();
    found.impersonal = Some(span);
    found.operative = Some(Operative { span, words: format!("it {}", words.join(" ")), ..Operative::default() });
    if let Some(known) = known_after(that) {
        address(&known, found);
    }
    true
}

/// `Encourages States parties to …`, as the paragraphs of a resolution open.
fn resolution(text: &str, tokens: &[Token<'_>], lexicon: &Lexicon, found: &mut Recommendation) -> bool {
    let skip = tokens.iter().take(3).take_while(|token| is_adverb(&token.text.to_ascii_lowercase())).count();
    let skip = skip + usize::from(tokens.get(skip).is_some_and(|token| token.text == "We"));
    let verb = act_at(tokens, skip, lexicon).or_else(|| base_act_at(tokens, skip, lexicon));
    let Some(verb) = verb else { return false };
    let next = tokens.partition_point(|token| token.span.start < verb.span.end);
    let next = next + usize::from(tokens.get(next).is_some_and(|token| matches!(token.text, "that" | "to")));
    let article = tokens.get(next).is_some_and(|token| matches!(token.text, "all" | "the"));
    let known =
        known_at(text, tokens, next, lexicon).or_else(|| known_at(text, tokens, next + usize::from(article), lexicon));
    let Some(known) = known else { return false };
    // "Requested States parties should inform": the participle says which of them
    if text[verb.span.start..verb.span.end].ends_with("ed") && direct(tokens, known.next, lexicon).is_some() {
        return false;
    }
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
    let asks = |known: &Known| direct(tokens, known.next, lexicon).is_some();
    let outside = candidates.iter().position(|(i, known)| asks(known) && !is_inside(tokens, *i));
    let direct = outside.or_else(|| candidates.iter().position(|(_, known)| asks(known)));
    let chosen = direct.or_else(|| {
        candidates.iter().position(|(_, known)| {
            let mut trial = Recommendation::default();
            let known = Known { next: known.next, all: known.all.clone(), body: known.body };
            after_known(text, tokens, 0, known, lexicon, &mut trial);
            trial.operative.is_some()
        })
    });
    // "With regard to training, States parties:", and the items say how strongly
    let leads = |(_, known): &(usize, Known)| tokens[known.next..].iter().all(|token| token.text == ":");
    let Some(chosen) = chosen.or_else(|| candidates.iter().position(leads)) else { return false };
    let (i, known) = candidates.into_iter().nth(chosen).expect("the chosen one");
    found.opening = Some(Span::new(tokens[0].span.start, tokens[i - 2].span.end));
    after_known(text, tokens, i, known, lexicon, found);
    true
}

/// Whether the comma before token `i` only closes an aside in the clause that opens the sentence: “Noting that, in many
/// cases, States parties need to …”, “While, in many regions, States parties have to …”.
fn is_inside(tokens: &[Token<'_>], i: usize) -> bool {
    let Some(open) = tokens[..i - 1].iter().rposition(|token| token.text == ",") else { return false };
    let word = open.checked_sub(1).map_or("", |before| tokens[before].text);
    word == "that"
        || (open == 1 && matches!(word, "While" | "Although" | "Though" | "Since" | "As" | "Because" | "Whereas"))
}

pub(super) fn address(known: &Known, found: &mut Recommendation) {
    let (first, last) = (&known.all[0], &known.all[known.all.len() - 1]);
    found.addressee = Some(Span::new(first.span.start, last.span.end));
    found.addressee_name = first.name.clone();
    found.addressees = known.all.clone();
}

/// A subject that the lexicon does not know, or none.
fn unknown(text: &str, tokens: &[Token<'_>], lexicon: &Lexicon, found: &mut Recommendation) {
    if let Some(operative) = operative_at(tokens, 0, Reach::Opening, lexicon) {
        found.operative = Some(operative);
        return;
    }
    let Some((i, operative)) = main_phrase(tokens, 0, lexicon) else {
        after_semicolon(text, tokens, lexicon, found);
        return;
    };
    if let Some((at, known)) = known_before(text, tokens, i, lexicon) {
        // "Training of judges States parties should": a title that the line end no longer parts from its text
        address(&known, found);
        found.opening = Some(Span::new(tokens[0].span.start, tokens[at - 1].span.end));
        found.operative = Some(operative);
        return;
    }
    let (begin, end) = subject_before(tokens, i, lexicon);
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

/// `Victims are entitled to assistance; States parties should provide it`: the first clause asks nobody.
fn after_semicolon(text: &str, tokens: &[Token<'_>], lexicon: &Lexicon, found: &mut Recommendation) {
    // in a table between semicolons no space follows them
    let parted = |at: &usize| tokens[at - 1].text == ";" && tokens[at - 1].span.end < tokens[*at].span.start;
    for at in (1..tokens.len()).filter(parted) {
        let Some(known) = known_at(text, tokens, at, lexicon) else { continue };
        let Some(operative) = direct(tokens, known.next, lexicon) else { continue };
        address(&known, found);
        // what opens with something else is no recommendation unless a heading says so
        found.addressee_name = None;
        found.opening = (at > 1).then(|| Span::new(tokens[0].span.start, tokens[at - 2].span.end));
        found.operative = Some(operative);
        return;
    }
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
    // "in such cases the requested State party should": its article and its adjectives belong to it
    let one = (at.saturating_sub(8)..at).find(|&begin| one_state_party(tokens, begin) == Some(at + 2));
    let at = one.unwrap_or(at);
    let before = at.checked_sub(1).map_or("", |before| tokens[before].text);
    let free = before.starts_with(char::is_lowercase) && !GOVERNS.contains(&before);
    free.then(|| known_at(text, tokens, at, lexicon).map(|known| (at, known)))?
}

/// The tokens of the subject before the phrase at token `i`; empty if a clause is all that stands there.
fn subject_before(tokens: &[Token<'_>], i: usize, lexicon: &Lexicon) -> (usize, usize) {
    if !opens_clause(tokens[0].text) || begins_subject(tokens, i, lexicon) {
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
    while end > begin && (tokens[end - 1].text == "," || is_adverb(tokens[end - 1].text)) {
        end -= 1;
    }
    end
}
