//! The cursor, and what a proposal puts there: it goes on from what is typed, takes the place of the rest of a word or
//! phrase, and leaves alone what was written for something else. What is proposed stands in `completion`.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::convert;
use super::state::Snapshot;
use crate::text::{Edit, Span};

/// The cursor, and what stands around it on its line.
pub(super) struct Here<'a> {
    /// The text, understood.
    pub snapshot: &'a Snapshot,
    /// The byte of the cursor.
    pub at: usize,
    /// What stands before it on its line.
    pub before: &'a str,
    /// What stands after it on its line.
    pub after: &'a str,
    /// The address of the text.
    pub uri: &'a lsp::Uri,
    /// What the client can do.
    pub abilities: Abilities,
}

/// What a proposal writes.
pub(super) struct Put {
    /// What is typed of it, up to the cursor.
    span: Span,
    text: String,
    /// Bytes after the cursor that belong to what it takes the place of, whatever they are.
    over: usize,
}

impl Put {
    /// `text` in the place of `span`, which ends at the cursor.
    pub(super) fn new(span: Span, text: &str) -> Put {
        Put { span, text: text.to_owned(), over: 0 }
    }

    /// The same, also in the place of so many bytes after the cursor.
    pub(super) fn over(self, over: usize) -> Put {
        Put { over, ..self }
    }
}

impl Here<'_> {
    /// A proposal.
    pub(super) fn item(
        &self,
        label: &str,
        detail: &str,
        put: Put,
        kind: lsp::CompletionItemKind,
    ) -> lsp::CompletionItem {
        lsp::CompletionItem {
            // what is typed is the filter: the server has chosen already, and text may be in the middle of a wording
            filter_text: Some(self.snapshot.text.slice(put.span)).filter(|typed| !typed.is_empty()),
            label: label.to_owned(),
            detail: Some(detail.to_owned()),
            kind: Some(kind),
            insert_text_format: Some(lsp::InsertTextFormat::PLAIN_TEXT),
            text_edit: Some(self.edit(&put)),
            ..lsp::CompletionItem::default()
        }
    }

    /// The edit that a proposal makes. What stands after the cursor and is the same in the proposal is never doubled; the
    /// rest of a word that is another one goes where the client lets a person choose.
    pub(super) fn edit(&self, put: &Put) -> lsp::CompletionTextEdit {
        let typed = self.snapshot.text.slice(put.span);
        let same = same(&put.text, &typed, self.after).max(put.over);
        let whole = rest_of_word(self.before, self.after).max(same);
        let mut text = put.text.as_str();
        // no blank where one follows
        if self.after[whole..].starts_with([' ', '\u{a0}']) {
            text = text.trim_end_matches(' ');
        }
        let new_text = Edit::insert(self.at, text).ended(self.snapshot.text.line_end()).text;
        let to = |rest: usize| {
            let span = Span::new(put.span.start, self.at + rest);
            convert::range(span, &self.snapshot.text, self.abilities.units)
        };
        if self.abilities.replaces {
            let (insert, replace) = (to(same), to(whole));
            return lsp::CompletionTextEdit::InsertAndReplace(lsp::InsertReplaceEdit { new_text, insert, replace });
        }
        lsp::CompletionTextEdit::Edit(lsp::TextEdit { range: to(same), new_text })
    }
}

/// How many bytes of `after` say what `text` says after what is typed of it, up to the end of a word in both.
fn same(text: &str, typed: &str, after: &str) -> usize {
    let begun = text.get(..typed.len()).is_some_and(|begun| begun.eq_ignore_ascii_case(typed));
    let Some(tail) = text.get(typed.len()..).filter(|_| begun) else { return 0 };
    let alike = tail.chars().zip(after.chars()).take_while(|(ours, theirs)| ours == theirs);
    let most: usize = alike.map(|(char, _)| char.len_utf8()).sum();
    let ends =
        |at: &usize| after[..*at].ends_with(char::is_alphanumeric) && ends_word(tail, *at) && ends_word(after, *at);
    (1..=most).rev().filter(|at| after.is_char_boundary(*at)).find(ends).unwrap_or(0)
}

fn ends_word(text: &str, at: usize) -> bool {
    !text[at..].starts_with(char::is_alphanumeric)
}

/// How many bytes of `after` belong to the word that the cursor stands in.
fn rest_of_word(before: &str, after: &str) -> usize {
    match before.ends_with(char::is_alphanumeric) {
        true => after.len() - after.trim_start_matches(char::is_alphanumeric).len(),
        false => 0,
    }
}
