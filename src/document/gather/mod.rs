//! Puts lines together into one unit: paragraphs with their items, headings with the lines they were wrapped into.
//!
//! It knows where a unit ends, not what it says: that is for `understand`.

mod listing;
mod notes;

use self::listing::{bulleted, clause, proposal, quotes_item, says_about, strikes_item};
use super::lines::{self, Look, Mark};
use super::scan::{Scanner, stands_against};
use super::unit::{Kind, Numbering, Place, Topic};
use super::wrapping::{awaits_noun, carries_on, open};
use super::{Number, asides, heading, joints, letters, markers, pages, remarks, rows, speakers, topics};
use crate::text::Span;

/// Lines on their way into one unit.
pub(super) struct Gather<'a, 's> {
    scan: &'s Scanner<'a>,
    /// First byte not yet taken.
    pub cursor: usize,
    /// Source spans of the blocks, in the text's own places.
    blocks: Vec<Span>,
    /// Lines inside the blocks that belong to the printed page.
    left_out: Vec<Span>,
    /// The number of the last line of an agenda inside the unit; 0 outside.
    agenda: u32,
    /// The paragraph number under the heading of a recommendation.
    paragraph: Option<Mark>,
    /// The unit's own paragraph number; 0 if it has none.
    own_number: u32,
    /// Whether it began as one of several recommendations in a list.
    listed: bool,
    /// The line it began with, where a bullet stands before it.
    bullet: Option<Span>,
}

/// The lines of one unit.
pub(super) struct Gathered {
    /// First byte not taken.
    pub end: usize,
    /// Source spans of the blocks, in the text's own places.
    pub blocks: Vec<Span>,
    /// Lines inside the blocks that belong to the printed page.
    pub left_out: Vec<Span>,
    /// The paragraph number under the heading of a recommendation.
    pub paragraph: Option<Mark>,
}

impl<'a, 's> Gather<'a, 's> {
    /// Nothing yet, at byte `at`.
    pub(super) fn new(scan: &'s Scanner<'a>, at: usize) -> Gather<'a, 's> {
        Gather {
            scan,
            cursor: at,
            blocks: Vec::new(),
            left_out: Vec::new(),
            agenda: 0,
            paragraph: None,
            own_number: 0,
            listed: false,
            bullet: None,
        }
    }

    /// What was taken.
    pub(super) fn end(self) -> Gathered {
        Gathered { end: self.cursor, blocks: self.blocks, left_out: self.left_out, paragraph: self.paragraph }
    }

    /// Takes all lines of the unit whose first line looks like `look`.
    pub(super) fn fill(&mut self, look: Look, first: Span, place: Place) -> (Kind, Option<(Mark, Numbering)>) {
        let text = self.scan.text;
        match look {
            Look::Blank => (Kind::Paragraph, None),
            Look::Title(span) if place.topic == Topic::Recommendations && lines::bare_number(text, span).is_some() => {
                let mark = lines::bare_number(text, span).expect("it is there");
                self.blocks.extend([mark.label, mark.rest]);
                self.pass();
                self.body(Headed::Yes);
                (Kind::Recommendation, Some((mark, Numbering::Heading)))
            }
            Look::Title(span) => {
                self.blocks.push(span);
                self.pass();
                (Kind::Title, None)
            }
            Look::Annex(span) => {
                self.blocks.push(span);
                self.pass();
                let mark = lines::annex_mark(text, span).map(|mark| (mark, Numbering::Roman));
                (Kind::Annex, mark)
            }
            Look::Chapter(mark) | Look::Section(mark) => {
                let value = mark.number.value;
                let letter = mark.number_span.len() == 1;
                // after H comes the section I, not the chapter
                let section = letter
                    && (!"IVX".contains(mark.number_span.of(text))
                        || follows_letter(mark.number_span.of(text), place.section));
                self.heading(first, Span::new(mark.label.start, mark.rest.end));
                let number =
                    if section { u32::from(mark.number_span.of(text).as_bytes()[0] - b'A') + 1 } else { value };
                let mark = Mark { number: Number::plain(number), ..mark };
                match section {
                    true => (Kind::Section, Some((mark, Numbering::Letter))),
                    false => (Kind::Chapter, Some((mark, Numbering::Roman))),
                }
            }
            Look::Recommendation(mut mark) => {
                if self.is_title(mark.rest) {
                    // "Recommendation 3: Training", with the text below
                    mark.label.end = mark.rest.end;
                    mark.rest = Span::at(mark.rest.end);
                }
                self.blocks.push(mark.label);
                self.blocks.push(mark.rest);
                self.pass();
                self.body(Headed::Yes);
                (Kind::Recommendation, Some((mark, Numbering::Heading)))
            }
            Look::Numbered(_) if place.notes => self.run(first, Kind::Footnote, |look| *look == Look::Text),
            Look::Numbered(mark) => {
                self.own_number = mark.number.value;
                self.blocks.push(Span::new(mark.label.start, mark.rest.end));
                self.pass();
                self.body(Headed::No);
                (Kind::Paragraph, Some((mark, Numbering::Paragraph)))
            }
            Look::Item
                if clause(text, first).is_some()
                    || (place.topic == Topic::Recommendations && proposal(text, first).is_some()) =>
            {
                self.blocks.extend(proposal(text, first).or_else(|| clause(text, first)));
                self.pass();
                self.listed = true;
                self.bullet = bulleted(text, first);
                self.body(Headed::No);
                (Kind::Paragraph, None)
            }
            Look::Proposal(proposal) => {
                self.blocks.push(proposal);
                self.pass();
                self.listed = true;
                self.bullet = bulleted(text, first);
                if !rows::is_row(first.of(text)) {
                    self.body(Headed::No);
                }
                (Kind::Paragraph, None)
            }
            Look::Text if place.spoken && letters::is_message(&text[first.start..]) => {
                // the message that is answered, to the end
                while self.cursor < text.len() {
                    let line = self.scan.line(self.cursor);
                    self.blocks.push(trimmed(text, line.content));
                    self.cursor = line.next;
                }
                (Kind::Quotation, None)
            }
            Look::Text | Look::Table if speakers::presents(self.scan, first, self.scan.line(self.cursor).next) => {
                self.blocks.push(trimmed(text, first));
                self.pass();
                (Kind::Title, None)
            }
            Look::Text if self.heads_next(first) => {
                self.blocks.push(trimmed(text, first));
                self.pass();
                (Kind::Title, None)
            }
            Look::Text if self.underline_follows(first) => {
                self.blocks.push(trimmed(text, first));
                self.pass();
                self.pass();
                (Kind::Title, None)
            }
            Look::Item | Look::Text => {
                self.blocks.push(first);
                self.pass();
                self.bullet = bulleted(text, first);
                // "Proposals" above the first of them, which may be an item
                let heads =
                    look == Look::Text && self.blank_follows() && topics::is_bare_title(lines::trim(first.of(text)));
                if !heads {
                    self.body(Headed::No);
                }
                let words = lines::trim(self.blocks[0].of(text));
                let lone = self.blocks.len() == 1 && !words.ends_with(['.', ';', ':']);
                let awaited = place.awaits_title && words.len() < 300;
                let titled = awaited || topics::is_bare_title(words);
                let title = lone && titled && remarks::remarked(words).is_none();
                (if title { Kind::Title } else { Kind::Paragraph }, None)
            }
            Look::Footnote => self.run(first, Kind::Footnote, |look| *look == Look::Text),
            Look::Quote => self.run(first, Kind::Quotation, |look| *look == Look::Quote),
            Look::Table => self.run(first, Kind::Table, |look| *look == Look::Table),
            Look::Rule if lines::trim(first.of(text)).starts_with('_') && self.notes_follow() => {
                self.pass();
                while self.cursor < text.len() {
                    let line = self.scan.line(self.cursor);
                    let blank = lines::look(text, line.content) == Look::Blank;
                    if blank && !lines::is_note(self.scan.line(line.next).content.of(text)) {
                        break;
                    }
                    self.blocks.push(trimmed(text, line.content));
                    self.cursor = line.next;
                }
                (Kind::Footnote, None)
            }
            Look::Rule => self.run(first, Kind::Comment, |_| false),
            Look::Fence => {
                let fence = &lines::trim(first.of(text))[..3];
                self.pass();
                while self.cursor < text.len() {
                    let line = self.scan.line(self.cursor);
                    self.cursor = line.next;
                    if lines::trim(line.content.of(text)).starts_with(fence) {
                        break;
                    }
                }
                (Kind::Code, None)
            }
            Look::Comment => {
                self.comment(first.start);
                (Kind::Comment, None)
            }
        }
    }

    /// Whether what follows the number of a recommendation on its line is a title: it does not read as a
    /// recommendation, does not end as one, and text stands below.
    fn is_title(&self, rest: Span) -> bool {
        let text = self.scan.text;
        let title = lines::trim(rest.of(text)).trim_end_matches(['*', '_', '#', ']', ' ']);
        let asks = [" should ", " are ", " is ", " shall ", " may ", " must ", " will "]
            .iter()
            .any(|verb| title.contains(verb));
        if title.is_empty() || title.len() > 120 || asks || title.ends_with(['.', ';', ',', ':', '?', '!', ')']) {
            return false;
        }
        let mut at = self.scan.line(self.cursor).next;
        let mut blank = false;
        while at < text.len() {
            let line = self.scan.line(at);
            match lines::look(text, line.content) {
                Look::Blank => blank = true,
                Look::Text if !blank && joints::heads(title, lines::trim(line.content.of(text))) => return true,
                Look::Text if letters::is_greeting(line.content.of(text)) => return false,
                // who proposes it, or why, may stand between a title and its text
                Look::Text if letters::is_after_text(line.content.of(text)) => blank = true,
                Look::Text if letters::explains(line.content.of(text)) => {
                    if heading::starts_body(title) {
                        return false;
                    }
                    blank = true;
                }
                Look::Text => {
                    let marked = starts_marked(lines::trim(text[self.cursor..].lines().next().unwrap_or("")));
                    let capital = lines::trim(line.content.of(text)).starts_with(|c: char| {
                        c.is_uppercase() || matches!(c, '[' | '<' | '{' | '~' | '*' | '_' | '“')
                    });
                    return (blank || marked) && capital;
                }
                _ => return false,
            }
            at = line.next;
        }
        false
    }

    /// Whether the line `first`, on which the cursor stands, is the heading of the text on the next line.
    fn heads_next(&self, first: Span) -> bool {
        let text = self.scan.text;
        let next = self.scan.line(self.cursor).next;
        next < text.len()
            && joints::heads(lines::trim(first.of(text)), lines::trim(self.scan.line(next).content.of(text)))
    }

    /// Whether the line on which the cursor stands parts the text from footnotes.
    fn notes_follow(&self) -> bool {
        let next = self.scan.line(self.cursor).next;
        next < self.scan.text.len() && lines::is_note(self.scan.line(next).content.of(self.scan.text))
    }

    /// Whether the line after `first`, on which the cursor stands, underlines it: `====`, `----`.
    fn underline_follows(&self, first: Span) -> bool {
        let text = self.scan.text;
        let next = self.scan.line(self.cursor).next;
        next < text.len()
            && first.len() < 200
            && open(lines::trim(first.of(text)))
            && lines::is_underline(self.scan.line(next).content.of(text))
    }

    /// Whether the line on which the cursor stands is blank.
    fn blank_follows(&self) -> bool {
        let text = self.scan.text;
        self.cursor >= text.len() || lines::look(text, self.scan.line(self.cursor).content) == Look::Blank
    }

    /// Whether the next line with words, from `at` on, is the heading of a recommendation.
    fn recommendation_follows(&self, mut at: usize) -> bool {
        let text = self.scan.text;
        while at < text.len() {
            let line = self.scan.line(at);
            match lines::look(text, line.content) {
                Look::Blank => at = line.next,
                look => return matches!(look, Look::Recommendation(_)),
            }
        }
        false
    }

    /// Whether a bullet, or a number in parentheses, below the one sentence of a recommendation is no item of it: nothing
    /// announces a list.
    fn is_note_below(&self, line: Span) -> bool {
        let text = self.scan.text;
        let item = |block: &Span| markers::item_marker(lines::trim(block.of(text)));
        let announced = ["following", "below", "these", "such as", "include"];
        let last = self.blocks.last().map_or("", |block| block.of(text));
        let lone = |label: &str| lines::digits(label, 2) && !line.of(text).ends_with(';');
        item(&line).is_some_and(|(_, label, bullet)| bullet || lone(label))
            && !self.blocks.iter().any(|block| item(block).is_some())
            && !announced.iter().any(|word| last.contains(word))
    }

    /// Moves past the current line.
    fn pass(&mut self) {
        self.cursor = self.scan.line(self.cursor).next;
    }

    /// A heading, with the lines it was wrapped into.
    fn heading(&mut self, first: Span, span: Span) {
        let text = self.scan.text;
        let mut block = span;
        let underlined = self.underline_follows(first);
        self.pass();
        if underlined {
            self.pass();
        }
        let marked = underlined || starts_marked(lines::trim(first.of(text)));
        while !marked && self.cursor < text.len() {
            let line = self.scan.line(self.cursor);
            let short = block.len() < 40 || self.glue_follows();
            if short || lines::look(text, line.content) != Look::Text || !continues_heading(line.content.of(text)) {
                break;
            }
            block.end = line.content.end;
            self.cursor = line.next;
        }
        self.blocks.push(block);
    }

    /// Whether the cursor stands in the middle of a line, before a glued heading.
    fn glue_follows(&self) -> bool {
        stands_against(self.scan.text, self.cursor)
    }

    /// Lines of one kind.
    fn run(&mut self, first: Span, kind: Kind, more: impl Fn(&Look) -> bool) -> (Kind, Option<(Mark, Numbering)>) {
        let text = self.scan.text;
        self.blocks.push(first);
        self.pass();
        while self.cursor < text.len() {
            let line = self.scan.line(self.cursor);
            if !more(&lines::look(text, line.content)) {
                break;
            }
            self.blocks.push(line.content);
            self.cursor = line.next;
        }
        (kind, None)
    }

    /// Moves past the comment that begins at `start`, to the end of its last line.
    fn comment(&mut self, start: usize) {
        let text = self.scan.text;
        let start = start + text[start..].find(|c| !lines::is_space(c)).unwrap_or(0);
        let end = start + asides::comment(&text[start..]).unwrap_or(0);
        self.cursor = if end >= text.len() { text.len() } else { self.scan.line(end).next };
    }

    /// Paragraphs and items after the first line of a paragraph or the heading of a recommendation.
    fn body(&mut self, headed: Headed) {
        let text = self.scan.text;
        let mut blank = false;
        // a heading with nothing behind it waits for its text
        let mut empty = headed == Headed::Yes && self.blocks.last().is_some_and(|block| block.is_empty());
        // a heading may have its text in a quotation
        let mut quoting = false;
        // a list of recommendations, not the list of one
        let proposes = headed == Headed::No && (self.introduces() || self.own_number == 0);
        // a page has ended since the last line
        let mut paged = false;
        // and the sentence goes on
        let mut turned = false;
        // the line before is a footnote
        let mut noted = false;
        let mut at = self.cursor;
        while at < text.len() {
            let line = self.scan.line(at);
            let content = trimmed(text, line.content);
            let look = lines::look(text, line.content);
            let last = self.blocks.last().map_or("", |block| lines::trim(block.of(text)));
            match look {
                Look::Blank => {
                    blank = true;
                    paged |= pages::is_furniture(content.of(text));
                    at = line.next;
                    continue;
                }
                Look::Comment => {
                    self.comment(line.content.start);
                    at = self.cursor;
                    continue;
                }
                // the line under a heading, or between it and its text
                Look::Rule if empty => {
                    at = line.next;
                    self.cursor = at;
                    continue;
                }
                // what became of the text, who proposes it or why, before the text
                Look::Text if empty && says_about(content.of(text)) => {
                    at = line.next;
                    self.cursor = at;
                    continue;
                }
                // versions of one text stand under one heading
                Look::Title(_)
                    if headed == Headed::Yes
                        && lines::is_alternative(content.of(text))
                        && !self.recommendation_follows(line.next) =>
                {
                    self.blocks.push(content);
                    (blank, empty) = (false, true);
                    at = line.next;
                    self.cursor = at;
                    continue;
                }
                Look::Quote if empty || quoting || quotes_item(content.of(text), last) => {
                    let inner = lines::trim(content.of(text).trim_start_matches(['>', ' ']));
                    quoting = true;
                    if inner.is_empty() {
                        blank = true;
                        at = line.next;
                        self.cursor = at;
                        continue;
                    }
                    let words = Span::new(content.end - inner.len(), content.end);
                    let goes_on = !empty && !blank && markers::item_marker(inner).is_none();
                    match self.blocks.last_mut().filter(|_| goes_on) {
                        Some(block) => block.end = words.end,
                        None => self.blocks.push(words),
                    }
                }
                // an item that was struck out
                Look::Text if last.ends_with([':', ';']) && strikes_item(content.of(text)) => {
                    at = line.next;
                    self.cursor = at;
                    continue;
                }
                // a footnote to the text so far; what stands behind it may go on
                Look::Item | Look::Text | Look::Proposal(_) if !empty && self.is_noted(content, last) => {
                    at = line.next;
                    self.cursor = at;
                    (blank, noted) = (false, true);
                    continue;
                }
                Look::Text if noted && !blank => {
                    at = line.next;
                    self.cursor = at;
                    continue;
                }
                Look::Item if remarks::remarked(content.of(text)).is_some() => return,
                Look::Text if empty && remarks::discussed(content.of(text)).is_some() => return,
                Look::Proposal(_) if proposes && self.begins_another(content.of(text), last) => return,
                Look::Item | Look::Proposal(_)
                    if !blank && !empty && joints::wraps_item(last, content.of(text), &text[content.start..]) =>
                {
                    if let Some(block) = self.blocks.last_mut() {
                        block.end = content.end;
                    }
                }
                Look::Item if self.listed && self.begins_another(content.of(text), last) => return,
                Look::Item if self.stands_beside(line.content, last) => return,
                Look::Item if last.ends_with('.') && letters::explains(content.of(text)) => return,
                // notes below a finished sentence: "- Norway supports the text"
                Look::Item if blank && last.ends_with('.') && self.is_note_below(content) => return,
                Look::Item | Look::Proposal(_) => self.blocks.push(content),
                Look::Text
                    if (blank || paged)
                        && let Some(found) =
                            joints::page_break(self.scan, at, if empty { "" } else { last }, paged) =>
                {
                    self.left_out.extend(found.lines);
                    at = found.next;
                    // a new page begins where its text goes on
                    (blank, paged) = (true, false);
                    turned = !empty && pages::goes_on(self.scan.line(at).content.of(text));
                    continue;
                }
                Look::Text if turned && !empty => {
                    if let Some(block) = self.blocks.last_mut() {
                        block.end = content.end;
                    }
                }
                // "1.1 Train judges;" under paragraph 1
                Look::Text if last.ends_with([':', ';']) && self.is_part(content.of(text)) => self.blocks.push(content),
                Look::Text if headed == Headed::No && !blank && self.is_one_each(content.of(text)) => return,
                Look::Text if empty => self.blocks.push(content),
                Look::Text if !blank && joints::parts(self.scan, at, last, self.own_number) => return,
                Look::Text if !blank || (open(last) && carries_on(last, content.of(text))) => {
                    if let Some(block) = self.blocks.last_mut() {
                        block.end = content.end;
                    }
                }
                Look::Text if last.ends_with([':', ';']) && content.of(text).starts_with(char::is_lowercase) => {
                    self.blocks.push(content);
                }
                // a wrapped line that only looks like a heading
                Look::Section(_) | Look::Chapter(_)
                    if !blank && !empty && open(last) && !starts_marked(content.of(text)) =>
                {
                    if let Some(block) = self.blocks.last_mut() {
                        block.end = content.end;
                    }
                }
                Look::Recommendation(_) if !blank && awaits_noun(last) && !starts_marked(content.of(text)) => {
                    if let Some(block) = self.blocks.last_mut() {
                        block.end = content.end;
                    }
                }
                // a wrapped line that begins with the number of an article or a year
                Look::Numbered(mark)
                    if !empty
                        && mark.number.value != self.own_number + 1
                        && mark.number.value != self.agenda + 1
                        && awaits_noun(last)
                        && (!blank || mark.number.value > 1800) =>
                {
                    if let Some(block) = self.blocks.last_mut() {
                        block.end = content.end;
                    }
                }
                Look::Numbered(mark) => {
                    let number = mark.number.value;
                    let asks = || {
                        let first = self.blocks.first().map_or("", |block| lines::trim(block.of(text)));
                        heading::starts_body(first) && !heading::starts_body(mark.rest.of(text)) && !self.introduces()
                    };
                    let owned = headed == Headed::Yes || (self.own_number != 0 && !self.introduces()) || asks();
                    let begins = number == 1 && last.ends_with(':') && owned;
                    let goes_on = self.agenda > 0
                        && number == self.agenda + 1
                        && (number != self.own_number + 1 || self.is_agenda_line(mark.rest, blank));
                    if begins || goes_on {
                        self.agenda = number;
                        self.blocks.push(content);
                    } else if self.goes_on_list(number, last) {
                        self.blocks.push(content);
                    } else if empty && !topics::is_chapeau(mark.rest.of(text)) && blank_or_plain(mark.rest.of(text)) {
                        self.blocks.push(Span::new(mark.label.start, mark.rest.end));
                        self.paragraph = Some(mark);
                    } else {
                        return;
                    }
                }
                _ => return,
            }
            (blank, empty, paged, turned, noted) = (false, false, false, false, false);
            at = line.next;
            self.cursor = at;
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Headed {
    Yes,
    No,
}

fn follows_letter(letter: &str, section: u8) -> bool {
    letter.as_bytes().first().is_some_and(|byte| section > 1 && byte - b'A' == section)
}

fn blank_or_plain(text: &str) -> bool {
    !text.starts_with("The Working Group recommended that the Conference")
}

fn starts_marked(text: &str) -> bool {
    text.starts_with(['#', '*', '_'])
}

fn trimmed(text: &str, span: Span) -> Span {
    let line = span.of(text);
    let inner = lines::trim(line);
    let start = span.start + (inner.as_ptr() as usize - line.as_ptr() as usize);
    Span::new(start, start + inner.len())
}

/// Whether a line may be the rest of a wrapped heading.
fn continues_heading(line: &str) -> bool {
    let line = lines::trim(line);
    line.len() < 200 && !line.ends_with(['.', ';', ':'])
}
