//! Cards are their own tests: flagged spans exactly, clean silent, the fix gives `becomes`, fixing twice changes nothing.

use rapporteur::checks::CHECKS;
use rapporteur::rules::Card;
use rapporteur::text::Span;
pub(crate) use rapporteur::trial::found;
use rapporteur::trial::{self, unmet};
use rapporteur::workbench::Workbench;

/// Takes `{{…}}` out of a text and says where they were.
pub(crate) fn marked(text: &str) -> (String, Vec<Span>) {
    trial::marked(text).expect("every {{ is closed")
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
        examples += flagged.len() + clean.len();
        failures.extend(unmet(&workbench, rule).into_iter().map(|unmet| {
            let text = match unmet.table {
                "flagged" => &flagged[unmet.index].text,
                _ => &clean[unmet.index].text,
            };
            format!("{}: {} in {} {}\n{text}", rule.id, unmet.what, unmet.table, unmet.index)
        }));
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
