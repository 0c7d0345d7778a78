//! Things with more than one name in circulation: `rules/lexicon/terms.toml`.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

/// `rules/lexicon/terms.toml`.
#[derive(Debug, Deserialize)]
pub struct Terms {
    /// Things with more than one name.
    #[serde(rename = "family")]
    pub families: Vec<Family>,
    #[serde(skip)]
    finder: OnceLock<AhoCorasick>,
}

/// The names of one thing.
#[derive(Debug, Deserialize)]
pub struct Family {
    /// In the singular; the one that adopted texts prefer comes first.
    pub names: Vec<String>,
}

impl Terms {
    /// Every name in `text`, also as a part of a longer word: the family, the name in it, and where it begins. Its first
    /// letter may be a capital, as at the beginning of a sentence.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, usize)> + 'a {
        let of = |(family, content): (usize, &'a Family)| (0..content.names.len()).map(move |name| (family, name));
        let all: Vec<(usize, usize)> = self.families.iter().enumerate().flat_map(of).collect();
        let finder = self.finder.get_or_init(|| {
            let names = all.iter().map(|&(family, name)| &self.families[family].names[name]);
            let builder =
                AhoCorasick::builder().match_kind(MatchKind::Standard).ascii_case_insensitive(true).build(names);
            builder.expect("a few hundred names")
        });
        finder.find_overlapping_iter(text).filter_map(move |hit| {
            let (family, name) = all[hit.pattern().as_usize()];
            let same = text.as_bytes()[hit.start() + 1..hit.end()] == self.families[family].names[name].as_bytes()[1..];
            same.then_some((family, name, hit.start()))
        })
    }
}
