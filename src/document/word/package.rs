//! The parts of a Word document: a ZIP archive whose relations say which part is what.
//!
//! Only the parts that hold text are unpacked, and no more of them than [`LIMIT`] bytes: an archive can be made to
//! swell without end. What the parts say is read elsewhere.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::document::decode::Unreadable;

/// Bytes that all parts together may unpack to: some ten thousand pages.
const LIMIT: u64 = 64 << 20;
/// Elements that may stand in one another; Word itself writes fewer than fifty.
const DEPTH: usize = 400;

/// An open Word document.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Unreadable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            let what = "a Word document (.docx) that is cut off or damaged";
            Unreadable::new(what, "fetch the file again, or open it in Word and save it anew")
        })?;
        Ok(Package { zip, left: LIMIT })
    }

    /// The text of a part; `None` if there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let mut file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(broken(name, &error.to_string())),
        };
        let mut bytes = Vec::new();
        file.by_ref()
            .take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| broken(name, &crate::failure::reason(&error)))?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(|| {
            let what = format!("a Word document (.docx) that unpacks to more than {} megabytes of text", LIMIT >> 20);
            Unreadable::new(what, "if it is a real draft, split it; otherwise do not trust the file")
        })?;
        let (encoding, skip) = encoding_rs::Encoding::for_bom(&bytes).unwrap_or((encoding_rs::UTF_8, 0));
        match encoding.decode_without_bom_handling_and_without_replacement(&bytes[skip..]) {
            Some(text) => Ok(Some(text.into_owned())),
            None => Err(broken(name, &format!("it is not text in {}", encoding.name()))),
        }
    }

    /// The relations of a part: what kind, to which part. Those that lead out of the document are left out.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Unreadable> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let name = name.trim_start_matches('/');
        let Some(text) = self.part(name)? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        walk(name, &text, |step| {
            if let Step::Start(tag, attributes) = step
                && tag == "Relationship"
                && attributes.get("TargetMode") != Some("External")
                && let (Some(kind), Some(target)) = (attributes.get("Type"), attributes.get("Target"))
            {
                let kind = kind.rsplit('/').next().unwrap_or(kind).to_owned();
                found.push(Relation { kind, target: resolve(folder, target) });
            }
        })?;
        Ok(found)
    }
}

/// What a part leads to.
pub(super) struct Relation {
    /// The last word of its kind: `styles`, `header`.
    pub(super) kind: String,
    /// The name of the other part.
    pub(super) target: String,
}

/// The name of the part that `target` means in `folder`.
fn resolve(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut names: Vec<&str> = Vec::new();
    for name in whole.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

/// A part that cannot be read, by the word for what it holds and its name in the archive.
pub(super) fn broken(part: &str, why: &str) -> Unreadable {
    let file = part.rsplit('/').next().unwrap_or(part);
    let holds = match file.trim_end_matches(".xml").trim_end_matches(|c: char| c.is_ascii_digit()) {
        "document" => "text",
        "styles" => "styles",
        "numbering" => "automatic numbers",
        "comments" => "comments",
        "footnotes" => "footnotes",
        "endnotes" => "endnotes",
        "header" => "page headers",
        _ if file.ends_with(".rels") => "list of parts",
        _ => "parts",
    };
    let what = format!("a Word document whose {holds} cannot be read: {why} ({part})");
    Unreadable::new(what, "fetch it again, or open it in Word, which may mend it, and save it anew")
}

/// One step through a part.
pub(super) enum Step<'a> {
    /// An element begins. Its name comes without prefix.
    Start(&'a str, &'a Attributes),
    /// The last element that began ends.
    End,
    /// Text.
    Text(&'a str),
}

/// The attributes of an element, by their names without prefix.
#[derive(Default)]
pub(super) struct Attributes(HashMap<String, String>);

impl Attributes {
    fn read(element: &BytesStart<'_>) -> Attributes {
        let mut all = element.attributes();
        let pairs = all.with_checks(false).flatten().map(|attribute| {
            let value = match quick_xml::escape::unescape(&attribute.value) {
                Ok(value) => value.into_owned(),
                Err(_) => attribute.value.clone().into_owned(),
            };
            (attribute.key.local_name().as_ref().to_owned(), value)
        });
        Attributes(pairs.collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The attribute `val`, which nearly all properties have.
    pub(super) fn val(&self) -> &str {
        self.get("val").unwrap_or("")
    }

    /// The attribute `val` as a number.
    pub(super) fn number(&self) -> Option<u32> {
        self.get("val")?.parse().ok()
    }

    /// Whether a property that can be switched off is on.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.val(), "0" | "false" | "off" | "none")
    }
}

/// Walks through the text of a part.
///
/// # Errors
/// If it is no well-formed XML, or its elements stand in one another too deeply.
pub(super) fn walk(part: &str, text: &str, mut visit: impl FnMut(Step<'_>)) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0usize;
    // a part is one line as a rule, so its bytes say where
    let fail = |reader: &Reader<&[u8]>, why: &str| {
        let at = (reader.error_position().max(reader.buffer_position()) as usize).min(text.len());
        Err(broken(part, &format!("{why} at byte {at} of {}", text.len())))
    };
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                depth += 1;
                if depth > DEPTH {
                    return fail(&reader, "its elements stand in one another too deeply");
                }
                visit(Step::Start(element.local_name().as_ref(), &Attributes::read(&element)));
            }
            Ok(Event::Empty(element)) => {
                visit(Step::Start(element.local_name().as_ref(), &Attributes::read(&element)));
                visit(Step::End);
            }
            Ok(Event::End(_)) => {
                depth = depth.saturating_sub(1);
                visit(Step::End);
            }
            Ok(Event::Text(text)) => visit(Step::Text(&text.xml10_content())),
            Ok(Event::CData(text)) => visit(Step::Text(&text.xml10_content())),
            Ok(Event::GeneralRef(reference)) => {
                let char = reference.resolve_char_ref().ok().flatten().map(String::from);
                let named = quick_xml::escape::resolve_predefined_entity(&reference.xml10_content());
                match char.as_deref().or(named) {
                    Some(text) => visit(Step::Text(text)),
                    None => return fail(&reader, "it names a character that there is not"),
                }
            }
            Ok(Event::Eof) if depth > 0 => return Err(broken(part, "it ends in the middle")),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => return fail(&reader, &error.to_string()),
        }
    }
}
