//! For people at a terminal: each match with where it stands, and what likens and parts the two texts.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::super::difference;
use super::super::earlier::source;
use super::super::terminal::{BOLD, DIM, clean, columns, styled, window, wrapped};
use super::{Asked, Place};
use crate::corpus::Corpus;
use crate::corpus::similarity::{Match, Tier, explain};
use crate::text::fingerprint;

/// Columns of the words before a line: `duplicate`, `stand-ins`.
const LABEL: usize = 11;

/// Phrases and pairs of words that are shown of a match.
const SHOWN: usize = 5;

/// Share of an earlier text's words that the text has, from which a difference says more than the earlier text alone.
const COMMON: f32 = 0.35;

/// Everything that was asked about, and a word on how to read it.
pub fn human(corpus: &Corpus, asked: &[Asked], width: usize) -> String {
    let mut page = Page { out: String::new(), corpus, width: columns(width), differs: false };
    for one in asked {
        page.asked(one, asked);
    }
    page.end();
    page.out
}

struct Page<'a> {
    out: String,
    corpus: &'a Corpus,
    width: usize,
    /// Whether a difference was shown.
    differs: bool,
}

impl Page<'_> {
    fn asked(&mut self, one: &Asked, all: &[Asked]) {
        let quoted = |text: &str, room| format!("“{}”", window(text, 0, 0, room).text);
        match &one.place {
            Some(Place { called, spot, .. }) => {
                let head = format!("{called} · {spot}");
                let _ = writeln!(self.out, "{}", styled(BOLD, &head));
                let _ = writeln!(self.out, "{}", styled(DIM, &quoted(&one.text, self.width - 2)));
            }
            None => {
                let _ = writeln!(self.out, "{}", styled(BOLD, &quoted(&one.text, self.width - 2)));
            }
        }
        if let Some((before, found)) = &one.within
            && let Some(Place { called, spot, .. }) = &all[*before].place
        {
            let what = format!("{called} of this draft, {spot}");
            let _ = writeln!(self.out, "{} {what}", label(found.tier.name(), style(found.tier)));
        }
        for found in &one.matches {
            self.found(&one.text, found);
        }
        self.out.push('\n');
    }

    fn found(&mut self, text: &str, found: &Match) {
        let earlier = &self.corpus.earlier()[found.earlier];
        let head = format!("{} ({}) · {}", self.corpus.cite(earlier), earlier.status.name(), earlier.name);
        let _ = writeln!(self.out, "{} {}", label(found.tier.name(), style(found.tier)), styled(BOLD, &head));
        let room = self.width - LABEL;
        self.dim("", &source(self.corpus, earlier));
        let section = self.corpus.section(earlier);
        if !section.title.is_empty() {
            let letter =
                if section.letter.is_empty() { String::new() } else { format!("section {}, ", section.letter) };
            self.dim("", &window(&format!("{letter}{}", section.title), 0, 0, room - 2).text);
        }
        if found.tier == Tier::Nearest {
            let line = window(&earlier.text, 0, 0, room - 2).text;
            self.lines("", &[format!("“{line}”")]);
            return;
        }
        let why = explain(self.corpus.similarity(), text, &earlier.text);
        let words = |text: &str| text.split_whitespace().count() as f32;
        let common: f32 = why.shared.iter().map(|(span, _)| words(span.of(text))).sum();
        if fingerprint(text) == fingerprint(&earlier.text) {
            self.lines("differs", &["in no word".to_owned()]);
            return;
        }
        if common >= COMMON * words(&earlier.text) {
            self.differs = true;
            self.lines("differs", &difference::lines(&earlier.text, text, room));
        } else {
            self.lines("reads", &wrapped(&clean(&format!("“{}”", earlier.text)), room));
        }
        let shared: Vec<String> =
            why.shared.iter().take(SHOWN).map(|(span, _)| format!("“{}”", clean(span.of(text)))).collect();
        if !shared.is_empty() {
            self.lines("shared", &wrapped(&shared.join(", "), room));
        }
        let pairs = why.stand_ins.iter().take(SHOWN);
        let pairs: Vec<String> =
            pairs.map(|pair| format!("{} for {}", pair.text.of(text), pair.earlier.of(&earlier.text))).collect();
        if !pairs.is_empty() {
            self.lines("stand-ins", &wrapped(&pairs.join(", "), room));
        }
    }

    fn lines(&mut self, name: &str, lines: &[String]) {
        for (i, line) in lines.iter().enumerate() {
            let _ = writeln!(self.out, "{} {line}", label(if i == 0 { name } else { "" }, DIM));
        }
    }

    fn dim(&mut self, name: &str, line: &str) {
        self.lines(name, &[styled(DIM, line)]);
    }

    /// What the words mean.
    fn end(&mut self) {
        let all = self.corpus.earlier().len();
        let mut lines = vec![
            "duplicate: recommended before · overlap: likely overlaps with it · possible: may be the same measure"
                .to_owned(),
            format!("nearest: merely the nearest of {all}; whether one of them means the same, a person must judge"),
        ];
        if self.differs {
            lines.push(difference::legend("the earlier text", "yours"));
        }
        for line in lines {
            for line in wrapped(&line, self.width) {
                let _ = writeln!(self.out, "{}", styled(DIM, &line));
            }
        }
    }
}

fn label(name: &str, style: Style) -> String {
    styled(style, &format!("{name:<width$}", width = LABEL - 1))
}

const fn style(tier: Tier) -> Style {
    match tier {
        Tier::Duplicate => AnsiColor::Yellow.on_default().bold(),
        Tier::Overlap => AnsiColor::Blue.on_default().bold(),
        Tier::Possible => AnsiColor::Cyan.on_default(),
        Tier::Nearest => DIM,
    }
}
