//! PDF files that are locked, broken or made to do harm: one sentence each, and the program goes on.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rapporteur::workspace::{Limits, PdfReader};

/// A PDF of these objects, the first of which is its catalogue.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(format!("{:010} 00000 n \n", out.len()));
        out += &format!("{} 0 obj\n{object}\nendobj\n", i + 1);
    }
    let (count, at) = (objects.len() + 1, out.len());
    out += &format!("xref\n0 {count}\n0000000000 65535 f \n{}", places.concat());
    out += &format!("trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n");
    out.into_bytes()
}

/// A PDF of one page with these properties and this content, which is object 5.
fn page(properties: &str, content: &str) -> Vec<u8> {
    pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/Resources<</Font<</F 4 0 R>>/XObject<</X 6 0 R>>>>{properties}>>"),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 4>>\nstream\n/X Do\nendstream"
            .to_owned(),
    ])
}

/// What is said of a PDF that is read within `limits`.
fn said(bytes: &[u8], limits: Limits) -> Result<String, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.pdf");
    fs::write(&path, bytes).expect("a file");
    let reader = PdfReader { program: PathBuf::from(env!("CARGO_BIN_EXE_rapporteur")), limits };
    reader.read(&path, "report.pdf").map(|pages| pages.text).map_err(|failure| failure.what)
}

fn document(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name);
    fs::read(path).expect("a document")
}

const BOX: &str = "/MediaBox[0 0 600 800]/Contents 5 0 R";
const GIVEN_UP: &str = "this is a PDF that its reader gave up";

#[test]
fn what_is_well_is_read() {
    let read = said(&page(BOX, "BT /F 12 Tf 50 700 Td (States parties should act.) Tj ET"), Limits::default());
    assert_eq!(read.as_deref(), Ok("States parties should act.\n"));
}

#[test]
fn a_crash_of_the_reading_process_is_a_sentence() {
    // without the size of its page the reader panics; a form that draws itself fills the stack
    for bytes in [page("/Contents 5 0 R", "BT ET"), page(BOX, "/X Do")] {
        let failure = said(&bytes, Limits::default()).expect_err("it crashes");
        assert!(failure.starts_with(GIVEN_UP), "{failure}");
    }
}

#[test]
fn reading_that_takes_too_long_is_ended() {
    let content = "0 0 m 9 9 l S ".repeat(75_000);
    let contents = format!("/MediaBox[0 0 600 800]/Contents[{}]", "5 0 R ".repeat(300));
    let started = Instant::now();
    let limits = Limits { time: Duration::from_millis(200), ..Limits::default() };
    let failure = said(&page(&contents, &content), limits).expect_err("it is slow");
    assert_eq!(failure, "this is a PDF that took longer than 0.2 seconds to read");
    assert!(started.elapsed() < Duration::from_secs(30), "it was ended, not waited for");
}

/// The limit on memory is the system's.
#[cfg(target_os = "linux")]
#[test]
fn reading_that_takes_too_much_memory_is_ended() {
    let content = " ".repeat(1 << 20);
    let contents = format!("/MediaBox[0 0 600 800]/Contents[{}]", "5 0 R ".repeat(3000));
    let failure = said(&page(&contents, &content), Limits::default()).expect_err("it takes three gigabytes");
    assert!(failure.starts_with(GIVEN_UP) && failure.ends_with("more than 1024 megabytes of memory"), "{failure}");
}

#[test]
fn a_file_that_is_too_large_is_not_begun() {
    let limits = Limits { size: 1 << 20, ..Limits::default() };
    let failure = said(&page(BOX, &" ".repeat(1 << 20)), limits).expect_err("it is too large");
    assert_eq!(failure, "this is a PDF of more than 1 megabytes");
}

#[test]
fn a_password_is_named_and_protection_against_changes_is_none() {
    let locked = said(&document("locked.pdf"), Limits::default());
    assert_eq!(locked, Err("this is a PDF that a password protects".to_owned()));
    let protected = said(&document("protected.pdf"), Limits::default()).expect("anybody may read it");
    assert!(protected.contains("States parties should mark firearms."), "{protected}");
}
