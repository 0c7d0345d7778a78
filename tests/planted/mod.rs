//! Plants realistic mistakes, one at a time, in drafts made of adopted recommendations, and measures whether the right
//! rule marks the right place, and whether anything else is marked. The tests and `examples/planted.rs` share it.
//!
//! `catalogue` holds the kinds of mistakes. What the rules say of a draft before the mistake is planted does not
//! count: only what planting adds.

pub(crate) mod catalogue;

use std::collections::BTreeMap;
use std::ops::Range;

use fastrand::Rng;
use rapporteur::document::Status;
use rapporteur::finding::{Finding, Severity};
use rapporteur::settings::{Settings, Stage};
use rapporteur::text::Span;
use rapporteur::workbench::Workbench;

use catalogue::{Kind, Plant};

/// Recommendations in a draft.
const SIZE: usize = 7;

/// Drafts that are made before a kind is given up for a seed.
const TRIES: usize = 400;

/// A draft made of adopted recommendations, before it is written out.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) sections: Vec<Section>,
}

/// A section with its chapeau.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    pub(crate) heading: String,
    pub(crate) chapeau: String,
    pub(crate) recommendations: Vec<Entry>,
}

/// A recommendation: its heading and its text.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) heading: String,
    pub(crate) text: String,
}

/// Where a mistake was planted.
#[derive(Debug, Clone)]
pub(crate) enum Spot {
    /// The heading of a section.
    Section(usize),
    /// The chapeau of a section.
    Chapeau(usize),
    /// The heading of a recommendation, by section and place in it.
    Heading(usize, usize),
    /// Bytes of the text of a recommendation.
    Text(usize, usize, Range<usize>),
}

/// What became of one kind of mistake.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// How many were planted.
    pub(crate) planted: usize,
    /// How many the right rule marked at the right place.
    pub(crate) found: usize,
    /// Plantings that made another rule speak at warning or above.
    pub(crate) extra: usize,
    /// How severe the marks are.
    pub(crate) severity: Option<Severity>,
    /// What was missed, and what else was marked, quoted.
    pub(crate) notes: Vec<String>,
}

/// Plants every kind of the catalogue with each of `seeds`.
pub(crate) fn measure(workbench: &Workbench, seeds: Range<u64>) -> Vec<(&'static Kind, Outcome)> {
    let texts = texts(workbench);
    let one = |kind: &'static Kind| {
        let mut outcome = Outcome::default();
        for seed in seeds.clone() {
            plant(workbench, &texts, kind, &mut Rng::with_seed(seed), &mut outcome);
        }
        (kind, outcome)
    };
    catalogue::KINDS.iter().map(one).collect()
}

/// The adopted recommendations that stand under a heading.
fn texts(workbench: &Workbench) -> Vec<&str> {
    let earlier = workbench.corpus.earlier().iter();
    earlier
        .filter(|earlier| {
            earlier.numbered == rapporteur::corpus::Numbered::Heading && earlier.status == Status::Adopted
        })
        .map(|earlier| &*earlier.text)
        .collect()
}

fn plant(workbench: &Workbench, texts: &[&str], kind: &'static Kind, rng: &mut Rng, outcome: &mut Outcome) {
    for _ in 0..TRIES {
        let draft = Draft::made_of(texts, rng);
        let Some((planted, spot)) = kind.plant.at(&draft, rng) else { continue };
        let settings = Settings { stage: Stage::Negotiation, ..Settings::default() };
        let before = workbench.analyze(&draft.written(None).0, &settings);
        let (text, span) = planted.written(Some(&spot));
        let after = workbench.analyze(&text, &settings);
        let right = |finding: &&Finding| kind.rules.contains(&&*finding.rule);
        let found = after.findings.iter().filter(right).find(|finding| finding.span.touches(span));
        outcome.planted += 1;
        match found {
            Some(finding) => {
                outcome.found += 1;
                outcome.severity = outcome.severity.max(Some(finding.severity));
            }
            None => outcome.notes.push(format!("missed: {}", excerpt(&text, span))),
        }
        let extra = added(&before.findings, &after.findings, kind);
        if !extra.is_empty() {
            outcome.extra += 1;
            outcome.notes.push(format!("also {}: {}", extra.join(", "), excerpt(&text, span)));
        }
        return;
    }
}

/// The rules besides that of `kind` that speak more often, at warning or above, than before.
fn added(before: &[Finding], after: &[Finding], kind: &Kind) -> Vec<String> {
    let mut counts: BTreeMap<&str, isize> = BTreeMap::new();
    for (findings, by) in [(before, -1), (after, 1)] {
        for finding in findings.iter().filter(|finding| finding.severity >= Severity::Warning) {
            *counts.entry(&finding.rule).or_default() += by;
        }
    }
    let other = |(rule, count): (&str, isize)| (count > 0 && !kind.rules.contains(&rule)).then(|| rule.to_owned());
    counts.into_iter().filter_map(other).collect()
}

fn excerpt(text: &str, span: Span) -> String {
    let start = text[..span.start].char_indices().rev().nth(25).map_or(0, |(at, _)| at);
    let end = text[span.end..].char_indices().nth(25).map_or(text.len(), |(at, _)| span.end + at);
    text[start..end].replace('\n', " ⏎ ")
}

impl Draft {
    /// Two sections of recommendations drawn at random, none twice.
    fn made_of(texts: &[&str], rng: &mut Rng) -> Draft {
        let mut drawn = rng.choose_multiple(texts.iter(), SIZE);
        rng.shuffle(&mut drawn);
        let entry = |(i, text): (usize, &&&str)| Entry {
            heading: format!("Recommendation {}", i + 1),
            text: (**text).to_owned(),
        };
        let mut entries: Vec<Entry> = drawn.iter().enumerate().map(entry).collect();
        let second = entries.split_off(SIZE / 2);
        let section = |letter: &str, title: &str, paragraph: usize, recommendations| Section {
            heading: format!("{letter}. {title}"),
            chapeau: format!(
                "{paragraph}. The Working Group recommended that the Conference of the Parties consider the following \
                 recommendations for adoption:"
            ),
            recommendations,
        };
        Draft {
            sections: vec![
                section("A", "General recommendations", 4, entries),
                section("B", "Recommendations on cooperation", 5, second),
            ],
        }
    }

    /// The draft as text, and the span of `spot` in it.
    fn written(&self, spot: Option<&Spot>) -> (String, Span) {
        let mut out = String::from("II. Recommendations\n\n");
        let mut span = Span::at(0);
        for (s, section) in self.sections.iter().enumerate() {
            if matches!(spot, Some(Spot::Section(at)) if *at == s) {
                span = Span::new(out.len(), out.len() + section.heading.len());
            }
            out += &format!("{}\n\n", section.heading);
            if matches!(spot, Some(Spot::Chapeau(at)) if *at == s) {
                span = Span::new(out.len(), out.len() + section.chapeau.len());
            }
            out += &format!("{}\n\n", section.chapeau);
            for (e, entry) in section.recommendations.iter().enumerate() {
                if matches!(spot, Some(Spot::Heading(s2, e2)) if (*s2, *e2) == (s, e)) {
                    span = Span::new(out.len(), out.len() + entry.heading.len());
                }
                out += &format!("{}\n\n", entry.heading);
                if let Some(Spot::Text(s2, e2, range)) = spot
                    && (*s2, *e2) == (s, e)
                {
                    span = Span::new(out.len() + range.start, out.len() + range.end);
                }
                out += &format!("{}\n\n", entry.text);
            }
        }
        (out, span)
    }

    /// Every recommendation, by section and place in it.
    pub(crate) fn places(&self) -> Vec<(usize, usize)> {
        let of = |(s, section): (usize, &Section)| {
            (0..section.recommendations.len()).map(move |e| (s, e)).collect::<Vec<_>>()
        };
        self.sections.iter().enumerate().flat_map(of).collect()
    }

    pub(crate) fn entry(&mut self, (s, e): (usize, usize)) -> &mut Entry {
        &mut self.sections[s].recommendations[e]
    }
}

impl Plant {
    /// The draft with the mistake, and where it is; `None` if it cannot be made there.
    fn at(&self, draft: &Draft, rng: &mut Rng) -> Option<(Draft, Spot)> {
        match self {
            Plant::Words(pairs) => {
                let mut places = draft.places();
                rng.shuffle(&mut places);
                let mut pairs: Vec<_> = pairs.iter().collect();
                rng.shuffle(&mut pairs);
                places.into_iter().find_map(|place| {
                    pairs.iter().find_map(|(pattern, with)| catalogue::replaced(draft, place, pattern, with, rng))
                })
            }
            Plant::Draft(make) => make(draft.clone(), rng),
        }
    }
}
