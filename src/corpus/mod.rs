//! What earlier meetings adopted, proposed or observed, quoted, and the one way to name it.
//!
//! A meeting is one TOML file under `rules/adopted` or in a corpus folder of `rapporteur.toml`. `meeting` holds what
//! such a file says, `faults` what it gets wrong, `written` writes it, `import` makes it from a report, `practice` what they did,
//! `cited` what they cite, `similarity` finds what is alike, `search` what has some words
//! (`folding` knows their spellings), `topics` tells what asks for no measure, `own` tells which meetings a
//! draft is itself the text of; `record` gathers it all with `subjects` and `families`.
//! No rule lives here.

mod cited;
pub mod families;
mod faults;
mod folding;
pub mod import;
mod meeting;
mod own;
mod practice;
pub mod record;
pub mod search;
pub mod similarity;
pub mod subjects;
mod topics;
mod written;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

pub use cited::Cited;
pub use faults::{At, Fault, faults, slips};
pub use meeting::{Entry, Introduction, Meeting, Numbered, Part, Section};
pub use practice::{Practice, Rank, Use};
use similarity::SimilarityIndex;

use crate::document::{Document, Status};
use crate::embedded::Folder;
use crate::lexicon::Lexicon;

/// How many letters of a word name a subject, whatever its ending.
const SUBJECT: usize = 7;

/// One of so many recommendations names the subject, in a draft of the field.
const NAMES_SUBJECT: usize = 8;

/// One earlier recommendation, proposal or observation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// `2019-WG.4/10`, `2023-WG.4/annex/5`, `2023-WG.4/dialogue/37`.
    pub name: String,
    /// Index of the meeting.
    pub meeting: usize,
    /// Index of the part in the meeting.
    pub part: usize,
    /// Index of the section in the part.
    pub section: usize,
    /// `10`, `2 bis`.
    pub number: String,
    /// Whether it was adopted.
    pub status: Status,
    /// The text.
    pub text: String,
    /// Whose number that is.
    pub numbered: Numbered,
    /// Whether it lists topics for later meetings and asks for no measure.
    pub topics: bool,
}

/// All meetings, oldest first, and all that they recommended, in order.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    meetings: Vec<Meeting>,
    earlier: Vec<Earlier>,
    by_name: BTreeMap<String, usize>,
    practice: OnceLock<Practice>,
    similarity: OnceLock<Arc<SimilarityIndex>>,
    /// Where its index of likeness is kept, if anywhere.
    kept: Option<PathBuf>,
    /// By the words of the text; see [`Corpus::verbatim`].
    fingerprints: OnceLock<Arc<HashMap<u64, usize>>>,
}

impl Corpus {
    /// The meetings inside the binary.
    pub fn embedded() -> Corpus {
        Corpus::with(Vec::new())
    }

    /// The meetings inside the binary and a person's own, which hold before those with the same id.
    pub fn with(own: Vec<Meeting>) -> Corpus {
        let files: BTreeMap<String, Meeting> = Folder::Adopted.read();
        let embedded = files.into_iter().map(|(id, meeting)| Meeting { id, ..meeting });
        Corpus::new(embedded.chain(own).collect())
    }

    /// A corpus of these meetings; the last of several with one id holds.
    pub fn new(meetings: Vec<Meeting>) -> Corpus {
        let by_id: BTreeMap<String, Meeting> =
            meetings.into_iter().map(|meeting| (meeting.id.clone(), meeting)).collect();
        let mut meetings: Vec<Meeting> = by_id.into_values().collect();
        meetings.sort_by(|a, b| (a.year, &a.start, &a.id).cmp(&(b.year, &b.start, &b.id)));
        let mut corpus = Corpus { meetings, ..Corpus::default() };
        for (m, meeting) in corpus.meetings.iter().enumerate() {
            for (p, part) in meeting.parts.iter().enumerate() {
                for (s, section) in part.sections.iter().enumerate() {
                    for entry in &section.recommendations {
                        let name = name(&meeting.id, &part.id, &entry.number);
                        corpus.by_name.insert(name.clone(), corpus.earlier.len());
                        corpus.earlier.push(Earlier {
                            name,
                            meeting: m,
                            part: p,
                            section: s,
                            number: entry.number.clone(),
                            status: part.status(),
                            text: entry.text.clone(),
                            numbered: entry.numbered(),
                            topics: topics::are_listed(&entry.text),
                        });
                    }
                }
            }
        }
        corpus
    }

    /// Whether `document` is about what one of the bodies of the corpus is about: whether enough of its recommendations
    /// name “trafficking” for the Working Group on Trafficking in Persons. Where titles do not say, everything may be.
    pub fn is_subject_of(&self, document: &Document) -> bool {
        let subject = |meeting: &Meeting| {
            let words = meeting.title.split_once("Working Group on ")?.1;
            let word = words.split(' ').find(|word| !matches!(*word, "the" | "Government" | "Experts"))?;
            // whatever its first letter and its ending: "Trafficking", "traffickers"
            Some(word.get(1..word.len().min(SUBJECT))?.to_owned())
        };
        let mut subjects: Vec<Option<String>> = self.meetings.iter().map(subject).collect();
        subjects.sort();
        subjects.dedup();
        let all = document.recommendations().len();
        subjects.into_iter().any(|subject| {
            let Some(stem) = subject else { return true };
            let finder = memchr::memmem::Finder::new(&stem);
            let naming =
                document.recommendations().filter(|(_, unit)| finder.find(unit.reading().as_bytes()).is_some());
            naming.take(all.div_ceil(NAMES_SUBJECT)).count() * NAMES_SUBJECT >= all
        })
    }

    /// The meetings, oldest first.
    pub fn meetings(&self) -> &[Meeting] {
        &self.meetings
    }

    /// What they did, read when it is first asked for.
    pub fn practice(&self, lexicon: &Lexicon) -> &Practice {
        self.practice.get_or_init(|| Practice::of(self, lexicon))
    }

    /// Everything that was recommended, in order.
    pub fn earlier(&self) -> &[Earlier] {
        &self.earlier
    }

    /// The recommendation with this full name.
    pub fn named(&self, name: &str) -> Option<&Earlier> {
        self.by_name.get(name).map(|&i| &self.earlier[i])
    }

    /// The recommendation that somebody means by `text`: a full name, or `2019/10` with `body` for the rest.
    pub fn find(&self, text: &str, body: &str) -> Option<&Earlier> {
        let text = text.trim();
        let same = |name: &&String| name.eq_ignore_ascii_case(text);
        if let Some(found) = self.named(text).or_else(|| self.named(self.by_name.keys().find(same)?)) {
            return Some(found);
        }
        // "2019-10" is the tenth of 2019, "2019/Recommendation 10" too
        let dashed = || text.split_once('-').filter(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()));
        let (meeting, rest) = text.split_once('/').or_else(dashed)?;
        let words = ["recommendation ", "paragraph ", "para. "];
        let number = words.iter().find_map(|word| {
            rest.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).map(|_| rest[word.len()..].trim())
        });
        let number = number.unwrap_or(rest);
        let plain = meeting.len() == 4 && meeting.bytes().all(|b| b.is_ascii_digit());
        match plain {
            true => self.named(&format!("{meeting}-{body}/{number}")),
            false => self.named(&format!("{meeting}/{number}")),
        }
    }

    /// The same corpus, its index of likeness kept in `folder`.
    pub fn kept_in(self, folder: Option<PathBuf>) -> Corpus {
        Corpus { kept: folder, ..self }
    }

    /// What is alike: the index of [`Corpus::earlier`], found or made when it is first asked for.
    pub fn similarity(&self) -> &SimilarityIndex {
        let texts = || self.earlier.iter().map(|earlier| earlier.text.as_str());
        self.similarity.get_or_init(|| Arc::new(SimilarityIndex::kept(texts(), self.kept.as_deref())))
    }

    /// The meeting of an earlier recommendation.
    pub fn meeting(&self, earlier: &Earlier) -> &Meeting {
        &self.meetings[earlier.meeting]
    }

    /// How people refer to a meeting: by its year, or by its id where another meeting shares the year.
    pub fn spoken(&self, meeting: &Meeting) -> String {
        match self.meetings.iter().filter(|other| other.year == meeting.year).count() {
            1 => meeting.year.to_string(),
            _ => meeting.id.clone(),
        }
    }

    /// The part of an earlier recommendation.
    pub fn part(&self, earlier: &Earlier) -> &Part {
        &self.meetings[earlier.meeting].parts[earlier.part]
    }

    /// The section of an earlier recommendation.
    pub fn section(&self, earlier: &Earlier) -> &Section {
        &self.part(earlier).sections[earlier.section]
    }

    /// As people name it: `2019, Recommendation 10`, `2013, paragraph 17`, `2023, annex, Recommendation 5`.
    pub fn cite(&self, earlier: &Earlier) -> String {
        let year = self.meeting(earlier).year;
        let part = match self.part(earlier).id.as_str() {
            "" => String::new(),
            "dialogue" => "constructive dialogue, ".to_owned(),
            part => format!("{part}, "),
        };
        let body = match self.holds_several_bodies() {
            true => format!("{}, ", self.meeting(earlier).body),
            false => String::new(),
        };
        let what = match &earlier.numbered {
            Numbered::Heading => format!("Recommendation {}", earlier.number),
            Numbered::Paragraph => format!("paragraph {}", earlier.number),
            Numbered::Counted(mark) => {
                let what = match (self.introduced_by(earlier), self.section(earlier).letter.as_str()) {
                    (Some(paragraph), _) => format!("paragraph {paragraph}"),
                    (None, "") => String::new(),
                    (None, letter) => format!("section {letter}"),
                };
                match (what.as_str(), mark) {
                    ("", Some(mark)) => format!("subparagraph {mark}"),
                    ("", None) => "a recommendation without a number".to_owned(),
                    (place, Some(mark)) if place.starts_with('p') => format!("{place} {mark}"),
                    (place, Some(mark)) => format!("{place}, subparagraph {mark}"),
                    (place, None) => format!("{place}, a recommendation without a number"),
                }
            }
        };
        format!("{body}{year}, {part}{what}")
    }

    /// Whether its meetings are of more than one body, so that a year alone names none.
    pub fn holds_several_bodies(&self) -> bool {
        self.meetings.iter().any(|meeting| meeting.body != self.meetings[0].body)
    }

    /// The number of the paragraph under which a recommendation stands that has no number of its own.
    pub fn introduced_by(&self, earlier: &Earlier) -> Option<&str> {
        let (part, section) = (self.part(earlier), self.section(earlier));
        let before = || part.introductions.last().filter(|_| section.letter.is_empty() && earlier.section == 0);
        section.paragraph.as_deref().or_else(|| Some(before()?.paragraph.as_str()))
    }

    /// The symbol of the document it stands in; empty if the document has none.
    pub fn symbol<'a>(&'a self, earlier: &Earlier) -> &'a str {
        self.part(earlier).symbol.as_deref().unwrap_or(&self.meeting(earlier).symbol)
    }

    /// Whether that symbol was inferred and not read from the document.
    pub fn is_symbol_inferred(&self, earlier: &Earlier) -> bool {
        self.part(earlier).symbol.is_none() && self.meeting(earlier).symbol_inferred
    }
}

impl Earlier {
    /// As a heading names it: `Recommendation 10`, `Paragraph 17`, `Subparagraph (a)`.
    pub fn called(&self) -> String {
        match &self.numbered {
            Numbered::Heading => format!("Recommendation {}", self.number),
            Numbered::Paragraph => format!("Paragraph {}", self.number),
            Numbered::Counted(Some(mark)) => format!("Subparagraph {mark}"),
            Numbered::Counted(None) => "Without a number".to_owned(),
        }
    }
}

/// The full name of a recommendation.
pub fn name(meeting: &str, part: &str, number: &str) -> String {
    match part {
        "" => format!("{meeting}/{number}"),
        part => format!("{meeting}/{part}/{number}"),
    }
}

/// Where a document with this symbol can be read.
pub fn url(symbol: &str) -> String {
    format!("https://docs.un.org/en/{symbol}")
}
