//! What the checks of repetition and of drift share: the earlier recommendation that a unit says again, and what a
//! drafter can do about it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use super::{Context, phrase};
use crate::corpus::similarity::{Explanation, Match, Piece, StandIn, Tier, explain};
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

/// Where a unit asks for the opposite of earlier recommendations, by their names.
#[derive(Default)]
struct Reversals(Mutex<HashMap<String, Option<Reversal>>>);

/// Where `unit` asks for the opposite of an earlier recommendation; found out once for all rules that ask.
pub(super) fn reversal_of(unit: &Unit, earlier: &Earlier) -> Option<Reversal> {
    let known = unit.recall(|_| Reversals::default());
    let mut known = known.0.lock().unwrap_or_else(PoisonError::into_inner);
    *known.entry(earlier.name.clone()).or_insert_with(|| reversal(&earlier.text, unit.text(trimmed(unit))))
}

/// Offers to ask for what was adopted instead of its opposite, which nobody recalls.
pub(super) fn offer_instead(finding: &mut Finding, unit: &Unit, earlier: &Earlier, context: &Context<'_>) {
    if unit.items.is_empty() && !earlier.text.contains("(a) ") {
        let title = format!("Ask for what was adopted instead: {}", context.corpus.cite(earlier));
        finding.fix(Safety::Chosen, title, trimmed(unit), earlier.text.clone());
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

/// What the likeness rests on: phrases that both have and that say something by themselves, else words that stand for
/// each other; “on the whole” where neither can be quoted.
pub(super) fn likeness(explanation: &Explanation, text: &str, earlier: &str) -> String {
    let mut shared: Vec<String> = Vec::new();
    for phrase in explanation.shared.iter().filter_map(|(span, _)| telling(span.of(text))) {
        let phrase = quote(phrase);
        if !shared.contains(&phrase) && shared.len() < 2 {
            shared.push(phrase);
        }
    }
    // another form of the same word says less than another word
    let pairs = explanation.stand_ins.iter().filter(|pair| is_telling(pair, text, earlier));
    let (forms, others): (Vec<&StandIn>, Vec<&StandIn>) = pairs.partition(|pair| pair.likeness >= 1.0);
    let mut told: Vec<&StandIn> = Vec::new();
    for pair in others.into_iter().chain(forms) {
        if told.len() < 2 && told.iter().all(|one| !one.earlier.overlaps(pair.earlier)) {
            told.push(pair);
        }
    }
    let stand_ins: Vec<String> = told
        .into_iter()
        .map(|pair| format!("{} for {}", quote(pair.text.of(text)), quote(pair.earlier.of(earlier))))
        .collect();
    match (shared.is_empty(), stand_ins.is_empty()) {
        (false, false) => format!("both say {}; {}", shared.join(" and "), stand_ins.join(", ")),
        (false, true) => format!("both say {}", shared.join(" and ")),
        (true, false) => stand_ins.join(", "),
        (true, true) => ON_THE_WHOLE.to_owned(),
    }
}

fn is_telling(pair: &StandIn, text: &str, earlier: &str) -> bool {
    !is_opening(pair.text.of(text)) && !is_opening(pair.earlier.of(earlier))
}

/// Whether something can be quoted that makes of a text the same measure: a phrase, or several words in the place of
/// others.
pub(super) fn is_shown(explanation: &Explanation, text: &str, earlier: &str) -> bool {
    /// How many words.
    const SEVERAL: usize = 3;
    let phrases = explanation.shared.iter().any(|(span, _)| telling(span.of(text)).is_some());
    phrases || explanation.stand_ins.iter().filter(|pair| is_telling(pair, text, earlier)).count() >= SEVERAL
}

/// Whether two texts have more in common than formulas: “may wish to publish statistics” has no more of “may wish to
/// rescue migrants”.
pub(super) fn is_alike(explanation: &Explanation, text: &str, earlier: &str) -> bool {
    let other = |pair: &StandIn| pair.likeness < 1.0 && is_telling(pair, text, earlier);
    explanation.shared.iter().any(|(span, _)| telling(span.of(text)).is_some())
        || explanation.stand_ins.iter().any(other)
        || share_a_word(text, earlier)
}

/// What is said of a likeness that no words can be quoted for.
const ON_THE_WHOLE: &str = "on the whole";

/// Whether two texts share a word that is no formula, in whatever form.
fn share_a_word(text: &str, earlier: &str) -> bool {
    /// How many letters the forms of a word have in common.
    const STEM: usize = 5;
    let telling = |text: &str| -> BTreeSet<String> {
        let words = text.split(|char: char| !char.is_alphanumeric()).map(str::to_lowercase);
        let words = words.filter(|word| word.chars().count() >= STEM && !is_opening(word) && !is_name(word));
        words.map(|word| word.chars().take(STEM).collect()).collect()
    };
    !telling(text).is_disjoint(&telling(earlier))
}

/// What of a shared phrase says something: without small words, figures and formulas at its ends, and at least two words.
/// Names of instruments and bodies are formulas: on one article many measures can be taken.
fn telling(phrase: &str) -> Option<&str> {
    let is_bare = |word: &str| {
        let word = word.trim_matches(|char: char| !char.is_alphanumeric());
        is_opening(word) || is_name(word) || word.chars().all(|char| !char.is_alphabetic())
    };
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let first = words.iter().position(|word| !is_bare(word))?;
    let last = words.iter().rposition(|word| !is_bare(word))?;
    // “trafficking in persons” belongs to what it ends
    let says = words[first..=last].iter().filter(|word| !is_bare(word)).count();
    let (start, end) = (words[first].as_ptr() as usize, words[last].as_ptr() as usize + words[last].len());
    let base = phrase.as_ptr() as usize;
    (says > 1).then(|| phrase[start - base..end - base].trim_end_matches([',', ';', '.', ':']))
}

/// Words of the names of instruments and bodies, and of what all recommendations of the field are about.
fn is_name(word: &str) -> bool {
    const NAMES: [&str; 41] = [
        "united",
        "nations",
        "convention",
        "against",
        "transnational",
        "organized",
        "crime",
        "protocol",
        "protocols",
        "thereto",
        "trafficking",
        "persons",
        "working",
        "group",
        "conference",
        "mechanism",
        "review",
        "implementation",
        "article",
        "articles",
        "paragraph",
        "paragraphs",
        "have",
        "not",
        "yet",
        "done",
        "so",
        "victims",
        "human",
        "on",
        "for",
        "or",
        "by",
        "from",
        "their",
        "as",
        "including",
        "measures",
        "adopt",
        "appropriate",
        "where",
    ];
    NAMES.contains(&word.to_lowercase().as_str())
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
        explanation.stand_ins.iter().any(|pair| new.overlaps(pair.text) && old.overlaps(pair.earlier))
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
