//! Reports in plain text, in which signs of markup are signs like others: `*`, `_`, `<b>`, `[…](…)`.
//!
//! `document` reads every text as Markdown. Here such signs are put out of its sight while it reads, and put back into
//! what was read. Lines that begin with them are left: people do paste Markdown into text files.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Import, NoReport, Said, import};
use crate::lexicon::Lexicon;

/// Signs of markup, and the signs that stand for them meanwhile: no text has those, since each program gives them a
/// meaning of its own.
const SIGNS: [(char, char); 8] = [
    ('*', '\u{f8d0}'),
    ('_', '\u{f8d1}'),
    ('<', '\u{f8d2}'),
    ('[', '\u{f8d3}'),
    ('\\', '\u{f8d4}'),
    ('~', '\u{f8d5}'),
    ('{', '\u{f8d6}'),
    ('&', '\u{f8d7}'),
];

/// As [`import`], of a text in which nothing is markup.
///
/// # Errors
/// As [`import`].
pub fn import_plain(text: &str, headers: &str, said: &Said, lexicon: &Lexicon) -> Result<Import, NoReport> {
    // brackets count where they would be a link; alone they hold what was not agreed
    static MARKUP: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[*_<\\~{]|&nbsp;|\[[^\[\]\n]*\]\(").expect("a fixed expression"));
    let hidden = |found: &Captures<'_>| {
        let mut signs = found[0].chars();
        let first = signs.next().unwrap_or_default();
        let other = SIGNS.iter().find(|(sign, _)| *sign == first).map_or(first, |(_, other)| *other);
        std::iter::once(other).chain(signs).collect::<String>()
    };
    let lines = text.split_inclusive('\n').map(|line| match line.trim_start().starts_with(['*', '_', '#']) {
        true => line.into(),
        false => MARKUP.replace_all(line, hidden),
    });
    let text: String = lines.collect();
    let mut found = import(&text, headers, said, lexicon)?;
    let meeting = &mut found.meeting;
    restore(&mut meeting.title);
    for part in &mut meeting.parts {
        restore(&mut part.title);
        part.introductions.iter_mut().for_each(|introduction| restore(&mut introduction.text));
        for section in &mut part.sections {
            restore(&mut section.title);
            section.chapeau.iter_mut().for_each(restore);
            section.recommendations.iter_mut().for_each(|entry| restore(&mut entry.text));
        }
    }
    found.doubts.iter_mut().for_each(restore);
    Ok(found)
}

fn restore(text: &mut String) {
    let shown = |char: char| SIGNS.iter().find(|(_, other)| *other == char).map_or(char, |(sign, _)| *sign);
    *text = text.chars().map(shown).collect();
}
