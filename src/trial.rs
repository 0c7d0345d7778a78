//! Whether the examples of a card hold: what is marked is found, clean texts are silent, a fix gives what the card says, and
//! fixing twice changes nothing.
//!
//! Only the card's own rule is heard. Where the example stands in the card's file is the business of `workspace`.

use crate::finding::Finding;
use crate::rules::{Flagged, Given, Rule};
use crate::settings::{Force, Settings, Stage};
use crate::suppress::excepts;
use crate::text::{Edit, Span, apply};
use crate::workbench::Workbench;

/// An example that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// `flagged` or `clean`.
    pub table: &'static str,
    /// Its place among those, from 0.
    pub index: usize,
    /// What was expected, and what came of it.
    pub what: String,
}

/// What stands at `span` of an example's `text`; what is found may stand in a repetition of its end.
fn quote(text: &str, span: Span) -> String {
    if span.end <= text.len() { format!("“{}”", span.of(text)) } else { "its repetition".to_owned() }
}

/// Takes `{{…}}` out of a text and says where they were, also one inside another; `None` if one is not closed.
pub fn marked(text: &str) -> Option<(String, Vec<Span>)> {
    let (mut plain, mut spans, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut rest = text;
    while let Some(at) = [rest.find("{{"), rest.find("}}")].into_iter().flatten().min() {
        plain.push_str(&rest[..at]);
        let (mark, after) = rest[at..].split_at("{{".len());
        if mark == "{{" {
            open.push(spans.len());
            spans.push(Span::at(plain.len()));
        } else if let Some(opened) = open.pop() {
            spans[opened] = Span::new(spans[opened].start, plain.len());
        } else {
            plain.push_str(mark);
        }
        rest = after;
    }
    plain.push_str(rest);
    open.is_empty().then_some((plain, spans))
}

/// What the rule `id` finds in the text of an example.
pub fn found(workbench: &Workbench, id: &str, text: &str, given: &Given) -> Vec<Finding> {
    let settings = Settings {
        stage: if given.stage.as_deref() == Some("submission") { Stage::Submission } else { Stage::Negotiation },
        year: given.year,
        force: if given.force { Force::Everything } else { Force::DraftsOnly },
        ..Settings::default()
    };
    let last = text.trim_end().rsplit("\n\n").next().unwrap_or("");
    let text = format!("{text}{}", format!("\n{last}\n").repeat(given.repeated));
    let findings = workbench.analyze(&text, &settings).findings;
    findings.into_iter().filter(|finding| *finding.rule == *id).collect()
}

/// The examples of a rule's card that do not hold.
pub fn unmet(workbench: &Workbench, rule: &Rule) -> Vec<Unmet> {
    let flagged = rule.card.flagged.iter().enumerate().filter_map(|(index, example)| {
        Some(Unmet { table: "flagged", index, what: unmet_by(workbench, &rule.id, example)? })
    });
    let clean = rule.card.clean.iter().enumerate().filter_map(|(index, example)| {
        let findings = found(workbench, &rule.id, &example.text, &example.given);
        let first = quote(&example.text, findings.first()?.span);
        Some(Unmet { table: "clean", index, what: format!("the rule finds {first} where it should find nothing") })
    });
    flagged.chain(clean).collect()
}

/// What is wrong with a text that has marks.
fn unmet_by(workbench: &Workbench, id: &str, example: &Flagged) -> Option<String> {
    let Some((text, expected)) = marked(&example.text) else {
        return Some("a “{{” is not closed by “}}”".to_owned());
    };
    let findings = found(workbench, id, &text, &example.given);
    let spans: Vec<Span> = findings.iter().map(|finding| finding.span).collect();
    if spans != expected {
        let quoted = |spans: &[Span]| match spans {
            [] => "nothing".to_owned(),
            _ => spans.iter().map(|&span| quote(&text, span)).collect::<Vec<_>>().join(", "),
        };
        let (wanted, got) = (quoted(&expected), quoted(&spans));
        return Some(match wanted == got {
            true => format!("the rule finds {got} in another place than the one marked"),
            false => format!("the rule should find {wanted} and finds {got}"),
        });
    }
    let fixes = |finding: &Finding| finding.fixes.iter().any(|fix| !excepts(fix));
    let Some(becomes) = &example.becomes else {
        return findings
            .iter()
            .any(fixes)
            .then(|| "the rule has a fix, and “becomes” does not say its result".to_owned());
    };
    const OVERLAP: &str = "the fixes overlap";
    let Some(once) = fixed(&text, &findings) else { return Some(OVERLAP.to_owned()) };
    if once != *becomes {
        return Some(format!("the fix gives “{}”, and not what “becomes” says", once.trim_end()));
    }
    let Some(again) = fixed(&once, &found(workbench, id, &once, &example.given)) else {
        return Some(OVERLAP.to_owned());
    };
    (again != once).then(|| format!("fixing twice gives “{}”", again.trim_end()))
}

/// The text with the first fix of every finding; `None` if they overlap.
fn fixed(text: &str, findings: &[Finding]) -> Option<String> {
    let first = |finding: &Finding| finding.fixes.iter().find(|fix| !excepts(fix)).map(|fix| fix.edits.clone());
    let edits: Vec<Edit> = findings.iter().filter_map(first).flatten().collect();
    let (fixed, left_out) = apply(text, &edits);
    (left_out == 0).then_some(fixed)
}
