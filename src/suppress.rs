//! Exceptions that a draft makes for itself.
//!
//! `<!-- rapporteur: ignore RULE, reason -->`, or in plain text a line `[rapporteur: ignore RULE, reason]`, takes the
//! next recommendation out of a rule; inside a recommendation, that recommendation. `ignore-line` is for one line,
//! `ignore-file` for the whole draft. An exception that nothing needs, or that names no rule, is itself reported.
//! Which rules run is the business of settings, not of this room.

use std::collections::{BTreeSet, HashMap};

use crate::corpus::Corpus;
use crate::document::{self, Document, Kind, Language, Status};
use crate::finding::{Category, Finding, Fix, Report, Safety, Stamp};
use crate::rules::RuleSet;
use crate::settings::Settings;
use crate::text::{Edit, Span};

/// The rule that reports exceptions nothing needs.
const UNUSED: &str = "unused-suppression";
/// The rule that reports exceptions that name no rule.
const UNKNOWN: &str = "unknown-suppressed-rule";

/// What `ignore` takes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Unit,
    Line,
    File,
}

/// A comment that takes something out of some rules.
#[derive(Debug)]
struct Exception {
    /// The whole comment.
    span: Span,
    /// Where it holds.
    scope: Span,
    /// The words that should name rules.
    names: Vec<Span>,
    /// What is wrong with the comment itself, where, and how to say it.
    fault: Option<(Span, String)>,
}

/// Takes the findings out that the draft makes exceptions for, and adds those about the exceptions.
/// Gives back what was taken out.
pub fn apply(
    document: &Document,
    language: Language,
    rules: &RuleSet,
    settings: &Settings,
    findings: &mut Vec<Finding>,
) -> Vec<Finding> {
    let exceptions = find(document, rules);
    if exceptions.is_empty() {
        return Vec::new();
    }
    let text: String = document.units().iter().map(|unit| unit.source()).collect();
    let mut used: Vec<Vec<bool>> = exceptions.iter().map(|exception| vec![false; exception.names.len()]).collect();
    let named = by_name(&text, &exceptions);
    let mut suppressed = Vec::new();
    take(&named, &exceptions, &mut used, findings, &mut suppressed);
    let mut own = faults(&text, &exceptions, rules, settings);
    for (exception, used) in exceptions.iter().zip(&used) {
        own.extend(unused(&text, exception, used, language, rules, settings));
    }
    take(&named, &exceptions, &mut used, &mut own, &mut suppressed);
    findings.append(&mut own);
    suppressed
}

/// Begins the exception for the next recommendation.
const IGNORE: &str = "rapporteur: ignore ";

/// The exception of a rule for the unit that follows, with a reason to be overwritten: the first earlier recommendation
/// that the finding rests on is named in it. `open` and `close` are the marks of a comment.
pub fn exception(finding: &Finding, open: &str, close: &str) -> String {
    let see = finding.precedents.first().map_or(String::new(), |precedent| format!("; see {}", precedent.name));
    format!("{open}{IGNORE}{}, deliberate: say why{see}{close}\n\n", finding.rule)
}

/// The exception of a rule for the line that follows, where none for the unit can stand before it.
pub fn exception_of_line(finding: &Finding, open: &str, close: &str) -> String {
    format!("{open}rapporteur: ignore-line {}, deliberate: say why{close}\n", finding.rule)
}

/// Offers to mark repetitions as deliberate, after all other ways to settle them. The comment is one that plain text and
/// Markdown both may have.
pub fn offer(document: &Document, findings: &mut [Finding]) {
    for finding in findings.iter_mut().filter(|finding| finding.category == Category::Repetition) {
        let Some(i) = document.unit_at(finding.span.start).filter(|i| !is_row(document, *i)) else { continue };
        let edit = Edit::insert(document.start(i), exception(finding, "<!-- ", " -->"));
        finding.fix_with(Safety::Chosen, "Mark it as deliberate, with a reason", vec![edit]);
    }
}

/// Whether a unit is a row of a table or a part of one: a comment before it would break the table.
fn is_row(document: &Document, i: usize) -> bool {
    document.units()[i].source().trim_start().starts_with('|')
}

/// The rule that what is taken over word for word would break.
const REPETITION: &str = "near-duplicate";

/// Where a fix takes the words of an earlier recommendation over, an exception comes with it that says so: agreed wording
/// that is taken on purpose is no repetition to be told of again. `suppressed` was taken out by exceptions that are there.
pub fn agree(
    document: &Document,
    corpus: &Corpus,
    rules: &RuleSet,
    settings: &Settings,
    suppressed: &[Finding],
    findings: &mut [Finding],
) {
    if rules.named(REPETITION).is_none_or(|rule| rule.severity(settings).is_none()) {
        return;
    }
    let excepted = suppressed.iter().filter(|finding| *finding.rule == *REPETITION);
    let excepted: BTreeSet<usize> = excepted.filter_map(|finding| document.unit_at(finding.span.start)).collect();
    for finding in findings {
        let free = |i: &usize| !excepted.contains(i) && !is_row(document, *i);
        let Some(i) = document.unit_at(finding.span.start).filter(free) else { continue };
        let start = document.start(i);
        for fix in finding.fixes.iter_mut() {
            let Some(earlier) = fix.takes.as_deref().and_then(|name| corpus.named(name)) else { continue };
            let agreed = if earlier.status == Status::Adopted { "agreed wording" } else { "deliberate: wording" };
            let comment = format!("<!-- {IGNORE}{REPETITION}, {agreed} of {} -->\n\n", corpus.cite(earlier));
            match fix.edits.iter_mut().find(|edit| edit.span.start == start) {
                Some(edit) => edit.text.insert_str(0, &comment),
                None => fix.edits.insert(0, Edit::insert(start, comment)),
            }
        }
    }
}

/// Whether a fix mends nothing but marks what was found as deliberate: a person chooses that, one by one.
pub fn excepts(fix: &Fix) -> bool {
    fix.takes.is_none() && fix.edits.iter().any(|edit| edit.text.contains(IGNORE))
}

/// By what they name, in small letters: which exceptions, and which of their names.
type Named = HashMap<String, Vec<(usize, usize)>>;

fn by_name(text: &str, exceptions: &[Exception]) -> Named {
    let mut named = Named::new();
    for (i, exception) in exceptions.iter().enumerate() {
        for (j, name) in exception.names.iter().enumerate() {
            named.entry(name.of(text).to_ascii_lowercase()).or_default().push((i, j));
        }
    }
    named
}

/// Moves the findings that an exception covers from one list to the other.
fn take(
    named: &Named,
    exceptions: &[Exception],
    used: &mut [Vec<bool>],
    findings: &mut Vec<Finding>,
    suppressed: &mut Vec<Finding>,
) {
    findings.retain_mut(|finding| {
        let (at, mut covered) = (finding.span.start, false);
        for &(i, j) in named.get(&*finding.rule).into_iter().flatten() {
            if exceptions[i].scope.start <= at && at < exceptions[i].scope.end {
                (used[i][j], covered) = (true, true);
            }
        }
        if covered {
            suppressed.push(finding.clone());
        }
        !covered
    });
}

/// What is wrong with the exceptions themselves.
fn faults(text: &str, exceptions: &[Exception], rules: &RuleSet, settings: &Settings) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(stamp) = stamp(UNKNOWN, rules, settings) else { return found };
    let mut report = Report::new(stamp, &mut found, None);
    for exception in exceptions {
        if let Some((span, message)) = &exception.fault {
            report.find(*span, message.clone());
        }
        for &span in &exception.names {
            let name = span.of(text);
            if rules.named(&name.to_ascii_lowercase()).is_some() {
                continue;
            }
            match rules.nearest(&name.to_ascii_lowercase()) {
                Some(nearest) => report
                    .find(span, format!("No rule is called “{name}”; the nearest is “{nearest}”"))
                    .fix(Safety::NeedsReview, format!("Write “{nearest}”"), span, nearest),
                None => report.find(span, format!("No rule is called “{name}”: the exception does nothing")),
            };
        }
    }
    found
}

/// The names of an exception that took nothing out, although their rules were heard.
fn unused(
    text: &str,
    exception: &Exception,
    used: &[bool],
    language: Language,
    rules: &RuleSet,
    settings: &Settings,
) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(stamp) = stamp(UNUSED, rules, settings) else { return found };
    let mut report = Report::new(stamp, &mut found, None);
    for (&span, _) in exception.names.iter().zip(used).filter(|(_, used)| !**used) {
        let Some(rule) = rules.named(&span.of(text).to_ascii_lowercase()) else { continue };
        let heard = rule.severity(settings).is_some() && (language == Language::English || rule.card.any_language);
        if !heard || [UNUSED, UNKNOWN].contains(&&*rule.id) {
            continue;
        }
        let message = format!("“{}” finds nothing here: the exception can go", rule.id);
        let finding = report.find(span, message);
        if exception.names.len() == 1 {
            let edits = vec![Edit::delete(whole_lines(text, exception.span))];
            finding.fix_with(Safety::Safe, "Take the exception out", edits);
        }
    }
    found
}

fn stamp<'a>(id: &str, rules: &'a RuleSet, settings: &Settings) -> Option<Stamp<'a>> {
    let rule = rules.named(id)?;
    let severity = rule.severity(settings)?;
    Some(Stamp { rule: &rule.id, category: rule.card.category, severity })
}

/// A comment with the line it fills, or with the space before it.
fn whole_lines(text: &str, span: Span) -> Span {
    let line = line_at(text, span);
    let (before, after) = (&text[line.start..span.start], &text[span.end..line.end]);
    if before.trim().is_empty() && after.trim().is_empty() {
        let rest = &text[line.end..];
        let line_end = if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
        return Span::new(line.start, line.end + line_end);
    }
    Span::new(span.start - (before.len() - before.trim_end_matches([' ', '\t']).len()), span.end)
}

/// The lines that `span` touches, without the last line end.
fn line_at(text: &str, span: Span) -> Span {
    let start = text[..span.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = text[span.end..].find(['\n', '\r']).map_or(text.len(), |at| span.end + at);
    Span::new(start, end)
}

/// The end of the word before something that is asked of this program; its first letter may be a capital.
const ASKED: &str = "apporteur";

/// The exceptions of a draft, in order.
fn find(document: &Document, rules: &RuleSet) -> Vec<Exception> {
    let mut found = Vec::new();
    let mut text = String::new();
    let asking = document
        .units_that(|unit| !matches!(unit.kind(), Kind::FrontMatter | Kind::Code) && unit.source().contains(ASKED));
    for (i, unit) in asking {
        let start = document.start(i);
        for (end, _) in unit.source().match_indices(ASKED) {
            let Some(at) = end.checked_sub(1).filter(|&at| matches!(unit.source().as_bytes()[at], b'r' | b'R')) else {
                continue;
            };
            let rest = &unit.source()[end + ASKED.len()..];
            let colon = rest.starts_with(':');
            // "rapporteur ignore": nobody else is asked to do that
            let forgotten = || word(rest.trim_start_matches(' ')).to_ascii_lowercase().starts_with("ignore");
            let speaks = colon || (rest.starts_with(' ') && forgotten());
            if !speaks {
                continue;
            }
            let Some(comment) = enclosing(unit.source(), at) else { continue };
            if text.is_empty() {
                text = document.units().iter().map(|unit| unit.source()).collect();
            }
            let (span, at) = (comment.shifted(start), start + end + ASKED.len());
            found.push(match colon {
                true => read(&text, document, i, span, at + 1, rules),
                false => without_colon(span, at),
            });
        }
    }
    found
}

/// The comment whose first word stands at `at`.
fn enclosing(source: &str, at: usize) -> Option<Span> {
    let before = source[..at].trim_end();
    let open = before
        .strip_suffix("<!--")
        .or_else(|| source[..at].strip_suffix('['))
        .filter(|before| !before.ends_with(['`', '\\']))?
        .len();
    let length = document::comment(&source[open..])?;
    Some(Span::new(open, open + length))
}

/// An exception that lacks the colon at `at`: it takes nothing out.
fn without_colon(span: Span, at: usize) -> Exception {
    let message = "The exception lacks its colon and does nothing: write “rapporteur: ignore RULE, reason”".to_owned();
    let fault = Some((Span::new(at - "rapporteur".len(), at), message));
    Exception { span, scope: Span::at(span.start), names: Vec::new(), fault }
}

/// Reads the exception in unit `i` whose instruction begins at `at`.
fn read(text: &str, document: &Document, i: usize, span: Span, at: usize, rules: &RuleSet) -> Exception {
    let comment = span.of(text);
    // a comment that never closes runs to the end
    let open = comment.strip_suffix("-->").or_else(|| comment.strip_suffix(']')).unwrap_or(comment);
    let inner = text[at..(span.start + open.len()).max(at)].trim();
    let at = at + (text[at..].len() - text[at..].trim_start().len());
    let verb = word(inner);
    let reach = match verb.to_ascii_lowercase().as_str() {
        "ignore" => Some(Reach::Unit),
        "ignore-line" => Some(Reach::Line),
        "ignore-file" => Some(Reach::File),
        _ => None,
    };
    let Some(reach) = reach else {
        let found = if verb.is_empty() { inner } else { verb };
        let message = format!("“{found}” is no instruction: write “ignore”, “ignore-line” or “ignore-file” and a rule");
        let fault = Some((Span::new(at, at + found.len()), message));
        return Exception { span, scope: Span::at(span.start), names: Vec::new(), fault };
    };
    let names = names(&inner[verb.len()..], at + verb.len(), rules);
    let fault = names
        .is_empty()
        .then(|| (Span::new(at, at + verb.len()), format!("The exception names no rule: write “{verb} RULE, reason”")));
    Exception { span, scope: scope(text, document, i, span, reach), names, fault }
}

/// The word in letters, digits and hyphens that `text` begins with.
fn word(text: &str) -> &str {
    &text[..text.bytes().take_while(|b| b.is_ascii_alphabetic() || b.is_ascii_digit() || *b == b'-').count()]
}

/// The rules named at the start of `text`, which stands at `at`. The first word should be one; after a comma, what
/// is or looks like one; the reason follows.
fn names(text: &str, at: usize, rules: &RuleSet) -> Vec<Span> {
    let mut names = Vec::new();
    let mut rest = text;
    loop {
        let inner = rest.trim_start();
        let comma = inner.starts_with(',');
        let inner = inner.trim_start_matches([',', ' ', '\t', '\n', '\r']);
        let name = word(inner);
        let alone = !inner[name.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
        let ends = inner[name.len()..].trim_start();
        let plausible = names.is_empty()
            || rules.named(&name.to_ascii_lowercase()).is_some()
            || (comma && name.contains('-') && (ends.is_empty() || ends.starts_with(',')));
        if name.is_empty() || name.starts_with('-') || !alone || !plausible {
            return names;
        }
        let start = at + (text.len() - inner.len());
        names.push(Span::new(start, start + name.len()));
        rest = &inner[name.len()..];
    }
}

/// Where an exception in unit `i` holds.
fn scope(text: &str, document: &Document, i: usize, span: Span, reach: Reach) -> Span {
    let line = line_at(text, span);
    let lone = text[line.start..span.start].trim().is_empty() && text[span.end..line.end].trim().is_empty();
    match reach {
        Reach::File => Span::new(0, text.len()),
        Reach::Line if lone => {
            let rest = &text[line.end..];
            let line_end = if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
            let next = line.end + line_end;
            Span::new(next, line_at(text, Span::at(next)).end)
        }
        Reach::Line => line,
        Reach::Unit => {
            let unit = &document.units()[i];
            let follows = unit.find(span.end - document.start(i)) < unit.reading().len();
            if !lone || follows {
                return document.range(i).into();
            }
            let next = (i + 1..document.units().len()).find(|&next| {
                let kind = document.units()[next].kind();
                !kind.is_heading() && kind != Kind::Comment
            });
            next.map_or(Span::at(span.end), |next| Span::new(span.end, document.range(next).end))
        }
    }
}
