//! From a transport to a running server and back to an exit code.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp_server::ls_types::Uri;
use tower_lsp_server::{Client, LspService, Server};

use super::abilities::Abilities;
use super::state::{Desk, Freshness, Job};
use super::status::{Notice, Status};
use super::{Backend, configuration, diagnostics};

/// How the client talks to the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transport {
    /// Over standard input and output.
    Stdio,
    /// The client listens on this port of this machine.
    Tcp(u16),
    /// The client listens on this socket (a named pipe).
    Pipe(std::path::PathBuf),
}

/// What is remembered of a session when it is over.
#[derive(Debug, Default)]
pub(super) struct Session {
    goodbye: AtomicBool,
}

impl Session {
    /// The client asked to shut down.
    pub(super) fn say_goodbye(&self) {
        self.goodbye.store(true, Ordering::SeqCst);
    }
}

/// While somebody types without a pause, marks are shown at least this often.
const PATIENCE: Duration = Duration::from_millis(250);

/// Requests that may wait at the same time; a burst of questions must not hold up an edit.
const CONCURRENCY: usize = 256;

/// Serves one client until it says goodbye or is gone. Exit code 0 after an orderly shutdown, 1 without one, as the
/// protocol wants it; 2 if the transport cannot be opened.
pub fn serve(transport: &Transport) -> ExitCode {
    let Ok(runtime) = tokio::runtime::Builder::new_multi_thread().enable_all().worker_threads(2).build() else {
        return ExitCode::from(2);
    };
    let session = Arc::new(Session::default());
    let served = runtime.block_on(run(transport, session.clone()));
    // a blocked read of standard input must not keep the process
    runtime.shutdown_background();
    match served {
        Err(error) => {
            let _ = std::io::Write::write_all(
                &mut std::io::stderr(),
                format!("error: the language server cannot reach its client: {error}\n").as_bytes(),
            );
            ExitCode::from(2)
        }
        Ok(()) => ExitCode::from(u8::from(!session.goodbye.load(Ordering::SeqCst))),
    }
}

async fn run(transport: &Transport, session: Arc<Session>) -> std::io::Result<()> {
    match transport {
        Transport::Stdio => talk(tokio::io::stdin(), tokio::io::stdout(), session).await,
        Transport::Tcp(port) => {
            let stream = tokio::net::TcpStream::connect(("127.0.0.1", *port)).await?;
            stream.set_nodelay(true)?;
            let (read, write) = stream.into_split();
            talk(read, write, session).await;
        }
        #[cfg(unix)]
        Transport::Pipe(path) => {
            let (read, write) = tokio::net::UnixStream::connect(path).await?.into_split();
            talk(read, write, session).await;
        }
        #[cfg(windows)]
        Transport::Pipe(path) => {
            let pipe = tokio::net::windows::named_pipe::ClientOptions::new().open(path)?;
            let (read, write) = tokio::io::split(pipe);
            talk(read, write, session).await;
        }
    }
    Ok(())
}

/// Serves a client over any pair of streams; the tests' way in.
pub async fn converse(read: impl AsyncRead + Unpin, write: impl AsyncWrite) {
    talk(read, write, Arc::new(Session::default())).await;
}

async fn talk(read: impl AsyncRead + Unpin, write: impl AsyncWrite, session: Arc<Session>) {
    let (service, socket) = LspService::new(|client| Backend::new(client, session));
    Server::new(read, write, socket).concurrency_level(CONCURRENCY).serve(service).await;
}

/// Starts the one thread that analyzes and publishes.
pub(super) fn start_worker(desk: Arc<Desk>, client: Client, abilities: Abilities) {
    let runtime = tokio::runtime::Handle::current();
    std::thread::spawn(move || {
        let mut faulty: Vec<Uri> = Vec::new();
        let mut last = Instant::now();
        while let Some(job) = desk.next() {
            match job {
                Job::Analyze(uri) => {
                    let Some((snapshot, freshness)) = desk.analyze(&uri) else { continue };
                    let due = freshness == Freshness::Newest || last.elapsed() > PATIENCE;
                    if !due {
                        continue;
                    }
                    last = Instant::now();
                    if abilities.status {
                        let status = Status::of(&snapshot, &uri);
                        runtime.block_on(client.send_notification::<Notice>(status));
                    }
                    if !abilities.pull {
                        let found = diagnostics::all(&snapshot, &uri, abilities);
                        runtime.block_on(client.publish_diagnostics(uri, found, Some(snapshot.version)));
                    }
                }
                Job::Clear(uri) if !abilities.pull => {
                    runtime.block_on(client.publish_diagnostics(uri, Vec::new(), None));
                }
                Job::Clear(_) => {}
                Job::Configuration => {
                    let faults = configuration::faults(&desk.failures());
                    let mended = faulty.iter().filter(|uri| !faults.iter().any(|(other, _)| other == *uri));
                    let cleared = mended.map(|uri| (uri.clone(), Vec::new()));
                    for (uri, found) in cleared.chain(faults.iter().cloned()).collect::<Vec<_>>() {
                        runtime.block_on(client.publish_diagnostics(uri, found, None));
                    }
                    faulty = faults.into_iter().map(|(uri, _)| uri).collect();
                    if abilities.refresh {
                        let client = client.clone();
                        runtime.spawn(async move { client.workspace_diagnostic_refresh().await });
                    }
                }
            }
        }
    });
}

/// Ends the process when the client's process is gone, even if it left the streams open.
pub(super) fn watch_parent(process: Option<u32>) {
    #[cfg(target_os = "linux")]
    if let Some(id) = process {
        let path = std::path::PathBuf::from(format!("/proc/{id}"));
        std::thread::spawn(move || {
            while path.exists() {
                std::thread::sleep(Duration::from_secs(2));
            }
            std::process::exit(1);
        });
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (process, Duration::ZERO);
}
