//! The words of another operative phrase in the place of one: “not”, other adverbs and what is interposed stay with what
//! they belong to. Where that is not sure there are no edits. Which phrase is written, and in which number, its callers say.

use crate::document::{Operative, Unit, is_adverb, opens_qualifier};
use crate::lexicon::Lexicon;
use crate::text::{Edit, Span, capitalized};

/// The adverbs of a phrase, by what they belong to.
#[derive(Debug, Default)]
struct Adverbs<'a> {
    /// With the asking: “are also encouraged”.
    front: Vec<&'a str>,
    /// Whether the asking is denied: “are not required to”.
    denied: bool,
    /// Whether what is asked is not to do something: “are urged not to”.
    negated: bool,
    /// With what is asked, or as likely: “to actively share”.
    inner: Vec<&'a str>,
}

/// The edits that put `write` in place of the words of a phrase.
pub(super) fn words(unit: &Unit, operative: &Operative, write: &str, lexicon: &Lexicon) -> Option<Vec<Edit>> {
    if is_joined(unit, operative) {
        return None;
    }
    let span = Span::new(operative.span.start, end(unit, operative, write));
    // after "consider" other words may stand
    let infinitive = !takes_to(&operative.words) && takes_to(write) && !write.ends_with(" consider");
    if infinitive && !goes_on(&unit.reading()[span.end..], lexicon) {
        return None;
    }
    let head = match operative.qualifier {
        Some(qualifier) => unit.text(Span::new(span.start, qualifier.start)).trim_end_matches([',', ' ']),
        None => unit.text(span),
    };
    let tail = operative.qualifier.map_or("", |qualifier| past_comma(unit.text(Span::new(qualifier.end, span.end))));
    let adverbs = Adverbs::of(operative, head, tail)?;
    let (first, last) = adverbs.with(write)?;
    let first = if head.starts_with(char::is_uppercase) { capitalized(&first) } else { first };
    let Some(qualifier) = operative.qualifier else {
        let all = if last.is_empty() { first } else { format!("{first} {last}") };
        return Some(vec![Edit::replace(span, all)]);
    };
    // "are requested, where appropriate, to" becomes "should, where appropriate,"
    let head_span = Span::new(span.start, span.start + head.len());
    let tail_span = Span::new(span.end - tail.len(), span.end);
    let last = match (tail.is_empty(), last.is_empty()) {
        // nothing follows what is interposed but a list
        (_, true) if unit.reading()[span.end..].starts_with(':') => {
            let comma = unit.text(Span::new(span.start, tail_span.start)).trim_end_matches([',', ' ']);
            Edit::replace(Span::new(span.start + comma.len(), span.end), "")
        }
        (true, true) => Edit::replace(tail_span, ""),
        // nothing closes what is interposed before a list
        (true, false) if qualifier.end == span.end => Edit::replace(tail_span, format!(", {last}")),
        (true, false) => Edit::replace(tail_span, format!(" {last}")),
        (false, true) => {
            let before = unit.text(Span::new(span.start, tail_span.start)).trim_end();
            Edit::replace(Span::new(span.start + before.len(), span.end), "")
        }
        (false, false) => Edit::replace(tail_span, last),
    };
    Some(vec![Edit::replace(head_span, first), last])
}

/// Whether another phrase or another case is joined before what is asked: “should, and are encouraged to, adopt”.
fn is_joined(unit: &Unit, operative: &Operative) -> bool {
    let joins = |text: &str| matches!(text.split(' ').next(), Some("and" | "or" | "but"));
    let mut rest = &unit.reading()[operative.span.end..];
    while let Some(next) = rest.strip_prefix(' ') {
        let end = next.find([' ', ',']).unwrap_or(next.len());
        if !is_adverb(&next[..end]) {
            break;
        }
        rest = &next[end..];
    }
    rest.strip_prefix(", ").is_some_and(joins) || operative.qualifier.is_some_and(|inside| joins(unit.text(inside)))
}

/// Whether infinitives with “to” follow the phrase.
pub(super) fn takes_to(phrase: &str) -> bool {
    phrase.split(' ').any(|word| word == "to")
}

/// Where the words end that `write` comes in place of: past the “not” after a modal verb, where another place is the right
/// one for it, as in “are encouraged not to”.
fn end(unit: &Unit, operative: &Operative, write: &str) -> usize {
    let end = operative.span.end;
    if operative.qualifier.is_some() || takes_to(&operative.words) || !takes_to(write) {
        return end;
    }
    let mut at = end;
    for word in unit.reading()[end..].strip_prefix(' ').unwrap_or("").split(' ').take_while(|word| is_adverb(word)) {
        at += 1 + word.len();
        if word == "not" {
            return at;
        }
    }
    end
}

/// Whether what follows a phrase can follow “to”: a verb, or the items of a list.
fn goes_on(rest: &str, lexicon: &Lexicon) -> bool {
    const NO_VERBS: [&str; 28] = [
        "the", "a", "an", "and", "or", "not", "no", "of", "any", "all", "their", "its", "this", "these", "that",
        "which", "they", "it", "is", "are", "should", "shall", "must", "may", "only", "never", "neither", "each",
    ];
    let rest = rest.trim_start_matches([' ', '\n']);
    if rest.is_empty() || rest.starts_with(':') {
        return true;
    }
    let mut words = rest.split([' ', '\n']).skip_while(|word| is_adverb(word));
    let (word, next) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let [word, next] = [word, next].map(|word| word.trim_end_matches([',', '.', ';', ':']));
    match word {
        // "should be consider"
        "be" => !lexicon.phrases.is_verb(next),
        verb if lexicon.phrases.is_verb(verb) => true,
        // "should not detained"
        word if word.ends_with("ed") && !word.ends_with("eed") => false,
        // "should at all times hear"
        word => {
            word.starts_with(|c: char| c.is_ascii_lowercase()) && !opens_qualifier(word) && !NO_VERBS.contains(&word)
        }
    }
}

/// What follows the comma that closes a qualifier, and the number of a footnote on the comma: “,4 to”.
pub(super) fn past_comma(text: &str) -> &str {
    let rest = text.trim_start();
    let Some(rest) = rest.strip_prefix(',') else { return rest };
    rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start()
}

/// Whether an adverb joins what is asked to what was asked before, and says nothing of how it is done.
fn joins(adverb: &str) -> bool {
    matches!(adverb, "also" | "further" | "hereby" | "again" | "thus" | "likewise" | "therefore" | "accordingly")
}

impl<'a> Adverbs<'a> {
    /// The adverbs in the words of a phrase, `head` before what is interposed and `tail` after it. `None` where there are
    /// other words, too.
    fn of(operative: &Operative, head: &'a str, tail: &'a str) -> Option<Adverbs<'a>> {
        let own: Vec<&str> = operative.words.split(' ').collect();
        let told = matches!(own.first(), Some(&"are" | &"were"));
        let asked = own.iter().position(|word| word.ends_with("ed") && *word != "need").or(told.then_some(1));
        let mut found = Adverbs::default();
        let mut met = 0;
        let words =
            head.split_whitespace().map(|word| (word, true)).chain(tail.split_whitespace().map(|word| (word, false)));
        for (word, in_head) in words {
            let is_own = own.iter().any(|own| own.eq_ignore_ascii_case(word));
            if is_own || matches!(word, "is" | "was" | "has" | "needs" | "bears") {
                met += 1;
                continue;
            }
            let before_asking = asked.is_some_and(|asked| met <= asked);
            match word {
                "not" if before_asking => found.denied = true,
                // "should always not" is not "should not always"
                "not" if found.negated || !found.inner.is_empty() => return None,
                "not" => found.negated = true,
                adverb if !is_adverb(adverb) => return None,
                adverb if before_asking || (in_head && asked.is_none() && joins(adverb)) => found.front.push(adverb),
                adverb => found.inner.push(adverb),
            }
        }
        // what may not be done is not what one may leave undone
        let permits = matches!(own.first(), Some(&"may" | &"can" | &"could" | &"might" | &"would"));
        (!(found.negated && permits)).then_some(found)
    }

    /// `write` with these adverbs: what stands before what is interposed, and what stands after it.
    fn with(&self, write: &str) -> Option<(String, String)> {
        let asks = write.starts_with("are ") || write.starts_with("is ");
        let permits = write.starts_with("may ");
        if (self.denied && !asks) || (self.negated && permits) || (!asks && !self.front.iter().all(|word| joins(word)))
        {
            return None;
        }
        let to = write.find(" to").filter(|_| asks || permits);
        let (first, last) = match to {
            Some(at) => (&write[..at], &write[at + 1..]),
            None => write.split_once(' ').unwrap_or((write, "")),
        };
        let (verb, rest) = first.split_once(' ').unwrap_or((first, ""));
        let denied = self.denied.then_some("not");
        let not = self.negated.then_some("not");
        let inner = self.inner.iter().copied();
        let first = [verb].into_iter().chain(denied).chain(self.front.iter().copied()).chain([rest]);
        let last: Vec<&str> = match (to, last.split_once("to")) {
            // "are encouraged not to fully rely on"
            (Some(_), _) => {
                not.into_iter().chain(["to"]).chain(inner).chain([last["to".len()..].trim_start()]).collect()
            }
            // "should make efforts not to"
            (None, Some((before, after))) if not.is_some() => {
                inner.chain([before.trim_end(), "not to", after.trim_start()]).collect()
            }
            _ => not.into_iter().chain(inner).chain([last]).collect(),
        };
        Some((joined(first), joined(last.into_iter())))
    }
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
