//! Things with more than one name in circulation: `rules/lexicon/terms.toml`.

use serde::Deserialize;

/// `rules/lexicon/terms.toml`.
#[derive(Debug, Deserialize)]
pub struct Terms {
    /// Things with more than one name.
    #[serde(rename = "family")]
    pub families: Vec<Family>,
}

/// The names of one thing.
#[derive(Debug, Deserialize)]
pub struct Family {
    /// In the singular; the one that adopted texts prefer comes first.
    pub names: Vec<String>,
}
