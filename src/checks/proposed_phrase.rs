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
        match phrase::standing(operative, practice, lexicon) {
            Standing::Adopted => report.occasion(operative.span),
            Standing::Never => {}
            // a report only tells what was proposed
            Standing::Proposed if context.nature == Nature::Report => {}
            Standing::Proposed => {
                let usual = phrase::usual(operative, lexicon);
                let one = practice.proposed_with(usual).next().expect("it was proposed");
                let count = practice.proposed_with(usual).count();
                let message = format!(
                    "“{}” was {} {} ({}), but never adopted",
                    phrase::quote(unit, operative),
                    match one.status {
                        Status::Observation => "observed",
                        _ => "proposed",
                    },
                    phrase::times(count),
                    one.name
                );
                let finding = report.find(operative.span, message);
                phrase::back(finding, practice.proposed_with(usual));
                let write =
                    lexicon.phrases.instead(usual).filter(|write| practice.adopted_with(write).next().is_some());
                if let Some(write) = write {
                    phrase::back(finding, practice.adopted_with(write));
                    let edits = phrase::replace(unit, operative, write);
                    finding.fix_with(Safety::NeedsReview, format!("Write “{write}”"), edits);
                }
            }
        }
    }
}
