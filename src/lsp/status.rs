//! How a draft stands, for an editor that shows it in one line: said after each analysis to clients that want it.

use serde::{Deserialize, Serialize};
use tower_lsp_server::ls_types::Uri;
use tower_lsp_server::ls_types::notification::Notification;

use super::state::Snapshot;
use crate::finding::Severity;

/// What a draft is, where it stands, and how much was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Status {
    uri: Uri,
    version: i32,
    /// `draft`, `report` or `not-a-draft`.
    kind: String,
    /// `negotiation` or `submission`.
    stage: String,
    errors: usize,
    warnings: usize,
    information: usize,
    hints: usize,
}

impl Status {
    /// How `snapshot` stands.
    pub(super) fn of(snapshot: &Snapshot, uri: &Uri) -> Status {
        let findings = &snapshot.analysis.findings;
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Status {
            uri: uri.clone(),
            version: snapshot.version,
            kind: snapshot.analysis.nature.name().to_owned(),
            stage: snapshot.settings.stage.name().to_owned(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            information: count(Severity::Information),
            hints: count(Severity::Hint),
        }
    }
}

/// The notification.
#[derive(Debug)]
pub(super) enum Notice {}

impl Notification for Notice {
    type Params = Status;
    const METHOD: &'static str = "rapporteur/status";
}
