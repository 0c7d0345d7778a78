//! What differs between two texts, word by word, so that a person can read both out of one line.
//!
//! It knows no structure: which recommendation is compared with which is decided elsewhere.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A stretch of one of two texts, or of both. White space stands before a word, never after the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// In both, as the newer text has it.
    Same(String),
    /// In the older text alone.
    Dropped(String),
    /// In the newer text alone.
    Added(String),
}

impl Difference {
    /// The words.
    pub fn text(&self) -> &str {
        match self {
            Difference::Same(text) | Difference::Dropped(text) | Difference::Added(text) => text,
        }
    }

    /// `same`, `dropped` or `added`.
    pub const fn name(&self) -> &'static str {
        match self {
            Difference::Same(_) => "same",
            Difference::Dropped(_) => "dropped",
            Difference::Added(_) => "added",
        }
    }
}

/// A word with the white space before it, or a mark of punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Token<'a> {
    space: bool,
    text: &'a str,
}

/// Words that two changes may share by chance: what stands between them and is no longer joins them.
const CHANCE: usize = 3;

/// What differs between `old` and `new`. White space alone is no difference.
pub fn difference(old: &str, new: &str) -> Vec<Difference> {
    let (before, after) = (tokens(old), tokens(new));
    let plain = |tokens: &[Token<'_>]| -> Vec<String> { tokens.iter().map(|token| token.text.to_owned()).collect() };
    let ops = capture_diff_slices(Algorithm::Patience, &plain(&before), &plain(&after));
    let mut found = Vec::new();
    // what waits to be said: stretches of both texts that changed, with little between them
    let (mut dropped, mut added) = (0..0, 0..0);
    let flush = |dropped: &mut std::ops::Range<usize>, added: &mut std::ops::Range<usize>| {
        let stretches =
            [Difference::Dropped(joined(&before[dropped.clone()])), Difference::Added(joined(&after[added.clone()]))];
        *dropped = dropped.end..dropped.end;
        *added = added.end..added.end;
        stretches.into_iter().filter(|stretch| !stretch.text().is_empty()).collect::<Vec<_>>()
    };
    for (i, op) in ops.iter().enumerate() {
        let (from, to) = (op.old_range(), op.new_range());
        let between = i > 0 && i + 1 < ops.len();
        match op {
            DiffOp::Equal { .. } if between && is_chance(&after[to.clone()]) => {}
            DiffOp::Equal { .. } => {
                found.extend(flush(&mut dropped, &mut added));
                found.push(Difference::Same(joined(&after[to.clone()])));
                (dropped, added) = (from.end..from.end, to.end..to.end);
                continue;
            }
            _ => {}
        }
        dropped.end = from.end;
        added.end = to.end;
    }
    found.extend(flush(&mut dropped, &mut added));
    found
}

/// Whether both texts may have these words in this place by chance: marks, and a short word.
fn is_chance(tokens: &[Token<'_>]) -> bool {
    let mut words = tokens.iter().filter(|token| token.text.starts_with(char::is_alphanumeric));
    words.next().is_none_or(|word| word.text.len() <= CHANCE) && words.next().is_none()
}

fn joined(tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    for token in tokens {
        if token.space {
            text.push(' ');
        }
        text.push_str(token.text);
    }
    text
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut space = false;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first.is_alphanumeric() {
            true => rest.find(|char: char| !char.is_alphanumeric()).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        match first.is_whitespace() {
            true => space = !tokens.is_empty(),
            false => {
                tokens.push(Token { space, text: token });
                space = false;
            }
        }
        rest = after;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(old: &str, new: &str) -> String {
        let stretch = |stretch: &Difference| match stretch {
            Difference::Same(text) => text.clone(),
            Difference::Dropped(text) => format!("[-{text}-]"),
            Difference::Added(text) => format!("{{+{text}+}}"),
        };
        difference(old, new).iter().map(stretch).collect()
    }

    #[test]
    fn words_and_marks_are_told_apart() {
        for (old, new, expected) in [
            ("", "", ""),
            ("", "a b", "{+a b+}"),
            ("They should act.", "They should  act.", "They should act."),
            ("They should act.", "They may act.", "They[- should-]{+ may+} act."),
            ("anti-trafficking units", "anti-corruption units", "anti-[-trafficking-]{+corruption+} units"),
            (
                "train judges and police",
                "teach judges and soldiers",
                "[-train-]{+teach+} judges and[- police-]{+ soldiers+}",
            ),
            ("fund the courts", "train a lawyer", "[-fund the courts-]{+train a lawyer+}"),
            ("act, as appropriate.", "act.", "act[-, as appropriate-]."),
        ] {
            assert_eq!(seen(old, new), expected);
        }
    }

    #[test]
    fn both_texts_can_be_read_out_of_it() {
        let old = "States parties should, in accordance with their law, train the police of a State.";
        let new = "States parties are encouraged to train the judges (and the police) of each State.";
        let read = |leave: &str| -> String {
            difference(old, new).iter().filter(|stretch| stretch.name() != leave).map(Difference::text).collect()
        };
        assert_eq!((read("added").as_str(), read("dropped").as_str()), (old, new));
    }
}
