//! Completion: operative phrases with their record, agreed wordings of earlier recommendations, instruments and articles,
//! document symbols, the next number, snippets for a recommendation and a section.
//!
//! What a proposal rests on is looked up when the client shows it, if it can ask for that.

use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::proposals::{Here, Put};
use super::state::{Desk, Snapshot};
use super::{citations, convert, earlier, hover};
use crate::checks;
use crate::document::{Kind, Label, Numbering, Unit};
use crate::lexicon::Instrument;
use crate::text::{Position, Span, Units};

/// Wordings offered at most.
const MOST_WORDINGS: usize = 12;

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
    items.extend(here.articles());
    items.extend(here.symbols());
    if let Some(i) = document.unit_at(at.saturating_sub(1)) {
        let unit = &document.units()[i];
        let place = unit.find(at - document.start(i));
        items.extend(here.phrases(unit, place));
        items.extend(here.wordings(unit, place));
    }
    items
}

impl Here<'_> {
    /// "Recommendation 12", after the last number before the cursor, and the next section: at the start of a line.
    fn snippets(&self) -> Vec<lsp::CompletionItem> {
        let typed = self.before.trim_start_matches(['#', '*', ' ']);
        let begins = |heading: &str| self.before.is_empty() || (!typed.is_empty() && heading.starts_with(typed));
        let mut items = Vec::new();
        let number = self.next_number();
        let label = format!("Recommendation {number}");
        if begins(&label) {
            const MEASURE: &str =
                "${1:States parties} ${2|are encouraged to,are encouraged to consider,should,should consider|} $0.";
            let plain = "States parties are encouraged to ";
            items.push(self.heading(&label, "the next recommendation", typed, [&format!("{MEASURE}\n"), plain]));
        }
        let letter = self.next_letter();
        let label = format!("{letter}. Recommendations on");
        if begins("Section") || begins(&label) {
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
        let bold = &lead[lead.trim_end_matches('*').len()..];
        let whole = |follows: &str| match follows.starts_with(' ') {
            true => format!("{label}{follows}"),
            false => format!("{label}{bold}\n\n{follows}"),
        };
        let mut item = self.item(label, detail, Put::new(span, &whole(follows[1])), kind);
        if self.abilities.snippets {
            item.insert_text_format = Some(lsp::InsertTextFormat::SNIPPET);
            item.text_edit = Some(self.edit(&Put::new(span, &whole(follows[0]))));
        }
        item
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

    /// The units above the line of the cursor, in its part of the draft.
    fn above(&self) -> impl Iterator<Item = &Unit> {
        let document = &self.snapshot.analysis.document;
        let line = self.at - self.before.len();
        let here = document.unit_at(self.at).map(|i| &document.units()[i]).or(document.units().last());
        let annex = here.map_or(0, |unit| unit.place().annex);
        let above = move |(start, unit): &(usize, &Arc<Unit>)| {
            let label = unit.label.as_ref().map_or(0, |label| unit.locate(label.span).start);
            start + label < line
        };
        document.iter().take_while(above).map(|(_, unit)| &**unit).filter(move |unit| unit.place().annex == annex)
    }

    /// The number after the last one above.
    fn next_number(&self) -> u32 {
        let own = self.above().filter(|unit| unit.kind() == Kind::Recommendation);
        own.filter_map(|unit| unit.label.as_ref()).map(|label| label.number.value).max().unwrap_or(0) + 1
    }

    /// The letter after that of the last section above.
    fn next_letter(&self) -> char {
        let last = self.above().filter(|unit| unit.kind() == Kind::Section).last();
        let value = last.and_then(|unit| unit.label.as_ref()).map_or(0, |label| label.number.value.min(25));
        char::from(b'A' + value as u8)
    }

    /// After "article " or "articles 10 and ": the articles of the instrument that the line or the draft names; after
    /// "paragraph " those of the article; and after a number whose they are.
    fn articles(&self) -> Vec<lsp::CompletionItem> {
        let lower = self.before.to_ascii_lowercase();
        let word = ["articles ", "article "].into_iter().find_map(|word| Some(lower.rfind(word)? + word.len()));
        let Some(typed) = word.and_then(|at| self.before.get(at..)).filter(|typed| typed.len() < 60) else {
            return Vec::new();
        };
        let named = citations::Named::in_draft(&self.snapshot.analysis.document, &self.snapshot.workbench.lexicon);
        let likely = named.likely();
        if let Some((article, typed)) = of_article(typed) {
            return self.paragraphs(article, typed, &likely);
        }
        let plural = lower.len() >= typed.len() + 2 && lower[..lower.len() - typed.len()].ends_with("s ");
        if let Some((last, typed)) = next_of(typed, plural) {
            return self.numbers(last, typed, &likely);
        }
        // "article 10, paragraph 2, of " wants the name of an instrument
        let Some(of) = typed.rfind(" of ").map(|at| at + " of ".len()) else { return Vec::new() };
        let typed = &typed[of..];
        let rest = typed.trim_start_matches("the ");
        let span = Span::new(self.at - typed.len(), self.at);
        let over = if typed.is_empty() { self.rest_of_name("the ") } else { 0 };
        let instruments = likely.into_iter().filter(|instrument| instrument.preferred.starts_with(rest));
        instruments
            .map(|instrument| {
                let text = format!("the {}", instrument.preferred);
                let put = Put::new(span, &text).over(over);
                let mut item = self.item(&text, &instrument.name, put, lsp::CompletionItemKind::REFERENCE);
                item.data = Some(json!({"uri": self.uri.as_str(), "instrument": instrument.id}));
                self.finished(item)
            })
            .collect()
    }

    /// The articles after the article `last` whose numbers begin with what is typed.
    fn numbers(&self, last: u32, typed: &str, likely: &[&Instrument]) -> Vec<lsp::CompletionItem> {
        let span = Span::new(self.at - typed.len(), self.at);
        let over = self.rest_of_name(" of the ");
        let mut items = Vec::new();
        for (rank, instrument) in likely.iter().enumerate() {
            let fits = instrument
                .articles()
                .iter()
                .filter(|article| article.number > last && article.number.to_string().starts_with(typed));
            for article in fits {
                let text = format!("{} of the {}", article.number, instrument.preferred);
                let detail = if article.title.is_empty() { "article" } else { article.title.as_str() };
                let put = Put::new(span, &text).over(over);
                let mut item = self.item(&text, detail, put, lsp::CompletionItemKind::REFERENCE);
                item.sort_text = Some(format!("{rank}{:03}", article.number));
                item.data =
                    Some(json!({"uri": self.uri.as_str(), "instrument": instrument.id, "article": article.number}));
                items.push(self.finished(item));
            }
        }
        items
    }

    /// The paragraphs of an article whose numbers begin with what is typed.
    fn paragraphs(&self, number: u32, typed: &str, likely: &[&Instrument]) -> Vec<lsp::CompletionItem> {
        let span = Span::new(self.at - typed.len(), self.at);
        let over = self.rest_of_name(", of the ").max(self.rest_of_name(" of the "));
        let mut items = Vec::new();
        for (rank, instrument) in likely.iter().enumerate() {
            let Some(article) = instrument.article(number) else { continue };
            for paragraph in (1..=article.paragraphs).filter(|number| number.to_string().starts_with(typed)) {
                let text = format!("{paragraph}, of the {}", instrument.preferred);
                let detail = format!("article {number}: {}", article.title);
                let put = Put::new(span, &text).over(over);
                let mut item = self.item(&text, &detail, put, lsp::CompletionItemKind::REFERENCE);
                item.sort_text = Some(format!("{rank}{paragraph:03}"));
                item.data = Some(json!({"uri": self.uri.as_str(), "instrument": instrument.id, "article": number}));
                items.push(self.finished(item));
            }
        }
        items
    }

    /// How much of what follows the cursor is the rest of a number, `link` and the name of an instrument.
    fn rest_of_name(&self, link: &str) -> usize {
        let after = self.after.trim_start_matches(|c: char| c.is_ascii_digit());
        let Some(name) = after.strip_prefix(link) else { return 0 };
        let known = self.snapshot.workbench.lexicon.instruments.all();
        let longest =
            known.iter().map(|instrument| &instrument.preferred).filter(|known| name.starts_with(known.as_str()));
        let length = longest.map(|known| known.len()).max();
        length.map_or(0, |length| self.after.len() - name.len() + length)
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
    fn phrases(&self, unit: &Unit, place: usize) -> Vec<lsp::CompletionItem> {
        let known = &self.snapshot.workbench.lexicon.phrases;
        let read = self.read(unit, place);
        let before = read.get(unit.body.start.min(place)..).unwrap_or("").trim_start();
        let typed = known.addressee_at(before).and_then(|(length, addressee)| Some((before.get(length..)?, addressee)));
        let Some((typed, addressee)) = typed.filter(|(typed, _)| typed.starts_with(' ') && typed.len() < 40) else {
            return Vec::new();
        };
        let typed = typed.trim_start();
        let mut items = Vec::new();
        for (rank, phrase) in known.scale.iter().enumerate() {
            let words = match addressee.singular {
                true => phrase.text.replacen("are ", "is ", 1),
                false => phrase.text.clone(),
            };
            if !words.starts_with(typed) || words == typed {
                continue;
            }
            let detail = format!("{} · adopted {}", phrase.strength.name(), self.adopted(&phrase.text));
            let span = Span::new(self.at - typed.len(), self.at);
            let put = Put::new(span, &format!("{words} "));
            let mut item = self.item(&words, &detail, put, lsp::CompletionItemKind::KEYWORD);
            item.sort_text = Some(format!("{rank:03}"));
            item.data = Some(json!({"uri": self.uri.as_str(), "phrase": phrase.text}));
            items.push(self.finished(item));
        }
        items
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

    /// Measures of earlier recommendations that go on from the words typed after the operative phrase: those that begin
    /// with them first, then those that hold them.
    fn wordings(&self, unit: &Unit, place: usize) -> Vec<lsp::CompletionItem> {
        let operative = unit.recommendation.as_ref().and_then(|found| found.operative.as_ref());
        let Some(operative) = operative.filter(|operative| operative.span.end < place) else { return Vec::new() };
        let read = self.read(unit, place);
        let typed = read.get(operative.span.end..).unwrap_or("").trim_start();
        if typed.len() < 3 || typed.len() > 200 || typed.contains('\n') {
            return Vec::new();
        }
        let workbench = &self.snapshot.workbench;
        let mut found: Vec<(usize, usize, String, String)> = Vec::new();
        for part in workbench.adopted() {
            if self.snapshot.analysis.own_meetings.contains(&part.meeting) {
                continue;
            }
            let meeting = &workbench.corpus.meetings()[part.meeting];
            for other in part.document.units() {
                let Some(measure) = other.recommendation.as_ref().and_then(|found| found.measure) else { continue };
                let text = other.text(measure);
                let Some(rank) = rank(text, typed) else { continue };
                let number = other.label.as_ref().map(|label| label.number.to_string()).unwrap_or_default();
                let name = crate::corpus::name(&meeting.id, &meeting.parts[part.part].id, &number);
                found.push((rank, usize::MAX - part.meeting, name, text.trim_end_matches(['.', ' ']).to_owned()));
            }
        }
        found.sort();
        found.truncate(MOST_WORDINGS);
        let span = Span::new(self.at - typed.len(), self.at);
        let mut items = Vec::new();
        for (place, (_, _, name, text)) in found.into_iter().enumerate() {
            let label: String = text.chars().take(70).collect();
            let mut item = self.item(&label, &name, Put::new(span, &text), lsp::CompletionItemKind::TEXT);
            item.sort_text = Some(format!("9{place:03}"));
            item.data = Some(json!({"uri": self.uri.as_str(), "name": name}));
            items.push(self.finished(item));
        }
        items
    }

    /// The item as it is sent: with what it rests on, if the client does not ask for that later.
    fn finished(&self, mut item: lsp::CompletionItem) -> lsp::CompletionItem {
        if !self.abilities.resolves {
            item.documentation = item.data.take().and_then(|data| documentation(&data, self.snapshot, self.abilities));
        }
        item
    }
}

/// `10` and what is typed after "10, paragraph ".
fn of_article(typed: &str) -> Option<(u32, &str)> {
    let (article, rest) = typed.split_once(", para")?;
    let typed = rest.strip_prefix("graph ").or_else(|| rest.strip_prefix(". "))?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    Some((article.parse().ok()?, Some(typed).filter(|typed| digits(typed))?))
}

/// What is typed of the next number of a list of articles, and the number before it: `10` and `1` of "articles 9, 10 and
/// 1"; 0 where there is none.
fn next_of(typed: &str, plural: bool) -> Option<(u32, &str)> {
    let (head, typed) = typed.split_at(typed.rfind(' ').map_or(0, |at| at + 1));
    let mut last = 0;
    for word in head.split([' ', ',']).filter(|word| !matches!(*word, "" | "and" | "or" | "to")) {
        last = word.parse().ok()?;
    }
    let joined = last == 0 || plural && !head.trim_end().ends_with(|c: char| c.is_ascii_digit());
    (joined && typed.bytes().all(|byte| byte.is_ascii_digit())).then_some((last, typed))
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
