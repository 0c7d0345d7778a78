//! What packages say of the program agrees with `Cargo.toml`, the only place where its version stands; what it is built
//! from is listed, used, and comes from where it should.

use std::collections::BTreeSet;
use std::path::Path;

use crate::fresh::{path, read};

fn manifest() -> toml::Table {
    read("Cargo.toml").parse().expect("Cargo.toml")
}

fn json(name: &str) -> serde_json::Value {
    serde_json::from_str(&read(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn the_version_stands_in_one_place() {
    let manifest = manifest();
    let package = &manifest["package"];
    let version = package["version"].as_str().expect("a version");
    // editors install what their own file names; every other package asks Cargo.toml when it is made
    for name in ["editors/vscode/package.json", "editors/vscode/package-lock.json"] {
        assert_eq!(json(name)["version"], version, "{name}");
    }
    assert_eq!(json("editors/vscode/package-lock.json")["packages"][""]["version"], version);
    let pyproject: toml::Table = read("packaging/python/pyproject.toml").parse().expect("pyproject.toml");
    let dynamic = pyproject["project"]["dynamic"].as_array().expect("dynamic");
    assert!(
        dynamic.iter().any(|key| key.as_str() == Some("version"))
            && !pyproject["project"].as_table().expect("a table").contains_key("version")
    );
    assert!(read("CHANGELOG.md").contains("## Unreleased") || read("CHANGELOG.md").contains(&format!("## {version}")));
    let oldest = package["rust-version"].as_str().expect("rust-version");
    for (name, words) in
        [("packaging/Containerfile", format!("FROM rust:{oldest}-")), ("README.md", format!("Rust {oldest} or newer"))]
    {
        assert!(read(name).contains(&words), "{name} does not say “{words}”");
    }
}

#[test]
fn no_package_names_a_home_of_its_own() {
    let home = manifest()["package"].get("repository").and_then(toml::Value::as_str).unwrap_or("").to_owned();
    for name in ["editors/vscode/package.json", "packaging/python/pyproject.toml", "action.yml", "dist-workspace.toml"]
    {
        let text = read(name);
        for line in text.lines().filter(|line| line.contains("repository") && line.contains("://")) {
            assert!(!home.is_empty() && line.contains(&home), "{name}: {line}");
        }
        assert!(!text.contains("example.org"), "{name}");
    }
}

#[test]
fn actions_of_others_are_pinned() {
    let action = read("action.yml");
    let mut used = 0;
    for line in action.lines().filter_map(|line| line.trim().strip_prefix("uses: ")) {
        used += 1;
        let commit =
            line.split_whitespace().next().and_then(|name| name.split_once('@')).map_or("", |(_, commit)| commit);
        assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "action.yml: {line}");
    }
    assert!(used > 0, "the action uploads what it finds");
}

/// The crates that `Cargo.toml` names: those of the program, and those of its tests.
fn dependencies() -> [BTreeSet<String>; 2] {
    let manifest = manifest();
    let names = |table: &toml::Value| table.as_table().expect("dependencies").keys().cloned().collect::<Vec<_>>();
    let mut program: BTreeSet<String> = names(&manifest["dependencies"]).into_iter().collect();
    for target in manifest["target"].as_table().expect("targets").values() {
        program.extend(names(&target["dependencies"]));
    }
    program.extend(names(&manifest["build-dependencies"]));
    [program, names(&manifest["dev-dependencies"]).into_iter().collect()]
}

#[test]
fn every_dependency_is_listed_with_its_reason() {
    let text = read("docs/dependencies.md");
    let (program, tests) = text.split_once("## In its tests only").expect("two lists");
    for (part, wanted) in [program, tests].into_iter().zip(dependencies()) {
        let rows = part.lines().filter_map(|line| line.strip_prefix("| `"));
        let listed: BTreeSet<String> = rows.clone().filter_map(|row| Some(row.split_once('`')?.0.to_owned())).collect();
        assert_eq!(listed, wanted, "docs/dependencies.md and Cargo.toml");
        assert!(
            rows.into_iter().all(|row| row
                .trim_end_matches([' ', '|'])
                .rsplit('|')
                .next()
                .is_some_and(|why| why.len() > 10))
        );
    }
}

#[test]
fn every_dependency_is_used() {
    fn all(folder: &Path, into: &mut String) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => all(&path, into),
                false if path.extension().is_some_and(|end| end == "rs") => {
                    into.push_str(&std::fs::read_to_string(&path).expect("a source"));
                }
                false => {}
            }
        }
    }
    let [program, tests] = dependencies();
    let (mut sources, mut theirs) = (read("build.rs"), String::new());
    all(&path("src"), &mut sources);
    ["tests", "examples", "src"].iter().for_each(|folder| all(&path(folder), &mut theirs));
    for (names, text) in [(program, sources), (tests, theirs)] {
        for name in names {
            let name = name.replace('-', "_");
            let used = [format!("{name}::"), format!("use {name};")].iter().any(|word| text.contains(word.as_str()));
            // a name inside a longer one, such as `Iterator::zip::<…>`, is not looked for more closely
            assert!(used, "nothing uses {name}");
        }
    }
}

#[test]
fn every_dependency_builds_with_the_oldest_rust() {
    let number = |version: &str| -> Vec<u32> { version.split('.').map(|part| part.parse().unwrap_or(0)).collect() };
    let compiler = std::process::Command::new("rustc").arg("-vV").output().expect("rustc");
    let compiler = String::from_utf8_lossy(&compiler.stdout).into_owned();
    let host = compiler.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    // what other systems need may not be here
    let arguments = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host];
    let output =
        std::process::Command::new(env!("CARGO")).args(arguments).current_dir(path("")).output().expect("cargo");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo metadata");
    let packages = metadata["packages"].as_array().expect("packages");
    let ours = packages.iter().find(|package| package["name"] == "rapporteur").expect("this package");
    let oldest = number(ours["rust_version"].as_str().expect("rust-version"));
    let newer = packages
        .iter()
        .filter(|package| package["rust_version"].as_str().is_some_and(|wanted| number(wanted) > oldest));
    let newer: Vec<String> =
        newer.map(|package| format!("{} wants {}", package["name"], package["rust_version"])).collect();
    assert!(newer.is_empty() && packages.len() > 100, "{newer:?}");
}
