//! Names of other places of the same draft: "recommendation 21 above", "paragraphs 30 and 31", "section B", "the annex".

use super::Mention;

/// Another place of the same draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceName {}

/// The places named in `text`.
pub(super) fn find(_text: &str) -> Vec<Mention> {
    Vec::new()
}
