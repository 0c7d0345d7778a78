//! A meeting as its file has it: the TOML that people read and correct.

use std::fmt::Write;

use super::{Meeting, Part};

impl Meeting {
    /// The file of the meeting.
    pub fn write(&self) -> String {
        let mut out = String::new();
        line(&mut out, "body", &self.body);
        let _ = writeln!(out, "year = {}", self.year);
        line(&mut out, "title", &self.title);
        line(&mut out, "place", &self.place);
        line(&mut out, "dates", &self.dates);
        line(&mut out, "start", &self.start);
        line(&mut out, "end", &self.end);
        line(&mut out, "symbol", &self.symbol);
        if self.symbol_inferred {
            out.push_str("symbol_inferred = true\n");
        }
        if !self.symbol_source.is_empty() {
            line(&mut out, "symbol_source", &self.symbol_source);
        }
        self.parts.iter().for_each(|found| part(&mut out, found));
        out
    }
}

fn part(out: &mut String, part: &Part) {
    out.push_str("\n[[part]]\n");
    line(out, "id", &part.id);
    line(out, "title", &part.title);
    line(out, "status", &part.status);
    let about = [
        ("document", &part.document),
        ("dates", &part.dates),
        ("start", &part.start),
        ("end", &part.end),
        ("symbol", &part.symbol),
    ];
    for (key, value) in about {
        if let Some(value) = value {
            line(out, key, value);
        }
    }
    for introduction in &part.introductions {
        out.push_str("\n[[part.introduction]]\n");
        line(out, "paragraph", &introduction.paragraph);
        line(out, "text", &introduction.text);
    }
    for section in &part.sections {
        out.push_str("\n[[part.section]]\n");
        line(out, "letter", &section.letter);
        line(out, "title", &section.title);
        if let Some(paragraph) = &section.paragraph {
            line(out, "paragraph", paragraph);
        }
        if let Some(chapeau) = &section.chapeau {
            line(out, "chapeau", chapeau);
        }
        for entry in &section.recommendations {
            out.push_str("\n[[part.section.recommendation]]\n");
            line(out, "number", &entry.number);
            line(out, "numbered", &entry.numbered);
            if let Some(mark) = &entry.mark {
                line(out, "mark", mark);
            }
            line(out, "text", &entry.text);
        }
    }
}

/// A key and its text; several lines stand as they are.
fn line(out: &mut String, key: &str, text: &str) {
    let plain = text.contains('\n')
        && !text.contains("'''")
        && !text.ends_with('\'')
        && !text.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
    let _ = match plain {
        true => writeln!(out, "{key} = '''\n{text}'''"),
        false => writeln!(out, "{key} = {}", basic(text)),
    };
}

/// A basic string of TOML, on one line.
fn basic(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            char if char.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(char));
            }
            char => out.push(char),
        }
    }
    out.push('"');
    out
}
