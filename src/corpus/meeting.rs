//! A meeting as its file under `rules/adopted` has it: parts, sections, recommendations.

use serde::Deserialize;

use crate::document::Status;

/// A meeting and its recommendations, as its file has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
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
    /// First day, `YYYY-MM-DD`, where it differs from the meeting.
    #[serde(default)]
    pub start: Option<String>,
    /// Last day, `YYYY-MM-DD`, where it differs from the meeting.
    #[serde(default)]
    pub end: Option<String>,
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Introduction {
    /// Its number.
    pub paragraph: String,
    /// Its text.
    pub text: String,
}

/// A section of a part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// `10`, `2 bis`; in 2013 the paragraph's number.
    pub number: String,
    /// `heading`, `paragraph`, or `counted` where the report does not number it.
    pub numbered: String,
    /// `(a)`: how the report marks what it does not number.
    #[serde(default)]
    pub mark: Option<String>,
    /// The text, quoted.
    pub text: String,
}

/// Whose number a recommendation bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Numbered {
    /// Its own, in a heading: `Recommendation 10`.
    Heading,
    /// Its paragraph's.
    Paragraph,
    /// None that the report prints: it is counted here, and nobody can cite it. How the report marks it, such as `(a)`.
    Counted(Option<String>),
}

impl Entry {
    /// Whose number it bears.
    pub fn numbered(&self) -> Numbered {
        match self.numbered.as_str() {
            "paragraph" => Numbered::Paragraph,
            "counted" => Numbered::Counted(self.mark.clone()),
            _ => Numbered::Heading,
        }
    }
}

impl Meeting {
    /// The body, as the title of its report names it: `Working Group on Trafficking in Persons`.
    pub fn body_name(&self) -> &str {
        let before = self.title.split_once(" held ").map_or(self.title.as_str(), |(before, _)| before);
        let before = before.split_once(" on its ").map_or(before, |(before, _)| before);
        let at = before.find("Working Group").or_else(|| before.find("Conference")).unwrap_or(0);
        before[at..].trim_end_matches([',', ' '])
    }
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
                if entry.numbered != "paragraph" {
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
