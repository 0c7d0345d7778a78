//! Citations of treaties, resolutions and decisions: "article 10, paragraph 1, of the Trafficking in Persons Protocol".

use super::{Lexicon, Mention};

/// What a citation names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {}

/// The citations in `text`.
pub(super) fn find(_text: &str, _lexicon: &Lexicon) -> Vec<Mention> {
    Vec::new()
}
