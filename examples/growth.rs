//! Measures how the search for earlier recommendations grows with the corpus.
//!
//! ```text
//! cargo run --release --example growth -- [FOLDER-OF-TEXTS] [SIZE…]
//! ```
//!
//! Corpora of 1,000 to 1,000,000 recommendations are made from the real ones, from the paragraphs of the texts in the
//! folder if one is given, and then from halves of two such paragraphs with every fifth word of a real one. Each is indexed once; a process
//! of its own then opens the index and asks for the nearest ten of every draft in `tests/similarity`, each for the first
//! time. What is said about finding rests on the same drafts: is a source still the nearest, and among the nearest three?
//! Without sizes the corpus inside the program is measured first.
#![allow(clippy::print_stdout, reason = "a table is what it is for")]

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs};

use fastrand::Rng;
use rapporteur::corpus::Corpus;
use rapporteur::corpus::similarity::{Closeness, Mark, Own, SimilarityIndex};
use rayon::prelude::*;
use serde_json::Value;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A draft, and the places of what it was made from.
struct Draft {
    text: String,
    sources: Vec<usize>,
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [ask, folder, size, kept] = &arguments[..]
        && ask == "--ask"
    {
        return measure(folder, size.parse().expect("a size"), Path::new(kept));
    }
    let mut folder = String::new();
    let mut sizes: Vec<usize> = Vec::new();
    for argument in arguments {
        match argument.parse() {
            Ok(size) => sizes.push(size),
            Err(_) => folder = argument,
        }
    }
    if sizes.is_empty() {
        embedded();
        sizes = vec![1_000, 10_000, 100_000, 1_000_000];
    }
    println!(
        "{:>9} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>6} {:>6}",
        "texts", "made s", "MB", "open ms", "50 % ms", "95 % ms", "most ms", "RAM MB", "R@1", "R@3"
    );
    for size in sizes {
        let kept = tempfile::tempdir().expect("a folder");
        let texts = corpus(&folder, size);
        let begun = Instant::now();
        SimilarityIndex::kept(texts.iter().map(String::as_str), Some(kept.path()));
        let made = begun.elapsed();
        drop(texts);
        let files = std::fs::read_dir(kept.path()).expect("the folder").flatten();
        let bytes: u64 = files.map(|file| file.metadata().map_or(0, |known| known.len())).sum();
        print!("{size:>9} {:>8.1} {:>8.1}", made.as_secs_f64(), bytes as f64 / 1e6);
        let own = env::current_exe().expect("this program");
        let asked = Command::new(own).args(["--ask", &folder, &size.to_string()]).arg(kept.path()).output();
        println!("{}", String::from_utf8_lossy(&asked.expect("an answer").stdout).trim_end());
    }
}

/// The rest of a line: how long opening and asking take, what is found, and the memory that they take.
fn measure(folder: &str, size: usize, kept: &Path) {
    let texts = corpus(folder, size);
    let drafts = drafts();
    let before = memory();
    let begun = Instant::now();
    let index = SimilarityIndex::kept(texts.iter().map(String::as_str), Some(kept));
    let opened = begun.elapsed();
    let (mut times, mut first, mut third, mut with) = (Vec::new(), 0, 0, 0);
    for draft in &drafts {
        let begun = Instant::now();
        let found = index.nearest(&draft.text, 10);
        times.push(begun.elapsed());
        if !draft.sources.is_empty() {
            let rank = found.iter().position(|one| draft.sources.contains(&one.earlier)).unwrap_or(usize::MAX);
            (first, third, with) = (first + usize::from(rank < 1), third + usize::from(rank < 3), with + 1);
        }
    }
    let share = |part: usize, all: usize| part as f64 / all as f64;
    let (middle, high, most) = spread(times);
    println!(
        " {:>8.1} {middle:>8.2} {high:>8.2} {most:>8.2} {:>8} {:>6.3} {:>6.3}",
        ms(opened),
        memory().saturating_sub(before),
        share(first, with),
        share(third, with),
    );
}

/// What the corpus inside the program costs: one text, one that is there word for word, and a whole draft.
fn embedded() {
    let drafts = drafts();
    let corpus = Corpus::embedded();
    let begun = Instant::now();
    let index = corpus.similarity();
    let opened = begun.elapsed();
    let mut times = Vec::new();
    for draft in &drafts {
        let begun = Instant::now();
        index.nearest(&draft.text, 3);
        times.push(begun.elapsed());
    }
    let (middle, high, _) = spread(times);
    let verbatim: Vec<u64> = corpus.earlier().iter().map(|one| rapporteur::text::fingerprint(&one.text)).collect();
    corpus.verbatim(verbatim[0]);
    let begun = Instant::now();
    let known =
        corpus.earlier().iter().filter(|one| corpus.verbatim(rapporteur::text::fingerprint(&one.text)).is_some());
    let known = known.count();
    let exact = begun.elapsed() / known as u32;
    // drafts of forty that nobody has seen, against the corpus and within themselves
    let texts: Vec<&str> = drafts.iter().map(|draft| draft.text.as_str()).collect();
    let whole = |each: fn(&SimilarityIndex, &[&str])| {
        let time = |forty: &[&str]| {
            let fresh = Corpus::embedded();
            let index = fresh.similarity();
            let own: Vec<Own<'_>> = forty.iter().map(|text| Own { text, mark: Arc::new(Mark::of(text)) }).collect();
            let begun = Instant::now();
            each(index, forty);
            index.within(&own, Closeness::Meaning);
            begun.elapsed()
        };
        spread(texts.chunks_exact(40).map(time).collect()).0
    };
    let alone = whole(|index, texts| texts.iter().for_each(|text| drop(index.repeated(text, 3, |_| true))));
    // as the linter asks
    let draft = whole(|index, texts| texts.par_iter().for_each(|text| drop(index.repeated(text, 3, |_| true))));
    println!("The corpus inside the program, {} texts: opened in {:.3} ms,", corpus.earlier().len(), ms(opened));
    println!("one text in {middle:.3} ms (95 %: {high:.3}), word for word in {:.4} ms,", ms(exact));
    println!("a draft of 40 in {draft:.2} ms on all cores, as the linter asks, and in {alone:.2} ms on one\n");
}

/// Middle, 95th percentile and most, in milliseconds.
fn spread(mut times: Vec<Duration>) -> (f64, f64, f64) {
    times.sort_unstable();
    let at = |share: usize| ms(times[times.len() * share / 100]);
    (at(50), at(95), ms(times[times.len() - 1]))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Memory in use, in megabytes, of files that are mapped, too; Linux says it.
fn memory() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<usize>().ok()).unwrap_or(0) / 1000
}

fn file(name: &str) -> Vec<Value> {
    let path = format!("{}/tests/similarity/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

fn real() -> (Vec<String>, Vec<String>) {
    file("recommendations").iter().map(|one| (text(&one["id"]), text(&one["text"]))).unzip()
}

fn drafts() -> Vec<Draft> {
    let (ids, _) = real();
    let list = |value: &Value| -> Vec<usize> {
        let ids = value.as_array().expect("a list").iter().map(|id| ids.iter().position(|known| *known == text(id)));
        ids.map(|place| place.expect("a known recommendation")).collect()
    };
    let all = ["drafts", "more"].into_iter().flat_map(file);
    all.map(|one| Draft { text: text(&one["draft"]), sources: list(&one["sources"]) }).collect()
}

/// The real recommendations, paragraphs of the texts, and what is made of both, until there are `size`.
fn corpus(folder: &str, size: usize) -> Vec<String> {
    let (_, mut texts) = real();
    let real = texts.len();
    let mut files: Vec<PathBuf> = match folder {
        "" => Vec::new(),
        folder => fs::read_dir(folder).expect(folder).map(|entry| entry.expect(folder).path()).collect(),
    };
    files.sort();
    let mut seen: HashSet<String> = texts.iter().cloned().collect();
    for path in files.iter().filter(|path| path.extension().is_some_and(|end| end == "txt")) {
        let text = fs::read_to_string(path).unwrap_or_default();
        for paragraph in text.split("\n\n").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>()) {
            let paragraph = (12..=150).contains(&paragraph.len()).then(|| paragraph.join(" "));
            texts.extend(paragraph.filter(|paragraph| seen.insert(paragraph.clone())));
        }
    }
    drop(seen);
    let mut chance = Rng::with_seed(7);
    let pool = texts.len();
    while texts.len() < size {
        // halves of paragraphs; what is said in the real ones stays theirs, so that it can be found again
        let pick = |chance: &mut Rng| if pool > real { chance.usize(real..pool) } else { chance.usize(..real) };
        let (one, other) = (pick(&mut chance), pick(&mut chance));
        let (one, other): (Vec<&str>, Vec<&str>) = (texts[one].split(' ').collect(), texts[other].split(' ').collect());
        let (head, tail) =
            (&one[..one.len() * chance.usize(3..8) / 10], &other[other.len() * chance.usize(4..8) / 10..]);
        let mut words: Vec<&str> = head.iter().chain(tail).copied().collect();
        for word in &mut words {
            if chance.u8(..5) == 0 {
                let from: Vec<&str> = texts[chance.usize(..real)].split(' ').take(40).collect();
                *word = from[chance.usize(..from.len())];
            }
        }
        texts.push(words.join(" "));
    }
    texts.truncate(size.max(real));
    texts
}
