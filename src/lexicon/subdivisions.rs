//! What a citation cites below an article: "paragraph 3", "paragraphs 1 and 2 (a)", "6(3)(b)", "6.3", "§ 3".
//!
//! The list of articles around it is read by `provisions`.

use super::citations::{Figure, Provision, SlipKind};
use super::provisions::{Introduction, Level, Reader};
use crate::text::{Edit, Span};

impl<'a> Reader<'a> {
    pub(super) fn subdivisions(&mut self, article: &Figure<u32>, plural: bool) {
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
    pub(super) fn below(&mut self, word: Introduction, article: Option<&Figure<u32>>) -> Option<()> {
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

    /// The paragraph in "6.3": its figures.
    pub(super) fn dotted<'b>(&self, after: &'b str) -> Option<&'b str> {
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
}

fn is_roman(label: &str) -> bool {
    label.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
}
