//! The text of a web page: a line for each paragraph, headings with `#`, items of lists with their numbers.
//!
//! Only what a reader sees counts; what is marked as deleted, scripts and navigation do not. Drafts are not read from web
//! pages, reports of meetings are.

use ego_tree::iter::Edge;
use scraper::{Html, Node};

use super::word::superscript;
use crate::lexicon::numbers::to_roman;

/// Whether a text is a web page.
pub fn is_html(text: &str) -> bool {
    let head = text.trim_start().get(..64).unwrap_or_else(|| text.trim_start()).to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

/// The text of the page. Never fails: browsers do not either.
pub fn read(html: &str) -> String {
    let page = Html::parse_document(html);
    let mut reader = Reader::default();
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => reader.open(element.name(), |name| element.attr(name)),
                Node::Text(text) => reader.text(text),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    reader.close(element.name(), is_unseen(|name| element.attr(name)));
                }
            }
        }
    }
    reader.flush();
    reader.out
}

#[derive(Default)]
struct Reader {
    out: String,
    /// The paragraph on its way.
    line: String,
    /// What goes before the next paragraph: a number, marks of a heading.
    before: String,
    /// The lists around: how they count, and the next number. No letter means bullets.
    lists: Vec<(Option<char>, u32)>,
    /// Elements around that are not read.
    hidden: usize,
    raised: usize,
    /// In an item of a list, whose paragraphs belong together.
    in_item: bool,
    /// The number in the cell before, which the next text bears.
    number: Option<String>,
}

const HIDDEN: [&str; 11] =
    ["head", "script", "style", "noscript", "nav", "svg", "template", "del", "s", "strike", "button"];
const BLOCKS: [&str; 32] = [
    "p",
    "div",
    "section",
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "table",
    "tr",
    "td",
    "th",
    "blockquote",
    "header",
    "footer",
    "main",
    "dl",
    "dt",
    "dd",
    "hr",
    "pre",
    "figure",
    "body",
    "caption",
    "aside",
    "form",
    "address",
];

/// Whether an element is there for programs alone, or is a mark of Word's comments.
fn is_unseen<'a>(attribute: impl Fn(&str) -> Option<&'a str>) -> bool {
    let style = attribute("style").is_some_and(|style| style.replace(' ', "").to_lowercase().contains("display:none"));
    let comment = attribute("class").is_some_and(|class| class.split(' ').any(|one| one == "MsoCommentReference"));
    style || comment || attribute("hidden").is_some()
}

impl Reader {
    fn open<'a>(&mut self, name: &str, attribute: impl Fn(&str) -> Option<&'a str>) {
        self.hidden += usize::from(HIDDEN.contains(&name) || is_unseen(&attribute));
        self.raised += usize::from(name == "sup");
        if BLOCKS.contains(&name) {
            self.flush();
            self.in_item &= name == "p";
        }
        let number = |name: &str| attribute(name).and_then(|value| value.trim().parse().ok());
        match name {
            "br" => self.line.push('\n'),
            "ul" => self.lists.push((None, 1)),
            "ol" => {
                let kind = attribute("type").and_then(|kind| kind.chars().next()).unwrap_or('1');
                self.lists.push((Some(kind), number("start").unwrap_or(1)));
            }
            "li" => {
                if let Some((kind, next)) = self.lists.last_mut() {
                    let value = number("value").unwrap_or(*next);
                    *next = value.saturating_add(1);
                    self.before = label(*kind, value);
                    self.in_item = true;
                }
            }
            "tr" => self.number = None,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = usize::from(name.as_bytes()[1] - b'0');
                self.before = "#".repeat(level) + " ";
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, hidden: bool) {
        // a number in a cell of its own is that of the text beside it
        if name == "td" && is_number(self.line.trim()) {
            self.number = Some(std::mem::take(&mut self.line).trim().to_owned());
        }
        if BLOCKS.contains(&name) {
            self.flush();
            self.in_item &= name == "p";
        }
        match name {
            "tr" => {
                // it was alone in its row
                if let Some(number) = self.number.take() {
                    self.line = number;
                    self.flush();
                }
            }
            "ul" | "ol" => {
                self.lists.pop();
            }
            "li" => self.before.clear(),
            "sup" => self.raised -= 1,
            _ => {}
        }
        self.hidden -= usize::from(HIDDEN.contains(&name) || hidden);
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        if self.raised > 0 && !text.trim().is_empty() && text.trim().bytes().all(|byte| byte.is_ascii_digit()) {
            return self.line.push_str(&superscript(text.trim()));
        }
        for char in text.chars() {
            match char {
                ' ' | '\n' | '\t' | '\r' if self.line.ends_with([' ', '\n']) => {}
                ' ' | '\n' | '\t' | '\r' => self.line.push(' '),
                char => self.line.push(char),
            }
        }
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        // a further paragraph of an item belongs to it
        let goes_on = self.in_item && self.before.is_empty();
        if !self.out.is_empty() && !goes_on {
            self.out.push('\n');
        }
        if let Some(number) = self.number.take() {
            self.before = format!("{number}. ");
        }
        self.out.push_str(&std::mem::take(&mut self.before));
        self.out.push_str(line);
        self.out.push('\n');
    }
}

/// `5`, alone in its cell.
fn is_number(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `1. `, `(a) `, `(i) `, `A. `, `I. `, `• `
fn label(kind: Option<char>, number: u32) -> String {
    let letter = |first: u8| char::from(first + (number.saturating_sub(1) % 26) as u8);
    match kind {
        None => "• ".to_owned(),
        Some('a') => format!("({}) ", letter(b'a')),
        Some('A') => format!("{}. ", letter(b'A')),
        Some('i') if number < 400 => format!("({}) ", to_roman(number)),
        Some('I') if number < 400 => format!("{}. ", to_roman(number).to_uppercase()),
        Some(_) => format!("{number}. "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_people_see_it() {
        let html = "<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><h1>Report on\n the meeting</h1>\
            <p>One&nbsp;<em>inter alia</em> two<sup>1</sup>.<br>Three <del>four</del></p><ol start=115><li><p>First</p>\
            <ol type=a><li>letter<li value=4>fourth</ol></li><li>Next</li></ol><ul><li>Point</li></ul>\
            <table><tr><td>a</td><td>b</td></tr><tr><td>7</td><td>c</td></tr><tr><td>8</td></tr></table><p hidden>gone</p><p style='Display: none'>unseen</p><span class='MsoCommentReference'>[DG1]</span>\
            <ol><li><p>One.</p><p>Of the same.</p></li></ol><script>no()</script>end</body></html>";
        assert!(is_html(html));
        let expected = "# Report on the meeting\n\nOne\u{a0}inter alia two¹.\nThree\n\n115. First\n\n(a) letter\n\n(d) fourth\n\n\
            116. Next\n\n• Point\n\na\n\nb\n\n7. c\n\n8\n\n1. One.\nOf the same.\n\nend\n";
        assert_eq!(read(html), expected);
        let deep = "<div>".repeat(20_000) + "x";
        assert_eq!(read(&deep), "x\n");
    }
}
