//! Whether one text asks for the opposite of another: for what the other would not have, or the other way round.
//!
//! It looks at single words and at what they govern: “not penalized for unlawful acts” beside “penalized for unlawful
//! acts”, “reduce the exchange of information” beside “improve the exchange of information”. It does not ask whether the
//! texts are alike; of two that are not, it says nothing useful. Where it is in doubt the texts do not oppose each other.

mod words;

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use self::words::{
    DENIES, FIELD, FORBIDS, LESS, MORE, NEVER, NOBODY, OFFENDERS, OTHERS, OUTRIGHT, SHUNS, SMALL, SPARES,
};
use crate::text::Span;

/// Where two texts oppose each other, in words that can be quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reversal {
    /// In the old text.
    pub old: Span,
    /// In the new one.
    pub new: Span,
}

/// What a verb wants of its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pole {
    /// More of it.
    More,
    /// Less of it, or none.
    Less,
}

/// How many words that say something are looked at behind a verb.
const GOVERNED: usize = 7;

/// So many words in common are much where what is governed begins with others.
const MUCH: usize = 3;

/// A word of a text.
struct Word {
    text: String,
    stem: String,
    span: Span,
    /// Whether a sentence or an item ends before it.
    parted: bool,
}

impl Word {
    /// What it wants as the word between `last` and `next`. “are encouraged to” opens a recommendation, “the establishment and
    /// operation” and “the support of survivors” ask for nothing, and “obstacles that hinder cooperation” are told of.
    fn pole(&self, last: Option<&Word>, next: Option<&Word>) -> Option<Pole> {
        const TOLD_OF: [&str; 14] = [
            "that",
            "which",
            "who",
            "obstacles",
            "barriers",
            "challenges",
            "factors",
            "practices",
            "conditions",
            "gaps",
            "the",
            "a",
            "their",
            "its",
        ];
        // less of what is less: “excluding mitigation of the penalty”
        const LESSENED: [&str; 5] = ["mitigation", "mitigating", "reduction", "leniency", "impunity"];
        let twice = next.is_some_and(|next| LESSENED.contains(&next.text.as_str()));
        let told = last.is_some_and(|last| TOLD_OF.contains(&last.text.as_str()));
        let asks = !self.opens()
            && !self.text.ends_with("ment")
            && !told
            && !twice
            && next.is_none_or(|next| next.text != "of");
        pole(&self.stem).filter(|_| asks)
    }

    /// Whether it opens a recommendation, “are encouraged to”, and says nothing of a measure.
    fn opens(&self) -> bool {
        self.text == "encouraged"
    }
}

/// A text as its words, each with what denies it.
struct Text {
    words: Vec<Word>,
    /// For each word the one that denies it.
    denied: Vec<Option<usize>>,
    /// Words that are denied in passing: “who have not yet done so”.
    passing: Vec<usize>,
    poles: Vec<Option<Pole>>,
}

/// Where `new` asks for the opposite of `old`.
pub fn reversal(old: &str, new: &str) -> Option<Reversal> {
    let (old, new) = (Text::of(old), Text::of(new));
    if let Some((there, here)) = denied(&old, &new) {
        return Some(Reversal { old: old.quoted(there), new: new.quoted(here) });
    }
    if let Some((here, there)) = denied(&new, &old) {
        return Some(Reversal { old: old.quoted(there), new: new.quoted(here) });
    }
    let (there, here) = poles(&old, &new)?;
    Some(Reversal { old: old.quoted(there), new: new.quoted(here) })
}

/// Whether one word asks for more and the other for less: no such word stands for the other.
pub fn are_opposites(one: &str, other: &str) -> bool {
    let pole = |word: &str| pole(&stem(&word.to_lowercase()));
    matches!((pole(one), pole(other)), (Some(one), Some(other)) if one != other)
}

/// A word that `new` denies and `old` does not: its places in both.
fn denied(old: &Text, new: &Text) -> Option<(usize, usize)> {
    if new.denials().abs_diff(old.denials()).is_multiple_of(2) {
        // “should not impose sentences that are not commensurate” denies what denies
        return None;
    }
    (0..new.words.len()).filter(|&here| new.denied[here].is_some()).find_map(|here| {
        let same = |there: &usize| old.is_same(*there, new, here) && !old.is_condition(*there);
        let mut places = (0..old.words.len()).filter(same).peekable();
        places.peek()?;
        let places: Vec<usize> = places.collect();
        if places.iter().any(|&there| old.denied[there].is_some() || old.passing.contains(&there)) {
            return None;
        }
        let there =
            places.into_iter().find(|&there| !old.is_spared(there) && govern_the_same(old, there, new, here))?;
        // “stop requiring payment in cash and require payment into an account” requires it, too
        let asks = |place: usize| new.denied[place].is_none() && !new.is_spared(place) && !new.is_condition(place);
        let still = |place: usize| {
            old.is_same(there, new, place)
                && (govern_the_same(old, there, new, place) || end_the_same(old, there, new, place))
        };
        if (0..new.words.len()).any(|place| asks(place) && still(place)) {
            return None;
        }
        // that offenders are punished is not the opposite of victims who are not
        let (once, now) = (old.is_about_offenders(there), new.is_about_offenders(here));
        if once.is_some() && now.is_some() && once != now {
            return None;
        }
        Some((there, here))
    })
}

/// Verbs that want more and less of the same, one in each text.
fn poles(old: &Text, new: &Text) -> Option<(usize, usize)> {
    let (more, less) = (stem(OUTRIGHT.0), stem(OUTRIGHT.1));
    let alone = |place: usize, own: &Text, other: &Text| {
        let same = |at: usize| !other.words[at].opens() && other.is_same(at, own, place);
        own.poles[place].is_some() && !(0..other.words.len()).any(same)
    };
    // found once: a text of many words has many verbs
    let theres: Vec<usize> = (0..old.words.len()).filter(|&there| alone(there, old, new)).collect();
    if theres.is_empty() {
        return None;
    }
    for here in (0..new.words.len()).filter(|&here| alone(here, new, old)) {
        for &there in &theres {
            let confides = |stem: &str| stem == less;
            let wants =
                |text: &Text, place: usize| (text.poles[place] == Some(Pole::More)) != text.denied[place].is_some();
            let stems = (&*new.words[here].stem, &*old.words[there].stem);
            // “including” opens examples: nothing but “excluding” is its opposite
            let examples = |stem: &str| stem.starts_with("includ");
            let excludes = |stem: &str| stem.starts_with("exclud");
            if (examples(stems.0) && !excludes(stems.1)) || (examples(stems.1) && !excludes(stems.0)) {
                continue;
            }
            let outright = stems == (&more, &less) || stems == (&less, &more);
            let same = !confides(stems.0) && !confides(stems.1) && govern_the_same(old, there, new, here);
            if wants(new, here) != wants(old, there) && (outright || same) {
                return Some((there, here));
            }
        }
    }
    None
}

/// Whether much of what a verb governs is there in the other text, too.
fn govern_the_same(old: &Text, there: usize, new: &Text, here: usize) -> bool {
    let (mut one, mut two) = (old.governed(there), new.governed(here));
    if one.is_empty() && two.is_empty() {
        (one, two) = (old.before(there), new.before(here));
    }
    let has = |all: &[&str], word: &str| all.iter().any(|other| are_forms(other, word));
    let both = one.iter().filter(|word| has(&two, word)).count();
    let first = |own: &[&str], other: &[&str]| own.first().is_some_and(|word| has(other, word));
    let begins = match (first(&one, &two), first(&two, &one)) {
        (true, true) => true,
        (false, false) => false,
        _ => both >= MUCH,
    };
    both > 0 && both * 2 >= one.len().min(two.len()) && begins
}

/// Whether most of what stands behind a word, to the end of its sentence, stands behind the other, too.
fn end_the_same(old: &Text, there: usize, new: &Text, here: usize) -> bool {
    let rest = |text: &Text, at: usize| -> Vec<usize> {
        (at + 1..text.words.len()).take_while(|&place| !text.words[place].parted).collect()
    };
    let ends: Vec<usize> = rest(new, here).into_iter().filter(|&place| is_telling(new.word(place))).collect();
    let behind = rest(old, there);
    let both = ends.iter().filter(|&&place| behind.iter().any(|&other| old.is_same(other, new, place))).count();
    both >= MUCH && both * 2 >= ends.len()
}

impl Text {
    fn of(text: &str) -> Text {
        let words = words(text);
        let last = |at: usize| words.get(at.checked_sub(1)?);
        let poles = words.iter().enumerate().map(|(at, word)| word.pole(last(at), words.get(at + 1))).collect();
        let mut read = Text { denied: vec![None; words.len()], words, poles, passing: Vec::new() };
        for at in 0..read.words.len() {
            match read.head(at) {
                Some(head) if read.is_passing(at) => read.passing.push(head),
                Some(head) => read.deny(head, at),
                None => {}
            }
        }
        read
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.text)
    }

    /// Whether the word at `at` denies something in passing: “have not yet done so” tells who is meant, “not only” and
    /// “not limited to” deny nothing.
    fn is_passing(&self, at: usize) -> bool {
        let before = |back: usize| at.checked_sub(back).map_or("", |at| self.word(at));
        matches!(self.word(at + 1), "only" | "yet" | "limited" | "least" | "necessarily" | "later" | "less")
            || matches!(before(1), "have" | "has" | "had" | "or" | "if" | "cannot")
            || matches!(before(2), "who" | "which" | "that" | "whether" | "or" | "if")
            // the verb of “who cannot return” is the word itself
            || (is_verb_denied(self.word(at)) && matches!(before(1), "who" | "which" | "that" | "whether"))
    }

    /// How many words deny something, or ask for less of it than there should be.
    fn denials(&self) -> usize {
        const SCANT: [&str; 4] = ["less", "fewer", "lower", "disproportionate"];
        (0..self.words.len()).filter(|&at| self.denies(at) || SCANT.contains(&self.word(at))).count()
    }

    /// Whether the nearest persons named before a word are offenders; none if no persons are.
    fn is_about_offenders(&self, at: usize) -> Option<bool> {
        const NEAR: usize = 8;
        let before = (at.saturating_sub(NEAR)..at).rev().take_while(|&place| !self.words[place + 1].parted);
        before.map(|place| self.word(place)).find_map(|word| match word {
            word if OFFENDERS.contains(&word) => Some(true),
            word if OTHERS.contains(&word) => Some(false),
            _ => None,
        })
    }

    /// The word that the one at `at` denies.
    fn head(&self, at: usize) -> Option<usize> {
        let word = self.word(at);
        let shuns = SHUNS.contains(&word);
        if !shuns && !is_denial(word) {
            return None;
        }
        let passed = |word: &Word| SMALL.contains(&word.text.as_str()) || word.text.ends_with("ly");
        let ahead = (at + 1..self.words.len()).take_while(|&place| !self.words[place].parted).take(5);
        let head = { ahead }.find(|&place| !passed(&self.words[place]))?;
        let gerund = self.word(head).ends_with("ing") && !FIELD.contains(&self.word(head));
        (!shuns || gerund).then_some(head)
    }

    /// The word at `at` denies the one at `head`, and what is joined to it: “not punished or prosecuted”.
    fn deny(&mut self, head: usize, at: usize) {
        self.denied[head] = Some(at);
        let mut last = head;
        let joins =
            |word: &Word| matches!(word.text.as_str(), "or" | "and" | "nor" | "otherwise") || word.text.ends_with("ly");
        while let Some(next) = (last + 1..self.words.len()).find(|&place| !joins(&self.words[place])) {
            let alike = |ending: &str| self.word(last).ends_with(ending) && self.word(next).ends_with(ending);
            if self.words[last + 1..=next].iter().any(|word| word.parted) || !(alike("ed") || alike("ing")) {
                break;
            }
            self.denied[next] = Some(at);
            last = next;
        }
    }

    /// Whether something shortly before a word may keep it from happening: “no victim is punished”, “exempt from
    /// punishment”. “no one who …” and “impossible for …” reach as far as their sentence.
    fn is_spared(&self, at: usize) -> bool {
        const NEAR: usize = 6;
        let mut before = (0..at).rev().take_while(|&place| !self.words[place + 1].parted);
        let spares = |place: usize| {
            let Word { text, stem, .. } = &self.words[place];
            SPARES.contains(&&**text) || FORBIDS.contains(&&**stem) || is_denial(text)
        };
        before.any(|place| (at - place <= NEAR && spares(place)) || self.is_nobody(place))
    }

    /// Whether a word says that nobody and nothing is meant, with what stands behind it: “no one who has been trafficked”,
    /// “no victim who …”, “at no point”.
    fn is_nobody(&self, at: usize) -> bool {
        const NEAR: usize = 4;
        let whose = |place: usize| matches!(self.word(place), "who" | "whose" | "whom" | "that" | "which");
        match self.word(at) {
            "no" => NEVER.contains(&self.word(at + 1)) || (at + 1..=at + NEAR).any(whose),
            word => NOBODY.contains(&word),
        }
    }

    /// Whether two words are forms of one.
    fn is_same(&self, at: usize, other: &Text, place: usize) -> bool {
        are_forms(&self.words[at].stem, &other.words[place].stem)
    }

    /// Whether a word stands under a condition: “if they are punished”.
    fn is_condition(&self, at: usize) -> bool {
        const CONDITIONS: [&str; 5] = ["if", "when", "where", "unless", "whether"];
        let near = (at.saturating_sub(5)..at).rev();
        near.take_while(|&place| !self.words[place + 1].parted).any(|place| CONDITIONS.contains(&self.word(place)))
    }

    /// The words that a verb governs and that say something.
    fn governed(&self, at: usize) -> Vec<&str> {
        let ahead = (at + 1..self.words.len())
            .take_while(|&place| !self.words[place].parted && self.poles[place].is_none() && !self.denies(place));
        self.telling(ahead)
    }

    /// The words before a verb that say something, the nearest first.
    fn before(&self, at: usize) -> Vec<&str> {
        self.telling((0..at).rev().take_while(|&place| !self.words[place + 1].parted))
    }

    fn denies(&self, at: usize) -> bool {
        is_denial(self.word(at)) || SHUNS.contains(&self.word(at))
    }

    fn telling(&self, places: impl Iterator<Item = usize>) -> Vec<&str> {
        let words = places.map(|place| &self.words[place]).filter(|word| is_telling(&word.text));
        words.take(GOVERNED).map(|word| &*word.stem).collect()
    }

    /// A few words around a verb, from what denies it.
    fn quoted(&self, at: usize) -> Span {
        /// How many words are quoted after the verb.
        const AFTER: usize = 3;
        let consider = |place: usize| matches!(self.word(place), "consider" | "considering" | "to");
        let mut first = self.denied[at].unwrap_or(at);
        while first > 0 && !self.words[first].parted && consider(first - 1) {
            first -= 1;
        }
        if first > 0 && !self.words[first].parted {
            first -= 1;
        }
        let after = (at + 1..self.words.len()).take_while(|&place| !self.words[place].parted).take(AFTER);
        let last = after.filter(|&place| !SMALL.contains(&self.word(place))).last().unwrap_or(at);
        Span::new(self.words[first].span.start, self.words[last].span.end)
    }
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let (mut from, mut parted) = (0, false);
    for piece in text.split_inclusive(|char: char| !char.is_alphanumeric() && !matches!(char, '\'' | '’' | '-')) {
        let word = piece.trim_end_matches(|char: char| !char.is_alphanumeric());
        if !word.is_empty() {
            let lower = word.to_lowercase();
            let span = Span::new(from, from + word.len());
            words.push(Word { stem: stem(&lower), text: lower, span, parted });
            parted = false;
        }
        parted |= piece[word.len()..].contains(['.', ';', ':', '\n']);
        from += piece.len();
    }
    words
}

fn stem(word: &str) -> String {
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

/// Whether two stems are of one word: “appli” of “applying”, “applic” of “application”.
fn are_forms(one: &str, other: &str) -> bool {
    const LEAST: usize = 4;
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    one == other || (short.len() > LEAST && long.len() <= short.len() + 2 && long.starts_with(short))
}

/// Whether a word says something about what is governed.
fn is_telling(word: &str) -> bool {
    !SMALL.contains(&word) && !FIELD.contains(&word) && !is_denial(word)
}

/// Whether a word denies what stands behind it: “not”, “cannot”, “don’t”.
fn is_denial(word: &str) -> bool {
    DENIES.contains(&word) || is_verb_denied(word)
}

/// Whether a word is a verb and its denial in one.
fn is_verb_denied(word: &str) -> bool {
    word == "cannot" || word.ends_with("n't") || word.ends_with("n’t")
}

fn pole(stem: &str) -> Option<Pole> {
    static POLES: LazyLock<HashMap<String, Pole>> = LazyLock::new(|| {
        let each = |words: &'static [&'static str], pole| words.iter().map(move |word| (self::stem(word), pole));
        each(&MORE, Pole::More).chain(each(&LESS, Pole::Less)).collect()
    });
    POLES.get(stem).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(old: &str, new: &str) -> String {
        reversal(old, new).map_or(String::new(), |found| format!("{} | {}", found.old.of(old), found.new.of(new)))
    }

    #[test]
    fn what_is_denied_in_one_text_alone_is_reversed() {
        let spared = "States parties should ensure that victims are not penalized for unlawful acts.";
        let punished = "States parties should ensure that victims are penalized for unlawful acts.";
        assert_eq!(said(spared, punished), "are not penalized for unlawful acts | are penalized for unlawful acts");
        assert_eq!(said(punished, spared), "are penalized for unlawful acts | are not penalized for unlawful acts");
        for (old, new) in [
            ("should impose sentences that deter", "should refrain from imposing sentences that deter"),
            ("the application of sanctions to users", "refrain from applying sanctions to users"),
            ("should consider improving shelters for victims", "should not consider improving shelters for victims"),
            ("ensure that victims are not punished.", "ensure that victims are punished."),
            ("should publish the names of offenders", "cannot publish the names of offenders"),
            ("victims cannot be penalized for such acts", "victims can be penalized for such acts"),
        ] {
            assert_ne!(said(old, new), "", "{old} | {new}");
        }
    }

    #[test]
    fn verbs_that_want_more_and_less_of_the_same_oppose_each_other() {
        for (old, new) in [
            ("should improve the exchange of information", "should reduce the exchange of information"),
            ("including those on peacekeeping missions", "excluding those on peacekeeping missions"),
            ("prohibiting recruitment fees being charged", "allowing private agencies to charge recruitment fees"),
            ("should ensure confidentiality to protect victims", "should disclose the identity of victims"),
            ("should not allow recruitment fees", "should allow recruitment fees"),
        ] {
            assert_ne!(said(old, new), "", "{old} | {new}");
        }
    }

    #[test]
    fn what_wants_the_same_in_other_words_is_no_opposite() {
        for (old, new) in [
            ("prohibiting recruitment fees", "not allowing recruitment fees"),
            (
                "discourage the demand that fosters exploitation",
                "are encouraged to reduce demand that fosters exploitation",
            ),
            ("improve the situation of victims of trafficking", "reduce the vulnerability of victims of trafficking"),
            ("that have not yet done so are called upon to ratify it", "are called upon to ratify it"),
            ("States that have not criminalized it should do so", "States should criminalize it"),
            ("not only punish offenders", "punish offenders"),
            ("prohibiting recruitment fees", "with the support of survivors, review recruitment fees"),
            ("should not be conditional on participation", "provide help that is not conditional on participation"),
            ("facilitate international cooperation", "remove obstacles that hinder international cooperation"),
            (
                "ensure confidentiality, in accordance with domestic law",
                "provide, in accordance with domestic law, for care",
            ),
            ("are not punished, and provide remedies if they are punished", "provide remedies if they are punished"),
            ("should use satellite imagery", "should not use polygraphs"),
            (
                "that victims are not to be inappropriately punished or prosecuted for acts",
                "that victims are not prosecuted for unlawful acts",
            ),
            ("no victim is prosecuted for such acts", "victims are not prosecuted for such acts"),
            ("are not detained, charged or otherwise prosecuted for acts", "are not prosecuted for acts"),
            ("are protected from being prosecuted for acts", "are not prosecuted for acts"),
            ("impose sentences that are commensurate", "not impose sentences that are not commensurate"),
            ("impose sentences for such crimes", "not impose sentences for such crimes that are less severe"),
            ("that victims are not penalized for unlawful acts", "that traffickers are penalized for unlawful acts"),
            ("that victims are not penalized for unlawful acts", "that victims cannot be penalized for unlawful acts"),
            ("that victims are not penalized for unlawful acts", "that victims can't be penalized for unlawful acts"),
            ("that victims are not penalized for unlawful acts", "that victims aren’t penalized for unlawful acts"),
            (
                "that victims are not penalized for unlawful acts",
                "that it is impossible for authorities at any level to have victims penalized for unlawful acts",
            ),
            (
                "that victims are not penalized for unlawful acts",
                "that no one who is or has ever been a victim of trafficking is penalized for unlawful acts",
            ),
            (
                "that victims are not penalized for unlawful acts",
                "that victims are at no point during or after the proceedings in question penalized for unlawful acts",
            ),
            (
                "that victims are not penalized for unlawful acts",
                "that courts refuse to penalize victims for unlawful acts",
            ),
            ("that victims are not penalized for unlawful acts", "that the law forbids that victims be penalized"),
            ("that agencies are not used to facilitate it", "that such agencies cannot be used to facilitate it"),
            ("should not publish the names of victims", "cannot publish the names of victims"),
            (
                "require that the salary be paid into a bank account",
                "stop requiring that the salary be paid in cash and require that it be paid into a bank account",
            ),
        ] {
            assert_eq!(said(old, new), "", "{old} | {new}");
        }
    }
}
