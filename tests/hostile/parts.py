"""What the hostile files are made of: a sentence that must survive, and documents of each kind around it."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

import docx
from docx.oxml import parse_xml
from reportlab.pdfgen import canvas

STORY = "The ministers of Chile and Peru met in Arica on Monday, the ministry said. "
Files = dict[str, bytes]
Maker = Callable[[], bytes]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)


def page(body: str, head: str = "") -> bytes:
    """Return a web page."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def drawn(*texts: str, setup: Callable[[canvas.Canvas], object] = lambda _: None, **options: object) -> bytes:
    """Return a PDF with a text on each page."""
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, invariant=True, **options)
    setup(sheet)
    for text in texts:
        if text:
            sheet.drawString(72, 700, text)
        else:
            sheet.rect(72, 72, 100, 100)
        sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def plain_pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Return a PDF of the given objects, numbered from 1, with a table that is right."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d %s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, table))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return the content of a stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def one_page(content: bytes, box: bytes = b"0 0 612 792", more: bytes = b"") -> tuple[bytes, ...]:
    """Return the objects of a PDF with one page in Helvetica, whose content is object 4."""
    return (
        b"<</Type/Catalog/Pages 2 0 R%s>>" % more,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R" % box
        + b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        stream(content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"),
    )


TOLD = b"BT /F 12 Tf 72 700 Td (%s) Tj ET" % STORY.encode()


def word(*xml: str, story: bool = True) -> bytes:
    """Return a DOCX with the story and what follows it in its body."""
    document = docx.Document()
    if story:
        document.add_paragraph(STORY)
    for piece in xml:
        document.element.body.insert(-1, parse_xml(piece.replace(" W>", f" {W}>")))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def repacked(data: bytes, changes: dict[str, bytes | None], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip with some entries changed, added or (None) left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", level) as new:
        for entry in old.infolist():
            if entry.filename not in changes:
                new.writestr(entry.filename, old.read(entry))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def zipped(files: Files, level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", level) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def open_text(body: str, styles: str = "", more: Files | None = None) -> bytes:
    """Return an ODT."""
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content.encode(),
            **(more or {}),
        }
    )


def rich(body: str, head: str = "\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}") -> bytes:
    """Return an RTF file."""
    return f"{{\\rtf1{head}{body}}}".encode("latin-1")


def letter(body: str = STORY, subtype: str = "plain") -> EmailMessage:
    """Return a mail."""
    message = EmailMessage()
    message["From"] = "Press <press@trade.example>"
    message["Subject"] = "Talks in Arica"
    message["Date"] = "Mon, 10 Mar 2031 10:00:00 +0000"
    message.set_content(body, subtype=subtype)
    return message


def enclosing(name: str, data: bytes) -> bytes:
    """Return a mail with an attachment."""
    message = letter()
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def pdf_of_forms(depth: int) -> bytes:
    """Return a small PDF that draws a line of text 10 ** depth times."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    page.beginForm("f0")
    page.drawString(72, 700, "The ministers met.")
    page.endForm()
    for level in range(1, depth + 1):
        page.beginForm(f"f{level}")
        for _ in range(10):
            page.doForm(f"f{level - 1}")
        page.endForm()
    page.doForm(f"f{depth}")
    page.save()
    return buffer.getvalue()
