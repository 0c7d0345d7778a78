//! The data kinds `replace` and `pattern`: every word of every card is found in one pass, and only a text that holds a
//! literal of a pattern is searched for the pattern.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};
use regex::Regex;

use super::card::{Pattern, Replace, Within};
use super::openings::Openings;
use super::{Act, Occasions, RuleSet, run};
use crate::checks::Context;
use crate::document::{Kind, Unit};
use crate::finding::{Finding, Report, Safety};
use crate::lexicon::words;
use crate::text::Span;

/// A card's data, with its rule's index.
pub(super) enum Source<'a> {
    Replace(&'a Replace),
    Pattern(&'a Pattern),
    None,
}

/// What a needle stands for.
#[derive(Debug, Clone, Copy)]
struct Needle {
    rule: u32,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// The pair of this index: its wrong side.
    Wrong(u32),
    /// A right form.
    Right,
    /// A literal of a pattern.
    Literal,
}

/// All words of all cards.
#[derive(Debug)]
pub(super) struct Words {
    needles: Vec<Needle>,
    texts: Vec<String>,
    wrong: OnceLock<Finder>,
    all: OnceLock<Finder>,
}

/// More literals than this are not put into one table of all that may follow all: it is quick, and grows with both.
const MANY: usize = 256;

/// What finds needles in a text, each by its number.
#[derive(Debug)]
struct Finder {
    /// Words, which stand alone.
    words: Openings,
    /// Literals, which stand anywhere, and what does not begin as a word does.
    rest: AhoCorasick,
    /// The numbers of those: several cards may look for the same.
    numbers: Vec<Vec<u32>>,
}

impl Finder {
    fn find(&self, text: &str, mut found: impl FnMut(u32, usize, usize)) {
        self.words.find(text, &mut found);
        for hit in self.rest.find_overlapping_iter(text) {
            let numbers = &self.numbers[hit.pattern().as_usize()];
            numbers.iter().for_each(|number| found(*number, hit.start(), hit.end()));
        }
    }
}

/// The compiled expressions of a pattern.
#[derive(Debug)]
pub(super) struct Patterns {
    find: Regex,
    /// Made when somebody first counts occasions.
    keep: OnceLock<Option<Regex>>,
}

impl Patterns {
    /// Compiles the card's expressions.
    pub(super) fn new(pattern: &Pattern) -> Result<Patterns, regex::Error> {
        Ok(Patterns { find: compiled(&pattern.find)?, keep: OnceLock::new() })
    }

    /// As [`Patterns::new`], and what occasions are known by is compiled, too.
    pub(super) fn check(pattern: &Pattern) -> Result<(), regex::Error> {
        pattern.keep.as_deref().map(compiled).transpose()?;
        Patterns::new(pattern).map(|_| ())
    }

    fn keep(&self, pattern: &Pattern) -> Option<&Regex> {
        let compile = |keep| compiled(keep).expect("cards are checked when they are read");
        self.keep.get_or_init(|| pattern.keep.as_deref().map(compile)).as_ref()
    }
}

/// Compiles an expression. Beside a sign that is not ASCII, such as a curly quotation mark, `\b` forbids the quick ways to search:
/// in an expression of ASCII alone it looks at the letters of ASCII, and [`words::is_cut`] at the others.
fn compiled(expression: &str) -> Result<Regex, regex::Error> {
    // `\b{start}` is another sign, and what stands behind two backslashes is none
    match expression.is_ascii() && !expression.contains(r"\b{") && !expression.contains(r"\\") {
        true => Regex::new(&expression.replace(r"\b", r"(?-u:\b)")),
        false => Regex::new(expression),
    }
}

impl Words {
    /// Collects the words of all cards.
    pub(super) fn new<'a>(sources: impl Iterator<Item = (usize, Source<'a>)>) -> Words {
        let mut words = Words { needles: Vec::new(), texts: Vec::new(), wrong: OnceLock::new(), all: OnceLock::new() };
        let mut right = Vec::new();
        for (rule, source) in sources {
            let rule = rule as u32;
            match source {
                Source::Replace(replace) => {
                    for (i, (wrong, good)) in replace.pairs.iter().enumerate() {
                        words.push(Needle { rule, what: What::Wrong(i as u32) }, wrong);
                        right.push((rule, good.clone()));
                    }
                    right.extend(replace.right.iter().map(|good| (rule, good.clone())));
                }
                Source::Pattern(pattern) => {
                    for literal in &pattern.needs {
                        words.push(Needle { rule, what: What::Literal }, literal);
                    }
                    right.extend(pattern.keep_needs.iter().map(|literal| (rule, literal.clone())));
                }
                Source::None => {}
            }
        }
        right.sort();
        right.dedup();
        for (rule, good) in right.iter().filter(|(_, good)| !good.is_empty()) {
            words.push(Needle { rule: *rule, what: What::Right }, good);
        }
        words
    }

    fn push(&mut self, needle: Needle, text: &str) {
        self.needles.push(needle);
        self.texts.push(text.to_lowercase());
    }

    /// Right forms are looked for only where somebody counts occasions.
    fn finder(&self, counting: bool) -> &Finder {
        let cell = if counting { &self.all } else { &self.wrong };
        cell.get_or_init(|| {
            let wanted = |needle: &Needle| counting || needle.what != What::Right;
            let all = self.needles.iter().zip(&self.texts).zip(0u32..).filter(|((needle, _), _)| wanted(needle));
            let (words, rest): (Vec<_>, Vec<_>) =
                all.partition(|((needle, text), _)| needle.what != What::Literal && Openings::can_find(text));
            let mut numbers: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
            for ((_, text), number) in rest {
                numbers.entry(text).or_default().push(number);
            }
            Finder {
                words: Openings::new(words.into_iter().map(|((_, text), number)| (text.as_str(), number))),
                rest: AhoCorasickBuilder::new()
                    .match_kind(MatchKind::Standard)
                    .kind((numbers.len() <= MANY).then_some(AhoCorasickKind::DFA))
                    .ascii_case_insensitive(true)
                    .build(numbers.keys())
                    .expect("a few short literals"),
                numbers: numbers.into_values().collect(),
            }
        })
    }

    /// Makes what [`Words::run`] will ask for.
    pub(super) fn prepare(&self) {
        self.finder(false);
    }

    /// Runs every `replace` and `pattern` card over `unit`.
    pub(super) fn run(
        &self,
        set: &RuleSet,
        unit: &Unit,
        context: &Context<'_>,
        findings: &mut Vec<Finding>,
        occasions: &mut Occasions<'_>,
    ) {
        let text = unit.reading();
        let mut hits: Vec<(u32, Span, What)> = Vec::new();
        self.finder(occasions.is_some()).find(text, |number, start, end| {
            let needle = self.needles[number as usize];
            hits.push((needle.rule, Span::new(start, end), needle.what));
        });
        // by rule, then by place, longest first
        hits.sort_by_key(|(rule, span, what)| (*rule, span.start, std::cmp::Reverse(span.end), *what != What::Right));
        for group in hits.chunk_by(|a, b| a.0 == b.0) {
            let rule = &set.rules[group[0].0 as usize];
            let Some(stamp) = rule.stamp(unit, context) else { continue };
            run(rule, stamp, findings, occasions, |report| match &rule.act {
                Act::Replace(replace) if looks(replace.within, unit) && in_years(replace.years, context) => {
                    replace_hits(unit, replace, group, report);
                }
                Act::Pattern(pattern, cell) if looks(pattern.within, unit) && in_years(pattern.years, context) => {
                    let compiled =
                        cell.get_or_init(|| Patterns::new(pattern).expect("cards are checked when they are read"));
                    pattern_hits(unit, pattern, compiled, report);
                }
                _ => {}
            });
        }
    }
}

fn looks(within: Within, unit: &Unit) -> bool {
    match within {
        Within::Prose => !matches!(unit.kind(), Kind::Table | Kind::Quotation),
        Within::Recommendations => unit.kind() == Kind::Recommendation,
        Within::RecommendationsAndHeadings => unit.kind() == Kind::Recommendation || unit.kind().is_heading(),
    }
}

fn in_years(years: Option<(u16, u16)>, context: &Context<'_>) -> bool {
    years.is_none_or(|(first, last)| (first..=last).contains(&context.year))
}

fn replace_hits(unit: &Unit, replace: &Replace, hits: &[(u32, Span, What)], report: &mut Report<'_>) {
    let text = unit.reading();
    let mut covered = 0;
    for &(_, span, what) in hits {
        if span.start < covered || !words::stands_alone(text, span) {
            continue;
        }
        let What::Wrong(pair) = what else {
            report.occasion(span);
            covered = span.end;
            continue;
        };
        let (wrong, right) = &replace.pairs[pair as usize];
        let found = span.of(text);
        if (replace.exact_case && found != wrong) || unit.is_quoted(span) || is_excepted(text, span, &replace.except) {
            continue;
        }
        // a title is quoted as it is; a spelling that is put right changes none
        if replace.safety == Some(Safety::NeedsReview) && words::in_title(text, span) {
            continue;
        }
        let capital = found.starts_with(char::is_uppercase);
        let usual = wrong.starts_with(char::is_uppercase);
        if replace.spare_names && !usual && words::is_name(text, span) {
            continue;
        }
        covered = span.end;
        let right = if capital && !right.starts_with(char::is_uppercase) { capitalize(right) } else { right.clone() };
        let message = match &replace.message {
            Some(message) => message.replace("{found}", found).replace("{right}", &right),
            None => format!("“{found}”: adopted texts write “{right}”"),
        };
        let finding = report.find(span, message);
        if !right.is_empty() {
            finding.fix(replace.safety.unwrap_or(Safety::Safe), format!("Write “{right}”"), span, right);
        }
    }
}

fn pattern_hits(unit: &Unit, pattern: &Pattern, compiled: &Patterns, report: &mut Report<'_>) {
    let text = unit.reading();
    let mut found_at = Vec::new();
    for captures in compiled.find.captures_iter(text) {
        let whole: Span = captures.get(0).expect("the match").range().into();
        let span: Span = captures.name("at").map_or(whole, |group| group.range().into());
        if (unit.is_quoted(span) && !pattern.quotations) || words::is_cut(text, whole) || words::is_link(text, span) {
            continue;
        }
        found_at.push(whole);
        let right = pattern.becomes.as_ref().map(|becomes| {
            let mut right = String::new();
            captures.expand(becomes, &mut right);
            right
        });
        let message =
            pattern.message.replace("{found}", span.of(text)).replace("{right}", right.as_deref().unwrap_or(""));
        let finding = report.find(span, message);
        if let Some(right) = right {
            // what stands around the finding and stays is not said
            let (before, after) = (&text[whole.start..span.start], &text[span.end..whole.end]);
            let said = right.strip_prefix(before).unwrap_or(&right);
            let said = said.strip_suffix(after).unwrap_or(said);
            let title = if said.is_empty() { "Delete it".to_owned() } else { format!("Write “{said}”") };
            finding.fix(pattern.safety.unwrap_or(Safety::Safe), title, whole, right);
        }
    }
    if report.counts()
        && let Some(keep) = compiled.keep(pattern)
    {
        let kept = keep.find_iter(text).map(|kept| Span::from(kept.range()));
        kept.filter(|kept| !found_at.iter().any(|found| found.overlaps(*kept))).for_each(|kept| report.occasion(kept));
    }
}

/// Whether the match stands in one of the longer phrases in which it is right.
fn is_excepted(text: &str, span: Span, except: &[String]) -> bool {
    let found = span.of(text);
    except.iter().any(|phrase| {
        let last = phrase.len().checked_sub(found.len());
        (0..=last.unwrap_or(0)).any(|lead| {
            let (Some(start), Some(part)) = (span.start.checked_sub(lead), phrase.get(lead..lead + found.len())) else {
                return false;
            };
            part.eq_ignore_ascii_case(found)
                && text.get(start..start + phrase.len()).is_some_and(|whole| {
                    whole.eq_ignore_ascii_case(phrase)
                        && words::stands_alone(text, Span::new(start, start + phrase.len()))
                })
        })
    })
}

fn capitalize(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
