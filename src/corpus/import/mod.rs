//! The report of a meeting made into what the corpus knows of it: its masthead, sections and recommendations.
//!
//! `masthead` reads when, where and who; here the recommendations are gathered as `document` understood them. What is
//! not sure is said in words, never guessed in silence. Files are the business of `document` and `workspace`.

mod dates;
mod masthead;

use crate::corpus::{Corpus, Entry, Introduction, Meeting, Part, Section};
use crate::document::{Document, Kind, Numbering, Topic, Unit};
use crate::lexicon::Lexicon;
use masthead::Masthead;

/// What a person says of a report because it cannot be read from it.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// `2024-WG.4`
    pub id: Option<String>,
    /// `WG.4`
    pub body: Option<String>,
    /// The year of the meeting.
    pub year: Option<u16>,
    /// The title of the report.
    pub title: Option<String>,
    /// Where the meeting was held.
    pub place: Option<String>,
    /// When, as a report says it: `2 and 3 October 2023`.
    pub dates: Option<String>,
    /// The symbol of the report.
    pub symbol: Option<String>,
    /// `adopted`, `proposed` or `observation`.
    pub status: Option<String>,
}

/// A report, read.
#[derive(Debug, Clone)]
pub struct Import {
    /// What the corpus is to know: the meeting with the parts that this document holds.
    pub meeting: Meeting,
    /// What is not sure, one line each.
    pub doubts: Vec<String>,
}

/// Why a text is not taken for the report of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoReport {
    /// What is lacking.
    pub what: String,
    /// What to do.
    pub advice: String,
}

impl NoReport {
    fn new(what: impl Into<String>, advice: impl Into<String>) -> NoReport {
        NoReport { what: what.into(), advice: advice.into() }
    }
}

/// Makes a meeting of the report `text`. `headers` is what its pages have at their head.
///
/// # Errors
/// If there are no recommendations in it, or it does not say which meeting it is of and nobody else did.
pub fn import(text: &str, headers: &str, said: &Said, lexicon: &Lexicon) -> Result<Import, NoReport> {
    let document = Document::parse(text, lexicon);
    let mut doubts = Vec::new();
    let mut gathered = gather(&document, &mut doubts);
    if gathered.iter().all(|part| part.sections.is_empty()) {
        let what = "no recommendations are found in it";
        let advice =
            "give the report of a meeting that holds recommendations; “rapporteur text FILE” shows what is read";
        return Err(NoReport::new(what, advice));
    }
    let head = Masthead::read(&document, headers, said, lexicon, &mut doubts)?;
    if let Some(dialogue) = &head.dialogue {
        for part in &mut gathered {
            part.id = if part.id.is_empty() { "dialogue".to_owned() } else { format!("dialogue-{}", part.id) };
            "observation".clone_into(&mut part.status);
            part.document = Some(dialogue.clone());
            part.dates = Some(head.meeting.dates.clone());
            part.start = Some(head.meeting.start.clone());
            part.end = Some(head.meeting.end.clone());
            part.symbol = Some(head.meeting.symbol.clone());
        }
    }
    if let Some(status) = &said.status {
        gathered.iter_mut().for_each(|part| part.status.clone_from(status));
    }
    numbers(&gathered, &mut doubts);
    Ok(Import { meeting: Meeting { parts: gathered, ..head.meeting }, doubts })
}

/// The parts of a report that hold recommendations, in order.
fn gather(document: &Document, doubts: &mut Vec<String>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut annex = 0;
    let mut part = Gathering::new(String::new());
    let mut headings = Vec::new();
    for unit in document.units() {
        if unit.place().annex > annex || unit.kind() == Kind::Annex {
            parts.extend(std::mem::replace(&mut part, Gathering::new(String::new())).finish(doubts));
            annex = unit.place().annex.max(annex);
            if unit.kind() == Kind::Annex {
                annex += 1;
                let id = if annex == 1 { "annex".to_owned() } else { format!("annex-{annex}") };
                part = Gathering::new(id);
                headings.clear();
                headings.extend(Some(clean(unit.text(unit.body))).filter(|title| !is_label(title)));
                continue;
            }
        }
        match unit.kind() {
            Kind::Title | Kind::Chapter => {
                part.leave_section();
                headings.push(clean(unit.text(unit.body)));
            }
            kind => {
                let before = part.is_empty();
                part.take(unit, kind);
                if before && !part.is_empty() {
                    part.title = headings.last().cloned().unwrap_or_default();
                }
            }
        }
        part.proposed |= unit.place().proposed && unit.kind() == Kind::Recommendation;
    }
    parts.extend(part.finish(doubts));
    parts
}

/// `Annex`, `Annex II` without a title.
fn is_label(title: &str) -> bool {
    title.split_whitespace().count() < 3 && title.to_lowercase().starts_with("an")
}

/// One part on its way.
struct Gathering {
    id: String,
    title: String,
    proposed: bool,
    introductions: Vec<Introduction>,
    sections: Vec<Section>,
    /// The section that stands open; it counts when something is in it.
    open: Option<Section>,
    /// Numbers of paragraphs among the recommendations that are none.
    others: Vec<String>,
}

impl Gathering {
    fn new(id: String) -> Gathering {
        Gathering {
            id,
            title: String::new(),
            proposed: false,
            introductions: Vec::new(),
            sections: Vec::new(),
            open: None,
            others: Vec::new(),
        }
    }

    fn is_empty(&self) -> bool {
        self.sections.is_empty() && self.introductions.is_empty() && self.open.is_none()
    }

    fn leave_section(&mut self) {
        if let Some(section) = self.open.take().filter(|section| !section.recommendations.is_empty()) {
            self.sections.push(section);
        }
    }

    fn take(&mut self, unit: &Unit, kind: Kind) {
        let number = unit.label.as_ref().map(|label| unit.text(label.number_span).to_owned());
        let in_topic = unit.place().topic == Topic::Recommendations;
        match kind {
            Kind::Section if in_topic => {
                self.leave_section();
                self.open =
                    Some(Section { letter: number.unwrap_or_default(), ..section(clean(unit.text(unit.body))) });
            }
            Kind::Recommendation => {
                let open = self.open.get_or_insert_with(|| section(String::new()));
                let by_heading = unit.label.as_ref().is_none_or(|label| label.numbering == Numbering::Heading);
                let counted =
                    self.sections.iter().chain([&*open]).map(|section| section.recommendations.len()).sum::<usize>();
                let number = number.unwrap_or_else(|| (counted + 1).to_string());
                let numbered = if by_heading { "heading" } else { "paragraph" };
                let text = items(unit.text(unit.body));
                open.recommendations.push(Entry { number, numbered: numbered.to_owned(), text });
            }
            Kind::Chapeau | Kind::Paragraph if in_topic && number.is_some() => {
                let number = number.unwrap_or_default();
                let text = items(unit.text(unit.body));
                match &mut self.open {
                    Some(section) if section.recommendations.is_empty() && section.chapeau.is_none() => {
                        section.paragraph = Some(number);
                        section.chapeau = Some(text);
                    }
                    None if self.sections.is_empty() => {
                        self.introductions.push(Introduction { paragraph: number, text });
                    }
                    _ => self.others.push(number),
                }
            }
            Kind::Chapeau if in_topic => {
                if let Some(section) = self.open.as_mut().filter(|section| section.recommendations.is_empty()) {
                    section.chapeau.get_or_insert_with(|| items(unit.text(unit.body)));
                }
            }
            _ => {}
        }
    }

    fn finish(mut self, doubts: &mut Vec<String>) -> Option<Part> {
        self.leave_section();
        if self.sections.is_empty() {
            return None;
        }
        let proposed = self.proposed || !self.id.is_empty();
        if !self.id.is_empty() && !self.proposed {
            let what = "does not say that its recommendations were only proposed; they are taken as proposed";
            doubts.push(format!("the {} {what} (--status says otherwise)", self.id));
        }
        if !self.others.is_empty() {
            let list = self.others.join(", ");
            doubts.push(format!("left out, since they do not read as recommendations: paragraphs {list}"));
        }
        let status = if proposed { "proposed" } else { "adopted" };
        Some(Part {
            id: self.id,
            title: self.title,
            status: status.to_owned(),
            introductions: self.introductions,
            sections: self.sections,
            ..Part::default()
        })
    }
}

fn section(title: String) -> Section {
    Section { title, ..Section::default() }
}

/// A heading or another text of one line.
fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(['*', '_', ' ']).to_owned()
}

/// The text of a recommendation, an item a line; what converters put before `(a)` is gone.
fn items(text: &str) -> String {
    let line = |line: &str| {
        let bare = line.trim_start_matches(['-', '•', '–', '*', ' ']);
        if bare.starts_with('(') { bare.to_owned() } else { line.trim().to_owned() }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Says where the numbers of recommendations do not follow one another.
fn numbers(parts: &[Part], doubts: &mut Vec<String>) {
    for part in parts {
        let all = part.sections.iter().flat_map(|section| &section.recommendations);
        let numbers: Vec<&str> = all.map(|entry| entry.number.as_str()).collect();
        for pair in numbers.windows(2) {
            let (Ok(a), Ok(b)) = (pair[0].parse::<u32>(), pair[1].parse::<u32>()) else { continue };
            if b != a + 1 {
                let place = if part.id.is_empty() { "" } else { &format!(" in part “{}”", part.id) };
                doubts.push(format!("after number {a} comes {b}{place}: is something missing?"));
            }
        }
    }
}

/// The stored meeting with what was read in place of the same parts, those of other documents kept.
pub fn merge(stored: Option<&Meeting>, read: Meeting) -> Meeting {
    let Some(stored) = stored else { return read };
    let apart = |part: &Part| part.id.starts_with("dialogue");
    let is_dialogue = read.parts.iter().all(apart);
    let kept = stored.parts.iter().filter(|part| apart(part) != is_dialogue).cloned();
    match is_dialogue {
        true => Meeting { parts: kept.chain(read.parts).collect(), ..stored.clone() },
        false => Meeting { parts: read.parts.into_iter().chain(kept).collect(), ..read },
    }
}

/// Another meeting of the corpus that already has this id, by its dates.
pub fn taken<'a>(corpus: &'a Corpus, meeting: &Meeting) -> Option<&'a Meeting> {
    let is_dialogue = meeting.parts.iter().all(|part| part.id.starts_with("dialogue"));
    let same = |other: &&Meeting| other.id == meeting.id && other.start != meeting.start && !other.start.is_empty();
    corpus.meetings().iter().find(same).filter(|_| !is_dialogue)
}
