//! What the checks of repetition and of drift share: the earlier recommendation that a unit says again, and what a
//! drafter can do about it.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::{Context, phrase};
use crate::corpus::Earlier;
use crate::corpus::similarity::{Explanation, Match, Piece, Tier, explain};
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
    /// Finds it, if the two are alike at `least`.
    pub(super) fn of(unit: &'a Unit, context: &'a Context<'a>, least: Tier) -> Option<Same<'a>> {
        if unit.kind() != Kind::Recommendation || unit.words < WORDS {
            return None;
        }
        let now = phrase::of(unit).filter(|now| !now.open && !now.resolution)?;
        let (corpus, before) = (context.corpus, before(context));
        if !(0..corpus.meetings().len()).any(before) {
            return None;
        }
        let counts = |i: usize| {
            let earlier = &corpus.earlier()[i];
            earlier.status == Status::Adopted && before(earlier.meeting)
        };
        let text = unit.text(trimmed(unit));
        let found = corpus.similarity().best(&measure(text), counts).filter(|found| found.tier >= least)?;
        let earlier = &corpus.earlier()[found.earlier];
        if recalls(text, earlier, context) {
            return None;
        }
        Some(Same { earlier, found, now, then: OnceCell::new(), context })
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

    /// Its text, and what differs.
    pub(super) fn explained(&self, text: &str) -> Explanation {
        explain(self.context.corpus.similarity(), text, &self.earlier.text)
    }

    /// Whether nearly all of the earlier text is there again.
    pub(super) fn nearly_all(&self) -> bool {
        self.found.signals.covered >= NEARLY_ALL
    }

    /// `2019, Recommendation 10`.
    pub(super) fn cited(&self) -> String {
        self.context.corpus.cite(self.earlier)
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
    if unit.text(body) != earlier.text && unit.items.is_empty() && !earlier.text.contains("(a) ") {
        let how = if earlier.status == Status::Adopted { "adopted" } else { "proposed" };
        let title = format!("Write it as {how}: {}", context.corpus.cite(earlier));
        finding.fix(Safety::Chosen, title, body, earlier.text.clone());
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
    let what = if earlier.headed { "recommendation" } else { "para." };
    let body_name = corpus.meeting(earlier).body_name();
    // its reports have their recommendations in chapter II; those of other bodies need not
    let trafficking = body_name == "Working Group on Trafficking in Persons";
    let section = match corpus.section(earlier).letter.as_str() {
        "" => String::new(),
        letter if trafficking => format!("sect. II.{letter}, "),
        letter => format!("sect. {letter}, "),
    };
    let by = if trafficking { "Working Group" } else { body_name };
    let place = format!("{symbol}, {section}{what} {}", earlier.number);
    let clause = format!("bearing in mind the recommendation already adopted by the {by} ({place})");
    let inferred = match corpus.meeting(earlier).symbol_inferred {
        true => "; the symbol is inferred, no report prints it: check it first",
        false => "",
    };
    let title = format!("Recall it: “{clause}”, a form that one adopted text has, 2013, paragraph 48{inferred}");
    let end = body.start + closed.trim_end().len();
    Some((Edit::replace(Span::new(end, body.end), format!(", {clause}.")), title))
}

/// “differs in “media” for “journalists”, without “where appropriate””, as much of it as a line holds.
pub(super) fn difference(explanation: &Explanation, text: &str, earlier: &str) -> String {
    /// How many differences a message quotes.
    const QUOTED: usize = 4;
    let mut said = Vec::new();
    let mut pieces = explanation.pieces.iter().peekable();
    while let Some(piece) = pieces.next() {
        match (piece, pieces.peek()) {
            (Piece::Dropped(old), Some(Piece::Added(new))) => {
                said.push(format!("{} for {}", quote(new.of(text)), quote(old.of(earlier))));
                pieces.next();
            }
            (Piece::Dropped(old), _) => said.push(format!("without {}", quote(old.of(earlier)))),
            (Piece::Added(new), _) => said.push(format!("with {}", quote(new.of(text)))),
            (Piece::Same { .. }, _) => {}
        }
    }
    match said.len() {
        0 => "the same words".to_owned(),
        1..=QUOTED => format!("differs: {}", said.join(", ")),
        more => format!("differs: {} and {} more places", said[..QUOTED - 1].join(", "), more + 1 - QUOTED),
    }
}

/// What the likeness rests on: the phrases that both have, else the words that stand for each other.
pub(super) fn likeness(explanation: &Explanation, text: &str, earlier: &str) -> String {
    let mut shared: Vec<String> = Vec::new();
    for (span, _) in explanation.shared.iter().filter(|(span, _)| !is_opening(span.of(text))).take(2) {
        let phrase = quote(span.of(text));
        if !shared.contains(&phrase) {
            shared.push(phrase);
        }
    }
    let stand_ins: Vec<String> = explanation
        .stand_ins
        .iter()
        .take(2)
        .map(|pair| format!("{} for {}", quote(pair.text.of(text)), quote(pair.earlier.of(earlier))))
        .collect();
    match (shared.is_empty(), stand_ins.is_empty()) {
        (false, false) => format!("both say {}; {}", shared.join(" and "), stand_ins.join(", ")),
        (false, true) => format!("both say {}", shared.join(" and ")),
        (true, false) => stand_ins.join(", "),
        (true, true) => "on the whole".to_owned(),
    }
}

/// So many words for others, and a text has the frame of an earlier one around another measure.
const SWAPPED: usize = 2;

/// The share of runs of three words from which a text has the frame of an earlier one; a paraphrase has other words anyway.
const FRAME: f32 = 0.45;

/// Whether so much of the earlier text was put in other words, which mean something else, that it is another measure: “the
/// salary of officials who investigate” for “the penalty for officials who commit”.
pub(super) fn is_other(found: &Match, explanation: &Explanation, text: &str, earlier: &str) -> bool {
    let said =
        |span: &Span, whole: &str| span.of(whole).split_whitespace().any(|word| word.len() > 3 && !is_opening(word));
    let stands = |new: &Span, old: &Span| {
        explanation.stand_ins.iter().any(|pair| new.contains(pair.text) && old.contains(pair.earlier))
    };
    let pairs = explanation.pieces.windows(2);
    let swapped = pairs.filter(|pair| match pair {
        [Piece::Dropped(old), Piece::Added(new)] => said(new, text) && said(old, earlier) && !stands(new, old),
        _ => false,
    });
    found.signals.order >= FRAME && swapped.count() >= SWAPPED
}

/// Whether the words are those that any two recommendations have in common.
fn is_opening(words: &str) -> bool {
    const OPENING: [&str; 26] = [
        "states",
        "parties",
        "should",
        "are",
        "encouraged",
        "urged",
        "invited",
        "requested",
        "called",
        "upon",
        "may",
        "wish",
        "shall",
        "must",
        "to",
        "consider",
        "ensure",
        "that",
        "in",
        "of",
        "the",
        "and",
        "a",
        "also",
        "with",
        "accordance",
    ];
    words.split_whitespace().all(|word| OPENING.contains(&word.to_lowercase().as_str()))
}

/// Words in quotation marks, their middle left out where they are many.
fn quote(words: &str) -> String {
    const MOST: usize = 9;
    let all: Vec<&str> = words.split_whitespace().collect();
    if all.len() <= MOST {
        return format!("“{}”", all.join(" "));
    }
    format!("“{} … {}”", all[..4].join(" "), all[all.len() - 4..].join(" "))
}
