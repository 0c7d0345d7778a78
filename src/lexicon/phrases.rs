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
}

/// `rules/lexicon/phrases.toml`.
#[derive(Debug, Deserialize)]
pub struct Source {
    phrase: Vec<Phrase>,
    act: Vec<Act>,
    addressee: Vec<Addressee>,
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
        Phrases { scale, acts, addressees: source.addressee, forms }
    }

    /// The phrase of the scale with these words.
    pub fn named(&self, text: &str) -> Option<&Phrase> {
        self.scale.iter().find(|phrase| phrase.text == text)
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
