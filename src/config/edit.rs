//! Changes of a `rapporteur.toml` that keep everything else a person wrote in it.

use toml_edit::{DocumentMut, Item, Table, value};

use crate::text::{Edit, Span};

/// The edit that turns a rule off in the text of a file; `None` if the text is no TOML, or `rules` is no table.
pub fn turn_off(text: &str, rule: &str) -> Option<Edit> {
    let mut document: DocumentMut = text.parse().ok()?;
    let rules = document.entry("rules").or_insert_with(|| Item::Table(Table::new()));
    rules.as_table_like_mut()?.insert(rule, value("off"));
    Some(difference(text, &document.to_string()))
}

/// The one edit that makes `new` out of `old`.
fn difference(old: &str, new: &str) -> Edit {
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = old.chars().zip(new.chars()).take_while(same).map(|(char, _)| char.len_utf8()).sum();
    let (rest, fresh) = (&old[head..], &new[head..]);
    let tail: usize =
        rest.chars().rev().zip(fresh.chars().rev()).take_while(same).map(|(char, _)| char.len_utf8()).sum();
    Edit::replace(Span::new(head, old.len() - tail), &fresh[..fresh.len() - tail])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply;

    fn off(text: &str) -> String {
        apply(text, &[turn_off(text, "near-duplicate").expect("an edit")]).0
    }

    #[test]
    fn what_else_is_written_stays() {
        assert_eq!(off(""), "[rules]\nnear-duplicate = \"off\"\n");
        let text =
            "# ours\nstage = \"submission\" # late\n\n[rules]\nstate-parties = \"hint\"\n\n[files]\nexclude = []\n";
        assert_eq!(off(text), text.replace("\"hint\"\n", "\"hint\"\nnear-duplicate = \"off\"\n"));
        assert_eq!(off("[rules]\nnear-duplicate = \"hint\"\n"), "[rules]\nnear-duplicate = \"off\"\n");
        assert_eq!(turn_off("rules = 3\n", "near-duplicate"), None);
        assert_eq!(turn_off("[rules\n", "near-duplicate"), None);
    }
}
