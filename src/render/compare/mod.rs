//! What differs between two versions of a draft, or between two earlier recommendations: one form a file.

mod human;
mod json;
mod markdown;

use super::spot;
use crate::corpus::similarity::Tier;
use crate::document::Status;
use crate::document::comparison::{Change, Comparison, Pair, Version};
use crate::document::decode::Decoded;
use crate::document::reversal::reversal;
use crate::text::Lines;

/// A form of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// For people at a terminal.
    #[default]
    Human,
    /// For programs.
    Json,
    /// For people, to send on.
    Markdown,
}

impl Form {
    /// All of them.
    pub const ALL: [Form; 3] = [Form::Human, Form::Json, Form::Markdown];

    /// The word for it on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Form::Human => "human",
            Form::Json => "json",
            Form::Markdown => "markdown",
        }
    }
}

/// One of the two that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The path of a draft as it was given, or the full name of an earlier recommendation.
    pub name: String,
    /// Whether an earlier recommendation was adopted; none for a draft.
    pub status: Option<Status>,
    /// The symbol of its document; empty for a draft and for a document without one.
    pub symbol: String,
    /// Whether the symbol was inferred.
    pub inferred: bool,
    /// The line, from 1, in which each recommendation of a draft begins; empty for an earlier recommendation.
    pub lines: Vec<usize>,
    /// The same for people: `line 12`, `3rd paragraph`.
    pub spots: Vec<String>,
}

impl Side {
    /// A draft that people know by this name.
    pub fn draft(name: &str, decoded: &Decoded, versions: &[Version]) -> Side {
        let lines = Lines::new(&decoded.text);
        Side {
            name: name.to_owned(),
            status: None,
            symbol: String::new(),
            inferred: false,
            spots: versions.iter().map(|version| spot(&decoded.text, decoded.word.as_deref(), version.start)).collect(),
            lines: versions.iter().map(|version| lines.line_of(version.start) + 1).collect(),
        }
    }
}

/// Two sides, compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The older.
    pub old: Side,
    /// The newer.
    pub new: Side,
    /// What became of each recommendation.
    pub comparison: Comparison,
    /// How alike the engine finds two earlier recommendations; none for drafts.
    pub alike: Option<(Tier, f32)>,
}

impl Compared {
    /// The recommendation in the older version.
    fn before(&self, pair: &Pair) -> Option<&Version> {
        pair.old.map(|i| &self.comparison.old[i])
    }

    /// The recommendation in the newer version.
    fn after(&self, pair: &Pair) -> Option<&Version> {
        pair.new.map(|i| &self.comparison.new[i])
    }

    /// Where most of the words of one that is gone went, or of one that is new came from.
    fn kin(&self, pair: &Pair) -> Option<String> {
        let name = |version: &Version| Some(version.called.clone()).filter(|called| !called.is_empty());
        match pair.new {
            None => Some(format!("most of its words stand in {}", name(&self.comparison.new[pair.kin?])?)),
            Some(_) => Some(format!("most of its words stood in {}", name(&self.comparison.old[pair.kin?])?)),
        }
    }

    /// How many recommendations each change befell, in the order in which they are told.
    fn counts(&self) -> Vec<(Change, usize)> {
        let count = |change| self.comparison.pairs.iter().filter(|pair| pair.changes.contains(&change)).count();
        Change::ALL.into_iter().map(|change| (change, count(change))).filter(|(_, count)| *count > 0).collect()
    }

    /// `1 added, 2 weakened`.
    fn summary(&self) -> String {
        let counts = self.counts();
        if counts.is_empty() {
            return "nothing changed in any recommendation".to_owned();
        }
        counts.iter().map(|(change, count)| format!("{count} {}", change.name())).collect::<Vec<_>>().join(", ")
    }

    /// What a pair is called: `Recommendation 3 (was Recommendation 2)`.
    fn called(&self, pair: &Pair) -> String {
        let name = |version: &Version| match version.called.as_str() {
            "" => "a recommendation without a number".to_owned(),
            called => called.to_owned(),
        };
        match (self.before(pair), self.after(pair)) {
            (Some(old), Some(new)) if self.new.status.is_some() => format!("{} → {}", name(old), name(new)),
            (Some(old), Some(new)) if old.called != new.called => format!("{} (was {})", name(new), name(old)),
            (_, Some(one)) | (Some(one), None) => name(one),
            (None, None) => String::new(),
        }
    }
}

/// What of a pair changed besides its words: a word for it, what it was, and what it is.
fn turns(old: &Version, new: &Version, changes: &[Change]) -> Vec<(&'static str, String, String)> {
    let phrase = |version: &Version| match (version.phrase.as_str(), version.strength) {
        ("", _) => "no operative phrase".to_owned(),
        (phrase, Some(strength)) => format!("“{phrase}” ({})", strength.name()),
        (phrase, None) => format!("“{phrase}”"),
    };
    let asked = |version: &Version| match version.addressees.is_empty() {
        true => "nobody named".to_owned(),
        false => version.addressees.join(" and "),
    };
    let section = |version: &Version| match (version.section.as_str(), version.annex) {
        ("", 0) => "no section".to_owned(),
        ("", annex) => format!("annex {annex}"),
        (section, 0) => section.to_owned(),
        (section, annex) => format!("annex {annex}, {section}"),
    };
    let mut turns = Vec::new();
    if old.phrase != new.phrase {
        turns.push(("phrase", phrase(old), phrase(new)));
    }
    if let Some(found) = reversal(&old.text, &new.text).filter(|_| changes.contains(&Change::Reversed)) {
        turns.push(("asks for the opposite", quoted(found.old.of(&old.text)), quoted(found.new.of(&new.text))));
    }
    if changes.contains(&Change::Readdressed) {
        turns.push(("addressee", asked(old), asked(new)));
    }
    if changes.contains(&Change::Moved) && section(old) != section(new) {
        turns.push(("section", section(old), section(new)));
    }
    turns
}

fn quoted(words: &str) -> String {
    format!("“{}”", words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether nothing befell a pair but another number.
fn is_renumbered_alone(pair: &Pair) -> bool {
    pair.changes == [Change::Renumbered]
}

/// The comparison in a form; `width` in columns of the terminal.
pub fn render(compared: &Compared, form: Form, width: usize) -> String {
    match form {
        Form::Human => human::render(compared, width),
        Form::Json => json::render(compared),
        Form::Markdown => markdown::render(compared),
    }
}
