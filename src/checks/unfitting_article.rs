//! `unfitting-article`: an article that has nothing to do with the sentence that cites it, and the one that would fit.
//!
//! It knows articles by their titles and neighbors, and a sentence by its words; where either leaves a doubt it says
//! nothing. Articles on the treaty itself, such as its purpose and its terms, fit everywhere.

use super::Context;
use super::naming::{Named, citations, cited, cites};
use super::serving::{gloss, is_object, scopes};
use crate::document::{Document, Kind, Unit};
use crate::finding::{Finding, Report, Safety};
use crate::lexicon::citations::{Citation, Of};
use crate::lexicon::instruments::{Article, Division, Instrument};
use crate::lexicon::matters::{Content, Matters, Named as Words, Says};
use crate::lexicon::names::Which;
use crate::text::Span;

/// Who names more matters than this speaks of none in particular.
const SEVERAL: usize = 2;

/// What cites more is no recommendation, and its citations are held against all of its words.
const MANY: usize = 100;

/// Articles that a citation cites from one instrument.
struct Cited<'a> {
    span: Span,
    citation: &'a Citation,
    instrument: &'a Instrument,
    articles: Vec<&'a Article>,
    contents: Vec<&'a Content>,
}

/// What the words of a unit name.
struct Spoken(Vec<Words>);

/// Articles that would fit, and the words that say so.
struct Fit<'a> {
    words: Span,
    instrument: &'a Instrument,
    articles: Vec<&'a Article>,
}

pub(super) fn check(document: &Document, context: &Context<'_>, report: &mut Report<'_>) {
    for (i, unit) in document.units_that(|unit| unit.kind().is_prose() && cites(unit)) {
        let articles =
            citations(unit).filter(|(_, citation)| citation.provisions.iter().any(|one| one.article.is_some()));
        if !(1..=MANY).contains(&articles.count()) {
            continue;
        }
        let named = Named::in_draft(document, context.lexicon);
        let all: Vec<Cited<'_>> =
            citations(unit).filter_map(|(span, citation)| Cited::read(unit, span, citation, &named, context)).collect();
        let spoken = &unit.recall(|unit| Spoken(spoken(unit, context))).0;
        for one in &all {
            let Some(wanted) = one.wanted(unit, spoken, &all, context) else { continue };
            let span = document.locate(i, one.marked());
            let fits: Vec<Fit<'_>> = wanted.iter().filter_map(|words| one.fitting(words, context)).collect();
            // a heading may say what the sentence leaves out
            if fits.is_empty() || one.agrees(&heading(document, i, context)) {
                report.occasion(span);
                continue;
            }
            let finding = report.find(span, message(unit, one, &fits));
            for fit in &fits {
                finding.relate(document.locate(i, fit.words), format!("a matter of {}", fit.place()));
                if !one.would_lose_a_paragraph(fit) {
                    one.offer(finding, fit, |span| document.locate(i, span));
                }
            }
        }
    }
}

impl<'a> Cited<'a> {
    /// The articles of a citation of which the instrument is sure and the titles say what they are about.
    fn read(
        unit: &Unit,
        span: Span,
        citation: &'a Citation,
        named: &Named,
        context: &Context<'a>,
    ) -> Option<Cited<'a>> {
        let instruments = &context.lexicon.instruments;
        let index = match cited(unit, span, citation, named, context.lexicon)[..] {
            [index] => index,
            [] => in_context(unit, span, citation, named, context)?,
            _ => return None,
        };
        let instrument = instruments.get(index);
        if citation.loose || citation.provisions.is_empty() || instrument.unit == Division::Paragraph {
            return None;
        }
        let mut numbers: Vec<u32> = Vec::new();
        for provision in &citation.provisions {
            let number = provision.article.as_ref()?.value;
            let from = numbers.last().filter(|_| provision.through).map_or(number, |last| last + 1);
            numbers.extend((from..number).chain([number]));
        }
        numbers.dedup();
        let articles: Vec<&Article> =
            numbers.iter().map(|&number| instrument.article(number)).collect::<Option<_>>()?;
        let contents = instrument.contents(&context.lexicon.matters);
        let contents: Vec<&Content> = numbers.iter().map(|number| contents.get(number)).collect::<Option<_>>()?;
        Some(Cited { span, citation, instrument, articles, contents })
    }

    /// What its sentence is about instead of what the articles are: nothing if they fit. `None` if there is nothing to
    /// decide.
    fn wanted<'b>(
        &self,
        unit: &Unit,
        spoken: &'b [Words],
        all: &[Cited<'_>],
        context: &Context<'_>,
    ) -> Option<Vec<&'b Words>> {
        // an article on the treaty itself
        if self.contents.iter().any(|content| content.on.is_empty()) {
            return None;
        }
        let matters = &context.lexicon.matters;
        let (serves, beyond) = scopes(unit, self.span);
        let around: Vec<Words> =
            spoken.iter().copied().filter(|words| beyond.iter().any(|span| span.contains(words.span))).collect();
        let mut wanted: Vec<&Words> = Vec::new();
        for words in spoken.iter().filter(|words| words.says == Says::Words && serves.contains(words.span)) {
            let new = matters.get(words.matter).telling && !wanted.iter().any(|other| other.matter == words.matter);
            if new && !all.iter().any(|one| one.covers(words.matter)) {
                wanted.push(words);
            }
        }
        // what the text says the article is on tells more than the rest of the sentence
        let gloss = gloss(unit, self.end());
        let glossed = |words: &&Words| gloss.is_some_and(|gloss| gloss.contains(words.span));
        match wanted.iter().any(glossed) {
            true => wanted.retain(glossed),
            false if is_object(unit, self.span.start) => return None,
            false => {}
        }
        let fits = self.agrees(&around);
        if wanted.is_empty() && !fits {
            return None;
        }
        let general = |words: &&Words| matters.get(words.matter).general;
        if !wanted.iter().all(general) {
            wanted.retain(|words| !general(words));
        }
        let vague = wanted.iter().all(general);
        let near = |words: &Words| self.is_on(words.matter) && (vague || general(&words));
        if fits || around.iter().any(near) || wanted.len() > SEVERAL {
            wanted.clear();
        }
        Some(wanted)
    }

    /// Whether its articles are on this matter, or speak of it, or stand beside one that is.
    fn covers(&self, matter: usize) -> bool {
        self.is_on(matter) || self.contents.iter().any(|content| content.beside.contains(&matter))
    }

    /// Whether one of its articles is on this matter.
    fn is_on(&self, matter: usize) -> bool {
        self.contents.iter().any(|content| content.on.contains(&matter))
    }

    /// Whether these words are about what its articles cover.
    fn agrees(&self, spoken: &[Words]) -> bool {
        spoken.iter().any(|words| match words.says {
            Says::Words => self.covers(words.matter),
            Says::Agree => self.is_on(words.matter),
            Says::Title | Says::Near => false,
        })
    }

    /// The articles on what `words` name: of the same instrument, or of one that it supplements or that supplements it.
    fn fitting(&self, words: &Words, context: &Context<'a>) -> Option<Fit<'a>> {
        let Context { lexicon, .. } = *context;
        let supplements = |other: &&Instrument| other.supplements.as_deref() == Some(self.instrument.id.as_str());
        let mut children: Vec<&Instrument> = lexicon.instruments.all().iter().filter(supplements).collect();
        // "the Protocol" of the field comes first
        children.sort_by_key(|child| child.contextual.is_empty());
        let parent = self.instrument.supplements.as_deref().and_then(|id| lexicon.instruments.named(id));
        let family = [self.instrument].into_iter().chain(parent).chain(children);
        family.into_iter().find_map(|instrument| {
            let articles = on(instrument, words.matter, &lexicon.matters);
            (!articles.is_empty()).then_some(Fit { words: words.span, instrument, articles })
        })
    }

    /// Whether a paragraph is cited that another article has not, or not on the same matter.
    fn would_lose_a_paragraph(&self, fit: &Fit<'_>) -> bool {
        let same = |article: &&Article| self.articles.iter().any(|cited| cited.number == article.number);
        self.citation.provisions.iter().any(|provision| provision.paragraph.is_some()) && !fit.articles.iter().any(same)
    }

    /// Where the instrument's name ends, or the citation.
    fn end(&self) -> usize {
        self.citation.name().map_or(self.span.end, |name| name.span.end.max(self.span.end))
    }

    /// What to mark: the articles, without the instrument.
    fn marked(&self) -> Span {
        let provisions = self.citation.provisions.iter().map(|provision| provision.span());
        provisions.chain(self.citation.word).reduce(Span::cover).unwrap_or(self.span)
    }

    /// Offers to cite the articles that fit, where one article was cited.
    fn offer(&self, finding: &mut Finding, fit: &Fit<'_>, locate: impl Fn(Span) -> Span) {
        let [provision] = &self.citation.provisions[..] else { return };
        let Some(figure) = &provision.article else { return };
        for article in &fit.articles {
            let number = article.number;
            let same = fit.instrument.id == self.instrument.id;
            let (end, text) = match &self.citation.of {
                Some(Of::Instrument(name)) if same && name.span.start > figure.span.end => {
                    (name.span.start, format!("{number} of the "))
                }
                Some(Of::Instrument(name)) if name.span.start > figure.span.end => {
                    (name.span.end, format!("{number} of the {}", fit.instrument.preferred))
                }
                None if same => (self.span.end, number.to_string()),
                _ => continue,
            };
            let title = format!("Cite article {number} of the {}, “{}”", fit.instrument.preferred, article.title);
            finding.fix(Safety::NeedsReview, title, locate(Span::new(figure.span.start, end)), text);
        }
    }
}

impl Fit<'_> {
    /// `articles 6 and 7 of the Organized Crime Convention`
    fn place(&self) -> String {
        format!("{} of the {}", numbers(&self.articles), self.instrument.preferred)
    }
}

/// The first articles of an instrument on a matter, at most two.
fn on<'a>(instrument: &'a Instrument, matter: usize, matters: &Matters) -> Vec<&'a Article> {
    let contents = instrument.contents(matters);
    let is_on = |article: &&Article| contents.get(&article.number).is_some_and(|content| content.on.contains(&matter));
    instrument.articles().iter().filter(is_on).take(2).collect()
}

/// What the words of a unit name; the names of instruments are no such words.
fn spoken(unit: &Unit, context: &Context<'_>) -> Vec<Words> {
    let mut named = context.lexicon.matters.named(unit.reading());
    named.retain(|words| !unit.mentions.iter().any(|mention| mention.span.overlaps(words.span)));
    named
}

/// What the title of the section says that unit `i` stands in.
fn heading(document: &Document, i: usize, context: &Context<'_>) -> Vec<Words> {
    let section = document.units()[..i].iter().rev().find(|unit| unit.kind() == Kind::Section);
    section.map_or_else(Vec::new, |section| context.lexicon.matters.named(section.reading()))
}

/// The instrument that “the Protocol” is: the only one of its kind that the sentence names, or that of the field.
fn in_context(unit: &Unit, span: Span, citation: &Citation, named: &Named, context: &Context<'_>) -> Option<usize> {
    let Which::Context(kind) = citation.name()?.which else { return None };
    let instruments = &context.lexicon.instruments;
    let before = citations(unit).take_while(|(other, _)| other.start < span.start);
    let known: Vec<usize> = before
        .filter_map(|(_, citation)| match citation.name()?.which {
            Which::Known(index, _) if instruments.get(index).kind == kind => Some(index),
            _ => None,
        })
        .collect();
    if let Some((first, rest)) = known.split_first() {
        return rest.iter().all(|other| other == first).then_some(*first);
    }
    let treaties = named.of(kind)?;
    let none = treaties.known.is_empty() && !treaties.others && context.of_the_field;
    let usual = |index: &usize| instruments.get(*index).kind == kind && !instruments.get(*index).contextual.is_empty();
    (0..instruments.all().len()).filter(|_| none).find(usual)
}

/// “Article 6 of the Trafficking in Persons Protocol is “…”; “extradition” is a matter of article 16 of …, “…””
fn message(unit: &Unit, cited: &Cited<'_>, fits: &[Fit<'_>]) -> String {
    let mut is = numbers(&cited.articles);
    is[..1].make_ascii_uppercase();
    let verb = if cited.articles.len() == 1 { "is" } else { "are" };
    let wanted: Vec<String> = fits
        .iter()
        .map(|fit| {
            let words = unit.text(fit.words);
            format!("“{words}” is a matter of {}, {}", fit.place(), titles(&fit.articles))
        })
        .collect();
    format!("{is} of the {} {verb} {}; {}", cited.instrument.preferred, titles(&cited.articles), wanted.join(", "))
}

/// `article 6`, `articles 6, 7 and 9`
fn numbers(articles: &[&Article]) -> String {
    let all: Vec<String> = articles.iter().map(|article| article.number.to_string()).collect();
    format!("{} {}", if all.len() == 1 { "article" } else { "articles" }, joined(&all))
}

fn titles(articles: &[&Article]) -> String {
    joined(&articles.iter().map(|article| format!("“{}”", article.title)).collect::<Vec<_>>())
}

fn joined(words: &[String]) -> String {
    match words {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => words.concat(),
    }
}
