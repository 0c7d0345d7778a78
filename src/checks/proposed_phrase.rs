//! `proposed-phrase`: an operative phrase that was proposed or observed, but never adopted.

use super::Context;
use super::phrase::{self, Standing};
use crate::document::{Nature, Status, Unit};
use crate::finding::{Report, Safety};

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    if found.open || found.resolution {
        return;
    }
    let (practice, lexicon) = (context.corpus.practice(context.lexicon), context.lexicon);
    for operative in found.operatives().filter(|operative| !operative.passive && operative.doubled.is_none()) {
        let standing = phrase::standing(operative, practice, lexicon);
        if standing == Standing::Adopted {
            report.occasion(operative.span);
        }
        // a report only tells what was proposed
        if standing != Standing::Proposed || context.nature == Nature::Report {
            continue;
        }
        let usual = phrase::usual(operative, lexicon);
        let Some(newest) = practice.proposed_with(usual).next() else { continue };
        let act = match newest.status {
            Status::Observation => "observed by the chairs",
            Status::Adopted | Status::Proposed => "proposed",
        };
        let times = phrase::times(practice.proposed_with(usual).count());
        let words = if newest.phrase == usual { String::new() } else { format!(": “{}”", newest.phrase) };
        let message = format!("“{usual}” was {act} {times} ({}{words}), but never adopted", newest.name);
        let finding = report.find(operative.span, message);
        phrase::back(finding, practice.proposed_with(usual));
        if let Some(write) = phrase::instead(usual, practice, lexicon) {
            phrase::back(finding, practice.adopted_with(write));
            let edits = phrase::replace(unit, operative, write, lexicon);
            if let Some(edits) = edits.filter(|_| operative.slip.is_none()) {
                finding.fix_with(Safety::NeedsReview, format!("Write “{write}”"), edits);
            }
        }
    }
}
