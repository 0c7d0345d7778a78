//! Types characters into a long draft and says how long the analysis of each takes, and whether memory grows.
//!
//! ```text
//! cargo run --release --example typing -- [EDITS] [COPIES]
//! ```
//!
//! The draft is made of the published reports under `tests/sources`, about 150 KB for each copy. What the editor and the
//! pipe to it add is the business of `benches/latency.py`.

#![allow(clippy::print_stdout)]

use std::time::{Duration, Instant};

use rapporteur::settings::Settings;
use rapporteur::text::floor_boundary;
use rapporteur::workbench::Workbench;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse().expect("a number"));
    let (edits, copies) = (arguments.next().unwrap_or(1000), arguments.next().unwrap_or(1));
    let workbench = Workbench::embedded();
    let settings = Settings::default();
    let mut text = draft(copies);
    let begun = Instant::now();
    let mut analysis = workbench.analyze(&text, &settings);
    println!("{} KB, opened in {:.1} ms", text.len() / 1000, begun.elapsed().as_secs_f64() * 1000.0);
    println!("{:>8} {:>10} {:>8} {:>10}", "edits", "median ms", "95 % ms", "memory MB");
    let mut times: Vec<Duration> = Vec::new();
    let mut chance = Chance { state: 7, typed: None };
    let report = (edits / 5).max(1);
    for edit in 1..=edits {
        type_or_delete(&mut text, &mut chance);
        let begun = Instant::now();
        analysis = workbench.reanalyze(&analysis, &text, &settings);
        times.push(begun.elapsed());
        if edit % report == 0 {
            times.sort_unstable();
            let at = |share: f64| times[(times.len() as f64 * share) as usize].as_secs_f64() * 1000.0;
            println!("{edit:>8} {:>10.2} {:>8.2} {:>10}", at(0.5), at(0.95), memory().unwrap_or_default());
            times.clear();
        }
    }
}

/// One letter at a random place; the next time it goes again, so that the draft stays as long as it is.
fn type_or_delete(text: &mut String, chance: &mut Chance) {
    match chance.typed.take() {
        Some(at) => {
            text.remove(at);
        }
        None => {
            let at = floor_boundary(text, chance.below(text.len()));
            text.insert(at, 'e');
            chance.typed = Some(at);
        }
    }
}

/// Random places that are the same in every run.
struct Chance {
    state: u64,
    typed: Option<usize>,
}

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % limit
    }
}

/// Memory in use, in megabytes; Linux says it.
fn memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().split(' ').next()?.parse::<usize>().ok()? / 1000)
}

fn draft(copies: usize) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sources");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect(folder).map(|entry| entry.expect(folder).path()).collect();
    files.sort();
    let texts = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    let once: Vec<String> = texts.map(|path| std::fs::read_to_string(path).expect("a source")).collect();
    once.join("\n\n").repeat(copies)
}
