//! Who speaks in a negotiation: the names and codes under which delegations leave their marks in a draft.

use serde::Deserialize;

/// `rules/lexicon/delegations.toml`.
#[derive(Debug, Deserialize)]
pub struct Delegations {
    /// Names of States.
    pub names: Vec<String>,
    /// Regional groups, officers, the secretariat.
    pub groups: Vec<String>,
    /// `AU`, `USA`.
    pub codes: Vec<String>,
    /// What may follow a name: `reserves`, `proposes`.
    pub verbs: Vec<String>,
}

/// What stands between one who asks and those who stand behind.
pub const BACKING: [&str; 9] = [
    "supported by ",
    "with the support of ",
    "seconded by ",
    "joined by ",
    "also on behalf of ",
    "on behalf of ",
    "proposed by ",
    "proposal by ",
    "submitted by ",
];

/// Delegations named at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// How many bytes name them.
    pub length: usize,
    /// How many there are.
    pub count: usize,
}

impl Delegations {
    /// The delegations that `text` begins with: `Colombia`, `AU/CA`, `Mexico, Peru and the EU`.
    pub fn named(&self, text: &str) -> Option<Named> {
        let mut found = Named { length: self.one(text)?, count: 1 };
        loop {
            let rest = &text[found.length..];
            let after = ["/", ", and ", ", ", ",", "; ", " and ", " & ", " + ", "+", " / ", " "]
                .iter()
                .filter_map(|joint| rest.strip_prefix(joint))
                .map(|after| after.strip_prefix("the ").unwrap_or(after))
                .find_map(|after| self.one(after).map(|length| text.len() - after.len() + length));
            match after {
                Some(length) => found = Named { length, count: found.count + 1 },
                None => return Some(found),
            }
        }
    }

    /// Whether `text` says who asks and nothing else: `Kenya, supported by Uganda`, `on behalf of the EU`.
    pub fn sign(&self, text: &str) -> bool {
        let mut rest = text.trim();
        let mut signed = false;
        while !rest.is_empty() {
            let backed = BACKING.iter().find_map(|by| without(rest, by));
            if signed && backed.is_none() {
                return false;
            }
            let name = backed.unwrap_or(rest);
            let name = name.strip_prefix("the ").unwrap_or(name);
            let Some(named) = self.named(name) else { return false };
            let after = &name[named.length..];
            let after = after.strip_prefix(" and its member States").unwrap_or(after);
            rest = after.trim_start_matches([' ', ',', ';']);
            signed = true;
        }
        signed
    }

    /// Whether `text`, a line of its own, names a delegation that speaks: not one to which something is said, “for UNODC”.
    /// A code counts only where it is all that is said; in the middle of a line it may be any word.
    pub fn speak_in(&self, text: &str) -> bool {
        let small = text.contains(char::is_lowercase);
        let in_word = |c: char| c.is_alphanumeric() || c == '-';
        let length = |name: &str, rest: &str| match small {
            true => begins(rest, name).then_some(name.len()),
            false => {
                let capitals = || name.chars().flat_map(char::to_uppercase);
                let mut rest = rest.chars();
                capitals().all(|c| rest.next() == Some(c)).then(|| capitals().map(char::len_utf8).sum())
            }
        };
        let speaks = |at: usize| {
            let mut names = self.names.iter().chain(&self.groups);
            names.any(|name| {
                length(name, &text[at..]).is_some_and(|length| {
                    !text[at + length..].starts_with(in_word) && self.speaks(&text[..at], &text[at..at + length])
                })
            })
        };
        let mut words = text.char_indices().filter(|&(at, c)| c.is_alphabetic() && !text[..at].ends_with(in_word));
        words.any(|(at, _)| speaks(at)) || self.sign(text)
    }

    /// Whether the text before a name leaves it to its bearer to speak.
    fn speaks(&self, before: &str, name: &str) -> bool {
        const ASKED: [&str; 3] = ["UNODC", "Secretariat", "secretariat"];
        let said = before.trim_end();
        let word = said.strip_suffix(" the").unwrap_or(said).rsplit(' ').next().unwrap_or("").to_lowercase();
        let from = ["by", "from", "of"].contains(&word.as_str());
        !["for", "to", "with", "in"].contains(&word.as_str()) && (from || !ASKED.contains(&name))
    }

    /// Whether `text` begins with what delegations do: `reserves`, `proposes to`.
    pub fn acts(&self, text: &str) -> bool {
        let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        self.verbs.iter().any(|verb| verb == word)
    }

    /// Length of the longest name or code at the start of `text`.
    fn one(&self, text: &str) -> Option<usize> {
        if !text.starts_with(char::is_alphabetic) {
            return None;
        }
        self.names
            .iter()
            .chain(&self.groups)
            .chain(&self.codes)
            .filter(|name| begins(text, name))
            .map(String::len)
            .filter(|&length| !text[length..].starts_with(|c: char| c.is_alphanumeric() || c == '-'))
            .max()
    }
}

/// Whether `text` begins with `name`; of hundreds of names, most are told by their first letter.
fn begins(text: &str, name: &str) -> bool {
    text.as_bytes().first() == name.as_bytes().first() && text.starts_with(name)
}

/// What follows `words` at the start of `text`, where the first letter may be a capital.
pub fn without<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let head = text.get(..words.len())?;
    let same = head == words || (head.get(1..) == words.get(1..) && head.eq_ignore_ascii_case(words));
    same.then(|| &text[words.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delegations() -> Delegations {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Delegations {
            names: words(&["Mexico", "Niger", "Nigeria", "Peru"]),
            groups: words(&["EU"]),
            codes: words(&["AU", "CA"]),
            verbs: words(&["reserves"]),
        }
    }

    #[test]
    fn who_asks_and_nothing_else() {
        for (text, signs) in [
            ("Peru", true),
            ("Mexico, supported by Peru and Niger", true),
            ("Mexico; supported by Peru, AU", true),
            ("on behalf of the EU and its member States", true),
            ("Proposed by Peru", true),
            ("Peru: add", false),
            ("Peru and others", false),
            ("", false),
        ] {
            assert_eq!(delegations().sign(text), signs, "{text}");
        }
    }

    #[test]
    fn who_speaks_in_a_line() {
        for line in ["Proposal by Peru", "PERU", "Peru:", "Received from Peru on 3 May", "CA", "Text of the EU"] {
            assert!(delegations().speak_in(line), "{line}");
        }
        for line in ["For the EU", "CA systems", "Cooperation with Peru", "Nigerians", "Perused by all"] {
            assert!(!delegations().speak_in(line), "{line}");
        }
    }

    #[test]
    fn names_codes_and_lists_of_them() {
        let delegations = delegations();
        for (text, count, rest) in [
            ("Nigeria: add", 1, ": add"),
            ("AU/CA reserve", 2, " reserve"),
            ("Mexico, Peru and the EU", 3, ""),
            ("EUR 5", 0, ""),
            ("appropriate", 0, ""),
        ] {
            match delegations.named(text) {
                Some(named) => assert_eq!((named.count, &text[named.length..]), (count, rest), "{text}"),
                None => assert_eq!(count, 0, "{text}"),
            }
        }
        assert!(delegations.acts("reserves on this") && !delegations.acts("reserved"));
    }
}
