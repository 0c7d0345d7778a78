//! As JSON; see `docs/record.md`.

use serde::Serialize;

use super::{Compared, Side};
use crate::corpus;
use crate::document::comparison::{Pair, Version};
use crate::render::earlier::{self, DifferenceView, rounded};

pub(super) fn render(compared: &Compared) -> String {
    earlier::json(&Page {
        version: 1,
        old: SideView::of(&compared.old),
        new: SideView::of(&compared.new),
        tier: compared.alike.map(|(tier, _)| tier.name()),
        score: compared.alike.map(|(_, score)| rounded(score)),
        summary: compared.counts().iter().map(|(change, count)| (change.name(), *count)).collect(),
        recommendations: compared.comparison.pairs.iter().map(|pair| PairView::of(compared, pair)).collect(),
    })
}

#[derive(Serialize)]
struct Page<'a> {
    version: u32,
    old: SideView<'a>,
    new: SideView<'a>,
    tier: Option<&'static str>,
    score: Option<f64>,
    summary: std::collections::BTreeMap<&'static str, usize>,
    recommendations: Vec<PairView<'a>>,
}

#[derive(Serialize)]
struct SideView<'a> {
    name: &'a str,
    status: Option<&'static str>,
    symbol: Option<&'a str>,
    symbol_inferred: bool,
    url: Option<String>,
}

impl<'a> SideView<'a> {
    fn of(side: &'a Side) -> SideView<'a> {
        let symbol = Some(side.symbol.as_str()).filter(|symbol| !symbol.is_empty());
        SideView {
            name: &side.name,
            status: side.status.map(|status| status.name()),
            symbol,
            symbol_inferred: side.inferred && symbol.is_some(),
            url: symbol.map(corpus::url),
        }
    }
}

#[derive(Serialize)]
struct PairView<'a> {
    changes: Vec<&'static str>,
    old: Option<VersionView<'a>>,
    new: Option<VersionView<'a>>,
    kin: Option<&'a str>,
    difference: Vec<DifferenceView>,
}

impl<'a> PairView<'a> {
    fn of(compared: &'a Compared, pair: &Pair) -> PairView<'a> {
        let (old, new) = (compared.before(pair), compared.after(pair));
        let line = |side: &Side, i: Option<usize>| side.lines.get(i?).copied();
        PairView {
            changes: pair.changes.iter().map(|change| change.name()).collect(),
            old: old.map(|version| VersionView::of(version, line(&compared.old, pair.old))),
            new: new.map(|version| VersionView::of(version, line(&compared.new, pair.new))),
            kin: pair.kin.map(|i| match pair.new {
                None => compared.comparison.new[i].called.as_str(),
                Some(_) => compared.comparison.old[i].called.as_str(),
            }),
            difference: match (old, new) {
                (Some(old), Some(new)) => DifferenceView::between(&old.text, &new.text),
                _ => Vec::new(),
            },
        }
    }
}

#[derive(Serialize)]
struct VersionView<'a> {
    name: &'a str,
    line: Option<usize>,
    section: &'a str,
    addressees: &'a [String],
    phrase: Option<&'a str>,
    strength: Option<u8>,
    text: &'a str,
}

impl<'a> VersionView<'a> {
    fn of(version: &'a Version, line: Option<usize>) -> VersionView<'a> {
        VersionView {
            name: &version.called,
            line,
            section: &version.section,
            addressees: &version.addressees,
            phrase: Some(version.phrase.as_str()).filter(|phrase| !phrase.is_empty()),
            strength: version.strength.map(|strength| strength.0),
            text: &version.text,
        }
    }
}
