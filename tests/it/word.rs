//! Word documents: what people read in them is what is linted, and every place leads back.
//!
//! The documents are made here, part by part, so that each case shows what Word writes.

use std::io::{Cursor, Write};

use rapporteur::document::word::{Word, read};
use rapporteur::document::{Mark, decode};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="w" xmlns:v="v" xmlns:m="m""#;

/// The parts of a document that differ from case to case.
#[derive(Default, Clone)]
pub(crate) struct Docx {
    pub(crate) body: String,
    pub(crate) styles: String,
    pub(crate) numbering: String,
    pub(crate) notes: String,
    pub(crate) comments: String,
    pub(crate) header: String,
}

impl Docx {
    pub(crate) fn new(body: impl Into<String>) -> Docx {
        Docx { body: body.into(), ..Docx::default() }
    }

    /// The document as a file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relations = |all: &[(&str, &str)]| {
            let each = all.iter().enumerate().map(|(i, (kind, target))| {
                format!(r#"<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
            });
            let each: String = each.collect();
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>"#
            )
        };
        let kinds = ["styles", "numbering", "footnotes", "comments", "header"];
        let content = [&self.styles, &self.numbering, &self.notes, &self.comments, &self.header];
        let roots = ["styles", "numbering", "footnotes", "comments", "hdr"];
        let used: Vec<usize> = (0..kinds.len()).filter(|&i| !content[i].is_empty()).collect();
        let names: Vec<String> = kinds.iter().map(|kind| format!("{kind}.xml")).collect();
        let listed: Vec<(&str, &str)> = used.iter().map(|&i| (kinds[i], names[i].as_str())).collect();
        let overrides: String = used
            .iter()
            .map(|&i| (names[i].as_str(), kinds[i]))
            .chain([("document.xml", "document.main")])
            .map(|(name, kind)| {
                format!(r#"<Override PartName="/word/{name}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>"#)
            })
            .collect();
        let types = format!(
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>"#
        );
        let mut parts = vec![
            ("[Content_Types].xml".to_owned(), types),
            ("_rels/.rels".to_owned(), relations(&[("officeDocument", "word/document.xml")])),
            ("word/_rels/document.xml.rels".to_owned(), relations(&listed)),
            (
                "word/document.xml".to_owned(),
                format!("<w:document {SPACES}><w:body>{}</w:body></w:document>", self.body),
            ),
        ];
        for i in used {
            let root = roots[i];
            parts.push((format!("word/{}", names[i]), format!("<w:{root} {SPACES}>{}</w:{root}>", content[i])));
        }
        archive(parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())))
    }

    fn read(&self) -> Word {
        read(&self.bytes()).expect("a Word document")
    }

    fn text(&self) -> String {
        self.read().text
    }
}

pub(crate) fn archive<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("a part");
    }
    zip.finish().expect("an archive").into_inner()
}

/// A run.
pub(crate) fn r(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// A paragraph with properties.
pub(crate) fn p(properties: &str, content: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>")
}

/// A paragraph of a list.
fn li(list: u32, level: u32, text: &str) -> String {
    p(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), &r(text))
}

fn level(level: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
    )
}

fn definition(id: u32, levels: &str) -> String {
    format!(r#"<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum>"#)
}

fn list(id: u32, definition: u32, more: &str) -> String {
    format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{definition}"/>{more}</w:num>"#)
}

/// `1.`, `(a)`, `(i)`
fn levels() -> String {
    level(0, "decimal", "%1.", "") + &level(1, "lowerLetter", "(%2)", "") + &level(2, "lowerRoman", "(%3)", "")
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.is_empty()).collect()
}

#[test]
fn levels_count_and_begin_anew() {
    let body = li(1, 0, "a") + &li(1, 1, "b") + &li(1, 1, "c") + &li(1, 2, "d") + &li(1, 0, "e") + &li(1, 1, "f");
    let docx = Docx { numbering: definition(0, &levels()) + &list(1, 0, ""), ..Docx::new(body) };
    assert_eq!(lines(&docx.text()), ["1. a", "(a) b", "(b) c", "(i) d", "2. e", "(a) f"]);
}

#[test]
fn lists_of_one_definition_share_their_count_unless_one_begins_anew() {
    let restart = r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>"#;
    let other = format!(r#"<w:lvlOverride w:ilvl="0">{}</w:lvlOverride>"#, level(0, "upperRoman", "%1)", ""));
    let numbering =
        definition(0, &levels()) + &list(1, 0, "") + &list(2, 0, "") + &list(3, 0, restart) + &list(4, 0, &other);
    let body = li(1, 0, "a") + &li(2, 0, "b") + &li(3, 0, "c") + &li(3, 0, "d") + &li(1, 0, "e") + &li(4, 0, "f");
    let docx = Docx { numbering, ..Docx::new(body) };
    assert_eq!(lines(&docx.text()), ["1. a", "2. b", "7. c", "8. d", "9. e", "X) f"]);
}

#[test]
fn numbers_in_every_format() {
    let each = ["decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "decimalZero", "ordinal"];
    let mut numbering = String::new();
    let mut body = String::new();
    for (i, format) in (0..).zip(each) {
        let one = format!(
            r#"<w:lvl w:ilvl="0"><w:start w:val="28"/><w:numFmt w:val="{format}"/><w:lvlText w:val="%1."/></w:lvl>"#
        );
        numbering += &definition(i, &one);
        body += &li(i + 1, 0, "x");
    }
    numbering += &(0..).zip(each).map(|(i, _)| list(i + 1, i, "")).collect::<String>();
    let docx = Docx { numbering, ..Docx::new(body) };
    assert_eq!(lines(&docx.text()), ["28. x", "bb. x", "BB. x", "xxviii. x", "XXVIII. x", "28. x", "28th. x"]);
}

#[test]
fn whole_labels_legal_numbers_and_levels_that_never_begin_anew() {
    let numbering = definition(
        0,
        &(level(0, "upperRoman", "Recommendation %1", r#"<w:suff w:val="nothing"/>"#)
            + &level(1, "decimal", "%1.%2", r#"<w:isLgl/><w:lvlRestart w:val="0"/>"#)
            + &level(2, "bullet", "\u{f0b7}", "")),
    ) + &list(1, 0, "");
    let body = li(1, 0, "") + &li(1, 1, "a") + &li(1, 2, "b") + &li(1, 0, " c") + &li(1, 1, "d") + &li(1, 2, "");
    let docx = Docx { numbering, ..Docx::new(body) };
    assert_eq!(lines(&docx.text()), ["Recommendation I", "1.1 a", "• b", "Recommendation IIc", "2.2 d"]);
}

#[test]
fn styles_bring_numbers_and_take_them_away() {
    let styles = r#"
        <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Para"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Child"><w:name w:val="Child"/><w:basedOn w:val="Para"/></w:style>
        <w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="Plain"/><w:basedOn w:val="Para"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>"#;
    let numbering = definition(
        0,
        &(level(0, "decimal", "%1.", r#"<w:pStyle w:val="Para"/>"#)
            + &level(1, "lowerLetter", "(%2)", r#"<w:pStyle w:val="Sub"/>"#)),
    ) + &list(1, 0, "");
    let style = |name: &str, text: &str| p(&format!(r#"<w:pStyle w:val="{name}"/>"#), &r(text));
    let none = p(r#"<w:pStyle w:val="Para"/><w:numPr><w:numId w:val="0"/></w:numPr>"#, &r("d"));
    let body = style("Para", "a")
        + &style("Child", "b")
        + &style("Plain", "c")
        + &none
        + &style("Sub", "e")
        + &style("Loop", "f")
        + &style("Para", "g");
    let docx = Docx { styles: styles.to_owned(), numbering, ..Docx::new(body) };
    assert_eq!(lines(&docx.text()), ["1. a", "2. b", "c", "d", "(a) e", "f", "3. g"]);
}

#[test]
fn a_style_may_stand_for_a_list() {
    let styles = r#"<w:style w:type="numbering" w:styleId="Real"><w:name w:val="Real"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#;
    let numbering = definition(0, &(r#"<w:styleLink w:val="Real"/>"#.to_owned() + &levels()))
        + &definition(1, r#"<w:numStyleLink w:val="Real"/>"#)
        + &list(1, 0, "")
        + &list(2, 1, "");
    let docx = Docx { styles: styles.to_owned(), numbering, ..Docx::new(li(2, 0, "a") + &li(2, 0, "b")) };
    assert_eq!(lines(&docx.text()), ["1. a", "2. b"]);
}

#[test]
fn headings_bold_lines_and_running_text_in_the_style_of_a_heading() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style><w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="H2"/></w:style>
        <w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>"#;
    let body = p(r#"<w:pStyle w:val="Mine"/>"#, &r("A. General recommendations"))
        + &p(r#"<w:pStyle w:val="TOC1"/>"#, &r("Recommendation 1 ... 3"))
        + &p(r#"<w:outlineLvl w:val="0"/>"#, &r("Draft"))
        + &p(r#"<w:pStyle w:val="H2"/>"#, &r("States parties should act."))
        + r#"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Proposals</w:t></w:r></w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>States</w:t></w:r><w:r><w:t xml:space="preserve"> parties</w:t></w:r></w:p>"#;
    let docx = Docx { styles: styles.to_owned(), ..Docx::new(body) };
    let expected =
        ["## A. General recommendations", "# Draft", "States parties should act.", "**Proposals**", "States parties"];
    assert_eq!(lines(&docx.text()), expected);
}

#[test]
fn signs_that_are_elements() {
    let run = r#"<w:r><w:t>anti</w:t><w:noBreakHyphen/><w:t>trafficking</w:t><w:tab/><w:t xml:space="preserve"> a</w:t><w:br/><w:t>b &amp; c&#8217;s</w:t><w:sym w:font="Symbol" w:char="F0B7"/><w:softHyphen/><w:t> d </w:t></w:r>"#;
    let docx = Docx::new(p(r#"<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>"#, run));
    assert_eq!(docx.text(), "anti\u{2011}trafficking  a\nb & c’s•\u{ad}d\n");
}

#[test]
fn fields_show_their_results() {
    let char = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let instruction = r#"<w:r><w:instrText> REF _Ref1 \h </w:instrText></w:r>"#;
    let nested = char("begin")
        + instruction
        + &char("begin")
        + &r("hidden")
        + &char("separate")
        + &r("hidden")
        + &char("end")
        + &char("separate")
        + &r("7")
        + &char("end");
    let simple = r#"<w:fldSimple w:instr=" SEQ x "><w:r><w:t>8</w:t></w:r></w:fldSimple>"#;
    let link = r#"<w:hyperlink w:anchor="x"><w:r><w:t>A/RES/55/25</w:t></w:r></w:hyperlink>"#;
    let docx = Docx::new(
        p("", &(r("See recommendation ") + &nested + &r(", ") + simple + &r(" and ") + link))
            + &p("", &(char("begin") + &r("lost?")))
            + &p("", &r("kept")),
    );
    assert_eq!(lines(&docx.text()), ["See recommendation 7, 8 and A/RES/55/25", "kept"]);
}

#[test]
fn content_controls_text_boxes_and_alternatives() {
    let control = format!(
        "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        p("", &(r("in ") + "<w:sdt><w:sdtContent>" + &r("control") + "</w:sdtContent></w:sdt>"))
    );
    let shape = |text: &str| format!("<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>", p("", &r(text)));
    let boxed = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{}</mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        shape("in the box"),
        shape("in the box")
    );
    let docx = Docx::new(control + &p("", &(r("before") + &boxed + &r(", after"))) + &p("", &r("next")));
    assert_eq!(lines(&docx.text()), ["in control", "before, after", "in the box", "next"]);
}

#[test]
fn tables_keep_rows_of_short_cells_and_set_running_text_free() {
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", p("", &r(text)));
    let row = |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>());
    let long = "States parties should consider ratifying the Trafficking in Persons Protocol without delay.";
    let table = format!(
        "<w:tbl><w:tblPr/>{}{}{}</w:tbl>",
        row(&["Number", "Text", "Proposed by"]),
        row(&["1.", long, "Colombia"]),
        row(&[long])
    );
    let expected =
        ["| Number | Text | Proposed by |".to_owned(), format!("1. {long}"), "Colombia".to_owned(), long.to_owned()];
    assert_eq!(lines(&Docx::new(table).text()), expected);
}

#[test]
fn what_goes_on_below_an_item_belongs_to_it() {
    let levels = level(0, "decimal", "%1.", "") + &level(1, "none", "", "");
    let body = li(1, 0, "States parties should act.") + &li(1, 1, "They should do so soon.") + &li(1, 0, "Next.");
    let docx = Docx { numbering: definition(0, &levels) + &list(1, 0, ""), ..Docx::new(body) };
    assert_eq!(docx.text(), "1. States parties should act.\nThey should do so soon.\n\n2. Next.\n");
}

#[test]
fn recommendations_in_the_cells_of_a_table_are_numbered() {
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", p("", &r(text)));
    let row = |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>());
    let table =
        |rows: &[&[&str]]| format!("<w:tbl>{}</w:tbl>", rows.iter().map(|cells| row(cells)).collect::<String>());
    let numbered =
        table(&[&["1", "States parties should act."], &["2", "UNODC should report on it."], &["3", "5 000"]]);
    let expected = ["1. States parties should act.", "2. UNODC should report on it.", "| 3 | 5 000 |"];
    assert_eq!(lines(&Docx::new(numbered).text()), expected);
    let headed = table(&[&["Recommendation 2", "Comment"], &["States parties should train police.", "Agreed"]]);
    let expected = ["| Comment |", "Recommendation 2", "States parties should train police.", "Agreed"];
    assert_eq!(lines(&Docx::new(headed).text()), expected);
    // a text that lacks its full stop is a text all the same
    let open = table(&[&["1", "States parties should train judges"], &["2", "UNODC should report on it."]]);
    let expected = ["1. States parties should train judges", "2. UNODC should report on it."];
    assert_eq!(lines(&Docx::new(open).text()), expected);
    let beside = table(&[
        &["Recommendation 1", "States parties should train judges"],
        &["Recommendation 2", "Encourage judges to be trained"],
    ]);
    let expected = [
        "Recommendation 1",
        "States parties should train judges",
        "Recommendation 2",
        "Encourage judges to be trained",
    ];
    assert_eq!(lines(&Docx::new(beside).text()), expected);
    let below = p("", &r("Recommendation 1"))
        + &table(&[&["Proposal", "Comments"], &["States parties should train police.", "Supported by Egypt"]]);
    let expected =
        ["| Proposal | Comments |", "Recommendation 1", "States parties should train police.", "Supported by Egypt"];
    assert_eq!(lines(&Docx::new(below).text()), expected);
}

#[test]
fn paragraphs_that_are_deleted_as_a_whole_are_deletions_of_their_own() {
    let gone = format!("<w:rPr><w:del {WHO}/></w:rPr>");
    let body = p("", &r("First."))
        + &p(&gone, &del("Recommendation 3"))
        + &p(&gone, &del("States parties shall act."))
        + &p("", &r("Last."));
    let word = Docx::new(body).read();
    assert_eq!(word.text, "First.\n\nLast.\n");
    let deleted: Vec<&str> = marks(&word).into_iter().map(|(_, _, words)| words).collect();
    assert_eq!(deleted, ["Recommendation 3", "States parties shall act."]);
}

#[test]
fn footnotes_stand_at_the_end_with_their_numbers() {
    let note = |id: u32, text: &str| {
        format!(
            r#"<w:footnote w:id="{id}">{}</w:footnote>"#,
            p("", &(r#"<w:r><w:footnoteRef/></w:r>"#.to_owned() + &r(text)))
        )
    };
    let reference = |id: u32| format!(r#"<w:r><w:footnoteReference w:id="{id}"/></w:r>"#);
    let notes = r#"<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>"#.to_owned()
        + &note(3, " Second.")
        + &note(2, " See A/HRC/31/12.");
    let docx = Docx { notes, ..Docx::new(p("", &(r("First") + &reference(2) + &r("; then") + &reference(3)))) };
    let word = docx.read();
    assert_eq!(word.text, "First¹; then²\n\n¹ See A/HRC/31/12.\n\n² Second.\n");
    let origin = word.origin(word.text.find("Second").expect("a note")).expect("a place");
    assert_eq!(
        (origin.part, origin.paragraph, origin.spoken().as_str()),
        ("word/footnotes.xml", 1, "1st paragraph of the footnotes"),
        "nobody counts the line above the footnotes"
    );
}

const WHO: &str = r#"w:id="1" w:author="Reviewer" w:date="2026-01-02T03:04:05Z""#;

fn ins(text: &str) -> String {
    format!("<w:ins {WHO}>{}</w:ins>", r(text))
}

fn del(text: &str) -> String {
    format!(r#"<w:del {WHO}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>"#)
}

/// Each mark with what it is about and what it says.
fn marks(word: &Word) -> Vec<(Mark, &str, &str)> {
    word.marks.iter().map(|mark| (mark.mark, mark.span.of(&word.text), mark.words.as_str())).collect()
}

#[test]
fn changes_are_accepted_and_kept_beside_the_text() {
    let moved = |kind: &str, text: &str| {
        format!(
            r#"<w:move{kind}RangeStart {WHO} w:name="m"/><w:move{kind} {WHO}>{}</w:move{kind}><w:move{kind}RangeEnd w:id="1"/>"#,
            r(text)
        )
    };
    let struck = r#"<w:r><w:rPr><w:strike/></w:rPr><w:t xml:space="preserve">must </w:t></w:r><w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>act</w:t></w:r>"#;
    let old = r#"<w:pPrChange w:id="9" w:author="R"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>"#;
    let body = p(
        old,
        &(r("States ")
            + &moved("From", "shall ")
            + &del("should ")
            + &ins("are encour")
            + &ins("aged to ")
            + struck
            + &moved("To", " soon")),
    );
    let docx = Docx { numbering: definition(0, &levels()) + &list(1, 0, ""), ..Docx::new(body) };
    let word = docx.read();
    assert_eq!(word.text, "States are encouraged to act soon\n");
    assert_eq!(
        marks(&word),
        [
            (Mark::Deletion, "", "shall should "),
            (Mark::Insertion, "are encouraged to ", ""),
            (Mark::Deletion, "", "must "),
            (Mark::Highlight, "act", ""),
            (Mark::Insertion, " soon", ""),
        ]
    );
}

#[test]
fn paragraphs_whose_end_is_deleted_run_into_the_next() {
    let gone = format!("<w:rPr><w:del {WHO}/></w:rPr>");
    let numbered = r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#;
    let body = li(1, 0, "a")
        + &p(&format!("{numbered}{gone}"), &r("b "))
        + &p(numbered, &r("c"))
        + &p(&format!("{numbered}{gone}"), &del("d"))
        + &li(1, 0, "e")
        + &p(&gone, &r("f"));
    let docx = Docx { numbering: definition(0, &levels()) + &list(1, 0, ""), ..Docx::new(body) };
    let word = docx.read();
    assert_eq!(lines(&word.text), ["1. a", "2. b c", "3. e", "f"]);
    let deleted: Vec<&str> = marks(&word).into_iter().map(|(_, _, words)| words).collect();
    assert_eq!(deleted, ["¶", "d", "¶"]);
    let origin = |text: &str| word.origin(word.text.find(text).expect(text)).map(|origin| origin.paragraph);
    assert_eq!((origin("b"), origin("c"), origin("e")), (Some(2), Some(3), Some(5)));
}

#[test]
fn deleted_rows_and_inserted_paragraphs() {
    let row =
        |change: &str, text: &str| format!("<w:tr><w:trPr>{change}</w:trPr><w:tc>{}</w:tc></w:tr>", p("", &r(text)));
    let table = format!("<w:tbl>{}{}</w:tbl>", row(&format!("<w:del {WHO}/>"), "gone"), row("", "stays"));
    let body = table + &p(&format!("<w:rPr><w:ins {WHO}/></w:rPr>"), &r("split"));
    let word = Docx::new(body).read();
    assert_eq!(lines(&word.text), ["stays", "split"]);
    assert_eq!(marks(&word), [(Mark::Deletion, "", "gone"), (Mark::Insertion, "", "¶")]);
}

#[test]
fn comments_are_kept_with_what_they_are_about() {
    let comments = format!(r#"<w:comment {WHO}>{}{}</w:comment>"#, p("", &r("Is a deadline")), p("", &r("needed?")));
    let body = p(
        "",
        &(r("States parties ")
            + r#"<w:commentRangeStart w:id="1"/>"#
            + &r("should act")
            + r#"<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>"#
            + &r(".")),
    );
    let word = Docx { comments, ..Docx::new(body) }.read();
    assert_eq!(word.text, "States parties should act.\n");
    assert_eq!(marks(&word), [(Mark::Remark, "should act", "Reviewer: Is a deadline needed?")]);
}

#[test]
fn every_place_leads_back_to_its_run() {
    let numbered = r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#;
    let body = p("", "") + &p(numbered, &(r("  States ") + &r("parties")));
    let docx = Docx { numbering: definition(0, &levels()) + &list(1, 0, ""), ..Docx::new(body) };
    let word = docx.read();
    assert_eq!(word.text, "1. States parties\n");
    let run = |at| word.origin(at).map(|origin| (origin.paragraph, origin.run));
    assert_eq!([run(0), run(3), run(10)], [Some((2, 0)), Some((2, 1)), Some((2, 2))]);
    assert_eq!(word.origin(10).map(|origin| origin.part), Some("word/document.xml"));
    assert_eq!(Word::default().origin(0), None);
}

#[test]
fn damaged_documents_say_what_is_damaged() {
    let whole = Docx { styles: "<w:style".to_owned(), ..Docx::new(p("", &r("a"))) };
    let fails =
        |bytes: &[u8]| decode::read(bytes).map(|decoded| decoded.text).expect_err("a failure").what.into_owned();
    let styles = "a Word document whose styles cannot be read: ";
    assert!(fails(&whole.bytes()).starts_with(styles), "{}", fails(&whole.bytes()));
    assert!(fails(&whole.bytes()).ends_with("(word/styles.xml)"), "{}", fails(&whole.bytes()));
    let cut = archive([("word/document.xml", &b"<w:document><w:body><w:p>"[..])]);
    let expected = "a Word document whose text cannot be read: it ends in the middle (word/document.xml)";
    assert_eq!(fails(&cut), expected);
    let good = Docx::new(p("", &r("a"))).bytes();
    assert!(fails(&good[..good.len() / 2]).contains("cut off"));
    let mut flipped = good.clone();
    let at = flipped.windows(4).position(|four| four == b"ocum").expect("a name") + 30;
    flipped[at..at + 20].fill(0xff);
    fails(&flipped);
    let deep = Docx::new("<w:sdt>".repeat(5000) + &"</w:sdt>".repeat(5000)).bytes();
    assert!(fails(&deep).contains("too deeply"));
    assert!(fails(&Docx::new("<w:p>&unknown;</w:p>").bytes()).contains("names a character"));
    let lost = "a Word document whose text cannot be read: it is missing (word/document.xml)";
    assert_eq!(fails(&archive([("word/other.xml", &b"<x/>"[..])])), lost);
}

#[test]
fn an_archive_that_swells_without_end_is_refused() {
    let bomb = vec![b' '; 65 << 20];
    let bytes = archive([("word/document.xml", bomb.as_slice())]);
    assert!(bytes.len() < 1 << 20);
    let failure = decode::read(&bytes).expect_err("a failure");
    assert!(failure.what.contains("unpacks to more than 64 megabytes"), "{}", failure.what);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn no_bytes_make_it_panic(at in 0usize..3000, bytes: Vec<u8>) {
        let mut document = Docx::new(p("", &(r("a") + &ins("b") + &del("c")))).bytes();
        let at = at.min(document.len());
        document.splice(at..(at + bytes.len()).min(document.len()), bytes);
        let _ = decode::read(&document);
    }
}
