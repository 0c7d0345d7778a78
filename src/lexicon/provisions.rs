//! The figures of a citation: "articles 5, 6 and 9", "article 5, paragraphs 1 and 2 (a)", "Art. 6(3)(b)".

use super::citations::{Figure, Provision, Slip, SlipKind};
use super::numbers::{in_words, roman};
use crate::text::{Edit, Span};

/// Reads articles and paragraphs from left to right.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    text: &'a str,
    /// Up to where it has read.
    pub(super) at: usize,
    pub(super) provisions: Vec<Provision>,
    pub(super) slips: Vec<Slip>,
    /// Whether a list can be read in two ways.
    pub(super) loose: bool,
    /// Whether paragraphs stand before their article.
    inverted: bool,
    /// Whether what was read last stands in parentheses, as in "6 (paragraph 2)".
    enclosed: bool,
}

/// What introduces figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Article,
    Paragraph,
    Letter,
}

/// A word that introduces figures.
#[derive(Debug, Clone, Copy)]
struct Introduction {
    level: Level,
    span: Span,
    plural: bool,
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

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Reads `literal`, if it comes next.
    fn take(&mut self, literal: &str) -> bool {
        let found = self.rest().starts_with(literal);
        self.at += if found { literal.len() } else { 0 };
        found
    }

    /// Whether a word that introduces figures stands here; its span. Nothing is read.
    pub(super) fn introduction(&self) -> Option<Span> {
        self.word().map(|word| word.span)
    }

    fn word(&self) -> Option<Introduction> {
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
    fn introduce(&mut self) -> Option<Introduction> {
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

    fn slip(&mut self, kind: SlipKind, span: Span, edit: Edit) {
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
    fn in_words(&mut self) -> Option<Figure<u32>> {
        let (value, length) = in_words(self.rest())?;
        let span = Span::new(self.at, self.at + length);
        self.slip(SlipKind::Words, span, Edit::replace(span, value.to_string()));
        self.at = span.end;
        Some(Figure { value, span })
    }

    /// Arabic figures that stand alone: no part of "6/1", "6th", "2.5 per cent".
    fn number(&mut self) -> Option<Figure<u32>> {
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

    /// The paragraph in "6.3": its figures.
    fn dotted<'b>(&self, after: &'b str) -> Option<&'b str> {
        let rest = after.strip_prefix('.')?;
        let count = rest.bytes().take_while(u8::is_ascii_digit).count();
        let ends = !rest[count..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '%' | '.'))
            || rest[count..].starts_with(". ");
        ((1..=2).contains(&count) && ends).then(|| &rest[..count])
    }

    /// `(c)`, with its text; nothing is read.
    fn parenthesis(&self, from: usize) -> Option<(Span, &'a str)> {
        let inside = self.text[from..].strip_prefix('(')?;
        let label = &inside[..inside.find(')').filter(|&length| (1..=4).contains(&length))?];
        let plain = label.bytes().all(|b| b.is_ascii_digit()) || label.bytes().all(|b| b.is_ascii_lowercase());
        plain.then(|| (Span::new(from, from + label.len() + 2), label))
    }

    /// After a separator, whatever `next` accepts; otherwise nothing is read.
    fn separated<T>(&mut self, next: impl Fn(&mut Self) -> Option<T>) -> Option<(T, bool)> {
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
            let again = self.separated(|reader| {
                let word = reader.word().filter(|word| word.level == Level::Article)?;
                reader.introduce()?;
                Some((reader.article_number()?, word.plural))
            });
            if let Some(((number, more), range)) = again {
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

    fn subdivisions(&mut self, article: &Figure<u32>, plural: bool) {
        let start = self.at;
        self.enclosed = false;
        if let Some(digits) = self.dotted(self.rest()) {
            let span = Span::new(start + 1, start + 1 + digits.len());
            let edit = Edit::replace(Span::new(start, start + 1), ", paragraph ");
            self.slip(SlipKind::Glued, Span::new(article.span.start, span.end), edit);
            self.at = span.end;
            let paragraph = Figure { value: digits.parse().unwrap_or(0), span };
            return self.letters(Provision {
                article: Some(article.clone()),
                paragraph: Some(paragraph),
                ..Provision::default()
            });
        }
        let spaced = self.rest().starts_with(" (");
        if let Some((span, label)) = self.parenthesis(start + usize::from(spaced)) {
            return self.parenthesized(article, span, label, spaced);
        }
        // "articles 5, 6 (paragraph 2) and 7"
        if spaced {
            self.at += 2;
            let word = self.introduce();
            if let Some(word) = word.filter(|word| word.level != Level::Article)
                && self.below(word, Some(article)).is_some()
                && self.take(")")
            {
                self.enclosed = true;
                return;
            }
            self.back_to(start, article);
        }
        let comma = self.take(", ");
        let glued = self.rest().starts_with('§');
        if !comma && !glued && !self.take(" ") {
            return;
        }
        if let Some(word) = self.introduce().filter(|word| word.level != Level::Article)
            && self.below(word, Some(article)).is_some()
        {
            self.loose |= plural && word.plural;
            if !comma {
                let edit = Edit::insert(start, if glued { ", " } else { "," });
                self.slip(SlipKind::Comma, Span::new(article.span.start, word.span.end), edit);
            }
            return;
        }
        self.back_to(start, article);
    }

    /// Forgets what was read of `article`'s subdivisions since `start`.
    fn back_to(&mut self, start: usize, article: &Figure<u32>) {
        self.at = start;
        self.slips.retain(|slip| slip.span.start < start);
        self.provisions.retain(|provision| provision.article.as_ref() != Some(article));
    }

    /// "article 6(3)", "article 6 (3) (b)", "article 2 (b)".
    fn parenthesized(&mut self, article: &Figure<u32>, span: Span, label: &str, spaced: bool) {
        let inner = Span::new(span.start + 1, span.end - 1);
        let outer = Span::new(article.span.end, span.end);
        let mut provision = Provision { article: Some(article.clone()), ..Provision::default() };
        self.at = span.end;
        let kind = if spaced { SlipKind::Parenthesis } else { SlipKind::Glued };
        let whole = Span::new(article.span.start, span.end);
        if let Ok(value) = label.parse() {
            self.slip(kind, whole, Edit::replace(outer, format!(", paragraph {label}")));
            provision.paragraph = Some(Figure { value, span: inner });
        } else {
            if !spaced {
                self.slip(kind, whole, Edit::replace(outer, format!(", subparagraph ({label})")));
            }
            provision.letter = Some(Figure { value: label.to_owned(), span: inner });
        }
        self.letters(provision);
    }

    /// The figures after "paragraphs" or "subparagraphs".
    fn below(&mut self, word: Introduction, article: Option<&Figure<u32>>) -> Option<()> {
        let base = Provision { article: article.cloned(), ..Provision::default() };
        if self.rest().starts_with('(') {
            let (span, label) =
                self.parenthesis(self.at).filter(|(_, label)| !label.starts_with(|c: char| c.is_ascii_digit()))?;
            self.at = span.end;
            let letter = Figure { value: label.to_owned(), span: Span::new(span.start + 1, span.end - 1) };
            self.letters(Provision { letter: Some(letter), ..base });
            return Some(());
        }
        let number = self.number().or_else(|| self.in_words())?;
        self.paragraph(&base, number, false);
        loop {
            let again = self.separated(|reader| {
                let next = reader.word().filter(|next| next.level == Level::Paragraph)?;
                reader.introduce()?;
                let _ = next;
                reader.number()
            });
            if let Some((number, range)) = again {
                self.paragraph(&base, number, range);
                continue;
            }
            let hyphen = self.rest().starts_with(['-', '–']);
            if !word.plural && !hyphen {
                return Some(());
            }
            let Some((number, range)) = self.separated(Reader::number) else { return Some(()) };
            self.paragraph(&base, number, range);
        }
    }

    fn paragraph(&mut self, base: &Provision, number: Figure<u32>, through: bool) {
        let count = self.provisions.len();
        self.letters(Provision { paragraph: Some(number), ..base.clone() });
        self.provisions[count].through = through;
    }

    /// Lists of letters and roman numbers below `provision`: "(a) (i) or (ii) or (b) (i)".
    fn letters(&mut self, provision: Provision) {
        let mut current = provision;
        loop {
            // what follows at once goes down one degree
            let spaced = self.rest().starts_with(" (");
            let next = self
                .parenthesis(self.at + usize::from(spaced))
                .filter(|(_, label)| !label.starts_with(|c: char| c.is_ascii_digit()));
            let deeper =
                next.filter(|(_, label)| current.letter.is_none() || (current.roman.is_none() && is_roman(label)));
            if let Some((span, label)) = deeper {
                if !spaced {
                    let last = current.letter.as_ref().map(|figure| figure.span.start);
                    let last = last.or(current.paragraph.as_ref().map(|figure| figure.span.start));
                    let from = last.unwrap_or(span.start);
                    self.slip(SlipKind::Glued, Span::new(from, span.end), Edit::insert(span.start, " "));
                }
                let figure = Figure { value: label.to_owned(), span: Span::new(span.start + 1, span.end - 1) };
                if current.letter.is_none() {
                    current.letter = Some(figure)
                } else {
                    current.roman = Some(figure)
                }
                self.at = span.end;
                continue;
            }
            // after a separator the same degree goes on
            let has_letter = current.letter.is_some();
            let more = if has_letter {
                self.separated(|reader| {
                    let (span, label) = reader.parenthesis(reader.at)?;
                    let letters = !label.starts_with(|c: char| c.is_ascii_digit());
                    reader.at = span.end;
                    letters.then(|| Figure { value: label.to_owned(), span: Span::new(span.start + 1, span.end - 1) })
                })
            } else {
                None
            };
            let Some((figure, through)) = more else {
                self.provisions.push(current);
                return;
            };
            let mut next = Provision { through, roman: None, ..current.clone() };
            if current.roman.is_some() && is_roman(&figure.value) {
                next.roman = Some(figure);
            } else {
                next.letter = Some(figure);
            }
            self.provisions.push(current);
            current = next;
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

    /// Settles the comma before "of", which belongs after a paragraph or subparagraph of an article.
    pub(super) fn close(&mut self) {
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

fn is_roman(label: &str) -> bool {
    label.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
}
