//! `malformed-symbol`: a document symbol of the Conference that is not written as symbols are.

use super::Context;
use crate::document::Unit;
use crate::finding::{Report, Safety};
use crate::lexicon::MentionKind;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    for mention in &unit.mentions {
        let MentionKind::Symbol(symbol) = &mention.kind else { continue };
        let Some(right) = symbol.malformed.as_ref().filter(|_| symbol.ours) else {
            if symbol.ours {
                report.occasion(mention.span);
            }
            continue;
        };
        // a symbol that is broken over two lines has a space only for us
        let found = unit.text(mention.span);
        if unit.locate(mention.span).of(unit.source()).contains(['\n', '\r']) && found.contains(' ') {
            continue;
        }
        let example = "as in CTOC/COP/WG.4/2019/6 or CTOC/COP/WG.4/2019/L.1/Add.1";
        match right {
            Some(right) => report
                .find(mention.span, format!("“{found}” is not written as a document symbol: “{right}”"))
                .fix(Safety::NeedsReview, format!("Write “{right}”"), mention.span, right.as_str()),
            None => report.find(mention.span, format!("“{found}” is not written as a document symbol, {example}")),
        };
    }
}
