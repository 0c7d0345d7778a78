//! Writes `docs/planted.md`: which planted mistakes the rules find, and what else they mark.
//!
//! `cargo run --release --example planted [SEEDS]`; `--notes` prints each miss and each other mark.

#[path = "../tests/planted/mod.rs"]
mod planted;

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::{env, fs};

use rapporteur::workbench::Workbench;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let seeds = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(25);
    let outcomes = planted::measure(&Workbench::embedded(), 0..seeds);
    let sum = |count: fn(&planted::Outcome) -> usize| outcomes.iter().map(|(_, outcome)| count(outcome)).sum::<usize>();
    let (all, found, extra) = (sum(|o| o.planted), sum(|o| o.found), sum(|o| o.extra));
    let mut out = format!(
        "# Planted mistakes\n\n\
         Drafts made of adopted recommendations, each with one mistake planted at random: is it marked by the right rule\n\
         at the right place, and does planting it make any other rule speak at warning or above? Written by\n\
         `cargo run --release --example planted`; the catalogue stands in `tests/planted/catalogue.rs`.\n\n\
         {} kinds, {all} planted, {found} found ({:.1} per cent), {extra} with another mark ({:.1} per cent).\n\n\
         | mistake | rule | severity | planted | found | other marks |\n|---|---|---|---|---|---|\n",
        outcomes.len(),
        100.0 * found as f64 / all as f64,
        100.0 * extra as f64 / all as f64,
    );
    for (kind, outcome) in &outcomes {
        let rules: Vec<String> = kind.rules.iter().map(|rule| format!("`{rule}`")).collect();
        let severity = outcome.severity.map_or("", |severity| severity.name());
        let planted::Outcome { planted, found, extra, .. } = outcome;
        let _ = writeln!(out, "| {} | {} | {severity} | {planted} | {found} | {extra} |", kind.name, rules.join(", "));
    }
    if arguments.iter().any(|argument| argument == "--notes") {
        let mut stdout = std::io::stdout().lock();
        for (kind, outcome) in &outcomes {
            for note in &outcome.notes {
                writeln!(stdout, "{}: {note}", kind.name)?;
            }
        }
        write!(stdout, "{out}")?;
        return Ok(());
    }
    fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/planted.md"), out)?;
    Ok(())
}
