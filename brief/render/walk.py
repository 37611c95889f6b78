"""Blocks → what stands anywhere inside them: their lines, their anchors, the notes they cite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from brief.render.blocks import Block, Contents, Document, Facts, Figure, Heading, Line, Listing, Paragraph, Table


def lines_of(block: Block) -> Iterator[Line]:
    """Yield the block's lines of runs in reading order; headings and heads of tables have none."""
    match block:
        case Paragraph():
            yield block.runs
        case Listing() | Contents():
            yield from block.items
        case Facts():
            yield from (line for _, line in block.pairs)
        case Table():
            yield from (line for row in block.rows for cell in row for line in cell.lines)
        case Figure():
            yield from lines_of(block.data)
        case _:
            pass


def anchors_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield every place that a link may lead to."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                anchors = [block.anchor]
            case Table():
                anchors = [cell.anchor for row in block.rows for cell in row]
            case _:
                anchors = []
        yield from (anchor for anchor in anchors if anchor)


def cited_in(document: Document) -> Iterator[int]:
    """Yield the numbers of notes in the order in which the text cites them, each time it does."""
    for block in document.blocks:
        for line in lines_of(block):
            for run in line:
                yield from run.cites


def texts_of(document: Document) -> Iterator[str]:
    """Yield every text that the pages show: headings, labels, runs, notes, marking and footer."""
    yield from (document.marking, document.footer)
    for block in document.blocks:
        match block:
            case Heading():
                yield block.text
            case Table():
                yield from block.head
            case Facts():
                yield from (label for label, _ in block.pairs)
            case Figure():
                yield from (block.alt, *block.data.head)
            case _:
                pass
        yield from (run.text for line in lines_of(block) for run in line)
    yield from (run.text for note in document.notes for run in note.runs)
