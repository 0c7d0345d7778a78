//! Options about which drafts are read and what they are held against, and the reading itself: for `lint` and `fix`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use rayon::prelude::*;

use super::console::{self, Progress};
use crate::document::Nature;
use crate::document::decode::Form;
use crate::document::word::Word;
use crate::failure::Failure;
use crate::settings::{Force, Level, Settings, Stage};
use crate::text::Lines;
use crate::workbench::{Analysis, Workbench};
use crate::workspace::{Choice, Resolved, Workspace, read};

/// What is read, and what it is held against.
#[derive(Debug, clap::Args)]
pub(super) struct Drafts {
    /// Files, folders or globs; `-` for standard input [default: this folder]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What to call standard input, and where its configuration is looked for
    #[arg(long, value_name = "FILE")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Where the drafts stand
    #[arg(long, value_name = "STAGE", value_parser = stage(), help_heading = "Configuration")]
    stage: Option<Stage>,
    /// The year the drafts are written in
    #[arg(long, value_parser = clap::value_parser!(u16).range(1990..=2100), help_heading = "Configuration")]
    year: Option<u16>,
    /// The body whose meetings 2019/10 means, such as WG.4
    #[arg(long, help_heading = "Configuration")]
    body: Option<String>,
    /// Hear only this rule; may be repeated
    #[arg(long = "rule", value_name = "RULE", value_delimiter = ',', help_heading = "Configuration")]
    rules: Vec<String>,
    /// Do not hear this rule; may be repeated
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Configuration")]
    ignore: Vec<String>,
    /// Read files that do not look like drafts, too
    #[arg(long, help_heading = "Configuration")]
    force: bool,
    /// Take the configuration from this file alone
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = "Configuration")]
    config: Option<PathBuf>,
    /// Leave every rapporteur.toml aside
    #[arg(long, help_heading = "Configuration")]
    no_config: bool,
    /// Say which files are no drafts, which are reports of a known meeting, and which configuration holds
    #[arg(short, long)]
    pub(super) verbose: bool,
}

fn stage() -> impl TypedValueParser<Value = Stage> {
    PossibleValuesParser::new(Stage::ALL.map(Stage::name)).map(|name| Stage::named(&name).unwrap_or_default())
}

/// A draft that was read.
#[derive(Debug)]
pub(super) struct Draft {
    /// Where it is; `-` for standard input.
    pub(super) path: PathBuf,
    /// What people call it.
    pub(super) name: String,
    /// Its text, without byte-order mark.
    pub(super) text: String,
    /// How it is stored.
    pub(super) form: Form,
    /// The first byte that stands for bytes which are no text.
    pub(super) damaged: Option<usize>,
    /// The Word document it was taken from.
    pub(super) word: Option<Box<Word>>,
    /// What was found.
    pub(super) analysis: Analysis,
    /// The configurations that hold for it, the nearest first.
    configs: Vec<String>,
    /// With these settings.
    pub(super) settings: Settings,
    /// With these rules and meetings.
    pub(super) workbench: Arc<Workbench>,
}

/// All drafts that could be read.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// In the order given.
    pub(super) drafts: Vec<Draft>,
    /// What could not be read so far, and why; it has been said.
    pub(super) failures: Vec<Failure>,
}

/// What of drafts is kept in memory once they are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// What another analysis of the same draft would use, too.
    Everything,
    /// What is said of them.
    Findings,
}

impl Drafts {
    /// The workspace with the configuration that was chosen.
    pub(super) fn workspace(&self) -> Workspace {
        Workspace::new(match &self.config {
            Some(file) => Choice::File(file.clone()),
            None if self.no_config => Choice::None,
            None => Choice::Upwards,
        })
    }

    /// The rules that are to be heard alone; none if all are.
    pub(super) fn named(&self) -> &[String] {
        &self.rules
    }

    /// What is to be read. Whoever names standard input wants it to be read.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        match (self.files.is_empty(), &self.stdin_filename) {
            (false, _) => self.files.clone(),
            (true, Some(_)) => vec![PathBuf::from("-")],
            (true, None) => vec![PathBuf::from(".")],
        }
    }

    /// Reads all drafts; what cannot be read is said at once.
    pub(super) fn read(&self, workspace: &Workspace) -> Read {
        let mut all = Read::default();
        let heard = |batch: Read| {
            all.drafts.extend(batch.drafts);
            all.failures = batch.failures;
            Ok(())
        };
        // nothing is said, so nothing can fail
        let _ = self.each(workspace, usize::MAX, Kept::Everything, heard);
        all
    }

    /// Reads drafts, so many at a time, and lets each batch be heard before the next is read. What cannot be read is said at
    /// once. There is one batch at least.
    pub(super) fn each(
        &self,
        workspace: &Workspace,
        at_a_time: usize,
        kept: Kept,
        mut heard: impl FnMut(Read) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        // this thread works along: others are started for what it cannot do alone, and each takes memory of its own
        let _ = rayon::ThreadPoolBuilder::new().use_current_thread().build_global();
        let mut found = workspace.find(&self.files());
        found.warnings.iter().for_each(|warning| console::say("warning", warning));
        if self.verbose {
            found.remarks.iter().for_each(|remark| console::say("note", remark));
        }
        let progress = Progress::new(found.files.len());
        let settles = kept == Kept::Findings && found.files.len() > 1;
        let one = |path: &PathBuf| {
            let mut draft = self.one(workspace, path);
            if let (true, Ok(draft)) = (settles, &mut draft) {
                draft.analysis.settle();
            }
            progress.step();
            draft
        };
        let (mut unread, mut told) = (Vec::new(), 0);
        let mut rest = &found.files[..];
        loop {
            let (batch, later) = rest.split_at(at_a_time.min(rest.len()));
            let results: Vec<Result<Draft, Failure>> = match batch {
                // a pool of threads costs more than a draft
                [path] => vec![one(path)],
                paths => paths.par_iter().map(one).collect(),
            };
            progress.clear();
            let mut read = Read::default();
            for result in results {
                match result {
                    Ok(draft) => read.drafts.push(draft),
                    // a configuration for many drafts is at fault once
                    Err(failure) if found.failures.contains(&failure) => {}
                    Err(failure) => found.failures.push(failure),
                }
            }
            found.failures[told..].iter().for_each(console::complain);
            told = found.failures.len();
            read.failures.clone_from(&found.failures);
            self.remark(&read.drafts);
            if !self.verbose {
                unread.extend(self.unread(&read.drafts).map(str::to_owned));
            }
            if later.is_empty() {
                tell_unread(&unread);
            }
            heard(read)?;
            if later.is_empty() {
                return Ok(());
            }
            rest = later;
        }
    }

    fn one(&self, workspace: &Workspace, path: &Path) -> Result<Draft, Failure> {
        let stdin = path.as_os_str() == "-";
        let known = self.stdin_filename.as_deref().filter(|_| stdin).unwrap_or(path);
        let name = known.display().to_string();
        let resolved = workspace.resolve(known)?;
        let settings = self.settings(&resolved)?;
        let decoded = read(path, &name)?;
        let marks = decoded.word.as_ref().map_or(&[][..], |word| &word.marks);
        let analysis = resolved.workbench.analyze_marked(&decoded.text, marks, &settings);
        Ok(Draft {
            path: path.to_owned(),
            name,
            text: decoded.text,
            form: decoded.form,
            damaged: decoded.damaged,
            word: decoded.word,
            analysis,
            configs: resolved.config.layers.iter().map(|layer| layer.path.clone()).collect(),
            settings,
            workbench: resolved.workbench,
        })
    }

    /// What the configuration and the options come to.
    fn settings(&self, resolved: &Resolved) -> Result<Settings, Failure> {
        let mut settings = resolved.settings.clone();
        let rules = &resolved.workbench.rules;
        for name in self.rules.iter().chain(&self.ignore) {
            if rules.named(name).is_none() {
                let advice = match rules.nearest(name) {
                    Some(near) => format!("write “{near}”"),
                    None => "“rapporteur rules” lists them".to_owned(),
                };
                return Err(Failure::new(format!("no rule is called “{name}”"), advice));
            }
        }
        if !self.rules.is_empty() {
            for rule in rules.rules() {
                if !self.rules.iter().any(|name| **name == *rule.id) {
                    settings.levels.insert(rule.id.to_string(), Level::Off);
                } else if settings.levels.get(&*rule.id) == Some(&Level::Off) {
                    settings.levels.remove(&*rule.id);
                }
            }
        }
        settings.levels.extend(self.ignore.iter().map(|name| (name.clone(), Level::Off)));
        settings.stage = self.stage.unwrap_or(settings.stage);
        settings.year = self.year.or(settings.year);
        settings.body = self.body.clone().unwrap_or(settings.body);
        if self.force {
            settings.force = Force::Everything;
        }
        Ok(settings)
    }

    /// Which of the files that were named hold nothing that reads as a recommendation. What was only found in a folder, and
    /// what projects keep beside their drafts, is not named.
    fn unread<'a>(&self, drafts: &'a [Draft]) -> impl Iterator<Item = &'a str> {
        const BESIDE: [&str; 8] =
            ["readme", "changelog", "contributing", "license", "licence", "notice", "authors", "security"];
        let named = self.files();
        let is_beside = |path: &Path| {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
            BESIDE.iter().any(|word| stem.starts_with(word))
        };
        let is_unread = move |draft: &&Draft| {
            draft.analysis.nature == Nature::NotADraft
                && draft.settings.force == Force::DraftsOnly
                && named.contains(&draft.path)
                && !is_beside(&draft.path)
        };
        drafts.iter().filter(is_unread).map(|draft| &*draft.name)
    }

    /// Says what is odd about the files, and with `--verbose` what they are.
    fn remark(&self, drafts: &[Draft]) {
        for draft in drafts {
            if let Some(at) = draft.damaged {
                let at = Lines::new(&draft.text).locate(&draft.text, at);
                let what = format!("{}:{}:{}: bytes that are no text", draft.name, at.line, at.column);
                console::say("warning", format!("{what} in {} are read as “\u{fffd}”", draft.form.name()));
            }
            if self.verbose {
                console::say("note", format!("{}: {}", draft.name, draft.remark()));
            }
        }
    }
}

/// Says which files hold nothing that reads as a recommendation, on one line: “no findings” would praise them.
fn tell_unread(unread: &[String]) {
    const MOST: usize = 3;
    let names = match unread {
        [] => return,
        [first @ .., last] if unread.len() > 1 && unread.len() <= MOST => {
            format!("{} and {last}", first.join(", "))
        }
        [first] => first.clone(),
        [first, rest @ ..] => format!("{first} and {} others", rest.len()),
    };
    let text = format!("nothing in {names} reads as a draft recommendation, so nothing is said of it");
    console::say("warning", format!("{text}; --force reads it all the same"));
}

impl Draft {
    /// What the file is, in a line.
    fn remark(&self) -> String {
        let form = if self.word.is_some() { "Word" } else { self.form.name() };
        let kind = match self.analysis.nature {
            Nature::NotADraft if self.settings.force == Force::DraftsOnly => {
                "no draft recommendations in it, so nothing is said of it; --force reads it all the same".to_owned()
            }
            Nature::NotADraft => "no draft, but read as one".to_owned(),
            Nature::Draft => format!("draft recommendations, {form}"),
            Nature::Report => format!("report of a meeting, {form}"),
        };
        let held = match self.configs.is_empty() {
            true => "no rapporteur.toml holds".to_owned(),
            false => format!("held by {}", self.configs.join(", then ")),
        };
        let meetings = self.workbench.corpus.meetings();
        let own: Vec<&str> = self.analysis.own_meetings.iter().map(|&meeting| &*meetings[meeting].id).collect();
        match own.is_empty() {
            true => format!("{kind}; {held}"),
            false => format!("{kind}; it is {} itself and not compared with it; {held}", own.join(" and ")),
        }
    }
}
