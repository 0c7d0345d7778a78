//! `missing-verb`: an operative phrase that no verb in its base form follows.

use super::{Context, phrase};
use crate::document::{Operative, Unit};
use crate::finding::Report;
use crate::lexicon::Phrases;
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    if found.open || found.impersonal.is_some() || found.resolution {
        return;
    }
    for operative in found.operatives().filter(|operative| operative.asks() && !operative.passive) {
        // nouns and gerunds may follow "consider" and "continue"
        let takes_verb = operative.words.ends_with(" to") || !operative.words.contains(' ');
        let sound = operative.doubled.is_none() && operative.slip.is_none() && operative.missing_comma.is_none();
        if !takes_verb || !sound {
            continue;
        }
        let rest = unit.reading()[operative.span.end..].trim_start_matches([' ', ',']);
        let start = unit.reading().len() - rest.len();
        let word = rest.split([' ', ',', ';', ':', '.', '\n']).next().unwrap_or("");
        let listed = !unit.items.is_empty() && (word.is_empty() || rest.starts_with(['\n', ':']));
        let beyond = rest[word.len()..].trim_start().split([' ', ',', ';', ':', '.', '\n']).next().unwrap_or("");
        // "are encouraged, to the extent possible, to", "should: train judges; fund shelters", "should all ratify"
        let aside = match word {
            "the" => matches!(beyond, "extent" | "greatest" | "fullest" | "maximum" | "best"),
            "this" | "that" => matches!(beyond, "end" | "effect"),
            "all" => context.lexicon.phrases.is_verb(beyond),
            "" => rest.strip_prefix(':').is_some_and(|after| !after.trim().is_empty()),
            _ => false,
        };
        let Some(fault) = fault(word, beyond, operative, context).filter(|_| !listed && !aside) else {
            report.occasion(operative.span);
            continue;
        };
        let span =
            Span::new(operative.span.start, if word.is_empty() { operative.span.end } else { start + word.len() });
        let message = format!("“{}”: {fault}", phrase::quote(unit, operative));
        let practice = context.corpus.practice(context.lexicon);
        let finding = report.find(span, message);
        phrase::back(finding, practice.adopted_with(phrase::usual(operative, context.lexicon)));
    }
}

/// Why `word` cannot be the verb.
fn fault(word: &str, beyond: &str, operative: &Operative, context: &Context<'_>) -> Option<String> {
    const NO_VERBS: [&str; 16] = [
        "the", "a", "an", "their", "its", "these", "those", "this", "all", "any", "more", "greater", "and", "or", "of",
        "that",
    ];
    if word.is_empty() {
        return Some("nothing follows that States could do".to_owned());
    }
    // "more actively share"
    let compares = matches!(word, "more" | "greater") && beyond.ends_with("ly");
    // "should, where appropriate, the training of"
    let bare = operative.qualifier.is_none() || (operative.words == "should" && matches!(word, "the" | "a" | "an"));
    if NO_VERBS.contains(&word) && !compares && bare {
        return Some(format!("a verb is missing before “{word}”"));
    }
    let phrases = &context.lexicon.phrases;
    if word == "be" && phrases.is_only_verb(beyond) {
        return Some(format!("“be {beyond}” is no verb in its base form"));
    }
    const PREPOSITIONS: [&str; 6] = ["according", "during", "following", "including", "pending", "notwithstanding"];
    let gerund = word.len() > 5 && word.ends_with("ing") && !phrases.is_verb(word) && !PREPOSITIONS.contains(&word);
    let other = gerund || (!phrases.is_verb(word) && is_inflected(word, phrases));
    let small = word.starts_with(char::is_lowercase);
    (other && small && operative.qualifier.is_none()).then(|| format!("“{word}” is no verb in its base form"))
}

/// Whether the word is a verb in the past or in the third person: `adopted`, `adopts`.
fn is_inflected(word: &str, phrases: &Phrases) -> bool {
    let past = word.strip_suffix("ed").is_some_and(|stem| phrases.is_only_verb(stem))
        || word.strip_suffix('d').is_some_and(|stem| stem.ends_with('e') && phrases.is_only_verb(stem));
    past || word.strip_suffix('s').is_some_and(|stem| phrases.is_only_verb(stem))
}
