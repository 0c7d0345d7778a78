//! For people at a terminal: message, place, quoted line with a mark, evidence, earlier text, what to do; then a summary.
//!
//! Paragraphs of a draft are single lines of a thousand characters and more: only a window around the mark is shown.

use std::collections::BTreeSet;
use std::fmt::Write;

use anstyle::Style;

use super::terminal::{BOLD, DIM, FIX, FRAME, PLAIN, clean, columns, style, styled, window, wrapped};
use super::{Outcome, View, called};
use crate::corpus::{self, Earlier};
use crate::finding::{Finding, Precedent, Safety, Severity};
use crate::text::Lines;

/// Columns of the words before a note: `evidence`, `earlier`, `fix`.
const LABEL: usize = 10;

/// From this likeness on an earlier text is shown whole.
const ALIKE: f32 = 0.5;

/// Other places of a rule that is shown once.
const ALSO: usize = 6;

/// The findings of all files, and a summary.
pub fn render(view: View<'_>) -> String {
    let mut out = String::new();
    for outcome in view.outcomes {
        let lines = Lines::new(&outcome.text);
        let number = |finding: &Finding| {
            let at = finding.span.start;
            paragraph(outcome, at).unwrap_or_else(|| lines.line_of(at) + 1)
        };
        let last = view.findings(outcome).map(number).max().unwrap_or(1);
        let mut page = Page {
            out: &mut out,
            outcome,
            lines,
            said: BTreeSet::new(),
            gutter: last.to_string().len(),
            width: columns(view.width),
        };
        let mut once: BTreeSet<&str> = BTreeSet::new();
        for finding in view.findings(outcome) {
            let shown_once = outcome.workbench.rules.named(&finding.rule).is_some_and(|rule| rule.card.once);
            if shown_once && !once.insert(&finding.rule) {
                continue;
            }
            let others: Vec<&Finding> = match shown_once {
                true => view
                    .findings(outcome)
                    .filter(|other| other.rule == finding.rule && other.span != finding.span)
                    .collect(),
                false => Vec::new(),
            };
            page.finding(finding, &others);
        }
    }
    summary(view, &mut out);
    out
}

/// The part of the output that is about one file.
struct Page<'a> {
    out: &'a mut String,
    outcome: &'a Outcome,
    lines: Lines,
    /// Rules whose evidence was said in full.
    said: BTreeSet<String>,
    /// Digits of the largest line number.
    gutter: usize,
    width: usize,
}

impl Page<'_> {
    fn finding(&mut self, finding: &Finding, others: &[&Finding]) {
        let Outcome { text, analysis, workbench, .. } = self.outcome;
        let head = format!("{}[{}]", finding.severity.name(), finding.rule);
        let message = wrapped(&clean(&finding.message), self.width.saturating_sub(2));
        self.message(&head, finding.severity, &message.join(" "));

        let at = self.lines.locate(text, finding.span.start);
        let path = clean(&self.outcome.path);
        let place =
            called(analysis, finding.span.start).map(|place| format!(" · {}", clean(&place))).unwrap_or_default();
        let pad = " ".repeat(self.gutter);
        let origin = self.outcome.word.as_ref().and_then(|word| word.origin(finding.span.start));
        let spot = match origin {
            Some(origin) => format!(" · {}", origin.spoken()),
            None => format!(":{}:{}", at.line, at.column),
        };
        let _ = writeln!(self.out, "{pad} {} {path}{spot}{place}", styled(FRAME, "╭─"));

        let line = self.lines.span(at.line - 1, text);
        let (start, end) =
            (finding.span.start - line.start, finding.span.end.min(line.end).max(finding.span.start) - line.start);
        let window = window(line.of(text), start, end, self.width.saturating_sub(self.gutter + 3));
        let number = paragraph(self.outcome, finding.span.start).unwrap_or(at.line);
        let number = format!("{number:>0$}", self.gutter);
        let _ = writeln!(self.out, "{} {} {}", styled(FRAME, &number), styled(FRAME, "│"), window.text);
        let mark = styled(style(finding.severity), &window.mark());
        let _ = writeln!(self.out, "{pad} {} {}{mark}", styled(FRAME, "│"), " ".repeat(window.before));

        let mut notes: Vec<Note> = Vec::new();
        if let Some(also) = self.also(others) {
            notes.push(Note::new("also", also));
        }
        for related in &finding.related {
            let at = self.lines.locate(text, related.span.start);
            let place = called(analysis, related.span.start).filter(|place| *place != related.message);
            let place = place.map(|place| format!(", {place}")).unwrap_or_default();
            let spot = match self.outcome.word.as_ref().and_then(|word| word.origin(related.span.start)) {
                Some(origin) => origin.spoken(),
                None => format!("line {}", at.line),
            };
            notes.push(Note::new("see", format!("{spot}{place}: {}", related.message)));
        }
        if let Some(figures) = workbench.figures(&finding.rule) {
            let whole = figures.sentence;
            // exceptions and sources are named once for each rule
            let repeated = !self.said.insert(finding.rule.to_string());
            let sentence = if repeated { whole.split(';').next().unwrap_or(whole) } else { whole };
            notes.push(Note::new("evidence", sentence.to_owned()));
        }
        notes.extend(self.earlier(&finding.precedents));
        for (i, fix) in finding.fixes.iter().enumerate() {
            let safety = if fix.safety == Safety::Safe { "safe" } else { "needs review" };
            let label = if i == 0 { "fix" } else { "or" };
            notes.push(Note { style: FIX, ..Note::new(label, format!("{} ({safety})", fix.title)) });
        }
        self.notes(&notes);
        self.out.push('\n');
    }

    /// The severity and rule in colour, the message in bold, wrapped under itself.
    fn message(&mut self, head: &str, severity: Severity, message: &str) {
        let lines = wrapped(&format!("{head}: {message}"), self.width);
        for (i, line) in lines.iter().enumerate() {
            match line.strip_prefix(head) {
                Some(rest) if i == 0 => {
                    let _ = writeln!(self.out, "{}{}", styled(style(severity), head), styled(BOLD, rest));
                }
                _ => {
                    let _ = writeln!(self.out, "{}", styled(BOLD, line));
                }
            }
        }
    }

    fn notes(&mut self, notes: &[Note]) {
        let pad = " ".repeat(self.gutter);
        let room = self.width.saturating_sub(self.gutter + 3 + LABEL);
        for (i, note) in notes.iter().enumerate() {
            let last = i + 1 == notes.len();
            let mut lines: Vec<String> = note.text.split('\n').flat_map(|line| wrapped(&clean(line), room)).collect();
            shortened(&mut lines, note.limit, room);
            for (j, line) in lines.iter().enumerate() {
                let corner = match (j, last) {
                    (0, false) => "├",
                    (0, true) => "╰",
                    (_, false) => "│",
                    (_, true) => " ",
                };
                let label = if j == 0 { note.label } else { "" };
                let label = styled(DIM, &format!("{label:<0$}", LABEL));
                let _ = writeln!(self.out, "{pad} {} {label}{}", styled(FRAME, corner), styled(note.style, line));
            }
        }
    }

    /// Where else in the draft a rule holds that is shown once.
    fn also(&self, others: &[&Finding]) -> Option<String> {
        let place = |finding: &&Finding| {
            called(&self.outcome.analysis, finding.span.start)
                .unwrap_or_else(|| format!("line {}", self.lines.line_of(finding.span.start) + 1))
        };
        let mut places: Vec<String> = others.iter().map(place).collect();
        places.dedup();
        let more = places.len().saturating_sub(ALSO);
        places.truncate(ALSO);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        (!places.is_empty()).then(|| format!("{}{more}", places.join(", ")))
    }

    /// The nearest earlier recommendation with its text, and the others by name.
    fn earlier(&self, precedents: &[Precedent]) -> Vec<Note> {
        let corpus = &self.outcome.workbench.corpus;
        let name = |earlier: &Earlier, precedent: &Precedent| {
            let likeness = precedent.score.map(|score| format!(", likeness {score:.2}")).unwrap_or_default();
            format!("{} ({}{likeness})", earlier.name, earlier.status.name())
        };
        let mut found = precedents.iter().filter_map(|one| Some((corpus.named(&one.name)?, one)));
        let Some((nearest, precedent)) = found.next() else { return Vec::new() };
        let symbol = corpus.symbol(nearest);
        let link = if symbol.is_empty() { String::new() } else { format!(" {}", corpus::url(symbol)) };
        let text = format!("{}{link}\n“{}”", name(nearest, precedent), nearest.text.replace('\n', " "));
        // what is hardly alike need not be read whole
        let limit = if precedent.score.is_some_and(|score| score >= ALIKE) { 8 } else { 3 };
        let others: Vec<String> = found.map(|(earlier, precedent)| name(earlier, precedent)).collect();
        let mut notes = vec![Note { limit, ..Note::new("earlier", text) }];
        if !others.is_empty() {
            notes.push(Note::new("and", others.join(", ")));
        }
        notes
    }
}

/// The number of the paragraph of a Word document.
fn paragraph(outcome: &Outcome, at: usize) -> Option<usize> {
    Some(outcome.word.as_ref()?.origin(at)?.paragraph as usize)
}

/// What is said below the mark.
struct Note {
    label: &'static str,
    style: Style,
    text: String,
    /// Lines that are shown at most.
    limit: usize,
}

impl Note {
    const fn new(label: &'static str, text: String) -> Note {
        Note { label, style: PLAIN, text, limit: usize::MAX }
    }
}

/// At most `limit` lines of at most `room` columns; the last ends with `…` if there were more.
fn shortened(lines: &mut Vec<String>, limit: usize, room: usize) {
    if lines.len() <= limit {
        return;
    }
    lines.truncate(limit);
    let Some(last) = lines.last_mut() else { return };
    while last.chars().count() + 2 > room
        && let Some(space) = last.rfind(' ')
    {
        last.truncate(space);
    }
    last.push_str(" …");
}

fn summary(view: View<'_>, out: &mut String) {
    let all = || view.outcomes.iter().flat_map(|outcome| &outcome.analysis.findings);
    let count = |severity| all().filter(|finding| finding.severity == severity).count();
    let mut shown: Vec<String> = Vec::new();
    let mut hidden: Vec<String> = Vec::new();
    for severity in Severity::ALL.into_iter().rev() {
        match count(severity) {
            0 => {}
            number if severity >= view.shown => shown.push(styled(style(severity), &counted(number, severity))),
            number => hidden.push(counted(number, severity)),
        }
    }
    let files = if view.outcomes.len() == 1 { "1 file".to_owned() } else { format!("{} files", view.outcomes.len()) };
    let found = if shown.is_empty() { "No findings".to_owned() } else { shown.join(", ") };
    let _ = writeln!(out, "{found} in {files}");
    if !hidden.is_empty() {
        let lowest = all().map(|finding| finding.severity).min().unwrap_or(view.shown);
        let see = format!("not shown: {}; see with --min-severity {}", hidden.join(", "), lowest.name());
        let _ = writeln!(out, "{}", styled(DIM, &see));
    }
    let suppressed: usize = view.outcomes.iter().map(|outcome| outcome.analysis.suppressed.len()).sum();
    if suppressed > 0 {
        let _ = writeln!(out, "{}", styled(DIM, &format!("{suppressed} suppressed by the draft or a baseline")));
    }
    // Word documents are not changed, and what is merely likely is left to a person
    let files = view.outcomes.iter().filter(|outcome| outcome.word.is_none());
    let first = |finding: &Finding| {
        let first = finding.fixes.iter().map(|fix| fix.safety).find(|safety| *safety != Safety::Chosen);
        first.filter(|&safety| safety == Safety::Safe || finding.severity > Severity::Hint)
    };
    let firsts: Vec<Safety> = files.flat_map(|outcome| &outcome.analysis.findings).filter_map(first).collect();
    let fixable = |safety| firsts.iter().filter(|&&first| first == safety).count();
    let (safe, review) = (fixable(Safety::Safe), fixable(Safety::NeedsReview));
    let fixes = match (safe, review) {
        (0, 0) => return,
        (0, review) => format!("{review} can be fixed after review with `rapporteur fix --unsafe-fixes`"),
        (safe, 0) => format!("{safe} can be fixed with `rapporteur fix`"),
        (safe, review) => format!(
            "{safe} can be fixed with `rapporteur fix`, {review} more after review with `rapporteur fix --unsafe-fixes`"
        ),
    };
    for line in wrapped(&fixes, columns(view.width)) {
        let _ = writeln!(out, "{}", styled(FIX, &line));
    }
}

/// `3 errors`; information and hints are counted as findings of their kind.
fn counted(number: usize, severity: Severity) -> String {
    let noun = match (severity, number) {
        (Severity::Information, _) => "information",
        (_, 1) => severity.name(),
        (Severity::Error, _) => "errors",
        (Severity::Warning, _) => "warnings",
        (Severity::Hint, _) => "hints",
    };
    format!("{number} {noun}")
}
