//! What the checks of repetition and of drift share: the earlier recommendation that a unit says again, and what a
//! drafter can do about it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::likeness::is_shown;
use super::{Context, phrase};
use crate::corpus::similarity::{Explanation, Match, Tier, explain, parts};
use crate::corpus::{Earlier, Numbered};
use crate::document::reversal::{Reversal, reversal};
use crate::document::{Document, Kind, Recommendation, Status, Unit};
use crate::finding::{Finding, Report, Safety};
use crate::text::{Edit, Span};

/// Shorter texts say too little to be compared.
pub(super) const WORDS: u32 = 6;

/// Least share of an earlier text that is there again where something of it is missed.
const NEARLY_ALL: f32 = 0.6;

/// Which meetings a draft may repeat: a report is held against what came before it; meetings stand in order of time.
pub(super) fn before<'a>(context: &'a Context<'_>) -> impl Fn(usize) -> bool + Copy + 'a {
    let own = context.own_meetings;
    let last = own.last().copied().unwrap_or(usize::MAX);
    move |meeting| meeting < last && !own.contains(&meeting)
}

/// The body without white space at its ends.
pub(super) fn trimmed(unit: &Unit) -> Span {
    let text = unit.text(unit.body);
    let start = unit.body.start + text.len() - text.trim_start().len();
    Span::new(start, start + text.trim().len())
}

/// What a text asks for, without the clause that recalls an earlier recommendation: the clause is like the earlier text
/// that had it first.
pub(super) fn measure(text: &str) -> Cow<'_, str> {
    let clause = text.find(", bearing in mind the ").and_then(|start| {
        let adopted = start + text[start..].find("already adopted by")?;
        Some((start, adopted + text[adopted..].find(')')? + 1))
    });
    match clause {
        Some((start, end)) => Cow::Owned(format!("{}{}", &text[..start], &text[end..])),
        None => Cow::Borrowed(text),
    }
}

/// Whether a text names the document that an earlier recommendation stands in: then it recalls it.
pub(super) fn recalls(text: &str, earlier: &Earlier, context: &Context<'_>) -> bool {
    let symbol = context.corpus.symbol(earlier);
    !symbol.is_empty() && text.contains(symbol)
}

/// The years of the recommendations that a text says it recalls, “reiterating its recommendation 16 of 2019”; none of them
/// where it does not say which: “The Working Group reaffirmed that”.
pub(super) fn recalled(text: &str) -> Option<Vec<u16>> {
    const RECALLS: [&str; 6] =
        ["ecalling", "eiterat", "eaffirm", "already recommended", "already adopted", "ecommendation "];
    if !RECALLS.iter().any(|words| text.contains(words)) {
        return None;
    }
    let years = text.split(|c: char| !c.is_ascii_digit()).filter(|figures| figures.len() == 4);
    let years: Vec<u16> = years.filter_map(|year| year.parse().ok()).collect();
    let group = text.contains("recommendation of the Working Group") || text.starts_with("The Working Group rea");
    (group || !years.is_empty()).then_some(years)
}

/// A unit and the adopted recommendation whose measure it asks for again.
pub(super) struct Same<'a> {
    /// The earlier one.
    pub(super) earlier: &'a Earlier,
    /// How the two compare.
    pub(super) found: Match,
    /// The unit as a recommendation.
    pub(super) now: &'a Recommendation,
    /// The earlier one, read as a draft of its own when a check asks for it.
    then: OnceCell<Document>,
    context: &'a Context<'a>,
}

impl<'a> Same<'a> {
    /// Finds it, if the two are alike at `least`. What asks for the opposite does not ask for it again.
    pub(super) fn of(unit: &'a Unit, context: &'a Context<'a>, least: Tier) -> Option<Same<'a>> {
        let same = Same::nearest(unit, context, 1).pop()?;
        (same.found.tier >= least && same.reversal(unit).is_none()).then_some(same)
    }

    /// The `n` adopted recommendations that it is most like, best first, whichever way they ask.
    pub(super) fn nearest(unit: &'a Unit, context: &'a Context<'a>, n: usize) -> Vec<Same<'a>> {
        if unit.kind() != Kind::Recommendation || unit.words < WORDS {
            return Vec::new();
        }
        let now = phrase::of(unit).filter(|now| !now.open && !now.resolution);
        let (corpus, before) = (context.corpus, before(context));
        let Some(now) = now.filter(|_| (0..corpus.meetings().len()).any(before)) else { return Vec::new() };
        let counts = |i: usize| {
            let earlier = &corpus.earlier()[i];
            earlier.status == Status::Adopted && before(earlier.meeting)
        };
        let text = unit.text(trimmed(unit));
        let measure = measure(text);
        let comparable = corpus.is_comparable(text);
        let counts = |i: usize| counts(i) && comparable(&corpus.earlier()[i]);
        let found = match n {
            1 => corpus.similarity().best(&measure, counts).into_iter().collect(),
            _ => corpus.similarity().nearest_among(&measure, n, counts),
        };
        let each = found.into_iter().map(|found| {
            let earlier = &corpus.earlier()[found.earlier];
            Same { earlier, found, now, then: OnceCell::new(), context }
        });
        each.filter(|same| !recalls(text, same.earlier, context)).collect()
    }

    /// Where it asks for the opposite.
    pub(super) fn reversal(&self, unit: &Unit) -> Option<Reversal> {
        reversal_of(unit, self.earlier)
    }

    fn unit(&self) -> Option<&Unit> {
        let text = || format!("Recommendation 1\n\n{}\n", self.earlier.text);
        let then = self.then.get_or_init(|| Document::parse(&text(), self.context.lexicon));
        then.units().iter().map(|unit| &**unit).find(|unit| unit.recommendation.is_some())
    }

    /// The earlier one as a recommendation, and its unit.
    pub(super) fn then(&self) -> Option<(&Unit, &Recommendation)> {
        let unit = self.unit()?;
        Some((unit, phrase::of(unit)?))
    }

    /// What of the earlier one it asks for again.
    pub(super) fn part(&self, unit: &Unit) -> Part<'a> {
        Part::of(unit, self.earlier, &self.found, self.context)
    }

    /// What it has in common with that part, and what differs.
    pub(super) fn explained(&self, unit: &Unit) -> Arc<Explanation> {
        self.part(unit).explained(unit, self.context)
    }

    /// Whether nearly all of the earlier text is there again.
    pub(super) fn nearly_all(&self) -> bool {
        self.found.signals.covered >= NEARLY_ALL
    }

    /// `2019, Recommendation 10`.
    pub(super) fn cited(&self) -> String {
        self.context.corpus.cite(self.earlier)
    }

    /// As [`Same::cited`], with the item that it asks for again, if it is one.
    pub(super) fn cited_in(&self, part: &Part<'_>) -> String {
        part.cited(self.cited())
    }

    /// Reports a difference at `span`.
    pub(super) fn report<'r>(
        &self,
        unit: &Unit,
        report: &'r mut Report<'_>,
        span: Span,
        message: String,
    ) -> &'r mut Finding {
        let finding = report.find(span, message).precedent(&*self.earlier.name, Some(self.found.likeness()));
        offer(finding, unit, self.earlier, self.context);
        finding
    }
}

/// Offers to recall an earlier recommendation, and to say it in the words that were agreed.
pub(super) fn offer(finding: &mut Finding, unit: &Unit, earlier: &Earlier, context: &Context<'_>) {
    let body = trimmed(unit);
    if let Some((edit, title)) = recall(unit, body, earlier, context) {
        finding.fix_with(Safety::Chosen, title, vec![edit]);
    }
    // what only names the same bodies asks for something else
    let text = unit.text(body);
    let same = || is_shown(&explained(unit, earlier, context), text, &earlier.text);
    // a list says more than one measure, what else the draft says would be lost, and brackets are for people to settle
    let listed = earlier.text.contains("(a) ") || earlier.text.contains('\n');
    let says_more = unit.sentences.len() > earlier.text.matches(". ").count() + 1;
    let agreed = earlier.text.strip_suffix(';').map_or_else(|| earlier.text.clone(), |words| format!("{words}."));
    let takes = unit.items.is_empty() && !listed && !says_more && !text.contains(['[', ']']);
    if text != agreed && takes && same() {
        let how = if earlier.status == Status::Adopted { "adopted" } else { "proposed" };
        let title = format!("Write it as {how}: {}", context.corpus.cite(earlier));
        finding.fix(Safety::Chosen, title, body, agreed).taking(&earlier.name);
    }
}

/// Where a unit asks for the opposite of earlier recommendations, by their names.
#[derive(Default)]
struct Reversals(Mutex<HashMap<String, Option<Reversal>>>);

/// Where `unit` asks for the opposite of an earlier recommendation; found out once for all rules that ask.
pub(super) fn reversal_of(unit: &Unit, earlier: &Earlier) -> Option<Reversal> {
    let known = unit.recall(|_| Reversals::default());
    let mut known = known.0.lock().unwrap_or_else(PoisonError::into_inner);
    *known.entry(earlier.name.clone()).or_insert_with(|| reversal(&earlier.text, unit.text(trimmed(unit))))
}

/// What units and earlier recommendations have in common, by the names of these.
#[derive(Default)]
struct Explanations(Mutex<HashMap<String, Arc<Explanation>>>);

/// What of an earlier recommendation a unit is like: all of it, or an item of its list with what stands above the list.
pub(super) struct Part<'a> {
    /// Its words.
    pub(super) text: Cow<'a, str>,
    /// `2022-WG.4/7`, `2022-WG.4/7 (c)`.
    name: Cow<'a, str>,
    /// `(c)`, or nothing.
    item: &'a str,
}

impl<'a> Part<'a> {
    pub(super) fn of(unit: &Unit, earlier: &'a Earlier, found: &Match, context: &Context<'_>) -> Part<'a> {
        let text = &*earlier.text;
        let item = || {
            let item = *parts(text).get(context.corpus.similarity().item(found)?)?;
            let before = text[..item.as_ptr() as usize - text.as_ptr() as usize].trim_end();
            let mark = &before[before.rfind('(')?..];
            Some((text[..text.find("(a) ")?].trim_end(), mark, item))
        };
        match item().filter(|_| unit.items.is_empty()) {
            Some((above, mark, item)) => Part {
                text: Cow::Owned(format!("{above}\n{item}")),
                name: Cow::Owned(format!("{} {mark}", earlier.name)),
                item: mark,
            },
            None => Part { text: Cow::Borrowed(text), name: Cow::Borrowed(&earlier.name), item: "" },
        }
    }

    /// How it is cited: `2022, Recommendation 7 (c)` for the item of `2022, Recommendation 7`.
    pub(super) fn cited(&self, whole: String) -> String {
        if self.item.is_empty() { whole } else { format!("{whole} {}", self.item) }
    }

    /// What a unit has in common with it, and what differs; found out once for all rules that ask.
    pub(super) fn explained(&self, unit: &Unit, context: &Context<'_>) -> Arc<Explanation> {
        let known = unit.recall(|_| Explanations::default());
        let mut known = known.0.lock().unwrap_or_else(PoisonError::into_inner);
        let find = || Arc::new(explain(context.corpus.similarity(), unit.text(trimmed(unit)), &self.text));
        known.entry(self.name.clone().into_owned()).or_insert_with(find).clone()
    }
}

/// What a unit and the whole of an earlier recommendation have in common, and what differs.
fn explained(unit: &Unit, earlier: &Earlier, context: &Context<'_>) -> Arc<Explanation> {
    let whole = Part { text: Cow::Borrowed(&earlier.text), name: Cow::Borrowed(&earlier.name), item: "" };
    whole.explained(unit, context)
}

/// Offers to ask for what was adopted instead of its opposite, which nobody recalls.
pub(super) fn offer_instead(finding: &mut Finding, unit: &Unit, earlier: &Earlier, context: &Context<'_>) {
    if unit.items.is_empty() && !earlier.text.contains("(a) ") {
        let title = format!("Ask for what was adopted instead: {}", context.corpus.cite(earlier));
        finding.fix(Safety::Chosen, title, trimmed(unit), earlier.text.clone()).taking(&earlier.name);
    }
}

/// The clause that recalls an earlier recommendation, in the one form that was adopted for it: 2013, paragraph 48. It
/// stands at the end of the sentence, there as here.
fn recall(unit: &Unit, body: Span, earlier: &Earlier, context: &Context<'_>) -> Option<(Edit, String)> {
    let corpus = context.corpus;
    let symbol = corpus.symbol(earlier);
    let text = unit.text(body);
    let closed = text.strip_suffix('.')?;
    let one = unit.items.is_empty() && unit.sentences.len() == 1;
    if earlier.status != Status::Adopted || symbol.is_empty() || !one {
        return None;
    }
    let body_name = corpus.meeting(earlier).body_name();
    // its reports have their recommendations in chapter II; those of other bodies need not
    let trafficking = body_name == "Working Group on Trafficking in Persons";
    let section = match corpus.section(earlier).letter.as_str() {
        "" => None,
        letter if trafficking => Some(format!("sect. II.{letter}")),
        letter => Some(format!("sect. {letter}")),
    };
    let by = if trafficking { "Working Group" } else { body_name };
    // a number that the report does not print is never cited
    let number = match (&earlier.numbered, corpus.introduced_by(earlier)) {
        (Numbered::Heading, _) => Some(format!("recommendation {}", earlier.number)),
        (Numbered::Paragraph, _) => Some(format!("para. {}", earlier.number)),
        (Numbered::Counted(Some(mark)), Some(paragraph)) => Some(format!("para. {paragraph} {mark}")),
        (Numbered::Counted(Some(mark)), None) => Some(format!("subpara. {mark}")),
        (Numbered::Counted(None), paragraph) => paragraph.map(|paragraph| format!("para. {paragraph}")),
    };
    let place = [Some(symbol.to_owned()), section, number].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let clause = format!("bearing in mind the recommendation already adopted by the {by} ({place})");
    let inferred = match corpus.meeting(earlier).symbol_inferred {
        true => "; the symbol is inferred, no report prints it: check it first",
        false => "",
    };
    let title = format!("Recall it: “{clause}”, a form that one adopted text has, 2013, paragraph 48{inferred}");
    let end = body.start + closed.trim_end().len();
    Some((Edit::replace(Span::new(end, body.end), format!(", {clause}.")), title))
}
