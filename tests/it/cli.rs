//! The command line: cases as data under `tests/cli`, and what data cannot say: time, pipes, permissions, history.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const DRAFT: &str =
    "Recommendation 1\n\nState parties should act.\n\nRecommendation 2\n\nStates parties should learn.\n";

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    assert!(fs::read_dir(&folder).expect("tests/cli").count() > 10, "the cases are there");
    trycmd::TestCases::new().case("tests/cli/*.trycmd").case("tests/cli/*.toml");
}

fn rapporteur(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.current_dir(folder).args(arguments).env_remove("CI").env_remove("NO_COLOR");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    rapporteur(folder, arguments).output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, content) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }
    let path = dir.path().to_owned();
    (dir, path)
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(arguments);
    let output = command.output().expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_index_that_is_cut_damaged_or_refused_is_made_anew() {
    let meeting = include_str!("../cli/own.in/meetings/2024-WG.4.toml");
    let config = "[corpus]\nfolders = [\"meetings\"]\n";
    let (_dir, path) = folder(&[("meetings/2024-WG.4.toml", meeting), ("rapporteur.toml", config)]);
    let kept = path.join("kept");
    let text = "States parties should train consular staff to recognize victims of trafficking in persons.";
    let similar = |cache: &Path| {
        let output = rapporteur(&path, &["similar", text]).env("RAPPORTEUR_CACHE", cache).output().expect("it runs");
        assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        said(&output)
    };
    let first = similar(&kept);
    assert!(first.contains("the nearest of 122"), "{first}");
    let index = || {
        let mut files = fs::read_dir(kept.join("rapporteur")).expect("the folder").map(|entry| entry.unwrap().path());
        let file = files.next().expect("an index");
        assert_eq!(files.next(), None, "one index, and nothing half written");
        file
    };
    let whole = fs::read(index()).expect("it is read");
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 1;
    for broken in [&whole[..whole.len() / 3], &damaged, b""] {
        fs::write(index(), broken).expect("it is written");
        assert_eq!(similar(&kept), first);
        assert!(fs::read(index()).expect("it is read") == whole, "made anew");
    }
    fs::write(path.join("taken"), "a file where the folder would be").expect("it is written");
    assert_eq!(similar(&path.join("taken")), first, "without a cache it only takes longer");
    let purge = rapporteur(&path, &["cache", "--purge"]).env("RAPPORTEUR_CACHE", &kept).output().expect("it runs");
    assert!(purge.status.success() && kept.exists() && !kept.join("rapporteur").exists(), "only what is ours goes");
}

#[test]
fn a_report_on_what_could_not_be_read_is_no_report_of_a_clean_draft() {
    let (_dir, path) = folder(&[("a.md", DRAFT), ("bad/rapporteur.toml", "stage = 3\n"), ("bad/b.md", DRAFT)]);
    let before = "what the last run wrote";
    let lint = |format: &str, files: &[&str]| {
        fs::write(path.join("report"), before).expect("written");
        let arguments = [&["lint", "--format", format, "-o", "report"][..], files].concat();
        let output = run(&path, &arguments);
        assert_eq!(output.status.code(), Some(2));
        fs::read_to_string(path.join("report")).expect("it is there")
    };
    for format in ["gitlab", "checkstyle", "rdjson", "json"] {
        assert_eq!(lint(format, &["bad/b.md"]), before, "{format}");
        assert_eq!(lint(format, &["a.md", "none.md"]), before, "{format}");
    }
    for format in ["human", "concise"] {
        assert_eq!(lint(format, &["bad/b.md"]), before, "{format}");
        assert!(lint(format, &["a.md", "none.md"]).contains("a.md:3:1"), "{format}");
    }
    let sarif: serde_json::Value = serde_json::from_str(&lint("sarif", &["a.md", "bad/b.md"])).expect("JSON");
    let run = &sarif["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let told = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "bad/rapporteur.toml", "{told}");
    assert!(!run["results"].as_array().expect("results").is_empty());
    let junit = lint("junit", &["none.md"]);
    assert!(junit.contains("errors=\"1\"") && junit.contains("there is no such file or folder"), "{junit}");
}

#[test]
fn examples_of_own_cards_are_tried() {
    let card = "title = \"Liaising\"\ncategory = \"term\"\nseverity = \"warning\"\nwhy = \"Say what is done.\"\nsource = \"house style\"\n\n\
                [replace]\npairs = [[\"liaise\", \"cooperate\"]]\n\n[[flagged]]\n\
                text = \"Recommendation 1\\n\\nStates parties should {{liaise}}.\\n\"\n\
                becomes = \"Recommendation 1\\n\\nStates parties should cooperate.\\n\"\n\n[[clean]]\n\
                text = \"Recommendation 1\\n\\nStates parties should act.\\n\"\n";
    let config = "[cards]\nfolders = [\"cards\"]\n";
    let (_dir, path) = folder(&[("cards/liaising.toml", card), ("rapporteur.toml", config)]);
    let right = run(&path, &["rules", "--check"]);
    assert_eq!((right.status.code(), &*said(&right)), (Some(0), "All examples of 1 card hold\n"));
    let wrong = card.replace("cooperate.", "talk.").replace("should act.", "should liaise.");
    fs::write(path.join("cards/liaising.toml"), wrong).expect("written");
    let wrong = run(&path, &["rules", "--check"]);
    assert_eq!(wrong.status.code(), Some(1));
    let complaint = String::from_utf8_lossy(&wrong.stderr);
    for part in [
        "cards/liaising.toml:11:1: the fix gives “",
        "cards/liaising.toml:15:1: the rule finds “liaise” where it should find nothing",
    ] {
        assert!(complaint.contains(part), "{complaint}");
    }
}

#[test]
fn an_own_card_may_take_the_place_of_a_coded_one_and_stays_coded() {
    let card = "title = \"Full stop\"\ncategory = \"punctuation\"\nseverity = \"hint\"\nwhy = \"We end sentences.\"\nsource = \"house style\"\ncoded = true\n";
    let config = "[cards]\nfolders = [\"cards\"]\n";
    let draft = "Recommendation 1\n\nStates parties are encouraged to act\n";
    let (_dir, path) =
        folder(&[("cards/missing-full-stop.toml", card), ("rapporteur.toml", config), ("draft.md", draft)]);
    let lint = || {
        let arguments = ["lint", "--format", "concise", "--min-severity", "hint", "--rule", "missing-full-stop"];
        run(&path, &[&arguments[..], &["draft.md"]].concat())
    };
    assert!(said(&lint()).contains("hint[missing-full-stop]"), "{:?}", lint());
    for (name, content, complaint) in [
        ("missing-full-stop", card.replace("coded = true\n", ""), "is a rule of the program, and it is coded"),
        ("two-stops", card.to_owned(), "a card of your own cannot be coded"),
    ] {
        fs::write(path.join("cards").join(name).with_extension("toml"), content).expect("written");
        let refused = lint();
        assert_eq!(refused.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&refused.stderr).contains(complaint), "{refused:?}");
        fs::write(path.join("cards/missing-full-stop.toml"), card).expect("written");
    }
}

#[test]
fn suggestions_of_rdjson_stand_in_the_lines_of_their_diagnostic() {
    let output = run(Path::new(env!("CARGO_MANIFEST_DIR")), &["lint", "--format", "rdjson", "tests/drafts"]);
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let mut suggested = 0;
    for diagnostic in all["diagnostics"].as_array().expect("diagnostics") {
        let line = |range: &serde_json::Value, end: &str| range[end]["line"].as_u64().expect("a line");
        let place = &diagnostic["location"]["range"];
        for suggestion in diagnostic["suggestions"].as_array().expect("suggestions") {
            suggested += 1;
            let range = &suggestion["range"];
            assert!(line(place, "start") <= line(range, "start"), "{diagnostic}");
            assert!(line(range, "end") <= line(place, "end"), "{diagnostic}");
            assert!(!suggestion["text"].as_str().expect("text").contains("rapporteur: ignore"), "{diagnostic}");
        }
    }
    assert!(suggested > 20, "{suggested}");
}

#[test]
fn completions_leave_out_what_people_never_call() {
    let (_dir, path) = folder(&[]);
    for shell in ["bash", "zsh", "fish"] {
        let script = said(&run(&path, &["completions", shell]));
        assert!(script.contains("write-baseline") && !script.contains("read-pdf"), "{shell}");
    }
}

#[test]
fn since_follows_a_draft_to_its_new_name() {
    let (_dir, path) = folder(&[("drafts/a.md", &DRAFT.replace("States parties should", "State parties should"))]);
    git(&path, &["init", "-q"]);
    git(&path, &["add", "."]);
    git(&path, &["commit", "-qm", "before"]);
    git(&path, &["mv", "drafts/a.md", "drafts/renamed.md"]);
    let renamed = fs::read_to_string(path.join("drafts/renamed.md")).expect("it is there");
    fs::write(path.join("drafts/renamed.md"), renamed.replace("learn", "teach")).expect("written");
    let lint = ["lint", "--format", "concise", "--rule", "state-parties", "--since", "HEAD", "drafts/renamed.md"];
    let said = said(&run(&path, &lint));
    assert!(said.contains("renamed.md:7:1:") && said.lines().count() == 1, "{said}");
}

#[test]
fn since_hears_only_what_was_touched() {
    let (_dir, path) = folder(&[("drafts/a.md", DRAFT)]);
    git(&path, &["init", "-q"]);
    git(&path, &["add", "."]);
    git(&path, &["commit", "-qm", "before"]);
    let lint = ["lint", "--format", "concise", "--rule", "state-parties", "--since", "HEAD", "drafts/a.md"];
    assert_eq!(said(&run(&path, &lint)), "", "nothing was touched");
    // the first moves and gets another number, the second is touched, the third is new
    let touched = "Recommendation 1\n\nState parties should begin.\n\nRecommendation 2\n\nState parties should \
                   act.\n\nRecommendation 3\n\nStates parties should learn from State parties.\n";
    fs::write(path.join("drafts/a.md"), touched).expect("a file");
    let found = said(&run(&path, &lint));
    assert_eq!(found.lines().count(), 2, "{found}");
    assert!(found.contains("a.md:3:1:") && found.contains("a.md:11:34:"), "{found}");
    fs::write(path.join("drafts/new.md"), DRAFT).expect("a file");
    assert!(
        said(&run(&path, &["lint", "--format", "concise", "--since", "HEAD", "drafts/new.md"])).contains("new.md:3:1:")
    );
    let three = format!("{DRAFT}\nRecommendation 3\n\nUNODC should report on it.\n");
    fs::write(path.join("drafts/a.md"), &three).expect("a file");
    git(&path, &["commit", "-qam", "three"]);
    // who takes one out hears that its number is missing, though no line that is left was touched
    let without = three.replace("Recommendation 2\n\nStates parties should learn.\n\n", "");
    fs::write(path.join("drafts/a.md"), without).expect("a file");
    let found = said(&run(&path, &["lint", "--format", "concise", "--since", "HEAD", "drafts/a.md"]));
    assert!(found.lines().count() == 1 && found.contains("recommendation 2 is missing"), "{found}");
    // what was wrong below a recommendation that is put in other words was wrong before
    let gap = "Recommendation 1\n\nStates parties should act.\n\nRecommendation 3\n\nUNODC should report on it.\n";
    fs::write(path.join("drafts/a.md"), gap).expect("a file");
    git(&path, &["commit", "-qam", "gap"]);
    fs::write(path.join("drafts/a.md"), gap.replace("should act", "should act now")).expect("a file");
    let lint =
        ["lint", "--format", "concise", "--rule", "misnumbered-recommendation", "--since", "HEAD", "drafts/a.md"];
    assert_eq!(said(&run(&path, &lint)), "");
    let unknown = run(&path, &["lint", "--since", "--output=x", "drafts/a.md"]);
    assert_eq!(unknown.status.code(), Some(2));
    let unknown = run(&path, &["lint", "--since=nowhere", "drafts/a.md"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("git knows no revision “nowhere”"));
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let many = DRAFT.repeat(3000);
    let (_dir, path) = folder(&[("a.md", &many)]);
    for format in ["concise", "json", "human"] {
        let mut child = rapporteur(&path, &["lint", "--format", format, "--rule", "state-parties", "a.md"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        stdout.read_exact(&mut [0; 10]).expect("some bytes");
        drop(stdout);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(1), ""), "{format}");
    }
}

#[test]
fn nothing_depends_on_the_environment_of_a_build_server() {
    let (_dir, path) = folder(&[("a.md", DRAFT)]);
    let arguments = ["lint", "--rule", "state-parties", "a.md"];
    let plain = run(&path, &arguments);
    let server =
        rapporteur(&path, &arguments).env("CI", "true").env("GITHUB_ACTIONS", "true").output().expect("it runs");
    assert_eq!(plain, server);
    assert!(!said(&plain).contains('\u{1b}'), "no colours in a pipe");
    let colored = run(&path, &["lint", "--color", "always", "--rule", "state-parties", "a.md"]);
    assert!(said(&colored).contains('\u{1b}'));
    let file = run(&path, &["lint", "--color", "always", "--rule", "state-parties", "-o", "found.txt", "a.md"]);
    assert_eq!((said(&file).as_str(), file.status.code()), ("", Some(1)));
    assert_eq!(fs::read_to_string(path.join("found.txt")).expect("the output"), said(&plain));
}

#[test]
fn many_files_come_out_in_the_order_given() {
    let files: Vec<(String, String)> = (0..60).map(|i| (format!("{i}.md"), DRAFT.repeat(1 + i % 7))).collect();
    let refs: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (_dir, path) = folder(&refs);
    let names: Vec<&str> = refs.iter().rev().map(|(name, _)| *name).collect();
    let arguments = [&["lint", "--format", "concise", "--rule", "state-parties"][..], &names].concat();
    let found = said(&run(&path, &arguments));
    let mut order: Vec<&str> = found.lines().filter_map(|line| line.split(':').next()).collect();
    order.dedup();
    assert_eq!(order, names);
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_a_circle_end() {
    let (_dir, path) = folder(&[("drafts/a.md", DRAFT)]);
    std::os::unix::fs::symlink("..", path.join("drafts/up")).expect("a link");
    std::os::unix::fs::symlink("a.md", path.join("drafts/same.md")).expect("a link");
    let output = run(&path, &["lint", "--format", "concise", "--rule", "state-parties", "drafts"]);
    assert_eq!(said(&output).lines().count(), 1, "{}", said(&output));
    assert_eq!(output.status.code(), Some(1));
    std::os::unix::fs::symlink("nowhere", path.join("drafts/lost.md")).expect("a link");
    let output = run(&path, &["lint", "--format", "concise", "--rule", "state-parties", "drafts"]);
    assert_eq!(output.status.code(), Some(2), "a draft that cannot be read is not passed over");
}

#[cfg(unix)]
#[test]
fn fix_keeps_permissions_and_links() {
    use std::os::unix::fs::PermissionsExt;
    let (_dir, path) = folder(&[("a.md", DRAFT), ("locked.md", DRAFT)]);
    fs::set_permissions(path.join("a.md"), fs::Permissions::from_mode(0o640)).expect("permissions");
    fs::set_permissions(path.join("locked.md"), fs::Permissions::from_mode(0o440)).expect("permissions");
    std::os::unix::fs::symlink("a.md", path.join("link.md")).expect("a link");
    let output = run(&path, &["fix", "--rule", "state-parties", "link.md", "locked.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("locked.md: the file is read-only"));
    assert!(fs::symlink_metadata(path.join("link.md")).expect("the link").is_symlink());
    assert_eq!(fs::metadata(path.join("a.md")).expect("the file").permissions().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(path.join("a.md")).expect("the file").contains("States parties should act."));
    assert_eq!(fs::read_to_string(path.join("locked.md")).expect("the file"), DRAFT);
    assert_eq!(fs::read_dir(&path).expect("the folder").count(), 3, "nothing is left beside");
}

#[test]
fn what_is_merely_likely_is_changed_only_where_its_rule_is_named() {
    let text = "Recommendation 1\n\nStates party should adopt measures to combat human trafficking.\n";
    let (_dir, path) = folder(&[("a.md", text)]);
    let read = || fs::read_to_string(path.join("a.md")).expect("the file");
    for _ in 0..2 {
        run(&path, &["fix", "--unsafe-fixes", "a.md"]);
        assert_eq!(read(), text.replace("States party", "States parties"));
    }
    run(&path, &["fix", "--unsafe-fixes", "--rule", "human-trafficking", "a.md"]);
    assert!(read().ends_with("should adopt measures to combat trafficking in persons.\n"), "{}", read());
}

#[test]
fn watch_lints_again_when_a_draft_changes() {
    let (_dir, path) = folder(&[("a.md", "Recommendation 1\n\nStates parties should act.\n")]);
    let arguments = ["lint", "--watch", "--format", "concise", "--rule", "state-parties", "a.md"];
    let mut child =
        rapporteur(&path, &arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    let mut notes = BufReader::new(child.stderr.take().expect("a pipe")).lines();
    let note = notes.next().expect("a note").expect("text");
    assert!(note.contains("watching"), "{note}");
    fs::File::create(path.join("a.md")).and_then(|mut file| file.write_all(DRAFT.as_bytes())).expect("a file");
    let mut found = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    assert!(found.next().expect("a finding").expect("text").starts_with("a.md:3:1:"));
    child.kill().expect("it ends");
    child.wait().expect("it ends");
}
