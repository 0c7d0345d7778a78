//! Completion: operative phrases with their record, agreed wordings of earlier recommendations, instruments and articles,
//! document symbols, the next number, snippets for a recommendation and a section.
//!
//! What a proposal rests on is looked up when the client shows it, if it can ask for that.

use serde_json::{Value, json};
use tower_lsp_server::ls_types as lsp;

use super::abilities::Abilities;
use super::state::{Desk, Snapshot};
use super::{citations, convert, earlier, hover};
use crate::checks;
use crate::document::{Kind, Unit};
use crate::text::{Edit, Span, Units};

/// Wordings offered at most.
const MOST_WORDINGS: usize = 12;

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
    let here = Here { snapshot, at, before: &before, uri, abilities };
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

/// The cursor, and what stands before it on its line.
struct Here<'a> {
    snapshot: &'a Snapshot,
    at: usize,
    before: &'a str,
    uri: &'a lsp::Uri,
    abilities: Abilities,
}

impl Here<'_> {
    /// "Recommendation 12", after the last number before the cursor, and the next section: at the start of a line.
    fn snippets(&self) -> Vec<lsp::CompletionItem> {
        let typed = self.before.trim_start_matches(['#', '*', ' ']);
        let from = self.at - typed.len();
        let begins = |word: &str| self.before.is_empty() || (!typed.is_empty() && word.starts_with(typed));
        let mut items = Vec::new();
        if begins("Recommendation") {
            let label = format!("Recommendation {}", self.next_number(from));
            let snippet =
                "${1:States parties} ${2|are encouraged to,are encouraged to consider,should,should consider|} $0.";
            items.push(self.snippet(&label, "the next recommendation", from, format!("{label}\n\n{snippet}\n"), {
                format!("{label}\n\nStates parties are encouraged to ")
            }));
        }
        let letter = self.next_letter(from);
        if begins("Section") || (!typed.is_empty() && format!("{letter}.").starts_with(typed)) {
            let label = format!("{letter}. Recommendations on");
            let chapeau = self.chapeau();
            let number = self.next_number(from);
            let snippet =
                format!("{letter}. Recommendations on ${{1:the subject}}\n\n{chapeau}Recommendation {number}\n\n$0\n");
            let plain = format!("{letter}. Recommendations on ");
            items.push(self.snippet(&label, "the next section", from, snippet, plain));
        }
        items
    }

    /// The paragraph that introduces a section, as the newest meeting that wrote one has it.
    fn chapeau(&self) -> String {
        let meetings = self.snapshot.workbench.corpus.meetings().iter().rev();
        let sections = meetings.flat_map(|meeting| &meeting.parts).flat_map(|part| &part.sections);
        let text = sections.filter_map(|section| section.chapeau.as_deref()).find(|text| text.ends_with(':'));
        text.map_or_else(String::new, |text| format!("{}\n\n", text.replace(['$', '}'], "")))
    }

    /// A snippet for clients that understand it, else plain text.
    fn snippet(&self, label: &str, detail: &str, from: usize, snippet: String, plain: String) -> lsp::CompletionItem {
        let span = Span::new(from, self.at);
        let mut item = self.item(label, detail, plain, span, lsp::CompletionItemKind::SNIPPET);
        if self.abilities.snippets {
            item.insert_text_format = Some(lsp::InsertTextFormat::SNIPPET);
            let range = convert::range(span, &self.snapshot.text, self.abilities.units);
            item.text_edit =
                Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit { range, new_text: self.ended(snippet) }));
        }
        item
    }

    /// The number after the last one before byte `from`.
    fn next_number(&self, from: usize) -> u32 {
        let document = &self.snapshot.analysis.document;
        let annex = document.unit_at(from).map_or(0, |i| document.units()[i].place().annex);
        let before = document.iter().take_while(|(start, _)| *start < from);
        let own = before.filter(|(_, unit)| unit.kind() == Kind::Recommendation && unit.place().annex == annex);
        let last = own.filter_map(|(_, unit)| unit.label.as_ref()).map(|label| label.number.value).max();
        last.unwrap_or(0) + 1
    }

    /// The letter after that of the last section before byte `from`.
    fn next_letter(&self, from: usize) -> char {
        let document = &self.snapshot.analysis.document;
        let before = document.iter().take_while(|(start, _)| *start < from);
        let last = before.filter(|(_, unit)| unit.kind() == Kind::Section).last();
        let value = last.and_then(|(_, unit)| unit.label.as_ref()).map_or(0, |label| label.number.value.min(25));
        char::from(b'A' + value as u8)
    }

    /// After "article ": the articles of the instrument that the line or the draft names, and after a number whose they
    /// are.
    fn articles(&self) -> Vec<lsp::CompletionItem> {
        let lower = self.before.to_ascii_lowercase();
        let word = ["articles ", "article "].into_iter().find_map(|word| Some(lower.rfind(word)? + word.len()));
        let Some(typed) = word.and_then(|at| self.before.get(at..)).filter(|typed| typed.len() < 60) else {
            return Vec::new();
        };
        let lexicon = &self.snapshot.workbench.lexicon;
        let from = self.at - typed.len();
        let span = Span::new(from, self.at);
        let named = citations::Named::in_draft(&self.snapshot.analysis.document, lexicon);
        if typed.chars().all(|char| char.is_ascii_digit()) {
            let (instruments, kind) = (named.likely(), lsp::CompletionItemKind::REFERENCE);
            let mut items = Vec::new();
            for (rank, instrument) in instruments.into_iter().enumerate() {
                let fits = instrument.articles().iter().filter(|article| article.number.to_string().starts_with(typed));
                for article in fits {
                    let text = format!("{} of the {}", article.number, instrument.preferred);
                    let detail = if article.title.is_empty() { "article" } else { article.title.as_str() };
                    let mut item = self.item(&text, detail, text.clone(), span, kind);
                    item.sort_text = Some(format!("{rank}{:03}", article.number));
                    item.data =
                        Some(json!({"uri": self.uri.as_str(), "instrument": instrument.id, "article": article.number}));
                    items.push(self.finished(item));
                }
            }
            return items;
        }
        // "article 10, paragraph 2, of " wants the name of an instrument
        let Some(of) = typed.rfind(" of ").map(|at| at + " of ".len()) else { return Vec::new() };
        let rest = typed[of..].trim_start_matches("the ");
        let span = Span::new(self.at - typed.len() + of, self.at);
        let instruments = named.likely().into_iter().filter(|instrument| instrument.preferred.starts_with(rest));
        instruments
            .map(|instrument| {
                let text = format!("the {}", instrument.preferred);
                let kind = lsp::CompletionItemKind::REFERENCE;
                let mut item = self.item(&text, &instrument.name, text.clone(), span, kind);
                item.data = Some(json!({"uri": self.uri.as_str(), "instrument": instrument.id}));
                self.finished(item)
            })
            .collect()
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
        let item = |(symbol, title): (&String, &String)| {
            self.item(symbol, title, symbol.clone(), span, lsp::CompletionItemKind::FILE)
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
            let text = format!("{words} ");
            let mut item = self.item(&words, &detail, text, span, lsp::CompletionItemKind::KEYWORD);
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
            let mut item = self.item(&label, &name, text, span, lsp::CompletionItemKind::TEXT);
            item.sort_text = Some(format!("9{place:03}"));
            item.data = Some(json!({"uri": self.uri.as_str(), "name": name}));
            items.push(self.finished(item));
        }
        items
    }

    /// The text of a proposal with the line ends of the draft.
    fn ended(&self, text: String) -> String {
        Edit::insert(self.at, text).ended(self.snapshot.text.line_end()).text
    }

    /// The item as it is sent: with what it rests on, if the client does not ask for that later.
    fn finished(&self, mut item: lsp::CompletionItem) -> lsp::CompletionItem {
        if !self.abilities.resolves {
            item.documentation = item.data.take().and_then(|data| documentation(&data, self.snapshot, self.abilities));
        }
        item
    }

    fn item(
        &self,
        label: &str,
        detail: &str,
        text: String,
        span: Span,
        kind: lsp::CompletionItemKind,
    ) -> lsp::CompletionItem {
        let range = convert::range(span, &self.snapshot.text, self.abilities.units);
        lsp::CompletionItem {
            // what is typed is the filter: the server has chosen already, and text may be in the middle of a wording
            filter_text: Some(self.snapshot.text.slice(span)).filter(|typed| !typed.is_empty()),
            label: label.to_owned(),
            detail: Some(detail.to_owned()),
            kind: Some(kind),
            insert_text_format: Some(lsp::InsertTextFormat::PLAIN_TEXT),
            text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit { range, new_text: self.ended(text) })),
            ..lsp::CompletionItem::default()
        }
    }
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
