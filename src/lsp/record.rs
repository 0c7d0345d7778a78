//! The adopted record as documents that every editor can open: one Markdown file a meeting, in the cache folder.
//!
//! They are written when first asked for, beside their place and then renamed. Without a writable cache there is no
//! document, and hovers say it all.

use std::io::Write;
use std::path::{Path, PathBuf};

use tower_lsp_server::ls_types as lsp;

use crate::corpus::{Corpus, Earlier, Meeting};
use crate::text::Lines;

/// Where the documents of this version stand.
pub(super) fn folder() -> Option<PathBuf> {
    Some(dirs::cache_dir()?.join("rapporteur").join(env!("CARGO_PKG_VERSION")))
}

/// Whether a document of the editor is one of ours.
pub(super) fn is_ours(uri: &lsp::Uri) -> bool {
    let ours = dirs::cache_dir().map(|cache| cache.join("rapporteur"));
    uri.to_file_path().zip(ours).is_some_and(|(path, ours)| path.starts_with(ours))
}

/// The place of an earlier recommendation in its meeting's document.
pub(super) fn locate(earlier: &Earlier, corpus: &Corpus) -> Option<lsp::Location> {
    let meeting = corpus.meeting(earlier);
    let text = document(meeting, corpus);
    let path = write(&folder()?, &meeting.id, &text)?;
    let at = text.find(&heading(earlier))?;
    let line = Lines::new(&text).line_of(at) as u32;
    let start = lsp::Position { line, character: 0 };
    let end = lsp::Position { line, character: heading(earlier).encode_utf16().count() as u32 };
    Some(lsp::Location { uri: lsp::Uri::from_file_path(path)?, range: lsp::Range { start, end } })
}

/// The heading of a recommendation in its meeting's document.
fn heading(earlier: &Earlier) -> String {
    let unit = if earlier.headed { "Recommendation" } else { "Paragraph" };
    format!("### {unit} {} · {}\n", earlier.number, earlier.name)
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

/// Writes `text` for `id` unless it stands there already; the file is read-only.
fn write(folder: &Path, id: &str, text: &str) -> Option<PathBuf> {
    let path = folder.join(format!("{id}.md"));
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
