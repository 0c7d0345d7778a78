//! Any bytes are read as a draft: the units cover the text without gaps, what was read is written back as it was, and
//! reading on after an edit gives what reading anew gives.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rapporteur::document::{Document, decode};
use rapporteur::lexicon::Lexicon;
use rapporteur::text::floor_boundary;
use rapporteur::workbench::Workbench;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Workbench::embedded().lexicon);

fuzz_target!(|bytes: &[u8]| {
    let Ok(decoded) = decode::read(bytes) else { return };
    let text = decoded.text;
    let document = Document::parse(&text, &LEXICON);
    let joined: String = document.units().iter().map(|unit| unit.source()).collect();
    assert_eq!(joined, text, "nothing is lost");
    if decoded.damaged.is_none() && decoded.word.is_none() {
        assert_eq!(decode::encode(&text, decoded.form).as_deref(), Ok(bytes), "the file is written back as it was");
    }
    // the first bytes say which part of the text is taken out
    let place = |i: usize| usize::from(*bytes.get(i).unwrap_or(&0)) * text.len() / 256;
    let (a, b) = (floor_boundary(&text, place(0)), floor_boundary(&text, place(1)));
    let edited = format!("{}{}", &text[..a.min(b)], &text[a.max(b)..]);
    assert!(document.reparse(&edited, &LEXICON).0 == Document::parse(&edited, &LEXICON), "an edit of {a}..{b}");
});
