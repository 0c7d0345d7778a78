//! `resolution-style`: a recommendation that opens as the paragraphs of a resolution do, “Encourages States parties to”.

use super::{Context, phrase};
use crate::document::{Operative, Unit};
use crate::finding::{Report, Safety};
use crate::text::{Edit, Span, capitalized};

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(found) = phrase::of(unit) else { return };
    let (Some(operative), Some(addressee)) = (&found.operative, found.addressee) else { return };
    if !found.resolution || found.open {
        report.occasion(operative.span);
        return;
    }
    let verb = unit.text(operative.span);
    let subject = capitalized(unit.text(addressee).trim_start_matches("all "));
    let message = format!("“{verb}” opens a paragraph of a resolution; adopted recommendations begin with “{subject}”");
    let singular = phrase::singular(unit, found, context.lexicon);
    let practice = context.corpus.practice(context.lexicon);
    let write = instead(operative);
    let finding = report.find(operative.span, message);
    let Some(write) = write else { return };
    phrase::back(finding, practice.adopted_with(write));
    let rest = &unit.reading()[addressee.end..];
    // what it goes on with is in the style of resolutions, too: “, and requests UNODC to assist them”
    const ACTS: [&str; 8] =
        ["encourages", "urges", "invites", "requests", "calls", "recommends", "decides", "welcomes"];
    let again = rest.split([' ', ',', ';', '\n']).any(|word| ACTS.contains(&word));
    if rest.starts_with(" to ")
        && !again
        && let Some(singular) = singular
    {
        let words = if singular { write.replacen("are ", "is ", 1) } else { write.to_owned() };
        let span = Span::new(operative.span.start, addressee.end + " to".len());
        let words = format!("{subject} {words}");
        // "should train officers and share information"
        let bare = match write.ends_with(" to") {
            true => Some(Vec::new()),
            false => phrase::without_to(unit, &Operative { span, ..operative.clone() }, context.lexicon),
        };
        if let Some(mut edits) = bare {
            edits.push(Edit::replace(span, words.as_str()));
            finding.fix_with(Safety::NeedsReview, format!("Write “{words}”"), edits);
        }
    }
}

/// The adopted phrase nearest to an act that asks; `None` for one that asks nobody, such as “welcomes”.
pub(super) fn instead(act: &Operative) -> Option<&'static str> {
    match act.words.split(' ').next()? {
        "encourages" | "encouraged" | "invites" | "invited" => Some("are encouraged to"),
        "urges" | "urged" => Some("are urged to"),
        "calls" | "called" | "requests" | "requested" | "recommends" | "recommended" => Some("should"),
        _ => None,
    }
}
