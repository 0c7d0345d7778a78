//! The root by which a search knows a word, however it is spelled: -ise or -ize, centre or center, labour or labor, with
//! accents or without.
//!
//! Only searches ask here: likeness is measured by the words as they are written.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::similarity::words::stem;

/// The root of a word in lower case; the spellings of one word share it.
pub(super) fn root(word: &str) -> String {
    let mut root = stem(&usual(&plain(word)));
    // "counselling" and "counseling", "enrol" and "enroll"
    if root.ends_with("ll") {
        root.pop();
    } else if let Some(head) = root.strip_suffix("llor") {
        root = format!("{head}lor");
    }
    root
}

/// Without accents.
fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    // letters of their own, no letters with a mark
    const OWN: [(char, &str); 7] =
        [('ł', "l"), ('ø', "o"), ('đ', "d"), ('ı', "i"), ('æ', "ae"), ('œ', "oe"), ('ß', "ss")];
    let mut plain = String::with_capacity(word.len());
    for letter in word.nfd().filter(|letter| !is_combining_mark(*letter)) {
        match OWN.iter().find(|(own, _)| *own == letter) {
            Some((_, letters)) => plain.push_str(letters),
            None => plain.push(letter),
        }
    }
    plain
}

/// In one of its spellings; a word that has only one may get another, which it then has everywhere.
fn usual(word: &str) -> String {
    const ENDINGS: [&str; 11] =
        ["e", "ed", "es", "er", "ers", "ing", "able", "ation", "ations", "ational", "ationally"];
    const AFTER_OUR: [&str; 13] =
        ["", "s", "ed", "ing", "al", "er", "ers", "able", "ably", "ful", "hood", "hoods", "less"];
    const WORDS: [(&str, &str); 5] = [
        ("offense", "offence"),
        ("defense", "defence"),
        ("license", "licence"),
        ("practise", "practice"),
        ("programme", "program"),
    ];
    const CENTRES: [(&str, &str); 4] = [("tre", "ter"), ("tres", "ters"), ("tred", "tered"), ("tring", "tering")];
    let turned = |from: &str, to: &str, endings: &[&str]| {
        let at = word.rfind(from).filter(|at| *at > 2)?;
        let ending = &word[at + from.len()..];
        endings.contains(&ending).then(|| format!("{}{to}{ending}", &word[..at]))
    };
    let centre = |(from, to): &(&str, &str)| {
        let head = word.strip_suffix(from)?;
        ["cen", "thea", "me", "li"].iter().any(|end| head.ends_with(end)).then(|| format!("{head}{to}"))
    };
    turned("iz", "is", &ENDINGS)
        .or_else(|| turned("yz", "ys", &ENDINGS))
        .or_else(|| turned("our", "or", &AFTER_OUR))
        .or_else(|| CENTRES.iter().find_map(centre))
        .or_else(|| WORDS.iter().find(|(from, _)| word.contains(from)).map(|(from, to)| word.replace(from, to)))
        .unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spellings_of_one_word_share_a_root() {
        for (one, other) in [
            ("organisation", "organizations"),
            ("criminalising", "criminalize"),
            ("analyze", "analysed"),
            ("labor", "labour"),
            ("behavioral", "behavioural"),
            ("center", "centres"),
            ("centered", "centred"),
            ("counseling", "counselling"),
            ("counselor", "counsellors"),
            ("enroll", "enrol"),
            ("program", "programmes"),
            ("offense", "offences"),
            ("résumé", "resume"),
            ("münchen", "munchen"),
        ] {
            assert_eq!(root(one), root(other), "{one} and {other}");
        }
        for (one, other) in [("organ", "organize"), ("four", "for"), ("court", "cort"), ("string", "center")] {
            assert_ne!(root(one), root(other), "{one} and {other}");
        }
        for (one, other) in [("supervise", "supervision"), ("call", "calling"), ("resource", "resources")] {
            assert_eq!(root(one), root(other), "{one} and {other}");
        }
    }
}
