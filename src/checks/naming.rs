//! What the checks of citations share: the citations of a unit, the instruments that a draft names.

use std::collections::BTreeSet;

use crate::document::{Document, Kind, Unit};
use crate::lexicon::citations::Citation;
use crate::lexicon::instruments::Kind as Treaty;
use crate::lexicon::names::{Name, Which};
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
    /// The treaties that `document` names, wherever it does.
    pub(super) fn in_draft(document: &Document, lexicon: &Lexicon) -> Named {
        let mut named = Named::default();
        for unit in document.units() {
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
