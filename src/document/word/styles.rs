//! The styles of a Word document: what a paragraph inherits.

use std::collections::HashMap;

use super::package::{Step, walk};
use crate::document::decode::Unreadable;

/// Styles that may rest on one another; more are a circle.
const CHAIN: usize = 40;

/// All styles, by their ids.
#[derive(Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: String,
}

/// One style, as far as text depends on it.
#[derive(Default)]
struct Style {
    name: String,
    based_on: String,
    list: ListPlace,
    outline: Option<u32>,
    bold: Option<bool>,
}

/// The list a paragraph or a style says it belongs to.
#[derive(Default, Clone)]
pub(super) struct ListPlace {
    /// The number of the list; `0` means none.
    pub(super) list: Option<String>,
    /// From 0.
    pub(super) level: Option<u32>,
}

impl Styles {
    pub(super) fn read(part: &str, text: &str) -> Result<Styles, Unreadable> {
        let mut styles = Styles::default();
        let mut id = String::new();
        let mut inside: Vec<String> = Vec::new();
        walk(part, text, |step| match step {
            Step::Start(tag, attributes) => {
                let ignored =
                    inside.iter().any(|outer| matches!(outer.as_str(), "tblStylePr" | "pPrChange" | "rPrChange"));
                match tag {
                    _ if ignored => {}
                    "style" => {
                        id = attributes.get("styleId").unwrap_or("").to_owned();
                        let default =
                            attributes.get("default").is_some_and(|value| matches!(value, "1" | "true" | "on"));
                        if default && attributes.get("type") == Some("paragraph") {
                            styles.default.clone_from(&id);
                        }
                        styles.by_id.insert(id.clone(), Style::default());
                    }
                    _ => {
                        if let Some(style) = styles.by_id.get_mut(&id) {
                            match tag {
                                "name" => style.name = attributes.val().to_lowercase(),
                                "basedOn" => style.based_on = attributes.val().to_owned(),
                                "numId" => style.list.list = Some(attributes.val().to_owned()),
                                "ilvl" => style.list.level = attributes.number(),
                                "outlineLvl" => style.outline = attributes.number(),
                                "b" => style.bold = Some(attributes.is_on()),
                                _ => {}
                            }
                        }
                    }
                }
                inside.push(tag.to_owned());
            }
            Step::End => {
                inside.pop();
            }
            Step::Text(_) => {}
        })?;
        Ok(styles)
    }

    /// The style and those it rests on, nearest first. An empty id means the style of paragraphs that name none.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let first = if id.is_empty() { self.default.as_str() } else { id };
        let find = |id: &'a str| self.by_id.get_key_value(id).map(|(id, style)| (id.as_str(), style));
        std::iter::successors(find(first), move |(_, style)| find(&style.based_on)).take(CHAIN)
    }

    /// The list that a style belongs to, and the style in the chain that says so.
    pub(super) fn list<'a>(&'a self, id: &'a str) -> Option<(&'a ListPlace, &'a str)> {
        let (id, style) = self.chain(id).find(|(_, style)| style.list.list.is_some())?;
        Some((&style.list, id))
    }

    /// The level of a heading, from 1; `None` for running text.
    pub(super) fn heading(&self, id: &str) -> Option<u32> {
        self.chain(id).find_map(|(_, style)| {
            let named = style.name.strip_prefix("heading ").and_then(|level| level.parse().ok());
            let title = (style.name == "title").then_some(1);
            style.outline.map(|level| level + 1).or(named).or(title)
        })
    }

    /// Whether it is a line of a table of contents, which Word makes itself.
    pub(super) fn is_contents(&self, id: &str) -> bool {
        self.chain(id).any(|(_, style)| {
            style.name.strip_prefix("toc ").is_some_and(|level| level.parse::<u32>().is_ok())
                || style.name == "table of figures"
        })
    }

    /// Whether paragraphs of this style are bold.
    pub(super) fn is_bold(&self, id: &str) -> bool {
        self.chain(id).find_map(|(_, style)| style.bold).unwrap_or(false)
    }
}
