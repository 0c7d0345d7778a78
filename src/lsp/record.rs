//! The adopted record as documents that every editor can open: one Markdown file a meeting, in the cache folder.
//!
//! They are written when first asked for, beside their place and then renamed. Without a writable cache there is no
//! document, and hovers say it all.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tower_lsp_server::ls_types as lsp;

use crate::corpus::{Corpus, Earlier, Meeting};
use crate::text::Lines;
use crate::workspace::cache;

/// Where the documents of this version stand.
pub(super) fn folder() -> Option<PathBuf> {
    Some(cache()?.join(env!("CARGO_PKG_VERSION")))
}

/// Whether a document of the editor is one of ours.
pub(super) fn is_ours(uri: &lsp::Uri) -> bool {
    uri.to_file_path().is_some_and(|path| holds(&path))
}

/// Whether a file stands in our folder.
pub(super) fn holds(path: &Path) -> bool {
    cache().is_some_and(|cache| path.starts_with(cache))
}

/// Where the recommendations of a corpus can be opened: a page a meeting, written when first asked for.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// By the index of the meeting; `None` where it could not be written.
    pages: Vec<OnceLock<Option<Page>>>,
}

/// A meeting's document.
#[derive(Debug)]
struct Page {
    uri: lsp::Uri,
    /// Line, from 0, and length in UTF-16 of each recommendation's heading, by its name.
    headings: HashMap<String, (u32, u32)>,
}

impl Record {
    /// The record of a corpus.
    pub(super) fn of(corpus: &Corpus) -> Record {
        Record { pages: corpus.meetings().iter().map(|_| OnceLock::new()).collect() }
    }

    /// The place of an earlier recommendation in its meeting's document.
    pub(super) fn locate(&self, earlier: &Earlier, corpus: &Corpus) -> Option<lsp::Location> {
        let page = self.pages.get(earlier.meeting)?.get_or_init(|| page(earlier.meeting, corpus)).as_ref()?;
        let &(line, length) = page.headings.get(&earlier.name)?;
        let start = lsp::Position { line, character: 0 };
        let end = lsp::Position { line, character: length };
        Some(lsp::Location { uri: page.uri.clone(), range: lsp::Range { start, end } })
    }

    /// The same as a link of Markdown.
    pub(super) fn link(&self, earlier: &Earlier, corpus: &Corpus) -> Option<String> {
        let found = self.locate(earlier, corpus)?;
        Some(format!("{}#L{}", found.uri.as_str(), found.range.start.line + 1))
    }
}

fn page(meeting: usize, corpus: &Corpus) -> Option<Page> {
    let found = &corpus.meetings()[meeting];
    let text = document(found, corpus);
    let path = write(&folder()?, &format!("{}.md", found.id), &text)?;
    let lines = Lines::new(&text);
    let of_meeting = corpus.earlier().iter().filter(|earlier| earlier.meeting == meeting);
    let headings = of_meeting.filter_map(|earlier| {
        let heading = heading(earlier);
        let line = lines.line_of(text.find(&heading)?) as u32;
        Some((earlier.name.clone(), (line, heading.trim_end().encode_utf16().count() as u32)))
    });
    Some(Page { uri: lsp::Uri::from_file_path(path)?, headings: headings.collect() })
}

/// Writes a report about a draft where an editor can open it.
pub(super) fn report(name: &str, text: &str) -> Option<lsp::Uri> {
    lsp::Uri::from_file_path(write(&folder()?, name, text)?)
}

/// The heading of a recommendation in its meeting's document.
fn heading(earlier: &Earlier) -> String {
    format!("### {} · {}\n", earlier.called(), earlier.name)
}

/// A meeting's recommendations as Markdown.
fn document(meeting: &Meeting, corpus: &Corpus) -> String {
    let mut text = format!("# {}\n\n", meeting.title);
    if !meeting.symbol.is_empty() {
        let inferred =
            if meeting.symbol_inferred { " (symbol inferred: the report does not print its own)" } else { "" };
        text.push_str(&format!("[{}]({}){inferred}\n\n", meeting.symbol, crate::corpus::url(&meeting.symbol)));
    }
    let mut place = None;
    for earlier in corpus.earlier().iter().filter(|earlier| corpus.meeting(earlier).id == meeting.id) {
        let (part, section) = (corpus.part(earlier), corpus.section(earlier));
        if place != Some((earlier.part, earlier.section)) {
            if place.is_none_or(|(other, _)| other != earlier.part) {
                text.push_str(&format!("## {} ({})\n\n", part.title, earlier.status.name()));
            }
            if !section.letter.is_empty() {
                text.push_str(&format!("**{}. {}**\n\n", section.letter, section.title));
            }
            place = Some((earlier.part, earlier.section));
        }
        text.push_str(&format!("{}\n{}\n\n", heading(earlier), earlier.text.replace('\n', "\n\n")));
    }
    text
}

/// Writes `text` unless it stands there already; the file is read-only.
fn write(folder: &Path, name: &str, text: &str) -> Option<PathBuf> {
    let path = folder.join(name);
    if std::fs::read_to_string(&path).is_ok_and(|old| old == text) {
        return Some(path);
    }
    std::fs::create_dir_all(folder).ok()?;
    let mut file = tempfile::NamedTempFile::new_in(folder).ok()?;
    file.write_all(text.as_bytes()).ok()?;
    let mut permissions = file.as_file().metadata().ok()?.permissions();
    permissions.set_readonly(true);
    file.as_file().set_permissions(permissions).ok()?;
    file.persist(&path).ok()?;
    Some(path)
}
