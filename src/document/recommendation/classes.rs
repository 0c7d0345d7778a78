//! Word classes: what can be a modal verb, an adverb, the start of a qualifier, a participle of asking.
//!
//! They are lists, not grammar: a word is judged by itself.

/// Words that stand after a comma and are no verbs.
pub(super) const NEVER_VERBS: [&str; 14] = [
    "and",
    "or",
    "the",
    "a",
    "an",
    "their",
    "its",
    "such",
    "other",
    "national",
    "regional",
    "international",
    "relevant",
    "all",
];

pub(super) fn is_modal(word: &str) -> bool {
    matches!(word, "should" | "shall" | "must" | "will" | "may" | "can" | "could" | "might" | "would" | "ought")
}

/// Whether the word is an adverb, “not” among them.
pub(crate) fn is_adverb(word: &str) -> bool {
    const ADVERBS: [&str; 10] =
        ["also", "further", "hereby", "again", "still", "always", "thus", "likewise", "not", "therefore"];
    ADVERBS.contains(&word)
        || (word.len() > 4
            && word.ends_with("ly")
            && !matches!(word, "apply" | "comply" | "supply" | "rely" | "imply" | "multiply" | "reply"))
}

pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(word, "they" | "it" | "we" | "he" | "she" | "there" | "who" | "that" | "which" | "whom" | "this" | "these")
}

pub(super) fn is_relative(word: &str) -> bool {
    matches!(word, "that" | "which" | "who" | "whose" | "whom")
}

/// Whether a verb cannot follow this word.
pub(super) fn is_noun_place(word: &str) -> bool {
    const BEFORE_NOUNS: [&str; 13] =
        ["the", "a", "an", "of", "no", "in", "any", "their", "urgent", "special", "particular", "to", "its"];
    BEFORE_NOUNS.contains(&word)
}

/// Whether a qualifier opens with this word: `in accordance with`, `where appropriate`, `bearing in mind`.
pub(crate) fn opens_qualifier(word: &str) -> bool {
    const OPENERS: [&str; 50] = [
        "in",
        "with",
        "within",
        "without",
        "subject",
        "consistent",
        "as",
        "where",
        "wherever",
        "when",
        "whenever",
        "if",
        "upon",
        "on",
        "through",
        "under",
        "pursuant",
        "for",
        "by",
        "at",
        "to",
        "from",
        "individually",
        "collectively",
        "jointly",
        "both",
        "together",
        "including",
        "especially",
        "inter",
        "among",
        "while",
        "unless",
        "once",
        "after",
        "before",
        "during",
        "inspired",
        "guided",
        "mindful",
        "aware",
        "based",
        "given",
        "whether",
        "using",
        "insofar",
        "notwithstanding",
        "irrespective",
        "regardless",
        "depending",
    ];
    OPENERS.contains(&word) || (word.len() > 5 && (word.ends_with("ing") || word.ends_with("ly")))
}

/// Whether the word is a preposition.
pub(super) fn is_preposition(word: &str) -> bool {
    const PREPOSITIONS: [&str; 16] = [
        "of", "in", "at", "on", "by", "for", "with", "from", "under", "within", "through", "into", "upon", "against",
        "among", "between",
    ];
    PREPOSITIONS.contains(&word)
}

pub(super) fn is_participle(word: &str) -> bool {
    const IRREGULAR: [&str; 24] = [
        "heard",
        "met",
        "told",
        "seen",
        "found",
        "done",
        "shown",
        "led",
        "sent",
        "taught",
        "made",
        "given",
        "taken",
        "paid",
        "held",
        "kept",
        "set",
        "put",
        "brought",
        "drawn",
        "borne",
        "built",
        "sought",
        "understood",
    ];
    (word.len() > 3 && word.ends_with("ed") && !matches!(word, "need")) || IRREGULAR.contains(&word)
}

/// Whether somebody who is so treated is asked to do something.
pub(super) fn is_asking(word: &str) -> bool {
    asking_form(word) == Some(word)
}

/// The participle of asking that this word is, or is a form of: `encouraged` for `encourage`.
pub(super) fn asking_form(word: &str) -> Option<&'static str> {
    const ASKING: [(&str, &[&str]); 21] = [
        ("encouraged", &["encourage", "encouraging", "encourages"]),
        ("urged", &["urge", "urging"]),
        ("invited", &["invite", "inviting"]),
        ("called", &["call", "calling"]),
        ("requested", &["request", "requesting"]),
        ("required", &["require", "requiring"]),
        ("recommended", &["recommend", "recommending"]),
        ("advised", &["advise", "advising"]),
        ("asked", &["ask"]),
        ("expected", &["expect"]),
        ("obliged", &["oblige"]),
        ("obligated", &[]),
        ("bound", &[]),
        ("reminded", &["remind"]),
        ("instructed", &["instruct"]),
        ("directed", &["direct"]),
        ("mandated", &["mandate"]),
        ("exhorted", &["exhort"]),
        ("implored", &["implore"]),
        ("supposed", &[]),
        ("permitted", &[]),
    ];
    let (participle, _) = ASKING.iter().find(|(form, others)| *form == word || others.contains(&word))?;
    Some(participle)
}
