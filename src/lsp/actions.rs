//! Code actions: the fixes of a mark, all safe fixes at once, other changes, and exceptions.

use std::path::PathBuf;

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::changes::{self, Change};
use super::convert::{self, Existence};
use super::diagnostics;
use super::offers::is_kind;
use super::state::{Desk, Snapshot};
use crate::config::{self, FILE};
use crate::finding::{Finding, Fix, Safety};
use crate::suppress;
use crate::text::{Edit, Span, Text, Units};

/// The kind of "fix all": only what is safe.
const FIX_ALL: &str = "source.fixAll.rapporteur";

/// The kinds of actions that are offered.
pub(super) fn kinds() -> Vec<lsp::CodeActionKind> {
    let own = [FIX_ALL, changes::REWRITE];
    std::iter::once(lsp::CodeActionKind::QUICKFIX).chain(own.map(lsp::CodeActionKind::new)).collect()
}

/// A text that actions are offered for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// The text, understood.
    pub snapshot: &'a Snapshot,
    /// Its address.
    pub uri: &'a lsp::Uri,
    /// What the client can do.
    pub abilities: Abilities,
}

impl Place<'_> {
    /// What can be done in `range`.
    pub(super) fn actions(
        self,
        range: lsp::Range,
        only: Option<&[lsp::CodeActionKind]>,
        desk: &Desk,
    ) -> Vec<lsp::CodeActionOrCommand> {
        // a list of no kinds leaves nothing out
        let only = only.filter(|only| !only.is_empty());
        let wants = |kind: &str| only.is_none_or(|only| only.iter().any(|wanted| is_kind(kind, wanted)));
        let span = convert::span(range, &self.snapshot.text, self.abilities.units);
        let findings = &self.snapshot.analysis.findings;
        let here: Vec<&Finding> = findings.iter().filter(|finding| finding.span.touches(span)).collect();
        let mut actions = Vec::new();
        if wants("quickfix") {
            actions.extend(self.fixes(&here));
            actions.extend(self.exceptions(&here, desk));
        }
        if wants(FIX_ALL) && (only.is_some() || !here.is_empty()) {
            actions.extend(self.fix_all());
        }
        if wants(changes::REWRITE) || wants(changes::RENUMBER) {
            let offered = changes::changes(self.snapshot, span.start).into_iter();
            // what cannot be made is shown to whoever can be told why
            let shown = |change: &Change| change.hindrance.is_none() || self.abilities.disabled;
            let offered = offered.filter(|change| wants(change.kind) && shown(change));
            actions.extend(offered.map(|change| self.change(change)));
        }
        actions.into_iter().map(lsp::CodeActionOrCommand::CodeAction).collect()
    }

    /// Every fix of every mark.
    fn fixes(self, here: &[&Finding]) -> Vec<lsp::CodeAction> {
        let mut actions = Vec::new();
        for finding in here {
            for (i, fix) in finding.fixes.iter().enumerate() {
                let preferred = i == 0 && fix.safety == Safety::Safe;
                actions.push(self.fix(finding, fix, preferred));
            }
        }
        actions
    }

    fn fix(self, finding: &Finding, fix: &Fix, preferred: bool) -> lsp::CodeAction {
        let review = if fix.safety != Safety::Safe { " (review)" } else { "" };
        lsp::CodeAction {
            is_preferred: Some(preferred),
            ..self.quick_fix(format!("{}{review}", fix.title), finding, self.edit(&fix.edits))
        }
    }

    fn quick_fix(self, title: String, finding: &Finding, edit: lsp::WorkspaceEdit) -> lsp::CodeAction {
        lsp::CodeAction {
            title,
            kind: Some(lsp::CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostics::one(finding, self.snapshot, self.uri, self.abilities)]),
            edit: Some(edit),
            ..lsp::CodeAction::default()
        }
    }

    fn change(self, change: Change) -> lsp::CodeAction {
        lsp::CodeAction {
            title: change.title,
            kind: Some(lsp::CodeActionKind::new(change.kind)),
            edit: change.hindrance.is_none().then(|| self.edit(&change.edits)),
            disabled: change.hindrance.map(|reason| lsp::CodeActionDisabled { reason }),
            ..lsp::CodeAction::default()
        }
    }

    /// For each rule that has a mark here: an exception in the draft, and the rule turned off in the configuration.
    fn exceptions(self, here: &[&Finding], desk: &Desk) -> Vec<lsp::CodeAction> {
        let mut seen: Vec<&str> = Vec::new();
        let mut actions = Vec::new();
        for finding in here.iter().filter(|finding| &*finding.rule != "unused-suppression") {
            if seen.contains(&&*finding.rule) {
                continue;
            }
            seen.push(&finding.rule);
            // what is offered as a fix is not offered twice
            if !finding.fixes.iter().any(suppress::excepts) {
                actions.extend(self.ignore(finding));
            }
            if let Some((title, edit)) = self.turn_off(&finding.rule, desk) {
                actions.push(self.quick_fix(title, finding, edit));
            }
        }
        actions
    }

    /// An exception for the unit that the finding stands in, else for its line, if that takes the finding out: a unit may
    /// end where the exception does not reach. The reason is there to be overwritten.
    fn ignore(self, finding: &Finding) -> Option<lsp::CodeAction> {
        let document = &self.snapshot.analysis.document;
        let start = document.unit_at(finding.span.start).map_or(0, |i| document.start(i));
        let plain = self.uri.as_str().ends_with(".txt");
        let (open, close) = if plain { ("[", "]") } else { ("<!-- ", " -->") };
        let line = finding.span.start - self.snapshot.text.position(finding.span.start, Units::Utf8).character as usize;
        let works = |edit: &Edit| {
            let count = |findings: &[Finding], rule: &str| findings.iter().filter(|other| *other.rule == *rule).count();
            let before = &self.snapshot.analysis.findings;
            changes::after(self.snapshot, std::slice::from_ref(edit)).is_some_and(|after| {
                count(&after.findings, &finding.rule) < count(before, &finding.rule)
                    && count(&after.findings, "unused-suppression") <= count(before, "unused-suppression")
            })
        };
        let of_unit = || Edit::insert(start, suppress::exception(finding, open, close));
        // a unit that begins in the middle of a line has no place before it
        let of_line = || Edit::insert(line, suppress::exception_of_line(finding, open, close));
        let edit = Some(of_unit()).filter(works).or_else(|| Some(of_line()).filter(works))?;
        Some(self.quick_fix(format!("Ignore `{}` here", finding.rule), finding, self.edit(&[edit])))
    }

    /// The rule turned off in the nearest configuration, which is made if there is none.
    fn turn_off(self, rule: &str, desk: &Desk) -> Option<(String, lsp::WorkspaceEdit)> {
        let path = desk.path(self.uri);
        let above = path.ancestors().skip(1).map(|folder| folder.join(FILE));
        let mut nearest = above.filter_map(|file| match desk.written(&file) {
            // what the person has written there already must stand
            Some((uri, text, version)) => Some((uri, text.whole(), Existence::Open(version))),
            None if file.is_file() => {
                Some((lsp::Uri::from_file_path(&file)?, std::fs::read_to_string(&file).ok()?, Existence::Stored))
            }
            None => None,
        });
        let (uri, text, existence) = match nearest.next() {
            Some(nearest) => nearest,
            None => (lsp::Uri::from_file_path(self.new_file(&path, desk)?)?, String::new(), Existence::New),
        };
        let edit = config::turn_off(&text, rule)?;
        let text = Text::new(&text);
        let edits =
            vec![lsp::TextEdit { range: convert::range(edit.span, &text, self.abilities.units), new_text: edit.text }];
        let title = match existence {
            Existence::New => format!("Turn `{rule}` off in a new {FILE}"),
            Existence::Stored | Existence::Open(_) => format!("Turn `{rule}` off in {FILE}"),
        };
        Some((title, convert::edit_of_file(edits, uri, existence, self.abilities)))
    }

    /// Where a new configuration belongs: in the open folder that the draft stands in, else beside the draft.
    fn new_file(self, draft: &std::path::Path, desk: &Desk) -> Option<PathBuf> {
        if !(self.abilities.versioned_edits && self.abilities.creates_files) {
            return None;
        }
        let open = desk.folders().into_iter().find(|folder| draft.starts_with(folder));
        let folder = open.or_else(|| draft.parent().map(std::path::Path::to_owned)).filter(|folder| folder.is_dir())?;
        Some(folder.join(FILE))
    }

    /// The first safe fix of every finding, where none overlaps another.
    fn fix_all(self) -> Option<lsp::CodeAction> {
        let mut edits: Vec<Edit> = Vec::new();
        let mut taken: Vec<Span> = Vec::new();
        let mut count = 0;
        for finding in &self.snapshot.analysis.findings {
            let Some(fix) = finding.fixes.first().filter(|fix| fix.safety == Safety::Safe) else { continue };
            if fix.edits.iter().any(|edit| taken.iter().any(|span| span.touches(edit.span))) {
                continue;
            }
            count += 1;
            taken.extend(fix.edits.iter().map(|edit| edit.span));
            edits.extend(fix.edits.iter().cloned());
        }
        let title = if count == 1 { "Make the safe fix".to_owned() } else { format!("Make all {count} safe fixes") };
        (count > 0).then(|| lsp::CodeAction {
            title,
            kind: Some(lsp::CodeActionKind::new(FIX_ALL)),
            edit: Some(self.edit(&edits)),
            ..lsp::CodeAction::default()
        })
    }

    fn edit(self, edits: &[Edit]) -> lsp::WorkspaceEdit {
        convert::edit(edits, self.snapshot, self.uri, self.abilities)
    }
}
