//! What a text is like: the earlier recommendations nearest to it, for people, for programs, and a line each in bulk.
//!
//! It decides nothing: matches come ranked, with their tiers.

mod human;
mod json;

pub use human::human;
pub use json::{json, line};

use crate::corpus::similarity::Match;

/// Where a text was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What people call it: `Recommendation 3`.
    pub called: String,
    /// Its line, from 1; in a Word document that of its text.
    pub line: usize,
    /// Where it stands, for people: `line 12`, `3rd paragraph`.
    pub spot: String,
}

/// A text that was asked about, and what it is like.
#[derive(Debug)]
pub struct Asked {
    /// Where it was read; none for a text by itself.
    pub place: Option<Place>,
    /// The text.
    pub text: String,
    /// The earlier recommendations it is most like, best first.
    pub matches: Vec<Match>,
    /// Those of the same draft, before it, that it repeats or may repeat: index among the texts asked about, and match.
    pub within: Option<(usize, Match)>,
}
