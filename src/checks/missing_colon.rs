//! `missing-colon`: a list in a recommendation whose introduction does not end with a colon.

use super::Context;
use super::lists::{self, List};
use crate::document::Unit;
use crate::finding::{Report, Safety};
use crate::text::Span;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    for List { introduction, .. } in lists::lists(unit) {
        let text = lists::bare(introduction.of(unit.reading()));
        let Some(last) = text.chars().next_back() else { continue };
        let end = introduction.start + text.len();
        let span = Span::new(end - last.len_utf8(), end);
        if last == ':' {
            report.occasion(span);
            continue;
        }
        let finding = report.find(span, "What introduces a list ends with a colon; this does not");
        match last {
            ';' | ',' | '.' | '–' | '—' | '-' => {
                let before = text.trim_end_matches([';', ',', '.', '–', '—', '-', ' ']);
                let from = introduction.start + before.len();
                finding.fix(Safety::Safe, "End with a colon", Span::new(from, end), ":")
            }
            _ => finding.fix(Safety::Safe, "Add a colon", Span::at(end), ":"),
        };
    }
}
