//! The record as one HTML file: no network, no script, and fit to be printed on paper of size A4.
//!
//! What was not adopted is marked by words and by a broken line, never by colour alone.

use std::fmt::Write;

use super::chart;
use super::words::{self, anchor, mark, short};
use crate::corpus::families::{Family, Movement};
use crate::corpus::record::Record;
use crate::corpus::{self, Earlier, Meeting};
use crate::document::Status;
use crate::render::xml::escaped;

/// A recommendation of fewer bytes is kept on one page.
const SHORT: usize = 1200;

pub(super) fn render(record: &Record<'_>) -> String {
    let mut page = Page { out: String::new(), record };
    page.head();
    page.overview();
    page.meetings();
    page.families();
    page.subjects();
    page.instruments();
    page.addressees();
    page.foot();
    page.out
}

struct Page<'a> {
    out: String,
    record: &'a Record<'a>,
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn chapter(&mut self, id: &str, note: &str) {
        let title = words::CHAPTERS.iter().find(|(other, _)| *other == id).map_or(id, |(_, title)| title);
        self.line(&format!("<h2 id=\"{id}\">{title}</h2>"));
        if !note.is_empty() {
            self.line(&format!("<p class=\"note\">{}</p>", escaped(note)));
        }
    }

    fn head(&mut self) {
        let body = escaped(&self.record.body());
        let style = format!("{}{}", include_str!("style.css"), chart::shades());
        self.line("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
        self.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        self.line(&format!("<title>Consolidated record of recommendations – {body}</title>"));
        self.line(&format!("<style>\n{style}</style>\n</head>\n<body>\n<header>"));
        self.line(&format!("<p class=\"body\">{body}</p>\n<h1>Consolidated record of recommendations</h1>"));
        self.line(&format!("<p class=\"lead\">{}</p>\n</header>", escaped(&words::about(self.record))));
        let contents = words::CHAPTERS.iter().map(|(id, title)| format!("<li><a href=\"#{id}\">{title}</a></li>"));
        let contents: String = contents.collect();
        self.line(&format!(
            "<nav aria-label=\"Contents\"><ol><li><a href=\"#overview\">Strength by meeting</a></li>{contents}</ol></nav>\n<main>"
        ));
    }

    fn overview(&mut self) {
        self.line("<h2 id=\"overview\" class=\"first\">Strength by meeting</h2>\n<figure>");
        let chart = chart::svg(self.record);
        self.line(&chart);
        self.line(
            "<figcaption>How strongly each meeting asked, by the operative phrase of each adopted recommendation: the \
             darker, the stronger. Acts of the body itself, such as a request to the Secretariat, have no place on the \
             scale.</figcaption>\n</figure>",
        );
        self.line("<table><thead><tr><th>Meeting</th><th>Document</th><th class=\"number\">Adopted</th><th class=\"number\">Not adopted</th></tr></thead><tbody>");
        for meeting in self.record.corpus.meetings() {
            let adopted = self.record.count(meeting, Status::Adopted);
            let others = self.record.of(meeting).count() - adopted;
            let others = if others == 0 { "–".to_owned() } else { others.to_string() };
            let row = format!(
                "<tr><td><a href=\"#m-{}\">{}</a></td><td>{}</td><td class=\"number\">{adopted}</td><td class=\"number\">{others}</td></tr>",
                escaped(&meeting.id),
                escaped(&words::meeting(self.record, meeting)),
                symbol(meeting)
            );
            self.line(&row);
        }
        self.line("</tbody></table>");
        let inferred = self.record.corpus.meetings().iter().filter(|meeting| meeting.symbol_inferred);
        let reasons: Vec<String> =
            inferred.map(|meeting| format!("{}: {}", meeting.id, meeting.symbol_source)).collect();
        if !reasons.is_empty() {
            let note = format!("Symbols marked as inferred were not read from the report. {}", reasons.join(" "));
            self.line(&format!("<p class=\"note\">{}</p>", escaped(&note)));
        }
    }

    fn meetings(&mut self) {
        self.chapter("meetings", "");
        for meeting in self.record.corpus.meetings() {
            let id = escaped(&meeting.id);
            let heading = escaped(&words::meeting(self.record, meeting));
            self.line(&format!("<section>\n<h3 id=\"m-{id}\">{heading}</h3>"));
            let (title, counts) = (escaped(&meeting.title), words::counts(self.record, meeting));
            self.line(&format!("<p class=\"note\">{title}. {}. {counts}.</p>", symbol(meeting)));
            let mut place = None;
            for i in self.record.of(meeting) {
                let earlier = &self.record.corpus.earlier()[i];
                if place != Some((earlier.part, earlier.section)) {
                    place = Some((earlier.part, earlier.section));
                    self.section(earlier);
                }
                self.recommendation(i, earlier);
            }
            self.line("</section>");
        }
    }

    fn section(&mut self, earlier: &Earlier) {
        let (part, section) = (self.record.corpus.part(earlier), self.record.corpus.section(earlier));
        let letter = if section.letter.is_empty() { String::new() } else { format!("{}. ", section.letter) };
        let title = if section.title.is_empty() { &part.title } else { &section.title };
        self.line(&format!("<h4>{}{}{}</h4>", escaped(&letter), escaped(title), tag(earlier.status)));
    }

    fn recommendation(&mut self, i: usize, earlier: &Earlier) {
        let open = if earlier.status == Status::Adopted { "" } else { " open" };
        let short = if earlier.text.len() < SHORT { " short" } else { "" };
        self.line(&format!("<article class=\"rec{open}{short}\" id=\"{}\">", escaped(&anchor(earlier))));
        self.line(&format!("<p class=\"called\">{}{}</p>", escaped(&earlier.called()), tag(earlier.status)));
        for paragraph in earlier.text.split('\n').filter(|paragraph| !paragraph.trim().is_empty()) {
            let item = if paragraph.starts_with('(') { " class=\"item\"" } else { "" };
            self.line(&format!("<p{item}>{}</p>", escaped(paragraph)));
        }
        let facts = &self.record.practice.uses()[i];
        let mut said = vec![escaped(words::strength(facts.rank()))];
        said.extend(facts.cited.iter().map(|cited| match cited.place() {
            place if place.is_empty() => escaped(&cited.source),
            place => escaped(&format!("{}, {place}", cited.source)),
        }));
        if let Some(family) = self.record.family(i) {
            let others = self.record.families[family].members.iter().filter(|&&other| other != i);
            let others: Vec<usize> = others.copied().collect();
            said.push(format!("<a href=\"#f-{}\">see also</a> {}", family + 1, self.refs(&others)));
        }
        self.line(&format!("<p class=\"facts\">{}</p>\n</article>", said.join(" · ")));
    }

    fn families(&mut self) {
        self.chapter("families", words::FAMILIES);
        for (number, family) in self.record.families.iter().enumerate() {
            self.family(number + 1, family);
        }
        if self.record.families.is_empty() {
            self.line("<p>None were found.</p>");
        }
    }

    fn family(&mut self, number: usize, family: &Family) {
        let tie = escaped(&words::tie(self.record, family));
        self.line(&format!("<table class=\"family\" id=\"f-{number}\"><caption>{number}. {tie}</caption><tbody>"));
        for (at, &member) in family.members.iter().enumerate() {
            let earlier = &self.record.corpus.earlier()[member];
            let facts = &self.record.practice.uses()[member];
            let phrase = match facts.phrase.as_str() {
                "" => "no operative phrase".to_owned(),
                phrase => format!("“{}”", escaped(phrase)),
            };
            let moved = match family.movement(at, self.record.practice) {
                Some(Movement::Stronger) => "<br><span class=\"up\">▲ stronger than the one above</span>",
                Some(Movement::Weaker) => "<br><span class=\"down\">▼ weaker than the one above</span>",
                Some(Movement::Even) => "<br><span class=\"facts\">as strong as the one above</span>",
                Some(Movement::Unranked) | None => "",
            };
            let row = format!(
                "<tr><td class=\"ref\">{}{}</td><td class=\"asks\">{phrase}{moved}</td><td class=\"says\">{}</td></tr>",
                self.refs(&[member]),
                if earlier.status == Status::Adopted { String::new() } else { format!("<br>{}", tag(earlier.status)) },
                escaped(&earlier.text).replace("&#10;", " ")
            );
            self.line(&row);
        }
        self.line("</tbody></table>");
    }

    fn subjects(&mut self) {
        self.chapter("subjects", words::SUBJECTS);
        self.line("<dl class=\"index\">");
        for subject in &self.record.subjects {
            let titles: Vec<String> =
                subject.titles.iter().map(|&i| escaped(&words::section(self.record, i))).collect();
            let titles = match titles.is_empty() {
                true => String::new(),
                false => format!("<dd class=\"sub note\">title of {}</dd>", titles.join("; ")),
            };
            let refs = self.refs(&subject.members);
            self.line(&format!("<div><dt>{}</dt><dd>{refs}</dd>{titles}</div>", escaped(&subject.name)));
        }
        self.line("</dl>");
        self.footnote();
    }

    fn instruments(&mut self) {
        self.chapter("instruments", words::INSTRUMENTS);
        self.line("<dl class=\"index wide\">");
        for source in &self.record.sources {
            let mut entry = format!("<div><dt>{}</dt><dd>{}</dd>", escaped(&source.name), self.refs(&source.members));
            for (place, title, members) in &source.places {
                let title = if title.is_empty() { String::new() } else { format!(", {}", escaped(title)) };
                let _ = write!(entry, "<dd class=\"sub\">{}{title}: {}</dd>", escaped(place), self.refs(members));
            }
            self.line(&format!("{entry}</div>"));
        }
        self.line("</dl>");
        self.footnote();
    }

    fn addressees(&mut self) {
        self.chapter("addressees", words::ADDRESSEES);
        self.line("<dl class=\"index wide\">");
        for group in &self.record.addressees {
            let refs = self.refs(&group.members);
            self.line(&format!("<div><dt>{}</dt><dd>{refs}</dd></div>", escaped(&group.name)));
        }
        self.line("</dl>");
        self.footnote();
    }

    fn footnote(&mut self) {
        if self.record.corpus.earlier().iter().any(|earlier| earlier.status != Status::Adopted) {
            self.line("<p class=\"note\">* proposed or observed, not adopted</p>");
        }
    }

    fn foot(&mut self) {
        let version = env!("CARGO_PKG_VERSION");
        self.line(&format!(
            "</main>\n<footer class=\"note\">Made by rapporteur {version} from the reports named above. The recommendations are \
             documents of the United Nations, quoted.</footer>\n</body>\n</html>"
        ));
    }

    /// Links to recommendations; those that were not adopted bear an asterisk.
    fn refs(&self, members: &[usize]) -> String {
        let link = |&i: &usize| {
            let earlier = &self.record.corpus.earlier()[i];
            let no = if earlier.status == Status::Adopted { "" } else { " no" };
            let name = escaped(&short(self.record, i));
            format!("<span class=\"ref{no}\"><a href=\"#{}\">{name}</a></span>", escaped(&anchor(earlier)))
        };
        members.iter().map(link).collect::<Vec<_>>().join(", ")
    }
}

/// A mark for what was not adopted.
fn tag(status: Status) -> String {
    match mark(status) {
        "" => String::new(),
        mark => format!(" <span class=\"tag\">{mark}</span>"),
    }
}

/// A meeting's symbol with its link.
fn symbol(meeting: &Meeting) -> String {
    match meeting.symbol.as_str() {
        "" => "no symbol".to_owned(),
        symbol => {
            let inferred = if meeting.symbol_inferred { " (inferred)" } else { "" };
            format!("<a href=\"{}\">{}</a>{inferred}", escaped(&corpus::url(symbol)), escaped(symbol))
        }
    }
}
