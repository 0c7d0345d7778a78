//! Puts the data under `rules/` into the binary: each folder as one MessagePack value, a map from file stem to content.
//! A file that is not valid TOML stops the build with its name and place. What the adopted recommendations are like is
//! found out here, too, by the program's own code, so that a program that starts need not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The code that makes an index.
#[path = "src/corpus/similarity"]
#[allow(dead_code, unreachable_pub, reason = "only making an index is needed here, not reading it")]
mod similarity {
    pub(crate) mod layout;
    pub(crate) mod make;
    pub(crate) mod parts;
    pub(crate) mod passages;
    pub(crate) mod thesaurus;
    pub(crate) mod vectors;
    pub(crate) mod words;
}

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    for folder in ["cards", "adopted", "instruments", "lexicon"] {
        let dir = Path::new("rules").join(folder);
        println!("cargo::rerun-if-changed={}", dir.display());
        let mut files: Vec<PathBuf> = fs::read_dir(&dir)
            .unwrap_or_else(|error| panic!("{}: {error}", dir.display()))
            .map(|entry| entry.expect("a readable folder").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            // the thesaurus is part of the index of likeness
            .filter(|path| !path.ends_with("thesaurus.toml"))
            .collect();
        files.sort();
        let content: BTreeMap<String, toml::Value> = files.iter().map(|path| (stem(path), read(path))).collect();
        let bytes = rmp_serde::to_vec_named(&content).expect("TOML values can be encoded");
        fs::write(out.join(format!("{folder}.mp")), bytes).expect("OUT_DIR is writable");
        if folder == "adopted" {
            index(&content, &out);
        }
    }
    // what tests measured
    for file in ["evidence", "practice"] {
        let content = read(&Path::new("rules").join(file).with_extension("toml"));
        let bytes = rmp_serde::to_vec_named(&content).expect("TOML values can be encoded");
        fs::write(out.join(file).with_extension("mp"), bytes).expect("OUT_DIR is writable");
    }
}

/// Writes the index of all that was recommended, and the alphabet of the word vectors that it rests on.
fn index(meetings: &BTreeMap<String, toml::Value>, out: &Path) {
    const SOURCES: &str = "src/corpus/similarity";
    println!("cargo::rerun-if-changed={SOURCES}");
    println!("cargo::rerun-if-changed=rules/vectors");
    let words = fs::read_to_string("rules/vectors/words.txt").expect("rules/vectors/words.txt");
    let rows = fs::read("rules/vectors/static128.i8").expect("rules/vectors/static128.i8");
    let thesaurus = thesaurus();
    fs::write(out.join("thesaurus.txt"), &thesaurus).expect("OUT_DIR is writable");
    let texts = texts(meetings);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    // cards change often and recommendations seldom: what rests on the same texts and the same code is kept
    let code = ["layout", "make", "parts", "passages", "thesaurus", "vectors", "words"].map(|file| {
        fs::read_to_string(Path::new(SOURCES).join(file).with_extension("rs")).expect("the code that makes an index")
    });
    let mut rests: Vec<&str> = code.iter().map(String::as_str).chain([words.as_str(), &thesaurus]).collect();
    rests.extend(&texts);
    let rows_stamp = rows.iter().fold(0u64, |stamp, &byte| stamp.wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte));
    let key = format!("{:016x} {rows_stamp:016x}", similarity::words::stamp(&rests));
    let kept = fs::read_to_string(out.join("corpus.key")).is_ok_and(|known| known == key);
    if kept && out.join("corpus.index").exists() && out.join("words.order").exists() {
        return;
    }
    let order = alphabet(&words);
    let vectors = similarity::vectors::Vectors { rows: &rows, words: &words, order: &order };
    let stamp = similarity::words::stamp(&texts);
    let thesaurus = similarity::thesaurus::Thesaurus::read(&thesaurus);
    let index = similarity::make::make(&texts, &vectors, &thesaurus, stamp, similarity::make::Relations::Stored);
    fs::write(out.join("words.order"), order).expect("OUT_DIR is writable");
    fs::write(out.join("corpus.index"), index).expect("OUT_DIR is writable");
    fs::write(out.join("corpus.key"), key).expect("OUT_DIR is writable");
}

/// The entries of the thesaurus, a line each, phrases separated by semicolons.
fn thesaurus() -> String {
    let value = read(Path::new("rules/lexicon/thesaurus.toml"));
    let entries = value["entry"].as_array().expect("`entry` of the thesaurus");
    let mut lines = String::new();
    for entry in entries {
        assert!(entry["why"].as_str().is_some_and(|why| !why.is_empty()), "thesaurus.toml: no `why` in {entry}");
        let words = entry["words"].as_array().expect("`words` of an entry");
        let words: Vec<&str> = words.iter().map(|word| word.as_str().expect("a phrase")).collect();
        lines += &(words.join("; ") + "\n");
    }
    lines
}

/// All that was recommended, in the order of the corpus: meetings by year and day.
fn texts(meetings: &BTreeMap<String, toml::Value>) -> Vec<String> {
    let mut order: Vec<(i64, String, &String, &toml::Value)> = meetings
        .iter()
        .map(|(id, meeting)| {
            let start = meeting["start"].as_str().expect("`start` of a meeting").to_owned();
            (meeting["year"].as_integer().expect("`year` of a meeting"), start, id, meeting)
        })
        .collect();
    order.sort_by(|a, b| (a.0, &a.1, a.2).cmp(&(b.0, &b.1, b.2)));
    let of = |value: &toml::Value, key: &str| -> Vec<toml::Value> {
        value.get(key).and_then(toml::Value::as_array).cloned().unwrap_or_default()
    };
    let parts = order.iter().flat_map(|(_, _, _, meeting)| of(meeting, "part"));
    let entries = parts.flat_map(|part| of(&part, "section")).flat_map(|section| of(&section, "recommendation"));
    entries.map(|entry| entry["text"].as_str().expect("`text` of a recommendation").to_owned()).collect()
}

/// The words of the vectors in alphabetical order, six bytes each: where the word stands in its file, and its row.
fn alphabet(text: &str) -> Vec<u8> {
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
