//! Days as reports name them: `2 and 3 October 2023`, `from 6 to 8 November 2013`, `on 30 June and 1 July 2023`.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::MONTHS;

/// The days of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Days {
    /// As it is said: `2 and 3 October 2023`.
    pub(super) said: String,
    /// `2023-10-02`
    pub(super) start: String,
    /// `2023-10-03`
    pub(super) end: String,
    pub(super) year: u16,
}

static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    let month = MONTHS.join("|");
    Regex::new(&format!(
        r"\b(\d{{1,2}})(?:\s+({month}))?(?:\s+(\d{{4}}))?(?:\s*(?:to|and|[-–—])\s*(\d{{1,2}}))?\s+({month})\s+(\d{{4}})\b"
    ))
    .expect("a fixed expression")
});

/// The first days with a month and a year that `text` names.
pub(super) fn find(text: &str) -> Option<Days> {
    DAYS.captures_iter(text).find_map(|found| {
        let day = |i: usize| found.get(i)?.as_str().parse::<u32>().ok().filter(|day| (1..=31).contains(day));
        let year = |i: usize| found.get(i)?.as_str().parse::<u16>().ok();
        let month = |i: usize| MONTHS.iter().position(|month| found.get(i).is_some_and(|m| m.as_str() == *month));
        let (last_month, last_year) = (month(5)?, year(6)?);
        let (first_month, first_year) = (month(2).unwrap_or(last_month), year(3).unwrap_or(last_year));
        let (first, last) = (day(1)?, day(4).or(day(1))?);
        // "2 October 3 October": two dates without a word between them are not one stretch
        if month(2).is_some() && day(4).is_none() {
            return None;
        }
        let said = found[0].split_whitespace().collect::<Vec<_>>().join(" ");
        let iso = |year: u16, month: usize, day: u32| format!("{year}-{:02}-{day:02}", month + 1);
        Some(Days {
            said,
            start: iso(first_year, first_month, first),
            end: iso(last_year, last_month, last),
            year: last_year,
        })
    })
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
            ("30 December 2024 to 2 January 2025", "30 December 2024 to 2 January 2025", "2024-12-30", "2025-01-02"),
        ] {
            let days = find(text).expect(text);
            assert_eq!((days.said.as_str(), days.start.as_str(), days.end.as_str()), (said, start, end));
        }
        assert_eq!(find("in October 2018, 45 May 2019"), None);
    }
}
