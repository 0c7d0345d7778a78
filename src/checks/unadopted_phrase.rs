//! `unadopted-phrase`: an operative phrase that nobody ever adopted or proposed. The list is open: whatever stands
//! where the operative phrase stands.

use super::phrase::{self, Standing};
use super::{Context, resolution_style};
use crate::document::Unit;
use crate::finding::{Report, Safety, Severity};

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    if found.open || found.resolution {
        return;
    }
    let (practice, lexicon) = (context.corpus.practice(context.lexicon), context.lexicon);
    for operative in found.operatives().filter(|operative| !operative.passive) {
        if phrase::standing(operative, practice, lexicon) != Standing::Never {
            report.occasion(operative.span);
            continue;
        }
        if operative.doubled.is_some() {
            continue;
        }
        let quoted = phrase::quote(unit, operative);
        let write =
            lexicon.phrases.instead(&operative.words).filter(|write| practice.adopted_with(write).next().is_some());
        let Some(write) = write else {
            let message = format!("“{quoted}” is in no adopted or proposed recommendation");
            let finding = report.find(operative.span, message);
            if !operative.asks() && !resolution_style::is_asking_act(operative) {
                finding.at(finding.severity.min(Severity::Information));
            }
            continue;
        };
        let count = practice.adopted_with(write).count();
        let message = format!(
            "“{quoted}” is in no adopted or proposed recommendation; the nearest phrase, “{write}”, was adopted {}",
            phrase::times(count)
        );
        let impersonal = found.impersonal.is_some();
        let finding = report.find(operative.span, message);
        phrase::back(finding, practice.adopted_with(write));
        if operative.slip.is_none() && !impersonal {
            let edits = phrase::replace(unit, operative, write);
            finding.fix_with(Safety::NeedsReview, format!("Write “{write}”"), edits);
        }
    }
}
