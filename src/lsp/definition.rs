//! From a mark to the earlier recommendation it rests on.

use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::record;
use super::state::Snapshot;

/// Where what stands at byte `at` comes from.
pub(super) fn definitions(
    snapshot: &Snapshot,
    _uri: &lsp::Uri,
    at: usize,
    _abilities: Abilities,
) -> Vec<lsp::Location> {
    let corpus = &snapshot.workbench.corpus;
    let here = snapshot.analysis.findings.iter().filter(|finding| finding.span.start <= at && at <= finding.span.end);
    let precedents = here.flat_map(|finding| &finding.precedents);
    let earlier = precedents.filter_map(|precedent| corpus.named(&precedent.name));
    earlier.filter_map(|earlier| record::locate(earlier, corpus)).collect()
}
