//! The automatic numbers of a Word document, counted as Word counts.
//!
//! A paragraph belongs to a list, a list rests on a definition, and all lists of one definition share their counters;
//! a list may begin one anew, once.

use std::collections::HashMap;

use super::package::{Step, walk};
use super::styles::Styles;
use crate::document::decode::Unreadable;
use crate::lexicon::numbers::to_roman;

/// Levels of a list.
const LEVELS: usize = 9;

/// Lists, their definitions, and how far they have counted.
#[derive(Default)]
pub(super) struct Numbering {
    definitions: HashMap<String, Definition>,
    lists: HashMap<String, List>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
}

#[derive(Default)]
struct Definition {
    levels: [Option<Level>; LEVELS],
    /// The style that stands for the real definition.
    by_style: Option<String>,
}

#[derive(Default)]
struct List {
    definition: String,
    levels: [Option<Level>; LEVELS],
    /// Where a level begins anew when the list is first used; taken when it has.
    restarts: [Option<u32>; LEVELS],
}

#[derive(Clone)]
struct Level {
    start: u32,
    format: String,
    /// `%1.`, `(%2)`
    text: String,
    /// Nothing but the text's own spaces stands between number and text.
    tight: bool,
    /// All numbers are shown in figures.
    legal: bool,
    /// The level, from 1, after which it begins anew; 0 for never.
    restart: Option<u32>,
    /// The style of its paragraphs.
    style: String,
}

impl Default for Level {
    fn default() -> Level {
        let (format, text, style) = ("decimal".to_owned(), String::new(), String::new());
        Level { start: 1, format, text, tight: false, legal: false, restart: None, style }
    }
}

/// A number as it is shown.
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) bullet: bool,
    /// Nothing stands between it and the text.
    pub(super) tight: bool,
}

impl Numbering {
    pub(super) fn read(part: &str, text: &str) -> Result<Numbering, Unreadable> {
        let mut numbering = Numbering::default();
        // what is being read: a definition or a list, by its id, and a level
        let (mut definition, mut list, mut level, mut overridden) = (None::<String>, None::<String>, 0, 0);
        walk(part, text, |step| {
            let Step::Start(tag, attributes) = step else { return };
            let index = |name: &str| attributes.get(name).and_then(|n| n.parse().ok()).unwrap_or(0).min(LEVELS - 1);
            match tag {
                "abstractNum" => {
                    let id = attributes.get("abstractNumId").unwrap_or("").to_owned();
                    numbering.definitions.entry(id.clone()).or_default();
                    (definition, list) = (Some(id), None);
                }
                "num" => {
                    let id = attributes.get("numId").unwrap_or("").to_owned();
                    numbering.lists.entry(id.clone()).or_default();
                    (definition, list) = (None, Some(id));
                }
                "abstractNumId" => {
                    if let Some(list) = list.as_ref().and_then(|id| numbering.lists.get_mut(id)) {
                        attributes.val().clone_into(&mut list.definition);
                    }
                }
                "numStyleLink" => {
                    if let Some(found) = definition.as_ref().and_then(|id| numbering.definitions.get_mut(id)) {
                        found.by_style = Some(attributes.val().to_owned());
                    }
                }
                "lvlOverride" => overridden = index("ilvl"),
                "startOverride" => {
                    if let Some(list) = list.as_ref().and_then(|id| numbering.lists.get_mut(id)) {
                        list.restarts[overridden] = attributes.number();
                    }
                }
                "lvl" => level = index("ilvl"),
                _ => {}
            }
            let levels = match (&definition, &list) {
                (Some(id), _) => numbering.definitions.get_mut(id).map(|definition| &mut definition.levels),
                (_, Some(id)) => numbering.lists.get_mut(id).map(|list| &mut list.levels),
                _ => None,
            };
            let Some(slot) = levels.map(|levels| &mut levels[level]) else { return };
            if tag == "lvl" {
                *slot = Some(Level::default());
            }
            let Some(found) = slot else { return };
            match tag {
                "start" => found.start = attributes.number().unwrap_or(0),
                "numFmt" => attributes.val().clone_into(&mut found.format),
                "lvlText" => attributes.val().clone_into(&mut found.text),
                "suff" => found.tight = attributes.val() == "nothing",
                "isLgl" => found.legal = attributes.is_on(),
                "lvlRestart" => found.restart = attributes.number(),
                "pStyle" => attributes.val().clone_into(&mut found.style),
                _ => {}
            }
        })?;
        Ok(numbering)
    }

    /// The level whose paragraphs have this style.
    pub(super) fn level_of(&self, list: &str, style: &str, styles: &Styles) -> Option<u32> {
        let id = self.definition(list, styles)?;
        let at = self.definitions[&id].levels.iter().flatten().position(|level| level.style == style)?;
        u32::try_from(at).ok()
    }

    /// The definition that a list rests on, through a style if need be.
    fn definition(&self, list: &str, styles: &Styles) -> Option<String> {
        let mut list = list;
        // a style may lead to a list that a style stands for
        for _ in 0..4 {
            let id = &self.lists.get(list)?.definition;
            let found = self.definitions.get(id)?;
            match found.by_style.as_deref().and_then(|style| styles.list(style)) {
                Some((place, _)) if found.levels.iter().all(Option::is_none) => list = place.list.as_deref()?,
                _ => return Some(id.clone()),
            }
        }
        None
    }

    /// Counts one more paragraph of a list, and says what stands before it; `None` if there is no such list.
    pub(super) fn count(&mut self, list: &str, level: u32, styles: &Styles) -> Option<Shown> {
        let level = (level as usize).min(LEVELS - 1);
        let id = self.definition(list, styles)?;
        let definition = &self.definitions[&id];
        let own = self.lists.get_mut(list)?;
        let at = |k: usize| own.levels[k].as_ref().or(definition.levels[k].as_ref());
        let found = at(level)?.clone();
        let counters = self.counters.entry(id.clone()).or_default();
        let before = counters[level].map(|count| count.saturating_add(1));
        let restart = own.restarts[level];
        counters[level] = Some(restart.or(before).unwrap_or(found.start));
        for (k, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            let after = at(k).and_then(|level| level.restart);
            if after.is_none_or(|after| after != 0 && level < after as usize) {
                *counter = None;
            }
        }
        let mut text = found.text.clone();
        for k in (0..=level).rev() {
            let place = format!("%{}", k + 1);
            if text.contains(&place) {
                let shown = at(k).cloned().unwrap_or_default();
                let number = counters[k].unwrap_or(shown.start);
                let format = if found.legal && k < level { "decimal" } else { shown.format.as_str() };
                text = text.replace(&place, &figure(number, format));
            }
        }
        own.restarts[level] = None;
        let bullet = found.format == "bullet";
        Some(Shown { text, bullet, tight: found.tight })
    }
}

/// A number in a format of Word.
fn figure(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(number),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerRoman" if (1..400).contains(&number) => to_roman(number),
        "upperRoman" if (1..400).contains(&number) => to_roman(number).to_uppercase(),
        "decimalZero" => format!("{number:02}"),
        "ordinal" => format!("{number}{}", ordinal(number)),
        "none" => String::new(),
        _ => number.to_string(),
    }
}

/// `st`, `nd`, `rd` or `th`.
pub fn ordinal(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// a to z, then aa to zz, as Word goes on.
fn letters(number: u32) -> String {
    let Some(number) = number.checked_sub(1) else { return String::new() };
    let letter = char::from(b'a' + (number % 26) as u8);
    // Word itself stops at thirty letters
    letter.to_string().repeat((number / 26 + 1).min(30) as usize)
}
