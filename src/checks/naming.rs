//! What the checks of citations share: the citations of a unit and what they are of, the instruments that a draft names.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::{Document, Kind, Unit};
use crate::lexicon::citations::{Citation, Of};
use crate::lexicon::instruments::Kind as Treaty;
use crate::lexicon::names::{Name, Naming, Which};
use crate::lexicon::{Lexicon, MentionKind};
use crate::text::{Span, floor_boundary};

/// The citations of `unit` that are its own words: none in quotation marks.
pub(super) fn citations(unit: &Unit) -> impl Iterator<Item = (Span, &Citation)> {
    let looks = unit.kind() != Kind::Quotation;
    unit.mentions.iter().filter(move |mention| looks && !unit.is_quoted(mention.span)).filter_map(|mention| {
        match &mention.kind {
            MentionKind::Citation(citation) => Some((mention.span, citation)),
            _ => None,
        }
    })
}

/// Whether `unit` cites anything, in its own words or in others'.
pub(super) fn cites(unit: &Unit) -> bool {
    unit.mentions.iter().any(|mention| matches!(mention.kind, MentionKind::Citation(_)))
}

/// The instruments that the citation can be of; none where that is not sure.
pub(super) fn cited(unit: &Unit, span: Span, citation: &Citation, named: &Named, lexicon: &Lexicon) -> Vec<usize> {
    let name = match &citation.of {
        Some(Of::Instrument(name)) => name,
        Some(_) => return Vec::new(),
        None => return before(unit, span).into_iter().collect(),
    };
    let first = match &name.which {
        // "the Palermo Protocols" are several
        Which::Known(_, Naming::Discouraged(_)) if unit.text(name.span).ends_with('s') => return Vec::new(),
        Which::Known(index, _) => *index,
        Which::Context(kind) => {
            let sure = match kind {
                Treaty::Rules => lexicon.instruments.all().iter().position(|other| other.kind == Treaty::Rules),
                Treaty::Protocol if named.conventions.others => None,
                kind => named.only(*kind),
            };
            let Some(index) = sure else { return Vec::new() };
            index
        }
        Which::Other(_) => return Vec::new(),
    };
    let mut all = vec![first];
    // "articles 6 and 25 of the Protocol and the Convention, respectively"
    let mut end = name.span.end;
    for (_, further) in citations(unit) {
        let Some(other) = further.name().filter(|other| other.span.start >= end) else { continue };
        let joint = &unit.reading()[end..other.span.start];
        if !further.provisions.is_empty()
            || !matches!(joint, " and the " | " and " | ", the " | " or the " | " and of the ")
        {
            break;
        }
        match &other.which {
            Which::Known(index, _) => all.push(*index),
            _ => return Vec::new(),
        }
        end = other.span.end;
    }
    let thereto =
        unit.reading()[end..].starts_with(" and the Protocols") || unit.reading()[end..].starts_with(" and its ");
    if thereto { Vec::new() } else { all }
}

/// The instrument named right before the citation: "the Trafficking in Persons Protocol, article 6".
fn before(unit: &Unit, span: Span) -> Option<usize> {
    const LINKS: [&str; 7] =
        [", in particular ", ", particularly ", ", especially ", ", notably ", ", including ", ", namely ", " and "];
    let mut named = 0;
    citations(unit).find_map(|(other, citation)| {
        let joint = unit.reading().get(other.end..span.start)?;
        let name = citation.name()?;
        named += 1;
        let Which::Known(index, _) = &name.which else { return None };
        let at_once = citation.provisions.is_empty() && matches!(joint, ", " | " (" | " " | "’s " | "'s ");
        // "the Trafficking in Persons Protocol, in particular its article 6"; of two, it could be either
        let own = LINKS.contains(&joint) && joint != " and "
            || joint.strip_suffix("its ").is_some_and(|joint| LINKS.contains(&joint) || goes_on(joint));
        (at_once || (own && named == 1)).then_some(*index)
    })
}

/// Whether the words before "its" go on to what is done with the instrument before them: " and fully implement ". With an
/// article or another joint they may name something else whose article it is.
fn goes_on(joint: &str) -> bool {
    let Some(words) = joint.strip_prefix(" and ").or_else(|| joint.strip_prefix(", and ")) else { return false };
    let verb = |word: &str| {
        word.bytes().all(|b| b.is_ascii_lowercase())
            && !matches!(word, "the" | "a" | "an" | "and" | "or" | "their" | "of")
    };
    words.ends_with(' ') && words.split_whitespace().count() <= 3 && words.split_whitespace().all(verb)
}

/// The name at `span` with the words after it that `right` has, too, in whatever order: “by Land, Air and Sea” after the
/// first half of a name.
pub(super) fn with_tail(text: &str, span: Span, right: &str) -> Span {
    let plain = |word: &str| word.trim_matches([',', '.', ';', ':', ')']).to_lowercase();
    let wanted: Vec<&str> = right.split(' ').collect();
    let same = |mut one: Vec<String>, mut other: Vec<String>| {
        one.sort();
        other.sort();
        one == other
    };
    let (mut found, mut end, mut words) = (span, span.end, Vec::new());
    for word in text[span.end..].split_inclusive([' ', '\n']).take(wanted.len()) {
        end += word.len();
        let shown = word.trim_end_matches([' ', '\n', '.', ',', ';', ':', ')']);
        if shown.is_empty() {
            continue;
        }
        words.push(plain(word.trim_end()));
        let last = wanted[wanted.len().saturating_sub(words.len())..].iter().map(|word| plain(word)).collect();
        if words.len() > 1 && same(words.clone(), last) {
            found = Span::new(span.start, end - word.len() + shown.len());
        }
        // another sentence says something else
        if word.trim_end().ends_with(['.', ';', ':', ')']) {
            break;
        }
    }
    found
}

/// What a protocol's name goes on to, whatever words lead to it: “, supplementing the UN Convention against Transnational
/// Organized Crime”.
pub(super) fn with_supplement(text: &str, span: Span) -> Span {
    const LEADS: [&str; 7] = [
        ", supplementing the ",
        " supplementing the ",
        ", supplementary to the ",
        " supplementary to the ",
        " to the ",
        ", to the ",
        " of the ",
    ];
    const NATIONS: [&str; 4] = ["United Nations ", "UN ", "U.N. ", ""];
    let Some(after) = LEADS.iter().find_map(|lead| text[span.end..].strip_prefix(lead)) else { return span };
    let convention = NATIONS.iter().find_map(|nations| {
        after.strip_prefix(nations)?.strip_prefix("Convention against Transnational Organized Crime")
    });
    convention.map_or(span, |rest| Span::new(span.start, text.len() - rest.len()))
}

/// Whether `at` lies in parentheses that open not too far before it: a line may be a whole file.
pub(super) fn enclosed(text: &str, at: usize) -> bool {
    const FAR: usize = 4_000;
    let line = text[floor_boundary(text, at.saturating_sub(FAR))..at].rsplit('\n').next().unwrap_or("");
    let depth = line.bytes().fold(0i32, |depth, byte| match byte {
        b'(' => depth + 1,
        b')' => (depth - 1).max(0),
        _ => depth,
    });
    depth > 0
}

/// The treaties of one kind that a draft names.
#[derive(Debug, Default)]
pub(super) struct Treaties {
    /// Those of the lexicon, by index.
    pub(super) known: BTreeSet<usize>,
    /// Whether there are others.
    pub(super) others: bool,
    /// What "(the Protocol)" after a name says the short form means.
    pub(super) defined: Option<usize>,
}

/// The treaties that a draft names.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub(super) conventions: Treaties,
    pub(super) protocols: Treaties,
}

impl Named {
    /// The treaties that `document` names, wherever it does; found once.
    pub(super) fn in_draft(document: &Document, lexicon: &Lexicon) -> Arc<Named> {
        document.recall(|document| Named::read(document, lexicon))
    }

    fn read(document: &Document, lexicon: &Lexicon) -> Named {
        let mut named = Named::default();
        for (_, unit) in document.units_that(cites) {
            let mut before: Option<&Name> = None;
            for mention in &unit.mentions {
                let MentionKind::Citation(citation) = &mention.kind else { continue };
                let Some(name) = citation.name() else { continue };
                named.note(name, before, unit.reading(), lexicon);
                before = Some(name);
            }
        }
        named
    }

    fn note(&mut self, name: &Name, before: Option<&Name>, text: &str, lexicon: &Lexicon) {
        match &name.which {
            Which::Known(index, _) => {
                if let Some(treaties) = self.of_mut(lexicon.instruments.get(*index).kind) {
                    treaties.known.insert(*index);
                }
            }
            Which::Other(kind) => {
                if let Some(treaties) = self.of_mut(*kind) {
                    treaties.others = true;
                }
            }
            Which::Context(kind) => {
                let defines = before.filter(|before| is_definition(text, before.span.end, name.span));
                if let (Some(Which::Known(index, _)), Some(treaties)) =
                    (defines.map(|name| &name.which), self.of_mut(*kind))
                {
                    treaties.defined = Some(*index);
                }
            }
        }
    }

    fn of_mut(&mut self, kind: Treaty) -> Option<&mut Treaties> {
        match kind {
            Treaty::Convention => Some(&mut self.conventions),
            Treaty::Protocol => Some(&mut self.protocols),
            Treaty::Rules => None,
        }
    }

    /// The treaties of `kind`.
    pub(super) fn of(&self, kind: Treaty) -> Option<&Treaties> {
        match kind {
            Treaty::Convention => Some(&self.conventions),
            Treaty::Protocol => Some(&self.protocols),
            Treaty::Rules => None,
        }
    }

    /// The one treaty that "the Convention" or "the Protocol" can be anywhere in the draft.
    pub(super) fn only(&self, kind: Treaty) -> Option<usize> {
        let treaties = self.of(kind)?;
        let sole = treaties.known.first().filter(|_| treaties.known.len() == 1 && !treaties.others);
        sole.copied()
    }
}

/// Whether the text between a full name and a short one makes the short one stand for the other: " (the ", "(hereinafter “the".
fn is_definition(text: &str, end: usize, short: Span) -> bool {
    let Some(between) = text.get(end..short.start) else { return false };
    let between = between.trim_start();
    between.starts_with('(') && between.len() < 40 && !between.contains(')')
}
