//! What a report says became of the recommendations that follow: adopted, or left open.
//!
//! It reads headings and the paragraphs that introduce recommendations, never the recommendations themselves.

use std::sync::LazyLock;

use regex::Regex;

/// What became of recommendations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Adopted,
    /// Not agreed, not discussed, only noted.
    Open,
}

/// Words that leave recommendations open, whatever else is said in the sentence.
static REFUSED: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"\bunable to\b|\bfailed to\b|\bno (?:agreement|consensus|recommendations?)\b|\black of (?:time|agreement|consensus)\b",
        r"|\bdid not have (?:the |enough |sufficient )?time\b|\bwithout (?:agreement|consensus|having)\b|\brejected\b|\bwithdrawn\b",
        r"|\b(?:agreement|consensus) (?:\w+ )?(?:not|never)\b|\bnon-agreed\b|\bnot-agreed\b|\bunagreed\b|\bdeferred\b|\bpostponed\b",
        r"|\b(?:un|not |non-|not-|never )negotiated\b",
        r"|\b(?:not|never|neither|nor|cannot|could not|did not|was not|were not)(?: \w+){0,3}? ",
        r"(?:adopt|agree|reach|discuss|consider|endorse|approve|finali[sz]e|negotiate|achieve|conclude|accept)"
    ))
});

/// Words that leave recommendations open where nothing says that they were adopted.
static NOTED: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"\b(?:took|takes|taking) note\b|\bnoted\b|\bpropos(?:ed|als?)\b|\bput forward\b|\bsuggest(?:ed|ions?)\b|\bsubmitted\b",
        r"|\bdraft recommendations\b|\bobservations\b|\bfor (?:further|future) (?:consideration|discussion|deliberation)",
        r"|\b(?:will|would|to) be (?:further )?(?:considered|discussed|taken up)\b|\bremain(?:s|ed)? (?:open|in brackets|pending)\b|\bpending\b"
    ))
});

static ADOPTED: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"\badopt(?:ed|s|ing)\b|\bagreed\b|\bagrees\b|\bendorsed?\b|\bapproved\b|\brecommend(?:ed|s)\b|\bdecided\b",
        r"|\bfor adoption\b|\bby consensus\b|\breached consensus\b"
    ))
});

/// What points to the recommendations that follow.
static POINTS: LazyLock<Regex> = LazyLock::new(|| fixed(r"\bfollow(?:ing|s)\b|\bbelow\b|:$"));

/// What speaks of recommendations that stand elsewhere.
static ELSEWHERE: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"\bannex|\bappendix\b|\bprevious\b|\bat its (?:next|future)"));

fn fixed(expression: &str) -> Regex {
    Regex::new(expression).expect("a fixed expression")
}

/// What `text`, a heading or a paragraph, says of the recommendations that follow it; nothing if it does not speak of that.
pub(super) fn said(text: &str) -> Option<Standing> {
    let text = text.to_lowercase().replace('\n', " ");
    let sentences: Vec<&str> = text.split(". ").map(str::trim).collect();
    let here: Vec<&str> = match &sentences[..] {
        [only] => vec![*only],
        many => {
            let pointing: Vec<&str> = many.iter().filter(|one| POINTS.is_match(one)).copied().collect();
            let all = if pointing.is_empty() { many.to_vec() } else { pointing };
            all.into_iter().filter(|one| !ELSEWHERE.is_match(one)).collect()
        }
    };
    let verdicts: Vec<Standing> = here.into_iter().filter_map(of_sentence).collect();
    // one sentence that refuses weighs more than another that names what was adopted before
    verdicts.iter().find(|one| **one == Standing::Open).or(verdicts.first()).copied()
}

fn of_sentence(sentence: &str) -> Option<Standing> {
    match () {
        () if REFUSED.is_match(sentence) => Some(Standing::Open),
        () if ADOPTED.is_match(sentence) => Some(Standing::Adopted),
        () if NOTED.is_match(sentence) => Some(Standing::Open),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_them() {
        for text in [
            "The Working Group was unable to agree on the following recommendations, which are reproduced for reference:",
            "The following recommendations were not discussed owing to lack of time:",
            "The Working Group considered the following recommendations, on which no consensus was reached:",
            "The Working Group took note of the following proposals by the Chair:",
            "The Working Group did not adopt any recommendations. The following were proposed by the Chair:",
            "Recommendations on which the Working Group could not reach agreement",
            "Recommendations on which agreement was not reached",
            "The Working Group did not have time to consider the following recommendations:",
            "The following recommendations were not adopted by the Working Group:",
            "Proposed recommendations of the Chair",
            "At its 4th meeting, the Chair made the observations presented below, which were not negotiated.",
            "The Chair presented the following observations:",
        ] {
            assert_eq!(said(text), Some(Standing::Open), "{text}");
        }
        for text in [
            "The Working Group adopted the following recommendations:",
            "The Working Group adopted the following recommendations proposed by the Chair:",
            "The Working Group adopted the recommendations presented below. The recommendations on which no agreement could \
             be reached are reproduced in annex II.",
            "The Working Group recommended that the Conference consider the following recommendations for adoption:",
            "The Working Groups agreed on the following recommendations:",
            "Recommendations adopted by the Working Group",
        ] {
            assert_eq!(said(text), Some(Standing::Adopted), "{text}");
        }
        for text in ["Recommendations", "General recommendations", "The Working Group met in Vienna."] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
