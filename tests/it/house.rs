//! The house keeps its order: a room imports only rooms above it in `src/lib.rs`.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("src is readable") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => sources(&path, into),
            false => into.push(path),
        }
    }
}

#[test]
fn a_room_imports_only_rooms_above_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lib = fs::read_to_string(src.join("lib.rs")).expect("src/lib.rs");
    let rooms: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(rooms.len() > 10, "the rooms are listed in src/lib.rs");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut culprits = Vec::new();
    for file in &files {
        let inside = file.strip_prefix(&src).expect("inside src");
        let room = inside.components().next().expect("a room").as_os_str().to_string_lossy().replace(".rs", "");
        let Some(own) = rooms.iter().position(|name| **name == room) else { continue };
        for line in fs::read_to_string(file).expect("a source file").lines() {
            let code = line.split("//").next().unwrap_or("");
            for (at, _) in code.match_indices("crate::") {
                let name: String = code[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if rooms.iter().position(|room| **room == name).is_some_and(|other| other > own) {
                    culprits.push(format!("{}: {}", inside.display(), line.trim()));
                }
            }
        }
    }
    assert!(culprits.is_empty(), "imports from below:\n{}", culprits.join("\n"));
}

#[test]
fn outside_crates_have_one_door() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    for (krate, door) in [("tokio", "lsp"), ("tower_lsp_server", "lsp"), ("ropey", "text.rs"), ("clap", "cli")] {
        let mut used = 0;
        for file in &files {
            let inside = file.strip_prefix(&src).expect("inside src");
            let text = fs::read_to_string(file).expect("a source file");
            if text.contains(&format!("{krate}::")) {
                used += 1;
                assert!(inside.starts_with(door), "{krate} outside {door}: {}", inside.display());
            }
        }
        assert!(used > 0, "{krate} is used");
    }
}
