//! What a word is in running text: whether it stands alone, begins a sentence, or belongs to a name or an address.
//!
//! Rules about words ask here, so that none of them marks a name, an e-mail address or a file.

use crate::text::{Span, floor_boundary};

/// Whether `span` is no part of a longer word, of an address or of a file name.
pub fn stands_alone(text: &str, span: Span) -> bool {
    let word = span.of(text);
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let joined = |edge: Option<char>, next: Option<char>| {
        edge.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)
    };
    let inside = joined(word.chars().next(), before) || joined(word.chars().next_back(), after);
    !inside && !is_address(text, span)
}

/// Whether a letter that is not of ASCII goes on with the word at either edge of `span`.
pub fn is_cut(text: &str, span: Span) -> bool {
    let found = span.of(text);
    let goes_on = |edge: Option<char>, next: Option<char>| {
        edge.is_some_and(char::is_alphanumeric) && next.is_some_and(|c| !c.is_ascii() && c.is_alphanumeric())
    };
    goes_on(found.chars().next(), text[..span.start].chars().next_back())
        || goes_on(found.chars().next_back(), text[span.end..].chars().next())
}

/// Whether `span` stands in a web or e-mail address.
pub fn is_link(text: &str, span: Span) -> bool {
    let token = token(text, span);
    token.contains("://") || token.contains('@') || token.starts_with("www.")
}

/// Whether `span` stands in an address, a path, a file name or an identifier.
fn is_address(text: &str, span: Span) -> bool {
    let token = token(text, span);
    if token.len() == span.len() {
        return false;
    }
    let slashes = token.bytes().filter(|b| *b == b'/').count();
    // a full stop inside, as in a file's or a host's name; "persons.The" is a lost space
    let dotted = token.match_indices('.').any(|(at, _)| token[at + 1..].starts_with(|c: char| c.is_lowercase()));
    dotted || slashes > 1 || (slashes == 1 && token.starts_with('/')) || token.contains(['@', '_', '#', '\\'])
}

/// The run without spaces, brackets and quotation marks that holds `span`.
fn token(text: &str, span: Span) -> &str {
    const EDGES: [char; 14] = [' ', '\n', '(', ')', '[', ']', '<', '>', '“', '”', '"', '«', '»', ';'];
    let start =
        text[..span.start].rfind(EDGES).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[span.end..].find(EDGES).map_or(text.len(), |at| span.end + at);
    text[start..end].trim_end_matches(['.', ',', ':', '’', '\'', '!', '?'])
}

/// Whether a sentence, a heading or an item begins at `at`.
pub fn begins_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '“', '"', '‘', '[', '*']);
    if before.ends_with(')') {
        // "(a) Organizations", but not "United Nations (UN) Centre"
        let Some(open) = before.rfind('(') else { return false };
        let mark = &before[open + 1..before.len() - 1];
        let lead = before[..open].trim_end();
        return mark.len() <= 4
            && !mark.contains(char::is_uppercase)
            && (lead.is_empty() || lead.ends_with([':', ';', ',', '.', '-', '\n']));
    }
    before.is_empty() || before.ends_with(['.', ':', '\n', '?', '!']) || text[..at].ends_with('\n')
}

/// Whether the word or phrase at `span` is written as a name or a part of one: with a capital that no beginning of
/// a sentence explains, or at the beginning of a sentence but before other capitals, as in "Center for Justice".
pub fn is_name(text: &str, span: Span) -> bool {
    let word = span.of(text);
    if !word.starts_with(char::is_uppercase) {
        return false;
    }
    let inner = word.split([' ', '-']).skip(1).any(|part| part.starts_with(char::is_uppercase));
    let shouted = word.len() > 1 && !word.contains(char::is_lowercase);
    inner || shouted || !begins_sentence(text, span.start) || heads_name(&text[span.end..])
}

/// Whether `span` stands in the title of a document whose symbol follows: "Conference room paper on human trafficking
/// (CTOC/COP/WG.4/2025/CRP.1)".
pub fn in_title(text: &str, span: Span) -> bool {
    // no title is longer
    const LONG: usize = 300;
    const LEADS: [&str; 6] =
        ["paper on ", "note on ", "report on ", "study on ", "paper entitled ", "report entitled "];
    let before = &text[floor_boundary(text, span.start.saturating_sub(LONG))..span.start];
    let after = &text[span.end..floor_boundary(text, (span.end + LONG).min(text.len()))];
    let ends = |c: char| matches!(c, ';' | '\n');
    let (before, after) = (before.rsplit(ends).next().unwrap_or(""), after.split(ends).next().unwrap_or(""));
    let symbol = after.split_once(" (").map_or("", |(_, inner)| inner.split([')', ' ', ',']).next().unwrap_or(""));
    let is_symbol = symbol.starts_with(|c: char| c.is_ascii_uppercase()) && symbol.matches('/').count() > 1;
    is_symbol && LEADS.iter().any(|lead| before.contains(lead))
}

/// Whether what follows a word goes on as a name does.
fn heads_name(after: &str) -> bool {
    const LINKS: [&str; 8] = ["of", "for", "the", "on", "against", "and", "to", "in"];
    // words that have a capital in every sentence
    const USUAL: [&str; 17] = [
        "States",
        "State",
        "Member",
        "Government",
        "Governments",
        "Parties",
        "UNODC",
        "United",
        "Conference",
        "Convention",
        "Organized",
        "Protocol",
        "Protocols",
        "Trafficking",
        "Working",
        "Group",
        "Indigenous",
    ];
    if !after.starts_with(' ') {
        return false;
    }
    let mut words = after.split(' ').filter(|word| !word.is_empty()).skip_while(|word| LINKS.contains(word));
    words.next().is_some_and(|word| {
        let word = word.split('\n').next().unwrap_or("");
        let word = word.trim_end_matches([',', '.', ';', ':']);
        word.starts_with(char::is_uppercase) && !USUAL.contains(&word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, word: &str) -> Span {
        let at = text.find(word).expect("the word is there");
        Span::new(at, at + word.len())
    }

    #[test]
    fn addresses_and_longer_words_are_left_alone() {
        for text in
            ["www.labor.gov", "http://a.org/labor", "labor@a.org", "labor.txt", "a/labor/b", "labors", "x_labor"]
        {
            let text = format!("See ({text}).");
            assert!(!stands_alone(&text, place(&text, "labor")), "{text}");
        }
        for text in ["labor", "labor.", "labor/services", "labor,", "(labor)", "anti-labor", "labor.The", "labor’s"] {
            let text = format!("See {text} there");
            assert!(stands_alone(&text, place(&text, "labor")), "{text}");
        }
    }

    #[test]
    fn a_capital_inside_a_sentence_makes_a_name() {
        for (text, name) in [
            ("the Center in Vienna", true),
            ("Center for Disease Control", true),
            ("the Office (UN) Center", true),
            ("The aim. Center stage", false),
            ("(a) Center stage", false),
            ("Center of the States parties", false),
            ("following: Center", false),
        ] {
            assert_eq!(is_name(text, place(text, "Center")), name, "{text}");
        }
    }
}
