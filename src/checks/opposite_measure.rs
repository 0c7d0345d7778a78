//! `opposite-measure`: not to do what was adopted before, in much the same words: “should not impose” for “should
//! impose”.

use super::earlier::Same;
use super::{Context, phrase};
use crate::corpus::similarity::Tier;
use crate::document::{Recommendation, Unit};
use crate::finding::Report;
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(same) = Same::of(unit, context, Tier::Overlap) else { return };
    let Some((there, then)) = same.then() else { return };
    let (Some(now), Some(old)) = (&same.now.operative, &then.operative) else { return };
    if !opposes(unit, &same) {
        report.occasion(now.span);
        return;
    }
    let new = format!("{} {}", phrase::quote(unit, now), Asked::of(unit, same.now).words);
    let old = format!("{} {}", phrase::quote(there, old), Asked::of(there, then).words);
    let message = format!("Asks for the opposite of {} (adopted): “{new}” where it says “{old}”", same.cited());
    let end = same.now.measure.map_or(now.span.end, |measure| measure.end.min(unit.body.end));
    let span = Span::new(now.span.start, end.max(now.span.end));
    same.report(unit, report, span, message);
}

/// Verbs that ask for the opposite of each other.
const OPPOSITES: [(&str, &str); 16] = [
    ("increase", "decrease"),
    ("increase", "reduce"),
    ("strengthen", "weaken"),
    ("expand", "limit"),
    ("expand", "restrict"),
    ("continue", "discontinue"),
    ("maintain", "discontinue"),
    ("permit", "prohibit"),
    ("allow", "prohibit"),
    ("include", "exclude"),
    ("encourage", "discourage"),
    ("promote", "discourage"),
    ("criminalize", "decriminalize"),
    ("establish", "abolish"),
    ("publish", "withhold"),
    ("introduce", "abolish"),
];

/// Whether a unit asks for the opposite of the earlier recommendation.
pub(super) fn opposes(unit: &Unit, same: &Same<'_>) -> bool {
    let Some((there, then)) = same.then() else { return false };
    let (now, then) = (Asked::of(unit, same.now), Asked::of(there, then));
    let (verb, old) = (stem(now.verb), stem(then.verb));
    match now.not == then.not {
        true => {
            OPPOSITES.iter().map(|&(a, b)| (stem(a), stem(b))).any(|pair| pair == (verb, old) || pair == (old, verb))
        }
        false => verb == old && !verb.is_empty(),
    }
}

/// What the forms of a verb have in common: “increase”, “increasing”.
fn stem(verb: &str) -> &str {
    let verb = verb.strip_suffix("ing").unwrap_or(verb);
    verb.strip_suffix('e').unwrap_or(verb)
}

/// What is asked.
struct Asked<'a> {
    /// Whether it is not to be done. The “not” may stand inside the phrase: “should not consider”.
    not: bool,
    /// The verb.
    verb: &'a str,
    /// The words up to the verb: “refrain from imposing”.
    words: &'a str,
}

impl<'a> Asked<'a> {
    fn of(unit: &'a Unit, found: &Recommendation) -> Asked<'a> {
        const NOT: [&str; 9] = [
            "not ",
            "never ",
            "refrain from ",
            "abstain from ",
            "avoid ",
            "cease ",
            "cease to ",
            "stop ",
            "no longer ",
        ];
        let measure = found.measure.map_or("", |measure| unit.text(measure));
        let rest = NOT.iter().filter_map(|not| measure.strip_prefix(not)).min_by_key(|rest| rest.len());
        let inside = found.operative.as_ref().is_some_and(|phrase| negates(unit.text(phrase.span)));
        let verb = rest.unwrap_or(measure).split([' ', ',']).next().unwrap_or("");
        let words = &measure[..measure.len() - rest.unwrap_or(measure).len() + verb.len()];
        Asked { not: rest.is_some() || inside, verb, words }
    }
}

fn negates(phrase: &str) -> bool {
    phrase.split(' ').any(|word| matches!(word, "not" | "never"))
}
