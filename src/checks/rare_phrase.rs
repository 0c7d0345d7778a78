//! `rare-phrase`: an operative phrase of a strength that was adopted only once.

use super::{Context, phrase};
use crate::document::Unit;
use crate::finding::{Report, Safety, Severity};

/// A phrase absent from so many of the newest meetings is out of use.
const RECENT: usize = 2;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    if found.open || found.resolution {
        return;
    }
    let (practice, lexicon) = (context.corpus.practice(context.lexicon), context.lexicon);
    for operative in found.operatives().filter(|operative| operative.doubled.is_none()) {
        let Some(strength) = operative.strength else { continue };
        let mut uses = practice.adopted_at(strength);
        let (Some(only), None) = (uses.next(), uses.next()) else {
            report.occasion(operative.span);
            continue;
        };
        let meetings = context.corpus.meetings();
        let out_of_use = only.meeting + RECENT < meetings.len();
        let year = context.corpus.spoken(&meetings[only.meeting]);
        let total = practice.adopted().count();
        let since = if out_of_use { " and not since" } else { "" };
        let usual = phrase::usual(operative, lexicon);
        let message = format!("“{usual}” was adopted once in {total} recommendations, in {year}{since}");
        let name = only.name.clone();
        let finding = report.find(operative.span, message);
        finding.precedent(name, None);
        if !out_of_use {
            finding.at(finding.severity.min(Severity::Hint));
            continue;
        }
        if let Some(write) = phrase::instead(usual, practice, lexicon).filter(|_| operative.slip.is_none()) {
            phrase::back(finding, practice.adopted_with(write));
            if let Some(edits) = phrase::replace(unit, operative, write, lexicon) {
                finding.fix_with(Safety::NeedsReview, format!("Write “{write}”"), edits);
            }
        }
    }
}
