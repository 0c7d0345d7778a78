//! Says that the server is at work, where the work takes long enough to be noticed.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tower_lsp_server::Client;
use tower_lsp_server::ls_types::ProgressToken;

use super::abilities::Abilities;

/// Work that takes less is not worth a word.
const NOTICED: Duration = Duration::from_millis(400);

/// Tells the client of long work.
#[derive(Debug, Clone)]
pub(super) struct Progress {
    client: Client,
    runtime: Handle,
    told: Arc<AtomicU32>,
    shown: bool,
}

impl Progress {
    /// Tells `client`, if it shows such things.
    pub(super) fn of(client: Client, abilities: Abilities) -> Progress {
        Progress { client, runtime: Handle::current(), told: Arc::default(), shown: abilities.progress }
    }

    /// Does `work`; if that takes long, the client reads `title` meanwhile. The client is never waited for.
    pub(super) fn during<T>(&self, title: &str, work: impl FnOnce() -> T) -> T {
        if !self.shown {
            return work();
        }
        let (done, over) = oneshot::channel::<()>();
        let token = ProgressToken::String(format!("rapporteur-{}", self.told.fetch_add(1, Ordering::Relaxed)));
        self.runtime.spawn(show(self.client.clone(), token, title.to_owned(), over));
        let result = work();
        drop(done);
        result
    }
}

async fn show(client: Client, token: ProgressToken, title: String, mut over: oneshot::Receiver<()>) {
    if tokio::time::timeout(NOTICED, &mut over).await.is_ok() {
        return;
    }
    if client.create_work_done_progress(token.clone()).await.is_ok() {
        let progress = client.progress(token, title).begin().await;
        let _ = over.await; // it ends when the sender is dropped
        progress.finish().await;
    }
}
