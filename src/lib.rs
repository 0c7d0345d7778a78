//! Holds draft recommendations against what earlier sessions adopted.
//!
//! The map of the house, in reading order. A room imports only rooms above it; a test reads the `use` lines.
//!
//! ```text
//!  rules/cards ── card ─┐                      ┌─ render::{human,json,…} ─ stdout, file
//!                       ├─ RuleSet ─┐          │
//!  checks::CHECKS ──────┘           │          │
//!                               Workbench ── Analysis ── lsp::{diagnostics,hover,…} ─ editor
//!  rules/adopted ─ corpus ──────────┘          │  = Document + findings
//!                                              └─ text::apply ─ `fix`
//!  draft ── document ────────────────┘
//! ```
//!
//! What differs from the first design, and why:
//! - Units keep *reading text*: what a person reads, with page breaks, no-break spaces and markup gone. Rules see only
//!   that, so no rule has to know them, and a table leads every span back to the file.
//! - `Severity` stands in `settings`, since a person may choose it; `finding` passes it on.
//! - `lsp` stands above `cli`, which starts it; neither knows `render`'s business of the other.
//! - `lsp` makes the changes that a person chooses (a stronger phrase, a list of actions) with the same functions of
//!   `checks` that make fixes, so that both read alike.
//! - Settings are an argument of `analyze`, since they differ from file to file.
//! - Checks of the whole draft see its units, not a second set of facts: a unit never changes, so it is its own facts.
//!   What they found out about a unit stays with it, so that an edit costs what it touched.
//! - The evidence of the embedded rules is computed by a test and kept in `rules/evidence.toml`, so that naming it costs
//!   nothing; with meetings or cards of a person's own it is computed when it is first asked for. What earlier
//!   recommendations did is kept in `rules/practice.toml` in the same way, a meeting at a time.
//! - `unsafe` is denied everywhere but in `mapped`, one small file: an index of many recommendations is read where it lies
//!   on disk, and mapping a file cannot be done without. The bytes are checked before, and every reader of them answers
//!   with nothing where they say nothing.
//! - The readers of Word, PDF and HTML stand in `document`; what reads a PDF runs in a process of its own.

/// Spans, lines, positions and edits.
pub mod text;

/// Files that are read where they lie: the only room with `unsafe`.
pub mod mapped;

/// What could not be done, for a person who can mend it.
pub mod failure;

/// The data that `build.rs` put into the binary.
pub mod embedded;

/// What words and citations mean.
pub mod lexicon;

/// What a reader of drafts may choose: values only.
pub mod settings;

/// A draft read into structure.
pub mod document;

/// What a rule says about a draft, as values.
pub mod finding;

/// What earlier meetings adopted.
pub mod corpus;

/// What data cannot express: one coded check a file.
pub mod checks;

/// Cards, the data kinds, the rule set.
pub mod rules;

/// Exceptions that a draft makes for itself.
pub mod suppress;

/// How often adopted recommendations kept each rule.
pub mod evidence;

/// The one pipeline.
pub mod workbench;

/// Whether the examples of a card hold.
pub mod trial;

/// Findings that were there before.
pub mod baseline;

/// What a person chose, and where it is written.
pub mod config;

/// Which files, and which configuration for each.
pub mod workspace;

/// One output format a file.
pub mod render;

/// The language server, one editor feature a file.
pub mod lsp;

/// Subcommands.
pub mod cli;
