//! Words whose spelling no rule of endings decides: `rules/lexicon/spelling.toml`.
//!
//! It knows roots and names; where a word stands in a text is the business of checks.

use serde::Deserialize;

/// `rules/lexicon/spelling.toml`.
#[derive(Debug, Deserialize)]
pub struct Spelling {
    /// Verbs in -ize, without that ending.
    pub ize: Vec<String>,
    /// What looks like such verbs and is none.
    pub no_ize: Vec<String>,
    /// Bodies that the United Nations spells with "Organization".
    pub bodies: Vec<String>,
    /// Words next to which a "program" is what a computer runs.
    pub computing: Vec<String>,
}

/// Beginnings with which a verb makes another: "reorganize", "overutilize".
const BEGINNINGS: [&str; 16] = [
    "re", "de", "un", "dis", "im", "over", "under", "non", "mis", "pre", "co", "inter", "hyper", "anti", "sub", "multi",
];

impl Spelling {
    /// Whether the word of this root, such as "organ", is known to be written with -iz-.
    pub fn takes_ize(&self, root: &str) -> bool {
        let root = root.to_lowercase();
        let regular = root.len() > 3 && root.ends_with("al") && !self.no_ize.contains(&root);
        regular
            || self.is_verb(&root)
            || BEGINNINGS.iter().any(|beginning| root.strip_prefix(beginning).is_some_and(|rest| self.is_verb(rest)))
    }

    /// Whether a word of this root that nobody knows is written with -iz- if it is one: nouns in -ization are.
    pub fn may_take_ize(&self, root: &str, ending: &str) -> bool {
        ending.starts_with("ation") && !self.no_ize.contains(&root.to_lowercase())
    }

    fn is_verb(&self, root: &str) -> bool {
        self.ize.iter().any(|verb| verb == root)
    }
}
