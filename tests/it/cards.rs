//! Cards are their own tests: flagged spans exactly, clean silent, the fix gives `becomes`, fixing twice changes nothing.

use rapporteur::checks::CHECKS;
use rapporteur::finding::Finding;
use rapporteur::rules::{Card, Given};
use rapporteur::settings::{Force, Settings, Stage};
use rapporteur::suppress::excepts;
use rapporteur::text::{Edit, Span, apply};
use rapporteur::workbench::Workbench;

/// Takes `{{…}}` out of a text and says where they were.
pub(crate) fn marked(text: &str) -> (String, Vec<Span>) {
    let (mut plain, mut spans) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some(open) = rest.find("{{") {
        plain.push_str(&rest[..open]);
        let close = open + rest[open..].find("}}").expect("every {{ is closed");
        let start = plain.len();
        plain.push_str(&rest[open + 2..close]);
        spans.push(Span::new(start, plain.len()));
        rest = &rest[close + 2..];
    }
    plain.push_str(rest);
    (plain, spans)
}

fn settings(given: &Given) -> Settings {
    Settings {
        stage: if given.stage.as_deref() == Some("submission") { Stage::Submission } else { Stage::Negotiation },
        year: given.year,
        force: if given.force { Force::Everything } else { Force::DraftsOnly },
        ..Settings::default()
    }
}

pub(crate) fn found(workbench: &Workbench, id: &str, text: &str, given: &Given) -> Vec<Finding> {
    let last = text.trim_end().rsplit("\n\n").next().unwrap_or("");
    let text = format!("{text}{}", format!("\n{last}\n").repeat(given.repeated));
    let findings = workbench.analyze(&text, &settings(given)).findings;
    findings.into_iter().filter(|finding| *finding.rule == *id).collect()
}

fn fixed(text: &str, findings: &[Finding]) -> String {
    let edits: Vec<Edit> = findings
        .iter()
        .filter_map(|finding| finding.fixes.iter().find(|fix| !excepts(fix)))
        .flat_map(|fix| fix.edits.clone())
        .collect();
    let (fixed, left_out) = apply(text, &edits);
    assert_eq!(left_out, 0, "fixes overlap in {text:?}");
    fixed
}

/// `RAPPORTEUR_CARD` tries the examples of one card alone.
#[test]
fn every_example_of_every_card_holds() {
    let workbench = Workbench::embedded();
    let mut failures = Vec::new();
    let mut examples = 0;
    let alone = std::env::var("RAPPORTEUR_CARD").ok();
    for rule in workbench.rules.rules().iter().filter(|rule| alone.as_ref().is_none_or(|id| **id == *rule.id)) {
        let Card { flagged, clean, .. } = &rule.card;
        if flagged.is_empty() || clean.is_empty() {
            failures.push(format!("{}: needs a flagged and a clean example", rule.id));
        }
        for example in flagged {
            examples += 1;
            let (text, expected) = marked(&example.text);
            let findings = found(&workbench, &rule.id, &text, &example.given);
            let spans: Vec<Span> = findings.iter().map(|finding| finding.span).collect();
            if spans != expected {
                let quotes: Vec<&str> = spans.iter().map(|span| span.of(&text)).collect();
                failures.push(format!("{}: expected {expected:?}, found {spans:?} {quotes:?} in\n{text}", rule.id));
                continue;
            }
            match &example.becomes {
                Some(becomes) => {
                    let once = fixed(&text, &findings);
                    if once != *becomes {
                        failures.push(format!("{}: the fix gives\n{once}\nnot\n{becomes}", rule.id));
                    }
                    let again = fixed(&once, &found(&workbench, &rule.id, &once, &example.given));
                    if again != once {
                        failures.push(format!("{}: fixing twice gives\n{again}\nnot\n{once}", rule.id));
                    }
                }
                None if findings.iter().flat_map(|finding| &finding.fixes).any(|fix| !excepts(fix)) => {
                    failures.push(format!("{}: a fix, but no `becomes` in\n{text}", rule.id));
                }
                None => {}
            }
        }
        for example in clean {
            examples += 1;
            for finding in found(&workbench, &rule.id, &example.text, &example.given) {
                failures.push(format!(
                    "{}: «{}» marked in clean\n{}",
                    rule.id,
                    finding.span.of(&example.text),
                    example.text
                ));
            }
        }
    }
    assert!(examples > 1, "the cards have examples");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn every_card_is_complete() {
    let workbench = Workbench::embedded();
    for rule in workbench.rules.rules() {
        let (id, card) = (&rule.id, &rule.card);
        assert!(id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit()), "{id}: kebab-case");
        assert!(card.title.chars().count() <= 60, "{id}: title over 60 characters");
        assert!(!card.why.is_empty() && !card.source.is_empty(), "{id}: why and source");
        assert!(!card.why.contains(" of the ") || !card.why.contains(" per cent"), "{id}: figures are computed");
        let kinds = [card.coded, card.replace.is_some(), card.pattern.is_some()];
        assert_eq!(kinds.iter().filter(|kind| **kind).count(), 1, "{id}: exactly one kind");
        let check = CHECKS.iter().any(|(name, _)| *name == &**id);
        assert_eq!(card.coded, check || rule.is_elsewhere(), "{id}: a card with `coded = true` has a check");
        if let Some(pattern) = &card.pattern {
            regex::Regex::new(&pattern.find).unwrap_or_else(|error| panic!("{id}: {error}"));
        }
    }
    for (name, _) in CHECKS {
        assert!(workbench.rules.named(name).is_some(), "{name}: a check without a card");
    }
}
