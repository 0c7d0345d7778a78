//! The one pipeline from a draft to its findings, for the command line and the language server alike.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::checks::Context;
use crate::corpus::Corpus;
use crate::document::{Document, Kind, Language, Marked, Nature, Unit};
use crate::evidence::{self, Adopted, Counted, Figures, Measured, Support};
use crate::finding::Finding;
use crate::lexicon::Lexicon;
use crate::rules::{Rule, RuleSet};
use crate::settings::{Force, Settings};
use crate::suppress;

/// Everything that is known before a draft is opened.
#[derive(Debug)]
pub struct Workbench {
    /// Words, phrases, instruments.
    pub lexicon: Lexicon,
    /// What earlier meetings adopted.
    pub corpus: Corpus,
    /// The rules.
    pub rules: RuleSet,
    /// By the rule's index.
    supports: Vec<OnceLock<Support>>,
    adopted: OnceLock<Vec<Adopted>>,
    /// Figures that need not be measured again; `None` for a workbench with rules or meetings of its own.
    measured: Option<OnceLock<Option<Measured>>>,
}

/// A draft understood and held against the rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// The draft.
    pub document: Document,
    /// What the file is.
    pub nature: Nature,
    /// Its language.
    pub language: Language,
    /// What was found, by place.
    pub findings: Vec<Finding>,
    /// What was found, but is excepted by the draft itself or by a baseline.
    pub suppressed: Vec<Finding>,
    /// What was found in each unit by itself, nothing in most, in places of the unit's source: kept for the next analysis.
    units: Vec<Option<Arc<[Finding]>>>,
    /// The meetings of the corpus, by index, that the draft is itself the text of: it is not compared with them.
    pub own_meetings: Vec<usize>,
    /// Whether the draft names what the corpus is about.
    pub of_the_field: bool,
    /// The settings it was made with.
    settings: Settings,
    /// The year that the draft was taken to be written in.
    year: u16,
}

impl Analysis {
    /// Lets go of what only the next analysis of the same draft would use.
    pub fn settle(&mut self) {
        self.document.forget();
        self.units = Vec::new();
    }
}

impl Workbench {
    /// A workbench with what is inside the binary.
    pub fn embedded() -> Workbench {
        // a thread of its own, and none of the pool: others may wait for a workbench, and a pool whose threads wait stands
        let ((lexicon, corpus), rules) = std::thread::scope(|scope| {
            let texts = scope.spawn(|| (Lexicon::embedded(), Corpus::embedded()));
            let rules = RuleSet::embedded();
            (texts.join().expect("what the binary holds can be read"), rules)
        });
        Workbench { measured: Some(OnceLock::new()), ..Workbench::of(lexicon, corpus, rules) }
    }

    /// A workbench with this corpus and these rules.
    pub fn new(corpus: Corpus, rules: RuleSet) -> Workbench {
        Workbench::of(Lexicon::embedded(), corpus, rules)
    }

    fn of(lexicon: Lexicon, corpus: Corpus, rules: RuleSet) -> Workbench {
        let supports = rules.rules().iter().map(|_| OnceLock::new()).collect();
        Workbench { lexicon, corpus, rules, supports, adopted: OnceLock::new(), measured: None }
    }

    /// Reads `text` and holds it against the rules. Pure; never fails.
    pub fn analyze(&self, text: &str, settings: &Settings) -> Analysis {
        self.judge(Document::parse_shared(text, &self.lexicon), settings, None)
    }

    /// As [`Workbench::analyze`], with what a Word document marks beside its text.
    pub fn analyze_marked(&self, text: &str, marks: &[Marked], settings: &Settings) -> Analysis {
        self.judge(Document::parse_shared(text, &self.lexicon).marked(marks), settings, None)
    }

    /// As [`Workbench::analyze`], but what did not change since `before` is taken over.
    pub fn reanalyze(&self, before: &Analysis, text: &str, settings: &Settings) -> Analysis {
        let (document, head, tail) = before.document.reparse(text, &self.lexicon);
        self.judge(document, settings, Some((before, head, tail)))
    }

    /// Holds a draft against the rules; the findings of the first and last so many units are those of `before`, if
    /// nothing has changed that they depend on.
    fn judge(&self, document: Document, settings: &Settings, before: Option<(&Analysis, usize, usize)>) -> Analysis {
        let (nature, language) = (document.nature(), document.language());
        let own = self.corpus.own_meetings(&document);
        let context = self.context(&document, &own, nature, language, settings);
        let mut analysis = Analysis {
            nature,
            language,
            findings: Vec::new(),
            suppressed: Vec::new(),
            units: Vec::new(),
            settings: settings.clone(),
            year: context.year,
            own_meetings: own.clone(),
            of_the_field: context.of_the_field,
            document,
        };
        if nature == Nature::NotADraft && settings.force == Force::DraftsOnly {
            return analysis;
        }
        let before = before.filter(|(before, ..)| {
            before.units.len() == before.document.units().len()
                && (before.nature, before.language, before.year) == (nature, language, context.year)
                && (before.own_meetings == own && before.of_the_field == context.of_the_field)
                && before.settings == *settings
        });
        let units = analysis.document.units();
        let kept = |i: usize| match before {
            Some((before, head, _)) if i < head => Some(before.units[i].clone()),
            Some((before, _, tail)) if i + tail >= units.len() => {
                Some(before.units[before.units.len() + i - units.len()].clone())
            }
            _ => None,
        };
        let unit = |(i, unit): (usize, &Arc<Unit>)| {
            kept(i).unwrap_or_else(|| {
                let found = self.rules.unit(unit, &context, None);
                (!found.is_empty()).then(|| found.into())
            })
        };
        let draft = || self.rules.draft(&analysis.document, &context);
        let in_draft = |units: &[Option<Arc<[Finding]>>]| {
            let mut findings = Vec::new();
            for (i, found) in units.iter().enumerate().filter_map(|(i, found)| Some((i, found.as_ref()?))) {
                let first = findings.len();
                findings.extend_from_slice(found);
                findings[first..].iter_mut().for_each(|finding| finding.shift(analysis.document.start(i)));
            }
            findings
        };
        let (units, (mut findings, mut others)) = match before {
            Some(_) => {
                let known: Vec<Option<Arc<[Finding]>>> = units.iter().enumerate().map(unit).collect();
                let found = rayon::join(|| in_draft(&known), draft);
                (known, found)
            }
            None => {
                let (units, others) = rayon::join(
                    || {
                        // many checks ask for it, and threads that wait for each other do nothing
                        if units.iter().any(|unit| unit.kind() == Kind::Recommendation) {
                            self.corpus.practice(&self.lexicon);
                        }
                        units.par_iter().enumerate().with_min_len(4).map(unit).collect::<Vec<_>>()
                    },
                    || {
                        self.rules.prepare();
                        draft()
                    },
                );
                let findings = in_draft(&units);
                (units, (findings, others))
            }
        };
        findings.append(&mut others);
        analysis.units = units;
        analysis.suppressed = suppress::apply(&analysis.document, language, &self.rules, settings, &mut findings);
        suppress::agree(&analysis.document, &self.corpus, &self.rules, settings, &analysis.suppressed, &mut findings);
        suppress::offer(&analysis.document, &mut findings);
        findings.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
        analysis.findings = findings;
        analysis
    }

    fn context<'a>(
        &'a self,
        document: &Document,
        own_meetings: &'a [usize],
        nature: Nature,
        language: Language,
        settings: &'a Settings,
    ) -> Context<'a> {
        let newest = self.corpus.meetings().last().map_or(0, |meeting| meeting.year);
        Context {
            lexicon: &self.lexicon,
            corpus: &self.corpus,
            settings,
            nature,
            language,
            year: settings.year.or_else(|| document.year()).unwrap_or(newest),
            own_meetings,
            of_the_field: self.corpus.is_subject_of(document),
        }
    }

    /// The measured support of one rule, computed over the corpus when it is first asked for.
    /// `None` for a rule whose findings are not about text, and for an id that no rule has.
    pub fn support(&self, rule: &str) -> Option<&Support> {
        let i = self.rules.rules().binary_search_by(|other| (*other.id).cmp(rule)).ok()?;
        if self.rules.rules()[i].is_elsewhere() {
            return None;
        }
        Some(self.supports[i].get_or_init(|| self.measure(i)))
    }

    /// The support of one rule in short. For the rules and meetings inside the binary it was measured before.
    pub fn figures(&self, rule: &str) -> Option<Figures<'_>> {
        let measured = self.measured.as_ref().map(|cell| cell.get_or_init(|| Measured::of(&self.corpus)));
        let known = measured.and_then(|measured| measured.as_ref()?.figures(rule));
        known.or_else(|| self.support(rule).map(Support::figures))
    }

    /// The rules that have support, with it.
    pub fn evidence(&self) -> impl Iterator<Item = (&Rule, &Support)> {
        self.rules.rules().iter().filter_map(|rule| Some((rule, self.support(&rule.id)?)))
    }

    /// Every adopted part of the corpus, read when it is first asked for.
    pub fn adopted(&self) -> &[Adopted] {
        self.adopted.get_or_init(|| evidence::adopted(&self.corpus, &self.lexicon))
    }

    fn measure(&self, i: usize) -> Support {
        let adopted = self.adopted();
        let counted: Vec<(&Adopted, Counted)> = adopted
            .iter()
            .map(|part| {
                let year = Some(self.corpus.meetings()[part.meeting].year);
                let own = [part.meeting];
                let settings = Settings { force: Force::Everything, year, ..Settings::default() };
                let context = self.context(&part.document, &own, Nature::Report, Language::English, &settings);
                let (findings, occasions) = self.rules.alone(i, &part.document, &context);
                let counts = |finding: &Finding| !finding.aside;
                let findings = findings.into_iter().filter(counts).map(|finding| finding.span).collect();
                (part, Counted { occasions, findings })
            })
            .collect();
        evidence::count(&self.rules.rules()[i], &self.corpus, &counted)
    }
}
