//! How strongly a draft asks: its operative phrases, counted.

use super::Document;
use crate::lexicon::{Lexicon, Strength};

/// How many recommendations of a draft have one phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseCount {
    /// The phrase as the scale words it, or as found if it is not on the scale; empty for recommendations without one.
    pub phrase: String,
    /// Its rank on the scale.
    pub strength: Option<Strength>,
    /// How many recommendations have it.
    pub count: usize,
}

/// The operative phrases of a draft's recommendations, strongest first; what is not on the scale stands last.
pub fn strengths(document: &Document, lexicon: &Lexicon) -> Vec<PhraseCount> {
    let mut counts: Vec<PhraseCount> = Vec::new();
    for found in document.units().iter().filter_map(|unit| unit.recommendation.as_ref()) {
        let words = found.operative.as_ref().map_or("", |operative| operative.words.as_str());
        let phrase = lexicon.phrases.named(words);
        let text = phrase.map_or(words, |phrase| &phrase.text);
        match counts.iter_mut().find(|count| count.phrase == text) {
            Some(count) => count.count += 1,
            None => {
                let strength = phrase.map(|phrase| phrase.strength);
                counts.push(PhraseCount { phrase: text.to_owned(), strength, count: 1 });
            }
        }
    }
    counts.sort_by(|a, b| (b.strength, b.count).cmp(&(a.strength, a.count)).then_with(|| a.phrase.cmp(&b.phrase)));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_phrases_strongest_first() {
        let lexicon = Lexicon::embedded();
        let draft = ["should train judges", "must act", "are encouraged to act", "should, where possible, act"];
        let text: String = draft
            .iter()
            .enumerate()
            .map(|(i, ask)| format!("Recommendation {}\n\nStates parties {ask}.\n\n", i + 1))
            .collect();
        let counts = strengths(&Document::parse(&text, &lexicon), &lexicon);
        let said: Vec<String> = counts.iter().map(|count| format!("{} {}", count.count, count.phrase)).collect();
        assert_eq!(said, ["2 should", "1 are encouraged to", "1 must"]);
    }
}
