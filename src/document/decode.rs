//! Bytes of a file into text, and back: the encoding, the byte-order mark and the line ends of a draft are its own.
//!
//! Line ends are never touched. A file that is no text is refused with a word on how to make it text; Word documents
//! are the business of `word`, and what the text says is that of `scan`.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::word::{self, Word};

/// How the text of a file is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    encoding: &'static Encoding,
    mark: Mark,
}

/// Whether a file begins with a byte-order mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Present,
    Absent,
}

/// The text of a file, and how it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte-order mark.
    pub text: String,
    /// How it was stored.
    pub form: Form,
    /// The first byte of `text` that stands for bytes which are no text: from there on it cannot be written back.
    pub damaged: Option<usize>,
    /// The Word document it was taken from.
    pub word: Option<Box<Word>>,
}

/// Why a file could not be read as text: what it is, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// `a PDF`.
    pub what: Cow<'static, str>,
    /// What to do, in the imperative.
    pub advice: &'static str,
}

impl Default for Form {
    fn default() -> Form {
        Form { encoding: UTF_8, mark: Mark::Absent }
    }
}

impl Form {
    /// The name of the encoding: `UTF-8`, `UTF-16LE`, `windows-1252`.
    pub fn name(self) -> &'static str {
        self.encoding.name()
    }
}

/// Reads the text of a file.
///
/// # Errors
/// If the bytes are no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    if let Some(kind) = Unreadable::known(bytes) {
        return Err(kind);
    }
    let (form, skip) = form(bytes);
    let bytes = &bytes[skip..];
    let (text, damaged) = form.encoding.decode_without_bom_handling(bytes);
    if text.contains('\0') {
        return Err(BINARY);
    }
    let text = text.into_owned();
    let damaged = match damaged {
        true => text.find('\u{fffd}'),
        // some encodings of East Asia have two ways to say one thing
        false if encode(&text, Form { mark: Mark::Absent, ..form }).as_deref() != Ok(bytes) => Some(0),
        false => None,
    };
    Ok(Decoded { text, form, damaged, word: None })
}

/// Reads a draft: text, or the text of a Word document.
///
/// # Errors
/// If it is neither, or the document is damaged.
pub fn read(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    if !word::is_word(bytes) {
        return decode(bytes);
    }
    let word = word::read(bytes)?;
    Ok(Decoded { text: word.text.clone(), form: Form::default(), damaged: None, word: Some(Box::new(word)) })
}

/// Whether the bytes are those of an archive whose list of parts, which stands at its end, is missing.
pub fn is_cut_off(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") && memchr::memmem::rfind(bytes, b"PK\x05\x06").is_none()
}

/// The bytes of a file with this text, stored as `form` says.
///
/// # Errors
/// The first character that the encoding does not have.
pub fn encode(text: &str, form: Form) -> Result<Vec<u8>, char> {
    let marked = match form.mark {
        Mark::Present => Cow::Owned(format!("\u{feff}{text}")),
        Mark::Absent => Cow::Borrowed(text),
    };
    if form.encoding == UTF_16LE {
        return Ok(marked.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    if form.encoding == UTF_16BE {
        return Ok(marked.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    let (bytes, _, lacking) = form.encoding.encode(&marked);
    if !lacking {
        return Ok(bytes.into_owned());
    }
    let mut buffer = [0; 4];
    let odd = text.chars().find(|char| form.encoding.encode(char.encode_utf8(&mut buffer)).2);
    Err(odd.unwrap_or('\u{fffd}'))
}

/// How the text is stored, and the length of the byte-order mark.
fn form(bytes: &[u8]) -> (Form, usize) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (Form { encoding, mark: Mark::Present }, length);
    }
    let encoding = match std::str::from_utf8(bytes) {
        Ok(_) if !bytes.contains(&0) => UTF_8,
        _ => wide(bytes).unwrap_or_else(|| legacy(bytes)),
    };
    (Form { encoding, mark: Mark::Absent }, 0)
}

/// UTF-16 without a mark: in text with Latin letters every other byte is nought.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let noughts = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (noughts(0), noughts(1), head.len() / 2);
    match bytes.len().is_multiple_of(2) {
        true if odd * 5 > pairs * 2 && even * 50 <= pairs => Some(UTF_16LE),
        true if even * 5 > pairs * 2 && odd * 50 <= pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding of text that is not valid UTF-8.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    if mostly_utf8(bytes) || bytes.contains(&0) {
        return UTF_8;
    }
    // quotation marks, dashes and accents in Latin words say nothing about other alphabets, whose letters stand together
    let foreign = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let together = bytes.windows(2).filter(|pair| pair.iter().all(|byte| *byte >= 0xc0)).count();
    if foreign * 10 <= bytes.len() && together * 5 <= foreign {
        return WINDOWS_1252;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// Whether the text is UTF-8 but for a few damaged places.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

const BINARY: Unreadable =
    Unreadable { what: Cow::Borrowed("not a text file"), advice: "give a .md, .txt or .docx file" };

impl Unreadable {
    /// What it is, and what to do.
    pub fn new(what: impl Into<Cow<'static, str>>, advice: &'static str) -> Unreadable {
        Unreadable { what: what.into(), advice }
    }

    /// What begins as these bytes do and is no text.
    fn known(bytes: &[u8]) -> Option<Unreadable> {
        const WORD: &str = "open it in Word and save a copy as “Word Document (*.docx)”";
        const WRITER: &str = "open it in the program that made it and save a copy as “Word (*.docx)” or “Text (*.txt)”";
        const SHEET: &str = "copy its text into a .txt file";
        const PDF: &str = "ask for the document it was made from; the report of a meeting is read by “corpus add”";
        const TYPE: &str = "give the text itself, as a .md, .txt or .docx file";
        const LOCKED: &str = "open it in Word, take the password away, and save it anew";
        let known: [(&[u8], &str, &str); 12] = [
            (b"%PDF", "a PDF", PDF),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old version of Word or Office (.doc)", WORD),
            (b"{\\rtf", "a Rich Text document (.rtf)", WORD),
            (b"\x89PNG\r\n", "an image", TYPE),
            (b"\xff\xd8\xff", "an image", TYPE),
            (b"GIF8", "an image", TYPE),
            (b"II*\0", "an image", TYPE),
            (b"MM\0*", "an image", TYPE),
            (b"\x1f\x8b", "a compressed file", TYPE),
            (b"7z\xbc\xaf", "a compressed file", TYPE),
            (b"\x7fELF", "a program", TYPE),
            (b"\xff\xfe\0\0", "text in UTF-32", "save it in UTF-8"),
        ];
        if bytes.starts_with(b"PK\x03\x04") {
            let holds = |name: &str| memchr::memmem::find(bytes, name.as_bytes()).is_some();
            let (what, advice) = match () {
                () if holds("word/") => ("a Word document (.docx)", TYPE),
                () if holds("opendocument.text") => ("an OpenDocument text (.odt)", WRITER),
                () if holds("epub") => ("an e-book", WRITER),
                () if holds("xl/") || holds("ppt/") || holds("opendocument") => {
                    ("a spreadsheet or a presentation", SHEET)
                }
                () => ("a compressed file", TYPE),
            };
            return Some(Unreadable::new(what, advice));
        }
        // the name of the part, two bytes a letter
        let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
        if bytes.starts_with(known[1].0) && memchr::memmem::find(bytes, &locked).is_some() {
            return Some(Unreadable::new("a document that a password protects", LOCKED));
        }
        let (_, what, advice) = known.into_iter().find(|(magic, ..)| bytes.starts_with(magic))?;
        Some(Unreadable::new(what, advice))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Recommendation 1\r\n\r\nStates parties should share “good practices” – naïve or not.\r\n";

    #[test]
    fn every_form_is_read_and_written_back() {
        let utf16 = |text: &str, to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
        let marked = format!("\u{feff}{TEXT}");
        let windows = WINDOWS_1252.encode(TEXT).0.into_owned();
        for (bytes, name) in [
            (TEXT.as_bytes().to_vec(), "UTF-8"),
            (marked.as_bytes().to_vec(), "UTF-8"),
            (utf16(&marked, u16::to_le_bytes), "UTF-16LE"),
            (utf16(&marked, u16::to_be_bytes), "UTF-16BE"),
            (utf16(TEXT, u16::to_le_bytes), "UTF-16LE"),
            (utf16(TEXT, u16::to_be_bytes), "UTF-16BE"),
            (windows, "windows-1252"),
        ] {
            let decoded = decode(&bytes).expect(name);
            assert_eq!((decoded.text.as_str(), decoded.form.name(), decoded.damaged), (TEXT, name, None));
            assert_eq!(encode(&decoded.text, decoded.form), Ok(bytes), "{name}");
        }
    }

    #[test]
    fn a_second_mark_belongs_to_the_text() {
        let bytes = "\u{feff}\u{feff}a".as_bytes();
        let decoded = decode(bytes).expect("text");
        assert_eq!(decoded.text, "\u{feff}a");
        assert_eq!(encode(&decoded.text, decoded.form).as_deref(), Ok(bytes));
    }

    #[test]
    fn other_alphabets_are_guessed() {
        let text = "Рабочая группа рекомендовала государствам-участникам обмениваться информацией.";
        let bytes = encoding_rs::WINDOWS_1251.encode(text).0.into_owned();
        assert_eq!(decode(&bytes).expect("text").text, text);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (bytes, what) in [
            (&b"PK\x03\x04....word/document.xml"[..], "a Word document (.docx)"),
            (b"%PDF-1.7", "a PDF"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", "a document of an old version of Word or Office (.doc)"),
            (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument text (.odt)"),
            (b"\x89PNG\r\n\x1a\n", "an image"),
            (b"abc\0def", "not a text file"),
            (b"\0\0\0\0", "not a text file"),
        ] {
            assert_eq!(decode(bytes).map_err(|unreadable| unreadable.what), Err(what.into()));
        }
    }

    #[test]
    fn damage_is_read_and_known() {
        let decoded = decode(b"caf\xc3\xa9 na\xc3\xafve \xff end").expect("text");
        assert_eq!(decoded.damaged, Some("café naïve ".len()));
        let decoded = decode(b"\xff\xfea\0\x00\xd8b\0").expect("text");
        assert_eq!((decoded.text.as_str(), decoded.damaged), ("a\u{fffd}b", Some(1)));
        assert_eq!(decode(b"").expect("text").text, "");
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_read_is_written_back(bytes: Vec<u8>, start in 0usize..6) {
            let starts: [&[u8]; 6] = [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"States parties \x93", b"\xc3\xa9 "];
            let bytes = [starts[start], &bytes].concat();
            if let Ok(Decoded { text, form, damaged: None, .. }) = decode(&bytes) {
                proptest::prop_assert_eq!(encode(&text, form), Ok(bytes));
            }
        }
    }

    #[test]
    fn what_the_encoding_lacks_is_named() {
        let form = Form { encoding: WINDOWS_1252, mark: Mark::Absent };
        assert_eq!(encode("a\u{2011}b", form), Err('\u{2011}'));
    }
}
