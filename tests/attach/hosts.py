"""Reports of other people's making, as bytes, and what a reader finds in a Word or PDF file."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections import Counter

import docx
import pikepdf
import pypdfium2
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from reportlab.pdfgen import canvas

from brief.render.blocks import Document, Heading, Listing, Note, Paragraph, Run
from brief.render.pdf import write_pdf
from brief.render.word import write_docx
from tests.render.sample import sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def document(subject: str, *, notes: int = 2) -> Document:
    """Return a short briefing with footnotes, lists and links within it."""
    cited = tuple(range(1, notes + 1))
    return Document(
        title=f"Briefing on {subject}",
        marking="UNMARKED",
        footer=f"{subject}, as of today",
        created="2031-03-03",
        blocks=(
            Heading(level=1, text=f"Briefing on {subject}", anchor="top"),
            Paragraph(runs=(Run(text=f"The minister speaks of {subject}.", cites=cited),)),
            Heading(level=2, text="Agenda", anchor="agenda"),
            Listing(ordered=True, items=((Run(text="gas"),), (Run(text="water"),))),
            Paragraph(runs=(Run(text="see the agenda", href="#agenda"), Run(text=" again", cites=(1,)))),
        ),
        notes=tuple(
            Note(number=n, sources=(1,), runs=(Run(text=f"note {n} on {subject}", href="https://example.org/"),))
            for n in cited
        ),
    )


def word_briefing(subject: str = "water", *, notes: int = 2) -> bytes:
    return write_docx(document(subject, notes=notes), f'{{"subject": "{subject}"}}'.encode())


def pdf_briefing(subject: str = "water") -> bytes:
    return write_pdf(document(subject), f'{{"subject": "{subject}"}}'.encode())


def whole_word_briefing() -> bytes:
    return write_docx(sample(), b'{"a": 1}')


def whole_pdf_briefing() -> bytes:
    return write_pdf(sample(), b'{"a": 1}')


def word_report(*, pages: int = 1) -> bytes:
    """Return a report as Word makes it: own look, header, notes, numbers, picture, comment, landscape page."""
    file = docx.Document()
    for key, relation in list(file.part.rels.items()):
        if relation.reltype.endswith("stylesWithEffects"):  # of the library's template; no newer Word writes it
            del file.part.rels[key]
    file.styles["Heading 1"].font.name = "Georgia"
    first = file.sections[0]
    first.header.paragraphs[0].text = "MINISTRY OF HARBOURS"
    first.different_first_page_header_footer = True
    first.first_page_header.paragraphs[0].text = "COVER PAGE"
    file.add_heading("Quarterly report", 1)
    cited = file.add_paragraph("The harbour is full.")
    for item in ("first host item", "second host item"):
        file.add_paragraph(item, style="List Number")
    file.add_picture(io.BytesIO(picture()))
    file.add_comment(cited.runs, text="a comment of the host", author="Host")
    for number in range(pages):
        file.add_heading(f"Chapter {number + 1}", 2)
        for _ in range(12 if pages > 1 else 1):
            file.add_paragraph(f"Line of chapter {number + 1}: " + "ships and quays and cranes. " * 8)
    wide = file.add_section()
    wide.orientation, wide.page_width, wide.page_height = WD_ORIENT.LANDSCAPE, first.page_height, first.page_width
    file.add_heading("Figures", 1)
    table = file.add_table(2, 2)
    table.cell(0, 0).text = "tonnage"
    _cite(file, cited)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def plain_word_report() -> bytes:
    """Return a report with one page of text and nothing else."""
    file = docx.Document()
    file.add_heading("Findings", 1)
    file.add_paragraph("The harbour is full.")
    file.add_heading("Outlook", 1)
    file.add_paragraph("It will be fuller.")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def bare_word_report() -> bytes:
    """Return the least that is a Word file: no styles, no settings, no section."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{RELATIONSHIP_TYPE.OFFICE_DOCUMENT}" Target="word/document.xml"/></Relationships>'
    )
    text = f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>Bare.</w:t></w:r></w:p></w:body></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", types)
        file.writestr("_rels/.rels", relations)
        file.writestr("word/document.xml", text)
    return out.getvalue()


def pdf_report(*, pages: int = 3, labels: bool = False) -> bytes:
    """Return a report without tags, its pages in the outline."""
    out = io.BytesIO()
    page = canvas.Canvas(out, invariant=1)
    for number in range(1, pages + 1):
        page.drawString(72, 700, f"Host page {number}")
        page.bookmarkPage(f"p{number}")
        page.addOutlineEntry(f"Host {number}", f"p{number}")
        page.linkRect("", "p1", (72, 600, 100, 620), relative=1)
        if labels and number == 1:
            page.addPageLabel(0, style="ROMAN_LOWER")
        page.showPage()
    page.save()
    return out.getvalue()


def tagged_pdf_report() -> bytes:
    return write_pdf(document("harbours", notes=3), b'{"host": true}')


def picture() -> bytes:
    """Return a grey point as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")
    )


def parts(written: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def tree(written: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts(written)[part])


def word_words(written: bytes) -> Counter[str]:
    """Return every word of text, notes, comments and margins with its count."""
    found: Counter[str] = Counter()
    for part, data in parts(written).items():
        if part.startswith("word/") and part.endswith(".xml"):
            for paragraph in etree.fromstring(data).iter(f"{W}p"):
                text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
                found.update(text.split())
    return found


def body_text(written: bytes) -> list[str]:
    """Return the text of the paragraphs of the body, tables and all, in order."""
    lines = []
    for paragraph in tree(written).iter(f"{W}p"):
        line = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        if line:
            lines.append(line)
    return lines


def same_parts(one: bytes, other: bytes) -> list[str]:
    """Return the parts in which two Word files differ as XML, or that only one of them has."""
    left, right = parts(one), parts(other)
    return sorted(
        name
        for name in {*left, *right}
        if name not in left or name not in right or not _equal(left[name], right[name])
    )


def _equal(one: bytes, other: bytes) -> bool:
    if one == other:
        return True
    try:
        return etree.tostring(etree.fromstring(one), method="c14n") == etree.tostring(
            etree.fromstring(other), method="c14n"
        )
    except etree.XMLSyntaxError:
        return False


def pdf_words(written: bytes) -> Counter[str]:
    file = pypdfium2.PdfDocument(written)
    try:
        return Counter(word for page in file for word in page.get_textpage().get_text_bounded().split())
    finally:
        file.close()


def pdf_labels(written: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(written)) as file:
        return [page.label for page in file.pages]


def _cite(file: docx.document.Document, paragraph: docx.text.paragraph.Paragraph) -> None:
    """Give a paragraph a footnote with a link and a bookmark whose name is also one of ours."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}>{separators}</w:footnotes>")
    part = XmlPart(PackURI("/word/footnotes.xml"), NOTES, root, file.part.package)
    link = part.relate_to("https://example.org/host", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    root.append(
        parse_xml(
            f'<w:footnote {nsdecls("w", "r")} w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:hyperlink r:id="{link}">'
            "<w:r><w:t>a footnote of the host</w:t></w:r></w:hyperlink></w:p></w:footnote>"
        )
    )
    file.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    listed = parse_xml(f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>')
    file.settings.element.find(qn("w:compat")).addprevious(listed)
    for made in (
        f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="_note_1"/>',
        f'<w:r {nsdecls("w")}><w:footnoteReference w:id="1"/></w:r>',
        f'<w:bookmarkEnd {nsdecls("w")} w:id="7"/>',
    ):
        paragraph._p.append(parse_xml(made))
