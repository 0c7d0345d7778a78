//! Vectors of words: what stands near what in general English. From `rules/vectors`.
//!
//! Nothing is decoded: rows are read where they lie in the binary.

use crate::embedded::vectors::{ORDER, ROWS, WORDS};

/// Numbers in a vector.
pub(super) const DIMENSIONS: usize = 128;

/// Length of a vector as it is stored, squared.
const SQUARE: f32 = 127.0 * 127.0;

/// The place of a word in the table, most frequent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row(u16);

/// Words in the table.
fn len() -> usize {
    ROWS.len() / DIMENSIONS
}

/// The place of a word in lower case, if the table has it.
pub(super) fn row(word: &str) -> Option<Row> {
    let (mut low, mut high) = (0, len());
    while low < high {
        let middle = low.midpoint(high);
        let (candidate, row) = entry(middle);
        match candidate.cmp(word.as_bytes()) {
            std::cmp::Ordering::Equal => return Some(row),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

/// The word that stands at place `i` of the alphabet, and its row.
fn entry(i: usize) -> (&'static [u8], Row) {
    let [a, b, c, d, e, f] = ORDER[i * 6..i * 6 + 6] else { unreachable!("six bytes") };
    let rest = &WORDS.as_bytes()[u32::from_le_bytes([a, b, c, d]) as usize..];
    let end = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
    (&rest[..end], Row(u16::from_le_bytes([e, f])))
}

/// How rare a word is in general English, from nearly 0 for “the” to 1 for a word that the table does not have.
pub(super) fn rarity(row: Option<Row>) -> f32 {
    let last = len() as f32;
    let rank = row.map_or(last, |row| f32::from(row.0));
    (rank + 2.0).ln() / (last + 2.0).ln()
}

impl Row {
    /// The numbers.
    pub(super) fn numbers(self) -> [i16; DIMENSIONS] {
        let start = usize::from(self.0) * DIMENSIONS;
        std::array::from_fn(|i| i16::from(ROWS[start + i].cast_signed()))
    }
}

/// The cosine of two vectors as they are stored.
pub(super) fn cosine(a: &[i16; DIMENSIONS], b: &[i16; DIMENSIONS]) -> f32 {
    let dot: i32 = a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum();
    dot as f32 / SQUARE
}

/// The direction of a text: a sum of vectors at length 1.
pub(super) type Direction = [f32; DIMENSIONS];

/// `direction` at length 1; nothing stays nothing.
pub(super) fn unit(mut direction: Direction) -> Direction {
    let length = direction.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        direction.iter_mut().for_each(|x| *x /= length);
    }
    direction
}

/// The cosine of two directions of length 1.
pub(super) fn dot(a: &Direction, b: &Direction) -> f32 {
    // eight sums, so that the processor need not wait for one addition before the next
    let mut sums = [0.0f32; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for i in 0..8 {
            sums[i] += a[i] * b[i];
        }
    }
    sums.iter().sum()
}
