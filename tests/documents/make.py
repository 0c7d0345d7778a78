#!/usr/bin/env python3
"""Makes the Word draft of the tests: python3 tests/documents/make.py FILE

Written part by part, so that it shows what Word itself writes: automatic numbers by paragraph and by style, tracked
changes, a comment, a footnote, a table. The same bytes every time. It draws on nothing but this file.
"""

import sys
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WHO = 'w:author="Reviewer" w:date="2026-01-02T03:04:05Z"'


def p(*runs, style=None, level=None):
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if level is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def ins(text):
    return f'<w:ins w:id="1" {WHO}>{r(text)}</w:ins>'


def gone(text):
    return f'<w:del w:id="2" {WHO}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


START, END = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
BODY = "".join([
    p(r("Draft recommendations"), style="Heading1"),
    p(style="Recommendation"),
    p(r("States parties should "), gone("swiftly "), ins("promptly "), START, r("ratify"), END,
      r(" the Trafficking in Persons Protocol."), NOTE),
    p(style="Recommendation"),
    p(r("State parties should:")),
    p(r("Train judges;"), level=0),
    p(r("Share good practices."), level=0),
    "<w:tbl><w:tr>" + "".join(f"<w:tc>{p(r(text))}</w:tc>" for text in ("Proposed by", "Colombia")) + "</w:tr></w:tbl>",
])


def relations(pairs):
    each = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(pairs)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'


NAMES = ["document", "styles", "numbering", "footnotes", "comments"]
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{n}.xml" ContentType="{KIND}.{n.replace("document", "document.main")}+xml"/>'
        for n in NAMES
    )
    + "</Types>",
    "_rels/.rels": relations([("officeDocument", "word/document.xml")]),
    "word/_rels/document.xml.rels": relations([(n, f"{n}.xml") for n in NAMES[1:]]),
    "word/document.xml": f"<w:document {W}><w:body>{BODY}</w:body></w:document>",
    "word/styles.xml": f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '</w:style><w:style w:type="paragraph" w:styleId="Recommendation"><w:name w:val="Recommendation"/><w:pPr><w:numPr>'
    '<w:numId w:val="2"/></w:numPr></w:pPr></w:style></w:styles>',
    "word/numbering.xml": f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum><w:abstractNum '
    'w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle '
    'w:val="Recommendation"/><w:lvlText w:val="Recommendation %1"/></w:lvl></w:abstractNum><w:num w:numId="1">'
    '<w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
    "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="2">'
    f'{p("<w:r><w:footnoteRef/></w:r>", r(" General Assembly resolution 55/25, annex II."))}</w:footnote></w:footnotes>',
    "word/comments.xml": f'<w:comments {W}><w:comment w:id="0" {WHO}>{p(r("Or accede?"))}</w:comment></w:comments>',
}

with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
    for name, text in PARTS.items():
        archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
