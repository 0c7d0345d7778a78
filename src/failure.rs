//! What could not be done, for a person who can mend it: what and where, the quoted place, what to do.
//!
//! Failures are about files, configuration and options. What is wrong with a draft is a finding, never a failure.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;

use crate::text::{LineColumn, Lines, Span};

/// What could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The file it is about, as it is shown to people.
    pub path: Option<String>,
    /// What went wrong, one line without a full stop.
    pub what: String,
    /// The place in the file.
    pub quote: Option<Box<Quote>>,
    /// What to do, in the imperative.
    pub advice: String,
}

/// A place in a file, quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The bytes of the file.
    pub span: Span,
    /// Line and column of the first.
    pub at: LineColumn,
    /// The line.
    pub line: String,
    /// Characters to mark.
    pub width: usize,
}

impl Failure {
    /// A failure that is about no file.
    pub fn new(what: impl Into<String>, advice: impl Into<String>) -> Failure {
        Failure { path: None, what: what.into(), quote: None, advice: advice.into() }
    }

    /// The same, about the file that people know by this path.
    pub fn about(self, path: impl Into<String>) -> Failure {
        Failure { path: Some(path.into()), ..self }
    }

    /// The same, about this place of the file's text.
    pub fn quoting(self, text: &str, span: Span) -> Failure {
        let lines = Lines::new(text);
        let at = lines.locate(text, span.start);
        let line = lines.span(at.line - 1, text);
        let marked = Span::new(span.start.min(line.end), span.end.clamp(span.start.min(line.end), line.end));
        let width = marked.of(text).chars().count().max(1);
        let quote = Quote { span, at, line: line.of(text).to_owned(), width };
        Failure { quote: Some(Box::new(quote)), ..self }
    }

    /// What the operating system says of a file.
    pub fn io(error: &std::io::Error, path: &Path, doing: &str) -> Failure {
        use std::io::ErrorKind;
        let advice = match error.kind() {
            ErrorKind::NotFound => "check the path",
            ErrorKind::PermissionDenied => "check who may read and write it",
            ErrorKind::StorageFull => "make room on the disk",
            ErrorKind::FileTooLarge => "split it into several files",
            ErrorKind::IsADirectory => "give a file",
            _ => "try again, or work on a copy elsewhere",
        };
        let what = match error.kind() {
            ErrorKind::NotFound => "there is no such file or folder".to_owned(),
            _ => format!("cannot {doing}: {}", reason(error)),
        };
        Failure::new(what, advice).about(path.display().to_string())
    }
}

/// What the operating system says, without its number.
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: ")?;
        if let Some(path) = &self.path {
            write!(f, "{path}:")?;
            if let Some(quote) = &self.quote {
                write!(f, "{}:{}:", quote.at.line, quote.at.column)?;
            }
            write!(f, " ")?;
        }
        writeln!(f, "{}", self.what)?;
        if let Some(quote) = &self.quote {
            let number = quote.at.line.to_string();
            let (line, before) = around(&quote.line, quote.at.column - 1);
            let lead: String = line.chars().take(before).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
            let width = quote.width.min(line.chars().count().saturating_sub(before)).max(1);
            writeln!(f, "  {number} | {line}")?;
            writeln!(f, "  {:1$} | {lead}{2}", "", number.len(), "^".repeat(width))?;
        }
        writeln!(f, "  help: {}", self.advice)
    }
}

/// What a person needs to see of a line of which so many characters stand before a place, and how many of those are left:
/// a file may be one line.
fn around(line: &str, before: usize) -> (Cow<'_, str>, usize) {
    const SHOWN: usize = 160;
    if line.chars().nth(SHOWN).is_none() {
        return (Cow::Borrowed(line), before);
    }
    let from = before.saturating_sub(SHOWN / 2);
    let cut: String = line.chars().skip(from).take(SHOWN).collect();
    match from {
        0 => (format!("{cut}…").into(), before),
        _ => (format!("…{cut}…").into(), before - from + 1),
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_has_three_parts() {
        let text = "root = true\nstgae = \"x\"\n";
        let failure = Failure::new("no key is called “stgae”", "write “stage”");
        let failure = failure.about("rapporteur.toml").quoting(text, Span::new(12, 17));
        let expected = "error: rapporteur.toml:2:1: no key is called “stgae”\n  2 | stgae = \"x\"\n    | ^^^^^\n  help: write “stage”\n";
        assert_eq!(failure.to_string(), expected);
    }

    #[test]
    fn a_line_without_end_is_cut() {
        let text = "a".repeat(5_000) + "!" + &"b".repeat(1_000_000);
        let said = Failure::new("no", "mend it").quoting(&text, Span::new(5_000, text.len())).to_string();
        assert!(said.len() < 1_000 && said.contains("  1 | …aaa"), "{said}");
        let lines: Vec<&str> = said.lines().collect();
        let at = |line: &str, of: char| line.chars().position(|char| char == of);
        assert_eq!(at(lines[1], '!'), at(lines[2], '^'), "{said}");
    }

    #[test]
    fn a_place_past_the_end_is_quoted_all_the_same() {
        let failure = Failure::new("key with no value", "give one").quoting("a", Span::new(1, 1));
        assert!(failure.to_string().contains("  1 | a\n    |  ^\n"), "{failure}");
        let failure = Failure::new("ends early", "go on").quoting("é\n", Span::new(3, 3));
        assert!(failure.to_string().contains("2 | \n"), "{failure}");
    }
}
