"""Document → Markdown that pandoc and Quarto read as it is meant: notes as footnotes, every character escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from brief.render.blocks import (
    Block,
    Cell,
    Contents,
    Document,
    Facts,
    Figure,
    Heading,
    Line,
    Listing,
    Note,
    Paragraph,
    Run,
    Table,
)
from brief.render.safe import safe_href, xml_safe
from brief.render.walk import anchors_of, lines_of

_SPECIAL = re.compile(r"([\\`*_\[\]<>{}|~^$@#&\"'!])")  # quotes too: pandoc would make them curly
_RUNS_OF = re.compile(r"(?<=[-.])(?=[-.])")  # "--" and "..." would become a dash and an ellipsis
_LINE_START = re.compile(r"^(?:[-+=:]|\(?(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+|#)[.)](?=\s|$)|%)")
_LIST_MARK = re.compile(r"^(\(?)(\w+)([.)])")
_SPACES = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029 ]+")
_DASHES = 72  # dashes below a table's head, shared out as its columns share the width


def write_markdown(document: Document) -> bytes:
    """Return the document as Markdown in UTF-8, equal bytes for equal input."""
    text = _Text(document)
    marking = f"**{escaped(document.marking)}**" if document.marking.strip() else ""
    parts = [marking, *text.blocks(), *(text.note(note) for note in document.notes), marking]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def escaped(text: str) -> str:
    """Return text for the middle of a line, so that what a reader of Markdown shows is the text itself."""
    line = _SPACES.sub(" ", xml_safe(text))
    return _RUNS_OF.sub(r"\\", _SPECIAL.sub(r"\\\1", line))


def _opening(line: str) -> str:
    """Return a line that opens a block, so that its first characters begin no list, heading or definition."""
    line = line.strip(" ")
    found = _LINE_START.match(line)
    if found is None:
        return line
    mark = _LIST_MARK.match(line)
    if mark is None:
        return f"\\{line}"
    return f"{mark[1]}{mark[2]}\\{line[mark.end(2) :]}"


class _Text:
    def __init__(self, document: Document) -> None:
        self._document = document
        lines = [
            *(line for block in document.blocks for line in lines_of(block)),
            *(note.runs for note in document.notes),
        ]
        self._wanted = {run.href[1:] for line in lines for run in line if run.href.startswith("#")}
        self._notes = {note.number for note in document.notes}
        self._placed: set[str] = set()
        self._there = set(anchors_of(document.blocks))

    def blocks(self) -> Iterator[str]:
        for block in self._document.blocks:
            yield self._block(block)

    def note(self, note: Note) -> str:
        return f"[^{note.number}]: {_opening(self._line(note.runs))}"

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                anchor = self._anchor(block.anchor)
                return f"{'#' * min(max(block.level, 1), 6)} {escaped(block.text).strip()}{anchor and f' {anchor}'}"
            case Paragraph():
                return self._paragraph(block)
            case Listing():
                marks = (f"{n}." if block.ordered else "-" for n in range(1, len(block.items) + 1))
                return "\n".join(f"{m} {_opening(self._line(i))}" for m, i in zip(marks, block.items, strict=True))
            case Contents():
                return "\n".join(f"- {self._line(item)}" for item in block.items)
            case Facts():
                return "\\\n".join(
                    f"**{escaped(label).strip()}:** {self._line(line)}" for label, line in block.pairs
                )
            case Table() | Figure():
                return self._table(block.data if isinstance(block, Figure) else block)

    def _paragraph(self, block: Paragraph) -> str:
        text = self._span(block.anchor) + _opening(self._line(block.runs))
        if block.style == "quote":
            return f"> {text}"
        return text

    def _table(self, table: Table) -> str:
        columns = max([len(table.head), *(len(row) for row in table.rows)])
        shares = [*table.widths, *([1 / columns] * columns)][:columns]
        rule = "|".join("-" * max(3, round(share * _DASHES / sum(shares))) for share in shares)
        head = [escaped(text).strip() for text in table.head]
        rows = [_row([*head, *([""] * (columns - len(head)))]), f"|{rule}|"]
        for row in table.rows:
            cells = [self._cell(cell) for cell in row]
            rows.append(_row([*cells, *([""] * (columns - len(cells)))]))
        return "\n".join(rows)

    def _cell(self, cell: Cell) -> str:
        return self._span(cell.anchor) + "; ".join(self._line(line) for line in cell.lines)

    def _line(self, line: Line) -> str:
        merged: list[Run] = []
        for run in line:
            if merged and not merged[-1].cites and _style(merged[-1]) == _style(run):
                merged[-1] = merged[-1].model_copy(update={"text": merged[-1].text + run.text, "cites": run.cites})
            else:
                merged.append(run)
        return "".join(self._run(run) for run in merged).strip(" ")

    def _run(self, run: Run) -> str:
        text = escaped(run.text)
        inner = text.strip(" ")
        if inner and (run.bold or run.italic):
            before, after = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
            marks = "***" if run.bold and run.italic else "**" if run.bold else "*"
            text = f"{before}{marks}{inner}{marks}{after}"
        href = safe_href(run.href)
        if href and inner and (not href.startswith("#") or href[1:] in self._there):
            text = f"[{text}]({_target(href)})"
        return text + "".join(f"[^{number}]" for number in run.cites if number in self._notes)

    def _anchor(self, anchor: str) -> str:
        """Return an attribute for an anchor that something links to, once."""
        if anchor not in self._wanted or anchor in self._placed or not anchor:
            return ""
        self._placed.add(anchor)
        return f"{{#{_identifier(anchor)}}}"

    def _span(self, anchor: str) -> str:
        attribute = self._anchor(anchor)
        return f"[]{attribute}" if attribute else ""


def _style(run: Run) -> tuple[bool, bool, str]:
    return run.bold, run.italic, run.href


def _target(href: str) -> str:
    """Return a link's target as Markdown takes it: bare where no character of it could end it."""
    if href.startswith("#"):
        return f"#{_identifier(href[1:])}"
    return href if re.fullmatch(r"[\w./:#?=&%+~@-]+", href) else f"<{href}>"


def _identifier(anchor: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "-", anchor)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
