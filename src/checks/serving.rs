//! What a citation serves: its sentence, where else something may agree with it, what its article is said to be on.
//!
//! It reads places and joints, not matters: what the words are about is the business of the check.

use crate::document::Unit;
use crate::text::Span;

/// What a citation at `span` serves, and where else something may agree with it: of an item the item and its chapeau, of
/// a chapeau all items, of a sentence the whole recommendation.
pub(super) fn scopes(unit: &Unit, span: Span) -> (Span, Vec<Span>) {
    let Some(k) = unit.items.iter().rposition(|item| item.span.contains(span)) else {
        let sentence = unit.sentences.iter().find(|sentence| sentence.contains(span));
        let serves = if unit.items.is_empty() { sentence.copied() } else { None };
        return (serves.unwrap_or(unit.body), vec![unit.body]);
    };
    let mut beyond = vec![unit.chapeau(), unit.items[k].span];
    let mut depth = unit.items[k].depth;
    for item in unit.items[..k].iter().rev() {
        if item.depth < depth {
            depth = item.depth;
            beyond.push(item.span);
        }
    }
    (unit.items[k].span, beyond)
}

/// What the text says an article is on, right after citing it: “article 16 of the Convention, on extradition”.
pub(super) fn gloss(unit: &Unit, end: usize) -> Option<Span> {
    const LINKS: [&str; 8] =
        ["on ", "concerning ", "regarding ", "relating to ", "related to ", "dealing with ", "which deals with ", "("];
    let rest = &unit.reading()[end..];
    let joint = if rest.starts_with(", ") { 2 } else { 1 };
    let after = rest.get(joint..).filter(|_| rest.starts_with([' ', ',']))?;
    let link = LINKS.iter().find(|link| after.starts_with(**link))?;
    let start = end + joint + link.len();
    let length = unit.reading()[start..].find(['.', ',', ';', ':', ')']).unwrap_or(unit.reading().len() - start);
    Some(Span::new(start, start + length))
}

/// Whether the article is what is asked for, not by what it is asked: “to implement article 6”, “training on article 6”.
pub(super) fn is_object(unit: &Unit, start: usize) -> bool {
    const VERBS: [&str; 8] =
        ["implement", "appl", "interpret", "review", "effect", "transpos", "incorporat", "monitor"];
    let before = unit.reading()[..start].trim_end();
    let clause = before.rsplit([',', ';', '.', ':']).next().unwrap_or("");
    let last: Vec<&str> = clause.rsplit(' ').take(5).collect();
    let about = matches!(last.first(), Some(&("on" | "about" | "regarding" | "concerning")));
    about || last.iter().any(|word| VERBS.iter().any(|verb| word.to_lowercase().starts_with(verb)))
}
