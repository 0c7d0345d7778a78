//! Standard output and error: colours, progress, and what is said when something could not be done.
//!
//! A reader that has gone away is no error. Nothing here depends on more of the environment than the terminal,
//! `NO_COLOR` and `TERM`.

use std::fmt::Display;
use std::io::{ErrorKind, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use clap::ValueEnum;

use crate::failure::Failure;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// Nothing to complain of.
    Clean,
    /// Findings that matter.
    Found,
    /// It could not do what was asked.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    fn choice(self, terminal: &impl IsTerminal) -> anstream::ColorChoice {
        let plain = || {
            std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
                || std::env::var_os("TERM").is_some_and(|value| value == "dumb")
        };
        match self {
            Color::Always => anstream::ColorChoice::Always,
            Color::Auto if terminal.is_terminal() && !plain() => anstream::ColorChoice::Always,
            Color::Auto | Color::Never => anstream::ColorChoice::Never,
        }
    }
}

/// Writes to standard output.
///
/// # Errors
/// If it cannot be written to, as when a disk is full. A reader that went away is none.
pub(super) fn print(text: &str, color: Color) -> Result<(), Failure> {
    let stdout = std::io::stdout();
    let choice = color.choice(&stdout);
    if choice == anstream::ColorChoice::Never {
        // at once: a stream that takes colours out on the way writes piece by piece
        return print_bytes(anstream::adapter::strip_str(text).to_string().as_bytes());
    }
    let mut stream = anstream::AutoStream::new(stdout.lock(), choice);
    written(stream.write_all(text.as_bytes()).and_then(|()| stream.flush()))
}

/// Writes bytes to standard output as they are.
///
/// # Errors
/// As [`print`].
pub(super) fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    written(stdout.write_all(bytes).and_then(|()| stdout.flush()))
}

fn written(done: std::io::Result<()>) -> Result<(), Failure> {
    match done {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::io(&error, std::path::Path::new("standard output"), "write to it"))
        }
        _ => Ok(()),
    }
}

/// Says something on standard error.
pub(super) fn say(word: &str, text: impl Display) {
    // nobody is there to be told that nobody listens
    let _ = writeln!(std::io::stderr(), "{word}: {text}");
}

/// Says what could not be done.
pub(super) fn complain(failure: &Failure) {
    let _ = write!(std::io::stderr(), "{failure}");
}

/// Asks a question that is answered by yes or no; `None` if there is nobody to ask.
pub(super) fn ask(question: &str) -> Option<bool> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return None;
    }
    let _ = write!(std::io::stderr(), "{question} [y/N] ");
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).ok()?;
    Some(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// A line that counts files, on long work at a terminal only.
#[derive(Debug)]
pub(super) struct Progress {
    total: usize,
    done: AtomicUsize,
    started: Instant,
    shown: Option<Mutex<Instant>>,
}

impl Progress {
    /// Work on so many files.
    pub(super) fn new(total: usize) -> Progress {
        let started = Instant::now();
        let watched = total > 1 && std::io::stderr().is_terminal();
        Progress { total, done: AtomicUsize::new(0), started, shown: watched.then(|| Mutex::new(started)) }
    }

    /// Takes the line away, for something else to be said there; the next step writes it anew.
    pub(super) fn clear(&self) {
        if self.shown.as_ref().is_some_and(|shown| shown.lock().is_ok_and(|last| *last != self.started)) {
            let _ = write!(std::io::stderr(), "\r\x1b[2K");
        }
    }

    /// One more file is done.
    pub(super) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let Some(shown) = &self.shown else { return };
        let long = self.started.elapsed() > Duration::from_millis(400);
        if let (true, Ok(mut last)) = (long, shown.try_lock())
            && last.elapsed() > Duration::from_millis(60)
        {
            *last = Instant::now();
            let width = 24 * done / self.total;
            let bar: String = "━".repeat(width) + &" ".repeat(24 - width);
            let _ = write!(std::io::stderr(), "\r{bar} {done}/{}", self.total);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
