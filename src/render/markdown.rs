//! Text inside Markdown: signs that it would read as its own are escaped.

/// `text` as it may stand in a paragraph, a heading or a cell.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if matches!(char, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '\\' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(char);
    }
    out
}
