//! Which lines of a list are recommendations side by side, and which are items of the one that was begun.

use super::{Gather, trimmed};
use crate::document::lines::{self, Look};
use crate::document::{letters, markers, remarks, topics};
use crate::text::Span;

impl Gather<'_, '_> {
    /// Whether a line that may carry the number of the next paragraph as well as that of the next item is an item: it
    /// follows without a blank line, or would leave one item alone, or is as short as the item before.
    pub(super) fn is_agenda_line(&self, rest: Span, blank: bool) -> bool {
        const SHORT: usize = 120;
        let before = self.blocks.last().map_or(0, |block| block.len());
        !blank || self.agenda == 1 || (rest.len() < SHORT && before < SHORT)
    }

    /// Whether the unit introduces recommendations, which may be numbered paragraphs.
    pub(super) fn introduces(&self) -> bool {
        self.blocks.first().is_some_and(|block| topics::is_chapeau(block.of(self.scan.text)))
    }

    /// Whether the unit is a line by which somebody announces proposals: `We would like to see:`.
    pub(super) fn announces(&self) -> bool {
        const SPEAKERS: [&str; 8] = [
            "We ",
            "Our ",
            "I ",
            "It is proposed",
            "It is recommended",
            "Proposed text",
            "Proposed recommendations",
            "Proposals",
        ];
        let [block] = self.blocks.as_slice() else { return false };
        let words = lines::trim(block.of(self.scan.text));
        words.ends_with(':') && words.len() < 120 && SPEAKERS.iter().any(|speaker| words.starts_with(speaker))
    }

    /// Whether the item `line`, after the block `last`, is a recommendation of its own in a list of them: with a bullet
    /// always, with a letter where the one before it has ended or the list is one of recommendations.
    pub(super) fn begins_another(&self, line: &str, last: &str) -> bool {
        let Some((marker, _, bullet)) = markers::item_marker(line) else { return true };
        match lines::look(line, Span::new(0, line.len())) {
            Look::Proposal(_) => bullet || self.listed || self.introduces() || last.ends_with('.') || self.announces(),
            _ => last.ends_with('.') && lines::asks(lines::trim(&line[marker.end..])),
        }
    }

    /// Whether the item `line` stands beside the bullet with which the unit began and not under it: that one says all it has
    /// to say, and this one as far to the left, with the same bullet, is a clause of its own or a sentence.
    pub(super) fn stands_beside(&self, line: Span, last: &str) -> bool {
        let text = self.scan.text;
        let (Some(first), [_]) = (self.bullet, self.blocks.as_slice()) else { return false };
        let Some(line) = bulleted(text, line) else { return false };
        let alike = first.of(text).chars().next() == line.of(text).chars().next();
        let deeper = column(text, line) > column(text, first);
        let sentence = || last.ends_with('.') && lines::trim(line.of(text)).ends_with('.');
        alike && !deeper && last.ends_with(['.', ';']) && (sentence() || clause(text, line).is_some())
    }

    /// Whether the line is a part of the unit's own paragraph: `1.2 Share data.` in paragraph 1.
    pub(super) fn is_part(&self, line: &str) -> bool {
        let own = line.split_once('.').filter(|(own, _)| own.parse() == Ok(self.own_number) && self.own_number > 0);
        own.is_some_and(|(_, rest)| {
            let number = &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()];
            lines::digits(number, 2) && rest[number.len()..].starts_with(lines::is_space)
        })
    }

    /// Whether each line so far is a recommendation of its own, and so is this one: sentences that begin and end with their
    /// lines, or `First: …` and `Second: …`.
    pub(super) fn is_one_each(&self, line: &str) -> bool {
        const ORDINALS: [&str; 10] =
            ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"];
        let [block] = self.blocks.as_slice() else { return false };
        let first = lines::trim(block.of(self.scan.text));
        let counted = |line: &str| {
            let (word, rest) = line.split_once(':')?;
            let at = ORDINALS.iter().position(|ordinal| *ordinal == word)?;
            lines::proposes(lines::trim(rest)).then_some(at)
        };
        if let (Some(before), Some(after)) = (counted(first), counted(line)) {
            return after == before + 1;
        }
        let whole = |line: &str| lines::proposes(line) && line.ends_with('.');
        self.own_number == 0 && !first.contains(['\n', '\r', '\u{b}']) && whole(first) && whole(line)
    }

    /// Whether a line with this number, after the block `last`, is the next item of a list that began with `(a)`.
    pub(super) fn goes_on_list(&self, number: u32, last: &str) -> bool {
        let text = self.scan.text;
        let items = self.blocks.iter().rev().take_while(|block| {
            let line = lines::trim(block.of(text));
            markers::item_marker(line).is_some() || matches!(lines::look(text, **block), Look::Numbered(_))
        });
        last.ends_with(';') && number != self.own_number + 1 && number as usize == items.count() + 1 && number > 1
    }
}

/// The text of an item that asks something of somebody, whoever that is.
pub(super) fn proposal(text: &str, line: Span) -> Option<Span> {
    let line = trimmed(text, line);
    let (marker, ..) = markers::item_marker(line.of(text))?;
    let rest = trimmed(text, Span::new(line.start + marker.end, line.end));
    lines::asks(rest.of(text)).then_some(rest)
}

/// Whether a line before a text speaks about it: `Agreed ad ref.`, `Proposed by Peru`, `Justification: …`.
pub(super) fn says_about(line: &str) -> bool {
    remarks::is_verdict(line)
        || letters::explains(line)
        || (letters::is_after_text(line) && !letters::is_greeting(line))
}

/// The line from its bullet on, if it has one.
pub(super) fn bulleted(text: &str, line: Span) -> Option<Span> {
    let line = trimmed(text, line);
    let (_, _, bullet) = markers::item_marker(line.of(text))?;
    bullet.then_some(line)
}

/// Whether a line of a quotation is an item of the list in which it stands: `> (b) Train judges;`.
pub(super) fn quotes_item(line: &str, last: &str) -> bool {
    last.ends_with([':', ';']) && markers::item_marker(lines::trim(line.trim_start_matches(['>', ' ']))).is_some()
}

/// Whether a line is an item that is struck out as a whole: `~~(b) Train judges;~~`.
pub(super) fn strikes_item(line: &str) -> bool {
    let struck = line.strip_prefix("~~").and_then(|rest| rest.trim_end_matches([';', '.', ' ']).strip_suffix("~~"));
    struck.is_some_and(|item| !item.contains("~~") && markers::item_marker(item).is_some())
}

/// How far from the left margin a place stands, in bytes.
pub(super) fn column(text: &str, place: Span) -> usize {
    let before = &text[..place.start];
    before.len() - before.trim_end_matches([' ', '\t', '\u{a0}', '>']).len()
}

/// The text of a bullet that says what somebody is to do, in a clause of its own: `- Traffickers must be punished.`
pub(super) fn clause(text: &str, line: Span) -> Option<Span> {
    #[rustfmt::skip]
    const ASKS: [&str; 13] = [
        "should", "must", "shall", "encouraged", "invited", "urged", "requested", "recommended", "called", "has to",
        "have to", "need to", "needs to",
    ];
    let line = bulleted(text, line)?;
    let bullet = markers::bullet(line.of(text))?;
    let rest = trimmed(text, Span::new(line.start + bullet, line.end));
    let words = rest.of(text);
    let whole = words.starts_with(|c: char| c.is_uppercase() || c == '[') && words.ends_with(['.', ';', ']']);
    let asks = |verb: &str| {
        words.match_indices(verb).any(|(at, _)| {
            let (before, after) = (&words[..at], &words[at + verb.len()..]);
            let subject = before.split(lines::is_space).count();
            // a clause of its own has its verb early, and not in one that begins with "that", "who" or "which"
            let early =
                subject <= 12 && !before.split(lines::is_space).any(|word| matches!(word, "that" | "who" | "which"));
            let passive = !verb.ends_with("ed") || before.ends_with("are ") || before.ends_with("is ");
            early && passive && before.ends_with(' ') && after.starts_with(lines::is_space)
        })
    };
    (whole && ASKS.iter().any(|verb| asks(verb))).then_some(rest)
}
