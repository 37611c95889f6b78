"""Hostile PDF, Word, OpenDocument and zip files: each file's name is its outcome, its kind and its one hazard."""

import io
import struct
import zipfile
import zlib

from hostile.parts import (
    ODF,
    STORY,
    TOLD,
    Files,
    drawn,
    one_page,
    open_text,
    plain_pdf,
    repacked,
    stream,
    word,
    zipped,
)
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

NESTED = 8  # forms inside one another, each drawn ten times


def pdfs() -> Files:
    """Return PDF files."""
    good = drawn(STORY)
    kid = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    bomb = zlib.compress(b" " * 60_000_000, 9)
    parts = one_page(TOLD)
    return {
        "read--pdf-rubbish-before.pdf": b"\n \n" + good,
        "read--pdf-rubbish-behind.pdf": good + b"\0" * 5_000,
        "read--pdf-lost-table.pdf": good.replace(b"startxref", b"startxxxx"),
        "read--pdf-wrong-table.pdf": good[: good.rindex(b"startxref")] + b"startxref\n7\n%%EOF",
        "read--pdf-owner-password.pdf": drawn(STORY, encrypt=StandardEncryption("", "owner", canPrint=0)),
        "read--pdf-script.pdf": plain_pdf(
            *one_page(TOLD, more=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>")
        ),
        "read--pdf-launch.pdf": plain_pdf(*one_page(TOLD, more=b"/OpenAction<</S/Launch/F(calc.exe)>>")),
        "read--pdf-goes-to-the-network.pdf": plain_pdf(
            *one_page(TOLD, more=b"/OpenAction<</S/URI/URI(http://127.0.0.1:9/)>>")
        ),
        "read--pdf-form-in-itself.pdf": plain_pdf(*one_page(TOLD + b" /X Do")),
        "read--pdf-huge-page.pdf": plain_pdf(*one_page(TOLD, box=b"0 0 1e9 1e9")),
        "read--pdf-page-without-size.pdf": plain_pdf(*one_page(TOLD, box=b"0 0 0 0")),
        "read--pdf-backward-page.pdf": plain_pdf(*one_page(TOLD, box=b"612 792 0 0")),
        "read--pdf-circular-outline.pdf": plain_pdf(
            *one_page(TOLD, more=b"/Outlines 7 0 R"), b"<</First 7 0 R/Last 7 0 R/Next 7 0 R/Parent 7 0 R>>"
        ),
        "read--pdf-wrong-stream-length.pdf": plain_pdf(
            *parts[:3], stream(TOLD).replace(b"/Length", b"/Length 7/L"), *parts[4:]
        ),
        "read--pdf-unfinished-text.pdf": plain_pdf(*one_page(TOLD + b" BT /F 12 Tf (")),
        "read--pdf-absurd-type-size.pdf": plain_pdf(*one_page(TOLD + b" BT /F 1e30 Tf (x) Tj ET")),
        "read--pdf-many-states.pdf": plain_pdf(*one_page(b"q " * 100_000 + TOLD)),
        "read--pdf-two-columns.pdf": two_columns(),
        "noticed--pdf-page-without-text.pdf": drawn(STORY, ""),
        "refused--pdf-password.pdf": drawn(STORY, encrypt=StandardEncryption("secret", "owner")),
        "refused--pdf-pictures-only.pdf": drawn("", ""),
        "refused--pdf-head-only.pdf": b"%PDF-1.7\n%%EOF",
        "refused--pdf-without-pages.pdf": plain_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"
        ),
        "refused--pdf-pages-in-a-ring.pdf": plain_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"
        ),
        "refused--pdf-lies-about-its-pages.pdf": plain_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 99999999>>", kid
        ),
        "refused--pdf-more-pages-than-the-limit.pdf": drawn(*[STORY] * 60),
        "refused--pdf-takes-too-long.pdf": forms(),
        "refused--pdf-inflates-without-end.pdf": plain_pdf(
            *parts[:3],
            stream(zlib.compress(bomb, 9), b"/Filter[/FlateDecode/FlateDecode]"),
            *parts[4:],
        ),
    }


def two_columns() -> bytes:
    """Return a PDF that draws two columns line by line across the page."""
    left = [
        "Arica had seen no minister for a year",
        "when the first one of them arrived on",
        "Monday, and many people came to see",
    ]
    right = [
        "the second, who had flown in from",
        "Lima with a large delegation and a",
        "letter of the president of Peru.",
    ]

    def setup(sheet: canvas.Canvas) -> None:
        for row, (one, two) in enumerate(zip(left * 4, right * 4, strict=True)):
            sheet.drawString(72, 700 - 14 * row, one)
            sheet.drawString(330, 700 - 14 * row, two)
        sheet.showPage()

    return drawn(setup=setup)


def forms() -> bytes:
    """Return a small PDF that draws its text a hundred million times."""

    def setup(sheet: canvas.Canvas) -> None:
        sheet.beginForm("f0")
        sheet.drawString(72, 700, STORY)
        sheet.endForm()
        for level in range(1, NESTED + 1):
            sheet.beginForm(f"f{level}")
            for _ in range(10):
                sheet.doForm(f"f{level - 1}")
            sheet.endForm()
        sheet.doForm(f"f{NESTED}")

    return drawn("", setup=setup)


def words() -> Files:
    """Return DOCX files."""
    good = word()
    body = "word/document.xml"
    run = "<w:p W><w:r>{}<w:t>SECRET</w:t></w:r></w:p>"
    deep = "<w:tbl W><w:tr><w:tc>" + "<w:tbl><w:tr><w:tc>" * 30 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 31
    return {
        "read--word-deep-tables.docx": word(deep),
        "noticed--word-deleted-text.docx": word(
            "<w:p W><w:del><w:r><w:delText>SECRET</w:delText></w:r></w:del></w:p>"
        ),
        "read--word-field-that-runs.docx": word(
            "<w:p W><w:r><w:instrText>DDEAUTO SECRET</w:instrText></w:r><w:r><w:t>shown</w:t></w:r></w:p>"
        ),
        "read--word-part-outside.docx": repacked(good, {"../../evil.xml": b"<x/>"}),
        "read--word-macros.docm": good,
        "read--word-without-styles.docx": repacked(good, {"docProps/thumbnail.jpeg": b"x"}),
        "read--word-wrong-suffix.txt.html": good,
        "noticed--word-hidden-text.docx": word(run.format("<w:rPr><w:vanish/></w:rPr>")),
        "refused--word-inflates-without-end.docx": repacked(good, {body: b" " * 30_000_000}),
        "refused--word-many-entries.docx": repacked(good, {f"word/{i}.xml": b"" for i in range(5_001)}),
        "refused--word-doctype.docx": repacked(good, {body: b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}),
        "refused--word-doctype-utf16.docx": repacked(good, {body: "<!DOCTYPE x []><x/>".encode("utf-16-le")}),
        "refused--word-locked-entry.docx": locked(good),
        "refused--word-wrong-sum.docx": damaged(good),
        "refused--word-lies-about-sizes.docx": lying(good),
        "refused--word-cut-off.docx": good[: len(good) // 2],
        "refused--word-without-body.docx": repacked(good, {body: None}),
        "refused--word-body-is-no-xml.docx": repacked(good, {body: b"\0\1\2"}),
        "refused--word-body-deep.docx": repacked(good, {body: b"<a>" * 5_000 + b"</a>" * 5_000}),
        "refused--word-without-types.docx": repacked(good, {"[Content_Types].xml": None}),
        "refused--word-empty.docx": word(story=False),
        "refused--word-a-spreadsheet.docx": zipped(
            {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}
        ),
        "refused--word-begins-like-a-zip.docx": b"PK\x03\x04" + b"x" * 500,
    }


def locked(data: bytes) -> bytes:
    """Return a zip that says of every entry that it is locked."""
    out, at = bytearray(data), 0
    while (at := out.find(b"PK\x01\x02", at)) >= 0:
        out[at + 8] |= 1
        at += 4
    return bytes(out)


def damaged(data: bytes) -> bytes:
    """Return a zip whose entries all fail their check sum."""
    out, at = bytearray(data), 0
    while (at := out.find(b"PK\x01\x02", at)) >= 0:
        out[at + 16] ^= 0xFF
        at += 4
    return bytes(out)


def lying(data: bytes) -> bytes:
    """Return a zip that says of every entry that it has one byte."""
    out, at = bytearray(data), 0
    while (at := out.find(b"PK\x01\x02", at)) >= 0:
        out[at + 24 : at + 28] = struct.pack("<I", 1)
        at += 4
    return bytes(out)


def open_texts() -> Files:
    """Return ODT files."""
    told = f"<text:p>{STORY}</text:p>"
    good = open_text(told)
    manifest = {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    hidden = '<style:style style:name="P1"><style:text-properties text:display="none"/></style:style>'
    ring = "".join(f'<style:style style:name="{a}" style:parent-style-name="{b}"/>' for a, b in ("AB", "BA"))
    sheet = (
        f"<office:document-content {ODF}><office:body><office:spreadsheet/></office:body></office:document-content>"
    )
    return {
        "read--odt-endless-spaces.odt": open_text(f'{told}<text:p>a<text:s text:c="999999999"/>b</text:p>'),
        "read--odt-endless-rows.odt": open_text(
            f'{told}<table:table><table:table-row table:number-rows-repeated="999999999"><table:table-cell>'
            "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
        ),
        "read--odt-styles-in-a-ring.odt": open_text(f'{told}<text:p text:style-name="A">x</text:p>', ring),
        "read--odt-deleted-text.odt": open_text(
            f"<text:tracked-changes><text:p>SECRET</text:p></text:tracked-changes>{told}"
        ),
        "read--odt-note-in-itself.odt": open_text(
            f"{told}<text:p>x<text:note><text:note-body><text:p>y<text:note><text:note-body><text:p>z</text:p>"
            "</text:note-body></text:note></text:p></text:note-body></text:note></text:p>"
        ),
        "read--odt-without-meta.odt": good,
        "noticed--odt-hidden-text.odt": open_text(f'{told}<text:p text:style-name="P1">SECRET</text:p>', hidden),
        "refused--odt-password.odt": open_text(told, more=manifest),
        "refused--odt-inflates-without-end.odt": repacked(good, {"content.xml": b" " * 30_000_000}),
        "refused--odt-doctype.odt": repacked(good, {"content.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}),
        "refused--odt-deep.odt": open_text("<text:section>" * 3_000 + told + "</text:section>" * 3_000),
        "refused--odt-without-content.odt": repacked(good, {"content.xml": None}),
        "refused--odt-content-is-no-xml.odt": repacked(good, {"content.xml": b"\0"}),
        "refused--odt-a-spreadsheet.odt": repacked(good, {"content.xml": sheet.encode()}),
        "refused--odt-empty.odt": open_text(""),
        "refused--odt-cut-off.odt": good[: len(good) // 2],
    }


def zips() -> Files:
    """Return zip files of documents."""
    told = STORY.encode()
    nested = zipped({"a.txt": told})
    for _ in range(6):
        nested = zipped({"a.txt": told, "in.zip": nested})
    link = io.BytesIO()
    with zipfile.ZipFile(link, "w") as archive:
        entry = zipfile.ZipInfo("passwd.txt")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
        archive.writestr("a.txt", told)
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as archive:
        for name in ("a.txt", "b.txt"):
            archive.writestr(name, told)
    good = zipped({"a.txt": told}, zipfile.ZIP_STORED)
    return {
        "read--zip-named-upwards.zip": zipped({"../../a.txt": told}),
        "read--zip-absolute-name.zip": zipped({"/etc/a.txt": told}),
        "read--zip-odd-name.zip": zipped({"a\u202e\n\x1b[31m.txt": told}),
        "read--zip-same-name-twice.zip": twice.getvalue().replace(b"b.txt", b"a.txt"),
        "read--zip-rubbish-before.zip": b"PK\x03\x04" + b"\0" * 50 + good,
        "read--zip-of-a-word-file.zip": zipped({"a.docx": word()}),
        "noticed--zip-inside-zips-without-end.zip": nested,
        "noticed--zip-link.zip": link.getvalue(),
        "noticed--zip-pictures-beside.zip": zipped({"a.txt": told, "x.jpg": b"x"}),
        "noticed--zip-large-entry.zip": zipped({"a.txt": told, "b.txt": b" " * 4_000_000}),
        "noticed--zip-bomb-inside.zip": zipped(
            {"a.txt": told, "b.docx": repacked(word(), {"x.xml": b" " * 30_000_000})}
        ),
        "noticed--zip-broken-inside.zip": zipped({"a.txt": told, "b.pdf": b"%PDF-1.7"}),
        "refused--zip-many-entries.zip": zipped({f"{i}.txt": b"x" for i in range(5_001)}),
        "refused--zip-inflates-without-end.zip": zipped({f"{i}.txt": b" " * 2_900_000 for i in range(9)}),
        "refused--zip-wrong-sums.zip": damaged(good),
        "refused--zip-locked.zip": locked(good),
        "refused--zip-cut-off.zip": good[:-30],
        "refused--zip-empty.zip": zipped({}),
        "refused--zip-pictures-only.zip": zipped({"x.jpg": b"x"}),
    }
