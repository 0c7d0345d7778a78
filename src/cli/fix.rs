//! `rapporteur fix`: make the changes that cannot change what is asked of whom; with `--unsafe-fixes` the others, too.

use std::collections::BTreeMap;

use similar::TextDiff;

use super::console::{self, Color, Exit};
use super::drafts::{Draft, Drafts};
use crate::document::decode::encode;
use crate::failure::Failure;
use crate::finding::{Finding, Fix, Safety, Severity};
use crate::text::{Edit, Lines, apply, line_end};
use crate::workspace;

/// What to mend.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    drafts: Drafts,
    /// Make the changes that a person should review, too: strength, addressee, terms, references, numbers
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show the changes and write nothing; end with 1 if there are any
    #[arg(long)]
    diff: bool,
}

/// A fix may make room for another; more rounds than this mean that two rules disagree.
const ROUNDS: usize = 12;

/// What became of a draft.
struct Mended {
    text: String,
    made: usize,
    /// Findings that have a fix which needs review.
    left: usize,
}

pub(super) fn run(arguments: &Arguments, color: Color) -> Result<Exit, Failure> {
    let read = arguments.drafts.read(&arguments.drafts.workspace());
    let mut exit = if !read.failures.is_empty() { Exit::Failed } else { Exit::Clean };
    let (mut made, mut left, mut files) = (0, 0, 0);
    let choice = Choice { unsafe_fixes: arguments.unsafe_fixes, named: arguments.drafts.named() };
    let files_tried = read.drafts.iter().filter(|draft| draft.word.is_none()).count();
    for draft in read.drafts {
        if draft.word.is_some() {
            console::complain(&declined(&draft));
            exit = Exit::Failed;
            continue;
        }
        let mended = mend(&draft, &choice);
        let changed = mended.text != draft.text;
        let result = match (arguments.diff, draft.path.as_os_str() == "-") {
            (true, _) => show(&draft, &mended, color),
            (false, true) => bytes(&draft, &mended).and_then(|bytes| console::print_bytes(&bytes)),
            (false, false) if changed => bytes(&draft, &mended).and_then(|bytes| workspace::write(&draft.path, &bytes)),
            (false, false) => Ok(()),
        };
        if let Err(failure) = result {
            console::complain(&failure);
            exit = Exit::Failed;
            continue;
        }
        (made, left, files) = (made + mended.made, left + mended.left, files + usize::from(changed));
        if arguments.diff && changed {
            exit = exit.max(Exit::Found);
        }
    }
    if files_tried == 0 {
        return Ok(exit);
    }
    let verb = if arguments.diff { "to make" } else { "made" };
    let mut summary = format!("{} {verb} in {}", count(made, "fix", "fixes"), count(files, "file", "files"));
    if left > 0 {
        let them = if left == 1 { "one finding has" } else { "findings have" };
        let number = if left == 1 { String::new() } else { format!("{left} ") };
        summary.push_str(&format!("; {number}{them} a fix to review: --unsafe-fixes makes it unread"));
    }
    console::say("note", summary);
    Ok(exit)
}

/// Why a Word document is left as it is.
fn declined(draft: &Draft) -> Failure {
    let what = "Word documents are read, but not changed: styles, numbers and tracked changes could be lost";
    let advice =
        "make the changes in Word, where “lint” says paragraph and number, or save the text as .md and fix that";
    Failure::new(what, advice).about(draft.name.clone())
}

fn count(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

/// Makes fixes until there is nothing left to make.
fn mend(draft: &Draft, choice: &Choice<'_>) -> Mended {
    let mut analysis = draft.analysis.clone();
    let (mut text, mut made, end) = (draft.text.clone(), 0, line_end(&draft.text));
    for _ in 0..ROUNDS {
        let (chosen, fixes) = choice.edits(&analysis.findings);
        let edits: Vec<Edit> = chosen.into_iter().map(|edit| edit.clone().ended(end)).collect();
        if fixes == 0 {
            break;
        }
        let (next, _) = apply(&text, &edits);
        if next == text {
            break;
        }
        made += fixes;
        analysis = draft.workbench.reanalyze(&analysis, &next, &draft.settings);
        text = next;
    }
    let reviewable = |finding: &&Finding| choice.hears(finding) && finding.fixes.iter().any(needs_review);
    Mended { text, made, left: analysis.findings.iter().filter(reviewable).count() }
}

fn needs_review(fix: &Fix) -> bool {
    fix.safety == Safety::NeedsReview
}

/// Which fixes are made.
struct Choice<'a> {
    unsafe_fixes: bool,
    /// The rules that were named: of others, what is merely likely is left to a person.
    named: &'a [String],
}

impl Choice<'_> {
    /// Whether a fix that needs review is made of this finding at all.
    fn hears(&self, finding: &Finding) -> bool {
        finding.severity > Severity::Hint || self.named.iter().any(|name| **name == *finding.rule)
    }

    /// The edits of the first fix of each finding that may be made, in order, and how many fixes they are. Of those that meet
    /// the first in the text is taken, whole; the others have their turn when the draft has been read again.
    fn edits<'f>(&self, findings: &'f [Finding]) -> (Vec<&'f Edit>, usize) {
        // no two of them meet, so only the last one that begins before an edit ends can meet it
        let mut chosen: BTreeMap<(usize, usize), &Edit> = BTreeMap::new();
        let mut fixes = 0;
        for finding in findings {
            let reviewed = self.unsafe_fixes && self.hears(finding);
            let may = |fix: &&Fix| fix.safety == Safety::Safe || (reviewed && needs_review(fix));
            let Some(fix) = finding.fixes.iter().find(may) else { continue };
            let meets = |edit: &Edit| {
                let before = chosen.range(..=(edit.span.end, usize::MAX)).next_back();
                before.is_some_and(|(_, other)| other.span.touches(edit.span))
            };
            if !fix.edits.is_empty() && !fix.edits.iter().any(meets) {
                chosen.extend(fix.edits.iter().map(|edit| ((edit.span.start, edit.span.end), edit)));
                fixes += 1;
            }
        }
        (chosen.into_values().collect(), fixes)
    }
}

/// The bytes to write, in the encoding that the draft came in.
fn bytes(draft: &Draft, mended: &Mended) -> Result<Vec<u8>, Failure> {
    if let Some(at) = draft.damaged {
        let place = Lines::new(&draft.text).locate(&draft.text, at);
        let what = format!("there are bytes that are no text in {}, at line {}", draft.form.name(), place.line);
        return Err(Failure::new(what, "save the file in UTF-8 first").about(draft.name.clone()));
    }
    encode(&mended.text, draft.form).map_err(|char| {
        let what = format!("a fix writes “{char}”, which {} does not have", draft.form.name());
        Failure::new(what, "save the file in UTF-8 first").about(draft.name.clone())
    })
}

/// Shows the changes as a unified diff.
fn show(draft: &Draft, mended: &Mended, color: Color) -> Result<(), Failure> {
    if draft.text == mended.text {
        return Ok(());
    }
    let diff = TextDiff::from_lines(&draft.text, &mended.text);
    let plain = diff.unified_diff().header(&draft.name, &draft.name).to_string();
    let colored = plain.split_inclusive('\n').map(|line| match line.as_bytes().first() {
        Some(b'+') => format!("\x1b[32m{line}\x1b[0m"),
        Some(b'-') => format!("\x1b[31m{line}\x1b[0m"),
        Some(b'@') => format!("\x1b[36m{line}\x1b[0m"),
        _ => line.to_owned(),
    });
    console::print(&colored.collect::<String>(), color)
}
