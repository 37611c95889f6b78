"""Word reports as other programs write them, as bytes.

Each is built by hand after files that the program itself wrote; its docstring says what of them it reproduces.
"""

from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.attach.hosts import plain_word_report, word_report

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMES = nsdecls("w", "r")


def word_template_report() -> bytes:
    """Return a report as Word saves one made from an agency's template (Word 2016 and later).

    A contents control whose field has nested page fields and ends in a paragraph of its own; a heading 1 in a font
    of its own, numbered by a list of several levels that the style names; notes, comment, margins for the first
    page, a landscape section; drawn page breaks, and the number of pages in the properties.
    """
    file = docx.Document(io.BytesIO(word_report()))
    styles = file.styles.element
    for level in (1, 2):
        tabs = (
            f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9016"/></w:tabs>'
            f'<w:ind w:left="{220 * level - 220}"/>'
        )
        styles.append(
            parse_xml(
                f'<w:style {NAMES} w:type="paragraph" w:styleId="TOC{level}"><w:name w:val="toc {level}"/>'
                f'<w:basedOn w:val="Normal"/><w:uiPriority w:val="39"/><w:pPr>{tabs}</w:pPr></w:style>'
            )
        )
    _number_headings(file)
    body = file.element.body
    headings = [p for p in file.paragraphs if p.style.name.startswith("Heading")]
    for place, heading in enumerate(headings):
        heading._p.insert(
            1, parse_xml(f'<w:bookmarkStart {NAMES} w:id="{50 + place}" w:name="_Toc{9000 + place}"/>')
        )
        heading._p.append(parse_xml(f'<w:bookmarkEnd {NAMES} w:id="{50 + place}"/>'))
    entries = "".join(
        _word_entry(place, int(heading.style.name[-1]), heading.text, first=place == 0)
        for place, heading in enumerate(headings)
    )
    title = "<w:p><w:r><w:t>What is in it</w:t></w:r></w:p>"
    end = '<w:p><w:r><w:rPr><w:b/></w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    body.insert(
        0,
        parse_xml(
            f'<w:sdt {NAMES}><w:sdtPr><w:id w:val="-77"/><w:docPartObj>'
            f'<w:docPartGallery w:val="Table of Contents"/>'
            f"<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{title}{entries}{end}</w:sdtContent></w:sdt>"
        ),
    )
    headings[-1].runs[0]._r.insert(0, parse_xml(f"<w:lastRenderedPageBreak {NAMES}/>"))
    out = io.BytesIO()
    file.save(out)
    return _with_pages(out.getvalue(), 2)


def docxtpl_report() -> bytes:
    """Return a report as docxtpl renders it.

    The template's parts as they were, text in runs that keep their spaces, and a tag that was left for later alone
    in its paragraph.
    """
    file = docx.Document(io.BytesIO(plain_word_report()))
    file.paragraphs[1]._p.addnext(
        parse_xml(f'<w:p {NAMES}><w:r><w:t xml:space="preserve">{{{{p annex }}}}</w:t></w:r></w:p>')
    )
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def pandoc_report() -> bytes:
    """Return a report as pandoc 3 writes it.

    Bookmarks around whole chapters, beside their paragraphs; numbers of headings typed before a tab; a field for
    the contents that is empty, in one run and marked to be made anew; lists from number 1001; notes numbered by the
    document's other objects, and a section with nothing but how notes count.
    """
    styles = "".join(
        [
            _style("Normal", "Normal", default=True),
            _style("BodyText", "Body Text", "Normal"),
            _style("Compact", "Compact", "BodyText"),
            _style("FootnoteText", "Footnote Text", "Normal"),
            _style("Heading1", "Heading 1", "Normal", '<w:outlineLvl w:val="0"/>'),
            _style("Heading2", "Heading 2", "Normal", '<w:outlineLvl w:val="1"/>'),
            _style("TOCHeading", "TOC Heading", "Heading1", '<w:outlineLvl w:val="9"/>'),
            (
                '<w:style w:type="character" w:customStyle="1" w:styleId="SectionNumber">'
                '<w:name w:val="Section Number"/>'
                "</w:style>"
            ),
        ]
    )
    field = (
        '<w:fldChar w:fldCharType="begin" w:dirty="true"/>'
        '<w:instrText xml:space="preserve">TOC \\o "1-3" \\h \\z \\u'
        '</w:instrText><w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/>'
    )
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        "</w:docPartObj>"
        '</w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r>'
        "<w:t>Table of Contents</w:t>"
        f"</w:r></w:p><w:p><w:r>{field}</w:r></w:p></w:sdtContent></w:sdt>"
    )
    item = '<w:pPr><w:pStyle w:val="Compact"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1001"/></w:numPr></w:pPr>'
    text = (
        contents
        + '<w:bookmarkStart w:id="11" w:name="findings"/>'
        + _pandoc_heading(1, "1", "Findings")
        + '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r>'
        '<w:t xml:space="preserve">The harbour is full.</w:t></w:r>'
        '<w:r><w:footnoteReference w:id="9"/></w:r></w:p>'
        + f"<w:p>{item}<w:r><w:t>quays</w:t></w:r></w:p><w:p>{item}<w:r><w:t>cranes</w:t></w:r></w:p>"
        + '<w:bookmarkStart w:id="12" w:name="method"/>'
        + _pandoc_heading(2, "1.1", "Method")
        + '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t>Counting.</w:t></w:r></w:p>'
        + '<w:bookmarkEnd w:id="12"/><w:bookmarkEnd w:id="11"/><w:bookmarkStart w:id="15" w:name="outlook"/>'
        + _pandoc_heading(1, "2", "Outlook")
        + '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t>It will be fuller.</w:t></w:r></w:p>'
        + '<w:bookmarkEnd w:id="15"/><w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
        "</w:sectPr>"
    )
    note = _note(9, "Counted on Monday.", "FootnoteText")
    return _packed(text, styles, _numbering(991, 1001), f"{_separators(-1, 0)}{note}")


def libreoffice_report() -> bytes:
    """Return a report as LibreOffice 7 saves it.

    Styles with names in capitals and ids of its own; a contents control whose field ends in the last entry,
    the page a bare text behind a tab; notes whose separators are numbers 0 and 1; sections that say that pages
    count in decimal numbers.
    """
    tabs = '<w:tabs><w:tab w:val="right" w:pos="9360" w:leader="dot"/></w:tabs>'
    styles = "".join(
        [
            _style("Normal", "Normal", default=True),
            _style("TextBody", "Body Text", "Normal"),
            _style("Heading1", "Heading 1", "Normal", '<w:outlineLvl w:val="0"/>'),
            _style("Footnote", "Footnote Text", "Normal"),
            _style("IndexHeading", "Index Heading", "Normal"),
            _style("ContentsHeading", "TOC Heading", "IndexHeading"),
            _style("Contents1", "TOC 1", "Normal", tabs),
            _style("Contents2", "TOC 2", "Normal", tabs),
            '<w:style w:type="character" w:styleId="IndexLink"><w:name w:val="Index Link"/></w:style>',
        ]
    )
    link = '<w:rPr><w:rStyle w:val="IndexLink"/></w:rPr>'
    begin = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{link}<w:instrText xml:space="preserve"> TOC \\o "1-3" \\h'
        f'</w:instrText></w:r><w:r>{link}<w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = f'<w:r>{link}<w:fldChar w:fldCharType="end"/></w:r>'

    def entry(mark: str, text: str, before: str = "", after: str = "") -> str:
        return (
            f'<w:p><w:pPr><w:pStyle w:val="Contents1"/></w:pPr>{before}<w:hyperlink w:anchor="{mark}"><w:r>{link}'
            f"<w:t>{text}</w:t><w:tab/><w:t>1</w:t></w:r></w:hyperlink>{after}</w:p>"
        )

    def heading(number: int, text: str) -> str:
        mark = f'<w:bookmarkStart w:id="{number}" w:name="__RefHeading___Toc{number}"/>'
        return (
            f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{mark}<w:r><w:t>{text}</w:t></w:r>'
            f'<w:bookmarkEnd w:id="{number}"/></w:p>'
        )

    text = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique w:val="true"/>'
        '</w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val="ContentsHeading"/></w:pPr><w:r>'
        "<w:t>Contents</w:t></w:r></w:p>"
        + entry("__RefHeading___Toc1", "1 Findings", before=begin)
        + entry("__RefHeading___Toc2", "2 Outlook", after=end)
        + "</w:sdtContent></w:sdt>"
        + heading(1, "1 Findings")
        + '<w:p><w:pPr><w:pStyle w:val="TextBody"/></w:pPr><w:r><w:t>The harbour is full.</w:t></w:r><w:r>'
        '<w:footnoteReference w:id="2"/></w:r></w:p>'
        + heading(2, "2 Outlook")
        + '<w:p><w:pPr><w:pStyle w:val="TextBody"/></w:pPr><w:r><w:t>It will be fuller.</w:t></w:r></w:p>'
        + '<w:sectPr><w:type w:val="nextPage"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" '
        'w:bottom="1134" w:left="1134" w:header="0" w:footer="0" w:gutter="0"/><w:pgNumType w:fmt="decimal"/>'
        '<w:formProt w:val="false"/></w:sectPr>'
    )
    note = _note(2, "Counted on Monday.", "Footnote")
    return _with_pages(_packed(text, styles, "", f"{_separators(0, 1)}{note}"), 1)


def typed_contents_report() -> bytes:
    """Return a report whose contents a person typed: a line for each chapter, a tab and its page."""
    file = docx.Document(io.BytesIO(plain_word_report()))
    first = file.paragraphs[0]
    for line in ("Findings\t1", "Outlook\t1"):
        first.insert_paragraph_before(line)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _number_headings(file: docx.document.Document) -> None:
    numbering = file.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="Heading{level + 1}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, text in enumerate(("%1.", "%1.%2"))
    )
    form = (
        f'<w:abstractNum {NAMES} w:abstractNumId="70">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    numbering.findall(f"{{{numbering.nsmap['w']}}}num")[0].addprevious(parse_xml(form))
    numbering.append(parse_xml(f'<w:num {NAMES} w:numId="70"><w:abstractNumId w:val="70"/></w:num>'))
    for level in (1, 2):
        look = file.styles[f"Heading {level}"].element.get_or_add_pPr()
        look._insert_numPr(
            parse_xml(f'<w:numPr {NAMES}><w:ilvl w:val="{level - 1}"/><w:numId w:val="70"/></w:numPr>')
        )


def _word_entry(place: int, level: int, text: str, *, first: bool) -> str:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
        '<w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    look = "<w:rPr><w:noProof/></w:rPr>"
    page = (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{look}<w:instrText xml:space="preserve"> PAGEREF '
        f'_Toc{9000 + place} \\h </w:instrText></w:r><w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{look}"
        f'<w:t>1</w:t></w:r><w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{begin if first else ""}<w:hyperlink w:anchor="_Toc'
        f'{9000 + place}" w:history="1"><w:r>{look}<w:t>{place + 1}.</w:t></w:r><w:r>{look}<w:tab/></w:r>'
        f"<w:r>{look}"
        f"<w:t>{text}</w:t></w:r><w:r>{look}<w:tab/></w:r>{page}</w:hyperlink></w:p>"
    )


def _style(key: str, title: str, based: str = "", look: str = "", *, default: bool = False) -> str:
    chosen = ' w:default="1"' if default else ""
    below = f'<w:basedOn w:val="{based}"/>' if based else ""
    look = f"<w:pPr>{look}</w:pPr>" if look else ""
    return f'<w:style w:type="paragraph"{chosen} w:styleId="{key}"><w:name w:val="{title}"/>{below}{look}</w:style>'


def _pandoc_heading(level: int, number: str, text: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr><w:r><w:rPr><w:rStyle w:val="SectionNumber"/>'
        f"</w:rPr>"
        f"<w:t>{number}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def _numbering(form: int, number: int) -> str:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    return (
        f'<w:abstractNum w:abstractNumId="{form}"><w:multiLevelType w:val="multilevel"/>{level}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{form}"/></w:num>'
    )


def _separators(first: int, second: int) -> str:
    return (
        f'<w:footnote w:type="separator" w:id="{first}"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:type="continuationSeparator" w:id="{second}"><w:p><w:r><w:continuationSeparator/></w:r>'
        f"</w:p>"
        "</w:footnote>"
    )


def _note(number: int, text: str, style: str) -> str:
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:footnoteRef/></w:r>'
        f"<w:r>"
        f'<w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
    )


def _packed(text: str, styles: str, numbering: str, footnotes: str) -> bytes:
    """Return a Word file with these parts."""
    inner = {"styles": styles, "numbering": numbering, "footnotes": footnotes}
    parts = {kind: f"<w:{kind} {NAMES}>{content}</w:{kind}>" for kind, content in inner.items() if content}
    kinds = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{TYPE}.wordprocessingml.{kind}+xml"/>'
        for kind in parts
    )
    main = f'<Override PartName="/word/document.xml" ContentType="{TYPE}.wordprocessingml.document.main+xml"/>'
    xml = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    relations = "".join(
        f'<Relationship Id="rId{place}" Type="{OFFICE}/relationships/{kind}" Target="{kind}.xml"/>'
        for place, kind in enumerate(parts, 1)
    )
    whole = f'<Relationship Id="rId1" Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
    listed = f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{xml}{main}{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{whole}</Relationships>',
        "word/document.xml": f"<w:document {NAMES}><w:body>{text}</w:body></w:document>",
        "word/_rels/document.xml.rels": listed,
        **{f"word/{kind}.xml": content for kind, content in parts.items()},
    }
    return _zipped({name: (HEAD + content).encode() for name, content in files.items()})


def _with_pages(report: bytes, pages: int) -> bytes:
    """Return a report whose properties tell how many pages it has."""
    with zipfile.ZipFile(io.BytesIO(report)) as file:
        files = {name: file.read(name) for name in file.namelist()}
    part = "docProps/app.xml"
    if part not in files:
        kind = f'<Override PartName="/{part}" ContentType="{TYPE}.extended-properties+xml"/></Types>'
        files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(b"</Types>", kind.encode())
        told = f'<Relationship Id="rId9" Type="{OFFICE}/relationships/extended-properties" Target="{part}"/></Rel'
        files["_rels/.rels"] = files["_rels/.rels"].replace(b"</Rel", told.encode())
    space = f'xmlns="{OFFICE}/extended-properties"'
    files[part] = f"{HEAD}<Properties {space}><Pages>{pages}</Pages></Properties>".encode()
    return _zipped(files)


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in files.items():
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return out.getvalue()
