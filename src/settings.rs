//! What a reader of drafts may choose: values only, no files. `config` makes them from `rapporteur.toml`.

use std::collections::BTreeMap;

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
