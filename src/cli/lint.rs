//! `rapporteur lint`: read drafts and say what earlier sessions did otherwise.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::console::{self, Color, Exit};
use super::drafts::{Draft, Drafts, Kept, Read};
use super::{pages, since, watch};
use crate::baseline::Baseline;
use crate::failure::Failure;
use crate::render::{self, Format, Outcome, View};
use crate::settings::Severity;
use crate::workbench::Workbench;
use crate::workspace::{self, Workspace};

/// What to read and how to say it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) drafts: Drafts,
    /// How to say what was found
    #[arg(long, value_name = "FORMAT", default_value = Format::Human.name(), value_parser = format())]
    format: Format,
    /// Say only what matters at least so much [default: information for people, hint for machines]
    #[arg(long, value_name = "SEVERITY", value_parser = severity())]
    min_severity: Option<Severity>,
    /// End with 1 if something was found that matters at least so much: error, warning, information, hint or never
    #[arg(long, value_name = "SEVERITY", default_value = "warning", hide_possible_values = true,
        value_parser = PossibleValuesParser::new(["error", "warning", "information", "hint", "never"]))]
    fail_on: String,
    /// Leave out what this file lists as known
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write what is found to the file of --baseline, or to this file, and end
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true,
        conflicts_with_all = ["since", "watch"])]
    write_baseline: Option<Option<PathBuf>>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output_file: Option<PathBuf>,
    /// Only recommendations touched since this git revision
    #[arg(long, value_name = "REVISION")]
    since: Option<String>,
    /// Lint again whenever a draft changes, until interrupted
    #[arg(short, long)]
    watch: bool,
}

fn format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name))
        .map(|name| Format::ALL.into_iter().find(|format| format.name() == name).unwrap_or_default())
}

fn severity() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(Severity::ALL.map(Severity::name))
        .map(|name| Severity::named(&name).unwrap_or(Severity::Hint))
}

pub(super) fn run(arguments: &Arguments, color: Color) -> Result<Exit, Failure> {
    let workspace = arguments.drafts.workspace();
    match arguments.watch {
        true => watch::run(arguments, &workspace, color),
        false => once(arguments, &workspace, color),
    }
}

/// How many drafts are read before they are said, where each is said by itself: those of one batch are in memory together.
const AT_A_TIME: usize = 128;

/// Lints everything once.
pub(super) fn once(arguments: &Arguments, workspace: &Workspace, color: Color) -> Result<Exit, Failure> {
    let whole = arguments.output_file.is_some() || arguments.write_baseline.is_some() || !arguments.format.is_by_line();
    let at_a_time = if whole { usize::MAX } else { AT_A_TIME };
    let baseline = match &arguments.baseline {
        Some(file) if arguments.write_baseline.is_none() => {
            Some((file, Baseline::parse(&file.display().to_string(), &text_of(file)?)?))
        }
        _ => None,
    };
    let mut exit = Exit::Clean;
    arguments.drafts.each(workspace, at_a_time, Kept::Findings, |mut read| {
        if let Some(revision) = &arguments.since {
            for draft in &mut read.drafts {
                since::narrow(draft, revision)?;
            }
        }
        if !read.failures.is_empty() {
            exit = Exit::Failed;
        }
        if let Some(file) = &arguments.output_file {
            spare(&read.drafts, file)?;
        }
        if let Some(file) = &arguments.write_baseline {
            let file = file.as_ref().or(arguments.baseline.as_ref());
            return write_baseline(file.map_or(Path::new("rapporteur-baseline.json"), |file| file), &read.drafts);
        }
        if let Some((file, baseline)) = &baseline {
            leave_out(&mut read.drafts, baseline, file, arguments.drafts.verbose);
        }
        let least = Severity::named(&arguments.fail_on);
        let mut findings = read.drafts.iter().flat_map(|draft| &draft.analysis.findings);
        if least.is_some_and(|least| findings.any(|finding| finding.severity >= least)) {
            exit = exit.max(Exit::Found);
        }
        match &arguments.output_file {
            Some(file) if misleads(&read, arguments.format) => {
                let file = file.display();
                console::say(
                    "warning",
                    format!("{file} is not written, since not everything could be read: what stands there is older"),
                );
                Ok(())
            }
            // “0 findings” would be no news of drafts that could not be read
            None if is_nothing(&read) && arguments.format.is_for_people() => Ok(()),
            _ => say(arguments, read, color),
        }
    })?;
    Ok(exit)
}

/// Whether nothing could be read.
fn is_nothing(read: &Read) -> bool {
    read.drafts.is_empty() && !read.failures.is_empty()
}

/// Whether a file with what was found would be taken for the whole, though something could not be read.
fn misleads(read: &Read, format: Format) -> bool {
    let fails = !read.failures.is_empty();
    fails && !format.stands_in_part() || is_nothing(read) && !format.tells_failures()
}

/// A report is not written over a draft.
fn spare(drafts: &[Draft], file: &Path) -> Result<(), Failure> {
    let there =
        |path: &Path| path.canonicalize().ok().is_some_and(|path| file.canonicalize().is_ok_and(|file| file == path));
    match drafts.iter().any(|draft| there(&draft.path)) {
        true => {
            let what = "the report would be written over a draft";
            Err(Failure::new(what, "name another file with --output-file").about(file.display().to_string()))
        }
        false => Ok(()),
    }
}

/// Leaves out what the baseline lists; with `verbose` it is said what is no longer there.
fn leave_out(drafts: &mut [Draft], baseline: &Baseline, file: &Path, verbose: bool) {
    for draft in drafts {
        for entry in baseline.apply(&workspace::key(&draft.path, &draft.name, file), &mut draft.analysis) {
            if verbose {
                let what = format!("“{}” of {} at {}", entry.text, entry.rule, entry.place);
                console::say("note", format!("{}: the baseline lists what is no longer there: {what}", draft.name));
            }
        }
    }
}

/// Says what was found, on standard output or in a file.
fn say(arguments: &Arguments, read: Read, color: Color) -> Result<(), Failure> {
    let usual = match arguments.format.is_for_people() {
        true => {
            Severity::named(&arguments.fail_on).map_or(Severity::Information, |least| least.min(Severity::Information))
        }
        false => Severity::Hint,
    };
    let shown = arguments.min_severity.unwrap_or(usual);
    let outcomes: Vec<Outcome> = read
        .drafts
        .into_iter()
        .map(|Draft { name, text, word, analysis, workbench, .. }| Outcome {
            path: name,
            text,
            word,
            analysis,
            workbench,
        })
        .collect();
    let embedded = outcomes.is_empty().then(Workbench::embedded);
    let Some(workbench) = outcomes.first().map(|outcome| &*outcome.workbench).or(embedded.as_ref()) else {
        return Ok(());
    };
    let view = View { outcomes: &outcomes, workbench, shown, width: pages::width(), failures: &read.failures };
    let output = render::render(view, arguments.format);
    let done = match &arguments.output_file {
        Some(file) => workspace::write(file, anstream::adapter::strip_str(&output).to_string().as_bytes()),
        None => console::print(&output, color),
    };
    if !arguments.watch && !arguments.format.is_by_line() {
        // the program ends, and the system takes all memory back at once
        std::mem::forget(outcomes);
    }
    done
}

fn write_baseline(file: &Path, drafts: &[Draft]) -> Result<(), Failure> {
    let mut baseline = match file.exists() {
        true => Baseline::parse(&file.display().to_string(), &text_of(file)?)?,
        false => Baseline::default(),
    };
    for draft in drafts {
        baseline.record(&workspace::key(&draft.path, &draft.name, file), &draft.analysis);
    }
    workspace::write(file, baseline.write().as_bytes())?;
    console::say("note", format!("{} findings are listed in {}", baseline.len(), file.display()));
    Ok(())
}

fn text_of(file: &Path) -> Result<String, Failure> {
    workspace::read(file, &file.display().to_string()).map(|decoded| decoded.text).map_err(|failure| {
        let advice = if file.exists() { failure.advice } else { "make it with --write-baseline".to_owned() };
        Failure { advice, ..failure }
    })
}
