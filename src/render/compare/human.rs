//! For people at a terminal: what became of each recommendation, with both texts in one.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::{Compared, is_renumbered_alone, turns};
use crate::corpus;
use crate::document::comparison::{Change, Pair};
use crate::render::difference;
use crate::render::terminal::{BOLD, DIM, clean, columns, styled, wrapped};

/// Columns before a line of text.
const INDENT: usize = 2;

pub(super) fn render(compared: &Compared, width: usize) -> String {
    let width = columns(width);
    let mut out = String::new();
    head(compared, &mut out);
    let mut renumbered: Vec<String> = Vec::new();
    let mut differs = false;
    for pair in compared.comparison.pairs.iter().filter(|pair| !pair.changes.is_empty()) {
        if is_renumbered_alone(pair) {
            renumbered.push(compared.called(pair));
            continue;
        }
        differs |= one(compared, pair, width, &mut out);
    }
    if !renumbered.is_empty() {
        let _ = writeln!(out, "\n{}", styled(color(Change::Renumbered), "renumbered alone"));
        indented(&wrapped(&renumbered.join(", "), width - INDENT), &mut out);
    }
    if differs {
        let _ = writeln!(out, "\n{}", styled(DIM, &difference::legend("the older text", "the newer")));
    }
    out
}

fn head(compared: &Compared, out: &mut String) {
    let versions = [(&compared.old, &compared.comparison.old), (&compared.new, &compared.comparison.new)];
    for ((side, versions), word) in versions.into_iter().zip(["older", "newer"]) {
        let what = match side.status {
            None => format!("{} recommendations", versions.len()),
            Some(status) => format!("{} ({})", versions[0].called, status.name()),
        };
        let _ = writeln!(out, "{} {} · {what}", styled(DIM, word), styled(BOLD, &clean(&side.name)));
        if !side.symbol.is_empty() {
            let inferred = if side.inferred { " (inferred)" } else { "" };
            let _ = writeln!(
                out,
                "      {}",
                styled(DIM, &format!("{}{inferred} {}", side.symbol, corpus::url(&side.symbol)))
            );
        }
    }
    let _ = writeln!(out, "{}", styled(BOLD, &compared.summary()));
    if let Some((tier, _)) = compared.alike {
        let _ = writeln!(out, "{}", styled(DIM, &format!("{} by likeness of words and meaning", tier.name())));
    }
}

/// Says what became of one recommendation, and whether a difference was shown.
fn one(compared: &Compared, pair: &Pair, width: usize, out: &mut String) -> bool {
    let names: Vec<String> = pair.changes.iter().map(|change| styled(color(*change), change.name())).collect();
    let spot = pair.new.and_then(|i| compared.new.spots.get(i)).or_else(|| compared.old.spots.get(pair.old?));
    let spot = spot.map_or(String::new(), |spot| match pair.new {
        Some(_) => format!(" · {spot}"),
        None => format!(" · {spot} of {}", clean(&compared.old.name)),
    });
    let _ = writeln!(out, "\n{} {}{spot}", names.join(", "), styled(BOLD, &clean(&compared.called(pair))));
    let room = width - INDENT;
    match (compared.before(pair), compared.after(pair)) {
        (Some(old), Some(new)) => {
            for (what, was, is) in turns(old, new, &pair.changes) {
                indented(&wrapped(&clean(&format!("{what}: {was} → {is}")), room), out);
            }
            let reworded = pair.changes.contains(&Change::Reworded);
            if reworded {
                indented(&difference::lines(&old.text, &new.text, room), out);
            }
            reworded
        }
        (Some(only), None) | (None, Some(only)) => {
            if let Some(kin) = compared.kin(pair) {
                indented(&wrapped(&clean(&kin), room), out);
            }
            indented(&wrapped(&clean(&only.text), room), out);
            false
        }
        (None, None) => false,
    }
}

fn indented(lines: &[String], out: &mut String) {
    for line in lines {
        let _ = writeln!(out, "{:INDENT$}{line}", "");
    }
}

const fn color(change: Change) -> Style {
    match change {
        Change::Added | Change::Strengthened => AnsiColor::Green.on_default().bold(),
        Change::Dropped | Change::Reversed | Change::Weakened => AnsiColor::Red.on_default().bold(),
        Change::Readdressed => AnsiColor::Yellow.on_default().bold(),
        Change::Reworded => AnsiColor::Blue.on_default().bold(),
        Change::Moved | Change::Renumbered => AnsiColor::Cyan.on_default(),
    }
}
