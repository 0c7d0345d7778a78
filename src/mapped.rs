//! A file that is read where it lies: the system brings in what is looked at and may take it away again.
//!
//! This is the one room of the house with `unsafe`. What the bytes mean, and whether they are whole, is the business of
//! whoever reads them.
#![allow(unsafe_code, reason = "mapping a file is not possible without")]

use std::fs::File;
use std::io;
use std::ops::Deref;

use memmap2::Mmap;

/// A file in memory.
#[derive(Debug)]
pub struct Mapped(Mmap);

impl Mapped {
    /// Maps a file that nobody changes in place: one that was written beside and renamed, and is only ever replaced whole.
    ///
    /// # Errors
    /// If the system does not map it: it is empty, or no plain file, or there is no room.
    pub fn open(file: &File) -> io::Result<Mapped> {
        // SAFETY: the slice that is handed out is sound while the file keeps its bytes. This program writes such a file
        // under another name and renames it, which leaves the file that is mapped as it is, and deletes it, which keeps
        // its bytes for as long as they are mapped. Another program that cut the file short would end this one with a
        // signal when it reads past the new end: the files lie in the person's own cache folder.
        unsafe { Mmap::map(file) }.map(Mapped)
    }
}

impl Deref for Mapped {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}
