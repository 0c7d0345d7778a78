//! What a text is like: the earlier recommendations nearest to it, for people, for programs, and a line each in bulk.
//!
//! It decides nothing: matches come ranked, with their tiers.

mod human;
mod json;

pub use human::human;
pub use json::{json, line};

use crate::corpus::similarity::Match;

/// A text that was asked about, and what it is like.
#[derive(Debug)]
pub struct Asked {
    /// What it is called where it was read, such as `Recommendation 3`, and its line from 1; none for a text by itself.
    pub place: Option<(String, usize)>,
    /// The text.
    pub text: String,
    /// The earlier recommendations it is most like, best first.
    pub matches: Vec<Match>,
    /// Those of the same draft, before it, that it repeats or may repeat: index among the texts asked about, and match.
    pub within: Option<(usize, Match)>,
}
