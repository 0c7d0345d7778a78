//! Words whose spelling no rule of endings decides: `rules/lexicon/spelling.toml`.

use serde::Deserialize;

/// `rules/lexicon/spelling.toml`.
#[derive(Debug, Deserialize)]
pub struct Spelling {
    /// Words that end in -ise by nature, without that ending.
    pub keep_ise: Vec<String>,
    /// Words next to which a "program" is what a computer runs.
    pub computing: Vec<String>,
}

impl Spelling {
    /// Whether the word of this root, such as "superv", ends in -ise by nature.
    pub fn keeps_ise(&self, root: &str) -> bool {
        let root = root.to_lowercase();
        root.ends_with('w')
            || self.keep_ise.iter().any(|kept| *kept == root || (kept.len() >= 5 && root.ends_with(kept.as_str())))
    }
}
