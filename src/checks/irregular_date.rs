//! `irregular-date`: "October 2, 2023", "2nd October", "2 Oct. 2023", "2 October, 2023", "2-3 October", "2. October",
//! and dates in figures alone.
//!
//! Where nobody can tell the day from the month ("02/10/2023"), nothing is offered.

use super::Context;
use crate::document::{Kind, Unit};
use crate::finding::{Finding, Report, Safety, Severity};
use crate::lexicon::{MONTHS, words};
use crate::text::Span;

pub(super) fn check(unit: &Unit, _: &Context<'_>, report: &mut Report<'_>) {
    if matches!(unit.kind(), Kind::Table | Kind::Quotation) {
        return;
    }
    let text = unit.reading();
    for (at, byte) in text.bytes().enumerate() {
        if matches!(byte, b'1' | b'2')
            && let Some((span, right)) = figures(text, at)
            && !unit.is_quoted(span)
        {
            let finding = find_figures(text, span, right, report);
            // "(as of 14.03.2026)" tells of the draft, and is gone when it is done
            if unit.recommendation.is_none() {
                finding.at(Severity::Information);
            }
            continue;
        }
        if !matches!(byte, b'J' | b'F' | b'M' | b'A' | b'S' | b'O' | b'N' | b'D')
            || text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-')
        {
            continue;
        }
        let Some((month, end)) = month(text, at) else { continue };
        let Some(date) = read(text, Span::new(at, end), month) else { continue };
        if unit.is_quoted(date.span) || (date.range && heads_document(unit, date.span)) {
            continue;
        }
        let found = date.span.of(text);
        if found == date.right {
            report.occasion(date.span);
            continue;
        }
        let message = format!("“{found}”: United Nations texts write “{}”", date.right);
        let finding = report.find(date.span, message);
        if date.range {
            finding.at(Severity::Information);
        }
        finding.fix(Safety::Safe, format!("Write “{}”", date.right), date.span, date.right);
    }
}

fn find_figures<'r>(text: &str, span: Span, right: Option<String>, report: &'r mut Report<'_>) -> &'r mut Finding {
    let found = span.of(text);
    let Some(right) = right else {
        let usual = "United Nations texts write dates as “2 October 2023”";
        return report.find(span, format!("“{found}” is no date or can be read in two ways; {usual}"));
    };
    let finding = report.find(span, format!("“{found}”: United Nations texts write “{right}”"));
    finding.fix(Safety::Safe, format!("Write “{right}”"), span, right);
    finding
}

/// The date in figures alone of which the year begins at `at`: its span, and how it should be written
/// where day and month can be told apart.
fn figures(text: &str, at: usize) -> Option<(Span, Option<String>)> {
    let year = text.get(at..at + 4).filter(|_| year(&text[at..]))?;
    let before = &text[..at];
    let number = |figures: &str| {
        let fits = (1..=2).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit());
        figures.parse::<u32>().ok().filter(|value| fits && (1..=31).contains(value))
    };
    let (span, first, second, sure) = if let Some(mark) = before.chars().next_back().filter(|c| matches!(c, '/' | '.'))
    {
        // "31/12/2026", "3.10.2027"
        let (rest, second) = before[..at - 1].rsplit_once(mark)?;
        let first = &rest[rest.len() - rest.bytes().rev().take_while(u8::is_ascii_digit).count()..];
        let span = Span::new(rest.len() - first.len(), at + 4);
        (span, number(first)?, number(second)?, mark == '.')
    } else {
        // "2023-10-02"
        let (month, rest) = text[at + 4..].strip_prefix('-')?.split_at_checked(2)?;
        let day = rest.strip_prefix('-')?.get(..2)?;
        (Span::new(at, at + 10), number(day)?, number(month)?, true)
    };
    if !words::stands_alone(text, span)
        || text[..span.start].ends_with(['/', '.', '-', '–', ','])
        || text[span.end..].starts_with(['/', '-'])
    {
        return None;
    }
    /// The days of a month, in a leap year.
    const DAYS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let written = |day: u32, month: u32| {
        let month = month as usize - 1;
        (day <= DAYS[month]).then(|| format!("{day} {} {year}", MONTHS[month]))
    };
    let right = match (first, second) {
        (day, month @ 1..=12) if sure || day > 12 || day == month => written(day, month),
        (month @ 1..=12, day @ 13..) => written(day, month),
        (_, 1..=12) => None,
        _ => return None,
    };
    Some((span, right))
}

/// Whether place and date are all that is on their line, as on the front page of a document: `Vienna, 9–11 September 2025`.
fn heads_document(unit: &Unit, date: Span) -> bool {
    // the line as it is written: in reading text it is joined to the one above
    let (source, date) = (unit.source(), unit.locate(date));
    let start = source[..date.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = source[date.end..].find(['\n', '\r']).map_or(source.len(), |at| date.end + at);
    let place = source[start..date.start].trim();
    let town = place.strip_suffix(',').is_some_and(|town| town.split(' ').count() <= 3 && !town.contains(','));
    let rest = source[date.end..end].trim_end_matches(['*', '_']);
    (place.is_empty() || town) && rest.chars().all(|c| c.is_ascii_digit() || c.is_whitespace())
}

/// A date, and how it should be written.
struct Date {
    span: Span,
    right: String,
    /// Whether its only fault is the hyphen between two days.
    range: bool,
}

/// The month that begins at `at`, in full or shortened, and where its word ends.
fn month(text: &str, at: usize) -> Option<(&'static str, usize)> {
    let rest = &text[at..];
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &rest[..letters];
    let month = MONTHS
        .into_iter()
        .find(|month| letters >= 3 && month.starts_with(word) || word == "Sept" && *month == "September")?;
    // "by 3 Sept. Thereafter, they should report": the stop ends a sentence, too
    let ends = |after: &str| after.starts_with('\n') || after.trim_start().starts_with(char::is_uppercase);
    let short = word != month && rest[letters..].strip_prefix('.').is_some_and(|after| !ends(after));
    (word == month || letters <= 4).then_some((month, at + letters + usize::from(short)))
}

fn read(text: &str, word: Span, month: &str) -> Option<Date> {
    let before = text[..word.start].trim_end_matches(' ');
    let (before, point) = pointed(before);
    let (before, of) = before.strip_suffix(" of").map_or((before, false), |before| (before, true));
    let shortened = word.of(text) != month;
    if let Some((start, day, ordinal)) = day_before(before) {
        if let Some((first_start, first)) = range_before(&text[..start]) {
            let link = if first + 1 == day { "and" } else { "to" };
            let span = Span::new(first_start, word.end);
            return Some(Date { span, right: format!("{first} {link} {day} {month}"), range: !shortened });
        }
        let plain = !ordinal && !shortened && !point && before.len() + 1 == word.start;
        let year = text[word.end..].strip_prefix(", ").filter(|rest| year(rest));
        let (end, tail) = match year {
            Some(rest) => (word.end + 6, format!(" {}", &rest[..4])),
            None => (word.end, String::new()),
        };
        // "the 2nd of October" loses its article, too
        let article = if of && text[..start].ends_with("the ") { 4 } else { 0 };
        let span = Span::new(start - article, end);
        let right = format!("{day} {month}{tail}");
        let right = if plain && tail.is_empty() { span.of(text).to_owned() } else { right };
        return Some(Date { span, right, range: false });
    }
    let rest = text[word.end..].strip_prefix(' ')?;
    if shortened && year(rest) {
        // "by Oct. 2026"
        return Some(Date { span: word, right: month.to_owned(), range: false });
    }
    // "October 2, 2023"
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    let day: u32 = rest[..figures].parse().ok().filter(|day| figures <= 2 && (1..=31).contains(day))?;
    let after = &rest[figures..];
    let suffix = ["st", "nd", "rd", "th"].into_iter().find(|suffix| after.starts_with(suffix)).map_or(0, str::len);
    let tail = &after[suffix..];
    let gap = if tail.starts_with(", ") { 2 } else { usize::from(tail.starts_with(' ')) };
    let has_year = gap > 0 && year(&tail[gap..]);
    // "by Nov. 3": without a word before it, "Dec. 3" may be a decision
    let closes = tail.is_empty()
        || tail.starts_with(['.', ',', ';', ')', '\n']) && !tail[1..].starts_with(|c: char| c.is_ascii_digit());
    let leads = before.rsplit([' ', '\n', '(']).next().is_some_and(|word| LEADS.contains(&word));
    if !has_year && suffix == 0 && !(shortened && closes && leads) {
        return None;
    }
    let length = figures + suffix + if has_year { gap + 4 } else { 0 };
    let year = if has_year { format!(" {}", &tail[gap..gap + 4]) } else { String::new() };
    Some(Date {
        span: Span::new(word.start, word.end + 1 + length),
        right: format!("{day} {month}{year}"),
        range: false,
    })
}

/// The day at the end of `before`: where it begins, its number, whether it has an ending such as "nd".
fn day_before(before: &str) -> Option<(usize, u32, bool)> {
    let bare = ["st", "nd", "rd", "th"].into_iter().find_map(|suffix| before.strip_suffix(suffix));
    let ordinal = bare.is_some();
    let bare = bare.unwrap_or(before);
    let figures = bare.bytes().rev().take_while(u8::is_ascii_digit).count();
    let start = bare.len() - figures;
    let day = bare[start..].parse().ok().filter(|day| (1..=31).contains(day))?;
    let free = !bare[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | ','));
    (figures <= 2 && free).then_some((start, day, ordinal))
}

/// The words that lead to a date.
const LEADS: [&str; 9] = ["on", "by", "until", "from", "since", "before", "after", "dated", "the"];

/// Without the point after a day, as in "by 2. October", which ends no sentence there.
fn pointed(before: &str) -> (&str, bool) {
    let day = before.strip_suffix('.').map(|rest| (rest, rest.trim_end_matches(|c: char| c.is_ascii_digit())));
    match day {
        Some((rest, lead)) if rest.len() > lead.len() && lead.ends_with(' ') => {
            let word = lead.trim_end().rsplit([' ', '\n', '(']).next().unwrap_or("");
            if LEADS.contains(&word) { (rest, true) } else { (before, false) }
        }
        _ => (before, false),
    }
}

/// The first day of "2-3" before the second.
fn range_before(before: &str) -> Option<(usize, u32)> {
    let dash = before.strip_suffix('-').or_else(|| before.strip_suffix('–'))?;
    day_before(dash).map(|(start, day, _)| (start, day))
}

fn year(text: &str) -> bool {
    let figures = text.bytes().take_while(u8::is_ascii_digit).count();
    figures == 4 && (text.starts_with("19") || text.starts_with("20"))
}
