//! `american-program`: "program" for "programme". A computer's program is left alone.

use super::Context;
use crate::document::{Kind, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::words;
use crate::text::Span;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    if matches!(unit.kind(), Kind::Table | Kind::Quotation) {
        return;
    }
    let text = unit.reading();
    // the other letters of "Program" and "program", capital or small
    for at in memchr::memmem::find_iter(text.as_bytes(), "rogram") {
        let Some(start) = at.checked_sub(1).filter(|&start| matches!(text.as_bytes()[start], b'p' | b'P')) else {
            continue;
        };
        let rest = &text[at + 6..];
        if rest.starts_with("me") && !rest.starts_with("med") {
            report.occasion(Span::new(start, at + 8));
            continue;
        }
        let span = Span::new(start, at + 6 + usize::from(rest.starts_with('s')));
        let spared = unit.is_quoted(span) || !words::stands_alone(text, span) || words::is_name(text, span);
        if spared || is_verb(text, span) || is_computing(text, span, context) {
            continue;
        }
        let right = format!("{}me{}", &text[start..at + 6], &text[at + 6..span.end]);
        let finding = report.find(span, format!("“{}”: adopted texts write “{right}”", span.of(text)));
        finding.fix(Safety::Safe, format!("Write “{right}”"), span, right);
    }
}

/// Whether it says what people do with machines: “learn to program”, “programs it”.
fn is_verb(text: &str, span: Span) -> bool {
    let before = text[..span.start].trim_end().rsplit([' ', '\n']).next().unwrap_or("");
    let next = text[span.end..].trim_start().split([' ', '\n', ',', '.', ';']).next().unwrap_or("");
    before == "to" || matches!(next, "it" | "them")
}

/// Whether the block speaks of computers and nothing says that people carry the program out.
fn is_computing(text: &str, span: Span, context: &Context<'_>) -> bool {
    const OF_PEOPLE: [&str; 20] = [
        "assistance",
        "awareness",
        "awareness-raising",
        "capacity-building",
        "cooperation",
        "development",
        "education",
        "educational",
        "exchange",
        "government",
        "national",
        "outreach",
        "prevention",
        "protection",
        "rehabilitation",
        "reintegration",
        "research",
        "support",
        "training",
        "vocational",
    ];
    let before = text[..span.start].trim_end().rsplit([' ', '\n', '“']).next().unwrap_or("");
    if OF_PEOPLE.contains(&before) {
        return false;
    }
    let start = text[..span.start].rfind('\n').unwrap_or(0);
    let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at);
    let block = text[start..end].to_lowercase();
    context.lexicon.spelling.computing.iter().any(|word| block.contains(word.as_str()))
}
