//! Evidence: how often adopted recommendations had occasion for a rule, and how often they kept it.
//!
//! Computed by running the rules over the corpus itself; nothing here is typed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::document::Status;

/// The measured support of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Support {
    /// By meeting id: the places with an occasion, and those of them where the rule was broken.
    pub meetings: BTreeMap<String, Tally>,
}

/// What one meeting did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Names of the adopted recommendations (or headings) where the rule had something to decide.
    pub occasions: BTreeSet<String>,
    /// Those of them that broke it.
    pub broken: BTreeSet<String>,
}

/// The support of every rule.
pub type Evidence = BTreeMap<Arc<str>, Support>;

impl Support {
    /// Places where the rule had something to decide.
    pub fn occasions(&self) -> usize {
        self.meetings.values().map(|tally| tally.occasions.len()).sum()
    }

    /// Places where it was broken.
    pub fn broken(&self) -> usize {
        self.meetings.values().map(|tally| tally.broken.len()).sum()
    }

    /// Places where it was kept.
    pub fn kept(&self) -> usize {
        self.occasions() - self.broken()
    }

    /// Names of the places where it was broken.
    pub fn exceptions(&self) -> impl Iterator<Item = &str> {
        self.meetings.values().flat_map(|tally| &tally.broken).map(String::as_str)
    }
}

/// Only what was adopted is evidence.
pub const COUNTED: Status = Status::Adopted;
