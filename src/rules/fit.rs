//! Whether a card of a person's own can be a rule. Cards inside the binary are held to more, by tests.

use super::card::Card;
use super::words;
use crate::checks::CHECKS;

/// Why a card cannot be a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// The text of the card that is at fault; empty if it is what is missing.
    pub found: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub advice: &'static str,
}

/// Whether `card` can be the rule `id`.
///
/// # Errors
/// The first thing that stands against it.
pub fn fit(id: &str, card: &Card) -> Result<(), Unfit> {
    let unfit = |found: &str, what: String, advice: &'static str| Err(Unfit { found: found.to_owned(), what, advice });
    let checked = CHECKS.iter().any(|(name, _)| *name == id);
    match (card.coded, &card.replace, &card.pattern) {
        (true, None, None) if checked => Ok(()),
        (true, ..) => unfit("coded", "a card of your own cannot be coded".to_owned(), "give it [replace] or [pattern]"),
        (false, ..) if checked => {
            let what = format!("“{id}” is a rule of the program, and it is coded");
            unfit("", what, "choose another name for the file")
        }
        (false, Some(_), Some(_)) => {
            unfit("[pattern]", "a card has [replace] or [pattern], not both".to_owned(), "make two cards of it")
        }
        (false, None, None) => {
            unfit("", "the card does not say what it looks for".to_owned(), "give it [replace] or [pattern]")
        }
        (false, Some(replace), None) => match replace.pairs.iter().find(|(wrong, _)| wrong.trim().is_empty()) {
            Some(_) => unfit("pairs", "a pair has nothing to look for".to_owned(), "write [\"wrong\", \"right\"]"),
            None => Ok(()),
        },
        (false, None, Some(pattern)) => {
            if pattern.needs.is_empty() || pattern.needs.iter().chain(&pattern.keep_needs).any(String::is_empty) {
                let what = "the pattern needs words of which a text holds one whenever it matches".to_owned();
                return unfit("needs", what, "name them: needs = [\"word\"]");
            }
            let Err(error) = words::Patterns::check(pattern) else { return Ok(()) };
            let message = error.to_string();
            let reason = message.lines().last().unwrap_or("").trim_start_matches("error: ").to_owned();
            unfit("find", format!("the pattern cannot be read: {reason}"), "mend the expression")
        }
    }
}
