//! Cuts a draft into units, one at a time, from any place whose [`Place`] is known.
//!
//! It never fails and loses nothing: every byte belongs to one unit. What it cannot name is a paragraph.

use std::cell::Cell;

use super::lines::{self, Look, Mark};
use super::memory::Memory;
use super::reading::{self, Reading};
use super::recommendation::Recommendation;
use super::unit::{Kind, Label, Numbering, Place, Signs, Topic, Unit};
use super::{FRONT_MATTER_REACH, structure, topics};
use crate::lexicon::{Lexicon, MentionKind, mentions};
use crate::text::Span;

/// How the draft marks its recommendations; found from its units, and then held against all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// `Recommendation N` before each.
    #[default]
    Headed,
    /// Numbered paragraphs, as in 2013.
    Numbered,
    /// As `Headed`, in a block quotation as a whole: a proposal that somebody passed on.
    Quoted,
    /// None of these.
    Free,
}

/// Cuts units out of a text.
pub(super) struct Scanner<'a> {
    text: &'a str,
    reader: Reader<'a>,
    /// The line that was looked at last.
    last: Cell<Line>,
}

/// Understands the units that were cut out of a text.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub lexicon: &'a Lexicon,
    pub style: Style,
}

/// A unit cut out of a text, to be read on its own.
pub(super) struct Cut {
    /// Where it stands.
    pub span: Span,
    /// Relative to its start.
    blocks: Vec<Span>,
    place: Place,
    kind: Kind,
    marks: [Option<(Mark, Numbering)>; 2],
    glued: bool,
    /// A heading is read at once, since what follows depends on it.
    heading: Option<Box<Unit>>,
}

/// A line for the purposes of structure: Word's soft line ends count, and a glued heading is a line of its own.
#[derive(Clone, Copy, Default)]
struct Line {
    at: usize,
    content: Span,
    next: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(reader: Reader<'a>) -> Scanner<'a> {
        Scanner { text: reader.text, reader, last: Cell::default() }
    }

    /// The unit that begins at `at`, where `place` holds, and what holds after it. `None` at the end.
    pub(super) fn cut(&self, at: usize, place: Place) -> Option<(Cut, Place)> {
        if at >= self.text.len() {
            return None;
        }
        let mut gather =
            Gather { scan: self, cursor: at, blocks: Vec::new(), agenda: 0, paragraph: None, own_number: 0 };
        let mut look = Look::Blank;
        let mut first = Span::at(at);
        while gather.cursor < self.text.len() {
            let line = self.line(gather.cursor);
            look = lines::look(self.text, line.content);
            first = line.content;
            if look != Look::Blank {
                if at == 0
                    && look == Look::Rule
                    && let Some(end) = self.front_matter(line.next)
                {
                    gather.cursor = end;
                    return Some(self.finish(gather, at, place, Kind::FrontMatter, None));
                }
                break;
            }
            gather.cursor = line.next;
        }
        let (kind, mark) = gather.fill(look, first, place);
        Some(self.finish(gather, at, place, kind, mark))
    }

    fn finish(
        &self,
        gather: Gather<'_, '_>,
        at: usize,
        place: Place,
        kind: Kind,
        mark: Option<(Mark, Numbering)>,
    ) -> (Cut, Place) {
        let Gather { cursor: mut end, mut blocks, paragraph, .. } = gather;
        end = end.max(at);
        // blank lines belong to the unit before them
        while end < self.text.len() {
            let line = self.line(end);
            if lines::look(self.text, line.content) != Look::Blank {
                break;
            }
            end = line.next;
        }
        blocks.retain(|block| !block.is_empty());
        blocks.iter_mut().for_each(|block| *block = Span::new(block.start - at, block.end - at));
        let glued = mark.is_some() && stands_against(self.text, at);
        let paragraph = paragraph.map(|mark| (mark, Numbering::Paragraph));
        let mut cut =
            Cut { span: Span::new(at, end), blocks, place, kind, marks: [mark, paragraph], glued, heading: None };
        let next = match kind.is_heading() {
            true => {
                let heading = self.reader.understand(&mut cut);
                let next = topics::after(&heading, place);
                cut.heading = Some(Box::new(heading));
                next
            }
            false => Place { awaits_title: false, ..place },
        };
        (cut, next)
    }

    /// End of the front matter whose content begins at `at`.
    fn front_matter(&self, mut at: usize) -> Option<usize> {
        for _ in 0..200 {
            if at >= self.text.len().min(FRONT_MATTER_REACH) {
                return None;
            }
            let line = self.line(at);
            if matches!(lines::trim(line.content.of(self.text)), "---" | "...") {
                return Some(line.next);
            }
            at = line.next;
        }
        None
    }

    /// The line that begins at `at`. It is asked for several times in a row.
    fn line(&self, at: usize) -> Line {
        if self.last.get().at != at || self.last.get().next == 0 {
            self.last.set(self.find_line(at));
        }
        self.last.get()
    }

    fn find_line(&self, at: usize) -> Line {
        let bytes = &self.text.as_bytes()[at..];
        let hard = memchr::memchr2(b'\n', b'\r', bytes);
        let mut end = hard.unwrap_or(bytes.len());
        let mut next = match hard {
            Some(n) if bytes[n] == b'\r' && bytes.get(n + 1) == Some(&b'\n') => n + 2,
            Some(n) => n + 1,
            None => bytes.len(),
        };
        if let Some((soft, length)) = soft_end(&bytes[..end]) {
            (end, next) = (soft, soft + length);
        }
        if let Some(glue) = glued(&self.text[at..at + end]) {
            (end, next) = (glue, glue);
        }
        let line = &self.text[at..at + end];
        let quoted = self.reader.style == Style::Quoted && line.starts_with('>');
        let start = if quoted { end - line.trim_start_matches(['>', ' ']).len() } else { 0 };
        Line { at, content: Span::new(at + start, at + end), next: at + next }
    }
}

impl Reader<'_> {
    /// All that is in a unit that was cut out. Nothing of it depends on the units around.
    pub(super) fn read(&self, mut cut: Cut) -> Unit {
        match cut.heading.take() {
            Some(heading) => *heading,
            None => self.understand(&mut cut),
        }
    }

    fn understand(&self, cut: &mut Cut) -> Unit {
        let Cut { span, place, mut kind, glued, .. } = *cut;
        let (source, at) = (span.of(self.text), span.start);
        let marks = std::mem::take(&mut cut.marks);
        let blocks = &cut.blocks;
        let reading = Reading::new(source, blocks);
        let text = reading.text();
        let find = |span: Span| {
            let start = reading.find(span.start - at);
            Span::new(start, reading.find(span.end - at).max(start))
        };
        let [label, paragraph] = marks.map(|mark| {
            mark.map(|(mark, numbering)| Label {
                span: find(mark.label),
                number_span: find(mark.number_span),
                number: mark.number,
                also: mark.also,
                glued: glued && numbering != Numbering::Paragraph,
                numbering,
            })
        });
        let start = paragraph.as_ref().or(label.as_ref()).map_or(0, |label| {
            let rest = &text[label.span.end..];
            text.len() - rest.trim_start_matches([' ', '\n', ':', ']', '–', '—', '.', '-', ')']).len()
        });
        let body = Span::new(start.min(text.len()), text.len());
        let prose = kind.is_prose();
        let blocks = structure::blocks(text, body);
        let items = if prose { structure::items(text, &blocks) } else { Vec::new() };
        let sentences =
            if prose { structure::sentences(text, body, &self.lexicon.abbreviations.dots) } else { Vec::new() };
        let quoted = structure::quoted(text);
        let mut recommendation = None;
        let mut opens_plainly = false;
        if prose {
            let read = || Recommendation::read(text, body, &items, &sentences, self.lexicon);
            match kind {
                Kind::Recommendation => recommendation = Some(Box::new(read())),
                _ => (kind, recommendation, opens_plainly) = self.judge(text, body, place, label.is_some(), read),
            }
        }
        let mut mentions = match kind {
            Kind::FrontMatter | Kind::Code | Kind::Comment => Vec::new(),
            _ => mentions::find(text, self.lexicon),
        };
        // a heading does not mention itself
        mentions.retain(|mention| {
            !matches!(mention.kind, MentionKind::Place(_)) || (mention.span.start >= body.start && kind != Kind::Annex)
        });
        let mut unit = Unit {
            kind,
            place,
            source: source.into(),
            signs: Signs::of(source),
            reading,
            label,
            paragraph,
            body,
            blocks,
            items,
            sentences,
            quoted,
            mentions,
            marks: Vec::new(),
            recommendation,
            opens_plainly,
            words: 0,
            english: 0,
            foreign: 0,
            memory: Memory::default(),
        };
        structure::count(&mut unit);
        unit
    }

    /// Whether a paragraph without a heading of its own is a recommendation, a chapeau or neither; and whether it
    /// opens as recommendations do, in whatever style the draft is.
    fn judge(
        &self,
        text: &str,
        body: Span,
        place: Place,
        numbered: bool,
        read: impl FnOnce() -> Recommendation,
    ) -> (Kind, Option<Box<Recommendation>>, bool) {
        if place.topic == Topic::Other {
            return (Kind::Paragraph, None, false);
        }
        if topics::is_chapeau(body.of(text)) {
            return (Kind::Chapeau, None, false);
        }
        let found = read();
        let act = found.operative.as_ref().is_some_and(|operative| operative.act);
        let plain = found.is_plain() && !act;
        let is = match place.topic {
            Topic::Recommendations if numbered => match self.style {
                Style::Headed | Style::Quoted => false,
                Style::Numbered => found.addressee.is_some() || found.operative.is_some(),
                Style::Free => plain,
            },
            _ => plain,
        };
        let recommendation = is.then(|| Box::new(found));
        (if is { Kind::Recommendation } else { Kind::Paragraph }, recommendation, plain)
    }
}

/// Where a line ends by a mark of Word's before its line end, and the length of the mark: U+000B, U+0085, U+2028, U+2029.
fn soft_end(line: &[u8]) -> Option<(usize, usize)> {
    memchr::memchr3_iter(0x0b, 0xc2, 0xe2, line).find_map(|at| match line[at..] {
        [0x0b, ..] => Some((at, 1)),
        [0xc2, 0x85, ..] => Some((at, 2)),
        [0xe2, 0x80, 0xa8 | 0xa9, ..] => Some((at, 3)),
        _ => None,
    })
}

/// Whether what begins at `at` stands against text before it on the same line.
pub(super) fn stands_against(text: &str, at: usize) -> bool {
    at > 0 && !text[..at].ends_with(['\n', '\r', '\u{b}', '\u{2028}', '\u{2029}', '\u{85}'])
}

/// Where a heading `Recommendation N` stands against the text before it on the same line; after the end of a sentence a
/// marked heading may also stand free.
fn glued(line: &str) -> Option<usize> {
    let at = memchr::memrchr_iter(b'R', line.as_bytes()).find(|&at| line[at..].starts_with("Recommendation"))?;
    if !line[at + "Recommendation".len()..].starts_with(lines::is_space) {
        return None;
    }
    let before = line[..at].trim_end_matches(['*', '_', '#', '[', ' ']);
    let closed = before.ends_with(['.', ';', ':', '”', '"']);
    let before = if closed { before } else { line[..at].trim_end_matches(['*', '_', '#', '[']) };
    let marks = line[before.len()..at].contains(['*', '_', '#']);
    let free = line[before.len()..at].contains(' ');
    let stands_against = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ';' | ')' | '”' | '"'));
    // "2. **Recommendation 2**" stands in a list
    let listed =
        lines::trim(before).strip_suffix(['.', ')']).is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()));
    if before.is_empty() || listed || !(stands_against || closed) || (free && !marks) {
        return None;
    }
    let tail = Span::new(before.len(), line.len());
    let heading = matches!(lines::look(line, tail), Look::Recommendation(mark) if mark.rest.is_empty() || marks);
    heading.then_some(before.len())
}

/// Lines on their way into one unit.
struct Gather<'a, 's> {
    scan: &'s Scanner<'a>,
    /// First byte not yet taken.
    cursor: usize,
    /// Source spans of the blocks, in the text's own places.
    blocks: Vec<Span>,
    /// The number of the last line of an agenda inside the unit; 0 outside.
    agenda: u32,
    /// The paragraph number under the heading of a recommendation.
    paragraph: Option<Mark>,
    /// The unit's own paragraph number; 0 if it has none.
    own_number: u32,
}

impl Gather<'_, '_> {
    /// Takes all lines of the unit whose first line looks like `look`.
    fn fill(&mut self, look: Look, first: Span, place: Place) -> (Kind, Option<(Mark, Numbering)>) {
        let text = self.scan.text;
        match look {
            Look::Blank => (Kind::Paragraph, None),
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
                let mark = Mark { number: super::Number::plain(number), ..mark };
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
            Look::Numbered(mark) => {
                self.own_number = mark.number.value;
                self.blocks.push(Span::new(mark.label.start, mark.rest.end));
                self.pass();
                self.body(Headed::No);
                (Kind::Paragraph, Some((mark, Numbering::Paragraph)))
            }
            Look::Proposal(proposal) => {
                self.blocks.push(proposal);
                self.pass();
                if !starts_row(first.of(text)) {
                    self.body(Headed::No);
                }
                (Kind::Paragraph, None)
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
                self.body(Headed::No);
                let lone = self.blocks.len() == 1 && !lines::trim(self.blocks[0].of(text)).ends_with(['.', ';', ':']);
                let title = lone && place.awaits_title && self.blocks[0].len() < 300;
                (if title { Kind::Title } else { Kind::Paragraph }, None)
            }
            Look::Footnote => self.run(first, Kind::Footnote, |look| *look == Look::Text),
            Look::Quote => self.run(first, Kind::Quotation, |look| *look == Look::Quote),
            Look::Table => self.run(first, Kind::Table, |look| *look == Look::Table),
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
                Look::Text => {
                    let marked = starts_marked(lines::trim(text[self.cursor..].lines().next().unwrap_or("")));
                    let capital =
                        lines::trim(line.content.of(text)).starts_with(|c: char| c.is_uppercase() || c == '[');
                    return (blank || marked) && capital;
                }
                _ => return false,
            }
            at = line.next;
        }
        false
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
        let end = start + reading::comment(&text[start..]).unwrap_or(0);
        self.cursor = if end >= text.len() { text.len() } else { self.scan.line(end).next };
    }

    /// Whether a line that may carry the number of the next paragraph as well as that of the next item is an item: it
    /// follows without a blank line, or would leave one item alone, or is as short as the item before.
    fn is_agenda_line(&self, rest: Span, blank: bool) -> bool {
        const SHORT: usize = 120;
        let before = self.blocks.last().map_or(0, |block| block.len());
        !blank || self.agenda == 1 || (rest.len() < SHORT && before < SHORT)
    }

    /// Whether the unit introduces recommendations, which may be numbered paragraphs.
    fn introduces(&self) -> bool {
        self.blocks.first().is_some_and(|block| topics::is_chapeau(block.of(self.scan.text)))
    }

    /// Whether a line with this number, after the block `last`, is the next item of a list that began with `(a)`.
    fn goes_on_list(&self, number: u32, last: &str) -> bool {
        let text = self.scan.text;
        let items = self.blocks.iter().rev().take_while(|block| {
            let line = lines::trim(block.of(text));
            lines::item_marker(line).is_some() || matches!(lines::look(text, **block), Look::Numbered(_))
        });
        last.ends_with(';') && number != self.own_number + 1 && number as usize == items.count() + 1 && number > 1
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
        let mut at = self.cursor;
        while at < text.len() {
            let line = self.scan.line(at);
            let content = trimmed(text, line.content);
            let look = lines::look(text, line.content);
            let last = self.blocks.last().map_or("", |block| lines::trim(block.of(text)));
            match look {
                Look::Blank => {
                    blank = true;
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
                Look::Quote if empty || quoting => {
                    let inner = content.of(text).trim_start_matches(['>', ' ']);
                    let words = Span::new(content.end - inner.len(), content.end);
                    match self.blocks.last_mut().filter(|_| !empty && !blank) {
                        Some(block) => block.end = words.end,
                        None => self.blocks.push(words),
                    }
                    quoting = true;
                }
                Look::Proposal(_) if proposes => return,
                Look::Item | Look::Proposal(_) => self.blocks.push(content),
                Look::Text if empty => self.blocks.push(content),
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
                    let owned = headed == Headed::Yes || (self.own_number != 0 && !self.introduces());
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
            (blank, empty) = (false, false);
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

/// Whether the line is the row of a table.
fn starts_row(line: &str) -> bool {
    lines::trim(line).starts_with('|')
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

/// Whether a block stops in the middle of a sentence.
fn open(block: &str) -> bool {
    let end = block.trim_end_matches(['*', '_', ')', '”', '"', '’', '\'', ']', '¹', '²', '³']);
    !end.is_empty() && !end.ends_with(['.', ':', ';', '?', '!'])
}

/// Whether a block stops where a noun or a number must follow: "in accordance with article".
fn awaits_noun(last: &str) -> bool {
    const ALSO: [&str; 9] = [
        "see",
        "articles",
        "paragraphs",
        "recommendation",
        "recommendations",
        "January",
        "September",
        "October",
        "November",
    ];
    let word = last.rsplit(lines::is_space).next().unwrap_or("");
    open(last) && (FUNCTION_WORDS.contains(&word) || ALSO.contains(&word))
}

/// Words after which a sentence cannot end.
const FUNCTION_WORDS: [&str; 34] = [
    "of",
    "the",
    "a",
    "an",
    "and",
    "or",
    "to",
    "in",
    "for",
    "with",
    "by",
    "on",
    "at",
    "from",
    "as",
    "that",
    "which",
    "their",
    "its",
    "into",
    "against",
    "between",
    "under",
    "including",
    "such",
    "through",
    "on",
    "other",
    "within",
    "article",
    "paragraph",
    "is",
    "are",
    "than",
];

/// Whether `next`, after a blank line, carries on the sentence that `last` left open.
fn carries_on(last: &str, next: &str) -> bool {
    if next.starts_with(|c: char| c.is_lowercase() || c == '(') {
        return true;
    }
    let word = last.rsplit(lines::is_space).next().unwrap_or("");
    last.ends_with([',', '-', '–']) || FUNCTION_WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::super::Document;
    use crate::embedded::Folder;
    use crate::lexicon::Lexicon;

    /// Every unit of `text`: its kind, its number, and the first words of its body.
    fn units(text: &str) -> Vec<String> {
        let document = Document::parse(text, &Lexicon::new(Folder::Lexicon.read()));
        let units = document.units().iter().map(|unit| {
            let number = unit.label.as_ref().map(|label| format!(" {}", label.number)).unwrap_or_default();
            let words: Vec<&str> = unit.text(unit.body).split_whitespace().take(3).collect();
            format!("{:?}{number}: {}", unit.kind(), words.join(" "))
        });
        units.collect()
    }

    #[test]
    fn a_title_after_the_number_is_part_of_the_heading() {
        for heading in
            ["### Recommendation 3: Training", "Recommendation 3 – Training", "**Recommendation 3. Training**"]
        {
            let text = format!("{heading}\n\nStates parties should train their officials.\n");
            assert_eq!(units(&text), ["Recommendation 3: States parties should"], "{heading}");
        }
        let text = "Recommendation 3: Share good practices\n\nRecommendation 4\n\nStates parties should act.\n";
        assert_eq!(units(text), ["Recommendation 3: Share good practices", "Recommendation 4: States parties should"]);
    }

    #[test]
    fn headings_against_the_text_before_them() {
        for glued in [
            "States parties should act.**Recommendation\u{a0}2**",
            "States parties should act. ### Recommendation 2",
            "States parties should act.Recommendation 2",
        ] {
            let text = format!("Recommendation 1\n\n{glued}\n\nStates parties should train their officials.\n");
            let expected = ["Recommendation 1: States parties should", "Recommendation 2: States parties should"];
            assert_eq!(units(&text), expected, "{glued}");
        }
        for free in ["act as set out in *Recommendation 2*", "act. Recommendation 2", "act (see *Recommendation 2*)"] {
            let text = format!("Recommendation 1\n\nStates parties should {free}\n");
            assert_eq!(units(&text).len(), 1, "{free}");
        }
    }

    #[test]
    fn a_wrapped_line_is_no_heading_and_no_paragraph() {
        let text = "Recommendation 1\n\nStates parties should act in line with\nRecommendation 5\nand with article\n\
                    10. They met in\n2018. States may act.\n\nRecommendation 2\n\nStates parties should act.\n";
        assert_eq!(units(text), ["Recommendation 1: States parties should", "Recommendation 2: States parties should"]);
    }

    #[test]
    fn numbered_lists_inside_a_recommendation() {
        let text = "Recommendation 1\n\nStates parties should:\n\n1. Train;\n\n2. Report.\n\nRecommendation 2\n\n\
                    States parties should:\n\n(a) Train;\n\n2. Report.\n\n3. The Group met in Vienna.\n";
        let expected = [
            "Recommendation 1: States parties should:",
            "Recommendation 2: States parties should:",
            "Paragraph 3: The Group met",
        ];
        assert_eq!(units(text), expected);
        let text = "4. The Working Group adopted the following recommendations:\n\n1. States parties should act.\n\n\
                    2. States parties should train their officials.\n";
        assert_eq!(units(text).len(), 3);
    }

    #[test]
    fn an_agenda_may_carry_the_number_of_the_next_paragraph() {
        let text = "I. Introduction\n\n1. The agenda was as follows:\n\n1. Organizational matters.\n\n2. Other \
                    matters.\n\n2. The proposals are listed below.\n\n3. The Group met.\n";
        let expected = [
            "Chapter 1: Introduction",
            "Paragraph 1: The agenda was",
            "Paragraph 2: The proposals are",
            "Paragraph 3: The Group met.",
        ];
        assert_eq!(units(text), expected);
    }

    #[test]
    fn a_paragraph_number_under_a_heading() {
        let text = "4. The Group met.\n\nRecommendation 1\n\n5. States parties should act.\n\nRecommendation 2\n\n\
                    6. States parties should train.\n";
        let document = Document::parse(text, &Lexicon::new(Folder::Lexicon.read()));
        let labels = document.units().iter().filter_map(|unit| unit.paragraph.as_ref());
        assert_eq!(labels.map(|label| label.number.value).collect::<Vec<_>>(), [5, 6]);
        assert_eq!(units(text)[1], "Recommendation 1: States parties should");
    }

    #[test]
    fn annexes_with_their_titles() {
        let text = "Recommendation 1\n\nStates parties should act.\n\nAnnex I: Proposed recommendations\n\n\
                    Recommendation 1\n\nStates parties should act.\n";
        let document = Document::parse(text, &Lexicon::new(Folder::Lexicon.read()));
        let last = document.units().last().expect("a unit").place();
        assert!(last.annex == 1 && last.proposed);
    }
}
