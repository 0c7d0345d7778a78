//! Marks of changes in plain text and Markdown: what was added, struck out, highlighted or remarked upon.
//!
//! Reading text holds what stays if every change is accepted; whether a mark may stay is the business of checks.

use crate::text::Span;

/// What a mark says of the text inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// `[+ added +]`, `{++added++}`, `<ins>added</ins>`
    Insertion,
    /// `~~struck~~`, `[- struck -]`, `{--struck--}`, `<del>struck</del>`
    Deletion,
    /// `{~~old~>new~~}`
    Replacement,
    /// `==text==`, `{==text==}`, `<mark>text</mark>`
    Highlight,
    /// `{>>remark<<}`
    Remark,
}

/// Marked text, in places of the text it was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// What the mark says.
    pub mark: Mark,
    /// Marks included.
    pub span: Span,
    /// What would go; empty for none.
    pub removed: Span,
    /// What would stay; empty for none.
    pub added: Span,
}

/// How a change is written: what opens and what closes it. Longer openings stand before those that they begin with.
const FORMS: [(&str, &str, Mark); 15] = [
    ("{++", "++}", Mark::Insertion),
    ("{--", "--}", Mark::Deletion),
    ("{~~", "~~}", Mark::Replacement),
    ("{==", "==}", Mark::Highlight),
    ("{>>", "<<}", Mark::Remark),
    ("{+", "+}", Mark::Insertion),
    ("[+", "+]", Mark::Insertion),
    ("[-", "-]", Mark::Deletion),
    ("~~", "~~", Mark::Deletion),
    ("==", "==", Mark::Highlight),
    ("<ins>", "</ins>", Mark::Insertion),
    ("<del>", "</del>", Mark::Deletion),
    ("<strike>", "</strike>", Mark::Deletion),
    ("<s>", "</s>", Mark::Deletion),
    ("<mark>", "</mark>", Mark::Highlight),
];

/// The change that begins at byte `at` of `text`, if it ends before the next blank line.
pub(super) fn change(text: &str, at: usize) -> Option<Change> {
    let rest = &text[at..];
    let &(open, close, mark) = FORMS.iter().find(|(open, ..)| rest.starts_with(open))?;
    let inner = &rest[open.len()..];
    let length = inner.find(close)?;
    let content = &inner[..length];
    let free = (content.starts_with(char::is_whitespace), content.ends_with(char::is_whitespace));
    let hugs = match open {
        "==" => free == (false, false),
        "~~" => free != (true, true),
        "[-" => free.0 == free.1,
        _ => true,
    };
    // "~~~", "===", "[-]": no marks of this kind
    let ruled = open.starts_with(['~', '=']) && (content.starts_with(['~', '=']) || text[..at].ends_with(['~', '=']));
    if content.trim().is_empty() || ruled || !hugs || content.contains("\n\n") || content.contains("\r\n\r\n") {
        return None;
    }
    let inside = Span::new(at + open.len(), at + open.len() + length);
    let span = Span::new(at, inside.end + close.len());
    let (nothing, gone) = (Span::at(inside.end), Span::at(inside.start));
    let (removed, added) = match mark {
        Mark::Insertion | Mark::Highlight => (gone, inside),
        Mark::Deletion | Mark::Remark => (inside, nothing),
        Mark::Replacement => {
            let arrow = inside.start + content.find("~>")?;
            (Span::new(inside.start, arrow), Span::new(arrow + 2, inside.end))
        }
    };
    Some(Change { mark, span, removed, added })
}

/// All changes of `text`, in order; those inside another are left out.
pub fn changes(text: &str) -> Vec<Change> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['{', '[', '~', '=', '<']) {
        at += next;
        match change(text, at) {
            Some(change) => {
                at = change.span.end;
                found.push(change);
            }
            None => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_in_every_form() {
        for (text, mark, removed, added) in [
            ("[+ also +]", Mark::Insertion, "", " also "),
            ("[- also -]", Mark::Deletion, " also ", ""),
            ("~~must~~", Mark::Deletion, "must", ""),
            ("{++also++}", Mark::Insertion, "", "also"),
            ("{--also--}", Mark::Deletion, "also", ""),
            ("{~~must~>should~~}", Mark::Replacement, "must", "should"),
            ("{>>why?<<}", Mark::Remark, "why?", ""),
            ("==all==", Mark::Highlight, "", "all"),
            ("<del>must</del>", Mark::Deletion, "must", ""),
            ("<mark>all</mark>", Mark::Highlight, "", "all"),
        ] {
            let found = changes(text);
            assert_eq!(found.len(), 1, "{text}");
            let change = found[0];
            assert_eq!((change.mark, change.removed.of(text), change.added.of(text)), (mark, removed, added), "{text}");
            assert_eq!(change.span.of(text), text);
        }
        for text in ["~~~\ncode\n~~~", "====", "a == b == c", "[-]", "[A-Z]-[0-9]", "x ~~ y", "[+41] 22-]", "{}"] {
            assert_eq!(changes(text), [], "{text}");
        }
    }
}
