//! The figures of a citation: "articles 5, 6 and 9", "Art. 6 and art. 9", "paragraph 3 of article 6".
//!
//! What is below an article is read by `subdivisions`.

use super::citations::{Figure, Provision, Slip, SlipKind};
use super::numbers::{in_words, roman};
use crate::text::{Edit, Span};

/// Reads articles and paragraphs from left to right.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// Up to where it has read.
    pub(super) at: usize,
    pub(super) provisions: Vec<Provision>,
    pub(super) slips: Vec<Slip>,
    /// Whether a list can be read in two ways.
    pub(super) loose: bool,
    /// Whether paragraphs stand before their article.
    inverted: bool,
    /// Whether what was read last stands in parentheses, as in "6 (paragraph 2)".
    pub(super) enclosed: bool,
}

/// What introduces figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Article,
    Paragraph,
    Letter,
}

/// A word that introduces figures.
#[derive(Debug, Clone, Copy)]
pub(super) struct Introduction {
    pub(super) level: Level,
    pub(super) span: Span,
    pub(super) plural: bool,
    abbreviated: bool,
}

/// The words, longest first where one begins another: text, level, plural, abbreviated.
const WORDS: [(&str, Level, bool, bool); 22] = [
    ("articles", Level::Article, true, false),
    ("article", Level::Article, false, false),
    ("arts.", Level::Article, true, true),
    ("arts", Level::Article, true, true),
    ("art.", Level::Article, false, true),
    ("art", Level::Article, false, true),
    ("paragraphs", Level::Paragraph, true, false),
    ("paragraph", Level::Paragraph, false, false),
    ("paras.", Level::Paragraph, true, true),
    ("paras", Level::Paragraph, true, true),
    ("para.", Level::Paragraph, false, true),
    ("para", Level::Paragraph, false, true),
    ("pars.", Level::Paragraph, true, true),
    ("par.", Level::Paragraph, false, true),
    ("§§", Level::Paragraph, true, true),
    ("§", Level::Paragraph, false, true),
    ("subparagraphs", Level::Letter, true, false),
    ("subparagraph", Level::Letter, false, false),
    ("sub-paragraphs", Level::Letter, true, false),
    ("sub-paragraph", Level::Letter, false, false),
    ("subparas.", Level::Letter, true, true),
    ("subpara.", Level::Letter, false, true),
];

/// What parts the figures of a list, and whether it makes a range.
const SEPARATORS: [(&str, bool); 12] = [
    (", and ", false),
    (", or ", false),
    (", ", false),
    (" and ", false),
    (" or ", false),
    (" to ", true),
    (" through ", true),
    ("-", true),
    ("–", true),
    (" – ", true),
    (" - ", true),
    (" & ", false),
];

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Reader<'a> {
        Reader { text, at, provisions: Vec::new(), slips: Vec::new(), loose: false, inverted: false, enclosed: false }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Reads `literal`, if it comes next.
    pub(super) fn take(&mut self, literal: &str) -> bool {
        let found = self.rest().starts_with(literal);
        self.at += if found { literal.len() } else { 0 };
        found
    }

    /// Whether a word that introduces figures stands here; its span. Nothing is read.
    pub(super) fn introduction(&self) -> Option<Span> {
        self.word().map(|word| word.span)
    }

    pub(super) fn word(&self) -> Option<Introduction> {
        let rest = self.rest().as_bytes();
        // nearly every word is none of them
        let begins = rest.len() > 2
            && (matches!(&[rest[0] | 32, rest[1] | 32, rest[2] | 32], b"art" | b"par" | b"sub")
                || self.rest().starts_with('§'));
        if !begins {
            return None;
        }
        let &(word, level, plural, abbreviated) = WORDS
            .iter()
            .find(|(word, ..)| rest.len() > word.len() && rest[..word.len()].eq_ignore_ascii_case(word.as_bytes()))?;
        let after = &self.text[self.at + word.len()..];
        let figure = |c: char| c.is_ascii_digit() || c == '(';
        let numeral = |c: char| c.is_ascii_digit() || (level == Level::Article && matches!(c, 'I' | 'V' | 'X'));
        // "art.6" and "§3" are two, "state of the art" is none
        let follows = after.strip_prefix(' ').unwrap_or(if word.ends_with(['.', '§']) { after } else { "" });
        let fits = match level {
            Level::Article => follows.starts_with(numeral) || in_words(follows).is_some(),
            Level::Paragraph => follows.starts_with(figure) || in_words(follows).is_some(),
            Level::Letter => follows.starts_with(figure),
        };
        fits.then_some(Introduction { level, span: Span::new(self.at, self.at + word.len()), plural, abbreviated })
    }

    /// Reads such a word and the space after it.
    pub(super) fn introduce(&mut self) -> Option<Introduction> {
        let word = self.word()?;
        self.at = word.span.end;
        let spaced = self.take(" ");
        if word.abbreviated {
            let full = match (word.level, word.plural) {
                (Level::Article, false) => "article",
                (Level::Article, true) => "articles",
                (Level::Paragraph, false) => "paragraph",
                (Level::Paragraph, true) => "paragraphs",
                (Level::Letter, false) => "subparagraph",
                (Level::Letter, true) => "subparagraphs",
            };
            let full = if spaced { full.to_owned() } else { format!("{full} ") };
            self.slip(SlipKind::Abbreviated, word.span, Edit::replace(word.span, full));
        }
        Some(word)
    }

    pub(super) fn slip(&mut self, kind: SlipKind, span: Span, edit: Edit) {
        self.slips.push(Slip { kind, span, edit });
    }

    /// Reads the whole list; whether it began with a paragraph.
    pub(super) fn read(&mut self, word: Span) -> Option<bool> {
        let first = self.introduce()?;
        match first.level {
            Level::Article => self.articles(first.plural)?,
            Level::Paragraph | Level::Letter => {
                self.below(first, None)?;
                self.invert(word);
            }
        }
        Some(first.level != Level::Article)
    }

    /// Whether any article is cited.
    pub(super) fn has_article(&self) -> bool {
        self.provisions.iter().any(|provision| provision.article.is_some())
    }

    /// A number in words, which is a slip.
    pub(super) fn in_words(&mut self) -> Option<Figure<u32>> {
        let (value, length) = in_words(self.rest())?;
        let span = Span::new(self.at, self.at + length);
        self.slip(SlipKind::Words, span, Edit::replace(span, value.to_string()));
        self.at = span.end;
        Some(Figure { value, span })
    }

    /// Arabic figures that stand alone: no part of "6/1", "6th", "2.5 per cent".
    pub(super) fn number(&mut self) -> Option<Figure<u32>> {
        let rest = self.rest();
        let count = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = &rest[count..];
        let value: u32 = rest[..count].parse().ok().filter(|value| (1..1000).contains(value))?;
        let dotted = after.starts_with('.') && after[1..].starts_with(|c: char| c.is_ascii_digit());
        let joined = after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '%' | '_'));
        let more = [" per cent", " bis", " ter", " quater", " States", " countries", " years"];
        if joined || dotted && self.dotted(after).is_none() || more.iter().any(|more| after.starts_with(more)) {
            return None;
        }
        let span = Span::new(self.at, self.at + count);
        self.at = span.end;
        Some(Figure { value, span })
    }

    /// The number of an article; one in roman numerals is a slip, which only instruments with arabic ones have.
    fn article_number(&mut self) -> Option<Figure<u32>> {
        let rest = self.rest();
        let count = rest.bytes().take_while(|b| matches!(b, b'I' | b'V' | b'X' | b'L')).count();
        let numerals = count > 0 && !rest[count..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-'));
        let Some(value) = roman(&rest[..count]).filter(|_| numerals) else {
            return self.number().or_else(|| self.in_words());
        };
        let span = Span::new(self.at, self.at + count);
        self.slip(SlipKind::Roman, span, Edit::replace(span, value.to_string()));
        self.at = span.end;
        Some(Figure { value, span })
    }

    /// A further number of a list of articles.
    fn next_article(&mut self) -> Option<Figure<u32>> {
        match self.slips.iter().any(|slip| matches!(slip.kind, SlipKind::Roman | SlipKind::Words)) {
            true => self.article_number(),
            false => self.number(),
        }
    }

    /// After a separator, whatever `next` accepts; otherwise nothing is read.
    pub(super) fn separated<T>(&mut self, next: impl Fn(&mut Self) -> Option<T>) -> Option<(T, bool)> {
        let (start, slips) = (self.at, self.slips.len());
        for (separator, range) in SEPARATORS {
            if self.take(separator) {
                if let Some(found) = next(self) {
                    return Some((found, range));
                }
                self.at = start;
                self.slips.truncate(slips);
            }
        }
        None
    }

    /// A list of articles, each with what is below it.
    fn articles(&mut self, plural: bool) -> Option<()> {
        let mut plural = plural;
        let first = self.article_number()?;
        self.article(first, false, plural);
        loop {
            // "article 6, paragraph 1, and article 7"
            let end = self.at;
            let again = self.separated(|reader| {
                let word = reader.word().filter(|word| word.level == Level::Article)?;
                reader.introduce()?;
                Some((reader.article_number()?, word.plural))
            });
            if let Some(((number, more), range)) = again {
                self.part(end);
                plural = more;
                self.article(number, range, plural);
                continue;
            }
            let Some((number, range)) = self.separated(Reader::next_article) else { return Some(()) };
            // "article 6 and 7 of": a list although the word is in the singular
            let closes = [" of ", ", of "].iter().any(|of| self.rest().starts_with(of));
            if !plural && !closes {
                self.at = number.span.start;
                self.slips.retain(|slip| slip.span.start < number.span.start);
                self.unread_separator();
                return Some(());
            }
            self.article(number, range, plural);
        }
    }

    /// Adds the comma before "and article 7" after a paragraph that ends at `end` and is written out of parentheses.
    fn part(&mut self, end: usize) {
        let parenthesis = self
            .slips
            .iter()
            .find(|slip| slip.edit.span.end == end && matches!(slip.kind, SlipKind::Parenthesis | SlipKind::Glued));
        if let Some((kind, span)) = parenthesis.map(|slip| (slip.kind, slip.span))
            && [" and ", " or "].iter().any(|link| self.text[end..].starts_with(link))
        {
            self.slip(kind, span, Edit::insert(end, ","));
        }
    }

    /// Goes back over the separator before the place that was read.
    fn unread_separator(&mut self) {
        let before = &self.text[..self.at];
        let length = SEPARATORS
            .iter()
            .filter(|(separator, _)| before.ends_with(separator))
            .map(|(separator, _)| separator.len())
            .max();
        self.at -= length.unwrap_or(0);
    }

    /// What is below `article`, or the article alone.
    fn article(&mut self, article: Figure<u32>, through: bool, plural: bool) {
        let count = self.provisions.len();
        self.subdivisions(&article, plural);
        if self.provisions.len() == count {
            self.provisions.push(Provision { article: Some(article), through, ..Provision::default() });
        } else {
            self.provisions[count].through = through;
        }
    }

    /// "of article 6" after paragraphs.
    fn invert(&mut self, word: Span) {
        let (start, slips) = (self.at, self.slips.len());
        let listed = Span::new(word.start, self.at);
        if !self.take(", of ") && !self.take(" of ") {
            return;
        }
        let article = match self.word() {
            // "subparagraph (a) of paragraph 1 of article 6" has no form to offer
            Some(next) if next.level == Level::Article && !next.plural => {
                self.introduce().and_then(|_| self.number().or_else(|| self.in_words()))
            }
            _ => None,
        };
        let Some(article) = article else {
            self.at = start;
            self.slips.truncate(slips);
            return;
        };
        for provision in &mut self.provisions {
            provision.article = Some(article.clone());
        }
        let abbreviated = self.slips.iter().any(|slip| slip.kind == SlipKind::Abbreviated);
        let mut list = listed.of(self.text).to_owned();
        let mut edits: Vec<&Edit> = self.slips[..slips].iter().map(|slip| &slip.edit).collect();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
        for edit in edits {
            let at = edit.span.start - listed.start..edit.span.end - listed.start;
            list.replace_range(at, &edit.text);
        }
        if let Some(first) = list.get_mut(0..1) {
            first.make_ascii_lowercase();
        }
        let whole = Span::new(word.start, article.span.end);
        let right = format!("article {}, {list}", article.value);
        let kind = if abbreviated { SlipKind::Abbreviated } else { SlipKind::Inverted };
        self.slips.clear();
        self.inverted = true;
        self.slip(kind, whole, Edit::replace(whole, right));
    }

    /// Settles the comma before "of", which belongs after a paragraph or subparagraph of an article, and before
    /// "and article 7" after a paragraph that is put behind its article.
    pub(super) fn close(&mut self) {
        let next = [" and ", " or "].iter().find_map(|link| self.rest().strip_prefix(link));
        if self.inverted && next.is_some_and(|next| Reader::new(next, 0).word().is_some()) {
            self.slips.iter_mut().for_each(|slip| slip.edit.text.push(','));
        }
        let Some(last) = self.provisions.last().filter(|_| self.rest().starts_with(" of ")) else { return };
        let Some(article) = last.article.as_ref().map(|article| article.span) else { return };
        if self.inverted {
            self.slips.iter_mut().for_each(|slip| slip.edit.text.push(','));
        } else if last.span().end > article.end && !self.enclosed && !self.loose {
            let at = self.at;
            // what is written "6(3)" misses its comma for that reason alone
            let glued = self.slips.iter().find(|slip| slip.span.start == article.start && slip.kind != SlipKind::Comma);
            let (kind, end) = glued.map_or((SlipKind::Comma, at + " of".len()), |slip| (slip.kind, at));
            let span = Span::new(article.start, end);
            let letter_alone = self.text[article.end..].starts_with(" (") && last.paragraph.is_none();
            if !letter_alone {
                self.slip(kind, span, Edit::insert(at, ","));
            }
        }
    }
}
