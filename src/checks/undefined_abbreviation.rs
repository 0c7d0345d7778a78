//! `undefined-abbreviation`: an abbreviation that is used before, or without, its full form.
//!
//! A definition is the abbreviation in parentheses, "United Nations Office on Drugs and Crime (UNODC)", or before them.
//! Headings do not count: the definition belongs in the text.

use super::Context;
use crate::document::{Document, Nature, Unit};
use crate::finding::{Report, Safety, Severity};
use crate::lexicon::names::{Naming, Which};
use crate::lexicon::phrases::Phrases;
use crate::lexicon::{Mention, MentionKind, words};
use crate::text::Span;

/// What is known of one abbreviation in the draft.
struct Seen<'a> {
    short: &'a str,
    /// Unit and place of a use before any definition.
    undefined: Option<(usize, Span)>,
    /// Unit and place of the definition.
    defined: Option<(usize, Span)>,
}

/// The abbreviations of a unit, and whether each is written out right there.
struct Abbreviations(Vec<(Span, bool)>);

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    let mut seen: Vec<Seen<'_>> = Vec::new();
    let naming = document.units_that(|unit| unit.kind().is_prose() && !unit.recall(found).0.is_empty());
    for (i, unit) in naming {
        let text = unit.reading();
        for &(span, written_out) in &unit.recall(found).0 {
            let short = span.of(text);
            let known = match seen.iter().position(|seen| seen.short == short) {
                Some(known) => known,
                None => {
                    seen.push(Seen { short, undefined: None, defined: None });
                    seen.len() - 1
                }
            };
            let known = &mut seen[known];
            if known.defined.is_none() && written_out {
                known.defined = Some((i, span));
                report.occasion_at(|| document.locate(i, span));
            } else if known.defined.is_none() && known.undefined.is_none() {
                known.undefined = Some((i, span));
            }
        }
    }
    for Seen { short, undefined, defined } in seen {
        let Some((unit, span)) = undefined else { continue };
        let lexicon = &context.lexicon.abbreviations;
        if lexicon.familiar.iter().any(|familiar| familiar == short) {
            continue;
        }
        let known = lexicon.list.iter().find(|known| known.short == short);
        let place = document.locate(unit, span);
        let usual = known.filter(|known| known.defined);
        let severity = match (usual, defined) {
            (None, _) => Severity::Hint,
            (Some(_), Some(_)) => Severity::Warning,
            // the report around a draft may define it
            (Some(_), None) if context.nature == Nature::Report => Severity::Warning,
            (Some(_), None) => Severity::Information,
        };
        let message = match defined {
            Some(_) => format!("“{short}” stands before the place that writes it out"),
            None => format!("“{short}” is nowhere written out: the first use has the full form, then “({short})”"),
        };
        let finding = report.find(place, message);
        if severity < Severity::Warning {
            finding.at(severity);
        }
        if let Some((unit, span)) = defined {
            finding.relate(document.locate(unit, span), "written out here");
        } else if let Some(usual) = usual {
            let unit = &document.units()[unit];
            if let Some(article) = article(unit.reading(), span, &context.lexicon.phrases) {
                let full = format!("{article}{} ({short})", usual.full);
                finding.fix(Safety::NeedsReview, format!("Write “{full}”"), place, full);
            }
        }
    }
}

/// The article that the full form needs in the place of the abbreviation at `span`; `None` where the full form cannot stand,
/// as before “’s”, or where it may belong to the next word and not to the abbreviation.
fn article(text: &str, span: Span, phrases: &Phrases) -> Option<&'static str> {
    const DETERMINERS: [&str; 46] = [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "our",
        "his",
        "her",
        "whose",
        "other",
        "another",
        "such",
        "all",
        "any",
        "each",
        "every",
        "some",
        "several",
        "many",
        "most",
        "few",
        "both",
        "no",
        "more",
        "certain",
        "various",
        "different",
        "relevant",
        "existing",
        "available",
        "new",
        "current",
        "recent",
        "further",
        "additional",
        "future",
        "joint",
        "key",
        "appropriate",
        "specific",
        "previous",
        "related",
    ];
    let (before, after) = (text[..span.start].trim_end(), &text[span.end..]);
    if after.starts_with(['’', '\'', '-', '/']) {
        return None;
    }
    let word = before.rsplit([' ', '\n', '(', '“']).next().unwrap_or("");
    let next = after.strip_prefix([' ', '\n']).unwrap_or("");
    let next = next.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("");
    let determined = DETERMINERS.iter().any(|determiner| determiner.eq_ignore_ascii_case(word));
    if determined {
        return Some("");
    }
    if names(next, phrases) {
        return None;
    }
    Some(if words::begins_sentence(text, span.start) { "The " } else { "the " })
}

/// Whether a word right after an abbreviation is a noun that it goes with, as in “UNODC tools”, by its form: no verb, and none of
/// the small words.
fn names(word: &str, phrases: &Phrases) -> bool {
    const SMALL: [&str; 44] = [
        "and", "or", "in", "of", "to", "is", "are", "was", "were", "as", "should", "shall", "must", "may", "can",
        "will", "would", "could", "might", "with", "which", "that", "who", "on", "by", "for", "at", "from", "has",
        "have", "had", "but", "also", "through", "when", "under", "not", "if", "where", "within", "into", "upon",
        "during", "be",
    ];
    let verb = |word: &str| phrases.is_verb(word);
    let bent = word.strip_suffix('s').is_some_and(verb) || word.strip_suffix("es").is_some_and(verb);
    let other =
        SMALL.contains(&word) || bent || verb(word) || ["ed", "ing", "ly"].iter().any(|end| word.ends_with(end));
    word.starts_with(|c: char| c.is_ascii_lowercase()) && !other
}

/// Whether an instrument is mentioned by a name that adopted texts do not use.
fn is_unofficial(mention: &Mention) -> bool {
    let MentionKind::Citation(citation) = &mention.kind else { return false };
    citation.name().is_some_and(|name| matches!(name.which, Which::Known(_, Naming::Discouraged(_))))
}

fn found(unit: &Unit) -> Abbreviations {
    let text = unit.reading();
    // "UNTOC" has a rule of its own
    let unofficial =
        |span: &Span| unit.mentions.iter().any(|mention| mention.span.contains(*span) && is_unofficial(mention));
    // "REC. 2" heads its recommendation
    let heads = |span: &Span| unit.label.as_ref().is_some_and(|label| label.span.contains(*span));
    let found = abbreviations(text).filter(|span| !heads(span) && !unit.is_quoted(*span) && !unofficial(span));
    Abbreviations(found.map(|span| (span, defines(text, span))).collect())
}

/// Whether the abbreviation at `span` is written out right there.
fn defines(text: &str, span: Span) -> bool {
    let before = text[..span.start].trim_end_matches(['“', '"', ' ']);
    let after = text[span.end..].trim_start_matches(['”', '"', ' ', 's']);
    let enclosed = before.ends_with('(') || before.ends_with("or") || before.ends_with("hereinafter");
    (enclosed && after.starts_with([')', ',', ';'])) || (after.starts_with('(') && !after.starts_with("(see"))
}

/// Words of three to ten capitals and figures, with an "s" for the plural left out.
fn abbreviations(text: &str) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    // in a line that is all capitals no word stands out
    let mut at = if bytes.iter().any(u8::is_ascii_lowercase) { 0 } else { bytes.len() };
    std::iter::from_fn(move || {
        while at < bytes.len() {
            if !bytes[at].is_ascii_uppercase() {
                at += 1;
                continue;
            }
            let start = at;
            at += bytes[at..].iter().take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit()).count();
            let span = Span::new(start, at);
            if is_abbreviation(text, span) {
                return Some(span);
            }
        }
        None
    })
}

fn is_abbreviation(text: &str, span: Span) -> bool {
    let word = span.of(text);
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | '[' | '_' | '@');
    let before = text[..span.start].ends_with(joins);
    let after = text[span.end..].strip_prefix('s').unwrap_or(&text[span.end..]);
    let full_stop = after.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let joined = before || full_stop || after.starts_with(|c: char| joins(c) && c != '.');
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
    let roman = word.bytes().all(|b| b"IVXLC".contains(&b));
    let shouts = |word: Option<&str>| word.is_some_and(|w| w.len() > 1 && w.bytes().all(|b| b.is_ascii_uppercase()));
    let loud = shouts(text[..span.start].split_whitespace().next_back()) || shouts(after.split_whitespace().next());
    (3..=10).contains(&word.len()) && capitals >= 3 && !joined && !roman && !loud
}
