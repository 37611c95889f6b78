"""Plain drafts beside this file in, the Word and PDF sources of `seeds/` out: `python tests/making/make_seeds.py`.

A draft is one line a block, `kind: text`; the kinds are title, byline, heading, body, caption, row
(cells between bars), note and footer. The other sources of `seeds/` are written by hand.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: same draft, same bytes
SIZES = {"title": 19.0, "heading": 13.0, "body": 10.5, "byline": 9.0, "note": 9.0, "footer": 8.0}

Block = tuple[str, str]


def draft(name: str) -> list[Block]:
    """Return the blocks of a draft as (kind, text), in order."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [(kind, text.strip()) for kind, _, text in (line.partition(":") for line in lines if line.strip())]


def one(blocks: list[Block], kind: str) -> str:
    """Return the text of the first block of that kind."""
    return next(text for found, text in blocks if found == kind)


def grid(document: Document, lines: list[str]) -> None:
    """Add a table with one line a row."""
    table = document.add_table(rows=len(lines), cols=lines[0].count("|") + 1, style="Light Grid Accent 1")
    for row, line in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, line.split("|"), strict=True):
            cell.text = text.strip()


def word(name: str, publisher: str, written: datetime) -> None:
    """Write the draft as a Word file, the way a newsroom's page looks when it is saved as one."""
    blocks = draft(name)
    document = docx.Document()
    document.core_properties.title = one(blocks, "title")
    document.core_properties.author = publisher
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = written
    document.sections[0].header.paragraphs[0].text = f"{publisher} · Foreign affairs"
    document.sections[0].footer.paragraphs[0].text = one(blocks, "footer")
    for kind, text in blocks:
        if kind == "title":
            document.add_heading(text, level=0)
        elif kind == "heading":
            document.add_heading(text, level=1)
        elif kind == "caption":
            document.add_paragraph(text, style="Caption")
            grid(document, [line for found, line in blocks if found == "row"])
        elif kind in {"byline", "note"}:
            run = document.add_paragraph().add_run(text)
            run.italic, run.font.size = True, Pt(9)
        elif kind == "body":
            document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.LEFT
    held = io.BytesIO()
    document.save(held)
    settle(held, SEEDS / f"{name}.docx")


def settle(held: io.BytesIO, target: Path) -> None:
    """Write the zip again with its parts in order of name and all of one date."""
    with zipfile.ZipFile(held) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        first = "[Content_Types].xml"
        for part in [first, *sorted(set(made.namelist()) - {first})]:
            out.writestr(zipfile.ZipInfo(part, ZIP_DATE), made.read(part), zipfile.ZIP_DEFLATED)


def page(name: str, publisher: str) -> None:
    """Write the draft as a PDF of A4 pages with running lines at top and bottom."""
    blocks = draft(name)

    def running(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setTitle(one(blocks, "title"))
        canvas.setAuthor(publisher)
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(2.5 * cm, A4[1] - 1.4 * cm, publisher.upper())
        canvas.drawString(2.5 * cm, 1.2 * cm, one(blocks, "footer"))
        canvas.drawRightString(A4[0] - 2.5 * cm, 1.2 * cm, f"Page {document.page}")

    story: list[Flowable] = []
    for kind, text in blocks:
        if kind != "footer":
            size = SIZES[kind]
            above = size if kind in {"heading", "note"} else 0
            face = "Times-Bold" if kind in {"title", "heading"} else "Times-Roman"
            style = ParagraphStyle(
                kind, fontName=face, fontSize=size, leading=size * 1.4, spaceBefore=above, spaceAfter=size * 0.7
            )
            story.append(Paragraph(escape(text), style))
    margin = 2.5 * cm
    sheet = SimpleDocTemplate(
        str(SEEDS / f"{name}.pdf"), pagesize=A4, leftMargin=margin, rightMargin=margin, invariant=1
    )
    sheet.build(story, onFirstPage=running, onLaterPages=running)


if __name__ == "__main__":
    word("potomac-ledger", "The Potomac Ledger", datetime(2019, 5, 10, 16, 15, tzinfo=UTC))
    page("amber-coast-letter", "The Amber Coast Letter")
