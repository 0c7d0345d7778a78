//! A rule at a terminal: why it is there, how often it was kept, where it was broken, and examples.

use std::fmt::Write;

use super::manual::examples;
use super::terminal::{BOLD, DIM, FIX, clean, columns, style, styled, window, wrapped};
use crate::corpus::{self, Corpus};
use crate::evidence::{Exception, Support, Tally};
use crate::rules::Rule;
use crate::workbench::Workbench;

/// Columns before the text.
const LABEL: usize = 10;

/// The page of `rule`, with the evidence of `workbench`.
pub fn render(rule: &Rule, workbench: &Workbench, width: usize) -> String {
    let mut page = Page { out: String::new(), width: columns(width) };
    let card = &rule.card;
    let severity = styled(style(card.severity), card.severity.name());
    let submission = card.submission.map(|level| format!(", {} in submission", level.name())).unwrap_or_default();
    let elsewhere = card.elsewhere.map(|level| format!(", {} in what is no draft", level.name())).unwrap_or_default();
    let _ =
        writeln!(page.out, "{}  {severity}{submission}{elsewhere} · {}", styled(BOLD, &rule.id), card.category.name());
    page.paragraph("", &card.title);
    page.out.push('\n');
    page.paragraph("why", &card.why);
    page.paragraph("source", &card.source);
    if let Some(support) = workbench.support(&rule.id) {
        page.paragraph("evidence", &support.sentence);
        page.out.push('\n');
        table(&mut page.out, support);
        for tally in &support.meetings {
            for exception in &tally.broken {
                page.exception(tally, exception, &workbench.corpus);
            }
        }
    }
    page.examples(rule);
    page.out
}

/// How often each meeting kept the rule.
pub(super) fn table(out: &mut String, support: &Support) {
    let pad = " ".repeat(LABEL);
    let head = format!("{pad}{:<12}{:>10}{:>8}{:>8}", "meeting", "occasions", "kept", "broken");
    let _ = writeln!(out, "{}", styled(DIM, &head));
    let mut row = |name: &str, occasions: usize, broken: usize| {
        let _ = writeln!(out, "{pad}{name:<12}{occasions:>10}{:>8}{broken:>8}", occasions - broken);
    };
    for Tally { meeting, occasions, broken, .. } in &support.meetings {
        row(meeting, *occasions, broken.len());
    }
    row("all", support.occasions(), support.broken());
}

struct Page {
    out: String,
    width: usize,
}

impl Page {
    fn paragraph(&mut self, label: &str, text: &str) {
        for (i, line) in wrapped(&clean(text), self.width - LABEL).iter().enumerate() {
            let label = if i == 0 { label } else { "" };
            let _ = writeln!(self.out, "{}{line}", styled(DIM, &format!("{label:<LABEL$}")));
        }
    }

    fn exception(&mut self, tally: &Tally, exception: &Exception, corpus: &Corpus) {
        let symbol =
            corpus.meetings().iter().find(|meeting| meeting.id == tally.meeting).map(|meeting| &meeting.symbol);
        let link = symbol.filter(|symbol| !symbol.is_empty()).map(|symbol| corpus::url(symbol)).unwrap_or_default();
        self.out.push('\n');
        let label = styled(DIM, &format!("{:<LABEL$}", "broken in"));
        let _ = writeln!(self.out, "{label}{} {}", clean(&exception.name), styled(DIM, &link));
        let window = window(&exception.text, exception.span.start, exception.span.end, self.width - LABEL);
        let pad = " ".repeat(LABEL);
        let _ = writeln!(self.out, "{pad}{}", window.text);
        let mark = window.mark();
        let _ = writeln!(self.out, "{pad}{}{}", " ".repeat(window.before), styled(BOLD, &mark));
    }

    fn examples(&mut self, rule: &Rule) {
        for (text, becomes) in examples(rule) {
            self.out.push('\n');
            self.paragraph("marked", &text.replace("{{", "»").replace("}}", "«"));
            if let Some(becomes) = becomes {
                for (i, line) in wrapped(&clean(&becomes), self.width - LABEL).iter().enumerate() {
                    let label = if i == 0 { "becomes" } else { "" };
                    let label = styled(DIM, &format!("{label:<LABEL$}"));
                    let _ = writeln!(self.out, "{label}{}", styled(FIX, line));
                }
            }
        }
        if let Some(example) = rule.card.clean.first() {
            self.out.push('\n');
            let text = example.text.split("\n\n").last().unwrap_or(&example.text);
            self.paragraph("clean", text);
        }
    }
}
