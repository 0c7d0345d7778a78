//! A PDF read in a process of its own, with limits on time and memory: whatever its reader does on an odd file, this
//! program goes on.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::document::decode::Unreadable;
use crate::document::pdf;
use crate::failure::Failure;

/// Longer than any report takes.
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes of memory that reading may take; the system holds the process to it where it can.
#[cfg(unix)]
const MEMORY: u64 = 1 << 30;
/// Bytes of the largest file.
const LARGEST: u64 = 200 << 20;

/// The text of the PDF at `path`, read by another process of this program.
///
/// # Errors
/// If it cannot be read in time and space, or holds no text.
pub(super) fn read(path: &Path, name: &str) -> Result<pdf::Pages, Failure> {
    let fail = |what: String, advice: &str| Failure::new(what, advice).about(name);
    const ADVICE: &str = "ask for the Word file, or copy its text into a .txt file";
    let size = path.metadata().map_err(|error| Failure::io(&error, Path::new(name), "read it"))?.len();
    if size > LARGEST {
        return Err(fail(format!("this is a PDF of more than {} megabytes", LARGEST >> 20), ADVICE));
    }
    let unable = |error: std::io::Error| Failure::io(&error, Path::new(name), "start a process that reads it");
    let folder = tempfile::tempdir().map_err(unable)?;
    let output = folder.path().join("text");
    let program = std::env::current_exe().map_err(unable)?;
    let mut child = Command::new(program)
        .arg("read-pdf")
        .args([path, &output])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(unable)?;
    let started = Instant::now();
    let status = loop {
        match child.try_wait().map_err(unable)? {
            Some(status) => break status,
            None if started.elapsed() > PATIENCE => {
                // it may have ended just now
                let _ = child.kill();
                let _ = child.wait();
                let what = format!("this is a PDF that took longer than {} seconds to read", PATIENCE.as_secs());
                return Err(fail(what, ADVICE));
            }
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    };
    let text = std::fs::read_to_string(&output).unwrap_or_default();
    match status.code() {
        Some(0) if text.trim().is_empty() => {
            Err(fail("this is a PDF without text, such as a scan".to_owned(), "ask for the document it was made from"))
        }
        Some(0) => Ok(pdf::lay_out(&text)),
        Some(2) if !text.is_empty() => Err(fail(format!("this is a PDF that cannot be read: {}", text.trim()), ADVICE)),
        _ => Err(fail(
            "this is a PDF that is damaged, or made in a way that its reader does not know".to_owned(),
            ADVICE,
        )),
    }
}

/// The other process: writes the text of the PDF at `path`, or why it has none, to `output`.
///
/// # Errors
/// What the reader says of the file.
pub fn read_pdf(path: &Path, output: &Path) -> Result<(), Unreadable> {
    #[cfg(unix)]
    {
        // a system that does not know a limit goes without
        let _ = rlimit::setrlimit(rlimit::Resource::AS, MEMORY, MEMORY);
        let _ = rlimit::setrlimit(rlimit::Resource::CPU, PATIENCE.as_secs(), PATIENCE.as_secs());
        let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
    }
    let bytes = std::fs::read(path).map_err(|error| error.to_string());
    let read = bytes.and_then(|bytes| pdf::extract(&bytes));
    let (text, result) = match read {
        Ok(text) => (text, Ok(())),
        Err(why) => (why.clone(), Err(Unreadable::new(why, ""))),
    };
    std::fs::write(output, text).map_err(|error| Unreadable::new(error.to_string(), ""))?;
    result
}
