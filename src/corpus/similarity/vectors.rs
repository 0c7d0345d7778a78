//! Vectors of words: what stands near what in general English. From `rules/vectors`.
//!
//! Nothing is decoded: rows are read where they lie.

/// Numbers in a vector.
pub(crate) const DIMENSIONS: usize = 128;

/// Length of a vector as it is stored, squared.
const SQUARE: f32 = 127.0 * 127.0;

/// Bytes of an entry of the alphabet.
const ENTRY: usize = 6;

/// The table of vectors.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vectors<'a> {
    /// 128 signed bytes for each word.
    pub(crate) rows: &'a [u8],
    /// The words, a line each, most frequent first.
    pub(crate) words: &'a str,
    /// For each word in alphabetical order its place in `words` (four bytes) and its row (two), low byte first.
    pub(crate) order: &'a [u8],
}

impl Vectors<'_> {
    /// Words in the table.
    fn len(&self) -> usize {
        self.order.len() / ENTRY
    }

    /// The row of a word in lower case, if the table has it.
    pub(crate) fn row(&self, word: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            let (candidate, row) = self.entry(middle);
            match candidate.cmp(word.as_bytes()) {
                std::cmp::Ordering::Equal => return Some(row),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The word that stands at place `i` of the alphabet, and its row.
    fn entry(&self, i: usize) -> (&[u8], u32) {
        let [a, b, c, d, e, f] = self.order[i * ENTRY..][..ENTRY] else { unreachable!("an entry has six bytes") };
        let rest = &self.words.as_bytes()[u32::from_le_bytes([a, b, c, d]) as usize..];
        let end = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
        (&rest[..end], u32::from(u16::from_le_bytes([e, f])))
    }

    /// How rare a word is in general English, from nearly 0 for “the” to 1 for a word that the table does not have.
    pub(crate) fn rarity(&self, row: Option<u32>) -> f32 {
        let last = self.len() as f32;
        let rank = row.map_or(last, |row| row as f32);
        (rank + 2.0).ln() / (last + 2.0).ln()
    }

    /// The numbers of a row.
    pub(crate) fn numbers(&self, row: u32) -> &[u8; DIMENSIONS] {
        const NOTHING: &[u8; DIMENSIONS] = &[0; DIMENSIONS];
        let start = row as usize * DIMENSIONS;
        let numbers = self.rows.get(start..start + DIMENSIONS).and_then(|numbers| numbers.try_into().ok());
        numbers.unwrap_or(NOTHING)
    }
}

/// A vector, widened for counting.
pub(crate) type Wide = [i16; DIMENSIONS];

/// Widens stored numbers.
pub(crate) fn wide(numbers: &[u8; DIMENSIONS]) -> Wide {
    numbers.map(|number| i16::from(number.cast_signed()))
}

/// The cosine of two vectors.
pub(crate) fn cosine(a: &Wide, b: &[u8; DIMENSIONS]) -> f32 {
    dot(a, b) as f32 / SQUARE
}

/// The cosine of two vectors, if it is at least `least`; nearly all that are less are known by their first numbers,
/// which hold nearly half of a vector's length.
pub(crate) fn cosine_from(a: &Wide, b: &[u8; DIMENSIONS], least: f32) -> Option<f32> {
    let enough = least * SQUARE;
    if blocks(a, b).next()? as f32 <= enough / 3.0 {
        return None;
    }
    let dot = dot(a, b) as f32;
    (dot >= enough).then_some(dot / SQUARE)
}

fn dot(a: &Wide, b: &[u8; DIMENSIONS]) -> i32 {
    blocks(a, b).sum()
}

/// The products of two vectors, summed up by blocks of a size that compilers make few instructions of.
fn blocks(a: &Wide, b: &[u8; DIMENSIONS]) -> impl Iterator<Item = i32> {
    const BLOCK: usize = 32;
    let block = |(a, b): (&[i16; BLOCK], &[u8; BLOCK])| -> i32 {
        a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b.cast_signed())).sum()
    };
    a.as_chunks().0.iter().zip(b.as_chunks().0).map(block)
}

/// The direction of a text: a sum of vectors.
pub(crate) type Direction = [f32; DIMENSIONS];

/// Adds `share` of a row.
pub(crate) fn add(direction: &mut Direction, share: f32, numbers: &[u8; DIMENSIONS]) {
    for (sum, &number) in direction.iter_mut().zip(numbers) {
        *sum += share * f32::from(number.cast_signed());
    }
}

/// `direction` at length 1; nothing stays nothing.
pub(crate) fn unit(mut direction: Direction) -> Direction {
    let length = direction.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        direction.iter_mut().for_each(|x| *x /= length);
    }
    direction
}

/// A direction of length 1 as it is stored.
pub(crate) fn pack(direction: &Direction) -> [u8; DIMENSIONS] {
    direction.map(|x| ((x * 127.0).round() as i8).cast_unsigned())
}
