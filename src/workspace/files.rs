//! Files named one by one, folders and globs: what is to be read, in the order given, and what is said of the rest.

use std::collections::HashSet;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use ignore::WalkBuilder;

use super::{PdfReader, Workspace, located};
use crate::config::Config;
use crate::document::decode::{self, Decoded};
use crate::document::html;
use crate::failure::Failure;

/// What is to be read.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, in the order given; those of a folder by name.
    pub files: Vec<PathBuf>,
    /// What could not be looked at.
    pub failures: Vec<Failure>,
    /// What a person should know: documents that are no text.
    pub warnings: Vec<String>,
    /// What a person may want to know.
    pub remarks: Vec<String>,
    /// Texts that the configuration leaves out.
    excluded: usize,
    /// Files that were met, by their true path.
    seen: HashSet<PathBuf>,
}

/// Reads the draft at `path`, or standard input for `-`.
///
/// # Errors
/// If it cannot be read, is neither text nor a Word document, or is not the Word document that its name says.
pub fn read(path: &Path, name: &str) -> Result<Decoded, Failure> {
    let decoded = read_any(path, name)?;
    match decoded.word.is_none() && is_word(path) {
        true => {
            let advice = "ask for the document again; if it is text, give it a name that ends with .md or .txt";
            Err(Failure::new("this is no Word document, though its name says so", advice).about(name))
        }
        false => Ok(decoded),
    }
}

/// Reads text or a Word document, whatever its name says.
fn read_any(path: &Path, name: &str) -> Result<Decoded, Failure> {
    let bytes = match path.as_os_str() == "-" {
        true => all(std::io::stdin().lock(), 0),
        false => bytes(path),
    };
    let bytes = bytes.map_err(|error| Failure::io(&error, Path::new(name), "read it"))?;
    if bytes.is_empty() && extension(path).is_some_and(|end| !TEXT.contains(&end.as_str())) {
        return Err(Failure::new("this file is empty", "fetch it again, or save it anew").about(name));
    }
    const CUT: &str = "a Word document (.docx) that is cut off or damaged";
    let fail = |what: &str, advice: &str| Failure::new(format!("this is {what}"), advice).about(name);
    decode::read(&bytes).map_err(|found| match is_word(path) && decode::is_cut_off(&bytes) {
        true => fail(CUT, "fetch the file again, or open it in Word and save it anew"),
        false => fail(&found.what, found.advice),
    })
}

/// Bytes of the largest file that is read: a hundred times any report, and no more than memory holds.
const LARGEST: u64 = 256 << 20;

/// All bytes of the file at `path`.
///
/// # Errors
/// If it cannot be read, or has more than [`LARGEST`], as a device has that never ends.
pub(super) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let file = std::fs::File::open(path)?;
    let length = file.metadata()?.len();
    all(file, length)
}

/// All bytes of a file that says it has `length` of them.
fn all(source: impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if length <= LARGEST {
        bytes.reserve_exact(length as usize + 1);
        let mut source = source.take(LARGEST + 1);
        // a pipe or a device does not say how much is to come: past an eighth of what is read at most, room for all of it is
        // asked for at once, since growing by doubling would hold twice as much at the end
        const EIGHTH: u64 = LARGEST / 8;
        if length == 0 && source.by_ref().take(EIGHTH).read_to_end(&mut bytes)? as u64 == EIGHTH {
            bytes.reserve_exact(LARGEST as usize + 1 - bytes.len());
        }
        source.read_to_end(&mut bytes)?;
    }
    if length.max(bytes.len() as u64) > LARGEST {
        let what = format!("it has more than {} megabytes", LARGEST >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, what));
    }
    Ok(bytes)
}

/// The report of a meeting, as text.
#[derive(Debug)]
pub struct Report {
    /// What it says.
    pub text: String,
    /// What its pages have at their head.
    pub headers: String,
}

/// Reads a report: text, Markdown, a web page, a Word document or a PDF, whatever its name says.
///
/// # Errors
/// If it cannot be read, or is none of these.
pub fn read_report(path: &Path, name: &str) -> Result<Report, Failure> {
    let mut start = Vec::new();
    let opened = std::fs::File::open(path).and_then(|file| file.take(1024).read_to_end(&mut start));
    opened.map_err(|error| Failure::io(&error, Path::new(name), "read it"))?;
    // some programs write a few bytes before the mark of a PDF
    if memchr::memmem::find(&start, b"%PDF-").is_some() {
        let reader = PdfReader::new().map_err(|error| Failure::io(&error, path, "start a process that reads it"))?;
        let pages = reader.read(path, name)?;
        return Ok(Report { text: pages.text, headers: pages.headers });
    }
    // of a report more can be read than of a draft
    let wider = |failure: Failure| {
        let advice = failure.advice.replace(".md, .txt or .docx file", ".pdf, .docx, .html, .md or .txt file");
        Failure { advice, ..failure }
    };
    let read = read_any(path, name).map_err(wider)?;
    if read.text.trim().is_empty() {
        return Err(Failure::new("there is no text in it", "give the report of a meeting").about(name));
    }
    Ok(match read.word {
        Some(word) => Report { text: word.text, headers: word.headers },
        None if html::is_html(&read.text) => Report { text: html::read(&read.text), headers: String::new() },
        None => Report { text: read.text, headers: String::new() },
    })
}

/// Whether the name is that of a file which is read as a draft.
pub fn is_text(path: &Path) -> bool {
    // Word leaves a file of this kind beside a document that is open
    let lock = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
    !lock && extension(path).is_some_and(|end| TEXT.contains(&end.as_str()) || WORD.contains(&end.as_str()))
}

/// Whether the name is that of a Word document.
fn is_word(path: &Path) -> bool {
    extension(path).is_some_and(|end| WORD.contains(&end.as_str()))
}

/// How the names of texts end that are read as drafts.
const TEXT: [&str; 4] = ["md", "markdown", "txt", "text"];

/// How the names of Word documents end that are read as drafts.
const WORD: [&str; 3] = ["docx", "docm", "dotx"];

/// Whether the name is that of a document which may well be a draft.
fn is_document(path: &Path) -> bool {
    let known = ["doc", "odt", "rtf", "pdf", "pages", "wpd"];
    extension(path).is_some_and(|end| known.contains(&end.as_str()))
}

fn extension(path: &Path) -> Option<String> {
    path.extension().map(|end| end.to_string_lossy().to_lowercase())
}

/// What holds for a file at an absolute path.
type Holds<'a> = &'a dyn Fn(&Path) -> Result<Config, Failure>;

impl Workspace {
    /// The drafts below some folders that an editor can show, whatever is wrong with configurations just now: a Word
    /// document has no lines.
    pub fn drafts(&self, folders: &[PathBuf]) -> Vec<PathBuf> {
        let mut found = Found::default();
        for folder in folders {
            self.walk(folder, None, &|path| Ok(self.standing(path).config), &mut found);
        }
        found.files.retain(|path| !is_word(path));
        found.files
    }

    /// The files that `arguments` name, themselves, by a folder or by a glob.
    pub fn find(&self, arguments: &[PathBuf]) -> Found {
        let mut found = Found::default();
        for argument in arguments {
            let name = argument.to_string_lossy();
            if name == "-" {
                found.add(argument);
            } else if argument.is_dir() {
                let before = found.met();
                self.walk(argument, None, &|path| self.config(path), &mut found);
                if found.met() == before {
                    found.warnings.push(format!("{name}: no .md, .txt or .docx file below this folder"));
                }
            } else if !argument.exists() && name.contains(['*', '?', '[', '{']) {
                self.glob(&name, &mut found);
            } else {
                found.add(argument);
            }
        }
        found
    }

    /// The files that match a glob.
    fn glob(&self, pattern: &str, found: &mut Found) {
        let fail = |what: String, advice: &str| Failure::new(what, advice).about(pattern);
        let shape = pattern.strip_prefix("./").unwrap_or(pattern);
        let matcher = match GlobBuilder::new(shape).literal_separator(true).build() {
            Ok(glob) => glob.compile_matcher(),
            Err(error) => {
                let failure = fail(format!("this is no glob: {}", error.kind()), "write one such as drafts/**/*.md");
                return found.failures.push(failure);
            }
        };
        let literal = &shape[..shape.find(['*', '?', '[', '{']).unwrap_or(shape.len())];
        let base = literal.rfind('/').map_or(".", |at| &literal[..at.max(1)]);
        let before = found.met();
        if Path::new(base).is_dir() {
            self.walk(Path::new(base), Some(&matcher), &|path| self.config(path), found);
        }
        if found.met() == before {
            found.failures.push(fail("no draft matches".to_owned(), "check the glob and the folder you are in"));
        }
    }

    /// The texts below `folder`. What `.gitignore` and the like leave out is left out here, too.
    fn walk(&self, folder: &Path, matcher: Option<&GlobMatcher>, holds: Holds<'_>, found: &mut Found) {
        let mut others = 0;
        let entries =
            WalkBuilder::new(folder).follow_links(true).require_git(false).sort_by_file_name(Ord::cmp).build();
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    found.refuse(&error);
                    continue;
                }
            };
            let path = entry.path().strip_prefix("./").unwrap_or(entry.path());
            let kind = entry.file_type();
            if kind.is_some_and(|kind| !kind.is_file() && !kind.is_dir()) && is_text(path) {
                found
                    .warnings
                    .push(format!("{}: not read, since it is no file but a pipe or a device", path.display()));
            }
            let file = kind.is_some_and(|kind| kind.is_file());
            if !file || matcher.is_some_and(|matcher| !matcher.is_match(path)) {
                continue;
            }
            let whole = located(path);
            let config = match holds(&whole) {
                Ok(config) => config,
                Err(failure) => {
                    if !found.failures.contains(&failure) {
                        found.failures.push(failure);
                    }
                    continue;
                }
            };
            if config.excludes(&whole) {
                found.excluded += 1;
                found.remarks.push(format!("{}: excluded by the configuration", path.display()));
            } else if is_text(path) || config.includes(&whole) {
                found.add(path);
            } else if is_document(path) {
                let advice = "save it as a .docx, .md or .txt file to have it read";
                found.warnings.push(format!("{}: not read, since it is no text: {advice}", path.display()));
            } else {
                others += 1;
            }
        }
        if others > 0 {
            let files =
                if others == 1 { "one file of another kind".into() } else { format!("{others} files of other kinds") };
            found.remarks.push(format!("{}: {files} not read", folder.display()));
        }
    }
}

impl Found {
    /// How many files were met that may be drafts, whatever became of them.
    fn met(&self) -> usize {
        self.seen.len() + self.warnings.len() + self.failures.len() + self.excluded
    }

    /// Adds a file, once.
    fn add(&mut self, path: &Path) {
        let true_path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if self.seen.insert(true_path) {
            self.files.push(path.to_owned());
        }
    }

    /// Says what stopped the walk at some place.
    fn refuse(&mut self, error: &ignore::Error) {
        match error {
            ignore::Error::WithDepth { err, .. } => self.refuse(err),
            ignore::Error::Loop { ancestor, child } => {
                self.remarks.push(format!("{}: leads back to {}", child.display(), ancestor.display()));
            }
            ignore::Error::WithPath { path, err } => match err.io_error() {
                // a link that leads nowhere matters only if it is called a text
                Some(io) if super::is_absent(io) && !is_text(path) => {
                    self.remarks.push(format!("{}: a link that leads nowhere", path.display()));
                }
                Some(io) if super::is_absent(io) && path.is_symlink() => {
                    let failure = Failure::new("this link leads nowhere", "mend the link, or remove it");
                    self.failures.push(failure.about(path.display().to_string()));
                }
                // the walk puts words of its own around what the system said
                Some(io) => self.failures.push(Failure::io(&io::Error::from(io.kind()), path, "read it")),
                None => self
                    .failures
                    .push(Failure::new(err.to_string(), "check the path").about(path.display().to_string())),
            },
            other => self.failures.push(Failure::new(other.to_string(), "check the path")),
        }
    }
}
