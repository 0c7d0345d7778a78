//! A baseline: findings that were there before anybody looked, so that only new ones are heard.
//!
//! An entry is known by its rule, its place in the structure of the draft and its words, never by a line number:
//! what is written elsewhere does not disturb it. A recommendation that moves takes its entries along, since an entry
//! also knows the text it stands in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::document::{Document, Kind};
use crate::failure::Failure;
use crate::finding::Finding;
use crate::text::Span;
use crate::workbench::Analysis;

/// Findings that are not to be heard again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Entry, usize>,
}

/// What a finding is known by. The order of the fields is the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The draft, relative to the baseline's folder, with `/`.
    pub path: String,
    /// `body/section A/recommendation 3`
    pub place: String,
    /// The rule.
    pub rule: String,
    /// The words, with single spaces; the first of many.
    pub text: String,
    /// A fingerprint of the recommendation or paragraph it stands in.
    pub within: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    version: u32,
    findings: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    path: String,
    place: String,
    rule: String,
    text: String,
    within: String,
    count: usize,
}

/// Characters of a finding's words that are kept.
const WORDS: usize = 120;

impl Baseline {
    /// Reads the text of the file that people know as `path`.
    ///
    /// # Errors
    /// If it is no baseline.
    pub fn parse(path: &str, text: &str) -> Result<Baseline, Failure> {
        let advice = "write it anew with --write-baseline";
        let stored: Stored = serde_json::from_str(text).map_err(|error| {
            let line = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
            let at = crate::text::floor_boundary(text, line + error.column().saturating_sub(1));
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or(&what);
            let failure = Failure::new(format!("this is no baseline: {what}"), advice).about(path);
            failure.quoting(text, Span::at(at))
        })?;
        if stored.version != 1 {
            let what = format!("the baseline is of version {}, and this program knows version 1", stored.version);
            return Err(Failure::new(what, advice).about(path));
        }
        let mut entries = BTreeMap::new();
        for Line { path, place, rule, text, within, count } in stored.findings {
            *entries.entry(Entry { path, place, rule, text, within }).or_default() += count;
        }
        Ok(Baseline { entries })
    }

    /// The text of its file: sorted, one finding a line.
    pub fn write(&self) -> String {
        let lines = self.entries.iter().map(|(entry, &count)| {
            let Entry { path, place, rule, text, within } = entry.clone();
            serde_json::to_string(&Line { path, place, rule, text, within, count })
        });
        let lines: Vec<String> = lines.flatten().map(|line| format!("    {line}")).collect();
        let list = if lines.is_empty() { String::new() } else { format!("\n{}\n  ", lines.join(",\n")) };
        format!("{{\n  \"version\": 1,\n  \"findings\": [{list}]\n}}\n")
    }

    /// Number of findings.
    pub fn len(&self) -> usize {
        self.entries.values().sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes the findings of the draft known as `path` in, in the place of those it had.
    pub fn record(&mut self, path: &str, analysis: &Analysis) {
        self.entries.retain(|entry, _| entry.path != path);
        for finding in &analysis.findings {
            *self.entries.entry(Entry::new(path, &analysis.document, finding)).or_default() += 1;
        }
    }

    /// Moves what is known out of the findings of the draft known as `path`; gives back the entries that nothing
    /// needs any more.
    pub fn apply(&self, path: &str, analysis: &mut Analysis) -> Vec<Entry> {
        let mut left: Vec<(&Entry, usize)> =
            self.entries.iter().filter(|(entry, _)| entry.path == path).map(|(entry, &count)| (entry, count)).collect();
        if left.is_empty() {
            return Vec::new();
        }
        let findings: Vec<Entry> =
            analysis.findings.iter().map(|finding| Entry::new(path, &analysis.document, finding)).collect();
        let mut known = vec![false; findings.len()];
        let same: [fn(&Entry, &Entry) -> bool; 3] =
            [|a, b| a == b, |a, b| a.within == b.within, |a, b| a.place == b.place];
        for same in same {
            for (finding, known) in findings.iter().zip(&mut known).filter(|(_, known)| !**known) {
                let entry = left.iter_mut().find(|(entry, count)| {
                    *count > 0 && entry.rule == finding.rule && entry.text == finding.text && same(entry, finding)
                });
                if let Some((_, count)) = entry {
                    *count -= 1;
                    *known = true;
                }
            }
        }
        let mut known = known.into_iter();
        let (suppressed, heard) =
            std::mem::take(&mut analysis.findings).into_iter().partition(|_| known.next() == Some(true));
        analysis.findings = heard;
        analysis.suppressed.extend::<Vec<Finding>>(suppressed);
        left.into_iter().filter(|(_, count)| *count > 0).map(|(entry, _)| entry.clone()).collect()
    }
}

impl Entry {
    /// What a finding is known by.
    fn new(path: &str, document: &Document, finding: &Finding) -> Entry {
        let mut entry = Entry {
            path: path.to_owned(),
            place: String::new(),
            rule: finding.rule.to_string(),
            text: String::new(),
            within: String::new(),
        };
        let Some(i) = document.unit_at(finding.span.start) else { return entry };
        let (unit, start) = (&document.units()[i], document.start(i));
        let end = (finding.span.end - start).min(unit.source().len());
        let words = whole_words(unit.source(), Span::new((finding.span.start - start).min(end), end));
        entry.text = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(WORDS).collect();
        entry.place = place(document, i);
        entry.within = fingerprint(unit.text(unit.body));
        entry
    }
}

/// The words that `span` touches: a single letter would be known anywhere.
fn whole_words(text: &str, span: Span) -> &str {
    let start = text[..span.start].rfind(char::is_whitespace).unwrap_or(0);
    let end = text[span.end..].find(char::is_whitespace).map_or(text.len(), |at| span.end + at);
    text[..end].get(start..).unwrap_or("")
}

/// Where unit `i` stands: `annex 1/section B/recommendation 2 bis`.
fn place(document: &Document, i: usize) -> String {
    let unit = &document.units()[i];
    let mut place = match unit.place().annex {
        0 => "body".to_owned(),
        annex => format!("annex {annex}"),
    };
    if let section @ 1.. = unit.place().section {
        place.push_str(&format!("/section {}", char::from(b'A' + (section - 1) % 26)));
    }
    let kind = match unit.kind() {
        Kind::Recommendation => "recommendation",
        Kind::Chapter => "chapter",
        Kind::Section => "section",
        Kind::Annex => "annex",
        Kind::Title => "title",
        Kind::Footnote => "footnote",
        Kind::Table => "table",
        Kind::Quotation => "quotation",
        Kind::FrontMatter | Kind::Code | Kind::Comment => "comment",
        Kind::Chapeau | Kind::Paragraph => "paragraph",
    };
    place.push_str(&format!("/{kind}"));
    if let Some(label) = &unit.label {
        place.push_str(&format!(" {}", label.number));
    }
    place
}

/// A short mark of a text that stays the same from version to version: FNV-1a.
fn fingerprint(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;
    use crate::workbench::Workbench;

    const DRAFT: &str = "Recommendation 1\n\nState parties should act.\n\nRecommendation 2\n\nState parties should learn, \
                         and State parties should share.\n";

    fn heard(baseline: &Baseline, text: &str) -> (Vec<usize>, usize) {
        let mut analysis = Workbench::embedded().analyze(text, &Settings::default());
        analysis.findings.retain(|finding| &*finding.rule == "state-parties");
        let stale = baseline.apply("a.md", &mut analysis);
        (analysis.findings.iter().map(|finding| finding.span.start).collect(), stale.len())
    }

    fn baseline() -> Baseline {
        let mut analysis = Workbench::embedded().analyze(DRAFT, &Settings::default());
        analysis.findings.retain(|finding| &*finding.rule == "state-parties");
        let mut baseline = Baseline::default();
        baseline.record("a.md", &analysis);
        Baseline::parse("b.json", &baseline.write()).expect("its own text")
    }

    #[test]
    fn what_was_there_is_not_heard() {
        let baseline = baseline();
        assert_eq!(baseline.len(), 3);
        assert_eq!(heard(&baseline, DRAFT), (vec![], 0));
        let moved = DRAFT.replace("Recommendation 1", "A note.\n\nAnother note.\r\n\r\nRecommendation 1");
        assert_eq!(heard(&baseline, &moved), (vec![], 0), "lines do not matter");
    }

    #[test]
    fn a_second_of_the_same_is_heard() {
        let more = DRAFT.replace("should share.", "should share, as State parties do.");
        assert_eq!(heard(&baseline(), &more), (vec![more.rfind("State").unwrap()], 0));
    }

    #[test]
    fn a_recommendation_takes_its_entries_along() {
        let before = "Recommendation 1\n\nStates parties should begin.\n\n";
        let moved =
            DRAFT.replace("Recommendation 2", "Recommendation 3").replace("Recommendation 1", "Recommendation 2");
        assert_eq!(heard(&baseline(), &format!("{before}{moved}")), (vec![], 0));
    }

    #[test]
    fn what_was_mended_is_stale() {
        assert_eq!(heard(&baseline(), &DRAFT.replacen("State parties", "States parties", 1)), (vec![], 1));
    }

    #[test]
    fn what_is_no_baseline_is_said_so() {
        for text in ["", "[]", "{\"version\":1}", "{\"version\":2,\"findings\":[]}", "{\n  \"version\": é"] {
            let failure = Baseline::parse("b.json", text).expect_err(text).to_string();
            assert!(failure.starts_with("error: b.json:") && failure.contains("help: "), "{failure}");
        }
    }
}
