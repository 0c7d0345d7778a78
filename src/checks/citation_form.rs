//! What the checks of a citation's form share. A citation with several slips is one finding, of the rule whose slip
//! comes first, and its fix settles them all.

use super::naming::{citations, enclosed};
use crate::document::{Kind, Unit};
use crate::finding::{Report, Safety};
use crate::lexicon::citations::{Citation, Slip, SlipKind};
use crate::lexicon::words;
use crate::lexicon::{Mention, MentionKind};
use crate::text::{Edit, Span, apply, capitalized};

/// Reports the citations of `unit` whose first slip is of a kind in `kinds`; those that `concerns` are occasions.
pub(super) fn check(
    unit: &Unit,
    report: &mut Report<'_>,
    kinds: &[SlipKind],
    concerns: impl Fn(&Citation) -> bool,
    message: impl Fn(&str, &str) -> String,
) {
    for (span, citation) in citations(unit) {
        let brief = brief(unit, span);
        let slips: Vec<&Slip> = citation.slips.iter().filter(|slip| counts(slip, unit, brief)).collect();
        match slips.first() {
            Some(first) if kinds.contains(&first.kind) => {
                let shown = slips.iter().filter(|slip| slip.kind == first.kind || slip.kind != SlipKind::Comma);
                let mut marked = shown.map(|slip| slip.span).reduce(Span::cover).unwrap_or(span);
                let mut edits: Vec<Edit> = slips.iter().map(|slip| slip.edit.clone()).collect();
                let text = unit.reading();
                let opens = |edit: &Edit| {
                    words::begins_sentence(text, edit.span.start) && edit.span.of(text).starts_with(char::is_uppercase)
                };
                edits.iter_mut().filter(|edit| opens(edit)).for_each(|edit| edit.text = capitalized(&edit.text));
                if brief {
                    edits.iter_mut().for_each(|edit| edit.text = abbreviated(&edit.text));
                }
                if let Some(whole) = paragraphs(unit, citation, brief) {
                    edits.retain(|edit| edit.span.end <= whole.span.start);
                    marked = marked.cover(whole.span);
                    edits.push(whole);
                }
                let (found, right) = before_and_after(unit, marked, &edits);
                let safe = slips.iter().all(|slip| keeps_meaning(slip));
                let safety = if safe { Safety::Safe } else { Safety::NeedsReview };
                let finding = report.find(marked, message(&found, &right));
                // "articles 9.1 and 9.2" has no one form
                let articles = edits.iter().filter(|edit| edit.text.starts_with(", ")).count();
                let end = edits.iter().map(|edit| edit.span.end).fold(span.end, usize::max);
                if articles < 2 && !is_unread_list(&unit.reading()[end..]) {
                    finding.fix_with(safety, format!("Write “{right}”"), edits);
                }
            }
            _ if concerns(citation) => report.occasion(span),
            _ => {}
        }
    }
}

fn abbreviated(text: &str) -> String {
    text.replace("paragraphs", "paras.").replace("paragraph", "para.")
}

/// What may stand between two paragraphs of one article.
const LINKS: [&str; 7] = [", and ", ", ", " and ", " or ", " to ", "–", "-"];

/// A list of paragraphs behind the first, as in “article 16(1), (3) and (5)” and “article 6.3 and 6.4”, in the form of
/// adopted texts: “16, paragraphs 1, 3 and 5”.
fn paragraphs(unit: &Unit, citation: &Citation, brief: bool) -> Option<Edit> {
    let [provision] = citation.provisions.as_slice() else { return None };
    let (Some(article), Some(first), None) = (&provision.article, &provision.paragraph, &provision.letter) else {
        return None;
    };
    let text = unit.reading();
    let past = |at: usize| at + usize::from(text[at..].starts_with(')'));
    let start = past(first.span.end);
    let (mut at, mut list) = (start, first.value.to_string());
    while let Some((link, number, end)) = further(text, at, article.value) {
        list.push_str(link);
        list.push_str(number);
        at = end;
    }
    if at == start {
        return None;
    }
    let comma = if text[at..].starts_with(" of ") { "," } else { "" };
    let right = format!("{}, paragraphs {list}{comma}", article.value);
    let right = if brief { abbreviated(&right) } else { right };
    Some(Edit::replace(Span::new(article.span.start, at), right))
}

/// The link and the number of a further paragraph at `at`, and where it ends.
fn further(text: &str, at: usize, article: u32) -> Option<(&'static str, &str, usize)> {
    let (link, next) = LINKS.iter().find_map(|link| Some((*link, text[at..].strip_prefix(link)?)))?;
    let own = format!("{article}.");
    let (opening, closing) = if next.starts_with('(') { ("(", ")") } else { (own.as_str(), "") };
    let inner = next.strip_prefix(opening)?;
    let count = inner.bytes().take_while(u8::is_ascii_digit).count();
    let rest = inner[count..].strip_prefix(closing)?;
    let whole = count > 0 && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '(');
    let end = text.len() - rest.len();
    whole.then(|| (link, &inner[..count], end))
}

/// Whether more of a list follows that was not read as such, as in “article 16(1), (b)”: the words before it would lead to
/// other ones.
fn is_unread_list(after: &str) -> bool {
    let after = after.strip_prefix(')').unwrap_or(after);
    // "paragraph 1 lit. a"
    if after.trim_start_matches([',', ' ']).starts_with("lit.") {
        return true;
    }
    let Some(next) = LINKS.iter().find_map(|link| after.strip_prefix(link)) else { return false };
    let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let count = figures(next);
    let dotted = count > 0 && next[count..].strip_prefix('.').is_some_and(|rest| figures(rest) > 0);
    let enclosed = next.strip_prefix('(').and_then(|inner| inner.split_once(')')).is_some_and(|(inner, _)| {
        !inner.is_empty() && inner.len() <= 4 && inner.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    dotted || enclosed
}

/// Whether abbreviations are in place at `span`: in parentheses, footnotes and tables, and behind the symbol of a document.
pub(super) fn brief(unit: &Unit, span: Span) -> bool {
    matches!(unit.kind(), Kind::Footnote | Kind::Table)
        || enclosed(unit.reading(), span.start)
        || follows_symbol(unit, span.start)
}

/// Whether only places stand between `at` and the symbol of a document: `CTOC/COP/2022/9, chap. I, sect. A`.
pub(super) fn follows_symbol(unit: &Unit, at: usize) -> bool {
    // bytes that names of places may take
    const REACH: usize = 200;
    const PLACES: [&str; 11] =
        ["annex", "appendix", "art.", "chap.", "chapter", "para.", "paras.", "part", "sect.", "section", "sects."];
    let is_place = |part: &str| {
        let mut words = part.split(' ');
        let opens = words.next().is_some_and(|word| PLACES.contains(&word));
        opens && words.all(|word| !word.starts_with(char::is_lowercase))
    };
    let before = &unit.mentions[..unit.mentions.partition_point(|mention| mention.span.start < at)];
    let mut near = before.iter().rev().take_while(|mention| at <= mention.span.end + REACH);
    let is_symbol = |mention: &&Mention| mention.span.end <= at && matches!(mention.kind, MentionKind::Symbol(_));
    let Some(symbol) = near.find(is_symbol).map(|mention| mention.span) else { return false };
    let Some(between) = unit.reading()[symbol.end..at].strip_prefix(", ") else { return false };
    between.is_empty() || between.strip_suffix(", ").is_some_and(|places| places.split(", ").all(is_place))
}

fn counts(slip: &Slip, unit: &Unit, brief: bool) -> bool {
    match slip.kind {
        SlipKind::Abbreviated => !brief,
        // "Article 5" heads an article
        SlipKind::Capital => !unit.kind().is_heading() && unit.kind() != Kind::Table,
        _ => true,
    }
}

/// Whether the slip's edit only spells out, spaces or points: it cannot change what is cited.
fn keeps_meaning(slip: &Slip) -> bool {
    match slip.kind {
        SlipKind::Abbreviated => !slip.edit.text.contains(|c: char| c.is_ascii_digit()),
        SlipKind::Capital | SlipKind::Comma => true,
        SlipKind::Glued => matches!(slip.edit.text.as_str(), " " | ","),
        SlipKind::Parenthesis | SlipKind::Roman | SlipKind::Words | SlipKind::Inverted | SlipKind::Number => false,
    }
}

/// What `span` reads now, and what it and the edits would read.
fn before_and_after(unit: &Unit, span: Span, edits: &[Edit]) -> (String, String) {
    let whole = edits.iter().map(|edit| edit.span).fold(span, Span::cover);
    let moved: Vec<Edit> = edits
        .iter()
        .map(|edit| {
            Edit::replace(Span::new(edit.span.start - whole.start, edit.span.end - whole.start), edit.text.as_str())
        })
        .collect();
    (unit.text(span).to_owned(), apply(unit.text(whole), &moved).0)
}
