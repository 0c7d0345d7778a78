//! Indexes that are kept on disk, so that a large corpus is read once: one file for each state of a corpus.
//!
//! A file bears the number of the texts and of the code that it rests on in its name and its head, and ends with a number
//! for its bytes. What is stale, cut short or damaged is no index, and is made anew. Nothing here fails: where no folder
//! can be written to, nothing is kept.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use crate::mapped::Mapped;

/// What files of indexes end with.
const EXTENSION: &str = "similarity";

/// Bytes of the number at the end of a file.
const CHECK: usize = 8;

/// Bytes that are checked at a time.
const AT_ONCE: usize = 1 << 18;

/// An index that nobody has opened for so long goes when another is written.
const FORGOTTEN: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The bytes of an index on disk.
#[derive(Debug)]
pub(super) struct Stored(Mapped);

impl Stored {
    /// The index itself.
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.get(..self.0.len().saturating_sub(CHECK)).unwrap_or(&[])
    }
}

/// Opens the index with this stamp, if it is there and whole.
pub(super) fn open(folder: &Path, stamp: u64) -> Option<Stored> {
    let mut file = File::open(path(folder, stamp)).ok()?;
    if !is_whole(&mut file).ok()? {
        return None;
    }
    // a file that is in use is not forgotten; where that cannot be noted, it is only made anew some day
    let _ = file.set_modified(SystemTime::now());
    Mapped::open(&file).ok().map(Stored)
}

/// Keeps an index for the next time. Those who look for it meanwhile find the old one, or none, but never a part.
pub(super) fn keep(folder: &Path, stamp: u64, index: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    forget(folder);
    let mut file = tempfile::Builder::new().prefix(".").suffix(".new").tempfile_in(folder)?;
    file.write_all(index)?;
    file.write_all(&xxh3_64(index).to_le_bytes())?;
    file.persist(path(folder, stamp)).map_err(|error| error.error)?;
    Ok(())
}

/// The indexes in a folder, with their sizes in bytes.
pub(super) fn list(folder: &Path) -> Vec<(PathBuf, u64)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == EXTENSION));
    let mut found: Vec<(PathBuf, u64)> = files
        .map(|path| (path.metadata().map_or(0, |known| known.len()), path))
        .map(|(size, path)| (path, size))
        .collect();
    found.sort();
    found
}

fn path(folder: &Path, stamp: u64) -> PathBuf {
    folder.join(format!("{stamp:016x}.{EXTENSION}"))
}

/// Whether a file ends with the number of its bytes. It is read and not mapped, so that what is only checked takes no room.
fn is_whole(file: &mut File) -> io::Result<bool> {
    let Some(mut left) = (file.metadata()?.len() as usize).checked_sub(CHECK) else { return Ok(false) };
    let mut check = Xxh3Default::new();
    let mut bytes = vec![0; AT_ONCE];
    while left > 0 {
        let some = &mut bytes[..left.min(AT_ONCE)];
        file.read_exact(some)?;
        check.update(some);
        left -= some.len();
    }
    let mut known = [0; CHECK];
    file.read_exact(&mut known)?;
    Ok(u64::from_le_bytes(known) == check.digest())
}

/// Deletes the indexes that nobody has opened for long.
fn forget(folder: &Path) {
    for (path, _) in list(folder) {
        let age = path.metadata().and_then(|known| known.modified()).ok().and_then(|time| time.elapsed().ok());
        if age.is_some_and(|age| age > FORGOTTEN) {
            let _ = fs::remove_file(path);
        }
    }
}
