//! `several-actions`: three or more actions, each with its verb and its object, in one sentence.

use super::{Context, coordination, phrase};
use crate::document::{Operative, Unit};
use crate::finding::Report;
use crate::lexicon::Lexicon;
use crate::text::Span;

/// Two actions are usual in adopted recommendations.
const USUAL: usize = 2;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some((measure, verbs)) = actions(unit, context.lexicon) else { return };
    report.occasion(measure);
    if verbs.len() <= USUAL {
        return;
    }
    let named: Vec<String> = verbs.iter().map(|verb| format!("“{}”", unit.text(*verb))).collect();
    let (last, first) = named.split_last().expect("several");
    let message = format!(
        "Reads as {} actions, {} and {last}: a list, or a recommendation for each, is easier to follow up",
        verbs.len(),
        first.join(", ")
    );
    let finding = report.find(Span::new(verbs[0].start, measure.end), message);
    for verb in verbs.iter().skip(1).take(3) {
        finding.relate(*verb, "another action begins here");
    }
}

/// What a recommendation in one sentence asks, and the verb of each action, in order.
fn actions(unit: &Unit, lexicon: &Lexicon) -> Option<(Span, Vec<Span>)> {
    let found = phrase::of(unit)?;
    let operative = found.operative.as_ref().filter(|operative| operative.asks() && !found.open)?;
    let measure = found.measure.filter(|_| unit.items.is_empty())?;
    let mut verbs = vec![first_word(unit, measure)];
    verbs.extend(further(unit, measure, operative, lexicon));
    Some((measure, verbs))
}

/// The verb of each action, where each of them can stand by itself as the item of a list.
pub(crate) fn parts(unit: &Unit, lexicon: &Lexicon) -> Option<Vec<Span>> {
    const HANGING: [&str; 13] =
        ["with", "for", "to", "of", "from", "in", "on", "by", "against", "among", "between", "about", "into"];
    let (measure, verbs) = actions(unit, lexicon)?;
    let operative = phrase::of(unit)?.operative.as_ref()?;
    // "to consider establishing funds and to share data": what is only considered nobody can say
    const SOFT: [&str; 5] = ["consider", "continue", "efforts to", "seek to", "effort to"];
    if SOFT.iter().any(|end| operative.words.ends_with(end)) || !lexicon.phrases.is_verb(unit.text(verbs[0])) {
        return None;
    }
    // "are encouraged not to detain victims and to share information" would ask not to share
    let infinitives = coordination::of(unit, measure, lexicon);
    if phrase::is_negated(unit, operative) || infinitives.unclear || !infinitives.apart.is_empty() {
        return None;
    }
    let stands_alone = |verb: &Span| {
        let rest = unit.text(Span::new(verb.end, measure.end)).trim_end_matches(['.', ' ']);
        let same = unit.text(*verb) == "do" && (rest.starts_with(" so") || rest.starts_with(" likewise"));
        rest.starts_with(' ') && !same
    };
    let whole = |pair: &[Span]| {
        let between = unit.text(Span::new(pair[0].start, pair[1].start));
        // "share information with, and protect, victims"
        let words = between.trim_end_matches(" to ").trim_end().trim_end_matches(" and").trim_end_matches([',', ' ']);
        let hangs = HANGING.contains(&words.rsplit(' ').next().unwrap_or(""));
        // "train officers to identify victims, and refer them"
        let parted = [';', ':'].iter().any(|mark| between.contains(*mark)) || between.trim_end().ends_with(" to");
        let inner = || {
            let infinitives = between[..between.len() - 1].match_indices(" to ");
            infinitives.into_iter().any(|(at, _)| {
                let word = between[at + 4..].split([' ', ',']).next().unwrap_or("");
                lexicon.phrases.is_verb(word)
            })
        };
        // "NGOs that assist victims, provide shelter, and offer aid": only what cannot go on in the clause ends it
        let link = between.trim_end();
        let ends = [";", "; and", " to"].iter().any(|end| link.ends_with(end));
        !hangs && (parted || !inner()) && (ends || !has_clause(between))
    };
    (verbs.iter().all(stands_alone) && verbs.windows(2).all(whole)).then_some(verbs)
}

/// Whether a clause with a verb of its own stands in the text: “laws that protect victims”.
fn has_clause(text: &str) -> bool {
    const SET_PHRASES: [&str; 5] = ["appropriate", "possible", "necessary", "applicable", "relevant"];
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.iter().enumerate().any(|(at, word)| match *word {
        "that" | "which" | "who" | "whose" | "whom" => true,
        "where" | "when" => !words.get(at + 1).is_some_and(|next| SET_PHRASES.contains(next)),
        _ => false,
    })
}

fn first_word(unit: &Unit, measure: Span) -> Span {
    let text = unit.text(measure);
    Span::new(measure.start, measure.start + text.find([' ', ',']).unwrap_or(text.len()))
}

/// Verbs of further actions: after “and to” where the phrase takes “to”, after “, and” or a semicolon otherwise.
fn further(unit: &Unit, measure: Span, operative: &Operative, lexicon: &Lexicon) -> Vec<Span> {
    const MODAL: [&str; 7] = [", and should ", "; and ", "; to ", "; and to ", "; ", ", and ", ", "];
    let text = unit.text(measure);
    let passive = operative.plural.or(operative.singular).is_some();
    let links: &[&str] = if passive { &[", "] } else { &MODAL };
    let mut verbs = if passive { coordination::of(unit, measure, lexicon).verbs } else { Vec::new() };
    for link in links {
        for (at, _) in text.match_indices(link) {
            let start = at + link.len();
            let word = text[start..].split([' ', ',', '.', ';']).next().unwrap_or("");
            let span = Span::new(measure.start + start, measure.start + start + word.len());
            // after "to" even "train" is a verb
            let verb = match link.ends_with(" to ") {
                true => lexicon.phrases.is_verb(word),
                false => lexicon.phrases.is_only_verb(word),
            };
            if verb && !unit.is_quoted(span) && !verbs.contains(&span) {
                verbs.push(span);
            }
        }
    }
    verbs.sort();
    verbs
}
