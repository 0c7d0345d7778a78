//! The rules: cards, the closed set of data kinds, and the rule set that runs cards and checks alike.
//!
//! A rule is its card; what the card cannot express stands in `checks`.

mod card;
mod fit;
mod openings;
mod words;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

pub use card::{Card, Clean, Flagged, Given, Pattern, Replace, Support, Within};
pub use fit::{Unfit, fit};
use rayon::prelude::*;

use crate::checks::{CHECKS, Check, Context};
use crate::document::{Document, Kind, Language, Nature, Numbering, Unit};
use crate::embedded::Folder;
use crate::finding::{self, Finding, Report, Severity, Stamp};
use crate::settings::{Level, Settings, Stage};
use crate::text::Span;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its card's file stem: kebab-case, names the fault.
    pub id: Arc<str>,
    /// All that people read.
    pub card: Card,
    act: Act,
}

/// What a rule does.
#[derive(Debug)]
enum Act {
    Check(Check),
    Replace(Replace),
    Pattern(Pattern, OnceLock<words::Patterns>),
    /// Its findings come from elsewhere: suppressions, configuration.
    Elsewhere,
}

/// All rules, by id.
#[derive(Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    words: words::Words,
}

/// Whether somebody counts occasions.
pub type Occasions<'a> = Option<&'a mut BTreeMap<Arc<str>, Vec<Span>>>;

impl RuleSet {
    /// The rules inside the binary.
    pub fn embedded() -> RuleSet {
        RuleSet::with(BTreeMap::new())
    }

    /// The rules inside the binary and a person's own, which hold before those with the same id.
    pub fn with(own: BTreeMap<String, Card>) -> RuleSet {
        let mut cards: BTreeMap<String, Card> = Folder::Cards.read();
        cards.extend(own);
        RuleSet::new(cards)
    }

    /// A set of these cards.
    pub fn new(cards: BTreeMap<String, Card>) -> RuleSet {
        let rules: Vec<Rule> = cards
            .into_iter()
            .map(|(id, card)| {
                let check = CHECKS.iter().find(|(name, _)| *name == id).map(|(_, check)| *check);
                let act = match (check, &card.replace, &card.pattern) {
                    (Some(check), _, _) => Act::Check(check),
                    (None, Some(replace), _) => Act::Replace(replace.clone()),
                    (None, None, Some(pattern)) => Act::Pattern(pattern.clone(), OnceLock::new()),
                    (None, None, None) => Act::Elsewhere,
                };
                Rule { id: id.into(), card, act }
            })
            .collect();
        let words = words::Words::new(rules.iter().enumerate().map(|(i, rule)| (i, rule.words())));
        RuleSet { rules, words }
    }

    /// Makes what every unit will ask for.
    pub fn prepare(&self) {
        self.words.prepare();
    }

    /// The rules, by id.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule with this id.
    pub fn named(&self, id: &str) -> Option<&Rule> {
        self.rules.binary_search_by(|rule| (*rule.id).cmp(id)).ok().map(|i| &self.rules[i])
    }

    /// The id that somebody who wrote `id` may have meant.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        nearest(id, self.rules.iter().map(|rule| &*rule.id))
    }

    /// What the rules find in one unit, in places of the unit's source.
    pub fn unit(&self, unit: &Unit, context: &Context<'_>, mut occasions: Occasions<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        if matches!(unit.kind(), Kind::FrontMatter | Kind::Code | Kind::Comment) {
            return findings;
        }
        for rule in &self.rules {
            let Act::Check(Check::Unit(check)) = rule.act else { continue };
            if let Some(stamp) = rule.stamp(unit, context) {
                run(rule, stamp, &mut findings, &mut occasions, |report| check(unit, context, report));
            }
        }
        self.words.run(self, unit, context, &mut findings, &mut occasions);
        finding::settle(&mut findings, unit);
        spare_code(&mut findings, unit);
        findings
    }

    /// What the rule of index `i` alone finds in `document`, and where it had something to decide, findings included,
    /// as places in the draft. Evidence asks for a few rules at a time; nothing is built for the others.
    pub fn alone(&self, i: usize, document: &Document, context: &Context<'_>) -> (Vec<Finding>, Vec<Span>) {
        let rule = &self.rules[i];
        let (mut findings, mut places) = (Vec::new(), Vec::new());
        let words = words::Words::new(std::iter::once((i, rule.words())));
        for (at, (start, unit)) in document.iter().enumerate() {
            if matches!(unit.kind(), Kind::FrontMatter | Kind::Code | Kind::Comment) {
                continue;
            }
            let (mut found, mut counted) = (Vec::new(), BTreeMap::new());
            match rule.act {
                Act::Check(Check::Unit(check)) => {
                    if let Some(stamp) = rule.stamp(unit, context) {
                        run(rule, stamp, &mut found, &mut Some(&mut counted), |report| check(unit, context, report));
                    }
                }
                Act::Replace(_) | Act::Pattern(..) => {
                    words.run(self, unit, context, &mut found, &mut Some(&mut counted));
                }
                Act::Check(Check::Draft(_)) | Act::Elsewhere => break,
            }
            finding::settle(&mut found, unit);
            spare_code(&mut found, unit);
            found.iter_mut().for_each(|finding| finding.shift(start));
            findings.append(&mut found);
            places.extend(counted.into_values().flatten().map(|span| document.locate(at, span)));
        }
        if let (Act::Check(Check::Draft(check)), Some(stamp)) = (&rule.act, rule.stamp_draft(context)) {
            let mut counted = BTreeMap::new();
            run(rule, stamp, &mut findings, &mut Some(&mut counted), |report| check(document, context, report));
            places.extend(counted.into_values().flatten());
        }
        places.extend(findings.iter().map(|finding| finding.span));
        (findings, places)
    }

    /// What the rules find in the whole draft, in the order of the rules.
    pub fn draft(&self, document: &Document, context: &Context<'_>) -> Vec<Finding> {
        let english = |unit: &Arc<Unit>| unit.language() == Some(Language::English);
        let speaks_english = || context.language == Language::English || document.units().iter().any(english);
        let one = |rule: &Rule| {
            let mut findings = Vec::new();
            if let (Act::Check(Check::Draft(check)), Some(stamp)) = (&rule.act, rule.stamp_draft(context)) {
                if !rule.card.any_language && !speaks_english() {
                    return findings;
                }
                run(rule, stamp, &mut findings, &mut None, |report| check(document, context, report));
                findings.retain(|finding| {
                    let at = document.unit_at(finding.span.start).map(|i| (document.start(i), &document.units()[i]));
                    at.is_none_or(|(start, unit)| {
                        let own = Span::new(finding.span.start - start, finding.span.end - start);
                        rule.hears(unit, context) && !unit.is_code(own)
                    })
                });
            }
            findings
        };
        // neighbours by name cost much alike: each goes to whichever core is free
        self.rules.par_iter().with_max_len(1).flat_map_iter(one).collect()
    }
}

/// The word that somebody who wrote `found` may have meant; `None` if none is near.
pub fn nearest<'a>(found: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let likeness =
        |word: &str| strsim::jaro_winkler(found, word).max(strsim::normalized_damerau_levenshtein(found, word));
    let best = known.map(|word| (likeness(word), word)).max_by(|a, b| a.0.total_cmp(&b.0))?;
    // a third of the letters may be wrong; a word of four letters or more may be the beginning
    let wrong = strsim::osa_distance(found, best.1);
    let begins = found.len() >= 4 && best.1.starts_with(found);
    (begins || wrong * 3 <= found.chars().count().max(3)).then_some(best.1)
}

/// Leaves what stands in code as it is: `a ,b` is no text of the draft.
fn spare_code(findings: &mut Vec<Finding>, unit: &Unit) {
    findings.retain(|finding| !unit.is_code(finding.span));
    for finding in findings {
        finding.fixes.retain(|fix| !fix.edits.iter().any(|edit| unit.is_code(edit.span)));
    }
}

fn run(
    rule: &Rule,
    stamp: Stamp<'_>,
    findings: &mut Vec<Finding>,
    occasions: &mut Occasions<'_>,
    check: impl FnOnce(&mut Report<'_>),
) {
    let counted = occasions.as_mut().map(|occasions| occasions.entry(rule.id.clone()).or_default());
    check(&mut Report::new(stamp, findings, counted));
}

impl Rule {
    /// Whether its findings come from outside the rule set, such as those about suppressions.
    pub fn is_elsewhere(&self) -> bool {
        matches!(self.act, Act::Elsewhere)
    }

    fn words(&self) -> words::Source<'_> {
        match &self.act {
            Act::Replace(replace) => words::Source::Replace(replace),
            Act::Pattern(pattern, _) => words::Source::Pattern(pattern),
            Act::Check(_) | Act::Elsewhere => words::Source::None,
        }
    }

    /// How the rule is heard with these settings; `None` if it is off.
    pub fn severity(&self, settings: &Settings) -> Option<Severity> {
        match settings.levels.get(&*self.id) {
            Some(Level::Off) => None,
            Some(Level::At(severity)) => Some(*severity),
            None if settings.stage == Stage::Submission => Some(self.card.submission.unwrap_or(self.card.severity)),
            None => Some(self.card.severity),
        }
    }

    fn stamp_draft(&self, context: &Context<'_>) -> Option<Stamp<'_>> {
        let mut severity = self.severity(context.settings)?;
        let chosen = context.settings.levels.contains_key(&*self.id);
        if context.nature == Nature::NotADraft && !chosen {
            severity = self.card.elsewhere.unwrap_or(severity);
        }
        Some(Stamp { rule: &self.id, category: self.card.category, severity })
    }

    /// The stamp for findings in `unit`; `None` if the rule does not apply there.
    fn stamp(&self, unit: &Unit, context: &Context<'_>) -> Option<Stamp<'_>> {
        if self.card.recommendations_only {
            let headed = unit.label.as_ref().is_some_and(|label| label.numbering == Numbering::Heading);
            let is = unit.kind() == Kind::Recommendation && (headed || context.nature != Nature::NotADraft);
            if !is {
                return None;
            }
        }
        self.hears(unit, context).then(|| self.stamp_draft(context))?
    }

    /// Whether the rule knows the language of `unit`: its own, or where few words say, that of the draft.
    fn hears(&self, unit: &Unit, context: &Context<'_>) -> bool {
        self.card.any_language || unit.language().unwrap_or(context.language) == Language::English
    }
}
