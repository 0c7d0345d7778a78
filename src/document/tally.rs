//! How many words a draft has, of what kind: added up once, and after an edit only what is gone and new is counted.

use std::sync::Arc;

use super::unit::{Kind, Unit};

/// Words of a draft, by what they stand in and what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    pub words: u64,
    /// Outside front matter, code and comments.
    pub read: u64,
    /// In running text.
    pub prose: u64,
    /// Small words of English in running text.
    pub english: u64,
    /// Small words of other languages in running text.
    pub foreign: u64,
}

impl Tally {
    pub(super) fn of(units: &[Arc<Unit>]) -> Tally {
        units.iter().fold(Tally::default(), |tally, unit| {
            let counted = |counts: bool, number: u32| if counts { u64::from(number) } else { 0 };
            let read = !matches!(unit.kind(), Kind::FrontMatter | Kind::Code | Kind::Comment);
            let prose = unit.kind().is_prose();
            tally.with(Tally {
                words: counted(true, unit.words),
                read: counted(read, unit.words),
                prose: counted(prose, unit.words),
                english: counted(prose, unit.english),
                foreign: counted(prose, unit.foreign),
            })
        })
    }

    pub(super) fn with(self, other: Tally) -> Tally {
        self.each(other, |a, b| a + b)
    }

    pub(super) fn without(self, other: Tally) -> Tally {
        self.each(other, |a, b| a - b)
    }

    fn each(self, other: Tally, of: impl Fn(u64, u64) -> u64) -> Tally {
        Tally {
            words: of(self.words, other.words),
            read: of(self.read, other.read),
            prose: of(self.prose, other.prose),
            english: of(self.english, other.english),
            foreign: of(self.foreign, other.foreign),
        }
    }
}
