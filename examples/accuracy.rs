//! Writes `docs/accuracy.md`: what the rules find and what they leave alone, measured over published texts.
//!
//! `cargo run --release --example accuracy` measures the reports of the Working Group under `tests/sources`;
//! with the path of a folder of adopted United Nations texts it also measures those, and without it keeps what the
//! file says of them. `--unjudged` prints marks that nobody has judged, ready for `tests/accuracy/judged.tsv`.

#[path = "../tests/accuracy/mod.rs"]
mod measure;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::{env, fs};

use measure::{Mark, Mistake, Source, articles};
use rapporteur::lexicon::names::Which;
use rapporteur::lexicon::{Mention, MentionKind};
use rapporteur::settings::Force;
use rapporteur::workbench::Workbench;

/// Begins the part that needs the folder of texts.
const TEXTS: &str = "## Adopted United Nations texts\n";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let folder = arguments.iter().find(|argument| !argument.starts_with("--"));
    let workbench = Workbench::embedded();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/accuracy.md");
    let texts = match folder {
        Some(folder) => {
            let sources = measure::sources(&workbench, Path::new(folder), Force::Everything);
            if arguments.iter().any(|argument| argument == "--unjudged") {
                return print_unjudged(&sources);
            }
            texts(&sources)
        }
        None => {
            let before = fs::read_to_string(&file).unwrap_or_default();
            before.split_once(TEXTS).map_or_else(String::new, |(_, after)| format!("{TEXTS}{after}"))
        }
    };
    fs::create_dir_all(file.parent().expect("docs/accuracy.md has a folder"))?;
    fs::write(&file, format!("{}\n{texts}", reports(&workbench)))?;
    Ok(())
}

/// The part about the reports of the Working Group.
fn reports(workbench: &Workbench) -> String {
    let sources = measure::published(workbench);
    let mistakes = measure::mistakes();
    let mut out = String::from(
        "# Accuracy\n\n\
         What the rules find and what they leave alone, measured. Written by\n\
         `cargo run --release --example accuracy -- FOLDER-OF-ADOPTED-TEXTS`; the data stands under `tests/accuracy`,\n\
         and `cargo test` holds the rules to the first three parts.\n\n",
    );
    let (within, beyond): (Vec<&Mistake>, Vec<&Mistake>) =
        mistakes.iter().partition(|mistake| !mistake.rules.is_empty());
    let found = within.iter().filter(|mistake| !measure::found_by(mistake, &sources).is_empty()).count();
    let _ = write!(
        out,
        "## Mistakes in the published texts\n\n\
         Careful readers noted {} mistakes in the four reports and the constructive dialogue. {} are within the reach of\n\
         a rule; {found} of these are found ({} per cent of all).\n\n\
         | text | place | quotation | problem | rule | severity |\n|---|---|---|---|---|---|\n",
        mistakes.len(),
        within.len(),
        found * 100 / mistakes.len().max(1),
    );
    for mistake in within {
        let by = measure::found_by(mistake, &sources);
        let rules: Vec<String> = by.iter().map(|(rule, _)| format!("`{rule}`")).collect();
        let severity = by.iter().map(|(_, severity)| *severity).max().map_or("", |severity| severity.name());
        let rules = if rules.is_empty() { "not found".to_owned() } else { rules.join(", ") };
        let Mistake { report, place, quote, problem, .. } = mistake;
        let (quote, problem) = (cell(quote), cell(problem));
        let _ = writeln!(out, "| {report} | {place} | {quote} | {problem} | {rules} | {severity} |");
    }
    out.push_str("\nOut of reach:\n\n| text | place | quotation | why |\n|---|---|---|---|\n");
    for Mistake { report, place, quote, out_of_reach, .. } in beyond {
        let why = out_of_reach.as_deref().unwrap_or("no rule");
        let _ = writeln!(out, "| {report} | {place} | {} | {why} |", cell(quote));
    }
    let places = measure::places();
    let spared = places.iter().filter(|place| measure::unspared(place, &sources).is_empty()).count();
    let _ = write!(
        out,
        "\n## What is right and looks odd\n\n\
         {} places of the same texts look odd and are right. {spared} of them carry no mark at warning or above.\n\n\
         | text | place | why it is right |\n|---|---|---|\n",
        places.len(),
    );
    for place in &places {
        let _ = writeln!(out, "| {} | {} | {} |", place.report, place.place, cell(&place.why));
    }
    let left = measure::unexplained(&sources, &mistakes);
    let _ = write!(
        out,
        "\n## Adopted recommendations\n\n\
         Inside the 106 adopted recommendations, marks at warning or above besides the mistakes above: {}.\n",
        left.len(),
    );
    for mark in left {
        let _ = writeln!(out, "- {} `{}`: {}", mark.source.name, mark.finding.rule, mark.excerpt());
    }
    out.push_str(&fitting(workbench));
    out
}

/// The part about articles and the sentences that cite them.
fn fitting(workbench: &Workbench) -> String {
    let measured = articles::measure(workbench);
    let mut out = String::from(
        "\n## Articles and their sentences\n\n\
         `unfitting-article` over sentences written for this measure (`tests/accuracy/articles.toml`) and, with one number\n\
         changed, over these and the adopted recommendations that cite an article. Of an article beside the one that fits\n\
         the rule says nothing, on purpose. Rule and sentences are by the same hand; one sentence of the first kind was\n\
         marked at first, and the words of the rule were changed for it.\n\n\
         | sentences | how many | marked |\n|---|---|---|\n",
    );
    let rows = [
        ("the article fits", &measured.right),
        ("it does not", &measured.wrong),
        ("it fits, with each article of the same instrument that is not beside it instead", &measured.swapped),
        ("the same in adopted recommendations", &measured.adopted),
    ];
    for (name, share) in rows {
        let _ = writeln!(out, "| {name} | {} | {} |", share.all, share.marked.len());
    }
    let _ = write!(
        out,
        "\nOf the {} marked that do not fit, the article that would is named in {}. Not marked:\n\n",
        measured.wrong.marked.len(),
        measured.named,
    );
    for text in &measured.wrong.unmarked {
        let _ = writeln!(out, "- {text}");
    }
    out
}

/// The part about adopted United Nations texts.
fn texts(sources: &[Source]) -> String {
    let judged = Judged::read();
    let mut rules: BTreeMap<(String, &'static str), [usize; 3]> = BTreeMap::new();
    for mark in sources.iter().flat_map(Source::marks) {
        let key = (mark.finding.rule.to_string(), mark.finding.severity.name());
        let column = match judged.verdict(&mark) {
            Verdict::True => 0,
            Verdict::False => 1,
            Verdict::Unjudged => 2,
        };
        rules.entry(key).or_default()[column] += 1;
    }
    let words: usize = sources.iter().map(|source| source.text.split_whitespace().count()).sum();
    let sum = |column: usize| rules.values().map(|counts| counts[column]).sum::<usize>();
    let errors: usize =
        rules.iter().filter(|((_, severity), _)| *severity == "error").map(|(_, counts)| counts[1]).sum();
    let mut out = format!(
        "{TEXTS}\n\
         {} adopted texts of United Nations bodies with {words} words, read with `--force`. A mark at warning or above is\n\
         true only if the table of conventions calls the form wrong and it stands outside a name, title, quotation,\n\
         annexed treaty text and editorial note; the verdicts, given one by one after reading each mark with its sentence,\n\
         stand in `tests/accuracy/judged.tsv`. What is usage of the Working Group alone is information in such texts.\n\n\
         True: {}. False: {}, or {:.2} per 10,000 words; false errors: {errors}. Not yet judged: {}.\n\n\
         | rule | severity | true | false | not yet judged |\n|---|---|---|---|---|\n",
        sources.len(),
        sum(0),
        sum(1),
        sum(1) as f64 * 10_000.0 / words.max(1) as f64,
        sum(2),
    );
    for ((rule, severity), [right, wrong, open]) in &rules {
        let _ = writeln!(out, "| `{rule}` | {severity} | {right} | {wrong} | {open} |");
    }
    let hints = sources.iter().flat_map(|source| &source.analysis.findings);
    let hints = hints.filter(|finding| &*finding.rule == "unfitting-article").count();
    let cited: usize = sources.iter().map(cited).sum();
    let _ = writeln!(
        out,
        "\nThey cite articles of known instruments {cited} times; `unfitting-article`, a hint, marks {hints} of these."
    );
    out
}

/// How often a text cites articles of an instrument that it names.
fn cited(source: &Source) -> usize {
    let mentions = source.analysis.document.units().iter().flat_map(|unit| &unit.mentions);
    let cites = |mention: &&Mention| match &mention.kind {
        MentionKind::Citation(citation) => {
            let known = citation.name().is_some_and(|name| !matches!(name.which, Which::Other(_)));
            known && citation.provisions.iter().any(|provision| provision.article.is_some())
        }
        _ => false,
    };
    mentions.filter(cites).count()
}

/// Marks that nobody has judged, a line each.
fn print_unjudged(sources: &[Source]) -> Result<(), Box<dyn Error>> {
    let judged = Judged::read();
    let mut out = std::io::stdout().lock();
    for mark in sources.iter().flat_map(Source::marks) {
        if judged.verdict(&mark) == Verdict::Unjudged {
            let (name, rule) = (&mark.source.name, &mark.finding.rule);
            writeln!(out, "{name}\t{rule}\t?\t{}\t{}", mark.excerpt(), mark.finding.severity.name())?;
        }
    }
    Ok(())
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// How a mark on an adopted United Nations text was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The table of conventions calls the form wrong, and it stands in running text.
    True,
    /// Anything else.
    False,
    /// Nobody has looked.
    Unjudged,
}

/// Marks judged by hand, by text, rule and excerpt.
struct Judged(BTreeMap<(String, String, String), Verdict>);

impl Judged {
    /// `tests/accuracy/judged.tsv`: text, rule, verdict, excerpt, reason.
    fn read() -> Judged {
        let path = measure::folder().join("judged.tsv");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut judged = BTreeMap::new();
        for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty()) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [text, rule, verdict, excerpt, _reason] = fields[..] else {
                panic!("{}:{}: five fields parted by tabs", path.display(), i + 1);
            };
            let verdict = match verdict {
                "true" => Verdict::True,
                "false" => Verdict::False,
                other => panic!("{}:{}: “{other}” is neither true nor false", path.display(), i + 1),
            };
            judged.insert((text.to_owned(), rule.to_owned(), excerpt.to_owned()), verdict);
        }
        Judged(judged)
    }

    /// How this mark was judged.
    fn verdict(&self, mark: &Mark<'_>) -> Verdict {
        let key = (mark.source.name.clone(), mark.finding.rule.to_string(), mark.excerpt());
        self.0.get(&key).copied().unwrap_or(Verdict::Unjudged)
    }
}
