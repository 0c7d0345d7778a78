//! What two texts have in common, and what sets them apart, in words that a message can quote. It does not look for
//! texts that are alike; of two that are, it says why.

use std::collections::BTreeSet;

use super::earlier::trimmed;
use super::{Context, another_verb};
use crate::corpus::similarity::{Explanation, Match, Piece, StandIn};
use crate::document::Unit;
use crate::text::Span;

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
    let pairs = explanation.stand_ins.iter().filter(|pair| pair.sound && is_telling(pair, text, earlier));
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
        (true, true) => match shared_words(text, earlier).into_iter().take(2).collect::<Vec<_>>().as_slice() {
            [] => ON_THE_WHOLE.to_owned(),
            words => format!("both have {}", words.join(" and ")),
        },
    }
}

/// The words of the longest phrase that both have and that says something by itself.
pub(super) fn longest_phrase(explanation: &Explanation, text: &str) -> usize {
    let phrases = explanation.shared.iter().filter_map(|(span, _)| telling(span.of(text)));
    phrases.map(|phrase| phrase.split_whitespace().count()).max().unwrap_or_default()
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
/// rescue migrants”. One word alone, or one in the place of another, is no more than chance.
pub(super) fn is_alike(explanation: &Explanation, text: &str, earlier: &str) -> bool {
    /// How many words.
    const SEVERAL: usize = 2;
    let phrases = explanation.shared.iter().any(|(span, _)| telling(span.of(text)).is_some());
    let others = explanation.stand_ins.iter().filter(|pair| pair.likeness < 1.0 && is_telling(pair, text, earlier));
    phrases || others.count() + shared_words(text, earlier).len() >= SEVERAL
}

/// Whether a likeness rests on a few words alone: “removal of organs” is something that many measures can be taken for.
pub(super) fn rests_on_little(explanation: &Explanation, text: &str, earlier: &str) -> bool {
    /// How many words are more.
    const SEVERAL: usize = 3;
    let pairs = explanation.stand_ins.iter().filter(|pair| pair.sound && pair.likeness < 1.0);
    let pairs = pairs.filter(|pair| is_telling(pair, text, earlier)).count();
    pairs + shared_words(text, earlier).len() < SEVERAL
}

/// What is said of a likeness that no words can be quoted for.
const ON_THE_WHOLE: &str = "on the whole";

/// The words of a text that are no formula and stand in the other, in whatever form, as they can be quoted.
fn shared_words(text: &str, earlier: &str) -> Vec<String> {
    /// How many letters the forms of a word have in common.
    const STEM: usize = 5;
    let stem = |word: &str| word.chars().take(STEM).collect::<String>().to_lowercase();
    let telling = |text: &'_ str| -> Vec<String> {
        let words = text.split(|char: char| !char.is_alphanumeric());
        words.filter(|word| word.len() >= STEM && !is_opening(word) && !is_name(word)).map(str::to_owned).collect()
    };
    let mut others: BTreeSet<String> = telling(earlier).iter().map(|word| stem(word)).collect();
    telling(text).iter().filter(|word| others.remove(&stem(word))).map(|word| quote(word)).collect()
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

/// Words of the names of instruments and bodies, of what all recommendations of the field are about, and of turns that
/// stand in many of them.
#[rustfmt::skip]
const NAMES: [&str; 79] = [
    "united", "nations", "convention", "against", "transnational", "organized", "crime", "crimes", "protocol",
    "protocols", "thereto", "trafficking", "persons", "office", "drugs", "unodc", "secretariat", "working", "group",
    "conference", "mechanism", "review", "implementation", "article", "articles", "paragraph", "paragraphs",
    "victims", "human", "proposed", "proposal",
    "have", "not", "yet", "done", "so", "on", "for", "or", "by", "from", "their", "as", "including", "measures",
    "adopt", "appropriate", "where", "if", "they", "who", "which", "its", "it", "without", "undue", "delay",
    "timely", "manner", "at", "level", "levels", "national", "regional", "international", "line", "domestic", "law",
    "legislation", "basis", "prevent", "combat", "continue", "work", "take", "counter", "explore", "possibility",
    "respect",
];

fn is_name(word: &str) -> bool {
    NAMES.contains(&word.to_lowercase().as_str())
}

/// The share of runs of three words from which a text has the frame of an earlier one; a paraphrase has other words anyway.
const FRAME: f32 = 0.45;

/// Whether a unit has the frame of an earlier text around another measure: “the salary of officials who investigate” for
/// “the penalty for officials who commit”, “evaluating toolkits” for “developing toolkits”.
pub(super) fn is_other(
    found: &Match,
    explanation: &Explanation,
    unit: &Unit,
    earlier: &str,
    context: &Context<'_>,
) -> bool {
    let text = unit.text(trimmed(unit));
    found.signals.order >= FRAME
        && (swapped(explanation, text, earlier).next().is_some()
            || another_verb::stands(unit, explanation, earlier, context.lexicon))
}

/// Beginnings of words that stand beside the same words, and mean other people or places.
#[rustfmt::skip]
const CONTRARY: [(&str, &str); 16] = [
    ("girls", "boys"), ("women", "men"), ("child", "adult"), ("femal", "male"), ("origi", "desti"), ("befor", "after"),
    ("befor", "durin"), ("durin", "after"), ("east", "west"), ("north", "south"), ("sea", "air"), ("sea", "land"),
    ("land", "air"), ("perso", "firea"), ("perso", "drugs"), ("perso", "wildl"),
];

/// Words of the earlier text and those in their place that mean something else, in this order: “exploitation”, “corruption”.
pub(super) fn swapped<'a>(
    explanation: &'a Explanation,
    text: &'a str,
    earlier: &'a str,
) -> impl Iterator<Item = (Span, Span)> + 'a {
    // “abuse of a position of vulnerability” says more than the “exploitation” that its first word stands for
    let stands = |new: Span, old: Span| {
        let pairs = explanation.stand_ins.iter().filter(|pair| new.overlaps(pair.text) && old.overlaps(pair.earlier));
        let told: BTreeSet<String> = pairs.flat_map(|pair| meant(pair.text.of(text))).collect();
        let (come, gone) = (meant(new.of(text)), meant(old.of(earlier)));
        let more = come.difference(&told).count();
        !told.is_empty() && (more <= told.len() || gone.len() > 1)
    };
    // what only stands elsewhere was moved
    let (known, kept) = (meant(earlier), meant(text));
    explanation.pieces.windows(2).filter_map(move |pair| match *pair {
        [Piece::Dropped(old), Piece::Added(new)] => {
            let (gone, come) = (meant(old.of(earlier)), meant(new.of(text)));
            let means = gone.difference(&kept).next().is_some() && come.difference(&known).next().is_some();
            let (before, now) = (begun(old.of(earlier)), begun(new.of(text)));
            let apart = CONTRARY.iter().any(|(one, two)| {
                let has = |words: &BTreeSet<String>, word: &str| words.contains(word);
                (has(&before, one) && has(&now, two)) || (has(&before, two) && has(&now, one))
            });
            let apart = apart && before.is_disjoint(&now);
            (apart || (means && gone.is_disjoint(&come) && !stands(new, old))).then_some((old, new))
        }
        _ => None,
    })
}

/// The beginnings of all words.
fn begun(words: &str) -> BTreeSet<String> {
    let words = words.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.to_lowercase().chars().take(BEGINNING).collect()).collect()
}

/// Letters by which words are told apart.
const BEGINNING: usize = 5;

/// The beginnings of words that mean something by themselves.
fn meant(words: &str) -> BTreeSet<String> {
    const SHORT: usize = 3;
    /// Verbs that ask for more of what stands behind them: “create” for “enable” a protective environment.
    const FOR_MORE: [&str; 10] =
        ["creat", "develop", "enabl", "enhanc", "establish", "facilitat", "foster", "improv", "promot", "strengthen"];
    let for_more = |word: &str| !word.ends_with("ment") && FOR_MORE.iter().any(|verb| word.starts_with(verb));
    #[rustfmt::skip]
    const SLIGHT: [&str; 28] = [
        "relevant", "pertinent", "appropriate", "good", "best", "better", "effective", "human", "other", "including",
        "those", "such", "these", "this", "their", "them", "they", "which", "from", "into", "about", "before", "prior",
        "when", "view", "order", "purpose", "aim",
    ];
    let words = words.split(|char: char| !char.is_alphanumeric()).map(str::to_lowercase);
    let words = words.filter(|word| word.len() > SHORT && !is_opening(word) && !SLIGHT.contains(&word.as_str()));
    words.filter(|word| !for_more(word)).map(|word| word.chars().take(BEGINNING).collect()).collect()
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
