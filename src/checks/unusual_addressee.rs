//! `unusual-addressee`: somebody whom no adopted recommendation asks. Asked once is not unusual.

use super::{Context, phrase};
use crate::corpus::Practice;
use crate::document::{Addressee, Unit};
use crate::finding::{Report, Safety, Severity};

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    let Some(operative) = found.operative.as_ref().filter(|operative| !operative.passive && !found.open) else {
        return;
    };
    let practice = context.corpus.practice(context.lexicon);
    for addressee in &found.addressees {
        if is_usual(unit, addressee, practice, context) {
            report.occasion(addressee.span);
            continue;
        }
        // an act asks nothing of the body whose act it is
        if operative.act {
            continue;
        }
        // “countries of origin, transit and destination” are some of the States parties, and called so
        if unit.reading()[addressee.span.end..].starts_with(" of ") {
            continue;
        }
        let words = unit.text(addressee.span);
        let message = format!("No adopted recommendation is addressed to “{words}”: {}", addressed(practice));
        let finding = report.find(addressee.span, message);
        let known = addressee.name.as_deref().and_then(|name| context.lexicon.phrases.addressee(name));
        // "Parties to the Protocol" are States parties, and called so by the treaty itself
        let of_treaty =
            addressee.name.as_deref() == Some("Parties") && unit.reading()[addressee.span.end..].starts_with(" to ");
        if of_treaty {
            finding.at(finding.severity.min(Severity::Information));
        } else if are_no_parties(&unit.reading()[addressee.span.end..]) {
            finding.at(finding.severity.min(Severity::Hint));
        } else if known.is_some_and(|known| known.for_states_parties) {
            finding.fix(Safety::NeedsReview, "Address “States parties”", addressee.span, "States parties");
        } else {
            finding.at(finding.severity.min(Severity::Information));
        }
    }
}

/// Whether what follows says that those addressed are parties to nothing yet: “that have not yet ratified the Protocol”.
fn are_no_parties(rest: &str) -> bool {
    let clause = rest.trim_start().split([',', '.', ';', ':']).next().unwrap_or("");
    let mut words = clause.split(' ');
    let relative = matches!(words.next(), Some("that" | "which" | "who" | "not"));
    relative && (clause.starts_with("not ") || words.take(4).any(|word| word == "not"))
}

fn is_usual(unit: &Unit, addressee: &Addressee, practice: &Practice, context: &Context<'_>) -> bool {
    let known = addressee.name.as_deref().and_then(|name| context.lexicon.phrases.addressee(name));
    let one_of = known.and_then(|known| known.one_of.as_ref());
    match one_of.or(addressee.name.as_ref()) {
        Some(name) => practice.adopted().any(|one| one.addressees.contains(name)),
        // "interested States parties" are States parties, and "the State of origin" is one of them
        None => {
            let words = unit.text(addressee.span);
            let one = words.contains("State of ") || words.contains("State party");
            one || words.split([' ', ',']).any(|word| matches!(word, "States" | "UNODC"))
        }
    }
}

/// "96 of 106 ask “States parties”": the addressee named most often.
fn addressed(practice: &Practice) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for name in practice.adopted().flat_map(|one| &one.addressees) {
        match counts.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    match counts.iter().max_by_key(|(_, count)| *count) {
        Some((name, count)) => format!("{count} of {} ask “{name}”", practice.adopted().count()),
        None => "none was read".to_owned(),
    }
}
