#!/usr/bin/env python3
"""Makes Word, web and PDF copies of a report of the tests: python3 tests/documents/reports.py REPORT.txt FOLDER

The Word copy is written part by part: headings by style, numbered paragraphs and items by automatic numbers, which is
how the Secretariat's own files have them. LibreOffice (soffice) makes the other two from it. What the text has of a
printed page, blank lines inside a paragraph, is healed first.
"""

import html
import pathlib
import re
import subprocess
import sys
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def paragraphs(text):
    """The paragraphs of the report; a blank line in the middle of a sentence is the break of a page."""
    healed = []
    # numbered paragraphs, items and the second line of a title may follow without a blank line
    for part in re.split(r"\n\s*\n|\n(?=\d+\. |- \(|Summary by )", text.replace("\r", "")):
        part = " ".join(part.split()).removeprefix("- ")
        if not part:
            continue
        # a heading is short and has no full stop; a page break leaves a long line open
        open_ = healed and len(healed[-1]) > 200 and healed[-1][-1] not in ".:;”*"
        begins = re.match(r"(\d+|[A-Z]+)\. |Recommendation |Summary by |\(", part)
        if open_ and not begins:
            healed[-1] += " " + part
        else:
            healed.append(part)
    return healed


def paragraph(text, style=None, number=None):
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    run = f'<w:r><w:t xml:space="preserve">{html.escape(text, quote=False)}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def body(text):
    """Paragraphs with automatic numbers wherever the number of the text is the one that Word would show."""
    out, due = [], 1
    for part in paragraphs(text):
        numbered = re.match(r"(\d+)\. (.*)", part)
        if numbered and int(numbered[1]) == due:
            out.append(paragraph(numbered[2], number=(1, 0)))
            due += 1
        elif re.match(r"[IVX]+\. ", part):
            out.append(paragraph(part, style="Heading1"))
        elif re.match(r"[A-Z]\. ", part):
            out.append(paragraph(part, style="Heading2"))
        elif re.match(r"\W*Recommendation \d+\W*$", part):
            out.append(paragraph(part.strip("*# "), style="Heading3"))
        else:
            out.append(paragraph(part))
    return "".join(out)


def relations(pairs):
    each = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(pairs)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def styles():
    names = [(f"Heading{i}", f"heading {i}") for i in (1, 2, 3)]
    each = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>' for key, name in names
    )
    return f"<w:styles {W}>{each}</w:styles>"


def word(text, path):
    names = ["document", "styles", "numbering"]
    main = {"document": "document.main"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{KIND}.{main.get(name, name)}+xml"/>' for name in names
    )
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": relations([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": relations([(name, f"{name}.xml") for name in names[1:]]),
        "word/document.xml": f"<w:document {W}><w:body>{body(text)}</w:body></w:document>",
        "word/styles.xml": styles(),
        "word/numbering.xml": f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def main(report, folder):
    source, folder = pathlib.Path(report), pathlib.Path(folder)
    made = folder / (source.stem + ".docx")
    word(source.read_text(encoding="utf-8"), made)
    for kind in ("html", "pdf"):
        subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", folder, made], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
