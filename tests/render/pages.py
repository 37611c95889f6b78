"""A laid-out document in, its texts, tables and parts as plain strings out, for tests to read."""

from __future__ import annotations

from collections.abc import Iterator

from brief.render.blocks import Document, Facts, Heading, Line, Listing, Paragraph, Table
from brief.schema import Schema
from tests.render.visit_schema import SCHEMA


def lines(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        match block:
            case Paragraph(runs=runs):
                yield runs
            case Listing(items=items):
                yield from items
            case Facts(pairs=pairs):
                yield from (line for _, line in pairs)
            case Table(rows=rows):
                yield from (line for row in rows for cell in row for line in cell.lines)
            case _:
                pass
    yield from (note.runs for note in document.notes)


def text(line: Line) -> str:
    return "".join(run.text for run in line)


def texts(document: Document) -> list[str]:
    heads = [block.text for block in document.blocks if isinstance(block, Heading)]
    columns = [title for block in document.blocks if isinstance(block, Table) for title in block.head]
    return [*heads, *columns, *(text(line) for line in lines(document))]


def under(document: Document, title: str) -> list[object]:
    """Return the blocks between a heading and the next."""
    found: list[object] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading):
            inside = block.text == title and not found
        elif inside:
            found.append(block)
    return found


def table(document: Document, title: str) -> list[list[str]]:
    found = next(block for block in under(document, title) if isinstance(block, Table))
    return [list(found.head), *([" / ".join(map(text, cell.lines)) for cell in row] for row in found.rows)]


def changed(section_id: str, **layout: object) -> Schema:
    """Return the schema with a section's layout changed."""
    sections = tuple(
        s.model_copy(update={"layout": s.layout.model_copy(update=layout)}) if s.id == section_id else s
        for s in SCHEMA.sections
    )
    return SCHEMA.model_copy(update={"sections": sections})
