//! What every page for a terminal needs: colours, clean text, wrapping, and a window on a long line.

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::finding::Severity;

/// Lines longer than this are hard to read, however wide the terminal is.
const WIDEST: usize = 120;

/// Lines shorter than this hold no context worth showing.
const NARROWEST: usize = 40;

pub(super) const PLAIN: Style = Style::new();
pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const FRAME: Style = AnsiColor::Blue.on_default();
pub(super) const FIX: Style = AnsiColor::Green.on_default();

/// The colour of a severity.
pub(super) const fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Information => AnsiColor::Blue.on_default().bold(),
        Severity::Hint => AnsiColor::Cyan.on_default().bold(),
    }
}

/// `text` in `style`.
pub(super) fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// The columns to use of a terminal with `width`.
pub(super) fn columns(width: usize) -> usize {
    width.clamp(NARROWEST, WIDEST)
}

/// `text` without what a terminal would obey or not show: a draft must not be able to move the cursor.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter_map(shown).collect()
}

fn shown(c: char) -> Option<char> {
    match c {
        // soft hyphens, joiners, marks of direction
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => None,
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        _ if c.is_whitespace() => Some(' '),
        _ if c.is_control() => Some('\u{fffd}'),
        _ => Some(c),
    }
}

/// `text` in lines of at most `width` columns, cut at spaces.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("at least one");
        if line.is_empty() {
            line.push_str(word);
        } else if line.width() + 1 + word.width() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// A window on a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// What is shown, with `…` where something is left out.
    pub(super) text: String,
    /// Columns before the mark.
    pub(super) before: usize,
    /// Columns of the mark; at least one.
    pub(super) marked: usize,
    /// Whether what is marked goes on beyond the window.
    pub(super) cut: bool,
}

impl Window {
    /// The mark below it: carets, or a rule where it would be longer than an eye can count.
    pub(super) fn mark(&self) -> String {
        const COUNTED: usize = 48;
        match (self.marked, self.cut) {
            (0..=COUNTED, false) => "^".repeat(self.marked),
            (marked, false) => format!("^{}^", "─".repeat(marked - 2)),
            (marked, true) => format!("^{}", "─".repeat(marked - 1)),
        }
    }
}

/// At most `width` columns of `line` around the bytes from `start` to `end`, cut at spaces.
pub(super) fn window(line: &str, start: usize, end: usize, width: usize) -> Window {
    let boundary = |at| (at..line.len()).find(|&at| line.is_char_boundary(at)).unwrap_or(line.len());
    let (start, end) = (boundary(start), boundary(end));
    // a line may be a whole file: no more of it is looked at than could be shown
    let mut cells = reach(line[..start].chars().rev(), width);
    cells.reverse();
    let from = cells.len();
    cells.extend(reach(line[start..].chars(), width));
    let to = from + line[start..end].chars().filter_map(shown).take(cells.len() - from).count();
    let columns = |cells: &[(char, usize)]| cells.iter().map(|(_, width)| width).sum::<usize>();
    let (mut left, mut right) = (0, cells.len());
    if columns(&cells) > width {
        // an ellipsis and a space on both sides
        let room = width.saturating_sub(4);
        let marked = columns(&cells[from..to]).min(room * 3 / 4);
        let after = (room - marked) * 2 / 3;
        right = take(&cells[from..], marked + after) + from;
        left = from - take_back(&cells[..from], room - columns(&cells[from..right]));
        left = word_start(&cells, left, from);
        // what the left side does not need is the right side's
        right = left + take(&cells[left..], room);
        right = word_end(&cells, right, if to <= right { to } else { from + 1 });
    }
    let mut text = String::new();
    let mut before = columns(&cells[left..from]);
    if left > 0 {
        text.push_str("… ");
        before += 2;
    }
    text.extend(cells[left..right].iter().map(|(c, _)| c));
    let marked = columns(&cells[from..to.min(right)]).max(1);
    if right < cells.len() {
        text.push_str(if cells[..right].last().is_some_and(|(c, _)| *c == ' ') { "…" } else { " …" });
    }
    Window { text, before, marked, cut: to > right }
}

/// The first cells of `chars`: all of them, or just more than fill `width` columns.
fn reach(chars: impl Iterator<Item = char>, width: usize) -> Vec<(char, usize)> {
    let mut used = 0;
    chars
        .filter_map(shown)
        .map(|c| (c, c.width().unwrap_or(0)))
        .take_while(|(_, columns)| {
            let room = used <= width;
            used += columns;
            room
        })
        .collect()
}

/// How many of the first cells fit into `room` columns.
fn take(cells: &[(char, usize)], room: usize) -> usize {
    let mut used = 0;
    cells
        .iter()
        .take_while(|(_, width)| {
            used += width;
            used <= room
        })
        .count()
}

/// How many of the last cells fit into `room` columns.
fn take_back(cells: &[(char, usize)], room: usize) -> usize {
    let mut used = 0;
    cells
        .iter()
        .rev()
        .take_while(|(_, width)| {
            used += width;
            used <= room
        })
        .count()
}

/// The first beginning of a word at or after `at`, but not past `limit`.
fn word_start(cells: &[(char, usize)], at: usize, limit: usize) -> usize {
    if at == 0 || cells[at - 1].0 == ' ' {
        return at;
    }
    (at..limit).find(|&i| cells[i].0 == ' ').map_or(at, |i| i + 1)
}

/// The last end of a word at or before `at`, but not before `limit`.
fn word_end(cells: &[(char, usize)], at: usize, limit: usize) -> usize {
    if at == cells.len() || cells[at].0 == ' ' {
        return at;
    }
    (limit..at).rev().find(|&i| cells[i].0 == ' ').unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::floor_boundary;

    fn seen(line: &str, word: &str, width: usize) -> String {
        let start = line.find(word).expect("the word");
        let window = window(line, start, start + word.len(), width);
        assert!(window.text.width() <= width, "{window:?}");
        format!("{}\n{}{}", window.text, " ".repeat(window.before), "^".repeat(window.marked))
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let line =
            "States parties should, in accordance with their domestic law, share good practices with each other.";
        let cases = [
            ("States", "States parties should, in accordance …\n^^^^^^"),
            ("domestic", "… their domestic law, share good …\n        ^^^^^^^^"),
            ("other.", "… share good practices with each other.\n                                 ^^^^^^"),
        ];
        for (word, expected) in cases {
            assert_eq!(seen(line, word, 42), expected);
        }
        assert_eq!(seen("a short line", "short", 42), "a short line\n  ^^^^^");
    }

    #[test]
    fn a_long_mark_is_cut() {
        let line = "word ".repeat(60);
        let window = window(&line, 10, 290, 40);
        assert!(window.text.ends_with('…') && window.text.width() <= 40, "{window:?}");
        assert!(window.before + window.marked <= 40, "{window:?}");
    }

    #[test]
    fn a_window_of_a_very_long_line_is_that_of_its_neighbourhood() {
        let near = "e\u{301}a 文 word\u{ad}s ".repeat(40);
        let far = near.repeat(100);
        for width in [20, 40, 117] {
            let (start, end) = (near.len() / 2, near.len() / 2 + 17);
            let (start, end) = (floor_boundary(&near, start), floor_boundary(&near, end));
            let before = near.len() * 50;
            assert_eq!(window(&near, start, end, width), window(&far, before + start, before + end, width));
        }
    }

    #[test]
    fn a_window_never_fails() {
        for line in ["", "é", "日本語の文書", "\u{1b}[31mred\u{7}", "x\u{ad}y\u{200b}z"] {
            for start in 0..=line.len() {
                for end in start..=line.len() + 3 {
                    for width in [0, 1, 5, 10] {
                        let window = window(line, start, end, width);
                        assert!(!window.text.contains('\u{1b}'));
                    }
                }
            }
        }
    }

    #[test]
    fn wrapping_keeps_every_word() {
        let text = "96 of the 97 adopted recommendations that name them";
        assert_eq!(wrapped(text, 20).join(" "), text);
        assert!(wrapped(text, 20).iter().all(|line| line.width() <= 20));
    }
}
