//! `verb-number`: a plural addressee with a verb in the singular, or the other way round.

use super::{Context, phrase};
use crate::document::{Operative, Recommendation, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::Lexicon;
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    let Some(singular) = phrase::singular(unit, found, context.lexicon).or_else(|| one_body(unit, found)) else {
        return;
    };
    let (Some(addressee), false) = (found.addressee, found.open || found.resolution || found.impersonal.is_some())
    else {
        return;
    };
    let subject = unit.text(addressee);
    for operative in found.further.iter().chain(&found.later) {
        if let Some((subject, singular)) = subject_of(unit, operative, context.lexicon) {
            judge(unit, subject, singular, operative, context, report);
        }
    }
    if found.addressees.len() == 1
        && let Some(verb) = relative(unit, addressee.end)
        && matches!(unit.text(verb), "is" | "has" | "was" | "does") != singular
    {
        put_right(unit, subject, singular, verb, report);
    }
    let Some(operative) = found.operative.as_ref().filter(|operative| operative.span.start >= addressee.end) else {
        let rest = phrase::rest(unit, found, addressee.end);
        if let Some(span) = plural_act(subject, rest, context.lexicon) {
            let (span, verb) = (span.shifted(addressee.end), span.of(rest));
            let finding = report.find(span, format!("“{subject}” is one: write “{verb}s”, not “{verb}”"));
            finding.fix(Safety::Safe, format!("Write “{verb}s”"), span, format!("{verb}s"));
            return;
        }
        if let Some(verb) = third_person(rest, context.lexicon).filter(|_| !singular) {
            let span = verb.shifted(addressee.end);
            let message = format!("“{subject} {}”: the verb is in the singular, and nobody is asked", unit.text(span));
            report.find(span, message);
        }
        return;
    };
    // "UNODC field offices", "the Working Group members" are several
    let between = unit.reading()[addressee.end..operative.span.start].trim();
    let begins = between.starts_with(|c: char| c.is_alphabetic());
    let last = between.rsplit(' ').next().unwrap_or("");
    let several = last == "staff" || (last.ends_with('s') && !matches!(last, "always" | "thus" | "as" | "perhaps"));
    if singular && begins && several {
        return;
    }
    judge(unit, subject, singular, operative, context, report);
}

/// Whether the subject is one body by its noun, though the lexicon does not know it: “The Office”. `None` where nobody can
/// say.
fn one_body(unit: &Unit, found: &Recommendation) -> Option<bool> {
    const BODIES: [&str; 11] = [
        "Agency",
        "Board",
        "Bureau",
        "Chair",
        "Commission",
        "Council",
        "Court",
        "Executive Director",
        "Fund",
        "Office",
        "Union",
    ];
    let [one] = found.addressees.as_slice() else { return None };
    let name = unit.text(one.span).strip_prefix("The ").filter(|_| one.name.is_none())?;
    // "The members of the Bureau" are several
    let named = name.split(' ').all(|word| word.starts_with(char::is_uppercase) && !word.ends_with(','));
    (named && BODIES.iter().any(|body| name.ends_with(body))).then_some(true)
}

/// Judges the verb of an operative phrase by its subject.
fn judge(
    unit: &Unit,
    subject: &str,
    singular: bool,
    operative: &Operative,
    context: &Context<'_>,
    report: &mut Report<'_>,
) {
    let (right, wrong) = match singular {
        true => (operative.singular, operative.plural),
        false => (operative.plural, operative.singular),
    };
    if let Some(right) = right {
        report.occasion(right);
    }
    let Some(wrong) = wrong else { return };
    // "were encouraged to" is how a meeting is told, and the right number makes no request of it
    let told = operative.words.starts_with("were ") && operative.asks();
    let Some(write) = context.lexicon.phrases.instead(&operative.words).filter(|_| told) else {
        put_right(unit, subject, singular, wrong, report);
        return;
    };
    let number = if singular { "one" } else { "several" };
    let shown = if singular { write.replacen("are ", "is ", 1) } else { write.to_owned() };
    let message =
        format!("“{subject}” is {number}, and “{}” asks nothing: “{shown}” does", phrase::quote(unit, operative));
    let finding = report.find(wrong, message);
    if let Some(edits) = phrase::replace(unit, operative, write, context.lexicon) {
        finding.fix_with(Safety::NeedsReview, format!("Write “{shown}”"), edits);
    }
}

fn put_right(unit: &Unit, subject: &str, singular: bool, wrong: Span, report: &mut Report<'_>) {
    let verb = unit.text(wrong);
    let right = match verb {
        "is" => "are",
        "are" => "is",
        "was" => "were",
        "were" => "was",
        "has" => "have",
        "have" => "has",
        "does" => "do",
        "do" => "does",
        "needs" => "need",
        "need" => "needs",
        _ => return,
    };
    let number = if singular { "one" } else { "several" };
    let finding = report.find(wrong, format!("“{subject}” is {number}: write “{right}”, not “{verb}”"));
    finding.fix(Safety::Safe, format!("Write “{right}”"), wrong, right);
}

/// The verb of the relative clause that follows the subject at once: `has` in “States parties which has”.
fn relative(unit: &Unit, end: usize) -> Option<Span> {
    const VERBS: [&str; 8] = ["is", "are", "was", "were", "has", "have", "does", "do"];
    let rest = unit.reading()[end..].trim_start_matches(',').strip_prefix(' ')?;
    let rest = ["that ", "which ", "who "].iter().find_map(|pronoun| rest.strip_prefix(pronoun))?;
    let verb = rest.split([' ', ',', '.', ';']).next().filter(|verb| VERBS.contains(verb))?;
    let start = unit.reading().len() - rest.len();
    Some(Span::new(start, start + verb.len()))
}

/// The subject that a phrase further on has for itself, and whether it is one: a known addressee that begins a sentence,
/// an item or what follows “, and”.
fn subject_of<'a>(unit: &'a Unit, operative: &Operative, lexicon: &Lexicon) -> Option<(&'a str, bool)> {
    let text = unit.reading();
    let end = text[..operative.span.start].trim_end().len();
    let sentences = unit.sentences.iter().map(|sentence| sentence.start);
    let begins = sentences.chain(unit.items.iter().map(|item| item.span.start)).filter(|&start| start < end).max()?;
    let clauses = [", and ", "; and ", ", while "]
        .iter()
        .filter_map(|link| Some(text[begins..end].rfind(link)? + begins + link.len()));
    // whatever a plural is joined to, it takes no verb in the singular
    let joined = text[begins..end].rfind(" and ").map(|at| begins + at + " and ".len());
    [begins].into_iter().chain(clauses).map(Some).chain([joined]).flatten().find_map(|start| {
        let (length, known) = lexicon.phrases.addressee_at(&text[start..end])?;
        let parted = text[..start].ends_with(", and ") || text[..start].ends_with("; and ");
        let alone = joined != Some(start) || !known.singular || parted;
        (start + length == end && alone).then(|| (&text[start..end], known.singular))
    })
}

/// The act in the plural that `rest` begins with, after one body that recommends and decides: “The Working Group recommend”.
/// Whoever writes “UNODC encourage” may want it to be asked to.
pub(super) fn plural_act(subject: &str, rest: &str, lexicon: &Lexicon) -> Option<Span> {
    let (length, body) = lexicon.phrases.addressee_at(subject)?;
    let acts = ["The Working Group", "The Conference of the Parties"].iter().any(|name| body.text.starts_with(name));
    let words = rest.strip_prefix(' ')?;
    let verb = words.split([' ', ',', '.', ':', ';']).next()?;
    let act = || lexicon.phrases.acts.iter().any(|act| act.strip_suffix('s') == Some(verb));
    (acts && length == subject.len() && act()).then(|| Span::new(1, 1 + verb.len()))
}

/// The verb in the third person singular that `rest` begins with: `encourages`.
pub(super) fn third_person(rest: &str, lexicon: &Lexicon) -> Option<Span> {
    let words = rest.trim_start();
    let verb = words.split([' ', ',', '.', ':', ';']).next()?;
    let base = verb.strip_suffix('s')?;
    let is = lexicon.phrases.is_only_verb(base)
        || base.strip_suffix('e').is_some_and(|base| lexicon.phrases.is_only_verb(base))
        || matches!(base, "request" | "urge" | "recommend" | "call" | "welcome");
    let start = rest.len() - words.len();
    is.then(|| Span::new(start, start + verb.len()))
}
