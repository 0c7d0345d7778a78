//! Days as reports name them: `2 and 3 October 2023`, `from 6 to 8 November 2013`, `on 30 June and 1 July 2023`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::lexicon::MONTHS;
use crate::text::Span;

/// The days of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::corpus) struct Days {
    /// As it is said: `2 and 3 October 2023`.
    pub(in crate::corpus) said: String,
    /// `2023-10-02`
    pub(in crate::corpus) start: String,
    /// `2023-10-03`
    pub(in crate::corpus) end: String,
    pub(in crate::corpus) year: u16,
}

static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    let day = day();
    Regex::new(&format!(r"\b{day}(?:{PART}{day})*")).expect("a fixed expression")
});

static DAY: LazyLock<Regex> = LazyLock::new(|| Regex::new(&day()).expect("a fixed expression"));

/// What stands between two days of one meeting, the name of the second included.
const PART: &str = r"\s*(?:,\s*and\b|,|\bto\b|\band\b|[-–—])\s*(?:(?:from|on)\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?";

/// `2`, `2 October`, `2 October 2023`
fn day() -> String {
    format!(r"(\d{{1,2}})\b(?:\s+({})\b)?(?:\s+(\d{{4}})\b)?", MONTHS.join("|"))
}

/// A day as it is written.
#[derive(Clone, Copy)]
struct Day {
    day: u32,
    month: Option<usize>,
    year: Option<u16>,
}

/// The first days with a month and a year that `text` names, all of them in the calendar.
pub(in crate::corpus) fn find(text: &str) -> Option<Days> {
    DAYS.find_iter(text).find_map(|found| {
        let all = DAY.captures_iter(found.as_str());
        let written: Vec<(Day, Span)> =
            all.filter_map(|one| Some((read(&one)?, one.get(0).map(|whole| Span::from(whole.range()))?))).collect();
        let gap = |i: usize| found.as_str()[written[i - 1].1.end..written[i].1.start].trim();
        // another year belongs to another meeting, unless a word joins the two
        let mut last = written.iter().position(|(day, _)| day.year.is_some())?;
        let next = (last + 1..written.len()).find(|&i| written[i].0.year.is_some());
        if let Some(next) = next.filter(|&next| (last + 1..=next).all(|i| gap(i) != ",")) {
            last = next;
        }
        // so does a number before a comma that is no earlier day, as in "article 5, 3 October 2023"
        let apart = (1..=last)
            .rev()
            .find(|&i| gap(i) == "," && written[i - 1].0.month.is_none() && written[i - 1].0.day >= written[i].0.day);
        let written = &written[apart.unwrap_or(0)..=last];
        let said = plain(&found.as_str()[written[0].1.start..written[written.len() - 1].1.end]);
        // "2 October 3 October": two dates without a word between them are not one stretch
        let (mut month, mut year) = (None, None);
        let mut days: Vec<(u16, usize, u32)> = Vec::new();
        for (day, _) in written.iter().rev() {
            month = day.month.or(month);
            year = day.year.or(year);
            days.push((year?, month?, day.day));
        }
        if !days.iter().all(|&(year, month, day)| exists(year, month + 1, day)) {
            return None;
        }
        let iso = |(year, month, day): (u16, usize, u32)| format!("{year}-{:02}-{day:02}", month + 1);
        let (first, last) = (*days.last()?, days[0]);
        Some(Days { said, start: iso(first), end: iso(last), year: last.0 })
    })
}

/// Whether the calendar has this day: the month from 1.
fn exists(year: u16, month: usize, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=last).contains(&day)
}

/// Whether `text` is a day of the calendar, written `2023-10-02`.
pub(in crate::corpus) fn is_day(text: &str) -> bool {
    let form: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let numbers: Vec<u32> = text.split('-').filter_map(|number| number.parse().ok()).collect();
    form == "0000-00-00" && matches!(numbers[..], [year, month, day] if exists(year as u16, month as usize, day))
}

fn read(found: &Captures<'_>) -> Option<Day> {
    let day = found[1].parse().ok().filter(|day| (1..=31).contains(day))?;
    let month = found.get(2).and_then(|name| MONTHS.iter().position(|month| *month == name.as_str()));
    Some(Day { day, month, year: found.get(3).and_then(|year| year.as_str().parse().ok()) })
}

/// Days without the names of the days of the week: `3 April and 4 April 2023`.
fn plain(text: &str) -> String {
    static NAMES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r",?(\s+and|,)\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?").expect("a fixed expression")
    });
    let text = NAMES.replace_all(text, "$1");
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches([',', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_every_form() {
        for (text, said, start, end) in [
            ("held in Vienna on 2 and 3 October 2023", "2 and 3 October 2023", "2023-10-02", "2023-10-03"),
            ("held from 6 to 8\nNovember 2013.", "6 to 8 November 2013", "2013-11-06", "2013-11-08"),
            ("on 30 June and 1 July 2023", "30 June and 1 July 2023", "2023-06-30", "2023-07-01"),
            ("Vienna, 8–10 October 2025", "8–10 October 2025", "2025-10-08", "2025-10-10"),
            ("in October 2018, and on 4 October 2023, for", "4 October 2023", "2023-10-04", "2023-10-04"),
            ("held on 30 and 31 May and 1 June 2022", "30 and 31 May and 1 June 2022", "2022-05-30", "2022-06-01"),
            ("on Monday, 3 April, and Tuesday, 4 April 2023", "3 April and 4 April 2023", "2023-04-03", "2023-04-04"),
            (
                "in Vienna on 21 and 22 May and from 5 to 7 October 2025",
                "21 and 22 May and from 5 to 7 October 2025",
                "2025-05-21",
                "2025-10-07",
            ),
            ("on 3, 4 and 5 April 2023", "3, 4 and 5 April 2023", "2023-04-03", "2023-04-05"),
            ("article 5, 3 October 2023", "3 October 2023", "2023-10-03", "2023-10-03"),
            ("on 2 October 2023 and 5 May", "2 October 2023", "2023-10-02", "2023-10-02"),
            ("30 December 2024 to 2 January 2025", "30 December 2024 to 2 January 2025", "2024-12-30", "2025-01-02"),
        ] {
            let days = find(text).expect(text);
            assert_eq!((days.said.as_str(), days.start.as_str(), days.end.as_str()), (said, start, end));
        }
        assert_eq!(find("in October 2018, 45 May 2019"), None);
        assert_eq!(find("31 February 2026"), None);
        assert!(find("29 February 2028").is_some() && !is_day("2026-02-29") && !is_day("12.05.2026"));
    }
}
