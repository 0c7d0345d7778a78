//! How an index lies in memory or in a file: sections of numbers, low byte first, that are read where they lie.
//!
//! The same bytes serve the binary, which holds the index of its own corpus, and an index in memory or on disk.

/// What a section holds. A section named `…Ends` says where the entries of the section after it end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Section {
    /// Words in alphabetical order.
    WordEnds,
    WordText,
    /// How much each word says.
    WordWeight,
    /// Its row in the vectors; [`NOTHING`] if it has none.
    WordRow,
    /// Its vector; zeros if it has none.
    WordVector,
    /// The length of its spelling.
    WordLength,
    /// Stems in alphabetical order.
    StemEnds,
    StemText,
    /// The stem of each word.
    WordStem,
    /// How rare words of the stem are in the corpus.
    StemRarity,
    /// Words of each stem.
    StemWordEnds,
    StemWords,
    /// Parts of spelling, by number.
    Gram,
    /// Their weight, squared.
    GramSquare,
    /// Words that have each, and how often.
    GramWordEnds,
    GramWords,
    /// Stems of the thesaurus in alphabetical order.
    SenseStemEnds,
    SenseStemText,
    /// The phrases that begin with each.
    PhraseEnds,
    Phrases,
    /// The number of each word's stem among those of the thesaurus; [`NOTHING`] if it has none.
    WordSenseStem,
    /// Words that can stand for each word, best first; empty in an index that finds this out as it goes.
    AlikeEnds,
    Alike,
    /// Words that share parts of each word's spelling.
    SpeltEnds,
    Spelt,
    /// For each word a byte for each passage: how well the best of its words stands for it, to 255.
    Reach,
    /// Which text each passage is of. First all texts as a whole, then the items of their lists.
    PassageText,
    /// Weight of its words, each counted once.
    PassageWeight,
    /// Length of its spelling.
    PassageLength,
    /// Its runs of three words, by number.
    PassageRunEnds,
    PassageRuns,
    /// Its words and how often each stands there.
    PassageWordEnds,
    PassageWords,
    /// Its words that bear a sense of the thesaurus, and which.
    PassageSenseEnds,
    PassageSenses,
    /// Its direction.
    PassageDirection,
    /// Passages by word.
    WordPassageEnds,
    WordPassages,
    /// Passages by sense.
    SensePassageEnds,
    SensePassages,
    /// Runs of three words, by number, and the passages that have each; empty in a large index.
    Run,
    RunPassageEnds,
    RunPassages,
    /// The mean direction of the texts.
    Middle,
    /// Texts that stand for all of them; only in a large index, where a query is held against few passages.
    Sample,
}

/// How many sections there are.
const SECTIONS: usize = Section::Sample as usize + 1;

/// What an index begins with, and the version of this layout.
const MAGIC: [u8; 8] = *b"likeness";
const VERSION: u32 = 4;

/// Bytes before the first section: magic, version, stamp, number of texts, ends of sections.
const HEAD: usize = 8 + 4 + 8 + 4 + 4 * SECTIONS;

/// No row.
pub(crate) const NOTHING: u32 = u32::MAX;

/// A number of a word, or of anything else, with a small number beside it: a count or a likeness from 0 to 255.
pub(crate) fn pack(id: u32, small: u32) -> u32 {
    id << 8 | small.min(255)
}

/// What [`pack`] put together.
pub(crate) fn unpack(packed: u32) -> (usize, u32) {
    ((packed >> 8) as usize, packed & 255)
}

/// An index in the making.
#[derive(Debug)]
pub(crate) struct Writer {
    sections: Vec<Vec<u8>>,
}

impl Writer {
    pub(crate) fn new() -> Writer {
        Writer { sections: vec![Vec::new(); SECTIONS] }
    }

    pub(crate) fn push(&mut self, section: Section, number: u32) {
        self.bytes(section, &number.to_le_bytes());
    }

    pub(crate) fn push_float(&mut self, section: Section, number: f32) {
        self.bytes(section, &number.to_le_bytes());
    }

    pub(crate) fn bytes(&mut self, section: Section, bytes: &[u8]) {
        self.sections[section as usize].extend_from_slice(bytes);
    }

    /// Writes numbers to a section and where they end to the section `ends`.
    pub(crate) fn list(&mut self, ends: Section, section: Section, numbers: impl IntoIterator<Item = u32>) {
        numbers.into_iter().for_each(|number| self.push(section, number));
        self.push(ends, (self.sections[section as usize].len() / 4) as u32);
    }

    /// Writes text to a section and where it ends to the section `ends`.
    pub(crate) fn text(&mut self, ends: Section, section: Section, text: &str) {
        self.bytes(section, text.as_bytes());
        self.push(ends, self.sections[section as usize].len() as u32);
    }

    /// The index of `texts` texts; `stamp` tells which.
    pub(crate) fn finish(self, stamp: u64, texts: usize) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEAD + self.sections.iter().map(Vec::len).sum::<usize>());
        out.extend(MAGIC);
        out.extend(VERSION.to_le_bytes());
        out.extend(stamp.to_le_bytes());
        out.extend((texts as u32).to_le_bytes());
        let mut end = HEAD;
        for section in &self.sections {
            end += section.len();
            out.extend((end as u32).to_le_bytes());
        }
        self.sections.iter().for_each(|section| out.extend(section));
        out
    }
}

/// An index as it lies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads an index; `None` if these bytes are none, or one of another version.
    pub(crate) fn new(bytes: &'a [u8]) -> Option<Reader<'a>> {
        let reader = Reader { bytes };
        let known = bytes.starts_with(&MAGIC) && reader.number(8) == Some(VERSION);
        let whole = reader.number(HEAD - 4).is_some_and(|end| end as usize == bytes.len());
        (known && whole).then_some(reader)
    }

    fn number(&self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.bytes.get(at..at + 4)?.try_into().ok()?))
    }

    /// Which texts it is the index of.
    pub(crate) fn stamp(&self) -> u64 {
        let half = |at| u64::from(self.number(at).unwrap_or(0));
        half(12) | half(16) << 32
    }

    /// How many texts it is the index of.
    pub(crate) fn texts(&self) -> usize {
        self.number(20).unwrap_or(0) as usize
    }

    /// The bytes of a section.
    pub(crate) fn section(&self, section: Section) -> &'a [u8] {
        let end = |i: usize| self.number(24 + 4 * i).unwrap_or(0) as usize;
        let start = (section as usize).checked_sub(1).map_or(HEAD, end);
        self.bytes.get(start..end(section as usize)).unwrap_or(&[])
    }

    /// The numbers of a section.
    pub(crate) fn numbers(&self, section: Section) -> Numbers<'a> {
        Numbers(self.section(section).as_chunks().0)
    }

    /// The lists of a section.
    pub(crate) fn lists(&self, ends: Section, section: Section) -> Lists<'a> {
        Lists { ends: self.numbers(ends), numbers: self.numbers(section) }
    }

    /// The place of `text` in a section of texts in alphabetical order.
    pub(crate) fn place(&self, ends: Section, section: Section, text: &str) -> Option<u32> {
        let (ends, bytes) = (self.numbers(ends), self.section(section));
        let (mut low, mut high) = (0, ends.len());
        while low < high {
            let middle = low.midpoint(high);
            match bytes.get(ends.range(middle)).unwrap_or(&[]).cmp(text.as_bytes()) {
                std::cmp::Ordering::Equal => return Some(middle as u32),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The text at a place of a section.
    pub(crate) fn text(&self, ends: Section, section: Section, place: u32) -> &'a str {
        let range = self.numbers(ends).range(place as usize);
        self.section(section).get(range).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }
}

/// Numbers as they lie. What is asked beyond them is 0: a damaged file makes wrong answers, never a panic.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbers<'a>(&'a [[u8; 4]]);

impl<'a> Numbers<'a> {
    pub(crate) const fn none() -> Numbers<'a> {
        Numbers(&[])
    }

    pub(crate) fn len(self) -> usize {
        self.0.len()
    }

    pub(crate) fn at(self, i: usize) -> u32 {
        self.0.get(i).map_or(0, |bytes| u32::from_le_bytes(*bytes))
    }

    pub(crate) fn float(self, i: usize) -> f32 {
        f32::from_bits(self.at(i))
    }

    /// From the end before entry `i` to its end, for a section of ends.
    fn range(self, i: usize) -> std::ops::Range<usize> {
        let start = i.checked_sub(1).map_or(0, |before| self.at(before));
        start as usize..self.at(i) as usize
    }

    /// The place of `number` in a section of numbers that rise.
    pub(crate) fn place(self, number: u32) -> Option<usize> {
        self.0.binary_search_by_key(&number, |bytes| u32::from_le_bytes(*bytes)).ok()
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = u32> + 'a {
        self.0.iter().map(|bytes| u32::from_le_bytes(*bytes))
    }

    /// The numbers by fours, and those that are left; each low byte first.
    pub(crate) fn fours(self) -> (&'a [[[u8; 4]; 4]], &'a [[u8; 4]]) {
        self.0.as_chunks()
    }

    pub(crate) fn floats(self) -> impl Iterator<Item = f32> + 'a {
        self.iter().map(f32::from_bits)
    }
}

/// Lists of numbers as they lie.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lists<'a> {
    ends: Numbers<'a>,
    numbers: Numbers<'a>,
}

impl<'a> Lists<'a> {
    /// List `i`.
    pub(crate) fn at(self, i: usize) -> Numbers<'a> {
        Numbers(self.numbers.0.get(self.ends.range(i)).unwrap_or(&[]))
    }
}
