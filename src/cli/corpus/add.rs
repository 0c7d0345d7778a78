//! `rapporteur corpus add`: from the report of a meeting to what linter, evidence and server know of it.
//!
//! What was found is shown before anything is written; one file is written, whole or not at all.

use std::path::{Path, PathBuf};

use super::super::console::{self, Color, Exit};
use super::super::pages;
use crate::corpus::import::{Said, import, import_plain, merge, taken};
use crate::corpus::{Corpus, Meeting, faults};
use crate::failure::Failure;
use crate::lexicon::Lexicon;
use crate::render::report;
use crate::workspace::{self, Shelf, Workspace, shown};

/// Which report, and where it goes.
#[derive(Debug, clap::Args)]
pub(in super::super) struct Arguments {
    /// The report: .txt, .md, .html, .pdf or .docx
    report: PathBuf,
    /// Write to this folder [default: the first corpus folder of rapporteur.toml that can be written to, else ./corpus]
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// Write without asking
    #[arg(short, long)]
    yes: bool,
    /// Write nothing; end with 1 if what is stored is not what the report says
    #[arg(long, conflicts_with = "yes")]
    check: bool,
    /// What to call the meeting, such as 2024-WG.4
    #[arg(long, value_name = "NAME", help_heading = "What the report does not say")]
    meeting: Option<String>,
    /// The body that met, such as WG.4, or COP for the Conference
    #[arg(long, help_heading = "What the report does not say")]
    body: Option<String>,
    /// The year of the meeting
    #[arg(long, value_parser = clap::value_parser!(u16).range(1990..=2100), help_heading = "What the report does not say")]
    year: Option<u16>,
    /// The title of the report
    #[arg(long, help_heading = "What the report does not say")]
    title: Option<String>,
    /// Where the meeting was held
    #[arg(long, help_heading = "What the report does not say")]
    place: Option<String>,
    /// When, such as “2 and 3 October 2023”
    #[arg(long, help_heading = "What the report does not say")]
    dates: Option<String>,
    /// The symbol of the report
    #[arg(long, help_heading = "What the report does not say")]
    symbol: Option<String>,
    /// What became of its recommendations
    #[arg(long, value_parser = ["adopted", "proposed", "observation"], help_heading = "What the report does not say")]
    status: Option<String>,
}

pub(super) fn run(arguments: &Arguments, color: Color) -> Result<Exit, Failure> {
    let name = arguments.report.display().to_string();
    if let Some(id) = arguments.meeting.as_ref().filter(|id| !is_id(id)) {
        let advice = "write the year and the body: 2024-WG.4; 2024-WG.4-2 for the second meeting of a year";
        return Err(Failure::new(format!("“{id}” is no name of a meeting"), advice));
    }
    let body = arguments.body.as_ref().filter(|body| !is_id(&format!("2024-{body}")));
    if let Some(body) = body {
        return Err(Failure::new(format!("“{body}” is no body"), "write it as in its symbols: WG.4, or COP"));
    }
    if let Some(symbol) = arguments.symbol.as_ref().filter(|symbol| !is_symbol(symbol)) {
        let advice = "write it as the report prints it, such as CTOC/COP/WG.4/2024/6";
        return Err(Failure::new(format!("“{symbol}” is no symbol of a document"), advice));
    }
    let read = workspace::read_report(&arguments.report, &name)?;
    let lexicon = Lexicon::embedded();
    let is_plain = arguments.report.extension().is_some_and(|end| end.eq_ignore_ascii_case("txt"));
    let import = if is_plain { import_plain } else { import };
    let found = import(&read.text, &read.headers, &arguments.said(), &lexicon)
        .map_err(|lacking| Failure::new(lacking.what, lacking.advice).about(name.clone()))?;

    let config = Workspace::default().configuration(Path::new("draft.md"))?;
    let shelf = match &arguments.to {
        Some(folder) => Shelf::at(folder),
        None => Shelf::find(&config)?,
    };
    let mut own = Vec::new();
    for folder in config.corpus().iter().map(|named| &named.path).filter(|folder| folder.is_dir()) {
        own.extend(meetings(folder)?);
    }
    if shelf.folder.is_dir() {
        own.extend(meetings(&shelf.folder)?);
    }
    let corpus = Corpus::with(own);
    if let Some(other) = taken(&corpus, &found.meeting) {
        let what = format!("{} is the meeting of {}, not of {}", other.id, other.dates, found.meeting.dates);
        let advice = format!("name this one with --meeting, such as --meeting {}-2", other.id);
        return Err(Failure::new(what, advice).about(name));
    }
    let file = format!("{}.toml", found.meeting.id);
    let path = shelf.folder.join(&file);
    let stored = path.is_file().then(|| workspace::meeting(&path)).transpose()?;
    let known = stored.as_ref().or_else(|| corpus.meetings().iter().find(|meeting| meeting.id == found.meeting.id));
    let merged = merge(known, found.meeting.clone());
    let same = stored.as_ref() == Some(&merged);
    let will = if arguments.check { "would be written" } else { "will be written" };
    let fate = match &stored {
        Some(_) if same => format!("{} holds this already", shown(&path)),
        Some(stored) => format!("{} holds something else: {}", shown(&path), report::differences(stored, &merged)),
        None => match Corpus::embedded().meetings().iter().find(|meeting| meeting.id == merged.id) {
            Some(own) if *own == merged => {
                format!("{} {will}, though the program itself holds the same {}", shown(&path), merged.id)
            }
            Some(own) => format!(
                "{} {will}, and hold before the program's own {}, which differs: {}",
                shown(&path),
                merged.id,
                report::differences(own, &merged)
            ),
            None => format!("{} {will}", shown(&path)),
        },
    };
    console::print(&report::found(&found, &fate, pages::width()), color)?;
    if arguments.check {
        return Ok(if same { Exit::Clean } else { Exit::Found });
    }
    if same {
        return Ok(Exit::Clean);
    }
    if let Some(fault) = faults(&merged).first() {
        let advice = "say what the report does not with --dates, --place, --body or --year, or mend the report";
        return Err(Failure::new(format!("nothing is written: {}", fault.what), advice).about(name));
    }
    let lost = stored.as_ref().map_or(0, |stored| recommended(stored).saturating_sub(recommended(&merged)));
    if lost > 0 && arguments.yes {
        let what = format!("nothing is written: {} holds {lost} more than this report gives", shown(&path));
        let advice = format!("if the report is whole, say “rapporteur corpus remove {}” first", merged.id);
        return Err(Failure::new(what, advice).about(name));
    }
    if !arguments.yes {
        match console::ask(&format!("Write {}?", shown(&path))) {
            None => {
                let what = "nothing is written: there is no terminal to ask at";
                return Err(Failure::new(what, "look at what was found, then say --yes"));
            }
            Some(false) => {
                console::say("note", "nothing is written");
                return Ok(Exit::Clean);
            }
            Some(true) => {}
        }
    }
    let written = shelf.put(&file, &merged.write())?;
    let known = shelf.announced_in().map(|config| format!(", and {config} names its folder")).unwrap_or_default();
    let written_to = shown(&written);
    let is_named = |folder: &Path| config.corpus().iter().any(|named| same_folder(&named.path, folder));
    console::say(
        "note",
        match &arguments.to {
            // a folder that no configuration names is read by nobody
            Some(folder) if !is_named(folder) => format!(
                "{written_to} is written; for drafts to be held against it, enter its folder in rapporteur.toml under \
             [corpus]: folders = [\"{}\"]",
                folder.display()
            ),
            _ => format!("{written_to} is written{known}; “rapporteur show {}” lists it", merged.id),
        },
    );
    Ok(Exit::Clean)
}

/// Whether two paths lead to one folder.
fn same_folder(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    real(one) == real(other)
}

/// Whether a file and a meeting can be called so.
fn is_id(id: &str) -> bool {
    let year = id.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    year && id[4..].starts_with('-')
        && id.len() > 5
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
}

/// Whether a document can have this symbol: `CTOC/COP/WG.4/2024/6`, or two of them for a joint meeting.
fn is_symbol(symbol: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'(' | b')');
    let parts: Vec<&str> = symbol.split('/').collect();
    parts.len() > 2
        && parts.iter().all(|part| !part.is_empty())
        && symbol.bytes().all(allowed)
        && symbol.starts_with(|c: char| c.is_ascii_uppercase())
        && symbol.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')')
}

/// How much a meeting recommended.
fn recommended(meeting: &Meeting) -> usize {
    let sections = meeting.parts.iter().flat_map(|part| &part.sections);
    sections.map(|section| section.recommendations.len()).sum()
}

fn meetings(folder: &Path) -> Result<Vec<Meeting>, Failure> {
    workspace::meetings(folder)?.iter().map(|file| workspace::meeting(file)).collect()
}

impl Arguments {
    fn said(&self) -> Said {
        Said {
            id: self.meeting.clone(),
            body: self.body.clone(),
            year: self.year,
            title: self.title.clone(),
            place: self.place.clone(),
            dates: self.dates.clone(),
            symbol: self.symbol.clone(),
            status: self.status.clone(),
        }
    }
}
