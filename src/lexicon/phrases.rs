//! Operative phrases and addressees: the words that say who is asked, and how strongly.

use serde::Deserialize;

/// How strongly a phrase asks; larger is stronger. From `rules/lexicon/phrases.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct Strength(pub u8);

impl Strength {
    /// A word for the strength.
    pub const fn name(self) -> &'static str {
        match self.0 {
            12.. => "obligation",
            11 => "urging",
            10 => "call",
            9 => "recommendation",
            8 => "recommendation to make efforts",
            7 => "recommendation to consider",
            6 => "encouragement",
            5 => "encouragement to consider",
            4 => "invitation",
            3 => "permission",
            _ => "permission to encourage",
        }
    }
}

/// An operative phrase of the scale.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Phrase {
    /// In the plural, without qualifiers: `are encouraged to consider`.
    pub text: String,
    /// Its rank.
    pub strength: Strength,
    /// Other wordings of the same.
    #[serde(default)]
    pub also: Vec<String>,
}

/// `rules/lexicon/phrases.toml`.
#[derive(Debug, Deserialize)]
pub struct Source {
    phrase: Vec<Phrase>,
    act: Vec<Act>,
    instead: Vec<Instead>,
    addressee: Vec<Addressee>,
    verbs: Verbs,
    hedges: Hedges,
}

#[derive(Debug, Deserialize)]
struct Instead {
    write: String,
    phrases: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Verbs {
    only: Vec<String>,
    also_nouns: Vec<String>,
}

/// Words that soften what is asked beyond the operative phrase.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Hedges {
    /// Verbs of trying right after the phrase: `attempt to`.
    pub attempts: Vec<String>,
    /// Interposed words: `to the extent possible`.
    pub interposed: Vec<String>,
    /// Interposed words that do not soften: `among other measures`.
    pub neutral: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Act {
    words: Vec<String>,
}

/// Somebody who may be asked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Addressee {
    /// The usual form.
    pub text: String,
    /// Other forms of the same, right or wrong.
    #[serde(default)]
    pub also: Vec<String>,
    /// Whether it is a body that acts for itself and may have `recommended` something.
    #[serde(default)]
    pub body: bool,
    /// Whether its verb is in the singular.
    #[serde(default)]
    pub singular: bool,
    /// Those of whom it is one: whoever asks them asks it.
    #[serde(default)]
    pub one_of: Option<String>,
    /// Whether it stands where adopted texts write “States parties”.
    #[serde(default)]
    pub for_states_parties: bool,
}

/// The operative phrases and addressees of the lexicon.
#[derive(Debug)]
pub struct Phrases {
    /// The scale, strongest first.
    pub scale: Vec<Phrase>,
    /// Acts of the Working Group or the Conference itself: `recommended`, `requested`.
    pub acts: Vec<String>,
    /// Who may be asked.
    pub addressees: Vec<Addressee>,
    /// Words that soften what is asked.
    pub hedges: Hedges,
    /// Verbs that a measure begins with and that are nothing else, sorted.
    only_verbs: Vec<String>,
    /// Verbs that are nouns, too, sorted.
    noun_verbs: Vec<String>,
    /// What adopted texts write for other phrases.
    instead: Vec<Instead>,
    /// Every wording of every phrase, longest first.
    wordings: Vec<(String, usize)>,
    /// Every form of every addressee with its index, longest first.
    forms: Vec<(String, usize)>,
}

impl Phrases {
    /// Puts the data in order.
    pub fn new(source: Source) -> Phrases {
        let mut scale = source.phrase;
        scale.sort_by_key(|phrase| std::cmp::Reverse(phrase.strength));
        let mut forms: Vec<(String, usize)> = source
            .addressee
            .iter()
            .enumerate()
            .flat_map(|(i, addressee)| {
                std::iter::once(&addressee.text).chain(&addressee.also).map(move |form| (form.clone(), i))
            })
            .collect();
        forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        let acts = source.act.into_iter().flat_map(|act| act.words).collect();
        let mut wordings: Vec<(String, usize)> = scale
            .iter()
            .enumerate()
            .flat_map(|(i, phrase)| {
                std::iter::once(&phrase.text).chain(&phrase.also).map(move |wording| (wording.clone(), i))
            })
            .collect();
        wordings.sort_by_key(|(wording, _)| std::cmp::Reverse(wording.len()));
        let Verbs { only: mut only_verbs, also_nouns: mut noun_verbs } = source.verbs;
        only_verbs.sort();
        noun_verbs.sort();
        Phrases {
            scale,
            acts,
            addressees: source.addressee,
            hedges: source.hedges,
            only_verbs,
            noun_verbs,
            instead: source.instead,
            wordings,
            forms,
        }
    }

    /// The phrase of the scale with these words.
    pub fn named(&self, text: &str) -> Option<&Phrase> {
        self.wordings.iter().find(|(wording, _)| wording == text).map(|(_, i)| &self.scale[*i])
    }

    /// The phrase nearest in strength that adopted texts write for this one.
    pub fn instead(&self, text: &str) -> Option<&str> {
        let found = self.instead.iter().find(|instead| instead.phrases.iter().any(|phrase| phrase == text))?;
        Some(&found.write)
    }

    /// Wordings of the scale that begin with these words and go on, longest first.
    pub fn longer<'a, 'b>(&'a self, words: &'b str) -> impl Iterator<Item = &'a str> + use<'a, 'b> {
        self.wordings
            .iter()
            .map(|(wording, _)| wording.as_str())
            .filter(move |wording| wording.strip_prefix(words).is_some_and(|rest| rest.starts_with(' ')))
    }

    /// Whether a measure may begin with this word.
    pub fn is_verb(&self, word: &str) -> bool {
        self.is_only_verb(word) || self.noun_verbs.binary_search_by(|verb| verb.as_str().cmp(word)).is_ok()
    }

    /// Whether the word is a verb in its base form and no noun.
    pub fn is_only_verb(&self, word: &str) -> bool {
        self.only_verbs.binary_search_by(|verb| verb.as_str().cmp(word)).is_ok()
    }

    /// The base form of a verb in it or in the gerund.
    pub fn base(&self, word: &str) -> Option<String> {
        if self.is_verb(word) {
            return Some(word.to_owned());
        }
        let stem = word.strip_suffix("ing")?;
        [stem.to_owned(), format!("{stem}e")].into_iter().find(|verb| self.is_only_verb(verb))
    }

    /// The gerund of a verb in its base form; `None` where nobody can say whether a letter is doubled for it.
    pub fn gerund(&self, verb: &str) -> Option<String> {
        #[rustfmt::skip]
        const DOUBLED: [&str; 21] = [
            "permit", "refer", "prefer", "commit", "submit", "admit", "omit", "occur", "transfer", "confer", "deter", "equip",
            "control", "compel", "patrol", "model", "label", "travel", "cancel", "counsel", "channel",
        ];
        let vowel = |letter: u8| matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u');
        let short = matches!(verb.as_bytes(), [.., before, middle, last]
            if verb.len() <= 4 && !vowel(*before) && vowel(*middle) && !vowel(*last) && !matches!(last, b'w' | b'x' | b'y'));
        if !self.is_verb(verb) || verb.ends_with("ee") || verb.ends_with("ie") {
            return None;
        }
        // "plan", but not "open"
        let one = verb.bytes().filter(|letter| vowel(*letter)).count() == 1;
        match verb.chars().last() {
            Some(last) if DOUBLED.contains(&verb) || (short && one) => return Some(format!("{verb}{last}ing")),
            _ if short => return None,
            _ => {}
        }
        Some(format!("{}ing", verb.strip_suffix('e').unwrap_or(verb)))
    }

    /// The base form of a verb in another form than it or the gerund needs: `ensures`, `ensured`, `ensuring`.
    pub fn unbent(&self, word: &str) -> Option<String> {
        let mut bases: Vec<String> = Vec::new();
        if let Some(stem) = word.strip_suffix("ied").or_else(|| word.strip_suffix("ies")) {
            bases.push(format!("{stem}y"));
        }
        if let Some(stem) = word.strip_suffix("ed").or_else(|| word.strip_suffix("ing")) {
            bases.extend([stem.to_owned(), format!("{stem}e")]);
            // "planned"
            let last = stem.chars().last().filter(|last| stem.ends_with(&format!("{last}{last}")));
            bases.extend(last.and_then(|last| stem.strip_suffix(last)).map(str::to_owned));
        }
        if let Some(stem) = word.strip_suffix('s') {
            bases.push(stem.to_owned());
            bases.extend(stem.strip_suffix('e').map(str::to_owned));
        }
        bases.into_iter().find(|base| self.is_verb(base))
    }

    /// The verb that a noun of action is made from: `establish` for `establishment`, `create` for `creation`.
    pub fn verb_of(&self, noun: &str) -> Option<String> {
        let mut bases: Vec<String> = noun.strip_suffix("ment").into_iter().map(str::to_owned).collect();
        bases.extend(noun.strip_suffix("ification").map(|stem| format!("{stem}ify")));
        bases.extend(noun.strip_suffix("ation").into_iter().flat_map(|stem| [stem.to_owned(), format!("{stem}e")]));
        bases.extend(noun.strip_suffix("ion").into_iter().flat_map(|stem| [stem.to_owned(), format!("{stem}e")]));
        bases.into_iter().find(|base| self.is_only_verb(base))
    }

    /// The addressee with this usual form.
    pub fn addressee(&self, name: &str) -> Option<&Addressee> {
        self.addressees.iter().find(|addressee| addressee.text == name)
    }

    /// The longest addressee that `text` begins with: its length in bytes and the addressee.
    pub fn addressee_at(&self, text: &str) -> Option<(usize, &Addressee)> {
        self.forms.iter().find_map(|(form, i)| {
            let rest = text.strip_prefix(form.as_str())?;
            let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
            ends.then(|| (form.len(), &self.addressees[*i]))
        })
    }
}
