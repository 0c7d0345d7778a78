//! What printing adds to the text of a report, taken away: running heads, page numbers, footnotes with their marks, and the
//! hyphens at the ends of lines.
//!
//! Nothing here knows what a recommendation is. What may be a word parted by printing, or a compound, is said.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::corpus::Corpus;
use crate::embedded::vectors::WORDS;

/// A text as it was before it was printed.
pub(super) struct Cleared {
    pub(super) text: String,
    /// Symbols that stood at the heads of its pages, a line each.
    pub(super) heads: String,
    /// What is not sure, one line each.
    pub(super) doubts: Vec<String>,
}

/// Takes away what printing added to `text`.
pub(super) fn clear(text: &str) -> Cleared {
    let (text, notes, heads) = without_furniture(text);
    let text = without_marks(&text, &notes);
    let mut doubts = Vec::new();
    let text = rejoined(&text, &mut doubts);
    Cleared { text, heads, doubts }
}

/// `5`, `4/12`, `V.21-09111`, `Page 5`, and symbols that stand with them.
fn is_page_number(line: &str) -> bool {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        fixed(r"^(?:\d{1,3}|\d{1,3}/\d{1,3}|(?:V|GE)\.\d{2}-\d{5,6}(?: ?\([A-Z]\))?|Page|page|of|[-–])$")
    });
    let words: Vec<&str> = line.split_whitespace().collect();
    (1..=5).contains(&words.len())
        && words.iter().all(|word| NUMBER.is_match(word) || is_symbol(word))
        && words.iter().any(|word| word.contains(|c: char| c.is_ascii_digit()) && !is_symbol(word))
}

fn is_symbol(word: &str) -> bool {
    static SYMBOL: LazyLock<Regex> =
        LazyLock::new(|| fixed(r"^[A-Z]{1,6}(?:/[A-Za-z0-9.]+){2,}(?:-[A-Z]{1,6}(?:/[A-Za-z0-9.]+){2,})?$"));
    SYMBOL.is_match(word)
}

fn fixed(expression: &str) -> Regex {
    Regex::new(expression).expect("a fixed expression")
}

/// Whether a line stops in the middle of a sentence.
fn is_open(line: &str) -> bool {
    !line.is_empty() && !line.ends_with(['.', ';', ':', '?', '!', '”', '"'])
}

fn goes_on(line: &str) -> bool {
    line.starts_with(|c: char| c.is_lowercase())
}

/// What a line of a printed text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Blank,
    /// Nothing that somebody wrote.
    Furniture,
    Written,
}

/// Whether recommendations follow, to the next chapter or annex; nothing if a line does not say that.
fn recommends(line: &str) -> Option<bool> {
    static CHAPTER: LazyLock<Regex> = LazyLock::new(|| fixed(r"^(?:Annex\b|[IVX]+\.\s)"));
    let heading = line.strip_prefix("Recommendation ").is_some_and(|number| number.len() < 4);
    match heading {
        true => Some(true),
        false => CHAPTER.is_match(line).then_some(false),
    }
}

/// The text without running heads, page numbers and footnotes, the numbers of the footnotes, and the symbols taken away.
fn without_furniture(text: &str) -> (String, BTreeSet<u32>, String) {
    let lines: Vec<&str> = text.lines().collect();
    let bare: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    let mut kinds: Vec<Line> =
        bare.iter().map(|line| if line.is_empty() { Line::Blank } else { Line::Written }).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    bare.iter().filter(|line| !line.is_empty()).for_each(|line| *counts.entry(line).or_default() += 1);
    let alone = |i: usize| (i == 0 || bare[i - 1].is_empty()) && bare.get(i + 1).is_none_or(|line| line.is_empty());
    let mut seen = BTreeSet::new();
    for (i, line) in bare.iter().enumerate() {
        // the first of several is the masthead's own
        let again = counts.get(line).is_some_and(|count| *count > 1) && !seen.insert(*line);
        let number = is_page_number(line) && (alone(i) || line.contains(['/', ' ']));
        if number || (again && is_symbol(line)) {
            kinds[i] = Line::Furniture;
        }
    }
    // a line that stands again and again, and once in the middle of a sentence
    let written = |i: &usize| kinds[*i] == Line::Written;
    let parts = |i: usize| {
        alone(i)
            && (0..i).rev().find(written).is_some_and(|i| is_open(bare[i]))
            && (i + 1..bare.len()).find(written).is_some_and(|i| goes_on(bare[i]))
    };
    let heads: BTreeSet<&str> = (0..bare.len())
        .filter(|&i| kinds[i] == Line::Written && counts[bare[i]] > 1 && parts(i))
        .map(|i| bare[i])
        .collect();
    // no list of documents stands among recommendations, so that a symbol alone on a line is the head of a page
    let mut recommending = false;
    let mut symbols = BTreeSet::new();
    for i in 0..bare.len() {
        recommending = recommends(bare[i]).unwrap_or(recommending);
        if kinds[i] == Line::Written && is_symbol(bare[i]) && (parts(i) || (recommending && alone(i))) {
            symbols.insert(i);
        }
    }
    let mut first = BTreeSet::new();
    for i in 0..bare.len() {
        if symbols.contains(&i) || (heads.contains(bare[i]) && !first.insert(bare[i])) {
            kinds[i] = Line::Furniture;
        }
    }
    let gone = (0..bare.len()).filter(|&i| kinds[i] == Line::Furniture && is_symbol(bare[i]));
    let gone: String = gone.map(|i| format!("{}\n", bare[i])).collect();
    let notes = footnotes(text, &bare, &mut kinds);
    (joined(&lines, &bare, &kinds), notes, gone)
}

/// Takes footnotes away: numbered lines below a rule, or whose number stands as a mark behind a word before.
fn footnotes(text: &str, bare: &[&str], kinds: &mut [Line]) -> BTreeSet<u32> {
    static NOTE: LazyLock<Regex> = LazyLock::new(|| fixed(r"^(?:\[(\d{1,3})\]|(\d{1,2}))\s+[A-Z“]"));
    let noted = |line: &str| -> Option<u32> {
        let found = NOTE.captures(line)?;
        found.get(1).or(found.get(2))?.as_str().parse().ok()
    };
    let marks = mark().captures_iter(text).chain(bracketed().captures_iter(text));
    let marks: BTreeSet<u32> = marks.filter_map(|found| found[2].parse().ok()).collect();
    let mut notes = BTreeSet::new();
    let mut i = 0;
    let mut ruled = false;
    while i < bare.len() {
        let rule = bare[i].len() > 4 && bare[i].chars().all(|c| matches!(c, '_' | '—' | '―'));
        if rule {
            kinds[i] = Line::Furniture;
        }
        let note = noted(bare[i]).filter(|number| ruled || marks.contains(number));
        if note.is_some() {
            // to the end of its paragraph
            while i < bare.len() && kinds[i] != Line::Blank {
                kinds[i] = Line::Furniture;
                notes.extend(noted(bare[i]));
                if bare[i].ends_with('.') && bare.get(i + 1).is_none_or(|next| !NOTE.is_match(next)) {
                    break;
                }
                i += 1;
            }
        }
        ruled = rule || (ruled && (note.is_some() || kinds.get(i) != Some(&Line::Written)));
        i += 1;
    }
    notes
}

/// The lines that somebody wrote; a sentence that furniture has parted goes on.
fn joined(lines: &[&str], bare: &[&str], kinds: &[Line]) -> String {
    let mut out = String::new();
    let mut last = "";
    let (mut blanks, mut furniture) = (0, 0);
    for (i, kind) in kinds.iter().enumerate() {
        match kind {
            Line::Blank => blanks += 1,
            Line::Furniture => furniture += 1,
            Line::Written => {
                let parted = furniture > 0 && is_open(last) && goes_on(bare[i]);
                match furniture {
                    0 => (0..blanks).for_each(|_| out.push('\n')),
                    _ if parted => {}
                    _ => out.push('\n'),
                }
                out.push_str(lines[i]);
                out.push('\n');
                (last, blanks, furniture) = (bare[i], 0, 0);
            }
        }
    }
    out
}

/// A number right behind a word or its punctuation: `ammunition,1 including`, `trafficked.1`
fn mark() -> &'static Regex {
    static MARK: LazyLock<Regex> = LazyLock::new(|| fixed(r"([a-z]{3,}[.,;:”’)]{0,2})(\d{1,2})([\s.,;:)]|$)"));
    &MARK
}

/// A number in brackets right behind a word or its punctuation: `ammunition,[1] including`. What is not agreed stands apart.
fn bracketed() -> &'static Regex {
    static MARK: LazyLock<Regex> = LazyLock::new(|| fixed(r"([a-z]{2,}[.,;:”’)]{0,2})\[(\d{1,3})\]([^(]|$)"));
    &MARK
}

fn without_marks(text: &str, notes: &BTreeSet<u32>) -> String {
    let text = bracketed().replace_all(text, "$1$3");
    let replaced = mark().replace_all(&text, |found: &Captures<'_>| {
        let cites = ["para.", "paras.", "art.", "arts.", "nos.", "sect.", "chap.", "vol."]
            .iter()
            .any(|word| found[1].ends_with(word));
        match found[2].parse().is_ok_and(|number| notes.contains(&number)) && !cites {
            true => format!("{}{}", &found[1], &found[3]),
            false => found[0].to_owned(),
        }
    });
    replaced.into_owned()
}

/// Words that are known, by how sure that is.
struct Known {
    /// In what was adopted, and elsewhere in this report.
    used: BTreeSet<String>,
    /// In the language.
    words: BTreeSet<&'static str>,
}

impl Known {
    fn of(text: &str) -> Known {
        let corpus = Corpus::embedded();
        let texts = corpus.earlier().iter().map(|earlier| earlier.text.as_str()).chain([text]);
        let letters = |c: char| !(c.is_alphabetic() || c == '-');
        let words = texts.flat_map(|text| text.split(letters)).filter(|word| !word.is_empty() && !word.ends_with('-'));
        Known { used: words.map(str::to_lowercase).collect(), words: WORDS.lines().collect() }
    }

    fn has(&self, word: &str) -> bool {
        self.used.contains(word) || self.words.contains(word)
    }
}

/// What the hyphen between two pieces of a word is.
enum Hyphen {
    /// Of the line, not of the word.
    Printed,
    /// Of the word.
    Own,
    /// Either.
    Unsure,
}

fn judge(before: &str, after: &str, known: &Known) -> Hyphen {
    let whole = format!("{before}{after}");
    let whole_pieces = known.has(before) && known.has(after);
    match () {
        () if known.used.contains(&whole) => Hyphen::Printed,
        // "counter-terrorism", but not "facilit-ate"
        () if known.words.contains(whole.as_str()) && !(whole_pieces && before.len() > 3 && after.len() > 3) => {
            Hyphen::Printed
        }
        () if known.has(after) || known.has(before) => Hyphen::Own,
        () => Hyphen::Unsure,
    }
}

/// Words parted at the ends of lines, whole again: those that still stand at a line's end, and those that the reader of a
/// PDF has put on one line.
fn rejoined(text: &str, doubts: &mut Vec<String>) -> String {
    static PARTED: LazyLock<Regex> = LazyLock::new(|| fixed(r"(?:[A-Za-z]+-)*([A-Za-z]+)-(\n[ \t]*)?([a-z]+)"));
    if !text.contains('-') {
        return text.to_owned();
    }
    let known = Known::of(&PARTED.replace_all(text, " "));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for found in PARTED.captures_iter(text) {
        *counts.entry(format!("{}-{}", &found[1], &found[3])).or_default() += usize::from(found.get(2).is_none());
    }
    let mut unsure = BTreeSet::new();
    let joined = PARTED.replace_all(text, |found: &Captures<'_>| {
        let (before, after) = (&found[1], &found[3]);
        let start = &found[0][..found[0].len() - after.len()];
        let start = start.trim_end();
        // "pre- and post-trial"
        if found.get(2).is_some() && matches!(after, "and" | "or" | "to") {
            return found[0].to_owned();
        }
        let compound = format!("{before}-{after}");
        let whole = format!("{before}{after}").to_lowercase();
        let repeated = counts.get(&compound).is_some_and(|count| *count > 1) && !known.used.contains(&whole);
        let prefix = ["co", "re", "pre", "non", "post", "sub", "anti", "multi", "inter", "counter"]
            .contains(&before.to_lowercase().as_str());
        // "line-by-line"
        let chained =
            start.trim_end_matches('-').contains('-') && known.has(&before.to_lowercase()) && known.has(after);
        let hyphen = match () {
            () if chained => Hyphen::Own,
            () if known.used.contains(&compound.to_lowercase()) || repeated => Hyphen::Own,
            // "Co-operation" in a name, or "co-" at the end of a line
            () if found.get(2).is_none() && prefix && known.has(&whole) => Hyphen::Unsure,
            () => judge(&before.to_lowercase(), after, &known),
        };
        match hyphen {
            Hyphen::Printed => format!("{}{after}", start.trim_end_matches('-')),
            Hyphen::Own => format!("{start}{after}"),
            Hyphen::Unsure => {
                unsure.insert(compound);
                format!("{start}{after}")
            }
        }
    });
    let joined = joined.into_owned();
    doubts.extend(
        unsure.into_iter().map(|word| format!("“{word}” may be one word that was parted at the end of a line")),
    );
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_goes_on_over_the_page() {
        for furniture in [
            "5",
            "- 5 -",
            "CTOC/COP/WG.7/2021/6\n\nV.21-09111 5/12",
            "CTOC/COP/WG.7/2021/7",
            "Report of the Group",
            "____________\n\n1 See resolution 10/3.",
        ] {
            let text = format!(
                "CTOC/COP/WG.7/2021/6\n\nReport of the Group\n\nStates parties should train\n\n{furniture}\n\nborder guards in first aid.\n"
            );
            let expected = "CTOC/COP/WG.7/2021/6\n\nReport of the Group\n\nStates parties should train\nborder guards in first aid.\n";
            assert_eq!(clear(&text).text, expected, "{furniture}");
        }
    }

    #[test]
    fn words_parted_at_the_ends_of_lines_are_whole_again() {
        for (text, expected) in [
            ("States parties should pre-\nvent trafficking.\n", "States parties should prevent trafficking.\n"),
            ("in investi-gating cases, in complia-nce with law\n", "in investigating cases, in compliance with law\n"),
            (
                "anti-\ntrafficking and cross-border cases, line-by-\nline\n",
                "anti-trafficking and cross-border cases, line-by-line\n",
            ),
            ("pre-\nand post-trial\n", "pre-\nand post-trial\n"),
            ("counter-terrorism and child-friendly\n", "counter-terrorism and child-friendly\n"),
        ] {
            assert_eq!(clear(text).text, expected);
        }
    }

    #[test]
    fn marks_of_footnotes_go_with_the_footnotes() {
        let text = "They trade in ammunition,1 including parts, and were trafficked.2\n\nSee article 5, para. 1, of WG.4.\n\n\
                    1 See CTOC/COP/WG.4/2010/4.\n2 Ibid.\n";
        let expected =
            "They trade in ammunition, including parts, and were trafficked.\n\nSee article 5, para. 1, of WG.4.\n";
        assert_eq!(clear(text).text, expected);
        let bracketed = "They trade in ammunition,[1] including parts, and were trafficked.[12]\n\n[1] See \
                         CTOC/COP/WG.4/2010/4.\n\n[12] Ibid.\n";
        let expected = "They trade in ammunition, including parts, and were trafficked.\n";
        assert_eq!(clear(bracketed).text, expected);
        let kept = "They met in room7, floor2.\n\nThey [should] meet [3] times.\n";
        assert_eq!(clear(kept).text, kept);
    }
}
