//! What a hyphen at the end of a line is: where a word was divided to fit the line, or part of a compound such as
//! "victim-centred".
//!
//! The list of English words belongs to the corpus, which rests on this room; so it knows the words with which compounds of
//! the field begin and end. A hyphen
//! between two of other words divided one: the halves of "encour-aged" are none. What is joined is joined in reading text
//! only; the file keeps its hyphen, and every place leads back to it.

/// What becomes of the hyphen and the line end behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hyphen {
    /// "encour- / aged": both go.
    Divides,
    /// "victim- / centred": the line end goes.
    Compounds,
    /// "short- / and long-term": both stay.
    Suspended,
}

/// First halves of compounds.
const FIRST: [&str; 62] = [
    "victim",
    "survivor",
    "trauma",
    "child",
    "age",
    "gender",
    "evidence",
    "data",
    "human",
    "rights",
    "culture",
    "culturally",
    "cross",
    "non",
    "anti",
    "pre",
    "post",
    "multi",
    "inter",
    "sub",
    "co",
    "self",
    "well",
    "long",
    "short",
    "medium",
    "high",
    "low",
    "law",
    "decision",
    "policy",
    "awareness",
    "capacity",
    "technology",
    "money",
    "whistle",
    "follow",
    "peer",
    "victims",
    "whole",
    "of",
    "at",
    "up",
    "to",
    "in",
    "on",
    "off",
    "end",
    "real",
    "large",
    "small",
    "full",
    "part",
    "time",
    "third",
    "first",
    "second",
    "face",
    "host",
    "risk",
    "need",
    "needs",
];

/// Second halves of compounds.
const SECOND: [&str; 51] = [
    "centred",
    "centered",
    "based",
    "informed",
    "sharing",
    "facilitated",
    "private",
    "sensitive",
    "making",
    "makers",
    "raising",
    "building",
    "related",
    "specific",
    "oriented",
    "led",
    "driven",
    "border",
    "enforcement",
    "term",
    "up",
    "friendly",
    "laundering",
    "blowers",
    "agency",
    "agencies",
    "wide",
    "risk",
    "being",
    "effective",
    "appropriate",
    "responsive",
    "refoulement",
    "punishment",
    "party",
    "parties",
    "sectoral",
    "governmental",
    "operation",
    "ordination",
    "date",
    "depth",
    "going",
    "line",
    "scale",
    "generating",
    "prone",
    "free",
    "government",
    "profit",
    "discrimination",
];

/// What the hyphen between `before` and `after` is; both are the letters next to it.
pub(super) fn between(before: &str, after: &str) -> Hyphen {
    if matches!(after, "and" | "or" | "to") && before.len() > 3 {
        Hyphen::Suspended
    } else if FIRST.contains(&before.to_lowercase().as_str()) || SECOND.contains(&after) {
        Hyphen::Compounds
    } else {
        Hyphen::Divides
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_compounds() {
        for (before, after) in [("encour", "aged"), ("par", "ties"), ("Traffick", "ing"), ("coopera", "tion")] {
            assert_eq!(between(before, after), Hyphen::Divides, "{before}-{after}");
        }
        for (before, after) in
            [("victim", "centred"), ("Non", "governmental"), ("human", "rights"), ("cost", "effective")]
        {
            assert_eq!(between(before, after), Hyphen::Compounds, "{before}-{after}");
        }
        assert_eq!(between("short", "and"), Hyphen::Suspended);
    }
}
