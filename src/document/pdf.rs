//! The text of a PDF: lines as they are laid out, page by page, made into paragraphs.
//!
//! The reader of PDF files may panic, loop or take all memory on an odd one: [`extract`] is only to be called in a process
//! of its own, as `workspace` does. Pictures of text are not read.

use std::collections::HashMap;

use pdf_extract::{Error, OutputError};

/// Parts pages.
pub const PAGE: char = '\u{c}';

/// What [`extract`] says of a file that a password protects.
pub const LOCKED: &str = "a password protects it";

/// The lines of all pages, with [`PAGE`] between them.
///
/// # Errors
/// What the reader has to say of a damaged or locked file.
pub fn extract(bytes: &[u8]) -> Result<String, String> {
    let pages = pdf_extract::extract_text_from_mem_by_pages(bytes).map_err(|error| match error {
        OutputError::PdfError(Error::Decryption(_) | Error::InvalidPassword) => LOCKED.to_owned(),
        OutputError::PdfError(error) => error.to_string(),
        error => error.to_string(),
    })?;
    Ok(pages.join(&PAGE.to_string()))
}

/// A PDF as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// The text, with a blank line between paragraphs.
    pub text: String,
    /// What stands at the head and the foot of its pages.
    pub headers: String,
}

/// Lines at the head and the foot of a page that may be furniture.
const EDGE: usize = 3;

/// Takes the furniture of the pages away and joins what a page break has parted.
pub fn lay_out(extracted: &str) -> Pages {
    let pages: Vec<Vec<&str>> = extracted.split(PAGE).map(|page| page.lines().map(str::trim).collect()).collect();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        edges(page).into_iter().flat_map(|i| shapes(page[i], number)).for_each(|shape| {
            *seen.entry(shape).or_default() += 1;
        });
    }
    let mut out = Pages { text: String::new(), headers: String::new() };
    for (number, page) in pages.iter().enumerate() {
        let edges = edges(page);
        let furniture = |i: usize| {
            edges.contains(&i)
                && (shapes(page[i], number).iter().any(|shape| seen[shape] > 1)
                    || is_number(page[i])
                    || (number == 0 && is_symbol(page[i])))
        };
        let mut fresh = true;
        for (i, line) in page.iter().enumerate() {
            if furniture(i) {
                out.headers.push_str(line);
                out.headers.push('\n');
            } else if line.is_empty() && fresh {
                // blank lines at the head of a page part nothing
            } else {
                let begins = std::mem::take(&mut fresh) && !out.text.is_empty() && !runs_on(&out.text, line);
                // the title may stand right under the lines of the masthead
                let titles = number == 0 && is_title(line) && out.text.ends_with('\n') && !out.text.ends_with("\n\n");
                if begins || titles {
                    out.text.push('\n');
                }
                put(&mut out.text, line);
            }
        }
        let end = out.text.trim_end().len();
        out.text.truncate(end);
        out.text.push('\n');
    }
    out
}

/// Adds a line; a word parted at its hyphen is joined again: "anti-trafficking", "Co-Chairs".
fn put(text: &mut String, line: &str) {
    let hyphen = text.strip_suffix("-\n").is_some_and(|before| before.ends_with(char::is_alphabetic));
    if hyphen && line.starts_with(char::is_alphabetic) {
        text.pop();
    }
    text.push_str(line);
    text.push('\n');
}

/// The lines at the head and the foot of a page, by index, blank ones aside.
fn edges(page: &[&str]) -> Vec<usize> {
    let filled: Vec<usize> = (0..page.len()).filter(|&i| !page[i].is_empty()).collect();
    let foot = filled.len().saturating_sub(EDGE).max(EDGE.min(filled.len()));
    filled[..EDGE.min(filled.len())].iter().chain(&filled[foot..]).copied().collect()
}

/// What a running head has in common with those of other pages: all of it, or all but the number of the page, which goes
/// on with the pages. The heading of a recommendation has a number that goes on, too, and is none.
fn shapes(line: &str, page: usize) -> Vec<String> {
    if line.starts_with("Recommendation ") {
        return Vec::new();
    }
    let figure = |char: char| char.is_ascii_digit();
    let counted = |start: usize, end: usize| {
        let number: i64 = line[start..end].parse().ok()?;
        Some(format!("{}\u{0}{}{}", &line[..start], number - page as i64, &line[end..]))
    };
    let end_of = |start: usize| line[start..].find(|char| !figure(char)).map_or(line.len(), |length| start + length);
    let first = line.find(figure).and_then(|start| counted(start, end_of(start)));
    let last = line.rfind(figure).map(|at| at + 1);
    let last = last.and_then(|end| counted(line[..end].trim_end_matches(figure).len(), end));
    let mut shapes = vec![line.to_owned()];
    shapes.extend(first);
    shapes.extend(last.filter(|last| shapes.get(1) != Some(last)));
    shapes
}

/// `3/17`, `12`, `V.23-19898`
fn is_number(line: &str) -> bool {
    !line.is_empty()
        && line.len() < 40
        && line.split_whitespace().all(|word| {
            let word = word.strip_prefix("V.").unwrap_or(word);
            word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-' | b'(' | b')' | b'E'))
        })
}

/// A line with nothing but a symbol: on the first page the report's own, elsewhere the end of a wrapped line.
fn is_symbol(line: &str) -> bool {
    let mut parts = line.split('/');
    line.len() < 60
        && line.matches('/').count() >= 2
        && parts.next().is_some_and(|first| !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_uppercase()))
        && !line.contains(' ')
}

/// Whether the title of a report begins with this line.
fn is_title(line: &str) -> bool {
    ["Report on the ", "Report of the ", "Constructive dialogue on "].iter().any(|start| line.starts_with(start))
}

/// Whether the text before a page break goes on with `line`.
fn runs_on(text: &str, line: &str) -> bool {
    let last = text.trim_end().lines().next_back().unwrap_or("");
    let open = last.len() > 40 && !last.ends_with(['.', ';', ':', '?', '!', '”']);
    let starts = line.starts_with(|c: char| c.is_lowercase() || c == '(' || c == '“') || last.ends_with([',', '-']);
    open && (starts || !line.starts_with(|c: char| c.is_ascii_digit() || c == '•') && !begins(line))
}

/// Whether a line begins something of its own.
fn begins(line: &str) -> bool {
    ["Recommendation ", "Annex", "States parties ", "The Working Group "].iter().any(|start| line.starts_with(start))
        || line
            .split_once(". ")
            .is_some_and(|(number, _)| number.len() < 6 && number.bytes().all(|byte| byte.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_goes_and_paragraphs_run_on() {
        let pages = "United Nations CTOC/COP/WG.4/2024/6\n\n1. The Working Group on Trafficking in Persons, which met in\n\n\
            V.24-12345\n1/3\u{c}CTOC/COP/WG.4/2024/6\n\nVienna, adopted anti-\ntrafficking and Co-\nChairs’ recommendations as presented below in this\n\
            2/3\u{c}CTOC/COP/WG.4/2024/6\nreport.\n\nRecommendation 1\n3/3";
        let read = lay_out(pages);
        let expected = "United Nations CTOC/COP/WG.4/2024/6\n\n1. The Working Group on Trafficking in Persons, which met in\n\
            Vienna, adopted anti-trafficking and Co-Chairs’ recommendations as presented below in this\nreport.\n\nRecommendation 1\n";
        assert_eq!(read.text, expected);
        assert!(read.headers.contains("CTOC/COP/WG.4/2024/6\n"), "{}", read.headers);
    }

    #[test]
    fn a_heading_at_the_head_of_a_page_is_no_running_head() {
        let pages = "Recommendation 1\n\nTrain.\nReport, page 7\u{c}Recommendation 2\n\nReport.\nReport, page 8\u{c}\
            Recommendation 5\n\nRatify.\nReport, page 9";
        let read = lay_out(pages);
        let expected = "Recommendation 1\n\nTrain.\n\nRecommendation 2\n\nReport.\n\nRecommendation 5\n\nRatify.\n";
        assert_eq!(read.text, expected);
        assert_eq!(read.headers, "Report, page 7\nReport, page 8\nReport, page 9\n");
    }

    #[test]
    fn a_title_under_the_masthead_stands_alone() {
        let read = lay_out(
            "Working Group on Firearms\nReport on the meeting held in Vienna\non 6 May 2024\n\nI. Introduction",
        );
        let expected =
            "Working Group on Firearms\n\nReport on the meeting held in Vienna\non 6 May 2024\n\nI. Introduction\n";
        assert_eq!(read.text, expected);
    }
}
