//! Measures `unfitting-article`: over sentences written for it, and over the same with other articles in them.

use rapporteur::finding::Finding;
use rapporteur::lexicon::citations::Citation;
use rapporteur::lexicon::instruments::Instrument;
use rapporteur::lexicon::names::Which;
use rapporteur::lexicon::{MentionKind, mentions};
use rapporteur::settings::Settings;
use rapporteur::text::Span;
use rapporteur::workbench::Workbench;
use serde::Deserialize;

/// `tests/accuracy/articles.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sentences {
    pub(crate) right: Vec<String>,
    pub(crate) wrong: Vec<Wrong>,
}

/// A sentence that cites an article on another matter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wrong {
    pub(crate) text: String,
    /// The instrument and the article that would fit.
    pub(crate) fits: String,
}

/// How many there were, and how many of them are marked.
#[derive(Debug, Default)]
pub(crate) struct Share {
    pub(crate) all: usize,
    pub(crate) marked: Vec<String>,
    pub(crate) unmarked: Vec<String>,
}

/// What was measured.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    /// Sentences that are right.
    pub(crate) right: Share,
    /// Sentences that are not.
    pub(crate) wrong: Share,
    /// Of those that are marked: the article that would fit is named.
    pub(crate) named: usize,
    /// Sentences that are right, with each other article of the instrument that is not beside the one cited.
    pub(crate) swapped: Share,
    /// The same with citations in adopted recommendations.
    pub(crate) adopted: Share,
}

impl Share {
    fn count(&mut self, text: &str, finding: Option<&Finding>) {
        self.all += 1;
        let list = if finding.is_some() { &mut self.marked } else { &mut self.unmarked };
        list.push(text.to_owned());
    }
}

pub(crate) fn measure(workbench: &Workbench) -> Measured {
    let sentences: Sentences = super::read("articles.toml");
    let mut measured = Measured::default();
    for text in &sentences.right {
        measured.right.count(text, marks(workbench, text).first());
        swap(workbench, text, &mut measured.swapped);
    }
    for wrong in &sentences.wrong {
        let marks = marks(workbench, &wrong.text);
        measured.wrong.count(&wrong.text, marks.first());
        let (id, number) = wrong.fits.split_once(' ').expect("an instrument and an article");
        let name = &workbench.lexicon.instruments.named(id).expect("an instrument").preferred;
        let says = |finding: &Finding| {
            let (_, fits) = finding.message.split_once("is a matter of article").expect("what would fit");
            let (articles, _) = fits.split_once(&format!("of the {name}")).unwrap_or_default();
            articles.split(|c: char| !c.is_ascii_digit()).any(|other| other == number)
        };
        measured.named += usize::from(marks.iter().any(says));
    }
    for earlier in workbench.corpus.earlier() {
        swap(workbench, &earlier.text, &mut measured.adopted);
    }
    measured
}

/// What the rule finds in a recommendation.
fn marks(workbench: &Workbench, text: &str) -> Vec<Finding> {
    let analysis = workbench.analyze(&format!("Recommendation 1\n\n{text}\n"), &Settings::default());
    analysis.findings.into_iter().filter(|finding| &*finding.rule == "unfitting-article").collect()
}

/// Puts other articles into the first citation of one article.
fn swap(workbench: &Workbench, text: &str, share: &mut Share) {
    let Some((instrument, figure, number)) = first(workbench, text) else { return };
    let contents = instrument.contents(&workbench.lexicon.matters);
    let on = |number: u32| contents.get(&number).is_some_and(|content| !content.on.is_empty());
    if !on(number) {
        return;
    }
    for article in instrument.articles() {
        let other = article.number;
        if on(other) && other.abs_diff(number) > 1 {
            let text = format!("{}{other}{}", &text[..figure.start], &text[figure.end..]);
            share.count(&text, marks(workbench, &text).first());
        }
    }
}

/// The only citation in `text`, if it is of one article of a known instrument.
fn first<'a>(workbench: &'a Workbench, text: &str) -> Option<(&'a Instrument, Span, u32)> {
    let mentions = mentions::find(text, &workbench.lexicon);
    let citations = mentions.iter().filter_map(|mention| match &mention.kind {
        MentionKind::Citation(citation) if !citation.provisions.is_empty() => Some(citation),
        _ => None,
    });
    let citations: Vec<&Citation> = citations.collect();
    let [citation] = citations[..] else { return None };
    let Which::Known(index, _) = citation.name()?.which else { return None };
    let [provision] = &citation.provisions[..] else { return None };
    let figure = provision.article.as_ref()?;
    Some((workbench.lexicon.instruments.get(index), figure.span, figure.value))
}
