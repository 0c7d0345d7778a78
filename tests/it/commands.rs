//! Every command of the program that the manual shows is run, in a folder with what it speaks of.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::fresh::{path, read};

/// The pages, from the root of the repository.
fn pages() -> Vec<String> {
    let folders = ["docs", "editors/vscode", "editors/neovim", "editors/others", "rules"];
    let inside = folders
        .iter()
        .flat_map(|folder| fs::read_dir(path(folder)).expect("a folder").map(move |entry| (folder, entry)));
    let mut pages: Vec<String> = inside
        .map(|(folder, entry)| format!("{folder}/{}", entry.expect("an entry").file_name().to_string_lossy()))
        .filter(|name| name.ends_with(".md"))
        .collect();
    pages.push("README.md".to_owned());
    pages.sort();
    pages
}

/// The lines of a page that a person is to type: those of blocks for a shell that begin with the program's name.
fn commands(page: &str) -> Vec<String> {
    let (mut found, mut inside) = (Vec::new(), false);
    for line in page.lines() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            inside = !inside && matches!(language.trim(), "console" | "sh" | "bash");
        } else if inside
            && let Some(command) = line.strip_prefix("$ ").or(Some(line)).filter(|line| line.starts_with("rapporteur "))
        {
            found.push(command.split("  #").next().unwrap_or(command).trim().to_owned());
        }
    }
    found
}

/// A folder with all files that the manual speaks of.
fn desk(folder: &Path) {
    let draft = read("tests/drafts/sample.md");
    for name in ["draft.md", "monday.md", "drafts/a.md", "drafts/b.md"] {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, &draft).expect("a file");
    }
    fs::write(folder.join("tuesday.md"), draft.replace("should", "shall")).expect("a file");
    fs::write(
        folder.join("texts.jsonl"),
        "{\"id\": \"a1\", \"text\": \"States parties should train embassy staff.\"}\n",
    )
    .expect("a file");
    let report = read("tests/sources/report-2023.txt");
    for name in ["report-2024.docx", "report-2024.pdf"] {
        fs::write(folder.join(name), &report).expect("a file");
    }
    let git = "git init -q && git add drafts && git -c user.name=A -c user.email=a@b commit -qm drafts";
    assert!(Command::new("sh").args(["-c", git]).current_dir(folder).status().expect("git").success());
}

#[test]
fn every_command_in_the_manual_runs() {
    let home = tempfile::tempdir().expect("a folder");
    let program = Path::new(env!("CARGO_BIN_EXE_rapporteur")).parent().expect("a folder");
    let search = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let (mut run, mut faults) = (0, Vec::new());
    for page in pages() {
        let dir = tempfile::tempdir().expect("a folder");
        let commands = commands(&read(&page));
        if commands.is_empty() {
            continue;
        }
        desk(dir.path());
        // a page that goes through a session does so in one folder
        for command in commands {
            // asks before it writes, and goes on for as long as somebody types
            let asks = command.contains("corpus add") && !command.contains("--check") && !command.contains("--yes");
            let own = "--yes --meeting 2031-WG.4 --dates '2 and 3 October 2031'";
            let command = if asks { format!("{command} {own}") } else { command };
            let mut shell = Command::new("sh");
            shell
                .args(["-c", &command])
                .current_dir(dir.path())
                .env("PATH", &search)
                .env("XDG_CACHE_HOME", home.path());
            let output = shell.stdin(Stdio::null()).output().expect("a shell");
            run += 1;
            if !matches!(output.status.code(), Some(0 | 1)) {
                faults.push(format!(
                    "{page}: {command}: {:?}\n{}",
                    output.status.code(),
                    String::from_utf8_lossy(&output.stderr)
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(run > 40, "the manual shows commands: {run}");
}

#[test]
fn links_in_the_manual_lead_somewhere() {
    let mut links = 0;
    for page in pages().into_iter().filter(|page| page != "rules/README.md") {
        let text = read(&page);
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (at, _) in text.match_indices("](") {
            let link = text[at + 2..].split([')', '#', ' ']).next().expect("a part");
            if !link.is_empty() && !link.contains("://") && !link.starts_with("mailto:") {
                links += 1;
                assert!(path(folder).join(link).exists(), "{page}: {link}");
            }
        }
    }
    assert!(links > 60, "the manual has links: {links}");
    let contents = read("docs/README.md");
    for page in pages().iter().filter_map(|page| page.strip_prefix("docs/")).filter(|page| *page != "README.md") {
        assert!(contents.contains(&format!("]({page}")), "docs/README.md does not list {page}");
    }
}
