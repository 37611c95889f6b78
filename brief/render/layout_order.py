"""Blocks and notes in, the same out with notes numbered as they are met and each anchor only once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from brief.render.blocks import Block, Cell, Contents, Facts, Figure, Heading, Line, Listing, Note, Paragraph, Table


def in_order(blocks: Iterable[Block], notes: Sequence[Note]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Return the blocks and the notes that they cite, numbered by first appearance."""
    order = _Order()
    made = tuple(order.block(block) for block in blocks)
    cited = sorted(
        (note for note in notes if note.number in order.numbers), key=lambda note: order.numbers[note.number]
    )
    return made, tuple(note.model_copy(update={"number": order.numbers[note.number]}) for note in cited)


class _Order:
    def __init__(self) -> None:
        self.numbers: dict[int, int] = {}
        self._anchors: set[str] = set()

    def block(self, block: Block) -> Block:
        match block:
            case Heading():
                return block.model_copy(update={"anchor": self._once(block.anchor)})
            case Paragraph():
                return block.model_copy(update={"runs": self._line(block.runs), "anchor": self._once(block.anchor)})
            case Listing() | Contents():
                return block.model_copy(update={"items": tuple(map(self._line, block.items))})
            case Facts():
                return block.model_copy(
                    update={"pairs": tuple((name, self._line(line)) for name, line in block.pairs)}
                )
            case Figure():
                return block
            case Table():
                return block.model_copy(update={"rows": tuple(tuple(map(self._cell, row)) for row in block.rows)})

    def _cell(self, cell: Cell) -> Cell:
        return cell.model_copy(
            update={"lines": tuple(map(self._line, cell.lines)), "anchor": self._once(cell.anchor)}
        )

    def _line(self, line: Line) -> Line:
        for run in line:
            for number in run.cites:
                self.numbers.setdefault(number, len(self.numbers) + 1)
        return tuple(
            run.model_copy(update={"cites": tuple(self.numbers[n] for n in run.cites)}) if run.cites else run
            for run in line
        )

    def _once(self, anchor: str) -> str:
        fresh = "" if anchor in self._anchors else anchor
        self._anchors.add(anchor)
        return fresh
