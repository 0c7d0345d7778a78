//! Puts the data under `rules/` into the binary: each folder as one MessagePack value, a map from file stem to content.
//! A file that is not valid TOML stops the build with its name and place.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    for folder in ["cards", "adopted", "instruments", "lexicon"] {
        let dir = Path::new("rules").join(folder);
        println!("cargo::rerun-if-changed={}", dir.display());
        let mut files: Vec<PathBuf> = fs::read_dir(&dir)
            .unwrap_or_else(|error| panic!("{}: {error}", dir.display()))
            .map(|entry| entry.expect("a readable folder").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .collect();
        files.sort();
        let content: BTreeMap<String, toml::Value> = files.iter().map(|path| (stem(path), read(path))).collect();
        let bytes = rmp_serde::to_vec_named(&content).expect("TOML values can be encoded");
        fs::write(out.join(format!("{folder}.mp")), bytes).expect("OUT_DIR is writable");
    }
    fs::write(out.join("words.order"), alphabet()).expect("OUT_DIR is writable");
}

/// The words of the vectors in alphabetical order, six bytes each: where the word stands in its file, and its row.
fn alphabet() -> Vec<u8> {
    let path = Path::new("rules/vectors/words.txt");
    println!("cargo::rerun-if-changed={}", path.display());
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut at = 0u32;
    let mut words = Vec::new();
    for (row, word) in text.lines().enumerate() {
        words.push((word, at, u16::try_from(row).expect("at most 65,536 words")));
        at += u32::try_from(word.len()).expect("a word") + 1;
    }
    words.sort_unstable();
    words.iter().flat_map(|(_, at, row)| at.to_le_bytes().into_iter().chain(row.to_le_bytes())).collect()
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a file").to_string_lossy().into_owned()
}

fn read(path: &Path) -> toml::Value {
    println!("cargo::rerun-if-changed={}", path.display());
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
