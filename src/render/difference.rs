//! What differs between two texts, for a terminal: words in colour, and in signs where there is none.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::terminal::{clean, wrapped};
use crate::document::{Difference, difference};

const DROPPED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();

/// What the signs mean, once a page.
pub(super) fn legend(old: &str, new: &str) -> String {
    format!("[-…-] stands in {old} alone, {{+…+}} in {new}")
}

/// Lines of at most `width` columns in which both texts can be read: `[-old-]`, `{+new+}`.
pub(super) fn lines(old: &str, new: &str, width: usize) -> Vec<String> {
    let mut text = String::new();
    for stretch in difference(old, new) {
        let (space, words) = match stretch.text().strip_prefix(' ') {
            Some(words) => (" ", words),
            None => ("", stretch.text()),
        };
        let _ = match stretch {
            Difference::Same(_) => write!(text, "{space}{words}"),
            Difference::Dropped(_) => write!(text, "{space}[-{words}-]"),
            Difference::Added(_) => write!(text, "{space}{{+{words}+}}"),
        };
    }
    let mut open = None;
    wrapped(&clean(&text), width).iter().map(|line| colored(line, &mut open)).collect()
}

/// A line with what its signs enclose in colour; `open` is the style in which the line before it ended.
fn colored(line: &str, open: &mut Option<Style>) -> String {
    let mut out = open.map_or(String::new(), |style| style.to_string());
    let mut rest = line;
    while !rest.is_empty() {
        let (signs, style) = match *open {
            Some(style) => (["-]", "+}"], style),
            None => (["[-", "{+"], DROPPED),
        };
        let next = signs.into_iter().filter_map(|sign| Some((rest.find(sign)?, sign))).min();
        let Some((at, sign)) = next else { break };
        let (before, after) = rest.split_at(at);
        match open.take() {
            Some(_) => {
                let _ = write!(out, "{before}{sign}{style:#}");
            }
            None => {
                let style = if sign == "{+" { ADDED } else { DROPPED };
                let _ = write!(out, "{before}{style}{sign}");
                *open = Some(style);
            }
        }
        rest = &after[sign.len()..];
    }
    out.push_str(rest);
    if let Some(style) = open {
        let _ = write!(out, "{style:#}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_over_several_lines_keeps_its_colour() {
        let lines = lines("They act.", "They will certainly and without any delay act.", 20);
        let plain: Vec<String> = lines.iter().map(|line| anstream::adapter::strip_str(line).to_string()).collect();
        assert_eq!(plain, ["They {+will", "certainly and", "without any delay+}", "act."]);
        for line in &lines[..3] {
            assert!(line.contains(&ADDED.to_string()) && line.ends_with(&format!("{ADDED:#}")), "{line:?}");
        }
        assert_eq!(lines[3], "act.");
    }
}
