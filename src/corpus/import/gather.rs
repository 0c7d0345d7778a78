//! The recommendations of a report, gathered from its units: parts, sections, entries.
//!
//! `document` says what each unit is; here lists are cut into what they recommend, and what became of it is read from the
//! words around. What is left out is said, and so is what the report does not number.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use regex::Regex;

use super::lists::{self, Item, Mark};
use super::standing::{Standing, said};
use super::{clean, items};
use crate::corpus::{Entry, Introduction, Part, Section};
use crate::document::{Document, Kind, Numbering, Topic, Unit};

/// What a report recommends.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) parts: Vec<Part>,
    /// What is not sure of them, one line each.
    pub(super) doubts: Vec<String>,
    /// What is not sure of what became of them.
    pub(super) standings: Vec<String>,
}

/// The parts of a report that hold recommendations, in order.
pub(super) fn gather(document: &Document) -> Gathered {
    let units = document.units();
    let mut out = Gathered::default();
    let mut annex = 0;
    let mut part = Gathering::new(String::new());
    let mut headings = Vec::new();
    let mut chapter = Topic::Unknown;
    let chapters = with_chapter(units);
    for (i, unit) in units.iter().enumerate() {
        let after = units.get(i + 1).map_or(Topic::Unknown, |next| next.place().topic);
        if unit.place().annex > annex || unit.kind() == Kind::Annex {
            std::mem::replace(&mut part, Gathering::new(String::new())).finish(&mut out);
            annex = unit.place().annex.max(annex);
            if unit.kind() == Kind::Annex {
                annex += 1;
                let id = if annex == 1 { "annex".to_owned() } else { format!("annex-{annex}") };
                part = Gathering::new(id);
                headings.clear();
                headings.extend(Some(clean(unit.text(unit.body))).filter(|title| !is_label(title)));
                part.heading(headings.last().map_or("", String::as_str));
                (part.introduced, chapter) = (false, after);
                continue;
            }
        }
        let title = || clean(unit.text(unit.body));
        let recommends = part.introduced || unit.place().topic == Topic::Recommendations;
        match unit.kind() {
            // a heading inside the chapter, such as "1. Application of the Convention" under section A
            Kind::Title
                if chapter == Topic::Recommendations && after != Topic::Other && recommends && !part.is_empty() =>
            {
                part.subsection(&title());
                part.introduced = true;
            }
            Kind::Paragraph if recommends && is_subtitle(unit, units.get(i + 1).map(|next| &**next)) => {
                part.subsection(unit.reading());
            }
            Kind::Title | Kind::Chapter => {
                part.leave_section();
                headings.push(title());
                part.heading(&title());
                part.introduced = false;
                if unit.kind() == Kind::Chapter || chapter != Topic::Recommendations {
                    chapter = after;
                }
            }
            // outside a chapter of recommendations it is only told of, where its part has such a chapter
            Kind::Recommendation if !recommends && chapters.contains(&unit.place().annex) => {
                let chapter = headings.last().map_or("", String::as_str);
                out.doubts.push(format!("left out, since it stands in “{chapter}”: {}", quoted(unit.reading())));
            }
            kind => {
                let before = part.is_empty();
                part.take(unit, kind, recommends);
                if before && !part.is_empty() {
                    part.title = headings.last().cloned().unwrap_or_default();
                }
            }
        }
        if unit.place().proposed && unit.kind() == Kind::Recommendation {
            part.proposed = true;
        }
    }
    part.finish(&mut out);
    out
}

/// The parts, by their annex, that have a chapter of recommendations.
fn with_chapter(units: &[Arc<Unit>]) -> BTreeSet<u16> {
    let recommended =
        |unit: &&Arc<Unit>| unit.kind() == Kind::Recommendation && unit.place().topic == Topic::Recommendations;
    units.iter().filter(recommended).map(|unit| unit.place().annex).collect()
}

/// `Annex`, `Annex II` without a title.
fn is_label(title: &str) -> bool {
    title.split_whitespace().count() < 3 && title.to_lowercase().starts_with("an")
}

/// `Topic 1. Tracing`
static TOPIC: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:Topic|Theme|Cluster|Agenda item|Item|Thematic area) (?:\d+|[a-z]+|[A-Z])\b")
        .expect("a fixed expression")
});

/// A numbered line, or one that names a topic, that heads what stands below: it says nothing by itself, and a paragraph
/// follows.
fn is_subtitle(unit: &Unit, next: Option<&Unit>) -> bool {
    let text = unit.text(unit.body);
    let says = |word: &str| {
        matches!(word, "should" | "shall" | "may" | "are" | "is" | "was" | "were" | "adopted" | "agreed" | "met")
    };
    let numbered = unit.label.as_ref().is_some_and(|label| label.numbering == Numbering::Paragraph);
    let topic = unit.label.is_none() && TOPIC.is_match(text);
    let heads = |next: &Unit| next.kind().is_prose() || (topic && next.kind() == Kind::Recommendation);
    (numbered || topic)
        && !text.contains('\n')
        && !text.ends_with(['.', ':', ';', ',', '?'])
        && !text.split(' ').any(says)
        && next.is_some_and(heads)
}

/// The first words of a text that is spoken of.
fn quoted(text: &str) -> String {
    let text = clean(text);
    let words: Vec<&str> = text.split(' ').collect();
    match words.len() {
        0..=10 => format!("“{text}”"),
        _ => format!("“{} …”", words[..9].join(" ")),
    }
}

/// A section on its way.
#[derive(Default)]
struct Held {
    section: Section,
    /// What its heading or its chapeau says became of it.
    standing: Option<Standing>,
}

/// One part on its way.
struct Gathering {
    id: String,
    title: String,
    /// Whether its place says that it was only proposed.
    proposed: bool,
    /// What its heading or its introduction says became of it.
    standing: Option<Standing>,
    /// The words by which something counts as proposed.
    open_words: Vec<String>,
    introductions: Vec<Introduction>,
    sections: Vec<Held>,
    /// The section that stands open; it counts when something is in it.
    open: Option<Held>,
    /// The last mark of the list of recommendations that is being read.
    list: Option<Mark>,
    /// A paragraph has said that recommendations follow, or a heading inside their chapter.
    introduced: bool,
    /// Numbers of paragraphs among the recommendations that are none.
    others: Vec<String>,
    /// Other texts among them, quoted.
    left: Vec<String>,
    /// How those are marked that the report does not number.
    counted: Option<String>,
}

impl Gathering {
    fn new(id: String) -> Gathering {
        Gathering {
            id,
            title: String::new(),
            proposed: false,
            standing: None,
            open_words: Vec::new(),
            introductions: Vec::new(),
            sections: Vec::new(),
            open: None,
            list: None,
            introduced: false,
            others: Vec::new(),
            left: Vec::new(),
            counted: None,
        }
    }

    fn is_empty(&self) -> bool {
        self.sections.is_empty() && self.introductions.is_empty() && self.open.is_none()
    }

    fn leave_section(&mut self) {
        self.list = None;
        if let Some(held) = self.open.take().filter(|held| !held.section.recommendations.is_empty()) {
            self.sections.push(held);
        }
    }

    /// What words say became of what follows; those that leave it open are kept.
    fn said(&mut self, words: &str) -> Option<Standing> {
        let standing = said(words)?;
        if standing == Standing::Open {
            self.open_words.push(quoted(words));
        }
        Some(standing)
    }

    /// What a heading says, if it is one of recommendations.
    fn said_by_heading(&mut self, title: &str) -> Option<Standing> {
        let lower = title.to_lowercase();
        let speaks = lower.contains("recommendation") || lower.starts_with("propos");
        if speaks { self.said(title) } else { None }
    }

    /// The heading of a chapter.
    fn heading(&mut self, title: &str) {
        if self.sections.is_empty() {
            self.open_words.clear();
            self.standing = self.said_by_heading(title);
        }
    }

    fn section(&mut self, letter: String, title: String) {
        self.leave_section();
        let standing = self.said_by_heading(&title);
        self.open = Some(Held { section: Section { letter, title, ..Section::default() }, standing });
    }

    /// A heading below that of a section.
    fn subsection(&mut self, title: &str) {
        let above = self.open.as_ref().or(self.sections.last()).map_or("", |held| held.section.letter.as_str());
        let above = above.split('.').next().unwrap_or_default();
        let (number, rest) = title.split_once(". ").unwrap_or(("", title));
        let numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let letter = match (numbered, above) {
            (true, "") => number.to_owned(),
            (true, above) => format!("{above}.{number}"),
            (false, _) => String::new(),
        };
        self.section(letter, clean(if numbered { rest } else { title }));
    }

    fn take(&mut self, unit: &Unit, kind: Kind, recommends: bool) {
        let number = printed(unit);
        let text = items(unit.text(unit.body));
        match (kind, number) {
            (Kind::Section, number) if recommends => {
                self.section(number.unwrap_or_default(), clean(unit.text(unit.body)));
            }
            // in a list of paragraphs, "recommended that the Conference endorse the following:" asks like a recommendation
            (Kind::Recommendation, Some(number)) if text.ends_with("the following:") && said(&text).is_some() => {
                self.paragraph(number, text);
            }
            (Kind::Recommendation, Some(number)) => {
                self.list = None;
                let by_heading = unit.label.as_ref().is_none_or(|label| label.numbering == Numbering::Heading);
                let numbered = if by_heading { "heading" } else { "paragraph" }.to_owned();
                self.push(Entry { number, numbered, text, mark: None });
            }
            (Kind::Chapeau | Kind::Paragraph, number) if recommends || kind == Kind::Chapeau => {
                match self.introduction(unit, kind, number.as_deref(), &text) {
                    true => {}
                    false if number.is_some() => self.paragraph(number.unwrap_or_default(), text),
                    false => self.unnumbered(unit, kind, &text),
                }
            }
            (Kind::Recommendation, None) => self.unnumbered(unit, kind, &text),
            _ => {}
        }
    }

    /// A paragraph that introduces recommendations and holds them: a list, or one behind its colon.
    fn introduction(&mut self, unit: &Unit, kind: Kind, number: Option<&str>, text: &str) -> bool {
        if number.is_none() && marked(unit).is_some() {
            return false;
        }
        let listed = lists::cut(text, None);
        let introduces = kind == Kind::Chapeau || (listed.before.ends_with(':') && said(&listed.before).is_some());
        if introduces && !listed.items.is_empty() {
            self.chapeau(number, listed.before);
            self.count("(a), (b)", listed.items);
            self.list = listed.last;
            return true;
        }
        let behind = text.split_once("recommendation: ").or_else(|| text.split_once("recommendations: "));
        if let Some((before, rest)) =
            behind.filter(|(before, rest)| introduces && said(before).is_some() && rest.len() > 20)
        {
            let noun = if text[before.len()..].starts_with("recommendations") {
                "recommendations:"
            } else {
                "recommendation:"
            };
            self.chapeau(number, format!("{before}{noun}"));
            let run_in: Vec<Item> =
                unit.items.iter().filter(|item| item.depth == 0).map(|item| Item::of(unit.text(item.span))).collect();
            match rest.starts_with('(') && !run_in.is_empty() {
                true => self.count("(a), (b)", run_in),
                false => self.count("", vec![Item { mark: None, text: rest.to_owned() }]),
            }
            return true;
        }
        false
    }

    /// A paragraph without recommendations in it.
    fn chapeau(&mut self, number: Option<&str>, text: String) {
        self.paragraph(number.unwrap_or_default().to_owned(), text);
    }

    fn paragraph(&mut self, number: String, text: String) {
        self.list = None;
        let lower = text.to_lowercase();
        let speaks = ["recommendation", "proposal", "observation", "following"].iter().any(|word| lower.contains(word));
        let standing = if speaks { self.said(&text) } else { None };
        self.introduced |= standing.is_some();
        let filled = |held: &Held| !held.section.recommendations.is_empty() || held.section.chapeau.is_some();
        match &mut self.open {
            Some(held) if !filled(held) => {
                held.section.paragraph = Some(number).filter(|number| !number.is_empty());
                held.section.chapeau = Some(text);
                held.standing = standing.or(held.standing);
            }
            None if self.sections.is_empty() && !number.is_empty() => {
                self.standing = standing.or(self.standing);
                self.introductions.push(Introduction { paragraph: number, text });
            }
            None if self.sections.is_empty() => self.standing = standing.or(self.standing),
            // what follows fared otherwise than what stands before
            held if standing.is_some()
                && held.as_ref().and_then(|held| held.standing).or(self.standing) != standing =>
            {
                let same = self.open.as_ref().map(|held| (held.section.letter.clone(), held.section.title.clone()));
                self.leave_section();
                let (letter, title) = same.unwrap_or_default();
                let paragraph = Some(number).filter(|number| !number.is_empty());
                let section = Section { letter, title, paragraph, chapeau: Some(text), ..Section::default() };
                self.open = Some(Held { section, standing });
            }
            _ if number.is_empty() => self.left.push(quoted(&text)),
            _ => self.others.push(number),
        }
    }

    /// A text without a number: an item of a list of recommendations, a recommendation, or neither.
    fn unnumbered(&mut self, unit: &Unit, kind: Kind, text: &str) {
        // a row of a table recommends nothing
        if unit.source().trim_start().starts_with('|') {
            self.left.push(quoted(unit.reading()));
            return;
        }
        let headed = |held: &Held| held.section.recommendations.iter().any(|entry| entry.numbered == "heading");
        let numbered = self.counted.is_none() && self.open.as_ref().is_some_and(headed);
        if let Some(mark) = marked(unit) {
            if numbered && kind != Kind::Recommendation {
                self.left.push(quoted(unit.reading()));
                return;
            }
            let text = if Mark::read(text).is_some() { text.to_owned() } else { format!("{mark} {text}") };
            let listed = lists::cut(&text, self.list);
            let listed = if listed.items.is_empty()
                && self.list.is_some()
                && Mark::read(&text).is_some_and(|(mark, _)| mark.is_first())
                && !self.goes_on()
            {
                lists::cut(&text, None)
            } else {
                listed
            };
            match listed.items.is_empty() {
                true => self.more(&listed.before),
                false => {
                    if !listed.before.is_empty() {
                        self.more(&listed.before);
                    }
                    self.list = listed.last;
                    self.count(if mark.starts_with(['(', 'a']) { "(a), (b)" } else { mark.as_str() }, listed.items);
                }
            }
            return;
        }
        let listed = lists::cut(text, None);
        let heads = !listed.before.contains('\n') && !listed.before.ends_with([':', ';', ',', '.']);
        match kind {
            // the title of a list, in an annex
            _ if !listed.items.is_empty() && heads => {
                self.section(String::new(), clean(&listed.before));
                self.list = listed.last;
                self.count("(a), (b)", listed.items);
            }
            Kind::Recommendation => {
                self.list = None;
                self.count("", vec![Item { mark: None, text: text.to_owned() }]);
            }
            Kind::Chapeau => self.chapeau(None, text.to_owned()),
            _ if self.is_empty() => {}
            _ => self.left.push(quoted(text)),
        }
    }

    /// Whether the last item awaits the items below it.
    fn goes_on(&self) -> bool {
        let entry = self.open.as_ref().and_then(|held| held.section.recommendations.last());
        entry.is_some_and(|entry| entry.text.ends_with(':'))
    }

    /// More lines of the last recommendation.
    fn more(&mut self, text: &str) {
        match self.open.as_mut().and_then(|held| held.section.recommendations.last_mut()) {
            Some(entry) => {
                entry.text.push('\n');
                entry.text.push_str(text);
            }
            None => self.left.push(quoted(text)),
        }
    }

    /// Recommendations that the report does not number.
    fn count(&mut self, marks: &str, items: Vec<Item>) {
        self.counted.get_or_insert_with(|| marks.to_owned());
        for Item { mark, text } in items {
            let held = self.sections.iter().chain(&self.open);
            let count = held.map(|held| held.section.recommendations.len()).sum::<usize>();
            self.push(Entry { number: (count + 1).to_string(), numbered: "counted".to_owned(), mark, text });
        }
    }

    fn push(&mut self, entry: Entry) {
        let held = self.open.get_or_insert_with(Held::default);
        held.section.recommendations.push(entry);
    }

    fn finish(mut self, out: &mut Gathered) {
        self.leave_section();
        if self.sections.is_empty() {
            return;
        }
        let place = if self.id.is_empty() { String::new() } else { format!(" in part “{}”", self.id) };
        self.restore_headings();
        self.rejoin_paragraphs(out);
        self.unique(&place, out);
        if !self.others.is_empty() {
            let list = self.others.join(", ");
            out.doubts.push(format!("left out, since they do not read as recommendations: paragraphs {list}"));
        }
        out.doubts.extend(
            self.left.iter().map(|text| format!("left out, since it does not read as a recommendation: {text}")),
        );
        let mut all = self.sections.iter().flat_map(|held| &held.section.recommendations);
        let counts = all.any(|entry| entry.numbered == "counted");
        if let Some(marks) = self.counted.as_ref().filter(|_| counts) {
            let how = match marks.as_str() {
                "" => String::new(),
                marks => format!("; it marks them {marks} …"),
            };
            out.doubts.push(format!(
                "the report does not number all its recommendations{place}{how}: the numbers here are counted, and cannot be cited"
            ));
        }
        let usual =
            if self.proposed || self.standing == Some(Standing::Open) { Standing::Open } else { Standing::Adopted };
        // “observations, which were not negotiated” are none that were adopted, whatever formula stands above each section
        let refused = self.standing == Some(Standing::Open)
            && self.sections.iter().all(|held| held.standing == Some(Standing::Adopted));
        let is_open = |held: &Held| refused || held.standing.unwrap_or(usual) == Standing::Open;
        let silent =
            !self.proposed && self.standing.is_none() && self.sections.iter().any(|held| held.standing.is_none());
        let (open, adopted): (Vec<Held>, Vec<Held>) = match self.id.is_empty() {
            true => self.sections.into_iter().partition(is_open),
            false => (self.sections, Vec::new()),
        };
        if silent {
            out.standings.push(match self.id.as_str() {
                "" => "nothing says that the recommendations were adopted; they are taken as adopted (--status says otherwise)".to_owned(),
                id => format!(
                    "the {id} does not say that its recommendations were only proposed; they are taken as proposed (--status says otherwise)"
                ),
            });
        }
        if self.id.is_empty() && !open.is_empty() {
            let words =
                self.open_words.last().map(|words| format!(", since the report says {words}")).unwrap_or_default();
            let count = open.iter().map(|held| held.section.recommendations.len()).sum::<usize>();
            let noun = if count == 1 { "recommendation is" } else { "recommendations are" };
            out.standings.push(format!("{count} {noun} taken as proposed{words} (--status says otherwise)"));
        }
        let sections = |held: Vec<Held>| held.into_iter().map(|held| held.section).collect::<Vec<_>>();
        let mixed = !open.is_empty() && !adopted.is_empty();
        let mut introductions = self.introductions;
        if !adopted.is_empty() {
            out.parts.push(Part {
                id: self.id.clone(),
                title: self.title.clone(),
                status: "adopted".to_owned(),
                introductions: std::mem::take(&mut introductions),
                sections: sections(adopted),
                ..Part::default()
            });
        }
        if !open.is_empty() {
            let id = if mixed { "proposals".to_owned() } else { self.id };
            let named = open.iter().find(|held| mixed && !held.section.title.is_empty());
            let title = named.map_or(self.title, |held| held.section.title.clone());
            out.parts.push(Part {
                id,
                title,
                status: "proposed".to_owned(),
                introductions,
                sections: sections(open),
                ..Part::default()
            });
        }
    }

    /// Between Recommendations 1 and 4, two texts without a mark are Recommendations 2 and 3: a PDF can lose a heading,
    /// but not the order.
    fn restore_headings(&mut self) {
        let mut all: Vec<&mut Entry> =
            self.sections.iter_mut().flat_map(|held| &mut held.section.recommendations).collect();
        let headed = |entry: &Entry| entry.number.parse().ok().filter(|_: &u32| entry.numbered == "heading");
        let (mut last, mut lost): (u32, Vec<usize>) = (0, Vec::new());
        for at in 0..all.len() {
            match headed(all[at]) {
                Some(number) => {
                    if number == last + lost.len() as u32 + 1 {
                        for (i, &lost) in lost.iter().enumerate() {
                            all[lost].number = (last + i as u32 + 1).to_string();
                            "heading".clone_into(&mut all[lost].numbered);
                        }
                    }
                    (last, lost) = (number, Vec::new());
                }
                None if all[at].numbered == "counted" && all[at].mark.is_none() => lost.push(at),
                None => (last, lost) = (u32::MAX / 2, Vec::new()),
            }
        }
    }

    /// Below “Recommendation 1” a text without a mark is another paragraph of it, where no heading is missing.
    fn rejoin_paragraphs(&mut self, out: &mut Gathered) {
        for held in &mut self.sections {
            let mut whole: Vec<Entry> = Vec::new();
            for entry in held.section.recommendations.drain(..) {
                match whole.last_mut().filter(|last| last.numbered == "heading") {
                    Some(last) if entry.numbered == "counted" && entry.mark.is_none() => {
                        let (number, text) = (&last.number, quoted(&entry.text));
                        out.doubts.push(format!("taken as a further paragraph of number {number}: {text}"));
                        last.text.push('\n');
                        last.text.push_str(&entry.text);
                    }
                    _ => whole.push(entry),
                }
            }
            held.section.recommendations = whole;
        }
        // those that are still counted are counted among what is left
        let mut count = 0;
        for entry in self.sections.iter_mut().flat_map(|held| &mut held.section.recommendations) {
            count += 1;
            if entry.numbered == "counted" {
                entry.number = count.to_string();
            }
        }
    }

    /// Gives a number that is there twice another form, and says so. What the report prints comes before what is counted.
    fn unique(&mut self, place: &str, out: &mut Gathered) {
        let is_counted = |entry: &Entry| entry.numbered == "counted";
        let printed: BTreeSet<String> = {
            let all = self.sections.iter().flat_map(|held| &held.section.recommendations);
            all.filter(|entry| !is_counted(entry)).map(|entry| entry.number.clone()).collect()
        };
        let mut seen = BTreeSet::new();
        for held in &mut self.sections {
            let letter = held.section.letter.clone();
            for entry in &mut held.section.recommendations {
                let taken = is_counted(entry) && printed.contains(&entry.number);
                if !taken && seen.insert(entry.number.clone()) {
                    continue;
                }
                let lettered = format!("{letter}.{}", entry.number);
                let forms = ["bis", "ter", "quater"].map(|suffix| format!("{} {suffix}", entry.number));
                let free = Some(lettered).filter(|_| letter.len() == 1).into_iter().chain(forms);
                let is_free = |number: &String| !seen.contains(number) && !printed.contains(number);
                let Some(number) = free.into_iter().find(is_free) else { continue };
                out.doubts
                    .push(format!("number {} is there twice{place}: the second is kept as {number}", entry.number));
                seen.insert(number.clone());
                entry.number = number;
            }
        }
    }
}

/// The number of a unit as it is printed: `2 bis`, `R1`.
fn printed(unit: &Unit) -> Option<String> {
    let label = unit.label.as_ref()?;
    let number = unit.text(label.number_span);
    let whole = unit.text(label.span).trim_end_matches(['.', ':', ' ']);
    let lettered = whole.strip_prefix('R') == Some(number);
    Some(if lettered { whole } else { number }.to_owned())
}

/// The mark with which a text without a number begins: `(a)`, `•`.
fn marked(unit: &Unit) -> Option<String> {
    let line = unit.source().lines().map(str::trim).find(|line| !line.is_empty())?;
    let (_, rest) = Mark::read(line).filter(|_| unit.label.is_none())?;
    Some(line[..line.len() - rest.len()].trim_end().to_owned())
}
