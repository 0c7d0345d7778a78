//! Finds words of a list where words begin: most of a text is none of them, and its first three letters show that.
//!
//! It knows nothing of rules, and does not look inside words.

/// Buckets of words that begin alike.
const BUCKETS: usize = 1 << 12;

/// A list of words.
#[derive(Debug)]
pub(super) struct Openings {
    /// In lower case, with the number that the list gave each, by bucket.
    words: Vec<(Box<str>, u32)>,
    /// Where each bucket ends.
    ends: Vec<u32>,
}

impl Openings {
    /// A list of `words` in lower case, all of which it [can find](Openings::can_find).
    pub(super) fn new<'a>(words: impl Iterator<Item = (&'a str, u32)>) -> Openings {
        let mut words: Vec<(Box<str>, u32)> = words.map(|(word, number)| (word.into(), number)).collect();
        let of = |word: &str| bucket(word.as_bytes()).expect("words it can find are long enough");
        words.sort_by_key(|(word, number)| (of(word), *number));
        let mut ends = vec![0; BUCKETS];
        words.iter().for_each(|(word, _)| ends[of(word)] += 1);
        let mut end = 0;
        for bucket in &mut ends {
            end += *bucket;
            *bucket = end;
        }
        Openings { words, ends }
    }

    /// Whether `word` has three letters to be known by.
    pub(super) fn can_find(word: &str) -> bool {
        word.len() > 2 && word.starts_with(char::is_alphanumeric)
    }

    /// Every place where one of the words stands and no letter or digit before it, whatever the case of ASCII letters:
    /// the number of the word, first and last byte. By place, then by number.
    pub(super) fn find(&self, text: &str, mut found: impl FnMut(u32, usize, usize)) {
        let bytes = text.as_bytes();
        // whether what stands before is a letter or digit
        let mut inside = false;
        for (at, &byte) in bytes.iter().enumerate() {
            let begins = if byte.is_ascii() {
                let follows = std::mem::replace(&mut inside, byte.is_ascii_alphanumeric());
                inside && !follows
            } else {
                let begins = !inside && text.is_char_boundary(at);
                if text.is_char_boundary(at + 1) {
                    inside = text[..=at].chars().next_back().is_some_and(char::is_alphanumeric);
                }
                begins
            };
            let Some(n) = begins.then(|| bucket(&bytes[at..])).flatten() else { continue };
            let start = n.checked_sub(1).map_or(0, |before| self.ends[before]);
            for (word, number) in &self.words[start as usize..self.ends[n] as usize] {
                if bytes[at..].get(..word.len()).is_some_and(|there| there.eq_ignore_ascii_case(word.as_bytes())) {
                    found(*number, at, at + word.len());
                }
            }
        }
    }
}

/// The bucket of what begins so; letters of either case share one. `None` if there are too few.
fn bucket(bytes: &[u8]) -> Option<usize> {
    let [a, b, c, ..] = *bytes else { return None };
    let letters = usize::from(a & 31) << 10 | usize::from(b & 31) << 5 | usize::from(c & 31);
    Some(letters.wrapping_mul(40_503) >> 4 & (BUCKETS - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_words_begin() {
        let words = ["cooperation", "co-operation", "coo", "état", "e.g"];
        assert!(
            words.iter().all(|word| Openings::can_find(word))
                && !Openings::can_find("% of")
                && !Openings::can_find("co")
        );
        let openings = Openings::new(words.into_iter().zip(0..));
        let mut found = Vec::new();
        let text = "Co-operation, “cooperation” (état) noncooperation écooperation e.g. 5%coo";
        openings.find(text, |number, start, end| found.push((number, &text[start..end])));
        assert_eq!(found, [(1, "Co-operation"), (0, "cooperation"), (2, "coo"), (3, "état"), (4, "e.g"), (2, "coo")]);
    }
}
