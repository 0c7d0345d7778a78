//! What earlier meetings adopted, proposed or observed, quoted, and the one way to name it.
//!
//! A meeting is one TOML file under `rules/adopted` or in a corpus folder of `rapporteur.toml`.
//! No rule and no likeness lives here.

mod practice;

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub use practice::{Practice, Use};

use serde::Deserialize;

use crate::document::Status;
use crate::embedded::Folder;
use crate::lexicon::Lexicon;

/// A meeting and its recommendations, as its file has it.
#[derive(Debug, Clone, Deserialize)]
pub struct Meeting {
    /// The file's stem, such as `2019-WG.4`: what `meeting` holds in every output.
    #[serde(default)]
    pub id: String,
    /// The body, such as `WG.4`.
    pub body: String,
    /// The year of the meeting.
    pub year: u16,
    /// The title of its report.
    pub title: String,
    /// Where it met.
    pub place: String,
    /// When it met, as the report says it.
    pub dates: String,
    /// First day, `YYYY-MM-DD`.
    pub start: String,
    /// Last day, `YYYY-MM-DD`.
    pub end: String,
    /// The symbol of the report.
    #[serde(default)]
    pub symbol: String,
    /// Whether the symbol was inferred and not read from the report.
    #[serde(default)]
    pub symbol_inferred: bool,
    /// How the symbol is known.
    #[serde(default)]
    pub symbol_source: String,
    /// The report's own recommendations first, then annexes and other documents of the meeting.
    #[serde(default, rename = "part")]
    pub parts: Vec<Part>,
}

/// A part of what a meeting left behind.
#[derive(Debug, Clone, Deserialize)]
pub struct Part {
    /// Empty for the report's own recommendations; `annex`, `dialogue`.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// `adopted`, `proposed` or `observation`.
    pub status: String,
    /// The document's title, where the part is another document.
    #[serde(default)]
    pub document: Option<String>,
    /// When, where it differs from the meeting.
    #[serde(default)]
    pub dates: Option<String>,
    /// The document's symbol, where the part is another document; empty if it has none.
    #[serde(default)]
    pub symbol: Option<String>,
    /// Paragraphs before the first section.
    #[serde(default, rename = "introduction")]
    pub introductions: Vec<Introduction>,
    /// Its sections, in order.
    #[serde(default, rename = "section")]
    pub sections: Vec<Section>,
}

/// A paragraph before the first section.
#[derive(Debug, Clone, Deserialize)]
pub struct Introduction {
    /// Its number.
    pub paragraph: String,
    /// Its text.
    pub text: String,
}

/// A section of a part.
#[derive(Debug, Clone, Deserialize)]
pub struct Section {
    /// `A`; empty where the part has no sections.
    pub letter: String,
    /// Its title.
    pub title: String,
    /// The number of the paragraph that introduces it.
    #[serde(default)]
    pub paragraph: Option<String>,
    /// The paragraph that introduces it.
    #[serde(default)]
    pub chapeau: Option<String>,
    /// Its recommendations, in order.
    #[serde(default, rename = "recommendation")]
    pub recommendations: Vec<Entry>,
}

/// A recommendation in its file.
#[derive(Debug, Clone, Deserialize)]
pub struct Entry {
    /// `10`, `2 bis`; in 2013 the paragraph's number.
    pub number: String,
    /// `heading` or `paragraph`.
    pub numbered: String,
    /// The text, quoted.
    pub text: String,
}

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
    /// Whether its number stands in a heading `Recommendation N`.
    pub headed: bool,
}

/// All meetings, oldest first, and all that they recommended, in order.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    meetings: Vec<Meeting>,
    earlier: Vec<Earlier>,
    by_name: BTreeMap<String, usize>,
    practice: OnceLock<Practice>,
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
                            headed: entry.numbered == "heading",
                        });
                    }
                }
            }
        }
        corpus
    }

    /// The meetings, oldest first.
    pub fn meetings(&self) -> &[Meeting] {
        &self.meetings
    }

    /// What they did, read when it is first asked for.
    pub fn practice(&self, lexicon: &Lexicon) -> &Practice {
        self.practice.get_or_init(|| Practice::read(self, lexicon))
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
        if let Some(found) = self.named(text) {
            return Some(found);
        }
        let (year, rest) = text.split_once('/')?;
        let plain = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| self.named(&format!("{year}-{body}/{rest}")))?
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

    /// The symbol of the document it stands in; empty if the document has none.
    pub fn symbol<'a>(&'a self, earlier: &Earlier) -> &'a str {
        self.part(earlier).symbol.as_deref().unwrap_or(&self.meeting(earlier).symbol)
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

impl Part {
    /// Whether its recommendations were adopted.
    pub fn status(&self) -> Status {
        match self.status.as_str() {
            "adopted" => Status::Adopted,
            "observation" => Status::Observation,
            _ => Status::Proposed,
        }
    }

    /// The part as a draft in Markdown: what its meeting would have typed. Numbers, sections and chapeaux included.
    pub fn draft(&self) -> String {
        let mut out = String::new();
        let mut paragraph = |text: &str| {
            out.push_str(text);
            out.push_str("\n\n");
        };
        match self.id.as_str() {
            "" => paragraph(&format!("II. {}", self.title)),
            "annex" => {
                paragraph("Annex");
                paragraph(&self.title);
            }
            _ => paragraph(&format!("## {}", self.title)),
        }
        for introduction in &self.introductions {
            paragraph(&format!("{}. {}", introduction.paragraph, introduction.text));
        }
        for section in &self.sections {
            if !section.letter.is_empty() {
                paragraph(&format!("{}. {}", section.letter, section.title));
            }
            if let Some(chapeau) = &section.chapeau {
                match &section.paragraph {
                    Some(number) => paragraph(&format!("{number}. {chapeau}")),
                    None => paragraph(chapeau),
                }
            }
            for entry in &section.recommendations {
                let text = entry.text.replace('\n', "\n\n");
                if entry.numbered == "heading" {
                    paragraph(&format!("Recommendation {}", entry.number));
                    paragraph(&text);
                } else {
                    paragraph(&format!("{}. {text}", entry.number));
                }
            }
        }
        out
    }
}
