//! The recommendations of a list: `(a) …; (b) …`, `• …`, each of which a report adopts by itself.
//!
//! Which lists hold recommendations, the gathering says; here a list is only cut at the marks of its own degree.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::numbers::roman;

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// `•`
    Bullet(char),
    /// `(b)` or `b.`: its place in the alphabet, from 1.
    Letter(u32),
    /// `(iv)`
    Roman(u32),
    /// `(4)`
    Number(u32),
}

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[-–*•·]\s+)?(?:\(([a-z]{1,5}|\d{1,2})\)|([a-z]{1,4})[).])\s+").expect("a fixed expression")
});

impl Mark {
    /// The mark at the start of a line, and what stands behind it.
    pub(super) fn read(line: &str) -> Option<(Mark, &str)> {
        let line = line.trim();
        if let Some(found) = MARK.captures(line) {
            let rest = &line[found[0].len()..];
            let label = found.get(1).or(found.get(2)).map_or("", |label| label.as_str());
            let mark = match (label.parse(), roman(label), label.as_bytes()) {
                (Ok(number), ..) => Some(Mark::Number(number)),
                (_, Some(value), _) if label.len() > 1 || label == "i" => Some(Mark::Roman(value)),
                (_, _, [letter]) => Some(Mark::Letter(u32::from(letter - b'a') + 1)),
                _ => None,
            };
            if let Some(mark) = mark {
                return Some((mark, rest));
            }
        }
        let length = crate::document::bullet(line)?;
        Some((Mark::Bullet(line.chars().next()?), line[length..].trim()))
    }

    /// This mark as the one after `last`, if the two belong to one list.
    pub(super) fn after(self, last: Mark) -> Option<Mark> {
        match (last, self) {
            (Mark::Bullet(a), Mark::Bullet(b)) => (a == b).then_some(self),
            // after (h) comes the letter (i)
            (Mark::Letter(8), Mark::Roman(1)) => Some(Mark::Letter(9)),
            (Mark::Letter(a), Mark::Letter(b)) => (b > a).then_some(self),
            // (v) and (x) are read as letters
            (Mark::Roman(4), Mark::Letter(22)) => Some(Mark::Roman(5)),
            (Mark::Roman(9), Mark::Letter(24)) => Some(Mark::Roman(10)),
            (Mark::Roman(a), Mark::Roman(b)) | (Mark::Number(a), Mark::Number(b)) => (b > a).then_some(self),
            _ => None,
        }
    }

    /// Whether a list begins with it.
    pub(super) fn is_first(self) -> bool {
        matches!(self, Mark::Bullet(_) | Mark::Letter(1) | Mark::Roman(1) | Mark::Number(1))
    }
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// `(a)`; none where it has a bullet.
    pub(super) mark: Option<String>,
    pub(super) text: String,
}

impl Item {
    /// The item that `text` is, cut from its mark.
    pub(super) fn of(text: &str) -> Item {
        match Mark::read(text) {
            Some((_, rest)) => Item { mark: label(text), text: rest.to_owned() },
            None => Item { mark: None, text: text.to_owned() },
        }
    }
}

/// `(a)` at the start of a line, however it is set there.
fn label(line: &str) -> Option<String> {
    let found = MARK.captures(line.trim())?;
    Some(format!("({})", found.get(1).or(found.get(2))?.as_str()))
}

/// A text with a list: what stands before its first mark, and the items, each with the lines below it.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) before: String,
    pub(super) items: Vec<Item>,
    /// The mark of the last item.
    pub(super) last: Option<Mark>,
}

/// Cuts the lines of `text` at the marks that go on from `last`, or that begin a list if there is none.
pub(super) fn cut(text: &str, last: Option<Mark>) -> Listed {
    let mut listed = Listed { last, ..Listed::default() };
    for line in text.lines() {
        let next = Mark::read(line).and_then(|(mark, rest)| {
            let mark = match listed.last {
                Some(last) => mark.after(last)?,
                None => Some(mark).filter(|mark| mark.is_first() || listed.before.is_empty())?,
            };
            Some((mark, rest))
        });
        match (next, listed.items.last_mut()) {
            (Some((mark, rest)), _) => {
                listed.last = Some(mark);
                listed.items.push(Item { mark: label(line), text: rest.to_owned() });
            }
            (None, Some(item)) => {
                item.text.push('\n');
                item.text.push_str(line);
            }
            (None, None) => {
                if !listed.before.is_empty() {
                    listed.before.push('\n');
                }
                listed.before.push_str(line);
            }
        }
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_at_the_marks_of_its_own_degree() {
        let items = |text: &str| cut(text, None).items.into_iter().map(|item| item.text).collect::<Vec<_>>();
        assert_eq!(
            items("(a) Train:\n(i) Judges;\n(ii) Officers;\n(b) Report."),
            ["Train:\n(i) Judges;\n(ii) Officers;", "Report."]
        );
        assert_eq!(items("(a) A\n(b) B\n(c) C\n(d) D\n(e) E\n(f) F\n(g) G\n(h) H\n(i) I\n(j) J").len(), 10);
        assert_eq!(items("• Train:\n– Judges;\n• Report."), ["Train:\n– Judges;", "Report."]);
        assert_eq!(items("(i) A\n(ii) B\n(iii) C\n(iv) D\n(v) E\n(vi) F").len(), 6);
        let marks: Vec<_> = cut("(a) A\nb) B", None).items.into_iter().filter_map(|item| item.mark).collect();
        assert_eq!(marks, ["(a)", "(b)"]);
        let listed = cut("The Group adopted:\n(a) Train.", None);
        assert_eq!((listed.before.as_str(), listed.items.len()), ("The Group adopted:", 1));
    }
}
