"""Pages in, what a Word file and a PDF make of them out, a line for each heading, table, list and note."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from brief.render.blocks import Document
from brief.render.pdf import write_pdf
from brief.render.word import write_docx
from brief.render.word_xml import WORD
from tests.render.pdf_reading import Element, read_tags

_W = f"{{{WORD}}}"
_WORDS = 8  # of a heading or a head of a table


def outline(document: Document) -> str:
    """Return the outline of both files."""
    word, pdf = _word(write_docx(document)), _pdf(read_tags(write_pdf(document)))
    return "\n".join(["Word", *_counted(word), "", "PDF", *_counted(pdf), ""])


def _counted(lines: Iterator[str]) -> Iterator[str]:
    """Yield equal lines that follow each other as one, with their number."""
    for line, same in groupby(lines):
        count = len(list(same))
        yield f"  {line}" + (f" × {count}" if count > 1 else "")


def _word(written: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        body = etree.fromstring(file.read("word/document.xml"))[0]
        notes = etree.fromstring(file.read("word/footnotes.xml"))
        comments = "word/comments.xml" in file.namelist()
        pictures = [name for name in file.namelist() if name.startswith("word/media/")]
    for node in body:
        if node.tag == f"{_W}tbl":
            yield _table([_texts(row, "tc") for row in node.iter(f"{_W}tr")])
        elif node.tag == f"{_W}p":
            style = node.find(f"{_W}pPr/{_W}pStyle")
            name = style.get(f"{_W}val") if style is not None else "Normal"
            if name != "TableEnd":
                heads = name == "Title" or name.startswith("Heading")
                yield f"{name}: {_short(_text(node))}" if heads else name
    yield f"{sum(note.get(f'{_W}type') is None for note in notes)} footnotes"
    yield f"{len(list(body.iter(f'{_W}sdt')))} controls"
    yield "comments" if comments else "no comments"
    yield f"{len(pictures)} files of pictures"


def _pdf(root: Element) -> Iterator[str]:
    for kid in root.kids:
        if not isinstance(kid, Element):
            continue
        match kid.name:
            case "Table":
                yield _table([[c.text.strip() for c in r.kids if isinstance(c, Element)] for r in kid.all("TR")])
            case "L":
                yield f"L of {sum(isinstance(item, Element) for item in kid.kids)}"
            case "H1" | "H2" | "H3" | "H4":
                yield f"{kid.name}: {_short(kid.text)}"
            case name:
                yield name


def _table(rows: list[list[str]]) -> str:
    return f"Table {len(rows)} × {max(map(len, rows))}: {_short(' | '.join(rows[0]))}"


def _texts(row: etree._Element, kind: str) -> list[str]:
    return [_text(cell) for cell in row.findall(f"{_W}{kind}")]


def _text(node: etree._Element) -> str:
    return "".join(part.text or "" for part in node.iter(f"{_W}t"))


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
