//! Completion: operative phrases with their record, agreed wordings of earlier recommendations, instruments and articles,
//! document symbols, the next number, snippets for a recommendation and a section.
//!
//! What a proposal rests on is looked up when the client shows it, if it can ask for that.

use serde_json::{Value, json};
use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::proposals::{Here, Put};
use super::state::{Desk, Snapshot};
use super::{citations, convert, earlier, hover};
use crate::checks;
use crate::document::{Kind, Label, Nature, Numbering, Operative, Unit, opens_qualifier};
use crate::lexicon::Phrases;
use crate::settings::Force;
use crate::text::{Position, Span, Units};

/// Wordings offered at most.
const MOST_WORDINGS: usize = 12;

/// Bytes of a text up to which it may become a draft.
const NEW: usize = 200;

/// Lines below a heading in which its text begins.
const BELOW: u32 = 4;

/// What may follow at byte `at`.
pub(super) fn completions(
    snapshot: &Snapshot,
    at: usize,
    uri: &lsp::Uri,
    abilities: Abilities,
) -> Vec<lsp::CompletionItem> {
    let document = &snapshot.analysis.document;
    let line_start = at - snapshot.text.position(at, Units::Utf8).character as usize;
    let before = snapshot.text.slice(Span::new(line_start, at));
    let line_end = snapshot
        .text
        .byte(Position { line: snapshot.text.position(at, Units::Utf8).line, character: u32::MAX }, Units::Utf8);
    let after = snapshot.text.slice(Span::new(at, line_end.max(at)));
    let here = Here { snapshot, at, before: &before, after: &after, uri, abilities };
    let mut items = here.snippets();
    // in a letter or a note “article” is a word like others
    if snapshot.analysis.nature == Nature::NotADraft && snapshot.settings.force == Force::DraftsOnly {
        return items;
    }
    items.extend(here.articles());
    items.extend(here.symbols());
    if let Some(i) = document.unit_at(at.saturating_sub(1)) {
        let unit = &document.units()[i];
        let place = unit.find(at - document.start(i));
        items.extend(here.phrases(i, place));
        items.extend(here.wordings(unit, place));
    }
    items
}

impl Here<'_> {
    /// "Recommendation 12", after the last number before the cursor, and the next section: at the start of a line.
    fn snippets(&self) -> Vec<lsp::CompletionItem> {
        let typed = self.before.trim_start_matches(['#', '*', ' ']);
        // nobody who writes a letter asks for the heading of a recommendation
        let (nature, text) = (self.snapshot.analysis.nature, &self.snapshot.text);
        let offers = nature != Nature::NotADraft || text.len() < NEW;
        let begins =
            |heading: &str| self.before.is_empty() && offers || (!typed.is_empty() && heading.starts_with(typed));
        let mut items = Vec::new();
        let number = self.next_number();
        let label = match self.numbered() {
            true => format!("{number}."),
            false => format!("Recommendation {number}"),
        };
        // between two recommendations nobody has chosen which number the new one shall bear
        let free = !self.is_taken(Kind::Recommendation, number);
        if free && begins(&label) {
            const MEASURE: &str =
                "${1:States parties} ${2|are encouraged to,are encouraged to consider,should,should consider|} $0.";
            let plain = "States parties are encouraged to ";
            items.push(self.heading(&label, "the next recommendation", typed, [&format!("{MEASURE}\n"), plain]));
        }
        let letter = self.next_letter();
        let label = format!("{letter}. Recommendations on");
        let free = free && !self.is_taken(Kind::Section, u32::from(letter) - u32::from('A') + 1);
        if free && (begins("Section") || begins(&label)) {
            let chapeau = self.chapeau();
            let subject = format!(" ${{1:the subject}}\n\n{chapeau}Recommendation {number}\n\n$0\n");
            items.push(self.heading(&label, "the next section", typed, [&subject, " "]));
        }
        items
    }

    /// A heading and what follows it, as a snippet and in plain text; the heading alone where its line goes on.
    fn heading(&self, label: &str, detail: &str, typed: &str, follows: [&str; 2]) -> lsp::CompletionItem {
        let span = Span::new(self.at - typed.len(), self.at);
        let kind = lsp::CompletionItemKind::SNIPPET;
        if !self.after.trim().is_empty() || self.heads_text() {
            return self.item(label, detail, Put::new(span, label).over(self.rest_of_heading()), kind);
        }
        // bold print that was opened before the heading ends with it
        let lead = &self.before[..self.before.len() - typed.len()];
        let bold = lead[lead.trim_end_matches('*').len()..].to_owned();
        let is_heading = label.starts_with("Recommendation ");
        let (lead, bold) = if lead.is_empty() && is_heading { self.set_off() } else { (String::new(), bold) };
        let apart = if self.before.len() == typed.len() && self.is_below_text() { "\n" } else { "" };
        let whole = |follows: &str| match follows.starts_with(' ') {
            true => format!("{apart}{label}{follows}"),
            false if label.ends_with('.') => format!("{apart}{label} {follows}"),
            false => format!("{apart}{lead}{label}{bold}\n\n{follows}"),
        };
        let mut item = self.item(label, detail, Put::new(span, &whole(follows[1])), kind);
        if self.abilities.snippets {
            item.insert_text_format = Some(lsp::InsertTextFormat::SNIPPET);
            item.text_edit = Some(self.edit(&Put::new(span, &whole(follows[0]))));
        }
        item
    }

    /// Whether the recommendations above are numbered paragraphs.
    fn numbered(&self) -> bool {
        let last = self.above().filter(|unit| unit.kind() == Kind::Recommendation).last();
        last.and_then(|unit| unit.label.as_ref()).is_some_and(|label| label.numbering == Numbering::Paragraph)
    }

    /// What stands before and after the heading of the last recommendation above on its line: `### `, `**`.
    fn set_off(&self) -> (String, String) {
        let (document, text) = (&self.snapshot.analysis.document, &self.snapshot.text);
        let line = self.at - self.before.len();
        let labels = document.iter().filter(|(_, unit)| unit.kind() == Kind::Recommendation);
        let labels = labels.filter_map(|(start, unit)| Some(start + unit.locate(unit.label.as_ref()?.span).start));
        let Some(last) = labels.take_while(|label| *label < line).last() else { return Default::default() };
        let line = text.position(last, Units::Utf8).line;
        let byte = |line| text.byte(Position { line, character: 0 }, Units::Utf8);
        let heading = text.slice(Span::new(byte(line), byte(line + 1)));
        let heading = heading.trim();
        let lead = &heading[..heading.len() - heading.trim_start_matches(['#', '*', ' ']).len()];
        // only bold print and the marks of a heading are set before the next
        let lead = if lead.starts_with(['#', '*']) && !lead.starts_with("* ") { lead } else { "" };
        let bold = &lead[lead.trim_end_matches('*').len()..];
        (lead.to_owned(), bold.to_owned())
    }

    /// Whether the line above holds text, which a heading has to be kept apart from.
    fn is_below_text(&self) -> bool {
        let text = &self.snapshot.text;
        let Some(line) = text.position(self.at, Units::Utf8).line.checked_sub(1) else { return false };
        let start = text.byte(Position { line, character: 0 }, Units::Utf8);
        !text.slice(Span::new(start, self.at - self.before.len())).trim().is_empty()
    }

    /// Whether what a heading here would head is written already.
    fn heads_text(&self) -> bool {
        let (document, text) = (&self.snapshot.analysis.document, &self.snapshot.text);
        let end = self.at + self.after.len();
        let line = text.position(end, Units::Utf8).line + BELOW;
        let below = text.slice(Span::new(end, text.byte(Position { line, character: 0 }, Units::Utf8).max(end)));
        let blank = below.len() - below.trim_start().len();
        let next = document.unit_at(end + blank).filter(|_| blank < below.len()).map(|i| &document.units()[i]);
        next.is_some_and(|unit| unit.label.is_none() && unit.kind().is_prose())
    }

    /// How much of what follows the cursor is the word or the number of a heading.
    fn rest_of_heading(&self) -> usize {
        let word = self.after.trim_start_matches(char::is_alphabetic);
        let number = word.strip_prefix(' ').unwrap_or(word).trim_start_matches(|c: char| c.is_ascii_digit());
        match number.len() < word.trim_start_matches(' ').len() {
            true => self.after.len() - number.len(),
            false => self.after.len() - word.len(),
        }
    }

    /// The paragraph that introduces a section, as the newest meeting that wrote one has it; with a number where those of
    /// the draft have one.
    fn chapeau(&self) -> String {
        let meetings = self.snapshot.workbench.corpus.meetings().iter().rev();
        let sections = meetings.flat_map(|meeting| &meeting.parts).flat_map(|part| &part.sections);
        let text = sections.filter_map(|section| section.chapeau.as_deref()).find(|text| text.ends_with(':'));
        let last = self.above().filter(|unit| unit.kind() == Kind::Chapeau).last();
        let is_numbered = |label: &&Label| label.numbering == Numbering::Paragraph;
        let numbered = last.and_then(|unit| unit.label.as_ref()).filter(is_numbered).map(|_| {
            let labels = self.above().flat_map(|unit| unit.label.iter().chain(&unit.paragraph));
            labels.filter(is_numbered).map(|label| label.number.value).max().unwrap_or(0) + 1
        });
        let number = numbered.map_or_else(String::new, |number| format!("{number}. "));
        text.map_or_else(String::new, |text| format!("{number}{}\n\n", text.replace(['$', '}'], "")))
    }

    /// The units of the part of the draft that the cursor stands in, and the byte at which each says its number.
    fn part(&self) -> impl Iterator<Item = (usize, &Unit)> {
        let document = &self.snapshot.analysis.document;
        let here = document.unit_at(self.at).map(|i| &document.units()[i]).or(document.units().last());
        let annex = here.map_or(0, |unit| unit.place().annex);
        let own = document.iter().filter(move |(_, unit)| unit.place().annex == annex);
        own.map(|(start, unit)| {
            let label = unit.label.as_ref().map_or(0, |label| unit.locate(label.span).start);
            (start + label, &**unit)
        })
    }

    /// Those above the line of the cursor.
    fn above(&self) -> impl Iterator<Item = &Unit> {
        let line = self.at - self.before.len();
        self.part().take_while(move |(label, _)| *label < line).map(|(_, unit)| unit)
    }

    /// The number after the last one above.
    fn next_number(&self) -> u32 {
        let numbered = self.numbered();
        let own = self.above().filter_map(|unit| number_of(unit, Kind::Recommendation, numbered));
        own.max().unwrap_or(0) + 1
    }

    /// Whether a heading of this kind below the line of the cursor bears the number.
    fn is_taken(&self, kind: Kind, number: u32) -> bool {
        let numbered = kind == Kind::Recommendation && self.numbered();
        let end = self.at + self.after.len();
        let mut below = self.part().filter(|(label, _)| *label > end);
        below.any(|(_, unit)| number_of(unit, kind, numbered) == Some(number))
    }

    /// The letter after that of the last section above.
    fn next_letter(&self) -> char {
        let last = self.above().filter(|unit| unit.kind() == Kind::Section).last();
        let value = last.and_then(|unit| unit.label.as_ref()).map_or(0, |label| label.number.value.min(25));
        char::from(b'A' + value as u8)
    }

    /// Known document symbols that begin with what is typed.
    fn symbols(&self) -> Vec<lsp::CompletionItem> {
        let typed = self.before.rsplit([' ', '(', '[', '“', '\u{a0}']).next().unwrap_or("");
        if typed.len() < 3 || !typed.starts_with("CTOC") && !"CTOC/COP".starts_with(typed) {
            return Vec::new();
        }
        let documents = &self.snapshot.workbench.lexicon.documents;
        let own = self.snapshot.workbench.corpus.meetings().iter().map(|meeting| (&meeting.symbol, &meeting.title));
        let mut known: Vec<(&String, &String)> =
            documents.all().iter().map(|known| (&known.symbol, &known.title)).collect();
        known.extend(own.filter(|(symbol, _)| documents.named(symbol).is_none()));
        let fits = known.into_iter().filter(|(symbol, _)| symbol.starts_with(typed) && *symbol != typed);
        let span = Span::new(self.at - typed.len(), self.at);
        let rest = self.after.find(|c: char| !c.is_ascii_alphanumeric() && !"/.-".contains(c));
        let rest = self.after[..rest.unwrap_or(self.after.len())].trim_end_matches(['.', '-']).len();
        let item = |(symbol, title): (&String, &String)| {
            self.item(symbol, title, Put::new(span, symbol).over(rest), lsp::CompletionItemKind::FILE)
        };
        fits.map(item).collect()
    }

    /// Operative phrases after the addressee.
    fn phrases(&self, i: usize, place: usize) -> Vec<lsp::CompletionItem> {
        let unit = &self.snapshot.analysis.document.units()[i];
        let known = &self.snapshot.workbench.lexicon.phrases;
        let read = self.read(unit, place);
        let before = read.get(unit.body.start.min(place)..).unwrap_or("").trim_start();
        let Some((typed, singular)) = after_addressees(before, known) else { return Vec::new() };
        let begun = read.len() - typed.len();
        let written = unit.recommendation.as_ref().and_then(|found| found.operative.as_ref());
        // a phrase that is written here already is replaced as a whole
        let written = written.filter(|written| place < written.span.end && begun == written.span.start);
        let over = match written.map(|written| self.rest_of_phrase(i, written)) {
            Some(None) => return Vec::new(),
            Some(Some(over)) => over,
            None => 0,
        };
        // what follows the phrase has the form that it takes
        let followed = written.filter(|_| self.after.get(over..).is_some_and(|rest| !rest.trim().is_empty()));
        let considers = |words: &str| words.ends_with(" consider");
        let mut items = Vec::new();
        for (rank, phrase) in known.scale.iter().enumerate() {
            let words = match singular {
                true => phrase.text.replacen("are ", "is ", 1),
                false => phrase.text.clone(),
            };
            let fits = followed.is_none_or(|written| considers(&written.words) == considers(&words));
            if !words.starts_with(typed) || words == typed || !fits {
                continue;
            }
            let detail = format!("{} · adopted {}", phrase.strength.name(), self.adopted(&phrase.text));
            let blank = if over > 0 { "" } else { " " };
            let Some(put) = self.gone_on(&format!("{words}{blank}"), typed) else { continue };
            let mut item = self.item(&words, &detail, put.over(over), lsp::CompletionItemKind::KEYWORD);
            item.sort_text = Some(format!("{rank:03}"));
            item.data = Some(json!({"uri": self.uri.as_str(), "phrase": phrase.text}));
            items.push(self.finished(item));
        }
        items
    }

    /// How much of a phrase of unit `i` stands after the cursor; `None` where it cannot be replaced as a whole.
    fn rest_of_phrase(&self, i: usize, written: &Operative) -> Option<usize> {
        let document = &self.snapshot.analysis.document;
        let text = document.units()[i].text(written.span);
        let plain = written.qualifier.is_none() && text.split(' ').count() == written.words.split(' ').count();
        let over = document.locate(i, written.span).end.checked_sub(self.at)?;
        (plain && self.after.get(..over).is_some_and(|rest| text.ends_with(rest))).then_some(over)
    }

    /// `text`, of which `typed` is typed, in the place of that; where spaces or marks of bold print stand among the words
    /// typed, in the place of the last.
    fn gone_on(&self, text: &str, typed: &str) -> Option<Put> {
        if self.before.ends_with(typed) {
            return Some(Put::new(Span::new(self.at - typed.len(), self.at), text));
        }
        let last = typed.rsplit(' ').next().filter(|last| self.before.ends_with(last))?;
        let (begun, _) = text.split_at_checked(typed.len()).filter(|(begun, _)| begun.eq_ignore_ascii_case(typed))?;
        Some(Put::new(Span::new(self.at - last.len(), self.at), &text[begun.len() - last.len()..]))
    }

    /// What a person reads of the unit up to the cursor; the space that was just typed at its end counts.
    fn read(&self, unit: &Unit, place: usize) -> String {
        let mut read = unit.reading().get(..place).unwrap_or("").to_owned();
        if self.before.ends_with(' ') && !read.ends_with(' ') {
            read.push(' ');
        }
        read
    }

    fn adopted(&self, phrase: &str) -> String {
        let workbench = &self.snapshot.workbench;
        match workbench.corpus.practice(&workbench.lexicon).adopted_with(phrase).count() {
            0 => "never".to_owned(),
            count => checks::times(count),
        }
    }

    /// Measures of earlier recommendations that go on from the words typed after the operative phrase, in the form that it
    /// takes: those that begin with them first, then those that hold them.
    fn wordings(&self, unit: &Unit, place: usize) -> Vec<lsp::CompletionItem> {
        let operative = unit.recommendation.as_ref().and_then(|found| found.operative.as_ref());
        let workbench = &self.snapshot.workbench;
        let known = &workbench.lexicon.phrases;
        let complete = |operative: &&Operative| operative.span.end < place && takes_measure(unit, operative, known);
        let Some(operative) = operative.filter(complete) else { return Vec::new() };
        let read = self.read(unit, place);
        let typed = measure_of(read.get(operative.span.end..).unwrap_or(""), &operative.words).unwrap_or("");
        if typed.len() < 3 || typed.len() > 200 || typed.contains('\n') {
            return Vec::new();
        }
        let mut found: Vec<(usize, usize, String, String)> = Vec::new();
        for part in workbench.adopted() {
            if self.snapshot.analysis.own_meetings.contains(&part.meeting) {
                continue;
            }
            let meeting = &workbench.corpus.meetings()[part.meeting];
            for other in part.document.units() {
                let Some(text) = checks::measure_after(other, &operative.words, &workbench.lexicon) else { continue };
                let Some(rank) = rank(&text, typed) else { continue };
                let number = other.label.as_ref().map(|label| label.number.to_string()).unwrap_or_default();
                let name = crate::corpus::name(&meeting.id, &meeting.parts[part.part].id, &number);
                found.push((rank, usize::MAX - part.meeting, name, text.trim_end_matches(['.', ' ']).to_owned()));
            }
        }
        found.sort();
        found.truncate(MOST_WORDINGS);
        let mut items = Vec::new();
        for (place, (_, _, name, text)) in found.into_iter().enumerate() {
            let label: String = text.chars().take(70).collect();
            let Some(put) = self.gone_on(&text, typed) else { continue };
            let mut item = self.item(&label, &name, put, lsp::CompletionItemKind::TEXT);
            item.sort_text = Some(format!("9{place:03}"));
            item.data = Some(json!({"uri": self.uri.as_str(), "name": name}));
            items.push(self.finished(item));
        }
        items
    }

    /// The item as it is sent: with what it rests on, if the client does not ask for that later.
    pub(super) fn finished(&self, mut item: lsp::CompletionItem) -> lsp::CompletionItem {
        if !self.abilities.resolves {
            item.documentation = item.data.take().and_then(|data| documentation(&data, self.snapshot, self.abilities));
        }
        item
    }
}

/// The number of a unit of this kind, or of a paragraph where those are `numbered`.
fn number_of(unit: &Unit, kind: Kind, numbered: bool) -> Option<u32> {
    let label = unit.label.as_ref().filter(|_| numbered || unit.kind() == kind)?;
    (!numbered || label.numbering == Numbering::Paragraph).then_some(label.number.value)
}

/// What is typed of an operative phrase after those who are addressed, and whether they are one: after “States parties and
/// UNODC”, or “States parties, as appropriate,”.
fn after_addressees<'a>(text: &'a str, known: &Phrases) -> Option<(&'a str, bool)> {
    /// Bytes of what may stand between commas.
    const BETWEEN: usize = 80;
    let (length, addressee) = known.addressee_at(text)?;
    let (mut rest, mut singular) = (text.get(length..)?, addressee.singular);
    for link in [" and ", ", ", " and ", ", and "] {
        let next = rest.strip_prefix(link).and_then(|next| Some((known.addressee_at(next)?.0, next)));
        if let Some((length, next)) = next {
            (rest, singular) = (&next[length..], false);
        }
    }
    if let Some(between) = rest.strip_prefix(", ")
        && let Some(at) =
            between.rfind(", ").filter(|at| (1..BETWEEN).contains(at) && !between[..*at].contains(['.', ':', ';']))
    {
        rest = &between[at + 1..];
    }
    (rest.starts_with(' ') && rest.len() < 40).then(|| (rest.trim_start(), singular))
}

/// Whether a phrase is known and written to its end, so that what is asked follows it.
fn takes_measure(unit: &Unit, operative: &Operative, known: &Phrases) -> bool {
    let words = operative.words.as_str();
    let ends = match words.split(' ').any(|word| word == "to") {
        true => unit.text(operative.span).split([' ', ',']).any(|word| word == "to"),
        // "are encouraged" is no phrase yet
        false => known.named(words).is_some() || known.instead(words).is_some(),
    };
    ends && operative.asks() && !operative.passive && operative.doubled.is_none()
}

/// What is typed of what is asked, in `rest` of a phrase with these words: past words between commas, and past “to” after
/// “should continue”.
fn measure_of<'a>(rest: &'a str, words: &str) -> Option<&'a str> {
    let rest = rest.trim_start();
    let typed = match rest.strip_prefix(',') {
        Some(inside) => {
            let (inside, typed) = inside.trim_start().split_once(", ")?;
            opens_qualifier(inside.split(' ').next().unwrap_or("")).then_some(typed)?
        }
        None => rest,
    };
    if words.ends_with(" continue") { typed.strip_prefix("to ") } else { Some(typed) }
}

/// How well a wording goes on from what is typed, 0 best; `None` if it does not.
fn rank(text: &str, typed: &str) -> Option<usize> {
    if text.len() <= typed.len() {
        return None;
    }
    if text.starts_with(typed) {
        return Some(0);
    }
    let (text, typed) = (text.to_lowercase(), typed.trim_end().to_lowercase());
    if text.starts_with(&typed) {
        return Some(1);
    }
    // three words or more are looked for anywhere
    (typed.split(' ').count() >= 3 && text.contains(&typed)).then_some(2)
}

/// What an item rests on, for a client that shows it.
pub(super) fn resolve(mut item: lsp::CompletionItem, desk: &Desk, abilities: Abilities) -> lsp::CompletionItem {
    let uri = item.data.as_ref().and_then(|data| data["uri"].as_str()?.parse::<lsp::Uri>().ok());
    if let Some((snapshot, data)) = uri.and_then(|uri| desk.latest(&uri)).zip(item.data.clone()) {
        item.documentation = documentation(&data, &snapshot, abilities).or(item.documentation);
    }
    item
}

fn documentation(data: &Value, snapshot: &Snapshot, abilities: Abilities) -> Option<lsp::Documentation> {
    let workbench = &snapshot.workbench;
    let text = if let Some(name) = data["name"].as_str() {
        earlier::quotation(workbench.corpus.named(name)?, workbench, &snapshot.record)
    } else if let Some(phrase) = data["phrase"].as_str() {
        hover::record(phrase, workbench)
    } else {
        let instrument = workbench.lexicon.instruments.named(data["instrument"].as_str()?)?;
        let article = data["article"].as_u64().and_then(|number| instrument.article(number as u32));
        format!("{}{}", article.map(citations::structure).unwrap_or_default(), citations::about(instrument))
    };
    Some(convert::documentation(text, abilities))
}
