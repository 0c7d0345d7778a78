//! What a reader of drafts may choose: values only, no files. `config` makes them from `rapporteur.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// How much a finding matters, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Likely, or a matter of choice; shown in editors and on request.
    Hint,
    /// Worth knowing.
    Information,
    /// Adopted texts do otherwise.
    Warning,
    /// Wrong by every adopted text.
    Error,
}

impl Severity {
    /// All of them, least first.
    pub const ALL: [Severity; 4] = [Severity::Hint, Severity::Information, Severity::Warning, Severity::Error];

    /// The word for it, everywhere.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Information => "information",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity with that name.
    pub fn named(name: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

/// Where a draft stands on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stage {
    /// Delegations still work on it: brackets and alternatives are information.
    #[default]
    Negotiation,
    /// It is about to be handed in: whatever negotiation left behind is an error.
    Submission,
}

impl Stage {
    /// All of them.
    pub const ALL: [Stage; 2] = [Stage::Negotiation, Stage::Submission];

    /// The word for it, everywhere.
    pub const fn name(self) -> &'static str {
        match self {
            Stage::Negotiation => "negotiation",
            Stage::Submission => "submission",
        }
    }

    /// The stage with that name.
    pub fn named(name: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// How a rule is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Not at all.
    Off,
    /// With this severity.
    At(Severity),
}

/// What the language server does for an editor; each can be turned off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Feature {
    /// Fixes, exceptions and other changes to choose from.
    Actions,
    /// Proposals while somebody types.
    Completion,
    /// From a mention or a mark to what it names or rests on.
    Definition,
    /// Marks in the text.
    Diagnostics,
    /// Folding of chapters, sections and recommendations.
    Folding,
    /// Spacing, punctuation and lists put in the form of adopted texts.
    Formatting,
    /// The number at the cursor wherever it stands.
    Highlights,
    /// Strength and the nearest earlier recommendation between the words.
    Hints,
    /// What there is to read at a place.
    Hover,
    /// Length and the nearest earlier recommendation above each recommendation.
    Lenses,
    /// From symbols and articles to the documents.
    Links,
    /// The outline of a draft.
    Outline,
    /// From a recommendation to its mentions.
    References,
    /// A new number for a recommendation and all its mentions.
    Rename,
    /// Growing selections.
    Selection,
    /// Search over drafts and the adopted record.
    Symbols,
    /// Colours for addressee, operative phrase, citation and bracketed text.
    Tokens,
}

impl Feature {
    /// All of them.
    pub const ALL: [(Feature, &'static str, &'static str); 17] = [
        (Feature::Actions, "actions", "Fixes, exceptions and other changes to choose from"),
        (Feature::Completion, "completion", "Proposals while somebody types"),
        (Feature::Definition, "definition", "From a mention or a mark to what it names or rests on"),
        (Feature::Diagnostics, "diagnostics", "Marks in the text"),
        (Feature::Folding, "folding", "Folding of chapters, sections and recommendations"),
        (Feature::Formatting, "formatting", "Spacing, punctuation and lists put in the form of adopted texts"),
        (Feature::Highlights, "highlights", "The number at the cursor wherever it stands"),
        (Feature::Hints, "hints", "Strength and the nearest earlier recommendation between the words"),
        (Feature::Hover, "hover", "What there is to read at a place"),
        (Feature::Lenses, "lenses", "Length and the nearest earlier recommendation above each recommendation"),
        (Feature::Links, "links", "From symbols and articles to the documents"),
        (Feature::Outline, "outline", "The outline of a draft"),
        (Feature::References, "references", "From a recommendation to its mentions"),
        (Feature::Rename, "rename", "A new number for a recommendation and all its mentions"),
        (Feature::Selection, "selection", "Growing selections"),
        (Feature::Symbols, "symbols", "Search over drafts and the adopted record"),
        (Feature::Tokens, "tokens", "Colours for addressee, operative phrase, citation and bracketed text"),
    ];

    /// The word for it, everywhere.
    pub fn name(self) -> &'static str {
        Feature::ALL[self as usize].1
    }
}

/// Some of the features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Features(u32);

impl Features {
    /// All of them.
    pub const ALL: Features = Features((1 << Feature::ALL.len()) - 1);

    /// Whether it is one of these.
    pub const fn has(self, feature: Feature) -> bool {
        self.0 & (1 << feature as u32) != 0
    }

    /// These and this one.
    #[must_use]
    pub const fn with(self, feature: Feature) -> Features {
        Features(self.0 | 1 << feature as u32)
    }

    /// These without this one.
    #[must_use]
    pub const fn without(self, feature: Feature) -> Features {
        Features(self.0 & !(1 << feature as u32))
    }
}

/// All that an analysis depends on besides the draft and the corpus.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Where the draft stands.
    pub stage: Stage,
    /// The year the draft is written in; `None` takes it from the draft, else the newest meeting of the corpus.
    pub year: Option<u16>,
    /// The body whose meetings `2019/10` means, such as `WG.4`.
    pub body: String,
    /// Levels that differ from the cards', by rule.
    pub levels: BTreeMap<String, Level>,
    /// Read every file as a draft, even one that does not look like one.
    pub force: Force,
}

/// Whether a file that is no draft is read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Force {
    /// A file that is no draft gets no findings.
    #[default]
    DraftsOnly,
    /// Every file is read.
    Everything,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            stage: Stage::default(),
            year: None,
            body: "WG.4".to_owned(),
            levels: BTreeMap::new(),
            force: Force::default(),
        }
    }
}
