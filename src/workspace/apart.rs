//! A PDF read in a process of its own, with limits on time and memory: whatever its reader does on an odd file, this
//! program goes on.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::document::decode::Unreadable;
use crate::document::pdf;
use crate::failure::Failure;

/// Reads PDFs in another process.
#[derive(Debug, Clone)]
pub struct PdfReader {
    /// The program that is started: this one.
    pub program: PathBuf,
    /// What one file may cost.
    pub limits: Limits,
}

/// What the reading of one file may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// From the start of the process to its end.
    pub time: Duration,
    /// Bytes of memory; the system holds the process to it where it can.
    pub memory: u64,
    /// Bytes of the largest file.
    pub size: u64,
}

impl Default for Limits {
    /// More than any report takes.
    fn default() -> Limits {
        Limits { time: Duration::from_secs(60), memory: 1 << 30, size: 200 << 20 }
    }
}

const ADVICE: &str = "ask for the Word file, or copy its text into a .txt file";

impl PdfReader {
    /// A reader that starts this program.
    ///
    /// # Errors
    /// If the system does not say where the program is.
    pub fn new() -> std::io::Result<PdfReader> {
        Ok(PdfReader { program: std::env::current_exe()?, limits: Limits::default() })
    }

    /// The text of the PDF at `path`; `name` is what people call the file.
    ///
    /// # Errors
    /// If it cannot be read within the limits, is locked, or holds no text.
    pub fn read(&self, path: &Path, name: &str) -> Result<pdf::Pages, Failure> {
        let fail = |what: String, advice: &str| Failure::new(what, advice).about(name);
        let size = path.metadata().map_err(|error| Failure::io(&error, Path::new(name), "read it"))?.len();
        if size > self.limits.size {
            return Err(fail(format!("this is a PDF of more than {}", megabytes(self.limits.size)), ADVICE));
        }
        let unable = |error: std::io::Error| Failure::io(&error, Path::new(name), "start a process that reads it");
        let folder = tempfile::tempdir().map_err(unable)?;
        let output = folder.path().join("text");
        let Some(status) = self.run(path, &output).map_err(unable)? else {
            let seconds = self.limits.time.as_secs_f32();
            return Err(fail(format!("this is a PDF that took longer than {seconds} seconds to read"), ADVICE));
        };
        let text = std::fs::read_to_string(&output).unwrap_or_default();
        match status.code() {
            Some(0) if text.trim().is_empty() => {
                let advice = "ask for the document it was made from";
                Err(fail("this is a PDF without text, such as a scan".to_owned(), advice))
            }
            Some(0) => Ok(pdf::lay_out(&text)),
            Some(2) if text.trim() == pdf::LOCKED => {
                let advice = "open it with its password and save a copy without one, or ask for the Word file";
                Err(fail("this is a PDF that a password protects".to_owned(), advice))
            }
            Some(2) if !text.is_empty() => {
                let advice = "fetch it again, ask for the Word file, or copy its text into a .txt file";
                Err(fail(format!("this is a PDF that is cut off or damaged: {}", text.trim()), advice))
            }
            _ => {
                let memory = megabytes(self.limits.memory);
                let what = format!(
                    "this is a PDF that its reader gave up: it is damaged, made in a way that the reader does not know, or \
                     takes more than {memory} of memory"
                );
                Err(fail(what, ADVICE))
            }
        }
    }

    /// How the other process ended; `None` if it took too long.
    fn run(&self, path: &Path, output: &Path) -> std::io::Result<Option<ExitStatus>> {
        let mut child = Command::new(&self.program)
            .arg("read-pdf")
            .args([path, output])
            .arg(self.limits.time.as_secs().max(1).to_string())
            .arg(self.limits.memory.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let started = Instant::now();
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(Some(status));
            }
            if started.elapsed() > self.limits.time {
                // it may have ended just now
                let _ = child.kill();
                let _ = child.wait();
                return Ok(None);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{} megabytes", bytes >> 20)
}

/// The other process: writes the text of the PDF at `path`, or why it has none, to `output`. It may take so many seconds
/// of the processor and so many bytes of memory.
///
/// # Errors
/// What the reader says of the file.
pub fn read_pdf(path: &Path, output: &Path, seconds: u64, memory: u64) -> Result<(), Unreadable> {
    #[cfg(unix)]
    {
        // a system that does not know a limit goes without
        let _ = rlimit::setrlimit(rlimit::Resource::AS, memory, memory);
        let _ = rlimit::setrlimit(rlimit::Resource::CPU, seconds, seconds);
        let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
    }
    #[cfg(not(unix))]
    let _ = (seconds, memory);
    let bytes = std::fs::read(path).map_err(|error| error.to_string());
    let read = bytes.and_then(|bytes| pdf::extract(&bytes));
    let (text, result) = match read {
        Ok(text) => (text, Ok(())),
        Err(why) => (why.clone(), Err(Unreadable::new(why, ""))),
    };
    std::fs::write(output, text).map_err(|error| Unreadable::new(error.to_string(), ""))?;
    result
}
