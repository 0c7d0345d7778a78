//! Which meeting a report is of: title, place, days, body and symbol, from its first lines, the heads of its pages and
//! the documents that it lists.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::dates::{self, Days};
use super::{NoReport, Said, clean};
use crate::corpus::Meeting;
use crate::document::{Document, Kind};
use crate::lexicon::Lexicon;

/// What is known of the meeting before its parts.
pub(super) struct Masthead {
    pub(super) meeting: Meeting,
    /// The title of the document, if it is not the report but the summary of a constructive dialogue.
    pub(super) dialogue: Option<String>,
}

static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b([A-Z]{1,6}(?:/[A-Z][A-Za-z]*(?:\.\d+)?)*)/(\d{4})/((?:L|CRP|INF|NGO)[./])?(\d{1,3})((?:/(?:Rev|Add|Corr)\.\d+)*)")
        .expect("a fixed expression")
});

impl Masthead {
    /// Reads it from a document, what its file has at the heads of its pages, and what stood there in the text.
    pub(super) fn read(
        document: &Document,
        (headers, heads): (&str, &str),
        said: &Said,
        lexicon: &Lexicon,
        doubts: &mut Vec<String>,
    ) -> Result<Masthead, NoReport> {
        let lines = first_lines(document);
        let found = lines.iter().find(|line| is_title(line));
        let title = said.title.clone().or_else(|| found.cloned()).ok_or_else(|| {
            let what = "it has no title that begins “Report on the meeting of …” or “Report of …”";
            NoReport::new(what, "if it is the report of a meeting, say its title with --title")
        })?;
        // in a PDF the line below the title runs on from it
        let title = title.split(" Summary by the ").next().unwrap_or(&title).to_owned();
        let dialogue = title.starts_with("Constructive dialogue").then(|| title.clone());
        let days = days(document, &lines, &title, dialogue.is_some(), said)?;
        let year = said.year.or(id_year(said)).unwrap_or(days.year);
        if dialogue.is_none() && ![&days.start, &days.end].iter().any(|day| day.starts_with(&year.to_string())) {
            let what = format!("the year {year} contradicts the days of the meeting, {}", days.said);
            return Err(NoReport::new(what, "leave the year out, or say when it met with --dates"));
        }
        let listed = listed(document);
        let body = match said.body.clone().or_else(|| id_body(said)) {
            Some(said) => {
                let (known, mut unsaid) = (bodies(lexicon), Vec::new());
                match body(&title, &lines, headers, &listed, lexicon, &mut unsaid) {
                    Some(found) if found != said => {
                        doubts.push(format!("the report is one of {found}, but it is entered as one of {said}"));
                    }
                    _ if !known.contains(&said) => {
                        doubts.push(format!("no body is known as {said}; known are {}", known.join(", ")));
                    }
                    _ => {}
                }
                said
            }
            None => body(&title, &lines, headers, &listed, lexicon, doubts).ok_or_else(|| {
                let what = "it does not say which body met";
                NoReport::new(what, "say it with --body, such as --body WG.4 or --body COP")
            })?,
        };
        let place = said.place.clone().or_else(|| place(&title)).or_else(|| place_line(&lines, &days));
        if place.is_none() && dialogue.is_none() {
            doubts.push("where the meeting was held is not said (--place says it)".to_owned());
        }
        let mut meeting = Meeting {
            id: said.id.clone().unwrap_or_else(|| format!("{year}-{body}")),
            body,
            year,
            title,
            place: place.unwrap_or_default(),
            dates: days.said,
            start: days.start,
            end: days.end,
            ..Meeting::default()
        };
        meeting.symbol = said.symbol.clone().unwrap_or_default();
        if meeting.symbol.is_empty() && dialogue.is_none() {
            let lines: Vec<String> = lines.into_iter().chain(heads.lines().map(str::to_owned)).collect();
            symbol(&mut meeting, &lines, headers, &listed, doubts);
        }
        Ok(Masthead { meeting, dialogue })
    }
}

/// The lines before the first chapter and the first recommendation, as they are read.
fn first_lines(document: &Document) -> Vec<String> {
    let heads = document.units().iter().take_while(|unit| {
        !matches!(unit.kind(), Kind::Chapter | Kind::Section | Kind::Recommendation | Kind::Chapeau)
    });
    let heads = heads.filter(|unit| unit.label.is_none()).take(60);
    heads
        .flat_map(|unit| {
            // without an empty line before it, the title stands in one paragraph with the lines above it
            let lines: Vec<String> = unit.source().lines().map(clean).filter(|line| !line.is_empty()).collect();
            match lines.iter().position(|line| is_title(line)).filter(|&at| at > 0) {
                Some(at) => lines[..at].iter().cloned().chain([lines[at..].join(" ")]).collect(),
                None => vec![clean(unit.reading())],
            }
        })
        .collect()
}

fn is_title(line: &str) -> bool {
    ["Report on the", "Report of the", "Constructive dialogue on"].iter().any(|start| line.starts_with(start))
}

/// When the meeting was held. A dialogue says it in its text, not in its title.
fn days(document: &Document, lines: &[String], title: &str, dialogue: bool, said: &Said) -> Result<Days, NoReport> {
    let advice = "say it with --dates, such as --dates “2 and 3 October 2023”";
    if let Some(text) = &said.dates {
        return dates::find(text)
            .ok_or_else(|| NoReport::new(format!("“{text}” names no days of the calendar"), advice));
    }
    let held = |line: &&String| {
        !line.contains("Distr")
            && !line.contains("Original:")
            && dates::find(line).is_some_and(|days| line.len() > days.said.len() + 4)
    };
    let mut texts: Vec<String> = vec![title.to_owned()];
    texts.extend(lines.iter().filter(held).cloned());
    if dialogue {
        let paragraphs = document.units().iter().filter(|unit| unit.label.is_some());
        texts.extend(paragraphs.map(|unit| unit.text(unit.body).to_owned()).filter(|text| text.contains("ialogue")));
    }
    texts
        .iter()
        .find_map(|text| dates::find(text))
        .ok_or_else(|| NoReport::new("it does not say when the meeting was held", advice))
}

fn id_year(said: &Said) -> Option<u16> {
    said.id.as_ref()?.split_once('-')?.0.parse().ok()
}

fn id_body(said: &Said) -> Option<String> {
    Some(said.id.as_ref()?.split_once('-')?.1.to_owned())
}

/// `Vienna` in “held in Vienna on 2 and 3 October 2023”.
fn place(title: &str) -> Option<String> {
    // “held online and in Vienna”: the place comes first, as where it is said the other way round
    if let Some((_, rest)) = title.split_once(" held online") {
        let also = [" and in ", ", and in "].iter().find_map(|link| place_before(rest.strip_prefix(link)?));
        return Some(also.map_or_else(|| "online".to_owned(), |place| format!("{place} and online")));
    }
    place_before(title.split_once("held in ")?.1).map(str::to_owned)
}

/// The place that a text begins with, before the days.
fn place_before(rest: &str) -> Option<&str> {
    let end = [" from ", " on ", ", "].iter().filter_map(|stop| rest.find(stop)).min()?;
    Some(&rest[..end])
}

/// `Vienna` in a line “Vienna, 29 and 30 June 2022”.
fn place_line(lines: &[String], days: &Days) -> Option<String> {
    let place = lines.iter().find_map(|line| line.strip_suffix(days.said.as_str())?.trim_end().strip_suffix(','))?;
    (place.len() < 40).then(|| place.to_owned())
}

/// The body that met: by the name in the title, else by the symbols.
fn body(
    title: &str,
    lines: &[String],
    headers: &str,
    listed: &[Listed],
    lexicon: &Lexicon,
    doubts: &mut Vec<String>,
) -> Option<String> {
    let title = title.to_lowercase();
    let groups = lexicon.documents.series.iter().filter_map(|series| {
        let topic = series.name.strip_prefix("Working Group on ")?.to_lowercase();
        let topic = topic.strip_prefix("the ").unwrap_or(&topic).to_owned();
        (title.contains("working group") && title.contains(&topic)).then(|| short(&series.prefix))
    });
    let named: Vec<String> = groups.collect();
    if named.len() > 1 {
        doubts.push(format!("the title names {}; {} is taken (--body says otherwise)", named.join(" and "), named[0]));
    }
    if let Some(body) = named.into_iter().next() {
        return Some(body);
    }
    if title.contains("conference of the parties") && !title.contains("working group") {
        return Some("COP".to_owned());
    }
    let printed = SYMBOL.captures_iter(headers).map(|found| found[1].to_owned()).next();
    let printed = printed.or_else(|| lines.iter().find_map(|line| Some(SYMBOL.captures(line)?[1].to_owned())));
    let prefix = printed.or_else(|| listed.first().map(|listed| listed.prefix.clone()))?;
    let body = short(&prefix);
    doubts.push(format!("the body, {body}, is taken from the symbol {prefix} (--body says otherwise)"));
    Some(body)
}

/// `WG.4` of `CTOC/COP/WG.4`; what belongs to another conference keeps its whole name.
fn short(prefix: &str) -> String {
    match prefix.strip_prefix("CTOC/COP") {
        Some("") => "COP".to_owned(),
        Some(group) => group.trim_start_matches('/').replace('/', "-"),
        None => prefix.replace('/', "-"),
    }
}

/// The bodies that the lexicon knows, as `WG.4`.
fn bodies(lexicon: &Lexicon) -> Vec<String> {
    let all = lexicon.documents.series.iter().filter(|series| series.prefix.starts_with("CTOC/COP"));
    let mut bodies: Vec<String> = all.map(|series| short(&series.prefix)).collect();
    bodies.dedup();
    bodies
}

/// How the symbols of a body of the Conference begin, the stroke before the year included.
pub(in crate::corpus) fn series(body: &str) -> Option<String> {
    (body == "COP" || body.starts_with("WG.")).then(|| prefix(body) + "/")
}

fn prefix(body: &str) -> String {
    match body {
        "COP" => "CTOC/COP".to_owned(),
        body if body.starts_with("WG.") => format!("CTOC/COP/{body}"),
        body => body.replace('-', "/"),
    }
}

/// A document that the report names.
struct Listed {
    prefix: String,
    year: u16,
    number: u32,
}

/// The documents with plain numbers that the report names.
fn listed(document: &Document) -> Vec<Listed> {
    let mut found = Vec::new();
    for unit in document.units() {
        for symbol in SYMBOL.captures_iter(unit.reading()).filter(|symbol| symbol.get(3).is_none()) {
            let (Ok(year), Ok(number)) = (symbol[2].parse(), symbol[4].parse()) else { continue };
            found.push(Listed { prefix: symbol[1].to_owned(), year, number });
        }
    }
    found
}

/// The symbol of several bodies that begins at byte `at` of a line.
fn joint(line: &str, at: usize) -> Option<&str> {
    let mut symbols = SYMBOL.find_iter(line).filter(|found| found.start() >= at);
    let mut end = symbols.next()?.end();
    let first = end;
    for next in symbols {
        if line.get(end..next.start()) != Some("-") {
            break;
        }
        end = next.end();
    }
    (end > first).then(|| &line[at..end])
}

/// The symbol that the report prints, else the next free number after the documents it lists.
fn symbol(meeting: &mut Meeting, lines: &[String], headers: &str, listed: &[Listed], doubts: &mut Vec<String>) {
    let series = prefix(&meeting.body);
    let heads = headers.lines().map(str::to_owned).chain(lines.iter().cloned());
    for line in heads {
        let own = SYMBOL.captures_iter(&line).find(|found| found[1] == series && found[2] == meeting.year.to_string());
        if let Some(found) = own {
            if found.get(3).is_some() {
                doubts.push(format!("{} is the symbol of a draft report: its text may have changed", &found[0]));
            }
            // a joint report bears the symbols of both bodies: "CTOC/COP/WG.2/2022/4-CTOC/COP/WG.3/2022/4"
            let joint = joint(&line, found.get(0).map_or(0, |whole| whole.start()));
            joint.unwrap_or(&found[0]).clone_into(&mut meeting.symbol);
            return;
        }
    }
    let own = listed.iter().filter(|listed| listed.prefix == series && listed.year == meeting.year);
    let numbers: BTreeSet<u32> = own.map(|listed| listed.number).collect();
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
        doubts.push("the report does not print its symbol (--symbol says it)".to_owned());
        return;
    };
    let base = format!("{series}/{}", meeting.year);
    let next = last + 1;
    meeting.symbol = format!("{base}/{next}");
    meeting.symbol_inferred = true;
    meeting.symbol_source = format!(
        "The report does not print its own symbol; it lists {base}/{first} to {base}/{last} among its documents, and {next} is the next number."
    );
    doubts.push(format!(
        "its symbol is not printed: {} is the next number after the documents it lists (--symbol says otherwise)",
        meeting.symbol
    ));
}
