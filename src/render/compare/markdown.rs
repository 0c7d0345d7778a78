//! In Markdown, to be sent on: dropped words struck out, added words in bold.

use std::fmt::Write;

use super::{Compared, is_renumbered_alone, turns};
use crate::document::comparison::{Change, Pair};
use crate::document::{Difference, difference};
use crate::render::markdown::plain;

pub(super) fn render(compared: &Compared) -> String {
    let (old, new) = (plain(&compared.old.name), plain(&compared.new.name));
    let mut out = format!("# {old} → {new}\n\n{}.\n", compared.summary());
    let told: Vec<&Pair> = compared.comparison.pairs.iter().filter(|pair| !pair.changes.is_empty()).collect();
    if !told.is_empty() {
        out.push_str("\n| Older | Newer | What became of it |\n|---|---|---|\n");
    }
    for pair in &told {
        let name = |called: Option<&str>| called.filter(|called| !called.is_empty()).map_or("–".to_owned(), plain);
        let old = name(compared.before(pair).map(|version| version.called.as_str()));
        let new = name(compared.after(pair).map(|version| version.called.as_str()));
        let changes: Vec<&str> = pair.changes.iter().map(|change| change.name()).collect();
        let _ = writeln!(out, "| {old} | {new} | {} |", changes.join(", "));
    }
    for pair in told.into_iter().filter(|pair| !is_renumbered_alone(pair)) {
        let changes: Vec<&str> = pair.changes.iter().map(|change| change.name()).collect();
        let _ = writeln!(out, "\n## {}: {}\n", plain(&compared.called(pair)), changes.join(", "));
        match (compared.before(pair), compared.after(pair)) {
            (Some(old), Some(new)) => {
                let turns = turns(old, new, &pair.changes);
                for (what, was, is) in &turns {
                    let _ = writeln!(out, "- {what}: {} → {}", plain(was), plain(is));
                }
                if pair.changes.contains(&Change::Reworded) {
                    let gap = if turns.is_empty() { "" } else { "\n" };
                    let _ = writeln!(out, "{gap}{}", marked(&old.text, &new.text));
                }
            }
            (Some(only), None) | (None, Some(only)) => {
                if let Some(kin) = compared.kin(pair) {
                    let _ = writeln!(out, "- {}\n", plain(&kin));
                }
                let _ = writeln!(out, "{}", only.text.split('\n').map(plain).collect::<Vec<_>>().join("\n\n"));
            }
            (None, None) => {}
        }
    }
    out
}

fn marked(old: &str, new: &str) -> String {
    let mut out = String::new();
    for stretch in difference(old, new) {
        let (space, words) = match stretch.text().strip_prefix(' ') {
            Some(words) => (" ", words),
            None => ("", stretch.text()),
        };
        let _ = match stretch {
            Difference::Same(_) => write!(out, "{space}{}", plain(words)),
            Difference::Dropped(_) => write!(out, "{space}~~{}~~", plain(words)),
            Difference::Added(_) => write!(out, "{space}**{}**", plain(words)),
        };
    }
    out
}
