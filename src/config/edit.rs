//! Changes of a `rapporteur.toml` that keep everything else a person wrote in it.

use toml_edit::{DocumentMut, Item, Table, value};

use crate::text::{Edit, Span, line_end};

/// The edit that turns a rule off in the text of a file; `None` if the text is no TOML, or `rules` is no table.
pub fn turn_off(text: &str, rule: &str) -> Option<Edit> {
    // the library writes every line end as `\n`
    let flat = text.replace("\r\n", "\n");
    let mut document: DocumentMut = flat.parse().ok()?;
    let rules = document.entry("rules").or_insert_with(|| Item::Table(Table::new()));
    let rules = rules.as_table_like_mut()?;
    match rules.get_mut(rule).and_then(Item::as_value_mut) {
        // with the comment behind it
        Some(known) => {
            let decor = known.decor().clone();
            *known = "off".into();
            *known.decor_mut() = decor;
        }
        None => drop(rules.insert(rule, value("off"))),
    }
    let edit = difference(&flat, &document.to_string());
    let own = |at| text.match_indices("\r\n").fold(at, |own, (end, _)| if end < own { own + 1 } else { own });
    let span = Span::new(own(edit.span.start), own(edit.span.end));
    Some(Edit::replace(span, edit.text).ended(line_end(text)))
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
        assert_eq!(off("[rules]\nnear-duplicate = \"hint\" # ours\n"), "[rules]\nnear-duplicate = \"off\" # ours\n");
        for text in ["[rules]\nise-spelling = \"off\"\n", "stage = \"submission\"\n", "[rules]\n\n[files]\n"] {
            let (lf, crlf) = (off(text), off(&text.replace('\n', "\r\n")));
            assert_eq!(crlf, lf.replace('\n', "\r\n"));
        }
        assert_eq!(turn_off("rules = 3\n", "near-duplicate"), None);
        assert_eq!(turn_off("[rules\n", "near-duplicate"), None);
    }
}
