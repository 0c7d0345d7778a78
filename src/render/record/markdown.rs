//! The record in Markdown: headings, lists and links that every converter knows.

use std::fmt::Write;

use super::words::{self, anchor, mark, short};
use crate::corpus::record::Record;
use crate::corpus::{self, Earlier, Meeting};
use crate::document::Status;
use crate::render::markdown::plain;

pub(super) fn render(record: &Record<'_>) -> String {
    let mut page = Page { out: String::new(), record };
    page.head();
    page.meetings();
    page.families();
    page.subjects();
    page.instruments();
    page.addressees();
    page.out
}

struct Page<'a> {
    out: String,
    record: &'a Record<'a>,
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push_str("\n\n");
    }

    fn chapter(&mut self, id: &str) {
        let title = words::CHAPTERS.iter().find(|(other, _)| *other == id).map_or(id, |(_, title)| title);
        self.line(&format!("<a id=\"{id}\"></a>\n\n## {title}"));
    }

    fn head(&mut self) {
        self.line(&format!("# Consolidated record of recommendations\n\n{}", plain(&self.record.body())));
        self.line(&plain(&words::about(self.record)));
        let contents: Vec<String> = words::CHAPTERS.iter().map(|(id, title)| format!("- [{title}](#{id})")).collect();
        self.line(&contents.join("\n"));
        self.out.push_str("| Meeting | Adopted | Strength of what was adopted |\n|---|---|---|\n");
        for meeting in self.record.corpus.meetings() {
            let uses = self.record.strengths(meeting, Status::Adopted);
            let uses: Vec<String> = uses.iter().map(|one| words::counted(one.count, one.rank)).collect();
            let count = self.record.count(meeting, Status::Adopted);
            let _ = writeln!(
                self.out,
                "| {} | {count} | {} |",
                plain(&words::meeting(self.record, meeting)),
                uses.join(", ")
            );
        }
        self.out.push('\n');
    }

    fn meetings(&mut self) {
        self.chapter("meetings");
        for meeting in self.record.corpus.meetings() {
            self.meeting(meeting);
        }
    }

    fn meeting(&mut self, meeting: &Meeting) {
        self.line(&format!("### {}", plain(&words::meeting(self.record, meeting))));
        let symbol = match meeting.symbol.as_str() {
            "" => "no symbol".to_owned(),
            symbol => {
                let inferred = if meeting.symbol_inferred { " (inferred)" } else { "" };
                format!("[{symbol}]({}){inferred}", corpus::url(symbol))
            }
        };
        self.line(&format!("{}. {symbol}. {}.", plain(&meeting.title), words::counts(self.record, meeting)));
        if meeting.symbol_inferred {
            self.line(&format!("*{}*", plain(&meeting.symbol_source)));
        }
        let mut place = None;
        for i in self.record.of(meeting) {
            let earlier = &self.record.corpus.earlier()[i];
            if place != Some((earlier.part, earlier.section)) {
                place = Some((earlier.part, earlier.section));
                let (part, section) = (self.record.corpus.part(earlier), self.record.corpus.section(earlier));
                let letter = if section.letter.is_empty() { String::new() } else { format!("{}. ", section.letter) };
                let title = if section.title.is_empty() { &part.title } else { &section.title };
                let status = match mark(earlier.status) {
                    "" => String::new(),
                    mark => format!(" ({mark})"),
                };
                self.line(&format!("#### {letter}{}{status}", plain(title)));
            }
            self.recommendation(i, earlier);
        }
    }

    fn recommendation(&mut self, i: usize, earlier: &Earlier) {
        let status = match mark(earlier.status) {
            "" => String::new(),
            mark => format!(" · *{mark}*"),
        };
        self.line(&format!("<a id=\"{}\"></a>**{}**{status}", anchor(earlier), earlier.called()));
        let text: Vec<String> = earlier.text.split('\n').map(plain).filter(|text| !text.trim().is_empty()).collect();
        self.line(&text.join("\n\n"));
        if let Some(family) = self.record.family(i) {
            let others = self.record.families[family].members.iter().filter(|&&other| other != i);
            let others: Vec<String> = others.map(|&other| self.link(other)).collect();
            self.line(&format!("See also {}.", others.join(", ")));
        }
    }

    fn families(&mut self) {
        self.chapter("families");
        self.line(words::FAMILIES);
        for (number, family) in self.record.families.iter().enumerate() {
            let mut lines = vec![format!("{}. {}", number + 1, plain(&words::tie(self.record, family)))];
            for (at, &member) in family.members.iter().enumerate() {
                let facts = &self.record.practice.uses()[member];
                let moved =
                    family.movement(at, self.record.practice).map_or(String::new(), |moved| match moved.name() {
                        "even" | "unranked" => String::new(),
                        name => format!(", {name}"),
                    });
                let phrase = if facts.phrase.is_empty() { "no operative phrase" } else { &facts.phrase };
                let earlier = &self.record.corpus.earlier()[member];
                let status = match mark(earlier.status) {
                    "" => String::new(),
                    mark => format!(" ({mark})"),
                };
                lines.push(format!(
                    "   - {}{status}: “{}”{moved}. {}",
                    self.link(member),
                    phrase,
                    plain(&words::opening(&earlier.text))
                ));
            }
            self.line(&lines.join("\n"));
        }
    }

    fn subjects(&mut self) {
        self.chapter("subjects");
        self.line(words::SUBJECTS);
        let lines = self.record.subjects.iter().map(|subject| {
            let titles: Vec<String> = subject.titles.iter().map(|&i| words::section(self.record, i)).collect();
            let titles =
                if titles.is_empty() { String::new() } else { format!("; in the title of {}", titles.join(", ")) };
            format!("- {}: {}{titles}", plain(&subject.name), self.links(&subject.members))
        });
        let lines: Vec<String> = lines.collect();
        self.line(&lines.join("\n"));
    }

    fn instruments(&mut self) {
        self.chapter("instruments");
        self.line(words::INSTRUMENTS);
        let mut lines = Vec::new();
        for source in &self.record.sources {
            lines.push(format!("- {}: {}", plain(&source.name), self.links(&source.members)));
            for (place, title, members) in &source.places {
                let title = if title.is_empty() { String::new() } else { format!(" ({title})") };
                lines.push(format!("  - {place}{title}: {}", self.links(members)));
            }
        }
        self.line(&lines.join("\n"));
    }

    fn addressees(&mut self) {
        self.chapter("addressees");
        self.line(words::ADDRESSEES);
        let groups = self.record.addressees.iter();
        let lines: Vec<String> =
            groups.map(|group| format!("- {}: {}", plain(&group.name), self.links(&group.members))).collect();
        self.out.push_str(&lines.join("\n"));
        self.out.push('\n');
    }

    fn links(&self, members: &[usize]) -> String {
        members.iter().map(|&i| self.link(i)).collect::<Vec<_>>().join(", ")
    }

    /// A reference to a recommendation; what was not adopted is set in italics.
    fn link(&self, i: usize) -> String {
        let earlier = &self.record.corpus.earlier()[i];
        let link = format!("[{}](#{})", short(self.record, i), anchor(earlier));
        if earlier.status == Status::Adopted { link } else { format!("*{link}*") }
    }
}
