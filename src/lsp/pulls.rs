//! Pulls of diagnostics, of one document and of the open folders: what is told meanwhile, and how they are cancelled.
//!
//! What an answer holds is the business of `diagnostics` and `others`. Answers here can be long, so they are written
//! where they are made; what is told of the folders goes one way with the answer, since the protocol wants it before.

use std::collections::VecDeque;
use std::sync::Arc;

use futures::FutureExt;
use futures::future::{AbortHandle, AbortRegistration, Abortable, BoxFuture};
use serde::{Deserialize, Serialize};
use tower_lsp_server::jsonrpc::{Error, Id, Request, Result};
use tower_lsp_server::ls_types::notification::{Notification, Progress, WorkDoneProgressCancel};
use tower_lsp_server::ls_types::request::{DocumentDiagnosticRequest, Request as _, WorkspaceDiagnosticRequest};
use tower_lsp_server::ls_types::*;

use super::exchange::{CONCURRENCY, Outbox, Said};
use super::state::Snapshot;
use super::{Backend, apart, diagnostics, others};
use crate::settings::Feature;

/// Drafts that are reported at once to a client which takes parts of an answer.
const BATCH: usize = 24;

/// The latest pulls of diagnostics, which may be cancelled: by the ids of their requests, or where their progress is
/// shown.
#[derive(Default)]
pub(super) struct Pulls(VecDeque<Pull>);

struct Pull {
    id: Id,
    shown: Option<ProgressToken>,
    handle: AbortHandle,
}

impl Pulls {
    /// The answer to `request`, if it pulls diagnostics; nothing comes of it where the answer is on its way already.
    pub(super) fn answer(&mut self, request: &Request, backend: &Backend) -> Option<BoxFuture<'static, Option<Said>>> {
        let params = request.params()?;
        match request.method() {
            "$/cancelRequest" => {
                let named =
                    self.0.iter().find(|pull| serde_json::to_value(&pull.id).is_ok_and(|id| id == params["id"]));
                named.inspect(|pull| pull.handle.abort());
                None
            }
            WorkDoneProgressCancel::METHOD => {
                let token = ProgressToken::deserialize(&params["token"]).ok()?;
                let shown = self.0.iter().filter(|pull| pull.shown.as_ref() == Some(&token));
                shown.for_each(|pull| pull.handle.abort());
                None
            }
            DocumentDiagnosticRequest::METHOD => {
                let id = request.id()?;
                let params = DocumentDiagnosticParams::deserialize(params).ok()?;
                let answer = backend.apart().pull(id.clone(), params);
                let answer = Abortable::new(answer, self.begin(id, None));
                let (id, outbox) = (id.clone(), backend.outbox.clone());
                Some(answer.map(move |answer| Some(answer.unwrap_or_else(|_| cancelled(&outbox, id)))).boxed())
            }
            WorkspaceDiagnosticRequest::METHOD => {
                let id = request.id()?;
                let params = WorkspaceDiagnosticParams::deserialize(params).ok()?;
                let registration = self.begin(id, params.work_done_progress_params.work_done_token.clone());
                Some(backend.apart().pull_all(id.clone(), params, registration).boxed())
            }
            _ => None,
        }
    }

    fn begin(&mut self, id: &Id, shown: Option<ProgressToken>) -> AbortRegistration {
        let (handle, registration) = AbortHandle::new_pair();
        self.0.push_back(Pull { id: id.clone(), shown, handle });
        if self.0.len() > CONCURRENCY {
            self.0.pop_front();
        }
        registration
    }
}

fn cancelled(outbox: &Outbox, id: Id) -> Said {
    outbox.answer(id, Err::<(), _>(Error::request_cancelled()))
}

/// A part of an answer.
struct Part;

#[derive(Serialize, Deserialize)]
struct PartParams {
    token: ProgressToken,
    value: WorkspaceDiagnosticReportPartialResult,
}

impl Notification for Part {
    type Params = PartParams;
    const METHOD: &'static str = Progress::METHOD;
}

impl Backend {
    /// The answer to a pull of the diagnostics of one document, written.
    async fn pull(self, id: Id, params: DocumentDiagnosticParams) -> Said {
        let uri = params.text_document.uri;
        let (of, previous) = (uri.clone(), params.previous_result_id.clone());
        let (own, outbox) = (id.clone(), self.outbox.clone());
        let written = move |snapshot: &Snapshot, abilities| {
            let report = diagnostics::report(snapshot, &of, previous.as_deref(), abilities);
            outbox.answer(own, Ok(report))
        };
        match self.answer(&uri, Feature::Diagnostics, written).await {
            Ok(Some(answer)) => answer,
            Ok(None) => {
                let (desk, abilities) = (self.desk.clone(), self.abilities());
                let closed = move || others::one(&desk, uri, params.previous_result_id, abilities);
                let nothing = || DocumentDiagnosticReport::from(RelatedFullDocumentDiagnosticReport::default());
                self.outbox.answer(id, apart(closed).await.map(|report| report.unwrap_or_else(nothing)))
            }
            Err(error) => self.outbox.answer(id, Err::<DocumentDiagnosticReport, _>(error)),
        }
    }

    /// Answers a pull of the diagnostics of all drafts that are not open.
    async fn pull_all(
        mut self,
        id: Id,
        params: WorkspaceDiagnosticParams,
        registration: AbortRegistration,
    ) -> Option<Said> {
        let shown = params.work_done_progress_params.work_done_token;
        let parts = params.partial_result_params.partial_result_token;
        self.tell(shown.as_ref(), || {
            WorkDoneProgress::Begin(WorkDoneProgressBegin {
                title: "Reading the drafts of this folder".to_owned(),
                cancellable: Some(true),
                message: None,
                percentage: Some(0),
            })
        })
        .await;
        let reports = self.apart().reports(params.previous_result_ids, parts, shown.clone());
        let reports = Abortable::new(reports, registration).await;
        self.tell(shown.as_ref(), || WorkDoneProgress::End(WorkDoneProgressEnd::default())).await;
        let answer = match reports {
            Ok(reports) => self.outbox.answer(id, reports.map(|items| WorkspaceDiagnosticReport { items })),
            Err(_) => cancelled(&self.outbox, id),
        };
        self.outbox.say(answer).await
    }

    /// The reports, or those that were not told as `parts`.
    async fn reports(
        mut self,
        previous: Vec<PreviousResultId>,
        parts: Option<ProgressToken>,
        shown: Option<ProgressToken>,
    ) -> Result<Vec<WorkspaceDocumentDiagnosticReport>> {
        let (desk, abilities) = (self.desk.clone(), self.abilities());
        let (asked, mut reports) = apart(move || others::asked(&desk, previous)).await?;
        let (asked, mut done) = (Arc::new(asked), 0);
        while done < asked.len() {
            let to = asked.len().min(done + BATCH);
            let (batch, desk) = (asked.clone(), self.desk.clone());
            reports.extend(apart(move || others::reports(&batch[done..to], &desk, abilities)).await?);
            if let Some(token) = parts.clone() {
                let value = WorkspaceDiagnosticReportPartialResult { items: std::mem::take(&mut reports) };
                self.outbox.notify::<Part>(PartParams { token, value }).await;
            }
            done = to;
            self.tell(shown.as_ref(), || {
                WorkDoneProgress::Report(WorkDoneProgressReport {
                    cancellable: Some(true),
                    message: Some(format!("{done} of {}", asked.len())),
                    percentage: Some((done * 100 / asked.len()) as u32),
                })
            })
            .await;
        }
        Ok(reports)
    }

    /// Tells how far the work is, to a client that wants to know.
    async fn tell(&mut self, shown: Option<&ProgressToken>, said: impl FnOnce() -> WorkDoneProgress) {
        if let Some(token) = shown.cloned() {
            let value = ProgressParamsValue::WorkDone(said());
            self.outbox.notify::<Progress>(ProgressParams { token, value }).await;
        }
    }
}
