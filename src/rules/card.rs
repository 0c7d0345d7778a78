//! A card: all that people read about a rule, and for data rules what it does.

use serde::Deserialize;

use crate::finding::{Category, Safety, Severity};

/// A rule's card, as its file under `rules/cards` or a card folder of `rapporteur.toml` has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// At most 60 characters.
    pub title: String,
    /// What the rule is about.
    #[serde(deserialize_with = "category")]
    pub category: Category,
    /// How much its findings matter, unless a check says otherwise.
    #[serde(deserialize_with = "severity")]
    pub severity: Severity,
    /// In stage `submission`, if it differs.
    #[serde(default, deserialize_with = "some_severity")]
    pub submission: Option<Severity>,
    /// In a text that is no draft of this kind and is read with `--force`, if it differs: what is usage of the Working
    /// Group, and no convention of the United Nations at large, is worth no more than information there.
    #[serde(default, deserialize_with = "some_severity")]
    pub elsewhere: Option<Severity>,
    /// Why people should care; no figures.
    pub why: String,
    /// Where the rule comes from; no figures.
    pub source: String,
    /// Whether the rule needs no language: it also reads drafts that are not in English.
    #[serde(default)]
    pub any_language: bool,
    /// Whether it applies only to what is a recommendation: never to a file that is no draft.
    #[serde(default)]
    pub recommendations_only: bool,
    /// Whether a person need see it only once per document.
    #[serde(default)]
    pub once: bool,
    /// The words of the sentence of evidence.
    #[serde(default)]
    pub support: Support,
    /// The behaviour stands in `src/checks`.
    #[serde(default)]
    pub coded: bool,
    /// Words for words.
    #[serde(default)]
    pub replace: Option<Replace>,
    /// A pattern.
    #[serde(default)]
    pub pattern: Option<Pattern>,
    /// Texts with marked findings.
    #[serde(default)]
    pub flagged: Vec<Flagged>,
    /// Texts without findings.
    #[serde(default)]
    pub clean: Vec<Clean>,
}

/// The words of "96 of the 97 adopted recommendations that name them (2013 to 2023) write “States parties”".
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// After "that": `name them`; empty if every recommendation is an occasion.
    #[serde(default)]
    pub occasion: String,
    /// What those that keep the rule do, in the plural: `write “States parties”`.
    #[serde(default)]
    pub practice: String,
    /// What is counted, in the plural, if not recommendations: `sections`, `lists`.
    #[serde(default)]
    pub counted: String,
}

/// Words for words: every pair is (wrong, right). Matching ignores case; a capital is kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replace {
    /// (what is found, what adopted texts write). An empty right side means that there is no sure word for it.
    pub pairs: Vec<(String, String)>,
    /// Right forms beyond those of the pairs: they are occasions, too.
    #[serde(default)]
    pub right: Vec<String>,
    /// Longer phrases in which the wrong form is right.
    #[serde(default)]
    pub except: Vec<String>,
    /// Whether case must agree.
    #[serde(default)]
    pub exact_case: bool,
    /// Whether capitalized matches inside a sentence are names, and left alone. True unless said otherwise.
    #[serde(default = "yes")]
    pub spare_names: bool,
    /// Where the rule looks.
    #[serde(default)]
    pub within: Within,
    /// Whether the replacement may be made unread.
    #[serde(default, deserialize_with = "some_safety")]
    pub safety: Option<Safety>,
    /// The message; `{found}` and `{right}` are filled in.
    #[serde(default)]
    pub message: Option<String>,
    /// First and last year of drafts the rule is for.
    #[serde(default)]
    pub years: Option<(u16, u16)>,
}

/// A regular expression over reading text; it runs in linear time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// What is found. The group `at`, if there is one, is the finding; else the whole match.
    pub find: String,
    /// Literals of which a text must hold one for the pattern to be tried.
    pub needs: Vec<String>,
    /// Right forms: they are occasions.
    #[serde(default)]
    pub keep: Option<String>,
    /// As `needs`, of a text that holds right forms and may hold nothing else.
    #[serde(default)]
    pub keep_needs: Vec<String>,
    /// What the whole match becomes, with `$1` or `${name}`.
    #[serde(default)]
    pub becomes: Option<String>,
    /// Where the rule looks.
    #[serde(default)]
    pub within: Within,
    /// Whether the replacement may be made unread.
    #[serde(default, deserialize_with = "some_safety")]
    pub safety: Option<Safety>,
    /// The message; `{found}` and `{right}` are filled in.
    pub message: String,
    /// Whether it looks into quotation marks, too.
    #[serde(default)]
    pub quotations: bool,
    /// First and last year of drafts the rule is for.
    #[serde(default)]
    pub years: Option<(u16, u16)>,
}

/// Where a data rule looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// Headings, paragraphs, recommendations and footnotes; not tables, code and quotations set off.
    #[default]
    Prose,
    /// Recommendations.
    Recommendations,
    /// Recommendations and headings.
    RecommendationsAndHeadings,
}

/// A text with marked findings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flagged {
    /// `{{…}}` marks each expected span.
    pub text: String,
    /// The text after the first fix of every finding; without it no finding has a fix.
    #[serde(default)]
    pub becomes: Option<String>,
    /// Settings the example needs.
    #[serde(flatten)]
    pub given: Given,
}

/// A text without findings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clean {
    /// The text.
    pub text: String,
    /// Settings the example needs.
    #[serde(flatten)]
    pub given: Given,
}

/// Settings that an example needs.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Given {
    /// `submission`
    #[serde(default)]
    pub stage: Option<String>,
    /// The draft's year.
    #[serde(default)]
    pub year: Option<u16>,
    /// Read the text even if it does not look like a draft.
    #[serde(default)]
    pub force: bool,
    /// How often the last paragraph is repeated after the text, for rules about length.
    #[serde(default)]
    pub repeated: usize,
}

fn yes() -> bool {
    true
}

fn category<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Category, D::Error> {
    let name = String::deserialize(deserializer)?;
    Category::named(&name).ok_or_else(|| serde::de::Error::custom(format!("no category is called “{name}”")))
}

fn severity<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Severity, D::Error> {
    let name = String::deserialize(deserializer)?;
    Severity::named(&name).ok_or_else(|| serde::de::Error::custom(format!("no severity is called “{name}”")))
}

fn some_severity<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Severity>, D::Error> {
    severity(deserializer).map(Some)
}

fn some_safety<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Safety>, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "safe" => Ok(Some(Safety::Safe)),
        "needs-review" => Ok(Some(Safety::NeedsReview)),
        other => Err(serde::de::Error::custom(format!("“{other}” is neither “safe” nor “needs-review”"))),
    }
}
