//! Files and folders that cannot be read or written to: each is named, and none is passed over in silence.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder that everybody may enter and write to.
fn open_folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    allow(folder.path(), 0o777);
    folder
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("permissions are set");
}

/// The program as somebody whom permissions bind. They do not bind root, so for root's tests it runs as nobody, from a
/// copy, since nobody may be kept from the folder that it was built in.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    const NOBODY: u32 = 65534;
    let program = env!("CARGO_BIN_EXE_rapporteur");
    let place = open_folder();
    let mut command = match fs::metadata(place.path()).expect("a folder").uid() {
        0 => {
            let copy = place.path().join("rapporteur");
            // written by another process: what a test running beside this one starts would hold the file open for writing, and a
            // file that is open for writing is not started
            assert!(Command::new("cp").arg(program).arg(&copy).status().expect("it runs").success());
            allow(&copy, 0o755);
            let mut command = Command::new(copy);
            command.uid(NOBODY).gid(NOBODY);
            command
        }
        _ => Command::new(program),
    };
    command.current_dir(folder).args(arguments).env("HOME", place.path()).output().expect("it runs")
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const DRAFT: &str = "Recommendation 1\n\nState parties should act.\n";

#[test]
fn no_draft_in_a_folder_is_passed_over_in_silence() {
    let folder = open_folder();
    let drafts = folder.path().join("drafts");
    let closed = drafts.join("closed");
    fs::create_dir_all(&closed).expect("folders");
    for name in ["good.md", "secret.md", "closed/kept.md"] {
        fs::write(drafts.join(name), DRAFT).expect("a draft");
    }
    fs::write(drafts.join("binary.txt"), b"abc\0def").expect("a file");
    fs::write(
        drafts.join("damaged.txt"),
        b"Recommendation 1\n\nStates parties should prot\xc3\xa9ger na\xc3\xafve \xff.\n",
    )
    .expect("a file");
    symlink("nowhere.md", drafts.join("broken.md")).expect("a link");
    symlink("nowhere", drafts.join("lost")).expect("a link");
    let made = Command::new("mkfifo").arg(drafts.join("pipe.md")).status();
    assert!(made.is_ok_and(|status| status.success()), "a pipe");
    allow(&drafts.join("secret.md"), 0o000);
    allow(&closed, 0o000);
    let output = run(folder.path(), &["lint", "--verbose", "--format", "concise", "drafts"]);
    allow(&closed, 0o755);
    let said = complaint(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    for expected in [
        "error: drafts/secret.md: cannot read it: permission denied\n",
        "error: drafts/closed: cannot read it: permission denied\n",
        "error: drafts/broken.md: this link leads nowhere\n",
        "error: drafts/binary.txt: this is not a text file\n",
        "warning: drafts/pipe.md: not read, since it is no file but a pipe or a device\n",
        "warning: drafts/damaged.txt:3:38: bytes that are no text in UTF-8 are read as “\u{fffd}”\n",
        "note: drafts/lost: a link that leads nowhere\n",
    ] {
        assert!(said.contains(expected), "{expected} in\n{said}");
    }
    let found = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(found.contains("drafts/good.md:3:1: error[state-parties]"), "what can be read is read: {found}");
}

const REPORT: &str = "Report on the meeting of the Working Group on Firearms held in Vienna on 6 and 7 May 2024\n\n\
    CTOC/COP/WG.6/2024/4\n\nII. Recommendations\n\n1. The Working Group adopted the recommendations set out below.\n\n\
    Recommendation 1\n\nStates parties should mark firearms.\n";

#[test]
fn a_shared_corpus_that_is_read_only_is_read_and_left_alone() {
    let folder = open_folder();
    let path = folder.path();
    fs::write(path.join("2024.txt"), REPORT).expect("a report");
    fs::write(path.join("2025.txt"), REPORT.replace("2024", "2025")).expect("a report");
    let shared = path.join("shared");
    fs::create_dir(&shared).expect("a folder");
    allow(&shared, 0o777);
    let added = run(path, &["corpus", "add", "--yes", "--to", "shared", "2024.txt"]);
    assert_eq!(added.status.code(), Some(0), "{}", complaint(&added));
    allow(&shared, 0o555);
    fs::write(path.join("rapporteur.toml"), "[corpus]\nfolders = [\"shared\", \"own\"]\n").expect("a configuration");
    fs::create_dir(path.join("own")).expect("a folder");
    allow(&path.join("own"), 0o777);
    // the meeting in it is known, and a new one goes to the first folder that can be written to
    let added = run(path, &["corpus", "add", "--yes", "2025.txt"]);
    assert_eq!(added.status.code(), Some(0), "{}", complaint(&added));
    assert!(path.join("own/2025-WG.6.toml").is_file());
    let listed = run(path, &["corpus", "list"]);
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(listed.contains("2024-WG.6") && listed.contains("2025-WG.6"), "{listed}");
    // whoever insists is told why not, and nothing half written stays
    for arguments in [&["add", "--yes", "--to", "shared", "2025.txt"][..], &["remove", "--yes", "2024-WG.6"]] {
        let refused = run(path, &[&["corpus"], arguments].concat());
        assert_eq!(refused.status.code(), Some(2), "{}", complaint(&refused));
        assert!(complaint(&refused).contains("permission denied"), "{}", complaint(&refused));
    }
    allow(&shared, 0o755);
    let left: Vec<_> =
        fs::read_dir(&shared).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(left, ["2024-WG.6.toml"]);
}

#[test]
fn a_name_that_says_word_is_held_to_it() {
    let folder = open_folder();
    let word = crate::word::Docx::new(crate::word::p("", &crate::word::r("Recommendation 1"))).bytes();
    let cut: &[u8] = &word[..60];
    let files: [(&str, &[u8], &str); 3] = [
        ("junk.docx", b"junk\n", "this is no Word document, though its name says so"),
        (
            "page.docx",
            b"<html><body>Recommendation 1</body></html>",
            "this is no Word document, though its name says so",
        ),
        ("cut.docx", cut, "this is a Word document (.docx) that is cut off"),
    ];
    for (name, bytes, said) in files {
        fs::write(folder.path().join(name), bytes).expect("a file");
        let output = run(folder.path(), &["lint", name]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(complaint(&output).contains(said), "{name}: {}", complaint(&output));
    }
}
