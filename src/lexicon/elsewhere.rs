//! Whether the name of a place is about another document than the draft it stands in: by what follows it, by what stands
//! before it, by what else its sentence names. What a name is, `places` knows.

use super::numbers::roman;
use super::places::PlaceKind;
use crate::text::{Span, floor_boundary};

/// Whether what follows leads to another document: "of the 2019 report", "adopted in 2019", "(2006)". For a recommendation
/// what follows must say so, since drafts go on about their own: "recommendation 3 to train judges", "recommendation 3 in
/// cooperation with UNODC".
pub(super) fn is_led_elsewhere(rest: &str, kind: PlaceKind) -> bool {
    const ALWAYS: [&str; 15] = [
        "of",
        "adopted",
        "contained",
        "annexed",
        "thereof",
        "thereto",
        "therein",
        "made",
        "agreed",
        "endorsed",
        "issued",
        "entitled",
        "du",
        "de",
        "des",
    ];
    const OPEN: [&str; 10] = ["in", "to", "from", "under", "on", "at", "by", "for", "as", "del"];
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    let own = ["’s ", "'s "].iter().any(|genitive| rest.starts_with(genitive));
    let Some(rest) = rest.strip_prefix(' ') else { return !own && rest.starts_with(['’', '\'', '/']) };
    if let Some(inner) = rest.strip_prefix('(') {
        let inner = &inner[..inner.find(')').unwrap_or(inner.len())];
        // "recommendation 3 (see also recommendation 4)" stays in the draft
        let own = kind == PlaceKind::Recommendation && inner.contains("recommendation") && !names_year(inner);
        return inner.contains('/') || (!own && inner.contains(|c: char| c.is_ascii_digit()));
    }
    let word = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
    let behind = &rest[word.len()..];
    let open = OPEN.contains(&word);
    if kind == PlaceKind::Recommendation {
        let part = word == "of" && names_part(behind);
        return word == "del" || (ALWAYS.contains(&word) && !part) || (open && leads_to_document(word, behind));
    }
    let manner = ["in mind", "in full", "in order", "in this regard", "to this end"];
    (open || ALWAYS.contains(&word)) && !manner.iter().any(|manner| rest.starts_with(manner))
}

/// Whether the text goes on with a part of the draft itself: " section A", " chapter II".
fn names_part(rest: &str) -> bool {
    let part =
        [" section ", " sect. ", " chapter ", " part ", " annex "].iter().find_map(|part| rest.strip_prefix(part));
    part.is_some_and(|label| label.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()))
}

/// Whether `rest`, behind such a word as "in" or "by", names what a recommendation of another document stands in or comes
/// from: "in its report", "at the tenth session", "by the Committee", "from 2019", "as adopted".
fn leads_to_document(word: &str, rest: &str) -> bool {
    const NOUNS: [&str; 26] = [
        "report",
        "reports",
        "resolution",
        "resolutions",
        "decision",
        "document",
        "session",
        "sessions",
        "meeting",
        "meetings",
        "review",
        "study",
        "Committee",
        "Council",
        "Assembly",
        "Force",
        "Rapporteur",
        "Commission",
        "Convention",
        "Protocol",
        "Declaration",
        "Principles",
        "principles",
        "Guidelines",
        "guidelines",
        "Toolkit",
    ];
    const ENDS: [&str; 12] = ["of", "with", "and", "or", "to", "in", "on", "for", "by", "from", "that", "as"];
    let words = || {
        let clause = &rest[..rest.find([',', ';', '\n', ')', ':']).unwrap_or(rest.len())];
        clause.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).take(6)
    };
    let Some(first) = words().next() else { return false };
    match word {
        "as" => {
            let said = ["adopted", "agreed", "endorsed", "contained", "issued", "made", "set", "annexed", "reproduced"];
            return said.contains(&first) && !words().any(|word| matches!(word, "herein" | "above" | "below"));
        }
        // "to implement the Convention" says what is done
        "to" if first.starts_with(char::is_lowercase) && !["the", "its", "their", "that"].contains(&first) => {
            return false;
        }
        // what is to be done by 2030
        "by" if first.starts_with(|c: char| c.is_ascii_digit()) => return false,
        "by" if rest.trim_start().starts_with("the Working Group") => return true,
        _ => {}
    }
    let noun = |word: &str| {
        let word = word.trim_end_matches(['.', '’', '\'']);
        NOUNS.contains(&word) || word.contains('/') || names_year(word)
    };
    words().enumerate().take_while(|(i, word)| *i == 0 || !ENDS.contains(word)).any(|(_, word)| noun(word))
}

/// Whether the sentence tells what became of proposals: "withdrew draft recommendation 4", "had been merged with draft
/// recommendation 12".
pub(super) fn tells_history(text: &str, start: Span) -> bool {
    const FATES: [&str; 7] = ["withdrew", "withdrawn", "deleted", "merged", "replaced", "dropped", "renumbered"];
    const ASKS: [&str; 5] = ["should", "shall", "be", "must", "may"];
    let sentence = sentence(text, start);
    FATES.iter().any(|fate| sentence.contains(fate)) && !sentence.split(' ').any(|word| ASKS.contains(&word))
}

/// Whether what stands before says whose place it is: "general recommendation", "its", "the Committee’s", "FATF".
pub(super) fn belongs_elsewhere(before: &str) -> bool {
    const OWNERS: [&str; 12] = [
        "general", "policy", "its", "their", "whose", "joint", "earlier", "previous", "former", "said", "that", "which",
    ];
    let trimmed = before.trim_end();
    let word = trimmed.rsplit([' ', '\n', '(', '“', '"']).next().unwrap_or("");
    let start = trimmed.len() - word.len();
    if OWNERS.contains(&word.to_lowercase().as_str()) || word.ends_with("’s") || word.ends_with("'s") {
        return true;
    }
    if word.ends_with("s’") || word.ends_with("s'") {
        return true;
    }
    // drafts have no observations with numbers: "observation 7 and recommendation 9"
    let last: Vec<&str> = trimmed.rsplit([' ', ',']).filter(|word| !word.is_empty()).take(3).collect();
    let numbered =
        |pair: &[&str]| pair[1].starts_with("observation") && pair[0].starts_with(|c: char| c.is_ascii_digit());
    if last.windows(2).any(numbered) {
        return true;
    }
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let opens = trimmed[..start].trim_end().is_empty() || trimmed[..start].trim_end().ends_with(['.', ':', ';', '(']);
    let small = ["In", "See", "Under", "With", "And", "Of", "The", "As", "To"].contains(&word);
    word.contains(char::is_alphabetic) && (capitals > 1 || (capitals == 1 && !opens && !small))
}

/// Whether a citation goes before, to which this is an addition: "article 10, paragraph 1", "article 16 (paragraph 1)",
/// "resolution 9/1, paragraph 3", "annex II, section A".
pub(super) fn follows_citation(before: &str, kind: PlaceKind) -> bool {
    let trimmed = before.trim_end();
    let Some(cited) = trimmed.strip_suffix([',', '(']) else { return false };
    let word = cited.trim_end().rsplit([' ', '\n']).next().unwrap_or("");
    let bare = word.trim_matches(['(', ')', ',', '”']);
    let numbered = bare.contains(|c: char| c.is_ascii_digit()) || word.ends_with(')') && word.starts_with('(');
    let lettered = !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_uppercase()) && roman(bare).is_some();
    // "paragraph 4, section B" and lists such as "in paragraph 3, paragraph 5" are rare; citations are not
    kind != PlaceKind::Recommendation && (numbered || lettered || word.ends_with('”'))
}

/// The sentence around a place.
fn sentence(text: &str, start: Span) -> &str {
    // a sentence that is longer than any names what it likes: a line may be a whole file
    const FAR: usize = 4_000;
    let (first, last) = (floor_boundary(text, start.start.saturating_sub(FAR)), floor_boundary(text, start.end + FAR));
    let from = text[first..start.start].rfind(['\n', '?']).map_or(first, |at| first + at + 1);
    let ends = |from: usize, to: usize| {
        text[from..to].match_indices(". ").map(move |(at, _)| from + at).filter(|&at| ends_sentence(&text[..at]))
    };
    let from = ends(from, start.start).last().map_or(from, |at| at + 2);
    let to = text[start.end..last].find(['\n', '?']).map_or(last, |at| start.end + at);
    let to = ends(start.end, to).next().unwrap_or(to);
    &text[from..to]
}

/// Whether a full stop after this text ends a sentence, and not a word of a citation: “para. 5”, “chap. II”.
fn ends_sentence(before: &str) -> bool {
    const CITED: [&str; 15] = [
        "para", "paras", "subpara", "subparas", "art", "arts", "chap", "chaps", "sect", "sects", "No", "Nos", "rec",
        "recs", "vol",
    ];
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    !CITED.iter().any(|cited| cited.eq_ignore_ascii_case(word))
}

/// Whether the sentence names another document, to which a bare number may belong.
pub(super) fn cites_nearby(text: &str, start: Span, kind: PlaceKind) -> bool {
    const DOCUMENTS: [&str; 20] = [
        "resolution",
        "decision",
        "adopted",
        "report",
        "session",
        "meeting",
        "Task Force",
        "Committee",
        "Rapporteur",
        "CTOC/",
        "guidelines",
        "Guidelines",
        "principles",
        "Principles",
        "questionnaire",
        "document",
        "rules",
        "Council",
        "Assembly",
        "Declaration",
    ];
    const TREATIES: [&str; 8] =
        ["article", "Article", "Convention", "Protocol", "Agreement", "Treaty", "Charter", "Covenant"];
    let sentence = sentence(text, start);
    let names = |words: &[&str]| {
        words.iter().any(|word| sentence.match_indices(word).any(|(at, word)| names_document(sentence, at, word)))
    };
    let review = ["outcome of the review", "outcomes of the review", "country review"];
    let reviewed = review.iter().any(|words| sentence.contains(words)) || names_symbol(sentence);
    reviewed || names(&DOCUMENTS) || (kind != PlaceKind::Recommendation && names(&TREATIES)) || names_year(sentence)
}

/// Whether the symbol of a document stands in a sentence: “A/HRC/53/28”.
fn names_symbol(sentence: &str) -> bool {
    let symbol = |word: &str| {
        let word = word.trim_start_matches(['(', '[', '“']);
        let slashes = word.matches('/').count();
        slashes > 1 && word.starts_with(|c: char| c.is_ascii_uppercase()) && word.contains(|c: char| c.is_ascii_digit())
    };
    sentence.contains('/') && sentence.split([' ', '\n']).any(symbol)
}

/// Whether the word at `at` is the name of a document and no other use of the word: "report on progress", "meeting the
/// needs", "decision-making", "travel documents", "fundamental principles".
fn names_document(sentence: &str, at: usize, word: &str) -> bool {
    let rest = &sentence[at + word.len()..];
    let before = sentence[..at].trim_end_matches([' ', ',']).rsplit([' ', '(']).next().unwrap_or("");
    match word {
        "report" => {
            const NOUN: [&str; 3] = ["", "s", "’s"];
            const BEFORE: [&str; 12] =
                ["to", "and", "should", "shall", "must", "may", "or", "regularly", "also", "publicly", "will", "then"];
            let tail = &rest[..rest.find([' ', ',', '.', ';', ')']).unwrap_or(rest.len())];
            NOUN.contains(&tail) && !(tail.is_empty() && BEFORE.contains(&before))
        }
        "meeting" => {
            ![" the needs", " the need", " their", " international", " these"].iter().any(|n| rest.starts_with(n))
        }
        "decision" => !rest.starts_with(['-', '‑']) && !rest.starts_with(" making"),
        "document" => {
            let papers = ["travel", "identity", "identification", "residence", "fraudulent", "forged"];
            !papers.contains(&before) && !rest.starts_with("ation") && !rest.starts_with("ed ")
        }
        "principles" => !matches!(before, "fundamental" | "basic" | "constitutional" | "legal"),
        _ => true,
    }
}

/// Whether a year after this text is one until which something is done: "by 2030".
fn is_deadline(before: &str) -> bool {
    ["by ", "before ", "until ", "the end of ", "by\u{a0}"].iter().any(|word| before.ends_with(word))
}

/// Whether a year from 1900 to 2099 stands in `text` that may name a document.
fn names_year(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(4).enumerate().any(|(i, four)| {
        (four.starts_with(b"19") || four.starts_with(b"20"))
            && four.iter().all(u8::is_ascii_digit)
            && !bytes.get(i + 4).is_some_and(u8::is_ascii_digit)
            && (i == 0 || !bytes[i - 1].is_ascii_digit())
            && !is_deadline(&text[..i])
    })
}
