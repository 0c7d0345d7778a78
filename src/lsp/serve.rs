//! From a transport to a running server and back to an exit code.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp_server::Client;
use tower_lsp_server::ls_types::notification::PublishDiagnostics;
use tower_lsp_server::ls_types::{self as lsp, Uri};

use super::abilities::Abilities;
use super::exchange::{Outbox, talk};
use super::progress::Progress;
use super::state::{Desk, Freshness, Job};
use super::status::{Notice, Status};
use super::{configuration, diagnostics};

/// How the client talks to the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transport {
    /// Over standard input and output.
    Stdio,
    /// The client listens on this port of this machine.
    Tcp(u16),
    /// The client listens on this socket (a named pipe).
    Pipe(PathBuf),
}

/// Where the server writes what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// The file; what is there stays.
    pub path: PathBuf,
    /// How much is written.
    pub level: LogLevel,
}

/// How much is written to a log; each level holds those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogLevel {
    /// What failed.
    Error,
    /// What a person may want to mend.
    Warn,
    /// Who is served, and what it can do.
    Info,
    /// Every analysis.
    Debug,
    /// Every message.
    Trace,
}

impl LogLevel {
    /// All of them, by the words for them.
    pub const ALL: [(&'static str, LogLevel); 5] = [
        ("error", LogLevel::Error),
        ("warn", LogLevel::Warn),
        ("info", LogLevel::Info),
        ("debug", LogLevel::Debug),
        ("trace", LogLevel::Trace),
    ];

    fn filter(self) -> tracing::Level {
        match self {
            LogLevel::Error => tracing::Level::ERROR,
            LogLevel::Warn => tracing::Level::WARN,
            LogLevel::Info => tracing::Level::INFO,
            LogLevel::Debug => tracing::Level::DEBUG,
            LogLevel::Trace => tracing::Level::TRACE,
        }
    }
}

impl Log {
    /// Begins to write.
    fn open(&self) -> std::io::Result<()> {
        let file = std::fs::OpenOptions::new().create(true).append(true).open(&self.path)?;
        let log = tracing_subscriber::fmt().with_ansi(false).with_max_level(self.level.filter());
        // only a program that has a log already cannot have another
        let _ = log.with_writer(Mutex::new(file)).try_init();
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |fault| {
            tracing::error!("{fault}");
            before(fault);
        }));
        Ok(())
    }
}

/// While somebody types without a pause, marks are shown at least this often.
const PATIENCE: Duration = Duration::from_millis(250);

/// Serves one client until it says goodbye or is gone. Exit code 0 after an orderly shutdown, 1 without one, as the
/// protocol wants it; 2 if the transport or the log cannot be opened.
pub fn serve(transport: &Transport, log: Option<&Log>, client: Option<u32>) -> ExitCode {
    if let Some(log) = log
        && let Err(error) = log.open()
    {
        return fail(&format!("the log {} cannot be written: {error}", log.path.display()));
    }
    watch_parent(client);
    let Ok(runtime) = tokio::runtime::Builder::new_multi_thread().enable_all().worker_threads(2).build() else {
        return ExitCode::from(2);
    };
    let goodbye = AtomicBool::new(false);
    let served = runtime.block_on(run(transport, &goodbye));
    // a blocked read of standard input must not keep the process
    runtime.shutdown_background();
    match served {
        Err(error) => fail(&format!("the language server cannot reach its client: {error}")),
        Ok(()) => ExitCode::from(u8::from(!goodbye.load(Ordering::SeqCst))),
    }
}

/// Says why there is no session. Nobody may be there to read it.
fn fail(why: &str) -> ExitCode {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("error: {why}\n").as_bytes());
    ExitCode::from(2)
}

async fn run(transport: &Transport, goodbye: &AtomicBool) -> std::io::Result<()> {
    match transport {
        Transport::Stdio => talk(tokio::io::stdin(), tokio::io::stdout(), goodbye).await,
        Transport::Tcp(port) => {
            let stream = tokio::net::TcpStream::connect(("127.0.0.1", *port)).await?;
            stream.set_nodelay(true)?;
            let (read, write) = stream.into_split();
            talk(read, write, goodbye).await;
        }
        #[cfg(unix)]
        Transport::Pipe(path) => {
            let (read, write) = tokio::net::UnixStream::connect(path).await?.into_split();
            talk(read, write, goodbye).await;
        }
        #[cfg(windows)]
        Transport::Pipe(path) => {
            let pipe = tokio::net::windows::named_pipe::ClientOptions::new().open(path)?;
            let (read, write) = tokio::io::split(pipe);
            talk(read, write, goodbye).await;
        }
    }
    Ok(())
}

/// Serves a client over any pair of streams; the tests' way in.
pub async fn converse(read: impl AsyncRead + Unpin, write: impl AsyncWrite) {
    talk(read, write, &AtomicBool::new(false)).await;
}

/// Starts the one thread that analyzes and publishes.
pub(super) fn start_worker(desk: Arc<Desk>, client: Client, outbox: Outbox, abilities: Abilities) {
    let runtime = tokio::runtime::Handle::current();
    let progress = Progress::of(client.clone(), abilities);
    let (faulty, last, begun) = (Vec::new(), Instant::now(), false);
    let mut worker = Worker { desk, client, outbox, abilities, runtime, progress, faulty, last, begun };
    std::thread::spawn(move || {
        while let Some(job) = worker.desk.next() {
            worker.work(job);
        }
    });
}

/// The one that analyzes and publishes.
struct Worker {
    desk: Arc<Desk>,
    client: Client,
    outbox: Outbox,
    abilities: Abilities,
    runtime: tokio::runtime::Handle,
    progress: Progress,
    /// Configurations that were published with a fault.
    faulty: Vec<Uri>,
    /// When marks were last shown.
    last: Instant,
    /// Whether the configuration was looked at before.
    begun: bool,
}

impl Worker {
    fn work(&mut self, job: Job) {
        match job {
            Job::Analyze(uri) => self.analyze(&uri),
            Job::Clear(uri) if !self.abilities.pull => self.publish(uri, Vec::new(), None),
            Job::Clear(_) => {}
            Job::Configuration => self.configure(),
            Job::Judge => self.say_faults(),
            Job::Elsewhere => {
                if self.abilities.pull && self.abilities.refresh.diagnostics {
                    let client = self.client.clone();
                    self.runtime.spawn(async move { client.workspace_diagnostic_refresh().await });
                }
            }
        }
    }

    fn analyze(&mut self, uri: &Uri) {
        let start = Instant::now();
        let analyzed = self.progress.during("Reading the draft", || self.desk.analyze(uri));
        let Some((snapshot, freshness)) = analyzed else { return };
        tracing::debug!("version {} of {} in {:?}", snapshot.version, uri.as_str(), start.elapsed());
        if freshness == Freshness::Overtaken && self.last.elapsed() <= PATIENCE {
            return;
        }
        self.last = Instant::now();
        if self.abilities.status {
            let status = Status::of(&snapshot, uri);
            self.runtime.block_on(self.outbox.notify::<Notice>(status));
        }
        if !self.abilities.pull {
            let found = diagnostics::all(&snapshot, uri, self.abilities);
            self.publish(uri.clone(), found, Some(snapshot.version));
        }
    }

    /// Says what is wrong with configurations, and takes back what was.
    fn say_faults(&mut self) {
        let failures = self.progress.during("Reading the configuration", || self.desk.failures());
        failures.iter().for_each(|failure| tracing::warn!("{failure}"));
        let faults = configuration::faults(&self.desk, &failures, self.abilities.units);
        for uri in std::mem::take(&mut self.faulty) {
            if !faults.iter().any(|fault| fault.uri == uri) {
                self.publish(uri, Vec::new(), None);
            }
        }
        self.faulty = faults.iter().map(|fault| fault.uri.clone()).collect();
        for fault in faults {
            self.publish(fault.uri, vec![fault.diagnostic], fault.version);
        }
    }

    /// As [`Worker::say_faults`], and has everything asked for again that rests on configurations.
    fn configure(&mut self) {
        self.say_faults();
        // at the start nothing was given yet that could be asked for again
        if !std::mem::replace(&mut self.begun, true) {
            return;
        }
        let (client, refresh, pull) = (self.client.clone(), self.abilities.refresh, self.abilities.pull);
        self.runtime.spawn(async move {
            // a client that cannot do what it said it could is left alone
            if pull && refresh.diagnostics {
                let _ = client.workspace_diagnostic_refresh().await;
            }
            if refresh.hints {
                let _ = client.inlay_hint_refresh().await;
            }
            if refresh.lenses {
                let _ = client.code_lens_refresh().await;
            }
            if refresh.tokens {
                let _ = client.semantic_tokens_refresh().await;
            }
        });
    }

    fn publish(&mut self, uri: Uri, found: Vec<lsp::Diagnostic>, version: Option<i32>) {
        let params = lsp::PublishDiagnosticsParams::new(uri, found, version);
        self.runtime.block_on(self.outbox.notify::<PublishDiagnostics>(params));
    }
}

/// Ends the process when the client's process is gone, even if it left the streams open.
pub(super) fn watch_parent(process: Option<u32>) {
    #[cfg(unix)]
    if let Some(id) = process.and_then(|id| rustix::process::Pid::from_raw(i32::try_from(id).ok()?)) {
        use rustix::process::test_kill_process;
        std::thread::spawn(move || {
            // a process of somebody else is there, too
            while !matches!(test_kill_process(id), Err(rustix::io::Errno::SRCH)) {
                std::thread::sleep(Duration::from_secs(2));
            }
            tracing::info!("the client is gone");
            std::process::exit(1);
        });
    }
    #[cfg(not(unix))]
    let _ = process;
}
