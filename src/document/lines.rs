//! One line of a draft at a time: what it looks like by itself.
//!
//! Nothing here knows the lines around it; `scan` puts them together.

use super::pages::is_furniture;
use super::{asides, heading, markers, rows};
use crate::lexicon::numbers::{Number, roman, suffix};
use crate::text::Span;

/// What a line looks like. Spans are places in the text, not in the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Look {
    /// Nothing but white space, or the furniture of a printed page.
    Blank,
    /// A Markdown heading, a bold line or a bare word that heads a part; the title.
    Title(Span),
    /// `II. Recommendations`
    Chapter(Mark),
    /// `A. General recommendations`
    Section(Mark),
    /// `Annex`, `Annex I`
    Annex(Span),
    /// `Recommendation 5`; what follows on the same line.
    Recommendation(Mark),
    /// `5. States parties …`
    Numbered(Mark),
    /// `(a) …`, `- (a) …`, `- …`
    Item,
    /// An item or the row of a table with text that opens as recommendations do: the text.
    Proposal(Span),
    /// A footnote's text.
    Footnote,
    /// `> …`
    Quote,
    /// `| … |` or columns parted by tabs.
    Table,
    /// A fence of three backticks or tildes.
    Fence,
    /// Nothing but a comment, or its beginning.
    Comment,
    /// `---`, `###`
    Rule,
    /// Anything else.
    Text,
}

/// A numbered line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// The label, `Recommendation 2 bis` or `5.`
    pub label: Span,
    /// The number alone, suffix included.
    pub number_span: Span,
    /// The number.
    pub number: Number,
    /// More numbers that a heading carries.
    pub also: Vec<Number>,
    /// What follows on the line; empty if nothing does.
    pub rest: Span,
}

/// Looks at the line `span` of `text`, line end excluded.
pub(super) fn look(text: &str, span: Span) -> Look {
    let line = span.of(text);
    let whole_line = trim(line);
    if whole_line.is_empty() || is_furniture(whole_line) {
        return Look::Blank;
    }
    let trimmed = asides::without(whole_line);
    if trimmed.is_empty() {
        return Look::Comment;
    }
    let at = span.start + offset(line, trimmed);
    let whole = Span::new(at, at + trimmed.len());
    let bytes = trimmed.as_bytes();
    match bytes[0] {
        b'>' => return Look::Quote,
        b'|' => return rows::proposal(text, whole).map_or(Look::Table, Look::Proposal),
        b'`' | b'~' if trimmed.starts_with("```") || trimmed.starts_with("~~~") => return Look::Fence,
        b'[' if asides::is_wrapped(text, whole) => return Look::Comment,
        b'<' if trimmed.starts_with("<!--") && !trimmed.contains("-->") => return Look::Comment,
        b'-' | b'*' | b'_' | b'=' | b'#' if is_rule(trimmed) => return Look::Rule,
        _ => {}
    }
    if let Some(mark) = heading::recommendation(text, whole).or_else(|| lone_operative(text, whole)) {
        return Look::Recommendation(mark);
    }
    if let Some(inner) = markdown_heading(text, whole) {
        return chapter(text, inner)
            .map(Look::Chapter)
            .or_else(|| section(text, inner).map(Look::Section))
            .or_else(|| is_annex(inner.of(text), true).then_some(Look::Annex(inner)))
            .unwrap_or(Look::Title(inner));
    }
    if is_annex(trimmed, trimmed.starts_with("**")) {
        return Look::Annex(whole);
    }
    if footnote(trimmed) {
        return Look::Footnote;
    }
    if let Some(mark) = numbered(text, whole) {
        return Look::Numbered(mark);
    }
    let bare = emphasized(text, whole).unwrap_or(whole);
    if let Some(mark) = chapter(text, bare).or(None) {
        return Look::Chapter(mark);
    }
    if let Some(mark) = section(text, bare) {
        return Look::Section(mark);
    }
    if is_emphasized_item(trimmed) {
        return Look::Item;
    }
    if let Some((marker, ..)) = markers::item_marker(trimmed) {
        let rest = trim(&trimmed[marker.end..]);
        let opens = heading::starts_body(rest.trim_start_matches(['*', '_'])) || opens_titled(rest);
        return if opens { Look::Proposal(Span::new(whole.end - rest.len(), whole.end)) } else { Look::Item };
    }
    if trimmed.matches('\t').count() >= 2 {
        return Look::Table;
    }
    if let Some(cell) = rows::proposal_behind_semicolon(text, whole) {
        return Look::Proposal(cell);
    }
    if rows::heads_file(trimmed) {
        return Look::Table;
    }
    if bare != whole && trimmed.starts_with("**") && !bare.of(text).ends_with(['.', ';', ',', ':']) {
        return Look::Title(bare);
    }
    if is_bare_title(trimmed) || is_alternative(trimmed) {
        return Look::Title(whole);
    }
    Look::Text
}

/// Whether the mark of an item is in bold or escaped: `**(a)** Adopt laws`, `\(a\) Adopt laws`.
fn is_emphasized_item(line: &str) -> bool {
    if !line.starts_with(['*', '_', '\\']) {
        return false;
    }
    let marks = |c: &char| matches!(c, '*' | '_' | '\\');
    let start: String = line.chars().take(12).filter(|c| !marks(c)).collect();
    start.starts_with('(') && markers::item_marker(&start).is_some()
}

/// Whether an item has a title in bold before a text that opens as recommendations do: `**Data.** States parties …`.
fn opens_titled(item: &str) -> bool {
    let titled = item.strip_prefix("**").and_then(|rest| rest.split_once("**"));
    titled.is_some_and(|(title, rest)| title.len() < 80 && asks(trim(rest.trim_start_matches(':'))))
}

/// White space as people see it, no-break spaces and byte-order marks included.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{b}' | '\u{c}')
}

pub(super) fn trim(line: &str) -> &str {
    line.trim_matches(is_space)
}

pub(super) fn offset(line: &str, part: &str) -> usize {
    part.as_ptr() as usize - line.as_ptr() as usize
}

pub(super) fn digits(s: &str, most: usize) -> bool {
    !s.is_empty() && s.len() <= most && s.bytes().all(|b| b.is_ascii_digit())
}

/// `---`, `###`, and the two hyphens above a signature.
fn is_rule(line: &str) -> bool {
    let mark = line.as_bytes()[0];
    if line == "--" {
        return true;
    }
    line.len() >= 3 && line.bytes().all(|b| b == mark || b == b' ') && (mark != b'_' || line.len() >= 5)
}

/// `====` or `----` under a heading.
pub(super) fn is_underline(line: &str) -> bool {
    let line = trim(line);
    line.len() >= 3 && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

/// The text of `## …`.
fn markdown_heading(text: &str, span: Span) -> Option<Span> {
    let line = span.of(text);
    let hashes = line.bytes().take_while(|&b| b == b'#').count();
    if !(1..=6).contains(&hashes) || !line[hashes..].starts_with([' ', '\t', '\u{a0}']) {
        return None;
    }
    let inner = trim(line[hashes..].trim_end_matches('#'));
    let start = span.start + offset(line, inner);
    let inner = Span::new(start, start + inner.len());
    Some(emphasized(text, inner).unwrap_or(inner))
}

/// The inside of a line that is emphasized as a whole.
fn emphasized(text: &str, span: Span) -> Option<Span> {
    let line = span.of(text);
    for mark in ["***", "**", "__", "*", "_"] {
        if let Some(inner) = line.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark))
            && !inner.is_empty()
            && !inner.contains(mark)
        {
            return Some(Span::new(span.start + mark.len(), span.end - mark.len()));
        }
    }
    None
}

/// `Annex`, `Annex II`, `ANNEX I: Draft recommendations`; in a marked heading also `Annex Draft recommendations`.
fn is_annex(line: &str, marked: bool) -> bool {
    let line = line.trim_matches(['*', '_', ':', ' ', '[', ']']);
    let Some(rest) = after_annex(line) else { return false };
    let (number, title) = annex_number(rest);
    let heads = title.starts_with([':', '.', '–', '—', '-', '(']) && !title.ends_with([';', ',']);
    title.is_empty() || (heads && line.len() < 200) || (marked && (number.is_empty() || heads))
}

/// The label of an annex that has a roman number.
pub(super) fn annex_mark(text: &str, span: Span) -> Option<Mark> {
    let line = span.of(text);
    let (numeral, _) = annex_number(after_annex(line)?);
    let value = roman(numeral).filter(|_| numeral.len() > 1 || matches!(numeral, "I" | "V" | "X"))?;
    let start = span.start + offset(line, numeral);
    let number_span = Span::new(start, start + numeral.len());
    Some(Mark {
        label: Span::new(span.start, number_span.end),
        number_span,
        number: Number::plain(value),
        also: Vec::new(),
        rest: Span::new(number_span.end, span.end),
    })
}

/// What stands after the word for an annex at the start of `line`.
pub(super) fn after_annex(line: &str) -> Option<&str> {
    const WORDS: [&str; 9] =
        ["Annexes", "Annexe", "ANNEXE", "Annex", "ANNEX", "Appendix", "APPENDIX", "Anexo", "ANEXO"];
    let rest = WORDS.iter().find_map(|word| line.strip_prefix(word))?;
    (!rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '/'))).then_some(rest)
}

/// The number and the title, with what parts them, in ` II: Draft recommendations`.
pub(super) fn annex_number(rest: &str) -> (&str, &str) {
    let rest = rest.trim_start_matches(is_space);
    let count = rest.bytes().take_while(|b| b.is_ascii_digit() || b.is_ascii_uppercase()).count();
    let (number, title) = rest.split_at(count);
    let single = number.len() == 1 || number.bytes().all(|b| b.is_ascii_digit()) || roman(number).is_some();
    let ends = !title.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '’' | '\''));
    if single && ends { (number, title.trim_start_matches(is_space)) } else { ("", rest) }
}

/// A line of one or two words that heads a chapter without a number.
fn is_bare_title(line: &str) -> bool {
    const TITLES: [&str; 9] = [
        "Recommendations",
        "Draft recommendations",
        "Proposed recommendations",
        "General recommendations",
        "Introduction",
        "Conclusions and recommendations",
        "Background",
        "RECOMMENDATIONS",
        "Summary of deliberations",
    ];
    TITLES.contains(&line.trim_end_matches(':'))
}

/// `OPTION A`, `Alternative 2:` on a line of its own: one of several versions stands below.
pub(super) fn is_alternative(line: &str) -> bool {
    const WORDS: [&str; 5] = ["option", "alternative", "variant", "version", "alt"];
    let line = line.trim_matches(['*', '_', '[', ']', '(', ')', ':', '#', ' ']);
    let (word, number) = line.split_at(line.find(|c: char| !c.is_alphabetic()).unwrap_or(line.len()));
    let number = number.trim_start_matches(['.', ' ']);
    let letter = matches!(number, "A" | "B" | "C" | "D" | "E" | "I" | "II" | "III" | "IV");
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)) && (letter || digits(number, 2))
}

/// The number that is all of a heading, remarks aside: `4.`, `No. 4`, `4. [agreed]`.
pub(super) fn bare_number(text: &str, span: Span) -> Option<Mark> {
    let line = span.of(text);
    let rest = ["No. ", "no. ", "N° ", "n° ", "#"].iter().find_map(|sign| line.strip_prefix(sign)).unwrap_or(line);
    let (figures, after) = rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count());
    let remark = trim(after.trim_start_matches(['.', ')', ':']));
    let enclosed = [("[", "]"), ("(", ")"), ("–", "–"), ("*", "*")];
    let is_remark = enclosed.iter().any(|(open, close)| remark.starts_with(open) && remark.ends_with(close));
    if !digits(figures, 3) || !(remark.is_empty() || is_remark) {
        return None;
    }
    let start = span.start + offset(span.of(text), figures);
    let number_span = Span::new(start, start + figures.len());
    let number = Number::plain(figures.parse().ok()?);
    Some(Mark { label: span, number_span, number, also: Vec::new(), rest: Span::at(span.end) })
}

fn footnote(line: &str) -> bool {
    let superscript = line.starts_with(|c| matches!(c, '¹' | '²' | '³' | '\u{2074}'..='\u{2079}' | '\u{2070}'));
    superscript || (line.starts_with("[^") && line.contains("]:")) || is_flat_note(line)
}

/// Whether a line is a footnote by its number, which lost its height, and by what it says: `1 See …`, `2/ Ibid., …`.
fn is_flat_note(line: &str) -> bool {
    const SAYS: [&str; 5] = ["See ", "Ibid.", "Cf. ", "Available at ", "A/RES/"];
    let inner = line.trim_start_matches('*');
    let number = inner.bytes().take_while(u8::is_ascii_digit).count();
    let rest = inner[number..].strip_prefix('/').unwrap_or(&inner[number..]);
    let marked = (1..=3).contains(&number) != line.starts_with('*') && line.len() - inner.len() < 4;
    marked && rest.strip_prefix(' ').is_some_and(|rest| SAYS.iter().any(|words| rest.starts_with(words)))
}

/// Whether a line under a rule is a footnote whose mark lost its height: `1 See …`, `[1] See …`, `* See …`.
pub(super) fn is_note(line: &str) -> bool {
    let line = trim(line);
    let inner = line.trim_start_matches(['[', '(', '*']);
    let number = inner.bytes().take_while(u8::is_ascii_digit).count();
    let rest = inner[number..].trim_start_matches([']', ')', '/']);
    let marked = (1..=3).contains(&number) || (number == 0 && line.starts_with('*') && line.len() - inner.len() < 4);
    footnote(line) || (marked && rest.starts_with(is_space) && !heading::starts_body(trim(rest)))
}

/// `5. text`, `5\. text`, `**5.** text`; `(5) States parties …`
fn numbered(text: &str, span: Span) -> Option<Mark> {
    let line = span.of(text);
    let inner = line.trim_start_matches(['*', '[', '“', '"']);
    let quoted = line[..offset(line, inner)].contains(['“', '"']);
    let parenthesis = inner.starts_with('(');
    let inner = inner.strip_prefix('(').unwrap_or(inner);
    let label_start = offset(line, inner);
    // "OP3." and "PP 1 bis.", as negotiators count the paragraphs of a text
    let operative = ["OP", "PP"].into_iter().find(|word| inner.starts_with(word)).unwrap_or("");
    let inner = inner[operative.len()..]
        .strip_prefix(' ')
        .filter(|_| !operative.is_empty())
        .unwrap_or(&inner[operative.len()..]);
    let start = offset(line, inner);
    let count = inner.bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 || count > 4 {
        return None;
    }
    // "1.2" has two parts; "[1]", "OP1" and the cell of a table have no full stop: they stand before a recommendation only
    let part = inner[count..].strip_prefix('.').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let parts = (1..=2).contains(&part) && operative.is_empty();
    let (first, count) = if parts { (count + 1, count + 1 + part) } else { (0, count) };
    let (suffix_text, length) = suffix(&inner[count..]);
    let behind = inner[count + length..].trim_start_matches('\\');
    let enclosed = line.starts_with('[') && !parenthesis;
    let after = behind
        .strip_prefix(['.', ')'])
        .or_else(|| behind.strip_prefix(':').filter(|_| !operative.is_empty()))
        .or_else(|| behind.strip_prefix(']').filter(|rest| enclosed && reads_on(trim(rest))))
        .or(Some(behind).filter(|rest| {
            let bare = !operative.is_empty() || parts || rest.starts_with('\t');
            bare && rest.starts_with(is_space) && (reads_on(trim(rest)) || !operative.is_empty())
        }))?;
    if parts && !reads_on(trim(after)) {
        return None;
    }
    let rest = after.trim_start_matches('*');
    if !rest.starts_with(is_space) || trim(rest).is_empty() {
        return None;
    }
    let rest = trim(rest);
    if (parenthesis && !asks(rest)) || (quoted && !proposes(rest)) {
        return None;
    }
    let number_start = span.start + start;
    let number_end = number_start + count + length;
    let label_end = span.start + offset(line, after);
    let rest_start = span.start + offset(line, rest);
    Some(Mark {
        label: Span::new(span.start + label_start, label_end),
        number_span: Span::new(number_start, number_end),
        number: Number {
            prefix: if parts { inner[..first].to_owned() } else { operative.to_owned() },
            suffix: suffix_text.to_lowercase(),
            ..Number::plain(inner[first..count].parse().ok()?)
        },
        also: Vec::new(),
        rest: first_cell(text, Span::new(rest_start, rest_start + rest.len())),
    })
}

/// `OP3` on a line of its own, as the heading of what stands below.
fn lone_operative(text: &str, span: Span) -> Option<Mark> {
    let line = span.of(text);
    let inner = line.trim_start_matches(['*', '_']);
    let digits = inner.strip_prefix("OP")?.trim_start_matches(' ');
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    let value = digits[..count].parse().ok().filter(|_| count <= 3)?;
    let (suffix, length) = suffix(&digits[count..]);
    if !digits[count + length..].trim_matches(['.', ':', '*', '_', ' ']).is_empty() {
        return None;
    }
    let start = span.start + offset(line, digits);
    let number_span = Span::new(start, start + count + length);
    let number = Number { prefix: "OP".to_owned(), suffix: suffix.to_lowercase(), ..Number::plain(value) };
    let label = Span::new(span.start + offset(line, inner), number_span.end);
    Some(Mark { label, number_span, number, also: Vec::new(), rest: Span::at(span.end) })
}

/// Whether text opens as recommendations do and asks for something.
pub(super) fn proposes(text: &str) -> bool {
    heading::starts_body(text) && has_verb(text)
}

/// The inside of a line that stands in quotation marks as a whole and reads as a recommendation.
pub(super) fn cited(line: &str) -> Option<&str> {
    let inner = trim(line).strip_prefix(['“', '"'])?.strip_suffix(['”', '"'])?;
    let whole = !inner.contains(['“', '”', '"', '\n']);
    (whole && inner.ends_with(['.', ';']) && proposes(inner)).then_some(inner)
}

fn has_verb(text: &str) -> bool {
    const VERBS: [&str; 6] = ["should", "must", "are", "is", "may", "shall"];
    text.split(is_space).any(|word| VERBS.contains(&word.trim_end_matches(',')))
}

/// Whether text behind a number without a full stop reads as a recommendation, whatever it opens with.
fn reads_on(text: &str) -> bool {
    const SHORT: usize = 40;
    let opens = heading::starts_body(text) && !text.starts_with("UNODC ");
    opens || (has_verb(text) && text.len() > SHORT && text.starts_with(char::is_uppercase))
}

/// A text without the cells of a table to the right of it: a sentence, then a tab and a few words.
pub(super) fn first_cell(text: &str, span: Span) -> Span {
    let line = span.of(text);
    let words = line.trim_start_matches(is_space);
    let skipped = line.len() - words.len();
    let cell = words.find('\t').filter(|&tab| proposes(&words[..tab]) && words.len() - tab < 120);
    Span::new(span.start, cell.map_or(span.end, |tab| span.start + skipped + words[..tab].trim_end().len()))
}

/// Whether a line behind `(5)` or a bullet asks for something, and is no item of a list.
pub(super) fn asks(text: &str) -> bool {
    let verb = [" should ", " are ", " may "].iter().any(|verb| text.contains(verb));
    heading::starts_body(text)
        || (verb && text.len() > 40 && text.ends_with('.') && text.starts_with(char::is_uppercase))
}

/// `II. Recommendations`
fn chapter(text: &str, span: Span) -> Option<Mark> {
    let (mark, numeral) = lettered(text, span)?;
    let value = roman(numeral)?;
    let lone = numeral.len() == 1 && !matches!(numeral, "I" | "V" | "X");
    (!lone).then(|| Mark { number: Number::plain(value), ..mark })
}

/// `A. General recommendations`
fn section(text: &str, span: Span) -> Option<Mark> {
    let (mark, letter) = lettered(text, span)?;
    let single = letter.len() == 1;
    single.then(|| Mark { number: Number::plain(u32::from(letter.as_bytes()[0] - b'A') + 1), ..mark })
}

/// A line that begins with capital letters and a full stop, and reads as a heading.
fn lettered(text: &str, span: Span) -> Option<(Mark, &str)> {
    let line = span.of(text);
    let count = line.bytes().take_while(u8::is_ascii_uppercase).count();
    if count == 0 || count > 6 {
        return None;
    }
    let after = line[count..].trim_start_matches('\\').strip_prefix('.')?;
    let rest = trim(after);
    let heading = after.starts_with(is_space)
        && rest.len() <= 400
        && rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '[' | '*'))
        && !rest.ends_with(['.', ';', ',']);
    if !heading {
        return None;
    }
    let at = span.start;
    let rest_start = at + offset(line, rest);
    let mark = Mark {
        label: Span::new(at, span.start + offset(line, after)),
        number_span: Span::new(at, at + count),
        number: Number::plain(0),
        also: Vec::new(),
        rest: Span::new(rest_start, rest_start + rest.len()),
    };
    Some((mark, &line[..count]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(line: &str) -> Look {
        look(line, Span::new(0, line.len()))
    }

    #[test]
    fn headings_numbers_and_items() {
        assert!(matches!(seen("IV. Organization of the meeting"), Look::Chapter(mark) if mark.number.value == 4));
        assert!(
            matches!(seen("C. Recommendations on consular officials"), Look::Section(mark) if mark.number.value == 3)
        );
        assert!(matches!(seen("## A. General recommendations"), Look::Section(_)));
        assert!(matches!(seen("12. States parties should act."), Look::Numbered(mark) if mark.number.value == 12));
        assert_eq!(seen("- (a) Opening of the meeting;"), Look::Item);
        assert_eq!(seen("(ii) Second degree;"), Look::Item);
        assert_eq!(seen("3/17"), Look::Blank);
        assert_eq!(seen("E. M. Smith spoke."), Look::Text);
        for line in ["Annex II", "Annex", "ANNEX I – Draft recommendations", "## Annex: proposals", "# Annex Proposals"]
        {
            assert!(matches!(seen(line), Look::Annex(_)), "{line}");
        }
        for line in ["Annex I contains the proposals.", "Annexed to it were proposals", "Annex A/2 of the report"] {
            assert_eq!(seen(line), Look::Text, "{line}");
        }
    }
}
