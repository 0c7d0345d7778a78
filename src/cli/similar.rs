//! `rapporteur similar`: the earlier recommendations nearest to a text, to each recommendation of a draft, or to each
//! line of a file in JSON Lines.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use super::console::{self, Color, Exit};
use super::pages;
use crate::corpus::Corpus;
use crate::corpus::similarity::{Closeness, Mark, Own};
use crate::document::{Document, Kind};
use crate::failure::Failure;
use crate::render::similar::{self, Asked, Place};
use crate::render::spot;
use crate::text::Lines;
use crate::workbench::Workbench;
use crate::workspace::{Workspace, read};

/// What to look for, and how to say it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A text, a draft (- for standard input), or the name of an earlier recommendation (2019/10)
    #[arg(value_name = "TEXT|FILE", required_unless_present = "jsonl")]
    asked: Vec<String>,
    /// How many of the nearest to show [default: 3; with --jsonl 10]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    number: Option<u16>,
    /// Answer each line {"id", "text"} of this file (- for standard input) with one line of JSON
    #[arg(long, value_name = "FILE", conflicts_with_all = ["asked", "format"])]
    jsonl: Option<PathBuf>,
    /// The body whose meetings 2019/10 means; otherwise the configured one, else WG.4
    #[arg(long)]
    body: Option<String>,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    format: pages::Format,
}

pub(super) fn run(arguments: &Arguments, color: Color) -> Result<Exit, Failure> {
    if let Some(file) = &arguments.jsonl {
        return bulk(file, usize::from(arguments.number.unwrap_or(10)));
    }
    let texts = texts(&arguments.asked);
    let here = match texts.iter().find(|text| is_file(text)) {
        Some(file) => Workspace::default().resolve(Path::new(file))?,
        None => super::here()?,
    };
    let workbench = &here.workbench;
    let body = arguments.body.as_ref().unwrap_or(&here.settings.body);
    let n = usize::from(arguments.number.unwrap_or(3));
    let mut asked = Vec::new();
    for text in &texts {
        asked.extend(of(text, workbench, body, n)?);
    }
    let page = match arguments.format {
        pages::Format::Human => similar::human(&workbench.corpus, &asked, pages::width()),
        pages::Format::Json => similar::json(&workbench.corpus, &asked),
    };
    console::print(&page, color).map(|()| Exit::Clean)
}

/// What is asked for: words that a shell parted are one text, whole texts, files and names are one each.
fn texts(asked: &[String]) -> Vec<String> {
    match asked.iter().any(|one| one.contains(char::is_whitespace) || one.contains('/') || is_file(one)) {
        true => asked.to_vec(),
        false => vec![asked.join(" ")],
    }
}

/// What is alike one thing that was asked for: the recommendations of a draft, an earlier one, a text.
fn of(text: &str, workbench: &Workbench, body: &str, n: usize) -> Result<Vec<Asked>, Failure> {
    let corpus = &workbench.corpus;
    Ok(match corpus.find(text, body) {
        _ if is_file(text) => draft(workbench, Path::new(text), n)?,
        Some(earlier) => {
            vec![alone(corpus, &earlier.text, n, |i: usize| corpus.earlier()[i].name != earlier.name)]
        }
        None if names_meeting(corpus, text) => {
            let meeting = text.split('/').next().unwrap_or_default();
            let advice = format!("“rapporteur show {meeting}” lists what there is");
            return Err(Failure::new(format!("there is no “{text}”"), advice));
        }
        None if looks_like_a_path(text) => {
            let advice = "check the path, or give the text of a recommendation in quotation marks";
            return Err(Failure::new("there is no such file", advice).about(text));
        }
        None if text.trim().is_empty() => return Err(Failure::new("there is no text to look for", "give one")),
        None => vec![alone(corpus, text, n, |_| true)],
    })
}

/// Whether a text begins with the name of a meeting and a stroke, as names of recommendations do.
fn names_meeting(corpus: &Corpus, text: &str) -> bool {
    let named = |name: &str| {
        corpus.meetings().iter().any(|one| one.id.eq_ignore_ascii_case(name) || one.year.to_string() == name)
    };
    text.split_once('/').is_some_and(|(meeting, rest)| named(meeting) && !rest.contains('.'))
}

fn is_file(text: &str) -> bool {
    text == "-" || Path::new(text).exists()
}

/// Whether somebody who wrote this meant a file: one word that has an extension or a folder.
fn looks_like_a_path(text: &str) -> bool {
    let extension = Path::new(text).extension().is_some_and(|end| (1..=5).contains(&end.len()));
    !text.contains(char::is_whitespace) && (extension || text.contains(['/', '\\']))
}

fn alone(corpus: &Corpus, text: &str, n: usize, counts: impl Fn(usize) -> bool) -> Asked {
    let text = text.trim().to_owned();
    let matches = corpus.nearest(&text, n, counts);
    Asked { place: None, text, matches, within: None }
}

/// Texts that are compared with each other one by one; more than these only where words were copied.
const FEW: usize = 200;

/// Each recommendation of a draft, held against all meetings but those that the draft is itself the report of.
fn draft(workbench: &Workbench, path: &Path, n: usize) -> Result<Vec<Asked>, Failure> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(Failure::new("this is a folder", "give one draft at a time").about(name));
    }
    let decoded = read(path, &name)?;
    let document = Document::parse(&decoded.text, &workbench.lexicon);
    let corpus = &workbench.corpus;
    let own = corpus.own_meetings(&document);
    if !own.is_empty() {
        let ids: Vec<&str> = own.iter().map(|&meeting| corpus.meetings()[meeting].id.as_str()).collect();
        console::say("note", format!("{name}: this is the text of {}, which is left out", ids.join(", ")));
    }
    let counts = |i: usize| !own.contains(&corpus.earlier()[i].meeting);
    let found = document.units().iter().enumerate().filter(|(_, unit)| unit.kind() == Kind::Recommendation);
    let found: Vec<(Place, &str)> = found
        .map(|(i, unit)| {
            let called = unit.called().map(|(noun, number)| format!("{noun} {number}"));
            let called = called.unwrap_or_else(|| "a recommendation without a number".to_owned());
            let at = document.locate(i, unit.body).start;
            let line = Lines::new(&decoded.text).line_of(at) + 1;
            let spot = spot(&decoded.text, decoded.word.as_deref(), at);
            (Place { called, line, spot }, unit.text(unit.body).trim())
        })
        .filter(|(_, text)| !text.is_empty())
        .collect();
    if found.is_empty() {
        // a few lines on standard input are a text, not a draft
        return match decoded.text.split_whitespace().count() {
            0 => Err(Failure::new("there is no text in it", "give a draft, or the text itself").about(name)),
            1..=400 => Ok(vec![alone(corpus, &decoded.text, n, counts)]),
            _ => {
                let advice = "number them, or give the text of one in quotation marks";
                Err(Failure::new("there are no recommendations in it", advice).about(name))
            }
        };
    }
    let texts: Vec<Own<'_>> = found.iter().map(|(_, text)| Own { text, mark: Arc::new(Mark::of(text)) }).collect();
    let closeness = match texts.len() {
        0..=FEW if own.is_empty() => Closeness::Meaning,
        _ => Closeness::Copies,
    };
    let mut repeats = corpus.similarity().within(&texts, closeness);
    let asked = found.iter().enumerate().map(|(i, (place, text))| {
        let within = repeats.iter().position(|(place, _)| *place == i).map(|at| repeats.swap_remove(at).1);
        Asked {
            place: Some(place.clone()),
            text: (*text).to_owned(),
            matches: corpus.nearest(text, n, counts),
            within: within.map(|found| (found.earlier, found)),
        }
    });
    Ok(asked.collect())
}

/// A line of the file in JSON Lines.
#[derive(Deserialize)]
struct Query {
    id: Value,
    text: String,
}

/// Lines that are answered at a time.
const BATCH: usize = 512;

/// Answers line for line, in order. A bad line is said on standard error, and the others are answered all the same.
fn bulk(file: &Path, n: usize) -> Result<Exit, Failure> {
    let here = super::here()?;
    let name = file.display().to_string();
    let source: Box<dyn Read> = match file.as_os_str() == "-" {
        true => Box::new(std::io::stdin()),
        false => Box::new(std::fs::File::open(file).map_err(|error| Failure::io(&error, file, "read it"))?),
    };
    let mut source = BufReader::with_capacity(1 << 16, source);
    let (mut exit, mut number, mut ended) = (Exit::Clean, 0, false);
    while !ended {
        let mut batch: Vec<(usize, Vec<u8>)> = Vec::new();
        // whoever writes one line and waits is answered at once
        while batch.len() < BATCH && (batch.is_empty() || source.buffer().contains(&b'\n')) {
            let mut line = Vec::new();
            let read = source.read_until(b'\n', &mut line);
            if read.map_err(|error| Failure::io(&error, file, "read it"))? == 0 {
                ended = true;
                break;
            }
            number += 1;
            batch.push((number, line));
        }
        let corpus = &here.workbench.corpus;
        let answers: Vec<Result<String, Failure>> = batch
            .par_iter()
            .filter(|(_, line)| !line.trim_ascii().is_empty())
            .map(|(number, line)| {
                let query = query(line).map_err(|failure| failure.about(format!("{name}:{number}")))?;
                Ok(similar::line(corpus, &query.id, &corpus.nearest(&query.text, n, |_| true)))
            })
            .collect();
        for answer in answers {
            match answer {
                Ok(line) => console::print(&line, Color::Never)?,
                Err(failure) => {
                    console::complain(&failure);
                    exit = Exit::Failed;
                }
            }
        }
    }
    Ok(exit)
}

fn query(line: &[u8]) -> Result<Query, Failure> {
    const ADVICE: &str = r#"write one object a line: {"id": "a1", "text": "States parties should …"}"#;
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    if !line.trim_ascii_start().starts_with(b"{") {
        return Err(Failure::new("this line is no object", ADVICE));
    }
    let query: Query = serde_json::from_slice(line).map_err(|error| {
        // the place that it names is of this line alone
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or_default().replace('`', "");
        Failure::new(format!("this line is not as expected: {what}"), ADVICE)
    })?;
    if !(query.id.is_string() || query.id.is_number()) {
        return Err(Failure::new("the id of this line is neither text nor a number", ADVICE));
    }
    if query.text.trim().is_empty() {
        return Err(Failure::new("the text of this line is empty", ADVICE));
    }
    Ok(query)
}
