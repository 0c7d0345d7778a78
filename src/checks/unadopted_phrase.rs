//! `unadopted-phrase`: an operative phrase that nobody ever adopted or proposed. The list is open: whatever stands
//! where the operative phrase stands.

use super::phrase::{self, Standing};
use super::{Context, resolution_style};
use crate::document::{Operative, Recommendation, Status, Unit};
use crate::finding::{Report, Safety, Severity};
use crate::text::{Edit, Span, capitalized};

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    if found.open || found.resolution {
        return;
    }
    let (practice, lexicon) = (context.corpus.practice(context.lexicon), context.lexicon);
    for operative in found.operatives().filter(|operative| !operative.passive) {
        if phrase::standing(operative, practice, lexicon) != Standing::Never {
            match emphasis(unit, operative).filter(|words| !is_adopted(unit.text(*words), context)) {
                Some(words) => emphasize(unit, operative, words, context, report),
                None => report.occasion(operative.span),
            }
            continue;
        }
        // "it is for States parties to decide" leaves it to them
        if matches!(operative.words.as_str(), "it is for" | "it is up to") {
            continue;
        }
        if operative.doubled.is_some() || goes_on_in_clause(unit, found, operative) {
            continue;
        }
        // "Either State party may request consultations" permits, and asks nobody
        let one = found.addressee_name.as_deref().and_then(|name| lexicon.phrases.addressee(name));
        if operative.words == "may" && one.is_some_and(|one| one.one_of.is_some()) {
            continue;
        }
        // "are not required to report twice" frees them from it, and "should not" would forbid it
        if ["are not ", "is not "].iter().any(|free| unit.text(operative.span).starts_with(free)) {
            continue;
        }
        let quoted = phrase::quote(unit, operative);
        let act = if operative.act { resolution_style::instead(operative) } else { None };
        let impersonal = found.impersonal.is_some_and(|impersonal| impersonal == operative.span);
        let write = act.or_else(|| phrase::instead(&operative.words, practice, lexicon));
        let write = write.or(impersonal.then_some("should"));
        let Some(write) = write else {
            // "are encouraged, as they see fit to act": what is missing is a comma, and how the phrase ends nobody can say
            let rest = phrase::rest(unit, found, operative.span.end);
            if rest.starts_with(',') && !rest[1..].contains(',') {
                continue;
            }
            let finding =
                report.find(operative.span, format!("“{quoted}” is in no adopted or proposed recommendation"));
            if operative.act {
                finding.at(finding.severity.min(Severity::Information));
            }
            continue;
        };
        let times = phrase::times(practice.adopted_with(write).count());
        let message = format!(
            "“{quoted}” is in no adopted or proposed recommendation; the nearest phrase, “{write}”, was adopted {times}"
        );
        let edits = match operative.act || impersonal {
            true => direct(unit, found, operative, write, context),
            // "would do well to share" asks with "do well"
            false if phrase::rest(unit, found, operative.span.end).starts_with(" do well ") => None,
            false => phrase::replace(unit, operative, write, lexicon).filter(|_| operative.slip.is_none()),
        };
        let finding = report.find(operative.span, message);
        // what the body itself did, it did in many words, and "States parties were encouraged" is how it is told
        let did = operative.act && operative.words.split(' ').next().is_some_and(|verb| verb.ends_with('d'));
        if did || operative.words.starts_with("were ") || operative.words.starts_with("have been ") {
            finding.at(finding.severity.min(Severity::Information));
        }
        phrase::back(finding, practice.adopted_with(write));
        if let Some(edits) = edits {
            finding.fix_with(Safety::NeedsReview, format!("Write “{write}”"), edits);
        }
    }
}

/// Whether a later phrase goes on with what a clause with “that” says of others: “ensure that recruiters are licensed and must
/// renew their licences”.
fn goes_on_in_clause(unit: &Unit, found: &Recommendation, operative: &Operative) -> bool {
    let first = found.operative.as_ref().map(|first| first.span.end).filter(|&end| end < operative.span.start);
    let between = first.map_or("", |end| unit.text(Span::new(end, operative.span.start)).trim_end());
    let clause = between.rfind(" that ").map_or("", |at| &between[at..]);
    clause.ends_with(" and") && !clause.contains([';', '.'])
}

/// The adverb that makes a phrase stronger or weaker, and the word it belongs to: `strongly encouraged`.
fn emphasis(unit: &Unit, operative: &Operative) -> Option<Span> {
    let text = unit.text(operative.span);
    let mut at = operative.span.start;
    let mut adverb: Option<usize> = None;
    for word in text.split(' ') {
        match adverb {
            Some(start) if word.ends_with("ed") => return Some(Span::new(start, at + word.len())),
            _ => adverb = (word.len() > 4 && word.ends_with("ly")).then_some(at),
        }
        at += word.len() + 1;
    }
    None
}

/// Whether an adopted recommendation has these words.
fn is_adopted(words: &str, context: &Context<'_>) -> bool {
    let adopted = context.corpus.earlier().iter().filter(|earlier| earlier.status == Status::Adopted);
    adopted.into_iter().any(|earlier| earlier.text.contains(words))
}

/// Finds an adverb that no adopted recommendation has where it stands. How it changes the strength nobody agreed, so it
/// is worth a look and no more.
fn emphasize(unit: &Unit, operative: &Operative, words: Span, context: &Context<'_>, report: &mut Report<'_>) {
    let practice = context.corpus.practice(context.lexicon);
    let plain = phrase::usual(operative, context.lexicon);
    let times = phrase::times(practice.adopted_with(plain).count());
    let (adverb, _) = unit.text(words).split_once(' ').unwrap_or_default();
    let message = format!(
        "No adopted recommendation says “{}”; “{plain}” was adopted {times}, and its strength is what was negotiated",
        unit.text(words)
    );
    let span = Span::new(words.start, words.start + adverb.len());
    let finding = report.find(span, message);
    finding.at(finding.severity.min(Severity::Information));
    phrase::back(finding, practice.adopted_with(plain));
    let deleted = Edit::replace(Span::new(span.start, span.end + 1), "");
    finding.fix_with(Safety::NeedsReview, format!("Delete “{adverb}”"), vec![deleted]);
}

/// Asks directly those who stand behind the phrase: “States parties should” for “It is recommended that States parties”
/// and for “The Working Group recommends that States parties”.
fn direct(
    unit: &Unit,
    found: &Recommendation,
    operative: &Operative,
    write: &str,
    context: &Context<'_>,
) -> Option<Vec<Edit>> {
    let text = unit.reading();
    let rest = text[operative.span.end..].strip_prefix(' ')?;
    let rest = rest.strip_prefix("that ").unwrap_or(rest);
    let (length, known) = context.lexicon.phrases.addressee_at(rest)?;
    let start = if operative.act { found.addressee?.start } else { operative.span.start };
    let subject = capitalized(&rest[..length]);
    let end = text.len() - rest.len() + length;
    let after = &text[end..];
    let write = if known.singular { write.replacen("are ", "is ", 1) } else { write.to_owned() };
    if after.starts_with(" should ") {
        return Some(vec![Edit::replace(Span::new(start, end), subject)]);
    }
    let verb = after.trim_start().split(' ').next().unwrap_or("");
    let base = write.strip_suffix(" to").filter(|_| after.starts_with(" to "));
    match base {
        Some(base) => Some(vec![Edit::replace(Span::new(start, end), format!("{subject} {base}"))]),
        None if context.lexicon.phrases.is_verb(verb) => {
            Some(vec![Edit::replace(Span::new(start, end), format!("{subject} {write}"))])
        }
        None if after.starts_with(" to ") => {
            let span = Span::new(start, end + " to".len());
            let mut edits = phrase::without_to(unit, &Operative { span, ..operative.clone() }, context.lexicon)?;
            edits.push(Edit::replace(span, format!("{subject} {write}")));
            Some(edits)
        }
        None => None,
    }
}
