//! The data that `build.rs` put into the binary, as it stands under `rules/`.

use serde::Deserialize;

/// A folder under `rules/`.
#[derive(Debug, Clone, Copy)]
pub enum Folder {
    /// One card per rule.
    Cards,
    /// What each meeting adopted or left as a proposal.
    Adopted,
    /// Treaties and rules of procedure.
    Instruments,
    /// Phrases, abbreviations, symbols.
    Lexicon,
    /// The file `evidence.toml`: how often adopted recommendations kept each rule, as measured.
    Evidence,
    /// The file `practice.toml`: what earlier recommendations did, as read.
    Practice,
}

impl Folder {
    fn bytes(self) -> &'static [u8] {
        match self {
            Folder::Cards => include_bytes!(concat!(env!("OUT_DIR"), "/cards.mp")),
            Folder::Adopted => include_bytes!(concat!(env!("OUT_DIR"), "/adopted.mp")),
            Folder::Instruments => include_bytes!(concat!(env!("OUT_DIR"), "/instruments.mp")),
            Folder::Lexicon => include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.mp")),
            Folder::Evidence => include_bytes!(concat!(env!("OUT_DIR"), "/evidence.mp")),
            Folder::Practice => include_bytes!(concat!(env!("OUT_DIR"), "/practice.mp")),
        }
    }

    /// The whole folder: a map from file stem to content, or a struct with a field for each file.
    ///
    /// # Panics
    /// If the data does not fit `T`: a mistake in the repository, found by any test.
    pub fn read<T: Deserialize<'static>>(self) -> T {
        rmp_serde::from_slice(self.bytes()).unwrap_or_else(|error| panic!("rules/{self:?}: {error}"))
    }
}

/// Word vectors, as they lie in `rules/vectors`.
pub mod vectors {
    /// 128 signed bytes for each word.
    pub const ROWS: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/vectors/static128.i8"));
    /// The words, a line each, most frequent first.
    pub const WORDS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/vectors/words.txt"));
    /// For each word in alphabetical order its place in `WORDS` (four bytes) and its row (two), low byte first.
    pub const ORDER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.order"));
}

/// What the corpus inside the binary is like, found out when the program was built.
pub mod likeness {
    /// Phrases that can stand for each other: an entry a line, separated by semicolons.
    pub const THESAURUS: &str = include_str!(concat!(env!("OUT_DIR"), "/thesaurus.txt"));
    /// What the index rests on: another one, by other code or other words, has another key.
    pub const KEY: &str = include_str!(concat!(env!("OUT_DIR"), "/corpus.key"));
    /// The index of its texts.
    pub const INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus.index"));
}
