//! Topics for later meetings: recommendations that ask a body to speak of something, and of no State to do it.
//!
//! “The Working Group should address the following topics at its future meetings: (d) best practices in the operation of
//! joint investigation teams” is no measure: who asks States to operate such teams does not repeat it. It is known by its
//! words alone. How alike two texts are, `similarity` says.

use super::similarity::{Match, Tier};
use super::{Corpus, Earlier};

/// What a list of topics is called.
const TOPICS: [&str; 8] = ["topic", "theme", "subject", "issue", "question", "matter", "agenda item", " item"];

/// What it is for.
const MEETINGS: [&str; 3] = ["meeting", "session", "agenda"];

/// Who speaks of topics.
const BODIES: [&str; 6] = [
    "The Working Group",
    "The Conference",
    "The Secretariat",
    "The secretariat",
    "Working Group ",
    "Conference of the Parties",
];

/// Whether a text lists topics for later meetings.
pub(super) fn are_listed(text: &str) -> bool {
    let opening = text.split(":").next().unwrap_or(text);
    let has = |words: &[&str]| words.iter().any(|word| opening.contains(word));
    opening.len() < text.len() && opening.contains("following") && has(&TOPICS) && has(&MEETINGS)
}

/// Whether a text may ask for topics itself: it is addressed to a body, or speaks of meetings and topics.
fn are_meant(text: &str) -> bool {
    BODIES.iter().any(|body| text.starts_with(body))
        || ["topic", "future meeting", "next meeting", "future session", "next session", "agenda"]
            .iter()
            .any(|words| text.contains(words))
}

impl Corpus {
    /// Whether an earlier recommendation can be the one that `text` asks for again: a list of topics for later meetings is
    /// none for a measure.
    pub fn is_comparable(&self, text: &str) -> impl Fn(&Earlier) -> bool + Copy + use<> {
        let meant = are_meant(text);
        move |earlier| meant || !earlier.topics
    }

    /// The `n` earlier recommendations of those that `counts` that `text` is most like, best first. A list of topics
    /// stands behind the measures that `text` overlaps with.
    pub fn nearest(&self, text: &str, n: usize, counts: impl Fn(usize) -> bool) -> Vec<Match> {
        let all = self.similarity().nearest_among(text, n, &counts);
        let comparable = self.is_comparable(text);
        let is_measure = |i: usize| comparable(&self.earlier[i]);
        if all.iter().all(|found| is_measure(found.earlier)) {
            return all;
        }
        let measures = self.similarity().nearest_among(text, n, |i| counts(i) && is_measure(i));
        let (mut sorted, rest): (Vec<Match>, Vec<Match>) =
            measures.into_iter().partition(|found| found.tier >= Tier::Overlap);
        let Some(last) = sorted.last().copied() else { return all };
        let topics = all.into_iter().filter(|found| !is_measure(found.earlier));
        sorted.extend(topics.map(|found| found.behind(&last)));
        sorted.extend(rest);
        sorted.sort_by(|a, b| b.tier.cmp(&a.tier).then(b.score.total_cmp(&a.score)));
        sorted.truncate(n);
        sorted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_topics_are_known_by_their_words() {
        let corpus = Corpus::embedded();
        let topics: Vec<&str> =
            corpus.earlier().iter().filter(|earlier| earlier.topics).map(|earlier| &*earlier.name).collect();
        assert_eq!(topics, ["2019-WG.4/17", "2023-WG.4/annex/1"]);
    }

    #[test]
    fn a_measure_stands_before_the_topic_that_has_its_words() {
        let corpus = Corpus::embedded();
        let first = |text: &str| {
            let found = corpus.nearest(text, 5, |_| true);
            assert!(found.is_sorted_by(|a, b| a.score >= b.score && a.tier >= b.tier), "{found:?}");
            corpus.earlier()[found[0].earlier].name.clone()
        };
        let teams = "joint investigation teams and specialized prosecution units";
        assert_eq!(first(&format!("States parties should establish and operate {teams}.")), "2022-WG.4/13");
        assert_eq!(first(&format!("The Working Group should discuss the operation of {teams}.")), "2019-WG.4/17");
    }
}
