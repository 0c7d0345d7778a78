//! What a draft says beside its text: comments of Markdown, and `[rapporteur: …]` in plain text. How long one is, and which
//! lines they take up; what they say is for `suppress` and the checks.

use super::lines::trim;
use crate::text::{Span, floor_boundary};

/// Length of the comment at the start of `rest`: `<!-- … -->`, which runs to the end if it never closes, or in plain
/// text `[rapporteur: …]` in one paragraph.
pub fn comment(rest: &str) -> Option<usize> {
    match rest.strip_prefix("<!--") {
        Some(inner) => Some(inner.find("-->").map_or(rest.len(), |close| close + 7)),
        None => aside(rest),
    }
}

/// The beginnings of what plain text says to this program.
const ASIDES: [&str; 2] = ["[rapporteur:", "[Rapporteur:"];

/// Bytes that one may have: no reason is so long, and a bracket that never closes is sought no further.
const FAR: usize = 2_000;

/// Length of `[rapporteur: …]` at the start of `rest`, up to the bracket that closes it: others may stand inside, and it may
/// go on in the next two lines.
pub(super) fn aside(rest: &str) -> Option<usize> {
    // a draft that is typed is read again from two units before, each of which may be a line
    const MOST: usize = 2;
    let opening = ASIDES.iter().find(|opening| rest.starts_with(**opening))?.len();
    let (mut depth, mut lines, mut blank) = (1usize, 0, false);
    for (at, byte) in rest.bytes().enumerate().take(FAR).skip(opening) {
        match byte {
            b'\n' if blank || lines == MOST => return None,
            b'\n' => {
                lines += 1;
                blank = true;
                continue;
            }
            b' ' | b'\t' | b'\r' => continue,
            b'[' => depth += 1,
            b']' => depth -= 1,
            _ => {}
        }
        blank = false;
        if depth == 0 {
            let inside = rest[..at].replace("\r\n", "\n");
            return (!inside.contains(['\r', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}'])).then_some(at + 1);
        }
    }
    None
}

/// Whether the line is the beginning of `[rapporteur: …]` that goes on in the next line, and nothing stands behind it there.
pub(super) fn is_wrapped(text: &str, line: Span) -> bool {
    let rest = &text[line.start..];
    aside(rest).is_some_and(|length| {
        length > line.len() && rest[length..].lines().next().is_none_or(|behind| trim(behind).is_empty())
    })
}

/// What stands between backticks in one paragraph, the marks included: code of Markdown, which is no text of the draft.
pub(super) fn code(source: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut at, mut paragraph_end) = (0, 0);
    while let Some(next) = source[at..].find('`') {
        let start = at + next;
        let marks = source[start..].bytes().take_while(|&byte| byte == b'`').count();
        let inner = start + marks;
        if inner > paragraph_end {
            let rest = &source[inner..];
            let end = rest.find("\n\n").or_else(|| rest.find("\r\n\r\n"));
            paragraph_end = inner + end.unwrap_or(rest.len());
        }
        // "States` rights" has an apostrophe
        let opens = !source[..start].ends_with(char::is_alphanumeric);
        let close = source[inner..paragraph_end].find(&source[start..inner]).filter(|_| opens);
        at = inner + close.map_or(0, |close| close + marks);
        if close.is_some() {
            found.push(Span::new(start, at));
        }
    }
    found
}

/// A line without the comments at its end.
pub(super) fn without(line: &str) -> &str {
    let mut rest = line;
    while rest.ends_with("-->") || rest.ends_with(']') {
        // an aside that begins further back would not end here
        let near = floor_boundary(rest, rest.len().saturating_sub(FAR));
        let mark = match rest.ends_with(']') {
            true => ASIDES.iter().filter_map(|opening| Some(near + rest[near..].rfind(opening)?)).max(),
            false => rest.rfind("<!--"),
        };
        let comment = mark.filter(|&at| comment(&rest[at..]) == Some(rest.len() - at));
        let Some(at) = comment else { break };
        rest = trim(&rest[..at]);
    }
    rest
}
