//! Completion of citations: articles after "article", their paragraphs, and whose they are.
//!
//! A citation that is written already keeps all but the number at the cursor. Hovers on citations stand in `citations`.

use serde_json::json;
use tower_lsp_server::ls_types as lsp;

use super::citations;
use super::proposals::{Here, Put};
use crate::lexicon::Instrument;
use crate::text::Span;

/// What comes after the number of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    /// The name of the instrument.
    Instrument,
    /// Further articles.
    Others,
}

impl Here<'_> {
    /// After "article " or "articles 10 and ": the articles of the instrument that the line or the draft names; after
    /// "paragraph " those of the article; and after a number whose they are.
    pub(super) fn articles(&self) -> Vec<lsp::CompletionItem> {
        let lower = self.before.to_ascii_lowercase();
        let cites = |word: &str| {
            let at = lower.rfind(word)?;
            is_cited(&lower[..at]).then_some(at + word.len())
        };
        let word = ["articles ", "article "].into_iter().filter_map(cites).max();
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
            // “and” comes before the last of several articles
            let head = self.before[..self.before.len() - typed.len()].trim_end();
            let listed = plural && (last == 0 || head.ends_with(','));
            return self.numbers(last, typed, &likely, if listed { Then::Others } else { Then::Instrument });
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
    fn numbers(&self, last: u32, typed: &str, likely: &[&Instrument], then: Then) -> Vec<lsp::CompletionItem> {
        let span = Span::new(self.at - typed.len(), self.at);
        let over = self.rest_of_name(" of the ");
        let alone = over == 0 && (then == Then::Others || self.goes_on());
        let over = if alone { digits(self.after) } else { over };
        let likely = if alone { self.meant(likely) } else { likely.to_vec() };
        let (mut items, mut said) = (Vec::new(), Vec::new());
        for (rank, instrument) in likely.iter().enumerate() {
            let fits = instrument
                .articles()
                .iter()
                .filter(|article| article.number > last && article.number.to_string().starts_with(typed));
            for article in fits {
                if alone && said.contains(&article.number) {
                    continue;
                }
                said.push(article.number);
                let text = match alone {
                    true => article.number.to_string(),
                    false => format!("{} of the {}", article.number, instrument.preferred),
                };
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
        let alone = over == 0 && self.goes_on();
        let over = if alone { digits(self.after) } else { over };
        let likely = if alone { self.meant(likely) } else { likely.to_vec() };
        let mut items = Vec::new();
        for (rank, instrument) in likely.iter().enumerate() {
            let Some(article) = instrument.article(number) else { continue };
            // where the instrument is not written again, the likeliest answers
            if alone && !items.is_empty() {
                break;
            }
            for paragraph in (1..=article.paragraphs).filter(|number| number.to_string().starts_with(typed)) {
                let text = match alone {
                    true => paragraph.to_string(),
                    false => format!("{paragraph}, of the {}", instrument.preferred),
                };
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

    /// Whether the citation at the cursor goes on after its number: then only the number is replaced.
    fn goes_on(&self) -> bool {
        let rest = &self.after[digits(self.after)..];
        let next = rest.trim_start_matches([',', ' ', '\u{a0}']);
        if next.len() == rest.len() {
            return false;
        }
        let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        match word {
            "paragraph" | "paragraphs" | "para" | "paras" | "subparagraph" | "subparagraphs" | "of" | "bis" | "ter" => {
                true
            }
            "and" | "or" | "to" => is_number(next[word.len()..].trim_start()),
            _ => is_number(word) || next.starts_with('('),
        }
    }

    /// The instrument whose name follows the cursor in its sentence, alone; else those that are likely.
    fn meant<'a>(&self, likely: &[&'a Instrument]) -> Vec<&'a Instrument> {
        // "para. 2" ends none
        let ends = |(at, _): &(usize, &str)| self.after[at + 2..].starts_with(char::is_uppercase);
        let sentence = self.after.match_indices(". ").find(ends).map_or(self.after, |(at, _)| &self.after[..at]);
        let named = |instrument: &&'a Instrument| {
            sentence.find(&instrument.preferred).or_else(|| sentence.find(&instrument.name))
        };
        let first = likely.iter().copied().filter_map(|one| Some((named(&one)?, one))).min_by_key(|(at, _)| *at);
        first.map_or_else(|| likely.to_vec(), |(_, one)| vec![one])
    }

    /// How much of what follows the cursor is the rest of a number, `link` and the name of an instrument.
    fn rest_of_name(&self, link: &str) -> usize {
        let after = &self.after[digits(self.after)..];
        let Some(name) = after.strip_prefix(link) else { return 0 };
        let known = self.snapshot.workbench.lexicon.instruments.all();
        let longest =
            known.iter().map(|instrument| &instrument.preferred).filter(|known| name.starts_with(known.as_str()));
        let length = longest.map(|known| known.len()).max();
        length.map_or(0, |length| self.after.len() - name.len() + length)
    }
}

/// Whether "article" is a word of its own after these, and not a piece for reading.
fn is_cited(before: &str) -> bool {
    const OTHERS: [&str; 14] = [
        "an",
        "this",
        "that",
        "each",
        "every",
        "any",
        "newspaper",
        "news",
        "press",
        "magazine",
        "journal",
        "academic",
        "scientific",
        "research",
    ];
    let word = before.trim_end_matches([' ', '\u{a0}']).rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    !before.ends_with(|c: char| c.is_alphanumeric() || c == '-') && !OTHERS.contains(&word)
}

/// `10` and what is typed after "10, paragraph ".
fn of_article(typed: &str) -> Option<(u32, &str)> {
    let (article, rest) = typed.split_once(", para")?;
    let typed = rest.strip_prefix("graph ").or_else(|| rest.strip_prefix(". "))?;
    Some((article.parse().ok()?, Some(typed).filter(|typed| digits(typed) == typed.len())?))
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

/// How many digits `text` begins with.
fn digits(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()
}
