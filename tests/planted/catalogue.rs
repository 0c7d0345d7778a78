//! The kinds of mistakes that are planted: what drafters do, and the rule that should notice.

use std::cell::RefCell;
use std::collections::HashMap;

use fastrand::Rng;
use regex::Regex;

use super::{Draft, Entry, Spot};

/// A kind of mistake.
pub(crate) struct Kind {
    /// What a person did.
    pub(crate) name: &'static str,
    /// Any of these marks it.
    pub(crate) rules: &'static [&'static str],
    pub(crate) plant: Plant,
}

/// How a mistake is made.
pub(crate) enum Plant {
    /// In the text of a recommendation: a pattern and what is written in place of a match.
    Words(&'static [(&'static str, &'static str)]),
    /// Anywhere in the draft.
    Draft(fn(Draft, &mut Rng) -> Option<(Draft, Spot)>),
}

const fn words(
    name: &'static str,
    rules: &'static [&'static str],
    pairs: &'static [(&'static str, &'static str)],
) -> Kind {
    Kind { name, rules, plant: Plant::Words(pairs) }
}

const fn draft(
    name: &'static str,
    rules: &'static [&'static str],
    make: fn(Draft, &mut Rng) -> Option<(Draft, Spot)>,
) -> Kind {
    Kind { name, rules, plant: Plant::Draft(make) }
}

/// A place inside a sentence where a phrase may be added.
const END: &str = r"\.$";

pub(crate) const KINDS: &[Kind] = &[
    // addressee
    words("wrong plural of “States parties”", &["state-parties"], &[("States parties", "State parties")]),
    words("“States Parties”", &["states-parties-capital"], &[("States parties", "States Parties")]),
    words("addressee left out", &["missing-addressee"], &[("^States parties (are|should)", "$1")]),
    words("“States” for “States parties”", &["bare-states"], &[("^States parties", "States")]),
    words(
        "addressee never adopted",
        &["unusual-addressee"],
        &[("^States parties", "Airlines"), ("^States parties", "Donors")],
    ),
    // operative phrase
    words(
        "operative phrase never adopted",
        &["unadopted-phrase"],
        &[
            ("^States parties (are encouraged to|should) ", "States parties are requested to "),
            ("^States parties (are encouraged to|should) ", "States parties must "),
            ("^States parties (are encouraged to|should) ", "States parties will "),
            ("^States parties (are encouraged to|should) ", "States parties need to "),
            ("^States parties (are encouraged to|should) ", "States parties are required to "),
            ("^States parties (are encouraged to|should) ", "States parties are recommended to "),
        ],
    ),
    words(
        "operative phrase only proposed",
        &["proposed-phrase"],
        &[
            ("^States parties (are encouraged to|should) ", "States parties are called upon to "),
            ("^States parties (are encouraged to|should) consider ", "States parties are invited to consider "),
        ],
    ),
    words(
        "operative phrase left out",
        &["missing-operative-phrase"],
        &[("^States parties (are encouraged to|should) ", "States parties ")],
    ),
    words(
        "two operative phrases run together",
        &["doubled-phrase"],
        &[("^States parties are encouraged to ", "States parties should are encouraged to ")],
    ),
    words("“to” left out", &["malformed-phrase"], &[("are encouraged to (\\w)", "are encouraged $1")]),
    words(
        "“encourage to” for “encouraged to”",
        &["malformed-phrase", "unadopted-phrase"],
        &[("are encouraged to", "are encourage to")],
    ),
    words(
        "verb in the singular",
        &["verb-number"],
        &[("^States parties are encouraged", "States parties is encouraged")],
    ),
    words(
        "second strength",
        &["two-strengths"],
        &[(r"^(States parties are encouraged to [^:;]*)\.$", "$1, and should report thereon.")],
    ),
    words(
        "second sentence",
        &["several-sentences"],
        &[(END, ". States parties should also exchange experience in that regard.")],
    ),
    words(
        "qualifier with one comma",
        &["unbalanced-qualifier"],
        &[
            ("^States parties (are|should)", "States parties, in accordance with domestic law $1"),
            ("^States parties (are|should)", "States parties, where appropriate $1"),
        ],
    ),
    words(
        "opening of a resolution",
        &["resolution-style"],
        &[("^States parties are encouraged to", "Encourages States parties to")],
    ),
    // citations
    words(
        "article that does not exist",
        &["unknown-provision"],
        &[
            (END, ", in accordance with article 27 of the Trafficking in Persons Protocol."),
            (END, ", in accordance with article 45 of the Organized Crime Convention."),
            (END, ", in line with article 29 of the Smuggling of Migrants Protocol."),
        ],
    ),
    words(
        "paragraph that does not exist",
        &["unknown-provision"],
        &[
            (END, ", in accordance with article 10, paragraph 4, of the Trafficking in Persons Protocol."),
            (END, ", pursuant to article 9, paragraph 8, of the Trafficking in Persons Protocol."),
            (END, ", pursuant to article 18, paragraph 35, of the Organized Crime Convention."),
        ],
    ),
    words(
        "subparagraph that does not exist",
        &["unknown-provision"],
        &[
            (END, ", as defined in article 3, subparagraph (e), of the Trafficking in Persons Protocol."),
            (END, ", as provided for in article 6, paragraph 3 (h), of the Trafficking in Persons Protocol."),
        ],
    ),
    words(
        "one article of a list does not exist",
        &["unknown-provision"],
        &[
            (END, ", in accordance with articles 6, 7 and 21 of the Trafficking in Persons Protocol."),
            (END, ", in accordance with articles 18 to 22 of the Trafficking in Persons Protocol."),
            (END, ", in accordance with articles 40 to 43 of the Organized Crime Convention."),
        ],
    ),
    words(
        "article that has nothing to do with its sentence",
        &["unfitting-article"],
        &[
            (
                "^(.*mutual legal assistance[^:;.]*)\\.$",
                "$1, in line with article 18 of the Trafficking in Persons Protocol.",
            ),
            (
                "^(.*joint investigation[^:;.]*)\\.$",
                "$1, pursuant to article 6 of the Trafficking in Persons Protocol.",
            ),
            (
                "^(.*money-laundering[^:;.]*)\\.$",
                "$1, in accordance with article 16 of the Organized Crime Convention.",
            ),
            (
                "^(.*(?:assist|protect)[^:;.]* victims[^:;.]*)\\.$",
                "$1, in line with article 20 of the Organized Crime Convention.",
            ),
            ("^(.*training[^:;.]*)\\.$", "$1, in accordance with article 16 of the Organized Crime Convention."),
        ],
    ),
    words(
        "“Art.” in running text",
        &["abbreviated-citation"],
        &[(END, ", in line with art. 6 of the Trafficking in Persons Protocol.")],
    ),
    words(
        "“article 6(3)”",
        &["glued-citation"],
        &[(END, ", in line with article 6(3) of the Trafficking in Persons Protocol.")],
    ),
    words(
        "“Article” with a capital",
        &["capitalized-citation"],
        &[(END, ", in line with Article 6 of the Trafficking in Persons Protocol.")],
    ),
    words(
        "citation without its comma",
        &["missing-citation-comma"],
        &[
            (END, ", in line with article 6, paragraph 3 of the Trafficking in Persons Protocol."),
            (END, ", in line with article 6 paragraph 3, of the Trafficking in Persons Protocol."),
        ],
    ),
    words(
        "acronym for an instrument",
        &["unofficial-instrument-name"],
        &[
            (END, ", in line with UNTOC."),
            (END, ", in line with the Palermo Protocol."),
            (END, ", in line with article 6 of the TIP Protocol."),
        ],
    ),
    words(
        "slip in the name of an instrument",
        &["wrong-instrument-name"],
        &[
            (
                END,
                ", in line with the Protocol to Prevent, Suppress and Punish Trafficking in Persons, Particularly Women and Children.",
            ),
            (END, ", in line with the United Nations Convention on Transnational Organized Crime."),
        ],
    ),
    words(
        "symbol written wrongly",
        &["malformed-symbol"],
        &[
            (END, ", as set out in document CTOC/COP/WG4/2023/3."),
            (END, ", as set out in document CTOC/COP/WG.4/2023/L1."),
            (END, ", as set out in document CTOC/COP/WG.4 /2023/3."),
        ],
    ),
    words(
        "symbol of a working group that does not exist",
        &["unknown-symbol-series"],
        &[(END, ", as set out in document CTOC/COP/WG.14/2023/3.")],
    ),
    words(
        "“Resolution” with a capital",
        &["capitalized-citation"],
        &[(END, ", in line with Conference Resolution 9/1.")],
    ),
    // references
    words(
        "mention of a recommendation that is not there",
        &["dangling-reference"],
        &[
            (END, ", in line with recommendation 21 above."),
            (END, ", together with recommendations 8 to 19."),
            (END, ", as set out in section F."),
        ],
    ),
    draft("“above” for what stands below", &["misdirected-reference"], |mut draft, rng| {
        let mention =
            *rng.choice([", in line with paragraph 5 above.", ", in line with recommendation 7 above."].iter())?;
        let at = rng.usize(0..draft.sections[0].recommendations.len());
        let text = &mut draft.entry((0, at)).text;
        text.pop()?;
        let start = text.len();
        text.push_str(mention);
        let end = text.len();
        Some((draft, Spot::Text(0, at, start..end)))
    }),
    // terms
    words(
        "-ise",
        &["ise-spelling", "wrong-instrument-name"],
        &[(r"\b(\w+i)z(e|ed|es|ing|ation|ations)\b", "${1}s${2}")],
    ),
    words("“program”", &["american-program"], &[(r"\bprogramme(s?)\b", "program$1")]),
    words(
        "American spelling",
        &["american-spelling"],
        &[
            (r"\blabour\b", "labor"),
            (r"\bcentre(s?)\b", "center$1"),
            (r"\banalyse\b", "analyze"),
            (r"-centred\b", "-centered"),
        ],
    ),
    words("“law-enforcement”", &["hyphenated-law-enforcement"], &[("law enforcement", "law-enforcement")]),
    words(
        "compound noun without its hyphen",
        &["unhyphenated-capacity-building"],
        &[
            ("capacity-building", "capacity building"),
            ("awareness-raising", "awareness raising"),
            ("information-sharing", "information sharing"),
            ("decision-making", "decision making"),
        ],
    ),
    words(
        "“money laundering”",
        &["unhyphenated-money-laundering"],
        &[(END, ", including measures against money laundering.")],
    ),
    words(
        "“victim centred”",
        &["unhyphenated-victim-centred"],
        &[("victim-centred", "victim centred"), ("trauma-informed", "trauma informed")],
    ),
    words("“frontline”", &["solid-front-line"], &[("front-line", "frontline")]),
    words("“nongovernmental”", &["solid-non-governmental"], &[("non-governmental", "nongovernmental")]),
    words(
        "“re-victimization”",
        &["hyphenated-revictimization"],
        &[("revictimization", "re-victimization"), ("retraumatization", "re-traumatization")],
    ),
    words("“human trafficking”", &["human-trafficking"], &[("trafficking in persons", "human trafficking")]),
    words(
        "per cent as a sign",
        &["percent-sign"],
        &[
            (END, ", with the aim of a reduction by 30% within five years."),
            (END, ", with the aim of a reduction by 30 percent within five years."),
        ],
    ),
    words(
        "irregular date",
        &["irregular-date"],
        &[(END, ", by December 31, 2027."), (END, ", by 31st December 2027.")],
    ),
    words(
        "abbreviation that nobody wrote out",
        &["undefined-abbreviation"],
        &[(END, ", in cooperation with ICAT and its members.")],
    ),
    // punctuation
    draft("full stop left out", &["missing-full-stop"], |mut draft, rng| {
        let place = *rng.choice(draft.places().iter())?;
        let entry = draft.entry(place);
        entry.text.pop()?;
        let end = entry.text.len();
        Some((draft, Spot::Text(place.0, place.1, end - 1..end)))
    }),
    words("word written twice", &["doubled-word"], &[(r"\b(the|of|and|to|in|with)\b ", "$1 $1 ")]),
    words("two spaces", &["doubled-space"], &[(r"(\w) (\w)", "$1  $2")]),
    words("space before a comma", &["space-before-punctuation"], &[(r"(\w), ", "$1 , ")]),
    words("no space after a comma", &["missing-space"], &[(r"([a-z]), ([a-z])", "$1,$2")]),
    words("two commas", &["doubled-punctuation"], &[(r"([a-z]), ", "$1,, ")]),
    words(
        "parenthesis left open",
        &["unbalanced-parenthesis"],
        &[(END, " (including online."), (END, ", including online).")],
    ),
    words(
        "quotation left open",
        &["unbalanced-quotation-mark"],
        &[(r" (prevent|cooperation|assistance|measures)\b", " “$1")],
    ),
    // lists
    words("semicolon left out", &["item-without-semicolon"], &[(r";\n", "\n"), (r";\n", ",\n"), (r";\n", ".\n")]),
    words("“and” before the last item", &["and-before-last-item"], &[(r";(\n\([a-z]\)[^\n]*)$", "; and$1")]),
    words(
        "item with a small letter",
        &["lower-case-item"],
        &[(r"\n\(b\) E", "\n(b) e"), (r"\n\(c\) P", "\n(c) p"), (r"\n\(d\) S", "\n(d) s"), (r"\n\(c\) E", "\n(c) e")],
    ),
    words("item left out", &["misnumbered-item"], &[(r"\n\(b\)[^\n]*\n", "\n")]),
    words("item letter twice", &["misnumbered-item"], &[(r"\n\(c\) ", "\n(b) ")]),
    words("colon left out", &["missing-colon"], &[(r":\n\(a\)", "\n(a)")]),
    // leftovers
    words(
        "text in square brackets",
        &["square-brackets"],
        &[
            (r"(as appropriate|where appropriate|in particular|inter alia)", "[$1]"),
            (r", including ([^,.;\n]+)", ", [including $1]"),
        ],
    ),
    words("bracket left open", &["unbalanced-bracket"], &[(r", including ", ", [including ")]),
    words("placeholder", &["placeholder"], &[(END, ", by [TBD]."), (END, ", by XX 2027."), (END, " [TBC].")]),
    words(
        "delegation’s mark",
        &["delegation-name"],
        &[(END, " [Switzerland: and survivors]."), (END, " [EU: and survivors].")],
    ),
    words("alternative version", &["alternative-label"], &[("^States parties ", "Alt. 1: States parties ")]),
    words("tracked change", &["tracked-change"], &[(END, " [+and survivors+]."), (r" (and|in) ", " ~~$1~~ ")]),
    words("remark to fellow drafters", &["drafting-comment"], &[(END, ". <!-- to be agreed with the Chair -->")]),
    // numbering
    draft("recommendation number skipped", &["misnumbered-recommendation"], |mut draft, rng| {
        let places = draft.places();
        let at = rng.usize(1..places.len());
        for (i, &place) in places.iter().enumerate().skip(at) {
            draft.entry(place).heading = format!("Recommendation {}", i + 2);
        }
        Some((draft, Spot::Heading(places[at].0, places[at].1)))
    }),
    draft("recommendation number twice", &["misnumbered-recommendation"], |mut draft, rng| {
        let places = draft.places();
        let at = rng.usize(1..places.len());
        for (i, &place) in places.iter().enumerate().skip(at) {
            draft.entry(place).heading = format!("Recommendation {i}");
        }
        Some((draft, Spot::Heading(places[at].0, places[at].1)))
    }),
    draft("recommendations begin again in the next section", &["misnumbered-recommendation"], |mut draft, _| {
        for (i, entry) in draft.sections[1].recommendations.iter_mut().enumerate() {
            entry.heading = format!("Recommendation {}", i + 1);
        }
        Some((draft, Spot::Heading(1, 0)))
    }),
    draft("number with “bis”", &["provisional-number"], |mut draft, rng| {
        let places = draft.places();
        let at = rng.usize(1..places.len());
        let (s, e) = places[at];
        let heading = format!("{} bis", draft.entry(places[at]).heading);
        let text = "States parties are encouraged to publish a calendar of courses for labour inspectors every year."
            .to_owned();
        draft.sections[s].recommendations.insert(e + 1, Entry { heading, text });
        Some((draft, Spot::Heading(s, e + 1)))
    }),
    draft("recommendation without text", &["empty-recommendation"], |mut draft, rng| {
        let place = *rng.choice(draft.places().iter())?;
        draft.entry(place).text.clear();
        Some((draft, Spot::Heading(place.0, place.1)))
    }),
    draft("heading glued to the section", &["glued-heading"], |mut draft, _| {
        let section = &mut draft.sections[1];
        let heading = section.recommendations.first()?.heading.clone();
        section.chapeau += &heading;
        section.recommendations[0].heading.clear();
        Some((draft, Spot::Chapeau(1)))
    }),
    draft("section letter skipped", &["misnumbered-section"], |mut draft, _| {
        draft.sections[1].heading = draft.sections[1].heading.replacen('B', "C", 1);
        Some((draft, Spot::Section(1)))
    }),
    draft("section A without B", &["lone-section"], |mut draft, _| {
        let second = draft.sections.pop()?;
        draft.sections[0].recommendations.extend(second.recommendations);
        Some((draft, Spot::Section(0)))
    }),
    draft("paragraph number skipped", &["misnumbered-paragraph"], |mut draft, _| {
        draft.sections[1].chapeau = draft.sections[1].chapeau.replacen('5', "7", 1);
        Some((draft, Spot::Chapeau(1)))
    }),
    draft("chapeau that announces one", &["miscounted-chapeau"], |mut draft, rng| {
        let at = rng.usize(0..2);
        let chapeau = &mut draft.sections[at].chapeau;
        *chapeau = chapeau.replace("recommendations for", "recommendation for");
        Some((draft, Spot::Chapeau(at)))
    }),
    // repetition
    // each recommendation of these drafts is an adopted one, so the copy repeats that, too
    draft("recommendation copied within the draft", &["repeated-in-draft", "near-duplicate"], |mut draft, rng| {
        let place = *rng.choice(draft.places().iter())?;
        let text = draft.entry(place).text.clone();
        let end = text.len();
        let heading = format!("Recommendation {}", super::SIZE + 1);
        let section = &mut draft.sections[1].recommendations;
        section.push(Entry { heading, text });
        let last = section.len() - 1;
        Some((draft, Spot::Text(1, last, 0..end)))
    }),
];

thread_local! {
    static PATTERNS: RefCell<HashMap<&'static str, Regex>> = RefCell::default();
}

/// `draft` with one match of `pattern` in the recommendation at `place` replaced by `with`, and where that is.
pub(super) fn replaced(
    draft: &Draft,
    place: (usize, usize),
    pattern: &'static str,
    with: &str,
    rng: &mut Rng,
) -> Option<(Draft, Spot)> {
    let regex = PATTERNS.with_borrow_mut(|known| {
        known.entry(pattern).or_insert_with(|| Regex::new(pattern).unwrap_or_else(|error| panic!("{error}"))).clone()
    });
    let text = &draft.sections[place.0].recommendations[place.1].text;
    let matches: Vec<_> = regex.captures_iter(text).collect();
    let found = rng.choice(matches.iter())?;
    let span = found.get(0)?.range();
    let mut new = String::new();
    found.expand(with, &mut new);
    let mut planted = draft.clone();
    planted.entry(place).text.replace_range(span.clone(), &new);
    Some((planted, Spot::Text(place.0, place.1, span.start..span.start + new.len())))
}
