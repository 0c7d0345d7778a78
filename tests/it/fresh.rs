//! Blocks of the manuals that a program makes. `UPDATE_EXPECT=1 cargo test` writes them anew; without it a stale block fails.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the repository.
pub(crate) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// A file of the repository as text.
pub(crate) fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The whole file `name` is `actual`.
pub(crate) fn file(name: &str, actual: &str) {
    let stale = fs::read_to_string(path(name)).unwrap_or_default() != *actual;
    if stale && std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path(name), actual).unwrap_or_else(|error| panic!("{name}: {error}"));
    } else {
        assert!(!stale, "{name} is stale: refresh it with UPDATE_EXPECT=1 cargo test");
    }
}

/// The first block of `name` after the line `opening`, such as "```json".
pub(crate) fn read_block(name: &str, opening: &str) -> String {
    let text = read(name);
    let (start, end) = place(name, &text, opening);
    text[start..end].to_owned()
}

fn place(name: &str, text: &str, opening: &str) -> (usize, usize) {
    let opening = format!("\n{opening}\n");
    let start = text.find(&opening).unwrap_or_else(|| panic!("{name} has no {opening:?}")) + opening.len();
    let end = start + text[start..].find("```").unwrap_or_else(|| panic!("{name}: a block is open"));
    (start, end)
}
