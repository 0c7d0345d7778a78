//! Document symbols: `CTOC/COP/WG.4/2019/6`, joined symbols, suffixes.

use super::Mention;

/// A document symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {}

/// The symbols in `text`.
pub(super) fn find(_text: &str) -> Vec<Mention> {
    Vec::new()
}
