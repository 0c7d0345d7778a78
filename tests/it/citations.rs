//! What is read of citations and symbols, figure by figure, and what instruments know of themselves.

use expect_test::{Expect, expect};
use rapporteur::document::Document;
use rapporteur::lexicon::citations::{Citation, Of, Provision};
use rapporteur::lexicon::instruments::{Lack, Place};
use rapporteur::lexicon::names::Which;
use rapporteur::lexicon::{Lexicon, MentionKind, mentions};
use rapporteur::workbench::Workbench;

/// One line a mention: what it covers, what it cites, of what.
fn check(text: &str, expected: Expect) {
    let workbench = Workbench::embedded();
    let mut lines = String::new();
    for mention in mentions::find(text, &workbench.lexicon) {
        let covered = mention.span.of(text);
        let line = match &mention.kind {
            MentionKind::Citation(citation) => cited(text, citation, &workbench.lexicon),
            MentionKind::Symbol(symbol) => match &symbol.malformed {
                Some(right) => format!("malformed, {}", right.as_deref().unwrap_or("no sure form")),
                None if symbol.ours => {
                    let parts = symbol.parts.iter().map(|part| format!("{:?} {:?}", part.group, part.year));
                    parts.collect::<Vec<_>>().join(", ")
                }
                None => "of another body".to_owned(),
            },
            MentionKind::Place(_) => "a place of the draft".to_owned(),
        };
        lines.push_str(&format!("{covered} => {line}\n"));
    }
    expected.assert_eq(&lines);
}

fn cited(text: &str, citation: &Citation, lexicon: &Lexicon) -> String {
    let provisions: Vec<String> = citation.provisions.iter().map(|provision| figures(text, provision)).collect();
    let of = match &citation.of {
        None => "nothing named".to_owned(),
        Some(Of::Other) => "something else".to_owned(),
        Some(Of::Resolution(resolution)) => {
            assert!(resolution.number_span.of(text).contains(|c: char| c.is_ascii_digit()), "{text}");
            format!("{} {}", resolution.act.name(), resolution.number)
        }
        Some(Of::Instrument(name)) => match &name.which {
            Which::Known(index, _) => lexicon.instruments.get(*index).id.clone(),
            Which::Context(kind) => format!("the {kind:?}"),
            Which::Other(kind) => format!("another {kind:?}"),
        },
    };
    let slips: Vec<String> = citation.slips.iter().map(|slip| format!("{:?}", slip.kind)).collect();
    [provisions.join(" "), of, slips.join(" ")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
}

/// The figures of a provision, each checked against its span.
fn figures(text: &str, provision: &Provision) -> String {
    let mut figures = if provision.through { "to ".to_owned() } else { String::new() };
    for (sign, figure) in [("art. ", &provision.article), ("para. ", &provision.paragraph)] {
        if let Some(figure) = figure {
            assert_eq!(figure.span.of(text), figure.value.to_string(), "{text}");
            figures.push_str(&format!("{sign}{} ", figure.value));
        }
    }
    for figure in [&provision.letter, &provision.roman].into_iter().flatten() {
        assert_eq!(figure.span.of(text), figure.value, "{text}");
        figures.push_str(&format!("({})", figure.value));
    }
    figures.trim_end().to_owned()
}

#[test]
fn articles_paragraphs_and_their_lists() {
    check(
        "articles 6, 7 and 21 of the Trafficking in Persons Protocol; articles 6 to 9 of the Organized Crime Convention; \
         article 32, paragraph 3 (c), of the Convention; article 2, subparagraph (b), of the Organized Crime Convention; \
         article 5, paragraphs 1 and 2 (a), of the Protocol; article 5, paragraph 1 (a) (i) or (ii) or (b), of that \
         Convention; articles 15, 16 (paragraph 1) and 27 of the Convention; article 5, paragraph 1, and article 6 of \
         the Trafficking in Persons Protocol",
        expect![[r#"
            articles 6, 7 and 21 of the Trafficking in Persons Protocol => art. 6 art. 7 art. 21; tip-protocol
            articles 6 to 9 of the Organized Crime Convention => art. 6 to art. 9; untoc
            article 32, paragraph 3 (c), of the Convention => art. 32 para. 3 (c); the Convention
            article 2, subparagraph (b), of the Organized Crime Convention => art. 2 (b); untoc
            article 5, paragraphs 1 and 2 (a), of the Protocol => art. 5 para. 1 art. 5 para. 2 (a); the Protocol
            article 5, paragraph 1 (a) (i) or (ii) or (b), of that Convention => art. 5 para. 1 (a)(i) art. 5 para. 1 (a)(ii) art. 5 para. 1 (b); the Convention
            articles 15, 16 (paragraph 1) and 27 of the Convention => art. 15 art. 16 para. 1 art. 27; the Convention
            article 5, paragraph 1, and article 6 of the Trafficking in Persons Protocol => art. 5 para. 1 art. 6; tip-protocol
        "#]],
    );
}

#[test]
fn odd_forms_are_read_all_the_same() {
    check(
        "Under Art. 6(3) of the TIP Protocol, under Article 6 (3)(b) of UNTOC, para. 3 of article 6 of the Protocol, \
         article 10 paragraph 1 of the Protocol, article 6.3 of the Protocol, articles 16 & 18 UNTOC, \
         paragraph 3(c) of article 32 of the Convention",
        expect![[r#"
            Art. 6(3) of the TIP Protocol => art. 6 para. 3; tip-protocol; Abbreviated Glued Glued
            Article 6 (3)(b) of UNTOC => art. 6 para. 3 (b); untoc; Glued Parenthesis Parenthesis Capital
            para. 3 of article 6 of the Protocol => art. 6 para. 3; the Protocol; Abbreviated
            article 10 paragraph 1 of the Protocol => art. 10 para. 1; the Protocol; Comma Comma
            article 6.3 of the Protocol => art. 6 para. 3; the Protocol; Glued Glued
            articles 16 & 18 UNTOC => art. 16 art. 18; untoc
            paragraph 3(c) of article 32 of the Convention => art. 32 para. 3 (c); the Convention; Inverted
        "#]],
    );
}

#[test]
fn resolutions_and_rules() {
    check(
        "General Assembly resolutions 55/25, 58/4 and 64/293, paragraph 10 of the procedures and rules, paragraphs 3 to \
         5 of decision 4/4, Resolution 9/1, in Resolution 9/1, resolution 9.1, resolution A/RES/55/25, the 9/1 \
         resolution, Security Council resolution 2388 (2017), paragraph 12 above",
        expect![[r#"
            resolutions 55/25 => resolution 55/25
            58/4 => resolution 58/4
            64/293 => resolution 64/293
            paragraph 10 of the procedures and rules => para. 10; the Rules
            paragraphs 3 to 5 of decision 4/4 => para. 3 to para. 5; decision 4/4
            Resolution 9/1 => resolution 9/1; Capital
            Resolution 9/1 => resolution 9/1; Capital
            resolution 9.1 => resolution 9/1; Number
            resolution A/RES/55/25 => resolution 55/25; Number
            9/1 resolution => resolution 9/1; Number
        "#]],
    );
}

#[test]
fn names_of_other_treaties_are_not_ours() {
    check(
        "the Inter-American Convention against Corruption, the Protocol, article 4 of the London Convention, the \
         Convention on the Rights of Persons with Disabilities, article 6 of this Convention, Article 51 of the Charter, \
         the state of the art 6 years later, a convention against transnational organized crime, Protocol II, the United \
         Nations Convention Against Transnational Organised Crime",
        expect![[r#"
            Convention => another Convention
            Protocol => the Protocol
            article 4 of the London Convention => art. 4; another Convention
            Convention => another Convention
            article 6 of this Convention => art. 6; another Convention
            Article 51 => art. 51; something else
            Protocol => another Protocol
            United Nations Convention Against Transnational Organised Crime => untoc
        "#]],
    );
}

#[test]
fn symbols() {
    check(
        "CTOC/COP/WG.3/2023/3-CTOC/COP/WG.4/2023/3, CTOC/COP/2020/CRP.2, CTOC/COP/WG.4/2019/L.1/Add.3. \
         CTOC/COP/WG.4/2023/INF/1/Rev.1 (CTOC/COP/WG4/2019/4), ctoc/cop/wg.4/2019-4, CTOC/COP/WG.4/19/4, \
         CTOC / COP / WG.4 / 2019 / 4 and A/RES/55/25, S/PRST/2021/15, and/or, HIV/AIDS, km/h",
        expect![[r#"
            CTOC/COP/WG.3/2023/3-CTOC/COP/WG.4/2023/3 => Some(3) Some(2023), Some(4) Some(2023)
            CTOC/COP/2020/CRP.2 => None Some(2020)
            CTOC/COP/WG.4/2019/L.1/Add.3 => Some(4) Some(2019)
            CTOC/COP/WG.4/2023/INF/1/Rev.1 => Some(4) Some(2023)
            CTOC/COP/WG4/2019/4 => malformed, CTOC/COP/WG.4/2019/4
            ctoc/cop/wg.4/2019-4 => malformed, CTOC/COP/WG.4/2019/4
            CTOC/COP/WG.4/19/4 => malformed, no sure form
            CTOC / COP / WG.4 / 2019 / 4 => malformed, CTOC/COP/WG.4/2019/4
            A/RES/55/25 => of another body
            S/PRST/2021/15 => of another body
        "#]],
    );
}

#[test]
fn an_instrument_knows_its_articles_and_their_neighbors() {
    let workbench = Workbench::embedded();
    let convention = workbench.lexicon.instruments.named("untoc").expect("the Convention is known");
    let title = |number: u32| convention.article(number).map(|article| article.title.as_str());
    assert_eq!(title(19), Some("Joint investigations"));
    let (before, after) = convention.neighbors(19);
    assert_eq!(before.map(|article| article.number), Some(18));
    assert_eq!(after.map(|article| article.title.as_str()), Some("Special investigative techniques"));
    assert_eq!(convention.neighbors(1).0.map(|article| article.number), None);
    assert_eq!(convention.neighbors(41).1.map(|article| article.number), None);

    let protocol = workbench.lexicon.instruments.named("tip-protocol").expect("the Protocol is known");
    let article = |number: u32| Place { article: Some(number), ..Place::default() };
    assert_eq!(protocol.lack(&article(20)), None);
    assert_eq!(protocol.lack(&article(25)), Some(Lack::Article(20)));
    let rules = workbench.lexicon.instruments.named("review-mechanism-rules").expect("the rules are known");
    let paragraph = |number: u32| Place { paragraph: Some(number), ..Place::default() };
    assert!((1..=60).all(|number| rules.lack(&paragraph(number)).is_none()), "the whole text is not known");
    assert!(rules.lack(&paragraph(61)).is_some());
}

#[test]
fn every_article_in_the_data_exists_for_itself() {
    let workbench = Workbench::embedded();
    let mut count = 0;
    for instrument in workbench.lexicon.instruments.all() {
        for (i, article) in instrument.articles().iter().enumerate() {
            assert_eq!(article.number as usize, i + 1, "{}: articles are in order", instrument.id);
            for paragraph in 0..=article.paragraphs {
                let place = Place { article: Some(article.number), ..Place::default() };
                let place = Place { paragraph: (paragraph > 0).then_some(paragraph), ..place };
                assert_eq!(instrument.lack(&place), None, "{} {place:?}", instrument.id);
                for letter in article.letters(paragraph) {
                    let place = Place { letter: Some(letter.to_owned()), ..place.clone() };
                    assert_eq!(instrument.lack(&place), None, "{} {place:?}", instrument.id);
                    count += 1;
                }
            }
        }
    }
    assert!(count > 100, "the instruments have lettered subparagraphs");
}

#[test]
fn reading_text_of_any_kind_never_fails() {
    let workbench = Workbench::embedded();
    let pieces = [
        "article 6",
        "’",
        " of ",
        "é",
        "UNTOC",
        "(a)",
        ".",
        " ",
        "Protocol",
        "CTOC/",
        "9/1",
        "–",
        "\n",
        "“",
        "paras. 3",
    ];
    let mut seed = 1u64;
    for _ in 0..2000 {
        let mut text = String::new();
        for _ in 0..12 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
        }
        for mention in mentions::find(&text, &workbench.lexicon) {
            assert!(!mention.span.of(&text).is_empty(), "{text}");
        }
        let _ = Document::parse(&text, &workbench.lexicon);
    }
}
