//! Understands a unit that `scan` cut out of a draft: its label, its body, and whether it is a recommendation.
//!
//! Nothing here depends on the units around it, so units can be read in any order and on all cores.

use super::memory::Memory;
use super::reading::Reading;
use super::recommendation::Recommendation;
use super::scan::{Cut, Style};
use super::unit::{Kind, Label, Numbering, Place, Signs, Topic, Unit};
use super::{letters, lines, markers, structure, topics};
use crate::lexicon::{Lexicon, MentionKind, mentions};
use crate::text::Span;

/// Understands the units that were cut out of a text.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub lexicon: &'a Lexicon,
    pub style: Style,
}

/// What stands before a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Number,
    /// A bullet or a letter.
    Item,
    None,
}

impl Reader<'_> {
    /// All that is in a unit that was cut out. Nothing of it depends on the units around.
    pub(super) fn read(&self, mut cut: Cut) -> Unit {
        match cut.heading.take() {
            Some(heading) => *heading,
            None => self.understand(&mut cut),
        }
    }

    pub(super) fn understand(&self, cut: &mut Cut) -> Unit {
        let Cut { span, place, mut kind, glued, .. } = *cut;
        let (source, at) = (span.of(self.text), span.start);
        let marks = std::mem::take(&mut cut.marks);
        let blocks = &cut.blocks;
        let reading = Reading::without(source, blocks, &cut.left_out);
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
        let mut quoted = structure::quoted(text);
        // nor does the person who drafts word these
        quoted.extend(letters::stamps(source).map(|line| find(line.shifted(at))));
        quoted.sort();
        let mut recommendation = None;
        let mut opens_plainly = false;
        if prose {
            let read = || Recommendation::read(text, body, &items, &sentences, self.lexicon);
            match kind {
                Kind::Recommendation => recommendation = Some(Box::new(read())),
                _ => {
                    let mark = match (&label, markers::item_marker(lines::trim(source))) {
                        (Some(_), _) => Mark::Number,
                        (None, Some(_)) => Mark::Item,
                        (None, None) => Mark::None,
                    };
                    (kind, recommendation, opens_plainly) = self.judge(text, body, place, mark, read);
                }
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
            strange: false,
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
        mark: Mark,
        read: impl FnOnce() -> Recommendation,
    ) -> (Kind, Option<Box<Recommendation>>, bool) {
        if place.topic == Topic::Other {
            return (Kind::Paragraph, None, false);
        }
        if topics::is_chapeau(body.of(text)) {
            return (Kind::Chapeau, None, false);
        }
        // what explains a recommendation asks nothing, whatever it says
        if letters::explains(body.of(text)) {
            return (Kind::Paragraph, None, false);
        }
        let found = read();
        let act = found.operative.as_ref().is_some_and(|operative| operative.act);
        let plain = found.is_plain() && !act;
        // "Encourages States parties to …", as the paragraphs of a resolution open
        let resolves = found.resolution && found.addressee_name.is_some();
        let is = match place.topic {
            Topic::Recommendations if mark == Mark::Number => match self.style {
                Style::Numbered => {
                    found.addressee.is_some() || found.operative.is_some() || self.is_measure(body.of(text))
                }
                Style::Headed | Style::Quoted | Style::Free => plain,
            },
            // among bullets that are recommendations one may ask somebody who was never asked
            Topic::Recommendations if mark == Mark::Item && !act => {
                let asks = found.operative.as_ref().is_some_and(|operative| operative.strength.is_some());
                plain || resolves || (asks && found.addressee.is_some())
            }
            Topic::Recommendations => plain || resolves,
            _ => plain,
        };
        // "1. Urges UNODC to …" under the title of recommendations, where the paragraphs of a resolution have none
        let listed = resolves && mark == Mark::Number && place.topic == Topic::Recommendations;
        let recommendation = is.then(|| Box::new(found));
        (if is { Kind::Recommendation } else { Kind::Paragraph }, recommendation, plain || listed)
    }

    /// Whether a numbered paragraph among recommendations says what is to be done and nothing else: `Strengthen police
    /// cooperation.`, `To provide technical assistance.`
    fn is_measure(&self, body: &str) -> bool {
        let body = body.trim();
        let words = body.strip_prefix("To ").unwrap_or(body);
        let mut next = words.split([' ', '\n']);
        let (first, second) = (next.next().unwrap_or(""), next.next().unwrap_or(""));
        let verb = first.to_lowercase();
        // "Exchange of information" names a subject
        let noun = matches!(second, "of" | "on" | "in" | "for" | "from" | "by" | "and" | "is" | "are" | "");
        body.ends_with(['.', ';'])
            && body.len() < 600
            && words.starts_with(char::is_alphabetic)
            && !noun
            && !verb.ends_with("ing")
            && self.lexicon.phrases.base(&verb).is_some_and(|base| base == verb)
    }
}
