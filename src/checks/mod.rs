//! Checks: what data cannot express. One file per check, named as its rule.
//!
//! A check sees one unit, or the whole draft's units; it never sees files, output or editors. It says where it had
//! something to decide ([`crate::finding::Report::occasion`]) and what it found ([`crate::finding::Report::find`]).

mod abbreviated_citation;
mod added_qualifier;
mod alternative_label;
mod ambiguous_instrument;
mod american_program;
mod and_before_last_item;
mod another_verb;
mod article_in_words;
mod bare_states;
mod brackets;
mod capitalized_citation;
mod citation_form;
mod coordination;
mod dangling_reference;
mod delegation_name;
mod doubled_phrase;
mod doubled_punctuation;
mod doubled_space;
mod doubled_word;
mod draft_symbol;
mod drafting_comment;
mod drift;
mod dropped_qualifier;
mod earlier;
mod empty_recommendation;
mod full_instrument_name;
mod glued_citation;
mod glued_heading;
mod highlighted_text;
mod inverted_citation;
mod irregular_date;
mod ise_spelling;
mod item_without_semicolon;
mod likeness;
mod listed_twice;
mod lists;
mod lone_section;
mod long_document;
mod long_recommendation;
mod lower_case_item;
mod malformed_phrase;
mod malformed_resolution;
mod malformed_symbol;
mod miscounted_chapeau;
mod miscounted_citation;
mod misdirected_reference;
mod misnumbered_annex;
mod misnumbered_chapter;
mod misnumbered_item;
mod misnumbered_paragraph;
mod misnumbered_recommendation;
mod misnumbered_section;
mod missing_addressee;
mod missing_chapeau;
mod missing_citation_comma;
mod missing_colon;
mod missing_full_stop;
mod missing_operative_phrase;
mod missing_semicolon;
mod missing_space;
mod missing_verb;
mod mistaken_resolution;
mod mixed_list;
mod mixed_secretariat;
mod naming;
mod narrowed_measure;
mod near_duplicate;
mod not_english;
mod numbering;
mod opposite_measure;
mod phrase;
mod placeholder;
mod proposed_phrase;
mod provisional_number;
mod rare_phrase;
mod redirected_measure;
mod references;
mod renumbering;
mod repeated_in_draft;
mod resolution_style;
mod roman_article;
mod series;
mod serving;
mod session_in_figures;
mod several_actions;
mod several_sentences;
mod space_before_punctuation;
mod square_brackets;
mod stacked_hedges;
mod state_parties;
mod states_parties_capital;
mod straight_quotation_mark;
mod stray_comma;
mod strength_trend;
mod strengthened_measure;
mod tracked_change;
mod two_forms_of_title;
mod two_names;
mod two_strengths;
mod unadopted_phrase;
mod unbalanced_bracket;
mod unbalanced_parenthesis;
mod unbalanced_qualifier;
mod unbalanced_quotation_mark;
mod undefined_abbreviation;
mod unfitting_article;
mod unknown_provision;
mod unknown_symbol_series;
mod unlettered_list;
mod unlike_items;
mod unlisted_symbol;
mod unnamed_instrument;
mod unofficial_instrument_name;
mod unusual_addressee;
mod verb_number;
mod weakened_measure;
mod widened_measure;
mod wording;
mod wrong_instrument_name;

pub(crate) use phrase::{measure_after, replace as replace_phrase, times};
pub(crate) use several_actions::parts;

use crate::corpus::Corpus;
use crate::document::{Document, Language, Nature, Unit};
use crate::finding::Report;
use crate::lexicon::Lexicon;
use crate::settings::Settings;

/// All that a check may know besides the draft.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Words, phrases, instruments.
    pub lexicon: &'a Lexicon,
    /// What earlier meetings adopted.
    pub corpus: &'a Corpus,
    /// What the person chose.
    pub settings: &'a Settings,
    /// What the file is.
    pub nature: Nature,
    /// Its language.
    pub language: Language,
    /// The year that the draft is written in.
    pub year: u16,
    /// The meetings of the corpus, by index, that the draft is itself the text of: they are no precedents for it.
    pub own_meetings: &'a [usize],
    /// Whether the draft names what the corpus is about.
    pub of_the_field: bool,
}

/// A coded check.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Sees one unit; its spans are places in the unit's reading text, and its findings are kept with the unit.
    Unit(fn(&Unit, &Context<'_>, &mut Report<'_>)),
    /// Sees the whole draft; its spans are places in the draft, and it runs after every edit.
    Draft(fn(&Document, &Context<'_>, &mut Report<'_>)),
}

/// Every coded check, by rule id.
pub const CHECKS: &[(&str, Check)] = &[
    ("abbreviated-citation", Check::Unit(abbreviated_citation::check)),
    ("added-qualifier", Check::Unit(added_qualifier::check)),
    ("alternative-label", Check::Unit(alternative_label::check)),
    ("ambiguous-instrument", Check::Draft(ambiguous_instrument::check)),
    ("american-program", Check::Unit(american_program::check)),
    ("and-before-last-item", Check::Unit(and_before_last_item::check)),
    ("article-in-words", Check::Unit(article_in_words::check)),
    ("bare-states", Check::Unit(bare_states::check)),
    ("capitalized-citation", Check::Unit(capitalized_citation::check)),
    ("dangling-reference", Check::Draft(dangling_reference::check)),
    ("delegation-name", Check::Unit(delegation_name::check)),
    ("doubled-phrase", Check::Unit(doubled_phrase::check)),
    ("doubled-punctuation", Check::Unit(doubled_punctuation::check)),
    ("doubled-space", Check::Unit(doubled_space::check)),
    ("doubled-word", Check::Unit(doubled_word::check)),
    ("draft-symbol", Check::Unit(draft_symbol::check)),
    ("drafting-comment", Check::Unit(drafting_comment::check)),
    ("dropped-qualifier", Check::Unit(dropped_qualifier::check)),
    ("empty-recommendation", Check::Unit(empty_recommendation::check)),
    ("full-instrument-name", Check::Unit(full_instrument_name::check)),
    ("glued-citation", Check::Unit(glued_citation::check)),
    ("glued-heading", Check::Draft(glued_heading::check)),
    ("highlighted-text", Check::Unit(highlighted_text::check)),
    ("inverted-citation", Check::Unit(inverted_citation::check)),
    ("irregular-date", Check::Unit(irregular_date::check)),
    ("ise-spelling", Check::Unit(ise_spelling::check)),
    ("item-without-semicolon", Check::Unit(item_without_semicolon::check)),
    ("listed-twice", Check::Unit(listed_twice::check)),
    ("lone-section", Check::Draft(lone_section::check)),
    ("long-document", Check::Draft(long_document::check)),
    ("long-recommendation", Check::Unit(long_recommendation::check)),
    ("lower-case-item", Check::Unit(lower_case_item::check)),
    ("malformed-phrase", Check::Unit(malformed_phrase::check)),
    ("malformed-resolution", Check::Unit(malformed_resolution::check)),
    ("malformed-symbol", Check::Unit(malformed_symbol::check)),
    ("miscounted-chapeau", Check::Draft(miscounted_chapeau::check)),
    ("miscounted-citation", Check::Unit(miscounted_citation::check)),
    ("misdirected-reference", Check::Draft(misdirected_reference::check)),
    ("misnumbered-annex", Check::Draft(misnumbered_annex::check)),
    ("misnumbered-chapter", Check::Draft(misnumbered_chapter::check)),
    ("misnumbered-item", Check::Unit(misnumbered_item::check)),
    ("misnumbered-paragraph", Check::Draft(misnumbered_paragraph::check)),
    ("misnumbered-recommendation", Check::Draft(misnumbered_recommendation::check)),
    ("misnumbered-section", Check::Draft(misnumbered_section::check)),
    ("missing-addressee", Check::Unit(missing_addressee::check)),
    ("missing-chapeau", Check::Draft(missing_chapeau::check)),
    ("missing-citation-comma", Check::Unit(missing_citation_comma::check)),
    ("missing-colon", Check::Unit(missing_colon::check)),
    ("missing-full-stop", Check::Unit(missing_full_stop::check)),
    ("missing-operative-phrase", Check::Unit(missing_operative_phrase::check)),
    ("missing-semicolon", Check::Unit(missing_semicolon::check)),
    ("missing-space", Check::Unit(missing_space::check)),
    ("missing-verb", Check::Unit(missing_verb::check)),
    ("mistaken-resolution", Check::Unit(mistaken_resolution::check)),
    ("mixed-list", Check::Unit(mixed_list::check)),
    ("mixed-secretariat", Check::Draft(mixed_secretariat::check)),
    ("narrowed-measure", Check::Unit(narrowed_measure::check)),
    ("near-duplicate", Check::Unit(near_duplicate::check)),
    ("not-english", Check::Draft(not_english::check)),
    ("opposite-measure", Check::Unit(opposite_measure::check)),
    ("placeholder", Check::Unit(placeholder::check)),
    ("proposed-phrase", Check::Unit(proposed_phrase::check)),
    ("provisional-number", Check::Draft(provisional_number::check)),
    ("rare-phrase", Check::Unit(rare_phrase::check)),
    ("redirected-measure", Check::Unit(redirected_measure::check)),
    ("repeated-in-draft", Check::Draft(repeated_in_draft::check)),
    ("resolution-style", Check::Unit(resolution_style::check)),
    ("roman-article", Check::Unit(roman_article::check)),
    ("session-in-figures", Check::Unit(session_in_figures::check)),
    ("several-actions", Check::Unit(several_actions::check)),
    ("several-sentences", Check::Unit(several_sentences::check)),
    ("space-before-punctuation", Check::Unit(space_before_punctuation::check)),
    ("square-brackets", Check::Draft(square_brackets::check)),
    ("stacked-hedges", Check::Unit(stacked_hedges::check)),
    ("state-parties", Check::Unit(state_parties::check)),
    ("states-parties-capital", Check::Draft(states_parties_capital::check)),
    ("straight-quotation-mark", Check::Draft(straight_quotation_mark::check)),
    ("stray-comma", Check::Unit(stray_comma::check)),
    ("strength-trend", Check::Unit(strength_trend::check)),
    ("strengthened-measure", Check::Unit(strengthened_measure::check)),
    ("tracked-change", Check::Unit(tracked_change::check)),
    ("two-forms-of-title", Check::Draft(two_forms_of_title::check)),
    ("two-names", Check::Draft(two_names::check)),
    ("two-strengths", Check::Unit(two_strengths::check)),
    ("unadopted-phrase", Check::Unit(unadopted_phrase::check)),
    ("unbalanced-bracket", Check::Draft(unbalanced_bracket::check)),
    ("unbalanced-parenthesis", Check::Unit(unbalanced_parenthesis::check)),
    ("unbalanced-qualifier", Check::Unit(unbalanced_qualifier::check)),
    ("unbalanced-quotation-mark", Check::Unit(unbalanced_quotation_mark::check)),
    ("undefined-abbreviation", Check::Draft(undefined_abbreviation::check)),
    ("unfitting-article", Check::Draft(unfitting_article::check)),
    ("unknown-provision", Check::Draft(unknown_provision::check)),
    ("unknown-symbol-series", Check::Unit(unknown_symbol_series::check)),
    ("unlettered-list", Check::Unit(unlettered_list::check)),
    ("unlike-items", Check::Unit(unlike_items::check)),
    ("unlisted-symbol", Check::Unit(unlisted_symbol::check)),
    ("unnamed-instrument", Check::Draft(unnamed_instrument::check)),
    ("unofficial-instrument-name", Check::Unit(unofficial_instrument_name::check)),
    ("unusual-addressee", Check::Unit(unusual_addressee::check)),
    ("verb-number", Check::Unit(verb_number::check)),
    ("weakened-measure", Check::Unit(weakened_measure::check)),
    ("widened-measure", Check::Unit(widened_measure::check)),
    ("wrong-instrument-name", Check::Unit(wrong_instrument_name::check)),
];
