//! What words and citations mean: operative phrases, addressees, instruments, abbreviations, document symbols.
//!
//! The data stands under `rules/lexicon` and `rules/instruments`; this room reads it and answers questions about it.
//! It knows nothing of drafts: it looks at reading text and returns spans in it.

pub mod citations;
pub mod delegations;
mod elsewhere;
pub mod instruments;
pub mod matters;
pub mod mentions;
pub mod names;
pub mod numbers;
pub mod phrases;
pub mod places;
mod provisions;
pub mod resolutions;
pub mod spelling;
mod subdivisions;
pub mod symbols;
pub mod terms;
pub mod words;

pub use delegations::Delegations;
pub use instruments::{Instrument, Instruments};
pub use matters::Matters;
pub use mentions::{Mention, MentionKind, PlaceKind};
pub use numbers::Number;
pub use phrases::{Hedges, Phrase, Phrases, Strength};
pub use spelling::Spelling;
pub use terms::Terms;

use serde::Deserialize;

use crate::embedded::Folder;

/// The months, in order.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Everything known about words, instruments and symbols.
#[derive(Debug)]
pub struct Lexicon {
    /// Operative phrases and addressees.
    pub phrases: Phrases,
    /// Abbreviations and their full forms.
    pub abbreviations: Abbreviations,
    /// Treaties and rules of procedure.
    pub instruments: Instruments,
    /// Document symbols and resolutions.
    pub documents: symbols::Documents,
    /// Words whose spelling no ending decides.
    pub spelling: Spelling,
    /// Things with more than one name in circulation.
    pub terms: Terms,
    /// Who speaks in a negotiation.
    pub delegations: Delegations,
    /// What articles are about.
    pub matters: Matters,
}

/// The data as it stands under `rules/`, decoded.
#[derive(Debug, Deserialize)]
pub struct Sources {
    /// `rules/lexicon/phrases.toml`
    pub phrases: phrases::Source,
    /// `rules/lexicon/abbreviations.toml`
    pub abbreviations: Abbreviations,
    /// `rules/lexicon/spelling.toml`
    pub spelling: Spelling,
    /// `rules/lexicon/terms.toml`
    pub terms: Terms,
    /// `rules/lexicon/delegations.toml`
    pub delegations: Delegations,
    /// `rules/lexicon/matters.toml`
    pub matters: Matters,
    /// `rules/lexicon/symbols.toml`
    pub symbols: symbols::Source,
}

/// `rules/lexicon/abbreviations.toml`.
#[derive(Debug, Deserialize)]
pub struct Abbreviations {
    /// Abbreviations after which a full stop ends no sentence.
    pub dots: Vec<String>,
    /// Those that are used without a full form.
    pub familiar: Vec<String>,
    /// Those with a full form.
    #[serde(rename = "abbreviation")]
    pub list: Vec<Abbreviation>,
}

/// A short form and what it stands for.
#[derive(Debug, Deserialize)]
pub struct Abbreviation {
    /// `UNODC`
    pub short: String,
    /// `United Nations Office on Drugs and Crime`
    pub full: String,
    /// Whether every report writes it out at its first use.
    #[serde(default)]
    pub defined: bool,
}

impl Lexicon {
    /// What is inside the binary.
    pub fn embedded() -> Lexicon {
        Lexicon::new(Folder::Lexicon.read())
    }

    /// Puts the data in order.
    pub fn new(sources: Sources) -> Lexicon {
        Lexicon {
            phrases: Phrases::new(sources.phrases),
            abbreviations: sources.abbreviations,
            spelling: sources.spelling,
            terms: sources.terms,
            delegations: sources.delegations,
            matters: sources.matters,
            documents: symbols::Documents::new(sources.symbols),
            instruments: Instruments::new(Folder::Instruments.read()),
        }
    }
}
