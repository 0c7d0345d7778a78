//! Any bytes as the report of a meeting or as the file of one: what is read can be held, searched and cited.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rapporteur::corpus::import::{Said, import};
use rapporteur::corpus::{Corpus, Meeting};
use rapporteur::document::{decode, html};
use rapporteur::lexicon::Lexicon;
use rapporteur::workbench::Workbench;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Workbench::embedded().lexicon);

fn hold(meeting: Meeting) {
    let corpus = Corpus::new(vec![meeting]);
    for earlier in corpus.earlier() {
        assert!(corpus.named(&earlier.name).is_some(), "{}", earlier.name);
        let _ = corpus.cite(earlier);
    }
    let _ = corpus.similarity().nearest("States parties should act.", 3);
}

fuzz_target!(|bytes: &[u8]| {
    if let Ok(mut meeting) = toml::from_slice::<Meeting>(bytes) {
        "2030-WG.4".clone_into(&mut meeting.id);
        return hold(meeting);
    }
    let Ok(decoded) = decode::read(bytes) else { return };
    let text = if html::is_html(&decoded.text) { html::read(&decoded.text) } else { decoded.text };
    let said = Said { id: Some("2030-WG.4".to_owned()), body: Some("WG.4".to_owned()), year: Some(2030), ..Said::default() };
    if let Ok(read) = import(&text, "CTOC/COP/WG.4/2030/5", &said, &LEXICON) {
        hold(read.meeting);
    }
});
