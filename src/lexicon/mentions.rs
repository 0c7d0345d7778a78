//! Mentions: places in a text that name something else, such as an article, a resolution, a document or another
//! recommendation of the same draft. Each kind has its file; this one gathers them.

use super::Lexicon;
pub use super::citations::Citation;
pub use super::places::{Assurance, Direction, Named, PlaceKind, PlaceName};
pub use super::symbols::Symbol;
use crate::text::Span;

/// A place that names something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands in the reading text.
    pub span: Span,
    /// What it names.
    pub kind: MentionKind,
}

/// What is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MentionKind {
    /// An article, paragraph or subparagraph of an instrument, or the instrument alone.
    Citation(Citation),
    /// A document symbol, such as `CTOC/COP/WG.4/2019/6`.
    Symbol(Symbol),
    /// Another place of the same draft, such as "recommendation 3 above".
    Place(PlaceName),
}

/// All mentions in `text`, by place.
pub fn find(text: &str, lexicon: &Lexicon) -> Vec<Mention> {
    let mut mentions = super::citations::find(text, lexicon);
    // "paragraph 3" inside a citation is no place of the draft, "A/RES/55/25" in "resolution A/RES/55/25" no document
    let cited = |other: &Mention| {
        let after = mentions.partition_point(|mention: &Mention| mention.span.start <= other.span.start);
        after > 0 && mentions[after - 1].span.contains(other.span)
    };
    let others = super::places::find(text).into_iter().chain(super::symbols::find(text));
    let others: Vec<Mention> = others.filter(|other| !cited(other)).collect();
    mentions.extend(others);
    mentions.sort_by_key(|mention| mention.span);
    mentions
}
