//! What several checks about operative phrases share: how a phrase is quoted, put in place of another, and backed.

use super::{coordination, wording};
use crate::corpus::{Practice, Use};
use crate::document::{Operative, Recommendation, Unit, is_adverb};
use crate::finding::Finding;
use crate::lexicon::Lexicon;
use crate::text::{Edit, Span, apply};

/// At most so many earlier recommendations back a finding.
const PRECEDENTS: usize = 3;

/// The recommendation that `unit` is, if anything of it is there to be judged.
pub(super) fn of(unit: &Unit) -> Option<&Recommendation> {
    unit.recommendation.as_deref().filter(|found| !found.sentence.is_empty())
}

/// What follows byte `at` in the sentence that `at` stands in: the one that was read, or an item.
pub(super) fn rest<'a>(unit: &'a Unit, found: &Recommendation, at: usize) -> &'a str {
    let end = if at <= found.sentence.end { found.sentence.end } else { unit.body.end };
    unit.text(Span::new(at, end.max(at)))
}

/// The phrase as it stands, without what is interposed.
pub(super) fn quote(unit: &Unit, operative: &Operative) -> String {
    let text = unit.text(operative.span);
    match operative.qualifier {
        None => text.to_owned(),
        Some(qualifier) => {
            let (start, end) = (qualifier.start - operative.span.start, qualifier.end - operative.span.start);
            let (before, after) =
                (text[..start].trim_end_matches([',', ' ']), wording::past_comma(&text[end..]).trim_end());
            format!("{before} {after}").trim_end().to_owned()
        }
    }
}

/// The edits that put `write` in place of a phrase; its adverbs and what is interposed stay. The verb that follows gets
/// the form that `write` takes, and `write` the number of who is asked; `None` where the verb has no form that is known.
pub(crate) fn replace(unit: &Unit, operative: &Operative, write: &str, lexicon: &Lexicon) -> Option<Vec<Edit>> {
    // "it is recommended that" asks in a clause of its own
    if [operative.words.as_str(), write].iter().any(|phrase| phrase.ends_with(" that")) {
        return None;
    }
    // "no State party should detain" forbids it, and "no State party is encouraged to" does not
    let forbids = !wording::takes_to(&operative.words) && write == "should";
    if !forbids && asks_nobody(unit, operative) {
        return None;
    }
    let verb = verb(unit, operative, write, lexicon)?;
    let found = of(unit);
    let first = found.and_then(|found| found.operative.as_ref()).is_none_or(|first| first.span == operative.span);
    let asked_first = found.and_then(|found| singular(unit, found, lexicon)).unwrap_or(operative.singular.is_some());
    let one = if first { asked_first } else { later_singular(unit, operative, asked_first, lexicon)? };
    let bare = match wording::takes_to(&operative.words) && !wording::takes_to(write) {
        true => without_to(unit, operative, lexicon)?,
        false => Vec::new(),
    };
    // "UNODC need to" is no English
    if one && ["need ", "have ", "bear ", "were "].iter().any(|plural| write.starts_with(plural)) {
        return None;
    }
    let write = if one { write.replacen("are ", "is ", 1) } else { write.to_owned() };
    Some(wording::words(unit, operative, &write, lexicon)?.into_iter().chain(verb).chain(bare).collect())
}

/// Whether the subject denies who is asked: “no State party”, “none of them”.
fn asks_nobody(unit: &Unit, operative: &Operative) -> bool {
    const NOBODY: [&str; 6] = ["no", "none", "nobody", "neither", "nor", "nothing"];
    let (text, at) = (unit.reading(), operative.span.start);
    let start = of(unit).map_or(unit.body.start, |found| {
        let earlier = found.operatives().map(|other| other.span.end);
        let starts = earlier.chain(found.addressee.map(|addressee| addressee.start)).chain([found.sentence.start]);
        starts.filter(|&start| start <= at).max().unwrap_or(unit.body.start)
    });
    let denies = |word: Option<&str>| word.is_some_and(|word| NOBODY.contains(&word.to_ascii_lowercase().as_str()));
    // an addressee that is known may leave its first word out
    denies(text[..start].split_whitespace().next_back())
        || text[start..at]
            .split([',', ';'])
            .flat_map(|clause| clause.split(" and "))
            .any(|clause| denies(clause.split_whitespace().next()))
}

/// Whether the phrase asks not to do something.
pub(super) fn is_negated(unit: &Unit, operative: &Operative) -> bool {
    let phrase = unit.text(operative.span);
    phrase.split(' ').any(|word| word == "not") || unit.reading()[operative.span.end..].starts_with(" not ")
}

/// The edits that take “to” away from the infinitives which a phrase with “to” goes on to, where one without comes in its
/// place: “should train officers and share information”. `None` where it is not clear which they are.
pub(super) fn without_to(unit: &Unit, operative: &Operative, lexicon: &Lexicon) -> Option<Vec<Edit>> {
    let start = operative.span.end;
    let sentences = unit.sentences.iter().map(|sentence| sentence.end);
    let bounds = sentences.chain(unit.items.iter().map(|item| item.marker_span.start));
    let others = of(unit).into_iter().flat_map(|found| found.operatives()).map(|other| other.span.start);
    let end = bounds.chain(others).filter(|&end| end > start).min().unwrap_or(unit.body.end);
    let rest = coordination::of(unit, Span::new(start, end), lexicon);
    let verbs = [rest.verbs, rest.apart].concat();
    if rest.unclear || (is_negated(unit, operative) && !verbs.is_empty()) {
        return None;
    }
    let to = |verb: Span| Edit::delete(Span::new(verb.start - "to ".len(), verb.start));
    Some(verbs.into_iter().map(to).collect())
}

/// Whether who a later phrase asks takes a verb in the singular: somebody of its own, or who was asked first. `None` where
/// nobody can say.
fn later_singular(unit: &Unit, operative: &Operative, asked_first: bool, lexicon: &Lexicon) -> Option<bool> {
    const LEADS: [&str; 8] = ["in", "to", "for", "where", "as", "with", "thus", "also"];
    let before = unit.reading()[..operative.span.start].trim_end();
    let clause = before[before.rfind([',', ';', ':', '.', '\n', ')']).map_or(0, |at| at + 1)..].trim_start();
    let clause = ["and", "or"].iter().find_map(|word| clause.strip_prefix(word)).unwrap_or(clause).trim_start();
    let last = clause.rsplit(" and ").next().unwrap_or("");
    if clause.is_empty() || clause.ends_with(" and") || LEADS.contains(&clause.split(' ').next().unwrap_or("")) {
        return Some(asked_first);
    }
    let bare = |words: &str| words.strip_prefix("the ").unwrap_or(words).to_owned();
    let named = |words: &str| {
        let words = bare(words);
        lexicon
            .phrases
            .addressee_at(&words)
            .filter(|(length, _)| *length == words.len())
            .map(|(_, found)| found.singular)
    };
    if last == "they" {
        return Some(false);
    }
    let one = named(last)?;
    // "States parties and UNODC" are several; "train judges and UNODC" is one
    let joined = clause.strip_suffix(last).and_then(|rest| rest.strip_suffix(" and ")).is_some_and(|rest| {
        rest.char_indices()
            .filter(|(at, _)| *at == 0 || rest[..*at].ends_with(' '))
            .any(|(at, _)| named(&rest[at..]).is_some())
    });
    Some(one && !joined)
}

/// The edit that gives the verb after a phrase the form that `write` takes: “consider establishing”, but “establish”.
fn verb(unit: &Unit, operative: &Operative, write: &str, lexicon: &Lexicon) -> Option<Option<Edit>> {
    let considers = |phrase: &str| phrase.ends_with("consider");
    let rest = &unit.reading()[operative.span.end..];
    let word = rest.trim_start_matches([' ', ',']);
    // “are encouraged to encourage”
    if write.split(' ').any(|own| own.len() > 7 && word.get(..7) == own.get(..7)) {
        return None;
    }
    if considers(&operative.words) == considers(write) {
        return Some(None);
    }
    let start = operative.span.end + rest.len() - word.len();
    let word = &word[..word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len())];
    let form = if considers(write) { lexicon.phrases.gerund(word) } else { lexicon.phrases.base(word) };
    Some(Some(Edit::replace(Span::new(start, start + word.len()), form?)))
}

/// What `unit` asks, in the form that it has after the phrase `write`; `None` where that form is not known.
pub(crate) fn measure_after(unit: &Unit, write: &str, lexicon: &Lexicon) -> Option<String> {
    let found = of(unit).filter(|found| !found.open)?;
    let operative = found.operative.as_ref().filter(|operative| operative.asks() && !operative.passive)?;
    let measure = found.measure.filter(|_| operative.doubled.is_none() && operative.slip.is_none())?;
    let words = operative.words.as_str();
    if is_negated(unit, operative) || [words, write].iter().any(|phrase| phrase.ends_with(" that")) {
        return None;
    }
    let text = unit.text(measure);
    let (begin, bare) = match words.ends_with(" continue") {
        true => (text.strip_prefix("to ")?, Vec::new()),
        false if wording::takes_to(words) && !wording::takes_to(write) => (text, without_to(unit, operative, lexicon)?),
        false => (text, Vec::new()),
    };
    let start = measure.end - begin.len();
    let word = &begin[..begin.find(|c: char| !c.is_alphabetic()).unwrap_or(begin.len())];
    let (gerund, wanted) = (words.ends_with(" consider"), write.ends_with(" consider"));
    let mut edits = bare;
    if gerund == wanted {
        // "should take", and "should actively take"
        let fits = if wanted { word.ends_with("ing") } else { lexicon.phrases.is_verb(word) };
        (fits || is_adverb(word)).then_some(())?;
    } else {
        let turn = |word: &str| match wanted {
            true => lexicon.phrases.gerund(word),
            false => lexicon.phrases.base(word).filter(|base| base != word),
        };
        // "establish funds and train judges" would need two
        let several = [" and ", " or ", ", "].iter().any(|link| {
            begin.split(link).skip(1).any(|rest| turn(rest.split([' ', ',']).next().unwrap_or("")).is_some())
        });
        if several || !edits.is_empty() || (wanted && begin.contains(" and to ")) {
            return None;
        }
        edits.push(Edit::replace(Span::new(start, start + word.len()), turn(word)?));
    }
    let within = |edit: Edit| {
        let inside = start <= edit.span.start && edit.span.end <= measure.end;
        inside.then(|| Edit::replace(Span::new(edit.span.start - start, edit.span.end - start), edit.text))
    };
    let edits: Vec<Edit> = edits.into_iter().filter_map(within).collect();
    Some(apply(begin, &edits).0)
}

/// Names a few of these earlier recommendations.
pub(super) fn back<'a>(finding: &mut Finding, uses: impl Iterator<Item = &'a Use>) {
    for one in uses.take(PRECEDENTS) {
        finding.precedent(one.name.clone(), None);
    }
}

/// "adopted 25 times", "adopted once".
pub(crate) fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}

/// Where a phrase stands in earlier practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Adopted.
    Adopted,
    /// Proposed or observed, but never adopted.
    Proposed,
    /// Neither.
    Never,
}

/// Where the phrase of `operative` stands.
pub(super) fn standing(operative: &Operative, practice: &Practice, lexicon: &Lexicon) -> Standing {
    let phrase = usual(operative, lexicon);
    match (practice.adopted_with(phrase).next(), practice.proposed_with(phrase).next()) {
        (Some(_), _) => Standing::Adopted,
        (None, Some(_)) => Standing::Proposed,
        (None, None) => Standing::Never,
    }
}

/// The phrase as the scale words it.
pub(super) fn usual<'a>(operative: &'a Operative, lexicon: &'a Lexicon) -> &'a str {
    lexicon.phrases.named(&operative.words).map_or(&operative.words, |phrase| &phrase.text)
}

/// The adopted phrase nearest in strength to one that is not adopted, or hardly.
pub(super) fn instead<'a>(words: &str, practice: &Practice, lexicon: &'a Lexicon) -> Option<&'a str> {
    lexicon.phrases.instead(words).filter(|write| practice.adopted_with(write).next().is_some())
}

/// Whether the subject takes a verb in the singular; `None` where nobody can say.
pub(super) fn singular(unit: &Unit, found: &Recommendation, lexicon: &Lexicon) -> Option<bool> {
    match found.addressees.as_slice() {
        [] => None,
        [one] => Some(lexicon.phrases.addressee(one.name.as_deref()?)?.singular),
        _ => {
            let subject = unit.text(found.addressee?);
            let first = found.addressees[0].name.as_deref().and_then(|name| lexicon.phrases.addressee(name));
            // "States parties, as well as UNODC," are several whoever joins them
            if first.is_some_and(|first| !first.singular) && !subject.contains(" or ") {
                return Some(false);
            }
            let joined = subject.contains(" and ") && !subject.contains(" or ") && !subject.contains("as well as");
            joined.then_some(false)
        }
    }
}
