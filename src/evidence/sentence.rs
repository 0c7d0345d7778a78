//! The one sentence that says a rule's support: "96 of the 97 adopted recommendations that name them (2013 to 2023)
//! write “States parties”; the exception is 2022, Recommendation 7".

use super::Tally;
use crate::rules::Card;

/// Exceptions named before "and N more".
const NAMED: usize = 3;

/// The sentence for these tallies in the words of `card`; no full stop.
pub(super) fn of(card: &Card, meetings: &[Tally]) -> String {
    let occasions: usize = meetings.iter().map(|tally| tally.occasions).sum();
    let broken: usize = meetings.iter().map(|tally| tally.broken.len()).sum();
    let kept = occasions - broken;
    let noun = if card.support.counted.is_empty() { "recommendation" } else { &card.support.counted };
    let (one, many) = (singular_noun(noun), plural_noun(noun));
    let (one, many) = match card.support.counted.is_empty() {
        true => (format!("adopted {one}"), format!("adopted {many}")),
        false => (format!("{one} in adopted texts"), format!("{many} in adopted texts")),
    };
    if occasions == 0 && noun == "drafts" {
        return format!("this rule is about drafts; what it says of them rests on {}", source(&card.source));
    }
    if occasions == 0 {
        return format!("no adopted text had occasion for this rule; it rests on {}", source(&card.source));
    }
    let that = match card.support.occasion.as_str() {
        "" => String::new(),
        occasion => format!(" that {occasion}"),
    };
    let practice = match card.support.practice.as_str() {
        "" => "keep this rule",
        practice => practice,
    };
    let years = years(meetings);
    if occasions == 1 {
        let that = if that.is_empty() { that } else { format!(" that {}", singular_verb(&card.support.occasion)) };
        let does = if kept == 1 { singular_verb(practice) } else { "does otherwise".to_owned() };
        let place = places(meetings, 1).unwrap_or(years);
        return format!("the one {one}{that} ({place}) {does}");
    }
    match (kept, broken) {
        (0, _) => format!("all {occasions} {many}{that} ({years}) do otherwise"),
        (_, 0) => format!("all {occasions} {many}{that} ({years}) {practice}"),
        _ => {
            let does = if kept == 1 { singular_verb(practice) } else { practice.to_owned() };
            let are = if broken == 1 { "the exception is" } else { "the exceptions are" };
            let places = places(meetings, NAMED).unwrap_or_default();
            format!("{kept} of the {occasions} {many}{that} ({years}) {does}; {are} {places}")
        }
    }
}

/// `2013 to 2023`: the meetings that had occasion.
fn years(meetings: &[Tally]) -> String {
    let with: Vec<&str> =
        meetings.iter().filter(|tally| tally.occasions > 0).map(|tally| tally.spoken.as_str()).collect();
    match with.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, .., last] => format!("{first} to {last}"),
    }
}

/// `2013, paragraphs 9 and 28, and 2022, Recommendation 7`: the first `limit` exceptions, grouped, and how many more.
/// `None` if there is no exception.
fn places(meetings: &[Tally], limit: usize) -> Option<String> {
    let all: Vec<(&str, &super::Exception)> =
        meetings.iter().flat_map(|tally| tally.broken.iter().map(|broken| (tally.spoken.as_str(), broken))).collect();
    let mut groups: Vec<(String, &str, Vec<&str>)> = Vec::new();
    for (meeting, exception) in all.iter().take(limit) {
        let start = format!("{meeting}, ");
        match groups.last_mut() {
            Some((last, noun, numbers))
                if *last == start && *noun == exception.noun && !exception.number.is_empty() =>
            {
                numbers.push(&exception.number);
            }
            _ => groups.push((start, exception.noun, vec![&exception.number])),
        }
    }
    let mut spoken: Vec<String> = groups
        .iter()
        .map(|(start, noun, numbers)| match numbers.as_slice() {
            [one] => format!("{start}{noun} {one}").trim_end().to_owned(),
            several => format!("{start}{} {}", plural_noun(noun), list(several, " and ")),
        })
        .collect();
    if all.len() > limit {
        spoken.push(format!("{} more", all.len() - limit));
    }
    // places hold commas, so "and" needs one before it
    (!all.is_empty()).then(|| list(&spoken.iter().map(String::as_str).collect::<Vec<_>>(), ", and "))
}

/// `a, b and c`, with `last` before the last.
fn list(parts: &[&str], last: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [init @ .., end] => format!("{}{last}{end}", init.join(if last == " and " { ", " } else { "; " })),
    }
}

/// Sources begin as they stand in a list; in a sentence some want an article.
fn source(source: &str) -> String {
    let source = source.trim_end_matches('.');
    match source.starts_with("United Nations") || source.starts_with("Editorial Manual") {
        true => format!("the {source}"),
        false => source.to_owned(),
    }
}

fn plural_noun(noun: &str) -> String {
    match noun {
        _ if noun.ends_with('s') => noun.to_owned(),
        _ if noun.ends_with('y') => format!("{}ies", &noun[..noun.len() - 1]),
        _ => format!("{noun}s"),
    }
}

fn singular_noun(noun: &str) -> String {
    match noun.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => noun.strip_suffix('s').unwrap_or(noun).to_owned(),
    }
}

/// `write “States parties”` for one that does so: `writes “States parties”`.
fn singular_verb(words: &str) -> String {
    let (verb, rest) = words.split_at(words.find(' ').unwrap_or(words.len()));
    let verb = match verb {
        "are" => "is".to_owned(),
        "have" => "has".to_owned(),
        "do" => "does".to_owned(),
        _ if verb.ends_with(['s', 'x', 'z', 'o']) || verb.ends_with("ch") || verb.ends_with("sh") => {
            format!("{verb}es")
        }
        _ if verb.ends_with('y') && !verb.ends_with(['a', 'e', 'o']) => format!("{}ies", &verb[..verb.len() - 1]),
        _ => format!("{verb}s"),
    };
    format!("{verb}{rest}")
}

#[cfg(test)]
mod tests {
    use super::super::Exception;
    use super::*;
    use crate::text::Span;

    fn card(occasion: &str, practice: &str, counted: &str) -> Card {
        let text = format!(
            "title = 't'\ncategory = 'term'\nseverity = 'error'\nwhy = 'w'\nsource = 'United Nations Editorial Manual, headings'\n\
             [support]\noccasion = '{occasion}'\npractice = '{practice}'\ncounted = '{counted}'"
        );
        toml::from_str(&text).expect("a card")
    }

    fn tally(meeting: &str, occasions: usize, broken: &[(&'static str, &str)]) -> Tally {
        let exception = |(noun, number): &(&'static str, &str)| Exception {
            name: format!("{meeting}-WG.4/{number}"),
            noun,
            number: (*number).to_owned(),
            text: String::new(),
            span: Span::default(),
        };
        Tally {
            meeting: format!("{meeting}-WG.4"),
            spoken: meeting.to_owned(),
            occasions,
            broken: broken.iter().map(exception).collect(),
        }
    }

    #[test]
    fn the_sentence_fits_every_count() {
        let named = card("name them", "write “States parties”", "");
        let every = card("", "end with a full stop", "");
        let lists = card("", "have no “and”", "lists");
        let bare = card("", "", "");
        let r = "Recommendation";
        let p = "paragraph";
        for (card, tallies, expected) in [
            (
                &named,
                vec![tally("2013", 41, &[]), tally("2022", 56, &[(r, "7")])],
                "96 of the 97 adopted recommendations that name them (2013 to 2022) write “States parties”; the exception is 2022, Recommendation 7",
            ),
            (
                &every,
                vec![tally("2013", 44, &[]), tally("2019", 62, &[])],
                "all 106 adopted recommendations (2013 to 2019) end with a full stop",
            ),
            (
                &every,
                vec![tally("2013", 9, &[(p, "9"), (p, "28")]), tally("2022", 3, &[(r, "7"), (r, "8")])],
                "8 of the 12 adopted recommendations (2013 to 2022) end with a full stop; the exceptions are 2013, paragraphs 9 and 28; 2022, Recommendation 7, and 1 more",
            ),
            (
                &every,
                vec![tally("2013", 9, &[(p, "9")]), tally("2022", 3, &[(r, "7")])],
                "10 of the 12 adopted recommendations (2013 to 2022) end with a full stop; the exceptions are 2013, paragraph 9, and 2022, Recommendation 7",
            ),
            (
                &named,
                vec![tally("2013", 0, &[]), tally("2022", 2, &[(r, "7")])],
                "1 of the 2 adopted recommendations that name them (2022) writes “States parties”; the exception is 2022, Recommendation 7",
            ),
            (
                &named,
                vec![tally("2022", 1, &[])],
                "the one adopted recommendation that names them (2022) writes “States parties”",
            ),
            (
                &named,
                vec![tally("2022", 1, &[(r, "7")])],
                "the one adopted recommendation that names them (2022, Recommendation 7) does otherwise",
            ),
            (&lists, vec![tally("2022", 1, &[])], "the one list in adopted texts (2022) has no “and”"),
            (
                &lists,
                vec![tally("2022", 1, &[]), tally("2023", 2, &[])],
                "all 3 lists in adopted texts (2022 to 2023) have no “and”",
            ),
            (&bare, vec![tally("2022", 2, &[(r, "7"), (r, "8")])], "all 2 adopted recommendations (2022) do otherwise"),
            (
                &named,
                vec![tally("2022", 0, &[])],
                "no adopted text had occasion for this rule; it rests on the United Nations Editorial Manual, headings",
            ),
        ] {
            assert_eq!(of(card, &tallies), expected);
        }
    }
}
