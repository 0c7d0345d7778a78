//! The words by which one text is known to ask for the opposite of another. What they mean in a sentence, the room above says.

/// Verbs that want more of their object.
pub(super) const MORE: [&str; 35] = [
    "allow",
    "continue",
    "create",
    "creating",
    "criminalize",
    "criminalise",
    "develop",
    "disclose",
    "enable",
    "encourage",
    "enhance",
    "establish",
    "expand",
    "extend",
    "facilitate",
    "foster",
    "grant",
    "implement",
    "improve",
    "include",
    "increase",
    "introduce",
    "maintain",
    "permit",
    "promote",
    "provide",
    "publish",
    "raise",
    "require",
    "share",
    "strengthen",
    "support",
    "intensify",
    "broaden",
    "widen",
];

/// Verbs, and one noun, that want less of it, or none.
pub(super) const LESS: [&str; 33] = [
    "abolish",
    "ban",
    "curtail",
    "decrease",
    "decriminalize",
    "decriminalise",
    "deny",
    "discontinue",
    "discourage",
    "dismantle",
    "exclude",
    "forbid",
    "hamper",
    "hinder",
    "impede",
    "limit",
    "lower",
    "narrow",
    "obstruct",
    "prohibit",
    "reduce",
    "relax",
    "repeal",
    "restrict",
    "revoke",
    "suspend",
    "terminate",
    "undermine",
    "waive",
    "weaken",
    "withdraw",
    "withhold",
    "confidentiality",
];

/// Words that oppose each other whatever stands behind them.
pub(super) const OUTRIGHT: (&str, &str) = ("disclose", "confidentiality");

/// Words that deny the word behind them.
pub(super) const DENIES: [&str; 2] = ["not", "never"];

/// Words that keep what stands shortly behind them from happening.
pub(super) const SPARES: [&str; 18] = [
    "no", "not", "nor", "never", "neither", "none", "without", "from", "against", "rather", "instead", "avoid",
    "prevent", "exempt", "free", "immunity", "unable", "preclude",
];

/// The stems of verbs that do, too.
pub(super) const FORBIDS: [&str; 7] = ["prohibit", "forbid", "forbidden", "ban", "refus", "declin", "outlaw"];

/// Words after which nothing of their sentence happens.
pub(super) const NOBODY: [&str; 5] = ["nobody", "none", "nothing", "nowhere", "impossible"];

/// What “no” makes such a word of: “at no point”.
pub(super) const NEVER: [&str; 8] =
    ["one", "account", "case", "circumstance", "circumstances", "point", "stage", "time"];

/// Words that deny a form in “-ing” behind them.
pub(super) const SHUNS: [&str; 12] = [
    "refrain",
    "refraining",
    "refrains",
    "abstain",
    "abstaining",
    "avoid",
    "avoiding",
    "cease",
    "ceasing",
    "stop",
    "stopping",
    "without",
];

/// Words that say nothing about what is governed.
pub(super) const SMALL: [&str; 60] = [
    "a",
    "an",
    "and",
    "any",
    "as",
    "at",
    "be",
    "been",
    "being",
    "both",
    "but",
    "by",
    "consider",
    "considering",
    "each",
    "for",
    "from",
    "further",
    "in",
    "into",
    "is",
    "it",
    "its",
    "of",
    "on",
    "only",
    "or",
    "other",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "under",
    "upon",
    "which",
    "who",
    "whose",
    "with",
    "within",
    "all",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "made",
    "relevant",
    "also",
    "more",
    "so",
    "own",
];

/// Words of the whole field.
pub(super) const FIELD: [&str; 21] = [
    "victim",
    "victims",
    "trafficking",
    "trafficked",
    "person",
    "persons",
    "human",
    "beings",
    "states",
    "parties",
    "state",
    "party",
    "measures",
    "efforts",
    "accordance",
    "domestic",
    "national",
    "law",
    "laws",
    "legislation",
    "appropriate",
];

/// Who does wrong.
pub(super) const OFFENDERS: [&str; 9] = [
    "traffickers",
    "offenders",
    "perpetrators",
    "exploiters",
    "criminals",
    "smugglers",
    "buyers",
    "recruiters",
    "suspects",
];

/// Who is to be helped.
pub(super) const OTHERS: [&str; 6] = ["victims", "survivors", "children", "migrants", "workers", "witnesses"];
