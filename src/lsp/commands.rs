//! Reports in Markdown that an editor shows on request: the draft as a whole, and what was recommended before.
//!
//! Whether the client or the server shows them is the business of `mod`.

use std::fmt::Write;

use serde_json::{Value, json};
use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::addresses::encoded;
use super::record::Record;
use super::state::Snapshot;
use super::{convert, earlier, hover, markdown};
use crate::document::{Nature, Unit, strengths};
use crate::finding::{Category, Severity};
use crate::text::{Span, Units};

/// The command that gives the overview of a draft; its argument is the draft's address.
pub(super) const OVERVIEW: &str = "rapporteur.overview";

/// The command that gives what is like a recommendation; its arguments are the draft's address and a position.
pub(super) const EARLIER: &str = "rapporteur.earlier";

/// Earlier recommendations that are shown beside one of the draft.
const SHOWN: usize = 5;

/// A document to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    /// What it is called, one line.
    pub title: String,
    /// What it says.
    pub markdown: String,
}

impl Page {
    /// The name of a file for it.
    pub(super) fn file(&self) -> String {
        let name: String = self.title.chars().map(|char| if char.is_alphanumeric() { char } else { '-' }).collect();
        format!("{name}.md")
    }

    /// As the client gets it.
    pub(super) fn answer(&self) -> Value {
        json!({"title": self.title, "markdown": self.markdown})
    }
}

/// Who shows the answer to a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// The server asks the client to open it.
    ByServer,
    /// The client does what it likes with the answer; it says so with one argument more.
    ByClient,
}

/// A command with its arguments read.
#[derive(Debug)]
pub(super) struct Asked {
    /// The draft.
    pub uri: lsp::Uri,
    /// Only for what lies at a place of the draft.
    position: Option<lsp::Position>,
    /// Who shows the answer.
    pub shown: Shown,
}

impl Asked {
    /// # Errors
    /// If there is no such command, or its arguments are not an address and a position.
    pub(super) fn read(params: &lsp::ExecuteCommandParams) -> Result<Asked, String> {
        let takes_position = match params.command.as_str() {
            OVERVIEW => false,
            EARLIER => true,
            other => return Err(format!("there is no command “{other}”")),
        };
        let uri = params.arguments.first().and_then(|uri| uri.as_str());
        let uri = uri.and_then(|uri| encoded(uri).parse::<lsp::Uri>().ok());
        let uri = uri.ok_or_else(|| format!("{} takes the address of a draft first", params.command))?;
        let place = params.arguments.get(1).and_then(|place| serde_json::from_value(place.clone()).ok());
        let position = place.filter(|_| takes_position);
        if takes_position && position.is_none() {
            return Err(format!("{} takes a position second", params.command));
        }
        let needed = 1 + usize::from(takes_position);
        let shown = if params.arguments.len() > needed { Shown::ByClient } else { Shown::ByServer };
        Ok(Asked { uri, position, shown })
    }

    /// The answer.
    pub(super) fn page(&self, snapshot: &Snapshot, abilities: Abilities) -> Page {
        match self.position {
            None => overview(snapshot, &self.name(), self.uri.as_str(), &snapshot.record),
            Some(position) => {
                let at = snapshot.text.byte(convert::position(position), abilities.units);
                earlier(snapshot, at, &snapshot.record)
            }
        }
    }

    /// The name of the file.
    fn name(&self) -> String {
        let path = self.uri.to_file_path();
        let name = path.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
        name.unwrap_or_else(|| self.uri.as_str().to_owned())
    }
}

/// The draft as a whole: how strongly it asks, what it repeats, what is still open, what was found.
pub(super) fn overview(snapshot: &Snapshot, name: &str, address: &str, record: &Record) -> Page {
    let document = &snapshot.analysis.document;
    let recommendations: Vec<(usize, &Unit)> = document
        .units()
        .iter()
        .enumerate()
        .filter(|(_, unit)| unit.recommendation.is_some())
        .map(|(i, unit)| (i, &**unit))
        .collect();
    let title = format!("Overview of {name}");
    let mut out = format!("# {}\n\n", markdown::escape(&title));
    let what = match snapshot.analysis.nature {
        Nature::Draft => "Draft",
        Nature::Report => "Report of a meeting",
        Nature::NotADraft => "No draft recommendations were recognized in this text",
    };
    let words: u32 = recommendations.iter().map(|(_, unit)| unit.words).sum();
    let stage = snapshot.settings.stage.name();
    let _ = writeln!(out, "{what}, in {stage} · {} · {words} words.\n", many(recommendations.len(), "recommendation"));
    let draft = Draft { snapshot, address, record };
    draft.found(&mut out);
    draft.strengths(&mut out);
    draft.repeats(&mut out, &recommendations);
    draft.brackets(&mut out);
    Page { title, markdown: out }
}

/// A draft that is reported on, and where it and the record can be opened.
struct Draft<'a> {
    snapshot: &'a Snapshot,
    address: &'a str,
    record: &'a Record,
}

impl Draft<'_> {
    fn found(&self, out: &mut String) {
        let findings = &self.snapshot.analysis.findings;
        let counts: Vec<String> = Severity::ALL
            .into_iter()
            .rev()
            .map(|severity| (severity, findings.iter().filter(|finding| finding.severity == severity).count()))
            .filter(|(_, count)| *count > 0)
            .map(|(severity, count)| match severity {
                Severity::Information => format!("{count} for information"),
                _ => many(count, severity.name()),
            })
            .collect();
        match counts.is_empty() {
            true => out.push_str("Nothing was found.\n\n"),
            false => {
                let _ = writeln!(out, "Found: {}.\n", counts.join(", "));
            }
        }
    }

    /// How often each operative phrase stands in the draft, and how often meetings adopted it.
    fn strengths(&self, out: &mut String) {
        let counts = strengths(&self.snapshot.analysis.document, &self.snapshot.workbench.lexicon);
        out.push_str("## How strongly it asks\n\n");
        if counts.is_empty() {
            out.push_str("There are no recommendations.\n\n");
            return;
        }
        out.push_str("| Here | Operative phrase | Strength | Adopted before |\n|--:|---|---|---|\n");
        for count in counts {
            let strength = count.strength.map_or("", |strength| strength.name());
            let (phrase, adopted) = match count.phrase.as_str() {
                "" => ("*none found*".to_owned(), String::new()),
                phrase => (markdown::escape(phrase), hover::adopted_uses(phrase, &self.snapshot.workbench)),
            };
            let _ = writeln!(out, "| {} | {phrase} | {strength} | {adopted} |", count.count);
        }
        out.push('\n');
    }

    /// What meetings recommended before, and what the draft says twice.
    fn repeats(&self, out: &mut String, recommendations: &[(usize, &Unit)]) {
        let (document, findings) = (&self.snapshot.analysis.document, &self.snapshot.analysis.findings);
        out.push_str("## What was recommended before\n\n");
        let mut any = false;
        for &(i, unit) in recommendations {
            let own = Span::from(document.range(i));
            let here = findings.iter().filter(|finding| {
                finding.category == Category::Repetition
                    && own.start <= finding.span.start
                    && finding.span.start < own.end
            });
            for finding in here {
                any = true;
                let at = document.locate(i, earlier::title(unit)).start;
                let _ =
                    write!(out, "- {}: {}", self.link(&earlier::name(unit), at), markdown::escape(&finding.message));
                let corpus = &self.snapshot.workbench.corpus;
                let named: Vec<String> = finding
                    .precedents
                    .iter()
                    .filter_map(|precedent| corpus.named(&precedent.name))
                    .map(|found| earlier::linked(found, &self.snapshot.workbench, self.record))
                    .collect();
                match named.is_empty() {
                    true => out.push('\n'),
                    false => {
                        let _ = writeln!(out, " → {}", named.join("; "));
                    }
                }
            }
        }
        out.push_str(if any {
            "\n"
        } else {
            "Nothing in this draft was found to repeat an earlier recommendation.\n\n"
        });
    }

    /// What is not agreed yet.
    fn brackets(&self, out: &mut String) {
        let document = &self.snapshot.analysis.document;
        out.push_str("## What is still open\n\n");
        let mut any = false;
        for (i, unit) in document.units().iter().enumerate().filter(|(_, unit)| unit.recommendation.is_some()) {
            for span in super::tokens::bracketed(unit.reading()) {
                any = true;
                let text: Vec<&str> = unit.text(span).split_whitespace().collect();
                let start = document.locate(i, span).start;
                let name = earlier::name(unit);
                let _ = writeln!(out, "- {}: {}", self.link(&name, start), markdown::escape(&text.join(" ")));
            }
        }
        out.push_str(if any { "\n" } else { "No text of a recommendation stands in square brackets.\n\n" });
    }

    /// `words` as a link to byte `at` of the draft.
    fn link(&self, words: &str, at: usize) -> String {
        let line = self.snapshot.text.position(at, Units::Utf8).line + 1;
        format!("[{}, line {line}]({}#L{line})", markdown::escape(words), self.address)
    }
}

/// `1 recommendation`, `2 recommendations`.
fn many(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

/// What meetings recommended that the recommendation at byte `at` is like.
pub(super) fn earlier(snapshot: &Snapshot, at: usize, record: &Record) -> Page {
    let document = &snapshot.analysis.document;
    let Some(i) = earlier::recommendation_at(snapshot, at) else {
        return Page {
            title: "Earlier recommendations".to_owned(),
            markdown: "No recommendation stands here. Move the cursor into one.\n".to_owned(),
        };
    };
    let unit = &document.units()[i];
    let name = earlier::name(unit);
    let title = format!("Earlier recommendations like {}", name.replacen("Rec", "rec", 1).replacen("Par", "par", 1));
    let mut out = format!("# {title}\n\n{}\n", markdown::quote(&markdown::escape(earlier::compared(unit))));
    if let Some(operative) = unit.recommendation.as_ref().and_then(|found| found.operative.as_ref()) {
        let _ = writeln!(out, "It asks with {}.\n", earlier::asked(&operative.words, operative.strength));
    }
    let near = earlier::nearest(snapshot, unit, SHOWN);
    if near.is_empty() {
        out.push_str("It says too little to be compared.\n");
        return Page { title, markdown: out };
    }
    for (place, near) in near.into_iter().enumerate() {
        let _ =
            writeln!(out, "{}. {}\n", place + 1, indented(&earlier::beside(near, unit, &snapshot.workbench, record)));
    }
    Page { title, markdown: out }
}

/// The lines of an item of a list, below its first.
fn indented(text: &str) -> String {
    text.trim_end().replace('\n', "\n   ").replace("\n   \n", "\n\n")
}
